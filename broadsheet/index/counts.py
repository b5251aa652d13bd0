"""How many entries each term has, and how often each of its names is given: summed, then written at once."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

ALL = "*"
"""What stands for all buckets of a term."""
_MANY = 50_000
"""As many sums are kept in memory at most."""


class Counts:
    """What is to be added to the counts in the index, or taken from them."""

    def __init__(self) -> None:
        self._tallies: Counter[tuple[int, str]] = Counter()
        self._spellings: Counter[tuple[int, str]] = Counter()

    def add(self, term: int, bucket: str, name: str, by: int) -> None:
        """Count an entry of a term in a bucket, with the name that it gives the term, if any."""
        self._tallies[term, bucket] += by
        if name:
            self._spellings[term, name] += by

    def add_all(self, entries: Iterable[tuple[int, str]], names: Iterable[tuple[int, str]]) -> None:
        """Count many entries by their terms and buckets, and the names that are given to terms."""
        self._tallies.update(entries)
        self._spellings.update(names)

    @property
    def are_many(self) -> bool:
        """Whether it is time to write them."""
        return len(self._tallies) + len(self._spellings) > _MANY

    def write(self, db: sqlite3.Connection) -> None:
        """Bring the index up to date with all that was counted."""
        totals: Counter[tuple[int, str]] = Counter()
        for (term, _), by in self._tallies.items():
            totals[term, ALL] += by
        for sums in (self._tallies, totals):
            _write(db, "tally", "bucket", sums)
        _write(db, "spelling", "name", self._spellings)
        self._tallies.clear()
        self._spellings.clear()


def _write(db: sqlite3.Connection, table: str, column: str, sums: Mapping[tuple[int, str], int]) -> None:
    db.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",  # noqa: S608
        [(term, which, by) for (term, which), by in sums.items() if by],
    )
    fewer = [key for key, by in sums.items() if by < 0]
    if fewer:
        db.executemany(f"DELETE FROM {table} WHERE term = ? AND {column} = ? AND n <= 0", fewer)  # noqa: S608
