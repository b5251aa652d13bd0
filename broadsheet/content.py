"""A file in content/, to a Document: the front matter contract, and what is worked out from it and the body."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from broadsheet import addresses, front_matter, markup, paywall
from broadsheet import front_matter_types as types
from broadsheet.article import ACCESS, LABELS, Article, Document, Kind, When
from broadsheet.front_matter import Findings, Items, Mapping, Node, Text
from broadsheet.problems import Problem
from broadsheet.settings import Settings
from broadsheet.slugs import slugify

_WORKED_OUT = ("path", "kind", "edition", "words", "summary", "links", "body_hash")
KEYS = tuple(name for name in Article.__struct_fields__ if name not in _WORKED_OUT)
"""The keys of the front matter contract."""
_KNOWN = frozenset(KEYS)

_SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]++(?:-[a-z0-9]++)*+")
"""What slugify leaves as it is."""
_DRAFT = re.compile(r"^draft:[ \t]*([\"']?)(?:true|yes)\1[ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
_EXPIRES = re.compile(
    r"^expires:[ \t]*([\"']?)([\dTZ:+.-]++(?: {1,9}[\dTZ:+.-]++)*+)\1[ \t]*+(?:#.*)?$", re.IGNORECASE | re.MULTILINE
)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)


class Reading(msgspec.Struct, frozen=True):
    """What came of a file: its document, or None when it has an error.

    `withdrawn` is for a file with an error whose page is online: True when it says `draft: true` all the same, an
    instant when it says `expires`, else False.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    withdrawn: bool | When = False


def kind_of(path: str) -> Kind:
    """What a file in content/ is; its folder decides."""
    if path.startswith("content/pages/"):
        return Kind.PAGE
    return Kind.AUTHOR if path.startswith("content/authors/") else Kind.ARTICLE


def read(data: bytes, path: str, settings: Settings) -> Reading:
    """The document that a file's bytes make, with all that a person should know about it.

    `path` is relative to the site, with slashes (`content/2026/11/budget.md`). Nothing but the arguments is looked at.
    """
    findings = Findings(path)
    document = None
    text = front_matter.decode(data, findings)
    if text is not None and (block := front_matter.split(text, findings)) is not None:
        body = markup.convert(block.body, path, block.body_line)
        findings.problems.extend(body.problems)
        if block.fields is not None:
            if (access := block.fields.get("access")) or paywall.is_marked(block.body):
                body = _cut(body, block, access[1] if access else None, path, findings)
            article = _Contract(block.fields, path, settings, findings).article(body)
            document = Document(article, body.html)
    ordered = tuple(sorted(findings.problems, key=lambda problem: problem.sort_key))
    if document is None or findings.failed:
        return Reading(None, ordered, _withdrawn(data, settings))
    return Reading(document, ordered)


def _cut(
    body: markup.Body, block: front_matter.Block, access: Node | None, path: str, findings: Findings
) -> markup.Body:
    """The body as those see it who haven't paid."""
    paid = access is not None and types.text(access, Findings(path)).lower() == "paid"
    marked = paywall.is_marked(block.body)
    if paid and marked:
        return paywall.cut(block.body, body, path, block.body_line)
    if paid and access and body.words and kind_of(path) is Kind.ARTICLE:
        hint = f"write {paywall.MARKER} on a line of its own where the open part of the text ends"
        findings.warning("this is paid, and its whole text is on the page", access.line, access.column, hint)
    elif marked:
        line = block.body_line + block.body[: block.body.lower().index("paywall")].count("\n")
        hint = "write access: paid in the front matter, or take this out"
        findings.warning("the text isn't cut here, since it isn't paid", line, 1, hint)
    return body


def place_of(data: bytes, path: str, key: str, value: str = "") -> tuple[int, int, str]:
    """Where a file says something: line and column of a key's value, and the line itself.

    For a list or keys within, `value` picks the text that says it: an address or a path, in whatever way it is written.
    Without the key it's the title; (0, 0, "") where nothing is found. Meant for problems alone: the file is read anew.
    """
    findings = Findings(path)
    text = front_matter.decode(data, findings)
    block = front_matter.split(text, findings) if text is not None else None
    if block is None or not block.fields or not (found := block.fields.get(key) or block.fields.get("title")):
        return 0, 0, ""
    name, node = found
    at = next((one for one in _texts(node) if _says(one.value, value)), node) if value else node
    place = name if isinstance(at, Text) and not at.value else at
    return place.line, place.column, findings.excerpt(place.line)


def _texts(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _texts(item)
    else:
        for _, inner in node.fields.values():
            yield from _texts(inner)


def _says(written: str, value: str) -> bool:
    if value.startswith("/"):
        return addresses.fold(addresses.file_of(written)) == addresses.fold(addresses.file_of(value))
    return f"/{written}".endswith(f"/{value}")


class _Contract:
    """The keys of front matter, each with its type."""

    def __init__(self, fields: types.Fields, path: str, settings: Settings, findings: Findings) -> None:
        self._fields = fields
        self._path = path
        self._settings = settings
        self._findings = findings

    def article(self, body: markup.Body) -> Article:
        """The article; where a value is wrong an empty one takes its place, and the findings say so."""
        findings, zone, settings = self._findings, self._settings.zone, self._settings
        kind = kind_of(self._path)
        if not _KNOWN.issuperset(self._fields):
            types.check_keys(self._fields, KEYS, "", findings)
        title = self._title()
        found: dict[str, Any] = {}
        for name, (_, node) in self._fields.items():
            if (convert := _CONVERTERS.get(name)) is not None:
                found[name] = convert(node, findings)
        for name in ("date", "updated", "added", "embargo", "expires"):
            if name in self._fields:
                found[name] = types.when(self._fields[name][1], zone, findings)
        self._check_dates(found)
        if "corrections" in self._fields:
            node = self._fields["corrections"][1]
            found["corrections"] = types.several(node, lambda one: types.correction(one, zone, findings))
        section = self._section()
        if not section and kind is Kind.ARTICLE:
            section = settings.default_section
        lang = found.pop("lang", "")
        if lang and all(lang.lower() != edition.language.lower() for edition in settings.editions):
            types.check_language(self._fields["lang"][1], lang, findings)
        return Article(
            path=self._path,
            kind=kind,
            id=found.pop("id", "") or self._path.removeprefix("content/").removesuffix(".md"),
            title=title,
            section=section,
            slug=found.pop("slug", "") or self._stem(),
            lang=lang,
            edition=settings.edition_of(lang) if lang else settings.outlet.language,
            access=found.pop("access", "") or "free",
            words=body.words,
            summary=_summary(body.html),
            links=body.links,
            body_hash=hashlib.blake2b(body.html.encode(), digest_size=16).hexdigest(),
            **found,
        )

    def _title(self) -> str:
        if "title" not in self._fields:
            line = 1 + next((n for n in range(3) if self._findings.excerpt(n + 1).strip()), 0)
            self._findings.error("there is no title", line, 1, "add a line title: … to the front matter")
            return ""
        key, node = self._fields["title"]
        title = types.text(node, self._findings)
        if not title and isinstance(node, Text):
            self._findings.error("the title is empty", key.line, key.column, "write the headline after title:")
        return title

    def _check_dates(self, found: dict[str, When | None]) -> None:
        """Warn where the dates contradict one another."""
        date, updated, expires = found.get("date"), found.get("updated"), found.get("expires")
        for name in ("date", "embargo"):
            begins = found.get(name)
            if begins and expires and expires.instant <= begins.instant:
                node = self._fields["expires"][1]
                message = f"it would never be shown: this is no later than its {name}"
                self._findings.warning(message, node.line, node.column, "correct one of the two")
                break
        if date and updated and _precedes(updated, date, self._settings.zone):
            node = self._fields["updated"][1]
            self._findings.warning("this is before its date", node.line, node.column, "correct one of the two")

    def _section(self) -> str:
        if "section" not in self._fields:
            return ""
        node = self._fields["section"][1]
        value = types.text(node, self._findings)
        known = [section.id for section in self._settings.sections]
        if value and value not in known:
            by_title = [s.id for s in self._settings.sections if s.title.casefold() == value.casefold()]
            hint = f"did you mean {by_title[0]}?" if by_title else types.guess(value, known)
            self._findings.error(f'there is no section "{value}" in site.toml', node.line, node.column, hint)
        return value

    def _stem(self) -> str:
        stem = self._path.rpartition("/")[2].removesuffix(".md")
        if _SLUG.fullmatch(stem):
            return stem
        slug = slugify(stem)
        if not slug and "slug" not in self._fields:
            hint = "rename the file, or add a line slug: … to its front matter"
            self._findings.error("no address can be made of the file's name", 0, hint=hint)
        return slug


def _precedes(one: When, other: When, zone: ZoneInfo) -> bool:
    """Whether one is certainly before the other: a day and an instant in it are not."""
    if one.day or other.day:
        return one.at.astimezone(zone).date() < other.at.astimezone(zone).date()
    return one.instant < other.instant


def _extra(node: Node, findings: Findings) -> dict[str, Any]:
    if isinstance(node, Mapping):
        return {name: types.plain(value) for name, (_, value) in node.fields.items()}
    if types.text(node, findings):
        findings.error("extra must have keys of its own", node.line, node.column, "indent `key: value` lines below it")
    return {}


_CONVERTERS: dict[str, Callable[[Node, Findings], Any]] = {
    **dict.fromkeys(("dek", "kicker", "story", "translation", "agency", "dateline"), types.text),
    **dict.fromkeys(("authors", "tags", "contributors"), types.texts),
    "id": types.identity,
    "slug": types.slug,
    "url": types.page_address,
    "draft": types.truth,
    "lang": types.language,
    "label": lambda node, findings: types.choice(node, LABELS, findings),
    "image": types.image,
    "gallery": lambda node, findings: types.several(node, lambda one: types.image(one, findings)),
    "audio": types.audio,
    "notes": lambda node, findings: types.several(node, lambda one: types.note(one, findings)),
    "access": lambda node, findings: types.choice(node, ACCESS, findings),
    "aliases": lambda node, findings: types.several(node, lambda one: types.address(one, findings) or None),
    "canonical": types.web_address,
    "source": types.source,
    "review": lambda node, findings: types.texts(node, findings, commas=False),
    "extra": _extra,
}


def _summary(html: str, longest: int = 300) -> str:
    """The start of the body's paragraphs as plain text, cut at a word."""
    text = ""
    notes = html.find('<div class="footnote">')
    for paragraph in _PARAGRAPH.finditer(html, 0, len(html) if notes < 0 else notes):
        text = f"{text} {markup.plain(paragraph[1])}".strip()
        if len(text) > longest:
            break
    text = text or markup.plain(html)
    if len(text) <= longest:
        return text
    head = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return head.rstrip(" ,;:–—-") + "…"


def _withdrawn(data: bytes, settings: Settings) -> bool | When:
    """What a file that can't be read still says about its being online, line by line."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    head = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    lines = head[1] if len(head) > 1 else text
    if _DRAFT.search(lines):
        return True
    if found := _EXPIRES.search(lines):
        return types.parse_when(found[2], settings.zone)[0] or False
    return False
