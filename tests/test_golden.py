"""A small site with the theme that comes along, page by page as it was when somebody last looked at it.

`pytest --update-golden` writes what is made now; the difference is then for a person to read.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import MakeOutlet
from tests.outlet import SITE

GOLDEN = Path(__file__).parent / "golden"
PAGES = ("/index.html", "/news/2026/11/ferry.html", "/corrections/index.html", "/feed.xml")
FERRY = """\
---
id: ferry
title: "The ferry: late & proud"
dek: It has left on time twice
authors: Ann Lee, Bo
tags: ferries, harbour
story: The timetable
date: 2026-11-20T06:30
updated: 2026-11-21T09:00
corrections:
  - date: 2026-11-22
    text: It has left on time twice, not once.
source: {name: The Harbour Post, url: "https://post.example/ferry"}
---
The ferry was late on Friday, as [it was before](article:pier).

## The figures

| Day | Minutes |
|:--|--:|
| Friday | 14 |

> "It knows the way."

It sails again on Monday.[^1]

[^1]: Weather permitting.
"""
PIER = "---\nid: pier\ntitle: A pier gets a bench\ndate: 2026-10-02\nstory: The timetable\n---\nIt is of oak.\n"


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_what_they_were(outlet: MakeOutlet, page: str, request: pytest.FixtureRequest) -> None:
    files = {"content/2026/11/ferry.md": FERRY, "content/2026/10/pier.md": PIER}
    site = outlet({**files, "site.toml": SITE.replace('name = "plain"', 'name = "broadsheet"')})
    made = site.build(datetime(2026, 11, 24, 12, tzinfo=UTC)).page(page)
    made = re.sub(r"(/assets/[\w/]+)\.[0-9a-f]+\.", r"\1.HASH.", made)  # how it looks is not what is held here
    golden = GOLDEN / page.strip("/").replace("/", "-")
    if request.config.getoption("--update-golden"):
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
