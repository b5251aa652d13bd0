"""PageKey -> context -> bytes, here or in another process."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from broadsheet import fingerprint
from broadsheet.index.connection import connect_reader
from broadsheet.index.ledger import Made, Pending
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.kinds import KINDS
from broadsheet.pages import site as site_page
from broadsheet.pages.kind import AssetCopy, FileCopy, PageKind
from broadsheet.pages.views import SiteView
from broadsheet.problems import Problem, RenderError, error
from broadsheet.settings import Settings
from broadsheet.theme import Theme


class Rendered(msgspec.Struct, frozen=True):
    """What came of a page: `data`, or `copied` (a file of the site's) instead; neither when it is what it was.

    Without an address there is no such page. With a problem nothing is known of it: it stays as it was.
    """

    key: PageKey
    address: str = ""
    context: bytes = b""
    data: bytes | None = None
    copied: str = ""
    until: int | None = None
    source: str = ""
    problem: Problem | None = None

    @property
    def same(self) -> bool:
        """Whether it was left alone, since nothing that makes it has changed."""
        return self.data is None and not self.copied


@dataclass(slots=True)
class Renderer:
    """Makes pages of what one view of the index shows, with one theme."""

    index: Index
    theme: Theme
    closures: Mapping[str, str]
    """The hash of what each template is made of, by its name."""
    _sites: dict[str, SiteView] = field(default_factory=dict)
    _bases: dict[tuple[str, str], str] = field(default_factory=dict)

    def basis(self, kind: PageKind, edition: str) -> str:
        """All that makes the pages of a kind besides their contexts: `program/template/settings`, each a hash."""
        found = self._bases.get((kind.name, edition))
        if found is None:
            settings = self.index.settings
            parts: list[Any] = [getattr(settings, part) for part in kind.parts]
            # Addresses stand in every page, and depend on the outlet's url and language.
            parts += [settings.outlet.url, settings.outlet.language, settings.outlet.timezone, settings.languages]
            closure = ""
            if kind.template:
                closure = self.closures[kind.template]
                parts.append(self.site(edition))
            found = "/".join((fingerprint.program(), closure, fingerprint.of(*parts)))
            self._bases[kind.name, edition] = found
        return found

    def bases(self) -> dict[tuple[str, str], str]:
        """The basis of each kind in each edition."""
        editions = [edition.language for edition in self.index.settings.editions]
        return {(kind.name, edition): self.basis(kind, edition) for kind in KINDS.values() for edition in editions}

    def site(self, edition: str) -> SiteView:
        """What templates see as `site`."""
        if edition not in self._sites:
            self._sites[edition] = site_page.view(edition, dict(self.theme.options), self.index)
        return self._sites[edition]

    def render(self, pending: Pending, was: Made | None) -> Rendered:
        """Make a page, unless its context and all else that makes it are what they were."""
        key = pending.planned.key
        kind = KINDS.get(key.kind)
        if kind is None or not self._has_edition(key.edition):
            return Rendered(key)
        context = kind.context(key, self.index)
        if context is None:
            return Rendered(key)
        address = kind.address(key, self.index)
        digest = hashlib.blake2b(msgspec.msgpack.encode(context), digest_size=16)
        digest.update(self.basis(kind, key.edition).encode())
        made = Rendered(key, address, digest.digest(), until=kind.until(key, self.index), source=kind.source(key))
        if was and not pending.forced and (was.context, was.address) == (made.context, address):
            return made
        try:
            return self._write(made, kind, context)
        except RenderError as failure:
            return msgspec.structs.replace(made, problem=_told(failure.problem, key))

    def _write(self, made: Rendered, kind: PageKind, context: Any) -> Rendered:
        if isinstance(context, FileCopy):
            return msgspec.structs.replace(made, copied=context.path)
        if isinstance(context, AssetCopy):
            return msgspec.structs.replace(made, data=self.theme.asset_bytes(context.name))
        if kind.write:
            return msgspec.structs.replace(made, data=kind.write(context))
        page = self.theme.render(kind.template, context, self.site(made.key.edition))
        return msgspec.structs.replace(made, data=page.encode())

    def _has_edition(self, edition: str) -> bool:
        return any(edition == known.language for known in self.index.settings.editions)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What another process needs to render pages of its own: values, and where the index is."""

    index: str
    view: int
    now: int
    settings: Settings
    theme: Theme
    closures: Mapping[str, str]

    def renderer(self) -> Renderer:
        """A renderer that reads the committed state of the index."""
        return Renderer(
            Index(connect_reader(self.index), self.view, self.settings, self.now), self.theme, self.closures
        )


_here: list[Renderer] = []
"""The renderer of a worker process, made once for all its batches."""


def begin(recipe: Recipe) -> None:
    """Make a worker process ready."""
    _here[:] = [recipe.renderer()]


def render_batch(batch: list[tuple[Pending, Made | None]]) -> list[Rendered]:
    """Render a batch in a worker process."""
    return [_here[0].render(pending, was) for pending, was in batch]


def _told(problem: Problem, key: PageKey) -> Problem:
    """A template's problem, with the page that it stopped."""
    hint = " – ".join(filter(None, (problem.hint, f"met while making {key.name or key.kind}")))
    return error(
        problem.path,
        problem.message,
        line=problem.line,
        column=problem.column,
        hint=hint,
        excerpt=problem.excerpt,
    )
