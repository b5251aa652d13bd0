"""Each property is one that schema.org gives to its type: its tables, as far as these types go, written down here."""

from collections.abc import Iterator

from tests.structured.world import Page, nodes

TYPES: dict[str, tuple[str, str]] = {
    "Thing": ("", "name url description sameAs image mainEntityOfPage"),
    "CreativeWork": (
        "Thing",
        (
            "headline inLanguage datePublished dateModified publisher text creditText keywords author contributor"
            " isAccessibleForFree hasPart isPartOf isBasedOn translationOfWork workTranslation audio correction"
            " mainEntity publishingPrinciples"
        ),
    ),
    "WebSite": ("CreativeWork", ""),
    "WebPage": ("CreativeWork", "breadcrumb primaryImageOfPage"),
    "AboutPage": ("WebPage", ""),
    "ContactPage": ("WebPage", ""),
    "CollectionPage": ("WebPage", ""),
    "ProfilePage": ("WebPage", ""),
    "WebPageElement": ("CreativeWork", "cssSelector xpath"),
    "MediaObject": ("CreativeWork", "contentUrl encodingFormat duration width height"),
    "ImageObject": ("MediaObject", "caption"),
    "AudioObject": ("MediaObject", "caption transcript"),
    "CorrectionComment": ("CreativeWork", ""),
    "Article": ("CreativeWork", "articleSection articleBody wordCount"),
    "AdvertiserContentArticle": ("Article", ""),
    "SatiricalArticle": ("Article", ""),
    "SocialMediaPosting": ("Article", ""),
    "BlogPosting": ("SocialMediaPosting", ""),
    "LiveBlogPosting": ("BlogPosting", "coverageStartTime coverageEndTime liveBlogUpdate"),
    "NewsArticle": ("Article", "dateline"),
    "AnalysisNewsArticle": ("NewsArticle", ""),
    "BackgroundNewsArticle": ("NewsArticle", ""),
    "OpinionNewsArticle": ("NewsArticle", ""),
    "ReviewNewsArticle": ("NewsArticle", ""),
    "Person": ("Thing", "jobTitle"),
    "ContactPoint": ("Thing", "contactType email telephone"),
    "Organization": (
        "Thing",
        (
            "logo legalName foundingDate address email telephone contactPoint publishingPrinciples correctionsPolicy"
            " ethicsPolicy diversityPolicy unnamedSourcesPolicy actionableFeedbackPolicy ownershipFundingInfo"
        ),
    ),
    "NewsMediaOrganization": ("Organization", "masthead verificationFactCheckingPolicy"),
    "ItemList": ("Thing", "itemListElement"),
    "BreadcrumbList": ("ItemList", ""),
    "ListItem": ("Thing", "position item"),
}
"""What each type is a kind of, and the properties that it has besides."""


def lineage(kind: str) -> Iterator[str]:
    while kind:
        yield kind
        kind = TYPES[kind][0]


def properties(kind: str) -> set[str]:
    return {name for each in lineage(kind) for name in TYPES[each][1].split()}


def test_every_property_belongs_to_its_type(pages: dict[str, Page]) -> None:
    said = {
        (node["@type"], name)
        for page in pages.values()
        for graph in page.graphs
        for node in nodes(graph["@graph"])
        if "@type" in node
        for name in node
        if not name.startswith("@")
    }
    assert {kind for kind, _ in said} >= {"NewsMediaOrganization", "LiveBlogPosting", "ProfilePage", "ContactPoint"}
    assert {(kind, name) for kind, name in said if name not in properties(kind)} == set()


def test_what_other_things_are_is_of_the_kind_that_a_property_takes(pages: dict[str, Page]) -> None:
    takes = {
        "image": {"ImageObject"},
        "logo": {"ImageObject"},
        "author": {"Person", "Organization"},
        "contributor": {"Person", "Organization"},
        "audio": {"AudioObject"},
        "correction": {"CorrectionComment"},
        "hasPart": {"CreativeWork"},
        "isPartOf": {"CreativeWork"},
        "isBasedOn": {"CreativeWork"},
        "workTranslation": {"CreativeWork"},
        "translationOfWork": {"CreativeWork"},
        "liveBlogUpdate": {"BlogPosting"},
        "itemListElement": {"ListItem"},
        "mainEntity": {"Thing"},
        "contactPoint": {"ContactPoint"},
    }
    wrong = [
        (node["@type"], name, one["@type"])
        for page in pages.values()
        for graph in page.graphs
        for node in nodes(graph["@graph"])
        for name, value in node.items()
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict) and "@type" in one and not takes.get(name, set()) & {*lineage(one["@type"])}
    ]
    assert wrong == []
