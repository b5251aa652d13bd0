"""Captions and credits of pictures that were left in a text."""

import re

import msgspec

from broadsheet.ingest.words import Words, fold

_PAREN = re.compile(r"(?<!\s)\s*+[(\[]([^()\[\]]{2,90})[)\]]\s*\.?$")
_GLUED = re.compile(r"(?<=[a-zà-ÿ.)])([A-Z][A-Z/ -]{1,12}|Reuters|Getty(?: Images)?)$")
_COPYRIGHT = re.compile(r"(?<!\s)\s*+(?:©|\(c\)|\(C\))\s*(\S.{1,60})$")
_VIA = re.compile(r"(?:^|[\s/,])(?:via|/|\|)\s*([^/|]{2,40})$")
_DOTS = re.compile(r"^(.*?)(?<!\s)\s*+(?<![^\W\d_])([^\W\d_]++)(?:\.{3}|…)\s*(\S.{1,80})$")


class Caption(msgspec.Struct, frozen=True):
    """What a line says of a picture."""

    text: str
    credit: str
    handout: bool = False


def is_agency(text: str, words: Words) -> bool:
    """Whether the text is the name of an agency, or a person with one: `Lena Varr / AFP`, `AP Photo/Oto Brisk`."""
    parts = [part.strip() for part in re.split(r"[/|,;]|\s(?:via|for)\s|\s[–—-]\s", text.strip(" .")) if part.strip()]
    tokens = fold(text).split()
    return any(fold(part) in words["agency"] | words["photo_agency"] for part in parts) or (
        len(tokens) >= 2 and tokens[0] in words["agency"] and tokens[1].split("/")[0] in words["photo"]
    )


def parse(text: str, words: Words) -> Caption | None:
    """The caption and the credit in a line, where it holds a credit; None when nothing in it is one."""
    text = text.strip()
    if len(text) > 700:
        return None
    return _labelled(text, words) or _bracketed(text, words) or _at_end(text, words)


def _labelled(text: str, words: Words) -> Caption | None:
    """`Photo: Oto Brisk`, `... at the pier. Photo: Oto Brisk`, `...Credit...Oto Brisk`."""
    dots = _DOTS.match(text)
    if dots and fold(dots[2]) in words["photo"]:
        return Caption(dots[1].strip(), dots[3].strip())
    if dots:
        glued = re.match(r"^(?>(.*[.!?”\"’)])(?=\S))(\S+)$", f"{dots[1]} {dots[2]}".strip())
        if glued and fold(glued[2]) in words["photo"]:
            return Caption(glued[1].strip(), dots[3].strip())
    for match in re.finditer(
        r"(?:^|(?<=[.!?|)\]”\"»/–—-])|(?<=\s))[(\[]?([^\W\d_][^:：.!?|/()\[\]]{1,28})\s*[:：]\s*(?=\S)", text
    ):
        label = fold(match[1])
        before, credit = text[: match.start()].strip(" |([–—-/"), text[match.end() :].strip(" )]")
        if (
            label in words["photo"]
            and label not in ("source", "quelle")
            and 0 < len(credit) <= 90
            and not _sentence(credit)
        ):
            return Caption(before, _bare(credit))
    start = words.start("photo", text)
    if start and len(start.split()) >= 2 and len(text.split()) <= 10 and not text.rstrip().endswith((".", "!", "?")):
        rest = " ".join(text.split()[len(start.split()) :]).strip(" :-–")
        if rest[:1].isupper():
            return Caption("", rest, start in words["handout"])
    return None


def _bracketed(text: str, words: Words) -> Caption | None:
    """`... (Lena Varr / Tide Images)`, `(AP Photo/Oto Brisk)`, `(Image: Tide)`."""
    match = _PAREN.search(text)
    if not match:
        return None
    inside = match[1].strip()
    label = re.match(r"^([^:]{2,28})[:：]\s*(\S.*)$", inside)
    if label and fold(label[1]) in words["photo"]:
        return Caption(text[: match.start()].strip(), _bare(label[2]))
    starts = words.start("photo", inside)
    name_and_house = re.fullmatch(r"[^\W\d_][\w.'’ -]{2,40}\s*/\s*[^\W\d_][\w.'’& -]{1,40}", inside)
    if (
        is_agency(inside, words)
        and len(text) > len(match[0]) + 3
        and text.count("(") < 4
        and ("/" in inside or " " in inside)
    ):
        return Caption(text[: match.start()].strip(), inside)
    if starts and len(inside.split()) <= 9 and len(inside.split()) > len(starts.split()) and inside[0].isupper():
        return Caption(text[: match.start()].strip(), inside)
    if (
        name_and_house
        and inside.istitle() is not None
        and all(t[:1].isupper() for t in re.split(r"[\s/]+", inside) if t)
    ):
        return Caption(text[: match.start()].strip(), inside)
    return None


def _at_end(text: str, words: Words) -> Caption | None:
    """`... in MonterreyAFP`, `... © Tide Images`, `... via Getty Images`, `... / AFP`, `... AFP/Getty Images`."""
    match = _GLUED.search(text)
    if match and is_agency(match[1], words):
        return _photographer(text[: match.start()].strip(), match[1].strip())
    match = _COPYRIGHT.search(text)
    if match and not re.match(r"(?:19|20)\d\d", match[1]) and len(text.split()) <= 70:
        return Caption(text[: match.start()].strip(" -–|/"), match[1].strip())
    match = _VIA.search(text)
    if match and is_agency(match[1], words) and len(text.split()) <= 60:
        return _photographer(text[: match.start()].strip(" /|"), match[1].strip())
    if is_agency(text, words) and len(text.split()) <= 8 and "/" in text:
        return Caption("", text)
    return None


def _photographer(caption: str, agency: str) -> Caption:
    """The photographer's name, where a slash or dash sets it off at the caption's end, goes to the credit."""
    match = re.search(r"(?<!\s)(?:\s*+/|\s+[–—-])\s*([^\W\d_][^\d/.!?,]{3,50})$", caption)
    if match and all(t[:1].isupper() or len(t) <= 3 for t in match[1].split()) and len(match[1].split()) <= 5:
        return Caption(caption[: match.start()].strip(" ."), f"{match[1].strip()}/{agency}")
    glued = re.search(r"(?<=[.!?”\"])\s?((?:[A-Z][\w.'’-]+\s?){2,4})$", caption)
    if glued:
        return Caption(caption[: glued.start()].strip(), f"{glued[1].strip()}/{agency}")
    return Caption(caption, agency)


def suffix(first: str, second: str, words: Words) -> Caption | None:
    """For a line that repeats the one before it and adds an agency: the caption, once, and the credit."""
    if len(second) <= len(first) or not second.startswith(first):
        return None
    added = second[len(first) :].strip(" -–—|/,.:()")
    if not added or len(added) > 60:
        return None
    label = re.match(r"^([^:]{2,28})[:：.…]+\s*(\S.*)$", added)
    if label and fold(label[1]) in words["photo"]:
        return Caption(first.strip(), label[2].strip())
    return _photographer(first.strip(), added) if is_agency(added, words) else None


def _sentence(text: str) -> bool:
    return len(text.split()) > 12 or bool(re.search(r"[.!?]\s+\S", re.sub(r"\b\w{1,3}\.", "", text)))


def _bare(credit: str) -> str:
    return credit.strip(" .|)")
