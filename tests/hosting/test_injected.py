"""What editors write as addresses is an address to a host, and never a directive, a header or a line of its own."""

import json
import re

import pytest

from tests.build import everything
from tests.conftest import MakeOutlet
from tests.outlet import Outlet

ALIASES = (
    *(
        "/a b.html",
        "/a\n/evil.html https://evil.example/ 301",
        "/a\r\nLocation: https://evil.example/",
        "/*",
        "/:splat/a",
    ),
    *("/a?x=1", "/a#x", "/%0d%0aSet-Cookie: evil=1", "/a;}location / {return 301 https://evil.example/;}"),
    *('/"evil" on;', "/$evil/b", "/tab\tevil", "/{evil,b}", "/back\\slash", "/\u2028evil", "/..//../evil", "/\x00evil"),
)
MOVED = (" evil", '"', ";", "{", "}", "$1", "*", "'", "\\", "<If>", "# evil")
TARGETS = ("https://elsewhere.example/a b", 'https://elsewhere.example/";}', "https://elsewhere.example/\x0bevil")
_REDIRECT = re.compile(r"/[^\s\"'{};$*\\]+ (?:https://elsewhere\.example)?/\S* (?:301|404|410)!?")


@pytest.fixture
def moved(outlet: MakeOutlet) -> Outlet:
    """An outlet where each of these was tried, in an article of its own or a line of its own."""
    site = outlet({"site.toml": everything.settings(), **everything.media()})
    for number, alias in enumerate(ALIASES):
        site.article(f"2026/11/a{number}", aliases=json.dumps([alias]))
    site.article("2026/11/there")
    lines = [f"/old{number}{text}.html\t/news/2026/11/there.html\n" for number, text in enumerate(MOVED)]
    lines += [f"/away{number}.html\t{target}\n" for number, target in enumerate(TARGETS)]
    return site.edit({"content/redirects.tsv": "".join(lines)}).build()


def test_each_redirect_is_a_line_of_two_addresses(moved: Outlet) -> None:
    lines = [line for line in moved.page("/_redirects").splitlines() if line and not line.startswith("#")]
    assert len([line for line in lines if line.startswith("/old")]) >= len(MOVED) - 2
    assert [line for line in lines if not _REDIRECT.fullmatch(line)] == []


def test_no_header_and_no_directive_comes_of_an_address(moved: Outlet) -> None:
    assert any("isn't an address of this site" in problem for problem in moved.problems)
    hosts = [address for address in ("/_headers", "/.htaccess") if moved.has(address)]
    assert hosts
    for address in hosts:
        for line in moved.page(address).splitlines():
            assert not re.search(r"^\s*(?:Set-Cookie|Location)\b", line), line
            assert "https://evil.example" not in line
