"""Whatever lies in seeds/, under whatever name: nothing is raised, and nothing is written where it shouldn't be."""

import gzip
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.ingest.exports.shapes import wxr, wxr_item
from tests.ingest.newsroom import LONG, OTHER, Newsroom, article
from tests.ingest.test_zips import PAGE, zipped

NAMES = st.sampled_from(
    [
        "a.txt",
        "a.html",
        "a.htm",
        "a.xml",
        "a.json",
        "a.docx",
        "a.zip",
        "a.eml",
        "a.md",
        "a.markdown",
        "a.atom",
        "a.rss",
        "a.mht",
        "a.aml",
        "a.csv",
        "a",
        "a.pdf",
        "a.rtf",
        "a.odt",
        "a.jpg",
        "a.png.txt",
        "2031-03-04-a.md",
        "index.html",
        "_index.md",
    ]
)
NITF = f"<nitf><head><title>Ferry</title></head><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head>\
<body.content><p>{LONG}</p></body.content></body></nitf>"
RSS = f'<rss version="2.0"><channel><title>T</title><item><title>Ferry</title><guid>x-1</guid>\
<description>{LONG}</description></item></channel></rss>'
MAIL = f"From: Mira Tolvane <mira@tide.example>\nSubject: Ferry\nMIME-Version: 1.0\n\n{LONG}\n\n{OTHER}\n"
WHOLE = [
    article("By Mira Tolvane").encode(),
    PAGE.format("ferry.png").encode(),
    wxr(wxr_item(), wxr_item("Bridge", number=13)).encode(),
    json.dumps({"uri": "urn:x:1", "headline": "Ferry", "body_text": LONG}).encode(),
    json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": LONG}]}).encode(),
    json.dumps({"db": [{"data": {"posts": [{"title": "Ferry", "html": f"<p>{LONG}</p>"}]}}]}).encode(),
    NITF.encode(),
    RSS.encode(),
    MAIL.encode(),
    f"---\ntitle: Ferry\ndate: 2031-03-04\n---\n{LONG}\n".encode(),
    f"+++\ntitle = 'Ferry'\n+++\n{LONG}\n".encode(),
    f"headline: Ferry\n[+body]\n{LONG}\n[]\n:end\n".encode(),
    zipped({"a.txt": article("By Mira Tolvane"), "b/c.html": PAGE.format("x.png"), "b/x.png": b"\x89PNG\r\n\x1a\n"}),
    zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document><w:t>{LONG}</w:t></w:document>"}),
]
MARKS = [b"<", b">", b"]]>", b'"', b"{", b"\x00", b"&#x0;", b"</p>"]
PART = b"--x\nContent-Type: multipart/mixed; boundary=x\n\n"


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound source with some bytes cut out, put in or changed."""
    data = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        stop = min(len(data), start + draw(st.sampled_from([0, 1, 1, 2, 9, 200])))
        data[start:stop] = draw(st.one_of(st.binary(max_size=6), st.sampled_from(MARKS)))
    return bytes(data)


def check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        room.seed(name, data)
        report = room.take()
        written = room.files()
        assert all(name.startswith(("content/", "media/")) for name in written), list(written)
        assert report.written or report.problems or report.entries
        assert not [problem for problem in report.problems if "can't cope" in problem.message]
        for file in report.written:
            reading = room.content(file)
            assert reading.document, [str(problem) for problem in reading.problems]
            errors = [str(problem) for problem in reading.problems if problem.severity.value == "error"]
            assert errors == []
        assert room.take().written == ()
        assert room.files() == written
        outside = [
            found for found in Path(folder).iterdir() if found.name not in ("seeds", "content", "media", ".broadsheet")
        ]
        assert outside == []


@settings(max_examples=int(os.environ.get("INGEST_EXAMPLES", "90")), deadline=None, derandomize=True)
@given(NAMES, st.one_of(damaged(), st.binary(max_size=200)))
@example("a.zip", b"PK\x05\x06" + bytes(18))
@example("a.json", b"[" * 5000)
@example("a.json", b'{"id": 1e999, "posts": [' + b"9" * 5000 + b"]}")
@example("a.xml", b"<a>" * 3000)
@example("a.html", b"<div>" * 5000 + LONG.encode())
@example("a.xml", b'<?xml version="1.0" encoding="utf-16"?><rss><channel><item><title>a</title></item></channel></rss>')
@example(
    "a.xml", b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><rss><channel><item>&c;</item></channel></rss>'
)
@example("a.txt", gzip.compress(LONG.encode()))
@example("a.md", b"---\n" + b"a: &a [*a]\n" * 3 + b"---\n" + LONG.encode())
@example("a.md", b"---\ntitle: " + b"[" * 3000 + b"\n---\n" + LONG.encode())
@example(
    "a.eml",
    b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 300,
)
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    check(name, data)


@pytest.mark.parametrize("data", WHOLE, ids=range(len(WHOLE)))
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_every_format_in_other_encodings(data: bytes, encoding: str) -> None:
    if not data.startswith(b"PK"):
        check("a.xml" if data.lstrip().startswith(b"<") else "a.txt", data.decode().encode(encoding))
