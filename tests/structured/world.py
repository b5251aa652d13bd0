"""An outlet with every kind of page and every sort of article, and what its pages say of themselves."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import extruct
from lxml import html

from broadsheet.article import LABELS
from tests.outlet import Outlet
from tests.pictures.photographs import photograph

HOST = "https://courier.example"
HOSTILE = "</script><img src=x onerror=alert(1)>&\"'\u2028 and on"
SITE = """\
title = "The Courier"
url = "https://courier.example"
language = "en"
timezone = "America/New_York"
description = "News by the water."
logo = "logo.png"

[[sections]]
id = "news"
title = "News"
description = "What happened."

[[sections]]
id = "sport"
title = "Sport"

[languages.pt-BR]
title = "O Correio"
sections = { news = "Notícias" }

[feeds]
authority = "courier.example,2026"
"""
POLICIES = """
[organization]
legal_name = "Courier Cooperative"
founded = "1921"
email = "desk@courier.example"
telephone = "+1 212 555 0100"
address = "1 Quay, Averholm"
same_as = ["https://social.example/@courier"]
principles = "content:pages/principles.md"
ethics_policy = "/principles.html"
masthead = "content:pages/held-back.md"
ownership = "https://owners.example/courier"

[social]
mastodon = "@courier@social.example"
x = "@courier"

[social.authors]
"Ana Ruiz" = "@ana@social.example"
"""
_LIVE = """\
The wind is up.

## 14:05 The mast is down

Nobody was hurt.

## 15:30

It is being lifted out of the harbour by two tugs, and the ferry waits.

## 2026-11-21 09:00 It is over {.end}

Good night.
"""


def made(outlet: Outlet) -> Outlet:
    """That outlet, built."""
    outlet.edit(
        {
            "site.toml": SITE + POLICIES,
            "media/ferry.jpg": photograph(1600, 1100),
            "media/ana.jpg": photograph(500, 600),
            "media/logo.png": photograph(96, 96, "PNG"),
            "media/said.mp3": b"ID3" + bytes(600),
            "content/authors/ana-ruiz.md": "---\ntitle: Ana Ruiz\ndek: Harbour reporter\nimage: ana.jpg\nextra:\n"
            "  same_as: [https://ana.example/, 'javascript:alert(1)']\n---\nWrites of boats & tides.\n",
            "content/pages/about.md": "---\ntitle: About us\nid: about\nupdated: 2026-11-02\n---\nWho we are.\n",
            "content/pages/sobre.md": "---\ntitle: Sobre\nlang: pt-BR\ntranslation: about\n---\nQuem somos.\n",
            "content/pages/principles.md": "---\ntitle: What we hold to\nimage: ferry.jpg\n---\nThe truth.\n",
            "content/pages/held-back.md": "---\ntitle: Staff\ndraft: true\n---\nNot yet.\n",
        }
    )
    picture = '{src: ferry.jpg, alt: "A ferry", caption: "The ferry, on Monday", credit: Jo Quay}'
    outlet.article(
        "2026/11/whole",
        id="whole",
        date="2026-11-20T09:15:00-05:00",
        updated="2026-11-21T18:00:00-05:00",
        dek="It sails again.",
        image=picture,
        authors="[Ana Ruiz, 'Bo <Lund>']",
        agency="Newswire",
        tags="[ferries, harbour]",
        story="The ferry",
        dateline="Averholm",
        contributors="[Cy Dane]",
        audio="{src: said.mp3, duration: 245}",
        source='{name: "The Elder", url: "https://elder.example/ferry"}',
        corrections='[{text: "It sails at nine, not ten.", date: 2026-11-22}, {text: "The name was wrong."}]',
    )
    outlet.article("2026/11/inteiro", title="Inteiro", lang="pt-BR", translation="whole", authors="Ana Ruiz")
    outlet.article("2026/11/hostile", title=json.dumps(HOSTILE), dek=json.dumps(HOSTILE), tags=json.dumps([HOSTILE]))
    outlet.article("2026/11/paid", "Open.\n\n<!-- paywall -->\n\nShut.", access="paid", story="The ferry")
    outlet.article("2026/11/elsewhere", canonical="https://elder.example/original")
    outlet.article("2026/11/day", date="2026-11-03", updated="2026-11-04", section="sport")
    outlet.article("undated/old", date="", added="2026-11-01", authors="Bo <Lund>")
    outlet.article("undated/wire", date="", agency="Newswire")
    outlet.article("2026/11/foreign", lang="fr", title="Étranger")
    for number, label in enumerate(LABELS):
        body = _LIVE if label == "live" else "Text."
        outlet.article(
            f"2026/11/l-{label}", body, label=label, date=f"2026-11-20T1{number}:00:00Z", dateline="Averholm"
        )
    return outlet.build()


@dataclass
class Page:
    """A page that is online."""

    address: str
    text: str

    @cached_property
    def tree(self) -> Any:
        return html.document_fromstring(self.text)

    @cached_property
    def graphs(self) -> list[dict[str, Any]]:
        """What a reader of structured data finds."""
        found: list[dict[str, Any]] = extruct.extract(self.text, HOST + self.address, syntaxes=["json-ld"])["json-ld"]
        return found

    @property
    def graph(self) -> list[dict[str, Any]]:
        (found,) = self.graphs
        nodes: list[dict[str, Any]] = found["@graph"]
        return nodes

    @property
    def main(self) -> dict[str, Any]:
        """What the page is, or is about."""
        return self.graph[0]

    def node(self, kind: str) -> dict[str, Any]:
        (found,) = (node for node in self.graph if node["@type"] == kind)
        return found

    def said(self, name: str) -> list[str]:
        """What the meta elements of that name or property say."""
        found: list[str] = self.tree.xpath("//meta[@name=$name or @property=$name]/@content", name=name)
        return found

    @property
    def canonical(self) -> str:
        (found,) = self.tree.xpath("//link[@rel='canonical']/@href")
        return str(found)


def pages(outlet: Outlet) -> dict[str, Page]:
    """All pages with a head, by their addresses, without those that only lead on."""
    return {
        address: Page(address, data.decode())
        for address, data in outlet.online().items()
        if address.endswith(".html") and data.startswith(b"<!doctype html>") and b'http-equiv="refresh"' not in data
    }


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Each object in a graph, however deep it lies."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)
