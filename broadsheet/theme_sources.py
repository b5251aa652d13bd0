"""A theme's templates as they are written: which one a name means, and what each names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from broadsheet.theme_layers import TemplateSource


class Sources:
    """The templates of a theme's layers, each read once."""

    def __init__(self, layers: tuple[tuple[str, Mapping[str, TemplateSource]], ...], reader: Environment) -> None:
        self._layers = layers
        self._reader = reader
        self._trees: dict[str, nodes.Template | TemplateSyntaxError] = {}
        self._names: dict[str, Names] = {}

    def resolve(self, name: str) -> TemplateSource | None:
        """The topmost template of that name; `THEME/name` begins at that theme, below what overrides it."""
        layers = self._layers
        head, _, tail = name.partition("/")
        for n, (layer, _) in enumerate(layers):
            if layer and layer == head:
                layers, name = layers[n:], tail
                break
        return next((templates[name] for _, templates in layers if name in templates), None)

    def reach(self, name: str) -> set[str]:
        """That name and all that it leads to, there or not."""
        reached, waiting = set[str](), [name]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(self.names_in(self.resolve(name)).templates)
        return reached

    def names_in(self, template: TemplateSource | None) -> "Names":
        """What it names; nothing where it isn't there or isn't well-formed, since then it leads nowhere."""
        if template is None:
            return Names()
        if template.hash not in self._names:
            tree = self.tree(template)
            self._names[template.hash] = Names.of(tree) if isinstance(tree, nodes.Template) else Names()
        return self._names[template.hash]

    def tree(self, template: TemplateSource) -> nodes.Template | TemplateSyntaxError:
        """What a template is made of, or why it can't be read."""
        if template.hash not in self._trees:
            try:
                self._trees[template.hash] = self._reader.parse(template.source)
            except TemplateSyntaxError as bad:
                self._trees[template.hash] = bad
        return self._trees[template.hash]


@dataclass(frozen=True, slots=True)
class Names:
    """What a template names: other templates and assets, and whether it works a name out while rendering."""

    templates: frozenset[str] = frozenset()
    any_template: bool = False
    assets: frozenset[str] = frozenset()
    any_asset: bool = False

    @classmethod
    def of(cls, tree: nodes.Template) -> Self:
        referenced = set(find_referenced_templates(tree))
        assets = {name for name, _ in assets_in(tree)}
        return cls(
            templates=frozenset(name for name in referenced if name is not None),
            any_template=None in referenced,
            assets=frozenset(name for name in assets if name is not None),
            any_asset=None in assets,
        )


def assets_in(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
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
