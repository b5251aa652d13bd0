"""The limits that docs/security.md tells of are those that the program has."""

import re
from pathlib import Path

import pytest

from broadsheet import front_matter, markup_blocks
from broadsheet.ingest import archive, html_page, mail, package, page_source, plain_text, xml_items

LIMITS = {
    "Characters of front matter": front_matter._LONGEST,
    "Levels of front matter in one another": front_matter._DEEPEST,
    "Levels of quotes, lists and boxes of a text in one another": markup_blocks.DEEPEST,
    "Bytes of a plain text": plain_text._MOST_BYTES,
    "Bytes of a saved page": html_page._MOST_BYTES,
    "Tags of a saved page": page_source._MOST_TAGS,
    "Bytes of a mail": mail._MOST,
    "Characters of an item of a feed or an export": xml_items._MOST,
    "Bytes of a Word document, unpacked": package._MOST_BYTES,
    "Tags of one part of a Word document": package._MOST_TAGS,
    "Files in a zip": archive._MOST_MEMBERS,
    "Bytes in a zip, unpacked": archive._MOST_BYTES,
}
TOLD = dict(
    re.findall(
        r"^\| ([^|]+) \| ([\d,]+) \|$",
        (Path(__file__).parents[2] / "docs/security.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


@pytest.mark.parametrize("what", LIMITS)
def test_each_limit_is_told(what: str) -> None:
    assert TOLD[what] == f"{LIMITS[what]:,}"


def test_nothing_else_is_told() -> None:
    assert TOLD.keys() == LIMITS.keys()
