"""The ninjs document beside an article: valid, complete, and nothing that isn't known or isn't public."""

import json
from typing import Any

import pytest

from tests.conftest import MakeOutlet
from tests.exports import ninjs_rules
from tests.outlet import SITE, Outlet
from tests.pictures.photographs import photograph

EXPORTING = SITE + '\n[exports]\nninjs = true\nrepublish = true\nlicence = "CC BY-ND 4.0"\n'
LICENSED = EXPORTING + 'licence_url = "https://creativecommons.org/licenses/by-nd/4.0/"\nterms = "Tell us."\n'
HOSTILE = "</script><b>&\"']]> x"


def document(site: Outlet, address: str = "/news/2026/11/a.ninjs.json") -> dict[str, Any]:
    """A document, which is valid."""
    found: dict[str, Any] = json.loads(site.page(address))
    assert ninjs_rules.faults(found) == []
    return found


def made(outlet: MakeOutlet, body: str = "Text.", **front: str) -> dict[str, Any]:
    """The document of a lone article."""
    return document(outlet({"site.toml": LICENSED}).article("2026/11/a", body, **front).build())


def test_there_is_none_unless_asked_for(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    assert not site.has("/news/2026/11/a.ninjs.json")
    assert site.edit({"site.toml": EXPORTING}).build().has("/news/2026/11/a.ninjs.json")
    site.edit({"site.toml": SITE}).build()
    assert not site.has("/news/2026/11/a.ninjs.json")


def test_it_says_all_that_is_known(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": LICENSED, "media/ferry.jpg": photograph(1600, 1200), "media/a.mp3": b"\0" * 9})
    site.article("2026/11/b", id="two")
    site.article(
        "2026/11/a",
        "It sails, as [before](b.md).\n\n| Day | Minutes |\n|:--|--:|\n| Friday | 14 |\n",
        id="ferry",
        title='"The ferry: late & proud"',
        dek="It has left twice",
        authors="Ann Lee, Bo",
        contributors="Cy",
        dateline="Averholm",
        tags="harbour, Über uns",
        story="The timetable",
        label="analysis",
        date="2026-07-20T06:30",
        updated="2026-07-21T09:00",
        corrections="[{date: 2026-07-22, text: It has left twice.}]",
        image="{src: ferry.jpg, alt: A ferry, caption: At the quay, credit: Dee}",
        audio="{src: a.mp3, duration: '1:10'}",
    ).build()
    found = document(site, "/news/2026/07/a.ninjs.json")
    here = "https://courier.example"
    lead, recording = found.pop("associations")
    html, words = found.pop("bodies")
    assert found == {
        "uri": "tag:courier.example,2026:ferry",
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        "type": "text",
        "representationType": "full",
        "language": "en",
        "firstCreated": "2026-07-20T06:30:00+01:00",
        "versionCreated": "2026-07-21T09:00:00+01:00",
        "contentCreated": "2026-07-20T06:30:00+01:00",
        "pubStatus": "usable",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "The ferry: late & proud"}],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": "It has left twice"},
            {"role": "correction", "contentType": "text/plain", "value": "It has left twice."},
        ],
        "by": "Ann Lee, Bo",
        "infoSources": [
            {"name": "The Courier", "role": "publisher", "uri": f"{here}/"},
            {"name": "Cy", "role": "contributor"},
        ],
        "located": "Averholm",
        "subjects": [
            {"name": "News", "rel": "section", "uri": f"{here}/news/"},
            {"name": "harbour", "rel": "topic", "uri": f"{here}/tags/harbour/"},
            {"name": "Über uns", "rel": "topic", "uri": f"{here}/tags/uber-uns/"},
            {"name": "The timetable", "rel": "story", "uri": f"{here}/stories/the-timetable/"},
        ],
        "genres": [{"name": "Analysis", "uri": "http://cv.iptc.org/newscodes/genre/Analysis"}],
        "altIds": [{"role": "web", "value": f"{here}/news/2026/07/a.html"}, {"role": "id", "value": "ferry"}],
        "usageTerms": "CC BY-ND 4.0 – Tell us.",
        "rightsInfo": {"linkedRights": "https://creativecommons.org/licenses/by-nd/4.0/"},
    }
    assert f'<a href="{here}/news/2026/11/b.html">before</a>' in html["value"]
    assert words["contentType"] == "text/plain"
    assert words["value"].startswith("It sails, as before.\n\nDay | Minutes\n\nFriday | 14")
    assert words["wordCount"] == len(words["value"].split())
    assert (lead["type"], lead["by"]) == ("picture", "Dee")
    assert [one["value"] for one in lead["descriptions"]] == ["At the quay", "A ferry"]
    sizes = {one["name"]: (one["width"], one["height"]) for one in lead["renditions"]}
    assert sizes == {
        "main": (1600, 1200),
        "small": (960, 720),
        "crop 16x9": (1200, 675),
        "crop 4x3": (1200, 900),
        "crop 1x1": (1200, 1200),
    }
    assert recording["renditions"] == [
        {"name": "main", "href": f"{here}/media/a.mp3", "contentType": "audio/mpeg", "sizeInBytes": 9, "duration": 70}
    ]
    for size in lead["renditions"]:
        assert site.has(size["href"].removeprefix(here))


def test_what_is_not_known_is_not_said(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": EXPORTING}).article("2026/11/a", "", date="").build()
    found = document(site, "/news/a.ninjs.json")
    absent = {"firstCreated", "versionCreated", "contentCreated", "by", "located", "bodies", "genres", "associations"}
    assert found.keys() & absent == set()
    assert found["headlines"][0]["value"] == "A"


def test_of_a_paid_article_it_has_what_stands_before_the_cut(outlet: MakeOutlet) -> None:
    found = made(outlet, "Open words.\n\n<!-- paywall -->\n\nThe hidden ones.", access="paid")
    assert found["representationType"] == "partial"
    assert [body["value"] for body in found["bodies"]] == ["<p>Open words.</p>", "Open words."]
    assert "usageTerms" not in found


def test_an_agency_keeps_its_rights(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": LICENSED.replace("[[sections]]", 'copyright = "Ours"\n\n[[sections]]', 1)})
    site.article("2026/11/a", agency="North Wire").article("2026/11/b").build()
    wire, ours = document(site), document(site, "/news/2026/11/b.ninjs.json")
    assert {"name": "North Wire", "role": "originator"} in wire["infoSources"]
    assert "copyrightNotice" not in wire
    assert "rightsInfo" not in wire
    assert ours["copyrightNotice"] == "Ours"


def test_a_headline_cannot_end_a_script_anywhere(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": LICENSED}).article("2026/11/a", title=json.dumps(HOSTILE)).build()
    assert "<" not in site.page("/news/2026/11/a.ninjs.json")
    assert document(site)["headlines"][0]["value"] == HOSTILE


def test_only_its_own_article_and_what_that_links_to_make_it_anew(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": EXPORTING})
    site.article("2026/11/a", "See [b](b.md).", id="a").article("2026/11/b", id="b").article(
        "2026/11/c", id="c"
    ).build()

    def again() -> set[str]:
        return {key.rpartition("/")[2] for key in site.build().rendered if key.startswith("ninjs:")}

    site.article("2026/11/c", "Other words.", id="c")
    assert again() == {"c.md"}
    site.article("2026/11/b", "Other words.", id="b")
    assert again() == {"b.md"}
    site.article("2026/11/b", "Other words.", id="b", slug="moved")
    assert again() == {"a.md", "b.md"}
    assert site.online() == site.clean()


def test_what_is_not_shown_has_none(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": EXPORTING}).article("2026/11/a", embargo="2026-12-01").article("2026/11/b").build()
    assert not site.has("/news/2026/11/a.ninjs.json")
    site.article("2026/11/b", draft="true").build()
    assert not site.has("/news/2026/11/b.ninjs.json")


@pytest.mark.parametrize("ending", ["ninjs.json", "republish.html"])
def test_a_file_of_the_outlet_stays_where_it_is(outlet: MakeOutlet, ending: str) -> None:
    site = outlet({"site.toml": EXPORTING}).article("2026/11/a").build()
    place = f"/news/2026/11/a.{ending}"
    made_here = site.page(place)
    site.edit({f"static{place}": "Ours"}).build()
    assert site.page(place) == "Ours"
    assert site.online() == site.clean()
    site.edit({f"static{place}": None}).build()
    assert site.page(place) == made_here


def test_no_article_and_no_old_address_can_take_the_place(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": EXPORTING, "content/redirects.tsv": "/news/2026/11/a.republish.html\t/\n"})
    site.article("2026/11/a").article("2026/11/b", url="/news/2026/11/a.ninjs.json")
    site.article("2026/11/c", aliases="[/news/2026/11/a.republish.html]").build()
    assert document(site)["headlines"][0]["value"] == "A"
    assert "RepublishContext" in site.page("/news/2026/11/a.republish.html")
    told = "\n".join(site.problems)
    assert all(f"content/{name}:" in told for name in ("2026/11/b.md", "2026/11/c.md", "redirects.tsv"))


def test_the_rules_refuse_what_the_schema_refuses() -> None:
    assert ninjs_rules.faults({"uri": "tag:a,2026:b"}) == []
    for wrong in (
        {},
        {"uri": "no uri"},
        {"uri": "a:b", "byline": "Ann"},
        {"uri": "a:b", "firstCreated": "2026-11-20"},
        {"uri": "a:b", "headlines": [{"role": "main"}]},
        {"uri": "a:b", "associations": [{"uri": "a:c"}]},
        {"uri": "a:b", "rightsInfo": {}},
        {"uri": "a:b", "type": "article"},
    ):
        assert ninjs_rules.faults(wrong) != []
