"""The addresses that other generators give their pages, by the places of the files and the patterns in them."""

import re
from pathlib import PurePosixPath

from broadsheet.article import When
from broadsheet.ingest.belonging import alias_of

DAY_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(.+)")
"""The name of a file that begins with the day: Jekyll's."""


def path_of(text: str) -> str:
    """An old address as the path that it has on any host; empty where it has none."""
    text = text.strip()
    return alias_of(text if re.match(r"[a-z]{1,20}:|/", text) else f"/{text}")


def stem_of(place: PurePosixPath) -> str:
    """The part of a page's name that goes into its address: the folder's name where the file is an index."""
    if place.stem == "index" and len(place.parts) > 1:
        return place.parts[-2]
    named = DAY_NAME.match(place.stem)
    return named[4] if named else place.stem


def filled(pattern: str, place: PurePosixPath, stem: str, categories: list[str]) -> str:
    """A given address, Jekyll's patterns too (`/:year/:title/`); empty where it holds what nobody can fill."""
    if "/:" in pattern:
        named = DAY_NAME.match(place.stem)
        meant = {"categories": "/".join(map(_part, categories)), "title": stem, "slug": stem, "output_ext": ".html"}
        meant |= {"year": named[1], "month": named[2], "day": named[3]} if named else {}
        pattern = re.sub(r":(\w{1,40})", lambda found: meant.get(found[1], found[0]), pattern)
        pattern = re.sub(r"/{2,}", "/", pattern)
    return "" if re.search(r"[{}]|/:", pattern) else path_of(pattern)


def default(place: PurePosixPath, stem: str, categories: list[str], *, named: bool, date: When | None) -> list[str]:
    """The address that a page has unless it is told otherwise; `named` says that its front matter names it."""
    folders = list(place.parts[: -2 if place.stem == "index" else -1])
    day = DAY_NAME.match(place.stem)
    if day and "_posts" in folders:  # Jekyll, which goes by the page's own date where it has one
        before = "".join(f"/{_part(one)}" for one in categories)
        days = dict.fromkeys(["/".join(day.groups()[:3]), *([date.at.strftime("%Y/%m/%d")] if date else [])])
        return [f"{before}/{one}/{stem}.html" for one in days]
    if "content" not in folders:
        return []
    inner = folders[len(folders) - folders[::-1].index("content") :]
    # Hugo keeps the day of a file's name in the address, Zola and Eleventy don't.
    stems = [stem, place.stem] if day and not named else [stem]
    return ["/" + "".join(f"{_part(one)}/" for one in [*inner, last]) for last in stems]


def link(target: str) -> str:
    """The old address of another page, by its file: its article keeps that as an alias."""
    path = target.strip("\"' ").partition("#")[0].strip("/")
    if named := DAY_NAME.match(PurePosixPath(path).stem):
        return f"/{named[1]}/{named[2]}/{named[3]}/{named[4]}.html"
    path = path.removesuffix(".md").removesuffix("/_index").removesuffix("/index")
    return f"/{path}/" if path else "/"


def _part(text: str) -> str:
    """A name as these generators put it into an address."""
    return re.sub(r"\s+", "-", text.strip().lower())
