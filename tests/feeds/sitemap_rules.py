"""What sitemaps.org and Google ask of a sitemap, written down anew from what they publish: says what is wrong."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
BYTES, ENTRIES, LONGEST, NEWEST, IMAGES = 52_428_800, 50_000, 2_047, 1_000, 1_000
DAYS = timedelta(days=2)

_W3C = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?")
_LANGUAGE = re.compile(r"[a-z]{2,3}|zh-cn|zh-tw")
_TEXT = re.compile(r">([^<]*)<")
_ENTITY = re.compile(r"&(?:amp|apos|quot|gt|lt|#\d+|#x[0-9a-fA-F]+);")


def faults(data: bytes, address: str, now: datetime) -> Iterator[str]:
    """What is wrong with a sitemap or an index of them that lives at an address, in full, as of a moment."""
    if len(data) > BYTES:
        yield f"it has {len(data)} bytes"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield "it isn't UTF-8"
        return
    root = etree.fromstring(data)
    if root.getroottree().docinfo.encoding != "UTF-8":
        yield "it doesn't say that it's UTF-8"
    yield from _unescaped(text)
    news = root.nsmap.get("news") == NEWS[1:-1]
    entry = {f"{MAPS}urlset": f"{MAPS}url", f"{MAPS}sitemapindex": f"{MAPS}sitemap"}.get(root.tag)
    if entry is None:
        yield f"its root is {root.tag}"
        return
    if not (0 if news else 1) <= len(root) <= (NEWEST if news else ENTRIES):
        yield f"it has {len(root)} entries"
    seen: set[str] = set()
    for one in root:
        if one.tag != entry:
            yield f"there is a {one.tag} among its entries"
            continue
        loc = one.findtext(f"{MAPS}loc", "")
        if loc in seen:
            yield f"{loc} is there twice"
        seen.add(loc)
        yield from _wrong_place(loc, address)
        yield from _wrong_order(one, news=news, index=root.tag == f"{MAPS}sitemapindex")
        for changed in one.findall(f"{MAPS}lastmod"):
            if not (known := _moment(changed.text or "")) or known > now:
                yield f"{loc} changed at {changed.text}"
        yield from _wrong_images(one, address)
        for told in one.findall(f"{NEWS}news"):
            yield from _wrong_news(told, now)


def _unescaped(text: str) -> Iterator[str]:
    body = text.partition("?>")[2]
    for said in _TEXT.findall(body):
        if re.search("[\"'>]|&", _ENTITY.sub("", said)):
            yield f"{said} isn't escaped"


def _wrong_place(loc: str, address: str) -> Iterator[str]:
    """An address that a sitemap there may not list: of another host, outside its folder, too long, not encoded."""
    here, there = urlsplit(address), urlsplit(loc)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        yield f"{loc} is of another host"
    if not there.path.startswith(here.path.rpartition("/")[0] + "/"):
        yield f"{loc} lies outside the sitemap's folder"
    if not 12 <= len(loc) <= LONGEST:
        yield f"{loc[:40]} has {len(loc)} characters"
    if not loc.isascii() or re.search(r"[\s\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})", loc) or there.fragment:
        yield f"{loc} isn't a URL as RFC 3986 writes it"


def _wrong_order(one: Any, *, news: bool, index: bool) -> Iterator[str]:
    names = [part.tag for part in one]
    known = [f"{MAPS}loc", f"{MAPS}lastmod"]
    if not index:
        known += [f"{NEWS}news"] if news else [f"{IMAGE}image"] * IMAGES
    rest = iter(known)
    if names[:1] != [f"{MAPS}loc"] or not all(name in rest for name in names):
        yield f"an entry has {names}"
    if news and f"{NEWS}news" not in names:
        yield "an entry has no news"


def _wrong_images(one: Any, address: str) -> Iterator[str]:
    for image in one.findall(f"{IMAGE}image"):
        if [part.tag for part in image] != [f"{IMAGE}loc"]:
            yield "a picture has more or less than its address"
        yield from _wrong_place(image.findtext(f"{IMAGE}loc", ""), address)


def _wrong_news(told: Any, now: datetime) -> Iterator[str]:
    names = [part.tag.removeprefix(NEWS) for part in told]
    if names != ["publication", "publication_date", "title"]:
        yield f"news has {names}"
        return
    publication, published, title = told
    if [part.tag.removeprefix(NEWS) for part in publication] != ["name", "language"]:
        yield "the publication has more or less than a name and a language"
    if not publication.findtext(f"{NEWS}name", "").strip():
        yield "the publication has no name"
    if not _LANGUAGE.fullmatch(publication.findtext(f"{NEWS}language", "")):
        yield f"{publication.findtext(f'{NEWS}language')} isn't a language of ISO 639"
    if not (title.text or "").strip():
        yield "there is no headline"
    known = _moment(published.text or "")
    # A day is told without its hour and zone: any moment may be meant from where it begins first to where it ends last.
    slack = timedelta(hours=50) if "T" not in (published.text or "") else timedelta()
    if known is None or not now - DAYS - slack <= known <= now:
        yield f"it was published at {published.text}"


def _moment(text: str) -> datetime | None:
    """A moment as W3C writes it, a day from its beginning, wherever that begins first; None where it's none."""
    found = _W3C.fullmatch(text)
    if not found:
        return None
    try:
        if found[2]:
            return datetime.fromisoformat(text)
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC) - timedelta(hours=14)
    except ValueError:
        return None
