"""Names as they stand in addresses."""

import re

from anyascii import anyascii

_OTHER = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"[’'ʼ`´]")


def slugify(text: str, longest: int = 80) -> str:
    """Lower-case ASCII letters, digits and single hyphens, cut at a hyphen; empty where nothing can be read aloud.

    Other scripts are transliterated. It depends on nothing but the text, so a slug never changes by itself.
    """
    slug = _OTHER.sub("-", anyascii(_APOSTROPHE.sub("", text)).lower()).strip("-")
    if len(slug) > longest:
        head, _, _ = slug[: longest + 1].rpartition("-")
        slug = head or slug[:longest]
    return slug
