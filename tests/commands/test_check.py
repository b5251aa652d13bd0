"""`check`: everything that is wrong, with the very text that a person sees; and what --fix writes."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import content, lacking, settings_file
from tests.commands.conftest import Command
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

ID = {"id": "x", "added": "2026-11-20"}


def told(said: str) -> list[str]:
    """The first line of each problem."""
    return [line for line in said.splitlines() if any(f": {word}: " in line for word in ("error", "warning", "note"))]


def test_a_site_without_mistakes(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article(
        "2026/11/a",
        "[b](b.md), [b](article:b-1), [b](/news/2026/11/b.html#x), [News](/news/), [feed](/feed.xml?x=1),"
        " [month](/news/2026/11/), [old](/old.html), [tag](/tags/budget/), [css](/robots.txt), [web](https://x.example)",
        id="a-1",
        added="2026-11-20",
        tags="[budget]",
    )
    site.article("2026/11/b", id="b-1", added="2026-11-20", aliases="[/old.html]").edit({"static/robots.txt": ""})
    said = command(site, "check")
    assert (said.status, said.out, said.err) == (0, "nothing is wrong\n", "")
    assert not (site.root / ".broadsheet").exists()


LINKS = """\
content/2026/11/a.md:7:10: error: the link leads to content/2026/11/bb.md, which isn't there
  7 | A [link](bb.md).
    |          ^
hint: correct the path; it counts from content/
content/2026/11/a.md:8:10: error: the link leads to the id nobody, which no article has
  8 | A [link](article:nobody).
    |          ^
hint: correct the id, or link to the file: 2026/11/name.md
content/2026/11/a.md:9:10: warning: the link leads to content/2026/11/draft.md, which is a draft
  9 | A [link](draft.md).
    |          ^
hint: readers see no link until that is shown
content/2026/11/a.md:10:10: warning: the link leads to content/2026/11/later.md, which isn't shown yet
  10 | A [link](later.md).
     |          ^
hint: readers see no link until that is shown
content/2026/11/a.md:11:10: warning: the link leads to content/2026/11/over.md, which has expired
  11 | A [link](over.md).
     |          ^
hint: readers see no link until that is shown
content/2026/11/a.md:12:10: error: the link leads to content/2026/11/broken.md, which can't be read
  12 | A [link](broken.md).
     |          ^
hint: mend that file
content/2026/11/a.md:13:10: error: there is nothing at /news/2026/11/A.html
  13 | A [link](/news/2026/11/A.html).
     |          ^
hint: did you mean /news/2026/11/a.html? Capital letters count
content/2026/11/a.md:14:10: error: there is nothing at /news/2026/11/a
  14 | A [link](/news/2026/11/a).
     |          ^
hint: did you mean /news/2026/11/a.html?
content/2026/11/a.md:15:10: error: there is nothing at /news
  15 | A [link](/news).
     |          ^
hint: the front of a folder is linked to with a slash at the end: /news/
content/2026/11/a.md:16:10: error: there is nothing at /tags/none/
  16 | A [link](/tags/none/).
     |          ^
hint: correct the address, or take the link out
content/2026/11/a.md:17:10: error: there is nothing at /nowhere.html
  17 | A [link](/nowhere.html).
     |          ^
hint: link to an article by its file, 2026/11/name.md: that stays right when its address changes
"""


def test_broken_links_in_texts(outlet: MakeOutlet, command: Command) -> None:
    targets = (
        *("bb.md", "article:nobody", "draft.md", "later.md", "over.md", "broken.md"),
        *("/news/2026/11/A.html", "/news/2026/11/a", "/news", "/tags/none/", "/nowhere.html"),
    )
    site = outlet().article("2026/11/a", "\n".join(f"A [link]({target})." for target in targets), **ID)
    site.article("2026/11/draft", draft="true", id="d", added="2026-11-20")
    site.article("2026/11/later", date="2027-01-01", id="l", added="2026-11-20")
    site.article("2026/11/over", expires="2026-11-21", id="o", added="2026-11-20")
    site.article("2026/11/broken", date="soon", id="b", added="2026-11-20")
    said = command(site, "check")
    assert said.status == 1
    assert said.err.startswith(LINKS + "content/2026/11/broken.md:3:7: error: ")
    assert said.out == "9 errors, 3 warnings\n"


def test_links_of_what_nobody_sees_may_lead_to_what_nobody_sees(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a", "[b](b.md) [none](none.md)", draft="true", **ID)
    site.article("2026/11/b", draft="true", id="b", added="2026-11-20")
    assert told(command(site, "check").err) == [
        "content/2026/11/a.md:8:18: error: the link leads to content/2026/11/none.md, which isn't there"
    ]


def test_links_under_a_path_and_without_endings(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"site.toml": SITE.replace('.example"', '.example/paper"') + "[addresses]\nhtml = false\n"})
    site.article("2026/11/a", "[a](/news/2026/11/a) [a](/news/2026/11/a.html) [f](/feed.xml) [n](/nix)", **ID)
    assert told(command(site, "check").err) == ["content/2026/11/a.md:7:67: error: there is nothing at /nix"]


def test_menus_desk_redirects_and_logo(outlet: MakeOutlet, command: Command) -> None:
    menus = "".join(
        f'[[menus.footer]]\ntitle = "{title}"\nto = "{to}"\n'
        for title, to in (
            ("About", "content:pages/abut.md"),
            ("A", "content:2026/11/a.md"),
            ("F", "/feed/"),
            ("N", "/"),
        )
    )
    desk = """\
        pins:
          - 2026/11/a.md
          - nobody
          - article: gone
            expires: 2026-01-01
        breaking:
          text: Fire
          link: /fire.html
        """
    site = outlet(
        {
            "site.toml": 'logo = "mark.png"\n' + SITE + menus,
            "content/desk.yaml": dedent(desk),
            "content/redirects.tsv": "/1.html\tarticle:gone\n/2.html\t/news/2026/11/a.html\n/3.html\t/gone.html\n",
        }
    ).article("2026/11/a", **ID)
    assert told(command(site, "check").err) == [
        "content/desk.yaml:3:5: error: the pin is to the id nobody, which no article has",
        "content/desk.yaml:8:9: error: there is nothing at /fire.html",
        "content/redirects.tsv:1:9: warning: /1.html leads to the id gone, which no article has",
        "content/redirects.tsv:3:9: error: there is nothing at /gone.html",
        "site.toml:1:1: error: there is no picture media/mark.png",
        "site.toml:22:7: error: the menu's “About” leads to content/pages/abut.md, which isn't there",
        "site.toml:28:7: error: there is nothing at /feed/",
    ]


def test_problems_of_all_rooms_are_told_together(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"themes/plain/templates/article.html": "{{ page.title\n"})
    site.article("2026/11/a", "![](ferry.jpg) [x](none.md)", **ID).article("2026/11/b", date="soon")
    site.article("2026/11/c", aliases="[/news/2026/11/a.html]", id="c", added="2026-11-20")
    said = command(site, "check")
    assert said.status == 1
    assert [line.partition(": ")[2] for line in told(said.err)] == [
        "error: there is no picture media/ferry.jpg",
        "error: the link leads to content/2026/11/none.md, which isn't there",
        'error: "soon" isn\'t a date',
        "warning: its alias /news/2026/11/a.html is the address of content/2026/11/a.md",
        told(said.err)[-1].partition(": ")[2],
    ]
    assert told(said.err)[-1].startswith("themes/plain/templates/article.html:")


def test_a_check_leaves_the_index_as_it_was(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a", **ID)
    command(site)
    site.article("2026/11/a", "Other words.", **ID)
    command(site, "check")
    assert "/news/2026/11/a.html  article changed: 2026/11/a.md\n" in command(site, "plan").out


def test_a_check_for_machines(outlet: MakeOutlet, command: Command) -> None:
    problem, done = command(outlet().article("2026/11/a", "[x](none.md)", **ID), "check", "--json").events
    assert (problem["path"], problem["line"], problem["column"]) == ("content/2026/11/a.md", 7, 5)
    assert done == {"event": "summary", "problems": 1, "fixed": 0, "status": 1}


def test_missing_ids_are_noted_and_fixed(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"content/2026/11/a.md": "---\r\ntitle: A\r\ndate: 2026-11-20\r\ntags: [x]\r\n---\r\nText\r\n"})
    site.edit(
        {"content/2026/11/b.md": "\ufeff---\nid: own\ntitle: B\n---", "content/pages/p.md": "---\ntitle: P\n---\n"}
    )
    site.article("2026/11/c", date="soon", id="")
    said = command(site, "check")
    assert said.err.startswith(
        "content: note: 1 article has no `id:`, so moving the file would announce the story again\n"
        "hint: `check --fix` writes the id that an article has now into its file, and when it was added\n"
    )
    fixed = command(site, "check", "--fix")
    assert fixed.out == "content/2026/11/a.md: wrote id and added\ncontent/2026/11/b.md: wrote added\n1 error\n"
    assert (site.root / "content/2026/11/a.md").read_bytes() == (
        b"---\r\nid: 2026/11/a\r\ntitle: A\r\ndate: 2026-11-20\r\nadded: 2026-11-24T12:00:00+00:00\r\n"
        b"tags: [x]\r\n---\r\nText\r\n"
    )
    assert (site.root / "content/2026/11/b.md").read_text() == (
        "\ufeff---\nid: own\ntitle: B\nadded: 2026-11-24T12:00:00+00:00\n---"
    )
    assert (site.root / "content/pages/p.md").read_text() == "---\ntitle: P\n---\n"
    assert command(site, "check", "--fix").out == "1 error\n"
    assert not list((site.root / "content").rglob(".*"))


def test_an_id_that_cannot_be_written_is_left_to_a_person(outlet: MakeOutlet, command: Command) -> None:
    text = "---\n{title: A}\n---\nText\n"
    site = outlet({"content/2026/11/a.md": text})
    said = command(site, "check", "--fix")
    assert said.err == (
        "content/2026/11/a.md: note: no keys can be written into front matter like this\n"
        "hint: write `id:` and `added:` into it by hand\n"
    )
    assert (site.root / "content/2026/11/a.md").read_text() == text


def test_fixed_articles_keep_their_identity(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a")
    command(site)
    feed = site.page("/feed.xml")
    command(site, "check", "--fix")
    command(site)
    assert site.page("/feed.xml") == feed


ends = st.sampled_from(["\n", "\r\n"])
lines = st.lists(
    st.sampled_from(
        [
            "dek: a # b",
            "date: 2026-11-20",
            "tags:\n  - x\n  - id: y",
            "extra:\n  id: 1\n  date: 2026-11-20",
            "kicker: >\n  long\n  date: words",
            "id: own",
            "added: 2026-11-01",
            "updated: 2026-11-21 # late",
            "",
        ]
    ),
    unique=True,
)


@given(keys=lines, end=ends, body=st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=60))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_fixing_keeps_every_other_byte(keys: list[str], end: str, body: str) -> None:
    site, _ = settings_file.parse(SITE.encode())
    assert site
    text = "\n".join(["---", "title: A", *keys, "---", body]).replace("\n", end)
    data, path = text.encode(), "content/2026/11/a.md"
    before, missing = content.read(data, path, site).document, lacking.keys(text.encode(), path)
    fixed = lacking.written(data, path, site, NOON)
    if before is None or fixed is None:
        assert before is None
        return
    after = content.read(fixed, path, site).document
    assert after
    assert lacking.keys(fixed, path) == ()
    assert (after.article.id, after.article.title, after.body) == (before.article.id, "A", before.body)
    new = {f"id: 2026/11/a{end}".encode(), f"added: 2026-11-24T12:00:00+00:00{end}".encode()}
    rest = [line for line in fixed.splitlines(keepends=True) if line not in new]
    assert b"".join(rest) == data
    assert len(fixed.splitlines()) == len(data.splitlines()) + len(missing)


@pytest.mark.parametrize("named", ["content:pages/about.md", "2026/11/a.md"])
def test_a_broken_desk_is_told_as_such_alone(named: str, outlet: MakeOutlet, command: Command) -> None:
    site: Outlet = outlet({"content/desk.yaml": f"pins:\n  - {named}\n  - {{x: y}}\n"})
    errors = told(command(site, "check").err)
    assert errors
    assert all("leads to" not in line and "the pin is to" not in line for line in errors)


def test_a_filter_by_what_no_article_has_is_told(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"content/desk.yaml": "zones:\n  - title: Top\n    filter: { tags: [harbour, Harvour] }\n"})
    site.article("2026/11/a", tags="Harbour", **ID)
    said = command(site, "check")
    assert told(said.err) == ["content/desk.yaml:3:31: warning: no article has the tag “Harvour”"]
    assert said.status == 0


def test_a_template_that_fails_on_its_pages_is_told_once(outlet: MakeOutlet, command: Command) -> None:
    site = outlet(
        {
            "themes/plain/templates/article.html": "<p>\n{{ page.titel }}\n",
            "themes/plain/templates/home.html": "{% include 'home.html' %}\n",
            "themes/plain/templates/tag.html": "{{ page.titel }}\n",
        }
    )
    site.article("2026/11/a", **ID).article("2026/11/b", id="b", added="2026-11-20")
    told_ = told(command(site, "check").err)
    assert [line.partition(": ")[0] for line in told_] == [
        "themes/plain/templates/article.html:2",
        "themes/plain/templates/home.html:1",
    ]
    said = command(site)
    assert [line for line in told(said.err) if "article.html" in line] == told_[:1]
    assert "met while making content/2026/11/a.md (and 1 more page)\n" in said.err
    assert said.out.endswith("s; 2 errors\n")


def test_each_line_and_each_link_is_told_where_it_stands(outlet: MakeOutlet, command: Command) -> None:
    site = outlet(
        {
            "content/redirects.tsv": "/1.html\t/gone.html\n/2.html\t/gone.html\n/x/gone.html\t/gone.html\n",
            "content/desk.yaml": "pins:\n  - nobody\nbreaking:\n  text: Fire\n  link: nobody\n",
        }
    )
    assert told(command(site, "check").err) == [
        "content/desk.yaml:2:5: error: the pin is to the id nobody, which no article has",
        "content/desk.yaml:5:9: error: the banner leads to the id nobody, which no article has",
        "content/redirects.tsv:1:9: error: there is nothing at /gone.html",
        "content/redirects.tsv:2:9: error: there is nothing at /gone.html",
        "content/redirects.tsv:3:14: error: there is nothing at /gone.html",
    ]


def test_what_is_no_address_is_called_so(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"content/desk.yaml": "breaking:\n  text: Fire\n  link: javascript:alert(1)\n"})
    assert told(command(site, "check").err) == [
        "content/desk.yaml:3:9: error: the banner leads to javascript:alert(1), which is no address"
    ]


def test_a_build_warns_of_menus_and_a_desk_that_lead_nowhere(outlet: MakeOutlet, command: Command) -> None:
    menus = "".join(
        f'[[menus.main]]\ntitle = "{n}"\nto = "{to}"\n'
        for n, to in enumerate(("content:none.md", "/none/", "/news/", "/tags/budget/", "section:news"))
    )
    desk = "pins:\n  - nobody\n  - 2026/11/later.md\nbreaking:\n  text: Fire\n  link: /fire.html\n"
    site = outlet({"site.toml": 'logo = "mark.png"\n' + SITE + menus, "content/desk.yaml": desk})
    site.article("2026/11/a", tags="[budget]").article("2026/11/later", date="2027-01-01")
    expected = [
        "content/desk.yaml:2:5: warning: the pin is to the id nobody, which no article has",
        "content/desk.yaml:6:9: warning: there is nothing at /fire.html",
        "site.toml:1:1: warning: there is no picture media/mark.png",
        "site.toml:22:7: warning: the menu's “0” leads to content/none.md, which isn't there",
        "site.toml:25:7: warning: there is nothing at /none/",
    ]
    for _ in range(2):
        said = command(site)
        assert (said.status, told(said.err)) == (0, expected)
    assert command(site, "--strict").status == 1


def test_a_template_that_nothing_uses_is_told(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"templates/artical.html": "{{ page.title }}"}).article("2026/11/a", id="a", added="2026-11-20")
    (line,) = told(command(site, "check").err)
    assert line.startswith("templates/artical.html: warning: ")


def test_a_translation_of_nothing(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.es]\ntitle = "El Correo"\n'}).article("2026/11/a", **ID)
    for name, original in {"b": "2026/11/a.md", "c": "2026/11/aa.md", "d": "shared", "e": "shared", "f": "x"}.items():
        site.article(f"2026/11/{name}", id=f"of-{name}", added="2026-11-20", lang="es", translation=original)
    said = command(site, "check")
    named = "no article or page has the id or the file 2026/11/aa.md, and no other says the same"
    assert [line for line in told(said.out + said.err) if "paired" in line] == [
        f"content/2026/11/c.md:7:14: warning: {named}: nothing is paired by it"
    ]


def test_a_line_of_redirects_at_whose_address_a_page_is(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"content/redirects.tsv": "/news/2026/11/a.html\tarticle:x\n"}).article("2026/11/a", **ID)
    said = command(site, "check")
    assert told(said.out + said.err) == [
        "content/redirects.tsv:1:1: note: /news/2026/11/a.html is the address of content/2026/11/a.md"
    ]


def test_policies_that_lead_nowhere(outlet: MakeOutlet, command: Command) -> None:
    policies = 'principles = "content:pages/x.md"\nmasthead = "/people.html"\nownership = "/about.html"\n'
    site = outlet(
        {"site.toml": SITE + f"\n[organization]\n{policies}", "content/pages/about.md": "---\ntitle: A\n---\n"}
    )
    line = SITE.count("\n") + 3
    said = command(site, "check")
    assert told(said.out + said.err) == [
        f"site.toml:{line}:15: error: organization.principles leads to content/pages/x.md, which isn't there",
        f"site.toml:{line + 1}:13: error: there is nothing at /people.html",
    ]
