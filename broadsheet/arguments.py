"""What a command line asks for, as the values that rooms take."""

import os
import sys
from argparse import Namespace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import msgspec

from broadsheet import settings_file
from broadsheet.job import Order
from broadsheet.problems import SiteError, error
from broadsheet.settings import Settings


def program() -> str:
    """The words that start Broadsheet as it was started now, whatever folder one stands in."""
    import shlex
    import shutil

    started = Path(sys.argv[0])
    if started.name == "build.py":
        return shlex.join((sys.executable, str(started.absolute())))
    if started.name == "__main__.py" and started.parent.name == "broadsheet":
        return shlex.join((sys.executable, "-m", "broadsheet"))
    found = shutil.which("broadsheet")
    if started.name != "broadsheet" or (found and os.path.realpath(found) == os.path.realpath(started)):
        return "broadsheet"
    return shlex.quote(str(started.absolute()))


def unattended(chosen: Namespace, folder: Path) -> list[str]:
    """The words of a build that a machine starts by itself: with nothing that hangs on a folder or a shell."""
    started = Path(sys.argv[0])
    start = [str(started.absolute())] if started.name == "build.py" else ["-m", "broadsheet"]
    into = ["--output", str(Path(chosen.output).absolute())] if chosen.output else []
    return [sys.executable, *start, "--site", str(folder), *into, "--quiet"]


def site(chosen: Namespace) -> tuple[Path, Settings]:
    """The site's folder, and its settings."""
    folder = Path(chosen.site).absolute()
    settings, problems = settings_file.read(folder)
    stranger = chosen.site == "." and not (folder / settings_file.NAME).exists()
    if settings is None and stranger and (above := _site_above(folder)):
        import shlex

        hint = f"there is one in {above}: go there, or add --site {shlex.quote(os.path.relpath(above))}"
        problems = [msgspec.structs.replace(problem, hint=hint) for problem in problems]
    if settings is None:
        raise SiteError(*problems)
    return folder, settings


def _site_above(folder: Path) -> Path | None:
    """The site in whose folder this one lies."""
    return next((above for above in folder.parents if (above / settings_file.NAME).is_file()), None)


def order(chosen: Namespace, folder: Path, settings: Settings) -> Order:
    """What is to be built; what a command has no option for is as it is by default."""
    return Order(
        site=folder,
        output=Path(chosen.output).absolute() if chosen.output else folder / "public",
        now=now(chosen, settings),
        jobs=chosen.jobs,
        drafts=getattr(chosen, "drafts", False),
        clean=getattr(chosen, "clean", False),
        repair=getattr(chosen, "repair", False),
        strict=getattr(chosen, "strict", False),
        yes=getattr(chosen, "yes", False),
        executor=getattr(chosen, "executor", ""),
        listing=bool(getattr(chosen, "changes", None)),
        changed=tuple(inside(folder, path) for path in getattr(chosen, "changed", ())),
    )


def now(chosen: Namespace, settings: Settings) -> datetime:
    """The moment to show: the clock's, read once, unless it is given."""
    return moment(chosen.now, settings.zone) if chosen.now else datetime.now(UTC)


def moment(given: str | None, zone: tzinfo) -> datetime:
    """A moment as a person gives it; without an offset it is in that time zone."""
    if given is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(given)
        if found.tzinfo is None:
            found = found.replace(tzinfo=zone)
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        message = f"“{given}” is no moment in time"
        raise SiteError(error("--now", message, hint="write it like 2026-11-24T08:00 or 2026-11-24T08:00Z")) from None
    return found


def source(folder: Path, path: str) -> Path:
    """A source as a person gives it, from where they stand or from the site's folder; it may lie anywhere."""
    here = Path(path).absolute()
    return here if here.exists() else folder / path


def inside(folder: Path, path: str) -> str:
    """A path as a person gives it, from where they stand or from the site's folder, relative to the site."""
    home = Path(os.path.normpath(folder))
    for start in (Path.cwd(), folder):
        full = Path(os.path.normpath(start / path))
        if full.is_relative_to(home):
            return full.relative_to(home).as_posix()
    raise SiteError(error(path, f"it isn't in the site's folder {folder}", hint="name a file of the site"))
