"""Portraits of people who don't exist: busts without a face, told apart by hair, clothes and colour."""

from typing import NamedTuple

from drawing.canvas import Canvas, arc


class Portrait(NamedTuple):
    """The colours of a bust, and its hair: `bob`, `curls`, `bun`, `cropped` or `bald`."""

    ground: str
    disc: str
    coat: str
    shirt: str
    skin: str
    hair: str
    cut: str
    glasses: bool = False
    beard: bool = False


PORTRAITS = {
    "ines-valdrake": Portrait("#1f5c63", "#f0ad3d", "#14213d", "#f6ecd9", "#d59c78", "#2a1d1a", "bob"),
    "jonas-pell-adeyo": Portrait("#e4623f", "#f6d9a8", "#1d2d44", "#cfe5dd", "#7a4a35", "#1b1514", "cropped", True),
    "nkem-ardal": Portrait("#f0ad3d", "#1f5c63", "#a43a2c", "#f0ad3d", "#8a5a41", "#191313", "curls"),
    "rosa-tindle": Portrait("#cfe5dd", "#e4623f", "#1f5c63", "#f6ecd9", "#e7b896", "#a8502b", "bun"),
    "edda-quill": Portrait("#14213d", "#8fb3ae", "#6f3340", "#ecd9b4", "#e3b79b", "#d8d4cc", "bob", True),
    "marit-oxley": Portrait("#2f5560", "#cfe5dd", "#c9823a", "#14213d", "#c98f6c", "#4a3025", "bun", True),
    "tobias-wren": Portrait("#8fb3ae", "#f6ecd9", "#a43a2c", "#f6ecd9", "#e3b79b", "#b98a4a", "cropped", False, True),
    "ainhoa-larranzar": Portrait("#a43a2c", "#ecd9b4", "#1f5c63", "#f6ecd9", "#c98f6c", "#2a1d1a", "curls"),
}


def draw_portrait(c: Canvas, look: Portrait) -> None:
    """Head and shoulders before a disc."""
    c.oval(300, 290, 236, 236, look.disc)
    c.stipple(arc(300, 290, 236, 236, 0, 360), look.ground, (300, 200), (300, 620), 0.6)
    behind_the_head(c, look)
    shoulders = [(40, 620), (70, 500), (170, 446), (250, 420), (350, 420), (430, 446), (530, 500), (560, 620)]
    c.polygon(shoulders, look.coat)
    c.polygon([(236, 424), (364, 424), (300, 560)], look.shirt)
    c.polygon([(250, 330), (350, 330), (352, 432), (300, 486), (248, 432)], look.skin)
    c.stipple([(250, 360), (350, 360), (352, 432), (300, 486), (248, 432)], "#2a1410", (300, 470), (300, 350), 0.7)
    c.polygon([(236, 420), (196, 448), (284, 600), (300, 560)], look.coat)
    c.polygon([(364, 420), (404, 448), (316, 600), (300, 560)], look.coat)
    c.line([(236, 422), (300, 562)], "#000000", 4, 0.25)
    c.line([(364, 422), (300, 562)], "#000000", 4, 0.25)
    c.stipple(shoulders, "#05080f", (150, 420), (640, 640), 0.7)
    c.oval(300, 270, 92, 118, look.skin)
    c.oval(208, 278, 16, 26, look.skin)
    c.oval(392, 278, 16, 26, look.skin)
    c.stipple(arc(300, 270, 92, 118, 0, 360), "#2a1410", (270, 240), (460, 340), 0.55)
    over_the_head(c, look)
    if look.beard:
        c.polygon([*arc(300, 282, 94, 116, 10, 170)], look.hair)
    if look.glasses:
        for x in (258, 342):
            c.line([*arc(x, 268, 34, 30, 0, 360)], "#14100e", 7)
            c.oval(x, 268, 31, 27, "#ffffff", 0.22)
        c.line([(290, 262), (310, 262)], "#14100e", 7)


def behind_the_head(c: Canvas, look: Portrait) -> None:
    """The hair that the head and the shoulders cover."""
    if look.cut == "bob":
        c.polygon([*arc(300, 262, 130, 142, 180, 360), (440, 420), (400, 452), (200, 452), (160, 420)], look.hair)
    elif look.cut == "curls":
        for angle in range(150, 400, 22):
            x, y = arc(300, 256, 108, 116, angle, angle + 1)[0]
            c.oval(x, y, 54, 54, look.hair)
    elif look.cut == "bun":
        c.oval(300, 126, 58, 54, look.hair)
        c.stipple(arc(300, 126, 58, 54, 0, 360), "#2a1410", (280, 90), (360, 190), 0.6)


def over_the_head(c: Canvas, look: Portrait) -> None:
    """The hair that lies on the brow."""
    if look.cut == "bob":
        c.polygon([*arc(300, 256, 108, 122, 172, 368), (372, 214), (330, 186), (262, 190), (222, 232)], look.hair)
        c.polygon([(192, 240), (228, 214), (214, 300), (208, 400), (176, 410)], look.hair)
        c.polygon([(408, 240), (372, 214), (386, 300), (392, 400), (424, 410)], look.hair)
    elif look.cut == "curls":
        for x, y, r in ((226, 196, 42), (270, 168, 44), (322, 166, 44), (370, 190, 42), (204, 240, 30), (396, 236, 30)):
            c.oval(x, y, r, r, look.hair)
    elif look.cut == "bun":
        c.polygon([*arc(300, 258, 98, 116, 182, 358), (376, 214), (330, 192), (270, 192), (224, 214)], look.hair)
    elif look.cut == "cropped":
        c.polygon([*arc(300, 256, 96, 112, 184, 356), (380, 214), (350, 196), (250, 196), (220, 214)], look.hair)
