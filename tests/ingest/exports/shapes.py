"""Small exports of the real shape, and a short way to what comes of them."""

from collections.abc import Iterable
from pathlib import Path

from broadsheet.ingest import Known, Manuscript
from broadsheet.ingest.formats import Format, Item, RawSource
from broadsheet.ingest.manuscript import Passed
from tests.ingest.newsroom import SETTINGS

WXR_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4.3" created="2031-03-08 06:55" -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
	<title>The Dorum Tide</title>
	<link>https://old.example</link>
	<language>en-GB</language>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_blog_url>https://old.example</wp:base_blog_url>
	<wp:author><wp:author_login><![CDATA[mtolvane]]></wp:author_login>
		<wp:author_email><![CDATA[mt@tide.example]]></wp:author_email>
		<wp:author_display_name><![CDATA[Mira Tolvane]]></wp:author_display_name></wp:author>
	<wp:author><wp:author_login><![CDATA[admin]]></wp:author_login>
		<wp:author_display_name><![CDATA[admin]]></wp:author_display_name></wp:author>
	<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename><![CDATA[news]]></wp:category_nicename>
		<wp:category_parent><![CDATA[]]></wp:category_parent><wp:cat_name><![CDATA[News]]></wp:cat_name></wp:category>
	<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename><![CDATA[ferries]]></wp:category_nicename>
		<wp:category_parent><![CDATA[news]]></wp:category_parent><wp:cat_name><![CDATA[Ferries]]></wp:cat_name></wp:category>
"""
FERRY = "<p>The ferry sails again on Monday.</p>\n<p>The booth opens at six.</p>"


def wxr_item(
    title: str = "The ferry sails again",
    content: str = FERRY,
    *,
    number: int = 12,
    kind: str = "post",
    status: str = "publish",
    name: str = "ferry-sails-again",
    author: str = "mtolvane",
    local: str = "2031-03-04 09:30:00",
    gmt: str = "2031-03-04 08:30:00",
    excerpt: str = "",
    more: str = "",
    terms: str = '<category domain="category" nicename="news"><![CDATA[News]]></category>',
) -> str:
    """A post as WordPress writes it; `more` are further elements."""
    return f"""	<item>
		<title><![CDATA[{title}]]></title>
		<link>https://old.example/2031/03/04/{name}/</link>
		<pubDate>Tue, 04 Mar 2031 08:30:00 +0000</pubDate>
		<dc:creator><![CDATA[{author}]]></dc:creator>
		<guid isPermaLink="false">https://old.example/?p={number}</guid>
		<description></description>
		<content:encoded><![CDATA[{content}]]></content:encoded>
		<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
		<wp:post_id>{number}</wp:post_id>
		<wp:post_date><![CDATA[{local}]]></wp:post_date>
		<wp:post_date_gmt><![CDATA[{gmt}]]></wp:post_date_gmt>
		<wp:post_name><![CDATA[{name}]]></wp:post_name>
		<wp:status><![CDATA[{status}]]></wp:status>
		<wp:post_type><![CDATA[{kind}]]></wp:post_type>
		{terms}
		{more}
	</item>
"""


def wxr(*items: str) -> str:
    """An export of these items."""
    return WXR_HEAD + "".join(items) + "</channel>\n</rss>\n"


def file_of_library(number: int, name: str, caption: str = "", alt: str = "", parent: int = 0) -> str:
    """An entry of WordPress's library."""
    return wxr_item(
        name,
        "",
        number=number,
        kind="attachment",
        status="inherit",
        name=name,
        excerpt=caption,
        more=f"<wp:attachment_url>https://old.example/wp-content/uploads/2031/03/{name}</wp:attachment_url>"
        f"<wp:post_parent>{parent}</wp:post_parent>" + meta("_wp_attachment_image_alt", alt),
    )


def meta(key: str, value: str) -> str:
    """What a plugin keeps with a post."""
    return (
        f"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def read(kind: Format, folder: Path, text: str | bytes, name: str = "export.xml") -> list[Manuscript | Passed]:
    """All that comes of an export, in its order."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    raw, known = RawSource(f"seeds/{name}", file), Known(SETTINGS)
    assert kind.recognise(raw.head(), name) >= 0.9
    return [kind.manuscript(one, raw, known) if isinstance(one, Item) else one for one in kind.items(raw, known)]


def articles(found: Iterable[Manuscript | Passed]) -> list[Manuscript]:
    """Those that are articles."""
    return [one for one in found if isinstance(one, Manuscript)]


def rules(manuscript: Manuscript) -> set[str]:
    """The names of the rules that decided something."""
    return {decision.rule for decision in manuscript.decisions}
