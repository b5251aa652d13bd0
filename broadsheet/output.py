"""The output folder: the only place where its files are written, moved and deleted.

Every file is written beside its place and moved there, so that what is hosted is always whole. What we put there
stands in the manifest, a journal: a line is added before a file is written, and after one is deleted. So after a
kill, and even after the index was lost, each file of ours is known. Several processes may write at once: each adds its
lines at the end in one go, and writes under a temporary name of its own.

A line is `+`, the address, the kind of page and the source, or `-` and the address, with tabs between; `=` stands
for changes of files that are named already. The first line carries a number that is one higher each time the manifest
is written anew, as it is when another index, or another view, lays claim to the folder.

A file of the theme that another has replaced stays for pages in caches, until files of the theme are replaced again. It
stands in the manifest as of the kind `former`: it is ours, and no page.
"""

# Paths are text where pages are written: with pathlib one would take half as long again.
# ruff: noqa: PTH103, PTH105

import fcntl
import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from broadsheet.index.ledger import Stray
from broadsheet.problems import Problem, SiteError, error

MANIFEST = ".broadsheet-manifest"
FORMER = "former"
"""As what the manifest names a file of the theme that was replaced and stays for a while."""
_TEMPORARY = ".broadsheet-new"
_SHORT = 1_000_000
"""Up to how many bytes writing the manifest anew costs next to nothing."""
_HEAD = "broadsheet-manifest"
_NOWHERE = frozenset({"", ".", ".."})
"""What no part of an address can be."""
PREVIEW = ".broadsheet/preview"
"""Where a preview goes, in the site: not what is hosted, since drafts are in it."""
_OURS = ("content", "media", "seeds", "static", "templates", "themes", ".broadsheet")


@dataclass(slots=True)
class Folder:
    """An output folder that is locked for this build."""

    root: Path
    claimed: int = 0
    """The number in the manifest's first line."""

    whole: int = 0
    """How long the manifest would be if it were written anew: what names the files that are there."""

    def is_stale(self, deleted: bool) -> bool:
        """Whether the manifest should be written anew: it is long for what it says, or short and names what is gone.

        It may be hosted with the rest, and what was taken down should not be read there for longer than it must.
        """
        size = self.size()
        return size > 2 * self.whole + _SHORT or (deleted and size < _SHORT)

    def size(self) -> int:
        """How many bytes the manifest has; -1 where there is none."""
        try:
            return (self.root / MANIFEST).stat().st_size
        except FileNotFoundError:
            return -1

    def noted(self, start: int = 0) -> Iterator[Stray]:
        """The files that the manifest names from a byte on, and that it doesn't call deleted after."""
        found: dict[str, Stray] = {}
        try:
            with open(self.root / MANIFEST, "rb") as file:
                file.seek(start)
                lines = file.read().decode("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return
        for line in lines[:-1]:  # what stands after the last line break was never finished
            mark, *parts = line.split("\t")
            if mark == "+" and len(parts) == 3 and _is_address(parts[0]):
                found[parts[0]] = Stray(*parts)
            elif mark == "-" and len(parts) == 1:
                found.pop(parts[0], None)
        yield from found.values()

    def renew(self, kept: Iterable[Stray]) -> None:
        """Write the manifest anew, naming what is ours, with a number that is one higher."""
        self.claimed += 1
        temporary = self._temporary()
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(f"{_HEAD}\t1\t{self.claimed}\n")
            file.writelines(line_of(stray) for stray in kept)
        os.replace(temporary, self.root / MANIFEST)
        self.whole = self.size()

    def note(self, added: Iterable[Stray] = (), deleted: Iterable[str] = ()) -> None:
        """Add to the manifest: files that are about to be written, or that are gone.

        Also where there are none, a line tells that something changes: an older copy of the folder has fewer.
        """
        lines = [line_of(stray) for stray in added]
        lines += [f"-\t{address}\n" for address in deleted]
        _add(f"{self.root}/{MANIFEST}", "".join(lines or ["=\n"]).encode())

    def mend(self) -> None:
        """End the line that a killed build was in the middle of, so that others can be added."""
        path = self.root / MANIFEST
        try:
            with open(path, "rb") as file:
                file.seek(-1, os.SEEK_END)
                whole = file.read(1) == b"\n"
        except OSError:  # there is none, or it is empty
            return
        if not whole:
            _add(str(path), b"\n")

    def differs(self, address: str, made: bytes | Path) -> bool:
        """Whether something else than these bytes, or those of that file, is at an address already."""
        target = self._place(address)
        if not Path(target).is_file():
            return False
        return not (_holds(target, made) if isinstance(made, bytes) else _equals(made, target))

    def put(self, address: str, data: bytes) -> bool:
        """Write a page; gives whether its file changed. One with these bytes already is left alone."""
        target = self._place(address)
        if _holds(target, data):
            return False
        temporary = self._temporary()
        with open(temporary, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        self._move(temporary, target)
        return True

    def copy(self, address: str, source: Path) -> bool:
        """Copy a file as it is; gives whether the copy changed."""
        target = self._place(address)
        if _equals(source, target):
            return False
        temporary = self._temporary()
        shutil.copyfile(source, temporary)
        self._move(temporary, target)
        return True

    def delete(self, address: str) -> bool:
        """Delete a file of ours, and the folders that this leaves empty; gives whether there was one."""
        target = Path(self._place(address))
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        for folder in target.parents:
            if folder == self.root:
                break
            try:
                folder.rmdir()
            except OSError:
                break
        return True

    def _place(self, address: str) -> str:
        if not _is_address(address):
            raise ValueError(f"not an address: {address!r}")
        return f"{self.root}{address}"

    def _temporary(self) -> str:
        return f"{self.root}/{_TEMPORARY}/{os.getpid()}"

    def _move(self, temporary: str, target: str) -> None:
        try:
            os.replace(temporary, target)
        except FileNotFoundError:
            os.makedirs(target.rpartition("/")[0], exist_ok=True)
            os.replace(temporary, target)


@contextmanager
def open_folder(root: Path, site: Path, remark: Callable[[str], None]) -> Iterator[Folder]:
    """Lock an output folder, made where there is none. SiteError where nothing may be written there."""
    _check(root, site)
    with ExitStack() as stack:
        try:
            root.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(root, lambda: remark(f"another build writes into {root}: waiting for it")))
            shutil.rmtree(root / _TEMPORARY, ignore_errors=True)
            (root / _TEMPORARY).mkdir()
            folder = Folder(root, _claimed(root))
            folder.mend()
        except OSError as failure:
            raise SiteError(unwritable(root, failure)) from failure
        stack.callback(shutil.rmtree, root / _TEMPORARY, ignore_errors=True)
        yield folder


def line_of(stray: Stray) -> str:
    """The line of the manifest that names a file of ours."""
    return f"+\t{stray.address}\t{stray.kind}\t{stray.source}\n"


def formers(root: Path) -> frozenset[str]:
    """The addresses of an output's files that stay for pages in caches alone: a clean build wouldn't make them."""
    return frozenset(stray.address for stray in Folder(root).noted() if stray.kind == FORMER)


def unwritable(folder: Path, failure: OSError) -> Problem:
    """A folder that we must write into and can't."""
    return error(str(folder), f"the folder can't be written: {failure.strerror}", hint="mend who may write there")


@contextmanager
def locked(folder: Path, held: Callable[[], None]) -> Iterator[None]:
    """Lock a folder for this process; the lock goes with the process, however it ends.

    `held` is told once, when somebody else has it and must be waited for.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _add(path: str, lines: bytes) -> None:
    """Add lines at the end of a file in one go, so that those of several processes don't mix."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        while lines:
            lines = lines[os.write(descriptor, lines) :]
    finally:
        os.close(descriptor)


def _is_address(text: str) -> bool:
    """Whether it names a place in the output, and none outside."""
    first, *parts = text.split("/")
    return not first and bool(parts) and "\0" not in text and not _NOWHERE.intersection(parts)


def _claimed(root: Path) -> int:
    try:
        with open(root / MANIFEST, encoding="utf-8", errors="replace") as file:
            head = file.readline().split("\t")
    except FileNotFoundError:
        return 0
    return int(head[2]) if len(head) == 3 and head[0] == _HEAD and head[2].strip().isdigit() else 0


def _check(root: Path, site: Path) -> None:
    """Refuse an output that would mix with what the site is made of."""
    real, home = root.resolve(), site.resolve()
    if home.is_relative_to(real):
        raise SiteError(
            error(
                str(root), "the output can't be the site's own folder, or one that it lies in", hint="--output public"
            )
        )
    for name in _OURS:
        if real.is_relative_to(home / name) and real != home / PREVIEW:
            raise SiteError(error(str(root), f"the output can't lie in {name}/", hint="--output public"))


def _holds(target: str, data: bytes) -> bool:
    try:
        with open(target, "rb") as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False


def _equals(source: Path, target: str) -> bool:
    try:
        return filecmp.cmp(source, target, shallow=False)
    except OSError:
        return False
