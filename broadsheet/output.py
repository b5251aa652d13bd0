"""The output folder: the only place where its files are written, moved and deleted.

Every file is written beside its place and moved there, so that what is hosted is always whole. What we put there
stands in its manifest. Several processes may write at once: each under a temporary name of its own.
"""

# Paths are text where pages are written: with pathlib one would take half as long again.
# ruff: noqa: PTH103, PTH105, PTH106, PTH114

import fcntl
import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from broadsheet.index.ledger import Stray
from broadsheet.manifest import Manifest, is_address, open_manifest
from broadsheet.problems import Problem, SiteError, error

_TEMPORARY = ".broadsheet-new"
PREVIEW = ".broadsheet/preview"
"""Where a preview goes, in the site: not what is hosted, since drafts are in it."""
_OURS = ("content", "media", "seeds", "static", "templates", "themes", ".broadsheet")


@dataclass(slots=True)
class Folder:
    """An output folder that is locked for this build."""

    root: Path
    manifest: Manifest

    def renew(self, kept: Iterable[Stray]) -> None:
        """Write the manifest anew, naming what is ours."""
        self.manifest.renew(kept, self._temporary())

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
        if not is_address(address):
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
        except IsADirectoryError:
            os.rmdir(target)  # where nothing is in it
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
            folder = Folder(root, open_manifest(root))
            folder.manifest.mend()
        except OSError as failure:
            raise SiteError(unwritable(root, failure)) from failure
        stack.callback(shutil.rmtree, root / _TEMPORARY, ignore_errors=True)
        yield folder


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
        with open(target, "rb", opener=_open) as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False


def _equals(source: Path, target: str) -> bool:
    try:
        return not os.path.islink(target) and filecmp.cmp(source, target, shallow=False)
    except OSError:
        return False


def _open(path: str, flags: int) -> int:
    """Open a file, and no link to one: what it leads to isn't what we wrote."""
    return os.open(path, flags | os.O_NOFOLLOW)
