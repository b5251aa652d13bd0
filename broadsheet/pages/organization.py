"""Who stands behind the outlet, and its accounts elsewhere, as site.toml says."""

from collections.abc import Iterator

from broadsheet import addresses
from broadsheet.index import files, queries
from broadsheet.index.reader import Index
from broadsheet.keys import Term
from broadsheet.pages import show
from broadsheet.pages.views import AccountsView, OrganizationView, SocialView
from broadsheet.settings import Settings

POLICIES = (
    *("principles", "corrections_policy", "ethics_policy", "diversity_policy", "fact_checking_policy"),
    *("sources_policy", "feedback_policy", "masthead", "ownership"),
)
"""The settings of `[organization]` that lead to a page."""


def view(index: Index) -> OrganizationView:
    """The outlet as it is the same in all its editions, by the name that the main one has."""
    settings = index.settings
    about, main = settings.organization, settings.outlet.language
    return OrganizationView(
        name=settings.edition(main).title,
        url=addresses.absolute(addresses.term_address(Term("all", main), settings), settings),
        logo=_logo(index),
        legal_name=about.legal_name,
        founded=about.founded,
        email=about.email,
        telephone=about.telephone,
        address=about.address,
        same_as=about.same_as,
        policies=tuple(_policies(index)),
    )


def accounts(settings: Settings) -> AccountsView:
    """The outlet's accounts, and its authors'."""
    social = settings.social
    return AccountsView(mastodon=social.mastodon, x=social.x, authors=tuple(sorted(social.authors.items())))


def _policies(index: Index) -> Iterator[tuple[str, str]]:
    """Each setting that leads to a page, with that page's address in full; none for a page that isn't shown."""
    settings = index.settings
    for name in POLICIES:
        wanted: str = getattr(settings.organization, name)
        if not wanted and name == "corrections_policy":
            corrections = Term("correction", settings.outlet.language)
            yield name, addresses.absolute(addresses.term_address(corrections, settings), settings)
        elif wanted.startswith("content:"):
            found = queries.pinned(index, wanted)
            if found:
                yield name, addresses.absolute(show.article_address(found, index), settings)
        elif wanted:
            yield name, settings.outlet.url + wanted if wanted.startswith("/") else wanted


def _logo(index: Index) -> SocialView | None:
    settings = index.settings
    found = files.picture(index, settings.outlet.logo) if settings.outlet.logo else None
    if found is None:
        return None
    address = addresses.media_address(found.path)
    return SocialView(
        addresses.href(address, settings),
        addresses.absolute(address, settings),
        found.width,
        found.height,
        settings.edition(settings.outlet.language).title,
    )
