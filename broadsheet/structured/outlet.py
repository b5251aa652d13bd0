"""What is the same in the graphs of all pages of an edition: the outlet, its site, full addresses, moments."""

from typing import Any
from zoneinfo import ZoneInfo

from broadsheet.article import When, stamp
from broadsheet.pages.views import CardView, LinkView, MonthView, OrganizationView, PictureView, SiteView, SocialView
from broadsheet.structured import schema
from broadsheet.structured.schema import ImageObject, ListItem, NewsMediaOrganization, Ref, WebSite

POLICIES = {
    "principles": "publishing_principles",
    "corrections_policy": "corrections_policy",
    "ethics_policy": "ethics_policy",
    "diversity_policy": "diversity_policy",
    "fact_checking_policy": "verification_fact_checking_policy",
    "sources_policy": "unnamed_sources_policy",
    "feedback_policy": "actionable_feedback_policy",
    "masthead": "masthead",
    "ownership": "ownership_funding_info",
}
"""The property of NewsMediaOrganization that each setting of `[organization]` is."""


class Outlet:
    """The outlet in one edition, with what each graph takes from it ready to be put in."""

    __slots__ = ("_origin", "_zone", "home", "language", "organization", "publisher", "site", "whole", "within")

    def __init__(self, site: SiteView) -> None:
        self._origin = site.origin
        self._zone = ZoneInfo(site.timezone)
        self.language = site.language
        about = site.organization or OrganizationView(name=site.title, url=site.url, logo=None)
        self.publisher = Ref(f"{about.url}#organization")
        """The outlet where a graph refers to it."""
        self.organization = _organization(about, self.publisher.id)
        """The outlet in short."""
        self.whole = _organization(about, self.publisher.id, **_particulars(about))
        """The outlet with all that it says of itself, for its home pages."""
        self.within = WebSite(id=f"{site.url}#website", name=site.title, url=site.url)
        """The site, where a page is a part of it."""
        self.site = WebSite(
            id=self.within.id,
            name=site.title,
            url=site.url,
            description=site.description,
            in_language=site.language,
            publisher=self.publisher,
        )
        """The site, on the page that is its home."""
        self.home = ListItem(position=1, name=site.title, item=site.url)
        """The first step of the way to every page."""

    def url(self, href: str) -> str:
        """An address in full."""
        return self._origin + href if href.startswith("/") else href

    def moment(self, when: When | None) -> str:
        """A moment with the outlet's offset, or the day alone where no more is known; empty without one."""
        return stamp(when.at, self._zone, day=when.day) if when else ""

    def trail(self, url: str, name: str, *between: LinkView) -> schema.BreadcrumbList:
        """The way to a page from the home page, over these others."""
        steps = [self.home]
        for link in between:
            steps.append(ListItem(position=len(steps) + 1, name=link.title, item=self.url(link.href)))
        steps.append(ListItem(position=len(steps) + 1, name=name, item=url))
        return schema.BreadcrumbList(id=f"{url}#breadcrumb", item_list_element=tuple(steps))

    def listed(self, shown: tuple[CardView | MonthView, ...]) -> schema.ItemList | None:
        """What a page lists, each address once; None for nothing."""
        hrefs = dict.fromkeys([each.href for each in shown])
        if not hrefs:
            return None
        items = [ListItem(position=place, url=self.url(href)) for place, href in enumerate(hrefs, 1)]
        return schema.ItemList(item_list_element=tuple(items))

    def photograph(self, picture: PictureView | None) -> tuple[ImageObject, ...]:
        """A picture as it is; none where there are only words."""
        if picture is None or not picture.src:
            return ()
        whole = picture.large or picture.src
        width = picture.sources[-1].candidates[-1].width if picture.sources else picture.width
        height = max(1, round(picture.height * width / picture.width)) if picture.width else picture.height
        return (
            ImageObject(
                url=self.url(whole), width=width, height=height, caption=picture.caption, credit_text=picture.credit
            ),
        )


def crops(shapes: tuple[SocialView, ...], picture: PictureView | None) -> tuple[ImageObject, ...]:
    """A picture in the shapes that it is cut to, with its words."""
    caption, credit = (picture.caption, picture.credit) if picture else ("", "")
    return tuple(
        [
            ImageObject(url=each.url, width=each.width, height=each.height, caption=caption, credit_text=credit)
            for each in shapes
        ]
    )


def _organization(about: OrganizationView, identity: str, **more: Any) -> NewsMediaOrganization:
    logo = about.logo
    shown = ImageObject(url=logo.url, width=logo.width, height=logo.height) if logo else None
    return NewsMediaOrganization(id=identity, name=about.name, url=about.url, logo=shown, **more)


def _particulars(about: OrganizationView) -> dict[str, Any]:
    reached = about.email or about.telephone
    return {
        "legal_name": about.legal_name,
        "founding_date": about.founded,
        "address": about.address,
        "same_as": about.same_as,
        "contact_point": schema.ContactPoint(contact_type="newsroom", email=about.email, telephone=about.telephone)
        if reached
        else None,
        **{POLICIES[name]: url for name, url in about.policies if name in POLICIES},
    }
