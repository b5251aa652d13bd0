"""Why there is a page, or none: what is at an address, and what made it so, as the last build left things.

The index is only asked. What a page shows is what its context's queries read, so nothing is said here that isn't so.
"""

from broadsheet import press
from broadsheet.explain import asked, page, unmade
from broadsheet.explain.answer import Answer
from broadsheet.index import gate, ledger
from broadsheet.index.reader import Index
from broadsheet.job import Order, Summary, Witness
from broadsheet.problems import SiteError, error
from broadsheet.theme import Theme

__all__ = ["Answer", "explain"]


def explain(order: Order, text: str, witness: Witness) -> Answer:
    """What there is to say of an address, a URL of the site, a path in the output, or a file in content/.

    SiteError where nothing was built yet, or the text can't mean anything of this site's.
    """
    settings, theme = press.read_site(order.site, Summary())
    with press.rolled_back(order, Summary(), witness) as db:
        view = gate.DRAFTS if order.drafts else gate.PUBLIC
        output = ledger.open_output(db, order.place, view)
        if output.now is None:
            hint = "build once, then ask again; --output and --drafts say which build is meant"
            raise SiteError(error(str(order.output), "nothing was built there yet", hint=hint))
        index = Index(db, view, settings, output.now, site=order.site)
        return _answer(index, output.output, theme, order, text)


def _answer(index: Index, output: int, theme: Theme, order: Order, text: str) -> Answer:
    places = asked.addresses_of(text, index, order)
    for address in places:
        key = ledger.lives_at(index.db, output, address)
        if key:
            return page.explain(key, address, index, output, theme, order)
    for address in places:
        if found := unmade.known(address, index, output):
            return found
    return unmade.unknown(places, index, output)
