"""No key of an article, whatever it holds, reads, writes or publishes anything outside its folder."""

from pathlib import Path

import msgspec
import pytest

from broadsheet.article import Audio, Correction, Image, Note, Source
from broadsheet.content import KEYS
from tests.conftest import MakeOutlet

SECRET = "what nobody but its owner may read"
INNER = sorted(
    {field.name for kind in (Image, Audio, Correction, Note, Source) for field in msgspec.structs.fields(kind)}
)
ESCAPES = {
    "up": "../../../secret",
    "up, from media": "media/../../secret",
    "up, from the root": "/../../secret",
    "backslashes": "..\\\\..\\\\secret",
    "percent-encoded": "%2e%2e/%2e%2e/secret",
    "percent-encoded twice": "%252e%252e%252fsecret",
    "look-alikes": "\u2024\u2024\u2215\uff0e\uff0e\uff0fsecret",
    "dots and spaces at the end": ".. /.. /secret. ",
    "a hidden folder": ".broadsheet/index.sqlite",
    "a hidden file": "/.env",
    "a device": "CON",
    "very long": "a/" * 500,
}


def everything(folder: Path, but: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and but not in path.parents}


@pytest.mark.parametrize("value", ESCAPES.values(), ids=ESCAPES)
def test_no_key_leads_out_of_the_site(value: str, outlet: MakeOutlet) -> None:
    site = outlet().article("news/sound")
    around = site.root.parent
    (around / "secret").write_text(SECRET)
    (site.root / ".env").write_text(SECRET)
    for key in KEYS:
        site.article(f"news/one-{key}", **{key: f'"{value}"'})
        site.article(f"news/list-{key}", **{key: f'["{value}"]'})
        site.article(f"news/keys-{key}", **{key: "{" + ", ".join(f'{inner}: "{value}"' for inner in INNER) + "}"})
    outside = everything(around, site.root)
    site.build()
    assert everything(around, site.root) == outside
    assert SECRET.encode() not in b"".join(site.online().values())
    assert site.has("/news/2026/11/sound.html")
