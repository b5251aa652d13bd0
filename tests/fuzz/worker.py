"""One target in a process of its own; what came of it is written on the way, as atheris ends it without a word."""

import json
import sys
import time
from pathlib import Path

_EVERY = 1.0
"""How many seconds lie between two notes of what came of it so far."""


def main(name: str, seconds: str, seed: str, engine: str, found: str, folder: str) -> None:
    """Run one target; with atheris all that it reaches tells which lines it has come through."""
    end = time.monotonic() + float(seconds)
    if engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=["broadsheet", "markdown", "mammoth", "markdownify", "frontmatter"]):
            target = _loaded(name)
    else:
        target = _loaded(name)
    from tests.fuzz import running

    class Told(running.Run):
        """A run that tells how far it has come."""

        _told_at = 0.0

        def once(self, data: bytes) -> None:
            before = len(self.crashes)
            super().once(data)
            if len(self.crashes) > before or time.monotonic() > self._told_at + _EVERY:
                self._told_at = time.monotonic()
                value = {"executions": self.executions, "ways": {way: str(path) for way, path in self.crashes.items()}}
                Path(folder, "told.json").write_text(json.dumps(value), encoding="utf-8")

    run = Told(target, Path(found))
    left = max(1.0, end - time.monotonic())  # what was loaded took its time
    if engine == "atheris":
        running.run_under_atheris(run, left, int(seed), Path(folder, "corpus"))
    else:
        running.run_by_chance(run, left, int(seed))


def _loaded(name: str):  # type: ignore[no-untyped-def]
    """The target, and with it all that its sound inputs need: they are loaded while what is loaded is instrumented."""
    from tests.fuzz import running
    from tests.fuzz.targets import named

    target = named(name)
    for data in target.corpus:
        running.broken(target, data)
    return target


if __name__ == "__main__":
    main(*sys.argv[1:])
