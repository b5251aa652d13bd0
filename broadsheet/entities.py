"""What `&#233;` and the like stand for, whatever their numbers are."""

import html
import re

_ENDLESS = re.compile(r"&#[0-9]{100,};?")
"""More digits than any character has: Python reads no numbers of some thousands, and says so by an exception."""
_NONE = "\ufffd"


def bounded(text: str) -> str:
    """The text without numbers that can be no character's: such a one is what any other wrong number becomes."""
    return _ENDLESS.sub(_NONE, text) if "&#" in text else text


def unescape(text: str) -> str:
    """The text with the characters that its entities stand for."""
    return html.unescape(bounded(text))
