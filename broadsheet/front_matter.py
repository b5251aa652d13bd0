"""The YAML block at the top of a document: found, read as text with positions, and guarded.

python-frontmatter does the splitting, through a handler of our own. It and YAML let much pass that a newsroom should
hear of (a block never closed, the same key twice, a title cut at a `#`), so each of these is looked for here.
"""

import re
from collections.abc import Iterator
from typing import Any

import frontmatter
import msgspec
import yaml
from frontmatter.default_handlers import BaseHandler

from broadsheet import problems
from broadsheet.problems import Problem
from broadsheet.yaml_mistakes import KEY_AND_VALUE, explain

SMALLEST = "begin the file with a line ---, a line title: …, and a line --- again"

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
"""Those of ASCII; to look for them alone is a third of the work."""
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_OTHER_LINE_ENDS = re.compile("[\u2028\u2029]")
_ITEM = r"(?:[^\W_][\w .;/()+-]*+|\"[^\"\\#,]*+\" *+|'[^'#,]*+' *+)"
_FLAT = re.compile(
    r"([a-z]{1,40}): ++(?:"
    r"([^\W_][^:#]*+(?::[^ :#][^:#]*+)*+)"
    r"|\"([^\"\\#]*+)\" *+"
    r"|'([^'#]*+)' *+"
    rf"|\[({_ITEM}(?:, *+{_ITEM})*+)\] *+)"
)
"""A line that YAML reads in one way only: a key with a value that begins with a letter, a quoted text, or a list."""
_CUT = re.compile(r"[ \t]+(#[^\s#].*)")
_PLAIN, _LIST = 2, 5
_DEEPEST = 12
_LONGEST = 200_000
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of libyaml where PyYAML has it: ten times as quick, with the same events."""


class Text(msgspec.Struct):
    """A scalar, as it is written; `line` and `column` are those of the file."""

    value: str
    line: int
    column: int


class Items(msgspec.Struct):
    """A list."""

    items: "list[Node]"
    line: int
    column: int


class Mapping(msgspec.Struct):
    """Keys with their values; the key is kept as a Text, for its place."""

    fields: "dict[str, tuple[Text, Node]]"
    line: int
    column: int


Node = Text | Items | Mapping


class Findings:
    """The problems of one file, collected with the lines that they are about."""

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self._lines: list[str] | None = None

    def excerpt(self, line: int) -> str:
        """The line with that number, or nothing."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def error(self, message: str, line: int, column: int = 0, hint: str = "") -> None:
        """Note an error at a place."""
        self._note(problems.Severity.ERROR, message, line, column, hint)

    def warning(self, message: str, line: int, column: int = 0, hint: str = "") -> None:
        """Note a warning at a place."""
        self._note(problems.Severity.WARNING, message, line, column, hint)

    def _note(self, severity: problems.Severity, message: str, line: int, column: int, hint: str) -> None:
        excerpt = self.excerpt(line)
        if self._lines and self.text and line > len(self._lines):  # YAML counts a line where the last one has no end
            line, excerpt = len(self._lines), self._lines[-1]
            column = len(excerpt) + 1
        self.problems.append(Problem(severity, self.path, message, line, column, hint, excerpt))

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(problem.severity is problems.Severity.ERROR for problem in self.problems)


class Block(msgspec.Struct):
    """A document in its two parts. `body_line` is the line of the file that the body begins with.

    `fields` is None when the block is there and can't be read.
    """

    fields: dict[str, tuple[Text, Node]] | None
    body: str
    body_line: int


def without_forbidden(text: str) -> str:
    """The text without what XML forbids and control characters; those that break a line become a space."""
    if not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))


def with_plain_ends(text: str) -> str:
    """A file's text without the mark that may begin it, and with its lines ended as Unix ends them."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(data: bytes, findings: Findings) -> str | None:
    """The file's text with plain line ends and without forbidden characters; None when it is no text."""
    if not data.strip():
        findings.error("the file is empty", 1, hint=SMALLEST)
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.error("the file is in UTF-16", 1, 1, hint="save it as UTF-8")
        return None
    if b"\x00" in data:
        findings.error("this is no text file", 0, hint="content/ is for Markdown; pictures and documents go to media/")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        before = with_plain_ends(data[: failure.start].decode("utf-8"))
        line, column = place(before, len(before))
        findings.text = with_plain_ends(data.decode("utf-8", "replace"))
        message = f"the file isn't in UTF-8: it has a byte {data[failure.start]:02X} here"
        findings.error(message, line, column, hint="save the file as UTF-8")
        return None
    text = findings.text = with_plain_ends(text)
    suspicious = len(data.translate(None, _CONTROLS)) != len(data) or not text.isascii()
    if suspicious and (found := _FORBIDDEN.search(text)):
        line, column = place(text, found.start())
        more = len(_FORBIDDEN.findall(text)) - 1
        others = f" (and {more} more)" if more else ""
        code = f"U+{ord(found[0]):04X}"
        findings.warning(f"a control character, {code}, is left out{others}", line, column, hint="delete it")
        text = without_forbidden(text)
    return text


def split(text: str, findings: Findings) -> Block | None:
    """The two parts of a document; None, and an error, when there is no block."""
    opening = _FENCE.search(text)
    if opening is None or text[: opening.start()].strip():
        findings.error("there is no front matter", 1, 1 if findings.excerpt(1) else 0, hint=SMALLEST)
        return None
    first = text.count("\n", 0, opening.start()) + 1
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        message = "the front matter that begins here is never closed"
        findings.error(message, first, 1, hint="put a line --- after its last key")
        return None
    if closing.start() > _LONGEST:
        findings.error("the front matter is too long", first, 1, hint="is a line --- missing after its last key?")
        return None
    handler = _Handler(first, findings)
    try:
        # It isn't given the body, which it would strip: that moves lines, and takes the indent from code at the start.
        frontmatter.parse(text[: closing.end()], handler=handler)
    except _UnreadableError:
        handler.fields = None
    body_line = first + text.count("\n", opening.start(), closing.end()) + 1
    return Block(handler.fields, text[closing.end() + 1 :], body_line)


def fields_of(text: str, findings: Findings) -> dict[str, tuple[Text, Node]] | None:
    """The keys of a text that is YAML alone; None, and an error, when it can't be read."""
    handler = _Handler(1, findings)
    try:
        handler.load(text)
    except _UnreadableError:
        return None
    return handler.fields


def place(text: str, position: int) -> tuple[int, int]:
    """Line and column of a position in a text, both from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


class _UnreadableError(Exception):
    """The block can't be read any further; the findings say why."""


class _Handler(BaseHandler):
    """YAML in which every scalar is text, so that `tags: [no, 012]` means what it says."""

    FM_BOUNDARY = _FENCE

    def __init__(self, first: int, findings: Findings) -> None:
        super().__init__()
        self._first = first
        self._findings = findings
        self.fields: dict[str, tuple[Text, Node]] | None = {}

    def load(self, fm: str) -> dict[str, Any]:
        if (flat := _flat(fm, self._first)) is not None:
            self.fields = flat
            return {name: value for name, (_, value) in flat.items()}
        reader = _Reader(_OTHER_LINE_ENDS.sub(" ", fm), self._first, self._findings)
        try:
            fields = self.fields = reader.read()
            return {name: value for name, (_, value) in fields.items()}
        except yaml.MarkedYAMLError as failure:
            line, column, message, hint = explain(failure, reader.rows)
            self._findings.error(message, line + self._first, column + 1, hint)
        except yaml.YAMLError as failure:
            self._findings.error(f"YAML can't read this: {' '.join(str(failure).split())}", self._first, 1)
        raise _UnreadableError


def _flat(header: str, first: int) -> dict[str, tuple[Text, Node]] | None:
    """The keys of a block that is so plain that it need not be given to YAML; None for all others."""
    fields: dict[str, tuple[Text, Node]] = {}
    for line, row in enumerate(header.split("\n"), first):
        if not row:
            continue
        found = _FLAT.fullmatch(row)
        # What can't be printed is a tab, another kind of space, or what YAML doesn't allow.
        if found is None or not row.isprintable() or (name := found[1]) in fields:
            return None
        which = found.lastindex or 0
        value, column = found[which], found.start(which)
        node: Node
        if which == _PLAIN:
            node = Text(value.rstrip(" "), line, column + 1)
        elif which == _LIST:
            node = Items(_flat_items(value, line, column + 1), line, column)
        else:
            node = Text(value, line, column)
        fields[name] = (Text(name, line, 1), node)
    return fields


def _flat_items(written: str, line: int, column: int) -> list[Node]:
    items: list[Node] = []
    for item in written.split(","):
        text = item.lstrip(" ")
        value = text.rstrip(" ")
        items.append(Text(value[1:-1] if value[0] in "\"'" else value, line, column + len(item) - len(text)))
        column += len(item) + 1
    return items


class _Reader:
    """Makes nodes of YAML's events, which tell what its nodes hide: anchors, tags, the same key twice."""

    def __init__(self, header: str, first: int, findings: Findings) -> None:
        self._header = header
        self._first = first
        self._findings = findings
        self._hash = "#" in header

    @property
    def rows(self) -> list[str]:
        """The lines of the block; the first is what follows the --- that opens it."""
        return self._header.split("\n")

    def read(self) -> dict[str, tuple[Text, Node]]:
        events = iter(yaml.parse(self._header, Loader=_LOADER))
        next(events)  # the stream begins
        if isinstance(next(events), yaml.StreamEndEvent):
            return {}
        node = self._node(next(events), events, 0)
        for rest in events:
            if isinstance(rest, yaml.DocumentStartEvent):
                self._refuse(rest, "a second document begins here", "keep all keys in one block")
        if not isinstance(node, Mapping):
            self._findings.error("this isn't made of keys with values", node.line, node.column, KEY_AND_VALUE)
            raise _UnreadableError
        return node.fields

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + self._first, mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "a value can't begin with * unless it is quoted", "put the value in double quotes")
        if event.anchor is not None:
            self._refuse(event, "a value can't begin with & unless it is quoted", "put the value in double quotes")
        if event.tag is not None and event.tag != "!":
            self._refuse(event, "a value can't begin with ! unless it is quoted", "put the value in double quotes")
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            if self._hash and not event.style:
                self._look_for_comment(event)
            return Text(value, line, column)
        if depth > _DEEPEST:
            self._refuse(event, "this is nested too deeply", "")
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Items(items, line, column)
        fields: dict[str, tuple[Text, Node]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value_node = self._node(next(events), events, depth + 1)
            if not isinstance(key, Text):
                hint = "put the whole value in double quotes"
                self._findings.error("a key must be a word", key.line, key.column, hint)
            elif key.value in fields:
                earlier = fields[key.value][0]
                message = f"the key {key.value} is here twice: first on line {earlier.line}"
                self._findings.error(message, key.line, key.column, "keep one of the two")
            else:
                fields[key.value] = (key, value_node)
        return Mapping(fields, line, column)

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        mark = event.start_mark
        self._findings.error(message, mark.line + self._first, mark.column + 1, hint)
        raise _UnreadableError

    def _look_for_comment(self, event: Any) -> None:
        """Tell of a value that YAML cuts at a #, which it takes for a comment (`Update #2`, `#economy`)."""
        mark = event.end_mark
        if mark.line >= len(self.rows):  # an empty value may end where the text does
            return
        cut = _CUT.match(self.rows[mark.line], mark.column)
        if cut:
            hint = "put the value in double quotes; a comment has a space after its #"
            message = f"YAML takes {_short(cut[1])} for a comment, and cuts it off"
            self._findings.error(message, mark.line + self._first, cut.start(1) + 1, hint)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"
