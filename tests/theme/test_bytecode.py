"""Compiled templates on disk: they save compiling, and never change or break a page."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from broadsheet.theme_bytecode import Bytecode


def render(folder: Path, source: str, made_with: str = "en", **filters: object) -> str:
    environment = Environment(
        loader=DictLoader({"a.html": source}), autoescape=True, bytecode_cache=Bytecode(folder, made_with)
    )
    environment.filters.update(filters)
    return environment.get_template("a.html").render(name="x")


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_compiled_is_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "templates"
    assert render(folder, "1 {{ name }}") == "1 x"
    assert len(kept(folder)) == 1
    monkeypatch.setattr(Environment, "compile", None)
    assert render(folder, "1 {{ name }}") == "1 x"


def test_another_source_is_another_template(tmp_path: Path) -> None:
    assert render(tmp_path / "t", "1 {{ name }}") == "1 x"
    assert render(tmp_path / "t", "2 {{ name }}") == "2 x"


def test_what_filters_make_of_constants_isn_t_shared_among_languages(tmp_path: Path) -> None:
    source = "{{ 1000 | number }}"
    assert render(tmp_path / "t", source, "en", number=lambda n: f"{n:,}") == "1,000"
    assert render(tmp_path / "t", source, "es", number=lambda n: f"{n:_}") == "1_000"


@pytest.mark.parametrize("broken", [b"", b"x", b"\0" * 500])
def test_a_broken_file_is_written_anew(tmp_path: Path, broken: bytes) -> None:
    folder = tmp_path / "t"
    render(folder, "{{ name }}")
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(broken)
    assert render(folder, "{{ name }}") == "x"
    assert file.read_bytes() == whole


def test_half_a_file_is_never_run(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    render(folder, "{{ name }}")
    (file,) = kept(folder)
    whole = file.read_bytes()
    for end in range(0, len(whole), 37):
        file.write_bytes(whole[:end])
        assert render(folder, "{{ name }}") == "x"


def test_without_a_place_to_keep_it_pages_come_out_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert render(tmp_path / "file", "{{ name }}") == "x"
    assert render(tmp_path / "not" / "there", "{{ name }}") == "x"
    assert kept(tmp_path) == [tmp_path / "file"]


def test_what_older_programs_compiled_doesn_t_pile_up(tmp_path: Path) -> None:
    for number in range(40):
        assert render(tmp_path / "t", "{{ name }}", str(number)) == "x"
    assert len(list((tmp_path / "t").iterdir())) <= 16
