"""Words, dates and numbers as the readers of each language see them."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from markupsafe import Markup

from broadsheet.article import When
from broadsheet.theme_mistakes import WordError
from broadsheet.theme_words import Words

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "hello": "Hello <{name}>",
        "only_en": "Only {n}",
        "stories": {"one": "{n} story", "other": "{n} stories"},
        "format_long": "d MMMM y, HH:mm",
        "format_long_day": "d MMMM y",
        "format_weekday": "EEEE, d MMMM y",
        "format_month": "MMMM y",
        "format_month_alone": "LLLL",
        "format_year": "y",
    },
    "pl": {"stories": {"one": "{n} tekst", "few": "{n} teksty", "many": "{n} tekstów", "other": "{n} tekstu"}},
    "es": {"hello": "Hola {name}", "format_month": "MMMM 'de' y"},
    "es-mx": {"hello": "Qué tal {name}"},
}


def words(language: str, zone: str = "Europe/Madrid") -> Words:
    return Words(WORDS, language, zone)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Hello <x>"), ("es", "Hola x"), ("es-MX", "Qué tal x"), ("es-AR", "Hola x")]
)
def test_a_language_falls_back_on_itself_without_region(language: str, said: str) -> None:
    assert words(language).t("hello", name="x") == said


def test_an_unknown_language_falls_back_on_english() -> None:
    assert words("tlh").t("hello", name="x") == "Hello <x>"
    assert words("tlh").month_name(2026, 3) == "March 2026"


@pytest.mark.parametrize(("n", "said"), [(1, "1 tekst"), (3, "3 teksty"), (5, "5 tekstów"), (22, "22 teksty")])
def test_plurals_follow_the_language(n: int, said: str) -> None:
    assert words("pl").t("stories", n=n) == said


def test_english_words_keep_english_plurals() -> None:
    assert words("fr").t("stories", n=0) == "0 stories"


def test_numbers_have_the_separators_of_the_language() -> None:
    assert words("es").t("only_en", n=1234567) == "Only 1.234.567"


def test_values_that_are_markup_stay_so_and_the_rest_is_escaped() -> None:
    said = words("en").t("hello", name=Markup("<b>Ana & Co</b>"))
    assert isinstance(said, Markup)
    assert said == "Hello &lt;<b>Ana & Co</b>&gt;"


def test_a_missing_key_or_value_is_an_error() -> None:
    with pytest.raises(WordError, match="no i18n file of the theme has the words `bye`"):
        words("es-MX").t("bye")
    with pytest.raises(WordError, match="need a value `name`"):
        words("en").t("hello")


def test_instants_are_shown_in_the_time_zone_of_the_outlet() -> None:
    at = datetime(2026, 11, 24, 23, 30, tzinfo=timezone(timedelta(hours=-6)))
    assert words("en").when(When(at)) == "25 November 2026, 06:30"
    assert words("es").when(When(at)) == "25 noviembre 2026, 06:30"
    assert words("en").iso(When(at)) == "2026-11-25T06:30:00+01:00"
    assert words("en").day(When(at)) == "Wednesday, 25 November 2026"


def test_a_day_is_shown_without_a_time() -> None:
    day = When(datetime.fromisoformat("2026-11-24T00:00+01:00"), day=True)
    assert words("en").when(day) == "24 November 2026"
    assert words("en").iso(day) == "2026-11-24"
    assert words("en").day(date(2026, 11, 24)) == "Tuesday, 24 November 2026"


def test_months() -> None:
    assert words("es").month_name(2026, 11) == "noviembre de 2026"
    assert words("en").month_name(2026) == "2026"
    assert words("de").month_alone(3) == "März"
