"""Nothing that somebody writes ends the script in which a page speaks to programs, or is lost in it."""

import dataclasses
import json
from typing import Any

import hypothesis.strategies as st
from hypothesis import example, given, settings
from lxml import html
from markupsafe import Markup

from broadsheet.pages.article import ArticleContext
from broadsheet.pages.views import LinkView
from broadsheet.structured import Structured
from tests.theme import made_up

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
HOSTILE = "</script><img src=x onerror=alert(1)>&\"'\u2028\u2029<!--]]>"


def told(shown: str) -> Any:
    """What is in the script, as a browser finds it; the script must be all that there is."""
    tree = html.fragment_fromstring(shown, create_parent="div")
    (script,) = tree
    assert (script.tag, script.tail) == ("script", None)
    return json.loads(script.text)["@graph"]


def article(text: str) -> ArticleContext:
    page = made_up.page("article.html", "x")
    assert isinstance(page, ArticleContext)
    link = LinkView(text, "/a/")
    return dataclasses.replace(
        page, title=text, description=text, authors=(link,), tags=(link,), section=link, label="", live=None
    )


@settings(deadline=None, derandomize=True, database=None)
@given(TEXT)
@example(HOSTILE)
def test_an_article_is_told_as_it_is_written(text: str) -> None:
    shown = Structured(made_up.site())(article(text))
    assert not set("<>&\u2028\u2029") & set(
        shown.removeprefix('<script type="application/ld+json">')[: -len("</script>")]
    )
    main, trail, _ = told(shown)
    assert main.get("headline", "") == text
    assert main.get("description", "") == text
    assert main["author"][0].get("name", "") == text
    assert main.get("keywords") == [text]
    assert main.get("articleSection", "") == text
    assert trail["itemListElement"][-1].get("name", "") == text


@settings(deadline=None, derandomize=True, database=None)
@given(TEXT)
@example(HOSTILE)
def test_an_author_and_the_outlet_are_told_as_they_are_written(text: str) -> None:
    page = dataclasses.replace(made_up.page("author.html", "x"), title=text)
    main, _, outlet = told(Structured(made_up.site(text))(page))
    assert main["mainEntity"].get("name", "") == text
    assert outlet.get("name", "") == text


def test_a_name_that_a_block_gives_is_told_as_readers_see_it() -> None:
    page = made_up.page("archive.html", "x")
    structured = Structured(made_up.site())
    assert told(structured(page, Markup("\n  Tom &amp; Jerry&#39;s <i>")))[0]["name"] == "Tom & Jerry's <i>"
    assert told(structured(page, "Tom &amp; Jerry"))[0]["name"] == "Tom &amp; Jerry"
