"""The gallery of an evening on the water: seven pictures, from the last sun to the lamps."""

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
    gull,
    person,
    trawler,
)

SHORE = 690.0
"""Where the water begins, in most of them."""


def dusk_light(c: Canvas) -> None:
    """The Gullgate light, mirrored in a calm sea."""
    c.fade(0, SHORE, "#3d5a80", "#8f8fae", "#f0a98a", "#f8cf9a")
    c.fade(SHORE, HEIGHT, "#e8b48f", "#7f7f9e", "#2c4468")
    c.glow(420, SHORE, 420, "#ffe2b0", 0.8)
    c.polygon(arc(420, SHORE, 92, 92, 180, 360), "#fff0cf")
    hills = [(0, 640), (260, 610), (620, 660), (800, 664), (940, SHORE), (0, SHORE)]
    c.polygon(hills, "#6a6a88", 0.7)
    c.polygon([(x, 2 * SHORE - y) for x, y in hills], "#6a6a88", 0.35)
    rock = [(960, SHORE), (1030, 628), (1120, 600), (1290, 596), (1380, 640), (1500, 664), (1560, SHORE)]
    tower = [(1140, 604), (1162, 300), (1238, 300), (1260, 604)]
    for flip in (True, False):
        alpha = 0.4 if flip else 1.0

        def at(x: float, y: float, flip: bool = flip) -> tuple[float, float]:
            return x, (2 * SHORE - y if flip else y)

        c.polygon([at(x, y) for x, y in rock], "#26304a", alpha)
        c.polygon([at(x, y) for x, y in tower], PAPER, alpha)
        for top in (370, 490):
            spread = (top - 300) / 304 * 22
            band = [(1162 - spread, top), (1238 + spread, top), (1242 + spread, top + 58), (1158 - spread, top + 58)]
            c.polygon([at(x, y) for x, y in band], CORAL, alpha)
        c.polygon([at(1172, 300), at(1172, 244), at(1228, 244), at(1228, 300)], "#fff3c4", alpha)
        c.polygon([at(1160, 246), at(1200, 200), at(1240, 246)], INK, alpha)
    c.stipple(tower, NIGHT, (1160, 0), (1330, 0), 0.8)
    c.glow(1200, 272, 220, "#fff0c4", 0.9)
    for n in range(14):
        y, half = SHORE + 16 + n * 26, 50 + n * 9
        c.polygon([(420 - half, y), (420, y - 4), (420 + half, y), (420, y + 4)], "#fff0c4", 0.7 - n * 0.04)
    c.glints((0, 720, WIDTH, HEIGHT), FOAM, 60, 0.22)
    for x, y, size in ((700, 240, 34), (780, 200, 24), (620, 300, 20)):
        gull(c, x, y, size, INK)


def dusk_lofts(c: Canvas) -> None:
    """The net lofts: tall black sheds, one of them awake."""
    c.fade(0, SHORE, "#31456b", "#75709a", "#e08f7a")
    c.fade(SHORE, HEIGHT, "#c57a6c", "#4d5579", "#1d2d4c")
    x = 120.0
    for n, (w, h) in enumerate(((150, 380), (120, 450), (170, 340), (140, 500), (160, 400), (130, 460), (180, 360))):
        wall = ("#1b2337", "#222c44", "#171e30")[n % 3]
        shape = [(x, SHORE), (x, SHORE - h), (x + w / 2, SHORE - h - 86), (x + w, SHORE - h), (x + w, SHORE)]
        c.polygon(shape, wall)
        c.polygon([(px, 2 * SHORE - py) for px, py in shape], wall, 0.5)
        for board in range(1, round(w / 18)):
            c.line([(x + board * 18, SHORE - h + 4), (x + board * 18, SHORE)], "#0c1120", 2, 0.6)
        c.line([(x + w / 2, SHORE - h - 60), (x + w / 2 + 54, SHORE - h - 60)], "#0c1120", 8)
        c.line([(x + w / 2 + 50, SHORE - h - 60), (x + w / 2 + 50, SHORE - h + 20)], "#0c1120", 3)
        for storey in range(3):
            lit = n == 3 and storey == 0
            c.box(x + w * 0.32, SHORE - h + 40 + storey * 110, w * 0.36, 62, "#ffd98a" if lit else "#3a4668")
        if n == 3:
            c.glow(x + w / 2, SHORE - h + 70, 170, "#ffd27a", 0.75)
            person(c, x + w / 2 + 4, SHORE - h + 104, 74, INK, NIGHT)
            for row in range(7):
                y, half = SHORE + 260 + row * 20, 44 - row * 3
                c.polygon([(x + 70 - half, y), (x + 70, y - 5), (x + 70 + half, y), (x + 70, y + 5)], "#ffd98a", 0.5)
        if n in (0, 2, 5):
            net = [(x + w * t / 8, SHORE - 150 + 34 * math.sin(math.pi * t / 8)) for t in range(9)]
            for drop in range(5):
                c.line([(px, py + drop * 22) for px, py in net], "#d9a07a", 2, 0.7)
            for t in range(9):
                c.line([net[t], (net[t][0], net[t][1] + 88)], "#d9a07a", 2, 0.7)
        x += w + 24
    c.box(60, SHORE - 6, 1480, 14, "#0c1120")
    c.glints((0, 720, WIDTH, HEIGHT), "#f2b49a", 90, 0.28)
    trawler(c, 1360, 900, 170, BRICK, SAND)


def dusk_crane(c: Canvas) -> None:
    """The two quiet cranes before the moon."""
    c.fade(0, SHORE, "#1c2b4f", "#3e4d7c", "#8a7aa0", "#d79a92")
    c.fade(SHORE, HEIGHT, "#a97f8a", "#3f4f79", "#172543")
    c.glow(800, 380, 480, "#fbe9c6", 0.6)
    c.oval(800, 380, 216, 216, "#fbe9c6")
    for x, y, r in ((740, 330.0, 40), (860, 430.0, 54), (810, 290.0, 22), (700, 440.0, 28), (880, 330.0, 18)):
        c.oval(x, y, r, r * 0.92, "#ead2a8", 0.7)
    for x, h in ((620, 420), (1030, 470)):
        crane(c, x, SHORE, h, "#131c33")
    for n, (left, width) in enumerate(((0, 300), (330, 160), (1240, 200), (1450, 200))):
        c.box(left, SHORE - 110 - n * 14, width, 130 + n * 14, "#131c33")
    c.box(0, SHORE - 8, WIDTH, 22, "#0c1326")
    for row in range(15):
        y, half = SHORE + 24 + row * 24, 150 - row * 4 + 22 * math.sin(row * 1.7)
        c.polygon([(800 - half, y), (800, y - 6), (800 + half, y), (800, y + 6)], "#fbe9c6", 0.62 - row * 0.03)
    c.glints((0, 720, WIDTH, HEIGHT), "#c9b8d6", 80, 0.2)
    for n in range(34):
        c.oval(c.random.uniform(0, WIDTH), c.random.uniform(0, 260), 2.4, 2.4, PAPER, 0.7 if n % 3 else 0.4)


def dusk_swimmers(c: Canvas) -> None:
    """The evening swimmers at the Oldquay steps."""
    c.fade(0, SHORE - 200, "#f6c78f", "#f3a97f", "#e58a74")
    c.fade(SHORE - 200, HEIGHT, "#4f9a9d", "#2f7d84", "#174a55")
    c.polygon([(0, 470), (500, 430), (980, 480), (1600, 440), (1600, 492), (0, 492)], "#a8665f", 0.6)
    for step in range(7):
        left = 1010 + step * 44 - 150
        top = 380 + step * 64
        c.polygon([(left + 180, top), (WIDTH, top), (WIDTH, top + 66), (left + 136, top + 66)], "#8a7d72")
        c.polygon([(left + 180, top), (WIDTH, top), (WIDTH, top + 16), (left + 172, top + 16)], "#b3a594")
    c.stipple(rectangle(1000, 380, 600, 460), INK, (1000, 380), (1700, 900), 0.6)
    for x, ground, size, coat in ((1320, 450, 230, CORAL), (1410, 516, 240, PAPER), (1520, 580, 260, MUSTARD)):
        c.oval(x, ground, size * 0.24, 9, INK, 0.4)
        person(c, x, ground, size, coat)
    for x, y, s, cap in (
        (260, 640, 0.8, CORAL),
        (520, 700, 1.0, MUSTARD),
        (700, 600, 0.7, PAPER),
        (860, 810, 1.3, BRICK),
        (360, 850, 1.4, PAPER),
        (640, 920, 1.6, CORAL),
    ):
        for ring in range(3):
            c.line(arc(x, y + 20 * s, (64 + ring * 34) * s, (13 + ring * 7) * s, 0, 360), FOAM, 2.4, 0.5 - ring * 0.14)
        c.oval(x, y, 28 * s, 32 * s, "#d9a07a")
        c.polygon(arc(x, y - 4 * s, 30 * s, 32 * s, 180, 360), cap)
        c.polygon(arc(x, y + 21 * s, 42 * s, 9 * s, 0, 180), "#2f7d84")
        c.line([(x - 58 * s, y + 10 * s), (x - 30 * s, y + 22 * s)], "#d9a07a", 9 * s)
    c.glints((0, 520, 1100, HEIGHT), "#f8d7a8", 110, 0.35)
    gull(c, 420, 200, 40, INK)
    gull(c, 520, 260, 26, INK)


def dusk_pilot(c: Canvas) -> None:
    """The pilot boat goes out to the last ship of the day."""
    c.fade(0, 560, "#22325a", "#4f5c8c", "#b98aa0", "#f0b08a")
    c.fade(560, HEIGHT, "#8f7f98", "#2f4b74", "#122444")
    ship = [(930, 560), (960, 500), (1500, 500), (1560, 470), (1540, 560)]
    c.polygon(ship, "#1a2440")
    c.box(980, 400, 96, 104, "#1a2440")
    for n in range(7):
        c.box(1110 + n * 52, 452 - 24 * (n % 3 == 1), 48, 50 + 24 * (n % 3 == 1), ("#2b3658", "#323e63")[n % 2])
    for x, y, colour in ((1030, 392, PAPER), (1548, 462, PAPER), (1000, 440, MUSTARD), (1040, 440, MUSTARD)):
        c.glow(x, y, 60, colour, 0.8)
        c.oval(x, y, 6, 6, "#fff6dc")
    c.wave(640, 9, 110, "#33507c", 0.8)
    c.wave(740, 14, 130, "#284570", 0.9, 90)
    wake = [(90, 960), (520, 838), (560, 860), (200, 1067), (20, 1067)]
    c.soft(wake, FOAM, 0.75, 10)
    hull = [(460, 860), (430, 790), (880, 770), (980, 724), (920, 860)]
    c.polygon(hull, CORAL)
    c.polygon([(452, 842), (460, 860), (920, 860), (930, 838)], NIGHT)
    c.stipple(hull, NIGHT, (0, 770), (0, 880), 0.7)
    c.polygon([(560, 784), (580, 680), (760, 672), (820, 776)], PAPER)
    c.polygon([(600, 744), (608, 698), (738, 692), (772, 738)], "#ffd98a")
    c.line([(660, 676), (660, 570)], INK, 7)
    c.line([(630, 600), (690, 600)], INK, 5)
    c.glow(660, 564, 110, "#fff0c4", 0.9)
    c.oval(660, 564, 12, 12, "#fffbe8")
    c.oval(660, 592, 10, 10, CORAL)
    person(c, 500, 792, 120, MUSTARD)
    c.box(546, 610, 66, 50, PAPER)
    c.box(546, 635, 66, 25, CORAL)
    c.line([(546, 606), (546, 780)], INK, 4)
    c.wave(862, 12, 80, "#1d3760", 0.94, 40)
    c.wave(950, 18, 140, "#142a4e", 0.95, 200)
    c.glints((0, 660, WIDTH, HEIGHT), "#e8b7a2", 70, 0.25)


def dusk_lamps(c: Canvas) -> None:
    """The quay lamps, just lit, and a bicycle under the last of them."""
    c.fade(0, SHORE, "#16223f", "#2a3a63", "#5b5f88")
    c.fade(SHORE, HEIGHT, "#3c4a72", "#1f2f54", "#0f1a35")
    for n, x in enumerate(range(-20, WIDTH, 118)):
        h = 150 + 60 * math.sin(n * 2.1) + 30 * (n % 3)
        c.polygon(
            [(x, 610), (x, 610 - h), (x + 59, 560 - h), (x + 118, 610 - h), (x + 118, 610)],
            ("#1a2544", "#202c4e", "#182040")[n % 3],
        )
        for storey in range(round(h / 66)):
            for pane in range(2):
                if c.random.random() < 0.32:
                    c.box(x + 24 + pane * 44, 610 - h + 24 + storey * 62, 24, 34, "#e9b872", 0.9)
    c.box(0, 600, WIDTH, 92, "#2b3654")
    c.box(0, 600, WIDTH, 12, "#46527a")
    for n in range(8):
        x = 110 + n * 200
        c.box(x - 5, 380, 10, 226, "#0c1326")
        c.line([(x - 26, 392), (x, 372), (x + 26, 392)], "#0c1326", 6)
        c.glow(x, 400, 150, "#ffd98a", 0.8)
        c.oval(x, 400, 17, 21, "#fff3c4")
        for row in range(14):
            y = 706 + row * 25
            half = 16 + row * 2.4 + 9 * math.sin(row * 2 + n)
            c.polygon([(x - half, y), (x, y - 6), (x + half, y), (x, y + 6)], "#ffd98a", 0.72 - row * 0.042)
    for x in (1330, 1430):
        c.line(arc(x, 562, 40, 40, 0, 360), "#0c1326", 6)
    c.line([(1330, 562), (1364, 506), (1412, 506), (1430, 562)], CORAL, 6)
    c.line([(1364, 506), (1380, 562), (1412, 506)], CORAL, 6)
    c.line([(1352, 494), (1376, 494)], "#0c1326", 8)
    c.line([(1412, 506), (1406, 470), (1428, 466)], "#0c1326", 5)
    person(c, 1268, 604, 210, "#7fb0aa")
    c.stipple(rectangle(0, SHORE, WIDTH, HEIGHT - SHORE), "#060c14", (0, 760), (0, 1150), 0.4)
    c.glints((0, 720, WIDTH, HEIGHT), SEA, 50, 0.3)
    c.polygon([(0, 1010), (240, 1030), (200, 1067), (0, 1067)], TEAL, 0.25)


def dusk_boat(c: Canvas) -> None:
    """The rowing boat in the middle of the Lode, one who rows and one who draws."""
    c.fade(0, SHORE - 120, "#54658f", "#a892b0", "#f0a98a", "#fbd6a0")
    c.glow(1040, SHORE - 130, 460, "#fff0cf", 0.7)
    x = -20.0
    while x < WIDTH:
        w, h = c.random.uniform(70, 120), c.random.uniform(70, 150)
        top = SHORE - 120 - h
        c.polygon(
            [(x, SHORE - 116), (x, top), (x + w / 2, top - w * 0.5), (x + w, top), (x + w, SHORE - 116)], "#5c5878"
        )
        if c.random.random() < 0.5:
            c.box(x + w * 0.4, top + 22, 14, 20, "#ffd98a", 0.9)
        x += w
    c.box(0, SHORE - 122, WIDTH, 12, "#3f3f5c")
    c.fade(SHORE - 110, HEIGHT, "#c98f84", "#8a7f98", "#41557f", "#20345c")
    c.glints((0, SHORE - 90, WIDTH, HEIGHT), "#fbd6a0", 130, 0.3)
    c.soft([(560, 860), (1060, 860), (1000, 980), (620, 980)], "#101c38", 0.55, 18)
    hull = [(520, 772), (600, 800), (1000, 800), (1090, 764), (1040, 858), (940, 880), (660, 880), (570, 850)]
    for left, top, coat, hair in ((720, 800, CORAL, "#c9c2b4"), (930, 800, TEAL, "#b98a4a")):
        c.polygon([(left - 46, top + 20), (left - 34, top - 120), (left + 34, top - 120), (left + 46, top + 20)], coat)
        c.oval(left, top - 116, 36, 18, coat)
        c.oval(left, top - 156, 30, 35, "#d9a07a")
        c.polygon(arc(left, top - 162, 32, 34, 180, 360), hair)
    c.line([(744, 704), (790, 748), (836, 742)], CORAL, 22)
    c.line([(906, 706), (876, 752), (900, 762)], TEAL, 22)
    c.polygon([(846, 726), (906, 716), (914, 778), (854, 788)], PAPER)
    c.line([(862, 752), (894, 744)], INK, 3)
    c.line([(866, 764), (902, 756)], INK, 3)
    c.polygon(hull, BRICK)
    c.polygon(
        [(520, 772), (600, 800), (1000, 800), (1090, 764), (1082, 784), (1002, 820), (604, 820), (528, 790)], SAND
    )
    c.stipple(hull, NIGHT, (0, 800), (0, 900), 0.75)
    c.line([(836, 742), (700, 830), (420, 930)], "#e2c48a", 10)
    c.polygon([(440, 912), (330, 944), (340, 964), (452, 930)], "#e2c48a")
    for ring in range(3):
        c.line(arc(372, 950, 74 + ring * 44, 14 + ring * 9, 0, 360), FOAM, 3, 0.55 - ring * 0.14)
        c.line(arc(200 - ring * 20, 930, 50 + ring * 26, 9 + ring * 5, 0, 360), FOAM, 2, 0.35 - ring * 0.09)
    c.wave(884, 5, 60, "#2c4370", 0.55, 30)
    c.glints((0, 900, WIDTH, HEIGHT), "#fbd6a0", 40, 0.3)
    gull(c, 300, 190, 36, INK)
    gull(c, 390, 240, 24, INK)
