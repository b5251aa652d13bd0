"""The pictures of streets, halls and rooms."""

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
    books,
    curtain,
    person,
    person_reading,
    player,
    stall,
    terrace,
)


def market(c: Canvas) -> None:
    """The winter market under its lights."""
    c.fade(0, 700, "#14213d", "#2c3f5f", "#7d6a78")
    for _ in range(60):
        c.oval(c.random.uniform(0, WIDTH), c.random.uniform(0, 330), 2, 2, PAPER, 0.7)
    terrace(c, -30, WIDTH, 660, "#ffc861")
    c.polygon(rectangle(0, 200, WIDTH, 470), NIGHT, 0.45)
    c.fade(655, HEIGHT, "#3f4658", "#2b3145")
    for n in range(3):
        y = 150 + n * 70
        string = [(x, y + 60 * math.sin(x / WIDTH * math.pi) + 10 * n) for x in range(0, WIDTH + 20, 20)]
        c.line(string, NIGHT, 3)
        for x, drop in string[1 + n :: 4]:
            c.glow(x, drop + 12, 46, "#ffd27a", 0.6)
            c.oval(x, drop + 12, 8, 10, "#ffe9b8")
    for left, stripe in ((60, CORAL), (580, MUSTARD), (1100, SEA)):
        stall(c, left, stripe)
    for x, size, coat in (
        (500, 270, CORAL),
        (556, 236, MUSTARD),
        (1044, 280, "#7fb0aa"),
        (1540, 262, BRICK),
        (30, 262, SEA),
    ):
        c.oval(x, 1004, size * 0.3, 14, NIGHT, 0.6)
        person(c, x, 1000, size, coat)
    for _ in range(150):
        c.oval(c.random.uniform(0, WIDTH), c.random.uniform(0, HEIGHT), 3.4, 3.4, "#ffffff", 0.6)


def tram(c: Canvas) -> None:
    """Line 7 in Saltmarket."""
    c.fade(0, 700, "#9ec9c4", "#d7e4cf", "#f7e6c0")
    terrace(c, -40, WIDTH + 40, 690, INK)
    c.polygon(rectangle(0, 300, WIDTH, 400), "#d7e4cf", 0.28)
    c.fade(690, HEIGHT, "#c8b594", "#9b8a74")
    c.box(0, 690, WIDTH, 44, "#b7a585")
    c.stipple(rectangle(0, 860, WIDTH, 207), INK, (0, 840), (0, 1100), 0.6)
    for y in (874, 900, 960):
        c.line([(0, y), (WIDTH, y)], "#5c5346", 5)
    c.line([(0, 236), (WIDTH, 250)], INK, 3)
    for x in (96, 1500):
        c.box(x, 200, 14, 500, INK)
        c.line([(x + 7, 214), (x + 130, 240)], INK, 6)
    c.soft([(170, 880), (1480, 880), (1520, 930), (150, 930)], INK, 0.55, 14)
    c.line([(720, 400), (790, 318), (730, 246)], INK, 7)
    c.line([(680, 246), (780, 246)], INK, 6)
    c.box(620, 392, 260, 26, "#5c5346", radius=8)
    body = [(176, 470), (230, 414), (1400, 414), (1462, 500), (1484, 700), (1470, 868), (190, 868), (172, 700)]
    c.polygon(body, MUSTARD)
    c.polygon([(172, 700), (1484, 700), (1477, 790), (181, 790)], PAPER)
    c.polygon([(181, 790), (1477, 790), (1470, 868), (190, 868)], TEAL)
    c.stipple(body, BRICK, (300, 0), (1900, 0), 0.6)
    for n, x in enumerate(range(226, 1200, 118)):
        if n in (2, 6):
            c.box(x - 6, 490, 116, 360, "#2c4a52", radius=6)
            c.box(x + 2, 500, 46, 290, FOAM, 0.55, radius=4)
            c.box(x + 56, 500, 46, 290, FOAM, 0.55, radius=4)
            continue
        c.box(x, 494, 102, 150, "#2c4a52", radius=12)
        c.polygon([(x + 12, 640), (x + 60, 498), (x + 88, 498), (x + 40, 640)], FOAM, 0.22)
        if n % 2 == 0 or n == 3:
            c.oval(x + 52, 576, 19, 23, SAND)
            c.polygon([(x + 16, 644), (x + 28, 606), (x + 76, 606), (x + 88, 644)], (CORAL, PAPER, MUSTARD, SEA)[n % 4])
    c.polygon([(1318, 488), (1412, 488), (1444, 640), (1318, 640)], "#2c4a52")
    c.polygon([(1336, 636), (1372, 492), (1392, 492), (1360, 636)], FOAM, 0.25)
    c.oval(1450, 740, 20, 20, "#fff3c4")
    c.glow(1470, 740, 120, "#fff3c4", 0.5)
    c.box(1180, 426, 190, 44, INK, radius=6)
    for n, x in enumerate((1202, 1236, 1270, 1304, 1338)):
        c.box(x, 440, 18 if n else 22, 16, MUSTARD)
    for x in (340, 460, 1180, 1300):
        c.oval(x, 872, 38, 38, NIGHT)
        c.oval(x, 872, 14, 14, "#8f8375")
    c.box(176, 846, 1296, 16, NIGHT)
    person(c, 96, 1010, 300, CORAL)
    person(c, 1536, 1020, 320, TEAL)


def stadium(c: Canvas) -> None:
    """The Ropewalk Ground under lights."""
    c.fade(0, 480, "#14213d", "#23395d", "#4d6a86")
    stand = [(0, 250), (420, 330), (1180, 330), (1600, 250), (1600, 520), (0, 520)]
    c.polygon(
        [(0, 205), (420, 296), (1180, 296), (1600, 205), (1600, 262), (1180, 340), (420, 340), (0, 262)], "#0d1830"
    )
    c.polygon(stand, "#26324c")
    for row in range(14):
        y = 348 + row * 12
        for x in range(4, WIDTH, 15):
            bend = max(0.0, abs(x - 800) - 380) / 420 * (80 - row * 5)
            colour = c.random.choice((CORAL, CORAL, PAPER, BRICK, MUSTARD, "#26324c", "#3d4c6d"))
            c.oval(x + c.random.uniform(-4, 4), y - bend, 5.2, 6, colour)
    c.polygon([(0, 500), (1600, 500), (1600, 548), (0, 548)], PAPER)
    for n in range(16):
        c.box(n * 100 + 10, 508, 80, 32, (CORAL, TEAL, MUSTARD, INK)[n % 4], 0.9)
    c.fade(545, HEIGHT, "#3f8a5a", "#2f7a4d")
    for n in range(-8, 9, 2):
        c.polygon(
            [(800 + n * 70, 548), (800 + (n + 1) * 70, 548), (800 + (n + 1) * 260, HEIGHT), (800 + n * 260, HEIGHT)],
            "#57a06b",
            0.5,
        )
    c.line([(0, 590), (WIDTH, 590)], PAPER, 5, 0.85)
    c.line(arc(800, 1000, 420, 170, 180, 360), PAPER, 8, 0.85)
    c.line([(0, 1000), (WIDTH, 1000)], PAPER, 10, 0.85)
    c.stipple(rectangle(0, 545, WIDTH, 522), "#123524", (0, 560), (0, 1150), 0.35)
    for x, lean in ((150, 1), (1450, -1)):
        c.box(x - 8, 60, 16, 260, "#0d1830")
        c.box(x - 84, 40, 168, 92, "#0d1830", radius=6)
        for row in range(3):
            for column in range(5):
                c.oval(x - 64 + column * 32, 60 + row * 27, 10, 10, "#fff6d8")
        c.glow(x, 86, 330, "#fff1c0", 0.8)
        c.soft([(x - 60, 120), (x + 60, 120), (x + 760 * lean, 1040), (x + 240 * lean, 1067)], "#fff6d8", 0.14, 30)
    player(c, 700, 880, 330, CORAL, 1)
    player(c, 1130, 800, 250, PAPER, -1)
    player(c, 330, 760, 210, CORAL, 1)
    c.oval(905, 906, 60, 10, "#123524", 0.5)
    c.oval(905, 872, 33, 33, PAPER)
    c.polygon([(905, 855), (921, 867), (915, 886), (895, 886), (889, 867)], INK)
    for angle in range(0, 360, 72):
        tip = arc(905, 872, 32, 32, angle - 90, angle - 88)[0]
        c.line([arc(905, 872, 17, 17, angle - 90, angle - 88)[0], tip], INK, 4)


def theatre(c: Canvas) -> None:
    """A first night at the Lantern."""
    c.fade(0, HEIGHT, "#2a1420", "#47202a", "#1c0f18")
    c.fade(120, 760, "#183a49", "#2b6b73", "#8fb3ae")
    c.oval(1010, 330, 120, 120, "#f6e7be")
    c.glow(1010, 330, 330, "#f6e7be", 0.5)
    c.polygon(
        [(200, 640), (420, 470), (600, 560), (860, 430), (1100, 580), (1400, 480), (1400, 760), (200, 760)], "#14333f"
    )
    for n, colour in enumerate(("#2b6b73", "#1f5560", "#17424d")):
        crest = [(x, 690 + n * 34 + 14 * math.sin(x / 46 + n * 1.7)) for x in range(190, 1420, 8)]
        c.polygon([*crest, (1420, 860), (190, 860)], colour)
    c.polygon([(150, 800), (1450, 800), (1600, 900), (0, 900)], "#8a5a3a")
    for n in range(-9, 10):
        c.line([(800 + n * 72, 800), (800 + n * 92, 900)], "#5a3826", 3)
    c.soft([(760, 60), (840, 60), (1060, 860), (540, 860)], "#fff0c4", 0.34, 26)
    c.oval(800, 846, 250, 32, "#ffe3a6", 0.5)
    person(c, 800, 856, 330, CORAL, "#e7b896")
    c.line([(830, 600), (900, 560)], CORAL, 22)
    c.line([(904, 556), (904, 600)], INK, 4)
    c.glow(904, 630, 170, "#ffd27a", 0.9)
    c.polygon([(886, 606), (922, 606), (930, 660), (878, 660)], "#ffe9b8")
    c.box(880, 598, 48, 10, INK)
    c.box(874, 658, 60, 12, INK)
    for side in (0, 1):
        curtain(c, side)
    c.polygon([(0, 0), (WIDTH, 0), (WIDTH, 150), (0, 150)], "#8d2331")
    for n in range(8):
        c.polygon(arc(100 + n * 200, 150, 100, 70, 0, 180), "#8d2331")
        c.line(arc(100 + n * 200, 150, 100, 70, 0, 180), MUSTARD, 8)
        c.stipple(arc(100 + n * 200, 120, 100, 100, 0, 180), "#2a0a14", (0, 230), (0, 90), 0.7)
    c.box(0, 0, WIDTH, 34, MUSTARD)
    for row, (y, size) in enumerate(((946, 44), (1022, 58))):
        for x in range(-20 + row * 55, WIDTH + 60, 118):
            tone = c.random.choice(("#0d0a12", "#150d16", "#1d111b"))
            jitter = c.random.uniform(-12, 12)
            c.oval(x + jitter, y - size * 0.9, size * 0.6, size * 0.74, tone)
            c.oval(x + jitter, y + size * 0.6, size * 1.2, size, tone)


def council(c: Canvas) -> None:
    """The Council Hall on budget night."""
    c.fade(0, 860, "#152238", "#2b4263", "#c0705a", "#f0ad6d")
    c.oval(1290, 200, 62, 62, "#f6e7be")
    c.oval(1264, 186, 56, 56, "#1f3150")
    for x, y, r in ((160, 240, 90), (330, 210, 60), (1420, 420, 80), (1260, 450, 50)):
        c.oval(x, y, r * 2.2, r * 0.26, "#4d5d7d", 0.5)
    c.box(0, 830, WIDTH, 140, "#1b2740")
    for x in range(-10, WIDTH, 94):
        tall = c.random.uniform(60, 170)
        c.box(x, 820 - tall, 88, tall + 20, "#1b2740")
        for k in range(3):
            c.box(x + 14 + k * 24, 836 - tall, 12, 18, MUSTARD, c.random.choice((0, 0.8, 0)))
    stone, shade = "#ecd9b4", "#c9ac82"
    c.box(690, 150, 220, 300, stone)
    c.stipple(rectangle(690, 150, 220, 300), INK, (700, 0), (980, 0), 0.7)
    c.polygon([(670, 158), (800, 20), (930, 158)], TEAL)
    c.stipple([(670, 158), (800, 20), (930, 158)], NIGHT, (700, 0), (960, 0), 0.7)
    c.line([(800, 24), (800, -30)], INK, 6)
    c.oval(800, 258, 74, 74, INK)
    c.oval(800, 258, 64, 64, "#fff0c4")
    c.glow(800, 258, 150, "#fff0c4", 0.35)
    c.line([(800, 258), (800, 210)], INK, 7)
    c.line([(800, 258), (760, 276)], INK, 7)
    for x in (718, 784, 850):
        c.box(x, 356, 34, 70, INK, radius=16)
    c.box(250, 500, 1100, 340, stone)
    c.polygon([(220, 506), (800, 380), (1380, 506)], shade)
    c.polygon([(330, 494), (800, 396), (1270, 494)], stone)
    c.oval(800, 458, 26, 26, TEAL)
    c.box(220, 500, 1160, 36, shade)
    c.box(250, 536, 1100, 300, "#6a4a3d")
    for x in range(300, 1300, 126):
        c.glow(x + 63, 690, 110, "#ffcf7a", 0.55)
        c.box(x + 34, 586, 60, 216, "#ffd98a", radius=28)
        c.line([(x + 64, 590), (x + 64, 800)], "#6a4a3d", 5)
        c.line([(x + 36, 690), (x + 92, 690)], "#6a4a3d", 5)
    for x in range(262, 1330, 126):
        c.box(x, 540, 54, 290, stone)
        c.stipple(rectangle(x, 540, 54, 290), INK, (x + 6, 0), (x + 70, 0), 0.7)
        c.box(x - 10, 532, 74, 18, shade)
        c.box(x - 10, 818, 74, 20, shade)
    for n in range(5):
        c.box(210 - n * 34, 836 + n * 26, 1180 + n * 68, 27, (stone, shade)[n % 2])
    c.stipple([(1390, 836), (1526, 966), (600, 966), (700, 836)], INK, (700, 0), (1700, 0), 0.6)
    c.box(0, 964, WIDTH, 110, "#2a3346")
    for x, flag in ((120, CORAL), (1480, MUSTARD)):
        c.line([(x, 420), (x, 980)], NIGHT, 10)
        c.polygon([(x, 430), (x + 70, 446), (x + 130, 430), (x + 130, 520), (x + 70, 536), (x, 520)], flag)
        c.polygon([(x, 462), (x + 70, 478), (x + 130, 462), (x + 130, 488), (x + 70, 504), (x, 488)], PAPER)
    for x, ground, size, coat in (
        (420, 950, 150, CORAL),
        (470, 950, 140, NIGHT),
        (700, 1000, 190, TEAL),
        (1090, 940, 140, MUSTARD),
        (1160, 1010, 200, BRICK),
        (940, 900, 120, NIGHT),
    ):
        c.oval(x, ground, size * 0.3, 7, NIGHT, 0.5)
        person(c, x, ground, size, coat)


def library(c: Canvas) -> None:
    """The night reading room on Cinder Hill."""
    c.fade(0, HEIGHT, "#3a2530", "#5b3540", "#3a2530")
    c.box(600, 60, 400, 640, "#2a1a24", radius=200)
    c.box(600, 400, 400, 324, "#2a1a24")
    c.box(624, 84, 352, 620, "#14213d", radius=176)
    c.box(624, 400, 352, 304, "#14213d")
    for _ in range(50):
        c.oval(c.random.uniform(640, 960), c.random.uniform(120, 560), 2.4, 2.4, PAPER, 0.8)
    c.oval(870, 250, 58, 58, "#f6e7be")
    c.glow(870, 250, 160, "#f6e7be", 0.4)
    c.polygon(
        [(624, 600), (700, 560), (760, 590), (830, 540), (900, 586), (976, 556), (976, 704), (624, 704)], "#0d1830"
    )
    for x in (712, 800, 888):
        c.line([(x, 90), (x, 704)], "#2a1a24", 9)
    for y in (300, 460, 600):
        c.line([(624, y), (976, y)], "#2a1a24", 9)
    for left in (20, 1050):
        c.box(left - 20, 40, 570, 900, "#5f3a2b")
        for row in range(5):
            top = 70 + row * 172
            c.box(left, top, 530, 150, "#2a1a17")
            books(c, left + 4, left + 526, top + 150)
            c.box(left - 10, top + 150, 550, 16, "#8a5a3a")
        c.stipple(
            rectangle(left - 20, 40, 570, 900), "#14080c", (800, 0), (800 + (-900 if left < 500 else 900), 0), 0.25
        )
    c.line([(1180, 930), (1264, 60)], "#c98d52", 14)
    c.line([(1260, 930), (1324, 60)], "#c98d52", 14)
    for n in range(11):
        t = n / 11
        c.line([(1182 + 78 * t, 900 - 800 * t), (1262 + 58 * t, 900 - 800 * t)], "#c98d52", 9)
    c.fade(930, HEIGHT, "#4a2c2a", "#2a171b")
    c.glow(800, 760, 420, "#ffd27a", 0.8)
    c.oval(800, 1010, 560, 40, "#1c0f14", 0.5)
    person_reading(c)
    c.box(380, 846, 840, 30, "#b9763f")
    c.box(380, 870, 840, 14, "#7c4a2c")
    for x in (420, 1150):
        c.box(x, 880, 30, 160, "#7c4a2c")
    c.polygon([(560, 846), (700, 846), (692, 826), (570, 826)], CORAL)
    c.polygon([(566, 826), (690, 826), (684, 806), (574, 806)], TEAL)
    c.polygon([(560, 806), (676, 806), (670, 788), (566, 788)], MUSTARD)
    c.line([(1010, 846), (1010, 716)], INK, 8)
    c.oval(1010, 846, 44, 9, INK)
    c.polygon([(946, 726), (984, 660), (1036, 660), (1074, 726)], "#2f8f6b")
    c.polygon([(950, 726), (1070, 726), (1064, 736), (956, 736)], "#fff3c4")
    c.soft([(950, 736), (1070, 736), (1180, 846), (820, 846)], "#fff0c4", 0.5, 8)
