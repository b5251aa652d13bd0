"""What a document may lay claim to, an address or a place among the versions of a text, and where its file says so."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet import addresses, content
from broadsheet.article import Article, Kind
from broadsheet.index import queries, store, versions
from broadsheet.index.reader import Index
from broadsheet.problems import Problem, at, error, warning
from broadsheet.settings import Settings


def addresses_of(article: Article, site: Path, settings: Settings) -> tuple[str, tuple[str, ...], list[Problem]]:
    """A document's address, the aliases that can be, and what is wrong with the rest.

    The address is empty where the document can have none: an author's page lives at the author's front, and what
    would live in the place of something of ours isn't shown.
    """
    if article.kind is Kind.AUTHOR:
        return "", (), []
    address = addresses.article_address(article, settings)
    problems = problems_of(article.path, address, site, settings)
    found = "" if problems else address
    aliases = []
    for alias in article.aliases:
        if why := _unfit(addresses.file_of(alias), settings):
            hint = "take it out of `aliases:`; no redirect is made of it"
            problem = error(article.path, f"its alias {why}", hint=hint)
            problems.append(at(problem, place_of(site, article.path, "aliases", alias)))
        else:
            aliases.append(alias)
    return found, tuple(aliases), problems


def problems_of(path: str, address: str, site: Path, settings: Settings) -> list[Problem]:
    """What is wrong with the address of a file in content/ or static/."""
    why = _unfit(address, settings, file=not path.endswith(".md"))
    if not why:
        return []
    hint = "give it another `slug:` or `url:`" if path.endswith(".md") else "give the file another name"
    return [at(error(path, f"its address {why}", hint=hint), place_of(site, path, "url", ""))]


def place_of(site: Path, path: str, key: str, value: str) -> tuple[int, int, str]:
    """Where a document says a key, or a value of it: its file is read anew, only for a problem.

    An address comes of `url`, or else of `slug`; without either it's the title that is shown.
    """
    if not path.endswith(".md"):
        return 0, 0, ""
    try:
        data = (site / path).read_bytes()
    except OSError:
        return 0, 0, ""
    found = content.place_of(data, path, key, value)
    if key == "url" and found == content.place_of(data, path, "title"):
        return content.place_of(data, path, "slug")
    return found


@dataclass(slots=True)
class Rivals:
    """Says where two documents of an edition claim to be its version of a text, as documents come and go."""

    db: sqlite3.Connection
    site: Path
    indexes: Mapping[int, Index]
    _near: set[tuple[int, str]] = field(default_factory=set)
    _views: set[int] = field(default_factory=set)

    def note(self, view: int, article: Article) -> None:
        """Note a document that comes into view or leaves, while it's there: it may make rivals of others, or none."""
        index = self.indexes[view]
        if len(index.settings.editions) > 1:
            self._near.update((view, other.path) for other in versions.group(index, article))

    def note_all(self, view: int) -> None:
        """Note that all documents of a view have come."""
        self._views.add(view)

    def finish(self) -> None:
        """Say it, when all changes are in the index."""
        for view in self._views:
            index = self.indexes[view]
            if len(index.settings.editions) > 1:
                self._near.update((view, path) for path in versions.naming(index))
        settled: set[tuple[int, str]] = set()
        for view, path in sorted(self._near):
            if (view, path) in settled:
                continue
            article = queries.document(self.indexes[view], path)
            if article is None:
                self._put(view, path, [])
            else:
                members = versions.group(self.indexes[view], article)
                settled.update((view, member.path) for member in members)
                first = versions.chosen(members)
                for member in members:
                    self._put(view, member.path, self._lost(member, first[member.edition]))

    def _put(self, view: int, path: str, problems: list[Problem]) -> None:
        store.put_problems(self.db, path, f"claim{view}/versions", problems)

    def _lost(self, article: Article, first: Article) -> list[Problem]:
        if first.path == article.path:
            return []
        said = f"it is a version of the same text as {first.path}, in the same edition ({article.edition})"
        hint = f"correct `translation:` or `lang:` in one of them; readers are led to {first.path}"
        problem = warning(article.path, said, hint=hint)
        return [at(problem, place_of(self.site, article.path, "translation", ""))]


def _unfit(address: str, settings: Settings, *, file: bool = False) -> str:
    """Why nothing of the outlet's can live at an address, in words; empty when something can."""
    if why := addresses.check(address):
        return f"would be {address}: {why}"
    owner = addresses.reserved(address, settings, file=file)
    return f"{address} is that of {owner}" if owner else ""
