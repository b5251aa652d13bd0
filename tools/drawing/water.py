"""The pictures of the harbour, the river and the sea."""

import math

from drawing.canvas import Canvas, arc, rectangle
from drawing.figures import (
    BRICK,
    CORAL,
    FOAM,
    HEIGHT,
    INK,
    MUSTARD,
    NIGHT,
    PAPER,
    SAND,
    SEA,
    TEAL,
    WIDTH,
    crane,
    eight,
    fish,
    frond,
    gull,
    person,
    sea,
    terrace,
    trawler,
)


def harbour(c: Canvas) -> None:
    """Oldquay at sunrise."""
    c.fade(0, 640, "#8fc1bd", "#dfe0c3", "#f8d39a", "#f4a26b")
    c.glow(1120, 480, 520, "#fff0c4", 0.85)
    c.oval(1120, 480, 104, 104, "#fff3d2")
    c.polygon(
        [(0, 520), (240, 430), (520, 500), (820, 440), (1180, 520), (1600, 450), (1600, 640), (0, 640)], "#b98f77", 0.55
    )
    c.polygon([(0, 560), (420, 500), (760, 560), (1120, 520), (1600, 570), (1600, 640), (0, 640)], "#7d6f6b", 0.6)
    for x, h in ((1010, 240), (1290, 280)):
        crane(c, x, 622, h, "#38484f")
    terrace(c, -20, 850, 622, "#ffd98a")
    c.box(0, 618, WIDTH, 40, "#3d4447")
    for x in range(30, WIDTH, 90):
        c.box(x, 626, 16, 32, NIGHT, 0.6)
    c.fade(655, HEIGHT, "#d98b60", "#7fa3a0", "#2d6a70", "#174a55")
    c.stipple(rectangle(0, 655, 900, 200), NIGHT, (0, 860), (0, 640), 0.5)
    for row in range(16):
        y, half = 676 + row * 23, 66 + row * 7
        c.polygon([(1120 - half, y), (1120, y - 5), (1120 + half, y), (1120, y + 5)], "#fff0c4", 0.75 - row * 0.035)
    c.glints((0, 690, WIDTH, HEIGHT), FOAM, 90, 0.22)
    trawler(c, 400, 800, 190, BRICK)
    trawler(c, 800, 726, 110, TEAL)
    trawler(c, 1330, 916, 240, "#20404c", SAND)
    for x, y, size in ((620, 210, 38), (720, 160, 28), (560, 140, 22), (1380, 180, 34), (860, 260, 20)):
        gull(c, x, y, size)


def ferry(c: Canvas) -> None:
    """The Number 4 crosses the Lode."""
    c.fade(0, 600, "#f7e3bd", "#f3ead2", "#cfe3dc")
    c.oval(300, 250, 120, 120, CORAL, 0.92)
    c.polygon(
        [(0, 560), (300, 480), (640, 545), (1000, 470), (1330, 540), (1600, 500), (1600, 620), (0, 620)], "#8fb3ae"
    )
    for x in range(980, 1600, 58):
        tall = c.random.uniform(24, 74)
        c.box(x, 560 - tall, 48, tall + 40, "#6d9794")
        c.polygon([(x - 3, 561 - tall), (x + 24, 530 - tall), (x + 51, 561 - tall)], "#5a8583")
    c.wave(590, 6, 90, SEA)
    c.stipple(rectangle(0, 590, WIDTH, 170), FOAM, (0, 700), (0, 590), 0.5)
    hull = [(250, 640), (1330, 640), (1420, 590), (1330, 780), (340, 780)]
    c.polygon(hull, INK)
    c.polygon([(250, 640), (1330, 640), (1420, 590), (1404, 628), (1330, 672), (262, 672)], CORAL)
    c.stipple(hull, "#000814", (0, 640), (0, 800), 0.6)
    c.box(340, 520, 940, 122, PAPER)
    c.box(420, 416, 720, 106, "#fdf6e6")
    c.stipple(rectangle(340, 520, 940, 122), "#7c8c8c", (400, 0), (1500, 0), 0.5)
    c.stipple(rectangle(420, 416, 720, 106), "#7c8c8c", (420, 0), (1400, 0), 0.5)
    c.polygon([(880, 416), (900, 322), (1108, 322), (1140, 416)], PAPER)
    c.polygon([(912, 374), (920, 338), (1098, 338), (1112, 374)], INK)
    c.box(560, 280, 120, 138, CORAL)
    c.box(560, 306, 120, 30, PAPER)
    c.box(552, 270, 136, 20, INK)
    for n in range(5):
        c.oval(600 - n * 64, 228 - n * 20, 44 + n * 13, 30 + n * 8, "#d9d6cb", 0.75 - n * 0.12)
    for x in range(370, 1250, 62):
        c.box(x, 552, 40, 54, TEAL, radius=8)
        c.polygon([(x + 4, 602), (x + 22, 556), (x + 34, 556), (x + 16, 602)], FOAM, 0.3)
    for x in range(450, 1110, 55):
        c.box(x, 444, 36, 42, TEAL, radius=6)
    c.line([(330, 508), (1290, 508)], INK, 4)
    for x in range(340, 1290, 38):
        c.line([(x, 508), (x, 522)], INK, 3)
    for x in (440, 520, 760, 800, 1190, 1240, 380):
        person(c, x, 520, 74, c.random.choice((CORAL, MUSTARD, TEAL, BRICK, NIGHT)))
    c.line([(1010, 322), (1010, 220)], INK, 6)
    c.polygon([(1010, 222), (1084, 242), (1010, 264)], MUSTARD)
    c.wave(748, 12, 70, "#2f7d84")
    for x, y, r in (
        (1290, 776, 26),
        (1336, 766, 34),
        (1384, 772, 30),
        (1426, 782, 22),
        (1462, 790, 14),
        (250, 782, 18),
    ):
        c.oval(x, y, r, r * 0.6, FOAM, 0.9)
    c.wave(800, 16, 92, TEAL, shift=120)
    c.stipple(rectangle(0, 820, WIDTH, 247), NIGHT, (0, 800), (0, 1067), 0.5)
    c.wave(902, 20, 120, "#184c55", shift=300)
    c.glints((0, 770, WIDTH, 1040), FOAM, 70, 0.35)
    for x, y, size in ((220, 470, 46), (760, 160, 40), (1260, 230, 52), (1360, 330, 34), (130, 390, 28)):
        gull(c, x, y, size, INK)


def bridge(c: Canvas) -> None:
    """The Lode Bridge, shut."""
    c.fade(0, 760, "#f0ad3d", "#f5c469", "#f9e2ae")
    c.oval(800, 560, 250, 250, "#fbe9bf", 0.8)
    c.polygon(
        [(0, 640), (260, 560), (520, 640), (900, 590), (1250, 650), (1600, 570), (1600, 790), (0, 790)], "#c9823a", 0.6
    )
    c.fade(755, HEIGHT, "#e0a24a", "#5b7f78", "#1f4e57")
    deck = 640.0
    for x in (250, 1350):
        c.polygon([(x - 74, 880), (x - 50, deck), (x + 50, deck), (x + 74, 880)], "#8f8375")
        c.stipple([(x - 74, 880), (x - 50, deck), (x + 50, deck), (x + 74, 880)], INK, (x - 60, 0), (x + 110, 0), 0.8)
        c.oval(x, 882, 108, 12, NIGHT, 0.4)
    for base, colour, thick in ((deck - 14, "#4c5a5f", 20), (deck, NIGHT, 26)):
        shift = 0 if colour == NIGHT else 14
        upper = arc(800 + shift, base, 560, 430, 180, 360)
        lower = arc(800 + shift, base, 530, 350, 180, 360)
        c.line(upper, colour, thick)
        c.line(lower, colour, thick * 0.6)
        for n in range(2, len(upper) - 2):
            c.line([upper[n], lower[n + (1 if n % 2 else -1)]], colour, 6)
            if n % 3 == 0:
                c.line([lower[n], (lower[n][0], base)], colour, 6)
    c.box(0, deck - 6, WIDTH, 40, NIGHT)
    c.box(0, deck + 34, WIDTH, 12, "#4c5a5f")
    for x in range(0, WIDTH, 44):
        c.line([(x, deck - 44), (x, deck)], NIGHT, 5)
    c.line([(0, deck - 44), (WIDTH, deck - 44)], NIGHT, 6)
    for x in (90, 1390):
        c.box(x, deck - 76, 124, 40, PAPER)
        for n in range(4):
            c.polygon(
                [
                    (x + n * 31, deck - 36),
                    (x + n * 31 + 15, deck - 36),
                    (x + n * 31 + 31, deck - 76),
                    (x + n * 31 + 16, deck - 76),
                ],
                CORAL,
            )
        c.box(x + 10, deck - 38, 10, 40, NIGHT)
        c.box(x + 104, deck - 38, 10, 40, NIGHT)
    c.glints((0, 800, WIDTH, HEIGHT), "#fbe3ae", 90, 0.4)
    c.stipple(rectangle(0, 760, WIDTH, 307), NIGHT, (0, 820), (0, 1100), 0.5)
    trawler(c, 700, 940, 170, BRICK)
    for x, y, size in ((460, 190, 36), (1130, 170, 44), (1210, 240, 28)):
        gull(c, x, y, size, NIGHT)


def storm(c: Canvas) -> None:
    """Storm at the Gullgate light."""
    c.fade(0, 700, "#1b2436", "#34475a", "#6f8790", "#b3c0b8")
    for _ in range(26):
        x, y = c.random.uniform(-100, WIDTH), c.random.uniform(-40, 300)
        c.oval(
            x,
            y,
            c.random.uniform(150, 330),
            c.random.uniform(30, 74),
            c.random.choice(("#222e41", "#2c3a4e", "#43566a")),
            0.55,
        )
    c.soft([(1128, 300), (1128, 330), (-60, 430), (-60, 120)], "#fff0c4", 0.55, 16)
    c.soft([(1180, 300), (1180, 330), (1700, 380), (1700, 220)], "#fff0c4", 0.35, 16)
    c.wave(650, 22, 120, "#3d6470")
    c.stipple(rectangle(0, 620, WIDTH, 200), NIGHT, (0, 640), (0, 860), 0.6)
    rock = [(810, 920), (940, 700), (1010, 690), (1060, 640), (1250, 640), (1320, 700), (1400, 716), (1560, 920)]
    c.polygon(rock, "#1a222c")
    tower = [(1094, 646), (1118, 352), (1192, 352), (1216, 646)]
    c.polygon(tower, PAPER)
    for top in (420, 540):
        spread = (top - 352) / 294 * 24
        c.polygon(
            [(1118 - spread, top), (1192 + spread, top), (1197 + spread, top + 60), (1113 - spread, top + 60)], CORAL
        )
    c.stipple(tower, NIGHT, (1110, 0), (1260, 0), 0.85)
    c.box(1100, 340, 110, 16, INK)
    c.box(1126, 286, 58, 56, "#fff3c4")
    c.glow(1155, 314, 190, "#fff0c4", 0.9)
    for x in (1126, 1144, 1164, 1182):
        c.line([(x, 286), (x, 342)], INK, 4)
    c.polygon([(1112, 290), (1155, 240), (1198, 290)], INK)
    sea(c, 770, 120, 330, "#335f6c", 100)
    for x, y, r in (
        (880, 720, 60),
        (930, 660, 44),
        (850, 640, 34),
        (980, 690, 40),
        (900, 590, 22),
        (820, 700, 30),
        (960, 610, 16),
    ):
        c.oval(x, y, r, r * 0.86, FOAM, 0.8)
    for _ in range(90):
        c.oval(c.random.gauss(900, 120), c.random.gauss(610, 80), 4, 4, FOAM, 0.9)
    sea(c, 880, 96, 410, "#234c59", 60)
    trawler(c, 560, 886, 230, BRICK)
    sea(c, 970, 84, 300, "#183945", 180)
    sea(c, 1060, 70, 380, "#0f2833", 20)
    c.stipple(rectangle(0, 900, WIDTH, 167), "#060c14", (0, 930), (0, 1100), 0.6)
    for _ in range(230):
        x, y, drop = c.random.uniform(-50, WIDTH + 200), c.random.uniform(-60, HEIGHT), c.random.uniform(26, 60)
        c.line([(x, y), (x - drop * 0.5, y + drop)], FOAM, 2, 0.35)


def kelp(c: Canvas) -> None:
    """Under the lines of the kelp farm."""
    c.fade(0, HEIGHT, "#bfe3d3", "#5fb0a8", "#247078", "#0f3f4e")
    for x, w in ((180, 120), (520, 200), (900, 140), (1260, 220)):
        c.soft([(x, 0), (x + w, 0), (x + w * 2.2 - 260, HEIGHT), (x - 420, HEIGHT)], "#f3fbe3", 0.16, 18)
    c.polygon([(0, 0), *[(x, 36 + 12 * math.sin(x / 60)) for x in range(0, WIDTH + 20, 10)], (WIDTH, 0)], "#eef7e2")
    hull = [(560, 0), (1180, 0), (1120, 70), (1000, 112), (760, 112), (620, 70)]
    c.polygon(hull, BRICK)
    c.stipple(hull, "#1a0d10", (0, 10), (0, 140), 0.9)
    c.polygon([(560, 0), (1180, 0), (1166, 22), (580, 22)], PAPER)
    c.line([(0, 196), (420, 214), (800, 206), (1200, 220), (WIDTH, 200)], "#123c46", 6)
    for x in (200, 620, 1010, 1420):
        c.oval(x, 190, 34, 34, CORAL)
        c.oval(x - 10, 178, 10, 8, PAPER, 0.35)
    for x, length, tone in (
        (90, 620, "#1b5a4e"),
        (330, 520, "#1f6a55"),
        (730, 560, "#1b5a4e"),
        (1130, 600, "#1f6a55"),
        (1520, 640, "#1b5a4e"),
    ):
        frond(c, x, 205, length, tone, 0.75)
    for x, y, s in (
        (460, 420, 1.0),
        (560, 470, 0.8),
        (520, 530, 0.9),
        (640, 400, 0.7),
        (400, 500, 0.75),
        (600, 560, 0.65),
        (690, 490, 0.8),
        (1290, 700, 0.9),
        (1380, 650, 0.7),
        (1390, 750, 0.8),
        (1240, 640, 0.35),
    ):
        fish(c, x, y, 70 * s, PAPER if y < 600 else MUSTARD)
    for x, length, tone in (
        (200, 800, "#8a8a2e"),
        (880, 760, "#a39634"),
        (1010, 640, "#7c7f2b"),
        (1440, 800, "#8a8a2e"),
    ):
        frond(c, x, 205, length, tone, 1.15)
    c.polygon([(0, 1000), (300, 960), (700, 1010), (1100, 970), (1600, 1020), (1600, 1067), (0, 1067)], "#0b2f3b")
    for _ in range(70):
        r = c.random.uniform(2, 8)
        c.oval(c.random.uniform(0, WIDTH), c.random.uniform(120, 1000), r, r, "#eef7e2", 0.35)
    c.stipple(rectangle(0, 500, WIDTH, 567), "#062029", (0, 560), (0, 1120), 0.35)


def regatta(c: Canvas) -> None:
    """Crews on the Lode, from above."""
    c.fade(0, HEIGHT, "#2f8b91", "#227881", "#17616c")
    for _ in range(230):
        x, y, half = c.random.uniform(-40, WIDTH), c.random.uniform(0, HEIGHT), c.random.uniform(20, 70)
        c.polygon([(x - half, y + half * 0.3), (x, y - 3), (x + half, y - half * 0.3), (x, y + 3)], "#7cc2bd", 0.2)
    c.stipple(rectangle(0, 0, WIDTH, HEIGHT), "#072f38", (500, 200), (1700, 1200), 0.35)
    for lane in range(-1, 6):
        for n in range(34):
            x, y = n * 56 - 60, 130 + lane * 250 - (n * 56 - 60) * 0.3 + 240
            c.oval(x, y + 6, 9, 5, "#072f38", 0.4)
            c.oval(x, y, 9, 9, CORAL if n % 2 else PAPER)
    for along, lane, shell, blade in (
        (520, 0, PAPER, CORAL),
        (900, 1, MUSTARD, NIGHT),
        (600, 2, CORAL, PAPER),
        (1120, 3, "#f6d9a8", BRICK),
    ):
        eight(c, along, 250 + lane * 250 + 115 - along * 0.3, shell, blade)
