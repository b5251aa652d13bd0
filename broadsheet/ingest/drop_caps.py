"""Drop caps: a paragraph's first letter that was set apart from its word."""

import re
from collections.abc import Mapping

_SPLIT = re.compile(r"^(?P<quote>[\"“„«‘'¿¡]?)(?P<letter>[^\W\d_])[ \u00a0]+(?P<rest>[^\W\d_]+)")
_WORDS = (
    "the this that there these those they then when where while what which who why with was were we will "
    "he his her has had how it its is in if at as an and after before but by both for from my no not now nobody of on "
    "once only our she since some so still such their though to two under until up was you your "
    "el los las una uno unos unas este esta estos estas ese esa en es del con por para pero cuando como cuál quién "
    "desde entre hasta hay había más muy no nos según ser sin sobre son su sus también todo todos tras un ya "
    "der die das dem den des ein eine einen einem einer es er sie wir ihr ist im mit für auf aus bei nach nicht noch "
    "nun nur und von vom vor war waren was wenn wer wie wird wo zu zum zur als am auch "
    "le les la l'un une un des du de dans dès elle elles il ils en est et ce cet cette ces avec après pour par pas "
    "plus qui que quand quelque sans selon ses son sur tout tous trois "
    "os as um uma uns umas do da dos das não na no nas nos ele ela eles elas este esta esse essa isso foi são seu sua "
    "il lo gli una uno nel nella nei negli del della dei dal alla al che chi come con dopo due è era gli ha hanno "
    "ma non per più quando questa questo sono si tra tutti"
)
_COMMON = frozenset(_WORDS.split())
"""Words that sentences begin with."""
_WORDS_ALONE = frozenset("aiouyeàáéèêóôòAIOUYEÀÁÉÈÊÓÔÒ")
"""Letters that are a word by themselves somewhere: `A dam`, `I saw`, `Y la presa`, `E o barco`."""


def joined(text: str, seen: Mapping[str, int]) -> str:
    """The text with its first letter joined to its word; as it was where that isn't certain.

    `seen` says how often the source has each word, in lower case. A letter that may be a word itself is joined only to
    what is no word and makes one of the commonest with it.
    """
    match = _SPLIT.match(text)
    if match is None or not match["letter"].isupper():
        return text
    letter, rest = match["letter"], match["rest"]
    if not (rest.islower() or (rest.isupper() and len(rest) >= 2)):
        return text
    whole, bare = (letter + rest).casefold(), rest.casefold()
    # The rest itself has been counted once.
    apart = bare in _COMMON or seen.get(bare, 0) > 1
    if letter in _WORDS_ALONE:
        sure = whole in _COMMON and not apart and rest not in _WORDS_ALONE and len(bare) <= 4
    else:
        sure = whole in _COMMON or (seen.get(whole, 0) > 0 and not apart)
    return match["quote"] + letter + text[match.start("rest") :] if sure else text
