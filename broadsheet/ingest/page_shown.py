"""What a page shows its readers, and only its classes name: bylines, and the day beside the headline."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from broadsheet.ingest.page_facts import Fact

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WRITER = re.compile(
    r"(?:^|[-_ ])(?:byline|author|writer|contributor)s?(?:$|[-_ ])|^by$|article-?author|post-?author", re.I
)
_NAME = re.compile(r"(?:author|byline|writer)[-_ ]*(?:name|link)|^fn$|^p-name$", re.I)
_DAY = re.compile(
    r"(?:^|[-_ ])(?:publish(?:ed)?|pub-?date|posted|post-?date|entry-?date|date|timestamp|datetime)", re.I
)
_AWAY = re.compile(r"comment|related|sidebar|recommend|footer|widget|more-|promo|teaser|trending|popular|modal", re.I)
_LONGEST = 160


def bylines_shown(tree: "HtmlElement") -> list[Fact]:
    """The bylines that belong to the article, the surest first; a name in a list of links to others isn't one."""
    from lxml import html as lxml_html

    found: list[tuple[int, Fact]] = []
    for element in tree.iter():
        if not isinstance(element, lxml_html.HtmlElement) or not isinstance(element.tag, str):
            continue
        if element.tag in ("meta", "link", "script", "style"):
            continue
        rank = _rank(element)
        if rank is None or _is_away(element):
            continue
        text = " ".join(element.text_content().split())
        if 2 < len(text) <= _LONGEST:
            found.append((rank, Fact(text, _place(element))))
        if len(found) > 40:
            break
    found.sort(key=lambda entry: entry[0])
    best = [fact for rank, fact in found if rank == found[0][0]] if found else []
    rest = [fact for rank, fact in found if rank != found[0][0]] if found else []
    return [*best[:4], *rest[:4]] if len(best) <= 6 else rest[:4]


def _rank(element: "HtmlElement") -> int | None:
    if "author" in (element.get("rel") or "").lower().split():
        return 0
    if (element.get("itemprop") or "").lower() in ("author", "creator"):
        return 1
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not names.strip():
        return None
    if _NAME.search(names):
        return 2
    return 3 if _WRITER.search(names) else None


def _place(element: "HtmlElement") -> str:
    if "author" in (element.get("rel") or "").lower().split():
        return f"{element.tag}[rel=author]"
    if element.get("itemprop"):
        return f"{element.tag}[itemprop={element.get('itemprop')}]"
    name = (element.get("class") or element.get("id") or "").split()
    return f"{element.tag}.{name[0]}" if name else str(element.tag)


def _is_away(element: "HtmlElement") -> bool:
    for count, parent in enumerate((element, *element.iterancestors())):
        if parent.tag in ("aside", "footer", "nav"):
            return True
        names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if count < 8 and parent.tag not in ("body", "html") and _AWAY.search(names):
            return True
    return False


def days_shown(tree: "HtmlElement") -> Sequence[Fact]:
    """The days in `time` elements and the like near the headline; none where several disagree on what was published."""
    heading = next(iter(tree.iter("h1")), None)
    if heading is None:
        return []
    near = heading
    for parent in heading.iterancestors():
        if parent.tag in ("body", "html") or len(parent.text_content()) > 30000:
            break
        near = parent
        found = [fact for element in near.iter() if (fact := _day(element))]
        if found:
            return found[:1]
    return []


def _day(element: "HtmlElement") -> Fact | None:
    if not isinstance(element.tag, str) or _is_away(element):
        return None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if "updat" in names or "modif" in names or "updat" in (element.get("itemprop") or ""):
        return None
    if element.tag == "time" and element.get("datetime"):
        return Fact(element.get("datetime", ""), "time[datetime]")
    text = " ".join(element.text_content().split()) if element.tag == "time" or _DAY.search(names) else ""
    return Fact(text, _place(element)) if 6 <= len(text) <= 60 and re.search(r"\d", text) else None
