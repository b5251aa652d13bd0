"""The text of a mail without what mails put around one: greetings, signatures, quotations of earlier mails."""

import re
from typing import Any

from broadsheet.ingest.html_tree import page
from broadsheet.ingest.manuscript import Action, Decision

_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|buenos días|buenas tardes|estimad[oa]s?|querid[oa]s?"
    r"|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen)|bonjour|bonsoir|salut|chère?s?|olá|bom dia|boa tarde"
    r"|prezad[oa]s?|car[oaie]|ciao|gentil[ei]|buongiorno|salve)\b[^.?]{0,60}[,!:–—]",
    re.I,
)
_CLOSING = re.compile(
    r"(?:(?:with |many )?(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards|cheers|(?:many )?thanks|thank you"
    r"|yours (?:sincerely|faithfully|truly)|(?:un )?saludos?(?: cordial(?:es)?)?|(?:muchas )?gracias"
    r"|mit freundlichen grüßen|(?:viele|beste|liebe|herzliche) grüße|(?:bien )?cordialement|merci|bien à vous"
    r"|atenciosamente|(?:um )?abraços?|obrigad[oa]|(?:cordiali |un )?salut[oi]|grazie)\s*[,.!]?",
    re.I,
)
_COVER = re.compile(
    r"\b(?:attached|enclosed|(?:find|see) below|as (?:agreed|promised|discussed|requested)"
    r"|adjunt[oa]s?|(?:te|os|le) (?:mando|envío|paso)|como (?:acordamos|quedamos|hablamos|combinado|prometido)"
    r"|anbei|im anhang|wie (?:besprochen|vereinbart|versprochen)|ci-joint|en pièce jointe|comme (?:convenu|promis)"
    r"|em anexo|in allegato|allego|come (?:d['’]accordo|promesso|concordato))\b"
    r"|\b(?:here(?:['’]s| is| are| comes)|aquí (?:va|tienes|está)|hier (?:ist|kommt)|voici|segue|ecco)\b.{0,40}"
    r"\b(?:piece|copy|story|draft|article|text|column|report|texto|crónica|artículo|artikel|beitrag|papier|texte|artigo"
    r"|pezzo|articolo|testo)\b",
    re.I,
)
_SHORT = 40
"""How many words a note may have that says what comes with the mail."""
_FORWARDED = re.compile(
    r"-{3,}\s*(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|mensaje reenviado"
    r"|mensaje original|message transféré|message d'origine|mensagem encaminhada|mensagem original"
    r"|messaggio inoltrato|messaggio originale)\s*-{3,}|begin forwarded message:",
    re.I,
)
_WROTE = re.compile(
    r"(?:on|am|el|le|em|il|de|da)\b.{5,200}\b(?:wrote|schrieb|escribió|a écrit|escreveu|ha scritto)\b.{0,100}:", re.I
)
_HEADER = re.compile(r"[^\W\d_][\w -]{1,14}\s?:\s*\S")
_ENOUGH = 200
"""With fewer letters of its own a mail brings what it quotes."""
_LAST = 12
"""How many lines from the end a closing may stand."""


def of_text(text: str) -> tuple[str, list[Decision]]:
    """A plain mail: its own text, else the one that it forwards, and what was left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    decisions: list[Decision] = []
    stop = next((place for place, line in enumerate(lines) if line.rstrip("\n") in ("-- ", "--")), None)
    if stop is not None and _letters(lines[:stop]) >= _ENOUGH:
        lines = _cut(lines, stop, "signature", decisions)
    start = next((place for place, line in enumerate(lines) if _FORWARDED.match(line.strip())), None)
    if start is not None and _letters(lines[:start]) < _ENOUGH:
        after = start + 1
        while after < len(lines) and (_HEADER.match(lines[after]) or not lines[after].strip()):
            after += 1
        _note(lines[:after], "before-forwarded", decisions)
        lines = [re.sub(r"^> ?", "", line) for line in lines[after:]]
    elif start is not None:
        lines = _cut(lines, start, "quoted-mail", decisions)
    quoted = next(
        (place for place, line in enumerate(lines) if line.startswith(">") and _quoted(lines[place:])), len(lines)
    )
    if quoted < len(lines) and _letters(lines[:quoted]) >= _ENOUGH:
        before = next((p for p in range(quoted - 1, max(-1, quoted - 4), -1) if lines[p].strip()), quoted)
        begin = before if before < quoted and _WROTE.search(" ".join(lines[before:quoted])) else quoted
        lines = _cut(lines, begin, "quoted-mail", decisions)
    elif quoted < len(lines):
        lines = [re.sub(r"^(?:> ?)+", "", line) for line in lines]
    keep = polite([line.strip() for line in lines])
    for place, line in enumerate(lines):
        if line.strip() and not keep[place]:
            decisions.append(Decision(0, "politeness", Action.DROPPED, line.strip()[:400], confidence=0.9))
    return "\n".join(line for place, line in enumerate(lines) if keep[place]), decisions


def _quoted(lines: list[str]) -> bool:
    """Whether nearly all lines from here on are quoted."""
    full = [line for line in lines if line.strip()]
    return sum(line.startswith(">") for line in full) >= 0.8 * len(full)


def polite(texts: list[str]) -> list[bool]:
    """Which of the lines stay when the greeting at the top, the note below it and the closing at the foot go."""
    keep = [True] * len(texts)
    full = [place for place, text in enumerate(texts) if text]
    if full and len(texts[full[0]].split()) <= 8 and _GREETING.fullmatch(texts[full[0]]):
        keep[full[0]] = False
        for place in _cover(texts, full[0] + 1):
            keep[place] = False
    for count, place in enumerate(full):
        if count < len(full) - _LAST or count < 2 or not _CLOSING.fullmatch(texts[place]):
            continue
        if all(len(texts[after]) <= 100 for after in full[count:]):
            for after in full[count:]:
                keep[after] = False
            break
    return keep


def _cover(texts: list[str], start: int) -> range:
    """The lines below the greeting that say what comes with the mail, where something like a headline follows them."""
    loose = "" in texts[start:]  # lines of a plain mail, with empty ones between paragraphs; else a paragraph each
    while start < len(texts) and not texts[start]:
        start += 1
    stop = start + 1
    while loose and stop < len(texts) and texts[stop]:
        stop += 1
    said, after = " ".join(texts[start:stop]), next((text for text in texts[stop:] if text), "")
    headed = 0 < len(after.split()) <= 20 and not after.endswith((".", ":", "…"))
    return range(start, stop) if headed and len(said.split()) <= _SHORT and _COVER.search(said) else range(0)


def unflowed(text: str, *, delete_space: bool) -> str:
    """A text whose lines were broken by a mail program that says so (RFC 3676), with these lines joined again."""
    out: list[str] = []
    soft = False
    for written in text.replace("\r\n", "\n").split("\n"):
        line = written[1:] if written.startswith(" ") else written
        if soft and out and not line.startswith(">"):
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + line
        else:
            out.append(line)
        soft = line.endswith(" ") and line != "-- "
    return "\n".join(out)


_QUOTES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "OutlookMessageHeader", "protonmail_quote")
_SIGNATURES = ("gmail_signature", "moz-signature", "protonmail_signature_block")
_AFTER = ("divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container")


def of_html(html: str) -> tuple[str, list[Decision]]:
    """A mail in HTML, in the same way."""
    from lxml import html as reader

    decisions: list[Decision] = []
    root = page(html)
    for one in list(root.iter("div", "pre", "table")):
        if _has(one, _SIGNATURES) or (one.get("id") or "") in ("Signature", "ms-outlook-mobile-signature"):
            _drop(one, "signature", decisions)
    quotes = [
        one for one in root.iter("div", "blockquote") if _has(one, _QUOTES) or (one.get("type") or "").lower() == "cite"
    ]
    for mark in root.iter("div"):
        if (mark.get("id") or "") in _AFTER:
            quotes += [mark, *mark.itersiblings()]
    whole = len(_bare(root.text_content()))
    inside = sum(
        len(_bare(one.text_content())) for one in quotes if not any(up in quotes for up in one.iterancestors())
    )
    if whole - inside >= _ENOUGH:
        for one in quotes:
            _drop(one, "quoted-mail", decisions)
    else:
        for one in list(root.iter("div")):
            if _has(one, ("gmail_attr", "moz-cite-prefix")):
                _drop(one, "before-forwarded", decisions)
        for one in quotes:
            if one.tag == "blockquote":
                one.tag = "div"
    text: str = reader.tostring(root, encoding="unicode")
    return text, decisions


def _has(element: Any, names: tuple[str, ...]) -> bool:
    return any(name in names for name in (element.get("class") or "").split())


def _drop(element: Any, rule: str, decisions: list[Decision]) -> None:
    if element.getparent() is None:
        return
    said = " ".join(element.text_content().split())
    if said:
        decisions.append(Decision(0, rule, Action.DROPPED, said[:2000], confidence=0.9))
    element.drop_tree()


def _cut(lines: list[str], place: int, rule: str, decisions: list[Decision]) -> list[str]:
    _note(lines[place:], rule, decisions)
    return lines[:place]


def _note(lines: list[str], rule: str, decisions: list[Decision]) -> None:
    said = " ".join(" ".join(lines).split())
    if said:
        decisions.append(Decision(0, rule, Action.DROPPED, said[:2000], confidence=0.9))


def _letters(lines: list[str]) -> int:
    return len(_bare("".join(lines)))


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
