"""Sound sources of each format, small: what the tests of the formats are made of, and a few of our own."""

import base64
import io
import json
import zipfile
from collections.abc import Iterator

from tests.ingest.documents import papers
from tests.ingest.documents.test_google_docs import HEAD as DOCS_HEAD
from tests.ingest.documents.test_google_docs import TEXT as DOCS_TEXT
from tests.ingest.exports import shapes, test_blogger, test_feeds, test_ghost
from tests.ingest.news import test_archieml, test_newsml, test_ninjs
from tests.ingest.newsroom import DUMP, LAST, LONG, OTHER, TITLE, article
from tests.ingest.pages import newsstand
from tests.ingest.ssg import test_sites
from tests.ingest.test_zips import PAGE, zipped

SOUND = article("By Mira Tolvane", title="Another story of the quay").replace("Varga", "Kapito").replace("booth", "hut")
"""A plain text that is taken in, whatever lies beside it."""

BODY = f"""<h2>On <i>Monday</i></h2><p>{LONG} <b>bold</b> <a href="https://x.example/?a=1&amp;b=2" title="t">link</a>
<code>a*b</code><br>next</p><ul><li>one<ol start="3"><li>two</li></ol></li></ul><blockquote><p>Said</p></blockquote>
<table><caption>c</caption><tr><th>a</th><td colspan="2">b | c</td></tr></table><pre>  x
y</pre><figure><img src="a.png" alt="A"><figcaption>Cap <em>tion</em></figcaption></figure><hr>
<iframe src="https://www.youtube.com/embed/abc"></iframe><p>1. no list</p><p># no heading {{: .x}} &lt;b&gt; *a*</p>"""


def texts() -> Iterator[bytes]:
    """Plain texts: one that was typed, and one that was copied from a page."""
    yield article("By Mira Tolvane", "DORUM, 12 March 2031 (Tide) - It was cold.").encode()
    yield DUMP.encode()
    keys = f"Title: {TITLE}\nAuthor: Oto Brisk\nDate: 2031-03-12 09:30\nTags: a, b\n\n"
    yield f"{keys}{LONG}[1]\n\n> {OTHER}\n\n[1] A note.".encode()
    blocks = "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nQ: Why?\n\n"
    yield f"{TITLE}\n\n{blocks}A: {LONG}\n\nPhoto: Lena Varr/AFP\n".encode()


def bodies() -> Iterator[bytes]:
    """Pieces of HTML as exports hold them."""
    yield BODY.encode()
    yield newsstand.TEXT.encode()
    note = '<p>So<sup><a href="#fn1" id="r1">1</a></sup></p><p id="fn1">A note <a href="#r1">back</a></p>'
    yield f'{note}<video src="a.mp4"></video>'.encode()


def pages() -> Iterator[bytes]:
    """Saved pages."""
    yield newsstand.page(
        head=newsstand.ld(author={"name": "Mira Tolvane"}, datePublished="2031-03-12T09:30:00Z")
    ).encode()
    yield newsstand.page(BODY + newsstand.TEXT, head='<meta property="og:image" content="a.png">').encode()
    yield PAGE.format("x.png").encode()


def mhtml() -> Iterator[bytes]:
    """A web archive."""
    head = (
        b"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nSnapshot-Content-Location: https://varga.example/ferry\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n'
    )
    page = (
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://varga.example/ferry\r\n\r\n"
    )
    picture = (
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://varga.example/pier.png\r\n\r\n"
    )
    text = newsstand.page().replace("=", "=3D").encode() + b"\r\n"
    yield b"--cut\r\n".join((head, page + text, picture + base64.encodebytes(papers.DOT))) + b"--cut--\r\n"


def wxr_exports() -> Iterator[bytes]:
    """WordPress's exports."""
    more = shapes.meta("_thumbnail_id", "40") + shapes.meta("_edit_last", "1")
    caption = '[caption id="a"]<img src="b.png"> c[/caption]'
    blocks = f'<!-- wp:paragraph --><p>Hi {caption}</p><!-- /wp:paragraph -->[gallery ids="40"]'
    yield shapes.wxr(
        shapes.wxr_item(more=more),
        shapes.wxr_item("Bridge", blocks, number=13),
        shapes.file_of_library(40, "b.png", "A"),
    ).encode()


def blogger() -> Iterator[bytes]:
    """Blogger's exports, of both kinds."""
    yield test_blogger.OLD.encode()
    yield test_blogger.NEW.encode()


def ghost() -> Iterator[bytes]:
    """Ghost's exports: with HTML, and with what its editors keep."""
    yield test_ghost.export(test_ghost.post()).encode()
    yield test_ghost.export(test_ghost.post(html="", lexical=json.dumps(test_ghost.LEXICAL))).encode()
    yield test_ghost.export(test_ghost.post(html=None, mobiledoc=json.dumps(test_ghost.MOBILEDOC))).encode()


def feeds() -> Iterator[bytes]:
    """RSS and Atom."""
    yield test_feeds.rss(test_feeds.ITEM).encode()
    yield f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://tide.example/"><title>T</title><entry><id>urn:x:1</id>
<title type="html">Ferry &amp;amp; bridge</title><link href="/a.html"/><published>2031-03-04T09:30:00+01:00</published>
<author><name>Mira Tolvane</name></author><summary>S</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{LONG}</p></div></content></entry></feed>""".encode()
    yield f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel>
<title>T</title></channel><item rdf:about="https://x.example/1"><title>Ferry</title><description>{LONG}</description></item>
</rdf:RDF>""".encode()


def json_feeds() -> Iterator[bytes]:
    """JSON Feed."""
    one = {"id": "1", "title": "Ferry", "content_html": f"<p>{LONG}</p>", "date_published": "2031-03-04T09:30:00+01:00"}
    two = {
        "id": 2,
        "content_text": OTHER,
        "authors": [{"name": "Oto Brisk"}],
        "tags": ["a"],
        "image": "https://x.example/a.png",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "https://x.example/"}
    yield json.dumps(feed | {"items": [one, two]}).encode()


def ninjs() -> Iterator[bytes]:
    """ninjs in its versions, one item and many."""
    yield json.dumps(test_ninjs.ONE).encode()
    yield json.dumps(test_ninjs.THREE).encode()
    yield json.dumps([test_ninjs.ONE, test_ninjs.THREE | {"uri": "urn:x:2"}]).encode()


def nitf() -> Iterator[bytes]:
    """NITF."""
    yield test_newsml.NITF.encode()


def newsml_g2() -> Iterator[bytes]:
    """NewsML-G2: a message of items."""
    yield f"<newsMessage>{test_newsml.item(1)}{test_newsml.item(2)}</newsMessage>".encode()


def newsml_1() -> Iterator[bytes]:
    """NewsML 1.2."""
    source = test_newsml.NEWSML1.replace("{status}", "Usable").replace("{more}", "")
    yield source.encode("cp1252")


def archieml() -> Iterator[bytes]:
    """ArchieML."""
    yield test_archieml.STORY.encode()
    yield f"headline: Ferry\nbyline: Mira Tolvane\n[+body]\n{LONG}\n{{.image}}\nsrc: a.jpg\n{{}}\n[]\n:end\n".encode()


def docx() -> Iterator[bytes]:
    """The texts of Word's documents, as `document` puts them into one."""
    whole = papers.word(
        papers.paragraph(TITLE, "Title"),
        papers.paragraph("By Mira Tolvane", "Byline"),
        papers.paragraph(papers.run(LONG) + papers.run("bold", "<w:b/>")),
        papers.picture("A"),
        papers.paragraph(OTHER),
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        yield parts.read("word/document.xml")


def document(text: bytes) -> bytes:
    """A document of Word's with such a text, which stands for its footnotes too."""
    return papers.word(
        title=TITLE, creator="Mira Tolvane", parts={"word/document.xml": text, "word/footnotes.xml": text}
    )


def google_docs() -> Iterator[bytes]:
    """Google Docs' pages."""
    mark = '<sup><a href="#cmnt1">[a]</a></sup>'
    line = f'<p class="c4"><span class="c1">Bold</span><span class="c2"> slanted</span>{mark}</p>'
    yield papers.page(
        DOCS_HEAD, line, DOCS_TEXT, '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>A comment</p></div>'
    ).encode()


def mails() -> Iterator[bytes]:
    """Mails: a text alone, and one with HTML and a picture."""
    yield papers.mail(f"{TITLE}\n\n{LONG}\n\n{OTHER}\n\n-- \nOto Brisk\n").as_bytes()
    message = papers.mail(f"{LONG}\n\n{OTHER}\n", f"<p>{LONG}</p><p>{OTHER}</p>")
    message.add_attachment(papers.DOT, maintype="image", subtype="png", filename="ä.png")
    yield message.as_bytes()
    whole = papers.mail(f"Fwd\n\n{LONG}\n")
    whole.add_attachment(papers.word(papers.paragraph(LAST)), maintype="application", subtype="x", filename="a.docx")
    yield whole.as_bytes()


def site_pages() -> Iterator[bytes]:
    """Markdown of other generators."""
    for text in (test_sites.HUGO, test_sites.JEKYLL, test_sites.PELICAN, test_sites.ZOLA, test_sites.ELEVENTY):
        yield text.encode()


def zips() -> Iterator[bytes]:
    """A zip of sources."""
    yield zipped({"a.txt": article("By Mira Tolvane"), "b/c.html": PAGE.format("x.png"), "b/x.png": papers.DOT})
    yield papers.zipped({"[Content_Types].xml": "<Types/>", "mimetype": "x"})
