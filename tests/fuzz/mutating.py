"""One input made of another: cut, doubled, put together anew, by bytes or by the pieces of its syntax."""

from collections.abc import Callable, Sequence

from tests.fuzz.targets import Target

Choose = Callable[[int], int]
"""A number from 0 to below the one given; chance's, or what hypothesis would have."""

LONGEST = 60_000
"""In bytes: what grows beyond isn't looked for here."""


def mutated(target: Target, data: bytes, choose: Choose, changes: int) -> bytes:
    """An input after so many changes."""
    for _ in range(changes):
        change = _CHANGES[choose(len(_CHANGES))]
        data = change(target, data, choose)
    return data[:LONGEST]


def _span(data: bytes, choose: Choose) -> tuple[int, int]:
    start = choose(len(data) + 1)
    return start, min(len(data), start + (0, 1, 1, 2, 8, 40, 400)[choose(7)])


def _pieces(target: Target, data: bytes) -> list[bytes]:
    """The pieces of an input; what is between two of them is a piece too."""
    pieces, end = [], 0
    for found in target.pieces.finditer(data):
        if found.end() > found.start():
            if found.start() > end:
                pieces.append(data[end : found.start()])
            pieces.append(found[0])
            end = found.end()
    return [*pieces, data[end:]] if end < len(data) else pieces


def _cut(target: Target, data: bytes, choose: Choose) -> bytes:
    start, stop = _span(data, choose)
    return data[:start] + data[stop:]


def _end(target: Target, data: bytes, choose: Choose) -> bytes:
    return data[: choose(len(data) + 1)]


def _put(target: Target, data: bytes, choose: Choose) -> bytes:
    start, stop = _span(data, choose)
    return data[:start] + target.tokens[choose(len(target.tokens))] + data[stop if choose(2) else start :]


def _flip(target: Target, data: bytes, choose: Choose) -> bytes:
    if not data:
        return data
    at = choose(len(data))
    return data[:at] + bytes([choose(256)]) + data[at + 1 :]


def _on_pieces(change: Callable[[list[bytes], Target, Choose], None]) -> Callable[[Target, bytes, Choose], bytes]:
    def apply(target: Target, data: bytes, choose: Choose) -> bytes:
        if pieces := _pieces(target, data):
            change(pieces, target, choose)
        return b"".join(pieces)

    return apply


def _drop_piece(pieces: list[bytes], target: Target, choose: Choose) -> None:
    start = choose(len(pieces))
    del pieces[start : start + 1 + choose(3)]


def _swap_pieces(pieces: list[bytes], target: Target, choose: Choose) -> None:
    one, other = choose(len(pieces)), choose(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]


def _double_piece(pieces: list[bytes], target: Target, choose: Choose) -> None:
    start = choose(len(pieces))
    pieces[start:start] = pieces[start : start + 1 + choose(4)] * (1, 1, 2, 60)[choose(4)]


def _replace_piece(pieces: list[bytes], target: Target, choose: Choose) -> None:
    pieces[choose(len(pieces))] = target.tokens[choose(len(target.tokens))]


def _move_piece(pieces: list[bytes], target: Target, choose: Choose) -> None:
    """A piece of any other input that the target begins with."""
    others = _pieces(target, target.corpus[choose(len(target.corpus))])
    if others:
        start = choose(len(others))
        at = choose(len(pieces))
        pieces[at : at + choose(2)] = others[start : start + 1 + choose(4)]


_CHANGES: Sequence[Callable[[Target, bytes, Choose], bytes]] = (
    _cut,
    _end,
    _put,
    _put,
    _flip,
    *(
        _on_pieces(one)
        for one in (_drop_piece, _swap_pieces, _double_piece, _replace_piece, _replace_piece, _move_piece)
    ),
)
