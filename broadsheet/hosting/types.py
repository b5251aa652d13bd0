"""As what each file goes out: the one table of media types, for the hosts and for the preview."""

from pathlib import PurePosixPath

from broadsheet.pages.media import MEDIA_TYPES

XML, JSON_FEED = "application/xml", "application/feed+json"
FEEDS = {"feed.xml": XML, "atom.xml": XML, "feed.json": JSON_FEED}
"""The feeds of terms, by the names that they have in every folder.

As `application/rss+xml` browsers show a feed as it is written, or offer to save it; as XML they use its style sheet,
and readers' programs take it as gladly.
"""
OF_FORM = {"rss": XML, "atom": XML, "json": JSON_FEED}
"""What a feed is that site.toml names, by its format."""
UNKNOWN = "application/octet-stream"

BY_ENDING = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "txt": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "ics": "text/calendar",
    "json": "application/json",
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "xml": XML,
    "xsl": "text/xsl",
    "xslt": "text/xsl",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "gz": "application/gzip",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "ogv": "video/ogg",
    "webm": "video/webm",
    **MEDIA_TYPES,
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
}
"""By the ending of the name, in small letters."""

CHAPTERS = ".chapters.json"
BY_TAIL = {CHAPTERS: "application/json+chapters"}
"""What has a type of its own by more than its ending."""


def type_of(address: str, custom: dict[str, str] | None = None) -> str:
    """The media type of a file by its address; `custom` are the types of feeds that site.toml names."""
    name = PurePosixPath(address).name.lower()
    if found := (custom or {}).get(address) or FEEDS.get(name):
        return found
    for tail, found in BY_TAIL.items():
        if name.endswith(tail):
            return found
    return BY_ENDING.get(name.rpartition(".")[2], UNKNOWN) if "." in name else UNKNOWN


def with_charset(media_type: str) -> str:
    """A media type as it stands in a header: texts and XML say that they are UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") or media_type == XML else media_type
