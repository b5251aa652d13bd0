"""What the pictures are made of: houses, people, boats, waves, each drawn where it is asked for."""

import math

from drawing.canvas import Canvas, Point, arc, rectangle

WIDTH, HEIGHT = 1600, 1067

NIGHT, INK, TEAL, SEA, FOAM = "#14213d", "#1d2d44", "#1f5c63", "#3f8f93", "#cfe5dd"
PAPER, SAND, MUSTARD, CORAL, BRICK = "#f6ecd9", "#ecd9b4", "#f0ad3d", "#e4623f", "#a43a2c"
ROOFS = (BRICK, "#c4553b", "#7c3a35", "#2f5560", "#8a4a3c")
WALLS = (PAPER, SAND, "#e9b872", "#d98a5b", "#bcd0c0", "#8fb3ae")


def house(c: Canvas, x: float, ground: float, w: float, h: float, wall: str, roof: str, lit: str) -> None:
    """A gabled town house with rows of windows, its shady side grained."""
    peak = w * 0.62
    c.polygon(
        [(x, ground), (x, ground - h), (x + w / 2, ground - h - peak), (x + w, ground - h), (x + w, ground)], wall
    )
    c.stipple(rectangle(x, ground - h, w, h), INK, (x + w * 0.2, 0), (x + w * 1.5, 0), 0.55)
    c.polygon([(x - 6, ground - h + 6), (x + w / 2, ground - h - peak - 10), (x + w / 2, ground - h - peak + 14)], roof)
    edge = [(x + w / 2, ground - h - peak - 10), (x + w + 6, ground - h + 6), (x + w / 2, ground - h - peak + 14)]
    c.polygon(edge, roof)
    columns, rows = max(2, round(w / 46)), max(2, round(h / 74))
    gap, storey = w / columns, h / rows
    for row in range(rows):
        for column in range(columns):
            pane = lit if c.random.random() < 0.42 else INK
            c.box(x + gap * (column + 0.27), ground - h + storey * (row + 0.2), gap * 0.46, storey * 0.52, pane, 0.88)
    c.box(x + w / 2 - 9, ground - h - peak * 0.5, 18, 26, INK, 0.85)


def terrace(c: Canvas, left: float, right: float, ground: float, lit: str = MUSTARD) -> None:
    """A row of houses, none like its neighbour."""
    x = left
    while x < right:
        w, h = c.random.uniform(84, 132), c.random.uniform(120, 215)
        house(c, x, ground, w, h, c.random.choice(WALLS), c.random.choice(ROOFS), lit)
        x += w


def gull(c: Canvas, x: float, y: float, size: float, colour: str = PAPER) -> None:
    """A gull, as far away as it is small."""
    left = arc(x - size * 0.55, y, size * 0.55, size * 0.34, 190, 355)
    right = arc(x + size * 0.55, y, size * 0.55, size * 0.34, 185, 350)
    c.line(left + right, colour, max(2.5, size * 0.12))


def person(c: Canvas, x: float, ground: float, size: float, coat: str, head: str = SAND) -> None:
    """A standing figure: coat, legs, head."""
    c.box(x - size * 0.11, ground - size * 0.36, size * 0.09, size * 0.36, INK)
    c.box(x + size * 0.02, ground - size * 0.36, size * 0.09, size * 0.36, INK)
    shoulder, hem = ground - size * 0.82, ground - size * 0.26
    c.polygon(
        [(x - size * 0.13, shoulder), (x + size * 0.13, shoulder), (x + size * 0.2, hem), (x - size * 0.2, hem)], coat
    )
    c.oval(x, shoulder - size * 0.01, size * 0.13, size * 0.06, coat)
    c.oval(x, ground - size * 0.93, size * 0.085, size * 0.1, head)


def crane(c: Canvas, x: float, ground: float, h: float, colour: str) -> None:
    """A quayside crane with its boom raised over the water."""
    c.polygon([(x - 46, ground), (x - 30, ground), (x - 8, ground - h), (x - 24, ground - h)], colour)
    c.polygon([(x + 46, ground), (x + 30, ground), (x + 8, ground - h), (x + 24, ground - h)], colour)
    c.line([(x - 36, ground - h * 0.35), (x + 36, ground - h * 0.35)], colour, 8)
    c.line([(x - 36, ground - h * 0.35), (x + 18, ground - h * 0.9)], colour, 4)
    c.box(x - 120, ground - h - 10, 330, 14, colour)
    c.line([(x - 110, ground - h - 4), (x, ground - h - 86), (x + 200, ground - h - 4)], colour, 4)
    c.box(x - 7, ground - h - 90, 14, 90, colour)
    c.line([(x + 150, ground - h), (x + 150, ground - h + 100)], colour, 3)
    c.box(x + 122, ground - h + 96, 56, 36, CORAL)


def trawler(c: Canvas, x: float, y: float, size: float, hull: str, cabin: str = PAPER) -> None:
    """A fishing boat; (x, y) is the middle of its waterline."""
    s = size / 100
    c.polygon(
        [
            (x - 60 * s, y),
            (x - 72 * s, y - 26 * s),
            (x + 52 * s, y - 22 * s),
            (x + 84 * s, y - 38 * s),
            (x + 62 * s, y),
        ],
        hull,
    )
    c.polygon(
        [(x - 66 * s, y - 13 * s), (x - 69 * s, y - 20 * s), (x + 77 * s, y - 29 * s), (x + 73 * s, y - 21 * s)],
        PAPER,
        0.7,
    )
    c.box(x - 4 * s, y - 62 * s, 42 * s, 40 * s, cabin, radius=4 * s)
    c.box(x + 3 * s, y - 55 * s, 28 * s, 13 * s, INK)
    c.line([(x - 24 * s, y - 24 * s), (x - 24 * s, y - 108 * s)], INK, 4 * s)
    c.line([(x - 24 * s, y - 104 * s), (x - 66 * s, y - 34 * s)], INK, 2.4 * s)
    c.line([(x - 24 * s, y - 104 * s), (x + 78 * s, y - 38 * s)], INK, 1.6 * s)
    c.oval(x, y + 5 * s, 74 * s, 5 * s, NIGHT, 0.35)


def player(c: Canvas, x: float, ground: float, size: float, shirt: str, facing: int) -> None:
    """A footballer in full stride."""
    s, f = size / 100, facing
    c.oval(x, ground, 42 * s, 6 * s, "#123524", 0.5)
    legs: tuple[list[Point], ...] = (
        [(x, ground - 46 * s), (x + 18 * f * s, ground - 26 * s), (x + 36 * f * s, ground - 12 * s)],
        [(x, ground - 46 * s), (x - 12 * f * s, ground - 24 * s), (x - 34 * f * s, ground - 20 * s)],
    )
    for leg in legs:
        c.line(leg, "#d9a07a", 9 * s)
        c.line(leg[1:], shirt if shirt != PAPER else INK, 8 * s)
        c.oval(leg[-1][0] + 3 * f * s, leg[-1][1], 7 * s, 4 * s, NIGHT)
    c.polygon(
        [
            (x - 12 * s, ground - 54 * s),
            (x + 12 * s, ground - 54 * s),
            (x + 15 * f * s, ground - 36 * s),
            (x - 14 * f * s, ground - 36 * s),
        ],
        NIGHT,
    )
    c.polygon(
        [
            (x - 11 * s, ground - 84 * s),
            (x + 13 * s, ground - 84 * s),
            (x + 12 * s, ground - 50 * s),
            (x - 12 * s, ground - 50 * s),
        ],
        shirt,
    )
    c.line(
        [(x - 10 * s, ground - 80 * s), (x - 26 * s, ground - 66 * s), (x - 16 * s, ground - 54 * s)], "#d9a07a", 7 * s
    )
    c.line(
        [(x + 11 * s, ground - 80 * s), (x + 26 * s, ground - 68 * s), (x + 34 * s, ground - 80 * s)], "#d9a07a", 7 * s
    )
    c.oval(x + 3 * f * s, ground - 93 * s, 8 * s, 9 * s, "#d9a07a")
    c.polygon(arc(x + 3 * f * s, ground - 95 * s, 8.6 * s, 8.6 * s, 180, 360), NIGHT)


def stall(c: Canvas, left: float, stripe: str) -> None:
    """A stall 420 wide: awning, keeper, crates of fruit."""
    c.glow(left + 210, 640, 330, "#ffcf7a", 0.55)
    c.box(left + 14, 560, 10, 400, NIGHT)
    c.box(left + 396, 560, 10, 400, NIGHT)
    c.box(left + 20, 560, 380, 190, "#5a3b33")
    person(c, left + 150, 850, 270, TEAL)
    person(c, left + 290, 850, 250, BRICK)
    for n in range(8):
        x = left - 10 + n * 55
        colour = stripe if n % 2 == 0 else PAPER
        c.polygon([(x + 18, 470), (x + 62, 470), (x + 55, 570), (x, 570)], colour)
        c.polygon(arc(x + 27.5, 570, 27.5, 24, 0, 180), colour)
    c.stipple([(left, 470), (left + 440, 470), (left + 430, 590), (left - 10, 590)], NIGHT, (0, 460), (0, 610), 0.55)
    c.box(left - 4, 750, 428, 26, SAND)
    c.box(left + 6, 776, 408, 200, "#7c4a35")
    c.stipple(rectangle(left + 6, 776, 408, 200), NIGHT, (0, 740), (0, 1000), 0.7)
    for n in range(4):
        x = left + 14 + n * 102
        fruit = (CORAL, MUSTARD, "#7fa650", "#b5446e")[(n + int(left)) % 4]
        for row in range(3):
            for k in range(4 - row):
                c.oval(x + 20 + k * 18 + row * 9, 742 - row * 14, 11, 11, fruit)
                c.oval(x + 17 + k * 18 + row * 9, 738 - row * 14, 3, 3, PAPER, 0.6)
        c.box(x, 744, 92, 40, "#b9834f")
        c.line([(x, 764), (x + 92, 764)], "#7c4a35", 3)


def curtain(c: Canvas, side: int) -> None:
    """One half of the curtain, drawn aside."""
    for n in range(6):
        near, far = n * 52.0, n * 52 + 58.0
        waist = 1 - n * 0.06
        fold = [
            (near, 0.0),
            (far, 0.0),
            (far * waist * 0.8, 560.0),
            (far * 0.9, 900.0),
            (near * 0.9, 900.0),
            (near * waist * 0.8, 560.0),
        ]
        if side:
            fold = [(WIDTH - x, y) for x, y in fold]
        c.polygon(fold, ("#b03040", "#96283a")[n % 2])
        edge = fold[0][0]
        c.stipple(fold, "#2a0a14", (edge, 0), (edge + (80 if side == 0 else -80), 0), 0.6)
    band = [(0, 548), (250, 534), (250, 566), (0, 584)]
    c.polygon([(WIDTH - x, y) for x, y in band] if side else band, MUSTARD)


def frond(c: Canvas, x: float, top: float, length: float, tone: str, size: float) -> None:
    """A kelp plant hanging from the line, its blades to both sides."""
    stem = [(x + 26 * size * math.sin(t / 9), top + length * t / 40) for t in range(41)]
    for n, (px, py) in enumerate(stem[3:-1:2]):
        reach = size * (120 - abs(n - 9) * 5)
        side = 1 if n % 2 else -1
        droop = 70 * size
        blade = [
            (px, py),
            (px + side * reach * 0.45, py + droop * 0.1),
            (px + side * reach, py + droop),
            (px + side * reach * 0.5, py + droop * 0.72),
        ]
        c.polygon(blade, tone)
        c.stipple(blade, "#0a2a26", (px + side * reach, py), (px, py), 0.4)
        c.line([(px, py), (px + side * reach * 0.8, py + droop * 0.72)], "#0a2a26", 2, 0.4)
    c.line(stem, tone, 9 * size)


def fish(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A small fish swimming left."""
    c.polygon([(x + size * 0.4, y), (x + size * 0.8, y - size * 0.26), (x + size * 0.8, y + size * 0.26)], colour, 0.9)
    c.oval(x, y, size * 0.5, size * 0.22, colour)
    c.oval(x - size * 0.3, y - size * 0.04, size * 0.05, size * 0.05, INK)


def books(c: Canvas, left: float, right: float, shelf: float) -> None:
    """A shelf full of books, one or two of them leaning."""
    x = left
    colours = (CORAL, MUSTARD, TEAL, PAPER, BRICK, SEA, SAND, "#6f3340", "#2f5560", "#c9823a")
    while x < right - 40:
        w, h = c.random.uniform(15, 36), c.random.uniform(92, 138)
        colour = c.random.choice(colours)
        if c.random.random() < 0.06:
            c.polygon([(x, shelf), (x + w, shelf), (x + w + 34, shelf - h), (x + 34, shelf - h + 8)], colour)
            x += w + 38
            continue
        c.box(x, shelf - h, w - 2, h, colour, radius=2)
        c.box(x, shelf - h + 14, w - 2, 6, INK, 0.5)
        c.box(x, shelf - 26, w - 2, 4, INK, 0.5)
        x += w


def person_reading(c: Canvas) -> None:
    """Somebody at the desk, bent over an open book."""
    c.polygon([(690, 850), (704, 700), (750, 660), (850, 660), (896, 700), (910, 850)], "#1f5c63")
    c.stipple([(690, 850), (704, 700), (750, 660), (850, 660), (896, 700), (910, 850)], NIGHT, (860, 0), (640, 0), 0.8)
    c.box(778, 620, 44, 60, "#d59c78")
    c.oval(806, 596, 52, 60, "#d59c78")
    c.polygon([*arc(800, 584, 62, 62, 160, 372), (850, 600), (826, 566), (770, 572)], "#2a1d1a")
    c.oval(748, 566, 28, 28, "#2a1d1a")
    c.polygon([(712, 846), (800, 832), (800, 806), (720, 816)], PAPER)
    c.polygon([(888, 846), (800, 832), (800, 806), (880, 816)], "#fff6e2")
    c.line([(800, 806), (800, 834)], "#b9a27c", 3)
    c.line([(706, 730), (690, 810), (730, 834)], "#1f5c63", 36)
    c.line([(894, 730), (912, 810), (872, 834)], "#194c53", 36)


def eight(c: Canvas, x: float, y: float, shell: str, blade: str) -> None:
    """A rowing eight seen from above, heading up to the right."""
    angle = math.atan(-0.3)

    def at(along: float, across: float) -> Point:
        return x + along * math.cos(angle) - across * math.sin(angle), y + along * math.sin(angle) + across * math.cos(
            angle
        )

    def spindle(half: float, thick: float, drop: float) -> list[Point]:
        curve = [(half * math.cos(math.radians(a)), thick * math.sin(math.radians(a)) + drop) for a in range(0, 360, 6)]
        return [at(px, py) for px, py in curve]

    for n in (1, 2, 3):
        c.polygon([at(-350, 0), at(-420 - 160 * n, -12 * n - 6), at(-420 - 160 * n, 12 * n + 6)], FOAM, 0.1)
    c.polygon(spindle(352, 18, 24), "#072f38", 0.4)
    for n in range(8):
        seat = -210 + n * 58
        side = 1 if n % 2 else -1
        tip = at(seat - 40, side * 92)
        c.line([at(seat, 0), tip], PAPER, 5)
        c.polygon(
            [at(seat - 28, side * 76), at(seat - 50, side * 78), at(seat - 58, side * 110), at(seat - 36, side * 108)],
            blade,
        )
        ring = arc(*at(seat - 46, side * 106), 24, 11, 0, 360)
        c.line(ring, FOAM, 3, 0.6)
    c.polygon(spindle(352, 19, 0), shell)
    c.polygon(spindle(300, 11, 0), INK, 0.75)
    for n in range(9):
        seat = -210 + n * 58
        coat = NIGHT if n == 8 else blade
        c.line([at(seat - 14, -15), at(seat + 6, 0), at(seat - 14, 15)], coat, 17)
        hx, hy = at(seat + 4, 0)
        c.oval(hx, hy, 11, 11, c.random.choice(("#d59c78", "#e7b896", "#7a4a35", "#b98a66")))
        c.oval(hx + 3, hy - 1, 9, 9, c.random.choice(("#2a1d1a", "#a8502b", "#4b362c")))


def sea(c: Canvas, y: float, height: float, length: float, fill: str, shift: float) -> None:
    """All below a row of steep waves with foam on their crests."""

    def crest(x: float) -> float:
        return y - height * math.pow(1 - abs(math.sin(math.pi * (x + shift) / length)), 1.3)

    line = [(float(x), crest(x)) for x in range(-20, WIDTH + 24, 4)]
    shape = [*line, (WIDTH + 20.0, HEIGHT + 10.0), (-20.0, HEIGHT + 10.0)]
    c.polygon(shape, fill)
    peak = -shift
    while peak < WIDTH + length:
        cap = [(peak + d, crest(peak + d)) for d in range(-60, 62, 4)]
        c.polygon(
            [*cap, (peak + 26, y - height * 0.42), (peak + 8, y - height * 0.62), (peak - 14, y - height * 0.4)],
            FOAM,
            0.9,
        )
        for n in range(3):
            streak = [(peak + 30 + n * 26, y - height * 0.3 + n * 16), (peak + 80 + n * 30, y - height * 0.08 + n * 20)]
            c.line(streak, FOAM, 5 - n, 0.4)
        peak += length
    c.stipple(
        [(0, y - height), (WIDTH, y - height), (WIDTH, y + 160), (0, y + 160)], "#060c14", (0, y), (0, y + 300), 0.5
    )
