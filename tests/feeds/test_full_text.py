"""The texts in feeds: every address in full, and nothing that feed readers refuse."""

import re
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from broadsheet.feeds import full_text
from tests.conftest import MakeOutlet
from tests.feeds.reading import DANGEROUS, HERE, RAW, content, items
from tests.outlet import SITE


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


def test_addresses_that_leave_the_scheme_to_the_page_have_one(outlet: MakeOutlet) -> None:
    raw = """<picture><source srcset="//cdn.example/a.jpg 1x,//cdn.example/b.jpg 2x"><img src="//cdn.example/a.jpg"
    srcset="https://cdn.example/a//b.jpg 1x, //cdn.example/b.jpg 2x"></picture>

<blockquote cite="/x">Words</blockquote>"""
    found = addresses_in(content(items(outlet().article("2026/11/a", raw).build())[0]))
    cdn = "https://cdn.example"
    assert found == {"src": {f"{cdn}/a.jpg"}, "srcset": {f"{cdn}/a.jpg", f"{cdn}/b.jpg", f"{cdn}/a//b.jpg"}}


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


def text_of(outlet: MakeOutlet, body: str = "Text.", **front: str) -> str:
    """The text of a lone article in the site's feed."""
    site = outlet().article("2026/11/a", body, **front).build()
    return content(items(site)[0])


def test_an_address_alone_becomes_a_link(outlet: MakeOutlet) -> None:
    url = "https://video.example/watch?v=1&amp;b=2"
    assert text_of(outlet, url.replace("&amp;", "&")) == f'<p><a href="{url}">{url}</a></p>'


def test_a_live_article_has_its_newest_entry_first(outlet: MakeOutlet) -> None:
    body = "Before.\n\n## 09:00 First *things*\n\nOne.\n\n## 14:05\n\nTwo, [elsewhere](#at-0900-first-things)."
    page = f"{HERE}/news/2026/11/a.html"
    assert text_of(outlet, body, label="live").replace("\n", "") == (
        "<p>Before.</p>"
        f'<h2><a href="{page}#at-1405">14:05</a></h2><p>Two, <a href="{page}#at-0900-first-things">elsewhere</a>.</p>'
        f'<h2><a href="{page}#at-0900-first-things">09:00</a> First things</h2><p>One.</p>'
    )


def test_entries_of_several_days_say_which(outlet: MakeOutlet) -> None:
    text = text_of(outlet, "## 09:00 One\n\nA.\n\n## 2026-11-21 08:00 Two\n\nB.", label="live", date="2026-11-20T07:00")
    assert re.findall(r">([^<>]*\d\d:\d\d)</a>", text) == ["2026-11-21 08:00", "2026-11-20 09:00"]


def test_who_reads_what_was_paid_for_is_told_first(outlet: MakeOutlet) -> None:
    notes = '[{kind: sponsor, text: "By <Acme> & Sons"}]'
    text = text_of(outlet, "[Buy](https://acme.example/)", label="sponsored", notes=notes)
    assert text == (
        "<p><strong>Sponsored:</strong> By &lt;Acme&gt; &amp; Sons</p>\n"
        '<p><a href="https://acme.example/" rel="sponsored">Buy</a></p>'
    )
    assert text_of(outlet, label="sponsored").startswith("<p><strong>Sponsored</strong></p>\n")


def test_corrections_and_notes_follow_the_text(outlet: MakeOutlet) -> None:
    corrections = '[{date: "2026-11-21", text: "It was <7>."}, {text: "Nor that."}]'
    notes = '[{kind: editor, text: "Mind."}, {kind: key, text: "Points"}]'
    assert text_of(outlet, corrections=corrections, notes=notes) == (
        "<p>Text.</p>\n"
        "<p><strong>Correction (2026-11-21):</strong> It was &lt;7&gt;.</p>\n"
        "<p><strong>Correction:</strong> Nor that.</p>\n"
        "<p><strong>Editor’s note:</strong> Mind.</p>"
    )


def test_they_are_in_the_language_of_the_edition(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.pt]\ntitle = "O Correio"\n'})
    site.article("2026/11/a", lang="pt", corrections="[{text: Sete.}]").build()
    assert "<strong>Correção:</strong> Sete." in content(items(site, "/pt/feed.xml")[0])


def test_a_format_that_few_readers_show_gives_way_to_what_stands_beside_it(outlet: MakeOutlet) -> None:
    body = '<picture><source type="image/avif" srcset="/a.avif"><img src="/a.jpg" alt="A"></picture>'
    assert text_of(outlet, body) == f'<p><picture><img src="{HERE}/a.jpg" alt="A"></picture></p>'
