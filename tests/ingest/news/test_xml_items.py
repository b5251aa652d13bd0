"""XML sources are cut up and read without harm: bad items, encodings, names that no parser knows."""

from pathlib import Path

import pytest

from broadsheet.ingest.formats import RawSource, UnreadableError
from broadsheet.ingest.manuscript import Passed
from broadsheet.ingest.xml_items import Piece, document, elements
from broadsheet.ingest.xml_parse import inner_html, parse, text_of


def pieces(folder: Path, data: str | bytes) -> list[Piece]:
    """The items of a source, without its head."""
    file = folder / "a.xml"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = list(elements(RawSource("seeds/a.xml", file), {"item"}))
    return [one for one in found if isinstance(one, Piece) and one.number]


def texts(folder: Path, data: str | bytes) -> list[str]:
    """The text of each item."""
    return [text_of(parse(piece)[0]) for piece in pieces(folder, data)]


def test_a_bad_item_harms_no_other(tmp_path: Path) -> None:
    source = "<rss><item><t>one</t></item><item><t>two<b></t></item><item><t>three<item><t>four</t></item></rss>"
    assert texts(tmp_path, source) == ["one", "two", "three", "four"]


def test_an_item_that_breaks_off_says_so(tmp_path: Path) -> None:
    whole, cut = pieces(tmp_path, "<rss><item><t>one</t></item>\n<item><t>tw")
    assert (whole.cut, cut.cut, cut.line, cut.number) == (False, True, 2, 2)


def test_what_stands_in_cdata_ends_no_item(tmp_path: Path) -> None:
    assert texts(tmp_path, "<r><item><![CDATA[a </item> b]]><!-- </item> --> c</item></r>") == ["a </item> b c"]


def test_characters_and_names_that_xml_does_not_know(tmp_path: Path) -> None:
    (piece,) = pieces(tmp_path, "<r><item>caf&eacute;&nbsp;&#0;\x01 AT&T &fake; &#151; &amp;eacute;</item></r>")
    root, decisions = parse(piece)
    assert root.text == "café\u00a0 AT&T &fake; — &eacute;"
    assert {one.rule for one in decisions} == {"control-characters", "unknown-entity"}


def test_no_entity_is_ever_filled_in(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    file.write_text(f'<!DOCTYPE r [<!ENTITY a "{"x" * 9}"><!ENTITY b SYSTEM "{secret}">]><r>&a;&b;</r>')
    root, _ = parse(document(RawSource("seeds/a.xml", file)))
    assert root.text == "&a;&b;"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?><r><item>caf\xe9 “x”</item></r>'.encode("cp1252"), "café “x”"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><r><item>café</item></r>'.encode(), "café"),
        ('<?xml version="1.0" encoding="utf-16"?><r><item>café</item></r>'.encode(), "café"),
        ('<?xml version="1.0" encoding="utf-16"?><r><item>café</item></r>'.encode("utf-16"), "café"),
        ('<?xml version="1.0" encoding="gb18030"?><r><item>大坝</item></r>'.encode("gb18030"), "大坝"),
        ('<?xml version="1.0" encoding="no-such"?><r><item>ção</item></r>'.encode(), "ção"),
        (b"<r><item>" + "é".encode() * 30 + b"caf\xe9</item></r>", "é" * 30 + "café"),
    ],
)
def test_the_bytes_say_which_encoding_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    assert texts(tmp_path, data) == [said]


def test_namespaces_come_along_with_each_item(tmp_path: Path) -> None:
    source = (
        '<rss xmlns:dc="urn:dc"><item><dc:creator>Mira</dc:creator><content:encoded>x</content:encoded></item></rss>'
    )
    root, _ = parse(pieces(tmp_path, source)[0])
    assert [child.tag for child in root] == ["{urn:dc}creator", "{http://purl.org/rss/1.0/modules/content/}encoded"]


def test_one_item_far_too_large_is_passed(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(f"<r><item>{'x' * 21_000_000}</item><item>small</item></r>")
    head, large, small = elements(RawSource("seeds/a.xml", file), {"item"})
    assert isinstance(large, Passed)
    assert large.wrong
    assert isinstance(small, Piece)
    assert small.number == 2
    assert isinstance(head, Piece)


def test_many_starts_without_ends_are_read_in_one_go(tmp_path: Path) -> None:
    assert len(pieces(tmp_path, "<item>" * 20_000)) == 20_000
    assert pieces(tmp_path, "<![CDATA[" * 200_000) == []


def test_an_empty_source_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        pieces(tmp_path, "")


def test_xhtml_inside_comes_out_as_html(tmp_path: Path) -> None:
    source = '<r xmlns:x="http://www.w3.org/1999/xhtml"><item>a &lt; <x:p>b<x:br/>c</x:p></item></r>'
    root, _ = parse(pieces(tmp_path, source)[0])
    assert inner_html(root) == "a &lt; <p>b<br>c</p>"
