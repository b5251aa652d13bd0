"""The texts in feeds: every address in full, and nothing that feed readers refuse."""

import re
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from broadsheet.feeds import full_text
from tests.conftest import MakeOutlet
from tests.feeds.reading import DANGEROUS, HERE, RAW, content, items


def addresses_in(text: str) -> dict[str, set[str]]:
    """Every address in a piece of HTML, by the attribute that it stands in."""
    found: dict[str, set[str]] = {}
    for element in html.fragment_fromstring(text, create_parent=True).iter():
        for name in ("href", "src", "poster", "cite"):
            if name in element.attrib:
                found.setdefault(name, set()).add(element.attrib[name])
        for candidate in element.attrib.get("srcset", "").split(","):
            if candidate.strip():
                found.setdefault("srcset", set()).add(candidate.split()[0])
    return found


def test_every_address_in_a_text_is_in_full(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.svg": '<svg viewBox="0 0 4 3"/>'}).article("2026/11/b", id="two", date="2026-11-01")
    site.article("2026/11/a", RAW).build()
    found = addresses_in(content(items(site)[0]))
    assert found == {
        "href": {
            f"{HERE}/about/",
            f"{HERE}/news/2026/11/b.html",
            "https://elsewhere.example/x",
            f"{HERE}/news/2026/11/a.html#fn:1",
            f"{HERE}/news/2026/11/a.html#fnref:1",
        },
        "src": {f"{HERE}/a.svg", f"{HERE}/media/a.svg", f"{HERE}/film.mp4"},
        "srcset": {f"{HERE}/a.svg", f"{HERE}/b.svg"},
        "poster": {f"{HERE}/still.jpg"},
    }
    assert all(urlsplit(url).scheme == "https" for urls in found.values() for url in urls)


def test_a_link_to_what_is_not_shown_keeps_its_words_alone(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b", draft="true").article("2026/11/a", "See [that](b.md).").build()
    assert content(items(site)[0]) == "<p>See <a>that</a>.</p>"


def test_what_readers_refuse_a_feed_for_is_not_in_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", DANGEROUS).build()
    text = content(items(site)[0])
    assert re.sub(r"<p></p>|\s", "", text) == "<p>Words</p>"
    assert "steal()" in site.page("/news/2026/11/a.html")


def test_a_frame_becomes_a_link_to_what_it_shows(outlet: MakeOutlet) -> None:
    frame = '<iframe width="560" src="https://video.example/1?a=1&amp;b=2" allowfullscreen></iframe>'
    site = outlet().article("2026/11/a", frame).build()
    url = "https://video.example/1?a=1&amp;b=2"
    assert content(items(site)[0]) == f'<p><a href="{url}">{url}</a></p>'


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "<scr",
                "ipt>",
                "<script>",
                "</script>",
                "<iframe src=",
                "'",
                '"',
                "javascript:x",
                ">",
                "<",
                " onload=x",
                "<a href=",
                "//h/x",
                "/x",
                "#x",
                "&lt;",
                "]]>",
                "<svg>",
                "</svg>",
                "<style>",
                "<!--",
                "-->",
                "é",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_whatever_an_editor_writes_is_fit_for_a_feed(text: str) -> None:
    fit = full_text.fit(text, f"{HERE}/a.html")
    tree = html.fragment_fromstring(fit, create_parent=True)
    for element in tree.iter():
        assert element.tag not in ("script", "style", "iframe", "object", "embed", "svg", "form")
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    assert all(urlsplit(url).scheme for urls in addresses_in(fit).values() for url in urls)
    assert full_text.fit(fit, f"{HERE}/a.html") == fit
