"""JSON Feed 1.1 for the site and its sections."""

from typing import Any

import msgspec

from broadsheet.article import When
from broadsheet.feeds import channels
from broadsheet.feeds.items import FeedContext, ItemView

VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: FeedContext) -> bytes:
    """A feed's bytes."""
    made = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "items": [_item(item) for item in feed.items],
    }
    if feed.icons:
        made["icon"], made["favicon"] = feed.icons
    elif feed.image:
        made["icon"] = feed.image
    return msgspec.json.format(msgspec.json.encode(_without_empty(made, "items")), indent=1) + b"\n"


def _item(item: ItemView) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "content_text": "" if item.content else item.summary,
        "date_published": _instant(item.published),
        "date_modified": _instant(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.categories),
        "language": item.language,
        "image": item.picture.url if item.picture else "",
    }
    if sound := item.audio:
        attachment = {
            "url": sound.url,
            "mime_type": sound.type,
            "size_in_bytes": sound.length,
            "duration_in_seconds": sound.duration,
        }
        made["attachments"] = [_without_empty(attachment)]
    return _without_empty(made)


def _instant(when: When | None) -> str:
    return when.at.isoformat() if when else ""


def _without_empty(values: dict[str, Any], *kept: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or name in kept}


JSON_FEED = channels.kind("json-feed", write)
