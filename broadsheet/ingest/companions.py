"""Which pictures came along with a source: those beside it in its folder, or in the same zip."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from broadsheet.ingest.formats import RawSource
from broadsheet.ingest.pictures import Finder, Picture, kind_of, named, none_along


def finder(raw: RawSource) -> Finder:
    """Finds the pictures that a source names, by path or by the end of an address; never outside its folder."""
    if raw.member:
        return none_along
    home = raw.file.parent.resolve()

    def find(address: str) -> Picture | None:
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            return None
        if re.match(r"\w+:", address) or not path or ".." in PurePosixPath(path).parts:
            return None
        file = home / path.lstrip("/")
        try:
            if not file.is_file() or not file.resolve().is_relative_to(home):
                return None
            data = file.read_bytes()
        except (OSError, ValueError):
            return None
        kind = kind_of(data[:16])
        return Picture(named(data, kind), file=str(file)) if kind else None

    return find
