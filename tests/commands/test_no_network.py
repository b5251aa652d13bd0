"""No command asks a network for anything: not for a picture that a source names, not for a DTD, not for a font."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

PAGE = """<!doctype html><html lang="en"><head><title>Ferry to run</title><meta property="og:image"
content="https://images.example/a.jpg"><link rel="stylesheet" href="https://styles.example/a.css"></head><body><article>
<h1>Ferry to run</h1><p>The ferry runs again from Monday, the harbour office said on Friday, after repairs.</p>
<img src="https://images.example/a.jpg" alt="The ferry"><iframe src="https://frames.example/"></iframe></article></body>
</html>"""
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://dtds.example/nitf.dtd" [<!ENTITY x SYSTEM "http://e.example/x">]>
<nitf><head><title>Budget</title></head><body><body.head><hedline><hl1>Budget</hl1></hedline></body.head><body.content>
<p>The council passed its budget. &x;</p></body.content></body></nitf>"""
WORDS: tuple[list[str], ...] = (
    [],
    ["check"],
    ["review", "--html", "review.html"],
    ["explain", "/"],
    ["new", "Budget"],
    ["ingest", "seeds/page.html", "--dry-run"],
)
WATCHED = """
import os, sys
from broadsheet import cli
def heard(event, details):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        os.write(2, f"ASKED {event} {details}".encode())
        os._exit(99)
sys.addaudithook(heard)
"""


@pytest.fixture
def site(outlet: MakeOutlet) -> Outlet:
    """An outlet whose sources, texts and settings all name what is elsewhere, with our own theme."""
    settings = SITE.replace('name = "plain"', 'name = "broadsheet"')
    settings = settings.replace("[feeds]", '[feeds]\nhub = "https://hub.example/"')
    made = outlet({"site.toml": settings, "seeds/page.html": PAGE, "seeds/wire.xml": NITF})
    made.article("2026/11/a", "![A](https://images.example/b.jpg) <img src='https://images.example/c.jpg'>")
    return made


def test_no_command_asks_for_anything(site: Outlet) -> None:
    for words in WORDS:
        code = f"{WATCHED}\nsys.exit(cli.main(sys.argv[1:]))"
        done = subprocess.run(
            [sys.executable, "-c", code, *words, "--jobs", "2", "--now", "2026-11-24"],
            cwd=site.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "ASKED" not in done.stderr, f"{words}: {done.stderr}"
        assert done.returncode in (0, 1), f"{words}: {done.stderr}"
    assert (site.root / "review.html").exists()


def test_who_asks_would_be_heard() -> None:
    code = f"{WATCHED}\nimport urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.startswith("ASKED urllib.Request")) == (99, True)


@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here to see what libraries in C ask for")
def test_nor_do_libraries_that_are_not_python(site: Outlet) -> None:
    build = [sys.executable, "-m", "broadsheet", "--jobs", "2", "--now", "2026-11-24"]
    # A library tries whether a socket of this machine's own could be had (bind), which goes nowhere.
    strace = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=connect,sendto,sendmsg,sendmmsg",
        "-e",
        "signal=none",
        "-o",
        "asked.txt",
    ]
    done = subprocess.run([*strace, *build], cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert site.has("/index.html")
    asked = (site.root / "asked.txt").read_text()
    assert "AF_INET" not in asked, asked
