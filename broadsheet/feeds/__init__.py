"""Feeds: kinds of page that are made by code rather than by a template."""
