"""Mails (.eml): an article in the text of one, or in the documents attached to it, with its pictures.

Who sent a mail, and when, says neither who wrote the article nor when it appeared: editors are asked about the sender,
and no date is made of it. A subject is the headline only where the text has none.
"""

import contextlib
import email
import io
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

import msgspec

from broadsheet.article import Image
from broadsheet.ingest import docx, mail_text, plain_text
from broadsheet.ingest.decode import decode
from broadsheet.ingest.document import Document, manuscript_of
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Decision, Manuscript, Passed
from broadsheet.ingest.pictures import Finder, Picture, attached, none_along

_MOST = 100_000_000
_MOST_PARTS = 500
_LOGO = 6_000
"""A picture of fewer bytes is part of a signature."""
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):", re.M)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|rv|tr|enc|rif|i|res)\s*:\s*)+", re.I)
_OPENS = frozenset({"from", "received", "return-path", "message-id", "mime-version", "date", "subject", "delivered-to"})


class Mail:
    """A mail as it was saved."""

    name = "mail"

    def recognise(self, head: bytes, name: str) -> float:
        """By the fields at its top; a text that begins with two of them may only quote a mail."""
        fields = {one.lower().decode() for one in _FIELD.findall(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])}
        first = _FIELD.match(head)
        if not first or "from" not in fields or b"\x00" in head[:1000]:
            return 0
        machine = fields & {"message-id", "mime-version", "received", "content-type"}
        if machine and len(fields & _OPENS) >= 3:
            return 0.95
        return 0.9 if name.lower().endswith(".eml") else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: what mails put around a text is known."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The Word documents attached to it; where there are none, its text."""
        documents = [
            (place, part)
            for place, part in enumerate(_parts(_message(raw)))
            if _name(part).lower().endswith((".docx", ".docm"))
        ]
        for number, (place, part) in enumerate(documents, 1):
            yield Item(number if len(documents) > 1 else 0, _name(part), place)
        if not documents:
            yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article in one of its documents, or in its text."""
        message = _message(raw)
        parts = _parts(message)
        if item.value is not None:
            data = _data(parts[item.value])
            made = docx.read(io.BytesIO(data), raw, known)
            said = " ".join(_own_text(parts)[0].split())
            note = Decision(0, "mail-text", Action.DROPPED, said[:2000], path="text/plain")
            made = msgspec.structs.replace(made, decisions=(*made.decisions, note)) if said else made
        else:
            made = _of_text(message, parts, raw, known)
        return _with_facts(made, message, parts, item.value)


def _message(raw: RawSource) -> Message:
    if raw.size > _MOST:
        raise UnreadableError("the mail has more than 100 MB", "save its attachments into the folder instead")
    try:
        return email.message_from_bytes(raw.read_bytes())
    except (MessageError, ValueError, LookupError, RecursionError) as problem:
        raise UnreadableError(
            f"the mail is damaged: {problem}", "save it again as .eml, or paste its text"
        ) from problem


def _parts(message: Message) -> list[Message]:
    """The parts that hold something, those of mails within it too; UnreadableError where they are far too many."""
    found: list[Message] = []
    todo: list[Message] = [message]
    while todo:
        part = todo.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            todo.extend(one for one in reversed(payload) if isinstance(one, Message))
        else:
            found.append(part)
        if len(found) > _MOST_PARTS:
            raise UnreadableError(
                f"the mail has more than {_MOST_PARTS} parts", "save its attachments into the folder instead"
            )
    return found


def _header(message: Message, name: str) -> str:
    """A field as people read it."""
    written = str(message.get(name) or "")
    with contextlib.suppress(MessageError, ValueError, LookupError):
        written = str(make_header(decode_header(written)))
    return " ".join(written.split())


def _name(part: Message) -> str:
    """The file name of a part, if it has one."""
    try:
        written = part.get_filename() or ""
        return " ".join(str(make_header(decode_header(written))).split())
    except (MessageError, ValueError, LookupError, TypeError):
        return ""


def _data(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    """The text of a part, by the encoding that it names, or whatever it really has."""
    data = _data(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        if charset not in ("us-ascii", "iso-8859-1", "latin-1"):
            return data.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        pass
    try:
        return decode(data)[0] if data.strip() else ""
    except UnreadableError:
        return data.decode("utf-8", "replace")


def _is_own(part: Message) -> bool:
    """Whether a part is text of the mail rather than a file attached to it."""
    return part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment" and not _name(part)


def _own_text(parts: list[Message]) -> tuple[str, str]:
    """The mail's text as it is plain, and as HTML; the first of each."""
    plain = html = ""
    for part in parts:
        if not _is_own(part):
            continue
        kind = part.get_content_subtype()
        if kind == "html":
            html = html or _text(part)
        elif kind in ("plain", "markdown") and not plain:
            plain = _text(part)
            if str(part.get_param("format") or "").lower() == "flowed":
                plain = mail_text.unflowed(plain, delete_space=str(part.get_param("delsp") or "").lower() == "yes")
    return plain, html


def _of_text(message: Message, parts: list[Message], raw: RawSource, known: Known) -> Manuscript:
    plain, html = _own_text(parts)
    subject = _PREFIX.sub("", _header(message, "subject"))
    if html.strip():
        own, decisions = mail_text.of_html(html)
        document = Document(
            html=own, title=subject, titled="mail's subject", trim=mail_text.polite, decisions=tuple(decisions)
        )
        return manuscript_of(document, raw, known, _finder(parts))
    own, decisions = mail_text.of_text(plain)
    try:
        reading = plain_text.reading_of(own, known, decisions)
        titled = bool(reading.fields.title)
    except UnreadableError:
        titled = False
        if not subject:
            raise
    if not titled and subject:
        reading = plain_text.reading_of(own, known, decisions, given={"title": subject})
        reading.ask(f"is “{subject}” the headline? It is the mail's subject")
    made = plain_text.manuscript_of(reading, raw.path)
    placed = [
        msgspec.structs.replace(one, line=0, path=f"text, line {one.line}") if one.line else one
        for one in made.decisions
    ]
    whole: Manuscript = msgspec.structs.replace(made, decisions=tuple(placed))
    return whole


def _finder(parts: list[Message]) -> Finder:
    """Finds the pictures of a mail by the ids that its text names them with."""
    named = {str(part.get("content-id") or "").strip().strip("<>"): part for part in parts if part.get("content-id")}

    def find(address: str) -> Picture | None:
        part = named.get(address[4:]) if address.lower().startswith("cid:") else None
        return attached(_data(part)) if part is not None else none_along(address)

    return find


def _with_facts(made: Manuscript, message: Message, parts: list[Message], taken: int | None) -> Manuscript:
    """The manuscript with the pictures attached, and with what the mail says of itself for the editor."""
    decisions, review = list(made.decisions), list(made.review)
    pictures: list[tuple[str, Picture]] = []
    for place, part in enumerate(parts):
        if place == taken or _is_own(part):
            continue
        name, data = _name(part), _data(part)
        picture = attached(data) if part.get_content_maintype() == "image" or _is_picture(name) else None
        if picture is not None and picture in made.media:
            continue
        if picture is not None and len(data) >= _LOGO:
            pictures.append((name, picture))
            continue
        what = name or part.get_content_type()
        decisions.append(Decision(0, "attachment", Action.DROPPED, f"{what} ({len(data):,} bytes)", path=what))
        if picture is None:
            review.append(f"something else was attached to the mail: {what}")
    for name, picture in pictures:
        decisions.append(Decision(0, "attached-picture", Action.MOVED, name, picture.path, 0.7, "image", name))
        review.append(f"an attached picture was taken along: who took {name or 'it'}, and what does it show?")
    images = [Image(picture.path) for _, picture in pictures]
    lead = made.image
    if images and (lead is None or not lead.src):
        first = images.pop(0)
        lead = Image(first.src, caption=lead.caption, credit=lead.credit) if lead else first
        review = [one for one in review if one != "the photo file is missing"]
    decisions += [
        Decision(0, "mail-field", Action.DROPPED, said[:400], path=field)
        for field in ("subject", "from", "date")
        if (said := _header(message, field))
    ]
    sender = parseaddr(_header(message, "from"))[0]
    if sender and not made.authors and not made.agency:
        review.append(f"is “{sender}” the author? The mail came from there")
    whole: Manuscript = msgspec.structs.replace(
        made,
        image=lead,
        gallery=(*made.gallery, *images),
        media=(*made.media, *(picture for _, picture in pictures)),
        decisions=tuple(decisions),
        review=tuple(dict.fromkeys(review)),
    )
    return whole


def _is_picture(name: str) -> bool:
    return name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
