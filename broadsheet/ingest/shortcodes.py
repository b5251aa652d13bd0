"""WordPress's shortcodes: `[caption]`, `[gallery]`, `[embed]` as HTML; of all others the text within, and a report."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import escape

import msgspec

from broadsheet.ingest.manuscript import Action
from broadsheet.ingest.posts import Post


class Attached(msgspec.Struct, frozen=True):
    """A file of the site's library, a picture mostly, and what is said of it there; `parent` is a post's number."""

    address: str
    caption: str = ""
    alt: str = ""
    parent: str = ""


_TOKEN = re.compile(r"(\[?)\[(/?)([A-Za-z][\w-]{0,50})((?:[\s=][^\[\]]{0,4000})?)\](\]?)")
_ATTRIBUTE = re.compile(r"([\w-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]{4,2000}")
_GUARDED = re.compile(r"<(/?)(pre|code|script|style|textarea)\b[^<>]*>", re.I)
_CAPTIONED = re.compile(r"\s*((?:<p>\s*)?(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.S | re.I)

_BEFORE = re.compile(r"(?:\s|<br\s{0,9}/?>|</p>)*+")
_LAST_TAG = re.compile(r"<(?:br\s{0,9}/?|p)>\Z")

_EMBEDS = frozenset(
    re.findall(
        r"\w+",
        "embed youtube vimeo twitter tweet instagram facebook tiktok soundcloud spotify dailymotion scribd slideshare"
        " ted googlemaps audio video playlist bandcamp flickr gist mixcloud reddit tumblr wpvideo videopress",
    )
)
_NOTES = frozenset(("efn_note", "footnote", "fn", "ref", "note", "mfn", "modern_footnote"))
_QUOTES = frozenset(("quote", "blockquote", "pullquote"))
_KNOWN = _EMBEDS | frozenset(
    re.findall(
        r"[\w-]+",
        "caption wp_caption gallery contact-form-7 contact-form gravityform gravityforms ninja_form ninja_forms wpforms"
        " mc4wp_form newsletter poll polldaddy crowdsignal recent_posts related_posts jetpack-related-posts toc"
        " archives blog_subscription_form donate dropcap",
    )
)
_FILES = ("src", "url", "href", "link", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv")
_BY_NUMBER = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}
_PLACE = "content:encoded"


def guarded(text: str) -> Iterator[tuple[bool, str]]:
    """The text in parts: with True what stands in `<pre>`, `<code>` and the like, which is meant as it is written."""
    at = start = 0
    name = ""
    for found in _GUARDED.finditer(text):
        if not found[1] and not name:
            start, name = found.start(), found[2].lower()
        elif found[1] and found[2].lower() == name:
            yield False, text[at:start]
            yield True, text[start : found.end()]
            at, name = found.end(), ""
    yield False, text[at:]


def expand(text: str, post: Post, files: Mapping[str, Attached], own: str) -> str:
    """The text with its shortcodes as HTML; `own` is the number of the post, whose gallery may be meant."""
    if "[" not in text:
        return text
    work = _Expansion(post, files, own)
    out = "".join(part if kept else work.expand(part) for kept, part in guarded(text))
    notes = "".join(f'<li id="fn-{number}">{note}</li>' for number, note in enumerate(work.notes, 1))
    return out + (f'<ol class="footnotes">{notes}</ol>' if notes else "")


class _Expansion:
    """The expansion of one text, and the notes that were found in it."""

    def __init__(self, post: Post, files: Mapping[str, Attached], own: str) -> None:
        self.notes: list[str] = []
        self._post = post
        self._files = files
        self._own = own

    def expand(self, text: str, depth: int = 0) -> str:
        """The text without shortcodes."""
        tokens = list(_TOKEN.finditer(text))
        closers: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            if token[2]:
                closers.setdefault(token[3].lower(), []).append(place)
        out, at, opened = [], 0, set[str]()
        for token in tokens:
            if token.start() < at:
                continue
            name, said = token[3].lower(), token[4]
            ends = [] if token[2] else closers.get(name, [])
            stop = bisect_left(ends, token.end(), key=lambda place: tokens[place].start())
            end = tokens[ends[stop]] if stop < len(ends) else None
            if token[1] and token[5]:  # [[name]] is how one writes about shortcodes
                out.append(text[at : token.start()] + token[0][1:-1])
                at = token.end()
                continue
            if not token[2] and name not in _KNOWN and not end and not _ATTRIBUTE.search(said):
                continue
            if token[2] and name not in _KNOWN and name not in opened:
                continue
            opened.add(name)
            out.append(text[at : token.start()] + token[1])
            at = token.end() - len(token[5])
            if token[2]:
                continue
            inner = text[token.end() : end.start()] if end else ""
            made = self._made(name, _attributes(said), said, inner, depth)
            if made is None:
                self._report(token[0], name)
            else:
                out.append(made)
                at = end.end() - len(end[5]) if end else at
        return "".join([*out, text[at:]])

    def _made(self, name: str, said: dict[str, str], written: str, inner: str, depth: int) -> str | None:
        """The HTML of a shortcode; None where we don't know it: its inner text stays then."""
        if name in ("caption", "wp_caption"):
            return _figure(inner, said.get("caption", ""))
        if name == "gallery":
            return self._gallery(said)
        if name in _EMBEDS:
            return self._embed(name, said, written, inner)
        if name in _NOTES and inner.strip():
            self.notes.append(inner.strip())
            number = len(self.notes)
            return f'<sup><a href="#fn-{number}" id="fnref-{number}">{number}</a></sup>'
        if name in _QUOTES and inner.strip() and depth < 5:
            return f"<blockquote>{self.expand(inner, depth + 1)}</blockquote>"
        return None

    def _gallery(self, said: dict[str, str]) -> str:
        numbers = re.findall(r"\d+", said.get("ids") or said.get("include") or "")
        if not numbers:
            owner = said.get("id") or self._own
            numbers = [number for number, one in self._files.items() if one.parent == owner]
        shown = [self._files[number] for number in numbers if number in self._files]
        if len(shown) < max(1, len(numbers)):
            self._post.ask("a gallery stood here, and not all of its pictures are in the export")
        self._post.note("gallery", Action.KEPT, f"[gallery] ({len(shown)} of {len(numbers)} pictures)", _PLACE)
        return "".join(
            f'<figure><img src="{escape(one.address)}" alt="{escape(one.alt)}">'
            + (f"<figcaption>{one.caption}</figcaption>" if one.caption else "")
            + "</figure>"
            for one in shown
        )

    def _embed(self, name: str, said: dict[str, str], written: str, inner: str) -> str | None:
        named = next((said[key] for key in _FILES if _ADDRESS.fullmatch(said.get(key, ""))), "")
        found = _ADDRESS.search(inner) or _ADDRESS.search(written)
        address = named or (found[0] if found else "")
        number = re.fullmatch(r"[\w-]{5,20}", said.get("id") or inner.strip() or written.strip())
        if not address and number and name in _BY_NUMBER:
            address = _BY_NUMBER[name].format(number[0])
        if not address:
            return None
        self._post.note("embed", Action.KEPT, f"[{name}] {address}", _PLACE, "a link")
        return f'<p><a href="{escape(address)}">{escape(address, quote=False)}</a></p>'

    def _report(self, whole: str, name: str) -> None:
        self._post.note("shortcode", Action.DROPPED, whole, _PLACE)
        question = f"WordPress put something here by the shortcode [{name}], which isn't in the export"
        if question not in self._post.review:
            self._post.ask(question)


def _attributes(said: str) -> dict[str, str]:
    return {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(said)}


def _figure(inner: str, caption: str) -> str:
    """A picture with the words behind it as its caption."""
    found = _CAPTIONED.match(inner)
    if not found:
        return inner
    words = _between_breaks(found[2]) or escape(caption)
    return (
        f"<figure>{found[1].removeprefix('<p>')}" + (f"<figcaption>{words}</figcaption>" if words else "") + "</figure>"
    )


def _between_breaks(text: str) -> str:
    """The text without the breaks and paragraphs that an editor put around it."""
    start = found.end() if (found := _BEFORE.match(text)) else 0
    end = len(text)
    while end > start:
        if text[end - 1].isspace():
            end -= 1
        elif last := _LAST_TAG.search(text, max(start, end - 16), end):
            end = last.start()
        else:
            break
    return text[start:end]
