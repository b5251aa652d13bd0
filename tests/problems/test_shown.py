"""Small broken sites, each with the very text that a person sees when it is built."""

import builtins
import errno
import io
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from broadsheet.problems import SiteError, show
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

GOOD = "---\ntitle: A\ndate: 2026-11-20\n---\n"
PAGE = "/news/2026/11/a.html"

# What is left out, or left as it was: the rest is built.
TOLD: dict[str, tuple[Mapping[str, str | bytes], str]] = {
    "empty file": (
        {"content/2026/11/a.md": ""},
        """\
content/2026/11/a.md:1: error: the file is empty
hint: begin the file with a line ---, a line title: …, and a line --- again""",
    ),
    "binary file": (
        {"content/2026/11/a.md": b"PK\x03\x04\x00\x00"},
        """\
content/2026/11/a.md: error: this is no text file
hint: content/ is for Markdown; pictures and documents go to media/""",
    ),
    "wrong encoding": (
        {"content/2026/11/a.md": "---\ntitle: Café\n---\n".encode("latin-1")},
        """\
content/2026/11/a.md:2:11: error: the file isn't in UTF-8: it has a byte E9 here
  2 | title: Caf\ufffd
    |           ^
hint: save the file as UTF-8""",
    ),
    "broken YAML": (
        {"content/2026/11/a.md": "---\ntitle: Budget: what changes\n---\n"},
        """\
content/2026/11/a.md:2:14: error: the title has a colon and is not quoted
  2 | title: Budget: what changes
    |              ^
hint: put the title in double quotes""",
    ),
    "bracket at the very end": (
        {"content/2026/11/a.md": "---\ntitle: A\ntags: [\n---\n"},
        """\
content/2026/11/a.md:3:7: error: the [ that opens here is never closed
  3 | tags: [
    |       ^
hint: close it, or put the whole value in double quotes""",
    ),
    "missing picture": (
        {"content/2026/11/a.md": GOOD.replace("---\n", "---\nimage: 2026/ferry.jpg\n", 1)},
        """\
content/2026/11/a.md:2:8: error: there is no picture media/2026/ferry.jpg
  2 | image: 2026/ferry.jpg
    |        ^
hint: put the file into media/, or correct the name""",
    ),
    "missing picture in the text": (
        {"content/2026/11/a.md": f"{GOOD}\nWords.\n\n![The ferry](ferry.jpg)\n"},
        """\
content/2026/11/a.md:8:14: error: there is no picture media/ferry.jpg
  8 | ![The ferry](ferry.jpg)
    |              ^
hint: put the file into media/, or correct the name""",
    ),
    "picture that is none": (
        {"media/a.jpg": b"no picture", "content/2026/11/a.md": f"{GOOD}![A](a.jpg)\n"},
        """\
content/2026/11/a.md:5:6: error: media/a.jpg can't be read as a picture
  5 | ![A](a.jpg)
    |      ^
hint: see what is said of the file itself
media/a.jpg: error: it can't be read as a picture
hint: save it again as JPEG, PNG or WebP""",
    ),
    "empty picture": (
        {"media/a.png": b""},
        """\
media/a.png: error: it can't be read as a picture
hint: save it again as JPEG, PNG or WebP""",
    ),
    "picture that climbs": (
        {"content/2026/11/a.md": f"{GOOD}![A](../../../../etc/passwd)\n"},
        """\
content/2026/11/a.md:5:6: error: "../../../../etc/passwd" leads out of content/ and media/
  5 | ![A](../../../../etc/passwd)
    |      ^
hint: name a file as it lies there""",
    ),
    "address that climbs": (
        {"content/2026/11/a.md": GOOD.replace("---\n", "---\nurl: /../../x.html\n", 1)},
        """\
content/2026/11/a.md:2:6: error: "/../../x.html" isn't an address of this site
  2 | url: /../../x.html
    |      ^
hint: write a path that begins with one slash, such as /politics/budget.html""",
    ),
    "slug that climbs": (
        {"content/2026/11/a.md": GOOD.replace("---\n", "---\nslug: ../x\n", 1)},
        """\
content/2026/11/a.md:2:7: error: "../x" isn't fit to be a slug
  2 | slug: ../x
    |       ^
hint: write x""",
    ),
    "broken desk": (
        {"content/desk.yaml": "pins:\n  - ../../etc/passwd.md\n"},
        """\
content/desk.yaml:2:5: error: "../../etc/passwd.md" isn't an article of ours
  2 |   - ../../etc/passwd.md
    |     ^
hint: its path in content/, such as 2026/11/ferry.md""",
    ),
    "redirects": (
        {"content/redirects.tsv": "# kept\n/old.html /new.html\n/../x\t/new.html\n/a.html\tjavascript:x\n/\t/b.html\n"},
        """\
content/redirects.tsv:2:1: error: the line isn't two addresses with a tab between them
  2 | /old.html /new.html
    | ^
hint: write OLD, a tab, and article:ID
content/redirects.tsv:3:1: error: the old address can't be: an address has no “..” in it
  3 | /../x /new.html
    | ^
hint: write it as it stood after the host: /politics/old.html
content/redirects.tsv:4:9: error: it can't lead there: an address begins with a slash
  4 | /a.html javascript:x
    |         ^
hint: write article:ID, an address of ours, or a web address
content/redirects.tsv:5:1: error: the old address is that of the home page
  5 | / /b.html
    | ^
hint: take the line out""",
    ),
    "problems of several files": (
        {"content/b.md": "", "content/a.md": GOOD + "[x](javascript:y)\n", "content/c.md": "---\ntitel: A\n---\n"},
        """\
content/a.md:5:5: error: a link to javascript: isn't allowed
  5 | [x](javascript:y)
    |     ^
hint: name a file in media/ or a web address
content/b.md:1: error: the file is empty
hint: begin the file with a line ---, a line title: …, and a line --- again
content/c.md:1:1: error: there is no title
  1 | ---
    | ^
hint: add a line title: … to the front matter
content/c.md:2:1: error: the key "titel" isn't known
  2 | titel: A
    | ^
hint: did you mean title?""",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_mistake_gets_an_answer_and_the_rest_is_built(outlet: MakeOutlet, name: str) -> None:
    files, shown = TOLD[name]
    site = outlet(files).article("2026/11/other").build()
    assert "\n".join(site.problems) == shown
    assert site.summary.status == 1
    assert site.has("/news/2026/11/other.html")
    assert "\n".join(site.build().problems) == shown


# Nothing is built.
REFUSED: dict[str, tuple[Mapping[str, str | bytes | None], str]] = {
    "no site.toml": (
        {"site.toml": None},
        """\
site.toml: error: there is no site.toml in SITE
hint: `broadsheet init DIR` makes a new outlet's folder; `--site DIR` names one that is there""",
    ),
    "empty site.toml": (
        {"site.toml": ""},
        """\
site.toml: error: `language` is missing
hint: language = "…"
site.toml: error: `timezone` is missing
hint: timezone = "…"
site.toml: error: `title` is missing
hint: title = "…"
site.toml: error: `url` is missing
hint: url = "…"
site.toml: error: an outlet has at least one section
hint: [[sections]], and below it id = "politics" and title = "Politics\"""",
    ),
    "broken site.toml": (
        {"site.toml": SITE.replace('"The Courier"', '"The Courier')},
        """\
site.toml:1:21: error: illegal character '\\n'
  1 | title = "The Courier
    |                     ^
hint: close the text with a double quote on the same line""",
    ),
    "no such theme": (
        {"site.toml": SITE.replace('"plain"', '"plian"')},
        """\
site.toml: error: there is no theme “plian”
hint: did you mean “plain”?""",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_where_nothing_can_be_built_it_is_said_why(outlet: MakeOutlet, name: str) -> None:
    files, shown = REFUSED[name]
    site = outlet().article("2026/11/a").build()
    before = site.online()
    with pytest.raises(SiteError) as refused:
        site.edit(files).build()
    assert str(refused.value).replace(str(site.root), "SITE") == shown
    assert site.online() == before


def test_a_template_that_fails_names_its_line_and_the_article(outlet: MakeOutlet) -> None:
    site = outlet({"templates/article.html": "<h1>{{ page.title }}</h1>\n<p>{{ page.titel }}</p>\n"})
    site.article("2026/11/a").build()
    assert site.problems == [UNDEFINED]
    assert site.summary.status == 1
    assert site.has("/index.html")
    assert site.build().problems == [UNDEFINED]
    site.edit({"templates/article.html": "{{ page }}{{ site }}"}).build()
    assert site.problems == []
    assert site.has(PAGE)


UNDEFINED = """\
templates/article.html:2: error: `page` has no `titel`
  2 | <p>{{ page.titel }}</p>
hint: did you mean `title`? – met while making content/2026/11/a.md"""


# What only the file system can do wrong


def test_a_link_out_of_the_site_is_not_followed(outlet: MakeOutlet, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.md").write_text(GOOD)
    (tmp_path / "secret/a.svg").write_text("<svg/>")
    site = outlet().article("2026/11/b")
    (site.root / "content/x").symlink_to(tmp_path / "secret")
    (site.root / "media").mkdir()
    (site.root / "media/a.svg").symlink_to(tmp_path / "secret/a.svg")
    site.build()
    assert sorted(site.problems) == [
        "content/x: error: the link leads out of the site's folder\nhint: put the file itself there",
        "media/a.svg: error: the link leads out of the site's folder\nhint: put the file itself there",
    ]
    assert site.summary.status == 1
    assert not site.has(PAGE)


def test_a_name_that_is_not_utf_8_is_told(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b")
    try:
        (site.root / "content" / os.fsdecode(b"caf\xe9.md")).write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    for _ in range(2):
        assert site.build().problems == [NOT_UTF_8]


NOT_UTF_8 = r"""content/caf\xe9.md: error: the file's name isn't UTF-8, or has control characters in it
hint: give it another name"""


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path, code: int = errno.EACCES) -> None:
    """Let a file or folder be beyond one's rights, which the file system doesn't do to everyone (root)."""
    for module, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "mkdir"), (os, "scandir")):
        real = getattr(module, name)

        def checked(where: object, *more: object, real: object = real, **named: object) -> object:
            if isinstance(where, str | os.PathLike) and Path(where) == path:
                raise OSError(code, os.strerror(code), str(where))
            return real(where, *more, **named)  # type: ignore[operator]

        monkeypatch.setattr(module, name, checked)
    may = os.access
    monkeypatch.setattr(os, "access", lambda where, *more, **named: Path(where) != path and may(where, *more, **named))


def test_a_file_that_can_not_be_read_is_left_as_it_was(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = outlet().article("2026/11/a").build()
    before = site.online()
    site.article("2026/11/a", title="Another")
    with monkeypatch.context() as patched:
        refuse(patched, site.root / "content/2026/11/a.md")
        for _ in range(2):
            assert site.build().problems == [UNREADABLE]
            assert site.online() == before
    assert site.build().problems == []
    assert site.online() == site.clean()


UNREADABLE = """\
content/2026/11/a.md: error: the file can't be read: Permission denied
hint: check who may read it"""


@pytest.mark.parametrize("folder", ["content/2026/11", "content", "media", "media/2026"])
def test_a_folder_that_can_not_be_read_takes_nothing_away(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    site = outlet({"media/2026/a.svg": "<svg/>"}).article("2026/11/a", image="2026/a.svg").build()
    before = site.online()
    with monkeypatch.context() as patched:
        refuse(patched, site.root / folder)
        for _ in range(2):
            site.build()
            shown = f"{folder}: error: the folder can't be read: Permission denied\nhint: check who may read it"
            assert site.problems == [shown]
            assert site.online() == before
    assert site.build().problems == []
    assert site.online() == before


@pytest.mark.parametrize("what", ["content/2026/11/a.md", "content/2026/11", "content"])
def test_what_can_not_be_read_stays_online_even_when_the_index_was_lost(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    site = outlet().article("2026/11/a").build()
    good = site.page(PAGE)
    shutil.rmtree(site.root / ".broadsheet")
    with monkeypatch.context() as patched:
        refuse(patched, site.root / what)
        for _ in range(2):
            assert site.build().page(PAGE) == good
            assert site.summary.status == 1
    assert site.build().online() == site.clean()
    site.edit({"content/2026/11/a.md": None}).build()
    assert not site.has(PAGE)


def test_a_folder_that_is_gone_takes_its_articles_along(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    shutil.rmtree(site.root / "content/2026")
    assert not site.build().has(PAGE)
    assert site.problems == []


@pytest.mark.parametrize("folder", [".broadsheet", "public"])
def test_a_folder_that_can_not_be_written_is_told(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    site = outlet().article("2026/11/a")
    refuse(monkeypatch, site.root / folder, errno.EROFS)
    with pytest.raises(SiteError) as refused:
        site.build()
    said = "error: the folder can't be written: Read-only file system\nhint: mend who may write there"
    assert str(refused.value) == f"{site.root / folder}: {said}"


def test_what_is_shown_can_not_steer_a_terminal(outlet: MakeOutlet) -> None:
    site: Outlet = outlet({"content/a.md": "---\ntitle: A\n\x1b]0;x\x07: b\n---\n"}).build()
    assert "\x1b" not in "".join(map(show, site.summary.problems))
