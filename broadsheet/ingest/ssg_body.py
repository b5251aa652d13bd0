"""The Markdown of other generators: shortcodes and template tags become Markdown, or are taken out and reported."""

import html
import re
from collections.abc import Callable

from broadsheet.entities import unescape
from broadsheet.ingest import html_body
from broadsheet.ingest.manuscript import Action
from broadsheet.ingest.pictures import Finder
from broadsheet.ingest.wire import Wire

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.M)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,500}\1(?!`)")
_HIGHLIGHT = re.compile(
    r"\{(?:%-?|\{[<%])\s{0,20}highlight\s{1,20}([\w+#-]{1,30})?[^{}\n]{0,200}?(?:-?%|[>%]\})\}\n?"
    r"((?:(?!\{%|\{\{[<%]).)*)\{(?:%-?|\{[<%])\s{0,20}(?:/|end)\s{0,20}highlight\s{0,20}(?:-?%|[>%]\})\}",
    re.S,
)
_COMMENT = re.compile(
    r"\{%-?\s{0,20}comment\s{0,20}-?%\}(?:(?!\{%).)*\{%-?\s{0,20}endcomment\s{0,20}-?%\}"
    r"|\{\{[<%]?\s{0,20}/\*[^}]{0,2000}\*/\s{0,20}[>%]?\}\}",
    re.S,
)
_SHORT = re.compile(
    r"\{\{(?:<|%)[-\s]{0,20}(?P<close>/?)\s{0,20}(?P<name>[\w./-]{1,60})"
    r"(?P<rest>[^{}]{0,2000}?)/?[-\s]{0,20}(?:>|%)\}\}"
)
_TAG = re.compile(r"\{%-?\s*(?P<close>)(?P<name>[\w/-]{1,60}+)(?P<rest>[^{}%]{0,2000}?)-?%\}")
_VALUE = re.compile(r"\{\{-?(?P<close>)\s*(?P<name>[\w.\"'/:-]{1,300}+)(?P<rest>[^{}]{0,1000}?)-?\}\}")
_ARGUMENT = re.compile(
    r"([\w-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s,)\"']+))|\"([^\"]*)\"|'([^']*)'|([^\s,()\"'=]+)"
)
_KRAMDOWN = re.compile(r"(?<![ \t])[ \t]*\{:[^{}\n]{0,300}\}")
_MORE = re.compile(r"^[ \t]*<!--\s*(?:more|excerpt|read ?more|end_excerpt)\s*-->[ \t]*$", re.M | re.I)
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\\n]|\\.){0,1000})\]\(\s*(?P<src><[^<>\n]{1,1000}>|[^\s()]{1,1000})"
    r"(?:\s+(?:\"(?P<title>[^\"\n]{0,1000})\"|'(?P<single>[^'\n]{0,1000})'))?\s*\)(?:\{[^{}\n]{0,200}\})?"
)
_BEGUN = re.compile(r"!\[(?=[^\[\]]{0,1000}\]\()")
"""Where a picture begins, whole or not: of half of one Markdown would make something."""
_PICTURE_LINK = re.compile(r"\[\s*(!\[[^\[\]\n]{0,1000}\]\([^()\n]{1,1500}\))\s*\]\([^()\n]{1,1500}\)")
_HTML = re.compile(
    r"^[ \t]*(?P<block><(?P<tag>figure|iframe|picture|video|audio|table|center"
    r"|blockquote(?= class=\"(?:twitter|insta)))\b(?:(?!\n[ \t]*<(?P=tag)\b).)*?</(?P=tag)>)[ \t]*(?:\n|\Z)",
    re.M | re.S,
)
_IMG = re.compile(r"<img\b[^<>]{1,2000}>", re.I)
_PLACE = re.compile(r"\{(?:filename|static|attach|photo|image)\}|\|filename\|")
_OTHER_FILE = re.compile(
    r"\]\(\s{0,9}((?:\{filename\}|\|filename\|)?(?!@/)[^()\s:{}|]{1,500}\.(?:md|markdown|rst)(?:#[^()\s]{0,200})?)\s{0,9}\)"
)
_TARGET = re.compile(r"(\]\(\s{0,9}<?)([^\s()<>]{1,1000})")
_OF_WINDOWS = re.compile(r"\\(?![!-/:-@\[-`{-~])")
"""A backslash between folders, where Markdown takes it for none that escapes; browsers read it as a slash."""
_LINKS = {
    "youtube": "https://www.youtube.com/watch?v={0}",
    "vimeo": "https://vimeo.com/{0}",
    "gist": "https://gist.github.com/{0}/{1}",
    "instagram": "https://www.instagram.com/p/{0}/",
    "twitter": "https://twitter.com/i/status/{0}",
    "tweet": "https://twitter.com/i/status/{0}",
    "x": "https://x.com/i/status/{0}",
    "soundcloud": "https://soundcloud.com/{0}",
    "spotify": "https://open.spotify.com/{0}",
}
_QUIET = ("raw", "endraw", "end", "toc", "newthought", "endnewthought")


def convert(text: str, wire: Wire, find: Finder, link: Callable[[str], str]) -> str:
    """The text as Broadsheet's Markdown. `link` gives the address of another page of the old site, by its file."""
    out: list[str] = []
    for code, part in _parts(text):
        out.append(part if code else _prose(part, wire, find, link))
    return re.sub(r"\n{3,}", "\n\n", "".join(out)).strip() + "\n" if text.strip() else ""


def of_html(text: str, wire: Wire, link: Callable[[str], str]) -> str:
    """A page in HTML without template tags; what they stand for is HTML too."""

    def made(found: re.Match[str]) -> str:
        said = _shortcode(found, wire, link)
        if picture := _PICTURE.fullmatch(said.strip()):
            source, alt, title = (html.escape(picture[name] or "") for name in ("src", "alt", "title"))
            source = source.removeprefix("&lt;").removesuffix("&gt;")
            return f'<figure><img src="{source}" alt="{alt}"><figcaption>{title}</figcaption></figure>'
        if said.startswith("\n\n<"):
            address = html.escape(said.strip("\n<>"))
            return f'<p><a href="{address}">{address}</a></p>'
        return html.escape(said)

    text = _drop(_COMMENT, "comment", text, wire)
    for pattern in (_SHORT, _TAG, _VALUE):
        text = pattern.sub(made, text)
    return text


def _parts(text: str) -> list[tuple[bool, str]]:
    """The text by turns: prose, and fenced code, in which nothing is touched."""
    text = _HIGHLIGHT.sub(lambda found: f"\n```{found[1] or ''}\n{found[2].strip(chr(10))}\n```\n", text)
    parts, at = [], 0
    while (opened := _FENCE.search(text, at)) is not None:
        closed = re.compile(rf"^ {{0,3}}{opened[1][0]}{{{len(opened[1])},}}[ \t]*$", re.M).search(text, opened.end())
        end = closed.end() if closed else len(text)
        parts += [(False, text[at : opened.start()]), (True, text[opened.start() : end])]
        at = end
    return [*parts, (False, text[at:])]


def _prose(text: str, wire: Wire, find: Finder, link: Callable[[str], str]) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x02{len(kept) - 1}\x03"

    text = text.replace("\x02", "").replace("\x03", "")
    text = _CODE.sub(keep, text)
    text = _drop(_COMMENT, "comment", text, wire)
    text = _drop(_MORE, "more-mark", text, wire)
    text = _drop(_KRAMDOWN, "attributes", text, wire) if "{:" in text else text
    text = _TARGET.sub(lambda found: found[1] + _OF_WINDOWS.sub("/", found[2]), text) if "\\" in text else text
    for other in dict.fromkeys(_OTHER_FILE.findall(text)):
        wire.ask(f"a link leads to a file of the old site: {other}", "text", other)
    text = _PLACE.sub("", text)
    if "{{" in text or "{%" in text:
        for pattern in (_SHORT, _TAG, _VALUE):
            text = pattern.sub(lambda found: _shortcode(found, wire, link), text)
    text = _PICTURE_LINK.sub(r"\1", text)
    if "<" in text:
        text = _HTML.sub(lambda found: _markup(found["block"], wire, find), text)
        text = _IMG.sub(lambda found: _markup(found[0], wire, find), text)
    if "![" in text:
        text = _PICTURE.sub(lambda found: _picture(found, wire, find), text)
        text = _BEGUN.sub(lambda found: _begun(found, wire), text)
    text = re.sub(r"\]\(\s*@/([^()\s]{1,500})\)", lambda found: f"]({link(found[1])})", text)
    return re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], text)


def _drop(pattern: re.Pattern[str], rule: str, text: str, wire: Wire) -> str:
    def gone(found: re.Match[str]) -> str:
        wire.drop(rule, found[0], "text")
        return ""

    return pattern.sub(gone, text)


def _markup(block: str, wire: Wire, find: Finder) -> str:
    """A piece of HTML that Markdown has its own words for: figures, embeds, tables."""
    found = html_body.convert(block, find, path="text", lead=False)
    wire.decisions += found.decisions
    wire.review += [line for line in found.review if line not in wire.review]
    wire.media += [one for one in found.media if one not in wire.media]
    return f"\n{found.body.strip()}\n\n" if block.count("\n") or not block.startswith("<img") else found.body.strip()


def _picture(found: re.Match[str], wire: Wire, find: Finder) -> str:
    """A picture that came along, by its path under media/; one that didn't goes, and an editor is told."""
    source = found["src"].strip("<>")
    title, alt = found["title"] or found["single"] or "", found["alt"]
    picture = find(source)
    if picture is not None:
        if picture not in wire.media:
            wire.media.append(picture)
        wire.note("picture", Action.KEPT, source, picture.path, "text")
        said = title.replace('"', "'")
        return f"![{alt}]({picture.path}{f' {chr(34)}{said}{chr(34)}' if said else ''})"
    if any(picture == f"]({one.path}" for one in wire.media) or source in {one.path for one in wire.media}:
        return found[0]
    said = title or alt
    wire.ask(f"a picture didn't come along: {source}" + (f" ({said})" if said else ""), "text", found[0])
    return ""


def _begun(found: re.Match[str], wire: Wire) -> str:
    if _PICTURE.match(found.string, found.start()):
        return found[0]
    begins = found.string[found.start() : found.start() + 80].partition("\n")[0]
    wire.ask(f"this begins as a picture does, and can't be read as one: {begins}", "text", begins)
    return "!\\["


def _arguments(rest: str) -> tuple[list[str], dict[str, str]]:
    plain: list[str] = []
    named: dict[str, str] = {}
    for key, double, single, bare, quoted, quoted_too, word in _ARGUMENT.findall(rest):
        if key:
            named[key.lower()] = double or single or bare
        elif value := quoted or quoted_too or word:
            plain.append(value)
    return plain, named


def _shortcode(found: re.Match[str], wire: Wire, link: Callable[[str], str]) -> str:
    """One shortcode or template tag: what it stands for in Markdown, or nothing, and a report."""
    name, rest = found["name"].strip("\"'-"), found["rest"]
    if found["close"] or name.startswith("end") or name in _QUIET:
        wire.note("shortcode-end", Action.DROPPED, found[0], "", "text")
        return ""
    plain, named = _arguments(rest)
    short = name.rpartition("/")[2].removesuffix(".html").lower()
    if short == "include" and plain:
        short, plain = plain[0].rpartition("/")[2].removesuffix(".html").lower(), plain[1:]
    made = _made(short, name, plain, named, rest, link)
    if made is None:
        wire.ask(f"a template tag has no meaning here: {found[0]}", "text", found[0])
        wire.note("shortcode", Action.DROPPED, found[0], "", "text")
        return ""
    wire.note("shortcode", Action.KEPT, found[0], made.strip(), "text")
    return made


def _made(
    short: str, name: str, plain: list[str], named: dict[str, str], rest: str, link: Callable[[str], str]
) -> str | None:
    if short in ("ref", "relref", "post_url", "link") and plain:
        return link(plain[0])
    if name in ("site.baseurl", "site.url", "site.baseurl()", "base_url"):
        return ""
    if "_url" in rest or "| url" in rest or "absurl" in rest.lower() or "relurl" in rest.lower():
        return name
    source = (
        named.get("src") or named.get("url") or named.get("image") or named.get("image_path") or named.get("path") or ""
    )
    if short in ("figure", "img", "image", "picture", "responsive-image", "resize_image", "imgproc", "photo"):
        source = source or (plain[0] if plain else "")
        if source:
            caption = " – ".join(filter(None, (named.get("caption") or named.get("title"), named.get("attr"))))
            shown = re.sub(r"<[^<>]{0,300}>", "", caption).replace('"', "'")
            alt = named.get("alt", "").replace("[", "(").replace("]", ")")
            return f"\n\n![{alt}](<{source}>{f' {chr(34)}{unescape(shown)}{chr(34)}' if shown else ''})\n\n"
    if short in _LINKS:
        values = [value for value in (named.get("id") or named.get("video") or "", *plain) if value]
        if short in ("tweet", "twitter", "x"):  # by number, or by name and number
            user = named.get("user") or (plain[0] if len(plain) > 1 else "i")
            values = [f"https://twitter.com/{user}/status/{values[-1]}"] if values and values[-1].isalnum() else values
        if values and re.fullmatch(r"https://[^\s<>]{1,1000}", values[0]):
            return f"\n\n<{values[0]}>\n\n"
        if values and re.fullmatch(r"[\w./:-]{1,200}", values[0]):
            wanted = _LINKS[short]
            return (
                f"\n\n<{wanted.format(*values, '').rstrip('/') if '{1}' in wanted else wanted.format(values[0])}>\n\n"
            )
    return None
