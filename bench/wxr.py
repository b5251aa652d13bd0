"""A made-up archive as WordPress exports it: what a newsroom brings that moves."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape
from pathlib import Path

from bench.corpus import MEDIA, SECTIONS, Article, Corpus

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
\t<title>The Bench</title>
\t<link>https://old.example</link>
\t<language>en-GB</language>
\t<wp:wxr_version>1.2</wp:wxr_version>
\t<wp:base_site_url>https://old.example</wp:base_site_url>
\t<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""


def write(file: Path, corpus: Corpus) -> None:
    """Writes the export; every fourth post is in WordPress's older form, without blocks."""
    authors = sorted({name for number in range(min(corpus.size, 500)) for name in corpus.article(number).authors})
    with file.open("w", encoding="utf-8") as stream:
        stream.write(_HEAD)
        stream.writelines(
            f"\t<wp:author><wp:author_login><![CDATA[{_login(name)}]]></wp:author_login>"
            f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
            for name in authors
        )
        stream.writelines(
            f"\t<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename><![CDATA[{name}]]></wp:category_nicename>"
            f"<wp:cat_name><![CDATA[{name.title()}]]></wp:cat_name></wp:category>\n"
            for number, name in enumerate(SECTIONS, 2)
        )
        for article in corpus:
            stream.write(_item(article))
        stream.write("</channel>\n</rss>\n")


def _item(article: Article) -> str:
    local = f"{article.date + timedelta(hours=1):%Y-%m-%d %H:%M:%S}"
    terms = [("category", article.section, article.section.title())]
    terms += [("post_tag", re.sub(r"\W+", "-", tag.lower()), tag) for tag in article.tags]
    shown = "".join(
        f'\t\t<category domain="{domain}" nicename="{short}"><![CDATA[{name}]]></category>\n'
        for domain, short, name in terms
    )
    parts = "\n\n".join(_blocks(article))
    return (
        f"\t<item>\n\t\t<title><![CDATA[{article.title}]]></title>\n"
        f"\t\t<link>https://old.example/{article.date:%Y/%m/%d}/{article.slug}/</link>\n"
        f"\t\t<pubDate>{article.date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>\n"
        f"\t\t<dc:creator><![CDATA[{_login(article.authors[0])}]]></dc:creator>\n"
        f'\t\t<guid isPermaLink="false">https://old.example/?p={article.number + 1}</guid>\n'
        f"\t\t<description></description>\n\t\t<content:encoded><![CDATA[{parts}]]></content:encoded>\n"
        f"\t\t<excerpt:encoded><![CDATA[{article.dek}]]></excerpt:encoded>\n"
        f"\t\t<wp:post_id>{article.number + 1}</wp:post_id>\n\t\t<wp:post_date><![CDATA[{local}]]></wp:post_date>\n"
        f"\t\t<wp:post_date_gmt><![CDATA[{article.date:%Y-%m-%d %H:%M:%S}]]></wp:post_date_gmt>\n"
        f"\t\t<wp:post_name><![CDATA[{article.slug}]]></wp:post_name>\n"
        "\t\t<wp:status><![CDATA[publish]]></wp:status>\n\t\t<wp:post_parent>0</wp:post_parent>\n"
        "\t\t<wp:post_type><![CDATA[post]]></wp:post_type>\n\t\t<wp:post_password><![CDATA[]]></wp:post_password>\n"
        f"\t\t<wp:is_sticky>0</wp:is_sticky>\n{shown}"
        "\t\t<wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key>"
        "<wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>\n\t</item>\n"
    )


def _blocks(article: Article) -> Iterator[str]:
    """The text in HTML, a block for each paragraph, heading and picture."""
    old = article.number % 4 == 0
    for block in article.body.strip().split("\n\n"):
        if heading := re.fullmatch(r"#+ (.*)", block):
            yield _in_block("heading", f"<h2>{escape(heading[1], quote=False)}</h2>", old)
        elif picture := re.search(re.escape(MEDIA) + r"([\w.-]+)", block):
            address = f"https://old.example/wp-content/uploads/{article.date:%Y/%m}/{picture[1]}"
            shown = f'<img src="{address}" alt="A view"/>'
            if old:
                yield f'[caption id="attachment_9" align="alignnone" width="640"]{shown} A view[/caption]'
            else:
                yield _in_block("image", f"<figure>{shown}<figcaption>A view</figcaption></figure>", old)
        else:
            words = escape(" ".join(block.split()), quote=False)
            yield words if old else _in_block("paragraph", f"<p>{words}</p>", old)


def _in_block(name: str, html: str, old: bool) -> str:
    return html if old else f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name} -->"


def _login(name: str) -> str:
    return name.lower().replace(" ", ".")
