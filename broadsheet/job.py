"""What a build is asked for, what it is told to, and what it answers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from broadsheet.problems import Problem, Severity

if TYPE_CHECKING:  # a build of nothing new is done without them
    from broadsheet.keys import PageKey, Planned, Reason
    from broadsheet.redirects import Redirect
    from broadsheet.settings import Settings
    from broadsheet.theme import Theme

CACHE = ".broadsheet"
"""The folder of the index, in the site's."""


def cores() -> int:
    """How many processes may work at once, unless `--jobs` says otherwise."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked for."""

    site: Path
    output: Path
    now: datetime
    jobs: int = 0
    """How many processes may work at once; 0 for as many as there are cores."""
    executor: str = ""
    """Where work is done that spreads: `dask://HOST:PORT`, or here."""
    drafts: bool = False
    clean: bool = False
    strict: bool = False
    yes: bool = False
    repair: bool = False
    """Whether all files of the output are compared with what was made, and mended."""
    changed: tuple[str, ...] = ()
    """Paths relative to the site: look at these alone."""
    listing: bool = True
    """Whether the summary is to name the files that changed: of a large first build these are many."""

    @property
    def place(self) -> str:
        """Where the output really is, by which the index knows it. A link to itself is named as it is."""
        return os.path.realpath(self.output)


class Next(msgspec.Struct, frozen=True):
    """The next moment at which a build has something to do although nobody changes a file."""

    unix: int
    """When, in seconds since 1970."""
    why: str
    """What happens then, in words: `content/2026/11/ferry.md opens`."""
    about: str
    """The file in content/, or the address of the page, that it is about."""


class Summary(msgspec.Struct):
    """What a build did."""

    made: int = 0
    """Pages written, since they are new or not what they were."""
    kept: int = 0
    """Pages that were planned and left as they are."""
    listing: bool = True
    """Whether `added`, `changed` and `taken` are filled."""
    pages: int = 0
    """All pages that there are now, planned or not."""
    removed: int = 0
    """Files taken away."""
    added: list[str] = msgspec.field(default_factory=list)
    """The addresses of files that are new, in an order in which they may be uploaded."""
    changed: list[str] = msgspec.field(default_factory=list)
    """Those of files that changed, in the same order; some of a killed build's may count as changed."""
    taken: list[str] = msgspec.field(default_factory=list)
    """Those of files that are gone; take them away last."""
    seconds: dict[str, float] = msgspec.field(default_factory=dict)
    """How long each step took."""
    blocked: list[PageKey] = msgspec.field(default_factory=list)
    """Pages whose place was taken by something that was about to go; they were made once more in the end."""
    failed: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    """The pages that couldn't be made, by address: of which kind, and of which source. What is there of them stays."""
    next: Next | None = None
    """When a build next has something to do by itself; None where it never will."""
    compared: int | None = None
    """How many files of the output were compared with what was made; None where nobody asked for that."""
    problems: list[Problem] = msgspec.field(default_factory=list)
    """All that is wrong with the site, whichever build found it."""
    remarks: list[str] = msgspec.field(default_factory=list)
    """What a person may want to know of how it was built."""

    @property
    def status(self) -> int:
        """The exit status: 1 when something with an error was left out, or left as it was."""
        return int(any(problem.severity is Severity.ERROR for problem in self.problems))


class Witness:
    """Told how a build goes on; the one that shows progress overrides what it needs."""

    def began(self, step: str, total: int) -> None:
        """A step began; `total` is 0 where nobody knows how much there is to do."""

    def ended(self, step: str, seconds: float) -> None:
        """A step is over that took so long."""

    def waiting(self, folder: Path) -> None:
        """Another build holds a folder, and this one waits for it."""
        self.remark(f"another build holds {folder}: waiting for it")

    def planned(self, planned: Planned, address: str) -> None:
        """A page would be made; told by a plan alone. Without an address there never was one."""

    def page(
        self, key: PageKey, address: str, what: str, reason: Reason | None = None, cause: str = "", digest: bytes = b""
    ) -> None:
        """A page was `made` (written), `rendered` to the same bytes, `kept`, `gone`, or it `failed`.

        Why it was planned, and the hash of its bytes, come with it where that is known.
        """

    def removed(self, address: str) -> None:
        """A file was taken away."""

    def remark(self, text: str) -> None:
        """Something worth a line."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that is to be carried out."""

    site: Path
    settings: Settings
    theme: Theme
    closures: Mapping[str, str]
    """The hash of what each template is made of, by its name."""
    output: int
    """The number of the output in the index."""
    view: int
    """Which view of the index it shows."""
    now: int
    """The moment that it shows, in seconds since 1970."""
    at: int
    """What the clock says, in seconds since 1970; 0 where nothing will be made."""
    jobs: int
    """How many processes may work at once."""
    yes: bool
    """Whether files may be overwritten that we didn't write."""
    moved: tuple[Redirect, ...]
    """The addresses to be noted in redirects.tsv."""
