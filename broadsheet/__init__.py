"""Broadsheet: raw article sources in, a news site and its feeds out."""

__version__ = "0.1.0"
