"""A target: a function of bytes that raises where a promise is broken, and what its inputs look like."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib import import_module
from pathlib import Path

FOUND = Path(__file__).with_name("found")
_ROOMS = ("argument", "content", "ingest", "markup", "page", "picture", "preview", "settings")

Promise = Callable[[bytes], None]

PIECES = {
    "lines": rb"[^\n]*+\n|[^\n]++",
    "markup": rb"<[^<>]*>|[^<>]+",
    "json": rb"\"(?:[^\"\\]|\\.)*\"|[\[\]{},:]|[\w.+-]+|\s+",
    "words": rb"\s+|\w+|[^\s\w]",
    "bytes": rb"(?s:.{1,8})",
}
"""By what syntax an input is cut into pieces that can be moved about."""

ANYWHERE = (
    *(
        "\0",
        "\x02",
        "\x03",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\ue000",
        "\u202e",
        "İ",
        "ß",
        "٣",
    ),
    *("é", "e\u0301", "😀", "9" * 5000, "-1", "1e999", "NaN", "0", "٢٠٢٦", "10000-01-01", "0000-00-00T99:99:99+99:99"),
    *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-02-30", "../../x", "/", "\\", "'", '"', "`", "&"),
    *("<", ">", "]]>", "&#0;", "&#xd800;", "&#x110000;", "&nbsp", "javascript:alert(1)", "<script>alert(1)</script>"),
    *("<img src=x onerror=alert(1)>", "{{ x }}", "{% x %}", "\r", "\r\n", "\n\n", "\t", " ", "", "a" * 300),
)
"""What is put into inputs of all kinds."""


class Target:
    """A function to be broken. `tokens` are pieces of the syntax, `syntax` how an input is cut into such pieces.

    `examples` is how many changes of its corpus pytest tries: as many as take about a second.
    """

    def __init__(
        self,
        name: str,
        promise: Promise,
        corpus: Callable[[], Iterable[bytes]],
        syntax: str,
        tokens: Iterable[str],
        examples: int,
    ) -> None:
        self.name = name
        self.promise = promise
        self.examples = examples
        self._corpus = corpus
        self.pieces = re.compile(PIECES[syntax])
        self.tokens = (*(token.encode() for token in (*tokens, *ANYWHERE)), b"\xff", b"\xed\xa0\x80", b"\xc3")

    @cached_property
    def corpus(self) -> tuple[bytes, ...]:
        """Sound inputs, to begin with."""
        return tuple(self._corpus())

    def found(self) -> list[Path]:
        """What once broke it."""
        return sorted(path for path in (FOUND / self.name).glob("*") if path.is_file())


_KNOWN: dict[str, Target] = {}


def target(
    name: str,
    corpus: Callable[[], Iterable[bytes]],
    *,
    syntax: str = "words",
    tokens: Iterable[str] = (),
    examples: int = 200,
) -> Callable[[Promise], Promise]:
    """Register a promise under a name."""

    def register(promise: Promise) -> Promise:
        assert name not in _KNOWN, name
        _KNOWN[name] = Target(name, promise, corpus, syntax, tokens, examples)
        return promise

    return register


def known() -> dict[str, Target]:
    """All targets, by name."""
    for room in _ROOMS:
        import_module(f"tests.fuzz.{room}_targets")
    return dict(sorted(_KNOWN.items()))


def named(name: str) -> Target:
    """One target, without loading those of other rooms."""
    import_module(f"tests.fuzz.{name.partition('-')[0]}_targets")
    return _KNOWN[name]
