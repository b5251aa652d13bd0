"""Bytes to text: which encoding a source is in, and what is broken in its characters."""

import codecs
import re
import unicodedata

from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.manuscript import Action, Decision

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_SUSPECT = re.compile(r"[ÂÃâÐÑÅÄ][\u0080-\u00ff\u0152-\u0178\u2013-\u203a\u20ac\u2122\u02c6\u02dc]")
_ENOUGH = 100_000


def decode(data: bytes) -> tuple[str, str, list[Decision]]:
    """The text, the name of its encoding, and what was decided: a byte order mark, strict UTF-8, else the likeliest."""
    if not data.strip():
        raise UnreadableError("the source is empty", "take it out of the folder, or put the article's text into it")
    if data.startswith(_BINARY):
        raise UnreadableError("this is a binary file, not text", "save the article as plain text, in UTF-8")
    text, encoding, confidence = _read(data)
    decisions = []
    if encoding != "utf-8":
        decisions.append(Decision(0, "encoding", Action.SPACED, "", encoding, confidence))
    text, repaired = _repair(text)
    decisions.extend(repaired)
    return text, encoding, decisions


def _read(data: bytes) -> tuple[str, str, float]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding, 1.0
    if b"\x00" not in data:
        try:
            return data.decode("utf-8"), "utf-8", 1.0
        except UnicodeDecodeError:
            pass
    return _guess(data)


def _guess(data: bytes) -> tuple[str, str, float]:
    """The likeliest of the older encodings; binary when none gives a text that reads as one."""
    from charset_normalizer import from_bytes

    mostly = _mostly_utf8(data)
    if mostly:
        return mostly, "utf-8", 0.8
    best = from_bytes(data[:_ENOUGH]).best()
    encoding = best.encoding if best else ""
    if not encoding or (b"\x00" in data and not encoding.startswith(("utf_16", "utf_32"))):
        raise UnreadableError(
            "this is a binary file, or in no encoding that we know", "save it as plain text, in UTF-8"
        )
    if encoding in ("cp1250", "cp1254", "cp1257", "latin_1", "iso8859_1", "cp858", "cp775") and _western(data):
        encoding = "cp1252"
    assert best is not None
    return data.decode(encoding, errors="replace"), encoding, round(max(0.1, 1 - best.chaos), 2)


def _mostly_utf8(data: bytes) -> str:
    """The text, where all but a stray byte or two is UTF-8 beyond doubt (a dump cut in the middle of a character)."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if ord(c) > 127) - broken
    return text if b"\x00" not in data and good >= 20 * broken else ""


def _western(data: bytes) -> bool:
    """Whether it reads as Western European: each byte above 127 stands for a usual letter or mark in cp1252."""
    usual = set("áéíóúàèìòùâêîôûäëïöüãõñçåøæßœÁÉÍÓÚÀÈÂÊÎÔÄÖÜÃÕÑÇÅØÆŒ“”‘’„«»–—…€£°§©®ºª¿¡·•´\u00a0½")
    try:
        high = {c for c in data.decode("cp1252") if ord(c) > 127}
    except UnicodeDecodeError:
        return False
    return high <= usual


def _repair(text: str) -> tuple[str, list[Decision]]:
    """Mojibake undone line by line, only where the repair gives the very same wrong text when it is broken again."""
    if not _SUSPECT.search(text):
        return text, []
    decisions, lines = [], text.split("\n")
    for number, line in enumerate(lines):
        if _SUSPECT.search(line):
            mended = _mend(line)
            if mended != line:
                lines[number] = mended
                decisions.append(Decision(number + 1, "mojibake", Action.SPACED, line.strip(), mended.strip(), 0.95))
    return "\n".join(lines), decisions


def _mend(line: str) -> str:
    import ftfy

    def run(match: re.Match[str]) -> str:
        old = match.group()
        new = ftfy.fix_encoding(old)
        for encoding in ("sloppy-windows-1252", "latin-1"):
            try:
                if new.encode("utf-8").decode(encoding) == old:
                    return old if any(_is_control(c) for c in new) else new
            except UnicodeError:
                continue
        return old

    return re.sub(r"[^\x00-\x7f]+", run, line)


def _is_control(character: str) -> bool:
    """Whether no text has it; a soft hyphen or a joiner is broken as letters are, and characters.tidy() comes later."""
    return unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs")
