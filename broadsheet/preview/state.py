"""What the one who builds tells those who answer browsers."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.problems import Problem
    from broadsheet.settings import Settings


class State(msgspec.Struct, frozen=True):
    """How the site stands after a build."""

    turn: int
    """How many builds there were."""
    settings: Settings | None
    """None as long as they could never be read."""
    problems: tuple[Problem, ...]
    """The errors of the last build."""
    files: str
    """Another one after each build that changed something which pages load: a stylesheet, a picture, a fragment."""


class Preview:
    """The state, for many threads to read and to wait for."""

    def __init__(self, settings: Settings | None) -> None:
        self._news = threading.Condition()
        # So that a browser which was left open over a restart doesn't take the new server's count for the old one's.
        self._session = secrets.token_hex(4)
        self._loaded = 0
        self._closed = False
        self.state = State(0, settings, (), self._session)

    def tell(self, settings: Settings | None, problems: Iterable[Problem], changed: Iterable[str]) -> None:
        """A build is done: what is wrong, and which addresses changed. Without settings the old ones stay."""
        with self._news:
            self._loaded += any(map(_is_loaded, changed))
            turn, settings = self.state.turn + 1, settings or self.state.settings
            self.state = State(turn, settings, tuple(problems), f"{self._session}-{self._loaded}")
            self._news.notify_all()

    def wait(self, turn: int, seconds: float) -> State | None:
        """The state once it's another than that of `turn`, or as it is when the time is over; None at the end."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self.state.turn != turn, seconds)
            return None if self._closed else self.state

    def close(self) -> None:
        """Let all who wait go."""
        with self._news:
            self._closed = True
            self._news.notify_all()


def _is_loaded(address: str) -> bool:
    """Whether pages may load a file, so that they look otherwise although their own bytes are the same."""
    return not address.endswith((".html", ".xml")) or "/fragments/" in address
