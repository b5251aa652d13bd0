"""How a feed looks that somebody opens in a browser: a style sheet that says what it is, and shows what it brings.

Browsers show XML with CSS for as long as there is CSS; XSLT, which could do more, is being taken out of them. So the
feed keeps its own elements, and the words come from the style sheet: one for each edition, in its language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.settings import Settings

_WORDS = {
    "en": (
        "This is a feed",
        "Copy its address into a feed reader, and what is new comes to you: no account, no tracking.",
    ),
    "es": (
        "Esto es un canal",
        "Copie su dirección en un lector de canales y las novedades le llegarán: sin cuenta y sin rastreo.",
    ),
    "de": (
        "Das ist ein Feed",
        "Kopieren Sie seine Adresse in einen Feedreader, und das Neue kommt zu Ihnen: ohne Konto, ohne Tracking.",
    ),
    "fr": (
        "Ceci est un flux",
        "Copiez son adresse dans un lecteur de flux, et les nouveautés viendront à vous : sans compte ni pistage.",
    ),
    "pt": (
        "Isto é um feed",
        "Copie o endereço para um leitor de feeds e as novidades chegam até si: sem conta e sem rastreio.",
    ),
    "ar": (
        "هذه خلاصة",
        "انسخ عنوانها إلى قارئ خلاصات ليصلك كل جديد: بلا حساب وبلا تتبّع.",
    ),
}
"""By language: what it is, and what to do with it; those of other languages are in English."""

_SHEET = """\
@charset "utf-8";
@namespace atom "http://www.w3.org/2005/Atom";

/* Whoever reads this in a browser has opened a feed, which is made for feed readers. */
:root {
  color-scheme: light dark;
  --ground: #fff;
  --ink: #1b1b1b;
  --soft: #5a5a5a;
  --line: #d4d4d4;
  --note: #f2f4f7;
  display: flex;
  flex-direction: column;
  max-width: 44rem;
  margin: 0 auto;
  padding: 1.5rem 1.25rem 4rem;
  background: var(--ground);
  color: var(--ink);
  direction: DIRECTION;
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #14161a; --ink: #e9e9e9; --soft: #a9adb5; --line: #3a3e46; --note: #22262d; }
}
/* A page of XML can't tell a phone how wide it is, so letters grow with it. */
@media (max-device-width: 600px) {
  :root { font-size: 4.1vw; }
}

:root::before, :root::after {
  padding: 0.75rem 1rem 0;
  background: var(--note);
  unicode-bidi: plaintext;
}
:root::before { order: -2; content: "WHAT"; font-weight: 700; }
:root::after { order: -1; content: "HOW"; margin-bottom: 1.75rem; padding-top: 0; padding-bottom: 0.75rem; }

rss > |channel { display: block; }
|channel > *|*, |item > *|*, atom|feed > *|*, atom|entry > *|* { display: none; }

|channel > |title, atom|feed > atom|title { display: block; font: 700 1.75rem/1.2 Georgia, serif; }
|channel > |description, atom|feed > atom|subtitle { display: block; margin-top: 0.35rem; color: var(--soft); }

|channel > |item, atom|feed > atom|entry {
  display: flex;
  flex-direction: column;
  gap: 0.25rem;
  margin-top: 1.25rem;
  padding-top: 1.25rem;
  border-top: 1px solid var(--line);
}
|item > *|*, atom|entry > *|* { unicode-bidi: plaintext; text-align: SIDE; }
|item > |title, atom|entry > atom|title { display: block; order: 1; font: 700 1.25rem/1.25 Georgia, serif; }
|item > |pubDate, atom|entry > atom|updated { display: block; order: 2; color: var(--soft); font-size: 0.875rem; }
|item > |description, atom|entry > atom|summary { display: block; order: 3; }
|item > |link, atom|entry > atom|link:not([rel="enclosure"]) {
  display: block;
  order: 4;
  color: var(--soft);
  font: 0.8125rem/1.4 ui-monospace, monospace;
}
atom|entry > atom|link:not([rel="enclosure"])::before { content: attr(href); }
"""


@dataclass(frozen=True, slots=True)
class StyleContext:
    """What a style sheet for feeds hangs on."""

    what: str
    """The sentence that says what the page is."""
    how: str
    """The sentence that says what to do with it."""
    direction: str
    """`ltr` or `rtl`."""


def links(edition: str, settings: Settings) -> tuple[tuple[str, str], ...]:
    """What a browser shows the feeds of an edition with, as feeds name it: the address and the media type."""
    return ((addresses.href(_address(edition, settings), settings), "text/css"),)


def keys(index: Index) -> Iterator[PageKey]:
    """One for each edition."""
    for edition in index.settings.editions:
        yield PageKey("feed-style", edition.language)


def context(key: PageKey, index: Index) -> StyleContext:
    """Its words."""
    what, how = _WORDS.get(key.edition.partition("-")[0].lower(), _WORDS["en"])
    return StyleContext(what, how, index.settings.edition(key.edition).direction)


def write(style: StyleContext) -> bytes:
    """A style sheet's bytes."""
    words = {"WHAT": style.what, "HOW": style.how, "DIRECTION": style.direction}
    made = _SHEET.replace("SIDE", "right" if style.direction == "rtl" else "left")
    for name, said in words.items():
        made = made.replace(name, said)
    return made.encode()


def _address(edition: str, settings: Settings) -> str:
    """`/feeds/style.css`; those of further editions have the name of their folder in theirs."""
    prefix = settings.edition(edition).prefix
    return addresses.feed_style_address(f"{prefix}.css" if prefix else "css")


FEED_STYLE = PageKind(
    name="feed-style",
    stage=Stage.FILES,
    parts=(),
    keys=keys,
    context=context,
    address=lambda key, index: _address(key.edition, index.settings),
    write=write,
)
