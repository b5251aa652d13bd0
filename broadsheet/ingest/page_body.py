"""Which part of a page is the article: found by trafilatura, then put back into the page's own elements.

trafilatura says which texts are the article's, and is read as a witness: its own tree has lost figures, embeds and
some lists. So the texts are found again in the page, and what stands between them is judged block by block.
"""

import copy
import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from broadsheet.ingest import page_blocks, page_embeds
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.page_blocks import MEDIA, Block, letters_of
from broadsheet.ingest.page_junk import LONG, could_be_furniture, judged

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 25
_MOST_NOTED = 200
_MOST_LINKS = 10
_MOST_CAPTIONS = 300


class PageBody(msgspec.Struct, frozen=True):
    """The HTML of the article on a page, the letters in it, and what was left out of its midst."""

    html: str = ""
    letters: int = 0
    decisions: tuple[Decision, ...] = ()
    links: tuple[str, ...] = ()
    """Links to other stories that stood in its midst, as they were worded."""


def body_of(
    html: str,
    tree: "HtmlElement",
    known: Sequence[str],
    dek: str,
    told: str,
    learned: frozenset[str] = frozenset(),
) -> PageBody:
    """The article on the page.

    `known` are texts that the front matter has already (the headline, the byline): they aren't said again, nor is the
    `dek` where the page shows it as one.
    `told` is the article's text as the page gives it to programs, or nothing. `learned` is the outlet's furniture.
    """
    root = copy.deepcopy(tree.find("body") if tree.find("body") is not None else tree)
    embeds = page_embeds.frame(root)
    page_blocks.strip(root)
    _frame_captions(root)
    blocks = list(page_blocks.blocks_of(root))
    lines, whole = _witness(html)
    said = letters_of(told) if len(told) > 300 else ""
    sure = [_is_said(block, lines, whole) or (len(block.letters) > 40 and block.letters in said) for block in blocks]
    if not any(sure):
        return PageBody()
    inside = _container(root, blocks, sure)
    said_above = {letters_of(text) for text in known if text}
    kept, decisions, links = judged(blocks, sure, inside, said_above, letters_of(dek), learned)
    if not any(kept):
        return PageBody()
    from lxml import html as lxml_html

    decisions += _prune(root, inside, blocks, kept)
    decisions += [said for element, said in embeds if said.after and root in element.iterancestors()]
    letters = sum(len(block.letters) for block, keep in zip(blocks, kept, strict=True) if keep)
    text = lxml_html.tostring(root, encoding="unicode")
    return PageBody(text, letters, tuple(decisions[:_MOST_NOTED]), tuple(links[:_MOST_LINKS]))


def short_texts(tree: "HtmlElement") -> list[str]:
    """The short blocks that stand where the text of an article does, found without looking for the article itself."""
    root = tree.find("body") if tree.find("body") is not None else tree
    page_blocks.strip(root)
    blocks = list(page_blocks.blocks_of(root))
    around: set[HtmlElement] = set()
    for block in blocks:
        if len(block.letters) >= LONG and block.linked < 0.5:
            around.update(itertools.islice(block.element.iterancestors(), 2))
    near = [
        block for block in blocks if any(one in around for one in itertools.islice(block.element.iterancestors(), 3))
    ]
    return [block.text for block in near if could_be_furniture(block)]


def _witness(html: str) -> tuple[frozenset[str], str]:
    """The article's texts by trafilatura: as letters, each for itself and all in a row."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(html, include_comments=False, include_tables=True, include_formatting=False)
    except Exception:  # noqa: BLE001 (whatever it makes of a broken page, ours goes on without)
        found = None
    if found is None or isinstance(found, dict) or found.body is None:
        return frozenset(), ""
    lines = set()
    for element in found.body.iter():
        if isinstance(element.tag, str):
            lines.add(letters_of("".join(element.itertext())))
            for text in (element.text, element.tail):
                if text:
                    lines.add(letters_of(text))
    return frozenset(lines - {""}), letters_of("".join(found.body.itertext()))


def _is_said(block: Block, lines: frozenset[str], whole: str) -> bool:
    return block.letters in lines or (len(block.letters) >= _SHORT and block.letters in whole)


_BODY = re.compile(
    r"(?:^|[-_ ])(?:article|story|entry|post|news|main)[-_]{0,2}(?:body|content|text|copy)(?:$|[-_ ])|articlebody|"
    r"bodytext",
    re.I,
)


def _container(root: "HtmlElement", blocks: Sequence[Block], sure: Sequence[bool]) -> "HtmlElement":
    """The innermost element that holds nearly all of the article; what a page calls its text needs only half of it."""
    weight: dict[HtmlElement, int] = {}
    total = 0
    for block, known in zip(blocks, sure, strict=True):
        if known:
            total += len(block.letters)
            for element in (block.element, *block.element.iterancestors()):
                weight[element] = weight.get(element, 0) + len(block.letters)
    named = [one for one in weight if _is_body(one) and weight[one] > 0.5 * total]
    at = max(named, key=lambda one: weight[one], default=root)
    total = weight.get(at, total)
    while True:
        below = max((child for child in at if child in weight), key=lambda one: weight[one], default=None)
        if below is None or weight[below] < 0.85 * total or below.tag in _LEAVES:
            return at
        at = below


_LEAVES = ("p", "blockquote", "pre", "li", "td", "table", "ul", "ol", "dl")


def _is_body(element: "HtmlElement") -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return "articlebody" in (element.get("itemprop") or "").lower() or bool(_BODY.search(names))


def _prune(root: "HtmlElement", inside: "HtmlElement", blocks: Sequence[Block], kept: Sequence[bool]) -> list[Decision]:
    """Takes from the tree what isn't kept; a picture or an embed stays where the article is, with its caption.

    What of these isn't kept, though it stood in the article's midst, is said.
    """
    wanted: set[HtmlElement] = set()
    ours = [block.element for block, keep in zip(blocks, kept, strict=True) if keep]
    for element in ours:
        wanted.add(element)
        wanted.update(element.iterancestors())
    media, left = _media(root, inside, ours, wanted)
    for element in ours:
        wanted.update(element.iterdescendants())
    for element in media:
        wanted.add(element)
        wanted.update(element.iterdescendants())
        wanted.update(element.iterancestors())
    for element in _whole_tables(blocks, kept):
        wanted.update(element.iterdescendants())
    for element in list(root.iter()):
        if element not in wanted and element is not root and element.tag != "br":
            page_blocks.remove(element)
    return [Decision(0, "page-media-aside", Action.DROPPED, text, "", 0.7, path=tag) for tag, text in left]


def _whole_tables(blocks: Sequence[Block], kept: Sequence[bool]) -> "list[HtmlElement]":
    """The tables of data of which most is kept: they stay whole, since a cell taken out moves all the others."""
    held: dict[HtmlElement, list[int]] = {}
    for block, keep in zip(blocks, kept, strict=True):
        for parent in block.element.iterancestors():
            if parent.tag == "table":
                entry = held.setdefault(parent, [0, 0])
                entry[keep] += 1
                break
    return [table for table, (gone, stays) in held.items() if stays > gone and table.find(".//table") is None]


def _media(
    root: "HtmlElement", inside: "HtmlElement", ours: "Sequence[HtmlElement]", wanted: "set[HtmlElement]"
) -> "tuple[list[HtmlElement], list[tuple[str, str]]]":
    """The pictures and embeds that belong to the article, with their captions; and those amid it that don't."""
    first, last = ours[0], ours[-1]
    scope = next((one for one in inside.iterancestors() if one.tag == "article"), None)
    near = scope if scope is not None else next(iter(list(inside.iterancestors())[1:2]), inside)
    out: list[HtmlElement] = []
    units: dict[HtmlElement, bool] = {}
    extra: dict[HtmlElement, int] = {}
    started = ended = False
    leads = 0
    left: list[tuple[str, str]] = []
    for element in list(root.iter()):
        started = started or element is first
        if element.tag in MEDIA and element not in wanted:
            within = inside is root or inside in element.iterancestors()
            if not within and (started or near not in element.iterancestors() or leads):
                continue
            unit = _unit(element, wanted, inside, extra)
            if unit is None:
                continue
            if unit not in units:
                units[unit] = not _is_teaser(unit) and ((started and not ended) or _is_figure(unit))
                if units[unit]:
                    out += _captions(unit)
            if units[unit]:
                leads += not started
                out.append(element)
            elif within and started and not ended and (address := element.get("src") or element.get("data-src")):
                left.append((str(element.tag), address[:500]))
        ended = ended or element is last
    return out, left


def _captions(unit: "HtmlElement") -> "list[HtmlElement]":
    """The captions around one picture, put into one figure; where there are more pictures, only what figures hold."""
    found = [one for one in unit.iter() if one is not unit and _is_caption(one) and not _in_caption(one, unit)]
    if not found:
        return []
    if len(list(itertools.islice(unit.iter("img", "amp-img"), 2))) != 1:
        return [one for one in found if any(parent.tag == "figure" for parent in one.iterancestors())]
    figure = next(unit.iter("figure"), None)
    outer = next((one for one in unit.iterancestors() if one.tag == "figure"), None)
    if figure is None and outer is None and unit.tag in ("div", "section", "span", "p", "center"):
        unit.tag = "figure"
        figure = unit
    whole = figure if figure is not None else outer
    if whole is None:
        return []
    caption = next((one for one in found if one.tag == "figcaption"), found[0])
    caption.tag = "figcaption"
    for one in found:
        if one is not caption:
            page_blocks.remove(one)
            caption.append(one)
    if whole not in caption.iterancestors():
        page_blocks.remove(caption)
        whole.append(caption)
    return [caption]


def _unit(
    element: "HtmlElement", wanted: "set[HtmlElement]", inside: "HtmlElement", extra: "dict[HtmlElement, int]"
) -> "HtmlElement | None":
    """What is around a picture or an embed, as far up as there is nothing else but its caption; None where there is.

    `extra` keeps what was worked out of elements on the way.
    """
    if element.tag in _FRAMES and _is_unseen(element):
        return None
    at = element
    for parent in element.iterancestors():
        if parent is inside or parent in wanted:
            break
        if parent not in extra:
            extra[parent] = _beside_captions(parent)
        if extra[parent] > 40:
            if at.tag != "figure":
                return None
            break
        at = parent
    return None if at.tag in ("aside", "footer") else at


def _is_unseen(frame: "HtmlElement") -> bool:
    """Whether a frame is there for advertisers or counts readers, and shows none of the article."""
    sides = [str(frame.get(name) or "").removesuffix("px") for name in ("width", "height")]
    named = " ".join(frame.get(name) or "" for name in ("src", "data-src", "id", "name", "title"))
    return any(side in ("0", "1", "2") for side in sides) or bool(_ADS.search(named))


def _beside_captions(element: "HtmlElement") -> int:
    """How many letters in an element are no caption's; all of them where there are too many for a figure."""
    letters = len(letters_of(element.text_content()))
    if letters > 1500:
        return letters
    captions = (one for one in element.iter() if _is_caption(one) and not _in_caption(one, element))
    return letters - sum(len(letters_of(one.text_content())) for one in captions)


_FRAMES = ("iframe", "amp-iframe", "object", "embed")
_ADS = re.compile(
    r"doubleclick|google_ads|googlesyndication|googletagmanager|adsystem|/ads?[/.?]|plugins/(?:like|share|page)|recaptcha|disqus|"
    r"addthis|taboola|outbrain|newsletter|platform\.twitter\.com/widgets|about:blank|javascript:",
    re.I,
)


def _is_caption(element: "HtmlElement") -> bool:
    return isinstance(element.tag, str) and (
        element.tag == "figcaption" or bool(_CAPTION.search(element.get("class") or ""))
    )


_CAPTION = re.compile(r"caption|(?:^|[-_ ])(?:photo-?)?credits?(?:$|[-_ ])|photographer", re.I)


def _in_caption(element: "HtmlElement", unit: "HtmlElement") -> bool:
    for parent in element.iterancestors():
        if parent is unit:
            return False
        if _is_caption(parent):
            return True
    return False


def _is_figure(unit: "HtmlElement") -> bool:
    return any(one.tag == "figure" or _is_caption(one) for one in unit.iter())


_TEASER = re.compile(
    r"(?:^| )(?:related|recommend\w*|promo|teaser|sidebar|newsletter|avatar|bio|share|social|sponsor\w*|advert\w*|ads?|"
    r"logo|icons?|author|byline|comments?)(?: |$)",
    re.I,
)


_SHOWN = re.compile(r"\b(?:social|share)[-_](?:embed|post|media|video)\w{0,20}", re.I)
"""What classes call a post from elsewhere that is shown, and no row of buttons."""


def _is_teaser(unit: "HtmlElement") -> bool:
    """Whether a picture belongs to a link to something else, or to who wrote this."""
    if any(unit.find(f".//{name}") is not None for name in ("h2", "h3", "h4")):
        return True
    around = (unit, *unit.iterdescendants(), *list(unit.iterancestors())[:2])
    names = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in around if isinstance(one.tag, str))
    return bool(_TEASER.search(re.sub(r"[-_]", " ", _SHOWN.sub("", names))))


def _frame_captions(root: "HtmlElement") -> None:
    """Makes a figure of a picture and what its page calls a caption, where that isn't one already."""
    named = [one for one in root.iter() if _is_caption(one) and one.tag not in ("img", "figure", "table")]
    for caption in named[:_MOST_CAPTIONS]:
        if any(one.tag == "figure" or "wp-caption" in (one.get("class") or "") for one in caption.iterancestors()):
            continue
        if any(True for _ in caption.iter("img", "amp-img")) or _in_caption(caption, root):
            continue
        said = len(letters_of(caption.text_content()))
        for parent in list(caption.iterancestors())[:3]:
            images = list(itertools.islice(parent.iter("img", "amp-img"), 2))
            if len(images) > 1 or len(letters_of(parent.text_content())) - said > 20 or parent is root:
                break
            if images and parent.tag not in ("td", "tr", "li", "table"):
                parent.tag, caption.tag = "figure", "figcaption"
                break
