"""Saved web pages: the article on them, and what the page says of it to programs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from broadsheet.article import Correction, Image, Note, Source
from broadsheet.ingest import (
    belonging,
    companions,
    furniture,
    html_body,
    page_blocks,
    page_body,
    page_facts,
    page_keys,
    page_lead,
    page_shown,
    page_source,
    page_title,
)
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.joining import joined
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.page_facts import Fact, Facts
from broadsheet.ingest.page_keys import Choice
from broadsheet.ingest.page_source import PageSource
from broadsheet.ingest.pictures import Finder, Picture
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_BYTES = 8_000_000
_MOST_ARCHIVED = 60_000_000
_LEAST_LETTERS = 100
_MARKS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title[\s>]", re.I)
_LABELS = (
    ("opinionnewsarticle", "opinion"),
    ("analysisnewsarticle", "analysis"),
    ("reviewnewsarticle", "review"),
    ("backgroundnewsarticle", "explainer"),
    ("liveblogposting", "live"),
    ("advertisercontentarticle", "sponsored"),
    ("satiricalarticle", "satire"),
)


class HtmlPage:
    """A page saved by a browser or a program, whole, as a web archive, or as its source."""

    name = "HTML page"

    def recognise(self, head: bytes, name: str) -> float:
        """By what only pages begin with; a piece of HTML without a head is one by its name."""
        if page_source.is_archive(head):
            return 0.95 if b"text/html" in head.lower() else 0.0
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            start = head.decode("utf-16", "replace").encode("utf-8", "replace").lstrip()
        named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
        if not start.startswith(b"<"):
            return 0.85 if named and _MARKS.search(head) else 0.5 if named and b"\x00" not in head else 0.0
        if re.match(rb"<\?xml|<rss\b|<feed\b", start) and not re.search(rb"<html[\s>]", head, re.I):
            return 0.0
        if _MARKS.search(start[:4096]):
            return 0.9
        return 0.6 if named else 0.0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """The short lines amid its text: most of what frames an article is told by the page itself, but not all."""
        tree = page_source.tree_of(page_source.read(_bytes(raw)).html)
        return furniture.candidates(page_body.short_texts(tree))

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The page itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article on the page."""
        source = page_source.read(_bytes(raw))
        return read_page(source, raw.path, known, _finder(companions.finder(raw), source.pictures))


def _bytes(raw: RawSource) -> bytes:
    """All of a source; one that is too large isn't even opened."""
    size = raw.size
    most = _MOST_ARCHIVED if page_source.is_archive(raw.head()) else _MOST_BYTES
    if size > most:
        raise UnreadableError(
            f"this page has {size / 1e6:,.1f} MB, more than the {most / 1e6:,.0f} MB that one may have",
            "save it without its pictures inside, or take the article out of it as text",
        )
    return raw.read_bytes()


def _finder(beside: Finder, inside: dict[str, Picture]) -> Finder:
    """Finds a picture in the archive first, then beside the page."""
    return lambda address: inside.get(address) or beside(address)


def read_page(source: PageSource, path: str, known: Known, find: Finder) -> Manuscript:
    """The article on a page."""
    tree = page_source.tree_of(source.html)
    facts = page_facts.facts_of(tree)
    settings, choice = known.settings, Choice(list(source.decisions), [])
    lang = _language(facts, choice, settings)
    spoken = lang or settings.outlet.language
    title = page_title.headline(facts, choice)
    shown = page_shown.bylines_shown(tree)
    authors, agency = page_keys.authors(facts, shown, lambda name: name in tree.text_content(), choice)
    date = page_keys.moment(
        [*facts["date"], *page_shown.days_shown(tree)], "page-date", "date", settings, spoken, choice
    )
    updated = page_keys.moment(facts["updated"], "page-updated", "updated", settings, spoken, choice)
    if updated and date and updated.at <= date.at:
        updated = None
    dek = _dek(facts, title)
    base = _base(tree, facts, source.url)
    said = [title, *(fact.value for fact in shown)]
    found = page_body.body_of(source.html, tree, said, dek, facts.body, known.furniture)
    if found.letters < _LEAST_LETTERS:
        raise UnreadableError(
            "there is no article on this page that could be made out",
            "save the page of one article, or put its text into a plain text file",
        )
    led = page_lead.led(found.html, facts["image"], find, choice)
    body = html_body.convert(led, find, path="body", base=base)
    text, dek = _parted(body.body, dek, choice, facts)
    image = _image(facts, body.lead, find, base, choice)
    media = [*body.media, *([image[1]] if image and image[1] and image[1] not in body.media else [])]
    section = belonging.section_of([fact.value for fact in facts["section"]], settings)
    draft, review, tags = _held(facts), [], _tags(facts, choice)
    if not title:
        draft.append("no headline was found; the first words stand in for it")
        title = " ".join(text.split()[:12])[:90]
    if facts["section"] and not section:
        review.append(f"the section “{facts['section'][0].value}” isn't one of the outlet's")
    elif section:
        choice.move("page-section", facts["section"][0], section, "section")
    else:
        review.append("no section was found in the source")
    if date is None:
        review.append("no date was found in the source")
    if not authors and not agency:
        review.append("no author was found in the source")
    if facts.listed:
        review.append("the page says that it is a list or a front, not an article")
    canonical, name = _origin(facts, base, settings, choice)
    review += [*choice.review, *body.review]
    review += [f"link to another story left out: {link}" for link in found.links]
    return Manuscript(
        title=title,
        dek=dek,
        section=section,
        authors=authors,
        agency=agency,
        tags=tags,
        date=date,
        updated=updated,
        lang=lang,
        draft=tuple(draft),
        label=_label(facts),
        image=image[0] if image else None,
        corrections=tuple(Correction(fact.value) for fact in facts["correction"]),
        notes=tuple(Note("sponsor", fact.value) for fact in facts["sponsor"]),
        dateline=facts["dateline"][0].value if facts["dateline"] else "",
        contributors=tuple(fact.value for fact in facts["contributors"]),
        canonical="" if belonging.is_ours(canonical, settings) else canonical,
        aliases=_aliases(canonical, settings),
        source=Source(name=name, url="" if belonging.is_ours(canonical, settings) else canonical, file=path),
        review=tuple(dict.fromkeys(review)),
        body=text,
        decisions=(*choice.decisions, *found.decisions, *body.decisions),
        media=tuple(media),
    )


def _language(facts: Facts, choice: Choice, settings: Settings) -> str:
    """The page's language, where it isn't the outlet's own."""
    for fact in facts["lang"]:
        found = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", fact.value)
        if not found:
            continue
        tag = "-".join(part for part in (found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()) if part)
        if found[1].lower() == settings.outlet.language.partition("-")[0].lower():
            return ""
        choice.move("page-language", fact, tag, "lang", 0.8)
        return tag
    return ""


def _dek(facts: Facts, title: str) -> str:
    """The page's description of the article, where it is one: whole, and not the title again."""
    for fact in facts["dek"]:
        text = fact.value
        if len(text) >= 20 and not text.endswith(("…", "...", "[…]", "[...]")) and text.casefold() != title.casefold():
            return text
    return ""


def _base(tree: "HtmlElement", facts: Facts, saved: str) -> str:
    """The address that relative ones on the page are meant against; empty where nothing tells it."""
    element = tree.find(".//base[@href]")
    near = saved or next((fact.value for fact in facts["canonical"] if _is_web(fact.value)), "")
    if element is not None:
        near = joined(near, element.get("href", "").strip())
    return near if _is_web(near) else ""


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"]", address)


def _parted(text: str, dek: str, choice: Choice, facts: Facts) -> tuple[str, str]:
    """The body without the dek, where it begins with it; and the dek, where it isn't the body's own beginning."""
    if not dek:
        return text, ""
    fact = next(fact for fact in facts["dek"] if fact.value == dek)
    plain = page_blocks.letters_of(text)
    said = page_blocks.letters_of(dek)
    if said and said in plain:
        choice.drop("dek-is-text", fact, "the text says it too")
        return text, ""
    choice.move("page-dek", fact, dek, "dek", 0.8)
    return text, dek


def _image(
    facts: Facts, lead: Image | None, find: Finder, base: str, choice: Choice
) -> tuple[Image, Picture | None] | None:
    """The picture of the article: the one above its text, else the one that the page names to programs."""
    if lead is not None and lead.src:
        return lead, None
    caption = facts["image_caption"][0].value if facts["image_caption"] else ""
    credit = facts["image_credit"][0].value if facts["image_credit"] else ""
    for fact in facts["image"]:
        picture = find(fact.value)
        if picture is not None:
            choice.move("page-image", fact, picture.path, "image", 0.8)
            near = lead or Image(caption=caption, credit=credit)
            return msgspec.structs.replace(near, src=picture.path), picture
    if lead is not None:
        return lead, None
    if facts["image"]:
        where = joined(base, facts["image"][0].value)
        said = " – ".join(part for part in (caption, credit) if part)
        choice.review.append(f"a picture didn't come along: {where}" + (f" ({said})" if said else ""))
        choice.drop("missing-picture", facts["image"][0], "the file didn't come along")
        if caption or credit:
            return Image(caption=caption, credit=credit), None
    return None


def _held(facts: Facts) -> list[str]:
    """Why it can't be published as it is."""
    if facts["paid"]:
        return ["the text may be cut short here: the page says that not all of it is free to read"]
    return []


def _label(facts: Facts) -> str:
    return next((label for kind, label in _LABELS if kind in facts.types), "")


def _tags(facts: Facts, choice: Choice) -> tuple[str, ...]:
    """The tags of the first place that has some; a list of a dozen keywords is for search engines, not for readers."""
    place = facts["tags"][0].place if facts["tags"] else ""
    group = [fact for fact in facts["tags"] if fact.place == place]
    tags: dict[str, str] = {}
    for fact in group:
        parts = re.split(r"[,;，、]", fact.value) if len(group) == 1 else [fact.value]
        for tag in parts:
            tag = re.sub(r"^[\w ]{1,30}:\s*", "", tag.strip()) if ":" in tag else tag.strip()
            if 1 < len(tag) <= 60 and not re.search(r"[/\\{}<>=_]", tag):
                tags.setdefault(tag.casefold(), tag)
    if len(tags) > 12:
        choice.drop("keywords", Fact(", ".join(tags.values()), place), "too many to be an article's tags")
        choice.review.append(f"the page has {len(tags)} keywords, too many for tags: {', '.join(tags.values())[:300]}")
        return ()
    if tags:
        choice.move("page-tags", Fact(", ".join(fact.value for fact in group), place), ", ".join(tags.values()), "tags")
    return tuple(tags.values())


def _origin(facts: Facts, base: str, settings: Settings, choice: Choice) -> tuple[str, str]:
    """Where the article was first published, by its page: an address elsewhere, and the outlet's name."""
    canonical = ""
    for fact in facts["canonical"]:
        address = joined(base, fact.value)
        if _is_web(address) and len(urlsplit(address).path) > 1:
            canonical = address
            choice.move("page-address", fact, address, "canonical")
            break
    canonical = canonical or base
    name = facts["source"][0].value if facts["source"] else ""
    if name.casefold() == settings.outlet.title.casefold():
        name = ""
    if name:
        choice.move("page-source", facts["source"][0], name, "source", 0.9)
    if canonical and not belonging.is_ours(canonical, settings):
        choice.review.append(f"this was published at {canonical}: may it be published here?")
        return canonical, name
    return canonical, name


def _aliases(canonical: str, settings: Settings) -> tuple[str, ...]:
    """The old address of a page of the outlet's own."""
    alias = belonging.alias_of(canonical) if belonging.is_ours(canonical, settings) else ""
    return (alias,) if alias else ()
