"""Processes that do work in turn: nothing is lost, nothing waits for ever, and what fails is told."""

import os
from collections.abc import Callable

import pytest

from broadsheet import workers
from broadsheet.problems import SiteError, error
from broadsheet.workers import Worker


def begin() -> Callable[[list[str]], list[str]]:
    return double


def double(batch: list[str]) -> list[str]:
    if batch == ["fail"]:
        raise SiteError(error("x", "it fails"))
    if batch == ["die"]:
        os._exit(3)
    return [2 * text for text in batch]


@pytest.fixture
def hands() -> "list[Worker[list[str], list[str]]]":
    return [Worker(begin) for _ in range(2)]


def test_all_shares_are_worked_off_whoever_is_first(hands: list[Worker[list[str], list[str]]]) -> None:
    long, short = [[str(number)] for number in range(40)], [["a"]]
    made = list(workers.spread(hands, [iter(long), iter(short)], 3))
    assert sorted(text for batch in made for text in batch) == sorted(
        ["aa", *(2 * str(number) for number in range(40))]
    )
    for worker in hands:
        worker.end()


def test_long_batches_and_long_results_never_wait_for_each_other(hands: list[Worker[list[str], list[str]]]) -> None:
    batches = [["x" * 1_000_000] for _ in range(12)]
    made = list(workers.spread(hands, [iter(batches[:6]), iter(batches[6:])], 3))
    assert [len(batch[0]) for batch in made] == [2_000_000] * 12
    for worker in hands:
        worker.end()


def test_what_fails_is_told_whole_and_the_process_goes_on(hands: list[Worker[list[str], list[str]]]) -> None:
    worker, other = hands
    worker.give(["fail"])
    worker.give(["a"])
    with pytest.raises(SiteError) as failure:
        worker.result()
    assert failure.value.problems == (error("x", "it fails"),)
    assert worker.result() == ["aa"]
    worker.give(["never asked for"])
    worker.end()
    other.end()


def test_a_process_that_dies_is_told(hands: list[Worker[list[str], list[str]]]) -> None:
    worker, other = hands
    worker.give(["die"])
    with pytest.raises(SiteError, match="a process of this build died"):
        worker.result()
    worker.end()
    other.end()
