"""Links inside the site that lead nowhere: in texts, menus, desk.yaml and redirects.tsv.

Only what is found broken is kept, so that a million articles can be looked through.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from broadsheet import addresses, desk, redirects, settings_file, toml_file
from broadsheet.article import MARK, MARK_END, Article
from broadsheet.index import down, files, gate, ledger, queries
from broadsheet.index.reader import Index, decode
from broadsheet.keys import PageKey, Term
from broadsheet.kinds import KINDS
from broadsheet.pages import organization, redirect, ways
from broadsheet.problems import Problem, Severity, error
from broadsheet.slugs import slugify
from broadsheet.takedowns import Takedown

_SITE_LINK = re.compile(f"{MARK}site:([^{MARK}{MARK_END}]*){MARK_END}")
_DOCUMENTS = ("article:", "content:")
_CLAIMED = ("article", "page", "static", "redirect", "tombstone")
"""The kinds of page whose addresses stand in the index as claims."""


class Place(NamedTuple):
    """Where something leads from: a file, the words to look for in it, and the line (0 where nobody knows)."""

    path: str
    written: str
    line: int = 0


def broken(index: Index, site: Path) -> Iterator[Problem]:
    """A problem for each link inside the site that leads to nothing, or to what readers can't see."""
    search = _Search(index, site)
    yield from search.between_documents()
    yield from search.from_settings()
    yield from search.from_desk()
    yield from search.from_redirects()
    search.note_addresses_in_texts()
    yield from search.to_addresses()


def steering(index: Index, site: Path, output: int) -> Iterator[Problem]:
    """Those of menus, the logo and desk.yaml alone, once an output is built: then it's known what lives where in it."""
    search = _Search(index, site)
    yield from search.from_settings()
    yield from search.from_desk()
    yield from search.to_addresses_in(output)


class _Search:
    def __init__(self, index: Index, site: Path) -> None:
        self.index = index
        self.site = site
        self.db = index.db
        self.db.execute(
            "CREATE TEMP TABLE IF NOT EXISTS wanted"
            " (address TEXT NOT NULL, path TEXT NOT NULL, written TEXT NOT NULL, line INTEGER NOT NULL)"
        )
        self.db.execute("DELETE FROM wanted")
        self.db.execute("CREATE INDEX IF NOT EXISTS temp.wanted_address ON wanted (address)")

    def between_documents(self) -> Iterator[Problem]:
        """Links of texts to `article:ID` and `content:PATH`."""
        last = ""
        while rows := self.db.execute(
            "SELECT DISTINCT target FROM link WHERE target > ? AND (target LIKE 'article:%' OR target LIKE 'content:%')"
            " ORDER BY target LIMIT 500",
            (last,),
        ).fetchall():
            last = rows[-1][0]
            for (target,) in rows:
                yield from self._links_to(target)

    def from_settings(self) -> Iterator[Problem]:
        """The entries of menus, the outlet's policies, and the logo."""
        settings = self.index.settings
        file = toml_file.parse((self.site / settings_file.NAME).read_bytes(), settings_file.NAME)
        if isinstance(file, Problem):
            return
        leading: list[tuple[toml_file.Keys, str, str]] = [
            (("menus", menu, number, "to"), item.to, f"the menu's “{item.title}”")
            for menu in ("main", "footer")
            for number, item in enumerate(getattr(settings.menus, menu))
        ]
        leading += [
            (("organization", name), getattr(settings.organization, name), f"organization.{name}")
            for name in organization.POLICIES
        ]
        for keys, to, what in leading:
            place = Place(settings_file.NAME, to, file.error(keys, "").line)
            if to.startswith("/"):
                self._want(to, place)
            elif to.startswith(_DOCUMENTS) and (why := self._missing(to)):
                yield self._problem(place, f"{what} leads to {why.what}", why)
        logo = settings.outlet.logo
        if logo and files.picture(self.index, logo) is None:
            yield file.error(("logo",), f"there is no picture media/{logo}", "put the file into media/")

    def from_desk(self) -> Iterator[Problem]:
        """Pins, and the banner's link, that haven't expired."""
        steering, _ = desk.read(self._bytes(desk.PATH), desk.PATH, self.index.settings)
        if steering is None:
            return  # it can't be read, which is told elsewhere
        for pin in (*steering.pins, *(pin for zone in steering.zones for pin in zone.pins)):
            if not (pin.expires and pin.expires.instant <= self.index.now) and (why := self._missing(pin.article)):
                place = Place(desk.PATH, pin.article, pin.line)
                yield self._problem(place, f"the pin is to {why.what}", why)
        yield from self._empty_filters(steering.zones)
        yield from self._takedowns_of_nothing(steering.takedowns)
        yield from self._takedowns_of_others(steering.takedowns)
        for banner in steering.breaking:
            if not banner.link or (banner.expires and banner.expires.instant <= self.index.now):
                continue
            place = Place(desk.PATH, banner.link, self._line_of(desk.PATH, banner.link, banner.line))
            if banner.link.startswith("/"):
                self._want(banner.link, place)
            elif banner.link.startswith(_DOCUMENTS) and (why := self._missing(banner.link)):
                yield self._problem(place, f"the banner leads to {why.what}", why)

    def _takedowns_of_nothing(self, takedowns: Iterable[Takedown]) -> Iterator[Problem]:
        """Those that take nothing down: an article that isn't there, without the address that it had."""
        for takedown in takedowns:
            if takedown.address or not takedown.article:
                continue
            kind, _, name = takedown.article.partition(":")
            column, value = ("id", name) if kind == "article" else ("path", f"content/{name}")
            row = self.db.execute(f"SELECT 1 FROM doc WHERE {column} = ?", (value,)).fetchone()  # noqa: S608
            if row or (kind == "content" and (self.site / value).exists()):
                continue
            place = Place(desk.PATH, takedown.article, self._line_of(desk.PATH, takedown.article, takedown.line))
            named = f"no article has the id {name}" if kind == "article" else f"{value} isn't there"
            hint = "is it misspelt, or was the file moved? An id outlives that. For one that was deleted, add address:"
            why = _Missing(Severity.ERROR, "", hint)
            yield self._problem(place, f"nothing is taken down by this: {named}", why)

    def _takedowns_of_others(self, takedowns: Iterable[Takedown]) -> Iterator[Problem]:
        """Those by whose address another article goes than the one that they name."""
        for takedown in takedowns:
            if not takedown.address or not takedown.article:
                continue
            held = queries.holder(self.index, f"address:{addresses.fold(takedown.address)}")
            if held is None or not held[0].startswith("content/"):
                continue
            (path, _), (kind, _, name) = held, takedown.article.partition(":")
            (identity,) = self.db.execute("SELECT id FROM doc WHERE path = ?", (path,)).fetchone()
            if name != (identity if kind == "article" else path.removeprefix("content/")):
                place = Place(desk.PATH, takedown.address, takedown.line)
                why = _Missing(Severity.ERROR, "", "give that one another `slug:`, or take the address out")
                yield self._problem(place, f"{path} is at {takedown.address} now, and is taken down with it", why)

    def _empty_filters(self, zones: Iterable[desk.Zone]) -> Iterator[Problem]:
        """The names in filters that no article of the zone's edition has."""
        for zone in zones:
            edition = zone.lang or self.index.settings.outlet.language
            fill = zone.filter or desk.Filter()
            for kind, names in (("tag", fill.tags), ("author", fill.authors), ("story", fill.story)):
                for name in names:
                    if not queries.count(self.index, Term(kind, edition, slugify(name))):
                        place = Place(desk.PATH, name, self._line_of(desk.PATH, name, zone.line))
                        why = _Missing(Severity.WARNING, name, "the zone shows none by it until there is one")
                        yield self._problem(place, f"no article has the {kind} “{name}”", why)

    def from_redirects(self) -> Iterator[Problem]:
        """The lines of redirects.tsv; where an article is gone for good there is nothing to lead to, so they warn."""
        rows, _ = redirects.rows(self._bytes(redirects.PATH), self.index.settings)
        for (origin, target), number, _ in rows:
            place = Place(redirects.PATH, target, number)
            yield from self._idle(origin, number)
            if down.document(self.index, target):
                continue  # the address says that it was taken down
            if target.startswith("/"):
                self._want(target, place)
            elif target.startswith(_DOCUMENTS) and (why := self._missing(target)):
                mild = why._replace(severity=Severity.WARNING)
                yield self._problem(place, f"{origin} leads to {why.what}", mild)

    def _idle(self, origin: str, line: int) -> Iterator[Problem]:
        """A note for a line of redirects.tsv that does nothing, since a page or a file is at its address."""
        held = queries.holder(self.index, f"address:{addresses.fold(origin)}")
        if held and not held[1]:
            hint = "it leads on again when that goes; take the line out if it isn't to"
            problem = self._at(Place(redirects.PATH, origin, line), f"{origin} is the address of {held[0]}", hint)
            yield msgspec.structs.replace(problem, severity=Severity.NOTE)

    def note_addresses_in_texts(self) -> None:
        """Collect the links of shown texts to addresses of ours at which no document is."""
        last = 0
        while rows := self.db.execute(
            "SELECT doc, path, html FROM body JOIN doc USING (doc) JOIN shown USING (doc)"
            " WHERE doc > ? AND view = ? ORDER BY doc LIMIT 200",
            (last, self.index.view),
        ).fetchall():
            last = rows[-1][0]
            for _, path, html in rows:
                for target in dict.fromkeys(_SITE_LINK.findall(html)):
                    self._want(target, Place(path, target))

    def to_addresses(self) -> Iterator[Problem]:
        """Those of all collected addresses at which no page of any kind is."""
        if self.db.execute("SELECT 1 FROM wanted LIMIT 1").fetchone():
            for kind in KINDS.values():
                if kind.name not in _CLAIMED:
                    for key in kind.keys(self.index):
                        self._found(kind.address(key, self.index), key)
        rows = self.db.execute(
            "SELECT min(address), path, written, line FROM wanted GROUP BY path, line, written"
            " ORDER BY path, line, written"
        )
        while some := rows.fetchmany(200):
            for address, *place in some:
                yield self._at(Place(*place), f"there is nothing at {place[1]}", self._near(address))

    def to_addresses_in(self, output: int) -> Iterator[Problem]:
        """Those of all collected addresses at which nothing of an output lives."""
        rows = self.db.execute("SELECT address, path, written, line FROM wanted ORDER BY path, line, written, address")
        places: dict[Place, list[str]] = {}
        for address, *place in rows.fetchall():
            places.setdefault(Place(*place), []).append(address)
        for place, candidates in places.items():
            living = filter(None, (ledger.lives_at(self.db, output, address) for address in candidates))
            if all(key.kind == "tombstone" for key in living):
                yield self._at(place, f"there is nothing at {place.written}", self._near(candidates[0]))

    # Documents

    def _links_to(self, target: str) -> Iterator[Problem]:
        why = self._missing(target)
        if why is None:
            return
        rows = self.db.execute(
            "SELECT header, EXISTS (SELECT 1 FROM shown WHERE shown.doc = doc.doc AND view = ?)"
            " FROM link JOIN doc USING (doc) WHERE target = ? ORDER BY path",
            (self.index.view, target),
        )
        for header, shown in rows:
            article: Article = decode(header)
            if shown or why.severity is Severity.ERROR:
                line = next((link.line for link in article.links if link.target == target), 0)
                place = Place(article.path, target, line)
                yield self._problem(place, f"the link leads to {why.what}", why)

    def _missing(self, target: str) -> "_Missing | None":
        """Why a document can't be linked to; None when it can."""
        if queries.target(self.index, target):
            return None
        kind, _, name = target.partition(":")
        if kind == "article":
            row = self.db.execute("SELECT header FROM doc WHERE id = ? ORDER BY path LIMIT 1", (name,)).fetchone()
            said, hint = f"the id {name}, which no article has", "correct the id, or link to the file: 2026/11/name.md"
        else:
            path = f"content/{name}"
            row = self.db.execute("SELECT header FROM doc WHERE path = ?", (path,)).fetchone()
            there = (self.site / path).exists()
            said = f"{path}, which can't be read" if there else f"{path}, which isn't there"
            hint = "mend that file" if there else "correct the path; it counts from content/"
        if row is None and kind == "article" and _SCHEME.match(name):
            return _Missing(Severity.ERROR, f"{name}, which is no address", _ADDRESS_HINT)
        if row is None:
            return _Missing(Severity.ERROR, said, hint)
        article: Article = decode(row[0])
        return _Missing(Severity.WARNING, f"{article.path}, which {self._unshown(article)}", _UNSHOWN_HINT)

    def _unshown(self, article: Article) -> str:
        if down.document(self.index, f"content:{article.path.removeprefix('content/')}"):
            return "was taken down"
        if article.draft:
            return "is a draft"
        if article.expires and article.expires.instant <= self.index.now:
            return "has expired"
        if not gate.passes(article, self.index.view, self.index.now):
            return "isn't shown yet"
        return "isn't shown, since it has a problem of its own"

    # Addresses

    def _want(self, target: str, place: Place) -> None:
        """Note that there should be something at an address, unless the index says that there is."""
        path = urlsplit(target).path
        candidates = addresses.answering(self.index.settings.base + path, self.index.settings)
        if not any(map(self._is_held, candidates)):
            rows = [(address, *place) for address in candidates or (path,)]
            self.db.executemany("INSERT INTO wanted VALUES (?, ?, ?, ?)", rows)

    def _is_held(self, address: str) -> bool:
        folded = addresses.fold(address)
        if isinstance(ways.find(folded, self.index), ways.Down):
            return False
        held = queries.holder(self.index, f"address:{folded}")
        if held and not held[1]:
            row = self.db.execute("SELECT address FROM doc WHERE path = ?", (held[0],)).fetchone()
            real = row[0] if row else addresses.static_address(held[0].removeprefix("static/"))
            return bool(real == address)
        found = redirect.resolve(folded, self.index)
        return found is not None and found.origin == address

    def _found(self, address: str, key: PageKey) -> None:
        if not self.db.execute("SELECT 1 FROM wanted WHERE address = ? LIMIT 1", (address,)).fetchone():
            return
        if KINDS[key.kind].context(key, self.index) is not None:
            self.db.execute(
                "DELETE FROM wanted WHERE (path, written) IN (SELECT path, written FROM wanted WHERE address = ?)",
                (address,),
            )

    def _near(self, address: str) -> str:
        """What may have been meant."""
        if isinstance(ways.find(addresses.fold(address), self.index), ways.Down):
            return "what was there was taken down: take the link out"
        held = queries.holder(self.index, f"address:{addresses.fold(address)}")
        if held and not held[1]:
            row = self.db.execute("SELECT address FROM doc WHERE path = ?", (held[0],)).fetchone()
            real = row[0] if row else addresses.static_address(held[0].removeprefix("static/"))
            return f"did you mean {real}? Capital letters count"
        if self._is_held(f"{address}.html"):
            return f"did you mean {address}.html?"
        if "." not in address.rpartition("/")[2]:
            return f"the front of a folder is linked to with a slash at the end: {address}/"
        if address.endswith("/index.html"):
            return "correct the address, or take the link out"
        return "link to an article by its file, 2026/11/name.md: that stays right when its address changes"

    # Problems

    def _problem(self, place: Place, message: str, why: "_Missing") -> Problem:
        return msgspec.structs.replace(self._at(place, message, why.hint), severity=why.severity)

    def _at(self, place: Place, message: str, hint: str) -> Problem:
        """A problem at the words of a place; the line is looked for where nobody knows it."""
        lines = self._lines(place.path)
        numbers = [place.line] if place.line else range(1, len(lines) + 1)
        line, column = _find(place.written, lines, numbers)
        if line:
            return error(place.path, message, line=line, column=column, hint=hint, excerpt=lines[line - 1])
        excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        return error(place.path, message, line=place.line, hint=hint, excerpt=excerpt)

    def _line_of(self, path: str, written: str, first: int) -> int:
        """The line from the first one on that has these words; 0 where none has."""
        lines = self._lines(path)
        return _find(written, lines, range(max(1, first), len(lines) + 1))[0]

    def _lines(self, path: str) -> list[str]:
        text = (self._bytes(path) or b"").decode("utf-8", "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def _bytes(self, path: str) -> bytes | None:
        try:
            return (self.site / path).read_bytes()
        except OSError:
            return None


def _find(written: str, lines: Sequence[str], numbers: Iterable[int]) -> tuple[int, int]:
    """The line of these numbers that has what was written, or the end of it, and the column; 0 where none has."""
    numbers = list(numbers)
    name = written.partition(":")[2] if written.startswith(_DOCUMENTS) else ""
    for words in (written, name, written.rpartition("/")[2]):
        before = r"(?<![\w/.-])" if words == written else ""
        whole = re.compile(before + re.escape(words) + r"(?![\w/.-])")
        for line in numbers:
            if words and 0 < line <= len(lines) and (found := whole.search(lines[line - 1])):
                return line, found.start() + 1
    return 0, 0


class _Missing(NamedTuple):
    """Why a document can't be linked to."""

    severity: Severity
    what: str
    hint: str


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESS_HINT = (
    "write an article's path or id, an address of ours such as /about.html, or one that begins with https://"
)
_UNSHOWN_HINT = "readers see no link until that is shown"
