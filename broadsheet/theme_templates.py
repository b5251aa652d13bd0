"""A theme's templates, as Jinja2 makes pages of them, and what each of them hangs on."""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jinja2 import (
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)

from broadsheet.fingerprint import program
from broadsheet.pages.views import PageContext, SiteView
from broadsheet.problems import Problem, RenderError, error, warning
from broadsheet.structured import Structured
from broadsheet.theme_bytecode import Bytecode
from broadsheet.theme_environment import Known, Loader, PageEnvironment, ThemeEnvironment
from broadsheet.theme_fixing import Fixing
from broadsheet.theme_layers import TemplateSource
from broadsheet.theme_mistakes import MISTAKES, AssetError, WordError, guess, syntax
from broadsheet.theme_purity import Purity, bound
from broadsheet.theme_sources import Names, Sources, assets_in
from broadsheet.theme_words import Words

if TYPE_CHECKING:
    from broadsheet.theme import Theme

_FILTERS = ("when", "iso", "day", "month_name", "month_alone", "number")
"""The ways of writing that every template has, besides Jinja2's own."""


class Templates:
    """The templates of one theme. An environment an edition is made when a page of it is first asked for."""

    def __init__(self, theme: "Theme") -> None:
        self._theme = theme
        self._shown = {
            template.shown: template for _, templates in reversed(theme.layers) for template in templates.values()
        }
        self._reader = ThemeEnvironment(Loader(lambda name: self._sources.resolve(name)))
        self._sources = Sources(theme.layers, self._reader)
        self._environments: dict[tuple[str, str], tuple[SiteView, PageEnvironment]] = {}
        self._closures: dict[str, str] = {}

    def render(self, name: str, page: PageContext, site: SiteView) -> str:
        """The page; RenderError with the template's line and a hint where it can't be had."""
        try:
            return self._environment(site).make(name, page)
        except MISTAKES as bad:
            problem = self._problem(name, bad)
            if problem is None:
                raise
            raise RenderError(problem) from bad

    def prepare(self, names: Iterable[str], site: SiteView) -> None:
        """See Theme.prepare; what is wrong with a template is told when a page is made of it."""
        environment = self._environment(site)
        for name in names:
            with suppress(*MISTAKES):
                environment.get_template(name)

    def closure(self, name: str) -> str:
        """See Theme.closure."""
        if name not in self._closures:
            self._closures[name] = self._closure(name)
        return self._closures[name]

    def made_of(self, name: str) -> tuple[str, ...]:
        """See Theme.made_of."""
        reached = [template for one in self._sources.reach(name) if (template := self._sources.resolve(one))]
        named = [self._sources.names_in(template) for template in reached]
        if any(names.any_template for names in named):
            reached, named = list(self._shown.values()), [Names(any_asset=True)]
        assets = dict(self._theme.assets)
        if not any(names.any_asset for names in named):
            wanted = {asset for names in named for asset in names.assets}
            assets = {asset: known for asset, known in assets.items() if asset in wanted}
        return (*sorted({template.shown for template in reached}), *sorted(one.shown for one in assets.values()))

    def check(self) -> tuple[Problem, ...]:
        """Syntax errors, and templates and assets that are named and aren't there."""
        problems = []
        for shown in sorted(self._shown):
            template = self._shown[shown]
            tree = self._sources.tree(template)
            if isinstance(tree, TemplateSyntaxError):
                problems.append(self._at(template, tree.lineno, *self._syntax(tree)))
                continue
            for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
                wanted = getattr(node, "template", None)
                optional = isinstance(node, nodes.Include) and node.ignore_missing
                if isinstance(wanted, nodes.Const) and not optional and not self._sources.resolve(wanted.value):
                    message, hint = self._missing(wanted.value)
                    problems.append(self._at(template, node.lineno, message, hint))
            for name, line in assets_in(tree):
                if name is not None and name not in self._theme.assets:
                    message, hint = self._no_asset(name)
                    problems.append(self._at(template, line, message, hint))
        return tuple(problems)

    def unused(self, roots: Iterable[str]) -> tuple[Problem, ...]:
        """See Theme.unused."""
        roots = list(roots)
        used = {name for root in roots for name in self._sources.reach(root)}
        if any(self._sources.names_in(self._sources.resolve(name)).any_template for name in used):
            return ()
        (_, own), *themes = self._theme.layers
        known = sorted({name for _, templates in themes for name in templates}.union(roots))
        return tuple(
            warning(own[name].shown, "nothing uses this template", hint=guess(name, known))
            for name in sorted(own)
            if name not in used and name not in known
        )

    def _environment(self, site: SiteView) -> PageEnvironment:
        """The environment of an edition: what templates see as `site` is written into it."""
        key = (site.language, site.timezone)
        known, made = self._environments.get(key, (None, None))
        if made is None or (known is not site and known != site):
            made = self._make_environment(site)
            self._environments[key] = (site, made)
        return made

    def _make_environment(self, site: SiteView) -> PageEnvironment:
        theme = self._theme
        words = Words(theme.words, site.language, site.timezone)
        given = {"site": site, "t": words.t, "asset": self._asset, "structured": Structured(site)}
        filters = {name: getattr(words, name) for name in _FILTERS}
        compiled = None
        if theme.compiled:
            compiled = Bytecode(theme.compiled, "\n".join((program(), theme.digest, theme.base, repr(site))))
        return PageEnvironment(Loader(self._sources.resolve), given, filters, self._learn, compiled)

    def _learn(self, environment: PageEnvironment) -> Known | None:
        """What can be known of all templates of the theme before a page is made."""
        trees = [tree for tree in map(self._sources.tree, self._shown.values()) if isinstance(tree, nodes.Template)]
        if any(tree.find(nodes.EvalContextModifier) for tree in trees):
            return None  # where a theme turns escaping off, the same macro may be written in two ways
        taken = bound(trees)
        values = {"site": environment.globals["site"]} if "site" not in taken else {}
        functions: dict[str, Any] = {name: environment.globals[name] for name in ("t", "asset") if name not in taken}
        bare = ThemeEnvironment(Loader(self._sources.resolve))
        bare.filters.update(environment.filters)
        outside = frozenset(bound(trees, in_macros=False))
        # It means the same on every page too, but is only ever asked with a page, which nobody has beforehand.
        fixed = frozenset({*values, *functions, "structured"}) - taken
        purity = Purity(bare, self._tree, fixed, outside)
        return Known(purity, Fixing(environment, values, functions, self._tree))

    def _tree(self, name: str) -> tuple[str, nodes.Template] | None:
        template = self._sources.resolve(name)
        tree = self._sources.tree(template) if template else None
        return (template.shown, tree) if template and isinstance(tree, nodes.Template) else None

    def _asset(self, name: str) -> str:
        asset = self._theme.assets.get(name)
        if asset is None:
            raise AssetError(*self._no_asset(name))
        return self._theme.base + asset.address

    def _closure(self, name: str) -> str:
        theme, closed = self._theme, sha256(self._theme.words_hash.encode())
        for reached in sorted(self._sources.reach(name)):
            template = self._sources.resolve(reached)
            closed.update(f"{reached}\0{template.hash if template else ''}\n".encode())
            names = self._sources.names_in(template)
            if names.any_template:
                return theme.digest
            wanted = theme.assets if names.any_asset else names.assets
            for asset in sorted(wanted):
                known = theme.assets.get(asset)
                closed.update(f"\0{asset}\0{known.hash if known else ''}\n".encode())
        return closed.hexdigest()

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
        return syntax(bad, [*self._reader.filters, *_FILTERS])

    def _missing(self, name: str) -> tuple[str, str]:
        known = sorted({known for _, templates in self._theme.layers for known in templates})
        return f"there is no template {name}", guess(name, known)

    def _no_asset(self, name: str) -> tuple[str, str]:
        return f"the theme has no asset {name}", guess(name, sorted(self._theme.assets))
