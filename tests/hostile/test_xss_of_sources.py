"""Whatever a raw source has in it, of whichever format: what is made of it runs nowhere."""

import html
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broadsheet.ingest import take_in
from broadsheet.settings_file import read
from tests.fuzz import sources
from tests.hostile.payloads import PAYLOADS
from tests.hostile.running import Page
from tests.outlet import NOON, SITE, Outlet
from tests.pictures.photographs import iptc, photograph, tags

FORMATS: dict[str, tuple[str, Callable[[], Iterator[bytes]]]] = {
    "plain text": (".txt", sources.texts),
    "page": (".html", sources.pages),
    "web archive": (".mhtml", sources.mhtml),
    "wordpress": (".xml", sources.wxr_exports),
    "blogger": (".xml", sources.blogger),
    "ghost": (".json", sources.ghost),
    "feed": (".xml", sources.feeds),
    "json feed": (".json", sources.json_feeds),
    "ninjs": (".json", sources.ninjs),
    "nitf": (".xml", sources.nitf),
    "newsml g2": (".xml", sources.newsml_g2),
    "newsml 1": (".xml", sources.newsml_1),
    "archieml": (".aml", sources.archieml),
    "google docs": (".html", sources.google_docs),
    "mail": (".eml", sources.mails),
    "markdown": (".md", sources.site_pages),
}
WORDS = (b"Mira Tolvane", b"Ferry", b"Harbour", b"harbour", b"Oto Brisk", b"quay", b"Tide", b"Bridge", b"Dorum")
LINES = [" ".join(text.split()) for text in PAYLOADS.values()]


def escaped(text: str, times: int, ending: str) -> bytes:
    """A text as it stands in a source of that kind; escaped several times it's what is in a text within a text."""
    for _ in range(times):
        text = html.escape(text)
    return (json.dumps(text)[1:-1] if ending == ".json" else text).encode()


def hostile_sources(ending: str, samples: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """The samples with payloads for some of their words, at each depth."""
    for sample in samples():
        for times in range(3):
            for first in range(0, len(LINES), len(WORDS)):
                changed = sample
                for word, line in zip(WORDS, LINES[first:], strict=False):
                    changed = changed.replace(word, word + b" " + escaped(line, times, ending))
                yield changed


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_made_of_a_source_runs_nowhere(name: str, tmp_path: Path) -> None:
    ending, samples = FORMATS[name]
    site = Outlet(tmp_path / "outlet", {"site.toml": SITE.replace('"plain"', '"broadsheet"')}, bare=True)
    for number, data in enumerate(hostile_sources(ending, samples)):
        site.edit({f"seeds/{number:03}{ending}": data})
    settings, _ = read(site.root)
    assert settings
    report = take_in(site.root, settings, now=NOON)
    assert report.written, [problem.message for problem in report.problems]
    site.build(drafts=True)
    pages = {address: Page(data.decode()) for address, data in site.online().items() if address.endswith(".html")}
    assert len(pages) > 5
    assert {address: page.running for address, page in pages.items() if page.running} == {}


def test_what_is_written_into_a_picture_runs_nowhere(tmp_path: Path) -> None:
    files = {"site.toml": SITE.replace('"plain"', '"broadsheet"')}
    site = Outlet(tmp_path / "outlet", files, bare=True)
    for number, line in enumerate(LINES):
        xmp = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
            f'<rdf:li xml:lang="x-default">{html.escape(line)}</rdf:li></rdf:Alt></dc:description></rdf:Description>'
            "</rdf:RDF></x:xmpmeta>"
        ).encode()
        spelt = line.encode("ascii", "replace").decode()
        site.edit(
            {
                f"media/a{number}.jpg": photograph(60, 40, exif=tags(ARTIST=line.encode(), COPYRIGHT=line.encode())),
                f"media/b{number}.jpg": photograph(60, 40, xmp=xmp),
                f"media/c{number}.jpg": photograph(60, 40, extra=iptc(caption=spelt, byline=spelt, credit=spelt)),
            }
        )
        shown = "\n\n".join(f"![Seen]({kind}{number}.jpg)" for kind in "abc")
        site.article(f"2026/11/p{number}", shown, image=f"c{number}.jpg", section="news")
    site.build()
    said = b"".join(data for address, data in site.online().items() if address.startswith("/news/2026/11/p"))
    assert b"&lt;script&gt;window.__ran=1" in said
    pages = {address: Page(data.decode()) for address, data in site.online().items() if address.endswith(".html")}
    assert {address: page.running for address, page in pages.items() if page.running} == {}
