"""What is left to decide as one page of HTML that needs nothing else: the source left, the article right."""

import os
from collections.abc import Sequence
from pathlib import Path

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from broadsheet import markup
from broadsheet.article import Article, Document, Image
from broadsheet.ingest import Action
from broadsheet.review.listing import HEADINGS
from broadsheet.review.questions import Undecided
from broadsheet.settings import Settings

_TAGS = nh3.ALLOWED_TAGS | {"figure", "figcaption", "section"}
_MARKS = {
    None: "stays",
    Action.KEPT: "stays",
    Action.DROPPED: "dropped",
    Action.MOVED: "moved",
    Action.FLAGGED: "asked",
    Action.SPACED: "spaced",
}


def render(undecided: Sequence[Undecided], left: int, site: Path, settings: Settings, folder: Path) -> str:
    """The page, to be written into `folder`: pictures are shown from media/ by their way from there.

    `left` is how many articles more there are than are shown.
    """
    loader = PackageLoader("broadsheet", "review")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    media = os.path.relpath(site / "media", folder)
    return environment.get_template("page.html").render(
        outlet=settings.outlet.title,
        left=left,
        groups=[
            (heading, [_view(one, media, settings) for one in undecided if one.urgency is urgency])
            for urgency, heading in HEADINGS.items()
            if any(one.urgency is urgency for one in undecided)
        ],
        count=len(undecided),
    )


def _view(one: Undecided, media: str, settings: Settings) -> dict[str, object]:
    """What the template shows of an article."""
    article = one.document.article
    name = article.path.removeprefix("content/").removesuffix(".md").replace("/", "-")
    lines = one.trace.shown() if one.trace else []
    return {
        "name": name,
        "file": one.file,
        "title": article.title,
        "lang": article.lang or settings.outlet.language,
        "questions": [(question, _anchor(name, question.line)) for question in one.questions],
        "source": one.trace.source if one.trace else "",
        "numbered": bool(one.trace and one.trace.lines),
        "lines": [(line, _MARKS[line.action], _anchor(name, line.place)) for line in lines],
        "keys": _keys(article, settings),
        "body": _body(one.document, media),
    }


def _anchor(name: str, place: object) -> str:
    return f"{name}-{place}" if place else ""


def _keys(article: Article, settings: Settings) -> list[tuple[str, str]]:
    """The front matter that an editor looks at, in the order of the contract."""
    instants = {
        key: f"{when.at.astimezone(settings.zone):%Y-%m-%d}" if when.day else f"{when.at.astimezone(settings.zone)}"
        for key in ("date", "updated", "embargo", "expires")
        if (when := getattr(article, key))
    }
    source = article.source
    pairs = [
        ("title", article.title),
        ("dek", article.dek),
        ("kicker", article.kicker),
        ("section", article.section),
        ("authors", ", ".join(article.authors)),
        ("tags", ", ".join(article.tags)),
        *instants.items(),
        ("draft", "yes" if article.draft else ""),
        ("lang", article.lang),
        ("label", article.label),
        ("image", _picture(article.image)),
        *(("gallery", _picture(image)) for image in article.gallery),
        *(("correction", one.text) for one in article.corrections),
        *((f"note ({one.kind})", one.text) for one in article.notes),
        ("agency", article.agency),
        ("dateline", article.dateline),
        ("contributors", ", ".join(article.contributors)),
        ("aliases", ", ".join(article.aliases)),
        ("canonical", article.canonical),
        ("source", " ".join(filter(None, (source.name, source.url))) if source else ""),
    ]
    return [(key, value) for key, value in pairs if value]


def _picture(image: Image | None) -> str:
    return " · ".join(filter(None, (image.src, image.caption, image.credit))) if image else ""


def _body(document: Document, media: str) -> Markup:
    """The text as it will read. Links inside the site lead nowhere from here, so they are words alone."""
    body = markup.resolve(document.body, lambda _: None, lambda path: markup.Shown(f"{media}/{path}"))
    return Markup(nh3.clean(body, tags=_TAGS))  # noqa: S704 (nh3 has cleaned it)
