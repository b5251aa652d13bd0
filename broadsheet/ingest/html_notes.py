"""Footnotes in HTML: a mark that links to a note further down, however a page writes the two."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

_MARK = re.compile(r"\[?[\d*†‡§a-z]{1,4}\]?")
_BACK = re.compile(r"^[\s↩↑^⤴\[\]\ufe0e\ufe0f]*$")
_HOLDERS = ("li", "p", "div", "dd", "aside", "td")
_LONGEST = 5_000


def take(body: "Tag") -> tuple[dict[int, str], list["Tag"]]:
    """The numbers of marks by the ids of their link elements, and the notes, taken out of the text, by number.

    A link counts as a mark when it is as short as one, and the place that it leads to links back or begins with it.
    """
    links = [one for one in body.find_all("a") if str(one.get("href", ""))[:1] == "#" and one["href"] != "#"]
    if not links:
        return {}, []
    places = {str(one["id"]): one for one in body.find_all(id=True)}
    places |= {
        str(one["name"]): one for one in body.find_all("a", attrs={"name": True}) if str(one["name"]) not in places
    }
    marks: dict[int, str] = {}
    numbers: dict[str, str] = {}
    notes: list[Tag] = []
    holders: set[int] = set()
    for link in links:
        target = str(link["href"])[1:]
        if target in numbers and id(link) not in marks and _MARK.fullmatch(link.get_text().strip()):
            if not _inside(link, holders):
                marks[id(link)] = numbers[target]
            continue
        place = places.get(target)
        holder = _holder(place) if place is not None else None
        if (
            holder is None
            or not _MARK.fullmatch(link.get_text().strip())
            or holder in link.parents
            or _inside(link, holders)
            or not _is_note(holder, link)
        ):
            continue
        numbers[target] = str(len(notes) + 1)
        marks[id(link)] = numbers[target]
        notes.append(holder)
        holders.add(id(holder))
    for number, note in enumerate(notes, 1):
        _strip_marks(note, str(number))
        note.extract()
    return marks, notes


def _inside(link: "Tag", holders: set[int]) -> bool:
    return any(id(parent) in holders for parent in link.parents)


def _holder(place: "Tag") -> "Tag | None":
    """The element that holds the whole note which an id stands in."""
    if place.name in _HOLDERS:
        return place
    return place.find_parent(_HOLDERS)


def _is_note(holder: "Tag", link: "Tag") -> bool:
    text = holder.get_text().strip()
    if not text or len(text) > _LONGEST:
        return False
    back = any(str(one.get("href", "")).startswith("#") for one in holder.find_all("a"))
    mark = link.get_text().strip().strip("[]")
    return back or text.lstrip("[").startswith(mark) or (link.parent is not None and link.parent.name == "sup")


def _strip_marks(note: "Tag", number: str) -> None:
    """Takes away the link back, and the number that the note begins with."""
    for link in note.find_all("a"):
        href = str(link.get("href", ""))
        if href.startswith("#") and (_BACK.match(link.get_text()) or _MARK.fullmatch(link.get_text().strip())):
            parent = link.parent
            link.extract()
            if parent is not None and parent.name == "sup" and not parent.get_text(strip=True):
                parent.extract()
    first = note.find(string=lambda text: bool(text and text.strip()))
    if first is not None:
        first.replace_with(re.sub(rf"^\s*(?:\[{number}\]|{number}[.):]|[↑^])\s*", "", str(first)))
