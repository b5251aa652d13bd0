"""An article of whatever words through a whole build: its pages parse, its feeds are sound, nothing in it acts."""

import json
import re
import tempfile
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

from broadsheet.front_matter import without_forbidden
from broadsheet.ingest.front_matter import scalar
from tests.build import everything
from tests.fuzz import promises
from tests.fuzz.targets import target
from tests.outlet import Outlet
from tests.pictures.photographs import photograph

_PART = "\x1e"
_KEYS = (
    "title",
    "dek",
    "kicker",
    "authors",
    "tags",
    "story",
    "caption",
    "credit",
    "correction",
    "note",
    "agency",
    "dateline",
)
_HOSTILE = (
    *(
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"'&<>",
        "]]>",
        "<!--",
        "-->",
        "\u2028",
        "{{ x }}",
        _PART,
    ),
    *(
        "' onmouseover='x",
        "</title>",
        "</textarea>",
        "<!--#include virtual='/x'-->",
        "<?php x ?>",
        "&amp;lt;b&amp;gt;",
        "\\u003c",
        "%3C",
    ),
    *(
        "\n> said\n",
        "\n- a\n",
        "[a](https://x.example/?a=1&b=2)",
        '![p](a.jpg "c")',
        "\n## H\n",
        "\n| a |\n|---|\n| b |\n",
        "A & B",
    ),
    *("مرحبا", "שלום", "東京", "Ünïcödé", "🇵🇹", "\u200b", "\u00ad", "\ufffd", "\ud7ff", "\U0010ffff", "e\u0301" * 30),
)
_VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta source track wbr"))


def _articles() -> Iterable[bytes]:
    parts = ("Ferry to run again", "After two winters", "Quay", "Mira Tolvane", "ice", "ferry", "The quay", "Oto Brisk")
    body = 'The *old* ferry [sails](https://x.example/?a=1&b=2).\n\n![p](a.jpg "On the quay")\n\n> Said.\n\n- a\n- b\n'
    yield _PART.join((*parts, "It was Monday", "A note", "Wire", "Dorum", body)).encode()
    yield _PART.join((*["</script><img src=x onerror=alert(1)>&\"'"] * len(_KEYS), "Text & more")).encode()


class _Site:
    """An outlet with all that there is, kept from one input to the next: a build makes what an article touches."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        site = everything.settings(*everything.PARTS).replace('name = "plain"', 'name = "broadsheet"')
        self.outlet = Outlet(Path(self._folder.name, "site"), bare=True)
        self.outlet.edit({"site.toml": site, "media/a.jpg": photograph(64, 48), **everything.media()})
        self.outlet.article("2026/11/other", story="ferry", tags="ice", section="news", authors="Mira Tolvane")
        self.outlet.build()


_kept: list[_Site] = []


@target("page-article", _articles, tokens=_HOSTILE, examples=8)
def shows_an_article(data: bytes) -> None:
    """Each file that a build makes of an article is sound, whatever stands in its fields."""
    if not _kept:
        _kept.append(_Site())
    outlet = _kept[0].outlet
    try:
        outlet.edit({"content/2026/11/a.md": _written(data)}).build()
        promises.fits(outlet.summary.problems, None)
        for address in outlet.told.order:
            if not address.startswith("-"):
                _is_sound(address, (outlet.root / "public" / address[1:]).read_bytes())
    except BaseException:
        _kept.clear()  # what was left half done tells nothing of the next
        raise


def _written(data: bytes) -> str:
    text = without_forbidden(data.decode("utf-8", "replace").replace("\r", " ").replace(_PART, "\ue001"))
    *values, body = text.split("\ue001", len(_KEYS))
    said = {key: scalar(" ".join(value.split())) for key, value in zip(_KEYS, values, strict=False) if value.strip()}
    lines = [f"title: {said.pop('title', 'x')}", "date: 2026-11-20", "section: news", "label: analysis"]
    picture = [f"  {key}: {said.pop(key)}" for key in ("caption", "credit") if key in said]
    lines += ["image:", "  src: a.jpg", *picture]
    if "correction" in said:
        lines += ["corrections:", "  - date: 2026-11-21", f"    text: {said.pop('correction')}"]
    if "note" in said:
        lines += ["notes:", "  - kind: editor", f"    text: {said.pop('note')}"]
    for key in ("authors", "tags"):
        if key in said:
            lines += [f"{key}:", f"  - {said.pop(key)}"]
    lines += [f"{key}: {value}" for key, value in said.items()]
    body = body.replace("<", "&lt;").replace("{", "&#123;")  # an editor may write HTML, which is another matter
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


def _is_sound(address: str, data: bytes) -> None:
    ending = address.rpartition(".")[2]
    if ending == "html":
        _is_whole(address, data.decode("utf-8"))
    elif ending in ("xml", "xsl", "svg"):
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    elif ending in ("json", "webmanifest"):
        json.loads(data)


class _Tree(HTMLParser):
    """Notes which elements are open, and what is in scripts."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._open: list[str] = []
        self._data = ""
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert not name.startswith("on"), f"<{tag} {name}> in {self._address}"
            assert re.fullmatch(r"[a-z][a-z0-9:_-]*", name), f"the attribute {name!r} in {self._address}"
            assert not (value or "").lower().lstrip().startswith("javascript:")
        if tag not in _VOID:
            self._open.append(tag)
        self._is_data = tag == "script" and ("type", "application/ld+json") in attrs
        self._data = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing in {self._address}"
        opened = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}> in {self._address}"
        if self._is_data:
            json.loads(self._data)
            self._is_data = False

    def handle_data(self, data: str) -> None:
        self._data += data

    def whole(self) -> None:
        """Nothing is left open."""
        assert self._open == [], f"left open in {self._address}: {self._open}"


def _is_whole(address: str, page: str) -> None:
    reader = _Tree(address)
    reader.feed(page)
    reader.close()
    reader.whole()
