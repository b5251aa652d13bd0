"""No key of site.toml or desk.yaml, whatever it holds, reads, writes or publishes anything outside its folder."""

import copy
import json
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet import desk, settings_file
from broadsheet.desk import Breaking, Desk, Filter, Pin, Zone
from broadsheet.problems import SiteError
from broadsheet.settings import Edition, MenuItem, Outlet, Section, Settings
from broadsheet.settings_feeds import CustomFeed
from tests.conftest import MakeOutlet
from tests.hostile.test_paths import ESCAPES, SECRET, everything
from tests.outlet import SITE

Table = dict[str, Any]
LISTED = {
    "sections": (Section, {"id": "more", "title": "More"}),
    "menus.main": (MenuItem, {"title": "More", "link": "/more/"}),
    "feeds.custom": (CustomFeed, {"id": "more", "title": "More"}),
}
"""Tables of which there may be several, and what one must have."""


def keys(kind: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def places() -> list[tuple[str, str]]:
    """The table and the name of each key that site.toml may have, from the types themselves."""
    found = [("", key) for key in keys(Outlet)] + [("languages.pt", key) for key in keys(Edition)]
    for field in msgspec.structs.fields(Settings):
        if isinstance(kind := typing.get_type_hints(Settings)[field.name], type) and issubclass(kind, msgspec.Struct):
            found += [(field.encode_name, key) for key in keys(kind) if field.encode_name != "outlet"]
    return found + [(table, key) for table, (kind, _) in LISTED.items() for key in keys(kind)]


def put(site: Table, table: str, key: str, value: object) -> Table:
    """A copy of the settings with one key set."""
    made = copy.deepcopy(site)
    if table in LISTED:
        *outer, last = table.split(".")
        inner = made
        for name in outer:
            inner = inner.setdefault(name, {})
        inner.setdefault(last, []).append({**LISTED[table][1], key: value})
        return made
    inner = made
    for name in filter(None, table.split(".")):
        inner = inner.setdefault(name, {})
    inner[key] = value
    return made


def toml(table: Table, name: str = "") -> Iterator[str]:
    """The lines of a TOML file: text, lists of text, tables and lists of tables."""
    inner: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
            inner.append((f"{name}.{key}".lstrip("."), value))
        else:
            yield f"{json.dumps(key)} = {json.dumps(value)}"
    for place, value in inner:
        for one in value if isinstance(value, list) else [value]:
            yield f"[[{place}]]" if isinstance(value, list) else f"[{place}]"
            yield from toml(one, place)


def is_sound(site: Table, folder: Path) -> bool:
    (folder / "site.toml").write_text("\n".join(toml(site)))
    try:
        return settings_file.read(folder)[0] is not None
    except SiteError:
        return False


def test_all_keys_are_tried() -> None:
    assert len(places()) > 80
    assert {("theme", "name"), ("podcast", "image"), ("", "url"), ("sections", "id")} <= set(places())


@pytest.mark.parametrize("value", ESCAPES.values(), ids=ESCAPES)
def test_no_setting_leads_out_of_the_site(value: str, outlet: MakeOutlet, tmp_path: Path) -> None:
    value = value.replace("\\\\", "\\")
    site = outlet().article("news/sound")
    around = site.root.parent
    (around / "secret").write_text(SECRET)
    (site.root / ".env").write_text(SECRET)
    taken = tomllib.loads(SITE)
    for table, key in places():
        tried = (put(taken, table, key, written) for written in (value, [value]))
        taken = next((one for one in tried if is_sound(one, site.root)), taken)
    assert is_sound(taken, site.root)
    outside = everything(around, site.root)
    try:
        site.build()
    except SiteError as told:
        assert told.problems
    assert everything(around, site.root) == outside
    if (site.root / "public").exists():
        assert SECRET.encode() not in b"".join(everything(site.root / "public", around / "none").values())


@pytest.mark.parametrize("value", list(ESCAPES.values())[::2], ids=list(ESCAPES)[::2])
def test_no_key_of_the_desk_leads_out_of_the_site(value: str, outlet: MakeOutlet) -> None:
    site = outlet().article("news/sound")
    around = site.root.parent
    (around / "secret").write_text(SECRET)
    (site.root / ".env").write_text(SECRET)
    outside = everything(around, site.root)
    known = settings_file.read(site.root)[0]
    assert known is not None
    inner = {key for kind in (Pin, Breaking, Filter, Zone) for key in keys(kind)} | {"id", "path", "address", "reason"}
    for key in sorted(set(keys(Desk)) | {"unknown"}):
        lines = [f'{key}: "{value}"', f'{key}: ["{value}"]']
        lines += [
            f'{key}: [{{id: more, article: "{value}", {one}: "{value}"}}]' for one in sorted(inner - {"id", "article"})
        ]
        sound = [line for line in lines if desk.read(line.encode(), "content/desk.yaml", known)[0] is not None]
        for line in sound[:: max(1, len(sound) // 2)]:
            site.edit({"content/desk.yaml": f"{line}\n"}).build()
    assert everything(around, site.root) == outside
    assert SECRET.encode() not in b"".join(site.online().values())
    assert site.has("/news/2026/11/sound.html")
