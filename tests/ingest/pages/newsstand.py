"""Pages as newspapers have them, made up: the frame around an article, and what it says to programs."""

import json
from pathlib import Path

from broadsheet.ingest import Known, Manuscript
from broadsheet.ingest.formats import Item, RawSource
from broadsheet.ingest.html_page import HtmlPage
from tests.ingest.newsroom import LAST, LONG, OTHER, SETTINGS

HEADLINE = "Ferry to run again after two years"

TEXT = f"<p>{LONG}</p><p>{OTHER}</p><p>{LAST}</p>"

FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/economy">Economy</a></li>
<li><a href="/login">Log in</a></li></ul></nav>
<main><article><h1>{headline}</h1>{body}</article>
<aside class="related"><h2>Most read</h2><ul><li><a href="/a">Bridge toll to rise in March</a></li>
<li><a href="/b">Museum key found in a drawer</a></li></ul></aside></main>
<footer><p>© 2031 Varga Media. All rights reserved.</p></footer></body></html>"""


def page(body: str = TEXT, *, head: str = "", title: str = "", headline: str = HEADLINE) -> str:
    """A page with an article on it."""
    return FRAME.format(title=title or f"{headline} - The Varga Courier", head=head, headline=headline, body=body)


def ld(**article: object) -> str:
    """JSON-LD for an article."""
    said = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **article}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def read(tmp: Path, html: str | bytes, name: str = "page.html") -> Manuscript:
    """The manuscript of a page."""
    file = tmp / name
    file.write_bytes(html if isinstance(html, bytes) else html.encode("utf-8"))
    made = HtmlPage().manuscript(Item(), RawSource(f"seeds/{name}", file), Known(SETTINGS))
    assert isinstance(made, Manuscript)
    return made


def places(made: Manuscript, field: str) -> list[str]:
    """From which places of the page a key came, by the report."""
    return [one.path for one in made.decisions if one.field == field]
