"""Which sources there are, in folders and zips, and which of them are new or changed."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from broadsheet.ingest import archive, files
from broadsheet.ingest.formats import Format, RawSource
from broadsheet.ingest.memory import Memory
from broadsheet.problems import Problem, error

ACCESS = "see who may read and write there, and run it again"
_CHUNK = 1 << 20
_PAGES = (".html", ".htm", ".txt", ".md", ".markdown", ".docx", ".xml", ".json", ".eml")
_SURE = 0.5


class Todo(msgspec.Struct):
    """What a run has to do."""

    sources: list[tuple[RawSource, str]] = []
    """The sources that are new or changed, by path, each with its hash."""
    forced: frozenset[str] = frozenset()
    """Those of them that were asked for again, by path."""
    zips: list[tuple[str, str]] = []
    """The zips among these, by path with their hashes: what is in them is among the sources."""
    problems: list[Problem] = []


def to_do(
    site: Path, named: Sequence[Path], again: Collection[str], known: Memory, formats: tuple[Format, ...]
) -> Todo:
    """What is new or changed in seeds/, or among the sources named, and what is asked for again."""
    todo = Todo()
    plain, members = _parted(site, named)
    asked, of_zips = _parted(site, [site / path for path in again])
    found: dict[str, RawSource] = dict(members)
    if plain or not named:
        listed, problems = files.find_sources(site, plain)
        found |= {raw.path: raw for raw in listed}
        todo.problems += problems
    forced: dict[str, RawSource] = dict(of_zips)
    if asked:
        listed, problems = files.find_sources(site, asked)
        todo.problems += problems
        for raw in listed:
            if raw.path in found or known[raw.path]:
                forced[raw.path] = raw
            else:  # an article, say: it's no source for being there
                todo.problems.append(files.no_source(raw.path))
    todo.forced = frozenset(forced)
    found |= forced
    for path in sorted(found):
        _add(found[path], path in forced, known, formats, todo)
    return todo


def _parted(site: Path, named: Iterable[Path]) -> tuple[list[Path], list[tuple[str, RawSource]]]:
    """Files and folders; and what is named within a zip as if that were a folder."""
    plain: list[Path] = []
    members: list[tuple[str, RawSource]] = []
    for path in named:
        file = next((one for one in path.parents if one.is_file()), None) if not os.path.lexists(path) else None
        member = path.relative_to(file).as_posix() if file else ""
        try:
            inside = file is not None and member in archive.members(file, "", [])
        except OSError:
            inside = False
        if file and inside:
            whole = f"{files.source_path(site, file)}/{member}"
            members.append((whole, RawSource(whole, file, member)))
        else:
            plain.append(path)
    return plain, members


def _add(raw: RawSource, forced: bool, known: Memory, formats: tuple[Format, ...], todo: Todo) -> None:
    try:
        digest = hash_of(raw)
        before = known[raw.path]
        if before is not None and before.hash == digest and not forced:
            return
        inside = None if raw.member else _inside(raw, formats, todo.problems)
    except OSError as problem:
        # Without a number of the system's it is the zip itself that is to blame.
        hint = ACCESS if problem.errno else "pack it again, or get it again from where it came"
        todo.problems.append(error(raw.path, f"this can't be read: {problem.strerror}", hint=hint))
        return
    if inside is None:
        todo.sources.append((raw, digest))
        return
    wrong = len(todo.problems)
    for member in inside:
        if forced:
            todo.forced |= {member.path}
        _add(member, forced, known, formats, todo)
    if len(todo.problems) == wrong:
        todo.zips.append((raw.path, digest))


def _inside(raw: RawSource, formats: tuple[Format, ...], problems: list[Problem]) -> Iterator[RawSource] | None:
    """What is in a zip that is a folder of sources; None for one that is a document, and for what is no zip."""
    head = raw.head()
    if not archive.is_zip(head):
        return None
    try:
        names = archive.names(raw.file)
        whole = archive.is_document(raw.file)
    except OSError:
        if raw.name.lower().endswith(".zip"):
            raise
        return None  # something else that begins so
    pages = sum(name.lower().endswith(_PAGES) for name in names)
    if whole or (pages == 1 and any(_is_sure(kind, head, raw.name) for kind in formats)):
        return None
    wrong = len(problems)
    listed = list(archive.members(raw.file, raw.path, problems))
    if not listed and len(problems) == wrong:
        problems.append(error(raw.path, "there is nothing in this zip", hint="pack it again"))
    return (RawSource(f"{raw.path}/{name}", raw.file, name) for name in listed)


def _is_sure(kind: Format, head: bytes, name: str) -> bool:
    try:
        return kind.recognise(head, name) >= _SURE
    except Exception:  # noqa: BLE001 (then it is said when what is in it is read)
        return False


def hash_of(raw: RawSource) -> str:
    """The hash of a source's bytes, read in pieces."""
    if not raw.member:
        return files.hash_file(raw.file)
    digest = hashlib.sha256()
    with raw.open() as stream:
        read: Callable[[], bytes] = lambda: stream.read(_CHUNK)  # noqa: E731
        for chunk in iter(read, b""):
            digest.update(chunk)
    return digest.hexdigest()
