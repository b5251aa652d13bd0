"""Ghost exports: each post an article; its HTML is taken, or what Ghost's editor kept where there is none."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from broadsheet.article import When
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.ghost_editor import of_lexical, of_mobiledoc
from broadsheet.ingest.json_feed import MOST, text
from broadsheet.ingest.json_mistakes import told
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.posts import Pictured, Post, instant, manuscript_of, plain

_HERE = re.compile(r"__GHOST_URL__")
_PAYWALL = re.compile(r"<!--\s*members-only\s*-->")
_PAYING = ("paid", "tiers", "members")
_AGAIN = "export again: Settings, Migration tools, Export"


class _Data(msgspec.Struct):
    posts: list[msgspec.Raw] = []
    posts_meta: Any = None
    tags: Any = None
    posts_tags: Any = None
    users: Any = None
    posts_authors: Any = None


class _Base(msgspec.Struct):
    data: _Data


class _Export(msgspec.Struct):
    db: list[_Base] = []
    data: _Data | None = None


class _Value(msgspec.Struct, frozen=True):
    """A post with the rows of the other tables that belong to it."""

    post: dict[str, Any]
    about: dict[str, Any]
    tags: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()


class Ghost:
    """The format of Ghost's export."""

    name = "Ghost export"

    def recognise(self, head: bytes, name: str) -> float:
        """By its outermost keys, and a table that only Ghost has."""
        start = re.match(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"(?:db|meta|data)\"\s*:", head)
        marks = (b'"mobiledoc"', b'"lexical"', b'"posts_tags"', b'"posts_authors"', b'"exported_on"', b"__GHOST_URL__")
        return 0.95 if start and any(mark in head for mark in marks) else 0.0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: a post holds its text and no page around it."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The posts; pages are left out."""
        data = _read(raw)
        about = {str(row.get("post_id")): row for row in _rows(data.posts_meta)}
        tags = _joined(data.posts_tags, "tag_id", {str(row.get("id")): row for row in _rows(data.tags)})
        users = {str(row.get("id")): row for row in _rows(data.users)}
        authors = _joined(data.posts_authors, "author_id", users)
        for number, written in enumerate(data.posts, 1):
            try:
                post = msgspec.json.decode(written)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
                yield Passed(number, "", f"this post can't be read: {problem}", _AGAIN, wrong=True)
                continue
            if not isinstance(post, dict):
                yield Passed(number, "", "this isn't a post", _AGAIN, wrong=True)
                continue
            name, own = text(post, "title"), str(post.get("id"))
            if text(post, "type") == "page" or post.get("page") in (1, True):
                yield Passed(number, name, "a page, not a post: standing pages go to content/pages/")
                continue
            written_by = authors.get(own) or [users[one] for one in [str(post.get("author_id"))] if one in users]
            if text(post, "html"):
                post = {key: value for key, value in post.items() if key not in ("mobiledoc", "lexical")}
            post.pop("plaintext", None)
            yield Item(
                number,
                name,
                _Value(
                    post,
                    about.get(own, {}),
                    tuple((text(row, "name"), text(row, "visibility")) for row in tags.get(own, [])),
                    tuple(text(row, "name") for row in written_by),
                ),
            )

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one post."""
        value: _Value = item.value
        row, about = value.post, value.about
        post = Post(title=_escaped(text(row, "title")), id=str(row.get("id") or ""), slug=text(row, "slug"))
        _body(row, post)
        post.dek = _escaped(text(row, "custom_excerpt"))
        post.lang = text(row, "locale")
        post.authors = list(value.authors)
        for name, visibility in value.tags:
            if visibility == "internal" or name.startswith("#"):
                post.note("internal-tag", Action.DROPPED, name, "tags")
            else:
                post.categories.append(name)
        _state(row, post, known.settings.zone)
        if image := text(row, "feature_image") or text(row, "image"):
            caption, alt = text(about, "feature_image_caption"), _escaped(text(about, "feature_image_alt"))
            post.image = Pictured(_HERE.sub("", image), caption, alt, "feature_image")
        post.canonical = text(row, "canonical_url")
        if row.get("featured") in (1, True):
            post.ask("it was featured in Ghost: content/desk.yaml can pin it")
        for name in ("codeinjection_head", "codeinjection_foot"):
            if written := text(row, name):
                post.note("code-injection", Action.DROPPED, written, name)
        post.places = {"dek": "custom_excerpt", "date": "published_at", "section": "tags", "aliases": "slug"}
        post.places |= {"body": "html", "canonical": "canonical_url", "access": "visibility"}
        return manuscript_of(post, item, raw, known, "post")


def _body(row: dict[str, Any], post: Post) -> None:
    body = text(row, "html")
    if not body and (written := text(row, "lexical")):
        body = of_lexical(written, post)
    if not body and (written := text(row, "mobiledoc")):
        body = of_mobiledoc(written, post)
    body = _HERE.sub("", body)
    if _PAYWALL.search(body):
        post.ask("Ghost cut the text for subscribers at one place: a line <!-- paywall --> does that here")
        post.note("paywall", Action.DROPPED, "<!--members-only-->", "html")
    post.body = _PAYWALL.sub("", body)


def _state(row: dict[str, Any], post: Post, zone: dt.tzinfo) -> None:
    status, visibility = text(row, "status"), text(row, "visibility")
    post.date = _when(row.get("published_at"), zone)
    if status == "draft":
        post.hold("a draft in Ghost")
        post.date = None
    elif status == "scheduled":
        post.note("scheduled", Action.FLAGGED, str(row.get("published_at")), "status", "shown from its date on")
    elif status == "sent":
        post.hold("it was only sent as a newsletter, and never published")
    elif status not in ("published", ""):
        post.hold(f"its state in Ghost is “{status}”")
    if status in ("published", "scheduled", "") and post.slug:
        # Ghost's own addresses, unless the outlet wrote others into its routes.yaml, which no export holds.
        post.links = [f"/{post.slug}/"]
    if visibility in _PAYING:
        post.access = "paid"
        if visibility == "members":
            post.ask("in Ghost it was for all who had registered, also without paying")
    if saved := row.get("updated_at"):
        post.note("last-saved", Action.DROPPED, str(saved), "updated_at")


def _when(value: Any, zone: dt.tzinfo) -> When | None:
    """An instant of Ghost's: ISO 8601, a text without a zone that is meant in UTC, or milliseconds."""
    if isinstance(value, str):
        return instant(value, dt.UTC)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e14:
        return When(dt.datetime.fromtimestamp(value / 1000, dt.UTC).astimezone(zone))
    return None


def _read(raw: RawSource) -> _Data:
    if raw.size > MOST:
        message = f"this has {raw.size / 1e6:,.0f} MB, more than the {MOST / 1e6:,.0f} MB that can be read at once"
        raise UnreadableError(message, "export it in parts")
    try:
        export = msgspec.json.decode(raw.read_bytes().removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableError(told("this Ghost export", problem), _AGAIN) from problem
    data = export.db[0].data if export.db else export.data
    if data is None or not data.posts:
        raise UnreadableError("this Ghost export has no posts in it", _AGAIN)
    return data


def _rows(table: Any) -> list[dict[str, Any]]:
    return [row for row in table if isinstance(row, dict)] if isinstance(table, list) else []


def _joined(table: Any, key: str, others: dict[str, dict[str, Any]]) -> dict[str, Sequence[dict[str, Any]]]:
    """The rows of another table that belong to each post, in the order that Ghost keeps them in."""
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for row in _rows(table):
        other = others.get(str(row.get(key)))
        order = row.get("sort_order")
        if other:
            found.setdefault(str(row.get("post_id")), []).append((order if isinstance(order, int) else 0, other))
    return {post: [row for _, row in sorted(rows, key=lambda one: one[0])] for post, rows in found.items()}


def _escaped(words: str) -> str:
    return plain(words).replace("&", "&amp;").replace("<", "&lt;")
