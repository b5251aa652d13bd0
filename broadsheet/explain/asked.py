"""What a person may mean: the addresses that a URL, a path or a file can stand for, the likeliest first."""

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from broadsheet.addresses import answering
from broadsheet.index.reader import Index
from broadsheet.job import Order
from broadsheet.problems import SiteError, error

_HERE = ("localhost", "127.0.0.1", "[::1]", "::1")
"""Where a preview is."""


def addresses_of(text: str, index: Index, order: Order) -> list[str]:
    """The addresses that a text may mean. SiteError where it's of another site."""
    text = text.strip()
    if not text:
        raise SiteError(error("URL", "no address was given", hint="name one: /politics/2026/11/budget.html"))
    parts = urlsplit(text)
    if parts.scheme in ("http", "https"):
        ours = urlsplit(index.settings.outlet.url)
        if parts.hostname not in (ours.hostname, *_HERE):
            raise SiteError(error(text, "that isn't of this site", hint=f"this one is {index.settings.outlet.url}"))
        return list(dict.fromkeys(_variants(parts.path or "/", index)))
    return list(dict.fromkeys(_of_path(text, index, order)))


def _of_path(text: str, index: Index, order: Order) -> Iterator[str]:
    if inside := _in_output(text, order):
        yield from _spelt(inside)
    yield from _of_source(text, index, order)
    path = text.partition("?")[0].partition("#")[0]
    yield from _variants(path if path.startswith("/") else f"/{path}", index)
    yield from _spelt(text if text.startswith("/") else f"/{text}")  # a file may be called a#b


def _in_output(text: str, order: Order) -> str:
    """The address of a path of the output, as one types it from where one stands or from the site's folder."""
    root = Path(order.place)
    for start in (Path.cwd(), order.site):
        try:
            place = Path(posixpath.normpath(start / text))
            full = place if place.is_relative_to(root) else Path(os.path.realpath(place))
        except (OSError, ValueError):  # a name that can't be
            continue
        if full.is_relative_to(root) and (full != root or text.rstrip("/") != ""):
            inner = full.relative_to(root).as_posix()
            return "/" if inner == "." else f"/{inner}"
    return ""


def _of_source(text: str, index: Index, order: Order) -> Iterator[str]:
    """The addresses of the pages that are made of a file of the site's alone."""
    for start in (Path.cwd(), order.site):
        full = Path(posixpath.normpath(start / text))
        if full.is_relative_to(order.site):
            path = full.relative_to(order.site).as_posix()
            row = index.db.execute("SELECT address FROM doc WHERE path = ?", (path,)).fetchone()
            if row and row[0]:
                yield row[0]


def _variants(path: str, index: Index) -> Iterator[str]:
    """What may answer at a path of a URL, in the outlet's folder first, then as an address of the output."""
    path = unquote(path) if "%" in path else path
    for address in (*answering(path, index.settings), path):
        yield from _spelt(address)


def _spelt(address: str) -> Iterator[str]:
    if address.endswith("/"):
        yield f"{address}index.html"
        return
    yield address
    yield f"{address}.html"
    yield f"{address}/index.html"
