"""PageKey -> context -> bytes: the context is drawn from the index, and bytes are made of it and of nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from broadsheet import fingerprint
from broadsheet.index.ledger import Made, Pending
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.kinds import KINDS
from broadsheet.pages import site as site_page
from broadsheet.pages.kind import AssetCopy, FileCopy, PageKind
from broadsheet.pages.views import SiteView
from broadsheet.pictures.making import Variant
from broadsheet.problems import Problem, RenderError, UnreadyError
from broadsheet.theme import Theme


class Draft(msgspec.Struct, frozen=True):
    """A page as the index has it: where it lives, and what it is to show.

    Without an address there is no such page. Without a context it is what it was, and is left alone.
    """

    key: PageKey
    address: str = ""
    digest: bytes = b""
    """The hash of all that makes the page."""
    until: int | None = None
    source: str = ""
    context: Any = None


Content = bytes | FileCopy | Variant | Problem | None
"""What a page is: bytes, a file of the site's, a size of a picture that is still to be made, or what is wrong with its
template; None where it is left alone."""


@dataclass(slots=True)
class Renderer:
    """Makes pages of what one view of the index shows, with one theme."""

    index: Index
    theme: Theme
    closures: Mapping[str, str]
    """The hash of what each template is made of, by its name."""
    _sites: dict[str, SiteView] = field(default_factory=dict)
    _bases: dict[tuple[str, str], str] = field(default_factory=dict)
    _editions: frozenset[str] = frozenset()

    def basis(self, kind: PageKind, edition: str) -> str:
        """All that makes the pages of a kind besides their contexts: `program/template/settings`, each a hash."""
        found = self._bases.get((kind.name, edition))
        if found is None:
            settings = self.index.settings
            parts: list[Any] = [getattr(settings, part) for part in kind.parts]
            # Addresses stand in every page, and depend on the outlet's url and language.
            parts += [settings.outlet.url, settings.outlet.language, settings.outlet.timezone, settings.languages]
            parts.append(settings.pictures)  # so do pictures, in their formats
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

    def draft(self, pending: Pending, was: Made | None) -> Draft:
        """What a page is to show, unless all that makes it is what it was."""
        key = pending.planned.key
        kind = KINDS.get(key.kind)
        if kind is None or not self._has_edition(key.edition):
            return Draft(key)
        try:
            context = kind.context(key, self.index)
        except UnreadyError as unready:
            return Draft(key, kind.address(key, self.index), source=kind.source(key), context=unready.problem)
        if context is None:
            return Draft(key)
        address = kind.address(key, self.index)
        digest = hashlib.blake2b(_encode(context), digest_size=16)
        digest.update(self.basis(kind, key.edition).encode())
        same = was is not None and not pending.forced and (was.context, was.address) == (digest.digest(), address)
        return Draft(
            key, address, digest.digest(), kind.until(key, self.index), kind.source(key), None if same else context
        )

    def make(self, draft: Draft) -> Content:
        """What a page is."""
        return None if draft.context is None else make(draft, self.theme, self.site(draft.key.edition))

    def _has_edition(self, edition: str) -> bool:
        if not self._editions:
            self._editions = frozenset(known.language for known in self.index.settings.editions)
        return edition in self._editions


def make(draft: Draft, theme: Theme, site: SiteView) -> Content:
    """What a page is that isn't left alone, made of its context and of nothing else."""
    kind, context = KINDS[draft.key.kind], draft.context
    if isinstance(context, FileCopy | Variant | Problem):
        return context
    if isinstance(context, AssetCopy):
        return theme.asset_bytes(context.name)
    if kind.write:
        return kind.write(context)
    try:
        return theme.render(kind.template, context, site).encode()
    except RenderError as failure:
        return _told(failure.problem, draft.key)


def _told(problem: Problem, key: PageKey) -> Problem:
    """A template's problem, with the page that it stopped."""
    hint = " – ".join(filter(None, (problem.hint, f"met while making {key.name or key.kind}")))
    return msgspec.structs.replace(problem, hint=hint)


_encode = msgspec.msgpack.Encoder().encode
