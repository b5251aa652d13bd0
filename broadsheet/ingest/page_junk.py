"""What stands in the midst of an article on a page and isn't part of it, and what is though the witness missed it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from broadsheet.ingest import blocks as lines
from broadsheet.ingest import bylines, dates, furniture
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.page_blocks import Block
from broadsheet.ingest.words import all_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AWAY = re.compile(
    r"(?:^|[-_ ])(?:related|recommend(?:ed|ations?)?|promo|teaser|sidebar|newsletter|sign-?up|share|sharing|social|"
    r"sponsor(?:ed)?|advert(?:isement)?|ads?|comments?|disqus|trending|most-?(?:read|popular|viewed)|breadcrumbs?|cookie|"
    r"consent|paywall|footer|read-?more|more-?(?:stories|news|from)|tags?|tagged|topics|author-?(?:bio|box|info|card)|bio|"
    r"print-?only|skip-?link|sr-only|screen-reader|visually-?hidden|popup|modal|taboola|outbrain|zergnet|widget|rail|"
    r"byline|dateline|timestamp|toolbar|caption|credit)(?:$|[-_ ])",
    re.I,
)
_STANDFIRST = re.compile(
    r"(?:^|[-_ ])(?:dek|deck|standfirst|subtitle|sub-?(?:head|headline|heading)|strapline|summary|teaser|excerpt)"
    r"(?:$|[-_ ])",
    re.I,
)
_QUOTES = (
    "tweet",
    "twitter",
    "instagram",
    "tiktok",
    "bluesky",
    "mastodon",
    "reddit",
    "text-post",
    "imgur",
    "embed",
    "fb-",
)
_UTC = ZoneInfo("UTC")
LONG = 80
_TEXT = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "dt", "dd", "div", "section")


class Judge:
    """Decides block by block, knowing where the article's sure text lies."""

    def __init__(
        self,
        found: Sequence[Block],
        sure: Sequence[bool],
        inside: "HtmlElement",
        known: set[str],
        dek: str,
        learned: frozenset[str],
    ) -> None:
        self.found = found
        self.inside = inside
        self.known = known
        self.dek = dek
        self.learned = learned
        self.words = all_words()
        self.within = [inside is block.element or inside in block.element.iterancestors() for block in found]
        self._inside = {block.letters for block, within in zip(found, self.within, strict=True) if within}
        self.sure = [self._belongs(place, known_) for place, known_ in enumerate(sure)]
        long = [place for place, keep in enumerate(self.sure) if keep and len(found[place].letters) >= LONG]
        keys = long or [place for place, keep in enumerate(self.sure) if keep]
        self.first, self.last = (keys[0], keys[-1]) if keys else (0, -1)
        self.kinds = Counter[str]()
        for place in keys:
            self.kinds[_kind(found[place].element)] += 1
        self.parents = {found[place].element.getparent() for place in keys}
        self.article = self._article()
        self.end = self._end(keys)

    def _belongs(self, place: int, sure: bool) -> bool:
        """A short line is the article's only where the article is: the same word may stand all over the page."""
        long = len(self.found[place].letters) >= 40
        twice = long and self.found[place].letters in self._inside and not self.within[place]
        return sure and (self.within[place] or (long and not twice))

    def _end(self, keys: Sequence[int]) -> int:
        """The last place that can be the article's: before a heading over other stories, most of the text above it."""
        total = sum(len(self.found[place].letters) for place in keys)
        kinds = [(place, _kind(self.found[place].element)) for place in keys]
        above = tried = 0
        for place, block in enumerate(self.found):
            if self.sure[place] and len(block.letters) >= LONG:
                above += len(block.letters)
            if above > 0.6 * total and len(block.text) < 60 and self.words.has("related_block", block.text):
                before = {kind for one, kind in kinds if one < place}
                if all(kind not in before for one, kind in kinds if one > place):
                    return place - 1
                tried += 1
                if tried > 20:
                    break
        return len(self.found)

    def _article(self) -> "HtmlElement | None":
        """The article element in which all sure text is: a page may go on to the next article."""
        for parent in self.inside.iterancestors():
            if parent.tag == "article":
                return parent
        return self.inside if self.inside.tag == "article" else None

    def why_not(self, place: int) -> str:
        """The rule by which a block that the witness named isn't the article's; empty where it is."""
        block = self.found[place]
        if block.letters in self.known or (block.letters == self.dek and _is_standfirst(block.element)):
            return "said-above"
        if place > self.end:
            return "page-related"
        if place < self.first and len(block.letters) < 120 and self._is_top(block):
            return "page-head"
        if self.learned and could_be_furniture(block) and furniture.line_hash(block.text) in self.learned:
            return "known-furniture"
        line = lines.Block(0, block.text)
        if block.element.tag in ("pre", "td", "th", "code"):
            return ""
        rule = furniture.rule_for(line, self.words) if len(block.text) < 400 else ""
        if rule and rule not in ("menu", "address"):
            return f"page-{rule}"
        if (
            block.linked > 0.8
            and len(block.text) < 250
            and self.words.start("related_start", block.text.strip(" []()"))
        ):
            return "page-related"
        if place > self.last and self.words.has("related_block", block.text):
            return "page-related"
        return ""

    def _is_top(self, block: Block) -> bool:
        """Whether it is a byline or a day above the text."""
        found = dates.find(block.text, _UTC, "en")
        left = (
            dates.without(block.text, [one for one in found if isinstance(one, dates.Found)]) if found else block.text
        )
        if found and len(left.split()) <= 8:
            return True
        return bylines.parse(block.text, self.words) is not None or (
            block.element.tag != "p" and bylines.of_name(block.text, self.words) is not None
        )

    def link_in(self, block: Block) -> str:
        """The title behind `Read more:` in a block that is a link; empty where it is none."""
        link = next(block.element.iter("a"), None)
        label = self.words.label("related_start", block.text)
        if link is None or not link.get("href") or len(block.text) > 250:
            return ""
        if label:
            return label[1] or " ".join(link.text_content().split())
        return " ".join(link.text_content().split()) if self.words.start("related_start", block.text) else ""

    def why(self, place: int) -> str:
        """The rule by which a block is the article's though the witness didn't name it; empty where it isn't."""
        block = self.found[place]
        element = block.element
        if self.article is not None and self.article not in element.iterancestors():
            return ""
        if not self.within[place] and _kind(element) not in self.kinds:
            return ""
        if _is_embedded(element):
            return "embedded" if self.first < place <= self.last + 3 and place <= self.end else ""
        if block.letters in self.known or self.why_not(place) or _is_away(element, self.inside):
            return ""
        between = self.first < place < self.last
        tag = str(element.tag)
        if tag not in _TEXT:
            return ""
        sibling = element.getparent() in self.parents
        alike = self.kinds[_kind(element)] >= 2
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return "subhead" if between and sibling and block.linked < 0.5 else ""
        if tag in ("td", "th"):
            table = next((one for one in element.iterancestors() if one.tag == "table"), None)
            return "table" if between and table is not None and block.linked < 0.8 else ""
        if tag in ("li", "dt", "dd"):
            outer = element.getparent()
            near = outer is not None and (outer in self.parents or outer.getparent() in self.parents)
            return "list" if between and near and block.linked < 0.7 else ""
        if tag == "pre":
            return "code" if between else ""
        if block.linked >= 0.5:
            return ""
        if between and (sibling or alike):
            return "between"
        prose = len(block.letters) >= LONG and bool(re.search(r"[.!?。！？…][\"”’»)]?$", block.text))
        return "alike" if prose and (sibling or alike) and block.linked < 0.3 else ""


def could_be_furniture(block: Block) -> bool:
    """Whether a block may be a line that all pages of an outlet have; subheads and cells recur in articles too."""
    fixed = ("h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "pre", "figcaption", "caption")
    return block.element.tag not in fixed and furniture.could_be(block.text)


def _is_standfirst(element: "HtmlElement") -> bool:
    """Whether the page shows it as the line below a headline, and not as the text's first paragraph."""
    names = " ".join(f"{one.get('class') or ''}" for one in (element, *list(element.iterancestors())[:1]))
    return element.tag in ("h2", "h3", "h4") or bool(_STANDFIRST.search(names))


def _kind(element: "HtmlElement") -> str:
    """What an element has in common with others of its template: its name and class, and those around it."""
    around = [element, *list(element.iterancestors())[:2]]
    return "/".join(f"{one.tag}.{' '.join(sorted((one.get('class') or '').split())[:2])}" for one in around)


def _is_away(element: "HtmlElement", inside: "HtmlElement") -> bool:
    """Whether what is around it, within the article's own element, is named as something else."""
    for parent in (element, *element.iterancestors()):
        if parent is inside:
            return False
        if parent.tag in ("aside", "footer", "figure", "figcaption", "nav", "header"):
            return True
        if _AWAY.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return True
    return False


def _is_embedded(element: "HtmlElement") -> bool:
    """Whether it is a post from elsewhere, shown as a quotation."""
    for parent in (element, *list(element.iterancestors())[:3]):
        if parent.tag == "blockquote" and any(name in (parent.get("class") or "") for name in _QUOTES):
            return True
    return False


def judged(
    found: Sequence[Block],
    sure: Sequence[bool],
    inside: "HtmlElement",
    known: set[str],
    dek: str,
    learned: frozenset[str],
) -> tuple[list[bool], list[Decision], list[str]]:
    """For each block whether it is kept; what was decided of those in the article's midst; and the links among them."""
    judge = Judge(found, sure, inside, known, dek, learned)
    kept: list[bool] = []
    decisions: list[Decision] = []
    links: list[str] = []
    for place, block in enumerate(found):
        amid = judge.within[place] and judge.first < place < judge.last
        rule = judge.why_not(place) if judge.sure[place] else ""
        if judge.sure[place]:
            kept.append(not rule)
        else:
            why = judge.why(place)
            kept.append(bool(why))
            if why:
                decisions.append(Decision(0, f"page-{why}", Action.KEPT, block.text[:500], "", 0.7, path=_path(block)))
            elif amid:
                rule = "page-aside"
        if rule:
            decisions.append(Decision(0, rule, Action.DROPPED, block.text[:500], "", 0.8, path=_path(block)))
            if amid and (link := judge.link_in(block)):
                links.append(link)
    return kept, decisions, list(dict.fromkeys(links))


def _path(block: Block) -> str:
    """Where a block stands, as a selector that an editor can look for."""
    element = block.element
    name = element.get("id")
    classes = (element.get("class") or "").split()
    return f"{element.tag}#{name}" if name else f"{element.tag}.{classes[0]}" if classes else str(element.tag)
