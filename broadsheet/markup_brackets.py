"""Where the brackets of links and pictures close, found once for a text.

Python-Markdown goes through the rest of the text from each bracket anew, character by character: five thousand that
nothing closes took it four seconds. The answers here are the same.
"""

import re

from markdown.inlinepatterns import LinkInlineProcessor


class Pairs:
    """The ends of what opens in a text.

    All is counted from the text's end, as what closes a bracket hangs on what follows it alone: what is known stays
    true when something before it has been replaced, as Python-Markdown does with each link that it has read.
    """

    def __init__(self, opening: str, closing: str) -> None:
        self._opening = opening
        self._either = re.compile(f"[{re.escape(opening + closing)}]")
        self._known = ""
        self._ends: dict[int, int] = {}

    def end(self, text: str, start: int) -> int:
        """The place of what closes the bracket that stands before `start`; -1 where nothing does."""
        rest = text[start:]
        if not self._known.endswith(rest) or len(rest) not in self._ends:
            self._learn(rest)
        end = self._ends[len(rest)]
        return len(text) - end if end else -1

    def _learn(self, rest: str) -> None:
        self._known = rest
        self._ends = {len(rest): 0}
        opened = [len(rest)]
        for found in self._either.finditer(rest):
            if found[0] == self._opening:
                opened.append(len(rest) - found.end())
                self._ends[opened[-1]] = 0
            elif opened:
                self._ends[opened.pop()] = len(rest) - found.start()


def find_ends_once(pattern: LinkInlineProcessor) -> None:
    """Let one of Python-Markdown's patterns for links and pictures look the ends of brackets up."""
    square, round_ = Pairs("[", "]"), Pairs("(", ")")
    read = pattern.getLink

    def text(data: str, index: int) -> tuple[str, int, bool]:
        end = square.end(data, index)
        return (data[index:], len(data), False) if end < 0 else (data[index:end], end + 1, True)

    def link(data: str, index: int) -> tuple[str, str | None, int, bool]:
        opened = pattern.RE_LINK.match(data, index)
        if opened and not opened[1]:
            # Where a quote follows, brackets count in another way: that is left to Python-Markdown.
            quoted = data.find('"', index) >= 0 or data.find("'", index) >= 0
            if not quoted and round_.end(data, opened.end()) < 0:
                return "", None, index, False
        return read(data, index)

    pattern.getText = text  # type: ignore[method-assign]
    pattern.getLink = link  # type: ignore[method-assign]
