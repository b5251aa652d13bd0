"""XML sources, read in pieces: an export's items one by one, each as text that is parsed later and by itself.

for piece in elements(raw, {"item"}):       cheap: the source is only cut up, in a bounded part of it at a time
    root, decisions = parse(piece)          xml_parse.py; in another process, say; a bad item can't harm the next
"""

import re
from collections.abc import Collection, Iterator

import msgspec

from broadsheet.ingest.formats import RawSource, UnreadableError
from broadsheet.ingest.manuscript import Decision, Passed
from broadsheet.ingest.xml_encoding import decoder_of

_CHUNK = 1 << 20
_MOST = 20_000_000
"""How many characters an item may have."""
_MARGIN = 400
"""More than the mark that the scan looks for can have: it may stand across the border of two chunks."""
TAG_MOST = 100_000


class Piece(msgspec.Struct, frozen=True):
    """An element of a source as text. It can be pickled, and parses by itself.

    `number` counts from 1 among those of its name. The piece with number 0 is what stands before the first one, the
    head (`<channel>` with its title), which has no end. `line` is where it begins. `cut` says that its end is missing.
    """

    number: int
    name: str
    text: str
    line: int = 1
    cut: bool = False
    spaces: dict[str, str] = {}
    """The namespaces that it takes from what is around it, by prefix."""
    decisions: tuple[Decision, ...] = ()
    """What was decided about the source as a whole: its encoding."""

    @property
    def place(self) -> str:
        """Its place, for decisions: `item 12`."""
        return f"{self.name} {self.number}" if self.number else ""


def elements(raw: RawSource, names: Collection[str]) -> Iterator[Piece | Passed]:
    """The head, then each element of one of these names, whatever its prefix, in order.

    Elements within them aren't looked for. One that is far too large is passed.
    """
    decoder, decisions = decoder_of(raw)
    scan = _Scan(names, decisions)
    with raw.open() as stream:
        while data := stream.read(_CHUNK):
            yield from scan.feed(decoder.decode(data))
        yield from scan.feed(decoder.decode(b"", True), last=True)


def document(raw: RawSource) -> Piece:
    """A source that is one article, as a piece; UnreadableError where it is too large for one."""
    if raw.size > _MOST:
        message = f"this has {raw.size / 1e6:,.1f} MB, more than the {_MOST / 1e6:,.0f} MB that an article may have"
        raise UnreadableError(message, "split it: a file for each article")
    decoder, decisions = decoder_of(raw)
    return Piece(0, "", decoder.decode(raw.read_bytes(), True), decisions=decisions)


START = re.compile(r"<[\w.:-]{1,200}+(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>")
SPACES = re.compile(r"\sxmlns(?::([\w.-]{1,64}))?\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


class _Scan:
    """The cutting up of one source: what was read and isn't handed on yet, and where in it we are."""

    def __init__(self, names: Collection[str], decisions: tuple[Decision, ...]) -> None:
        wanted = "|".join(re.escape(name) for name in sorted(names))
        self._mark = re.compile(rf"<!\[CDATA\[|<!--|<(/?)((?:[\w.-]{{1,64}}:)?(?:{wanted}))(?=[\s/>])")
        self._decisions = decisions
        self._buffer = ""
        self._at = 0
        self._line, self._counted = 1, 0
        """The line that a place in the buffer is in: the place up to which they were counted."""
        self._begin: int | None = 0
        """Where in the buffer the piece begins that is being read; None between two of them."""
        self._name = ""
        """The name of that piece with its prefix; empty in the head."""
        self._counts: dict[str, int] = {}
        self._spaces: dict[str, str] | None = None
        self._skipping = False
        """Whether the piece that is being read is too large, and its text is thrown away."""
        self._sought = {"]]>": 0, "-->": 0}
        """Up to where in the buffer there is none of these."""

    def feed(self, text: str, last: bool = False) -> Iterator[Piece | Passed]:
        """Takes more of the source, and gives the pieces that are whole now."""
        self._forget(text)
        while (found := self._mark.search(self._buffer, self._at)) is not None:
            if found[2] is None:
                stop = self._find("]]>" if found[0] == "<![CDATA[" else "-->", found.end())
                if stop < 0 and not last and len(self._buffer) - found.start() < _MOST:
                    self._at = found.start()
                    return
                # What is opened and never closed hides nothing of what follows.
                self._at = stop + 3 if stop >= 0 else found.end()
            elif found[1]:
                stop = self._buffer.find(">", found.end(), found.end() + _MARGIN)
                self._at = stop + 1 if stop >= 0 else found.end()
                if self._name == found[2]:
                    yield from self._hand_on(self._at)
            elif self._name and self._name != found[2]:
                self._at = found.end()
            else:
                tag = START.match(self._buffer, found.start())
                if tag is None and not last and len(self._buffer) - found.start() < TAG_MOST:
                    self._at = found.start()
                    return
                yield from self._hand_on(found.start(), cut=bool(self._name))
                self._begin, self._name = found.start(), found[2]
                self._at = tag.end() if tag else found.end()
                if tag and tag[0].endswith("/>"):
                    yield from self._hand_on(self._at)
        self._at = max(self._at, len(self._buffer) - _MARGIN)
        if last:
            yield from self._hand_on(len(self._buffer), cut=bool(self._name))

    def _find(self, mark: str, start: int) -> int:
        """Where the mark stands next, at or after `start`; what was searched before isn't searched again."""
        stop = self._buffer.find(mark, max(start, self._sought[mark]))
        if stop < 0:
            self._sought[mark] = max(0, len(self._buffer) - 2)
        return stop

    def _forget(self, text: str) -> None:
        """Adds to the buffer, without what was handed on."""
        keep = self._at if self._begin is None else self._begin
        if self._begin is not None and len(self._buffer) - self._begin > _MOST:
            self._learn_spaces(self._buffer[self._begin :])
            self._skipping = True
            self._begin = keep = self._at
        self._line_of(keep)
        self._counted = 0
        self._buffer = self._buffer[keep:] + text
        self._at -= keep
        self._sought = {mark: max(0, place - keep) for mark, place in self._sought.items()}
        if self._begin is not None:
            self._begin = 0

    def _line_of(self, place: int) -> int:
        """The line of a place in the buffer; no place before it may be asked for later."""
        self._line += self._buffer.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def _learn_spaces(self, head: str) -> None:
        """The namespaces that all pieces take from the head, once."""
        if self._spaces is None:
            self._spaces = {}
            for prefix, double, single in SPACES.findall(head[:TAG_MOST]):
                self._spaces.setdefault(prefix, double or single)

    def _hand_on(self, stop: int, cut: bool = False) -> Iterator[Piece | Passed]:
        begin, name = self._begin, self._name.rpartition(":")[2]
        self._begin, self._name = None, ""
        if begin is None:
            return
        self._learn_spaces(self._buffer[begin:stop])
        number = self._counts.get(name, 0) + 1 if name else 0
        self._counts[name] = number
        line = self._line_of(begin)
        if not self._skipping:
            spaces = self._spaces or {}
            yield Piece(number, name, self._buffer[begin:stop], line, cut, spaces, self._decisions)
        elif name:
            message = f"this has more than the {_MOST / 1e6:,.0f} MB that an article may have"
            yield Passed(number, "", message, "take it out of the export, or split it", wrong=True)
        self._skipping = False
