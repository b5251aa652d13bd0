"""What a theme says in the reader's language: interface words, dates, numbers.

The words and the patterns of dates come from the theme's i18n files, the names of months and the rules of plurals
from Babel. A language falls back on itself without its region, then on English.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from broadsheet.article import When

_VALUE = re.compile(r"\{(\w+)\}")


class WordError(Exception):
    """A key that no i18n file has, or words that ask for a value that wasn't given."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Words:
    """The words of a theme in one language, and its ways of writing dates in one time zone."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], language: str, timezone: str) -> None:
        tag = language.lower()
        self._languages = list(dict.fromkeys((tag, *_shorter(tag), "en")))
        self._words = [(name, words[name]) for name in self._languages if name in words]
        self._locale = _locale(language)
        self._zone = ZoneInfo(timezone)

    def t(self, key: str, **values: Any) -> str:
        """The words of that key, with `{name}` replaced by the values; `n` picks the plural form.

        Values that are markup stay so, and then the rest is escaped; else it is plain text, escaped where it is shown.
        """
        language, text = self._find(key)
        if isinstance(text, Mapping):
            form = (self._locale if language != "en" else Locale("en")).plural_form(values.get("n", 0))
            text = text.get(form, text["other"])
        shown = {name: self.number(value) if _counts(value) else value for name, value in values.items()}
        marked = any(hasattr(value, "__html__") for value in shown.values())

        def value_of(match: re.Match[str]) -> str:
            if match[1] not in shown:
                raise WordError(f"the words `{key}` need a value `{match[1]}`", f"t('{key}', {match[1]}=...)")
            value = shown[match[1]]
            return str(escape(value)) if marked else str(value)

        if marked:
            return Markup(_VALUE.sub(value_of, str(escape(text))))  # noqa: S704 (each part is escaped)
        return _VALUE.sub(value_of, text)

    def when(self, value: When, style: str = "long") -> str:
        """The instant as readers see it, in the outlet's time zone; without a time where only a day is known."""
        if value.day:
            return format_date(value.at.astimezone(self._zone).date(), self.t(f"format_{style}_day"), self._locale)
        return format_datetime(value.at, self.t(f"format_{style}"), self._zone, self._locale)

    def iso(self, value: When | date) -> str:
        """For a `datetime` attribute: with its offset, or the day alone."""
        if isinstance(value, When):
            at = value.at.astimezone(self._zone)
            return at.date().isoformat() if value.day else at.isoformat(timespec="seconds")
        return value.isoformat()

    def day(self, value: When | date) -> str:
        """A day with the name of its weekday."""
        at = value.at.astimezone(self._zone).date() if isinstance(value, When) else value
        return format_date(at, self.t("format_weekday"), self._locale)

    def month_name(self, year: int, month: int = 0) -> str:
        """A month and its year; the year alone where `month` is 0."""
        pattern = self.t("format_month" if month else "format_year")
        return format_date(date(year, month or 1, 1), pattern, self._locale)

    def month_alone(self, month: int) -> str:
        """A month's name, without a year."""
        return format_date(date(2000, month, 1), self.t("format_month_alone"), self._locale)

    def number(self, value: int | float) -> str:
        """A number with the language's separators."""
        return str(format_decimal(value, locale=self._locale))

    def _find(self, key: str) -> tuple[str, Any]:
        for language, words in self._words:
            if key in words:
                return language, words[key]
        hint = f"add `{key}` to the theme's i18n/{self._languages[0]}.toml or i18n/en.toml"
        raise WordError(f"no i18n file of the theme has the words `{key}`", hint)


def _counts(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shorter(tag: str) -> list[str]:
    parts = tag.split("-")
    return ["-".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]


def _locale(language: str) -> Locale:
    for tag in (language, *_shorter(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
