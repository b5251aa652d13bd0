"""What each kind of page says that it is, and what stands in the head beside it."""

from pathlib import Path
from typing import Any

import pytest

from tests.outlet import Outlet
from tests.structured import world
from tests.structured.world import HOST, Page

ORGANIZATION = f"{HOST}/#organization"
_ARTICLES = "//main//article//h2/a/@href | //main//li/p[last()]/a/@href"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("opinion", "OpinionNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("interview", "NewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("obituary", "NewsArticle"),
        ("live", "LiveBlogPosting"),
        ("sponsored", "AdvertiserContentArticle"),
        ("satire", "SatiricalArticle"),
    ],
)
def test_an_article_is_what_its_label_says(pages: dict[str, Page], label: str, kind: str) -> None:
    main = pages[f"/news/2026/11/l-{label}.html"].main
    assert main["@type"] == kind
    # Where it was written is a property of news alone.
    assert ("dateline" in main) == kind.endswith("NewsArticle") or kind == "NewsArticle"
    assert main["publisher"] == {"@id": ORGANIZATION}


def test_an_article_says_what_is_known_of_it(pages: dict[str, Page]) -> None:
    main = {**pages["/news/2026/11/whole.html"].main}
    del main["image"], main["author"]
    page = f"{HOST}/news/2026/11/whole.html"
    translation = {
        "@type": "Article",
        "@id": f"{HOST}/pt-br/news/2026/11/inteiro.html#article",
        "headline": "Inteiro",
        "inLanguage": "pt-BR",
        "url": f"{HOST}/pt-br/news/2026/11/inteiro.html",
    }
    assert main == {
        "@type": "NewsArticle",
        "@id": f"{page}#article",
        "headline": "Whole",
        "description": "It sails again.",
        "url": page,
        "mainEntityOfPage": page,
        "datePublished": "2026-11-20T09:15:00-05:00",
        "dateModified": "2026-11-21T18:00:00-05:00",
        "contributor": [{"@type": "Person", "name": "Cy Dane"}],
        "publisher": {"@id": ORGANIZATION},
        "articleSection": "News",
        "keywords": ["ferries", "harbour"],
        "wordCount": 1,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "isPartOf": [
            {"@type": "WebSite", "@id": f"{HOST}/#website", "name": "The Courier", "url": f"{HOST}/"},
            {
                "@type": "CollectionPage",
                "@id": f"{HOST}/stories/the-ferry/",
                "name": "The ferry",
                "url": f"{HOST}/stories/the-ferry/",
            },
        ],
        "isBasedOn": {"@type": "CreativeWork", "name": "The Elder", "url": "https://elder.example/ferry"},
        "workTranslation": [translation],
        "audio": {
            "@type": "AudioObject",
            "contentUrl": f"{HOST}/media/said.mp3",
            "encodingFormat": "audio/mpeg",
            "duration": "PT4M5S",
        },
        "correction": [
            {"@type": "CorrectionComment", "text": "It sails at nine, not ten.", "datePublished": "2026-11-22"},
            {"@type": "CorrectionComment", "text": "The name was wrong."},
        ],
        "dateline": "Averholm",
    }


def test_a_translation_names_its_original(pages: dict[str, Page]) -> None:
    main = pages["/pt-br/news/2026/11/inteiro.html"].main
    assert main["translationOfWork"]["@id"] == f"{HOST}/news/2026/11/whole.html#article"
    assert main["inLanguage"] == "pt-BR"
    assert "workTranslation" not in main
    assert "translationOfWork" not in pages["/news/2026/11/whole.html"].main
    assert pages["/news/2026/11/foreign.html"].main["inLanguage"] == "fr"


def test_a_live_article_says_when_it_ran_and_what_was_written_when(pages: dict[str, Page]) -> None:
    page = pages["/news/2026/11/l-live.html"]
    assert page.main["coverageStartTime"] == "2026-11-20T14:05:00-05:00"
    assert page.main["coverageEndTime"] == "2026-11-21T09:00:00-05:00"
    entries = page.main["liveBlogUpdate"]
    assert [(entry["datePublished"], entry["headline"]) for entry in entries] == [
        ("2026-11-21T09:00:00-05:00", "It is over"),
        ("2026-11-20T15:30:00-05:00", "It is being lifted out of the harbour by two tugs, and the ferry waits."),
        ("2026-11-20T14:05:00-05:00", "The mast is down"),
    ]
    assert {entry["@type"] for entry in entries} == {"BlogPosting"}
    assert all(page.tree.get_element_by_id(entry["url"].partition("#")[2]) is not None for entry in entries)


def test_the_home_page_says_who_the_outlet_is(pages: dict[str, Page]) -> None:
    logo = {"@type": "ImageObject", "url": f"{HOST}/media/logo.png", "width": 96, "height": 96}
    organization = pages["/index.html"].node("NewsMediaOrganization")
    assert organization == {
        "@type": "NewsMediaOrganization",
        "@id": ORGANIZATION,
        "name": "The Courier",
        "url": f"{HOST}/",
        "logo": logo,
        "legalName": "Courier Cooperative",
        "foundingDate": "1921",
        "address": "1 Quay, Averholm",
        "sameAs": ["https://social.example/@courier"],
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "newsroom",
            "email": "desk@courier.example",
            "telephone": "+1 212 555 0100",
        },
        "publishingPrinciples": f"{HOST}/principles.html",
        "correctionsPolicy": f"{HOST}/corrections/",
        "ethicsPolicy": f"{HOST}/principles.html",
        # The masthead is a draft, so nothing tells of it.
        "ownershipFundingInfo": "https://owners.example/courier",
    }
    assert pages["/pt-br/index.html"].node("NewsMediaOrganization") == organization
    assert pages["/news/index.html"].node("NewsMediaOrganization") == {
        "@type": "NewsMediaOrganization",
        "@id": ORGANIZATION,
        "name": "The Courier",
        "url": f"{HOST}/",
        "logo": logo,
    }
    assert pages["/index.html"].node("WebSite")["name"] == "The Courier"
    assert pages["/pt-br/index.html"].node("WebSite")["name"] == "O Correio"


def test_an_author_has_a_profile(pages: dict[str, Page]) -> None:
    page = pages["/authors/ana-ruiz/index.html"]
    assert page.main["@type"] == "ProfilePage"
    person: dict[str, Any] = {**page.main["mainEntity"]}
    portrait = person.pop("image")
    assert (portrait["width"], portrait["height"]) == (500, 600)
    assert person == {
        "@type": "Person",
        "@id": f"{HOST}/authors/ana-ruiz/#person",
        "name": "Ana Ruiz",
        "url": f"{HOST}/authors/ana-ruiz/",
        "jobTitle": "Harbour reporter",
        "description": "Writes of boats & tides.",
        "sameAs": ["https://ana.example/"],
    }
    assert page.said("og:type") == ["profile"]
    assert page.said("og:image") == [portrait["url"]]
    assert page.said("twitter:card") == ["summary"]


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("/news/index.html", "CollectionPage", "News"),
        ("/tags/ferries/index.html", "CollectionPage", "ferries"),
        ("/stories/the-ferry/index.html", "CollectionPage", "The ferry"),
        ("/news/2026/11/index.html", "CollectionPage", "News, November 2026"),
        ("/archive/2026/11/index.html", "CollectionPage", "November 2026"),
        ("/archive/index.html", "CollectionPage", "Archive"),
        ("/corrections/index.html", "CollectionPage", "Corrections"),
        ("/about.html", "AboutPage", "About us"),
        ("/pt-br/sobre.html", "AboutPage", "Sobre"),
        ("/principles.html", "WebPage", "What we hold to"),
        ("/feeds/index.html", "WebPage", "Feeds"),
    ],
)
def test_other_pages_say_what_they_are_and_what_they_list(
    pages: dict[str, Page], address: str, kind: str, name: str
) -> None:
    main = pages[address].main
    assert (main["@type"], main["name"]) == (kind, name)
    assert main["@id"] == main["url"] == pages[address].canonical
    if kind != "CollectionPage":
        assert "mainEntity" not in main
        return
    listed = [entry["url"].removeprefix(HOST) for entry in main["mainEntity"]["itemListElement"]]
    links = "//main//dd/a/@href" if "archive/index" in address else _ARTICLES
    shown = list(dict.fromkeys(pages[address].tree.xpath(links)))
    assert listed
    assert listed == shown
    assert [entry["position"] for entry in main["mainEntity"]["itemListElement"]] == [*range(1, len(listed) + 1)]


def test_accounts_are_the_authors_or_the_outlets(pages: dict[str, Page]) -> None:
    assert pages["/news/2026/11/whole.html"].said("fediverse:creator") == ["@ana@social.example"]
    assert pages["/authors/ana-ruiz/index.html"].said("fediverse:creator") == ["@ana@social.example"]
    for address in ("/news/2026/11/paid.html", "/index.html", "/about.html", "/authors/bo-lund/index.html"):
        assert pages[address].said("fediverse:creator") == ["@courier@social.example"], address
    assert {tuple(page.said("twitter:site")) for page in pages.values()} == {("@courier",)}


def test_open_graph_says_of_an_article_what_readers_see(pages: dict[str, Page]) -> None:
    page = pages["/news/2026/11/whole.html"]
    assert page.said("og:title") == ["Whole"]
    assert page.said("og:description") == page.said("description") == ["It sails again."]
    assert page.said("og:site_name") == ["The Courier"]
    assert page.said("og:locale") == ["en"]
    assert page.said("og:locale:alternate") == ["pt_BR"]
    assert page.said("og:image:alt") == ["A ferry"]
    assert page.said("article:published_time") == ["2026-11-20T09:15:00-05:00"]
    assert page.said("article:modified_time") == ["2026-11-21T18:00:00-05:00"]
    assert page.said("article:author") == [f"{HOST}/authors/ana-ruiz/", f"{HOST}/authors/bo-lund/"]
    assert page.said("article:section") == ["News"]
    assert page.said("article:tag") == ["ferries", "harbour"]
    assert pages["/news/2026/11/foreign.html"].said("og:locale") == ["fr"]
    assert pages["/archive/index.html"].said("og:title") == ["Archive"]
    assert pages["/news/index.html"].said("og:image") != pages["/archive/index.html"].said("og:image")


def test_a_policy_follows_the_page_that_it_names(tmp_path: Path) -> None:
    page = "content/pages/principles.md"
    outlet = Outlet(tmp_path / "outlet", {"site.toml": world.SITE.partition("[languages")[0] + world.POLICIES})
    outlet.edit({page: "---\ntitle: What we hold to\n---\nThe truth.\n"}).build()
    home = world.pages(outlet)["/index.html"].node("NewsMediaOrganization")
    assert home["publishingPrinciples"] == f"{HOST}/principles.html"
    outlet.edit({page: "---\ntitle: What we hold to\nslug: values\n---\nThe truth.\n"}).build()
    home = world.pages(outlet)["/index.html"].node("NewsMediaOrganization")
    assert home["publishingPrinciples"] == f"{HOST}/values.html"
    outlet.edit({page: None}).build()
    home = world.pages(outlet)["/index.html"].node("NewsMediaOrganization")
    assert "publishingPrinciples" not in home
    assert home["ethicsPolicy"] == f"{HOST}/principles.html"  # an address is what the outlet says it is


def test_offsets_from_before_there_were_time_zones_are_written_as_readers_take_them(tmp_path: Path) -> None:
    site = world.SITE.replace("America/New_York", "Europe/Lisbon").replace('logo = "logo.png"\n', "")
    outlet = Outlet(tmp_path / "outlet", {"site.toml": f"{site}\n[exports]\nninjs = true\n"})
    outlet.article("1888/founded", date="1888-03-01T10:00").article("1888/day", date="1888-03-02").build()
    page = world.pages(outlet)["/news/1888/03/founded.html"]
    assert page.main["datePublished"] == "1888-03-01T10:00:00-00:37"
    assert page.tree.xpath("//article/header//time/@datetime") == ["1888-03-01T10:00:00-00:37"]
    assert '"1888-03-01T10:00:00-00:37"' in outlet.page("/news/1888/03/founded.ninjs.json")
    assert '"1888-03-02T00:00:00-00:37"' in outlet.page("/news/1888/03/day.ninjs.json")


def test_an_outlet_that_says_nothing_of_itself_still_has_a_name(tmp_path: Path) -> None:
    outlet = Outlet(tmp_path / "outlet")
    bare = world.SITE.partition("[languages")[0].replace('logo = "logo.png"\n', "")
    outlet.edit({"site.toml": bare + '[pictures]\ncovers = "none"\n'}).article("2026/11/a").build()
    found = world.pages(outlet)
    assert found["/index.html"].node("NewsMediaOrganization") == {
        "@type": "NewsMediaOrganization",
        "@id": ORGANIZATION,
        "name": "The Courier",
        "url": f"{HOST}/",
        "correctionsPolicy": f"{HOST}/corrections/",
    }
    article = found["/news/2026/11/a.html"]
    assert not article.said("og:image")
    assert not article.said("fediverse:creator")
    assert not article.said("twitter:site")
    assert {*article.main} == {
        *("@type", "@id", "headline", "url", "mainEntityOfPage", "datePublished", "publisher", "articleSection"),
        *("wordCount", "inLanguage", "isAccessibleForFree", "isPartOf", "description"),
    }


def test_both_themes_say_the_same(tmp_path: Path) -> None:
    heads = []
    for theme in ("broadsheet", "dispatch"):
        outlet = Outlet(tmp_path / theme).article("2026/11/a", authors="Ana Ruiz", tags="ferries")
        outlet.edit({"site.toml": f'{world.SITE}{world.POLICIES}\n[theme]\nname = "{theme}"\n'}).build()
        found = world.pages(outlet)
        lines = {address: page.text.partition("</head>")[0].splitlines() for address, page in found.items()}
        heads.append({one: [line for line in said if "/assets/" not in line] for one, said in lines.items()})
    assert len(heads[0]) > 10
    assert heads[0] == heads[1]
