"""NITF, NewsML-G2 and NewsML 1.2."""

from pathlib import Path

import pytest

from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.manuscript import Manuscript, Passed
from tests.ingest.news.reading import all_of, dropped, one_of

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf><head><title>Ferry sails</title>
<docdata management-status="usable"><doc-id id-string="tide-77"/><urgency ed-urg="4"/>
<date.issue norm="20310312T093000+0100"/><du-key key="ferry-dorum" version="1"/>
<key-list><keyword key="ferries"/></key-list></docdata>
<tobject><tobject.subject tobject.subject.refnum="04000000" tobject.subject.type="Economy"/></tobject></head>
<body><body.head><hedline><hl1>Ferry sails again</hl1><hl2>After two winters at the quay</hl2></hedline>
<byline>By<person>Mira Tolvane</person><byttl>harbour editor</byttl></byline>
<distributor><org>Tide Wire</org></distributor><dateline><location>Dorum</location></dateline></body.head>
<body.content><p>The old ferry <em>sails</em> again.</p><hl2>A long winter</hl2><p>Nobody&nbsp;believed it.</p>
<media media-type="image"><media-reference source="quay.jpg" mime-type="image/jpeg"/>
<media-caption>At the quay</media-caption><media-producer>Lena Varr</media-producer></media></body.content>
<body.end><tagline>Mira Tolvane writes about water.</tagline></body.end></body></nitf>"""

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tide:{number}" version="3" xml:lang="{lang}">
<rightsInfo><copyrightNotice>© Tide Wire</copyrightNotice>{terms}</rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider><name>Tide Wire</name></provider>
<versionCreated>2031-03-12T14:00:00Z</versionCreated><firstCreated>2031-03-12T09:00:00Z</firstCreated>
<pubStatus qcode="stat:{status}"/>{more}</itemMeta>
<contentMeta><urgency>3</urgency><by>Von Mira Tolvane</by><dateline>Dorum, 12 March 2031 (TW) -</dateline>
<headline>Ferry {number} sails again</headline><headline role="hld:subHeadline">After two winters</headline>
<subject qcode="medtop:04000000"><name>Economy</name></subject><subject qcode="x:ab"><name>ab</name></subject>
<keyword>ferries</keyword></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head>
<body><header><h1>Ferry sails again</h1><ul><li>Dorum</li></ul></header>
<p>The old ferry sails again, number {number}.</p><h2>A long winter</h2>
<p>Nobody believed it.</p></body></html></inlineXML>"""


def item(number: int = 1, content: str = XHTML, **more: str) -> str:
    """A news item in NewsML-G2."""
    given = {"status": "usable", "kind": "text", "terms": "", "more": "", "lang": "en"} | more
    return ITEM.format(number=number, content=content.replace("{number}", str(number)), **given)


def test_nitf_says_all_that_an_article_needs(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.xml", NITF)
    assert (article.title, article.dek) == ("Ferry sails again", "After two winters at the quay")
    assert (article.authors, article.agency, article.dateline) == (("Mira Tolvane",), "Tide Wire", "Dorum")
    assert (article.section, article.tags, article.id) == ("economy", ("ferries",), "tide-77")
    assert article.date is not None
    assert article.date.at.isoformat() == "2031-03-12T09:30:00+01:00"
    assert article.body.startswith("The old ferry *sails* again.\n\n### A long winter\n\nNobody")
    assert "a picture didn't come along: quay.jpg (At the quay – Lena Varr)" in article.review
    assert [note.text for note in article.notes] == ["Mira Tolvane writes about water."]
    assert {"harbour editor", "Ferry sails"} <= set(dropped(article))
    assert article.extra["urgency"] == "4"


def test_nitf_with_its_text_as_lines(tmp_path: Path) -> None:
    lines = "  DORUM (AFP) - The old\nferry sails again.\n  Nobody believed it &amp; all\nwere there.\n\nThe end.\n"
    source = NITF.partition("<p>The old")[0] + f"<pre>{lines}</pre></body.content></body></nitf>"
    body = one_of(tmp_path, "a.xml", source).body
    assert body == ("DORUM (AFP) - The old ferry sails again.\n\nNobody believed it & all were there.\n\nThe end.\n")
    table = "Dorum      3    1\nVarga      2    2\n"
    assert "Dorum      3    1" in one_of(tmp_path, "b.xml", source.replace(lines, table)).body


def test_a_killed_story_in_nitf_is_a_draft(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.xml", NITF.replace('"usable"', '"canceled"'))
    assert any("cancelled" in line for line in article.draft)


def test_newsml_g2_says_all_that_an_article_needs(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.xml", item())
    assert (article.title, article.dek) == ("Ferry 1 sails again", "After two winters")
    assert (article.authors, article.agency, article.dateline) == (("Mira Tolvane",), "Tide Wire", "Dorum")
    assert (article.section, article.tags) == ("economy", ("ferries",))
    assert article.body == "The old ferry sails again, number 1.\n\n## A long winter\n\nNobody believed it.\n"
    assert article.id == "urn:tide:1"
    assert article.updated is not None
    assert article.extra == {"version": "3", "urgency": "3", "subjects": "x:ab"}
    assert "rights: © Tide Wire" in article.review
    assert "Ferry sails againDorum" in dropped(article)
    assert article.draft == ()


def test_a_message_of_many_items_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    bad = item(2).replace("</contentMeta>", "")
    picture = item(3, "<remoteContent href='p.jpg'/>", kind="picture")
    source = f"<newsMessage>{item(1)}{bad}{picture}<packageItem guid='p'/>{item(4)}</newsMessage>"
    found = all_of(tmp_path, "a.xml", source)
    articles = [one for one in found if isinstance(one, Manuscript)]
    assert [one.id for one in articles] == ["urn:tide:1", "urn:tide:2", "urn:tide:4"]
    assert "Nobody believed it." in articles[1].body
    assert any(one.rule == "broken-markup" and one.path == "newsItem 2" for one in articles[1].decisions)
    assert sorted(one.reason for one in found if isinstance(one, Passed)) == [
        "a packageItem is no article",
        "a picture alone is no article",
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"status": "canceled"}, "cancelled"),
        ({"terms": "<usageTerms>Not in Varga</usageTerms>"}, "restricts its use: Not in Varga"),
        ({"more": "<embargoed>next week</embargoed>"}, "embargo"),
        ({"more": "<signal qcode='sig:kill'/>"}, "cancelled"),
    ],
)
def test_what_may_not_go_out_is_a_draft(tmp_path: Path, given: dict[str, str], reason: str) -> None:
    article = one_of(tmp_path, "a.xml", item(1, XHTML, **given))
    assert any(reason in line for line in article.draft)


def test_corrections_are_asked_about(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.xml", item(more="<signal qcode='sig:correction'/>"))
    assert any("correction" in line for line in article.review)


def test_nitf_inside_newsml_g2(tmp_path: Path) -> None:
    inner = NITF.partition("<nitf>")[2]
    article = one_of(tmp_path, "a.xml", item(content=f"<inlineXML><nitf>{inner}</inlineXML>"))
    assert article.title == "Ferry 1 sails again"
    assert article.body.startswith("The old ferry *sails* again.")


def test_another_language_is_said(tmp_path: Path) -> None:
    assert one_of(tmp_path, "a.xml", item(lang="de")).lang == "de"
    assert one_of(tmp_path, "b.xml", item(lang="en-US")).lang == ""


NEWSML1 = """<?xml version="1.0" encoding="iso-8859-1"?>
<NewsML><NewsEnvelope><DateAndTime>20310312T120000Z</DateAndTime></NewsEnvelope><NewsItem>
<Identification><NewsIdentifier><RevisionId>2</RevisionId><PublicIdentifier>urn:tide:20310312:77:2</PublicIdentifier>
</NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20310312T090000Z</FirstCreated><ThisRevisionCreated>20310312T110000Z</ThisRevisionCreated>
<Status FormalName="{status}"/>{more}<Urgency FormalName="3"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Caf\xe9 ferry sails again</HeadLine><ByLine>Par Mira Tolvane</ByLine>
<DateLine>Dorum, 12 mars 2031 (AFP)</DateLine><CopyrightLine>\xa9 AFP</CopyrightLine></NewsLines>
<DescriptiveMetadata><Language FormalName="fr"/>
<SubjectCode><Subject FormalName="04000000"/></SubjectCode></DescriptiveMetadata>
<NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><p>The old ferry sails again.</p>
<p>Forty were on board.</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><NewsLines><HeadLine>At the quay</HeadLine></NewsLines><ContentItem Href="quay.jpg">
<MediaType FormalName="Photo"/></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""


def test_newsml_1_says_all_that_an_article_needs(tmp_path: Path) -> None:
    source = NEWSML1.replace("{status}", "Usable").replace("{more}", "")
    article = one_of(tmp_path, "a.xml", source.encode("cp1252"))
    assert (article.title, article.lang) == ("Café ferry sails again", "fr")
    assert (article.authors, article.agency, article.dateline) == (("Mira Tolvane",), "AFP", "Dorum")
    assert article.body == "The old ferry sails again.\n\nForty were on board.\n"
    assert (article.id, article.extra["version"]) == ("urn:tide:20310312:77", "2")
    assert article.extra["subjects"] == "04000000"
    assert "a picture didn't come along: quay.jpg (At the quay)" in article.review
    assert article.draft == ()


def test_an_embargo_in_newsml_1(tmp_path: Path) -> None:
    change = "<StatusWillChange><DateAndTime>20310314T060000Z</DateAndTime></StatusWillChange>"
    source = NEWSML1.replace("{status}", "Embargoed")
    article = one_of(tmp_path, "a.xml", source.replace("{more}", change).encode("cp1252"))
    assert article.embargo is not None
    assert article.draft == ()
    article = one_of(tmp_path, "b.xml", source.replace("{more}", "").encode("cp1252"))
    assert any("embargoed" in line for line in article.draft)


@pytest.mark.parametrize("source", ["<newsMessage></newsMessage>", "<NewsML></NewsML>", "<nitf></nitf>"])
def test_a_source_without_an_article_is_told_of(tmp_path: Path, source: str) -> None:
    with pytest.raises(UnreadableError):
        all_of(tmp_path, "a.xml", source)


def test_an_element_without_a_name_that_html_knows_keeps_its_words(tmp_path: Path) -> None:
    odd = XHTML.replace("<h2>A long winter</h2>", "<p><:0>A long</:0> winter</p>")
    assert "A long winter" in one_of(tmp_path, "a.xml", item(1, odd)).body


def test_a_nitf_document_that_breaks_off_is_a_draft(tmp_path: Path) -> None:
    whole, cut = one_of(tmp_path, "a.xml", NITF), one_of(tmp_path, "b.xml", NITF.partition("<hl2>A long winter")[0])
    assert whole.draft == ()
    assert cut.draft == ("the source breaks off before its end",)
    assert cut.body == "The old ferry *sails* again.\n"
