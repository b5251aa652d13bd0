"""All kinds of page there are: the registry that the plan and the rendering go by."""

from broadsheet.exports import ninjs, republish
from broadsheet.feeds import archived, atom, custom, json_feed, news_sitemap, podcast, rss, sitemap, style
from broadsheet.hosting import apache, humans, nginx, robots, security, static_hosts, trust, webmanifest
from broadsheet.pages import (
    article,
    corrections,
    covers,
    fragments,
    fronts,
    home,
    icons,
    media,
    month,
    pictures,
    redirect,
    standing,
    story,
    tombstone,
)
from broadsheet.pages.kind import PageKind

KINDS: dict[str, PageKind] = {
    kind.name: kind
    for kind in (
        media.ASSET,
        media.MEDIA,
        pictures.VARIANT,
        covers.COVER,
        icons.ICON,
        media.STATIC,
        style.FEED_STYLE,
        article.PAGE,
        republish.PAGE,
        standing.PAGE,
        home.PAGE,
        fragments.BREAKING,
        fragments.LATEST_NEWS,
        fronts.SECTION,
        fronts.TAG,
        fronts.AUTHOR,
        story.PAGE,
        month.MONTH,
        month.ARCHIVE,
        corrections.PAGE,
        standing.FEEDS,
        standing.NOT_FOUND,
        ninjs.NINJS,
        rss.RSS,
        atom.ATOM,
        json_feed.JSON_FEED,
        archived.FEED_MONTH,
        custom.CUSTOM_FEED,
        podcast.PODCAST,
        news_sitemap.NEWS,
        sitemap.PAGES,
        sitemap.MONTH,
        sitemap.INDEX,
        robots.NOTICE,
        trust.NOTICE,
        security.NOTICE,
        humans.NOTICE,
        webmanifest.MANIFEST,
        redirect.PAGE,
        tombstone.PAGE,
        static_hosts.HEADERS_PAGE,
        static_hosts.REDIRECTS_PAGE,
        nginx.PAGE,
        apache.PAGE,
    )
}
