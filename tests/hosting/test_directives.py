"""Where the server puts fragments in (SSI), it follows the site's own directives and none that stand in a text."""

from pathlib import Path

import pytest

from tests.conftest import MakeOutlet
from tests.hosting import serving
from tests.outlet import SITE

# Only a server that follows it puts the two halves together.
DIRECTIVE = '<!--#set var="a" value="half" --><!--#set var="b" value="${a}+half" --><!--#echo var="b" -->'
FOLLOWED = "half+half"
FIELDS = ("title", "dek", "kicker", "authors", "tags", "story", "agency", "dateline", "contributors")
UNSHOWN = ("/404.html", "/410.html")
SERVED = {"nginx": serving.nginx, "apache": serving.apache}


@pytest.mark.parametrize("host", SERVED)
def test_a_server_follows_none_that_stands_in_a_text(host: str, outlet: MakeOutlet, tmp_path: Path) -> None:
    quoted = DIRECTIVE.replace('"', '\\"')
    told = f'\n[hosting]\nfiles = ["{host}"]\n[fragments]\ninclude = "ssi"\n'
    settings = SITE.replace("The Courier", f"The {quoted}").replace('name = "plain"', 'name = "broadsheet"') + told
    site = outlet({"site.toml": settings, "static/own.html": DIRECTIVE})
    body = f"Text {DIRECTIVE}.\n\n<div>{DIRECTIVE}</div>\n\n```\n{DIRECTIVE}\n```\n\n[x](<{DIRECTIVE}>)\n"
    front = dict.fromkeys(FIELDS, f'"{quoted}"')
    corrections = f'[{{date: 2026-11-20, text: "{quoted}"}}]'
    site.article("2026/11/a", body, **front, corrections=corrections).build()
    online = site.online()
    pages = [address for address in online if address.endswith((".html", ".xml")) and address not in UNSHOWN]
    assert "/news/2026/11/a.html" in pages
    assert any(b"<!--#include" in online[address] for address in pages)
    with SERVED[host](site.root / "public", tmp_path / "server") as server:
        answers = {address: server.ask(address).body for address in pages}
    # A file that whoever hosts it wrote is theirs to have run; and it shows that the server does.
    assert FOLLOWED in answers.pop("/own.html")
    assert [address for address, text in answers.items() if FOLLOWED in text or "<!--#include" in text] == []
