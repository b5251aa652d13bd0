"""The podcast: the articles with a recording, as Apple and those after it read feeds (iTunes and Podcasting 2.0).

Its guid is made of the domain in the outlet's authority, so it's the same podcast to directories after a move. What is
paid for isn't in it, and what has no date can't be.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from lxml import etree

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.feeds import enclosures, items, rss, writing
from broadsheet.feeds.items import FeedContext, ItemView
from broadsheet.feeds.xml_text import clean
from broadsheet.index import files
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import filters, pictures
from broadsheet.pages.filters import Search
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pictures import recipes
from broadsheet.settings import Settings

EPISODES = 300
"""The newest that it brings: who subscribes late wants more than the newest thirty, and nobody needs no end."""
NAME = "podcast"
TRANSCRIPTS = {".vtt": "text/vtt", ".srt": "application/x-subrip"}
"""The media types of transcripts, by the ending of the file beside the recording."""
CHAPTERS = "application/json+chapters"

_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcasts' guids."""
_COVER = (1400, 3000)
"""How wide a cover is at least and at most, in pixels."""
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode: an article with its recording."""

    item: ItemView
    """The article, as a summary, and its recording."""
    image: str
    """The address in full of its picture, where that is as covers must be; may be empty."""
    transcripts: tuple[tuple[str, str], ...]
    """What lies beside the recording: the addresses in full and the media types."""
    chapters: str
    """The address in full of its chapters; may be empty."""
    number: int
    """Which it is, from 1, of a podcast to be heard from the first; 0 where nobody counts."""


@dataclass(frozen=True, slots=True)
class PodcastContext:
    """The podcast."""

    feed: FeedContext
    """The feed, without its items."""
    guid: str
    """What directories know it by."""
    image: str
    """The address in full of its cover; may be empty."""
    author: str
    """Who makes it."""
    email: str
    """Where its owner is reached; may be empty."""
    category: tuple[str, ...]
    """Its category, and the one below that."""
    explicit: bool
    """Whether it is only for adults."""
    type: str
    """`episodic` or `serial`."""
    episodes: tuple[EpisodeView, ...]
    """What it brings, newest first."""


def keys(index: Index) -> Iterator[PageKey]:
    """One, of the main edition."""
    if index.settings.podcast.title:
        yield _key(index.settings)


def context(key: PageKey, index: Index) -> PodcastContext | None:
    """What the podcast brings."""
    settings, podcast = index.settings, index.settings.podcast
    if not podcast.title or key != _key(settings):
        return None
    episodes = _episodes(index)
    about = settings.edition(key.edition)
    feed = items.feed(
        title=podcast.title,
        description=podcast.description or about.description,
        home=addresses.term_address(Term("all", key.edition), settings),
        address=addresses.podcast_address(settings),
        edition=key.edition,
        items=(episode.item for episode in episodes),
        index=index,
    )
    cover = files.picture(index, settings.cover)
    return PodcastContext(
        feed=replace(feed, items=()),
        guid=guid(settings),
        image=addresses.absolute(addresses.media_address(settings.cover), settings) if cover else "",
        author=clean(podcast.author or about.title),
        email=podcast.email,
        category=tuple(part.strip() for part in podcast.category.split(">") if part.strip()),
        explicit=podcast.explicit,
        type=podcast.type,
        episodes=episodes,
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The podcast, by an article with a recording that is among its newest."""
    settings = index.settings
    ours = article.kind is Kind.ARTICLE and article.edition == settings.outlet.language
    if settings.podcast.title and ours and filters.within([(_search(settings), EPISODES)], article, index):
        yield _key(settings)


def made_of(path: str, index: Index) -> Iterable[PageKey]:
    """The podcast, by its cover."""
    return [_key(index.settings)] if path and path == index.settings.cover else []


def guid(settings: Settings) -> str:
    """What directories know the podcast by: the rule is to make it of the feed's first address, without the scheme.

    That is at the domain of the authority; without one, at the outlet's host, and it changes with that.
    """
    host = settings.feeds.authority.partition(",")[0] or settings.outlet.url.partition("://")[2].partition("/")[0]
    return str(uuid.uuid5(_GUIDS, f"{host}{addresses.podcast_address(settings)}"))


def faults(index: Index) -> Iterator[tuple[str, str]]:
    """What is wrong with the cover, and what to do: directories refuse a podcast for it."""
    podcast = index.settings.podcast
    found = files.picture(index, podcast.image)
    if not podcast.title:
        return
    if not podcast.image:
        yield "the podcast has no cover, so directories refuse it", 'image = "podcast.png", a square picture in media/'
    elif found is None:
        yield f"there is no picture media/{podcast.image}", "put the file into media/"
    elif not podcast.image.endswith((".jpg", ".png")):
        yield "directories refuse a cover that isn't called .jpg or .png", "save the picture as one of these"
    elif found.width != found.height or not _COVER[0] <= found.width <= _COVER[1]:
        message = f"directories refuse a cover of {found.width} by {found.height} pixels"
        yield message, f"cut it to a square of {_COVER[0]} to {_COVER[1]} pixels"


def write(podcast: PodcastContext) -> bytes:
    """The podcast's bytes: RSS as in rss.py, and what podcasts add."""
    out = rss.begin(podcast.feed)
    out.load_extension("podcast", atom=False, rss=True)
    out.register_extension("modern", _Extension)
    said, modern = out.podcast, out.modern
    said.itunes_author(podcast.author)
    said.itunes_type(podcast.type)
    if podcast.image:
        said.itunes_image(podcast.image)
    if podcast.email:
        said.itunes_owner(podcast.author, podcast.email)
    if podcast.category:
        named = dict(zip(("cat", "sub"), podcast.category, strict=False))
        said.itunes_category(named)
    modern.guid, modern.explicit = podcast.guid, podcast.explicit
    made = {episode.item: episode for episode in podcast.episodes}
    writing.add(out, tuple(made), lambda item: _entry(made[item]))
    return rss.end(out, podcast.feed)


def _entry(episode: EpisodeView) -> Any:
    from feedgen.ext.podcast_entry import PodcastEntryExtension

    item, new = episode.item, writing.entry()
    rss.fill(new, item)
    new.register_extension("podcast", PodcastEntryExtension, atom=False, rss=True)
    said = new.podcast
    said.itunes_summary(item.summary)
    if item.authors:
        said.itunes_author(", ".join(item.authors))
    if item.audio and item.audio.duration:
        said.itunes_duration(str(item.audio.duration))
    if episode.image:
        said.itunes_image(episode.image)
    if episode.number:
        said.itunes_episode(episode.number)
    element = new.rss_entry()
    for url, kind in episode.transcripts:
        etree.SubElement(element, f"{{{_PODCAST}}}transcript", url=url, type=kind, language=item.language)
    if episode.chapters:
        etree.SubElement(element, f"{{{_PODCAST}}}chapters", url=episode.chapters, type=CHAPTERS)
    return element


class _Extension:
    """What feedgen doesn't know of a podcast, or not as it's written now: `true` was `yes` once."""

    guid = ""
    explicit = False

    def extend_ns(self) -> dict[str, str]:
        """That of Podcasting 2.0."""
        return {"podcast": _PODCAST}

    def extend_rss(self, feed: Any) -> Any:
        """Into the channel."""
        etree.SubElement(feed[0], f"{{{_ITUNES}}}explicit").text = "true" if self.explicit else "false"
        etree.SubElement(feed[0], f"{{{_PODCAST}}}guid").text = self.guid
        return feed

    def extend_atom(self, feed: Any) -> Any:
        """No podcast is Atom."""
        return feed


def _beside(article: Article, index: Index) -> tuple[tuple[tuple[str, str], ...], str]:
    """What lies beside an article's recording: the paths and types of transcripts, and the path of the chapters."""
    there = files.known_pictures(index, article.companions) if article.companions else set()
    *words, chapters = article.companions or ("",)
    transcripts = ((path, TRANSCRIPTS[path[-4:]]) for path in words if path in there)
    return tuple(transcripts), chapters if chapters in there else ""


def _episodes(index: Index) -> tuple[EpisodeView, ...]:
    docs = filters.found(_search(index.settings), EPISODES, index)
    articles = (index.article(doc) for doc in docs)
    fit = (article for article in articles if article.date and article.access != "paid")
    found = [episode for article in islice(fit, EPISODES) if (episode := _episode(article, index))]
    if index.settings.podcast.type != "serial" or len(found) == EPISODES:
        return tuple(found)
    return tuple(replace(one, number=len(found) - place) for place, one in enumerate(found))


def _episode(article: Article, index: Index) -> EpisodeView | None:
    audio = enclosures.recording(article.audio, index)
    if audio is None or not audio.length:
        return None
    transcripts, chapters = _beside(article, index)
    return EpisodeView(
        item=replace(items.brief(article, index), audio=audio),
        image=_cover(article, index),
        transcripts=tuple((_url(path, index), kind) for path, kind in transcripts),
        chapters=_url(chapters, index) if chapters else "",
        number=0,
    )


def _cover(article: Article, index: Index) -> str:
    """An article's lead picture as an episode's cover: directories refuse one that isn't a square, or is too small.

    The square that search engines get is too small for that.
    """
    found = files.picture(index, article.image.src) if article.image and article.image.src else None
    if found is None or not found.form or found.width != found.height or found.width < _COVER[0]:
        return ""
    recipe = f"{recipes.widths(found.width)[-1]}.{found.form}"
    return addresses.absolute(pictures.size_address(found, recipe, index), index.settings)


def _url(path: str, index: Index) -> str:
    return addresses.absolute(addresses.media_address(path), index.settings)


def _search(settings: Settings) -> Search:
    """All that is heard, or what is heard of some sections."""
    edition = settings.outlet.language
    sections = tuple(Term("section", edition, section) for section in settings.podcast.sections)
    heard = (Term("audio", edition),)
    return Search((heard, sections) if sections else (heard,), choosy=True)


def _key(settings: Settings) -> PageKey:
    return PageKey(NAME, settings.outlet.language)


PODCAST = PageKind(
    name=NAME,
    stage=Stage.FEEDS,
    debut=Stage.ARTICLES,  # all pages lead to it
    parts=("outlet", "sections", "lists", "feeds", "podcast", "addresses"),
    keys=keys,
    context=context,
    address=lambda _key, index: addresses.podcast_address(index.settings),
    touched_by=touched_by,
    made_of=made_of,
    write=write,
)
