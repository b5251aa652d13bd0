"""The app's manifest, as browsers read it: one for each edition."""

import json
from typing import Any

from tests.conftest import MakeOutlet
from tests.hosting.test_icons import ICON, picture
from tests.outlet import SITE, Outlet

ARABIC = '\n[languages.ar]\ntitle = "البريد"\ndescription = "أخبار"\n'


def read(outlet: Outlet, address: str = "/site.webmanifest") -> dict[str, Any]:
    """A manifest, with what must hold of any."""
    found: dict[str, Any] = json.loads(outlet.page(address))
    assert {"name", "short_name", "start_url", "scope", "display", "lang", "dir"} <= found.keys()
    assert found["display"] in ("minimal-ui", "browser")
    assert found["start_url"].startswith(found["scope"])
    assert outlet.has(found["start_url"].removeprefix(found["scope"].rstrip("/")) + "index.html")
    for icon in found.get("icons", ()):
        assert outlet.has(icon["src"].removeprefix(found["scope"].rstrip("/")))
        assert icon["sizes"] == "any" or len(set(icon["sizes"].split("x"))) == 1
    return found


def test_it_says_what_the_outlet_is(outlet: MakeOutlet) -> None:
    toml = ICON + '\n[app]\nshort_name = "Courier"\ncolor = "#1d3557"\nbackground = "#fefefe"\n'
    site = outlet({"site.toml": 'description = "News <&\\""\n' + toml, "media/mark.png": picture()}).build()
    found = read(site)
    assert {name: found[name] for name in found if name != "icons"} == {
        "id": "/",
        "name": "The Courier",
        "short_name": "Courier",
        "description": 'News <&"',
        "lang": "en",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": "#1d3557",
        "background_color": "#fefefe",
    }
    purposes = [(icon["sizes"], icon.get("purpose", "any")) for icon in found["icons"]]
    assert purposes == [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")]
    assert "color=&#39;#1d3557&#39;" in site.page("/index.html")


def test_each_edition_has_its_own(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + ARABIC}).build()
    found = read(site, "/ar/site.webmanifest")
    said = [found[name] for name in ("name", "short_name", "description", "lang", "dir", "start_url")]
    assert said == ["البريد", "البريد", "أخبار", "ar", "rtl", "/ar/"]
    assert "manifest=&#39;/ar/site.webmanifest&#39;" in site.page("/ar/index.html")


def test_a_site_below_a_path_is_that_alone(outlet: MakeOutlet) -> None:
    toml = ICON.replace("https://courier.example", "https://shared.example/news")
    site = outlet({"site.toml": toml, "media/mark.png": picture()}).build()
    found = read(site)
    assert (found["start_url"], found["scope"]) == ("/news/", "/news/")
    assert found["icons"][0]["src"] == "/news/icons/icon-192.png"


def test_white_is_left_to_the_browser(outlet: MakeOutlet) -> None:
    site = outlet().build()
    assert "color=&#39;&#39;" in site.page("/index.html")


def test_a_file_of_the_outlets_takes_its_place(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + ARABIC, "static/ar/site.webmanifest": "{}"}).build()
    assert site.page("/ar/site.webmanifest") == "{}"
    assert read(site)["name"] == "The Courier"
    site.edit({"static/ar/site.webmanifest": None, "static/site.webmanifest": "[]"}).build()
    assert read(site, "/ar/site.webmanifest")["lang"] == "ar"
    assert site.page("/site.webmanifest") == "[]"
    assert site.online() == site.clean()
