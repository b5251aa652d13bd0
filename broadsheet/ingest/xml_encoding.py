"""Which encoding an XML source is in, whatever it says of itself: the bytes decide, and then what is declared."""

import codecs
import re

from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Decision

_CHUNK = 1 << 20
_ODD = "broadsheet-odd-bytes"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_NO_FILES = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
_SAID = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")


def _odd_bytes(problem: UnicodeError) -> tuple[str, int]:
    """Bytes that aren't UTF-8, in a source that is: what they are in cp1252."""
    assert isinstance(problem, UnicodeDecodeError)
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


codecs.register_error(_ODD, _odd_bytes)


def decoder_of(raw: RawSource) -> tuple[codecs.IncrementalDecoder, tuple[Decision, ...]]:
    """A decoder for a source, and what was decided to get it."""
    encoding, decisions = _encoding(raw)
    return codecs.getincrementaldecoder(encoding)(_ODD if encoding == "utf-8" else "replace"), decisions


def _encoding(raw: RawSource) -> tuple[str, tuple[Decision, ...]]:
    head = raw.head()
    if not head.strip():
        raise UnreadableError("the source is empty", "take it out of the folder")
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _told(encoding)
    declared = _SAID.search(head[:1024])
    said = _python_name(declared[1].decode("ascii")) if declared else ""
    if said.startswith("iso2022") and b"\x1b" in head:
        return _told(said)
    odd, high = _tried(raw, "utf-8")
    if not odd:
        wrong = said not in ("", "utf-8", "ascii") and high
        return _told("utf-8", f"declared as {said}" if wrong else "")
    if said and said not in ("utf-8", "utf-16", "utf-32"):
        said = "cp1252" if said in ("iso8859-1", "ascii") else said
        if not _tried(raw, said)[0]:
            return _told(said)
    if high >= 20 * odd:
        return _told("utf-8", f"{odd:,} bytes taken as cp1252")
    try:
        return _told(decode(_telling(raw))[1], f"declared as {said}" if said else "")
    except UnreadableError:
        return _told("cp1252", f"declared as {said}" if said else "")


def _told(encoding: str, before: str = "") -> tuple[str, tuple[Decision, ...]]:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    if name == "utf-8" and not before:
        return encoding, ()
    return encoding, (Decision(0, "encoding", Action.SPACED, before, name),)


def _python_name(name: str) -> str:
    """Python's name of a declared encoding; empty where there is none, or it isn't one of text in files."""
    try:
        b"".decode(name)
        found = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return ""
    return "" if found in _NO_FILES else found


def _tried(raw: RawSource, encoding: str) -> tuple[int, int]:
    """How many places of a source aren't in an encoding, and how many characters above ASCII are."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    odd = high = 0
    with raw.open() as stream:
        while True:
            data = stream.read(_CHUNK)
            text = decoder.decode(data, not data)
            if not data.isascii() or not data:
                odd += text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
                high += len(text) - len(text.encode("ascii", "ignore"))
            if not data:
                return max(0, odd), high


def _telling(raw: RawSource) -> bytes:
    """The part of a source by which its encoding is guessed: lines with bytes above ASCII."""
    with raw.open() as stream:
        lines = [line for line in stream.read(4 * _CHUNK).split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:100_000]
