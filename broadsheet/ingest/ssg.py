"""Markdown of other static site generators: Hugo, Jekyll, Pelican, Eleventy, Zola, with their own front matter."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from broadsheet.ingest import companions, dates, html_body, ssg_body, ssg_front
from broadsheet.ingest.belonging import alias_of, section_of
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.pictures import Picture
from broadsheet.ingest.ssg_front import Front, texts
from broadsheet.ingest.wire import Wire
from broadsheet.ingest.words import fold
from broadsheet.slugs import slugify

_MOST = 5_000_000
_ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".mdx")
_DAY_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(.+)")
_LISTS = ("_index", "readme", "changelog", "license", "404", "search", "archives", "archive", "tags", "categories")
_PAGES = ("page", "pages", "home", "about", "contact", "redirect", "archive", "search", "index", "404")
_TITLE = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\{[^{}]*\})?[ \t]*(?:\n|\Z)")
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
    "date": ("date", "published_at", "publishdate", "pubdate", "publish_date", "published", "created", "datepublished"),
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
_READ_APART = (
    "slug", "lang", "language", "locale", "draft", "status", "published", "image_caption", "image_alt", "image_credit",
    "caption", "alt", "credit", "extra", "taxonomies", "params",
)  # fmt: skip


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
    dated = any(front.keys.get(key) for key in _WHEN["date"]) or _DAY_NAME.match(place.stem)
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
                for key, value in inner.items():
                    self.values.setdefault(key, value)
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
        self._named(used)
        self._state()
        lang = next((str(self.values[name]) for name in ("lang", "language", "locale") if self.values.get(name)), "")
        self.lang = lang.replace("_", "-")
        for key, value in self.values.items():
            if key not in used:
                wire.keep(key, ", ".join(texts(value)) if not isinstance(value, str) else value, key)
        for key in _OF_THE_THEME:
            if value := self.front.keys.get(key):
                wire.drop("theme-key", f"{key}: {value}", key)

    def _named(self, used: set[str]) -> None:
        wire, values = self.wire, self.values
        for kind, names in _NAMED.items():
            for name in names:
                if not (value := values.get(name)):
                    continue
                used.add(name)
                if kind == "author":
                    for one in texts(value):
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
                    self.aliases += [address for one in texts(value) if (address := _address(one))]
                elif kind == "picture" and not wire.pictures:
                    self._lead(value, name)

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
        if named := _DAY_NAME.match(self.place.stem):
            wire.when("date", f"{named[1]}-{named[2]}-{named[3]}", "file name")

    def _lead(self, value: Any, name: str) -> None:
        """The lead picture: a path, or an object with its path, words and maker."""
        if isinstance(value, list):
            value = value[0] if value else ""
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
        wire, values = self.wire, self.values
        stem = named[4] if (named := _DAY_NAME.match(self.place.stem)) else self.place.stem
        bundle = self.place.stem == "index" and len(self.place.parts) > 1
        stem = self.place.parts[-2] if bundle else stem
        given = str(values.get("slug") or "")
        self.slug = slugify(given or stem)
        explicit = [
            str(values[name]) for name in _NAMED["address"] if isinstance(values.get(name), str) and values.get(name)
        ]
        explicit = [self._filled(one, given or stem) for one in explicit]
        found = [address for one in explicit if not re.search(r"[{}]|/:", one) and (address := _address(one))]
        if not found:
            found = self._default(given or stem, bundle)
            for default in found:
                wire.moved("default-address", "aliases", str(self.place), default, "file name", 0.7)
        for address in self.aliases:
            wire.moved("alias", "aliases", address, address, "aliases")
        self.aliases = list(dict.fromkeys([*found, *self.aliases]))

    def _filled(self, pattern: str, stem: str) -> str:
        """Jekyll's patterns for an address (`/:year/:title/`), with what they stand for."""
        if "/:" not in pattern:
            return pattern
        named = _DAY_NAME.match(self.place.stem)
        year, month, day = (named[1], named[2], named[3]) if named else (":year", ":month", ":day")
        categories = self.words(self.values.get("categories") or self.values.get("category") or "")
        meant = {"categories": "/".join(map(_part, categories)), "year": year, "month": month, "day": day}
        meant |= {"title": stem, "slug": stem, "output_ext": ".html"}
        return re.sub(r"/{2,}", "/", re.sub(r":(\w+)", lambda found: meant.get(found[1], found[0]), pattern))

    def _default(self, stem: str, bundle: bool) -> list[str]:
        """The address that the generator gives a page unless it is told otherwise."""
        parts = list(self.place.parts)
        folders = parts[: -2 if bundle else -1]
        if self.front.style == "lines":  # Pelican
            return [f"/{slugify(str(self.values.get('slug') or self.wire.keys.get('title') or stem))}.html"]
        named = _DAY_NAME.match(self.place.stem)
        if named and "_posts" in folders:  # Jekyll
            categories = self.words(self.values.get("categories") or self.values.get("category") or "")
            before = "".join(f"/{_part(one)}" for one in categories)
            return [f"{before}/{named[1]}/{named[2]}/{named[3]}/{stem}.html"]
        if "content" not in folders:
            return []
        inner = folders[len(folders) - folders[::-1].index("content") :]
        # Hugo keeps the day of a file's name in the address, Zola and Eleventy don't.
        stems = [stem, self.place.stem] if named and not self.values.get("slug") else [stem]
        return ["/" + "".join(f"{_part(one)}/" for one in [*inner, last]) for last in stems]

    def link(self, target: str) -> str:
        """The old address of another page, which its article keeps as an alias."""
        stem = PurePosixPath(target.partition("#")[0].strip("\"' ")).stem
        if named := _DAY_NAME.match(stem):
            return f"/{named[1]}/{named[2]}/{named[3]}/{named[4]}.html"
        path = target.strip("\"' /").removesuffix(".md").removesuffix("/_index").removesuffix("/index")
        return f"/{path}/" if path else "/"

    def text(self) -> None:
        """The text; a heading at its top that is the title is no part of it."""
        wire, body = self.wire, self.front.body.lstrip("\n")
        found = _TITLE.match(body) or _UNDERLINED.match(body)
        if found and fold(found[1]) == fold(wire.keys.get("title", found[1])):
            wire.take("title", _plain(found[1]), "text")
            wire.note("repeated-headline", Action.DROPPED, found[0].strip(), "", "text")
            body = body[found.end() :]
        if self.place.suffix.lower() in (".html", ".htm"):
            converted = html_body.convert(body, self.find, path="text", lead=not wire.pictures)
            wire.body = converted.body
            wire.decisions += converted.decisions
            wire.review += converted.review
            wire.media += converted.media
            wire.pictures += [converted.lead] if converted.lead else []
            return
        wire.body = ssg_body.convert(body, wire, self.find, self.link)

    def manuscript(self) -> Manuscript:
        """What was gathered."""
        wire = self.wire
        if self.slug and fold(self.slug) != fold(slugify(str(wire.keys.get("title", "")))):
            wire.keys["slug"] = self.slug
        if self.aliases:
            wire.keys["aliases"] = self.aliases
        return wire.manuscript(lang=self.lang)


def _address(text: str) -> str:
    text = text.strip()
    if re.match(r"[a-z]+:", text):
        return alias_of(text)
    return alias_of(text if text.startswith("/") else f"/{text}")


def _part(text: str) -> str:
    """A name as these generators put it into an address."""
    return re.sub(r"\s+", "-", text.strip().lower())


def _plain(text: str) -> str:
    """A line without markup."""
    import html

    text = re.sub(r"<[^<>]{0,300}>", "", text)
    return " ".join(html.unescape(re.sub(r"[*`]{1,3}(\S[^*`\n]{0,300}?)[*`]{1,3}", r"\1", text)).split())
