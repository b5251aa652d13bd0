"""The demo outlet printed in a theme: a copy in a folder of its own, built, and ready to be served."""

import re
import shutil
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

from broadsheet import press, serve, settings_file
from broadsheet.job import Order
from broadsheet.keys import PageKey, Reason
from tests.outlet import NOON, Recorded

ROOT = Path(__file__).resolve().parents[2]
THEMES = ("broadsheet", "dispatch")

HTML = (
    *("article", "page", "home", "section", "tag", "author", "story", "month", "archive", "corrections", "feeds"),
    *("404", "republish", "tombstone"),
)
"""The kinds of page that readers see; a redirect leads them on before they do."""

_MORE = """
[languages.ar]
title = "بريد الميناء"
description = "أخبار مدينة ميناء لا وجود لها."
prefix = "ar"

[languages.he]
title = "דואר הנמל"
description = "חדשות מעיר נמל שאיננה."
prefix = "he"
"""

_TAKEN_DOWN = """
takedowns:
  - article: 2026/06/opinion-foghorn.md
    date: 2026-11-20
    reason: The foghorn was somebody else's.
"""

_ARABIC = """\
---
title: عودة العبّارة إلى مواعيدها بعد شهر من التأخير
dek: يقول المجلس إن الرصيف الجديد سيفتح أبوابه قبل الشتاء
lang: {lang}
section: city
label: {label}
authors: [Edda Quill]
tags: [ferries]
date: 2026-11-{day}T08:30
image:
  src: ferry.jpg
  alt: عبّارة عند الرصيف
  caption: العبّارة صباح الاثنين
  credit: Harbour Courier
corrections:
  - date: 2026-11-22
    text: أبحرت العبّارة مرتين لا مرة واحدة.
---

أبحرت العبّارة صباح الاثنين في موعدها، للمرة الأولى منذ شهر، وعلى متنها 214 راكبًا.

## الأرقام

| اليوم | التأخير بالدقائق |
|:--|--:|
| الجمعة | 14 |
| السبت | 3 |

> «الماء لا ينتظر أحدًا».

وقال قبطان الميناء إن الرصيف سيُفتح قبل الشتاء.
"""

_HEBREW = """\
---
title: המעבורת חוזרת ללוח הזמנים אחרי חודש של עיכובים
dek: המועצה אומרת שהרציף החדש ייפתח לפני החורף
lang: {lang}
section: city
label: {label}
authors: [Edda Quill]
tags: [ferries]
date: 2026-11-{day}T08:30
---

המעבורת יצאה ביום שני בבוקר בזמן, לראשונה זה חודש, ועל סיפונה 214 נוסעים.

## המספרים

| יום | עיכוב בדקות |
|:--|--:|
| שישי | 14 |
| שבת | 3 |

> "המים לא מחכים לאיש".

מנהל הנמל אמר שהרציף ייפתח לפני החורף.
"""


@dataclass(frozen=True)
class Paper:
    """A built outlet: where it is, what answers for it, and the addresses of its pages by kind."""

    theme: str
    root: Path
    server: ThreadingHTTPServer
    addresses: dict[str, list[str]]

    @property
    def output(self) -> Path:
        """The folder that is served."""
        return self.root / "public"

    @property
    def samples(self) -> dict[str, str]:
        """One address for each kind of page, more for articles: what tests look at."""
        found = {kind: self.addresses[kind][0] for kind in HTML if self.addresses.get(kind)}
        for name, mark in MARKS.items():
            address = next((one for one in self.addresses["article"] if mark in self.read(one)), None)
            if address:
                found[f"article, {name}"] = address
        found["home, right to left"] = "/ar/index.html"
        found["article, right to left"] = next(one for one in self.addresses["article"] if one.startswith("/ar/"))
        found["article, Hebrew"] = next(one for one in self.addresses["article"] if one.startswith("/he/"))
        return found

    def read(self, address: str) -> str:
        """The HTML of a page."""
        return (self.output / address.lstrip("/")).read_text(encoding="utf-8")

    def url(self, address: str) -> str:
        """Where a page is served."""
        return f"http://localhost:{self.server.server_port}{address}"


MARKS = {
    "live": 'class="live-entry',
    "gallery": 'class="gallery',
    "recording": "<audio",
    "paid": 'paywall"',
    "sponsored": 'rel="sponsored',
    "embed": 'class="embed"',
    "table": 'class="table"',
    "footnotes": "footnote",
    "pull quote": "pullquote",
    "correction": 'id="corrections"',
}
"""What the HTML of an article has in it that has such a part."""


def print_paper(root: Path, theme: str, like: Paper | None) -> Paper:
    """A copy of the demo in `root`, in a theme, built; pictures that another one has made are taken from there."""
    for name in ("content", "media", "static"):
        shutil.copytree(ROOT / name, root / name)
    if like is not None and (like.root / ".broadsheet/pictures").is_dir():
        shutil.copytree(like.root / ".broadsheet/pictures", root / ".broadsheet/pictures")
    written = (ROOT / "site.toml").read_text(encoding="utf-8").replace("avif = true", "avif = false")
    chosen = f'[theme]\nname = "{theme}"\n'
    if re.search(r"^\[theme\]$", written, re.MULTILINE):
        written = re.sub(r"^\[theme\]$(\nname = .*)?", chosen.rstrip(), written, flags=re.MULTILINE)
    else:
        written = written.replace("[theme.options]", f"{chosen}\n[theme.options]")
    (root / "site.toml").write_text(written + _MORE, encoding="utf-8")
    for lang, text in (("ar", _ARABIC), ("he", _HEBREW)):
        folder = root / "content/2026/11"
        for day, label in ((21, "opinion"), (22, "analysis"), (23, "")):
            (folder / f"{lang}-{day}.md").write_text(text.format(lang=lang, day=day, label=label), encoding="utf-8")
    with (root / "content/desk.yaml").open("a", encoding="utf-8") as desk:
        desk.write(_TAKEN_DOWN)
    told = _Addresses()
    summary = press.build(Order(site=root, output=root / "public", now=NOON), told)
    assert not [str(problem) for problem in summary.problems if problem.severity.value == "error"]
    settings, _ = settings_file.read(root)
    assert settings is not None
    server = serve.open_server(root / "public", settings, 0, lambda _path: None)
    return Paper(theme, root, server, {kind: sorted(found, key=_main_first) for kind, found in told.addresses.items()})


def _main_first(address: str) -> tuple[bool, str]:
    return address.startswith(("/ar/", "/es/", "/he/")), address


class _Addresses(Recorded):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: dict[str, list[str]] = {}

    def page(
        self, key: PageKey, address: str, what: str, reason: Reason | None = None, cause: str = "", digest: bytes = b""
    ) -> None:
        if what == "made":
            self.addresses.setdefault(key.kind, []).append(address)
