"""Random edits, built one after the other, give the very bytes of a clean build; and killed builds are made good."""

import contextlib
import io
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PIL import Image

from broadsheet.problems import SiteError
from tests.build import everything
from tests.outlet import NOON, SITE, Outlet, Recorded

PATHS = [f"2026/{month:02}/{name}" for month in (9, 10, 11) for name in "abcd"] + ["undated/e", "pages/about"]
DAYS = ["", "2026-09-03", "2026-10-30", "2026-11-01T09:00", "2026-11-20", "2026-11-24", "2026-12-05"]
STATIC = [
    *("x.txt", "special.html", "index.html", "deep/y.txt"),
    *("robots.txt", "_redirects", "feeds/style.css", "favicon.ico", ".well-known/security.txt"),
]
PICTURES = ["a.svg", "b.svg"]
PHOTOGRAPHS = ["c.png", "d.jpg"]
SOUND = "e.mp3"
AUTHORS = ["", "Ann Lee", "ann lee", "Bo"]
BODIES = [
    "Words.",
    "See [that](article:one) and [this](/content/2026/11/b.md#x).",
    '![Seen](a.svg "Words")\n\nA [page](/content/pages/about.md).',
    "[Home](/) and [gone](/content/2026/10/zz.md)",
    "![Seen](c.png)\n\n[Whole](d.jpg)",
    "https://vimeo.com/1\n\n<!-- paywall -->\n\n[that](article:one)\n\n![Seen](c.png)",
    "## 09:00 A {.key}\n\n[x](https://x.example/)\n\n## 10:00 B\n\n[that](article:one)",
]


def differences(ours: dict[str, bytes], clean: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """Where two sites differ, each page shown around its first difference."""
    found = {}
    for address in sorted(ours.keys() | clean.keys()):
        left, right = (
            ours.get(address, b"-").decode(errors="replace"),
            clean.get(address, b"-").decode(errors="replace"),
        )
        if left != right:
            pairs = zip(left, right, strict=False)
            at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))
            found[address] = (left[max(0, at - 80) : at + 160], right[max(0, at - 80) : at + 160])
    return found


ZONES = [
    "  - {id: top, size: 1, filter: {without: opinion}}",
    "  - {title: X, size: 1, filter: {tags: [x, y], sections: news}, pins: [2026/10/a.md]}",
    "  - {title: Sport, size: 2, filter: {sections: sport}}",
    "  - {title: Ann, size: 2, repeat: true, filter: {authors: [Ann Lee, Bo]}}",
    "  - {title: Saga, size: 2, filter: {story: Saga}}",
    "  - {title: Kept, filter: none, pins: [{article: one, expires: 2026-11-24T18:00}]}",
]

TAKEDOWNS = [
    "  - 2026/11/b.md",
    "  - one",
    "  - /news/2026/11/a.html",
    "  - {address: /old.html, reason: Wrong & <b>}",
    "  - {article: 2026/10/a.md, address: /b.html, date: 2026-11-20}",
    "  - {address: /special.html}",
    "  - nothing",
    "  - {article: pages/about.md, reason: Old}",
]

YEAR = 370 * 24

REDIRECTS = [
    "/a.html\tarticle:one",
    "/b.html\tcontent:2026/11/b.md",
    "/old.html\thttps://x.example/",
    "/news/2026/11/a.html\tarticle:two",
    "/index.html\t/a.html",
    "/c.html\t/b.html",
    "/d.html\t/c.html",
    "/old.html\t/special.html",
    "/e.html\thttps://courier.example/a.html#x",
    "/news/2026/11/b.html\t/c.html",
]

OUTSIDE = {
    "custom": everything.CUSTOM,
    "podcast": everything.PODCAST,
    "organization": everything.ORGANIZATION,
    "social": everything.SOCIAL,
    "robots": everything.ROBOTS,
    "trust": everything.TRUST,
    "security": everything.SECURITY,
    "app": everything.APP,
    "hosting": everything.HOSTING,
    "exports": everything.EXPORTS,
}
"""What an outlet can tell the outside world, each by its part of site.toml."""

HOSTS = [
    "",
    everything.HOSTING,
    '\n[hosting]\nfiles = ["nginx"]\nstubs = false\npolicy = {img-src = "https://x.example"}\n',
    "\n[hosting]\nfiles = []\n",
]


def photograph(name: str, width: int) -> bytes:
    """A small one, transparent where it can be."""
    out = io.BytesIO()
    form, mode, colour = ("PNG", "RGBA", (90, 20, 20, 120)) if name.endswith("png") else ("JPEG", "RGB", (20, 90, 20))
    Image.new(mode, (width, 8), colour).save(out, form)
    return out.getvalue()


class Killed(BaseException):
    """A build that ends here."""


class DyingWitness(Recorded):
    """Ends the build after so many pages."""

    def __init__(self, pages: int) -> None:
        super().__init__()
        self.left = pages

    def page(self, *told: object) -> None:
        super().page(*told)  # type: ignore[arg-type]
        self.left -= 1
        if self.left < 0:
            raise Killed


class Newsroom(RuleBasedStateMachine):
    """An outlet that is edited in every way that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.outlet = Outlet(self.top / "outlet")
        self.site = {
            "month": "2",
            "front": "3",
            "zone": "Europe/Lisbon",
            "title": "The Courier",
            "menu": "",
            "edition": "es",
            "pictures": "",
            "embeds": "",
            "hub": "",
            "icon": "",
            **dict.fromkeys(OUTSIDE, ""),
        }

    def teardown(self) -> None:
        self.build()
        shutil.rmtree(self.top)

    @initialize(all_of_it=st.sampled_from([False, False, True]))
    def begin(self, all_of_it: bool) -> None:
        if all_of_it:
            self.site |= {**OUTSIDE, "hub": everything.HUB, "icon": everything.TOP}
        self._write_settings()
        for name in PHOTOGRAPHS:
            self.outlet.edit({f"media/{name}": photograph(name, 330)})
        self.outlet.edit({**everything.media(), f"media/{SOUND}": b"ID3"})
        for path in PATHS[::3]:
            ident = "one" if path == PATHS[0] else ""
            self._article(path, "2026-11-20", ident, "news", "x", "", "Ann Lee", body=BODIES[-1], image="d.jpg")
        self.outlet.build()

    def _write_settings(self) -> None:
        text = SITE.replace("Europe/Lisbon", self.site["zone"]).replace("The Courier", self.site["title"])
        text += f"\n[lists]\nmonth = {self.site['month']}\nfront = {self.site['front']}\n"
        text += "home = 6\nhome_section = 1\nbackground = 2\n"
        text = self.site["icon"] + text.replace("[feeds]\n", f"[feeds]\n{self.site['hub']}")
        text += self.site["pictures"] + self.site["embeds"] + "".join(self.site[part] for part in OUTSIDE)
        if self.site["edition"]:
            text += f'\n[languages.{self.site["edition"]}]\ntitle = "El Correo"\n'
        if self.site["menu"]:
            text += f'\n[[menus.main]]\ntitle = "About"\nto = "content:{self.site["menu"]}"\n'
        self.outlet.edit({"site.toml": text})

    def _article(
        self, path: str, day: str, ident: str, section: str, tags: str, story: str, authors: str, **more: str
    ) -> None:
        if path.startswith("pages/"):
            section = ""
        self.outlet.article(
            path,
            more.pop("body", "Words."),
            date=day,
            id=ident,
            section=section,
            tags=tags,
            story=story,
            authors=authors,
            **more,
        )

    @rule(
        path=st.sampled_from(PATHS),
        day=st.sampled_from(DAYS),
        ident=st.sampled_from(["", "", "one", "two"]),
        section=st.sampled_from(["news", "sport", ""]),
        tags=st.sampled_from(["", "x", "X, y", "x, z"]),
        story=st.sampled_from(["", "", "Saga"]),
        authors=st.sampled_from(AUTHORS),
        body=st.sampled_from(BODIES),
        more=st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "draft",
                    "embargo",
                    "expires",
                    "label",
                    "image",
                    "slug",
                    "url",
                    "aliases",
                    "updated",
                    "lang",
                    "lang",
                    "translation",
                    "access",
                    "audio",
                    "canonical",
                ]
            ),
            st.integers(0, 2),
            max_size=3,
        ),
    )
    def write(
        self,
        path: str,
        day: str,
        ident: str,
        section: str,
        tags: str,
        story: str,
        authors: str,
        body: str,
        more: dict[str, int],
    ) -> None:
        choices = {
            "title": ["One", "Two", "Three"],
            "draft": ["true", "false", "true"],
            "embargo": ["2026-11-24T13:00", "2026-11-25", "2026-11-01"],
            "expires": ["2026-11-24T13:00", "2026-11-26", "2027-01-01"],
            "label": ["opinion", "live", "sponsored"],
            "access": ["paid", "free", "paid"],
            "audio": [SOUND, f"{{src: {SOUND}, duration: '1:02'}}", "none.mp3"],
            "canonical": ["https://x.example/", "https://courier.example/a.html", "https://x.example/"],
            "image": ["a.svg", "{src: c.png, focus: '20% 30%'}", "d.jpg"],
            "slug": ["a", "b", "other"],
            "url": ["/special.html", "/news/2026/11/b.html", "/x/"],
            "aliases": ["/old.html", "/news/2026/11/a.html", "[/index.html, /es/x.html]"],
            "updated": ["2026-11-21", "2026-11-22T10:00", "2026-11-23"],
            "lang": ["es", "es-MX", "fr"],
            "translation": ["one", "content/2026/11/b.md", "shared"],
        }
        keys = {key: choices[key][which] for key, which in more.items()}
        if "title" in keys and body == BODIES[0]:
            keys["corrections"] = f'[{{date: "{DAYS[4]}", text: Wrong.}}, {{text: More.}}]'
        self._article(path, day, ident, section, tags, story, authors, body=body, **keys)

    @rule(path=st.sampled_from(PATHS))
    def delete(self, path: str) -> None:
        if (self.outlet.root / f"content/{path}.md").exists():
            self.outlet.edit({f"content/{path}.md": None})

    @rule(path=st.sampled_from(PATHS), to=st.sampled_from(PATHS))
    def rename(self, path: str, to: str) -> None:
        old = self.outlet.root / f"content/{path}.md"
        if old.exists() and to != path:
            data = old.read_bytes()
            self.outlet.edit({f"content/{path}.md": None, f"content/{to}.md": data})

    @rule(path=st.sampled_from(PATHS), build=st.booleans())
    def break_and_mend(self, path: str, build: bool) -> None:
        file = self.outlet.root / f"content/{path}.md"
        if file.exists():
            data = file.read_bytes()
            self.outlet.edit({f"content/{path}.md": b"---\ntitle: [\n---\nx\n"})
            if build:
                self.outlet.build()
            self.outlet.edit({f"content/{path}.md": data})

    @rule(name=st.sampled_from(PICTURES), size=st.integers(1, 3))
    def picture(self, name: str, size: int) -> None:
        self.outlet.edit({f"media/{name}": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"/>'})

    @rule(name=st.sampled_from(PHOTOGRAPHS), width=st.sampled_from([9, 12, 330]), whole=st.booleans())
    def photograph(self, name: str, width: int, whole: bool) -> None:
        data = photograph(name, width)
        self.outlet.edit({f"media/{name}": data if whole else data[: len(data) // 2]})

    @rule(name=st.sampled_from(PICTURES + PHOTOGRAPHS))
    def lose_picture(self, name: str) -> None:
        if (self.outlet.root / f"media/{name}").exists():
            self.outlet.edit({f"media/{name}": None})

    @rule(size=st.sampled_from([0, 3, 5000]))
    def sound(self, size: int) -> None:
        self.outlet.edit({f"media/{SOUND}": b"ID3"[:size] * max(1, size // 3)})

    @rule(width=st.sampled_from([100, 512]), whole=st.booleans())
    def icon(self, width: int, whole: bool) -> None:
        data = photograph("icon.png", width)
        self.outlet.edit({"media/icon.png": data if whole else data[:40]})

    @rule(name=st.sampled_from(STATIC), there=st.booleans())
    def static(self, name: str, there: bool) -> None:
        if there or not (self.outlet.root / "static" / name).exists():
            self.outlet.edit({f"static/{name}": f"{name} {there}"})
        else:
            self.outlet.edit({f"static/{name}": None})

    @rule(name=st.sampled_from(["ann-lee", "bo", "cy"]), title=st.sampled_from(["Ann Lee", "Anna", ""]))
    def author(self, name: str, title: str) -> None:
        path = f"content/authors/{name}.md"
        if title:
            self.outlet.edit({path: f"---\ntitle: {title}\n---\nWrote [one](article:one).\n"})
        elif (self.outlet.root / path).exists():
            self.outlet.edit({path: None})

    @rule(
        pins=st.lists(st.sampled_from([*PATHS[:6], "nothing"]), max_size=2, unique=True),
        expires=st.booleans(),
        breaking=st.booleans(),
        zones=st.lists(st.sampled_from(ZONES), max_size=3, unique=True),
        takedowns=st.lists(st.sampled_from(TAKEDOWNS), max_size=3, unique=True),
    )
    def desk(self, pins: list[str], expires: bool, breaking: bool, zones: list[str], takedowns: list[str]) -> None:
        lines = ["pins:" if pins else "pins: []"]
        for pin in pins:
            lines.append(f"  - article: {pin}.md")
            if expires:
                lines.append("    expires: 2026-11-24T18:00")
        if breaking:
            lines += ["breaking:", "  text: Now", "  link: article:one", "  expires: 2026-11-25"]
        lines += ["zones:", *zones] if zones else []
        lines += ["takedowns:", *takedowns] if takedowns else []
        self.outlet.edit({"content/desk.yaml": "\n".join(lines) + "\n"})

    @rule(
        what=st.sampled_from(["month", "front", "zone", "title", "menu", "edition", "pictures", "embeds"]),
        which=st.integers(0, 1),
    )
    def settings(self, what: str, which: int) -> None:
        self.site[what] = {
            "month": ["2", "3"],
            "front": ["3", "4"],
            "zone": ["Europe/Lisbon", "Pacific/Auckland"],
            "title": ["The Courier", "The Herald"],
            "menu": ["", "pages/about.md"],
            "edition": ["", "es"],
            "pictures": ["", '\n[pictures]\navif = true\nquality = 60\ncovers = "article"\n'],
            "embeds": ["", '\n[embeds]\nhosts = ["vimeo.com"]\n'],
        }[what][which]
        self._write_settings()

    @rule(what=st.sampled_from([*OUTSIDE, "hub", "icon"]), there=st.booleans(), host=st.sampled_from(HOSTS))
    def outside(self, what: str, there: bool, host: str) -> None:
        told = {**OUTSIDE, "hub": everything.HUB, "icon": everything.TOP, "hosting": host}
        self.site[what] = told[what] if there else ""
        self._write_settings()

    @rule(
        name=st.sampled_from(["article", "home", "month"]), text=st.sampled_from(["", "<!-- x -->"]), own=st.booleans()
    )
    def template(self, name: str, text: str, own: bool) -> None:
        path = f"templates/{name}.html" if own else f"themes/plain/templates/{name}.html"
        self.outlet.edit({path: f"{{{{ page }}}}{text}\n{{{{ site }}}}\n"})

    @rule(colour=st.sampled_from(["black", "red"]))
    def asset(self, colour: str) -> None:
        self.outlet.edit({"themes/plain/assets/plain.css": f"body {{ color: {colour} }}\n"})

    @rule(hours=st.sampled_from([-36, -3, 2, 30, YEAR, -YEAR]))
    def time(self, hours: int) -> None:
        earliest, latest = NOON - timedelta(days=3), NOON + timedelta(days=400)
        self.outlet.now = min(max(self.outlet.now + timedelta(hours=hours), earliest), latest)

    @rule()
    def wait(self) -> None:
        """Up to the moment that a build says there is nothing to do; then it comes."""
        coming = self.outlet.build().summary.next
        assert coming
        then = datetime.fromtimestamp(coming.unix, UTC)
        left = self.outlet.plan()
        assert self.outlet.plan(then - timedelta(seconds=1)) == left
        self.outlet.now = then

    @rule(rows=st.lists(st.sampled_from(REDIRECTS), max_size=3))
    def redirects(self, rows: list[str]) -> None:
        self.outlet.edit({"content/redirects.tsv": "".join(f"{row}\n" for row in rows)})

    @rule()
    def lose_index(self) -> None:
        shutil.rmtree(self.outlet.root / ".broadsheet", ignore_errors=True)

    @rule()
    def lose_output(self) -> None:
        shutil.rmtree(self.outlet.root / "public", ignore_errors=True)

    @rule()
    def preview(self) -> None:
        self.outlet.build(output="drafts", drafts=True)
        assert differences(self.outlet.online("drafts"), self.outlet.clean(drafts=True)) == {}

    @rule(after=st.integers(0, 12))
    def kill(self, after: int) -> None:
        with contextlib.suppress(Killed):
            self.outlet.build(witness=DyingWitness(after))

    @rule()
    def build(self) -> None:
        self.outlet.build()
        assert self.outlet.summary.remarks == []
        assert differences(self.outlet.online(), self.outlet.clean()) == {}

    @invariant()
    def nothing_half_done(self) -> None:
        assert not list(self.outlet.root.glob("public/.broadsheet-new/*"))
        assert not list(self.outlet.root.glob(".broadsheet/new/*"))


def test_however_you_got_there_the_site_is_the_same() -> None:
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=28,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )


def test_nothing_is_made_of_settings_that_are_wrong(tmp_path: Path) -> None:
    outlet = Outlet(tmp_path / "outlet").article("2026/11/a").build()
    before = outlet.online()
    outlet.edit({"site.toml": "title = "})
    try:
        outlet.build()
    except SiteError as failure:
        assert "site.toml:1" in str(failure)
    else:
        raise AssertionError("built")
    assert outlet.online() == before
