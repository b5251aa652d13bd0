"""Lines to blocks: paragraphs as the author meant them, whatever the line breaks of the file."""

import re
import statistics

import msgspec

from broadsheet.ingest.manuscript import Action, Decision

SENTENCE_END = ".!?…。！？।؟:۔։።។။᠃"
CLOSERS = "\"'”’»)]›」』"
_LONGEST_WORD = 80
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff][^\W\d_]*[\"”’»)]?[;\u037e]$")
_LIST_ITEM = re.compile(r"^\s*(?:[•◦▪‣●○·*–-]|\d{1,2}[.)])\s+\S")
WIDE_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]")


class Block(msgspec.Struct, dict=True):
    """A paragraph, or a line that stands alone. `mark` is the rule that took it out of the body, if any."""

    line: int
    text: str
    kept_breaks: bool = False
    """Whether the line breaks in `text` are the author's (verse, scores, an address)."""
    together: int = 1
    """How many lines stand together without a blank line between."""
    mark: str = ""
    shape: str = ""
    """What it is in the body; empty for a paragraph.

    `heading`, `line` (short, and no heading), `list`, `numbered`, `turn`, `quote`, `table`, `code` (kept as it stands),
    `footnote`; `key` and `key-heading` go to the notes.
    """

    @property
    def words(self) -> int:
        """How many words; in scripts without spaces, as many as two characters each would make."""
        counted = self.__dict__.get("counted")
        if counted is None or counted[0] is not self.text:
            wide = 0 if self.text.isascii() else len(WIDE_SCRIPT.findall(self.text))
            counted = self.__dict__["counted"] = (self.text, len(self.text.split()) + wide // 2)
        return int(counted[1])

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        bare = self.text.rstrip().rstrip(CLOSERS).rstrip()
        return bool(bare) and (bare[-1] in SENTENCE_END or bool(_GREEK_QUESTION.search(bare[-40:])))

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: long, and with sentence marks."""
        count = self.words
        return (count >= 14 and (self.ends or count >= 28)) or (count >= 9 and self.ends and len(self.text) >= 60)


def blocks_of(lines: list[str]) -> tuple[list[Block], list[Decision]]:
    """The blocks of the lines. Lines that were wrapped at a width are joined; other lines stay apart."""
    groups = _groups(lines)
    wrapped = _wrap_width([text for group in groups for _, text in group[:-1]])
    decisions: list[Decision] = []
    blocks: list[Block] = []
    seen = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+", line)}
    for group in groups:
        if len(group) == 1:
            blocks.append(Block(group[0][0], group[0][1].strip()))
        elif wrapped and _is_wrapped(group, wrapped):
            blocks.extend(_joined(group, seen, decisions))
        else:
            blocks.extend(_apart(group))
    return blocks, decisions


def _groups(lines: list[str]) -> list[list[tuple[int, str]]]:
    groups: list[list[tuple[int, str]]] = []
    current: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            current.append((number, line))
        elif current:
            groups.append(current)
            current = []
    if current:
        groups.append(current)
    return groups


def _wrap_width(inner: list[str]) -> int:
    """The width at which the file's lines were wrapped; 0 when they weren't."""
    lengths = sorted(len(line.strip()) for line in inner)
    if not lengths:
        return 0
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) > 20 else lengths[-1]
    return width if 40 <= width <= 110 else 0


def _is_wrapped(group: list[tuple[int, str]], width: int) -> bool:
    texts = [text.strip() for _, text in group]
    if sum(1 for text in texts if _LIST_ITEM.match(text)) * 2 >= len(texts):
        return False
    full = statistics.median(len(text) for text in texts[:-1])
    lower = sum(1 for text in texts[1:] if text[:1].islower())
    open_ended = sum(1 for text in texts[:-1] if text[-1] not in SENTENCE_END)
    return (
        full >= width * 0.72
        and (lower > 0 or len(texts) == 2)
        and open_ended * 2 >= len(texts) - 1
        and lower >= (len(texts) - 1) * 0.25
    )


def _joined(group: list[tuple[int, str]], seen: set[str], decisions: list[Decision]) -> list[Block]:
    """A group of wrapped lines as paragraphs: an indented line begins a new one."""
    out: list[Block] = []
    for number, raw in group:
        text = raw.strip()
        fresh = not out or (raw[:2] == "  " and group[0][1][:2] != "  ") or bool(_LIST_ITEM.match(text))
        if fresh:
            out.append(Block(number, text))
            continue
        last = out[-1]
        head = re.search(r"(?<![^\W\d_])([^\W\d_]+)-$", last.text[-_LONGEST_WORD:])
        tail = re.match(r"[^\W\d_]+", text)
        if head and tail and tail.group()[0].islower():
            whole = (head.group(1) + tail.group()).casefold() in seen
            decisions.append(
                Decision(
                    number,
                    "line-end-hyphen",
                    Action.SPACED if whole else Action.FLAGGED,
                    f"{head.group()} {tail.group()}",
                    head.group(1) + ("" if whole else "-") + tail.group(),
                    0.9 if whole else 0.5,
                )
            )
            last.text = (last.text[:-1] if whole else last.text) + text
        else:
            last.text += " " + text
    decisions.append(Decision(group[0][0], "hard-wrap", Action.SPACED, f"{len(group)} lines", f"{len(out)} paragraphs"))
    return out


def _apart(group: list[tuple[int, str]]) -> list[Block]:
    """Lines that were not wrapped: verse and the like stay together, anything else is a block a line."""
    texts = [text.strip() for _, text in group]
    listed = any(_LIST_ITEM.match(text) for text in texts)
    short = all(len(text) <= 60 for text in texts)
    if 4 <= len(group) <= 60 and short and not listed and not any(text[-1] in ":|»›" for text in texts):
        comma = sum(1 for text in texts if text[-1] in ",;—")
        if comma >= 1 and comma + sum(1 for text in texts if text[-1] in SENTENCE_END) >= len(texts) * 0.4:
            return [Block(group[0][0], "\n".join(texts), kept_breaks=True)]
    return [Block(number, text.strip(), together=len(group)) for number, text in group]
