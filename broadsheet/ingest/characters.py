"""Characters brought in order, line by line: what no reader sees or would miss, and nothing else."""

import re

from broadsheet.entities import unescape
from broadsheet.ingest.manuscript import Action, Decision

# Word joiner, byte order mark, zero-width space, soft hyphen. Joiners (U+200C, U+200D) spell words and stay.
_UNSEEN = re.compile("[\u00ad\u200b\ufeff\u2060]")
_EDGE_MARKS = re.compile("^[\u200e\u200f\u202a-\u202e]+|[\u200e\u200f\u202a-\u202e]+$")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_THIN = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TWICE = re.compile(
    r"&amp;(?=(?:amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{1,7}|#x[0-9a-f]{1,6}"
    r"|[a-z](?:acute|grave|circ|tilde|uml|cedil|ring|slash));)",
    re.I,
)
"""An entity whose own mark was made one again. `&amp;lt;` isn't among them: texts about markup have it."""
_TAG = re.compile(r"</?(?:p|br|div|span|b|i|em|strong|u|a|font|h[1-6]|ul|ol|li|blockquote|img|hr)\b[^<>]{0,400}>", re.I)
TWICE = "entities such as “&amp;amp;” were decoded twice: do these lines read as they should?"


def tidy(text: str) -> tuple[list[str], list[Decision]]:
    """The lines of the text, in order, and what was changed in them. No letter is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\f", "\n").replace("\v", "\n").replace("\u2029", "\n\n").replace("\x1c", "\n")
    decisions: list[Decision] = []
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if _TWICE.search(line):
            decisions.append(Decision(number, "entity-twice", Action.FLAGGED, line.strip(), TWICE, 0.7))
        tidied = _tidy(line)
        if tidied != line.rstrip() and tidied.strip() != line.strip():
            rule = "entity" if _ENTITY.search(line) else "tag" if _TAG.search(line) else "unseen-character"
            decisions.append(Decision(number, rule, Action.SPACED, line.strip(), tidied.strip()))
        lines.append(tidied)
    return lines, decisions


def _tidy(line: str) -> str:
    if line.isascii() and line.isprintable() and "&" not in line and "<" not in line:
        return line.rstrip()
    line = _CONTROL.sub("", line.replace("\t", "    " if not line.strip() else "\t"))
    if "<" in line and _TAG.search(line):
        line = _TAG.sub(_spaced, line)
    line = _TWICE.sub("&", line)
    if _ENTITY.search(line):
        # After the tags: one that was written as entities is text.
        line = _ENTITY.sub(lambda match: unescape(match.group()), line)
        line = _CONTROL.sub("", line).replace("\n", " ").replace("\r", " ")
    line = _UNSEEN.sub("", line)
    line = _EDGE_MARKS.sub("", line.strip(" ") if _EDGE_MARKS.search(line.strip(" ")) else line)
    line = _THIN.sub(lambda match: _space(line, match.start()), line)
    return line.rstrip()


def bare(text: str) -> str:
    """A piece of text without what no reader sees, its hard and thin spaces as `tidy` has them; edges stay."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _CONTROL.sub("", text))
    return _THIN.sub(lambda match: _space(text, match.start()), text)


def _spaced(match: re.Match[str]) -> str:
    """Tags that break a line leave a space; those inside a line leave nothing."""
    return " " if re.match(r"</?(?:p|br|div|h\d|li|ul|ol|hr|blockquote)", match.group(), re.I) else ""


def _space(line: str, at: int) -> str:
    """A hard space stays between a number and its unit and beside French marks; elsewhere it is a common one."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if line[at] == "\u3000":
        return "" if not line[:at].strip() else " "
    if (before.isdigit() and (after.isdigit() or after.isalpha() or after in "%€$£°")) or after in tuple(":;!?»"):
        return line[at]
    if before == "«" or (before == "." and after.isdigit()):
        return line[at]
    return " "
