"""Reading feeds in tests: the channel, its items and what they say."""

from typing import Any

from lxml import etree

from tests.outlet import Outlet

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
HERE = "https://courier.example"

RAW = """\
Raw HTML: <a href="/about/">us</a> and <a href="2026/11/b.md">it</a>.

<picture><source srcset="/a.svg 1x, /b.svg 2x"><img src="/a.svg" alt="A"></picture>

<video src="/film.mp4" poster="/still.jpg" controls></video>

[Own](/about/), [by file](b.md), [by id](article:two), [elsewhere](https://elsewhere.example/x), a note[^1].

![Seen](a.svg "Words")

[^1]: The note.
"""

DANGEROUS = """\
<p style="position: fixed" onclick="steal()" class="x" id="y">Words</p>

<script>steal()</script>

<style>body { display: none }</style>

<object data="/x.swf"><embed src="/x.swf"></object>

<form action="/login"><input name="password"></form>

<svg onload="steal()"><script>steal()</script></svg>

<noscript><img src="https://spy.example/x.gif"></noscript>
"""


def channel(outlet: Outlet, address: str = "/feed.xml") -> Any:
    """The channel of a feed, read by a strict parser."""
    found = etree.fromstring(outlet.page(address).encode()).find("channel")
    assert found is not None
    return found


def items(outlet: Outlet, address: str = "/feed.xml") -> list[Any]:
    return list(channel(outlet, address).findall("item"))


def item(outlet: Outlet, **front: str) -> Any:
    """The item of a lone article."""
    (found,) = items(outlet.article("2026/11/a", **front).build())
    return found


def content(found: Any) -> str:
    text = found.findtext(f"{CONTENT}encoded")
    assert isinstance(text, str)
    return text


def guid(outlet: Outlet) -> str:
    (found,) = items(outlet)
    assert found.find("guid").get("isPermaLink") == "false"
    text = found.findtext("guid")
    assert isinstance(text, str)
    return text
