"""The output folder: the only place where its files are written, moved and deleted.

Every file is written elsewhere and moved to its place, so that what is hosted is always whole: a batch at a time, which
is brought to the disk before it is moved. What we put there stands in its manifest. Several processes may write at
once: each under temporary names of its own, where no web server reaches.
"""

# Paths are text where pages are written: with pathlib one would take half as long again.
# ruff: noqa: PTH103, PTH105, PTH106, PTH114

import errno
import fcntl
import filecmp
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet import durable
from broadsheet.comparing import TEMPORARY, digest_at
from broadsheet.index.ledger import Stray
from broadsheet.job import Witness
from broadsheet.manifest import MANIFEST, Manifest, is_address, open_manifest
from broadsheet.problems import Problem, SiteError, error

_NEW = ".broadsheet/new"
"""Where files are written in the site, which nobody hosts."""
PREVIEW = ".broadsheet/preview"
"""Where a preview goes, in the site: not what is hosted, since drafts are in it."""
_OURS = ("content", "media", "seeds", "static", "templates", "themes", ".broadsheet")


@dataclass(slots=True)
class Folder:
    """An output folder that is locked for this build."""

    root: Path
    manifest: Manifest
    new: str
    """The folder where files are written before they are moved here."""
    _waiting: dict[str, str] = field(default_factory=dict)
    """The files of a batch that are written, by address."""
    _touched: set[str] = field(default_factory=set)
    """The folders in which names have changed since names were brought to the disk."""
    _inside: set[str] = field(default_factory=set)
    """The folders that were found to lie in the output since the last batch."""

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
        """Write a page, which `place` puts in its place; gives whether its file changes.

        One with these bytes already is left alone.
        """
        if _holds(self._place_inside(address), data):
            return False
        temporary = self._temporary()
        with open(temporary, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        self._waiting[address] = temporary
        return True

    def copy(self, address: str, source: Path, content: str = "") -> bool:
        """The same with a copy of a file as it is. OSError where it isn't what it was, by the hash of its content."""
        target = self._place_inside(address)
        same = _equals(source, target)
        copied = target if same else self._temporary()
        if not same:
            shutil.copyfile(source, copied)
        if content and digest_at(copied).hex() != content:
            raise OSError(errno.ESTALE, f"{source.name} changed while the site was built")
        if not same:
            self._waiting[address] = copied
        return not same

    def place(self) -> dict[str, OSError]:
        """Move all that is written to its place, once it is on the disk; gives what couldn't be moved, and why."""
        if not self._waiting:
            return {}
        durable.sync_files(self.root, [*self._waiting.values(), f"{self.root}/{MANIFEST}"])
        failed = {}
        self._inside.clear()
        for address, temporary in self._waiting.items():
            try:
                self._move(temporary, self._place_inside(address))
            except OSError as failure:
                failed[address] = failure
        self._waiting.clear()
        return failed

    def keep(self, *, others: bool = False) -> None:
        """Have what was moved here and deleted outlive a power cut, also what other processes of the build moved."""
        if others:
            durable.sync_system(self.root)
        else:
            durable.sync_folders(self.root, self._touched)
        durable.sync_file(self.root / MANIFEST)
        self._touched.clear()

    def delete(self, address: str) -> bool:
        """Delete a file of ours, and the folders that this leaves empty; gives whether there was one."""
        target = Path(self._place_inside(address))
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        for folder in target.parents:
            if folder != self.root:
                with suppress(OSError):
                    folder.rmdir()
                    continue
            self._touched.add(str(folder))
            break
        return True

    def _place(self, address: str) -> str:
        if not is_address(address):
            raise ValueError(f"not an address: {address!r}")
        return f"{self.root}{address}"

    def _place_inside(self, address: str) -> str:
        """Where an address is; OSError where a link leads from there out of the output, or elsewhere in it."""
        target = self._place(address)
        folder = target.rpartition("/")[0]
        if folder not in self._inside:
            if os.path.realpath(folder) != os.path.realpath(self.root) + folder[len(str(self.root)) :]:
                raise OSError(errno.ELOOP, "a folder on its way is a link, and nothing is written through links")
            self._inside.add(folder)
        return target

    def _temporary(self) -> str:
        return f"{self.new}/{os.getpid()}-{len(self._waiting)}"

    def _move(self, temporary: str, target: str) -> None:
        folder = target.rpartition("/")[0]
        try:
            os.replace(temporary, target)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
            os.replace(temporary, target)
            while len(folder) > len(str(self.root)):
                self._touched.add(folder)
                folder = folder.rpartition("/")[0]
        except IsADirectoryError:
            os.rmdir(target)  # where nothing is in it
            os.replace(temporary, target)
        self._touched.add(folder)


@contextmanager
def open_folder(root: Path, site: Path, witness: Witness) -> Iterator[Folder]:
    """Lock an output folder, made where there is none. SiteError where nothing may be written there."""
    _check(root, site)
    with ExitStack() as stack:
        try:
            root.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(root, lambda: witness.waiting(root)))
            new = _where_new(root, site)
            folder = Folder(root, open_manifest(root), str(new))
            folder.manifest.mend()
        except OSError as failure:
            raise SiteError(unwritable(root, failure)) from failure
        stack.callback(shutil.rmtree, new, ignore_errors=True)
        try:
            yield folder
        except OSError as failure:
            # A disk that is full says so of what is open already, and then no file is named.
            if failure.filename is not None and not os.fsdecode(failure.filename).startswith((str(root), str(new))):
                raise
            raise SiteError(unwritable(root, failure)) from failure


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


def _where_new(root: Path, site: Path) -> Path:
    """An empty folder where files are written: in the site where they can be moved from there to the output as they
    would be made in it, else in the output, where only we get in. What a killed build left in either is deleted.
    """
    new, within = site / _NEW, root / TEMPORARY
    for left in (new, within):
        durable.clear(left)
    new.mkdir(parents=True)
    probe = new / "probe"
    probe.mkdir(mode=0o700)  # a folder: killed in between, nothing of it can be had from a server
    with suppress(OSError):  # of another file system, mostly
        if _leaves_to_files(new) == _leaves_to_files(root):
            probe.rename(within)
            within.rmdir()
            return new
    durable.clear(new)
    within.mkdir(mode=0o700)
    return within


def _leaves_to_files(folder: Path) -> tuple[object, ...]:
    """What files get from the folder that they are made in: a group, access lists, a label of SELinux."""
    status = folder.stat()
    found: list[object] = [status.st_gid if status.st_mode & stat.S_ISGID else None]
    for name in ("system.posix_acl_default", "security.selinux"):
        try:
            found.append(os.getxattr(folder, name))
        except (OSError, AttributeError):  # there is none, or no such thing here
            found.append(None)
    return tuple(found)


def _check(root: Path, site: Path) -> None:
    """Refuse an output that would mix with what the site is made of."""
    real, home = Path(os.path.realpath(root)), Path(os.path.realpath(site))
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
