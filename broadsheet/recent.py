"""A memory with a bound, for what costs more to work out again than to keep."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """What was worked out lately, at most about `most` of it (each by its weight); None stands for nothing.

    It is kept in two halves: once the newer one is full, the older one goes, with all that nobody asked for since.
    """

    __slots__ = ("_half", "_new", "_old", "_weight")

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._weight = 0
        self._new: dict[Key, tuple[Value, int]] = {}
        self._old: dict[Key, tuple[Value, int]] = {}

    def get(self, key: Key) -> Value | None:
        """What was put there, as long as it is kept."""
        found = self._new.get(key)
        if found is None:
            found = self._old.pop(key, None)
            if found is None:
                return None
            self._put(key, found)
        return found[0]

    def put(self, key: Key, value: Value, weight: int = 1) -> Value:
        """Keep a value, and hand it back."""
        self._put(key, (value, weight))
        return value

    def _put(self, key: Key, entry: tuple[Value, int]) -> None:
        if self._weight >= self._half:
            self._old, self._new, self._weight = self._new, {}, 0
        self._new[key] = entry
        self._weight += entry[1]
