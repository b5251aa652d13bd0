"""The articles that are built: a made-up archive that depends on its size and seed alone.

Articles are made one at a time, each from its own number, so that a million never lie in memory and the article after
the last is known before it's published. The words mean nothing; there are as many of each kind of thing as newsrooms
write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

START = datetime(1980, 1, 1, 6, tzinfo=UTC)
EVERY = timedelta(minutes=30)
"""One article each half hour: 10,000 are seven months, a million 57 years."""
WORDS = 600
SECTIONS = ("politics", "economy", "world", "science", "culture", "sport", "opinion", "local")
TAGS = 500
AUTHORS = 60
PICTURES = tuple(f"view-{number:02d}.png" for number in range(1, 13))
MEDIA = "media:"
"""Stands before the name of a picture in a text, for each generator to put its own address there."""

PLAIN = 0.35
"""The part of articles that have only paragraphs, headings, links and emphasis."""
RARE = 0.1
"""The part of articles with a table, a footnote or raw HTML."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, the same for all generators."""

    number: int
    slug: str
    title: str
    dek: str
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    date: datetime
    body: str

    @property
    def id(self) -> str:
        """An identity for those who keep one."""
        return f"a{self.number:07d}"


class Corpus:
    """An archive of `size` articles; any number may be asked for, those past its end too."""

    def __init__(self, size: int, seed: int = 7) -> None:
        self.size = size
        self.seed = seed

    def __iter__(self) -> Iterator[Article]:
        return map(self.article, range(self.size))

    @property
    def now(self) -> datetime:
        """The moment of all builds: two days after the last article, so that there is time to publish some more."""
        return START + EVERY * (self.size + 96)

    def article(self, number: int) -> Article:
        """The article of that number, made anew each time."""
        chance = Random(self.seed << 40 | number)  # noqa: S311 - must be the same on each machine
        title = self._sentence(chance, 6, 9)
        names = [name.lower() for name in title.split()]
        authors = [_pick(chance, self._authors)]
        if chance.random() < 0.2:
            authors.append(_other(chance, self._authors, authors))
        tags: list[str] = []
        while len(tags) < 3:
            tags.append(_other(chance, self.tags, tags))
        return Article(
            number=number,
            slug=f"{'-'.join(names[:6])}-{number}",
            title=title,
            dek=self._sentence(chance, 14, 20) + ".",
            section=SECTIONS[number % 8] if chance.random() < 0.7 else _pick(chance, SECTIONS),
            authors=tuple(authors),
            tags=tuple(tags),
            date=START + EVERY * number,
            body="\n\n".join(self._blocks(chance, number)) + "\n",
        )

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """All tags."""
        return self._names(2, TAGS, lower=True)

    @cached_property
    def _authors(self) -> tuple[str, ...]:
        return self._names(3, AUTHORS, lower=False)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        chance = Random(self.seed)  # noqa: S311
        made: dict[str, None] = {}
        while len(made) < 5000:
            syllables = 1 + int(chance.random() * 4)
            word = "".join(_pick(chance, "bcdfghklmnprstvw") + _pick(chance, "aeiou") for _ in range(syllables))
            made[word] = None
        return tuple(made)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        # Texts are put together from ready sentences: a million articles of single words would take half an hour.
        chance = Random(self.seed + 1)  # noqa: S311
        return tuple(self._sentence(chance, 8, 24) + "." for _ in range(20000))

    def _names(self, salt: int, most: int, *, lower: bool) -> tuple[str, ...]:
        chance = Random(self.seed + salt)  # noqa: S311
        made: dict[str, None] = {}
        while len(made) < most:
            name = f"{_pick(chance, self._words)} {_pick(chance, self._words)}"
            made[name.capitalize() if lower else name.title()] = None
        return tuple(made)

    def _sentence(self, chance: Random, least: int, most: int) -> str:
        count = least + int(chance.random() * (most - least + 1))
        return " ".join(_pick(chance, self._words) for _ in range(count)).capitalize()

    def _paragraph(self, chance: Random) -> str:
        return " ".join(_pick(chance, self._sentences) for _ in range(3 + int(chance.random() * 3)))

    def _blocks(self, chance: Random, number: int) -> Iterator[str]:
        plain = chance.random() < PLAIN
        extras = {} if plain else self._extras(chance, number)
        words = place = 0
        while words < WORDS:
            text = self._paragraph(chance)
            words += text.count(" ") + 1
            place += 1
            if plain and chance.random() < 0.4:
                text = _marked(chance, text)
            elif not plain and chance.random() < 0.25:
                text = text.replace(" ", " said “no” & “yes”, " if chance.random() < 0.5 else ' said "no" & ', 1)
            yield text
            if place in extras:
                yield extras[place]
            if place in (3, 7):
                yield "## " + self._sentence(chance, 3, 6)
        if chance.random() < RARE:
            yield _pick(chance, _RARITIES).format(one=_pick(chance, self._sentences), number=number)

    def _extras(self, chance: Random, number: int) -> dict[int, str]:
        """What stands behind the paragraphs of an article that isn't plain: one to four things."""
        found: dict[int, str] = {}
        if chance.random() < 0.6:
            found[1] = (
                f'![{self._sentence(chance, 3, 6)}]({MEDIA}{_pick(chance, PICTURES)} "{self._sentence(chance, 5, 9)}")'
            )
        if chance.random() < 0.5:
            found[4] = "\n".join("- " + self._sentence(chance, 5, 10) for _ in range(4))
        if chance.random() < 0.4:
            found[6] = f"https://video.example/watch/{number}"
        if not found or chance.random() < 0.5:
            found[5] = "> " + _pick(chance, self._sentences)
        return found


_RARITIES = (
    "| Place | Votes |\n| --- | --- |\n| North | {number} |\n| South | 12 |\n| West | 7 |",
    "{one}[^1]\n\n[^1]: A note of {number} words.",
    '<div class="chart" data-id="{number}"><p>{one}</p></div>',
)


def _pick(chance: Random, things: Sequence[Thing]) -> Thing:
    # Only random() is promised to be the same in each version of Python.
    return things[int(chance.random() * len(things))]


def _other(chance: Random, things: Sequence[Thing], than: Sequence[Thing]) -> Thing:
    while (found := _pick(chance, things)) in than:
        pass
    return found


def _marked(chance: Random, text: str) -> str:
    words = text.split(" ")
    at = int(chance.random() * len(words))
    word = words[at]
    end = "." if word.endswith(".") else ""
    word = word.removesuffix(".")
    kind = chance.random()
    if kind < 0.4:
        words[at] = f"[{word}](https://example.com/{word.lower()}){end}"
    elif kind < 0.7:
        words[at] = f"**{word}**{end}"
    else:
        words[at] = f"*{word}*{end}"
    return " ".join(words)
