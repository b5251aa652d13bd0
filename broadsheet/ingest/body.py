"""The body in Markdown: paragraphs, subheadings, lists, quotes; every character that would be markup is escaped."""

import re

from broadsheet.article import Note
from broadsheet.ingest import boxes, footnotes, forms, interview, spacing, tables
from broadsheet.ingest.blocks import WIDE_SCRIPT, Block
from broadsheet.ingest.furniture import is_count
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.tracking import untracked

_BULLET = re.compile(r"^(?:[•◦▪‣●○·*]|[–-](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)")
_URL = re.compile(r"https?://[^\s<>\"'()\[\]{}\\^`|“”«»]+[^\s<>\"'()\[\]{}\\^`|“”«».,;:!?…]")
_LIVE = re.compile(f"{footnotes.MARK.pattern}|{_URL.pattern}")
_PICTURE = re.compile(r"\bpic\.[a-z]{1,12}\.[a-z]{2,6}/\w{2,24}")


def shape(reading: Reading) -> None:
    """Says of the blocks that are left which are headings and which are lists, and parts glued sentences."""
    left = [block for block in reading.blocks if not block.mark]
    _points(reading, left)
    left = [block for block in left if not block.mark]
    for block in left:
        if block.shape not in ("table", "code"):
            _part(reading, block)
    footnotes.shape(reading, left)
    boxes.shape(reading, left)
    _lists(reading, left)
    interview.shape(reading, left)
    for place, block in enumerate(left):
        if not block.shape and not block.kept_breaks and _is_heading(left, place, reading):
            before = left[place - 1] if place else None
            sure = bool(before and before.prose and left[place + 1].words >= 25)
            reading.shape(block, "subheading", "heading", 0.9 if sure else 0.6)


def _points(reading: Reading, blocks: list[Block]) -> None:
    """The points in brief are notes of the article, one each."""
    for block in blocks:
        if block.shape == "key-heading":
            reading.drop(block, "key-points-heading")
        elif block.shape == "key":
            point = forms.bare_point(block.text)
            reading.fields.notes = [*reading.fields.notes, Note("key", point)]
            reading.move(block, "key-points", "notes", point)


def _part(reading: Reading, block: Block) -> None:
    text, changes = spacing.part(block.text)
    for before, after in changes:
        reading.spaced(block.line, "glued-sentences", before, after)
    block.text = text


def _lists(reading: Reading, blocks: list[Block]) -> None:
    """Two or more bullets in a row are a list; a lone dash is a turn of speech."""
    place = 0
    while place < len(blocks):
        stop = place
        pattern = _BULLET if _BULLET.match(blocks[place].text) else _NUMBERED
        dash = blocks[place].text[:1] in "–-"
        while (
            stop < len(blocks)
            and pattern.match(blocks[stop].text)
            and not blocks[stop].kept_breaks
            and not blocks[stop].shape
            and (blocks[stop].text[:1] in "–-") == dash
        ):
            stop += 1
        if pattern is _NUMBERED:
            numbers = [int(match[1]) for block in blocks[place:stop] if (match := _NUMBERED.match(block.text))]
            if numbers != list(range(1, len(numbers) + 1)):
                stop = place
        spoken = dash and any(re.search(r"[,.?!]\s[–-]|[?!…]$", block.text) for block in blocks[place:stop])
        if stop - place >= 2 and not spoken:
            for block in blocks[place:stop]:
                reading.shape(block, "list", "numbered" if pattern is _NUMBERED else "list", 0.9)
        place = max(stop, place + 1)


def _is_heading(blocks: list[Block], place: int, reading: Reading) -> bool:
    """A short line without an end mark between paragraphs, with a long one after it."""
    block = blocks[place]
    if (
        place + 1 >= len(blocks)
        or block.words > 12
        or footnotes.MARK.search(block.text)
        or (block.ends and block.text[-1] not in "?!")
        or len(block.text) > 100
    ):
        return False
    if not re.search(r"[^\W\d_]{2}", block.text) or block.text[-1] in ",;—-…" or is_count(block, reading.every):
        return False
    if (re.match(r"^[\"“„«'‘(—–]", block.text) and block.text[-1] not in "\"”“»'’)") or block.text[:1] in "—–-":
        return False
    if block.text[:1].islower():
        return False
    after = blocks[place + 1]
    if block.ends and not (
        after.prose and (place == 0 or blocks[place - 1].prose) and block.words <= 10 and block.text[:1] not in '"“„«'
    ):
        return False
    return after.shape in ("", "list", "numbered") and (
        after.prose or after.words >= 12 or (after.ends and after.words >= 6) or after.shape != ""
    )


def markdown(reading: Reading) -> str:
    """The blocks that are left, as Markdown."""
    parts: list[str] = []
    shapes: list[str] = []
    number = 0
    for block in reading.blocks:
        if block.mark or not block.text.strip():
            continue
        number = number + 1 if block.shape == "numbered" and shapes and shapes[-1] == "numbered" else 1
        text = _one(block, number, reading)
        same = bool(shapes) and shapes[-1] == block.shape
        tight = same and block.shape in ("list", "numbered", "footnote")
        between = "\n" if tight else "\n>\n" if same and block.shape == "quote" else "\n\n"
        parts.append((between if parts else "") + text)
        shapes.append(block.shape)
    return "".join(parts) + "\n" if parts else ""


def _one(block: Block, number: int, reading: Reading) -> str:
    if block.shape == "heading":
        return "## " + escape(block.text).rstrip("#").rstrip()
    if block.shape == "list":
        return "- " + _inline(_BULLET.sub("", block.text).strip(), reading, block)
    if block.shape == "numbered":
        return f"{number}. " + _inline(_NUMBERED.sub("", block.text).strip(), reading, block)
    if block.shape == "quote":
        return "> " + _quoted(" ".join(block.text.split("\n")), reading, block)
    if block.shape == "table":
        return _table(block, reading)
    if block.shape == "code":
        longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{block.text}\n{fence}"
    if block.shape == "footnote":
        mark, note = footnotes.number_and_text(block.text)
        return f"[^{mark}]: " + _inline(note, reading, block, start=False)
    turn = interview.TURN.match(block.text) if block.shape == "turn" else None
    if turn:
        said = _inline(" ".join(block.text[turn.end() :].split("\n")), reading, block, start=False)
        return f"**{escape(turn.group().strip())}** {said}"
    if block.kept_breaks:
        return "  \n".join(_inline(line.strip(), reading, block) for line in block.text.split("\n"))
    return _inline(" ".join(block.text.split("\n")), reading, block)


def _quoted(text: str, reading: Reading, block: Block) -> str:
    """A post's text; the short address of its picture is a link, as it was."""
    match = _PICTURE.search(text)
    if not match:
        return _inline(text, reading, block)
    before, after = text[: match.start()], text[match.end() :]
    link = f"[{escape(match.group(), start=False)}](https://{match.group()})"
    return _inline(before, reading, block) + link + _inline(after, reading, block, start=False)


def _table(block: Block, reading: Reading) -> str:
    """Rows of cells; a first row in which figures stand is none of headings, so that it gets empty ones."""
    rows = [tables.cells(line) for line in block.text.split("\n") if not tables.is_rule(line)]
    if any(c.isdigit() for c in "".join(rows[0][1:])):
        rows.insert(0, [""] * len(rows[0]))
    rule = ["---"] * len(rows[0])
    lines = [[_inline(cell, reading, block, start=False).replace("|", "&#124;") for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in [lines[0], rule, *lines[1:]])


def _inline(text: str, reading: Reading, block: Block, start: bool = True) -> str:
    """Text with links for its web addresses and footnotes, everything else escaped; `start`: it begins a line."""
    if not WIDE_SCRIPT.search(text):
        text = re.sub(r"[ \t]+", " ", text)
    out, end = "", 0
    for match in _LIVE.finditer(text):
        if match[1] and match[1] not in reading.footnotes:
            continue
        out += escape(text[end : match.start()], start=start and end == 0)
        out += f"[^{match[1]}]" if match[1] else _link(match.group(), reading, block)
        end = match.end()
    return out + escape(text[end:], start=start and end == 0)


def _link(url: str, reading: Reading, block: Block) -> str:
    """A link that shows the address as it stands; what only tracks readers is taken from where it leads."""
    try:
        target = untracked(url)
    except ValueError:
        return escape(url, start=False)
    if target == url and not re.search(r"[*_~&]", url):
        return f"<{url}>"
    if target != url:
        reading.spaced(block.line, "tracking-parameter", url, target)
    return f"[{escape(url, start=False)}]({target.replace('&', '&amp;')})"


def escape(text: str, start: bool = True) -> str:
    """Plain text as Markdown that reads the same: nothing in it is markup. `start` says that it begins a line."""
    text = text.replace("\\", "\\\\").replace("`", "\\`").replace("*", "\\*").replace("{", "\\{").replace("}", "\\}")
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])|__", lambda match: "\\_" * len(match.group()), text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    text = text.replace("~~", "&#126;&#126;") if "~~~" in text else text
    if re.search(r"\]\s?[(\[:]|\[\^|\[TOC\]", text):
        text = text.replace("[", "\\[").replace("]", "\\]")
    if start:
        text = text.lstrip()
        text = re.sub(r"^(#|>|\+(?=\s)|-(?=\s)|-+$)", r"\\\1", text)
        text = re.sub(r"^=(?==*$)", "&#61;", text)  # a backslash before it would be shown
        text = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", text)
        text = re.sub(r"^(:)(?=\s)", r"&#58;", text)
        if re.fullmatch(r"[|:\- ]+", text) and "-" in text:
            text = text.replace("-", "\\-")
    return text
