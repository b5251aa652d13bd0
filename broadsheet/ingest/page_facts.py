"""What a page says of itself to programs: JSON-LD, meta elements, microdata, and marks that many templates share."""

import itertools
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from broadsheet.entities import unescape

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = frozenset(
    re.findall(
        r"[^ ]+",
        "article newsarticle blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle"
        " backgroundnewsarticle asknewsarticle liveblogposting advertisercontentarticle satiricalarticle techarticle"
        " scholarlyarticle report socialmediaposting",
    )
)
_META = {
    "title": ("og:title", "parsely-title", "sailthru.title", "twitter:title", "dc.title", "dcterms.title", "title"),
    "dek": (
        "og:description",
        "description",
        "twitter:description",
        "sailthru.description",
        "dc.description",
        "dcterms.description",
    ),
    "authors": (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "article_author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "authors",
        "article:author_name",
        "og:author",
        "twitter:creator:name",
    ),
    "date": (
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "publication_date",
        "published",
        "cxenseparse:recs:publishtime",
        "citation_publication_date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date.published",
        "dcterms.date",
        "dc.date",
        "dcterms.created",
        "dc.date.created",
        "sailthru.date",
        "datecreated",
        "pdate",
        "date",
    ),
    "updated": (
        "article:modified_time",
        "og:article:modified_time",
        "article:modified",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "last-modified",
        "lastmod",
    ),
    "section": ("article:section", "og:article:section", "parsely-section", "sailthru_section", "section"),
    "tags": ("article:tag", "parsely-tags", "news_keywords", "sailthru.tags", "keywords"),
    "image": ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"),
    "canonical": ("og:url",),
    "source": ("og:site_name", "application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title"),
    "lang": ("og:locale", "content-language", "dc.language", "dcterms.language"),
}
_KEYS = {name: (key, place) for key, names in _META.items() for place, name in enumerate(names)}
_MOST_JSON = 2_000_000
_MOST_HEADINGS = 200
_LONGEST, _LONGEST_TITLE = 5000, 500
"""How many characters a value may have that is of use."""
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*)?(?:\]\]>|-->)\s*$")
_COMMA = re.compile(r",(\s{0,1000}[}\]])")


class Fact(msgspec.Struct, frozen=True):
    """A value, and where on the page it stands: `json-ld/headline`, `meta[property=og:title]`, `h1`."""

    value: str
    place: str


class Facts(msgspec.Struct, frozen=True):
    """All that a page says of itself, by key, the most telling first; nothing is chosen yet."""

    found: dict[str, tuple[Fact, ...]]
    types: tuple[str, ...] = ()
    """What kinds of article the page says that it is, as schema.org names them, in lower case."""
    body: str = ""
    """The text of the article, where the page gives it to programs."""
    listed: bool = False
    """Whether the page says that it is a list of articles, or no article at all."""

    def __getitem__(self, key: str) -> tuple[Fact, ...]:
        return self.found.get(key, ())


def facts_of(tree: "HtmlElement") -> Facts:
    """What the page says of itself."""
    objects = list(_json_ld(tree))
    article = _article(objects)
    found: dict[str, dict[Fact, None]] = {}

    def add(key: str, value: object, place: str) -> None:
        text = _plain(value)
        most = _LONGEST_TITLE if key in ("title", "page_title", "h1", "heading", "source") else _LONGEST
        if text and len(text) <= most:
            found.setdefault(key, {})[Fact(text, place)] = None

    by_id = {one["@id"]: one for one in objects if isinstance(one.get("@id"), str)}
    if article:
        _take_article(article, by_id, add)
    elif page := _page(objects):
        _take_page(page, by_id, add)
    for key, value, place in _metas(tree):
        add(key, value, place)
    for key, value, place in _marked(tree):
        add(key, value, place)
    kinds = tuple(kind for one in ([article] if article else []) for kind in _types(one))
    others = {kind for one in objects for kind in _types(one)} & {"itemlist", "collectionpage", "searchresultspage"}
    og = [str(one.get("content") or "").lower() for one in tree.iterfind(".//meta[@property='og:type']")]
    return Facts(
        {key: tuple(facts) for key, facts in found.items()},
        kinds,
        str(article.get("articleBody") or "") if article else "",
        not article and not any("article" in kind for kind in og) and (bool(others) or "website" in og),
    )


def _json_ld(tree: "HtmlElement") -> Iterator[dict[str, Any]]:
    """All objects in the page's JSON-LD, those in lists and graphs too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = (script.text or "")[:_MOST_JSON]
        try:
            values = _parsed(text)
        except (ValueError, RecursionError):
            continue
        yield from _objects(values)


def _parsed(text: str) -> Any:
    """JSON as pages have it: in a comment, with its quotes as entities, with a comma too many."""
    text = _WRAPPED.sub("", _WRAPPED.sub("", text)).strip().rstrip(";")
    tries = [text, _COMMA.sub(r"\1", text)]
    if "&quot;" in text[:200]:
        tries.append(unescape(text))
    for one in tries[:-1]:
        try:
            return json.JSONDecoder(strict=False).raw_decode(one)[0]
        except ValueError:
            continue
    return json.JSONDecoder(strict=False).raw_decode(tries[-1])[0]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting, count = [value], 0
    while waiting and count < 2000:
        one = waiting.pop(0)
        count += 1
        if isinstance(one, list):
            waiting = one + waiting
        elif isinstance(one, dict):
            yield one
            for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                if isinstance(one.get(name), (list, dict)):
                    waiting.append(one[name])


def _types(one: dict[str, Any]) -> list[str]:
    kinds = one.get("@type")
    return [str(kind).rpartition("/")[2].lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _article(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The article among the objects: the one that says most of itself."""
    articles = [one for one in objects if any(kind in _ARTICLES for kind in _types(one))]
    told = ("headline", "author", "datePublished", "articleBody", "creator", "mainEntityOfPage")
    return max(articles, key=lambda one: sum(1 for name in told if one.get(name)), default={})


def _page(objects: list[dict[str, Any]]) -> dict[str, Any]:
    pages = [one for one in objects if "webpage" in _types(one) and one.get("datePublished")]
    return pages[0] if pages else {}


def _take_article(article: dict[str, Any], by_id: dict[str, dict[str, Any]], add: Any) -> None:
    add("title", article.get("headline"), "json-ld/headline")
    add("title", article.get("name"), "json-ld/name")
    add("dek", article.get("description"), "json-ld/description")
    _take_authors(article, by_id, add)
    _take_dates(article, add)
    for value in _listed(article.get("articleSection")):
        add("section", value, "json-ld/articleSection")
    for value in _listed(article.get("keywords")):
        add("tags", value, "json-ld/keywords")
    for one in _listed(article.get("image")):
        image = by_id.get(str(one.get("@id")), one) if isinstance(one, dict) else {"url": one}
        add("image", image.get("url") or image.get("contentUrl"), "json-ld/image")
        add("image_caption", image.get("caption"), "json-ld/image/caption")
        add("image_credit", image.get("creditText"), "json-ld/image/creditText")
    page = article.get("mainEntityOfPage")
    add("canonical", page.get("@id") if isinstance(page, dict) else page, "json-ld/mainEntityOfPage")
    add("canonical", article.get("url"), "json-ld/url")
    for one in _listed(article.get("publisher")):
        publisher = by_id.get(str(one.get("@id")), one) if isinstance(one, dict) else {}
        add("source", publisher.get("name"), "json-ld/publisher")
    add("lang", article.get("inLanguage"), "json-ld/inLanguage")
    if str(article.get("isAccessibleForFree")).lower() == "false":
        add("paid", "isAccessibleForFree: false", "json-ld/isAccessibleForFree")
    add("sponsor", _name(article.get("sponsor")), "json-ld/sponsor")
    add("dateline", article.get("dateline"), "json-ld/dateline")
    add("correction", article.get("correction"), "json-ld/correction")


def _take_page(page: dict[str, Any], by_id: dict[str, dict[str, Any]], add: Any) -> None:
    """What a page of no stated kind says: its dates and author, and nothing that might be the outlet's."""
    _take_authors(page, by_id, add)
    _take_dates(page, add)
    add("lang", page.get("inLanguage"), "json-ld/inLanguage")


def _take_dates(one: dict[str, Any], add: Any) -> None:
    add("date", one.get("datePublished"), "json-ld/datePublished")
    add("updated", one.get("dateModified"), "json-ld/dateModified")
    if not one.get("datePublished"):
        add("date", one.get("dateCreated"), "json-ld/dateCreated")


def _take_authors(one: dict[str, Any], by_id: dict[str, dict[str, Any]], add: Any) -> None:
    for name in ("author", "creator"):
        for author in _listed(one.get(name)):
            if isinstance(author, dict):
                author = {**by_id.get(str(author.get("@id", "")), {}), **author}
                firm = "organization" in "".join(_types(author))
                for value in _listed(author.get("name")):
                    add("firms" if firm else "authors", value, f"json-ld/{name}/name")
            else:
                add("authors", author, f"json-ld/{name}")
    for author in _listed(one.get("contributor")):
        add("contributors", _name(author), "json-ld/contributor")


def _name(value: Any) -> str:
    first = next(iter(_listed(value)), "")
    return str(first.get("name") or "") if isinstance(first, dict) else str(first)


def _listed(value: Any) -> list[Any]:
    """A value or the values of a list; how deep they're nested doesn't matter."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [inner for one in value[:100] for inner in (one if isinstance(one, list) else [one]) if inner]
    return [value]


def _metas(tree: "HtmlElement") -> list[tuple[str, str, str]]:
    """The values of meta and link elements, by key and by how telling their names are."""
    out: list[tuple[str, int, str, str]] = []
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name in _KEYS and (element.get("content") or "").strip():
                key, place = _KEYS[name]
                out.append((key, place, element.get("content", ""), f"meta[{attribute}={element.get(attribute)}]"))
                break
    for element in tree.iter("link"):
        address = element.get("href") if "canonical" in (element.get("rel") or "").lower().split() else None
        if address:
            out.append(("canonical", -1, address, "link[rel=canonical]"))
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    if language:
        out.append(("lang", -1, language, "html[lang]"))
    title = tree.find(".//title")
    if title is not None and title.text:
        out.append(("page_title", 0, title.text, "title"))
    out.sort(key=lambda entry: entry[1])
    return [(key, value, place) for key, _, value, place in out]


def _marked(tree: "HtmlElement") -> Iterator[tuple[str, str, str]]:
    """What is marked on the page itself: headings, microdata, hentry, and times."""
    for element in itertools.islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS):
        yield ("h1" if element.tag == "h1" else "heading"), element.text_content(), str(element.tag)
    scope = next((one for one in tree.iter() if _is_article(one)), None)
    if scope is not None:
        for element in scope.iter():
            names = (element.get("itemprop") or "").lower().split() if isinstance(element.tag, str) else []
            key = next((_PROPERTIES[name] for name in names if name in _PROPERTIES), "")
            if key and not _is_nested(element, scope):
                yield key, _value(element), f"[itemprop={element.get('itemprop')}]"
    entry = next(iter(tree.find_class("hentry")), None)
    entry = entry if entry is not None else next(iter(tree.find_class("h-entry")), None)
    for name, key in _CLASSES.items() if entry is not None else ():
        for element in entry.find_class(name)[:1] if entry is not None else ():
            yield key, element.get("datetime") or element.get("title") or element.text_content(), f".{name}"
    for element in tree.iter("time"):
        if "pubdate" in element.attrib and element.get("datetime"):
            yield "date", element.get("datetime", ""), "time[pubdate]"


_PROPERTIES = {
    "headline": "title",
    "alternativeheadline": "dek",
    "author": "authors",
    "creator": "authors",
    "datepublished": "date",
    "datemodified": "updated",
    "articlesection": "section",
}
_CLASSES = {"entry-title": "title", "published": "date", "dt-published": "date", "updated": "updated"}


def _is_article(element: "HtmlElement") -> bool:
    kind = element.get("itemtype") if isinstance(element.tag, str) else None
    return bool(kind) and str(kind).strip().rpartition("/")[2].lower() in _ARTICLES


def _is_nested(element: "HtmlElement", scope: "HtmlElement") -> bool:
    """Whether it belongs to a thing inside the article: a related one, a comment."""
    for parent in element.iterancestors():
        if parent is scope:
            return False
        if parent.get("itemscope") is not None:
            return True
    return True


def _value(element: "HtmlElement") -> str:
    """What an element of microdata says: a machine's form of it, the name of a person, its text."""
    if element.get("itemscope") is not None:
        for inner in element.iter():
            if isinstance(inner.tag, str) and "name" in (inner.get("itemprop") or "").split():
                return str(inner.get("content") or inner.text_content())
    return str(element.get("content") or element.get("datetime") or element.text_content())


def _plain(value: object) -> str:
    """A value as text, on one line; entities that were written twice are read."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = str(value)
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text and ">" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", text)
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())
