"""Addresses that are written short, as their page meant them."""

from urllib.parse import urljoin


def joined(base: str, address: str) -> str:
    """A relative address made whole; it stays as it is written without a base, or where the two don't fit."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address
