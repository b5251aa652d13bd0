"""A tree of HTML as Markdown that our own markup reads back as the same: markdownify, with what it lacks."""

import re
from urllib.parse import urljoin, urlsplit

from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from broadsheet.ingest import html_notes
from broadsheet.ingest.body import escape
from broadsheet.ingest.characters import bare
from broadsheet.ingest.html_embeds import address_of
from broadsheet.ingest.html_pictures import Gallery, caption_of
from broadsheet.ingest.html_tables import table_as_html
from broadsheet.ingest.html_tree import PULLED, breaks_on, ends_block, is_block, is_named, skip
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.tracking import untracked

_WIDE_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_PARAGRAPH = "\n\n"
_ACTIVE = re.compile(r"[\\`*_{}&<~\[|!]|^ *[#>+=:\d-]")
"""What has to be there for anything to be escaped."""
_BLOCK_MARK = re.compile(r"^(?:#{2,6} |-   |\d+\. |>|\||```|~~~|!\[|<table|\[\^|---|:| {4})", re.M)
"""A line that begins something other than a paragraph, in what has been written so far."""
_PARTING = ("br", "img", "iframe", "video", "audio")
_HIDDEN_SCHEMES = re.compile(r"^\s*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", re.I)
Parents = set[str]


class Writer(MarkdownConverter):
    """Writes one piece of HTML as Markdown, and notes what of it can't be written."""

    def __init__(self, gallery: Gallery, base: str, path: str) -> None:
        super().__init__(heading_style="atx", bullets="-", table_infer_header=True)
        self.decisions: list[Decision] = []
        self.review: list[str] = []
        self._gallery = gallery
        self._base = base
        self._path = path
        self._marks: dict[int, str] = {}
        self._counts: dict[int, int] = {}
        """How many items each list has so far."""

    def write(self, body: Tag) -> str:
        """The Markdown: blocks with an empty line between them, and a line break at the end."""
        self._marks, notes = html_notes.take(body)
        blocks = [self.convert_soup(body).strip()]
        if notes:  # the rule above footnotes is drawn by whoever shows them
            blocks[0] = blocks[0].removesuffix("---").rstrip()
        for number, note in enumerate(notes, 1):
            text = re.sub(r"\n+", " ", self.convert_soup(_as_body(note)).strip())
            blocks.append(f"[^{number}]: {text}")
        text = _PARAGRAPH.join(block for block in blocks if block)
        text = re.sub(r"(?<![ \t])[ \t]+\n(?=\n|$)", "\n", re.sub(r"\n{3,}", _PARAGRAPH, text))
        return text + "\n" if text else ""

    def note(self, rule: str, action: Action, before: str, after: str = "") -> None:
        """What was done with something that doesn't simply stay."""
        self.decisions.append(Decision(0, rule, action, before[:400], after[:400], 0.9, path=self._path))

    # Text

    def process_text(self, el: NavigableString, parent_tags: Parents | None = None) -> str:
        parents = parent_tags or set()
        if "pre" in parents:
            return str(el)
        text = bare(_SPACES.sub(" ", _WIDE_BREAK.sub("", str(el))))
        before, after = el.previous_sibling, el.next_sibling
        if ends_block(before) or (before is None and is_block(el.parent)) or getattr(before, "name", "") in _PARTING:
            text = text.lstrip(" ")
        if ends_block(after) or (after is None and is_block(el.parent)) or getattr(after, "name", "") == "br":
            text = text.rstrip(" ")
        if not text or "_noformat" in parents:
            return text
        if not _ACTIVE.search(text):
            return text
        lead = text[: len(text) - len(text.lstrip(" "))]
        escaped = lead + escape(text.lstrip(" "), start=True)
        if escaped.endswith("!") and getattr(after, "name", "") == "a":
            escaped = escaped[:-1] + "\\!"  # else what follows would be read as a picture
        if "td" in parents or "th" in parents:
            escaped = escaped.replace("|", "\\|")
        return escaped

    def convert_br(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A break; two or more in a row part paragraphs."""
        if "td" in parent_tags or "th" in parent_tags:
            return "<br>"
        if "_inline" in parent_tags:
            return " "
        if breaks_on(el.next_sibling):
            return ""
        back = skip(el.previous_sibling, forward=False)
        if getattr(back, "name", "") == "br":
            return _PARAGRAPH
        forward = skip(el.next_sibling, forward=True)
        if back is None or forward is None:
            return "" if is_block(el.parent) else " "
        return "  \n"

    def _stressed(self, el: Tag, text: str, parent_tags: Parents, mark: str) -> str:
        """Words between marks, which touch them and don't reach over the end of a paragraph."""
        if "_noformat" in parent_tags or (mark == "**" and any(re.fullmatch("h[1-6]", one) for one in parent_tags)):
            return text
        if _BLOCK_MARK.search(text.strip()):
            return text
        if _PARAGRAPH in text.strip() or "  \n" in text.strip():
            parts = re.split(r"(\n\n+|  \n)", text)
            return "".join(part if not part.strip() else _marked(part, mark) for part in parts)
        return _marked(text, mark)

    def convert_b(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return self._stressed(el, text, parent_tags, "**")

    def convert_i(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return self._stressed(el, text, parent_tags, "*")

    convert_strong = convert_b
    convert_em = convert_i
    convert_cite = convert_i

    def _tagged(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """What Markdown has no mark for, and which means something."""
        inner = text.strip()
        if not inner or "_noformat" in parent_tags or "\n" in inner:
            return text
        name = {"strike": "s"}.get(el.name, el.name)
        return f"{_lead(text)}<{name}>{inner}</{name}>{_tail(text)}"

    convert_del = convert_s = convert_strike = convert_sub = convert_mark = convert_ins = _tagged

    def convert_sup(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return text if "[^" in text else self._tagged(el, text, parent_tags)

    def convert_q(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return f"“{text}”" if text.strip() else ""

    def convert_code(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if parent_tags & {"pre", "code", "kbd", "samp"} or not text.strip():
            return text
        if "\n" in text:  # no code reaches over the end of a paragraph, so what is in it is text
            return re.sub(r"[^\n]+", lambda one: escape(one[0]), text)
        inner = text.strip()
        fence = "`" * (1 + max(map(len, re.findall("`+", inner)), default=0))
        return f"{fence} {inner} {fence}" if "`" in inner else f"`{inner}`"

    convert_kbd = convert_samp = convert_code

    def convert_a(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if number := self._marks.get(id(el)):
            return f"[^{number}]"
        href = str(el.get("href") or "").strip()
        inner = text.strip()
        if not href or not inner or "_noformat" in parent_tags:
            return text
        if "![" in inner or _PARAGRAPH in inner or re.match(r"(?:#{1,6} |- |> |\d+\. )", inner):
            if "![" not in inner:
                self.note("link-around-blocks", Action.FLAGGED, href, "the words stay, without the link around them")
            return text
        target = self._target(href)
        if not target:
            return text
        inner = inner.replace("  \n", " ").replace("\n", " ")
        if inner == escape(target, start=True) and not re.search(r"[*_~&]", target) and target.startswith("http"):
            return f"{_lead(text)}<{target}>{_tail(text)}"
        between = " " if getattr(el.previous_sibling, "name", "") == "a" and not _lead(text) else ""  # two buttons
        return f"{between}{_lead(text)}[{_balanced(inner)}]({target}){_tail(text)}"

    def _target(self, href: str) -> str:
        """Where a link leads, whole and without what only tracks readers; empty where it leads nowhere from here."""
        if href.startswith("#") or _HIDDEN_SCHEMES.match(href):
            return ""
        try:
            whole = urljoin(self._base, href) if self._base else href
            target = untracked(whole)
            scheme = urlsplit(whole).scheme
        except ValueError:
            return ""
        if target != whole:
            self.note("tracking-parameter", Action.SPACED, whole, target)
        if not scheme and not target.startswith("/"):
            self.note(
                "link-to-nowhere", Action.FLAGGED, href, "a relative address without a page that it is relative to"
            )
            return ""
        return re.sub(r"[\s()<>\"\\{}|^`\x00-\x20]", lambda one: f"%{ord(one[0]):02X}", target)

    # Blocks

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: Parents) -> str:  # noqa: N802 (markdownify's name)
        inner = _SPACES.sub(" ", text).strip()
        if not inner or "_inline" in parent_tags:
            return text
        level = min(max(n, 2), 6)
        return f"\n\n{'#' * level} {inner.rstrip('#').rstrip()}\n\n"

    def convert_p(self, el: Tag, text: str, parent_tags: Parents) -> str:
        inner = text.strip()
        if "_inline" in parent_tags:
            return f" {inner} "
        return f"\n\n{inner}\n\n" if inner else ""

    convert_div = convert_section = convert_article = convert_aside = convert_main = convert_p
    convert_header = convert_footer = convert_address = convert_details = convert_summary = convert_p

    def convert_dt(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return self.convert_p(el, self._stressed(el, text.strip(), parent_tags, "**"), parent_tags)

    convert_dl = convert_dd = convert_p

    def convert_blockquote(self, el: Tag, text: str, parent_tags: Parents) -> str:
        inner = text.strip()
        if not inner or parent_tags & {"_inline", "_noformat"}:
            return text
        quoted = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        plain = not parent_tags & {"blockquote", "li", "dd"} and not _BLOCK_MARK.search(inner)
        pulled = plain and (is_named(el, *PULLED) or any(is_named(one, *PULLED) for one in list(el.parents)[:2]))
        return f"\n\n{quoted}\n{'{.pullquote}' + chr(10) if pulled else ''}\n"

    def convert_li(self, el: Tag, text: str, parent_tags: Parents) -> str:
        inner = text.strip()
        if not inner or "_noformat" in parent_tags:
            return f"{inner}\n"
        mark = "-   "
        if el.parent is not None and el.parent.name == "ol":
            start = str(el.parent.get("start") or "1")
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            number = first + self._counts.get(id(el.parent), 0)
            self._counts[id(el.parent)] = number - first + 1
            mark = f"{number}. ".ljust(4)
        lines = inner.split("\n")
        indented = [lines[0], *(f"    {line}" if line else "" for line in lines[1:])]
        before = skip(el.previous_sibling, forward=False)
        loose = getattr(el.parent, "name", "") not in ("ul", "ol")
        parted = _PARAGRAPH if (getattr(before, "name", "") != "li" and (before is not None or loose)) else ""
        return parted + mark + "\n".join(indented) + (_PARAGRAPH if _PARAGRAPH in inner else "\n")

    def convert_list(self, el: Tag, text: str, parent_tags: Parents) -> str:
        inner = text.strip("\n")
        if "_inline" in parent_tags:
            return " " + re.sub(r"\n(?:-|\d+\.) +", "; ", inner).removeprefix("-   ") + " "
        return f"\n{inner}\n" if "li" in parent_tags else f"\n\n{inner}\n\n"

    convert_ul = convert_ol = convert_list

    def convert_pre(self, el: Tag, text: str, parent_tags: Parents) -> str:
        inner = text.strip("\n")
        fence = "~~~" if "```" in inner else "```"
        return f"\n\n{fence}\n{inner}\n{fence}\n\n" if inner.strip() else ""

    def convert_hr(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return "\n\n---\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: Parents) -> str:
        inner = re.sub(r"\n{2,}|  \n", "<br>", text.strip()).replace("\n", " ")
        return f" {inner} |"

    convert_th = convert_td

    def convert_caption(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return f"{text.strip()}\n\n" if text.strip() else ""

    def convert_table(self, el: Tag, text: str, parent_tags: Parents) -> str:
        rows = [row for row in el.find_all("tr") if row.find_parent("table") is el]
        cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
        if "_inline" in parent_tags:
            return " ".join(el.get_text(" ").split())
        if all(len(row) <= 1 for row in cells) or el.find("table"):  # it was there for the layout
            captions = [one for one in el.find_all("caption") if one.find_parent("table") is el]
            parts = [*captions, *(cell for row in cells for cell in row)]
            inner = _PARAGRAPH.join(self.convert_soup(_as_body(part)).strip() for part in parts)
            return f"{_PARAGRAPH}{inner}{_PARAGRAPH}"
        if (
            any(cell.has_attr("colspan") or cell.has_attr("rowspan") for row in cells for cell in row)
            or len({len(row) for row in cells}) > 1
        ):
            return f"\n\n{table_as_html(el)}\n\n"
        return f"\n\n{text.strip()}\n\n"

    # Pictures and embeds

    def convert_figure(self, el: Tag, text: str, parent_tags: Parents) -> str:
        images = el.find_all("img")
        if len(images) != 1 or el.find(["iframe", "table", "video", "audio", "blockquote"]):
            return f"\n\n{text.strip()}\n\n" if text.strip() else ""
        caption, credit = caption_of(el)
        whole, rest = f"{caption} ({credit})" if caption and credit else caption or credit, text.strip()
        if rest and _letters(caption) in _letters(rest):
            whole = ""  # it is in the text of the figure, where it stays
        return self._picture(images[0], whole) + (f"\n\n{rest}\n\n" if rest else "")

    def convert_figcaption(self, el: Tag, text: str, parent_tags: Parents) -> str:
        figure = el.find_parent("figure")
        first = figure is not None and figure.find("figcaption") is el
        alone = figure is not None and first and len(figure.find_all("img", limit=2)) == 1
        if alone and figure is not None and not figure.find(["iframe", "table", "video", "audio", "blockquote"]):
            return ""  # it is with the picture
        plain = text.strip() and not re.search(r"[*\n]", text.strip()) and not _BLOCK_MARK.search(text.strip())
        return f"\n\n*{text.strip()}*\n\n" if plain else f"\n\n{text.strip()}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if "_noformat" in parent_tags:
            self.note("picture-in-code", Action.DROPPED, f"{el.get('src') or ''} {el.get('alt') or ''}".strip())
            return ""
        figure = el.find_parent("figure")
        if figure is not None and len(figure.find_all("img", limit=2)) == 1:
            return ""  # the figure shows it, with its caption
        return self._picture(el, "")

    def _picture(self, el: Tag, caption: str) -> str:
        image = self._gallery.image(el, caption)
        if image is None and caption:
            return f"\n\n{escape(caption)}\n\n"
        if image is None or not image.src:
            return ""
        title = f' "{_title(caption)}"' if caption else ""
        return f"\n\n![{escape(image.alt, start=False).replace(']', chr(92) + ']')}]({image.src}{title})\n\n"

    def _embed(self, el: Tag, text: str, parent_tags: Parents) -> str:
        address = address_of(el, self._base)
        if not address:
            self.note("embed-without-address", Action.DROPPED, f"<{el.name}> {el.get('title') or ''}".strip())
            return text
        said = " ".join(str(el.get("title") or "").split())
        self.note("embed", Action.KEPT, f"<{el.name}> {address}", "a link")
        link = f"[{_balanced(escape(said))}]({self._target(address)})" if said else f"<{self._target(address)}>"
        return f"\n\n{link}\n\n"

    convert_iframe = convert_video = convert_audio = convert_embed = convert_object = _embed

    def convert_nav(self, el: Tag, text: str, parent_tags: Parents) -> str:
        self.note("navigation", Action.DROPPED, " ".join(el.get_text(" ").split()))
        return ""


def _as_body(element: Tag) -> Tag:
    """An element's content without the element: what a list item or a cell holds, as if it stood in the text."""
    element.name = "div"
    return element


def _marked(text: str, mark: str) -> str:
    inner = text.strip()
    if not inner or not any(c.isalnum() or ord(c) > 127 for c in inner):
        return text
    return f"{_lead(text)}{mark}{inner}{mark}{_tail(text)}"


def _lead(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _tail(text: str) -> str:
    return text[len(text.rstrip()) :]


def _balanced(text: str) -> str:
    """The words of a link: a bracket that has no other would end it too soon."""
    depth = 0
    for bracket in re.findall(r"[\[\]]", re.sub(r"\\.", "", text)):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            break
    return text if depth == 0 else re.sub(r"\\.|[\[\]]", lambda one: one[0] if len(one[0]) > 1 else f"\\{one[0]}", text)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _title(caption: str) -> str:
    return re.sub(r"[\"\\*_`\[\]{}<>&]", lambda one: f"&#{ord(one[0])};", caption)
