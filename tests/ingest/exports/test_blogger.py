"""What comes of Blogger's exports, of both kinds."""

from pathlib import Path

import pytest

from broadsheet.ingest.blogger import Blogger
from broadsheet.ingest.manuscript import Passed
from tests.ingest.exports.shapes import articles, read

KIND = "http://schemas.google.com/blogger/2008/kind#"


def entry(kind: str, title: str, extra: str = "", number: int = 1) -> str:
    """An entry as the settings page exports it."""
    return f"""<entry><id>tag:blogger.com,1999:blog-55.post-{number}</id>
<published>2031-03-04T09:30:00.000+01:00</published>
<updated>2031-03-09T10:00:00.000+01:00</updated>
<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{kind}'/>
<title type='text'>{title}</title>
<content type='html'>&lt;p&gt;The ferry sails on Monday.&lt;/p&gt;&lt;br /&gt;The booth opens.</content>
<author><name>Mira Tolvane</name><email>noreply@blogger.example</email></author>{extra}</entry>"""


OLD = f"""<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>tag:blogger.com,1999:blog-55.archive</id><title type='text'>The Dorum Tide</title>
{entry("settings", "The blog's language")}{entry("template", "Template: Tide", number=2)}
{
    entry(
        "post",
        "Ferry &amp; bridge",
        '''<category scheme='http://www.blogger.com/atom/ns#' term='News'/>
<category scheme='http://www.blogger.com/atom/ns#' term='ferries'/>
<link rel='alternate' type='text/html' href='https://tide.blogspot.example/2031/03/ferry-and-bridge.html' title='x'/>
<link rel='replies' type='text/html' href='https://tide.blogspot.example/2031/03/ferry-and-bridge.html#comment-form'/>''',
        3,
    )
}
{entry("post", "Not yet", "<app:control><app:draft>yes</app:draft></app:control>", 4)}
{entry("comment", "First", "<thr:in-reply-to ref='tag:blogger.com,1999:blog-55.post-3'/>", 5)}
{entry("page", "About us", number=6)}</feed>"""

NEW = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-55</id><title>The Dorum Tide</title>
<entry><id>tag:blogger.com,1999:blog-55.post-3</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>
<author><name>Mira Tolvane</name><blogger:type>BLOGGER</blogger:type></author><title>Ferry &amp; bridge</title>
<content type='html'>&lt;p&gt;The ferry sails on Monday.&lt;/p&gt;</content>
<blogger:metaDescription>Nobody is missing</blogger:metaDescription>
<blogger:created>2031-03-01T08:00:00Z</blogger:created><published>2031-03-04T08:30:00Z</published>
<updated>2031-03-09T09:00:00Z</updated><category scheme='tag:blogger.com,1999:blog-55' term='News'/>
<blogger:filename>/2031/03/ferry-and-bridge.html</blogger:filename></entry>
<entry><id>tag:blogger.com,1999:blog-55.post-9</id><blogger:parent>tag:blogger.com,1999:blog-55.post-3</blogger:parent>
<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status><title></title>
<content type='html'>First</content></entry>
</feed>"""


@pytest.mark.parametrize("export", [OLD, NEW], ids=["of the settings page", "of Takeout"])
def test_a_post_keeps_all_that_the_export_says_of_it(tmp_path: Path, export: str) -> None:
    post = articles(read(Blogger(), tmp_path, export))[0]
    assert (post.title, post.authors, post.section) == ("Ferry & bridge", ("Mira Tolvane",), "news")
    assert post.date
    assert post.date.at.isoformat()[:10] == "2031-03-04"
    assert post.updated is None
    assert (post.id, post.slug) == ("tag:blogger.com,1999:blog-55.post-3", "ferry-and-bridge")
    assert post.aliases == ("/2031/03/ferry-and-bridge.html",)
    assert post.body.startswith("The ferry sails on Monday.")
    assert (post.draft, post.review) == ((), ())


def test_labels_become_tags_and_the_description_the_dek(tmp_path: Path) -> None:
    assert articles(read(Blogger(), tmp_path, OLD))[0].tags == ("ferries",)
    assert articles(read(Blogger(), tmp_path, NEW))[0].dek == "Nobody is missing"


def test_a_draft_stays_one_without_date_or_address(tmp_path: Path) -> None:
    draft = articles(read(Blogger(), tmp_path, OLD))[1]
    assert (draft.title, draft.date, draft.aliases, draft.draft) == ("Not yet", None, (), ("a draft in Blogger",))


def test_all_else_is_left_out_and_said_so(tmp_path: Path) -> None:
    found = [one for one in read(Blogger(), tmp_path, OLD) if isinstance(one, Passed)]
    assert [one.reason.partition(":")[0] for one in found] == [
        "a setting of the blog",
        "the blog's template",
        "a comment",
        "a page, not a post",
    ]
