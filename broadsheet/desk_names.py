"""How desk.yaml names an article, and an edition."""

import re

from broadsheet import front_matter_types as types
from broadsheet.front_matter import Findings, Node, Text
from broadsheet.settings import Settings

_UP = re.compile(r"(?:^|/)\.\.(?:/|$)")


def article(node: Node, findings: Findings) -> str:
    """An article as a person names it: a path, with or without content/ in front, or an id."""
    value = types.text(node, findings)
    if value.startswith("article:"):
        return value
    path = value.removeprefix("content:").removeprefix("content/")
    if path != value or path.endswith(".md"):
        if _UP.search(path) or "\\" in path or not path.endswith(".md"):
            hint = "its path in content/, such as 2026/11/ferry.md"
            findings.error(f'"{value}" isn\'t an article of ours', node.line, node.column, hint)
        return f"content:{path}"
    if isinstance(node, Text) and (not value or value.startswith("/")):
        hint = "its path in content/, such as 2026/11/ferry.md, or its id"
        findings.error("an article must be named here", node.line, node.column, hint)
    return f"article:{types.identity(node, findings)}" if isinstance(node, Text) else ""


def language(node: Node, settings: Settings, findings: Findings) -> str:
    """The language of an edition, as site.toml has it."""
    value = types.choice(node, [edition.language.lower() for edition in settings.editions], findings)
    return next((edition.language for edition in settings.editions if edition.language.lower() == value), "")
