"""Which macros of a theme are pure: what they give hangs on nothing but their arguments and the outlet.

For the same arguments such a macro needn't be asked twice. All that is in doubt counts as looking at the page.
"""

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateError, nodes
from jinja2.meta import find_undeclared_variables

Macro = tuple[str, str]
"""A macro, by where its template is shown to be and its own name."""

_JINJAS = frozenset({"range", "dict", "cycler", "joiner", "namespace"})
_SPECIAL = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_LEAVING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Block, nodes.CallBlock, nodes.Extends)
"""What leads out of a macro, to where the page may be looked at."""


def bound(trees: Iterable[nodes.Node], *, in_macros: bool = True) -> set[str]:
    """Every name that gets a value in some template, in whatever way."""
    found: set[str] = set()
    waiting = list(trees)
    while waiting:
        node = waiting.pop()
        found.update(_targets(node))
        if in_macros or not isinstance(node, nodes.Macro):
            waiting.extend(node.iter_child_nodes())
    return found


@dataclass(slots=True)
class Purity:
    """Answers which macros are pure, and which templates nothing but a set of these."""

    environment: Environment
    """The filters that there are. Jinja2 would pass over the names of its globals, so they are taken away."""
    resolve: Callable[[str], tuple[str, nodes.Template] | None]
    """The template that a name means: where it is shown to be, and its tree."""
    given: frozenset[str]
    """The names that mean the same on every page, since no template gives them another value."""
    outside: frozenset[str]
    """The names that mean something outside of macros."""
    _trees: dict[str, nodes.Template] = field(default_factory=dict)
    _calls: dict[Macro, frozenset[Macro] | None] = field(default_factory=dict)
    _apart: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment.globals.clear()

    def is_pure(self, template: str, name: str) -> bool:
        """Whether a macro at the root of a template, and all that it calls, look at nothing but their arguments."""
        found = self.resolve(template)
        if found is None:
            return False
        self._trees.setdefault(*found)
        reached, waiting = set[Macro](), [(found[0], name)]
        while waiting:
            macro = waiting.pop()
            if macro not in reached:
                calls = self._called(macro)
                if calls is None:
                    return False
                reached.add(macro)
                waiting.extend(calls)
        return True

    def is_apart(self, template: str) -> bool:
        """Whether a template is nothing but pure macros, so that they can be imported once for all pages."""
        if template not in self._apart:
            self._apart[template] = False  # should it come back to itself
            found = self.resolve(template)
            self._apart[template] = found is not None and all(self._fits(node, template) for node in found[1].body)
        return self._apart[template]

    def _fits(self, node: nodes.Node, template: str) -> bool:
        if isinstance(node, nodes.Macro):
            return self.is_pure(template, node.name)
        if isinstance(node, nodes.Output):
            return all(isinstance(part, nodes.TemplateData) for part in node.nodes)
        if isinstance(node, nodes.Import | nodes.FromImport):
            name = imported(node)
            return name is not None and self.is_apart(name)
        return False

    def _called(self, macro: Macro) -> frozenset[Macro] | None:
        if macro not in self._calls:
            self._calls[macro] = self._find_called(*macro)
        return self._calls[macro]

    def _find_called(self, shown: str, name: str) -> frozenset[Macro] | None:
        """The macros that a macro calls; None where it looks at something else that isn't given."""
        at_root = list(_at_root(self._trees[shown]))
        often = Counter(target for target, _ in at_root)
        owners = {target: node for target, node in at_root if often[target] == 1}
        macro = owners.get(name)
        if not isinstance(macro, nodes.Macro) or any(macro.find(kind) for kind in _LEAVING):
            return None
        if any(used.name in _SPECIAL for used in macro.find_all(nodes.Name)):
            return None
        alone = nodes.Template([copy.deepcopy(macro)], lineno=1)
        alone.set_environment(self.environment)
        try:
            free = find_undeclared_variables(alone)
        except TemplateError:
            return None
        calls: set[Macro] = set()
        # What gets its value in one branch is looked for outside in the others, and isn't found there.
        own = bound([macro]) - self.outside - {"page"}
        for wanted in free - self.given - _JINJAS - own:
            owner = owners.get(wanted)
            if isinstance(owner, nodes.Macro):
                calls.add((shown, wanted))
            elif isinstance(owner, nodes.Import | nodes.FromImport):
                meant = self._meant(macro, owner, wanted)
                if meant is None:
                    return None
                calls |= meant
            else:
                return None
        return frozenset(calls)

    def _meant(self, macro: nodes.Macro, node: nodes.Import | nodes.FromImport, wanted: str) -> set[Macro] | None:
        """The macros that an imported name stands for in a macro; None where that can't be told."""
        template = imported(node)
        found = self.resolve(template) if template else None
        if found is None:
            return None
        self._trees.setdefault(*found)
        if isinstance(node, nodes.FromImport):
            pairs = [(name, name) if isinstance(name, str) else name for name in node.names]
            return {(found[0], name) for name, alias in pairs if alias == wanted}
        named = [part.attr for part in macro.find_all(nodes.Getattr) if _is_name(part.node, wanted)]
        if len(named) < sum(_is_name(name, wanted) for name in macro.find_all(nodes.Name)):
            return None
        return {(found[0], name) for name in named}


def imported(node: nodes.Import | nodes.FromImport) -> str | None:
    """The template that an import names, where it does so by plain text."""
    named = node.template.value if isinstance(node.template, nodes.Const) else None
    return named if isinstance(named, str) else None


def _at_root(tree: nodes.Template) -> Iterator[tuple[str, nodes.Node | None]]:
    """Each name that gets a value at the root of a template, as often as it does; with None where that is in doubt."""
    for node in tree.body:
        if isinstance(node, nodes.Macro):
            yield node.name, node
        elif isinstance(node, nodes.Import | nodes.FromImport):
            for target in _targets(node):
                yield target, node
        elif not isinstance(node, nodes.Block):
            for target in bound([node], in_macros=False):
                yield target, None


def _targets(node: nodes.Node) -> list[str]:
    """The names that a node by itself gives a value to."""
    if isinstance(node, nodes.Name):
        return [] if node.ctx == "load" else [node.name]
    if isinstance(node, nodes.Macro):
        return [node.name]
    if isinstance(node, nodes.Import):
        return [node.target]
    if isinstance(node, nodes.FromImport):
        return [name if isinstance(name, str) else name[1] for name in node.names]
    return []


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
