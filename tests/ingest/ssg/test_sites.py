"""A page of each generator, as it lies in that generator's site."""

from pathlib import Path

import pytest

from broadsheet.ingest.manuscript import Passed
from tests.ingest.news.reading import all_of, dropped, one_of

HUGO = """+++
title = "The thaw comes early"
date = 2031-03-12T09:00:00+01:00
lastmod = 2031-03-13
tags = ["ice"]
categories = ["Economy", "Harbour"]
authors = ["Mira Tolvane"]
aliases = ["/old/thaw/"]
description = "Ice *left* the harbour"
weight = 3
[params]
mood = "calm"
+++
The ice left. See [the vote]({{< ref "news/vote.md" >}}).

{{< figure src="/img/quay.png" caption="At the quay" alt="Ice" attr="Oto Brisk" >}}

{{< youtube abc123 >}}

{{< notice tip >}}
Keep this text.
{{< /notice >}}

```go
{{< figure src="x.png" >}}
```

The code `{{ x }}` stays. ![gone](missing.jpg "A missing one")
"""
JEKYLL = """---
layout: post
title:  "Dorum: ferry #2 sails"
date:   2031-03-12 10:00:00 +0100
author: Lena Varr
categories: economy harbour
tags: [no, 012]
image:
  path: quay.png
  caption: At the quay
---
First part.

<!--more-->

{% highlight python %}
print("{{ x }}")
{% endhighlight %}

See [it]({% post_url 2030-01-02-old-one %}) and [us]({{ site.baseurl }}/about/).
{: .wide}

{% include figure.html src="quay.png" caption="Again" %}
"""
PELICAN = """Title: Museum finds a key
Date: 2031-04-02 08:15
Modified: 2031-04-03 09:00
Category: Economy
Tags: museum, keys
Slug: museum-key
Authors: Mira Tolvane, Oto Brisk
Summary: It opens nothing

Text with ![a key]({static}/images/key.png) in it, and [more]({filename}/other.md).
"""
ZOLA = """+++
title = "Ice"
date = 2031-01-05
draft = true
[taxonomies]
tags = ["ice"]
[extra]
subtitle = "It left"
+++
{{ youtube(id="abc") }}

{% quote(author="Oto") %}
Words of the quote.
{% end %}

[x](@/blog/other.md)
"""
ELEVENTY = """---json
{"title": "Ice", "date": "2031-01-05", "permalink": "/winter/ice/", "eleventyNavigation": {"key": "ice"}}
---
# Ice

It left. {{ "/pier/" | url }}
"""
PICTURE = b"\x89PNG\r\n\x1a\nquay"


def test_hugo(tmp_path: Path) -> None:
    article = one_of(tmp_path, "content/news/thaw.md", HUGO)
    assert (article.title, article.dek) == ("The thaw comes early", "Ice left the harbour")
    assert (article.section, article.tags, article.authors) == ("economy", ("ice", "Harbour"), ("Mira Tolvane",))
    assert article.aliases == ("/news/thaw/", "/old/thaw/")
    assert article.date is not None
    assert article.date.at.isoformat() == "2031-03-12T09:00:00+01:00"
    assert article.updated is not None
    assert article.extra == {"mood": "calm"}
    assert article.body.startswith("The ice left. See [the vote](/news/vote/).")
    assert "<https://www.youtube.com/watch?v=abc123>" in article.body
    assert "Keep this text." in article.body
    assert '```go\n{{< figure src="x.png" >}}\n```' in article.body
    assert "`{{ x }}` stays." in article.body
    assert "a picture didn't come along: missing.jpg (A missing one)" in article.review
    assert "a template tag has no meaning here: {{< notice tip >}}" in article.review
    assert "weight: 3" in dropped(article)


def test_hugo_bundles(tmp_path: Path) -> None:
    folder = tmp_path / "content/news/thaw"
    folder.mkdir(parents=True)
    (folder / "quay.png").write_bytes(PICTURE)
    source = HUGO.replace("/img/quay.png", "quay.png").replace("aliases =", "images = ['quay.png']\naliases =")
    article = one_of(tmp_path, "content/news/thaw/index.md", source)
    assert article.aliases[0] == "/news/thaw/"
    assert (article.slug, article.image is not None) == ("thaw", True)
    assert f'![Ice]({article.media[0].path} "At the quay – Oto Brisk")' in article.body


def test_jekyll(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/quay.png").write_bytes(PICTURE)
    article = one_of(tmp_path, "_posts/2031-03-12-dorum-ferry.md", JEKYLL)
    assert article.title == "Dorum: ferry #2 sails"
    assert (article.section, article.tags, article.authors) == ("economy", ("no", "012", "harbour"), ("Lena Varr",))
    assert article.aliases == ("/economy/harbour/2031/03/12/dorum-ferry.html",)
    assert article.image is not None
    assert (article.image.src, article.image.caption) == (article.media[0].path, "At the quay")
    assert '```python\nprint("{{ x }}")\n```' in article.body
    assert "[it](/2030/01/02/old-one.html) and [us](/about/)." in article.body
    assert f'![]({article.media[0].path} "Again")' in article.body
    assert "{:" not in article.body
    assert "<!--" not in article.body
    assert article.review == ()


@pytest.mark.parametrize(
    ("permalink", "alias"),
    [
        ("/:categories/:year/:title/", "/economy/harbour/2031/dorum-ferry/"),
        ("/:title:output_ext", "/dorum-ferry.html"),
        ("/special/ferry.html", "/special/ferry.html"),
    ],
)
def test_jekylls_patterns_for_addresses(tmp_path: Path, permalink: str, alias: str) -> None:
    source = JEKYLL.replace("layout: post", f"permalink: {permalink}")
    assert one_of(tmp_path, "_posts/2031-03-12-dorum-ferry.md", source).aliases == (alias,)


def test_jekylls_file_names_have_the_day(tmp_path: Path) -> None:
    article = one_of(tmp_path, "_posts/2031-03-12-ice.md", "---\ntitle: Ice\n---\nIt left on Monday.\n")
    assert article.date is not None
    assert (article.date.at.date().isoformat(), article.date.day) == ("2031-03-12", True)
    assert one_of(tmp_path, "_drafts/ice.md", "---\ntitle: Ice\n---\nIt left on Monday.\n").draft


def test_pelican(tmp_path: Path) -> None:
    article = one_of(tmp_path, "content/museum.md", PELICAN)
    assert (article.title, article.dek, article.slug) == ("Museum finds a key", "It opens nothing", "museum-key")
    assert (article.section, article.tags) == ("economy", ("museum", "keys"))
    assert article.authors == ("Mira Tolvane", "Oto Brisk")
    assert article.aliases == ("/museum-key.html",)
    assert "[more](/other.md)" in article.body
    assert "a picture didn't come along: /images/key.png (a key)" in article.review


def test_zola(tmp_path: Path) -> None:
    article = one_of(tmp_path, "content/blog/ice.md", ZOLA)
    assert (article.title, article.dek, article.tags) == ("Ice", "It left", ("ice",))
    assert article.aliases == ("/blog/ice/",)
    assert article.draft == ("it was a draft in the old site",)
    assert article.body == "<https://www.youtube.com/watch?v=abc>\n\nWords of the quote.\n\n[x](/blog/other/)\n"


def test_eleventy(tmp_path: Path) -> None:
    article = one_of(tmp_path, "posts/ice.md", ELEVENTY)
    assert (article.title, article.aliases) == ("Ice", ("/winter/ice/",))
    assert article.body == "It left. /pier/\n"


def test_plain_markdown(tmp_path: Path) -> None:
    article = one_of(tmp_path, "ferry.md", "# The *ferry* sails\n\nIt left & came back.\n\n# Part two\n\nMore.\n")
    assert article.title == "The ferry sails"
    assert article.body == "It left & came back.\n\n# Part two\n\nMore.\n"
    assert "no date was found in the source" in article.review


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/news/_index.md", "---\ntitle: News\n---\n"),
        ("about.md", "---\nlayout: page\ntitle: About us\n---\nWe are the Tide.\n"),
        ("content/pages/about.md", "Title: About us\n\nWe are the Tide.\n"),
        ("README.md", "# How to build\n\nRun it.\n"),
    ],
)
def test_what_is_no_article_is_passed(tmp_path: Path, name: str, text: str) -> None:
    (found,) = all_of(tmp_path, name, text)
    assert isinstance(found, Passed)
    assert not found.wrong


def test_posts_in_html(tmp_path: Path) -> None:
    source = "---\ntitle: Ice\nlayout: post\n---\n<p>It <b>left</b>.</p>"
    assert one_of(tmp_path, "_posts/2031-03-12-ice.html", source).body == "It **left**.\n"


def test_no_date_is_made_up_of_what_is_none(tmp_path: Path) -> None:
    article = one_of(tmp_path, "ice.md", "---\ntitle: Ice\ndate: next week\n---\nIt left on 12 March 2031.\n")
    assert article.date is None
    assert any("next week" in line for line in article.review)


def test_thousands_of_open_marks_are_read_in_one_go(tmp_path: Path) -> None:
    for mark in ("{{<", "{% a ", "![", "```\n", "<figure>\n", "{{< highlight x >}}\n", "`"):
        assert one_of(tmp_path, "ice.md", f"---\ntitle: Ice\n---\nText\n{mark * 20_000}").title == "Ice"
