"""One way through the house: a room imports those to its left, and never one to its right."""

import ast
from collections.abc import Iterator
from pathlib import Path

import broadsheet

HOUSE = Path(broadsheet.__file__).parent

ROOMS = (
    # the values that are handed on, and what the outlet says of itself
    *("problems", "entities", "article", "keys", "slugs", "recent", "toml_file"),
    *("settings_feeds", "settings_outside", "settings", "settings_rules", "settings_rules_outside", "settings_file"),
    # bytes -> the disk, for all that write
    "durable",
    # sources -> content/: it knows nothing of what is made of that
    "ingest",
    # where things live
    "addresses",
    # content/ -> Article
    *("yaml_mistakes", "front_matter", "front_matter_types"),
    *("markup_blocks", "references", "markup_brackets", "markup_whole", "markup", "paywall", "content"),
    *("redirects", "desk_names", "takedowns", "desk", "pictures"),
    # Article -> Index
    "index",
    # Index -> contexts
    *("pages", "feeds", "hosting", "exports", "kinds"),
    # contexts -> bytes
    *("structured", "fingerprint", "theme", "render"),
    # changes -> PageKeys -> public/
    *("job", "missing", "workers", "cluster", "manifest", "comparing", "output"),
    *("claiming", "readers", "filling", "taking_down", "touched", "changes", "worklist", "plan", "printer", "publish"),
    # the conductor, and who calls it
    *("links", "idle", "schedule", "press"),
    "review",
    *("lacking", "unpaired", "wordless", "check", "new", "init", "explain", "preview", "serve"),
    *("events", "log", "failures", "terminal", "progress", "arguments", "timers", "options", "taking_in", "commands"),
    *("cli", "__main__"),
)
"""From left to right. The package itself is the door: it shows some of what is inside."""


def modules() -> Iterator[tuple[str, Path]]:
    """Each module with its room."""
    for path in sorted(HOUSE.rglob("*.py")):
        inner = path.relative_to(HOUSE)
        if inner.parts != ("__init__.py",) and inner.parts[0] not in ("themes", "scaffold"):
            yield room_of(inner.parts[0].removesuffix(".py")), path


def room_of(name: str) -> str:
    """The room of a module or a folder: its own name; theme.py has its parts in files beside it."""
    return "theme" if name.startswith("theme_") else name


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """The rooms that a module imports, with the lines; wherever in it that stands, but for its types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: an import that is relative"
            parts = (node.module or "").split(".")
            if parts[0] == "broadsheet":
                for name in parts[1:2] or [alias.name for alias in node.names]:
                    if name != "__version__":
                        yield room_of(name), node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("broadsheet."):
                    yield room_of(alias.name.split(".")[1]), node.lineno


def test_no_room_imports_one_to_its_right() -> None:
    place = {room: number for number, room in enumerate(ROOMS)}
    wrong = [
        f"{path.relative_to(HOUSE.parent)}:{line}: {room} imports {other}"
        for room, path in modules()
        for other, line in imported(path)
        if place[other] > place[room]
    ]
    assert wrong == []


def test_every_module_is_in_a_room_and_no_room_is_empty() -> None:
    assert {room for room, _ in modules()} == set(ROOMS)


def test_ingest_knows_nothing_of_what_is_made_of_its_files() -> None:
    """So that sources can be taken in, and tried, without a site being read or built."""
    known = {other for room, path in modules() if room == "ingest" for other, _ in imported(path)}
    assert known <= {"ingest", "article", "durable", "entities", "problems", "settings", "slugs"}


def test_what_articles_are_made_of_is_no_matter_of_the_index() -> None:
    left = ROOMS[: ROOMS.index("index")]
    known = {other for room, path in modules() if room in left for other, _ in imported(path)}
    assert known <= set(left)


def test_nobody_reaches_into_another_module_for_what_is_its_own() -> None:
    reached = [
        f"{path.relative_to(HOUSE.parent)}:{node.lineno}: {name.name}"
        for _, path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("broadsheet")
        for name in node.names
        if name.name.startswith("_") and name.name != "__version__"
    ]
    assert reached == []
