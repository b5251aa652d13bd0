"""Furniture: the lines of a page that are no part of any article, by shape, by evidence, and last by word."""

import hashlib
import re
from collections.abc import Callable, Iterable

from broadsheet.ingest.blocks import SENTENCE_END, Block
from broadsheet.ingest.dates import digits
from broadsheet.ingest.words import Words, fold

_SCRIPT = re.compile(
    r"^\s*+(?:window\.|document\.|(?:var|const|let) \w+\s*=|\(?function\s*\w*\(|googletag|jQuery|\$\("
    r"|/\*|\*/|<!--|//<!\[|"
    r"@media|@import|\{\"@|\{\"\w+\":|\[\{\"|[.#@]?[\w\-.#: ,>]+\{[^{}:]*:[^{}]*\}|\}\)?;?\s*$|try\s*\{|if\s*\(.*\{)"
)
_ADDRESS = re.compile(
    r"^(?:https?://\S+|www\.\S+|[%\w.~/]*%2F\S*|[a-z0-9]+(?:[-_][A-Za-z0-9'.,()&]+){2,}|\S+\.(?:jpe?g|png|gif|webp))$"
)
_CONTACT = re.compile(
    r"^(?:e-?mail:?\s*)?(?:[\w.+-]+@[\w-]+(?:\.[\w-]+){1,3}|(?:twitter|facebook|instagram|x)\.com/[\w./-]+|@\w{2,30})$",
    re.I,
)
_PLACE_MARK = re.compile(r"^\W*(?:\[(?:image|photo|video|bild|foto)[^\]]*\]|\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d)\W*$", re.I)
_NUMBER = re.compile(r"^[\W_]*\d[\d.,]*\s?[kKmM]?[\W_]*(?:/\s*\d+)?$")
_COUNT = re.compile(r"(?!.{200})(?:^\(?\s*\d[\d.,]*\s?[kKmM]?\+?\s+(.+?)\)?$|^(.+?)\s*[:(]?\s*\(?\d[\d.,]*[kKmM]?\)?$)")
_CRUMB = re.compile(r"\s(?:>|»|›|→|/)\s")
_VERSION = re.compile(
    r"^(?:[A-Z]{2}[-–][A-Z][\w-]+(?:,\s*\S.*)?|\d(?:st|nd|rd|th) (?:Ld|Lead)\b.*|.*\bWritethru\b.*"
    r"|[a-z]{2,3}(?:/[a-z]{2,3}){1,4})$"
)
_NEWER = re.compile(r"\b\d(?:st|nd|rd|th) (?:Ld|Lead)\b|\bWritethru\b")
_QUOTES = tuple("\"“„«‘'")

_SHORT_LINE = 60
"""In characters: no line that stands for a picture is longer, and the pattern takes the cube of the length."""
_SENTENCE = 12
"""How many words make a line that begins and ends as a sentence one, whatever stands in it."""

Rule = tuple[str, Callable[[Block, Words], bool]]


def line_hash(text: str) -> str:
    """The short name by which the memory knows a line."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:10]


def could_be(text: str) -> bool:
    """Whether a line may be furniture at all: short, and no sentence of an article."""
    return 0 < len(text.strip()) <= 80 and len(text.split()) <= 10


def candidates(lines: Iterable[str]) -> list[str]:
    """The hashes of the lines at a source's edges that might be furniture, sorted; what the memory keeps of it."""
    short = [line for line in lines if line.strip()]
    edges = short[:30] + short[-30:] if len(short) > 60 else short
    return sorted({line_hash(line) for line in edges if could_be(line)})


def is_script(block: Block, _words: Words) -> bool:
    """The rest of a script, a style sheet, or data; a sentence in which braces stand is none."""
    if block.ends and block.words >= _SENTENCE and block.text[:1].isupper():
        return False
    return bool(_SCRIPT.match(block.text)) and (len(re.findall(r"[{}();=]", block.text)) >= 2 or len(block.text) <= 4)


def is_ad(block: Block, words: Words) -> bool:
    """A mark that an advertisement stood here."""
    return words.has("ad", block.text)


def is_share(block: Block, words: Words) -> bool:
    """A row of share buttons: nothing but names of networks and the verbs that go with them."""
    if block.words > 14:
        return False
    if words.start("share_start", block.text) and not block.prose:
        return True
    tokens = [fold(token) for token in re.split(r"[\s|,/•·]+", block.text) if fold(token)]
    return (
        bool(tokens)
        and all(token in words["share"] or token.isdigit() for token in tokens)
        and not all(map(str.isdigit, tokens))
    )


def is_count(block: Block, words: Words) -> bool:
    """A counter of views, comments or minutes, or a number that stands alone."""
    if block.words > 6:
        return False
    text = digits(block.text)
    if _NUMBER.match(text) and len(text) <= 9 and not re.fullmatch(r"\W*(?:19|20)\d\d\W*", text):
        return True
    if words.start("reading", text) and re.search(r"\d", text):
        return True
    match = _COUNT.match(text)
    return bool(match) and (fold(match[1] or match[2] or "") in words["counter"])  # type: ignore[index]


def is_relative_time(block: Block, words: Words) -> bool:
    """`3 hours ago`: it can't be resolved without inventing."""
    folded = fold(block.text)
    if block.words > 7:
        return False
    said = words["relative"]
    phrase = next((entry for entry in sorted(said) if " " in entry and folded.startswith(entry)), "")
    tokens = re.findall(r"[^\W\d_]+|\d+", folded.removeprefix(phrase))
    usual = said | words["time_unit"] | words["published"] | words["updated"]
    if not phrase and not any(token in said for token in tokens):
        return False
    unit = any(token in words["time_unit"] for token in tokens) and any(map(str.isdigit, tokens))
    alone = len(tokens) <= 1 and len(folded) > 3
    return (unit or alone) and sum(not token.isdigit() and token not in usual for token in tokens) <= 1


def is_placeholder(block: Block, words: Words) -> bool:
    """`[image]`, `Image 1 of 9`, `00:00 / 02:13`."""
    text = fold(block.text)
    if _PLACE_MARK.match(block.text):
        return True
    if len(text) > _SHORT_LINE:
        return False
    match = re.fullmatch(r"(?!.{200})([^\W\d_]+)\s*(\d+)(?:\s*(\S+?)\s*(?:/\s*)?(\d+))?(?:\s*/\s*\d+)?", text)
    return bool(match) and match[1] in words["placeholder"] and (match[3] is None or match[3] in words["of"])  # type: ignore[index]


def is_cookie(block: Block, words: Words) -> bool:
    """Consent text: cookies, and accepting or managing them."""
    return (
        block.words <= 120
        and block.text[:1] not in '"“„«'
        and bool(words.inside("cookie", block.text))
        and words.inside("consent", block.text) >= 1
    )


def is_newsletter(block: Block, words: Words) -> bool:
    """A prompt to sign up."""
    return block.words <= 60 and words.inside("newsletter", block.text) >= 2


def is_copyright(block: Block, words: Words) -> bool:
    """A copyright footer."""
    text = block.text.strip()
    if block.words > 90:
        return False
    if re.match(r"^(?:©|\(c\)|copyright\b|&copy;)", text, re.I):
        least = 2 if block.prose and text[0] in "Cc" else 1  # the word itself is one
        return bool(re.search(r"(?:19|20)\d\d", text)) or words.inside("copyright", text) >= least
    return (
        bool(re.search(r"©\s*(?:19|20)\d\d", text))
        or words.inside("copyright_ban", text) > 0
        or (
            words.inside("copyright", text) >= 1
            and block.words <= 12
            and fold(text) not in words["photo"]
            and "reproduc" not in fold(text)
            and ":" not in text
        )
    )


def is_junk(block: Block, words: Words) -> bool:
    """A line of the lists, whole; it must stand alone and be no sentence."""
    return block.words <= 12 and words.has("junk", block.text)


def is_prompt(block: Block, words: Words) -> bool:
    """A line that begins as prompts of pages do."""
    start = words.start("junk_start", block.text)
    if not start or block.text[:1] in _QUOTES:
        return False
    if re.search(r"\w@\w+\.\w|\s@\w", block.text) and block.words <= 60:
        return True
    if block.prose and (len(start) < 14 or "," in block.text[len(start) : len(start) + 12]):
        return False
    return block.words <= 22 or (len(start) >= 20 and block.words <= 70)


def is_teaser(block: Block, words: Words) -> bool:
    """A link to another story with its text said twice, or cut short before `Read more`."""
    tokens = block.text.split()[:120]
    for size in range(3, len(tokens) // 2 + 1):
        twice = tokens[:size] == tokens[size : 2 * size] and tokens[size - 1][-1] not in SENTENCE_END
        if twice and (size >= 5 or (size * 2 == len(tokens) and not block.ends)):
            return True
    tail = re.search(r"(?:…|\.\.\.)\s*([^\W\d_]+(?:\s[^\W\d_]+){0,3})$", block.text)
    if not tail or block.words > 60:
        return False
    said = fold(tail[1])
    return any(said == entry or said == f"{entry} {entry}" for entry in words["junk"] if " " in entry)


def is_address(block: Block, _words: Words) -> bool:
    """A web or mail address, a handle, or a name made for an address, alone on a line."""
    if _CONTACT.match(block.text.strip()):
        return True
    return (
        " " not in block.text.strip()
        and bool(_ADDRESS.match(block.text.strip()))
        and len(block.text) > 8
        and not block.text[-1].isdigit()
    )


def crumbs(text: str) -> list[str]:
    """The parts of a page's path."""
    return [part.strip() for part in _CRUMB.split(text) if part.strip()]


def is_crumbs(block: Block, _words: Words) -> bool:
    """The path of a page: `Home > Regions > Lower Varga`."""
    parts = crumbs(block.text)
    marked = re.search(r"\s[>»›→]\s", block.text)
    return (
        (len(parts) >= 3 or (len(parts) == 2 and bool(marked)))
        and all(len(part.split()) <= 6 for part in parts[:-1])
        and not block.ends
    )


def is_menu(block: Block, _words: Words) -> bool:
    """Short entries set off from each other by bars or dots."""
    parts = [part.strip() for part in re.split(r"[|•·]", block.text) if part.strip()]
    return len(parts) >= 4 and all(len(part.split()) <= 4 for part in parts) and not block.ends


RULES: tuple[Rule, ...] = (
    ("script", is_script),
    ("advertisement", is_ad),
    ("share-buttons", is_share),
    ("counter", is_count),
    ("relative-time", is_relative_time),
    ("placeholder", is_placeholder),
    ("cookie-notice", is_cookie),
    ("newsletter", is_newsletter),
    ("copyright", is_copyright),
    ("junk-line", is_junk),
    ("prompt", is_prompt),
    ("teaser", is_teaser),
    ("address", is_address),
    ("menu", is_menu),
)


def rule_for(block: Block, words: Words) -> str:
    """The name of the first rule by which the block is furniture; empty when it is none."""
    for name, applies in RULES:
        if applies(block, words):
            return name
    return ""


def is_wire_mark(block: Block, words: Words) -> bool:
    """An editor's or wire desk's end mark, slug or initials."""
    text = re.sub(r"\s+", " ", block.text.strip()).casefold()
    return text in words["wire_end"] or bool(_VERSION.match(block.text.strip()))


def is_clear_wire_mark(block: Block, words: Words) -> bool:
    """Whether its brackets or dashes leave no doubt, so that it goes between paragraphs too: `(MORE)`, `-more-`."""
    text = re.sub(r"\s+", " ", block.text.strip()).casefold()
    return text in words["wire_end"] and text[0] in "(-" and any(c.isalnum() for c in text)


def is_newer_version(text: str) -> bool:
    """Whether a wire's slug says that the story takes an earlier one's place: `2nd Ld-Writethru`."""
    return bool(_NEWER.search(text))
