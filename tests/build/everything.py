"""An outlet that asks for all that Broadsheet makes: every feed, file, host and export."""

import io

from PIL import Image

from tests.outlet import SITE

TOP = 'icon = "icon.png"\n'
"""Keys that stand before all tables."""

EDITION = '\n[languages.es]\ntitle = "El Correo"\n'

CUSTOM = """
[[feeds.custom]]
id = "everything"
title = "All of it"

[[feeds.custom]]
id = "briefs"
text = "summary"
format = "atom"
sections = ["news"]
without = ["sponsored"]

[[feeds.custom]]
id = "by-ann"
format = "json"
authors = ["Ann Lee"]
items = 3

[[feeds.custom]]
id = "x"
tags = ["x", "y"]
labels = ["opinion", "live"]

[[feeds.custom]]
id = "flipboard"
profile = "flipboard"

[[feeds.custom]]
id = "smartnews"
profile = "smartnews"

[[feeds.custom]]
id = "msn"
profile = "msn"
sections = ["sport"]
"""

PODCAST = """
[podcast]
title = "The Courier aloud"
description = "Read to you."
image = "cover.jpg"
email = "studio@courier.example"
"""

HUB = 'hub = "https://hub.example/"\n'
"""Stands within [feeds]."""

ORGANIZATION = """
[organization]
legal_name = "The Courier Ltd"
founded = "1921"
email = "desk@courier.example"
principles = "content:pages/about.md"
masthead = "/about.html"
"""

SOCIAL = """
[social]
mastodon = "@courier@social.example"
x = "@courier"

[social.authors]
"Ann Lee" = "@ann@social.example"
"""

ROBOTS = '\n[robots]\ntraining = "allow"\nsearch = "deny"\ndisallow = ["/drafts/"]\n'

TRUST = '\n[trust]\nbelongto = ["https://union.example/"]\ncontact = ["https://courier.example/about.html"]\n'

SECURITY = '\n[security]\ncontact = ["mailto:security@courier.example"]\nexpires = "2026-11-26T12:00:00Z"\n'

APP = '\n[app]\nshort_name = "Courier"\ncolor = "#1d3557"\n'

HOSTING = '\n[hosting]\nfiles = ["netlify", "cloudflare", "apache", "nginx"]\nhsts = true\n'

EXPORTS = '\n[exports]\nninjs = true\nrepublish = true\nlicence = "CC BY-ND 4.0"\nlicence_url = "https://cc.example/"\n'

PICTURES = '\n[pictures]\ncovers = "article"\n'

PARTS = (EDITION, CUSTOM, PODCAST, ORGANIZATION, SOCIAL, ROBOTS, TRUST, SECURITY, APP, HOSTING, EXPORTS, PICTURES)


def settings(*parts: str, hub: bool = True, icon: bool = True) -> str:
    """A site.toml with some of it."""
    site = SITE.replace("[feeds]\n", f"[feeds]\n{HUB}") if hub else SITE
    return (TOP if icon else "") + site + "".join(parts)


def media() -> dict[str, bytes]:
    """The pictures that such settings name."""
    return {"media/icon.png": _square(512, "PNG"), "media/cover.jpg": _square(1400, "JPEG")}


def _square(width: int, form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, width), (29, 53, 87)).save(out, form)
    return out.getvalue()
