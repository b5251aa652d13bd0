"""A theme's templates, as Jinja2 makes pages of them, and what each of them hangs on."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.meta import find_referenced_templates
from jinja2.utils import missing

from broadsheet.pages.views import PageContext, SiteView
from broadsheet.problems import Problem, RenderError, error, warning
from broadsheet.theme_layers import TemplateSource
from broadsheet.theme_mistakes import guess, named, syntax
from broadsheet.theme_words import WordError, Words

if TYPE_CHECKING:
    from broadsheet.theme import Theme

GLOBALS = ("page", "site", "t", "asset")
"""The names that every template has."""
_FILTERS = ("when", "iso", "day", "month_name", "month_alone", "number")
"""The ways of writing that every template has, besides Jinja2's own."""


class AssetError(Exception):
    """An asset that the theme hasn't got."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


_ODDITIES = (AssetError, WordError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a mistake in a template can raise besides Jinja2's own errors."""


class Templates:
    """The templates of one theme. An environment a language and time zone is made when it is first asked for."""

    def __init__(self, theme: "Theme") -> None:
        self._theme = theme
        self._shown = {
            template.shown: template for _, templates in reversed(theme.layers) for template in templates.values()
        }
        self._parser = _environment(_Loader(self.resolve))
        self._environments: dict[tuple[str, str], Environment] = {}
        self._trees: dict[str, nodes.Template | TemplateSyntaxError] = {}
        self._names: dict[str, _Names] = {}
        self._closures: dict[str, str] = {}

    def resolve(self, name: str) -> TemplateSource | None:
        """The topmost template of that name; `THEME/name` begins at that theme, below what overrides it."""
        layers = self._theme.layers
        head, _, tail = name.partition("/")
        for n, (layer, _) in enumerate(layers):
            if layer and layer == head:
                layers, name = layers[n:], tail
                break
        return next((templates[name] for _, templates in layers if name in templates), None)

    def render(self, name: str, page: PageContext, site: SiteView) -> str:
        """The page; RenderError with the template's line and a hint where it can't be had."""
        key = (site.language, site.timezone)
        if key not in self._environments:
            self._environments[key] = self._environment(*key)
        try:
            return self._environments[key].get_template(name).render(page=page, site=site)
        except (TemplateError, *_ODDITIES) as bad:
            problem = self._problem(name, bad)
            if problem is None:
                raise
            raise RenderError(problem) from bad

    def closure(self, name: str) -> str:
        """See Theme.closure."""
        if name not in self._closures:
            self._closures[name] = self._closure(name)
        return self._closures[name]

    def check(self) -> tuple[Problem, ...]:
        """Syntax errors, and templates and assets that are named and aren't there."""
        problems = []
        for shown in sorted(self._shown):
            template = self._shown[shown]
            tree = self._parse(template)
            if isinstance(tree, TemplateSyntaxError):
                problems.append(self._at(template, tree.lineno, *self._syntax(tree)))
                continue
            for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
                wanted = getattr(node, "template", None)
                optional = isinstance(node, nodes.Include) and node.ignore_missing
                if isinstance(wanted, nodes.Const) and not optional and not self.resolve(wanted.value):
                    message, hint = self._missing(wanted.value)
                    problems.append(self._at(template, node.lineno, message, hint))
            for name, line in _assets(tree):
                if name is not None and name not in self._theme.assets:
                    message, hint = self._no_asset(name)
                    problems.append(self._at(template, line, message, hint))
        return tuple(problems)

    def unused(self, roots: Iterable[str]) -> tuple[Problem, ...]:
        """See Theme.unused."""
        roots = list(roots)
        used = {name for root in roots for name in self._reach(root)}
        if any(self._names_in(self.resolve(name)).any_template for name in used):
            return ()
        (_, own), *themes = self._theme.layers
        known = sorted({name for _, templates in themes for name in templates}.union(roots))
        return tuple(
            warning(own[name].shown, "nothing uses this template", hint=guess(name, known))
            for name in sorted(own)
            if name not in used and name not in known
        )

    def _environment(self, language: str, timezone: str) -> Environment:
        environment = _environment(_Loader(self.resolve))
        words = Words(self._theme.words, language, timezone)
        environment.globals.update(t=words.t, asset=self._asset)
        environment.filters.update({name: getattr(words, name) for name in _FILTERS})
        return environment

    def _asset(self, name: str) -> str:
        asset = self._theme.assets.get(name)
        if asset is None:
            raise AssetError(*self._no_asset(name))
        return self._theme.base + asset.address

    def _closure(self, name: str) -> str:
        theme, closed = self._theme, sha256(self._theme.words_hash.encode())
        for reached in sorted(self._reach(name)):
            template = self.resolve(reached)
            closed.update(f"{reached}\0{template.hash if template else ''}\n".encode())
            names = self._names_in(template)
            if names.any_template:
                return theme.digest
            wanted = theme.assets if names.any_asset else names.assets
            for asset in sorted(wanted):
                known = theme.assets.get(asset)
                closed.update(f"\0{asset}\0{known.hash if known else ''}\n".encode())
        return closed.hexdigest()

    def _reach(self, name: str) -> set[str]:
        """That name and all that it leads to, there or not."""
        reached, waiting = set[str](), [name]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(self._names_in(self.resolve(name)).templates)
        return reached

    def _names_in(self, template: TemplateSource | None) -> "_Names":
        """What it names; nothing where it isn't there or isn't well-formed, since then it leads nowhere."""
        if template is None:
            return _Names()
        if template.hash not in self._names:
            tree = self._parse(template)
            self._names[template.hash] = _Names.of(tree) if isinstance(tree, nodes.Template) else _Names()
        return self._names[template.hash]

    def _parse(self, template: TemplateSource) -> nodes.Template | TemplateSyntaxError:
        if template.hash not in self._trees:
            try:
                self._trees[template.hash] = self._parser.parse(template.source)
            except TemplateSyntaxError as bad:
                self._trees[template.hash] = bad
        return self._trees[template.hash]

    def _problem(self, name: str, bad: Exception) -> Problem | None:
        """What to tell about it: at the innermost line of a template that it passed."""
        if isinstance(bad, TemplateSyntaxError):
            template = self._shown.get(bad.filename or "")
            return self._at(template, bad.lineno, *self._syntax(bad), name=name)
        template, line = None, 0
        trace = bad.__traceback__
        while trace is not None:
            shown = trace.tb_frame.f_code.co_filename
            if shown in self._shown:
                template, line = self._shown[shown], trace.tb_lineno
            trace = trace.tb_next
        if isinstance(bad, TemplatesNotFound | TemplateNotFound):
            return self._at(template, line, *self._missing(str(bad.name or name)), name=name)
        if template is None:
            return None
        if isinstance(bad, UndefinedError):
            message, _, hint = (bad.message or "").partition("\n")
        elif isinstance(bad, AssetError | WordError):
            message, hint = str(bad), bad.hint
        elif isinstance(bad, RecursionError):
            message = "the template comes back to itself without end"
            hint = "to build on the theme's own of the same name, put the theme's name in front: `broadsheet/base.html`"
        else:
            message, hint = f"this can't be worked out: {bad}", "look at what the values of this line are"
        return self._at(template, line, message, hint)

    def _at(
        self, template: TemplateSource | None, line: int, message: str, hint: str = "", *, name: str = ""
    ) -> Problem:
        if template is None:
            return error(f"themes/{self._theme.name}/templates/{name}", message, hint=hint)
        lines = template.source.splitlines()
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return error(template.shown, message, line=line, hint=hint, excerpt=excerpt)

    def _syntax(self, bad: TemplateSyntaxError) -> tuple[str, str]:
        return syntax(bad, [*self._parser.filters, *_FILTERS])

    def _missing(self, name: str) -> tuple[str, str]:
        known = sorted({known for _, templates in self._theme.layers for known in templates})
        return f"there is no template {name}", guess(name, known)

    def _no_asset(self, name: str) -> tuple[str, str]:
        return f"the theme has no asset {name}", guess(name, sorted(self._theme.assets))


@dataclasses.dataclass(frozen=True, slots=True)
class _Names:
    """What a template names: other templates and assets, and whether it works a name out while rendering."""

    templates: frozenset[str] = frozenset()
    any_template: bool = False
    assets: frozenset[str] = frozenset()
    any_asset: bool = False

    @classmethod
    def of(cls, tree: nodes.Template) -> Self:
        referenced = set(find_referenced_templates(tree))
        assets = {name for name, _ in _assets(tree)}
        return cls(
            templates=frozenset(name for name in referenced if name is not None),
            any_template=None in referenced,
            assets=frozenset(name for name in assets if name is not None),
            any_asset=None in assets,
        )


class _Loader(BaseLoader):
    """Templates from the theme's value: nothing else on the machine can be named."""

    def __init__(self, resolve: Callable[[str], TemplateSource | None]) -> None:
        self._resolve = resolve

    def get_source(self, _: Environment, template: str) -> tuple[str, str, None]:
        found = self._resolve(template)
        if found is None:
            raise TemplateNotFound(template)
        return found.source, found.shown, None


class _Undefined(StrictUndefined):
    """A name that isn't there, with the ones that are close to it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if owner is missing:
            return f"nothing here is called `{name}`\n{guess(str(name), list(GLOBALS))}"
        return f"{named(owner)} has no `{name}`\n{guess(str(name), _fields(owner))}"


def _environment(loader: BaseLoader) -> Environment:
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    # Chance has no place in a page: the same site must come out of the same files.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _assets(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """Each name that `asset()` is called with, and its line; None for one worked out while rendering."""
    called = 0
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "asset":
            called += 1
            plain = call.args[0] if len(call.args) == 1 else None
            constant = isinstance(plain, nodes.Const) and isinstance(plain.value, str)
            yield (plain.value if constant and isinstance(plain, nodes.Const) else None), call.lineno
    named = [name for name in tree.find_all(nodes.Name) if name.name == "asset"]
    if len(named) > called:
        yield None, named[0].lineno


def _fields(value: object) -> list[str]:
    if isinstance(value, dict):
        return sorted(str(key) for key in value)
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value)]
    return [*getattr(value, "__struct_fields__", ())]
