"""Markdown of other static site generators: Hugo, Jekyll, Pelican, Eleventy, Zola, with their own front matter."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from broadsheet.article import When
from broadsheet.entities import unescape
from broadsheet.ingest import bylines, companions, dates, html_body, ssg_addresses, ssg_body, ssg_front
from broadsheet.ingest.belonging import section_of
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.pictures import Picture
from broadsheet.ingest.ssg_front import Front, texts
from broadsheet.ingest.wire import Wire
from broadsheet.ingest.words import all_words, fold
from broadsheet.slugs import slugify

_MOST = 5_000_000
_ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".mdx")
_LISTS = ("_index", "readme", "changelog", "license", "404", "search", "archives", "archive", "tags", "categories")
_PAGES = ("page", "pages", "home", "about", "contact", "redirect", "archive", "search", "index", "404")
_TITLE = re.compile(r"#[ \t]++([^\n]{1,1000})(?:\n|\Z)")
_CLOSING = re.compile(r"(?:(?<![ \t])[ \t]++#*[ \t]*)?(?:\{[^{}]{0,300}\})?(?:(?<![ \t])[ \t]++)?\Z")
_UNDERLINED = re.compile(r"([^\n#>*+\-|`~][^\n]{0,300})\n={3,}[ \t]*(?:\n|\Z)")
_OFFSET = re.compile(r"(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:([+-]\d\d):?(\d\d)|(?:UTC|GMT|Z))$")
_SHOWN = {
    "title": ("title", "headline"),
    "dek": ("subtitle", "dek", "deck", "description", "summary", "excerpt", "lead"),
    "kicker": ("kicker", "overline"),
    "story": ("series",),
    "canonical": ("canonical_url", "canonicalurl", "canonical"),
}
_WHEN = {
    "date": ("date", "published_at", "pubdate", "published", "created", "datepublished", "publishdate", "publish_date"),
    "updated": ("updated", "lastmod", "modified", "last_modified_at", "last_modified", "updated_at"),
    "expires": ("expirydate", "expires", "unpublishdate"),
}
_NAMED = {
    "author": ("author", "authors", "by", "byline"),
    "tag": ("tags", "tag", "keywords"),
    "section": ("section", "category", "categories"),
    "alias": ("aliases", "alias", "redirect_from", "redirects"),
    "address": ("permalink", "url", "path", "save_as"),
    "picture": (
        "image",
        "cover",
        "featured_image",
        "feature_image",
        "featuredimage",
        "featureimage",
        "thumbnail",
        "banner",
        "hero",
        "images",
        "og_image",
        "header",
    ),
}
_OF_THE_THEME = (
    "layout", "type", "template", "weight", "comments", "toc", "math", "menu", "markup", "output", "outputs",
    "linktitle", "cascade", "sitemap", "render", "in_search_index", "sort_by", "eleventynavigation",
    "eleventyexcludefromcollections", "pin", "sticky",
)  # fmt: skip
_OF_A_PICTURE = ("image_caption", "image_alt", "image_credit", "caption", "alt", "credit")
_READ_APART = ("slug", "lang", "language", "locale", "draft", "status", "published", *_OF_A_PICTURE)


class SiteMarkdown:
    """A Markdown file from another generator's site."""

    name = "Markdown"

    def recognise(self, head: bytes, name: str) -> float:
        """By its name, and the front matter at its top."""
        lower = name.lower()
        start = head.lstrip(b"\xef\xbb\xbf")[:2000]
        fenced = re.match(rb"(?:---|\+\+\+)[ \t]*\r?\n", start) is not None
        if lower.endswith(_ENDINGS):
            return 0.9 if b"\x00" not in start else 0
        if lower.endswith((".html", ".htm")):
            return 0.95 if fenced and re.search(rb"^(?:title|layout|date)\s*[:=]", start, re.M) else 0
        return 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: a Markdown file has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The file itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article in it; what is no article (a list, a standing page) is passed."""
        if raw.size > _MOST:
            raise UnreadableError(f"this text has {raw.size / 1e6:,.1f} MB, more than 5", "split it")
        text, _, decisions = decode(raw.read_bytes())
        front = ssg_front.split(text, bare=True)
        place = _place(raw)
        if (why := _no_article(front, place)) is not None:
            return Passed(0, place.name, why, "to keep it, put it into content/pages/ by hand")
        wire = Wire(raw, known, decisions)
        reading = _Page(wire, raw, known, front, place)
        reading.keys()
        reading.addresses()
        reading.text()
        return reading.manuscript()


def _place(raw: RawSource) -> PurePosixPath:
    return PurePosixPath(raw.member or raw.path)


def _no_article(front: Front, place: PurePosixPath) -> str | None:
    """Why it is no article; None where it may be one."""
    stem = place.stem.lower()
    bundle = stem == "index" and len(place.parts) > 1
    layout = str(front.keys.get("layout") or front.keys.get("type") or "").lower()
    dated = any(front.keys.get(key) for key in _WHEN["date"]) or ssg_addresses.DAY_NAME.match(place.stem)
    if stem in _LISTS and (stem == "_index" or not dated):
        return "it is a list or a notice of the old site, no article"
    if layout in _PAGES and not dated and not bundle:
        return "it is a standing page of the old site"
    if "pages" in [part.lower() for part in place.parts[:-1]] and not dated:
        return "it is a standing page of the old site"
    return None


class _Page:
    """A page of another site, while it is read."""

    def __init__(self, wire: Wire, raw: RawSource, known: Known, front: Front, place: PurePosixPath) -> None:
        self.wire = wire
        self.known = known
        self.front = front
        self.place = place
        self.values: dict[str, Any] = dict(front.keys)
        for name in ("extra", "params", "taxonomies"):  # Zola and Hugo keep keys there
            if isinstance(inner := front.keys.get(name), dict):
                del self.values[name]
                for key, value in inner.items():
                    if self.values.setdefault(key, value) != value:
                        wire.drop("second-value", f"{key}: {value}", f"{name}.{key}")
        self._find_beside = companions.finder(raw)
        self.slug = ""
        self.lang = ""
        self.aliases: list[str] = []
        if front.wrong:
            wire.ask(f"the front matter can't be read as a whole: {front.wrong}", "front matter")

    def find(self, address: str) -> Picture | None:
        """A picture by the address that a page has for it: beside it, or under static/ and the like."""
        bare = re.sub(r"^\{[\w]{1,20}\}|^(?:https?:)?//[^/]{1,200}(?=/)", "", address.strip())
        for place in ("", "static/", "assets/", "content/", "public/"):
            found = self._find_beside(place + bare.lstrip("/")) if place else self._find_beside(bare)
            if found is not None:
                return found
        return self._find_beside(address)

    def keys(self) -> None:
        """The keys that have a place in our front matter; the rest is kept or reported."""
        wire, used = self.wire, {*_OF_THE_THEME, *_READ_APART}
        for field, names in _SHOWN.items():
            for name in names:
                if (value := self.values.get(name)) and name not in used:
                    used.add(name)
                    wire.take(field, _plain(" ".join(texts(value)) if isinstance(value, list) else str(value)), name)
        for field, names in _WHEN.items():
            for name in names:
                value = self.values.get(name)
                if isinstance(value, str) and value and value.lower() not in ("true", "false"):
                    used.add(name)
                    self._when(field, value, name)
                    if name in ("publishdate", "publish_date"):
                        self._hold_back(value, name)
        self._named(used)
        self._state()
        if not wire.pictures:  # the words of a picture that there isn't
            used.difference_update(_OF_A_PICTURE)
        lang = next((str(self.values[name]) for name in ("lang", "language", "locale") if self.values.get(name)), "")
        self.lang = lang.replace("_", "-")
        for key, value in self.values.items():
            if key not in used:
                wire.keep(key, ", ".join(texts(value)) if not isinstance(value, str) else value, key)
        for key in _OF_THE_THEME:
            if value := self.values.get(key):
                wire.drop("theme-key", f"{key}: {value}", key)

    def _named(self, used: set[str]) -> None:
        wire, values = self.wire, self.values
        for kind, names in _NAMED.items():
            for name in names:
                if not (value := values.get(name)):
                    continue
                used.add(name)
                if kind == "author":
                    for one in self._names(value):
                        self._author(one, name)
                elif kind == "tag":
                    for one in self.words(value):
                        wire.belongs.append(one)
                        wire.tags += [one] if one not in wire.tags else []
                    wire.moved("tags", "tags", str(value), ", ".join(self.words(value)), name)
                elif kind == "section":
                    wire.belongs[:0] = self.words(value)
                    self._categories(self.words(value), name)
                elif kind == "alias":
                    self.aliases += [address for one in texts(value) if (address := ssg_addresses.path_of(one))]
                elif kind == "picture":
                    for one in value if isinstance(value, list) else [value]:
                        self._pictured(one, name)

    def words(self, value: Any) -> list[str]:
        """Tags or categories; Jekyll parts a text of them by spaces."""
        if isinstance(value, str) and "_posts" in self.place.parts and not re.search(r"[,\[]", value):
            return value.split()
        return texts(value)

    def _author(self, name: str, key: str) -> None:
        """An author as the front matter gives it: a name is a name there, a login is asked about."""
        known: list[str] = self.wire.keys.setdefault("authors", [])
        if re.fullmatch(r"[a-z0-9_.-]+", name):
            self.wire.ask(f"who is the author “{name}”?", key, name)
        if name not in known:
            known.append(name)
            self.wire.moved("author", "authors", name, name, key)

    def _names(self, value: Any) -> list[str]:
        """The names of authors: a text may name several, as a byline does."""
        found = bylines.parse(f"By: {value}", all_words()) if isinstance(value, str) and ";" not in value else None
        several = found is not None and len(found.authors) > 1 and not found.contributors
        return list(found.authors) if found and several else texts(value)

    def _categories(self, names: list[str], key: str) -> None:
        """The first that is one of our sections is the section; the others are tags, so that they aren't lost."""
        section = section_of(names, self.known.settings)
        for name in names:
            if section_of([name], self.known.settings) != section or not section:
                self.wire.tags += [name] if name not in self.wire.tags else []
                self.wire.moved("category", "tags", name, name, key)

    def _when(self, field: str, value: str, name: str) -> None:
        wire = self.wire
        text = _OFFSET.sub(
            lambda found: f"{found[1]}{f'{found[2]}:{found[3]}' if found[2] else '+00:00'}", value.strip()
        )
        if wire.instant(text) is not None:
            wire.when(field, text, name)
            return
        settings = self.known.settings
        found = [
            one for one in dates.find(value, settings.zone, settings.outlet.language) if isinstance(one, dates.Found)
        ]
        if len(found) == 1 and field not in wire.keys:
            wire.keys[field] = found[0].when
            wire.moved(field, field, value, dates.offset_text(found[0].when), name, 0.9)
        elif not found:
            wire.when(field, value, name)

    def _hold_back(self, value: str, name: str) -> None:
        """Hugo shows one date and publishes by another: where that is the later one, it is an embargo."""
        wire, date, until = self.wire, self.wire.keys.get("date"), self.wire.instant(value)
        if date and until and until.instant > date.instant:
            wire.keys["embargo"] = When(until.at)
            wire.moved("embargo", "embargo", value, until.at.isoformat(), name)

    def _state(self) -> None:
        """Whether it may go out: each generator has its own word for a draft."""
        values, wire = self.values, self.wire
        status = str(values.get("status") or "").lower()
        if str(values.get("draft", "")).lower() in ("true", "yes") or status in ("draft", "hidden"):
            wire.hold("it was a draft in the old site", "draft")
        elif str(values.get("published", "")).lower() in ("false", "no"):
            wire.hold("it wasn't published in the old site", "published")
        elif "_drafts" in self.place.parts or "drafts" in self.place.parts:
            wire.hold("it lay among the drafts of the old site", str(self.place))
        if named := ssg_addresses.DAY_NAME.match(self.place.stem):
            wire.when("date", f"{named[1]}-{named[2]}-{named[3]}", "file name")

    def _pictured(self, value: Any, name: str) -> None:
        """A picture: a path, or an object with its path, words and maker. The first is the lead picture."""
        if self.wire.pictures:
            self.wire.drop("second-picture", str(value), name)
            return
        inner = value if isinstance(value, dict) else {}
        said = [self.values.get(f"image_{key}") or self.values.get(key) or "" for key in ("caption", "credit", "alt")]
        keys = ("path", "src", "url", "image", "feature", "teaser", "relative", "file")
        source = next((str(inner[key]) for key in keys if inner.get(key)), "") if inner else str(value)
        words = [
            str(inner.get(key) or text or "") for key, text in zip(("caption", "credit", "alt"), said, strict=True)
        ]
        if not source or not re.search(r"\.(?:jpe?g|png|webp|gif|avif|svg)\b", source, re.I):
            self.wire.drop("no-picture", str(value), name)
            return
        found = self.find(source)
        if found is None:
            self.wire.picture([source], words[0], words[1], words[2], name)
            return
        self.wire.add_picture(found, source, words[0], words[1], words[2], name)

    def addresses(self) -> None:
        """Its old addresses: those that it gives itself, else the one that its generator makes of its place."""
        wire, values, place = self.wire, self.values, self.place
        given = str(values.get("slug") or "")
        stem = given or ssg_addresses.stem_of(place)
        self.slug = slugify(stem)
        categories = self.words(values.get("categories") or values.get("category") or "")
        found: list[str] = []
        for name in _NAMED["address"]:
            said = values.get(name)
            if not isinstance(said, str) or said.lower() in ("", "true", "false"):
                continue
            address = ssg_addresses.filled(said, place, stem, categories)
            if address:
                found.append(address)
                wire.moved("address", "aliases", said, address, name)
            else:
                wire.ask(f"its old address can't be told from “{said}”", name, said)
        if not found:
            if self.front.style == "lines":  # Pelican
                found = [f"/{slugify(given or str(wire.keys.get('title') or stem))}.html"]
            else:
                found = ssg_addresses.default(place, stem, categories, named=bool(given), date=wire.keys.get("date"))
            for default in found:
                wire.moved("default-address", "aliases", str(place), default, "file name", 0.7)
        for address in self.aliases:
            wire.moved("alias", "aliases", address, address, "aliases")
        self.aliases = list(dict.fromkeys([*found, *self.aliases]))

    def text(self) -> None:
        """The text; a heading at its top that is the title is no part of it."""
        wire, body = self.wire, self.front.body.lstrip("\n")
        found = _TITLE.match(body) or _UNDERLINED.match(body)
        said = _CLOSING.sub("", found[1]) if found else ""
        if found and said and fold(said) == fold(wire.keys.get("title", said)):
            wire.take("title", _plain(said), "text")
            wire.note("repeated-headline", Action.DROPPED, found[0].strip(), "", "text")
            body = body[found.end() :]
        if self.place.suffix.lower() in (".html", ".htm"):
            body = ssg_body.of_html(body, wire, ssg_addresses.link)
            converted = html_body.convert(body, self.find, path="text", lead=not wire.pictures)
            wire.body = converted.body
            wire.decisions += converted.decisions
            wire.review += converted.review
            wire.media += converted.media
            wire.pictures += [converted.lead] if converted.lead else []
            return
        wire.body = ssg_body.convert(body, wire, self.find, ssg_addresses.link)

    def manuscript(self) -> Manuscript:
        """What was gathered."""
        wire = self.wire
        if self.slug and fold(self.slug) != fold(slugify(str(wire.keys.get("title", "")))):
            wire.keys["slug"] = self.slug
        if self.aliases:
            wire.keys["aliases"] = self.aliases
        return wire.manuscript(lang=self.lang)


def _plain(text: str) -> str:
    """A line without markup."""

    text = re.sub(r"<[^<>]{0,300}>", "", text)
    return " ".join(unescape(re.sub(r"[*`]{1,3}(\S[^*`\n]{0,300}?)[*`]{1,3}", r"\1", text)).split())
