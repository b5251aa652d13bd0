"""A new outlet's folder, which builds at once."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet import settings_file
from broadsheet.ingest.front_matter import added_text
from broadsheet.problems import SiteError, error
from broadsheet.slugs import slugify

_EMPTY = ("media", "static", "content/authors")
"""Folders that begin empty; a file in each keeps them in version control."""


def make(folder: Path, now: datetime, *, title: str = "", url: str = "", language: str, timezone: str) -> list[str]:
    """Make the folder; gives the paths of its files. SiteError, and nothing made, where it is there and isn't empty."""
    name = " ".join(title.split()) or _title_of(folder)
    url = url or f"https://{slugify(name) or 'outlet'}.example"
    values = {"TITLE": name, "URL": url, "LANGUAGE": language, "TIMEZONE": timezone}
    values["AUTHORITY"] = f"{urlsplit(url).hostname or 'outlet.example'},{now.year}"
    site = _filled("site.toml", {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()})
    settings, problems = settings_file.parse(site.encode())
    if settings is None:
        raise SiteError(*problems)
    _refuse_what_is_there(folder)
    texts = {"site.toml": site, **dict(_files(name, language, now.astimezone(settings.zone)))}
    with ExitStack() as undone:
        for path, text in texts.items():
            try:
                _write(folder, path, text, undone)
            except OSError as failure:
                raise SiteError(error(str(folder / path), f"it can't be written: {failure.strerror}")) from None
        undone.pop_all()
    return list(texts)


def _write(folder: Path, path: str, text: str, undone: ExitStack) -> None:
    """Write one file; what is made is taken away again when `undone` is left, so that one can begin anew."""
    _make_folder((folder / path).parent, undone)
    with open(folder / path, "x", encoding="utf-8") as file:
        undone.callback(_quietly, (folder / path).unlink)
        file.write(text)


def _make_folder(folder: Path, undone: ExitStack) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent, undone)
        folder.mkdir()
        undone.callback(_quietly, folder.rmdir)


def _quietly(undo: Callable[[], None]) -> None:
    with suppress(OSError):
        undo()


def _files(name: str, language: str, moment: datetime) -> Iterator[tuple[str, str]]:
    """All files but site.toml, with their texts."""
    added = added_text(moment)
    values = {
        "NAME": name,
        "MARK": hashlib.sha256(f"{name}\n{added}".encode()).hexdigest()[:8],
        "DATE": moment.strftime("%Y-%m-%dT%H:%M"),
        "ADDED": added,
        "LANG": "" if language.partition("-")[0].lower() == "en" else "lang: en\n",
    }
    yield f"content/{moment.year:04}/{moment.month:02}/welcome.md", _filled("welcome.md.in", values)
    yield "content/pages/about.md", _filled("about.md.in", values)
    yield "content/desk.yaml", _filled("desk.yaml", {})
    yield "seeds/sample.txt", _filled("seeds/sample.txt", {})
    for folder in _EMPTY:
        yield f"{folder}/.gitkeep", ""
    yield "build.py", _filled("build.py.in", {})
    yield "README.md", _filled("README.md.in", values)
    yield ".gitignore", _filled("gitignore.in", {})


def _filled(name: str, values: dict[str, str]) -> str:
    """A file of scaffold/ with the words between @ marks filled in, in one go: a value is never filled in itself."""
    first, *rest = resources.files("broadsheet").joinpath("scaffold", name).read_text(encoding="utf-8").split("@")
    made = [first]
    for at, part in enumerate(rest):
        made.append(values.get(part, part) if at % 2 == 0 else part)
    return "".join(made)


def _title_of(folder: Path) -> str:
    words = Path(os.path.realpath(folder)).name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "The Outlet"


def _refuse_what_is_there(folder: Path) -> None:
    try:
        there = min((path.name for path in folder.iterdir()), default=None)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise SiteError(error(str(folder), "there is a file of that name", hint="name another folder")) from None
    except OSError as failure:
        raise SiteError(error(str(folder), f"the folder can't be read: {failure.strerror}")) from None
    if there is not None:
        hint = "name a new folder, or an empty one"
        raise SiteError(error(str(folder), f"the folder isn't empty: it has {there}", hint=hint))
