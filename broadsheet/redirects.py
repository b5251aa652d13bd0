"""content/redirects.tsv: the outlet's memory of addresses that changed.

A line an address: the old one, a tab, and where it leads: `article:ID`, an address of ours, or a web address. Of two
lines for one address the later holds. Builds append to it; editors may, too. `#` begins a comment.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from broadsheet import addresses
from broadsheet.problems import Problem, error
from broadsheet.settings import Settings

PATH = "content/redirects.tsv"


class Redirect(NamedTuple):
    """An old address, and where it leads."""

    origin: str
    target: str


def read(data: bytes | None, settings: Settings) -> tuple[list[Redirect], list[Problem]]:
    """What the bytes of a redirects.tsv say, line by line; a line that can't be is left out and told."""
    rows: list[Redirect] = []
    problems: list[Problem] = []
    text = (data or b"").decode("utf-8", "replace").removeprefix("\ufeff")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        origin, _, target = (part.strip() for part in line.partition("\t"))
        why, column, hint = _wrong(origin, target, settings)
        if why:
            at = line.find(target) + 1 if column and target else 1
            problems.append(error(PATH, why, line=number, column=at, hint=hint, excerpt=line))
        else:
            rows.append(Redirect(addresses.file_of(origin), target))
    return rows, problems


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
    temporary.replace(path)


def _wrong(origin: str, target: str, settings: Settings) -> tuple[str, bool, str]:
    """What is wrong with a line, whether it is about the target, and a hint."""
    if not origin or not target:
        return "the line isn't two addresses with a tab between them", False, "write OLD, a tab, and article:ID"
    if why := addresses.check(addresses.file_of(origin)):
        return f"the old address can't be: {why}", False, ""
    if owner := addresses.reserved(addresses.file_of(origin), settings):
        return f"the old address is that of {owner}", False, "take the line out"
    if target.startswith(("https://", "http://", "article:", "content:")):
        return "", False, ""
    if why := addresses.check(addresses.file_of(target)):
        return f"it can't lead there: {why}", True, "write article:ID, an address of ours, or a web address"
    return "", False, ""
