"""What anybody writes into a field comes out as text: nothing of theirs is an element, attribute or directive."""

import json
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from broadsheet import markup
from tests.conftest import MakeOutlet
from tests.hostile.payloads import ADDRESSES, PAYLOADS
from tests.hostile.running import Page
from tests.outlet import SITE, Outlet

FIELDS = ("title", "dek", "kicker", "dateline", "agency")
ONE_LINE = {name: " ".join(text.split()) for name, text in PAYLOADS.items()}


def of_kind(outlet: Outlet, *endings: str) -> Iterator[tuple[str, str]]:
    for address, content in sorted(outlet.online().items()):
        if address.endswith(endings):
            yield address, content.decode()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """An outlet with each payload in each of many fields, built once."""
    lead = json.dumps(ONE_LINE["end of a title"] + ONE_LINE["server side"])
    site = SITE.replace('"The Courier"', lead).replace('"News"', lead).replace('"plain"', '"broadsheet"')
    site = f'description = {lead}\n{site}\n[fragments]\ninclude = "ssi"\n'
    made = Outlet(tmp_path_factory.mktemp("hostile") / "outlet", {"site.toml": site}, bare=True)
    for number, text in enumerate(ONE_LINE.values()):
        quoted = json.dumps(text)
        front = dict.fromkeys(FIELDS, quoted) | dict.fromkeys(("authors", "tags"), f"[{quoted}]")
        note = f"[{{date: 2026-11-21, text: {quoted}}}]"
        made.article(f"2026/11/a{number}", "Text.", **front, section="news", corrections=note)
    return made.build()


def test_no_page_has_anything_that_runs(hostile: Outlet) -> None:
    pages = {address: Page(text) for address, text in of_kind(hostile, ".html")}
    assert len([address for address in pages if "/2026/11/a" in address]) >= len(PAYLOADS), hostile.problems
    assert {address: page.running for address, page in pages.items() if page.running} == {}


def test_data_blocks_and_feeds_can_be_read_and_say_the_very_words(hostile: Outlet) -> None:
    blocks = [block for _, text in of_kind(hostile, ".html") for block in Page(text).data]
    said = [json.dumps(json.loads(block), ensure_ascii=False) for block in blocks]
    assert any(json.dumps(PAYLOADS["script"])[1:-1] in block for block in said)
    for _, text in of_kind(hostile, ".xml", ".atom"):
        for element in ElementTree.fromstring(text).iter():
            assert element.tag.rpartition("}")[2] not in {"script", "img", "svg", "meta"}
    for _, text in of_kind(hostile, ".json", ".webmanifest"):
        json.loads(text)


def test_no_template_syntax_of_a_field_is_followed(hostile: Outlet) -> None:
    assert any("{{ 7*7 }}" in text for _, text in of_kind(hostile, ".html"))


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("field", ["canonical", "source", "image"])
def test_an_address_that_runs_is_refused_or_harmless(outlet: MakeOutlet, field: str, address: str) -> None:
    quoted = json.dumps(address)
    value = f"{{name: A, url: {quoted}}}" if field == "source" else quoted
    made = outlet({"site.toml": SITE.replace('"plain"', '"broadsheet"')}, bare=True)
    made.article("2026/11/a", **{field: value}).build()
    assert made.problems
    assert [page.running for _, text in of_kind(made, ".html") if (page := Page(text)).running] == []


def test_a_directive_for_the_server_in_a_text_is_none() -> None:
    text = f'{PAYLOADS["server side"]}\n\nWords <!--#echo var="x" --> here.\n\n<div><!--#exec cmd="id"--></div>\n'
    for body in (text, f"Plain words.\n\n{text}\nMore plain words."):
        written = markup.convert(body, "content/a.md").html
        assert "<!--#" not in written
        assert "<!-- #exec" in written
