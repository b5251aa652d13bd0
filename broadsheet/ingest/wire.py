"""What a news format says of an item, gathered key by key on its way to a Manuscript: ninjs, NITF, NewsML and ArchieML.

Each thing said is taken once, with its place in the source; what has no key of its own goes to `review:` or `extra:`.
"""

import html as markup
import re
from collections.abc import Iterable
from typing import Any

from broadsheet.article import LABELS, Correction, Image, Note, Source, When
from broadsheet.ingest import bylines, companions, html_body, instants
from broadsheet.ingest.belonging import section_of
from broadsheet.ingest.formats import Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import KILLED, Action, Decision, Manuscript
from broadsheet.ingest.pictures import Picture
from broadsheet.ingest.words import all_words, fold

MANY_TAGS = 12
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w .,'’/-]{1,50}?)(?:,? \d{1,2}[^()\d]{0,15})?"
    r"\s*\((?P<agency>[^()]{2,40})\)\s*(?:-{1,2}|–|—)\s"
)
_DAY = re.compile(
    r"(?<!\s)\s*+,?\s*+\b(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,9}\.?\s+\d{1,2})(?:,?\s+\d{4})?\b(?s:.*)"
)
_IDENTITY = re.compile(r"[^\s\"\\]{1,200}")
_LOGIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


class Wire:
    """One item of a wire, while it is read."""

    def __init__(self, raw: RawSource, known: Known, decisions: Iterable[Decision] = (), place: str = "") -> None:
        self.keys: dict[str, Any] = {}
        self.decisions = list(decisions)
        self.review: list[str] = []
        self.draft: list[str] = []
        self.extra: dict[str, str] = {}
        self.tags: list[str] = []
        self.belongs: list[str] = []
        """Names among which the section may be."""
        self.notes: list[Note] = []
        self.pictures: list[Image] = []
        self.media: list[Picture] = []
        self.body = ""
        self._raw = raw
        self._known = known
        self._place = place
        self._find = companions.finder(raw)
        self._words = all_words()
        self._said: set[tuple[str, str]] = set()
        self._codes: list[str] = []

    def _is_new(self, kind: str, said: str) -> bool:
        """Whether it is said for the first time; an item may say thousands of things."""
        if (kind, said) in self._said:
            return False
        self._said.add((kind, said))
        return True

    def path(self, path: str) -> str:
        """A place within the item, as a place in the source."""
        return f"{self._place}/{path}" if self._place else path

    def take(self, field: str, value: str, path: str, confidence: float = 1.0) -> None:
        """A key as it was said; the first to say it is believed, and what another says is reported."""
        value = " ".join(value.split())
        if not value:
            return
        if field in self.keys:
            if self.keys[field] != value:
                self.drop(f"second-{field}", value, path)
            return
        self.keys[field] = value
        self.moved(field, field, value, value, path, confidence)

    def moved(self, rule: str, field: str, before: str, after: str, path: str, confidence: float = 1.0) -> None:
        """Notes that something went to the front matter."""
        self.decisions.append(Decision(0, rule, Action.MOVED, before, after, confidence, field, self.path(path)))

    def note(self, rule: str, action: Action, before: str, after: str, path: str) -> None:
        """Notes what was done at a place of the text."""
        self.decisions.append(Decision(0, rule, action, before[:2000], after[:2000], path=self.path(path)))

    def drop(self, rule: str, before: str, path: str) -> None:
        """Notes what isn't in the article."""
        if before.strip():
            self.decisions.append(Decision(0, rule, Action.DROPPED, before[:2000], path=self.path(path)))

    def keep(self, name: str, value: str, path: str) -> None:
        """What has no key of its own, and a newsroom may still need."""
        value = " ".join(value.split())
        if value and name not in self.extra:
            self.extra[name] = value
            self.moved("kept-extra", "extra", value, f"{name}: {value}", path)

    def ask(self, question: str, path: str, before: str = "") -> None:
        """What an editor should look at."""
        if self._is_new("review", question):
            self.review.append(question)
            self.decisions.append(Decision(0, "asked", Action.FLAGGED, before or question, path=self.path(path)))

    def hold(self, reason: str, path: str, before: str = "") -> None:
        """What makes it a draft."""
        if reason not in self.draft:
            self.draft.append(reason)
            self.decisions.append(Decision(0, "held", Action.FLAGGED, before or reason, path=self.path(path)))
            self.review.append(reason)

    def instant(self, text: str) -> When | None:
        """A date as machines write it, without one where it isn't complete."""
        return instants.read(
            re.sub(r"^(\d{8}T\d{6})([+-]\d{2})$", r"\1\g<2>00", text.strip()), self._known.settings.zone
        )

    def when(self, field: str, text: str, path: str) -> None:
        """An instant for a key. An embargo that can't be read, or is a day alone, holds the article back."""
        if not text.strip():
            return
        found = self.instant(text)
        if field == "embargo" and (found is None or found.day):
            self.hold(f"an embargo without a complete instant: {text.strip()}", path, text)
        elif found is None:
            self.ask(f"the {field} “{text.strip()}” is not complete", path, text)
        elif field not in self.keys:
            self.keys[field] = found
            self.moved(field, field, text.strip(), found.at.isoformat(), path)
        elif self.keys[field].instant != found.instant:
            self.drop(f"second-{field}", text, path)

    def byline(self, text: str, path: str) -> None:
        """The authors, and the agency, that a byline names."""
        text = " ".join(text.split()).strip(" ,;")
        if not text:
            return
        words = self._words
        if fold(text) in words["agency"]:
            self.agency(text, path)
            return
        found = bylines.parse(text, words) or bylines.of_name(text, words) or bylines.parse(f"By: {text}", words)
        if found is None or not (found.authors or found.agency or found.contributors):
            self.ask(f"who wrote it? The byline says: {text}", path, text)
            return
        names = [name for name in found.authors if not _LOGIN.fullmatch(name)]
        if names:
            known: list[str] = self.keys.setdefault("authors", [])
            known += [name for name in names if name not in known]
            self.moved("byline", "authors", text, ", ".join(names), path)
        if found.contributors:
            self.keys["contributors"] = (*self.keys.get("contributors", ()), *found.contributors)
            self.moved("byline", "contributors", text, ", ".join(found.contributors), path)
        if found.agency:
            self.agency(found.agency, path)

    def person(self, name: str, path: str) -> None:
        """One who had a part in it, by name alone: an author where it is a person's name."""
        name = " ".join(name.split())
        if not name:
            return
        if _LOGIN.fullmatch(name) or "@" in name or not bylines.is_name(name, self._words):
            self.drop("creator", name, path)
            return
        known: list[str] = self.keys.setdefault("authors", [])
        if name not in known:
            known.append(name)
            self.moved("creator", "authors", name, name, path, 0.9)

    def contributor(self, name: str, path: str) -> None:
        """One who had another part in it than to write it."""
        name = " ".join(name.split())
        if name and name not in self.keys.get("contributors", ()):
            self.keys["contributors"] = (*self.keys.get("contributors", ()), name)
            self.moved("contributor", "contributors", name, name, path)

    def agency(self, name: str, path: str) -> None:
        """Which agency it came from."""
        name = " ".join(name.split()).strip(" –—-")
        if name:
            self.take("agency", name, path)

    def dateline(self, text: str, path: str) -> None:
        """`Dorum, 10 July 2031 (AFP) -`: the place; a day in it is no date of publication."""
        bare = " ".join(text.split()).strip(" –—-")
        if not bare or bare[0].isdigit():
            self.drop("dateline", text, path)
            return
        if named := re.search(r"\(([^()]{2,40})\)", bare):
            bare = bare.replace(named[0], "").strip(" –—-,")
            if "agency" not in self.keys:
                self.agency(named[1], path)
        place = _DAY.sub("", bare).strip(" –—-,.")
        if place and "dateline" not in self.keys:
            place = ", ".join(part.title() if part.isupper() and len(part) > 3 else part for part in place.split(", "))
            self.keys["dateline"] = place
            self.moved("dateline", "dateline", text, place, path)

    def subject(self, name: str, code: str, path: str) -> None:
        """What it is about: a tag where there is a name, else a code that is kept."""
        name = " ".join(name.split())
        if len(name) > 2 and not re.fullmatch(r"[\d:.]+", name):
            self.belongs.append(name)
            if self._is_new("tag", name):
                self.tags.append(name)
                self.moved("subject", "tags", name, name, path)
        elif code or name:
            said = code or name
            if self._is_new("code", said):
                self._codes.append(said)
                self.moved("subject", "extra", said, f"subjects: {said}", path)

    def genre(self, name: str, path: str) -> None:
        """What kind of text it is, where that is one of ours."""
        word = fold(name)
        if word in LABELS and "label" not in self.keys:
            self.take("label", word, path)
        else:
            self.keep("genre", name, path)

    def rights(self, text: str, path: str, terms: bool = False) -> None:
        """Who holds the rights; with `terms`, or where republishing is forbidden, it can't go out unseen."""
        text = " ".join(text.split())
        if not text:
            return
        if terms or self._words.inside("copyright_ban", text) or self._words.inside("restriction", text):
            self.hold(f"the source restricts its use: {text}", path, text)
        else:
            self.ask(f"rights: {text}", path, text)

    def desk_note(self, text: str, path: str) -> None:
        """What the agency's desk says to its customers' desks: never for readers."""
        text = " ".join(text.split())
        if not text:
            return
        if self._words.start("embargo", text):
            self.hold(f"the agency says: {text}", path, text)
        elif self._words.inside("restriction", text):
            self.hold(f"the source restricts its use: {text}", path, text)
        else:
            self.ask(f"the agency says: {text}", path, text)

    def correction(self, text: str, path: str) -> None:
        """What was wrong and is mended."""
        text = " ".join(text.split())
        if text:
            self.keys["corrections"] = (*self.keys.get("corrections", ()), Correction(text))
            self.moved("correction", "corrections", text, text, path)

    def status(self, text: str, path: str) -> None:
        """Whether the agency lets it be used: `canceled` and `withheld` items are kept, as drafts."""
        word = re.split(r"[:/]", text.strip().lower())[-1]
        if word in ("canceled", "cancelled", "killed", "kill"):
            self.hold(KILLED, path, text)
        elif word in ("withheld", "embargoed", "template", "unreviewed"):
            self.hold(f"the agency says that it is {word}", path, text)
        elif word and word not in ("usable", "usable_with_restrictions"):
            self.ask(f"the agency gives its state as “{text.strip()}”", path, text)

    def picture(self, addresses: list[str], caption: str, credit: str, alt: str, path: str) -> None:
        """A picture that goes with it, by its addresses, the largest first."""
        caption, credit, alt = (" ".join(text.split()) for text in (caption, credit, alt))
        for address in addresses:
            found = self._find(address)
            if found is not None:
                self.add_picture(found, address, caption, credit, alt, path)
                return
        where = next((address for address in addresses if address), "")
        said = " – ".join(filter(None, (caption or alt, credit)))
        if not where and not said:
            return
        self.ask(f"a picture didn't come along: {where}" + (f" ({said})" if said else ""), path, where)
        if caption and not self.pictures:
            self.pictures.append(Image("", alt, caption, credit))

    def add_picture(self, picture: Picture, address: str, caption: str, credit: str, alt: str, path: str) -> None:
        """A picture that came along."""
        self.media.append(picture)
        self.pictures.append(Image(picture.path, alt, caption, credit))
        self.moved("picture", "image" if len(self.pictures) == 1 else "gallery", address, picture.path, path)

    def html(self, text: str, path: str) -> None:
        """The text, in HTML; the headline at its top goes, since it is the title already."""
        title = self.keys.get("title", "")
        found = html_body.convert(text, self._find, path=self.path(path))
        body, first = found.body, found.body.partition("\n")[0]
        if first.startswith("#") and title and fold(re.sub(r"[\\#*]", "", first)) == fold(re.sub(r"[\\#*]", "", title)):
            body = body.partition("\n")[2].lstrip()
            self.drop("repeated-headline", first, path)
        self.decisions += found.decisions
        self.review += found.review
        self.media += found.media
        if found.lead:
            self.pictures.append(found.lead)
        self.body = f"{self.body.rstrip()}\n\n{body}".lstrip() if self.body else body

    def text(self, text: str, path: str) -> None:
        """The text, in plain paragraphs."""
        blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
        if len(blocks) == 1:
            blocks = [line for line in text.splitlines() if line.strip()]
        self.html("".join(f"<p>{markup.escape(' '.join(block.split()))}</p>" for block in blocks), path)

    def manuscript(self, identity: str = "", lang: str = "", url: str = "") -> Manuscript:
        """What was gathered; UnreadableError where that is nothing to read."""
        keys, settings = self.keys, self._known.settings
        self._opening()
        if not keys.get("title"):
            words = re.sub(r"[\\#*>\[\]]", "", self.body).split()
            if not words:
                raise UnreadableError("there is neither a headline nor a text in it", "take it out of the folder")
            self.hold("no headline was found; the first words stand in for it", "")
            keys["title"] = " ".join(words[:12])[:90].strip()
        if not self.body.strip():
            self.hold("there is no text in it", "")
        if self._codes:
            self.extra["subjects"] = ", ".join(self._codes)
        if keys.get("dek") and fold(keys["dek"]) == fold(keys["title"]):
            self.drop("repeated-headline", keys.pop("dek"), "")
        section = section_of(self.belongs, settings)
        if section:
            self.moved("section", "section", section, section, "")
        tags = [tag for tag in self.tags if section_of([tag], settings) != section or not section]
        if len(tags) > MANY_TAGS:
            self.ask(f"are all {len(tags)} tags needed?", "")
        for key, value in (
            ("date", keys.get("date")),
            ("author", keys.get("authors") or keys.get("agency")),
            ("section", section),
        ):
            if not value:
                self.ask(f"no {key} was found in the source", "")
        date, updated = keys.pop("date", None), keys.pop("updated", None)
        if date and updated and updated.instant <= date.instant:
            self.drop("not-later", updated.at.isoformat(), "updated")
            updated = None
        outlet = settings.outlet.language.partition("-")[0].lower()
        if (canonical := keys.get("canonical")) and not re.match(r"https?://[^\s/]", canonical):
            keys.pop("canonical")
            self.ask(f"this isn't a web address: {canonical}", "canonical", canonical)
        if identity and not _IDENTITY.fullmatch(identity):
            self.keep("id", identity, "")
            identity = ""
        given: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in keys.items()}
        return Manuscript(
            **given,
            section=section,
            tags=tuple(tags),
            date=date,
            updated=updated,
            lang=lang if lang.replace("_", "-").partition("-")[0].lower() != outlet else "",
            image=self.pictures[0] if self.pictures else None,
            gallery=tuple(image for image in self.pictures[1:] if image.src),
            notes=tuple(self.notes),
            source=Source(url=url),
            review=tuple(dict.fromkeys(self.review)),
            extra=self.extra,
            draft=tuple(self.draft),
            id=identity,
            body=self.body,
            decisions=tuple(self.decisions),
            media=tuple(dict.fromkeys(self.media)),
        )

    def _opening(self) -> None:
        """A byline or a dateline that stands in the text, where the source says none elsewhere."""
        first, _, rest = self.body.partition("\n\n")
        if not self.keys.get("authors") and len(first) < 120 and rest.strip():
            found = bylines.parse(first, self._words)
            if found and found.authors:
                self.byline(first, "text")
                self.body, first = rest.lstrip(), rest.lstrip().partition("\n\n")[0]
        match = _DATELINE.match(first.replace("**", "").replace("\\", ""))
        if match and fold(match["agency"].split("/")[0]) in self._words["agency"]:
            if "dateline" not in self.keys:
                self.dateline(match["place"], "text")
            if "agency" not in self.keys:
                self.agency(match["agency"], "text")
            if self._known.settings.ingest.dateline == "theme" and self.body.startswith(match[0]):
                self.note("dateline-left-to-theme", Action.SPACED, match[0], "", "text")
                self.body = self.body[match.end() :]
