"""content/redirects.tsv: the outlet's memory of addresses that changed.

A line an address: the old one, a tab, and where it leads: `article:ID`, an address of ours, or a web address. Of two
lines for one address the later holds. Builds append to it; editors may, too. `#` begins a comment.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from broadsheet import addresses, durable
from broadsheet.problems import Problem, error, warning
from broadsheet.settings import Settings

PATH = "content/redirects.tsv"
_SUFFIX = re.compile("[?#]")


class Redirect(NamedTuple):
    """An old address, and where it leads."""

    origin: str
    target: str


class Row(NamedTuple):
    """A line of redirects.tsv that is one."""

    redirect: Redirect
    line: int
    excerpt: str


def read(data: bytes | None, settings: Settings) -> tuple[list[Redirect], list[Problem]]:
    """What the bytes of a redirects.tsv say; a line that can't be, or leads back to itself, is left out and told."""
    found, problems = rows(data, settings)
    return [row.redirect for row in found], problems


def rows(data: bytes | None, settings: Settings) -> tuple[list[Row], list[Problem]]:
    """The same with the lines."""
    found: list[Row] = []
    problems: list[Problem] = []
    text = (data or b"").decode("utf-8", "replace").removeprefix("\ufeff")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = list(filter(None, (part.strip() for part in line.split("\t"))))
        why, about, hint = _wrong(columns, settings)
        if why:
            problems.append(error(PATH, why, line=number, column=_column(line, about), hint=hint, excerpt=line))
        else:
            found.append(Row(Redirect(addresses.file_of(columns[0]), columns[1]), number, line))
    looping = {_origin(row): loop for loop in _loops(found, settings) for row in loop}
    problems += [_around(row, looping[_origin(row)]) for row in found if _origin(row) in looping]
    return [row for row in found if _origin(row) not in looping], problems


def way(target: str, url: str) -> tuple[str, str]:
    """The path of this site that a target leads to, and the `?` or `#` that follows; empty where it leads elsewhere."""
    ours = target.removeprefix(url) if target.startswith(f"{url}/") else target
    if not ours.startswith("/"):
        return "", ""
    path = _SUFFIX.split(ours, maxsplit=1)[0]
    return path, ours[len(path) :]


def leads(target: str, url: str) -> str:
    """A target as it's compared with others: `article:ID`, `content:PATH`, `address:` and that folded; else empty."""
    if target.startswith(("article:", "content:")):
        return target
    path, _ = way(target, url)
    return f"address:{addresses.fold(addresses.file_of(path))}" if path else ""


def append(site: Path, rows: Iterable[Redirect]) -> None:
    """Add lines at the end, all or nothing: the file is replaced by one with them."""
    path = site / PATH
    old = path.read_bytes() if path.exists() else b""
    if old and not old.endswith(b"\n"):
        old += b"\n"
    new = "".join(f"{origin}\t{target}\n" for origin, target in rows).encode()
    if old.endswith(new):
        return  # a build that was killed has got as far as this
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(old + new)
    durable.move(temporary, path)


def _wrong(columns: list[str], settings: Settings) -> tuple[str, str, str]:
    """What is wrong with a line, which of its columns it is about (empty: the first), and a hint."""
    if len(columns) < 2:
        return "the line isn't two addresses with a tab between them", "", "write OLD, a tab, and article:ID"
    origin, target, *more = columns
    if more:
        return "there is a third column", more[0], "keep the old address and where it leads"
    address = addresses.file_of(origin)
    if why := addresses.check(address):
        return f"the old address can't be: {why}", "", "write it as it stood after the host: /politics/old.html"
    if owner := addresses.reserved(address, settings):
        return f"the old address is that of {owner}", "", "take the line out"
    if target.startswith(("https://", "http://", "article:", "content:")):
        return "", "", ""
    if why := addresses.check(addresses.file_of(way(target, settings.outlet.url)[0] or target)):
        return f"it can't lead there: {why}", target, "write article:ID, an address of ours, or a web address"
    return "", "", ""


def _column(line: str, about: str) -> int:
    """Where the column begins, which is the last that reads so."""
    return line.rfind(about) + 1 if about else 1


def _loops(found: list[Row], settings: Settings) -> Iterator[list[Row]]:
    """The rows that lead from one to the next and back to the first, each such ring once."""
    holding = {_origin(row): row for row in found}
    seen: set[str] = set()
    for origin in holding:
        way: list[str] = []
        while origin in holding and origin not in seen:
            seen.add(origin)
            way.append(origin)
            origin = _led_to(holding[origin], settings)
        if origin in way:
            yield [holding[step] for step in way[way.index(origin) :]]


def _origin(row: Row) -> str:
    return addresses.fold(row.redirect.origin)


def _led_to(row: Row, settings: Settings) -> str:
    """The address of ours that a row leads to, folded; empty where it leads to anything else."""
    path, _ = way(row.redirect.target, settings.outlet.url)
    return addresses.fold(addresses.file_of(path)) if path else ""


def _around(row: Row, loop: list[Row]) -> Problem:
    lines = sorted({other.line for other in loop} - {row.line})
    message = "the address leads back to itself"
    if lines:
        message += f", by way of line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
    hint = "let one of the lines lead to where the article is now" if lines else "let it lead somewhere else"
    return warning(PATH, message, line=row.line, column=1, hint=hint, excerpt=row.excerpt)
