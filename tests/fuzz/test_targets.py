"""What reads others' bytes keeps its promises: over a corpus, over what once broke it, and over changes of both."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutating import mutated
from tests.fuzz.running import Run, run_by_chance
from tests.fuzz.targets import FOUND, Target, known

_TARGETS = known()
_SOUND = [(name, number) for name, target in _TARGETS.items() for number in range(len(target.corpus))]
_FOUND = [(name, path.name) for name, target in _TARGETS.items() for path in target.found()]


@pytest.mark.parametrize(("name", "number"), _SOUND)
def test_sound_input_breaks_nothing(name: str, number: int) -> None:
    _TARGETS[name].promise(_TARGETS[name].corpus[number])


@pytest.mark.parametrize(("name", "kept"), _FOUND)
def test_what_once_broke_something_does_so_no_more(name: str, kept: str) -> None:
    _TARGETS[name].promise((FOUND / name / kept).read_bytes())


@pytest.mark.parametrize("name", _TARGETS)
def test_changed_input_breaks_nothing(name: str) -> None:
    target = _TARGETS[name]

    @settings(
        max_examples=target.examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(_changes(target))
    def run(data: bytes) -> None:
        target.promise(data)

    run()


@st.composite
def _changes(draw: st.DrawFn, target: Target) -> bytes:
    """A sound input after a few changes, which hypothesis chooses: so it can make it simple again."""
    data = draw(st.sampled_from(target.corpus))
    return mutated(target, data, lambda below: draw(st.integers(0, below - 1)), draw(st.integers(1, 5)))


def test_what_is_kept_belongs_to_a_target() -> None:
    assert sorted(folder.name for folder in FOUND.iterdir() if folder.is_dir() and folder.name not in _TARGETS) == []


def test_a_broken_promise_is_noticed_made_small_and_kept(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)

    def promise(data: bytes) -> None:
        assert b"[[" not in data, "two brackets"

    target = Target(
        "a-test", promise, lambda: [b"some text [ with a bracket", b"and another ["], "words", ["[", "[["], 1
    )
    run = Run(target, tmp_path)
    run_by_chance(run, 0.0, 1)
    assert (run.executions, run.crashes) == (2, {})
    while not run.crashes:
        run.once(mutated(target, target.corpus[0], lambda below: run.executions % below, 2))
        assert run.executions < 5000
        run.executions += 1
    (kept,) = run.crashes.values()
    assert kept.read_bytes() == b"[["
    run.once(b"[[ once more")
    assert len(run.crashes) == 1
