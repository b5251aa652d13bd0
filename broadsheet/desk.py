"""content/desk.yaml -> Desk: what editors change under stress, so a mistake in it must never take anything away."""

import re
from collections.abc import Sequence

import msgspec

from broadsheet import desk_names as naming
from broadsheet import front_matter_types as types
from broadsheet import takedowns
from broadsheet.article import LABELS, When
from broadsheet.front_matter import Findings, Items, Mapping, Node, Text, decode, fields_of
from broadsheet.problems import Problem
from broadsheet.settings import Settings
from broadsheet.slugs import slugify
from broadsheet.takedowns import Takedown

PATH = "content/desk.yaml"

LOOKS = ("lead", "opinion", "river", "section", "list")
"""The ways in which a zone can be laid out."""
MOST = 50
"""The most articles that a zone shows without being told each, and the most zones: a front isn't an archive."""

_WEB = re.compile(r"https?:", re.IGNORECASE)


class Pin(msgspec.Struct, frozen=True):
    """An article that stands first on the home page."""

    article: str
    """Which one: `content:PATH` (a path under content/) or `article:ID`."""
    expires: When | None = None
    """The instant from which it's a story like any other."""
    line: int = 0
    """Where desk.yaml says so."""


class Breaking(msgspec.Struct, frozen=True):
    """The banner of an edition, or of all that have none of their own."""

    text: str
    """What has happened."""
    link: str = ""
    """Where it leads: `content:PATH`, `article:ID`, an address of ours, a web address, or nowhere."""
    expires: When | None = None
    """The instant from which it's gone."""
    lang: str = ""
    """The edition whose banner it is; empty for the one of all that have none of their own."""
    line: int = 0
    """Where desk.yaml says so."""


class Filter(msgspec.Struct, frozen=True):
    """Which articles fill a zone: those that have one of each line that is given; without any, all."""

    sections: tuple[str, ...] = ()
    """Sections, by id."""
    tags: tuple[str, ...] = ()
    """Tags, as articles write them."""
    authors: tuple[str, ...] = ()
    """Authors, as articles write them."""
    labels: tuple[str, ...] = ()
    """Labels, such as `opinion`."""
    story: tuple[str, ...] = ()
    """Stories, as articles write them."""
    without: tuple[str, ...] = ()
    """Labels that none of them may have."""


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the home page."""

    id: str
    """Its name in the page; no two of an edition have the same."""
    title: str = ""
    """What stands above it."""
    look: str = ""
    """How it's laid out: one of LOOKS."""
    pins: tuple[Pin, ...] = ()
    """What stands first in it, in this order."""
    filter: Filter | None = Filter()
    """What fills the rest of it; None where nothing does."""
    size: int | None = None
    """How many articles it shows, unless more are pinned; else what its look has room for."""
    repeat: bool = False
    """Whether it takes no notice of what stands in other zones, nor they of it."""
    lang: str = ""
    """The edition on whose home page it stands; empty for the main one."""
    line: int = 0
    """Where desk.yaml says so."""


class Desk(msgspec.Struct, frozen=True):
    """All of desk.yaml, in parts."""

    pins: tuple[Pin, ...] = ()
    """The articles that stand first on the home page, in this order: first of its first zone."""
    zones: tuple[Zone, ...] = ()
    """The home page from top to bottom; an edition without any has a front that makes itself."""
    breaking: tuple[Breaking, ...] = ()
    """The banners: at most one of an edition, and one of all others."""
    takedowns: tuple[Takedown, ...] = ()
    """What readers may not see any more."""


def read(data: bytes | None, path: str, settings: Settings) -> tuple[Desk | None, list[Problem]]:
    """The desk that the bytes of a desk.yaml give; an empty one without a file.

    None when anything in it is wrong: whoever has the last good one keeps it.
    """
    if data is None or not data.strip():
        return Desk(), []
    findings = Findings(path)
    text = decode(data, findings)
    if text is None:
        return None, findings.problems
    fields = fields_of(text, findings)
    if fields is None:
        return None, findings.problems
    types.check_keys(fields, Desk.__struct_fields__, "desk.yaml", findings)
    desk = Desk(
        pins=_pins(fields["pins"][1], settings, findings) if "pins" in fields else (),
        zones=_zones(fields["zones"][1], settings, findings) if "zones" in fields else (),
        breaking=_banners(fields["breaking"][1], settings, findings) if "breaking" in fields else (),
        takedowns=takedowns.read(fields["takedowns"][1], settings, findings) if "takedowns" in fields else (),
    )
    return None if findings.failed else desk, findings.problems


def _pins(node: Node, settings: Settings, findings: Findings) -> tuple[Pin, ...]:
    pins: dict[str, Pin] = {}
    for pin in types.several(node, lambda one: _pin(one, settings, findings)):
        if pin.article in pins:
            hint = f"it keeps the place that it has on line {pins[pin.article].line}"
            findings.warning("the article is pinned twice", pin.line, hint=hint)
        pins.setdefault(pin.article, pin)
    return tuple(pins.values())


def _pin(node: Node, settings: Settings, findings: Findings) -> Pin | None:
    if isinstance(node, Text):
        return Pin(naming.article(node, findings), line=node.line)
    if not isinstance(node, Mapping):
        hint = "write each on a line of its own, after a hyphen"
        findings.error("a pin is one article, not a list", node.line, node.column, hint)
        return None
    types.check_keys(node.fields, ("article", "expires"), "a pin", findings)
    if "article" not in node.fields:
        hint = "article: and its path in content/, or its id"
        findings.error("a pin needs an article", node.line, node.column, hint)
        return None
    return Pin(naming.article(node.fields["article"][1], findings), _expires(node, settings, findings), node.line)


def _zones(node: Node, settings: Settings, findings: Findings) -> tuple[Zone, ...]:
    zones: dict[tuple[str, str], Zone] = {}
    pinned: dict[str, int] = {}
    written = len(node.items) if isinstance(node, Items) else 1
    if written > MOST:  # nothing is said of each: a file like that is the work of a program
        findings.error(f"there are more than {MOST} zones", node.line, hint="take some out")
        return ()
    for zone in types.several(node, lambda one: _zone(one, settings, findings)):
        # The first of an edition is the top of its page, whatever it's filled with.
        first = all(edition != zone.lang for edition, _ in zones)
        made = msgspec.structs.replace(zone, look=zone.look or ("lead" if first else _look(zone.filter)))
        if (zone.lang, zone.id) in zones:
            there = zones[zone.lang, zone.id].line
            hint = f"the other is on line {there}: give one of them an id: of its own"
            findings.error(f'there are two zones "{zone.id}"', zone.line, hint=hint)
        for pin in () if zone.repeat else zone.pins:
            if pin.article in pinned:
                hint = f"it keeps the place that it has on line {pinned[pin.article]}; repeat: true shows it in both"
                findings.warning("the article is pinned in two zones", pin.line, hint=hint)
            pinned.setdefault(pin.article, pin.line)
        zones[zone.lang, zone.id] = made
    return tuple(zones.values())


def _zone(node: Node, settings: Settings, findings: Findings) -> Zone | None:
    if not isinstance(node, Mapping):
        hint = "- title: and its name, and below it pins: or filter:"
        findings.error("a zone has keys of its own", node.line, node.column, hint)
        return None
    fields = node.fields
    known = [name for name in Zone.__struct_fields__ if name != "line"]
    types.check_keys(fields, known, "a zone", findings)
    title = types.text(fields["title"][1], findings) if "title" in fields else ""
    fill = _filter(fields["filter"][1], settings, findings) if "filter" in fields else Filter()
    ident = types.slug(fields["id"][1], findings) if "id" in fields else slugify(title) or _sole(fill)
    if not ident:
        hint = 'title: and what stands above it, or id: "lead" for one without'
        findings.error("a zone needs a title or an id", node.line, node.column, hint)
    return Zone(
        id=ident,
        title=title,
        look=types.choice(fields["look"][1], LOOKS, findings) if "look" in fields else "",
        pins=_pins(fields["pins"][1], settings, findings) if "pins" in fields else (),
        filter=fill,
        size=_size(fields["size"][1], findings) if "size" in fields else None,
        repeat=types.truth(fields["repeat"][1], findings) if "repeat" in fields else False,
        lang=_edition(fields["lang"][1], settings, findings) if "lang" in fields else "",
        line=node.line,
    )


def _filter(node: Node, settings: Settings, findings: Findings) -> Filter | None:
    if isinstance(node, Text):
        types.choice(node, ("none",), findings)
        return None if node.value.strip() else Filter()
    if not isinstance(node, Mapping):
        hint = "sections:, tags:, authors:, labels: or story:, or none"
        findings.error("a filter has keys of its own", node.line, node.column, hint)
        return Filter()
    types.check_keys(node.fields, Filter.__struct_fields__, "a filter", findings)
    words = {"sections": [section.id for section in settings.sections], "labels": LABELS, "without": LABELS}
    made = {}
    for name in Filter.__struct_fields__:
        if name in node.fields:
            one = node.fields[name][1]
            made[name] = _known(one, words[name], findings) if name in words else types.texts(one, findings)
    return Filter(**made)


def _known(node: Node, words: Sequence[str], findings: Findings) -> tuple[str, ...]:
    """Words that there are; one that isn't known is told where it stands."""
    nodes = node.items if isinstance(node, Items) else [node]
    found = []
    for one in nodes:
        for word in types.texts(one, findings):
            if word not in words:
                findings.error(f'there is no "{word}"', one.line, one.column, types.guess(word, words))
            found.append(word)
    return tuple(dict.fromkeys(found))


def _size(node: Node, findings: Findings) -> int | None:
    value = types.text(node, findings)
    if value.isascii() and value.isdigit() and len(value) < 4 and int(value) <= MOST:
        return int(value)
    if value:
        findings.error(f'"{value}" isn\'t a size', node.line, node.column, f"write a number of articles, up to {MOST}")
    return None


def _edition(node: Node, settings: Settings, findings: Findings) -> str:
    """The language of an edition; empty for the main one."""
    found = naming.language(node, settings, findings)
    return "" if found == settings.outlet.language else found


def _sole(fill: Filter | None) -> str:
    """The id of a zone that is a section's; empty for any other."""
    return fill.sections[0] if fill and fill == Filter(sections=fill.sections[:1]) and fill.sections else ""


def _look(fill: Filter | None) -> str:
    if _sole(fill):
        return "section"
    return "opinion" if fill and fill.labels == ("opinion",) else "river"


def _banners(node: Node, settings: Settings, findings: Findings) -> tuple[Breaking, ...]:
    banners: dict[str, Breaking] = {}
    for banner in types.several(node, lambda one: _breaking(one, settings, findings)):
        if banner.lang in banners:
            which = f"the edition {banner.lang}" if banner.lang else "all editions"
            hint = f"the other is on line {banners[banner.lang].line}: keep one, or give one of them a lang: of its own"
            findings.error(f"there are two banners for {which}", banner.line, hint=hint)
        banners.setdefault(banner.lang, banner)
    return tuple(banners.values())


def _breaking(node: Node, settings: Settings, findings: Findings) -> Breaking | None:
    if isinstance(node, Text):
        words = types.text(node, findings)
        return Breaking(words, line=node.line) if words else None
    if not isinstance(node, Mapping):
        findings.error("a banner is one text, not a list", node.line, node.column, "text: and what has happened")
        return None
    types.check_keys(node.fields, ("text", "link", "expires", "lang"), "breaking", findings)
    words = types.text(node.fields["text"][1], findings) if "text" in node.fields else ""
    if not words:
        findings.error("breaking needs a text", node.line, node.column, "text: and what has happened")
    link = _link(node.fields["link"][1], findings) if "link" in node.fields else ""
    lang = naming.language(node.fields["lang"][1], settings, findings) if "lang" in node.fields else ""
    return Breaking(words, link, _expires(node, settings, findings), lang, node.line)


def _expires(node: Mapping, settings: Settings, findings: Findings) -> When | None:
    return types.when(node.fields["expires"][1], settings.zone, findings) if "expires" in node.fields else None


def _link(node: Node, findings: Findings) -> str:
    value = types.text(node, findings)
    if _WEB.match(value):
        return types.web_address(node, findings)
    if value.startswith("/"):
        return types.address(node, findings)
    return naming.article(node, findings) if value else ""
