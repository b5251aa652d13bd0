"""Numbers as tables show them."""


def seconds(number: float | None) -> str:
    """With as many digits as mean something."""
    if number is None:
        return ""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}" if number >= 0.1 else f"{number:.3f}"


def times(ratio: float | None) -> str:
    """How many times."""
    if ratio is None:
        return ""
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.1f}" if ratio >= 2 else f"{ratio:.2f}"


def megabytes(number: int | None) -> str:
    """Of 2^20 bytes."""
    return "" if number is None else f"{number / 2**20:,.0f}"


def count(number: int | None) -> str:
    """With commas."""
    return "" if number is None else f"{number:,}"
