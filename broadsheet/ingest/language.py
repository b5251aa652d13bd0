"""Which language a text is in."""

import functools
from typing import Any

_LEAST = 200
_SURE = 0.99


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def of(text: str) -> str:
    """The language of a text that is long enough to tell, as a two-letter code; empty where it can't be told."""
    if sum(c.isalpha() for c in text) < _LEAST and not _dense(text):
        return ""
    language, sureness = _identifier().classify(text[:6000])
    return str(language) if sureness >= _SURE else ""


def _dense(text: str) -> bool:
    """Scripts that say much in few characters."""
    return sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in text) >= 60
