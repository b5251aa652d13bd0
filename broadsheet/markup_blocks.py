"""The blocks of a Markdown text that are simple enough to be written without Python-Markdown.

Python-Markdown says what the HTML is, and takes a millisecond for an article; nearly all of what newsrooms write needs
none of its care. So a text is parted where it parts it, at blank lines, and each block is looked at alone:

- a paragraph, whose lines begin with nothing that could begin another kind of block;
- a heading of one line; a picture alone in its paragraph;
- an element of raw HTML with nothing in it, as embeds are;
- a list whose items are one line each; a quote of one paragraph. Those of the same kind become one across a blank line,
  and what is indented below a list belongs to it, so they are only taken between blocks of the kinds above.

In these can stand: text; `&` and entities; emphasis and strong emphasis, with nothing of the kind inside them
and no letter outside; links with a target in brackets, and a title. Everything else makes its block none of ours:
escapes, code, tags, tables, attributes, references, footnotes, line breaks, whatever is indented, whatever could pair
with something in an unforeseen way.

What is left goes through Python-Markdown in one piece, with a paragraph of one character, GAP, in the place of each run
of ours. That is safe as long as nothing in the rest reaches over a blank line into what was taken out:

- block processors look at the block before (lists, quotes, code, none of which GAP stands for) and at indented ones
  after, which never are ours;
- definitions of references and footnotes change brackets, which ours have only as whole links;
- raw HTML and fenced code do reach over blank lines: each `<` in the rest must be closed in its block, and when what
  comes back hasn't each GAP as a paragraph of the body itself, the text is converted as a whole.

All of this is kept honest by comparing both ways over made-up texts: tests/markup/test_blocks.py, tools/fuzz_markup.py.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from broadsheet.article import MARK, MARK_END
from broadsheet.entities import unescape
from broadsheet.front_matter import without_forbidden

DEEPEST = 40
"""How many levels of a text are converted; one that is nested more deeply has an error."""
GAP = "\ue000"
"""What stands in the rest for blocks that are written here: a character that is nobody's."""

_NEVER = ("\r", MARK, MARK_END, GAP, "///Footnotes Go Here///")
"""What no text that is parted here can have: Python-Markdown, or we, give it a meaning of its own."""
_HALF_ENTITY = re.compile(r"&#(?!(?:[0-9]++|[xX][0-9a-fA-F]++);)")
"""Python-Markdown may look for no more raw HTML after one."""

_RARE = ("\\", "`", "<", "{", "|", "\t", "~~~")
"""What no block that is written here can have."""
_HAS_RARE = re.compile("|".join(map(re.escape, _RARE)))

_BAD_LINE = re.compile(r"\n[ #>=-]| \n")
"""A further line that could be something other than text, or a line break."""
_NUMBER = re.compile(r"\d+\. ")
_BULLETS = ("- ", "* ", "+ ")
_HEADING = re.compile(r"(#{1,6})([^#\n]++)#*")

_TARGET = r"[^\s()\[\]\"'<>]++"
_TITLE = r"(?: \"([^\"\[\]]++)\")?"
_LINK = re.compile(rf"\[(?<!!\[)(?!\^)([^\[\]]++)\]\(({_TARGET}){_TITLE}\)")
_PICTURE = re.compile(rf"!\[([^\[\]\n]*+)\]\(({_TARGET}){_TITLE}\)")
_EMPHASIS = re.compile(
    r"(\*(?<![\w*]\*)|\*\*(?<![\w*]\*\*)|_(?<![\w*]_)|__(?<![\w*]__))(?![\s*_])([^*_]++)(?<!\s)\1(?![\w*])"
)
"""What stands before is looked at last: a pattern that begins with a character is found far sooner."""
_LOOSE = re.compile(r"(?<!\w)_|_(?!\w)")
"""An underscore that isn't within a word, where it means nothing."""
_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
"""One that begins no entity, as Python-Markdown sees it."""

_CLOSED_TAG = re.compile(
    r"<(?:/?[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z:-]++(?:=(?:\"[^\"<>]*+\"|[\w.:/-]++))?)*+\s*+/?>"
    r"|https?://[^\s<>\"'`]++>"
    r"|!--(?:[^<>-]|-(?!-))*+-->"
    r"|[\s\d])"
)
"""A `<` that reaches no further than its block, whatever comes after it."""

_EMBED = re.compile(r"<(div|iframe)(?: [a-z][a-z-]*+=\"[^\"<>\n\t\\`&{|~]*+\")*+></\1>")
"""Raw HTML with nothing in it."""
_TARGET_OF_OURS = re.compile(r"\s(?:href|src|srcset|poster)\s*=(?!\"https://)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_SPACE_OR_NOT = bytes(ord(" " if chr(code).isspace() else "x") for code in range(256))
_CONTROLS = bytes(code for code in (*range(32), 127) if not chr(code).isspace())
_TARGET_HOLE = re.compile(rf"{MARK}([ai])([^{MARK}{MARK_END}]*){MARK_END}")
_ATTRIBUTE = {"a": "href", "i": "src"}


class Parted(NamedTuple):
    """A text in two: the HTML of each run of blocks that is written here, and the rest with a GAP for each of them.

    The rest is empty where there is none; there is one run then. Targets are still to be put in, by `fill`.
    """

    runs: list[str]
    rest: str


def part(text: str) -> Parted | None:
    """Write the blocks that are simple enough; None where nothing is, or where the rest can't be told from them."""
    for never in _NEVER:
        if never in text:
            return None
    if "&#" in text and _HALF_ENTITY.search(text):
        return None
    rare = False
    for each in _RARE:
        if each in text:
            rare = True
            break
    pieces = text.split("\n\n")
    written: list[str | None] = []
    kept: list[str] = []
    clinging: list[int] = []
    blank = ""
    for piece in pieces:
        block = piece.strip("\n")
        if not block:
            # Blank lines stay where they are: in code and raw HTML they are kept.
            blank += piece + "\n\n"
            continue
        if blank:
            piece, blank = blank + piece, ""
        if rare and _HAS_RARE.search(block):
            html, clings = _embed(block), False
        else:
            html, clings = _write(block)
        if clings:
            clinging.append(len(written))
        written.append(html)
        kept.append(piece)
    if blank and kept:
        kept[-1] += "\n\n" + blank.removesuffix("\n\n")
    if clinging:
        _release(written, clinging)
    if None not in written:
        whole = "\n".join(written)  # type: ignore[arg-type]
        return Parted([whole.rstrip("\n")], "") if written else None
    return _with_rest(written, kept)


def fill(html: str, read: Callable[[str, bool], str | None]) -> str:
    """The HTML with its targets. `read` is told each, in order, and whether it's a picture's; None takes it out."""
    if MARK not in html:
        return html

    def target(hole: re.Match[str]) -> str:
        found = read(hole[2], hole[1] == "i")
        return "" if found is None else f' {_ATTRIBUTE[hole[1]]}="{_attribute(found)}"'

    return _TARGET_HOLE.sub(target, html)


def count_words(html: str) -> int:
    """How many words a body has of which every block was written here: no tag in it stands between two words alone."""
    if "<" in html:
        html = _TAG.sub("", html)
    left_out = b""
    if "&" in html:
        # As in all text with entities, control characters are none of it.
        left_out = _CONTROLS
        if html.count("&") != html.count("&amp;") + html.count("&gt;"):
            html = unescape(html)
    if not html.isascii():
        return len((without_forbidden(html) if left_out else html).split())
    # With all white space one character and all else another, a word begins where the two meet: that's quick to count.
    return (b" " + html.encode("ascii").translate(_SPACE_OR_NOT, left_out)).count(b" x")


def _release(written: list[str | None], clinging: list[int]) -> None:
    """Give up the lists and quotes that could be joined with what is before or after them."""
    around = set(clinging)
    around.update(number for number, html in enumerate(written) if html is None)
    for number in clinging:
        if number - 1 in around or number + 1 in around:
            written[number] = None


def _with_rest(written: list[str | None], pieces: list[str]) -> Parted | None:
    runs: list[list[str]] = []
    rest: list[str] = []
    running = False
    for html, piece in zip(written, pieces, strict=True):
        if html is None:
            if "hl_lines" in piece or ("<" in piece and "<" in _CLOSED_TAG.sub("", piece)):
                return None
            rest.append(piece)
        elif running:
            runs[-1].append(html)
        else:
            runs.append([html])
            rest.append(GAP)
        running = html is not None
    return Parted(["\n".join(run) for run in runs], "\n\n".join(rest)) if runs else None


def _write(block: str) -> tuple[str | None, bool]:
    """A block's HTML, or None; and whether it clings to others of its kind."""
    first = block[0]
    if first.isalpha():
        text = _paragraph(block)
        return (None if text is None else f"<p>{text}</p>"), False
    if first == "#":
        return _heading(block), False
    if first == ">":
        return _quote(block), True
    if first == "!" and (found := _PICTURE.fullmatch(block)):
        return _figure(found), False
    if first in "-+*" and block[1:2] == " ":
        return _list(block, "ul"), True
    if first.isdigit() and _NUMBER.match(block):
        return _list(block, "ol"), True
    text = _paragraph(block)
    return (None if text is None else f"<p>{text}</p>"), False


def _embed(block: str) -> str | None:
    if not _EMBED.fullmatch(block) or _TARGET_OF_OURS.search(block):
        return None
    # Python-Markdown keeps the blank line after raw HTML.
    return block + "\n"


def _paragraph(block: str) -> str | None:
    """What is in a paragraph, where these lines are nothing else."""
    first = block[0]
    if not first.isalpha() and (
        first in "#>+-" or first.isspace() or (first == "*" and block[1:2] == " ") or _NUMBER.match(block)
    ):
        return None
    if "\n" in block and _BAD_LINE.search(block):
        return None
    return _inline(block)


def _heading(block: str) -> str | None:
    found = _HEADING.fullmatch(block)
    if found is None or not (text := found[2].strip()) or (html := _inline(text)) is None:
        return None
    level = max(2, len(found[1]))
    return f"<h{level}>{html}</h{level}>"


def _quote(block: str) -> str | None:
    if "\n" in block and block.count("\n") != block.count("\n> "):
        return None
    inner = block[2:].replace("\n> ", "\n")
    if block[1:2] != " " or not inner or ("\n" in inner and not all(map(str.strip, inner.split("\n")))):
        return None
    if (html := _paragraph(inner)) is None:
        return None
    return f"<blockquote>\n<p>{html}</p>\n</blockquote>"


def _list(block: str, tag: str) -> str | None:
    items = []
    bullet = block[:2]
    for line in block.split("\n"):
        if tag == "ul":
            if not line.startswith(bullet):
                return None
            item = line[2:]
        elif found := _NUMBER.match(line):
            item = line[found.end() :]
        else:
            return None
        if not item or line.endswith(" ") or (html := _paragraph(item)) is None:
            return None
        items.append(f"<li>{html}</li>")
    return f"<{tag}>\n" + "\n".join(items) + f"\n</{tag}>"


def _figure(found: re.Match[str]) -> str | None:
    alt, target, title = found.groups()
    caption = ""
    if title is not None:
        if not (title := _title(title)):
            return None
        caption = f"<figcaption>{_text(title)}</figcaption>"
    return f'<figure><img alt="{_attribute(alt)}"{MARK}i{target}{MARK_END}>{caption}</figure>'


def _inline(text: str) -> str | None:
    """Text with links and emphasis in it as HTML; None where there is more to it than that."""
    links: list[str] = []
    if "[" in text:
        text, end, whole = "", 0, text
        for found in _LINK.finditer(whole):
            if (link := _link(found)) is None:
                return None
            links.append(link)
            text += whole[end : found.start()] + MARK_END
            end = found.end()
        text += whole[end:]
        if "[" in text:
            return None
    text = _text(text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(_emphasis, text)
        if "*" in text or ("_" in text and _LOOSE.search(text)):
            return None
    if links:
        first, *others = text.split(MARK_END)
        return first + "".join([link + other for link, other in zip(links, others, strict=True)])
    return text


def _link(found: re.Match[str]) -> str | None:
    words, target, title = found.groups()
    attribute = ""
    if title is not None:
        if not (title := _title(title)):
            return None
        attribute = f' title="{_attribute(title)}"'
    inner = _inline(words)
    return None if inner is None else f"<a{MARK}a{target}{MARK_END}{attribute}>{inner}</a>"


def _title(written: str) -> str:
    """A link's title; empty where its quotes and brackets could be taken for the link's own."""
    title = re.sub(r"\s", " ", written.strip())
    return "" if "'" in title and ("(" in title or ")" in title or title[0] == "'") else title


def _emphasis(found: re.Match[str]) -> str:
    tag = "em" if len(found[1]) == 1 else "strong"
    return f"<{tag}>{found[2]}</{tag}>"


def _text(text: str) -> str:
    if "&" in text:
        text = _AMPERSAND.sub("&amp;", text)
    return text.replace(">", "&gt;") if ">" in text else text


def _attribute(text: str) -> str:
    text = _text(text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace('"', "&quot;") if '"' in text else text
