"""Writes into a theme's templates what is the same on every page, before any page is made."""

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import Environment, Undefined, nodes
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from broadsheet.theme_mistakes import MISTAKES

_PLAIN = (bool, int, str, Markup, type(None))
_WITH_CONTEXT = frozenset({"map", "select", "reject", "selectattr", "rejectattr"})
"""Jinja2's filters that want the context, and only for the filters and tests that there are."""
_DEFINING = (nodes.Block, nodes.Extends, nodes.Import, nodes.FromImport, nodes.Macro)
"""What counts even where the page never comes to it."""


class Fixing(NodeTransformer):
    """Works out the expressions of a template that hang on the outlet alone: its names, plain words, assets.

    What can't be worked out here is left as it is, and fails, if it does, where and when it would have failed.
    """

    def __init__(
        self,
        environment: Environment,
        values: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]],
        resolve: Callable[[str], tuple[str, nodes.Template] | None],
    ) -> None:
        self._environment = environment
        self._resolve = resolve
        self._values = values
        self._functions = functions
        self._context = Context(environment, {}, None, {})

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """An expression whose value is known becomes that value."""
        if isinstance(node, nodes.Expr) and not isinstance(node, nodes.Literal):
            try:
                value = self._value(node)
            except (nodes.Impossible, *MISTAKES):
                pass
            else:
                if _is_plain(value):
                    return nodes.Const(value, lineno=node.lineno, environment=self._environment)
        return super().generic_visit(node, *args, **kwargs)

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:  # noqa: N802 (Jinja2 calls it so)
        """Of a condition that is known, what it leads to."""
        needed = any(node.find(kind) for kind in _DEFINING)
        branches, node.elif_ = [node, *node.elif_], []
        for branch in branches:
            self.generic_visit(branch)
        otherwise = node.else_
        while branches and not needed and isinstance(branches[0].test, nodes.Const):
            if branches[0].test.value:
                return branches[0].body
            branches.pop(0)
        if not branches:
            return otherwise
        first, *first.elif_ = branches
        first.else_ = otherwise
        return first

    def visit_Include(self, node: nodes.Include) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        """Of a template that is plain text, that text: most slots are empty, and an include costs a context a page."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        found = self._resolve(name) if isinstance(name, str) else None
        texts = _texts(found[1]) if found else None
        if texts is None:
            return self.generic_visit(node)
        data = [nodes.TemplateData(text, lineno=node.lineno, environment=self._environment) for text in texts]
        return nodes.Output([*data], lineno=node.lineno, environment=self._environment) if data else []

    def _value(self, node: nodes.Expr) -> Any:
        """The value of an expression; Impossible or a mistake of the template's where it has none yet."""
        if isinstance(node, nodes.Const):
            return node.value
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in self._values:
            return self._values[node.name]
        if isinstance(node, nodes.Getattr):
            return self._found(self._environment.getattr(self._value(node.node), node.attr))
        if isinstance(node, nodes.Getitem):
            return self._found(self._environment.getitem(self._value(node.node), self._value(node.arg)))
        if isinstance(node, nodes.Call):
            return self._call(node)
        if isinstance(node, nodes.Filter) and node.name in _WITH_CONTEXT and node.node and not _spread(node):
            arguments = [self._value(node.node), *map(self._value, node.args)]
            return self._environment.filters[node.name](self._context, *arguments, **self._named(node.kwargs))
        if isinstance(node, nodes.Name | nodes.NSRef | nodes.TemplateData):
            raise nodes.Impossible
        known = self._with_values(node)
        return known.as_const() if isinstance(known, nodes.Expr) else None

    def _call(self, node: nodes.Call) -> Any:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self._functions or _spread(node):
            raise nodes.Impossible
        return self._functions[name](*map(self._value, node.args), **self._named(node.kwargs))

    def _named(self, pairs: Iterable[nodes.Keyword | nodes.Pair]) -> dict[str, Any]:
        return {str(pair.key): self._value(pair.value) for pair in pairs}

    def _found(self, value: Any) -> Any:
        if isinstance(value, Undefined):
            raise nodes.Impossible
        return value

    def _with_values(self, node: nodes.Node) -> nodes.Node:
        """The node with each expression in it replaced by its value."""
        made = copy.copy(node)
        for name, part in node.iter_fields():
            if isinstance(part, nodes.Node):
                setattr(made, name, self._replaced(part))
            elif isinstance(part, list):
                setattr(made, name, [self._replaced(one) if isinstance(one, nodes.Node) else one for one in part])
        return made

    def _replaced(self, node: nodes.Node) -> nodes.Node:
        if isinstance(node, nodes.Expr):
            return nodes.Const(self._value(node), lineno=node.lineno, environment=self._environment)
        return self._with_values(node)


def _spread(node: nodes.Call | nodes.Filter) -> bool:
    return node.dyn_args is not None or node.dyn_kwargs is not None


def _texts(tree: nodes.Template) -> list[str] | None:
    """What stands in a template that is plain text; None for any other."""
    parts = [part for node in tree.body for part in (node.nodes if isinstance(node, nodes.Output) else [node])]
    texts = [part.data for part in parts if isinstance(part, nodes.TemplateData)]
    return texts if len(texts) == len(parts) else None


def _is_plain(value: Any) -> bool:
    """Whether a value can be written into a template: no object, no number that has no name of its own."""
    if type(value) in (list, tuple):
        return all(type(one) in _PLAIN for one in value)
    return type(value) in _PLAIN
