"""A post as the export of another system has it, and the manuscript that it makes; WordPress, Blogger, Ghost, feeds."""

import datetime as dt
import re

import msgspec

from broadsheet.article import Image, Source, When
from broadsheet.entities import unescape
from broadsheet.ingest import bylines, companions, html_body, instants
from broadsheet.ingest.belonging import alias_of, section_of
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Decision, Manuscript
from broadsheet.ingest.pictures import Finder, Picture
from broadsheet.ingest.words import all_words, fold
from broadsheet.settings import Settings
from broadsheet.slugs import slugify

MANY_TAGS = 12
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]{0,2000}-->")
_IDENTITY = re.compile(r"[^\s\"\\]{1,300}")
_LOGIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_ACCOUNTS = frozenset({"admin", "administrator", "editor", "root", "webmaster", "wordpress", "unknown", "anonymous"})
_SIZE = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|rotated)(?=\.\w{3,4}$)")
_MAIL_DATE = re.compile(
    r"(?:[^\W\d]{2,15}\.?,?\s+)?(\d{1,2})\s+([^\W\d]{3,15})\.?\s+(\d{4}),?\s+(\d\d:\d\d(?::\d\d)?)\s*([+-]\d\d:?\d\d|Z)?"
)
_PICTURE = re.compile(r"<(?:img|figure)\b", re.I)
_SRC = re.compile(r"<img\b[^<>]*?\ssrc\s*=\s*[\"']?([^\"'\s<>]+)", re.I)


class Pictured(msgspec.Struct, frozen=True):
    """A picture that belongs to a post by what the export says, not by standing in its text."""

    address: str
    caption: str = ""
    alt: str = ""
    place: str = "image"


class Post(msgspec.Struct, kw_only=True):
    """What an export says of one post, each thing in its own words; empty where it says nothing.

    `title`, `dek` and `body` are HTML. `categories` are the names among which the section may be, the likeliest first;
    those that aren't it become tags, before `tags`. `links` are its own addresses, new and old. `base` is the address
    against which links in its text are meant. `places` says where in the export each key stood.
    """

    title: str = ""
    dek: str = ""
    body: str = ""
    authors: list[str] = []
    categories: list[str] = []
    parents: list[str] = []
    """Names of what the categories belong to: a section may be one of them, a tag never."""
    tags: list[str] = []
    date: When | None = None
    updated: When | None = None
    slug: str = ""
    links: list[str] = []
    id: str = ""
    image: Pictured | None = None
    access: str = ""
    lang: str = ""
    canonical: str = ""
    source: Source = Source()
    base: str = ""
    draft: list[str] = []
    review: list[str] = []
    decisions: list[Decision] = []
    places: dict[str, str] = {}

    def note(self, rule: str, action: Action, before: str, place: str = "", after: str = "", field: str = "") -> None:
        """Adds a decision at a place within the post."""
        self.decisions.append(Decision(0, rule, action, before[:2000], after, 0.9, field, place))

    def ask(self, question: str) -> None:
        """Adds what an editor should look at."""
        self.review.append(question)

    def hold(self, reason: str) -> None:
        """Adds a reason for which it can't be published as it is."""
        self.draft.append(reason)
        self.review.append(reason)


def manuscript_of(post: Post, item: Item, raw: RawSource, known: Known, prefix: str = "item") -> Manuscript:
    """The manuscript of a post; UnreadableError where there is neither a title nor a text."""
    settings = known.settings
    own, find = f"{prefix} {item.number}", companions.finder(raw)
    title, dek = plain(post.title), plain(post.dek)
    lead, media = _lead(post, find)
    converted = html_body.convert(
        post.body, find, path=_at(own, _place(post, "body")), base=post.base, lead=lead is None or _repeats(post)
    )
    if lead is None or (converted.lead and not lead.src and converted.lead.src):
        lead = converted.lead
    elif converted.lead:
        lead = _joined(lead, converted.lead)
    _must_hold_something(post, title, converted.body)
    if not title:
        post.hold("no headline was found; the first words stand in for it")
        title = " ".join(re.sub(r"[\\#*>\[\]]", "", converted.body).split()[:12])[:90].strip()
    authors, agency = _authors(post)
    section, tags = _belonging(post, settings)
    canonical = _web(post.canonical, post, "canonical")
    origin = msgspec.structs.replace(post.source, url=_web(post.source.url, post, "source"))
    aliases = list(dict.fromkeys(filter(None, map(alias_of, post.links))))
    for key, value in (("date", post.date), ("author", authors or agency), ("section", section)):
        if not value:
            post.ask(f"no {key} was found in the source")
    if len(tags) > MANY_TAGS:
        post.ask(f"are all {len(tags)} tags needed?")
    if post.id and not _IDENTITY.fullmatch(post.id):
        post.note("no-id", Action.DROPPED, post.id, _place(post, "id"))
        post.id = ""
    said = {"title": title, "dek": dek, "authors": ", ".join(authors), "agency": agency, "section": section}
    said |= {"tags": ", ".join(tags), "aliases": ", ".join(aliases), "canonical": canonical}
    said |= {"access": post.access, "id": post.id}
    said |= {key: when.at.isoformat() for key in ("date", "updated") if (when := getattr(post, key))}
    moved = [
        Decision(0, "export", Action.MOVED, value, value, 1.0, key, _at(own, _place(post, key)))
        for key, value in said.items()
        if value
    ]
    decided = [msgspec.structs.replace(one, path=_at(own, one.path)) for one in post.decisions]
    return Manuscript(
        title=title,
        dek=dek,
        section=section,
        authors=tuple(authors),
        agency=agency,
        tags=tuple(tags),
        slug=slugify(post.slug),
        date=post.date,
        updated=post.updated,
        draft=tuple(dict.fromkeys(post.draft)),
        lang=_lang(post.lang, settings),
        image=lead,
        access=post.access,
        aliases=tuple(aliases),
        canonical=canonical,
        source=origin,
        review=tuple(dict.fromkeys([*post.review, *converted.review])),
        id=post.id,
        body=converted.body,
        decisions=(*moved, *decided, *converted.decisions),
        media=tuple(dict.fromkeys([*media, *converted.media])),
    )


def plain(html: str) -> str:
    """The words of a piece of HTML that is one line, such as a headline."""
    if "<" in html:
        html = _TAG.sub("", html)
    return " ".join(unescape(html).split())


def instant(text: str, zone: dt.tzinfo) -> When | None:
    """An instant as exports write it; the year 0 and 1970's first moment are how systems say that there is none."""
    found = None if text.strip().startswith(("0000", "-0001", "-")) else instants.read(text, zone)
    if found is None and (mail := _MAIL_DATE.fullmatch(text.strip())):
        # As mails have it, but with the names of days and months in the system's own language.
        month = all_words().months.get(mail[2].casefold(), 0)
        found = instants.read(f"{mail[3]}-{month:02}-{int(mail[1]):02}T{mail[4]}{mail[5] or ''}", zone)
    return found if found and found.at.year > 1 and found.instant != 0 else None


def _web(address: str, post: Post, key: str) -> str:
    """A web address; any other is no address for readers, and is reported."""
    if not address or re.fullmatch(r"https?://[^\s/\"<>]+(?:/[^\s\"<>]*)?", address):
        return address
    post.note("no-web-address", Action.DROPPED, address, _place(post, key))
    return ""


def _place(post: Post, key: str) -> str:
    return post.places.get(key, key)


def _at(own: str, place: str) -> str:
    return f"{own}/{place}" if place else own


def _must_hold_something(post: Post, title: str, body: str) -> None:
    if body.strip():
        return
    if not title:
        raise UnreadableError("there is neither a headline nor a text in it", "take it out of the export")
    post.hold("there is no text in it")


def _lead(post: Post, find: Finder) -> tuple[Image | None, list[Picture]]:
    """The picture that the export names for the post, with the file if it came along."""
    named = post.image
    if named is None or not (named.address or named.caption):
        return None, []
    caption, alt = plain(named.caption), plain(named.alt)
    found = find(named.address) if named.address else None
    if found:
        post.note("picture", Action.MOVED, named.address, named.place, found.path, "image")
        return Image(found.path, alt, caption), [found]
    post.ask(f"a picture didn't come along: {named.address}" + (f" ({caption or alt})" if caption or alt else ""))
    post.note("missing-picture", Action.FLAGGED, named.address, named.place)
    return Image("", alt, caption), []


def _repeats(post: Post) -> bool:
    """Whether the text begins with the picture that the export names for the post: then it is the same one, once."""
    first = _PICTURE.search(post.body)
    if post.image is None or first is None or plain(post.body[: first.start()]):
        return False
    shown = _SRC.search(post.body, first.start(), first.start() + 5000)
    return shown is not None and _stem(unescape(shown[1])) == _stem(post.image.address)


def _stem(address: str) -> str:
    return _SIZE.sub("", address.partition("?")[0].rpartition("/")[2]).casefold()


def _joined(lead: Image, other: Image) -> Image:
    """One picture of two ways to name it: what the text says of it counts before what the library of pictures says."""
    return Image(
        lead.src or other.src, other.alt or lead.alt, other.caption or lead.caption, other.credit or lead.credit
    )


def _authors(post: Post) -> tuple[list[str], str]:
    """The authors, and the agency among them; accounts that are no people are asked about."""
    words, place = all_words(), _place(post, "authors")
    authors: list[str] = []
    agency = ""
    for name in post.authors:
        name = plain(name)
        if not name:
            continue
        if fold(name) in words["agency"]:
            agency = agency or name
        elif "@" in name or fold(name) in _ACCOUNTS:
            post.ask("who wrote it? The source names only an account")
            post.note("account", Action.DROPPED, name, place)
        else:
            found = bylines.parse(name, words)
            for one in found.authors if found and found.authors else (name,):
                if one not in authors:
                    authors.append(one)
            if _LOGIN.fullmatch(name) and any(c.isdigit() for c in name):
                post.ask(f"is “{name}” the name of a person?")
    return authors, agency


def _belonging(post: Post, settings: Settings) -> tuple[str, list[str]]:
    """The section among the categories, and all else that they say, as tags."""
    categories = [name for one in post.categories if (name := plain(one))]
    section = section_of(categories, settings) or section_of([plain(one) for one in post.parents], settings)
    tags: dict[str, str] = {}
    for tag in [*categories, *map(plain, post.tags)]:
        if tag and not (section and section_of([tag], settings) == section):
            tags.setdefault(fold(tag), tag)
    if not section and categories:
        post.note("no-such-section", Action.FLAGGED, ", ".join(categories), _place(post, "section"), "kept as tags")
    return section, list(tags.values())


def _lang(lang: str, settings: Settings) -> str:
    """The language, where it isn't the outlet's own."""
    tag = lang.strip().replace("_", "-")
    outlet = settings.outlet.language.partition("-")[0].lower()
    known = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag)
    return tag if known and tag.partition("-")[0].lower() != outlet else ""
