"""site.toml -> Settings: everything that is wrong with it at once, each at its line and with a hint."""

import itertools
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_origin
from urllib.parse import urlsplit

import msgspec

from broadsheet import (
    problems,
    settings,
    settings_feeds,
    settings_outside,
    settings_rules,
    settings_rules_outside,
    toml_file,
)
from broadsheet.problems import Problem
from broadsheet.settings import (
    Addresses,
    Edition,
    Embeds,
    Fragments,
    Lists,
    MenuItem,
    Menus,
    Outlet,
    Pictures,
    Section,
    Settings,
    Taking,
    ThemeChoice,
)
from broadsheet.settings_feeds import CustomFeed, Feeds, Podcast
from broadsheet.settings_outside import Exports, Hosting, Organization, Robots, Security, Social, Trust, WebApp
from broadsheet.toml_file import Keys, Toml

NAME = "site.toml"

OWN_FOLDERS = {
    "archive": "the months of all articles",
    "assets": "the files of the theme",
    "authors": "the pages of authors",
    "corrections": "the pages of corrections",
    "feeds": "the page of feeds",
    "fragments": "the pieces that pages include",
    "icons": "the icons of the site",
    "media": "the pictures and recordings of media/",
    "stories": "the pages of stories",
    "tags": "the pages of tags",
}
"""The folders of the output that no section and no edition may be named after, and what lives there."""

_PARTS: dict[str, type[msgspec.Struct]] = {
    "lists": Lists,
    "feeds": Feeds,
    "addresses": Addresses,
    "theme": ThemeChoice,
    "ingest": Taking,
    "pictures": Pictures,
    "embeds": Embeds,
    "fragments": Fragments,
    "podcast": Podcast,
    "organization": Organization,
    "social": Social,
    "robots": Robots,
    "trust": Trust,
    "security": Security,
    "app": WebApp,
    "hosting": Hosting,
    "exports": Exports,
}
"""The tables of which there is one, with nothing but values in them."""

_DOCUMENTED = {
    "Outlet": "",
    "Section": "sections.",
    "Edition": "languages.XX.",
    "Menus": "menus.",
    "MenuItem": "menus.main.",
    "CustomFeed": "feeds.custom.",
    **{part.__name__: f"{name}." for name, part in _PARTS.items()},
}
_RULES = settings_rules.RULES | settings_rules_outside.RULES
_OTHER_TABLES = ("sections", "languages", "menus", *_PARTS)
_Part = TypeVar("_Part", bound=msgspec.Struct)
_FORMS = {
    str: '{key} = "…"',
    bool: "{key} = true, without quotes",
    int: "{key} = and digits, without quotes",
    dict: "[{table}], and its keys below it",
    tuple: '{key} = ["…", "…"]',
}
"""How a value of each type is written."""
_WORDS = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    dict: "a table",
    list: "an array",
    tuple: "an array",
}


def read(site: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings of the site in a folder, and warnings; None, and errors, when anything in its site.toml is wrong."""
    try:
        data = (site / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        hint = "`broadsheet init DIR` makes a new outlet's folder; `--site DIR` names one that is there"
        return None, [problems.error(NAME, f"there is no {NAME} in {site}", hint=hint)]
    except OSError as caught:
        return None, [problems.error(NAME, f"it can't be read: {caught.strerror}")]
    return parse(data)


def parse(data: bytes) -> tuple[Settings | None, list[Problem]]:
    """The settings that the bytes of a site.toml give, and warnings; None, and errors, when anything in it is wrong."""
    made, found = _parsed(data)
    return made, list(found)


@lru_cache(maxsize=1)  # a command reads its options by the settings, and then builds by them
def _parsed(data: bytes) -> tuple[Settings | None, tuple[Problem, ...]]:
    file = toml_file.parse(data, NAME)
    if isinstance(file, Problem):
        return None, (file,)
    reader = _Reader(file)
    made = reader.settings()
    found = sorted(set(reader.found), key=lambda problem: problem.sort_key)
    if made is None or found:
        return None, tuple(found)
    return made, tuple(_notes(made, file))


def documented() -> list[tuple[str, str]]:
    """Each key of site.toml with what it means, as settings.py says it under the key's field."""
    import ast
    import inspect

    modules = (settings, settings_feeds, settings_outside)
    trees = [ast.parse(inspect.getsource(module)) for module in modules]
    docs = []
    for node in itertools.chain.from_iterable(tree.body for tree in trees):
        if not (isinstance(node, ast.ClassDef) and node.name in _DOCUMENTED):
            continue
        for field, below in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                doc = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else ""
                if (node.name, field.target.id) != ("Edition", "language"):
                    docs.append((_DOCUMENTED[node.name] + field.target.id, str(doc)))
    return docs


def _notes(made: Settings, file: Toml) -> list[Problem]:
    """What is missing though nothing is wrong."""
    if made.feeds.authority:
        return []
    host = urlsplit(made.outlet.url).hostname
    message = "without an authority, every article counts as new for subscribers when the domain changes"
    hint = f'write authority = "{host},YEAR" below [feeds], with a year in which the domain was yours'
    return [file.note(("feeds",), message, hint)]


class _Reader:
    """Makes the parts of Settings of a file's values, and collects what is wrong on the way."""

    def __init__(self, file: Toml) -> None:
        self.file = file
        self.found: list[Problem] = []

    def wrong(self, keys: Keys, message: str, hint: str = "") -> None:
        self.found.append(self.file.error(keys, message, hint))

    def settings(self) -> Settings | None:
        top = {key: value for key, value in self.file.values.items() if key not in _OTHER_TABLES}
        outlet = self.part(Outlet, top, ())
        sections = self.sections()
        known = [section.id for section in sections]
        default = top.get("default_section")
        if default and isinstance(default, str):
            self.section_known(("default_section",), default, known)
        main = top.get("language")
        languages = self.languages(main if isinstance(main, str) else "", known)
        menus = self.menus(known)
        parts = {name: self.part(part, *self.one(name, known)) for name, part in _PARTS.items()}
        for name in ("article", "undated"):
            folder = str(self.table("addresses").get(name, "")).split("/")[1:2]
            if folder and folder[0] in OWN_FOLDERS:
                taken = f"the folder /{folder[0]}/ is taken: {OWN_FOLDERS[folder[0]]}"
                self.wrong(("addresses", name), taken, "begin the address with another folder")
        if not outlet or not all(parts.values()):
            return None
        return Settings(
            outlet=msgspec.structs.replace(outlet, url=outlet.url.rstrip("/")),
            sections=sections,
            languages=languages,
            menus=menus,
            **parts,  # type: ignore[arg-type]
        )

    def one(self, name: str, sections: list[str]) -> tuple[dict[str, Any], Keys, dict[str, Any]]:
        """A table of which there is one, with its keys, and what in it isn't a value but a list of tables."""
        table = self.table(name)
        if name == "podcast":
            self.sections_known((name, "sections"), table.get("sections"), sections)
        if name != "feeds":
            return table, (name,), {}
        plain = {key: value for key, value in table.items() if key != "custom"}
        return plain, (name,), {"custom": self.custom_feeds(sections)}

    def custom_feeds(self, sections: list[str]) -> tuple[CustomFeed, ...]:
        made: list[CustomFeed] = []
        languages = [str(self.file.values.get("language")), *self.table("languages")]
        for keys, table in self.tables(("feeds", "custom")):
            self.sections_known((*keys, "sections"), table.get("sections"), sections)
            feed = self.part(CustomFeed, table, keys)
            if feed and feed.lang and feed.lang not in languages:
                hint = f"the editions are {', '.join(languages)}"
                self.wrong((*keys, "lang"), f"there is no edition “{feed.lang}”", hint)
            if feed and any(other.id == feed.id for other in made):
                self.wrong((*keys, "id"), f"there are two feeds “{feed.id}”", "give each its own id")
            elif feed:
                made.append(feed)
        return tuple(made)

    def sections_known(self, keys: Keys, named: Any, sections: list[str]) -> None:
        for section in named if isinstance(named, list) else ():
            if isinstance(section, str):
                self.section_known(keys, section, sections)

    def sections(self) -> tuple[Section, ...]:
        example = '[[sections]], and below it id = "politics" and title = "Politics"'
        made: list[Section] = []
        tables = self.tables(("sections",))
        if not self.file.values.get("sections", []):
            self.wrong(("sections",), "an outlet has at least one section", example)
        for keys, table in tables:
            section = self.part(Section, table, keys)
            if not section:
                continue
            if section.id in OWN_FOLDERS:
                where = f"/{section.id}/ is kept for {OWN_FOLDERS[section.id]}"
                self.wrong((*keys, "id"), f"no section can be called “{section.id}”", where)
            elif any(other.id == section.id for other in made):
                self.wrong((*keys, "id"), f"there are two sections “{section.id}”", "give each its own id")
            else:
                made.append(section)
        return tuple(made)

    def languages(self, main: str, sections: list[str]) -> tuple[Edition, ...]:
        taken = {main.lower(): "the outlet's own language"}
        prefixes = dict.fromkeys(sections, "a section") | OWN_FOLDERS
        made: list[Edition] = []
        for language, table in self.table("languages").items():
            keys = ("languages", language)
            fault = settings_rules.language(language)
            if fault:
                self.wrong(keys, *fault)
                continue
            if language.lower() in taken:
                self.wrong(keys, f"“{language}” is {taken[language.lower()]}", "name each language once")
            taken[language.lower()] = "there already"
            if not isinstance(table, dict):
                self.wrong(keys, f"it must be a table, not {_kind(table)}", f"[languages.{language}]")
                continue
            # Menus are tables of their own; what is wrong in them is told there.
            menus = self.menus(sections, (*keys, "menus"))
            plain = {"prefix": language.lower()} | {key: value for key, value in table.items() if key != "menus"}
            edition = self.part(Edition, plain, keys, given={"language": language, "menus": menus})
            if not edition:
                continue
            if edition.prefix in prefixes:
                taken_by = f"the folder /{edition.prefix}/ is taken: {prefixes[edition.prefix]}"
                self.wrong((*keys, "prefix"), taken_by, 'give the edition another: prefix = "…"')
            prefixes[edition.prefix] = f"the edition {language}"
            for name, words in (("sections", edition.sections), ("descriptions", edition.descriptions)):
                for section, text in words.items():
                    self.section_known((*keys, name, section), section, sections)
                    if type(text) is not str:
                        what = "name" if name == "sections" else "description"
                        self.wrong((*keys, name, section), f"a {what} must be text, not {_kind(text)}")
            made.append(edition)
        return tuple(made)

    def menus(self, sections: list[str], where: Keys = ("menus",)) -> Menus:
        """The menus of the outlet, or those of an edition."""
        table: Any = self.file.values
        for key in where:
            table = table.get(key, {}) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            name = ".".join(map(str, where))
            self.wrong(where, f"`{name}` must be a table, not {_kind(table)}", f"[[{name}.main]]")
            return Menus()
        self.unknown(table, Menus.__struct_fields__, where)
        made = {}
        for menu in Menus.__struct_fields__:
            items = []
            for keys, item in self.tables((*where, menu)):
                if entry := self.part(MenuItem, item, keys):
                    items.append(entry)
                    if entry.to.startswith("section:"):
                        self.section_known((*keys, "to"), entry.to.removeprefix("section:"), sections)
            made[menu] = tuple(items)
        return Menus(**made)

    def section_known(self, keys: Keys, section: str, sections: list[str]) -> None:
        if sections and section not in sections:
            near = settings_rules.nearest(section, sections)
            hint = f"did you mean “{near}”?" if near else f"the sections are {', '.join(sections)}"
            self.wrong(keys, f"there is no section “{section}”", hint)

    def table(self, name: str) -> dict[str, Any]:
        """The table of that name at the top; empty where there is none."""
        value = self.file.values.get(name, {})
        if isinstance(value, dict):
            return value
        self.wrong((name,), f"`{name}` must be a table, not {_kind(value)}", f"[{name}]")
        return {}

    def tables(self, keys: Keys) -> list[tuple[Keys, dict[str, Any]]]:
        """The tables of an array of tables, each with its keys; none where there is no array."""
        value: Any = self.file.values
        for key in keys:
            value = value.get(key, []) if isinstance(value, dict) else []
        name = ".".join(map(str, keys))
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [((*keys, number), item) for number, item in enumerate(value)]
        self.wrong(keys, f"`{name}` must be an array of tables, not {_kind(value)}", f"[[{name}]]")
        return []

    def part(
        self, struct: type[_Part], table: dict[str, Any], keys: Keys, given: dict[str, Any] | None = None
    ) -> _Part | None:
        """One part, made of a table; `given` are the fields that aren't keys. None when one can't be made."""
        values, whole = dict(given or {}), True
        fields = [field for field in msgspec.structs.fields(struct) if field.name not in values]
        self.unknown(table, [field.name for field in fields], keys)
        for field in fields:
            if field.name in table:
                value = tuple(table[field.name]) if isinstance(table[field.name], list) else table[field.name]
                values[field.name] = value
                whole &= self.fits(struct, field.name, get_origin(field.type) or field.type, value, keys)
            elif field.required:
                where = f" in [[{keys[0]}]]" if keys and isinstance(keys[-1], int) else ""
                self.wrong(keys, f"`{field.name}` is missing{where}", f'{field.name} = "…"')
                whole = False
        if not whole:
            return None
        made = struct(**values)
        joint = settings_rules_outside.JOINT.get(struct)
        fault = joint(made) if joint else None
        if fault:
            self.wrong((*keys, fault[0]), *fault[1:])
        return made

    def fits(self, struct: type, name: str, kind: type, value: Any, keys: Keys) -> bool:
        """Whether a value has the type and the form of its setting; says so where it hasn't."""
        keys = (*keys, name)
        if type(value) is not kind:
            hint = _FORMS[kind].format(key=name, table=".".join(map(str, keys)))
            self.wrong(keys, f"`{name}` must be {_WORDS[kind]}, not {_kind(value)}", hint)
            return False
        if isinstance(value, str) and any(ord(character) < 32 or ord(character) == 127 for character in value):
            self.wrong(keys, f"`{name}` has a line break or a control character in it", "write it in one line")
            return False
        rule = _RULES.get((struct, name))
        fault = rule(value) if rule else None
        if fault:
            self.wrong(keys, *fault)
        return fault is None

    def unknown(self, table: dict[str, Any], names: Collection[str], keys: Keys) -> None:
        for key in table:
            if key not in names:
                where = f" in [{'.'.join(str(k) for k in keys if isinstance(k, str))}]" if keys else ""
                self.wrong((*keys, key), f"there is no setting `{key}`{where}", _meant(key, names, keys))


def _kind(value: object) -> str:
    """A value's type in words."""
    return _WORDS.get(type(value), "a number" if isinstance(value, float) else "a date or a time")


def _meant(key: str, names: Collection[str], keys: Keys) -> str:
    """What to do about a setting that isn't known where it stands."""
    if keys and key in Outlet.__struct_fields__:
        return f"`{key}` belongs at the top of the file, before the first [table]"
    homes = [name for name, part in _PARTS.items() if key in part.__struct_fields__ and keys != (name,)]
    if homes:
        return f"`{key}` belongs in [{homes[0]}]"
    if near := settings_rules.nearest(key, [*names, *(() if keys else _OTHER_TABLES)]):
        return f"did you mean “{near}”?"
    return "the settings here are " + ", ".join(names)
