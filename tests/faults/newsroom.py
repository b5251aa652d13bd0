"""What an outlet for trials has: something of everything that Broadsheet makes, and random edits of it."""

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.build import everything
from tests.outlet import SITE

Files = dict[str, str | bytes | None]
"""Files by their paths in the site; None is one to be deleted."""

URL = "https://courier.example"
_SECTIONS = ("news", "sport")
_AUTHORS = ("Ann Lee", "Bo Ek", "Ann Lee, Bo Ek")
_WORDS = ("harbour", "council", "ferry", "tram", "bridge", "budget", "storm", "library", "market", "choir")
_PATTERNS = ("/{section}/{year}/{slug}.html", "/{year}/{month}/{day}/{slug}.html", "/{section}/{slug}.html")


def founded(large: bool = False) -> Files:
    """The files of the outlet: a dozen articles, or as many as make several processes work on it."""
    files: Files = {
        "site.toml": settings(),
        "static/x.txt": "x",
        "static/deep/verify.html": "<!doctype html><title>x</title>",
        "media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>',
        "media/b.jpg": photograph(700, 400),
        "media/c.png": photograph(90, 80, "PNG"),
        "media/talk.mp3": b"ID3" * 400,
        "content/authors/ann-lee.md": "---\ntitle: Ann Lee\n---\nWrote [one](article:one).\n",
        "content/pages/about.md": "---\ntitle: About\nid: about\n---\nWho we are. [First](article:one)\n",
        "content/desk.yaml": "breaking:\n  text: All bridges closed\n  expires: 2026-11-25T12:00\n",
        "content/redirects.tsv": "/old.html\tarticle:one\n",
        **everything.media(),
        **_articles(),
    }
    if large:
        chance = random.Random(7)
        for number in range(330):
            month = 1 + number % 9
            files[f"content/2026/{month:02}/many-{number}.md"] = article(
                f"Many {number}", f"2026-{month:02}-{1 + number % 27:02}", some_words(chance), id=f"many-{number}"
            )
    return files


def settings(title: str = "The Courier", pattern: str = "", more: str = "") -> str:
    """A site.toml that asks for all that there is, with the theme that comes with Broadsheet."""
    parts = [part for part in everything.PARTS if part != everything.PICTURES]
    text = everything.settings(*parts).replace('name = "plain"', 'name = "broadsheet"').replace("The Courier", title, 1)
    text = text.replace("2026-11-26T12:00:00Z", "2027-06-01T12:00:00Z")
    return text + (f'\n[addresses]\narticle = "{pattern}"\n' if pattern else "") + more


def plain_settings() -> str:
    """A site.toml that asks for little."""
    return SITE.replace('name = "plain"', 'name = "broadsheet"')


def article(title: str, date: str, body: str, **front: str) -> str:
    """A file of content/."""
    keys = {"title": title, "date": date, **front}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"---\n{body}\n"


def _articles() -> Files:
    shown = "Read [on](article:two).\n\n![B](b.jpg)"
    live = "## 09:00 It begins {.key}\n\nWords.\n\n## 10:00 It goes on\n\n[One](article:one)"
    paid = "Free.\n\n<!-- paywall -->\n\nPaid."
    video = "https://vimeo.com/1\n\nAnd ![C](c.png)"
    return {
        "content/2026/10/one.md": article("One", "2026-10-02", shown, id="one", tags="x", authors="Ann Lee"),
        "content/2026/10/two.md": article("Two", "2026-10-20", "Text.", id="two", tags="x, y", image="b.jpg"),
        "content/2026/11/three.md": article("Three", "2026-11-01", video, id="three", section="sport", story="Saga"),
        "content/2026/11/four.md": article("Four", "2026-11-02", paid, id="four", story="Saga", access="paid"),
        "content/2026/11/live.md": article("Live", "2026-11-23T09:00", live, id="live", label="live"),
        "content/2026/11/aloud.md": article("Aloud", "2026-11-20", "Hear.", id="aloud", audio="talk.mp3"),
        "content/2026/11/uno.md": article("Uno", "2026-11-20", "Hola.", id="uno", lang="es", translation="one"),
        "content/2026/11/moved.md": article("Moved", "2026-11-21", "New.", id="moved", aliases="[/was.html]"),
        "content/2026/11/wrong.md": article(
            "Mended", "2026-11-22", "Text.", id="wrong", corrections="[{date: 2026-11-22, text: It was blue.}]"
        ),
        "content/2026/11/draft.md": article("Draft", "2026-11-22", "![B](b.jpg)", id="draft", draft="true"),
        "content/2026/11/later.md": article("Later", "2026-11-22", "Text.", id="later", embargo="2026-12-01"),
    }


def photograph(width: int, height: int, form: str = "JPEG", colour: tuple[int, int, int] = (200, 20, 20)) -> bytes:
    """A picture in one colour, but for a corner."""
    image = Image.new("RGB", (width, height), colour)
    image.paste((20, 20, 200), (width // 2, 0, width, height // 2))
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def some_words(chance: random.Random) -> str:
    """Two or three paragraphs."""
    return "\n\n".join(" ".join(chance.choices(_WORDS, k=30)).capitalize() + "." for _ in range(chance.randint(2, 3)))


def sources(chance: random.Random) -> Files:
    """Raw texts in several formats, as they come to seeds/."""
    number = chance.randrange(10_000)
    post = {"title": f"Noted {number}", "date": "2026-11-12", "html": f"<p>{some_words(chance)}</p>"}
    item = {"id": f"u{number}", "title": post["title"], "content_html": post["html"], "date_published": "2026-11-12"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Theirs", "items": [item]}
    text = f"Ferry {number} runs aground\n\nBy Ann Lee\n\nNovember 10, 2026\n\n{some_words(chance)}\n"
    page = (
        f"<!doctype html><html><head><title>Choir {number}</title></head><body><article><h1>Choir {number} sings</h1>"
        f'<time datetime="2026-11-11">11 November</time><p>{some_words(chance)}</p><img src="{number}.png" alt="Choir">'
        f"<p>{some_words(chance)}</p></article></body></html>"
    )
    mail = (
        f"From: Bo Ek <bo@courier.example>\nTo: desk@courier.example\nSubject: Market {number} opens\n"
        f"Date: Tue, 10 Nov 2026 10:00:00 +0000\n\n{some_words(chance)}\n"
    )
    colour = (chance.randrange(256), chance.randrange(256), 9)
    every: Files = {
        f"seeds/ferry-{number}.txt": text,
        f"seeds/choir-{number}/choir.html": page,
        f"seeds/choir-{number}/{number}.png": photograph(60, 40, "PNG", colour),
        f"seeds/market-{number}.eml": mail,
        f"seeds/feed-{number}.json": json.dumps(feed),
        f"seeds/tram-{number}.md": article(f"Tram {number}", "2026-11-13", some_words(chance)),
    }
    kinds = ["ferry", "choir", "market", "feed", "tram"]
    chosen = tuple(f"seeds/{kind}" for kind in chance.sample(kinds, chance.randint(2, len(kinds))))
    return {name: data for name, data in every.items() if name.startswith(chosen)}


def edited(chance: random.Random, root: Path) -> Files:
    """Some edits of several kinds at once, as a busy hour has them."""
    files: Files = {}
    for edit in chance.sample(EDITS, chance.randint(2, 5)):
        files |= edit(chance, root)
    return files


def _some_article(chance: random.Random, root: Path) -> str:
    there = sorted(path.relative_to(root).as_posix() for path in (root / "content").glob("20*/*/*.md"))
    return chance.choice(there)


def _with_key(chance: random.Random, root: Path, key: str, values: list[str]) -> Files:
    name = _some_article(chance, root)
    lines = [line for line in (root / name).read_text().split("\n") if not line.startswith(f"{key}:")]
    return {name: "\n".join([lines[0], f"{key}: {chance.choice(values)}", *lines[1:]])}


def _retitle(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "title", [f"{word.title()} {chance.randrange(99)}" for word in _WORDS])


def _move(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "slug", [f"{word}-{chance.randrange(99)}" for word in _WORDS])


def _tag(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "tags", ["x", "y", "z", "x, z", "[]"])


def _section(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "section", list(_SECTIONS))


def _sign(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "authors", list(_AUTHORS))


def _withdraw(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "draft", ["true", "false"])


def _illustrate(chance: random.Random, root: Path) -> Files:
    return _with_key(chance, root, "image", ["b.jpg", "{src: b.jpg, focus: '10% 20%'}", "a.svg", "c.png"])


def _rewrite(chance: random.Random, root: Path) -> Files:
    name = _some_article(chance, root)
    return {name: (root / name).read_text() + f"\n{some_words(chance)}\n"}


def _delete(chance: random.Random, root: Path) -> Files:
    return {_some_article(chance, root): None}


def _add(chance: random.Random, root: Path) -> Files:
    number, month = chance.randrange(10_000), chance.choice(["09", "10", "11"])
    front = {"id": f"n{number}", "tags": chance.choice(["x", "new", "x, new"]), "section": chance.choice(_SECTIONS)}
    body = f"{some_words(chance)}\n\n[One](article:one) ![B](b.jpg)"
    name = f"content/2026/{month}/added-{number}.md"
    return {name: article(f"Added {number}", f"2026-{month}-{chance.randint(1, 23):02}", body, **front)}


def _repaint(chance: random.Random, root: Path) -> Files:
    colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
    return {"media/b.jpg": photograph(700, chance.choice([400, 420]), "JPEG", colour)}


def _copy(chance: random.Random, root: Path) -> Files:
    return {"static/x.txt": f"x{chance.randrange(99)}", f"static/deep/{chance.randrange(9)}.txt": "deep"}


def _desk(chance: random.Random, root: Path) -> Files:
    number = chance.randrange(99)
    pins = f"pins:\n  - article: {_some_article(chance, root).removeprefix('content/')}\n"
    return {"content/desk.yaml": f"{pins}breaking:\n  text: News {number}\n  expires: 2026-11-25T12:00\n"}


def _profile(chance: random.Random, root: Path) -> Files:
    return {"content/authors/bo-ek.md": f"---\ntitle: Bo Ek\n---\nWrites {chance.choice(_WORDS)}.\n"}


Edit = Callable[[random.Random, Path], Files]
EDITS: tuple[Edit, ...] = (
    *(_retitle, _move, _tag, _section, _sign, _withdraw, _illustrate, _rewrite),
    *(_delete, _add, _repaint, _copy, _desk, _profile),
)


def takedown(chance: random.Random, root: Path) -> Files:
    """Something is taken down, beside other edits."""
    name = _some_article(chance, root).removeprefix("content/")
    return edited(chance, root) | {"content/desk.yaml": f"takedowns:\n  - article: {name}\n    reason: Untrue.\n"}


def new_settings(chance: random.Random, root: Path) -> Files:
    """The outlet has another name, or articles live elsewhere, or both."""
    pattern = chance.choice(_PATTERNS)
    return {"site.toml": settings(chance.choice(["The Courier", "The Mail"]), pattern)}


def new_theme(chance: random.Random, root: Path) -> Files:
    """The theme's style, a template and a word are others."""
    number = chance.randrange(10_000)
    choices: list[Files] = [
        {"templates/slots/head.html": f'<meta name="number" content="{number}">\n'},
        {"site.toml": settings().replace('name = "broadsheet"', 'name = "dispatch"')},
        {
            "site.toml": settings().replace(
                'name = "broadsheet"', 'name = "broadsheet"\n\n[theme.options]\ntype = "sans"'
            )
        },
    ]
    return chance.choice(choices)
