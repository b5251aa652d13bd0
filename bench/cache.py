"""The folder for what the benchmark leaves: sites on disk meanwhile, and generators that pip does not have."""

from pathlib import Path

CACHE = Path(__file__).parent.parent / ".bench"


def own_cache() -> Path:
    """The folder, which Git passes over by a file in it."""
    CACHE.mkdir(exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n", encoding="utf-8")
    return CACHE
