"""Names in bylines: who wrote it, which agency it came from, who helped."""

import re

import msgspec

from broadsheet.ingest.words import Words, fold

_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "das",
        "dos",
        "do",
        "du",
        "la",
        "le",
        "les",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "zu",
        "zur",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "af",
        "av",
        "st",
        "och",
        "i",
        "und",
    ]
)
_MAIL = re.compile(r"(?<!\S)\S{1,64}?@[^\s@]{1,200}\.\w+")
_HANDLE = re.compile(r"@\w+")
# A name and an outlet in capitals that lost the mark-up between them.
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-Z]{3})")
# A name and the words of a link or a job that lost the mark-up between them.
_GLUED_WORD = re.compile(
    r"(?<=[a-zà-ÿ]{2})(?=(?:View|More|Follow|Read|See|Share|Posted|Published|Updated|Email|Contact|Staff|Senior|Editor|"
    r"Reporter|Writer|Contributor|Author|Correspondent|Columnist|Ver|Seguir|Publicado|Actualizado|Redaktion|Voir|"
    r"Publié|Publicado|Pubblicato|Veröffentlicht)\b)"
)
_HANDLE_NAME = re.compile(r"[^\W\d_][\w.-]{2,24}")
_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "webmaster",
        "root",
        "guest",
        "gast",
        "anonymous",
        "anonym",
        "anónimo",
        "unknown",
        "email",
        "e-mail",
        "mail",
        "post",
        "phone",
        "redaktion",
        "redacción",
        "redacao",
        "redação",
        "redazione",
        "pm",
        "rédaction",
        "web",
        "user",
        "autor",
        "author",
        "super",
        "superuser",
        "test",
        "default",
    ]
)
"""Accounts that are no person's, and what may stand after `by` without being a name."""
_KINDS = frozenset(["text", "texto", "texte", "testo", "interview"])
"""Labels of bylines that are words of their own as well."""
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_ROMAN = frozenset(["II", "III", "IV", "JR", "SR"])
_CUT = re.compile(r"\s+[|•·–—]\s+|\s+-\s+|\s*[|•·]\s*|\s{2,}|\t|\s*\(")
_BEHIND = frozenset(
    ["for", "of", "special", "follow", "view", "sign", "contact", "email", "para", "für", "pour", "per"]
)
"""Words behind a name with which something else begins."""
_STAFF = (" staff", " staff writer", " staff reporter", " news service", " news", "/ap", " wire")
_CJK_NAME = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff·]{2,8}$")
_LONGEST = 260
"""How many characters a byline has at most."""


class Byline(msgspec.Struct, frozen=True):
    """What a byline says. `empty` is a label with no name behind it."""

    authors: tuple[str, ...] = ()
    agency: str = ""
    contributors: tuple[str, ...] = ()
    empty: bool = False
    private: bool = False
    """Whether it held an e-mail address or a handle, which don't go out."""
    rest: str = ""


def is_name(text: str, words: Words, least: int = 2) -> bool:
    """Whether the text has the shape of a person's name."""
    text = text.strip().strip(".,;:")
    if _CJK_NAME.match(text):
        return True
    tokens = text.split()
    if not least <= len(tokens) <= 6 or len(text) > 50 or re.search(r"[\d!?:：;；@#$%&*+=<>/\\|{}\[\]]", text):
        return False
    if any(fold(text) in words[one] for one in ("agency", "section", "junk", "place_name")):
        return False
    if not text.isupper() and any(_ACRONYM.fullmatch(token) and token not in _ROMAN for token in tokens):
        return False
    upper = 0
    for token in tokens:
        bare = token.strip("\"“”'’‘().,")
        if not bare:
            return False
        if bare[0].isupper() or (not bare[0].isascii() and not bare[0].islower()):
            upper += 1
        elif bare.casefold() not in _PARTICLES:
            return False
        if bare.casefold() in words["not_names"] and not (len(bare) == 1 and token.endswith(".")):
            return False
        if len(bare) > 3 and token.endswith(".") and token != tokens[-1]:
            return False
    return upper >= 1 and tokens[0][0] not in "'’" and (upper >= least or least == 1)


def parse(text: str, words: Words) -> Byline | None:
    """What the line says as a byline; None when it is none. It must begin with a label such as `By`."""
    text = text.lstrip(" -–—|•*·")
    folded = fold(text)
    if not folded or len(text) > _LONGEST:
        return None
    helped = words.start("contributor", text)
    if helped:
        names, _ = _names(_after(text, helped), words)
        return Byline(contributors=names, rest=text) if names else None
    if folded in words["byline"]:
        return Byline(empty=True)
    start = words.start("byline", text)
    if start:
        rest = _after(text, start)
    else:
        glued = re.match(r"^([^\W\d_]+(?: [^\W\d_]+)?)\s*[:：/]\s*(\S.*)$", text.strip("（()）"))
        if not glued or fold(glued[1]) not in words["byline"]:
            return None
        rest = glued[2]
    labelled = bool(re.match(r"^[^\w]*[^:：]{2,20}[:：]", text))
    return _parse_rest(rest, words, 1 if labelled else 2, strict=False)


def of_name(text: str, words: Words) -> Byline | None:
    """What a line says that is nothing but names, with or without jobs: for lines whose neighbours say so."""
    return _parse_rest(text, words, 2, strict=True) if len(text) <= _LONGEST else None


def of_handle(text: str, words: Words) -> Byline | None:
    """A byline of one word, `by mirat`, as blogs have it: for lines that give a day as well."""
    label, _, name = text.strip(" -–—|•*·:：").rpartition(" ")
    name = name.strip(",;.:")
    if fold(label) not in words["byline"] - _KINDS or not _HANDLE_NAME.fullmatch(name) or fold(name) in _NOBODY:
        return None
    lists = ("not_names", "job", "junk", "agency", "weekdays", "section", "share", "published", "updated")
    if any(fold(name) in words[one] for one in lists) or fold(name) in words.months:
        return None
    return Byline(authors=(name,))


def _parse_rest(rest: str, words: Words, least: int, strict: bool) -> Byline | None:
    """The names in what follows a label, or stands without one: then there must be nothing but names and jobs."""
    private = bool(_MAIL.search(rest) or _HANDLE.search(rest))
    rest = _GLUED_WORD.sub(" | ", _GLUED.sub(" | ", rest))
    rest = _HANDLE.sub(" ", _MAIL.sub(" \t ", rest)).strip(" ,:：-–—|")
    rest = re.sub(
        r"(?<!\s)\s+(?:follow|seguir|folgen|updated|published|posted|view|more|email)\b(?s:.*)", "", rest, flags=re.I
    )
    # A day or a time that says too little to be a date.
    rest = re.sub(r"(?<=[^\W\d_])\s+(?:(?:on|am|le|el)\s+)?(?:[^\W\d_]+\.?\s+)?\d(?s:.*)", "", rest, flags=re.I)
    for network in ("Twitter", "Facebook", "Instagram", "LinkedIn"):
        rest = rest.partition(f" {network}")[0]
    if not rest:
        return Byline(empty=True, private=private)
    pieces = [piece for piece in _CUT.split(rest) if piece.strip(" )")]
    authors, agency = _names(pieces[0], words, least, strict) if pieces else ((), "")
    for piece in pieces[1:]:
        agency = agency or _agency(piece.strip(" )"), words)
    if not authors and not agency:
        return None
    return Byline(authors=authors, agency=agency, private=private, rest=rest)


def _after(text: str, label: str) -> str:
    """What follows the label, which is so many words."""
    return " ".join(text.strip().strip("（()）").split()[len(label.split()) :]).strip(" :：,-–—|")


def _names(text: str, words: Words, least: int = 2, strict: bool = False) -> tuple[tuple[str, ...], str]:
    joiners = "|".join(sorted(map(re.escape, words["joiner"]), key=len, reverse=True))
    pieces = re.split(rf"\s*[,;&/]\s*(?:(?i:{joiners})\s+)?|\s+(?i:{joiners})\s+(?=[A-ZÀ-Þ]|[^\x00-\x7f])", text)
    authors: list[str] = []
    agency = ""
    for piece in pieces:
        piece = _without_place(piece.strip(" ()"), words, least).strip(" .,:;")
        if not piece:
            continue
        if not strict:
            piece, tail = _parted(piece, words, least)
            agency = agency or tail
        found = _agency(piece, words)
        if found:
            agency = agency or found
        elif any(fold(token) in words["job"] for token in piece.split()):
            break
        elif not is_name(piece, words, least):
            if not authors or strict:
                return (), agency
            break
        else:
            authors.append(piece)
    return tuple(dict.fromkeys(authors)), agency


def _parted(piece: str, words: Words, least: int) -> tuple[str, str]:
    """`Mira Tolvane AFP` and `Mira Tolvane Staff Writer` as the name, and the agency if it's one that follows."""
    tokens = piece.split()
    for at in range(2, min(len(tokens), 5)):
        head, rest = " ".join(tokens[:at]), tokens[at:]
        first = rest[0].strip("()[].,")
        shouted = len(first) >= 2 and first.isupper() and first.isascii() and first not in _ROMAN
        is_agency = shouted and fold(first) in words["agency"]
        is_mark = shouted and len(first) <= 5 and len(rest) <= 3 and not tokens[0].isupper()
        if (fold(first) in words["job"] or fold(first) in _BEHIND or is_mark or is_agency) and is_name(
            head, words, least
        ):
            return head, next((one for end in (len(rest), 2, 1) if (one := _agency(" ".join(rest[:end]), words))), "")
        agency = _agency(" ".join(rest), words)
        if agency and len(rest) >= 2 and is_name(head, words, least):
            return head, agency
    return piece, ""


def _without_place(piece: str, words: Words, least: int) -> str:
    """`Mira Tolvane in Dorum` without the place."""
    tokens = piece.split()
    for at in range(len(tokens) - 1, 1, -1):
        if (
            tokens[at].casefold() in words["place"]
            and tokens[at].islower()
            and is_name(" ".join(tokens[:at]), words, least)
        ):
            if (
                tokens[at].casefold() in _PARTICLES
                and at < len(tokens) - 1
                and tokens[at].casefold() in ("de", "da", "di", "a")
            ):
                continue
            return " ".join(tokens[:at])
    return piece


def _agency(text: str, words: Words) -> str:
    bare = text.strip().strip(".()")
    folded = fold(bare)
    if folded in words["agency"] and folded not in words["photo_agency"]:
        return bare
    for tail in _STAFF:
        head = bare[: -len(tail)].rstrip(" /") if folded.endswith(tail) else ""
        if fold(head) in words["agency"]:
            return head
    return ""
