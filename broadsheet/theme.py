"""themes/NAME -> what pages are made with: templates, words, fingerprinted assets, options.

A theme is looked for in the site's themes/, then among those that come with Broadsheet. It may extend another, file
by file, and the site's own templates/ stand above both. All of it is read once, into one value that can be handed to
other processes, so that a build sees one state of it. Importing this is cheap: the template engine comes with the
first page that is rendered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet import theme_layers, toml_file
from broadsheet.pages.views import PageContext, SiteView
from broadsheet.problems import Problem, SiteError, error
from broadsheet.settings import ThemeChoice
from broadsheet.theme_assets import Asset, AssetFile, fingerprint
from broadsheet.theme_layers import TYPES, Layer, TemplateSource, files, nearest

if TYPE_CHECKING:
    from broadsheet.theme_templates import Templates


@dataclass(frozen=True)
class Theme:
    """A theme with all it extends, ready to render."""

    name: str
    layers: tuple[tuple[str, Mapping[str, TemplateSource]], ...]
    """The templates of each layer by name, the site's own first, the extended theme's last."""
    words: Mapping[str, Mapping[str, Any]]
    """The interface words, by language, then by key."""
    words_hash: str
    """The hash of all that shapes each page: every theme.toml and all words."""
    assets: Mapping[str, Asset]
    """By name under assets/."""
    options: Mapping[str, Any]
    """The theme's options: what site.toml sets, and the defaults for the rest."""
    digest: str
    """The hash over every file that counts: while it stays, nothing that the theme gives can change."""
    base: str = ""
    """The path of the outlet's url, in front of each asset's address."""
    compiled: Path | None = field(default=None, compare=False)
    """The folder where compiled templates may be kept."""
    _made: dict[str, "Templates"] = field(default_factory=dict, compare=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_made": {}}

    def asset_bytes(self, name: str) -> bytes:
        """What goes out at that asset's address."""
        asset = self.assets[name]
        return asset.path.read_bytes() if asset.text is None else asset.text

    def closure(self, template: str) -> str:
        """The hash of all that can shape what that template gives, besides its page and site.

        That is its source and those it extends, includes and imports, the names among them that aren't there, every
        theme.toml and the words, the assets that they name. A name worked out while rendering means the whole theme.
        """
        return self._templates.closure(template)

    def made_of(self, template: str) -> tuple[str, ...]:
        """The files of that closure, as people are shown them: templates and assets; themes' words count in all pages.

        Where a name is worked out while rendering these are all templates, or all assets.
        """
        return self._templates.made_of(template)

    def render(self, template: str, page: PageContext, site: SiteView) -> str:
        """The page. RenderError where the template can't give it."""
        return self._templates.render(template, page, site)

    def prepare(self, templates: Iterable[str], site: SiteView) -> None:
        """Compile templates ahead of the first page, so that processes that are forked then have them."""
        self._templates.prepare(templates, site)

    def check(self) -> tuple[Problem, ...]:
        """Each template that isn't well-formed, and each constant name in one that leads nowhere."""
        return self._templates.check()

    def unused(self, roots: Iterable[str]) -> tuple[Problem, ...]:
        """A warning for each of the site's own templates that none of `roots`, those of the kinds of page, leads to."""
        return self._templates.unused(roots)

    @property
    def _templates(self) -> "Templates":
        if "" not in self._made:
            from broadsheet.theme_templates import Templates

            self._made[""] = Templates(self)
        return self._made[""]


def load(site: Path, choice: ThemeChoice, base: str = "") -> Theme:
    """The theme that site.toml chooses; `base` is the path of the outlet's url. SiteError says what is wrong."""
    layers = theme_layers.layers(choice.name, site)
    chain = layers[1:]
    counted, shaping = sha256(), sha256()
    templates: list[tuple[str, dict[str, TemplateSource]]] = []
    assets: list[tuple[str, dict[str, AssetFile]]] = []
    words: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for layer in layers:
        found: dict[str, TemplateSource] = {}
        assets.append((layer.name, {}))
        for name, path in files(layer):
            data = path.read_bytes()
            shown = f"{layer.shown}/{name}".removeprefix("./")
            record = theme_layers.record(layer, name, data)
            counted.update(record)
            folder, _, inner = name.partition("/")
            if folder == "templates":
                found[inner] = TemplateSource(_text(data, shown, problems), shown, sha256(data).hexdigest())
                continue
            if folder == "assets":
                assets[-1][1][inner] = AssetFile(path, shown)
                continue
            shaping.update(record)
            if folder == "i18n" and inner.endswith(".toml"):
                language = words.setdefault(inner.removesuffix(".toml").lower(), {})
                for key, value in _read_words(data, shown, problems).items():
                    language.setdefault(key, value)
        templates.append((layer.name, found))
    options = _options(choice, chain, site, problems)
    if problems:
        raise SiteError(*problems)
    return Theme(
        name=choice.name,
        layers=tuple(templates),
        words=words,
        words_hash=shaping.hexdigest(),
        assets=fingerprint(assets),
        options=options,
        digest=counted.hexdigest(),
        base=base,
        compiled=site / ".broadsheet" / "templates",
    )


def _options(choice: ThemeChoice, chain: tuple[Layer, ...], site: Path, problems: list[Problem]) -> dict[str, Any]:
    """The options with their defaults; what a theme extends offers is offered too."""
    offered: dict[str, Any] = {}
    choices: dict[str, list[str]] = {}
    for layer in reversed(chain):
        offered.update(layer.about.get("options", {}))
        choices.update(layer.about.get("choices", {}))
    for name, value in choice.options.items():
        if name not in offered:
            close = nearest(name, offered)
            hint = f"did you mean `{close}`?" if close else f"it has: {', '.join(sorted(offered)) or 'none'}"
            message = f"the theme “{choice.name}” has no option `{name}`"
        elif type(value) is not type(offered[name]):
            wanted = TYPES.get(type(offered[name]), type(offered[name]).__name__)
            message, hint = f"the theme's option `{name}` takes {wanted}", f"its default is {offered[name]!r}"
        else:
            if name in choices:
                problems += _unlike(site, name, value, choices[name])
            offered[name] = value
            continue
        problems.append(_at_option(site, (name,), message, hint))
    return offered


def _unlike(site: Path, name: str, value: Any, choices: list[str]) -> Iterator[Problem]:
    """An error for each text of an option, which may be a table of them, that isn't among its choices."""
    texts = {(name, key): text for key, text in value.items()} if isinstance(value, dict) else {(name,): value}
    for keys, text in texts.items():
        if text not in choices:
            close = nearest(str(text), choices)
            hint = f"did you mean “{close}”?" if close else f"it can be: {', '.join(choices)}"
            yield _at_option(site, keys, f"the theme's option `{name}` can't be “{text}”", hint)


def _at_option(site: Path, keys: tuple[str, ...], message: str, hint: str) -> Problem:
    """An error where site.toml sets that option of the theme."""
    try:
        settings = toml_file.parse((site / "site.toml").read_bytes(), "site.toml")
    except FileNotFoundError:
        settings = toml_file.Toml("site.toml", (), {}, {})
    if isinstance(settings, Problem):
        return error("site.toml", message, hint=hint)
    return settings.error(("theme", "options", *keys), message, hint)


def _read_words(data: bytes, shown: str, problems: list[Problem]) -> dict[str, Any]:
    """The words of a language: each key a text, or a table of a text by plural form."""
    words = toml_file.parse(data, shown)
    if isinstance(words, Problem):
        problems.append(words)
        return {}
    for key, value in words.values.items():
        texts = list(value.values()) if isinstance(value, dict) else [value]
        if not all(isinstance(text, str) for text in texts) or (isinstance(value, dict) and "other" not in value):
            hint = 'write `key = "words"`, or a table of plural forms with `other` among them'
            problems.append(words.error((key,), f"`{key}` isn't a text", hint))
    return words.values


def _text(data: bytes, shown: str, problems: list[Problem]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = data.count(b"\n", 0, bad.start) + 1
        problems.append(error(shown, "the template isn't UTF-8", line=line, hint="save it as UTF-8"))
        return ""
