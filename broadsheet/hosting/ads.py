"""ads.txt and app-ads.txt: files of the outlet's that go out as they are, and what buyers couldn't read in them.

A line that they can't read is one that they pass over, and an advertisement that isn't sold: nobody is told of it.
"""

import re
from collections.abc import Iterator
from itertools import chain

from broadsheet.problems import Problem, warning

PATHS = ("static/ads.txt", "static/app-ads.txt")

VARIABLES = ("CONTACT", "INVENTORYPARTNERDOMAIN", "MANAGERDOMAIN", "OWNERDOMAIN", "SUBDOMAIN")
"""The variables of IAB's ads.txt 1.1."""
_DOMAINS = VARIABLES[1:]
RELATIONS = ("DIRECT", "RESELLER")

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
_VARIABLE = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*(.*)")
_RECORD = "example.com, pub-1234, DIRECT, f08c47fec0942fa0"

Fault = tuple[int, str, str]
"""Where in a line something is wrong, counted from 0; what, and what to do."""


def problems(data: bytes, path: str) -> Iterator[Problem]:
    """A warning for each line of a file that buyers can't read, or would read as something else."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        at = data.count(b"\n", 0, failure.start) + 1
        yield warning(path, "this isn't UTF-8", line=at, hint="save the file as UTF-8")
        text = data.decode("utf-8", "replace")
    seen: dict[tuple[str, ...], int] = {}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0]
        if not said.strip():
            continue
        for column, what, hint in _wrong(said):
            yield warning(path, what, line=number, column=column + 1, hint=hint, excerpt=line)
        record = tuple(field.strip().lower() for field in said.split(";")[0].split(",")[:3])
        first = seen.setdefault(record, number)
        if first != number and len(record) == 3:
            hint = "take one of the two out"
            yield warning(path, f"line {first} says the same", line=number, column=1, hint=hint, excerpt=line)
    if not seen:
        hint = "to say that nobody may sell: placeholder.example.com, placeholder, DIRECT, placeholder"
        yield warning(path, "it names nobody, so buyers take it for a file that isn't there", hint=hint)


def _wrong(line: str) -> Iterator[Fault]:
    variable = _VARIABLE.fullmatch(line)
    if variable and "," not in line.partition("=")[0]:
        yield from _wrong_variable(variable)
        return
    # What follows a semicolon is for extensions of the format.
    fields = list(_fields(line.partition(";")[0]))
    if len(fields) < 3:
        given = "one field" if len(fields) == 1 else "two fields"
        yield _begin(line), f"the line has {given}, and needs three with commas between", _RECORD
        return
    domain, account, relation, *others = fields
    if not _DOMAIN.fullmatch(domain[1]):
        yield domain[0], f"“{domain[1]}” isn't a domain", "that of the advertising system, such as google.com"
    if not account[1]:
        yield account[0], "the account's id is missing", "the one that the advertising system has for you"
    if relation[1].upper() not in RELATIONS:
        yield relation[0], f"“{relation[1]}” is neither DIRECT nor RESELLER", _RECORD
    if len(others) > 1:
        yield others[1][0], "there are more than four fields", "a comment begins with #"
    if any(" " in said or "\t" in said for _, said in chain(fields[1:2], others[:1])):
        at = next(place for place, said in chain(fields[1:2], others[:1]) if " " in said or "\t" in said)
        yield at, "an id has no spaces", "put a comma, or # before a comment"


def _wrong_variable(found: re.Match[str]) -> Iterator[Fault]:
    name, value = found[1].upper(), found[2].strip()
    if name not in VARIABLES:
        yield found.start(1), f"there is no variable {found[1]}", f"the variables are {', '.join(VARIABLES)}"
    elif not value:
        yield found.start(2), f"{name} says nothing", f"{name}=example.com" if name in _DOMAINS else "CONTACT=ads@…"
    elif name in _DOMAINS:
        # A manager may be one for a country: `domain, PT`.
        domain = value.partition(",")[0].strip() if name == "MANAGERDOMAIN" else value
        if not _DOMAIN.fullmatch(domain):
            yield found.start(2), f"“{domain}” isn't a domain", f"{name}=example.com, without https://"


def _fields(line: str) -> Iterator[tuple[int, str]]:
    """The fields of a line with their places, without the spaces around them."""
    at = 0
    for field in line.split(","):
        yield at + len(field) - len(field.lstrip()), field.strip()
        at += len(field) + 1


def _begin(line: str) -> int:
    return len(line) - len(line.lstrip())
