"""The rules for RSS, Atom and JSON Feed, as validators and readers have them, held to every feed of a site.

Each rule is written down here by what it is called where it comes from: the RSS Advisory Board's profile, the messages
of the W3C's validator, RFC 4287 and jsonfeed.org. The site has in it whatever has broken feeds before.
"""

import calendar
import json
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from tests.feeds.reading import ATOM, CONTENT, DANGEROUS, HERE, RAW
from tests.outlet import NOON, SITE, Outlet
from tests.pictures.photographs import photograph

HOSTILE = """'</script><b>&"'']]>'"""
KNOWN = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://search.yahoo.com/mrss/": "media",
    "http://purl.org/syndication/history/1.0": "fh",
}
RISKY = {"script", "object", "embed", "link", "meta", "noscript", "style", "iframe", "form", "svg", "base", "applet"}
RFC_822 = re.compile(r"([A-Z][a-z]{2}), (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})")
ADDRESSES = ("href", "src", "poster", "cite", "longdesc")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """An outlet with a feed of each kind."""
    top = f'description = "All & more"\nlogo = "logo.png"\n{SITE}'.replace(
        "[feeds]", '[feeds]\nhub = "https://hub.example/"'
    )
    outlet = Outlet(tmp_path_factory.mktemp("rules") / "outlet")
    outlet.edit(
        {
            "site.toml": top + '\n[languages.de]\ntitle = "Der Kurier & Sohn"\n',
            "media/logo.png": photograph(100, 40, "PNG"),
            "media/a.jpg": photograph(1400, 800),
            "media/a.svg": '<svg viewBox="0 0 4 3"/>',
            "media/a.mp3": b"ID3" + bytes(700),
        }
    )
    front = {"tags": '[x, "A & <i>B</i>"]', "authors": '["Ann & Bo", Cy]', "story": "The <Tale>", "image": "a.jpg"}
    outlet.article("2026/11/a", DANGEROUS, title=HOSTILE, dek=HOSTILE, label="opinion", **front)
    outlet.article("2026/11/b", RAW, id="two", audio="a.mp3", corrections="[{text: A & <b>}, {text: B}]", **front)
    outlet.article("2026/11/c", "<p>Not closed <b>bold", date="2026-11-21T23:30-05:00", updated="2026-11-22", tags="x")
    outlet.article(
        "2026/11/d", "Open.\n\n<!-- paywall -->\n\nSecret.", access="paid", date="", image="a.svg", section="sport"
    )
    outlet.article("2026/11/e", "One.\n\n## 09:00 <b>Two</b>\n\nThree.", label="live", lang="de", tags="x")
    outlet.article("2026/11/f", "Buy.", label="sponsored", date="2026-12-01")
    assert outlet.build().problems == []
    return outlet


def xml_feeds(site: Outlet, root: str) -> dict[str, Any]:
    found = {}
    for address, data in site.online().items():
        if address.endswith(".xml") and etree.QName(tree := etree.fromstring(data)).localname == root:
            found[address] = tree
    return found


def each_item(site: Outlet) -> Iterator[tuple[str, Any]]:
    for address, tree in xml_feeds(site, "rss").items():
        for item in tree.iter("item"):
            yield f"{address} {item.findtext('title')}", item


Rule = Callable[[Any, str], Iterator[str]]


def _required(tree: Any, _address: str) -> Iterator[str]:
    channel = tree.find("channel")
    yield from (name for name in ("title", "link", "description") if not channel.findtext(name))
    yield from ("item" for item in tree.iter("item") if not (item.findtext("title") and item.findtext("description")))


def _self_link(tree: Any, address: str) -> Iterator[str]:
    found = [dict(link.attrib) for link in tree.find("channel").findall(f"{ATOM}link") if link.get("rel") == "self"]
    if found != [{"href": HERE + address, "rel": "self", "type": "application/rss+xml"}]:
        yield str(found)


def _hub(tree: Any, address: str) -> Iterator[str]:
    found = [link.get("href") for link in tree.iter(f"{ATOM}link") if link.get("rel") == "hub"]
    # Nobody subscribes to an archive.
    if found != ([] if "/archive/" in address else ["https://hub.example/"]):
        yield str(found)


def _guids(tree: Any, _address: str) -> Iterator[str]:
    guids = [item.find("guid") for item in tree.iter("item")]
    texts = [guid.text or "" for guid in guids]
    yield from (text for text in texts if not urlsplit(text).scheme or texts.count(text) > 1)
    yield from ("isPermaLink" for guid in guids if guid.get("isPermaLink") != "false")


def _dates(tree: Any, _address: str) -> Iterator[str]:
    for element in tree.iter("pubDate", "lastBuildDate"):
        found = RFC_822.fullmatch(element.text)
        when = parsedate_to_datetime(element.text)
        if not found or found[1] != calendar.day_abbr[when.weekday()] or when.year < 1990 or when > NOON:
            yield element.text


def _order(tree: Any, _address: str) -> Iterator[str]:
    for item in tree.iter("item"):
        names = [child.tag for child in item]
        whole = f"{CONTENT}encoded"
        if names.count("description") != 1 or (whole in names and names.index(whole) < names.index("description")):
            yield str(names)


def _namespaces(tree: Any, _address: str) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        yield from (f"{name}={uri}" for name, uri in element.nsmap.items() if KNOWN.get(uri) != name)


def _authors(tree: Any, _address: str) -> Iterator[str]:
    yield from (element.tag for element in tree.iter("author", "managingEditor", "webMaster"))


def _image(tree: Any, _address: str) -> Iterator[str]:
    channel = tree.find("channel")
    image = channel.find("image")
    if (image.findtext("title"), image.findtext("link")) != (channel.findtext("title"), channel.findtext("link")):
        yield "title or link"
    if not re.search(r"\.(gif|jpe?g|png)$", image.findtext("url")) or image.find("width") is not None:
        yield image.findtext("url")


def _enclosures(tree: Any, _address: str) -> Iterator[str]:
    for item in tree.iter("item"):
        found = item.findall("enclosure")
        if len(found) > 1:
            yield "several"
        for one in found:
            if not int(one.get("length")) or not one.get("type") or not one.get("url").startswith(f"{HERE}/"):
                yield str(dict(one.attrib))


def _links(tree: Any, _address: str) -> Iterator[str]:
    for link in tree.iter("link"):
        if not (link.text or "").startswith(f"{HERE}/"):
            yield str(link.text)


RULES: tuple[Rule, ...] = (
    *(_required, _self_link, _hub, _guids, _dates, _order, _namespaces, _authors, _image, _enclosures, _links),
)


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__.strip("_") for rule in RULES])
def test_every_rss_feed_keeps(site: Outlet, rule: Rule) -> None:
    feeds = xml_feeds(site, "rss")
    kinds = {address.split("/")[1] for address in feeds}
    assert {"feed.xml", "news", "sport", "tags", "authors", "stories", "corrections", "de"} <= kinds
    assert [f"{address}: {fault}" for address, tree in feeds.items() for fault in rule(tree, address)] == []


def test_plain_texts_are_encoded_by_number(site: Outlet) -> None:
    """CharacterData: `&` and `<` in titles as hexadecimal references, so that no reader takes them for markup."""
    for address, data in site.online().items():
        if address.endswith("feed.xml"):
            plain = re.findall(r"<(title|category|dc:creator)>([^<]*)<", data.decode())
            assert plain
            assert [text for _, text in plain if re.search("&(?!#x26;|#x3C;|gt;)", text)] == []
    assert "&#x3C;/script>&#x3C;b>&#x26;" in site.page("/feed.xml").replace("&gt;", ">")


def test_descriptions_are_harmless_html_and_texts_are_whole(site: Outlet) -> None:
    """NotHtml, SecurityRisk, SecurityRiskAttr, DangerousStyleAttr, ContainsRelRef."""
    checked = 0
    for name, item in each_item(site):
        described = html.fragment_fromstring(item.findtext("description"), create_parent="div")
        assert not len(described), name
        text = item.findtext(f"{CONTENT}encoded")
        if text is None:
            continue
        checked += 1
        for element in html.fragment_fromstring(text, create_parent="div").iter():
            assert element.tag not in RISKY, name
            assert not [attribute for attribute in element.attrib if attribute.startswith("on")], name
            assert not set(element.attrib) & {"style", "class", "id"}, name
            for attribute in ADDRESSES:
                assert urlsplit(element.get(attribute, "https:")).scheme in ("http", "https", "mailto"), (
                    name,
                    attribute,
                )
            for candidate in element.get("srcset", "https:").split(","):
                assert urlsplit(candidate.strip()).scheme == "https", name
    assert checked > 10


def test_no_character_that_xml_forbids_is_in_any(site: Outlet) -> None:
    for address, data in site.online().items():
        if address.endswith((".xml", ".json")):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", data.decode("utf-8")), address


def test_what_is_not_shown_yet_is_in_none(site: Outlet) -> None:
    for address, data in site.online().items():
        assert b"/f.html" not in data, address
        assert b":2026/11/f" not in data, address


def test_every_atom_feed_keeps_rfc_4287(site: Outlet) -> None:
    feeds = xml_feeds(site, "feed")
    assert {"/atom.xml", "/news/atom.xml", "/de/atom.xml"} <= feeds.keys()
    for address, tree in feeds.items():
        for element in (tree, *tree.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1, (address, name)
                assert element.findtext(f"{ATOM}{name}"), (address, name)
        assert tree.find(f"{ATOM}author/{ATOM}name").text, address
        links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
        assert links["self"] == HERE + address
        assert links["hub"] == "https://hub.example/"
        ids = [entry.findtext(f"{ATOM}id") for entry in tree.iter(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        for entry in tree.iter(f"{ATOM}entry"):
            relations = [link.get("rel") or "alternate" for link in entry.findall(f"{ATOM}link")]
            assert relations.count("alternate") == 1
            assert set(relations) <= {"alternate", "enclosure"}
            content = entry.find(f"{ATOM}content")
            assert content is None or content.get("type") == "html"
        for moment in tree.iter(f"{ATOM}updated", f"{ATOM}published"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", moment.text), address


def test_every_json_feed_keeps_its_specification(site: Outlet) -> None:
    feeds = {address: json.loads(data) for address, data in site.online().items() if address.endswith("/feed.json")}
    assert {"/feed.json", "/news/feed.json", "/de/feed.json"} <= feeds.keys()
    for address, feed in feeds.items():
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == HERE + address
        assert feed["home_page_url"].startswith(HERE)
        assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item.get("content_html") or item.get("content_text")
            assert "author" not in item
            assert all(author["name"] for author in item.get("authors", []))
            for attachment in item.get("attachments", []):
                assert attachment["url"].startswith(HERE)
                assert attachment["mime_type"] == "audio/mpeg"
