"""What robots may do: each use apart, each robot by its own name, and search engines never kept out by accident."""

import itertools
from urllib.robotparser import RobotFileParser

import pytest

from broadsheet.hosting.robots import TOKENS
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

HERE = "https://courier.example"
TRAINING = (
    *("GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Applebot-Extended", "Bytespider", "Meta-ExternalAgent"),
    "Amazonbot",
)
SEARCH = ("OAI-SearchBot", "Claude-SearchBot", "PerplexityBot")
FETCH = ("ChatGPT-User", "Claude-User", "Perplexity-User")
ENGINES = (
    *("Googlebot", "Googlebot-News", "Googlebot-Image", "Bingbot", "Applebot", "DuckDuckBot", "YandexBot", "Slurp"),
    *("Twitterbot", "facebookexternalhit", "Mozilla/5.0 (compatible; Googlebot/2.1)", "SomethingNew"),
)
PAGES = ("/", "/news/2026/11/a.html", "/feed.xml", "/sitemap-news.xml", "/media/a.png")


def groups(text: str) -> dict[str, list[tuple[str, str]]]:
    """The rules of each robot, read as RFC 9309 has them; a robot that is named twice is a mistake of ours."""
    found: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    ruled = False
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            names = [] if ruled else names
            ruled = False
            assert value.lower() not in found, f"{value} is named twice"
            names.append(value.lower())
            found[value.lower()] = []
        elif name in ("allow", "disallow"):
            ruled = True
            for each in names:
                found[each].append((name, value))
        else:
            assert name in ("", "sitemap"), line
    return found


def may(text: str, robot: str, path: str) -> bool:
    """Whether a robot may read a path: by the group of its own name else that of all, and the longest rule in it."""
    rules = groups(text)
    own = rules.get(robot.lower(), rules["*"])
    fitting = [(len(begin), name == "allow") for name, begin in own if begin and path.startswith(begin)]
    return max(fitting, default=(0, True))[1]


def parsed(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


def robots(outlet: Outlet, **policy: str) -> str:
    """The file of an outlet with that in `[robots]`."""
    said = "".join(f"{name} = {value}\n" for name, value in policy.items())
    return outlet.edit({"site.toml": f"{SITE}\n[robots]\n{said}"}).build().page("/robots.txt")


def test_the_names_are_those_that_their_makers_tell() -> None:
    assert {use: set(tokens) for use, tokens in TOKENS.items()} == {
        "training": set(TRAINING),
        "search": set(SEARCH),
        "fetch": set(FETCH),
    }


def test_unless_told_otherwise_none_may_train_and_all_else_is_allowed(outlet: MakeOutlet) -> None:
    text = outlet().build().page("/robots.txt")
    for robot, allowed in [(robot, False) for robot in TRAINING] + [(robot, True) for robot in (*SEARCH, *FETCH)]:
        for path in PAGES:
            assert may(text, robot, path) is allowed, (robot, path)
            assert parsed(text).can_fetch(robot, HERE + path) is allowed, (robot, path)


def test_each_use_is_ruled_for_itself(outlet: MakeOutlet) -> None:
    site = outlet()
    for training, search, fetch in itertools.product(("allow", "deny"), repeat=3):
        text = robots(site, training=f'"{training}"', search=f'"{search}"', fetch=f'"{fetch}"')
        for tokens, policy in ((TRAINING, training), (SEARCH, search), (FETCH, fetch)):
            for robot, path in itertools.product(tokens, PAGES):
                assert may(text, robot, path) is (policy == "allow"), (robot, path)
                assert parsed(text).can_fetch(robot, HERE + path) is (policy == "allow"), (robot, path)


@pytest.mark.parametrize("policy", ["allow", "deny"])
def test_search_engines_are_never_kept_out(outlet: MakeOutlet, policy: str) -> None:
    text = robots(outlet(), **dict.fromkeys(("training", "search", "fetch"), f'"{policy}"'))
    for robot, path in itertools.product(ENGINES, PAGES):
        assert may(text, robot, path), (robot, path)
        assert parsed(text).can_fetch(robot, HERE + path), (robot, path)


def test_each_name_has_a_group_of_its_own(outlet: MakeOutlet) -> None:
    lines = outlet().build().page("/robots.txt").splitlines()
    named = [number for number, line in enumerate(lines) if line.startswith("User-agent:")]
    assert len(named) == len({*TRAINING, *SEARCH, *FETCH, "*"})
    assert all(not lines[number + 1].startswith("User-agent:") for number in named)
    assert all(number == 0 or lines[number - 1] == "" or lines[number - 1][0] == "#" for number in named)


def test_a_path_is_closed_to_all_robots_whatever_else_they_may(outlet: MakeOutlet) -> None:
    text = robots(outlet(), training='"allow"', fetch='"deny"', disallow='["/drafts/", "/*.pdf$", "/día"]')
    for robot in (*TRAINING, *SEARCH, *FETCH, *ENGINES):
        assert not may(text, robot, "/drafts/x.html"), robot
        assert may(text, robot, "/news/") is (robot not in FETCH), robot
    for robot in (*TRAINING, *SEARCH, "*"):
        assert ("disallow", "/*.pdf$") in groups(text)[robot.lower()]
        assert ("disallow", "/d%C3%ADa") in groups(text)[robot.lower()]


def test_it_leads_to_the_index_and_the_news_of_each_edition(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.es]\ntitle = "El Correo"\n'}).article("2026/11/a").build()
    named = parsed(site.page("/robots.txt")).site_maps()
    assert named == [f"{HERE}/sitemap.xml", f"{HERE}/sitemap-news.xml", f"{HERE}/sitemap-es-news.xml"]
    assert all(site.has(url.removeprefix(HERE)) for url in named)


def test_a_site_below_a_path_says_where_robots_look_and_speaks_of_itself_alone(outlet: MakeOutlet) -> None:
    toml = SITE.replace("courier.example", "shared.example/news", 1) + '\n[robots]\ndisallow = ["/drafts/"]\n'
    text = outlet({"site.toml": toml}).build().page("/robots.txt")
    assert text.startswith("# Robots only read this at the root of the host: https://shared.example/robots.txt\n")
    assert not may(text, "GPTBot", "/news/news/2026/11/a.html")
    assert may(text, "GPTBot", "/others/")
    assert not may(text, "Googlebot", "/news/drafts/")
    assert "Sitemap: https://shared.example/news/sitemap.xml\n" in text


def test_a_preview_of_drafts_is_closed_to_all(outlet: MakeOutlet) -> None:
    text = outlet().build(drafts=True, output="preview").page("/robots.txt", "preview")
    assert text == "User-agent: *\nDisallow: /\n"


def test_another_policy_changes_this_file_alone(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE}).article("2026/11/a").build()
    site.edit({"site.toml": SITE + '\n[robots]\nsearch = "deny"\n'}).build(listing=True)
    assert (site.summary.added, site.summary.changed, site.summary.taken) == ([], ["/robots.txt"], [])
    assert site.rendered == {"robots:en:robots.txt"}
    assert site.online() == site.clean()


def test_a_file_of_the_outlets_takes_its_place_and_gives_it_back(outlet: MakeOutlet) -> None:
    site = outlet().build()
    ours = site.page("/robots.txt")
    site.edit({"static/robots.txt": "User-agent: *\nDisallow:\n"}).build()
    assert site.page("/robots.txt") == "User-agent: *\nDisallow:\n"
    assert site.problems == []
    assert site.online() == site.clean()
    site.edit({"static/robots.txt": None}).build()
    assert site.page("/robots.txt") == ours
    assert site.build().rendered == set()


@pytest.mark.parametrize("address", ["/robots.txt", "/site.webmanifest", "/favicon.ico", "/icons/icon-192.png"])
def test_no_article_and_no_alias_can_live_there(outlet: MakeOutlet, address: str) -> None:
    site = outlet().article("2026/11/a", url=address).article("2026/11/b", aliases=address)
    site.edit({"content/redirects.tsv": f"{address}\tarticle:b\n"}).build()
    assert sum("isn't the address of a page" in problem for problem in site.problems) == 1
    assert sum(f"its alias {address} is that of" in problem for problem in site.problems) == 1
    assert sum("the old address is that of" in problem for problem in site.problems) == 1
    assert "article:en:content/2026/11/a.md" not in site.told.pages
    assert site.has("/news/2026/11/b.html")
    assert not site.has(address) or "<html" not in site.page(address)
    assert site.online() == site.clean()


def test_time_alone_changes_nothing_in_it(outlet: MakeOutlet) -> None:
    site = outlet().build()
    assert "robots:en:robots.txt" not in site.build(NOON.replace(year=2027)).told.pages


def test_it_goes_out_after_the_sitemaps_that_it_leads_to(outlet: MakeOutlet) -> None:
    order = outlet().article("2026/11/a").build().told.order
    sitemaps = [order.index(address) for address in order if address.startswith("/sitemap")]
    assert order.index("/robots.txt") > max(sitemaps)
    assert order.index("/site.webmanifest") < order.index("/news/2026/11/a.html")
