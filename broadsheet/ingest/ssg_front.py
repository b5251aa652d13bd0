"""The front matter of other generators: YAML between dashes, TOML between pluses, JSON, or `Key: value` lines."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import msgspec
import yaml

_MOST_LINES = 2000
_MOST_VALUES = 10_000
"""How many a block may have: a few lines of YAML that refer to one another can stand for billions."""
_KEY_LINE = re.compile(r"([A-Za-z][\w -]{0,39}?)[ \t]*+:(?:[ \t]++(.*)|[ \t]*)")


class Front(msgspec.Struct, frozen=True):
    """What was found: the keys in lower case, the text behind them, and what of the block couldn't be read.

    `style` is `yaml`, `toml`, `json` or `lines`; empty where there is none. `line` is where the text begins.
    """

    keys: dict[str, Any] = {}
    body: str = ""
    style: str = ""
    line: int = 1
    wrong: str = ""


def split(text: str, *, bare: bool = False) -> Front:
    """The front matter and the text. With `bare`, `Key: value` lines at the top are front matter too."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for mark, style in (("---", "yaml"), ("+++", "toml")):
        said = text[3:].partition("\n")[0].strip()
        if text.startswith(mark) and said in ("", "yaml", "toml", "json"):
            style = said or style
            ends = (mark, "...") if mark == "---" else (mark,)
            lines = text.split("\n", _MOST_LINES)
            stop = next((n for n, line in enumerate(lines[1:_MOST_LINES], 1) if line.rstrip() in ends), 0)
            if stop:
                block, body = "\n".join(lines[1:stop]), "\n".join(lines[stop + 1 :])
                # JSON is YAML, but for tabs.
                keys, wrong = _toml(block) if style == "toml" else _yaml(block.replace("\t", " "))
                keys, many = _lower(keys)
                return Front(keys, body, style, stop + 2, wrong or many)
            return Front(body=text)
    if text.startswith("{"):
        try:
            keys, end = json.JSONDecoder(strict=False).raw_decode(text)
        except (ValueError, RecursionError):
            return Front(body=text)
        if isinstance(keys, dict) and text[end : end + 1] in ("\n", ""):
            keys, many = _lower(keys)
            return Front(keys, text[end:], "json", text.count("\n", 0, end) + 2, many)
    return _lines(text) if bare else Front(body=text)


def _yaml(block: str) -> tuple[dict[str, Any], str]:
    """The values, all as text; where YAML can't read them, line by line."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        found = yaml.load(block, Loader=loader)  # noqa: S506  the base loader makes nothing but texts
        if isinstance(found, dict):
            return found, ""
        wrong = "this isn't a list of keys" if found else ""
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        wrong = " ".join(str(problem).split())[:200]
    return _by_line(block), wrong


def _toml(block: str) -> tuple[dict[str, Any], str]:
    try:
        return tomllib.loads(block), ""
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as problem:
        return _by_line(block.replace(" = ", ": ")), str(problem)[:200]


def _by_line(block: str) -> dict[str, Any]:
    """What can still be read of a block that is broken."""
    keys: dict[str, Any] = {}
    last = ""
    for line in block.split("\n"):
        item = re.match(r"\s*-\s+(.*)", line)
        found = _KEY_LINE.fullmatch(line)
        if found:
            last = found[1]
            keys.setdefault(last, (found[2] or "").strip().strip("\"'"))
        elif item and last:
            before = keys[last]
            keys[last] = [*(before if isinstance(before, list) else filter(None, [before])), item[1].strip("\"' ")]
    return keys


def _lines(text: str) -> Front:
    """Pelican's and MultiMarkdown's metadata: `Key: value` lines up to the first empty one, a title among them."""
    keys: dict[str, Any] = {}
    lines = text.split("\n", _MOST_LINES)
    last = ""
    for number, line in enumerate(lines[:_MOST_LINES]):
        found = _KEY_LINE.fullmatch(line.rstrip())
        if not line.strip():
            return (
                Front(keys, "\n".join(lines[number + 1 :]), "lines", number + 2)
                if _is_metadata(keys)
                else Front(body=text)
            )
        if found:
            last = found[1].lower()
            keys[last] = (found[2] or "").strip()
        elif line[0] in " \t" and last:
            keys[last] += f"\n{line.strip()}"
        else:
            break
    return Front(body=text)


def _is_metadata(keys: dict[str, Any]) -> bool:
    return "title" in keys and (len(keys) > 1 or next(iter(keys)) == "title")


def _lower(keys: Any) -> tuple[dict[str, Any], str]:
    """The keys with plain values, and what is wrong where there were too many of them."""
    left = iter(range(_MOST_VALUES))
    found = {str(key).strip().lower(): _plain(value, left) for key, value in keys.items()}
    return found, "" if next(left, None) is not None else f"it has more than {_MOST_VALUES:,} values"


def _plain(value: Any, left: Iterator[int], depth: int = 0) -> Any:
    """A value made of texts, lists and objects alone, as long as there are any left to take."""
    if next(left, None) is None or (depth == 8 and isinstance(value, (dict, list))):
        return ""
    if isinstance(value, dict):
        return {str(key).strip().lower(): one for key, said in value.items() if (one := _plain(said, left, depth + 1))}
    if isinstance(value, list):
        return [one for said in value if (one := _plain(said, left, depth + 1))]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def texts(value: Any) -> list[str]:
    """The texts of a value: of a list, each; of a text, the parts between commas; of an object, its names."""
    if isinstance(value, str):
        bare = value.strip()
        if bare.startswith("[") and bare.endswith("]"):
            bare = bare[1:-1]
        between = r"[;\n]" if ";" in bare else r"[,\n]"  # `Varr, Lena; Brisk, Oto`
        return [part for one in re.split(between, bare) if (part := one.strip().strip("\"'"))]
    if isinstance(value, dict):
        named = value.get("name") or value.get("title")
        return [str(named)] if named else [str(one) for one in value]
    if isinstance(value, list):
        return [text for one in value for text in ([one.strip()] if isinstance(one, str) else texts(one)) if text]
    return []
