"""What XML can't have in a text, taken out before any of it sees one."""

import re

_forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _forbidden.sub("", text)
