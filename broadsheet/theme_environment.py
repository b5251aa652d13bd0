"""Jinja2 as themes have it: the same language and the same bytes, with less work for each page.

What is the same on every page is written into a template when it is read, a pure macro is asked once for the same
arguments, and the code made of a template takes the short way where Jinja2's own must think of cases that can't occur
here: nothing is asynchronous or sandboxed, and no function that a template can call wants its context.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from keyword import iskeyword
from typing import Any, NamedTuple

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, nodes
from jinja2.bccache import BytecodeCache
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from broadsheet.pages.views import LinkView, PageContext
from broadsheet.recent import Recent
from broadsheet.theme_fixing import Fixing
from broadsheet.theme_layers import TemplateSource
from broadsheet.theme_mistakes import MISTAKES, no_such_field
from broadsheet.theme_purity import Purity, imported

_hostile = re.compile("[&<>\"']").search
_KEPT = 24_000_000
"""About how many bytes of made macros an environment keeps, with what they were made of: a year of cards, in the order
in which lists are made."""
_ENTRY = 1_000
"""What an entry takes besides its text: its arguments, such as a card."""
_TRIED = 20_000
"""After how many vain attempts a macro that is hardly ever given the same arguments again is given up for as many."""


class Loader(BaseLoader):
    """Templates from the theme's value: nothing else on the machine can be named."""

    def __init__(self, resolve: Callable[[str], TemplateSource | None]) -> None:
        self._resolve = resolve

    def get_source(self, _: Environment, template: str) -> tuple[str, str, None]:
        """The source of a template, and where it is shown to be."""
        found = self._resolve(template)
        if found is None:
            raise TemplateNotFound(template)
        return found.source, found.shown, None


class Missing(StrictUndefined):
    """A name that isn't there, with the ones that are close to it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or no_such_field(self._undefined_name, self._undefined_obj)


class ThemeEnvironment(Environment):
    """Jinja2 as themes have it."""

    def __init__(self, loader: Loader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        # Chance has no place in a page: the same site must come out of the same files.
        del self.filters["random"], self.globals["lipsum"]


class Known(NamedTuple):
    """What can be known of a theme's templates before any page is made."""

    purity: Purity
    fixing: Fixing


class PageEnvironment(ThemeEnvironment):
    """What pages of one edition are made with: `given` are the names that mean the same on all of them.

    `learn` is asked for what can be known of the templates once one must be compiled; None leaves them as they are.
    """

    def __init__(
        self,
        loader: Loader,
        given: Mapping[str, Any],
        filters: Mapping[str, Callable[..., Any]],
        learn: Callable[["PageEnvironment"], Known | None],
        compiled: BytecodeCache | None = None,
    ) -> None:
        super().__init__(loader)
        self.globals.update(given)
        self.filters.update(filters)
        self.bytecode_cache = compiled
        self.made: Recent[Any, tuple[str, tuple[Any, ...]]] = Recent(_KEPT)
        self.making = False
        """Whether a pure macro is being made: what it calls is kept as a part of it, and not once more."""
        self._learn = learn
        self._ready: dict[str, Template] = {}
        self._modules: dict[str, TemplateModule] = {}
        self._given = dict(self.globals)

    @cached_property
    def _known(self) -> Known | None:
        return self._learn(self)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """A template by its name."""
        found = self._ready.get(name) if isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if isinstance(name, str):
                self._ready[name] = found
        return found

    def module(self, name: str, parent: str | None) -> TemplateModule:
        """The macros of a template that is imported without the page."""
        if name not in self._modules:
            self._modules[name] = self.get_template(name, parent).make_module()
        return self._modules[name]

    def make(self, name: str, page: PageContext) -> str:
        """A page; what goes wrong is raised with the lines of the templates."""
        template = self.get_template(name)
        context = Context(self, {**self._given, "page": page}, template.name, template.blocks)
        try:
            return "".join(template.root_render_func(context))
        except MISTAKES:
            self.handle_exception()

    def is_pure(self, template: str | None, macro: str) -> bool:
        """Whether a macro of that template may be asked once for the same arguments."""
        return self._known is not None and template is not None and self._known.purity.is_pure(template, macro)

    def macro(
        self, function: Callable[..., str], name: str, arguments: tuple[str, ...], autoescape: bool, key: str
    ) -> "Macro":
        """What stands for a macro in the code of a template; with a `key` for a pure one."""
        return (
            PureMacro(self, function, name, arguments, autoescape, key)
            if key
            else Macro(function, name, arguments, autoescape)
        )

    def shown(self, value: Any) -> str:
        """A value as it stands in a page."""
        kind = type(value)
        if kind is str:
            return value if _hostile(value) is None else escape(value)
        return value if kind is Markup else escape(value)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        known = self._known
        self.code_generator_class = _Generator if known else CodeGenerator
        if known:
            imports: list[nodes.Import | nodes.FromImport] = [*source.find_all(nodes.Import)]
            for node in [*imports, *source.find_all(nodes.FromImport)]:
                node.with_context = node.with_context and not known.purity.is_apart(imported(node) or "")
            source = known.fixing.visit(source)
        return super()._generate(source, name, filename, defer_init)


class Macro:
    """A macro that takes its arguments as they are named, and nothing else."""

    __slots__ = ("_absent", "_autoescape", "_function", "arguments", "name")

    def __init__(self, function: Callable[..., str], name: str, arguments: tuple[str, ...], autoescape: bool) -> None:
        self._function = function
        self.name = name
        self.arguments = arguments
        self._autoescape = autoescape
        self._absent = tuple((missing,) * number for number in range(len(arguments) + 1))

    def __call__(self, *args: Any, **named: Any) -> str:
        text = self._function(*self._in_order(args, named))
        return str.__new__(Markup, text) if self._autoescape else text

    def _in_order(self, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """All arguments in the order of their names."""
        absent = len(self.arguments) - len(args)
        if absent < 0:
            raise TypeError(f"macro {self.name!r} takes not more than {len(self.arguments)} argument(s)")
        if not named:
            return args + self._absent[absent] if absent else args
        given = args + tuple([named.pop(name, missing) for name in self.arguments[len(args) :]])
        if named:
            raise TypeError(f"macro {self.name!r} takes no keyword argument {next(iter(named))!r}")
        return given


class PureMacro(Macro):
    """A macro that is asked once for the same arguments, as long as there is room to keep what it gave."""

    __slots__ = ("_environment", "_found", "_key", "_vain")

    def __init__(
        self,
        environment: PageEnvironment,
        function: Callable[..., str],
        name: str,
        arguments: tuple[str, ...],
        autoescape: bool,
        key: str,
    ) -> None:
        super().__init__(function, name, arguments, autoescape)
        self._environment = environment
        self._key = (key, autoescape)
        self._found = self._vain = 0
        """How often its memory knew, and how often it didn't."""

    def __call__(self, *args: Any, **named: Any) -> str:
        environment, given = self._environment, self._in_order(args, named)
        same = None if environment.making or self._is_given_up() else _identity(given)
        if same is None:
            text = self._function(*given)
            return str.__new__(Markup, text) if self._autoescape else text
        key = (self._key, same)
        kept = environment.made.get(key)
        if kept is not None:
            self._found += 1
            return kept[0]
        self._vain += 1
        environment.making = True
        try:
            text = self._function(*given)
        finally:
            environment.making = False
        made = str.__new__(Markup, text) if self._autoescape else text
        # With its arguments: while they are kept, no other object can be taken for one of them.
        environment.made.put(key, (made, given), len(made) + _ENTRY)
        return made

    def _is_given_up(self) -> bool:
        if self._vain <= _TRIED or self._vain <= 9 * self._found:
            return False
        self._vain += 1
        if self._vain > 2 * _TRIED:  # what other pages ask it may be asked again
            self._found = self._vain = 0
        return True


def _identity(given: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """What tells arguments apart: texts and numbers by what they are, values of ours by being the very same.

    None where one may change, or can't be told from another.
    """
    found = []
    for value in given:
        kind = type(value)
        if kind is str:
            found.append(value)
        elif kind is int or kind is Markup:
            found.append((kind, value))
        elif kind is tuple:
            # Names of authors are met again; a list of cards is a page's own, and its cards are kept each by itself.
            if any(type(one) is not LinkView for one in value):
                return None
            found.append((tuple, *map(id, value)))
        elif _LASTING.get(kind) or _is_lasting(kind):
            found.append(id(value))
        else:
            return None
    return tuple(found)


_LASTING: dict[type, bool] = {type(None): True, bool: True, type(missing): True}


def _is_lasting(kind: type) -> bool:
    """Whether a value of that type can't change, and may be met again: a page's context is seen once."""
    if kind not in _LASTING:
        made = getattr(kind, "__dataclass_params__", None) or getattr(kind, "__struct_config__", None)
        _LASTING[kind] = bool(made and made.frozen) and not issubclass(kind, PageContext)
    return _LASTING[kind]


class _Generator(CodeGenerator):
    """Makes code of a template, without what no template here can need."""

    environment: PageEnvironment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at_root: set[int] = set()

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        if frame.rootlevel:
            self._at_root.add(id(node))
        super().visit_Macro(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        node = macro_ref.node
        plain = not (macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller)
        if not plain or not isinstance(node, nodes.Macro) or any(arg.name == "caller" for arg in node.args):
            super().macro_def(macro_ref, frame)
            return
        arguments = "".join(f"{arg.name!r}, " for arg in node.args)
        pure = id(node) in self._at_root and self.environment.is_pure(self.name, node.name)
        key = f"{self.filename}:{node.name}" if pure else ""
        self.write(f"environment.macro(macro, {node.name!r}, ({arguments}), context.eval_ctx.autoescape, {key!r})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        if node.dyn_args:
            self.write("*")
            self.visit(node.dyn_args, frame)
            self.write(", ")
        if forward_caller:
            self.write("caller=caller, ")
        if node.kwargs:
            # By way of a table where a name is a word of Python's: parts.img(page.picture, class='wide').
            words = any(iskeyword(pair.key) for pair in node.kwargs)
            self.write("**{" if words else "")
            for pair in node.kwargs:
                self.write(f"{pair.key!r}: " if words else f"{pair.key}=")
                self.visit(pair.value, frame)
                self.write(", ")
            self.write("}, " if words else "")
        if node.dyn_kwargs:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.module(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        owner, value = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({value} if ({value} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)
