"""What has a form of its own in a text, known before anything is cut from it: tables, posts, points in brief, tags."""

from broadsheet.ingest.reading import Reading


def find(reading: Reading) -> None:
    """Gives such blocks their shape, so that nobody takes them for lines of a page."""
