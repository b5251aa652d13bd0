"""`_headers` and `_redirects`: what Netlify and Cloudflare Pages are told, read as they read it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from broadsheet.hosting import static_hosts
from broadsheet.hosting.redirect_lists import Gone, Moved
from tests.hosting.reading import AWKWARD
from tests.outlet import SITE, Outlet

ONE = "/news/2026/11/one.html"


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    return Outlet(tmp_path / "outlet").article("2026/11/one", id="one")


def hosts(*names: str, more: str = "") -> dict[str, str | bytes]:
    told = ", ".join(f'"{name}"' for name in names)
    return {"site.toml": f"{SITE}\n[hosting]\nfiles = [{told}]\n{more}"}


def blocks(outlet: Outlet) -> Iterator[tuple[str, dict[str, str]]]:
    """The patterns of `_headers` with what each says."""
    for block in outlet.page("/_headers").split("\n\n"):
        pattern, *lines = block.strip().split("\n")
        yield pattern, dict(line.strip().split(": ", 1) for line in lines)


def said(outlet: Outlet, path: str) -> dict[str, list[str]]:
    """What a host says of a path: all that any pattern says that fits it."""
    found: dict[str, list[str]] = {}
    for pattern, headers in blocks(outlet):
        parts = re.split(r"(\*|:\w+)", pattern)
        shape = "".join(".*" if one == "*" else "[^/]+" if one.startswith(":") else re.escape(one) for one in parts)
        if re.fullmatch(shape, path):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return found


def test_all_say_what_browsers_may_do(outlet: Outlet) -> None:
    headers = said(outlet.build(), ONE)
    assert headers["X-Content-Type-Options"] == ["nosniff"]
    assert headers["Referrer-Policy"] == ["strict-origin-when-cross-origin"]
    assert "Strict-Transport-Security" not in headers
    assert headers["Permissions-Policy"][0].startswith("camera=()")
    (policy,) = headers["Content-Security-Policy"]
    parts = dict(part.partition(" ")[::2] for part in policy.split("; "))
    assert parts["default-src"] == parts["script-src"] == parts["style-src"] == "'self'"
    assert parts["base-uri"] == parts["object-src"] == "'none'"
    assert parts["frame-ancestors"] == "'self'"
    assert "upgrade-insecure-requests" in parts
    assert "unsafe" not in policy


def test_settings_add_to_the_policy(outlet: Outlet) -> None:
    more = (
        'hsts = true\n[hosting.policy]\nimg-src = "https://pictures.example blob:"\nobject-src = "https://x.example"\n'
    )
    more += '[embeds]\nhosts = ["youtu.be", "charts.example"]\n'
    headers = said(outlet.edit(hosts("netlify", more=more)).build(), ONE)
    policy = headers["Content-Security-Policy"][0]
    assert "img-src 'self' data: https://pictures.example blob:;" in policy
    assert "object-src https://x.example;" in policy
    assert "https://youtube-nocookie.com https://*.youtube-nocookie.com" in policy
    assert "https://charts.example https://*.charts.example" in policy
    assert headers["Strict-Transport-Security"] == ["max-age=31536000"]


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_nothing_is_said_twice_of_a_file(outlet: Outlet, host: str) -> None:
    custom = '[[feeds.custom]]\nid = "all"\ntitle = "All"\n[[feeds.custom]]\nid = "j"\ntitle = "J"\nformat = "json"\n'
    more = f'[languages.es]\ntitle = "El Correo"\n{custom}'
    told = hosts(host, more=more)
    told["site.toml"] = str(told["site.toml"]).replace("[feeds]\n", '[feeds]\nhub = "https://hub.example/"\n')
    outlet.article("2026/11/uno", lang="es", tags="x").edit(told).build()
    paths = [*outlet.online(), "/feeds/all.xml", "/feeds/j.json", "/es/archive/2026/11/page-1/feed.xml"]
    for path in paths:
        assert {name: values for name, values in said(outlet, path).items() if len(values) > 1} == {}, path
    assert said(outlet, "/feed.xml")["Content-Type"] == ["application/xml; charset=utf-8"]
    assert said(outlet, "/es/news/feed.json")["Content-Type"] == ["application/feed+json"]
    assert said(outlet, "/feeds/j.json")["Content-Type"] == ["application/feed+json"]
    for path in ("/feed.xml", "/es/news/atom.xml", "/feeds/all.xml"):
        link = f'<https://hub.example/>; rel="hub", <https://courier.example{path}>; rel="self"'
        assert said(outlet, path)["Link"] == [link]
    asset = next(path for path in paths if path.startswith("/assets/"))
    assert said(outlet, asset)["Cache-Control"] == ["public, max-age=31536000, immutable"]
    assert "Cache-Control" not in said(outlet, ONE)


def test_cloudflare_is_told_no_more_than_it_reads(outlet: Outlet) -> None:
    sections = "".join(f'[[sections]]\nid = "s{number}"\ntitle = "S"\n' for number in range(60))
    told = hosts("cloudflare", more=sections)
    told["site.toml"] = str(told["site.toml"]).replace("[feeds]\n", '[feeds]\nhub = "https://hub.example/"\n')
    outlet.edit(told).build()
    assert len(list(blocks(outlet))) == static_hosts.MOST_RULES
    assert "Link" in said(outlet, "/feed.xml")
    outlet.edit({"site.toml": str(told["site.toml"]).replace("cloudflare", "netlify")}).build()
    assert len(list(blocks(outlet))) > static_hosts.MOST_RULES


def test_redirects_are_told_as_each_host_takes_them(outlet: Outlet) -> None:
    outlet.edit({"content/redirects.tsv": "/a b.html\tarticle:one\n/x/\thttps://elsewhere.example/y?z=1#t\n"}).build()
    assert outlet.page("/_redirects").splitlines() == [
        "/.broadsheet-manifest /404.html 404!",
        f"/a%20b.html {ONE} 301!",
        "/x/ https://elsewhere.example/y?z=1#t 301!",
        f"/a%20b {ONE} 301!",
        "/x/index.html https://elsewhere.example/y?z=1#t 301!",
    ]
    assert outlet.has("/a b.html")
    outlet.edit(hosts("netlify", "cloudflare", more="stubs = false\n")).build()
    hidden, first = outlet.page("/_redirects").splitlines()[:2]
    assert (hidden, first) == ("/.broadsheet-manifest / 302", f"/a%20b.html {ONE} 301")
    assert not outlet.has("/a b.html")
    assert outlet.edit(hosts()).build().has("/_redirects") is False
    assert not outlet.has("/_headers")


def test_cloudflare_takes_two_thousand_and_the_rest_is_left_to_stubs(outlet: Outlet) -> None:
    rows = "".join(f"/old/{number:04}/\tarticle:one\n" for number in range(1500))
    outlet.edit({**hosts("cloudflare"), "content/redirects.tsv": rows}).build()
    lines = outlet.page("/_redirects").splitlines()
    assert lines[0].startswith("# 1001 more")
    assert len(lines) == 2001
    assert [line.split()[0] for line in lines[2:1502]] == [f"/old/{number:04}/" for number in range(1500)]


def test_whatever_is_in_an_address_it_is_one_word_that_means_it() -> None:
    moved = [Moved((path,), "/to.html") for path in AWKWARD]
    lines = static_hosts.lines_of(moved, "301")
    assert sorted(unquote(line.split(" ")[0]) for line in lines) == sorted(AWKWARD)
    for line in lines:
        assert re.fullmatch(r"/[A-Za-z0-9/%._~-]* /to\.html 301", line)


def test_what_the_desk_takes_down_is_gone_and_comes_back(outlet: Outlet) -> None:
    outlet.edit({"content/redirects.tsv": "/old.html\tarticle:one\n"}).build()
    outlet.edit({"content/desk.yaml": "takedowns: [one]\n"}).build()
    lines = outlet.page("/_redirects").splitlines()
    assert f"{ONE} {ONE} 410!" in lines
    assert "/old.html /old.html 410!" in lines
    assert outlet.online() == outlet.clean()
    outlet.edit({"content/desk.yaml": "takedowns: []\n"}).build()
    assert "410" not in outlet.page("/_redirects")
    assert f"/old.html {ONE} 301!" in outlet.page("/_redirects")


def test_what_was_taken_down_is_gone() -> None:
    gone = [Gone(("/news/é x.html",), "/news/é x.html")]
    encoded = quote("/news/é x.html")
    assert static_hosts.gone_lines(gone) == [f"{encoded} {encoded} 410!"]


LISTS = {"redirects:en", "nginx:en", "apache:en"}


def test_lists_are_made_anew_for_redirects_and_for_nothing_else(outlet: Outlet) -> None:
    outlet.edit({**hosts("netlify", "nginx", "apache"), "content/redirects.tsv": "/old.html\tarticle:one\n"}).build()
    planned = {key for key in outlet.told.pages if key in LISTS}
    assert planned == LISTS
    outlet.article("2026/11/two", id="two", aliases="[/second.html]").build()
    assert outlet.rendered >= LISTS
    for name, front in (("three", {}), ("one", {"id": "one"}), ("two", {"id": "two", "aliases": "[/second.html]"})):
        outlet.article(f"2026/11/{name}", "Other words.", **front).build()
        assert not LISTS & set(outlet.told.pages), name
    outlet.article("2026/11/two", id="two", aliases="[/second.html, /third.html]").build()
    assert "/third.html /news/2026/11/two.html 301!" in outlet.page("/_redirects")
    outlet.article("2026/11/one", id="one", slug="first").build()
    assert "/old.html /news/2026/11/first.html 301!" in outlet.page("/_redirects")
    assert f"{ONE} /news/2026/11/first.html 301!" in outlet.page("/_redirects")
    outlet.edit({"static/third.html": "here"}).build()
    assert "/third.html" not in outlet.page("/_redirects")
    outlet.edit({"static/third.html": None}).build()
    assert "/third.html" in outlet.page("/_redirects")
    assert outlet.online() == outlet.clean()


def test_a_page_that_comes_to_an_old_address_takes_it_off_the_list(outlet: Outlet) -> None:
    outlet.edit({"content/redirects.tsv": "/news/2026/11/four.html\tarticle:one\n"}).build()
    assert "/four" in outlet.page("/_redirects")
    outlet.article("2026/11/four").build()
    assert "/four" not in outlet.page("/_redirects")
    outlet.edit({"content/2026/11/four.md": None}).build()
    assert "/four" in outlet.page("/_redirects")
    assert outlet.online() == outlet.clean()


def test_a_folder_that_comes_beside_an_old_address_is_not_led_away(outlet: Outlet) -> None:
    outlet.edit({"content/redirects.tsv": "/x.html\tarticle:one\n/news.html\tarticle:one\n"}).build()
    assert f"/x {ONE} 301!" in outlet.page("/_redirects")
    assert f"/news.html {ONE} 301!" in outlet.page("/_redirects")
    assert f"/news {ONE}" not in outlet.page("/_redirects")
    outlet.article("2026/11/five", url="/x/").build()
    assert f"/x.html {ONE} 301!" in outlet.page("/_redirects")
    assert f"/x {ONE}" not in outlet.page("/_redirects")
    assert outlet.online() == outlet.clean()
    outlet.edit({"content/2026/11/five.md": None}).build()
    assert f"/x {ONE} 301!" in outlet.page("/_redirects")


def test_a_file_that_comes_beside_an_old_address_is_not_led_away(outlet: Outlet) -> None:
    outlet.edit({"content/redirects.tsv": "/key.html\tarticle:one\n"}).build()
    assert f"/key {ONE} 301!" in outlet.page("/_redirects")
    outlet.edit({"static/key": "ours"}).build()
    assert f"/key.html {ONE} 301!" in outlet.page("/_redirects")
    assert f"/key {ONE}" not in outlet.page("/_redirects")
    assert outlet.online() == outlet.clean()
    outlet.edit({"static/key": None}).build()
    assert f"/key {ONE} 301!" in outlet.page("/_redirects")


def test_files_of_the_outlets_own_win(outlet: Outlet) -> None:
    outlet.edit(hosts("netlify", "nginx", "apache")).edit({"content/redirects.tsv": "/old.html\tarticle:one\n"}).build()
    names = ("_headers", "_redirects", "_nginx.conf", ".htaccess")
    made = {name: outlet.page(f"/{name}") for name in names}
    outlet.edit({f"static/{name}": "our own" for name in names}).build()
    assert {outlet.page(f"/{name}") for name in names} == {"our own"}
    assert outlet.online() == outlet.clean()
    outlet.edit({f"static/{name}": None for name in names}).build()
    assert {name: outlet.page(f"/{name}") for name in names} == made
