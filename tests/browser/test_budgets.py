"""Light enough for a bad connection: budgets for what a reader's browser is sent."""

import gzip
import re

from tests.browser.paper import Paper

KB = 1024


def _compressed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_article_pages_are_under_fifteen_kilobytes(paper: Paper) -> None:
    sizes = {one: _compressed(paper.read(one).encode()) for one in paper.addresses["article"]}
    assert {one: size for one, size in sizes.items() if size > 15 * KB} == {}


def test_the_style_sheet_is_one_and_under_twelve_kilobytes(paper: Paper) -> None:
    for kind, address in paper.samples.items():
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', paper.read(address))
        assert len(sheets) == 1, kind
        css = (paper.output / sheets[0].lstrip("/")).read_bytes()
        assert _compressed(css) < 12 * KB
        assert b"@import" not in css


def test_script_is_at_most_five_kilobytes(paper: Paper) -> None:
    scripts = {
        src for one in paper.samples.values() for src in re.findall(r'<script[^>]* src="([^"]+)"', paper.read(one))
    }
    assert scripts
    assert sum(len((paper.output / src.lstrip("/")).read_bytes()) for src in scripts) <= 5 * KB


def test_no_page_has_script_or_style_of_its_own(paper: Paper) -> None:
    for address in paper.samples.values():
        html = paper.read(address)
        assert not re.search(r"<script(?![^>]* (?:src=|type=\"application/ld\+json\"))", html), address
        assert not re.search(r"<style|<[^>]* style=| on[a-z]+=\"", html), address


def test_the_lead_picture_is_fetched_first(paper: Paper) -> None:
    html = paper.read(
        next(one for one in paper.addresses["article"] if one.startswith("/city/") and "<picture" in paper.read(one))
    )
    preloaded = re.search(r'<link rel="preload" as="image"[^>]* imagesrcset="([^"]+)"', html)
    assert preloaded
    first = re.search(r"<(?:picture)>.*?</picture>", html, re.DOTALL)
    assert first
    assert preloaded[1] in first[0]
    assert 'fetchpriority="high"' in first[0]
    assert 'loading="lazy"' not in first[0]
    rest = html[first.end() :]
    assert len(re.findall(r"<img ", rest)) == len(re.findall(r'<img [^>]*loading="lazy"', rest))
