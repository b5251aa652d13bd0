"""What a person sees for each mistake in a file in content/."""

import pytest

from broadsheet import content
from broadsheet.problems import show
from broadsheet.settings import Outlet, Section, Settings

OUTLET = Settings(
    outlet=Outlet(title="The Harbour", url="https://harbour.example", language="en", timezone="Europe/Madrid"),
    sections=(Section("city", "City"), Section("politics", "Politics")),
)

SHOWN = {
    "empty file": (
        b"\n",
        """\
content/a.md:1: error: the file is empty
hint: begin the file with a line ---, a line title: …, and a line --- again""",
    ),
    "binary file": (
        b"\x89PNG\r\n\x00",
        """\
content/a.md: error: this is no text file
hint: content/ is for Markdown; pictures and documents go to media/""",
    ),
    "UTF-16": (
        "---".encode("utf-16"),
        """\
content/a.md:1:1: error: the file is in UTF-16
hint: save it as UTF-8""",
    ),
    "Latin-1": (
        "---\ntitle: El café\n---\n".encode("latin-1"),
        """\
content/a.md:2:14: error: the file isn't in UTF-8: it has a byte E9 here
  2 | title: El caf\ufffd
    |              ^
hint: save the file as UTF-8""",
    ),
    "no front matter": (
        b"The council votes.\n",
        """\
content/a.md:1:1: error: there is no front matter
  1 | The council votes.
    | ^
hint: begin the file with a line ---, a line title: …, and a line --- again""",
    ),
    "block never closed": (
        b"---\ntitle: A\n\nThe council votes.\n",
        """\
content/a.md:1:1: error: the front matter that begins here is never closed
  1 | ---
    | ^
hint: put a line --- after its last key""",
    ),
    "colon in a title": (
        b"---\nsection: city\ntitle: Budget: what changes\n---\n",
        """\
content/a.md:3:14: error: the title has a colon and is not quoted
  3 | title: Budget: what changes
    |              ^
hint: put the title in double quotes""",
    ),
    "number sign in a title": (
        b"---\ntitle: Update #2\n---\n",
        """\
content/a.md:2:15: error: YAML takes #2 for a comment, and cuts it off
  2 | title: Update #2
    |               ^
hint: put the value in double quotes; a comment has a space after its #""",
    ),
    "unknown key": (
        b"---\ntitle: A\nsectoin: city\n---\n",
        """\
content/a.md:3:1: error: the key "sectoin" isn't known
  3 | sectoin: city
    | ^
hint: did you mean section?""",
    ),
    "key of one's own": (
        b"---\ntitle: A\nxyzzy: 1\n---\n",
        """\
content/a.md:3:1: error: the key "xyzzy" isn't known
  3 | xyzzy: 1
    | ^
hint: keys of your own go under extra:""",
    ),
    "same key twice": (
        b"---\ntitle: A\ndek: B\ntitle: C\n---\n",
        """\
content/a.md:4:1: error: the key title is here twice: first on line 2
  4 | title: C
    | ^
hint: keep one of the two""",
    ),
    "date that isn't": (
        b"---\ntitle: A\ndate: 31/12/2026\n---\n",
        """\
content/a.md:3:7: error: "31/12/2026" isn't a date
  3 | date: 31/12/2026
    |       ^
hint: write it as 2026-12-31""",
    ),
    "path that climbs": (
        b"---\ntitle: A\nimage: ../../etc/passwd\n---\n",
        """\
content/a.md:3:8: error: "../../etc/passwd" isn't a file in media/
  3 | image: ../../etc/passwd
    |        ^
hint: write it as it lies in media/, such as 2026/ferry.jpg""",
    ),
    "unknown section": (
        b"---\ntitle: A\nsection: Politic\n---\n",
        """\
content/a.md:3:10: error: there is no section "Politic" in site.toml
  3 | section: Politic
    |          ^
hint: did you mean politics?""",
    ),
    "quote never closed": (
        b'---\ntitle: "Budget\ndek: B\n---\n',
        """\
content/a.md:2:8: error: the quote that opens here is never closed
  2 | title: "Budget
    |        ^
hint: close it at the end of the value""",
    ),
    "quote within quotes": (
        b'---\ntitle: "No" says the mayor\n---\n',
        """\
content/a.md:2:13: error: the title goes on after its end
  2 | title: "No" says the mayor
    |             ^
hint: put the whole value in double quotes, and write \\" for a quote inside it""",
    ),
    "bracket never closed": (
        b"---\ntags: [a, b\ntitle: A\n---\n",
        """\
content/a.md:2:7: error: the [ that opens here is never closed
  2 | tags: [a, b
    |       ^
hint: close it, or put the whole value in double quotes""",
    ),
    "asterisk": (
        b"---\ntitle: *Live* from the port\n---\n",
        """\
content/a.md:2:8: error: a value can't begin with * unless it is quoted
  2 | title: *Live* from the port
    |        ^
hint: put the value in double quotes""",
    ),
    "anchor and alias": (
        b"---\ntitle: A\nextra: {a: &a [x, x], b: *a}\n---\n",
        """\
content/a.md:3:12: error: a value can't begin with & unless it is quoted
  3 | extra: {a: &a [x, x], b: *a}
    |            ^
hint: put the value in double quotes""",
    ),
    "tag of YAML": (
        b"---\ntitle: !!python/name:os.system A\n---\n",
        """\
content/a.md:2:8: error: a value can't begin with ! unless it is quoted
  2 | title: !!python/name:os.system A
    |        ^
hint: put the value in double quotes""",
    ),
    "at sign": (
        b"---\ntitle: A\nauthors: @ana\n---\n",
        """\
content/a.md:3:10: error: a value can't begin with @ unless it is quoted
  3 | authors: @ana
    |          ^
hint: put the authors in double quotes""",
    ),
    "tab": (
        b"---\ntitle: A\nimage:\n\tsrc: a.jpg\n---\n",
        """\
content/a.md:4:1: error: a tab can't stand here
  4 |  src: a.jpg
    | ^
hint: use spaces""",
    ),
    "no space after the colon": (
        b"---\ntitle:A\ndek: B\n---\n",
        """\
content/a.md:2:1: error: this line has no key
  2 | title:A
    | ^
hint: write `key: value`, with a space after the colon""",
    ),
    "key too far to the right": (
        b"---\ntitle: A\n  dek: B\n---\n",
        """\
content/a.md:3:3: error: this key isn't where a key can be
  3 |   dek: B
    |   ^
hint: begin it as far left as the other keys, each with a space after its colon""",
    ),
    "key a little to the right": (
        b"---\ntitle: A\nimage:\n  src: a.jpg\n alt: B\n---\n",
        """\
content/a.md:5:2: error: this line isn't as far to the right as it must be
  5 |  alt: B
    |  ^
hint: begin it exactly below the other keys or entries that it belongs to""",
    ),
    "dash": (
        b"---\ntitle: - what changes\n---\n",
        """\
content/a.md:2:8: error: a value can't begin with - unless it is quoted
  2 | title: - what changes
    |        ^
hint: put the title in double quotes""",
    ),
    "two documents": (
        b"---\ntitle: A\n...\ndek: B\n---\n",
        """\
content/a.md:4:1: error: this key isn't where a key can be
  4 | dek: B
    | ^
hint: begin all keys at the left edge, with no --- or ... between them""",
    ),
    "a list": (
        b"---\n- title\n---\n",
        """\
content/a.md:2:1: error: this isn't made of keys with values
  2 | - title
    | ^
hint: write `key: value`, with a space after the colon""",
    ),
    "nested without end": (
        b"---\ntitle: A\nextra: " + b"[" * 20 + b"]" * 20 + b"\n---\n",
        """\
content/a.md:3:20: error: this is nested too deeply
  3 | extra: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]
    |                    ^""",
    ),
    "two problems at once": (
        b"---\ntitle: A: B\n---\n\n[x](javascript:y)\n",
        """\
content/a.md:2:9: error: the title has a colon and is not quoted
  2 | title: A: B
    |         ^
hint: put the title in double quotes
content/a.md:5:5: error: a link to javascript: isn't allowed
  5 | [x](javascript:y)
    |     ^
hint: name a file in media/ or a web address""",
    ),
    "expires before it is out": (
        b"---\ntitle: A\nexpires: 2026-11-24\ndate: 2026-11-24 14:05\n---\n",
        """\
content/a.md:3:10: warning: it would never be shown: this is no later than its date
  3 | expires: 2026-11-24
    |          ^
hint: correct one of the two""",
    ),
    "expires with its embargo": (
        b"---\ntitle: A\ndate: 2026-11-20\nembargo: 2026-11-24\nexpires: 2026-11-24\n---\n",
        """\
content/a.md:5:10: warning: it would never be shown: this is no later than its embargo
  5 | expires: 2026-11-24
    |          ^
hint: correct one of the two""",
    ),
    "updated before it was published": (
        b"---\ntitle: A\ndate: 2026-11-24 14:05\nupdated: 2026-11-24 14:00\n---\n",
        """\
content/a.md:4:10: warning: this is before its date
  4 | updated: 2026-11-24 14:00
    |          ^
hint: correct one of the two""",
    ),
    "time that no clock showed": (
        b"---\ntitle: A\ndate: 2026-03-29 02:30\n---\n",
        """\
content/a.md:3:7: warning: the clocks of Europe/Madrid skip this time: it's taken for 03:30
  3 | date: 2026-03-29 02:30
    |       ^
hint: write 2026-03-29 03:30""",
    ),
    "language that there isn't": (
        b"---\ntitle: A\nlang: xx-yy-zz\n---\n",
        """\
content/a.md:3:7: warning: there is no language xx
  3 | lang: xx-yy-zz
    |       ^
hint: write its code of two or three letters, such as en, es or fil""",
    ),
    "language with a letter too many": (
        b"---\ntitle: A\nlang: spa\n---\n",
        """\
content/a.md:3:7: warning: the code for this language isn't spa
  3 | lang: spa
    |       ^
hint: write es""",
    ),
    "address of no page": (
        b"---\ntitle: A\nurl: /favicon.svg\naliases: /index.php\n---\n",
        """\
content/a.md:3:6: error: "/favicon.svg" isn't the address of a page
  3 | url: /favicon.svg
    |      ^
hint: end it in .html or in a slash, such as /politics/budget.html""",
    ),
    "not in UTF-8, with the line ends of old": (
        b"\xef\xbb\xbf---\rtitle: A\r---\rCaf\xe9\r",
        """\
content/a.md:4:4: error: the file isn't in UTF-8: it has a byte E9 here
  4 | Caf�
    |    ^
hint: save the file as UTF-8""",
    ),
    "control characters": (
        b"---\ntitle: A\n---\n\nOne\x02two\x1b\n",
        """\
content/a.md:5:4: warning: a control character, U+0002, is left out (and 1 more)
  5 | One\\x02two\\x1b
    |    ^
hint: delete it""",
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_mistake_gets_an_answer(name: str) -> None:
    data, shown = SHOWN[name]
    reading = content.read(data, "content/a.md", OUTLET)
    assert "\n".join(map(show, reading.problems)) == shown
