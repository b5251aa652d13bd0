"""What nobody may know yet stands in no byte of the output: neither its words nor that there is anything at all."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.build import everything
from tests.outlet import NOON, Outlet
from tests.pictures import photographs

OPENING = NOON + timedelta(hours=3)

WORDS = {
    "title": "Quibblewort “Ünder” & <Fire>",
    "dek": "Snorkelbatch dek",
    "kicker": "Plimthorpe",
    "body": "Wuzzlefern",
    "second": "Gribblenook",
    "slug": "vandelmoor",
    "file": "drumblewick",
    "tag": "Fizzlegate",
    "author": "Mirabel Throckwhistle",
    "contributor": "Osbert Klinkenborg",
    "story": "Yondersaga",
    "alias": "oldwimbleton",
    "redirect": "tsvgronkle",
    "picture": "picklethatch",
    "caption": "Clatterquay",
    "alt": "Bramblewharf",
    "credit": "Ploverstudio",
    "iptc": "Hobbleshaft",
    "gallery": "gallowmere",
    "sound": "soundwhimple",
    "words": "transwobble",
    "chapter": "chapterhaddock",
    "note": "Noteworthingham",
    "correction": "Errorblinken",
    "agency": "Pressvorpal",
    "dateline": "Zumberstadt",
    "source": "Fleetquarrel",
    "canonical": "canonwhistle",
    "id": "identgrumble",
    "month": "2019-03",
}
"""What only the article has, each where it stands."""

LATER = ("iptc", "file")
"""What readers needn't see of it even then, or see in another form."""


PICTURE = {
    "src": f"{WORDS['picture']}.jpg",
    **{key: WORDS[key] for key in ("caption", "alt", "credit")},
}


def article(**front: str) -> str:
    """The article that is to come: every key that there is, each with words of its own."""
    keys = {
        "title": json.dumps(WORDS["title"], ensure_ascii=False),
        "id": WORDS["id"],
        "dek": WORDS["dek"],
        "kicker": WORDS["kicker"],
        "section": "news",
        "slug": WORDS["slug"],
        "date": "2019-03-05T10:00",
        "updated": "2019-03-06T10:00",
        "embargo": f"{OPENING:%Y-%m-%dT%H:%MZ}",
        "tags": f"[{WORDS['tag']}, x]",
        "authors": f"[{WORDS['author']}, Ann Lee]",
        "contributors": f"[{WORDS['contributor']}]",
        "story": WORDS["story"],
        "aliases": f"/news/{WORDS['alias']}.html",
        "image": "{" + ", ".join(f"{key}: {word}" for key, word in PICTURE.items()) + "}",
        "gallery": f"[{WORDS['gallery']}.jpg]",
        "audio": f"{{src: {WORDS['sound']}.mp3, duration: '12:34'}}",
        "notes": f"[{{kind: key, text: {WORDS['note']}}}]",
        "corrections": f"[{{date: '2019-03-06', text: {WORDS['correction']}}}]",
        "agency": WORDS["agency"],
        "dateline": WORDS["dateline"],
        "source": f"{{name: {WORDS['source']}, url: 'https://{WORDS['source'].lower()}.example/'}}",
        "canonical": f"https://{WORDS['canonical']}.example/story",
        "translation": "shared",
        **front,
    }
    header = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
    body = f"{WORDS['body']}. See [that](/content/2026/11/shown.md).\n\n{WORDS['second']}."
    return f"---\n{header}---\n{body}\n"


PATH = f"content/2019/03/{WORDS['file']}.md"

DESK = f"""
pins:
  - 2019/03/{WORDS["file"]}.md
breaking:
  text: Now
  link: article:{WORDS["id"]}
zones:
  - id: top
    pins: [2019/03/{WORDS["file"]}.md]
  - title: Ours
    filter: {{sections: news}}
    pins: [2019/03/{WORDS["file"]}.md]
"""

MENU = f'\n[[menus.main]]\ntitle = "Special"\nto = "content:2019/03/{WORDS["file"]}.md"\n'


def paper(root: Path, theme: str) -> Outlet:
    """An outlet with everything on, in which all that can lead to the article does."""
    outlet = Outlet(root)
    text = everything.settings(*everything.PARTS, MENU).replace('name = "plain"', f'name = "{theme}"')
    picture = photographs.with_iptc(photographs.photograph(1300, 900), caption=WORDS["iptc"], credit=WORDS["iptc"])
    outlet.edit({"site.toml": text, **everything.media(), "content/desk.yaml": DESK})
    for name in (WORDS["picture"], WORDS["gallery"]):
        outlet.edit({f"media/{name}.jpg": picture})
    outlet.edit({f"media/{WORDS['sound']}.mp3": b"ID3"})
    outlet.edit({f"media/{WORDS['sound']}.vtt": f"WEBVTT\n\n00:00.000 --> 00:02.000\n{WORDS['words']}\n"})
    chapters = {"version": "1.2.0", "chapters": [{"startTime": 0, "title": WORDS["chapter"]}]}
    outlet.edit({f"media/{WORDS['sound']}.chapters.json": json.dumps(chapters)})
    outlet.edit({"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    outlet.edit({"content/redirects.tsv": f"/{WORDS['redirect']}.html\tarticle:{WORDS['id']}\n"})
    links = f"See [this](article:{WORDS['id']}) and [that](/content/2019/03/{WORDS['file']}.md)."
    outlet.article("2026/11/shown", links, section="news", tags="x", authors="Ann Lee", translation="shared", lang="es")
    return outlet.article("2026/11/other", section="news", tags="x", date="2026-11-23T10:00", label="opinion")


def everything_in(outlet: Outlet, output: str = "public") -> dict[str, bytes]:
    """All that a host would have: our notes too, and each file's address beside its bytes."""
    top = outlet.root / output
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


def forms(word: str) -> set[str]:
    """The ways in which a text can stand in a file or its name; case, tags and spaces don't matter."""
    plain = {word, html.escape(word), html.escape(word, quote=False), quote(word), json.dumps(word)[1:-1]}
    plain |= {json.dumps(word, ensure_ascii=False)[1:-1], re.sub(r"\W+", "-", word), re.sub(r"[\W_]+", " ", word)}
    return {form.lower().strip() for form in plain}


def found(outlet: Outlet, output: str = "public") -> dict[str, list[str]]:
    """Which of the article's words stand where."""
    where: dict[str, list[str]] = {}
    for address, data in everything_in(outlet, output).items():
        text = f"{address}\n{data.decode('utf-8', 'replace')}"
        read = html.unescape(unquote(re.sub(r"<[^>]*>", "", text)))
        both = f"{text}\n{read}".lower()
        both = f"{both}\n{both.replace('/', '-')}"
        for name, word in WORDS.items():
            if any(form in both for form in forms(word)):
                where.setdefault(name, []).append(address)
    return where


def changes(outlet: Outlet) -> list[str]:
    """What the last build said that it did."""
    return [*outlet.summary.added, *outlet.summary.changed, *outlet.summary.taken]


TAKEDOWN = f"""
takedowns:
  - article: 2019/03/{WORDS["file"]}.md
    reason: Withdrawn
"""


@pytest.fixture(params=["plain", "broadsheet"])
def theme(request: pytest.FixtureRequest) -> str:
    """A theme that prints all it's given, and the one that outlets use."""
    return str(request.param)


def test_before_its_time_nothing_of_it_is_there_and_then_all_of_it(tmp_path: Path, theme: str) -> None:
    outlet = paper(tmp_path / "outlet", theme).edit({PATH: article()}).build()
    assert found(outlet) == {}
    assert outlet.has("/es/news/2026/11/shown.html")
    outlet.build(OPENING - timedelta(seconds=1))
    assert found(outlet) == {}
    assert [address for address in changes(outlet) if WORDS["slug"] in address] == []
    outlet.build(OPENING)
    missing = WORDS.keys() - found(outlet).keys() - set(LATER)
    assert missing == set()
    assert outlet.has(f"/news/2019/03/{WORDS['slug']}.html")
    outlet.build(OPENING - timedelta(seconds=1))  # who looks back doesn't see it either
    assert found(outlet) == {}


def test_nobody_can_tell_that_there_is_anything(tmp_path: Path, theme: str) -> None:
    """No count, no empty list, no month: the site is the one that it would be without the file."""
    with_it = paper(tmp_path / "with", theme).edit({PATH: article()}).build()
    without = paper(tmp_path / "without", theme).build()
    assert everything_in(with_it) == everything_in(without)


@pytest.mark.parametrize(
    "front", [{"draft": "true", "embargo": ""}, {"date": f"{OPENING:%Y-%m-%dT%H:%MZ}", "embargo": ""}]
)
def test_drafts_and_dates_to_come_are_kept_as_well(tmp_path: Path, front: dict[str, str]) -> None:
    outlet = paper(tmp_path / "outlet", "plain").edit({PATH: article(**front)}).build()
    assert found(outlet) == {}
    outlet.build(output="drafts", drafts=True)
    assert {"title", "body", "slug"} <= found(outlet, "drafts").keys()
    assert found(outlet.build()) == {}


def test_what_was_online_is_gone_without_a_trace(tmp_path: Path, theme: str) -> None:
    """An embargo that is set too late, and an article that expires."""
    outlet = paper(tmp_path / "outlet", theme).edit({PATH: article(embargo="")}).build()
    assert "title" in found(outlet)
    outlet.edit({PATH: article()}).build()
    assert found(outlet) == {}
    outlet.edit({PATH: article(embargo="", expires=f"{OPENING:%Y-%m-%dT%H:%MZ}")}).build()
    assert "title" in found(outlet)
    outlet.build(OPENING)
    assert found(outlet) == {}
    assert f"/news/2019/03/{WORDS['slug']}.html" in outlet.summary.taken


def test_what_is_taken_down_before_its_time_was_never_there(tmp_path: Path, theme: str) -> None:
    """Not even a tombstone tells of it, nor what hosts are told."""
    outlet = paper(tmp_path / "outlet", theme).edit({"content/desk.yaml": DESK + TAKEDOWN, PATH: article()}).build()
    assert found(outlet) == {}
    outlet.build(OPENING)
    assert found(outlet).keys() <= {"slug", "month", "alias", "redirect"}  # addresses alone


def test_an_output_of_another_state_is_cleared(tmp_path: Path) -> None:
    """The index is lost, and what was hosted comes from a build that knew more."""
    outlet = paper(tmp_path / "outlet", "plain").edit({PATH: article()}).build(OPENING)
    assert "title" in found(outlet)
    for path in sorted((outlet.root / ".broadsheet").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    outlet.build(NOON)
    assert found(outlet) == {}


def test_a_file_that_can_not_be_read_any_more_is_still_kept(tmp_path: Path) -> None:
    site = paper(tmp_path / "paper", "plain").edit({PATH: article()}).build()
    broken = article().replace("section: news", "section: nowhere")
    assert found(site.edit({PATH: broken}).build()) == {}
    assert found(site.build(OPENING)) == {}  # nobody knows what it would say now of its time
    assert any("nowhere" in problem for problem in site.problems)


def test_moments_are_those_of_the_article(tmp_path: Path) -> None:
    outlet = paper(tmp_path / "outlet", "plain").edit({PATH: article(embargo="2026-11-24T13:00+01:00")})
    assert found(outlet.build(datetime(2026, 11, 24, 11, 59, 59, tzinfo=UTC))) == {}
    assert "title" in found(outlet.build(datetime(2026, 11, 24, 12, tzinfo=UTC)))
