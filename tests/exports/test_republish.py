"""The page from which an article may be copied: whose it is to give, and what is copied."""

import pytest
from lxml import html

from broadsheet.exports.republish import without_pictures
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet
from tests.pictures.photographs import photograph

OURS = SITE.replace('name = "plain"', 'name = "broadsheet"')
OFFERING = OURS + (
    '\n[exports]\nrepublish = true\nlicence = "CC BY-ND 4.0"\n'
    'licence_url = "https://creativecommons.org/licenses/by-nd/4.0/"\nterms = "Not for sale & not for spam."\n'
)
ARTICLE, PLACE = "/news/2026/11/a.html", "/news/2026/11/a.republish.html"
HERE = "https://courier.example"


def copied(site: Outlet, place: str = PLACE) -> str:
    """What stands in the field that others copy."""
    (field,) = html.document_fromstring(site.page(place)).xpath("//textarea[@readonly]")
    return str(field.text)


def offered(outlet: MakeOutlet, body: str = "Text.", **front: str) -> Outlet:
    return outlet({"site.toml": OFFERING}).article("2026/11/a", body, **front).build()


def test_nothing_is_offered_unless_the_outlet_says_so(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": OURS}).article("2026/11/a").build()
    assert not site.has(PLACE)
    assert "republish" not in site.page(ARTICLE)
    site.edit({"site.toml": OFFERING}).build()
    assert f'href="{PLACE}"' in site.page(ARTICLE)
    assert site.has(PLACE)
    site.edit({"site.toml": OURS}).build()
    assert not site.has(PLACE)
    assert "republish" not in site.page(ARTICLE)


def test_what_is_copied_is_clean_html_with_its_source(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": OFFERING, "media/ferry.jpg": photograph(1600, 900)}).article("2026/11/b", id="two")
    body = (
        'It sails, as [before](b.md).\n\n![A ferry](ferry.jpg "At the quay")\n\n'
        '<p onclick="steal()" style="color: red">Words</p>\n\n<script>steal()</script>\n\n'
        "| Day | Minutes |\n|:--|--:|\n| Friday | 14 |\n"
    )
    site.article(
        "2026/11/a",
        body,
        title='"Late & <proud>"',
        dek="Twice",
        authors="Ann Lee, Bo",
        image="ferry.jpg",
        corrections="[{date: 2026-11-22, text: Twice and not once.}]",
    ).build()
    text = copied(site)
    tree = html.fragment_fromstring(text, create_parent=True)
    assert tree.xpath("string(h1)") == "Late & <proud>"
    assert [one.text_content() for one in tree.xpath("p")][:2] == ["Twice", "By Ann Lee and Bo"]
    assert f'<a href="{HERE}/news/2026/11/b.html">before</a>' in text
    assert tree.xpath("//td/text()") == ["Friday", "14"]
    assert "Twice and not once." in text
    for refused in ("<img", "<figure", "<picture", "At the quay", "steal", "style=", "onclick", "<p></p>"):
        assert refused not in text
    last = tree.xpath("p")[-1]
    assert last.xpath(".//a/@href") == [f"{HERE}{ARTICLE}", "https://creativecommons.org/licenses/by-nd/4.0/"]
    assert "The Courier" in last.text_content()
    assert {url.partition(":")[0] for url in tree.xpath("//@href")} == {"https"}


def test_the_page_is_kept_out_of_search_and_leads_back(outlet: MakeOutlet) -> None:
    tree = html.document_fromstring(offered(outlet).page(PLACE))
    assert "noindex" in tree.xpath("//meta[@name='robots']/@content")[0]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{HERE}{ARTICLE}"]
    assert tree.xpath("//main//h1/a/@href") == [ARTICLE]
    said = tree.xpath("string(//main)")
    assert "Not for sale & not for spam." in said
    assert f'<link rel="canonical" href="{HERE}{ARTICLE}">' in said
    site = outlet({"site.toml": OFFERING}).article("2026/11/a").build()
    listed = [address for address, data in site.online().items() if b"republish.html" in data]
    assert set(listed) - {ARTICLE, PLACE} == set()


@pytest.mark.parametrize(
    "front",
    [
        {"access": "paid"},
        {"label": "sponsored"},
        {"label": "live"},
        {"agency": "North Wire"},
        {"source": "{name: The Post}"},
        {"canonical": "https://post.example/a"},
        {"notes": "[{kind: rights, text: Reprinted with permission.}]"},
    ],
    ids=lambda front: next(iter(front)),
)
def test_what_is_not_the_outlets_to_give_is_not_offered(outlet: MakeOutlet, front: dict[str, str]) -> None:
    site = offered(outlet)
    assert site.has(PLACE)
    site.article("2026/11/a", **front).build()
    assert not site.has(PLACE)
    assert "republish" not in site.page(ARTICLE)
    assert site.online() == site.clean()


def test_a_headline_cannot_leave_the_field(outlet: MakeOutlet) -> None:
    title = "</textarea></script><b>&\\\"']]>"
    site = offered(outlet, "</textarea><i>x</i>", title=f'"{title}"')
    tree = html.document_fromstring(site.page(PLACE))
    assert not tree.xpath("//main//b | //main//i")
    assert "&lt;/textarea&gt;&lt;/script&gt;" in copied(site)


def test_it_speaks_the_language_of_its_edition(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": OFFERING + '\n[languages.es]\ntitle = "El Correo"\nprefix = "es"\n'})
    site.article("2026/11/a", lang="es", authors="Ann").build()
    text = copied(site, f"/es{PLACE}")
    assert "<p>Por Ann</p>" in text
    assert ">El Correo</a>" in text


def test_figures_without_a_picture_stay() -> None:
    table = "<figure><table><tr><td>1</td></tr></table><figcaption>Days</figcaption></figure>"
    picture = '<figure><img src="/a.jpg"><figcaption>Gone</figcaption></figure>\n'
    kept = without_pictures(f"<p>a</p>\n{picture}{table}<p><img src='/b.jpg'></p><video src='/c.mp4'>no</video>")
    assert html.fragment_fromstring(kept, create_parent=True).xpath("//td/text()") == ["1"]
    assert "Days" in kept
    assert "Gone" not in kept
    assert "<p></p>" not in kept
    assert "no" not in kept
