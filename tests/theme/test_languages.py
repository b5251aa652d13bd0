"""The languages that the theme comes with: each says all that English says, and writes dates its own way."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.article import When
from broadsheet.theme_words import Words
from tests.outlet import SITE, Outlet

I18N = Path(__file__).parents[2] / "themes" / "broadsheet" / "i18n"
SPOKEN = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(I18N.glob("*.toml"))}
EVENING = When(datetime(2026, 3, 4, 18, 5, tzinfo=UTC), day=False)
DAY = When(datetime(2026, 3, 4, tzinfo=UTC), day=True)


def places(said: Any) -> set[str]:
    """The values that words have places for, in whatever form."""
    forms = said.values() if isinstance(said, dict) else [said]
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)} - {"n"}


def test_there_are_six() -> None:
    assert set(SPOKEN) >= {"en", "es", "de", "fr", "pt", "ar"}


@pytest.mark.parametrize("language", sorted(SPOKEN.keys() - {"en"}))
def test_each_says_what_english_says(language: str) -> None:
    said, english = SPOKEN[language], SPOKEN["en"]
    assert said.keys() == english.keys()
    plain = [key for key in english if not key.startswith("format_")]
    assert [key for key in plain if places(said[key]) != places(english[key])] == []


@pytest.mark.parametrize(
    ("language", "long", "day", "weekday", "month"),
    [
        ("en", "4 March 2026, 18:05", "4 March 2026", "Wednesday, 4 March 2026", "March 2026"),
        ("es", "4 de marzo de 2026, 18:05", "4 de marzo de 2026", "miércoles, 4 de marzo de 2026", "marzo de 2026"),
        ("de", "4. März 2026, 18:05 Uhr", "4. März 2026", "Mittwoch, 4. März 2026", "März 2026"),
        ("fr", "4 mars 2026 à 18:05", "4 mars 2026", "mercredi 4 mars 2026", "mars 2026"),
        ("pt", "4 de março de 2026, 18:05", "4 de março de 2026", "quarta-feira, 4 de março de 2026", "março de 2026"),
        ("ar", "4 مارس 2026، 18:05", "4 مارس 2026", "الأربعاء، 4 مارس 2026", "مارس 2026"),
    ],
)
def test_each_writes_dates_its_own_way(language: str, long: str, day: str, weekday: str, month: str) -> None:
    words = Words(SPOKEN, language, "UTC")
    assert words.when(EVENING) == long
    assert words.when(DAY) == day
    assert words.day(DAY) == weekday
    assert words.month_name(2026, 3) == month


def test_an_arabic_and_a_hebrew_edition_are_written_from_right_to_left(tmp_path: Path) -> None:
    editions = '[languages.ar]\ntitle = "ساعي الميناء"\n[languages.he]\ntitle = "שליח הנמל"\n'
    outlet = Outlet(tmp_path / "outlet", {"site.toml": SITE.replace('"plain"', '"broadsheet"') + editions})
    outlet.article("2026/11/ferry", id="ferry", title="A third ferry", date="2026-11-20T10:30")
    outlet.article("2026/11/abara", lang="ar", title="عبّارة ثالثة", date="2026-11-20T10:30", translation="ferry")
    outlet.article("2026/11/maavoret", lang="he", title="מעבורת שלישית", date="2026-11-20T10:30", translation="ferry")
    outlet.build()
    assert outlet.problems == []
    arabic, hebrew = outlet.page("/ar/news/2026/11/abara.html"), outlet.page("/he/news/2026/11/maavoret.html")
    assert re.search(r'<html[^>]* lang="ar"[^>]* dir="rtl"', arabic)
    assert "20 نوفمبر 2026، 10:30" in arabic
    assert "نُشر في" in arabic
    assert re.search(r'<html[^>]* lang="he"[^>]* dir="rtl"', hebrew)
    assert "נובמבר" in hebrew
    assert re.search(r'<html[^>]* lang="en"[^>]* dir="ltr"', outlet.page("/news/2026/11/ferry.html"))
    assert "نوفمبر" in outlet.page("/ar/archive/index.html")
    assert "الأرشيف" in outlet.page("/ar/archive/index.html")
    for page in (arabic, hebrew, outlet.page("/ar/index.html")):
        assert re.findall(r'<link rel="alternate" hreflang="([\w-]+)"', page) == ["en", "ar", "he", "x-default"]
    assert "עברית" in arabic
    assert '<a href="/he/news/2026/11/maavoret.html" lang="he" hreflang="he"' in arabic
