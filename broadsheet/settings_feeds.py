"""The parts of site.toml that say what subscribers get: `[feeds]`, `[[feeds.custom]]`, `[podcast]`."""

import msgspec


class CustomFeed(msgspec.Struct, frozen=True, kw_only=True):
    """`[[feeds.custom]]`: a feed by a filter; of each line that is given an article must have one."""

    id: str
    """Its name in its address: `/feeds/ID.xml`, or `/feeds/ID.json`."""
    title: str = ""
    """What it is called; the outlet's name unless given."""
    description: str = ""
    """What it brings; the outlet's description unless given."""
    lang: str = ""
    """The edition that it is of; the main one unless given."""
    sections: tuple[str, ...] = ()
    """The sections that it brings, by id."""
    tags: tuple[str, ...] = ()
    """The tags that it brings, as articles write them."""
    authors: tuple[str, ...] = ()
    """The authors whom it brings, as articles write them."""
    labels: tuple[str, ...] = ()
    """The labels that it brings, such as `opinion`."""
    without: tuple[str, ...] = ()
    """Labels that nothing in it may have."""
    items: int = 0
    """How many it brings; as many as other feeds unless given."""
    text: str = "full"
    """Whether it brings the `full` text or a `summary`."""
    format: str = "rss"
    """What it is: `rss`, `atom` or `json`."""
    profile: str = ""
    """Who takes it, where they have rules of their own: `flipboard`, `smartnews` or `msn`."""


class Feeds(msgspec.Struct, frozen=True):
    """`[feeds]`: what subscribers get."""

    authority: str = ""
    """The first half of each guid, `DOMAIN,YEAR`; written once by `init` and never changed, even with the domain."""
    items: int = 30
    """The newest articles in a feed."""
    term_items: int = 15
    """The newest articles in the feed of a tag, an author or a story, and the newest corrections in theirs."""
    hub: str = ""
    """The WebSub hub that tells subscribers at once: its web address."""
    custom: tuple[CustomFeed, ...] = ()
    """Feeds by filters of their own."""


class Podcast(msgspec.Struct, frozen=True):
    """`[podcast]`: articles with `audio` as a podcast; without a title there is none."""

    title: str = ""
    """What it is called."""
    description: str = ""
    """What it is about; the outlet's description unless given."""
    image: str = ""
    """Its cover, under media/: a square JPEG or PNG of 1400 to 3000 pixels."""
    category: str = "News"
    """Its category in Apple's list, with a sub-category after `>`: `News > Daily News`."""
    author: str = ""
    """Who makes it; the outlet unless given."""
    email: str = ""
    """Where directories reach its owner."""
    explicit: bool = False
    """Whether it is only for adults."""
    type: str = "episodic"
    """`episodic`, newest first; or `serial`, to be heard from the first."""
    sections: tuple[str, ...] = ()
    """The sections whose recordings it brings; all unless given."""
