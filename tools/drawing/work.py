"""People and things at work: fog, a queue, steel, rope, boxes and a bell."""

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
    terrace,
    trawler,
)


def fog(c: Canvas) -> None:
    """Oldquay in the fog: what one sees, and what one doesn't."""
    c.fade(0, HEIGHT, "#c9d6d3", "#dde4dc", "#c4d0cb", "#9fb2b0")
    crane(c, 1240, 640, 330, "#b3c3c1")
    c.polygon(rectangle(0, 0, WIDTH, 700), "#d5dfd9", 0.45)
    for n, x in enumerate(range(-30, 900, 112)):
        h = 150 + (n * 53) % 90
        c.polygon(
            [(x, 660), (x, 660 - h), (x + 56, 600 - h), (x + 112, 660 - h), (x + 112, 660)],
            ("#a5b8b7", "#9bb0b0")[n % 2],
        )
    c.soft([(-100, 420), (1000, 520), (1000, 700), (-100, 700)], "#dde4dc", 0.7, 60)
    c.polygon([(0, 760), (WIDTH, 690), (WIDTH, HEIGHT), (0, HEIGHT)], "#7f9492")
    c.polygon([(0, 760), (WIDTH, 690), (WIDTH, 706), (0, 782)], "#a3b5b2")
    c.stipple([(0, 760), (WIDTH, 690), (WIDTH, HEIGHT), (0, HEIGHT)], INK, (800, 700), (800, 1250), 0.6)
    for x, ground, h, alpha in (
        (1450, 716, 190, 0.35),
        (1130, 740, 270, 0.5),
        (760, 790, 380, 0.75),
        (240, 880, 560, 1),
    ):
        c.line([(x, ground), (x, ground - h)], "#33464c", h / 32, alpha)
        c.glow(x, ground - h, h * 0.62, "#fff1c9", 0.5 + alpha * 0.4)
        c.oval(x, ground - h, h / 18, h / 15, "#fff8e2")
    c.oval(960, 926, 84, 14, INK, 0.35)
    person(c, 940, 926, 330, MUSTARD)
    dog = "#4b362c"
    c.polygon(
        [(1060, 926), (1066, 868), (1150, 864), (1170, 890), (1160, 926), (1148, 926), (1142, 896), (1082, 898)], dog
    )
    c.polygon([(1142, 872), (1150, 832), (1190, 836), (1204, 858), (1172, 876)], dog)
    c.line([(1064, 876), (1044, 846)], dog, 8)
    c.line([(968, 770), (1060, 830), (1150, 868)], BRICK, 3)
    c.soft([(-100, 820), (1800, 760), (1800, 850), (-100, 930)], "#eef2ea", 0.5, 46)
    c.soft([(900, 560), (1800, 520), (1800, 690), (900, 700)], "#eef2ea", 0.55, 50)


def queue(c: Canvas) -> None:
    """The first Monday: the queue for the ferry, in the rain."""
    c.fade(0, 640, "#9db4b8", "#c3d0c8", "#e6dcc0")
    terrace(c, -40, WIDTH + 40, 600, "#ffd98a")
    c.polygon(rectangle(0, 0, WIDTH, 610), "#c3d0c8", 0.38)
    c.fade(598, 780, "#5f8f93", "#4b7d84")
    c.glints((0, 620, WIDTH, 770), FOAM, 40, 0.3)
    trawler(c, 1290, 710, 150, BRICK)
    c.polygon([(0, 770), (WIDTH, 770), (WIDTH, HEIGHT), (0, HEIGHT)], "#8d8577")
    c.box(0, 764, WIDTH, 18, "#b3a994")
    c.stipple(rectangle(0, 780, WIDTH, 287), INK, (0, 780), (0, 1130), 0.65)
    coats = (CORAL, TEAL, MUSTARD, NIGHT, BRICK, SEA, "#6f3340", SAND)
    for n in range(15):
        x, size = 70 + n * 104 + (n % 3) * 12, 250 + (n * 37) % 50
        ground = 930 + (n % 2) * 34
        c.polygon(arc(x, ground + 4, size * 0.2, 9, 0, 360), NIGHT, 0.4)
        person(c, x, ground, size, coats[(n * 3) % 8], ("#d9a07a", SAND, "#8a5a41")[n % 3])
        if n % 3 != 2:
            top = ground - size - 26.0
            cover = (MUSTARD, CORAL, PAPER, TEAL, "#20404c")[(n * 2) % 5]
            c.line([(x + 22, top), (x + 22, ground - size * 0.5)], INK, 5)
            c.polygon(arc(x + 22, top + 40, 92, 78, 180, 360), cover)
            for k in range(4):
                c.polygon(arc(x + 22 - 69 + k * 46, top + 40, 23, 12, 180, 360), "#8fa6a8" if k % 2 else "#9db4b8", 0.9)
            c.stipple(arc(x + 22, top + 40, 92, 78, 180, 360), NIGHT, (x - 40, 0), (x + 150, 0), 0.5)
    for _ in range(150):
        left, top, drop = c.random.uniform(0, WIDTH + 100), c.random.uniform(-40, HEIGHT), c.random.uniform(22, 46)
        c.line([(left, top), (left - drop * 0.25, top + drop)], PAPER, 2, 0.4)
    c.box(36, 520, 14, 420, NIGHT)
    c.box(-10, 420, 190, 120, NIGHT, radius=8)
    c.box(0, 430, 170, 100, PAPER, radius=6)
    c.polygon([(26, 488), (146, 488), (132, 514), (44, 514)], TEAL)
    c.box(62, 462, 56, 26, TEAL)
    c.box(84, 446, 14, 18, CORAL)


def pile(c: Canvas) -> None:
    """Upright: a steel pile goes down beside the north pier."""
    w, h = c.width, c.height
    c.fade(0, 1120, "#f0ad3d", "#f6c873", "#fae6bd")
    c.oval(330, 640, 190, 190, "#fdf0d2", 0.9)
    c.polygon([(0, 1010), (340, 930), (760, 1020), (w, 950), (w, 1140), (0, 1140)], "#c9823a", 0.55)
    c.fade(1110, h, "#dba356", "#4f7f7d", "#173f4b")
    pier = [(830, 1240), (870, 420), (1200, 420), (1200, 1240)]
    c.polygon(pier, "#9a8d7d")
    c.stipple(pier, INK, (860, 0), (1320, 0), 0.8)
    for row in range(9):
        c.line([(862 - row * 4, 500 + row * 84), (1200, 500 + row * 84)], "#6f6558", 4, 0.7)
    c.box(690, 340, 510, 46, NIGHT)
    c.box(690, 386, 510, 22, "#4c5a5f")
    girder = arc(1500, 340, 620, 560, 180, 240)
    c.line(girder, NIGHT, 30)
    for n in range(2, len(girder), 2):
        c.line([girder[n], (girder[n][0], 340)], NIGHT, 9)
    c.polygon([(120, 1250), (760, 1250), (720, 1350), (160, 1350)], BRICK)
    c.box(120, 1226, 640, 30, INK)
    c.stipple([(120, 1250), (760, 1250), (720, 1350), (160, 1350)], NIGHT, (0, 1240), (0, 1380), 0.7)
    for x in (230, 350):
        c.line([(x, 1230), (x, 130)], INK, 12)
    for n in range(13):
        y = 150 + n * 84
        c.line([(230, y), (350, y + 84)], INK, 5)
        c.line([(350, y), (230, y + 84)], INK, 5)
    c.line([(150, 1226), (236, 700)], INK, 12)
    c.box(216, 104, 330, 36, INK)
    c.line([(500, 140), (500, 330)], INK, 5)
    c.box(446, 320, 108, 170, CORAL, radius=10)
    c.box(446, 396, 108, 26, PAPER)
    c.box(470, 480, 60, 900, "#5d7076")
    c.box(478, 480, 14, 900, "#9fb2b0")
    c.stipple(rectangle(470, 480, 60, 900), NIGHT, (480, 0), (560, 0), 0.7)
    for n in range(6):
        c.line([(470, 640 + n * 110), (500, 640 + n * 110)], PAPER, 5)
    c.box(590, 1110, 130, 118, MUSTARD, radius=8)
    c.box(610, 1130, 60, 46, INK)
    for x, coat in ((420, CORAL), (570, "#f0ad3d")):
        person(c, x, 1230, 150, coat)
        c.polygon(arc(x, 1230 - 142, 17, 17, 180, 360), PAPER)
    for ring in range(4):
        c.line(arc(500, 1384, 70 + ring * 46, 14 + ring * 9, 0, 360), FOAM, 3, 0.6 - ring * 0.13)
    c.glints((0, 1170, w, h), "#fbe3ae", 70, 0.35)
    gull(c, 700, 220, 34, NIGHT)
    gull(c, 640, 270, 22, NIGHT)


def rope(c: Canvas) -> None:
    """A ropewalk from within: 300 metres, and a woman walking backwards."""
    vx, vy = 980.0, 470.0
    c.fade(0, HEIGHT, "#4a3630", "#5d453a", "#3a2a26")
    c.polygon([(0, 0), (WIDTH, 0), (vx + 60, vy - 70), (vx - 60, vy - 70)], "#33231f")
    c.polygon([(0, HEIGHT), (WIDTH, HEIGHT), (vx + 60, vy + 60), (vx - 60, vy + 60)], "#8a6547")
    c.polygon([(0, 0), (vx - 60, vy - 70), (vx - 60, vy + 60), (0, HEIGHT)], "#6b4d3e")
    c.polygon([(WIDTH, 0), (vx + 60, vy - 70), (vx + 60, vy + 60), (WIDTH, HEIGHT)], "#543b32")
    c.box(vx - 60, vy - 70, 120, 130, "#fbe9bf")
    c.glow(vx, vy, 330, "#ffe9b8", 0.7)
    for n in range(8):
        near, far = 1 - 0.72**n, 1 - 0.72 ** (n + 0.55)
        left, right = near * (vx - 60), far * (vx - 60)

        def wall(x: float, y: float) -> float:
            return y + (vy - y) * x / vx

        c.polygon(
            [(left, wall(left, 150)), (right, wall(right, 150)), (right, wall(right, 560)), (left, wall(left, 560))],
            "#f6dfae",
        )
        middle = (left + right) / 2
        c.line([(middle, wall(middle, 150)), (middle, wall(middle, 560))], "#5a3f34", 9 * (1 - near) + 1)
        c.line([(left, wall(left, 350)), (right, wall(right, 350))], "#5a3f34", 9 * (1 - near) + 1)
        floor = wall(left, 1000)
        c.soft(
            [
                (left + 40, floor),
                (right + 40, wall(right, 1000)),
                (right + 330 * (1 - far), wall(right, 1040)),
                (left + 330 * (1 - near), wall(left, 1090)),
            ],
            "#fbe3ae",
            0.35,
            10,
        )
        top = near * (vy - 70)
        c.line([(left, top), (WIDTH - near * (WIDTH - vx - 60), top)], "#22161a", 20 * (1 - near) + 2)
    for n, y in enumerate((600.0, 650.0, 700.0, 750.0, 800.0)):
        c.line([(-20, y + 90 + n * 22), (vx, vy + 6 + n)], "#e2c48a" if n % 2 else "#c9a05e", 9)
        c.line([(-20, y + 86 + n * 22), (vx, vy + 5 + n)], PAPER, 2, 0.5)
    for x, s in ((470.0, 1.0), (760.0, 0.42)):
        y = 1000 - (1 - s) * 330
        c.box(x, y - 330 * s, 16 * s, 330 * s, "#2c1d1b")
        c.box(x - 150 * s, y - 330 * s, 310 * s, 18 * s, "#2c1d1b")
        for k in range(6):
            c.box(x - 140 * s + k * 56 * s, y - 366 * s, 8 * s, 40 * s, "#2c1d1b")
    c.oval(1190, 962, 110, 16, NIGHT, 0.5)
    person(c, 1190, 960, 470, TEAL, "#d9a07a")
    c.polygon(arc(1190, 516, 46, 44, 180, 360), "#c9c2b4")
    c.line([(1120, 640), (1060, 720), (1010, 716)], TEAL, 40)
    c.oval(1000, 716, 20, 20, "#d9a07a")
    c.line([(1006, 716), (820, 640), (vx - 14, vy + 14)], "#e2c48a", 10)
    for n in range(4):
        c.line(arc(1430, 930 - n * 34, 128, 40, 0, 360), ("#c9a05e", "#e2c48a")[n % 2], 30)
    c.stipple(rectangle(0, 700, WIDTH, 367), NIGHT, (0, 760), (0, 1150), 0.5)


def boxes(c: Canvas) -> None:
    """A box ship at the east basin, smaller than the cranes would like."""
    c.fade(0, 720, "#a9cdca", "#d8e2cd", "#f8e4bd")
    c.oval(1320, 230, 96, 96, "#fbefcf")
    c.polygon([(0, 640), (400, 590), (800, 650), (1200, 600), (1600, 650), (1600, 740), (0, 740)], "#8fb3ae", 0.7)
    for x, h in ((430, 560), (1080, 610)):
        crane(c, x, 740, h, "#3c4f57")
    c.box(0, 726, WIDTH, 44, "#6a6f6a")
    c.stipple(rectangle(0, 726, WIDTH, 44), NIGHT, (0, 720), (0, 790), 0.6)
    c.fade(770, HEIGHT, "#6fb0ac", "#3f8f93", "#2f7d84")
    colours = (CORAL, TEAL, MUSTARD, BRICK, "#20404c", SEA, SAND, "#6f3340")
    for row in range(4):
        for column in range(9):
            if (row == 3 and column in (0, 4, 7, 8)) or (row == 2 and column == 8):
                continue
            x, y = 300 + column * 112, 700 - row * 62
            colour = colours[(column * 5 + row * 3) % 8]
            c.box(x, y - 58, 108, 58, colour)
            for rib in range(1, 9):
                c.line([(x + rib * 12, y - 52), (x + rib * 12, y - 6)], INK, 2, 0.28)
    c.stipple(rectangle(300, 580, 896, 122), NIGHT, (300, 0), (1700, 0), 0.5)
    c.box(150, 440, 130, 270, PAPER)
    c.box(136, 420, 160, 28, INK)
    for row in range(4):
        for k in range(3):
            c.box(164 + k * 38, 468 + row * 56, 26, 26, TEAL)
    c.box(180, 340, 60, 84, CORAL)
    c.box(180, 358, 60, 18, PAPER)
    hull = [(90, 690), (1330, 690), (1500, 640), (1400, 880), (150, 880)]
    c.polygon(hull, "#1f3b52")
    c.polygon([(140, 838), (1418, 838), (1400, 880), (150, 880)], BRICK)
    c.stipple(hull, "#050b14", (0, 690), (0, 930), 0.6)
    c.polygon([(92, 700), (1330, 700), (1494, 652), (1500, 640), (1330, 690), (90, 690)], PAPER)
    c.line([(1380, 720), (1400, 770)], PAPER, 6)
    c.wave(866, 9, 84, "#3f8f93")
    c.wave(930, 14, 110, "#2f7d84", shift=60)
    c.wave(1000, 16, 130, TEAL, shift=160)
    c.glints((0, 880, WIDTH, HEIGHT), FOAM, 80, 0.35)
    for x in (60, 1540):
        c.box(x - 14, 700, 28, 34, INK, radius=6)
    c.line([(1440, 690), (1530, 706)], INK, 4)
    c.line([(110, 700), (70, 706)], INK, 4)
    gull(c, 760, 150, 44)
    gull(c, 870, 200, 28)


def bell(c: Canvas) -> None:
    """The bell of Great Spit, on its post above the flats."""
    c.fade(0, 760, "#2f5668", "#6d93a0", "#d9c9a8", "#f3c08a")
    c.glow(420, 700, 380, "#ffe6b8", 0.8)
    c.polygon(arc(420, 742, 84, 84, 180, 360), "#fff0cf")
    c.fade(742, HEIGHT, "#c9a98a", "#7d8f8e", "#3f6468")
    for n in range(9):
        y = 764 + n * 32
        c.polygon([(0, y), (500 + n * 60, y - 5), (1000 - n * 40, y + 6), (200, y + 8)], "#f6dcae", 0.26)
    c.polygon([(0, 742), (260, 728), (500, 744), (0, 748)], "#3b5157", 0.8)
    timber = "#2a2320"
    c.box(760, 190, 44, 770, timber)
    c.box(1216, 190, 44, 770, timber)
    c.polygon([(700, 210), (720, 150), (1300, 150), (1320, 210)], timber)
    c.polygon([(680, 158), (1010, 50), (1340, 158)], "#4b3a30")
    c.stipple([(680, 158), (1010, 50), (1340, 158)], NIGHT, (860, 0), (1400, 0), 0.7)
    c.line([(804, 330), (900, 210)], timber, 22)
    c.line([(1216, 330), (1120, 210)], timber, 22)
    c.box(986, 206, 48, 52, "#1c1715")
    shape = [
        (962, 256),
        (1058, 256),
        (1084, 300),
        (1102, 400),
        (1128, 500),
        (1176, 566),
        (844, 566),
        (892, 500),
        (918, 400),
        (936, 300),
    ]
    c.polygon(shape, "#b8842f")
    c.polygon([(948, 286), (974, 270), (940, 470), (906, 520), (926, 400)], "#f0cf85", 0.75)
    c.stipple(shape, "#2a1708", (960, 0), (1230, 0), 0.85)
    for y, half in ((318, 78), (334, 81), (506, 122), (522, 130)):
        c.line([(1010 - half, y), (1010 + half, y)], "#5f3f12", 5, 0.7)
    c.box(836, 556, 348, 22, "#96681f", radius=9)
    c.line([(1010, 570), (1010, 640)], "#3a2a1a", 12)
    c.oval(1010, 648, 28, 30, "#3a2a1a")
    c.line([(1010, 670), (1004, 800), (1014, 880)], SAND, 7)
    c.oval(1014, 892, 13, 22, SAND)
    for n in range(3):
        for side in (0, 1):
            a, b = (148, 212) if side == 0 else (-32, 32)
            curve = arc(1010, 500, 250 + n * 62, 210 + n * 56, a, b)
            c.line([(x, y - 20) for x, y in curve], PAPER, 5, 0.6 - n * 0.17)
    c.polygon([(640, 1067), (700, 950), (1330, 940), (1480, 1067)], "#3a4a3a")
    for _ in range(90):
        left, top = c.random.uniform(660, 1440), c.random.uniform(950, 1066)
        c.line([(left, top), (left + c.random.uniform(-14, 14), top - c.random.uniform(24, 60))], "#6f8450", 3, 0.8)
    person(c, 600, 1010, 250, CORAL)
    c.oval(600, 1012, 60, 9, NIGHT, 0.4)
    gull(c, 240, 330, 40, PAPER)
    gull(c, 330, 280, 26, PAPER)
