"""Where things live: the one place that makes an address.

An address is the path of a file in the output, with a slash in front: `/politics/2026/11/budget.html`. What a link to
it says is its `href`: percent-encoded, with the path of the outlet's url in front, and `/` for `/index.html`.
"""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from broadsheet.article import Article, Kind
from broadsheet.keys import Term
from broadsheet.settings import Settings
from broadsheet.settings_file import OWN_FOLDERS
from broadsheet.slugs import slugify

LONGEST_SEGMENT = 200
"""Bytes of UTF-8; file systems take 255, and a file on its way into the output has a longer name for a moment."""
_UNRESERVED = re.compile(r"[A-Za-z0-9/._~-]*")
"""What stands in a link as it is."""

FEED_FILES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""What the feed of a term is called in its folder."""
NOTICES = {
    "/.htaccess": "Apache's redirects and headers",
    "/.well-known/security.txt": "the notice for who finds a hole",
    "/.well-known/trust.txt": "the notice of whom the outlet is bound up with",
    "/_headers": "the host's headers",
    "/_nginx.conf": "nginx's redirects and headers",
    "/_redirects": "the host's redirects",
    "/ads.txt": "the list of who may sell advertisements",
    "/app-ads.txt": "the list of who may sell advertisements in apps",
    "/apple-touch-icon.png": "an icon of the site",
    "/favicon.ico": "an icon of the site",
    "/humans.txt": "the list of who makes the site",
    "/robots.txt": "the rules for robots",
    "/trust.txt": "the notice of whom the outlet is bound up with",
}
"""Where machines look for what an outlet tells them; only a file of static/ may take its place."""
NINJS, REPUBLISH = "ninjs.json", "republish.html"
"""What the names of those end in that lie beside an article."""
_FOLDERS = {"tag": "/tags", "author": "/authors", "story": "/stories", "correction": "/corrections"}
_RUN_PAGE = re.compile(r"/\d{4}(/\d{2})?/(index|page-\d+)\.html")
_RUN_FOLDER = re.compile(r"/\d{4}(/\d{2})?")
_SITEMAP = re.compile(r"/sitemap(?:-([^/]+?))??(?:-(?:pages|news|(?:\d{4}-\d{2}|undated)(?:-\d+)?))\.xml")


def article_address(article: Article, settings: Settings) -> str:
    """Where an article or a standing page lives; its `url`, where it has one, stands above all else.

    Days are those of the outlet's time zone. A standing page keeps its folders under content/pages/, and one that is
    already in the folder of its edition (pages/es/about.md) isn't put into another.
    """
    if article.kind is Kind.AUTHOR:
        raise ValueError(f"{article.path} is an author's page: ask term_address for it")
    if article.url:
        return file_of(article.url)
    prefix, slug = _prefix(article.edition, settings), article.slug
    if not slug:
        stem = article.path.rpartition("/")[2].removesuffix(".md")
        slug = slugify(stem) or stem
    if article.kind is Kind.PAGE:
        folders = article.path.split("/")[2:-1]
        if prefix and folders[:1] == [prefix[1:]]:
            prefix = ""
        return "/".join([prefix, *folders, f"{slug}.html"])
    section = article.section or settings.default_section
    if article.date is None:
        return prefix + file_of(settings.addresses.undated.format(section=section, slug=slug))
    day = article.date.at.astimezone(settings.zone)
    dated = settings.addresses.article.format(
        section=section, year=f"{day.year:04}", month=f"{day.month:02}", day=f"{day.day:02}", slug=slug
    )
    return prefix + file_of(dated)


def file_of(url: str) -> str:
    """The file that answers at a path which a person wrote: `/x/` is `/x/index.html`, and `/x` is `/x.html`.

    Percent-encoding is taken off, so that an old address can be pasted as it was.
    """
    try:
        path = unquote(url, errors="strict")
    except UnicodeDecodeError:
        path = url
    if path.endswith("/"):
        return path + "index.html"
    return path if "." in path.rpartition("/")[2] else path + ".html"


def term_address(term: Term, settings: Settings) -> str:
    """The front of a term; of all articles, it's the home page."""
    return _folder(term, settings) + "/index.html"


def run_address(term: Term, bucket: str, number: int, settings: Settings) -> str:
    """A page of a term's archive: `bucket` is a month (`2026-11`), a year, or empty where all is in one run.

    Number 0 is the newest page, the one that is still being filled; full pages count from 1, the oldest.
    """
    folder = _archive(term.edition, settings) if term.kind == "all" else _folder(term, settings)
    if bucket:
        folder += "/" + bucket.replace("-", "/")
    return f"{folder}/page-{number}.html" if number else f"{folder}/index.html"


def archive_address(edition: str, settings: Settings) -> str:
    """The page of all months."""
    return _archive(edition, settings) + "/index.html"


def feeds_address(edition: str, settings: Settings) -> str:
    """The page that tells readers which feeds there are."""
    return _prefix(edition, settings) + "/feeds/index.html"


def feed_address(term: Term, settings: Settings, form: str = "rss") -> str:
    """The feed of a term, as `rss`, `atom` or `json`; of all articles, it's the site's."""
    return f"{_folder(term, settings)}/{FEED_FILES[form]}"


def archived_feed_address(edition: str, bucket: str, number: int, settings: Settings) -> str:
    """A part of a month of the site's feed (RFC 5005), beside the month's own page: numbered as that is."""
    address = run_address(Term("all", edition), bucket, number, settings)
    return address.removesuffix("index.html").removesuffix(".html") + ("/feed.xml" if number else "feed.xml")


def custom_feed_address(edition: str, name: str, form: str, settings: Settings) -> str:
    """A feed that site.toml names."""
    return f"{_prefix(edition, settings)}/feeds/{name}.{'json' if form == 'json' else 'xml'}"


def podcast_address(settings: Settings) -> str:
    """The podcast, which is the main edition's."""
    return custom_feed_address(settings.outlet.language, "podcast", "rss", settings)


def feed_style_address(ending: str) -> str:
    """What a browser shows a feed with."""
    return f"/feeds/style.{ending}"


def notice_address(name: str) -> str:
    """What machines look for at the root: `robots.txt`, `.well-known/security.txt`."""
    return f"/{name}"


def manifest_address(edition: str, settings: Settings) -> str:
    """The web app's manifest."""
    return _prefix(edition, settings) + "/site.webmanifest"


def icon_address(name: str) -> str:
    """An icon of the site, besides those that have names of their own."""
    return f"/icons/{name}"


def export_address(article: Article, ending: str, settings: Settings) -> str:
    """What lies beside an article's page for other papers: `ninjs.json`, `republish.html`."""
    return f"{article_address(article, settings).removesuffix('.html')}.{ending}"


def fragment_address(edition: str, name: str, settings: Settings) -> str:
    """A piece that pages include."""
    return f"{_prefix(edition, settings)}/fragments/{name}.html"


def sitemap_index_address() -> str:
    """The index that leads to all sitemaps."""
    return "/sitemap.xml"


def sitemap_address(edition: str, part: str, settings: Settings) -> str:
    """A sitemap of an edition: `pages`, `news`, or a part of a month (`2026-11`, `2026-11/3`, `undated`).

    All are at the root: a sitemap may list nothing outside its folder, and an article's `url` may lie anywhere.
    """
    prefix = _prefix(edition, settings).replace("/", "-")
    return f"/sitemap{prefix}-{part.replace('/', '-')}.xml"


def not_found_address(edition: str, settings: Settings) -> str:
    """The page that a host shows where there is none."""
    return _prefix(edition, settings) + "/404.html"


def media_address(path: str) -> str:
    """A picture or a recording, by its path under media/."""
    return f"/media/{path}"


def variant_address(path: str, token: str, recipe: str) -> str:
    """A size or a crop of a picture under media/, beside it: `/media/2026/ferry.3fa94c1d07.640.webp`."""
    folder, slash, name = path.rpartition("/")
    stem = name.rpartition(".")[0].encode()[: LONGEST_SEGMENT - 50].decode("utf-8", "ignore")
    return media_address(f"{folder}{slash}{stem}.{token}.{recipe}")


def static_address(path: str) -> str:
    """A file that is copied as it is, by its path under static/."""
    return f"/{path}"


def asset_address(name: str) -> str:
    """A file of the theme, by its name with the fingerprint in it."""
    return f"/assets/{name}"


def href(address: str, settings: Settings) -> str:
    """What a link to an address says, from the root of the host."""
    if address.endswith("/index.html"):
        address = address.removesuffix("index.html")
    elif not settings.addresses.html:
        address = address.removesuffix(".html")
    return settings.base + (address if _UNRESERVED.fullmatch(address) else quote(address, safe="/"))


def absolute(address: str, settings: Settings) -> str:
    """What a link says that is read elsewhere: in a feed, in structured data."""
    return settings.outlet.url.removesuffix(settings.base) + href(address, settings)


def answering(path: str, settings: Settings) -> tuple[str, ...]:
    """The addresses that may answer to the path of a request or of a link, the likeliest first; the way back of href.

    None at all for what lies outside the path of the outlet's url.
    """
    if not path.startswith(settings.base + "/"):
        return ()
    address = unquote(path.removeprefix(settings.base))
    if address.endswith("/"):
        return (address + "index.html",)
    if settings.addresses.html:
        return (address,)
    return (address, address + ".html")


def fold(address: str) -> str:
    """The form in which addresses are compared: two that some file system takes for one clash."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", address).casefold())


def folders(address: str) -> tuple[str, ...]:
    """The folders that an address lies in: none of them can be the address of another file."""
    parents = [parent.as_posix() for parent in PurePosixPath(address).parents]
    return tuple(parents[:-1])


def check(address: str) -> str | None:
    """Why nothing can live at an address, in words; None when something can."""
    if not address.startswith("/"):
        return "an address begins with a slash"
    if "\\" in address:
        return "an address has no backslash"
    if not address.isprintable():
        return "an address has no control characters, line breaks or invisible characters"
    if "?" in address or "#" in address:
        return "an address has no ? and no #: a file can't answer to them"
    if ".html/" in address.lower() and any(folder.lower().endswith(".html") for folder in folders(address)):
        return "no folder of an address ends in .html: where a page lives there can't be a folder"
    return next(filter(None, map(_check_segment, address[1:].split("/"))), None)


def reserved(address: str, settings: Settings, *, file: bool = False) -> str | None:
    """What of ours lives at an address, in words; None when an article or an alias may, or a file of static/.

    Such a file may be what machines look for there, in place of what we would make.
    """
    folded = fold(address)
    if not file:
        if folded in NOTICES:
            return NOTICES[folded]
        if any(folded == fold(manifest_address(edition.language, settings)) for edition in settings.editions):
            return "the web app's manifest"
        if _under(folded, "/icons"):
            return OWN_FOLDERS["icons"]
        if folded.endswith((f".{NINJS}", f".{REPUBLISH}")):
            return "what lies beside an article for other papers"
    if "/.broadsheet" in folded:
        return "Broadsheet's own notes about the output"
    if _under(folded, "/assets"):
        return OWN_FOLDERS["assets"]
    if _under(folded, "/media"):
        return OWN_FOLDERS["media"]
    if _is_sitemap(folded, settings):
        return "a sitemap"
    for edition in reversed(settings.editions):
        if edition.prefix and _under(folded, f"/{fold(edition.prefix)}"):
            rest = folded[len(fold(edition.prefix)) + 1 :]
            what = _reserved(rest, settings) if rest else "the home page"
            return f"{what} of the edition {edition.language}" if what else None
    return _reserved(folded, settings)


def _reserved(rest: str, settings: Settings) -> str | None:
    single = {"/index.html": "the home page", "/404.html": "the 404 page"}
    single |= dict.fromkeys((f"/{name}" for name in FEED_FILES.values()), "the site's feed")
    if rest in single:
        return single[rest]
    first = rest.split("/")[1]
    if first in OWN_FOLDERS and first not in ("assets", "icons", "media"):
        return OWN_FOLDERS[first]
    if all(section.id != first for section in settings.sections):
        return None
    inner = rest.removeprefix(f"/{first}")
    if inner in ("", "/index.html"):
        return f"the front of the section {first}"
    if inner[1:] in FEED_FILES.values():
        return f"the feed of the section {first}"
    if _RUN_PAGE.fullmatch(inner) or _RUN_FOLDER.fullmatch(inner):
        return f"the months of the section {first}"
    return None


def _is_sitemap(folded: str, settings: Settings) -> bool:
    found = _SITEMAP.fullmatch(folded)
    prefixes = {fold(edition.prefix) for edition in settings.editions}
    return folded == "/sitemap.xml" or (found is not None and (found[1] or "") in prefixes)


def _prefix(edition: str, settings: Settings) -> str:
    if edition == settings.outlet.language:
        return ""
    return f"/{settings.edition(edition).prefix}"


def _folder(term: Term, settings: Settings) -> str:
    prefix = _prefix(term.edition, settings)
    match term.kind:
        case "all":
            return prefix
        case "section":
            return f"{prefix}/{term.key}"
        case "correction":
            return prefix + _FOLDERS["correction"]
        case "tag" | "author" | "story":
            return f"{prefix}{_FOLDERS[term.kind]}/{term.key}"
    raise ValueError(f"no page is made for the term {term}")


def _archive(edition: str, settings: Settings) -> str:
    return _prefix(edition, settings) + "/archive"


def _under(address: str, folder: str) -> bool:
    return address == folder or address.startswith(folder + "/")


def _check_segment(segment: str) -> str | None:
    if not segment:
        return "an address has a name between any two slashes, and after the last"
    if segment in (".", ".."):
        return f"an address has no “{segment}” in it"
    if segment != segment.strip() or segment.endswith("."):
        return f"no part of an address begins or ends with a space, or ends with a dot: “{segment}”"
    if len(segment.encode()) > LONGEST_SEGMENT:
        return f"each part of an address has at most {LONGEST_SEGMENT} bytes"
    return None
