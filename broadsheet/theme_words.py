"""What a theme says in the reader's language: interface words, dates, numbers.

The words and the patterns of dates come from the theme's i18n files, the names of months and the rules of plurals
from Babel. A language falls back on itself without its region, then on English.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimeFormat, format_date, format_datetime, parse_pattern
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from broadsheet.article import When, stamp
from broadsheet.theme_mistakes import WordError

_FIELD = re.compile(r"%\((\w+)\)s")
_OF_THE_DAY, _OF_THE_HOUR = frozenset("GyYuQqMLwWdDFEec"), frozenset("ahHKkms")
"""The fields of CLDR's patterns that hang on the day alone, and those that hang on the hour and minute."""
_NAMED = frozenset({"full", "long", "medium", "short"})
_MIDNIGHT, _SOME_DAY = time(), date(2000, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VALUE = re.compile(r"\{(\w+)\}")


class Words:
    """The words of a theme in one language, and its ways of writing dates in one time zone."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], language: str, timezone: str) -> None:
        tag = language.lower()
        self._languages = list(dict.fromkeys((tag, *_shorter(tag), "en")))
        self._words = [(name, words[name]) for name in self._languages if name in words]
        self._locale = _locale(language)
        self._zone = ZoneInfo(timezone)
        # What is said again and again, page after page: plain words and numbers, the days and hours of articles.
        self._plain: dict[str, str] = {}
        self._number = lru_cache(maxsize=4096, typed=True)(self._write_number)
        self._shown = lru_cache(maxsize=8192)(self._show)
        self._stamp = lru_cache(maxsize=8192)(self._write_stamp)
        self._part = lru_cache(maxsize=16384)(self._write_part)
        self._dated = lru_cache(maxsize=2048)(self._date)

    def t(self, key: str, **values: Any) -> str:
        """The words of that key, with `{name}` replaced by the values; `n` picks the plural form.

        Values that are markup stay so, and then the rest is escaped; else it is plain text, escaped where it is shown.
        """
        if values:
            return self._say(key, values)
        said = self._plain.get(key)
        if said is None:
            said = self._plain[key] = self._say(key, values)
        return said

    def when(self, value: When, style: str = "long") -> str:
        """The instant as readers see it, in the outlet's time zone; without a time where only a day is known."""
        return self._shown(value.at.timestamp(), value.day, style)

    def iso(self, value: When | date) -> str:
        """For a `datetime` attribute: with its offset, or the day alone."""
        if isinstance(value, When):
            return self._stamp(value.at.timestamp(), value.day)
        return value.isoformat()

    def day(self, value: When | date) -> str:
        """A day with the name of its weekday."""
        at = value.at.astimezone(self._zone).date() if isinstance(value, When) else value
        return self._dated("weekday", at)

    def month_name(self, year: int, month: int = 0) -> str:
        """A month and its year; the year alone where `month` is 0."""
        return self._dated("month" if month else "year", date(year, month or 1, 1))

    def month_alone(self, month: int) -> str:
        """A month's name, without a year."""
        return self._dated("month_alone", date(2000, month, 1))

    def number(self, value: int | float) -> str:
        """A number with the language's separators."""
        return self._number(value)

    def _say(self, key: str, values: dict[str, Any]) -> str:
        language, text = self._find(key)
        if isinstance(text, Mapping):
            form = (self._locale if language != "en" else Locale("en")).plural_form(values.get("n", 0))
            text = text.get(form, text["other"])
        marked = any(hasattr(value, "__html__") for value in values.values())
        parts = list(_parts(text, marked))
        for place in range(1, len(parts), 2):
            name = parts[place]
            if name not in values:
                raise WordError(f"the words `{key}` need a value `{name}`", f"t('{key}', {name}=...)")
            value = self.number(values[name]) if _counts(values[name]) else values[name]
            parts[place] = str(escape(value)) if marked else str(value)
        said = "".join(parts)
        return Markup(said) if marked else said  # noqa: S704 (each part is escaped)

    def _show(self, at: float, day: bool, style: str) -> str:
        local = (_EPOCH + timedelta(seconds=at)).astimezone(self._zone)
        if day:
            return format_date(local.date(), self.t(f"format_{style}_day"), self._locale)
        pattern = self.t(f"format_{style}")
        fields = _fields(pattern)
        if fields is None:
            return format_datetime(local, pattern, self._zone, self._locale)
        return "".join([self._field(name, local) if name else said for said, name in fields])

    def _field(self, name: str, local: datetime) -> str:
        """What a field of a pattern says, such as `MMMM`; the days and hours of a site are met again and again."""
        if name[0] in _OF_THE_DAY:
            return self._part(name, datetime.combine(local, _MIDNIGHT))
        if name[0] in _OF_THE_HOUR:
            return self._part(name, datetime.combine(_SOME_DAY, local.time()))
        return self._write_part(name, local)

    def _write_part(self, name: str, local: datetime) -> str:
        return str(DateTimeFormat(local, self._locale)[name])

    def _write_stamp(self, at: float, day: bool) -> str:
        return stamp(_EPOCH + timedelta(seconds=at), self._zone, day=day)

    def _write_number(self, value: int | float) -> str:
        return str(format_decimal(value, locale=self._locale))

    def _date(self, style: str, value: date) -> str:
        return format_date(value, self.t(f"format_{style}"), self._locale)

    def _find(self, key: str) -> tuple[str, Any]:
        for language, words in self._words:
            if key in words:
                return language, words[key]
        hint = f"add `{key}` to the theme's i18n/{self._languages[0]}.toml or i18n/en.toml"
        raise WordError(f"no i18n file of the theme has the words `{key}`", hint)


@cache
def _fields(pattern: str) -> list[tuple[str, str]] | None:
    """The parts of a pattern of a moment in turn, each a word or the name of a field; None for one that Babel names."""
    template = str(parse_pattern(pattern).format)
    if pattern in _NAMED or "%%" in template:
        return None
    return [("", part) if n % 2 else (part, "") for n, part in enumerate(_FIELD.split(template))]


@cache
def _parts(text: str, marked: bool) -> tuple[str, ...]:
    """The words between the values and the names of these, in turn; escaped where they will be `marked`."""
    return tuple(_VALUE.split(str(escape(text)) if marked else text))


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
