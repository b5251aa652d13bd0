"""An outlet with all that hosts must be told of, and what its index says of that."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st

from broadsheet import addresses, settings_file
from broadsheet.hosting import servers
from broadsheet.index import connection, gate
from broadsheet.index.reader import Index
from broadsheet.job import CACHE
from tests.outlet import SITE, Outlet

_TABLES = """
[hosting]
files = ["HOST"]
hsts = true

[hosting.policy]
img-src = "https://pictures.example/of%20all/"

[fragments]
include = "ssi"

[embeds]
hosts = ["youtube.com"]

[languages.es]
title = "El Correo"

[[feeds.custom]]
id = "all"
title = "All"

[[feeds.custom]]
id = "json"
title = "All"
format = "json"
"""
_REDIRECTS = """\
/old.html\tarticle:one
/año 1/x;y$z.html\tarticle:one
/2009/"quoted"/\thttps://elsewhere.example/a?b=c&d={e}#f
"""


def outlet_for(host: str, root: Path) -> Outlet:
    """An outlet with a bit of everything that a host must know of, built with fragments that the server puts in."""
    written = SITE.replace("[feeds]\n", '[feeds]\nhub = "https://hub.example/"\n') + _TABLES.replace("HOST", host)
    made = Outlet(root, {"site.toml": written, "content/redirects.tsv": _REDIRECTS})
    made.article("2026/11/one", "Words.", id="one", aliases="[/alias.html, /short]", tags="ferries")
    made.article("2026/11/uno", "Palabras.", lang="es")
    made.article("2026/11/three", "Words.", id="three", aliases="[/third.html]")
    files: dict[str, str | bytes | None] = {
        "content/desk.yaml": "takedowns: [three]\n",
        "themes/plain/templates/tombstone.html": "it was taken down",
        "themes/plain/templates/article.html": '<!--#include virtual="/fragments/latest.html" -->{{ page.title }}',
        "themes/plain/templates/fragment-latest.html": "the latest",
        "themes/plain/templates/404.html": "nothing in {{ site.language }}",
        "themes/plain/i18n/es.toml": "",
        "static/site.webmanifest": "{}",
        "static/talk.vtt": "WEBVTT",
        "static/talk.chapters.json": "{}",
        "static/.well-known/trust.txt": "member=x",
        "media/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
        "media/talk.mp3": b"0123456789",
    }
    made.edit(files)
    made.article("2026/11/two", "![A map](map.svg)\n\n[A talk](talk.mp3)", image="map.svg")
    made.build()
    for name, text in (
        ("feeds/all.xml", "<rss/>"),
        ("feeds/json.json", "{}"),
        ("media/ferry.3fa94c1d07.640.webp", "RIFF"),
    ):
        (made.root / "public" / name).write_text(text)
    return made


@contextmanager
def index_of(outlet: Outlet) -> Iterator[Index]:
    """What the public may see of it."""
    settings, _ = settings_file.read(outlet.root)
    assert settings
    with closing(connection.connect_reader(str(outlet.root / CACHE / connection.NAME))) as db:
        yield Index(db, gate.PUBLIC, settings, int(outlet.now.timestamp()), site=outlet.root)


def drawn(site: Outlet, **parts: object) -> servers.ServerContext:
    """What a server is told of a site, with other redirects than its own."""
    with index_of(site) as index:
        return replace(servers.drawn(index), **parts)  # type: ignore[arg-type]


_SEGMENT = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="/\\?#"), min_size=1, max_size=20
)
_ADDRESS = st.lists(_SEGMENT, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))


def _is_address(text: str) -> bool:
    return addresses.check(text) is None and not re.search(r"/\.|^/_|^/assets|^/media|^/icons|^/fragments", text)


ADDRESSES = st.lists(_ADDRESS.filter(_is_address), min_size=1, max_size=60, unique_by=addresses.fold)
"""Any that old pages may have had."""
AWKWARD = [f"/a{sign}b {sign}.html" for sign in "\"'`;:$%&{}()[]<>|*+^~!=@,é日"] + [
    "/$1",
    "/%20",
    "/${x}",
    "/a b/c",
    "/^$",
]
"""With all that means something to a server."""
