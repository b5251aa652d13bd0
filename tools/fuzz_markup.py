"""Look for texts of which Python-Markdown alone makes another body: `python tools/fuzz_markup.py N SEED`.

The texts are made of what the blocks that we write ourselves are recognised by, in order and out of it. A text that
differs is made as small as it can be and shown; it belongs into tests/markup/test_blocks.py, once it is mended.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from broadsheet import markup, markup_blocks
from broadsheet.references import References

PATH = "content/2026/11/budget.md"

WORDS = ("a", "word", "and", "Ferry", "é", "2026", "12", "1", "x_y", "R&D", "don't", "it's", "中", "ß", "e\u0301", "ſ")
MARKS = (
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "][",
        "]:",
        "<",
        ">",
        "&",
        "&amp;",
        "&#",
        "&#65",
        "&x",
    ),
    *("&copy;", "&ſ;", ";", "\\", "\\*", "\\[", "`", "``", '"', "'", "“", "”", "!", "#", "-", "+", "=", "~", "^", "|"),
    *(
        "{",
        "}",
        "{: .b }",
        ".",
        ",",
        ":",
        "/",
        "1.",
        "1. ",
        "- ",
        "* ",
        "+ ",
        "> ",
        "# ",
        "--",
        "---",
        "===",
        "***",
        "~~~",
    ),
    *("```", "[^1]", "[1]", "[a]", "<b>", "</b>", "<!--", "-->", "<?", "?>", "<a@b.c>", "<http://a.b>", "<br>", "<hr>"),
)
SPACES = ("  ", "   ", "    ", "\t", "\xa0", "\x0b", "\x0c", "\x85", "\u2028", "\u200b", "\x1c", "  \n", " \n", "\n ")
RARE = (
    "\r",
    "\x02",
    "\x03",
    "\ue000",
    "\x02amp\x03",
    "\x0265\x03",
    "\x00",
    "\x07",
    "\x9f",
    "///Footnotes Go Here///",
    'hl_lines="',
)
TARGETS = (
    *("a.md", "../a.md", "/x", "/x?a=1&b=2", "https://a.example/b", "http://a.example/b_c*d*_e_", "#f", "a.md#f", "x"),
    *("javascript:x", "java&#115;cript:x", "javascript&colon;x", "../../../../x.md", "a(b)c", "a'b", "a&copy;", "//x"),
    *(
        "article:1#b",
        "<a.md>",
        "<a b.md>",
        " a.md ",
        "a b",
        "",
        "mailto:a@b.c",
        "é.md",
        "a%20b.md",
        "a[b",
        "a]b",
        "*",
        "_",
    ),
)
PICTURES = ("a.jpg", "2026/a.jpg", "https://a.example/a.jpg", "../a.jpg", "javascript:x", "a b.jpg", "", "a.jpg?a&b")
TITLES = (
    *(
        "",
        "",
        ' "T"',
        ' "It\'s & late"',
        " 'T'",
        ' "a (b)"',
        " \"a (b) 'c'\"",
        '"T"',
        ' ""',
        ' " T "',
        " \"'T'\"",
        ' "[a]"',
    ),
    *(' "a\xa0b"', ' "a\nb"', ' "a) b"', ' "a" "b"', ' "a"b"', ' "*a* _b_"', ' "a&lt;b"', '  "T" ', " (T)"),
)
RAW = (
    *(
        '<div href="/x"></div>',
        "<div></div>",
        '<iframe src="/x"></iframe>',
        '<div title="a src=/x"></div>',
        "<div></div> a",
    ),
    *("<div>", "</div>", '<div class="chart" data-id="9"></div>', "<div>a</div> b", "<!-- a -->", "<!-- a", "a -->"),
    *(
        "<script>x</script>",
        "<script>",
        '<a title="',
        '">',
        "<p>a</p>",
        '<a href="/x">',
        "<hr>",
        "<!-- paywall -->",
        "<hr> a",
        "a <b>b</b> c",
    ),
    *("<![CDATA[ a", "]]>", "<iframe src='a'></iframe>", "a < b", "<video src=a.mp4>", "</video>", "<?a", "<!x"),
)
OTHER = (
    *(
        "| A | B |\n| --- | --- |\n| 1 | 2 |",
        "A note.[^1]",
        "[^1]: The note.",
        "[^1]: The\n\n    note.",
        "    code",
        "a\n===",
    ),
    *(
        "a\n---",
        "[a]: /x",
        "[1]: javascript:x",
        "```\na\n\nb\n```",
        "```",
        "~~~",
        "- a\n    - b",
        "    - b",
        "1. a",
        "> > a",
    ),
    *(
        "- a\n\n    b",
        "***",
        "- - -",
        "# a {: #b }",
        "a\n{: .b }",
        "> a\n{.pullquote}",
        "## 14:05 a {.key}",
        "[a][1]",
        "<http://a.example>",
        "![a][1]",
        "`a`",
        "a\\*b",
    ),
    *(
        "*a **b* c**",
        "_a*b_c*",
        "[![a](a.jpg)](a.md)",
        "![a](a.jpg) ![b](b.jpg)",
        "* * *",
        "## a\nb",
        "a\n# b",
        "\n",
        " ",
        "",
    ),
)
PLAIN = (
    *("*a*", "**a b**", "_a_", "__a b__", "*a*.", "(*a*)", "“_a_”", "[a](a.md)", '[a b](https://a.example/?a=1&b "T")'),
    *(
        "[*a* b](/x)",
        "**[a](a.md)**",
        "_[a](/x)_",
        "&",
        "&amp;",
        "a > b",
        "x_y_z",
        "—",
        "!",
        "a\nb",
        "a\n*b*",
        "\n1. a",
        "a_",
    ),
)
PLAIN_BLOCKS = (
    *('<div class="chart" data-id="9"></div>', '<iframe src="https://v.example/a?b=c" title="A src=/x"></iframe>'),
    *("## A head", "# A *head* ##", "> A quote", "> A\n> quote", "- a\n- *b*", "1. a\n2. [b](a.md)", "* a\n* b", "+ a"),
    *(
        "![A](a.jpg)",
        '![A & b](https://a.example/a.jpg "A (b)")',
        "![](../../../a.jpg)",
        "https://v.example/a_b",
        "[a](/x)",
    ),
)


def inline(chance: random.Random, wild: float, depth: int = 0) -> str:
    """A line of text, mostly as people write it; `wild` says how often it isn't."""
    parts = []
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        kind = chance.random()
        if kind < 0.55:
            part = " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 4)))
        elif chance.random() > wild:
            part = chance.choice(PLAIN)
        elif kind < 0.67:
            mark = chance.choice(("*", "**", "_", "__"))
            part = mark + (inline(chance, wild, depth + 1) if depth < 2 else "a") + mark
        elif kind < 0.79:
            words = inline(chance, wild, depth + 1) if depth < 2 else "a"
            part = f"[{words}]({chance.choice(TARGETS)}{chance.choice(TITLES)})"
        elif kind < 0.93:
            part = chance.choice(MARKS)
        elif kind < 0.96:
            part = chance.choice(SPACES)
        elif kind < 0.962:
            part = chance.choice(RARE)
        else:
            part = chance.choice(("&", "&amp;", "!", '"', ":", "R&D;", "—"))
        parts.append(part)
    return chance.choice((" ", " ", " ", "", "\n")).join(parts)


def block(chance: random.Random, wild: float) -> str:
    """A block of any kind, some of them what only Python-Markdown can read."""
    kind = chance.random()
    if kind > 0.6 and chance.random() > wild:
        return chance.choice(PLAIN_BLOCKS)
    if kind < 0.4:
        return inline(chance, wild)
    if kind < 0.48:
        return (
            "#" * chance.randint(1, 7)
            + chance.choice((" ", " ", "", "  "))
            + inline(chance, wild)
            + chance.choice(("", " ##", "#"))
        )
    if kind < 0.6:
        bullet = chance.choice(("- ", "* ", "+ ", "1. ", "12. ", "-", "-  ", "٣. "))
        lines = [
            inline(chance, wild).replace("\n", chance.choice((" ", " ", "\n"))) for _ in range(chance.randint(1, 3))
        ]
        return "\n".join(chance.choice((bullet,) * 9 + ("2. ", "* ", " - ")) + line for line in lines)
    if kind < 0.68:
        mark = chance.choice(("> ", "> ", "> ", ">", ">  ", " > "))
        return mark + inline(chance, wild).replace("\n", chance.choice(("\n> ", "\n> ", "\n", "\n>", "\n> \n")))
    if kind < 0.76:
        alt = chance.choice(("A view", "", "A *b* & c", 'A "b"', "a_b", "a > b", "[a]", "a\nb", inline(chance, wild)))
        return f"![{alt}]({chance.choice(PICTURES)}{chance.choice(TITLES)}){chance.choice(('', '', '', ' ', ' a'))}"
    if kind < 0.84:
        return chance.choice(OTHER)
    if kind < 0.9:
        return chance.choice(RAW)
    return "".join(chance.choice(MARKS + WORDS + SPACES + RARE[:1]) for _ in range(chance.randint(1, 8)))


def document(chance: random.Random) -> str:
    """A text of a few blocks."""
    text = ""
    wild = chance.choice((0.02, 0.02, 0.2, 1))
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6))):
        text += (
            block(chance, wild)
            + ("\n\n" if chance.random() > wild else "")
            + chance.choice(("\n\n",) * 12 + ("\n\n\n", "\n", "\n \n", "\n\n\n\n", "\n\t\n", " \n\n", ""))
        )
    return text


def differs(text: str) -> bool:
    """Whether the two ways give two bodies."""
    return markup.convert(text, PATH) != markup.convert_whole(text, References(text, PATH, 1))


def smallest(text: str) -> str:
    """A text that still differs, of which nothing can be left out."""
    size = len(text)
    while size:
        for start in range(len(text)):
            shorter = text[:start] + text[start + size :]
            if shorter != text and differs(shorter):
                text = shorter
                break
        else:
            size = min(size // 2, len(text))
    return text


def main(cases: int, seed: int) -> int:
    """Try so many texts, and say how many were written without Python-Markdown, as a whole or in part."""
    chance = random.Random(seed)  # noqa: S311 (nothing is kept secret with it)
    whole = partly = wrong = 0
    for number in range(cases):
        if number and number % 100_000 == 0:
            print(f"{number} …", flush=True)
        text = document(chance)
        parted = markup_blocks.part(text)
        whole += parted is not None and not parted.rest
        partly += parted is not None and bool(parted.rest)
        if differs(text):
            wrong += 1
            print(ascii(smallest(text)), flush=True)
    print(f"{cases} texts: {whole / cases:.0%} written here, {partly / cases:.0%} in part, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
