"""Scripts, spaces, characters and encodings: repaired where that is certain, left alone elsewhere."""

import pytest

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import UnreadableError
from tests.ingest.catalogue.places import PARAGRAPHS, between
from tests.ingest.newsroom import LONG, TITLE, article, read

CHINESE = "大坝提前开闸，下游居民已经全部撤离。港务局星期一说，渡轮将从春天起重新开航，票价不变。"
JAPANESE = "港湾局は月曜日、古い渡し船が春から再び運航すると発表した。島民は二年間、橋を回らなければならなかった。"
THAI = "สำนักงานท่าเรือกล่าวเมื่อวันจันทร์ว่าเรือข้ามฟากลำเก่าจะกลับมาให้บริการอีกครั้งในฤดูใบไม้ผลิหลังจากหยุดไปสองปี"
ARABIC = (
    "قال مكتب الميناء يوم الاثنين إن العبارة القديمة ستعود إلى العمل في الربيع، بعد عامين من التوقف. فهل يصدق الناس؟"
)
HEBREW = "משרד הנמל הודיע ביום שני כי המעבורת הישנה תחזור לפעול באביב, אחרי שנתיים שבהן נאלצו התושבים לנסוע סביב הגשר."
HINDI = "बंदरगाह कार्यालय ने सोमवार को कहा कि पुरानी नाव वसंत से फिर चलेगी। द्वीप के लोग दो साल से लंबे रास्ते से जा रहे थे।"
GREEK = "Το λιμεναρχείο ανακοίνωσε τη Δευτέρα ότι το παλιό πλοίο θα ταξιδέψει ξανά την άνοιξη. Ποιος θα το πίστευε;"
RUSSIAN = "Управление порта сообщило в понедельник, что старый паром снова пойдёт весной. Никто на пристани не поверил."
SCRIPTS = [CHINESE, JAPANESE, THAI, ARABIC, HEBREW, HINDI, GREEK, RUSSIAN]


def years(text: str) -> list[str]:
    """Three paragraphs of the text, each with a year of its own."""
    return [f"{year} {text}" for year in (1908, 1921, 1937)]


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_gets_spaces_or_loses_any(text: str) -> None:
    title = text[:20].rstrip("，、, ")
    paragraphs = years(text)
    manuscript = read("\n\n".join([title, *paragraphs]))
    assert manuscript.title == title
    assert manuscript.body == "\n\n".join(paragraphs) + "\n"
    assert not [one for one in manuscript.decisions if one.action.value == "spaced"]


@pytest.mark.parametrize("text", [GREEK, "Γιατί;", "وہ کل آئے گا۔"])
def test_a_sentence_ends_as_its_script_has_it(text: str) -> None:
    assert Block(1, text).ends
    assert not Block(1, "ferry; harbour;").ends


def test_wide_spaces_before_a_paragraph_go() -> None:
    first, second, third = years(CHINESE)
    assert read("\n\n".join(["大坝提前开闸", first, second, "　　" + third])).body.endswith(f"\n\n{third}\n")


def test_a_chinese_byline() -> None:
    manuscript = read("\n\n".join(["大坝提前开闸", "作者：王小明", *years(CHINESE)]))
    assert (manuscript.authors, manuscript.body) == (("王小明",), "\n\n".join(years(CHINESE)) + "\n")


def test_marks_of_direction_go_at_the_edges_of_a_line_only() -> None:
    inside = ARABIC.replace("القديمة", "\u2067Sea Hen\u2069 القديمة")
    body = read("\n\n".join([ARABIC[:30], f"\u200f{inside}\u200e", *years(ARABIC)])).body
    assert body.startswith(inside + "\n")


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("The riv\u00ader rose", "The river rose"),
        ("The \u200briver \ufeffrose\u2060", "The river rose"),
        ("The\u00a0river\u2009rose", "The river rose"),
        ("Only 14\u00a0000\u00a0€", "Only 14\u00a0000\u00a0€"),
        ("Vraiment\u202f? Oui\u00a0!", "Vraiment\u202f? Oui\u00a0!"),
        ("Persian می\u200cخواهم", "Persian می\u200cخواهم"),
        ("A family 👩\u200d👧", "A family 👩\u200d👧"),
        ("Varga &amp; Sons", "Varga & Sons"),
        ("Varga<br/>pier", "Varga pier"),
        ("“Yes” and «no» and „so“ and 「ha」", "“Yes” and «no» and „so“ and 「ha」"),
        ("A cafÃ© and donâ€™t", "A café and don’t"),
        ("ÃRSTA is a place", "ÃRSTA is a place"),
        ("The Ã of São Tomé", "The Ã of São Tomé"),
    ],
)
def test_characters(raw: str, tidy: str) -> None:
    rest = " and stood at the second step of the booth, and the keeper of the lighthouse went home for the night."
    text, _, _ = decode(between(raw + rest).encode())
    assert tidy + rest in read(text).body


@pytest.mark.parametrize(
    ("encoding", "language", "text"),
    [
        (
            "cp1252",
            "es",
            "El transbordador volverá a navegar – después de “dos años” – dijo la oficina del señor Núñez.",
        ),
        (
            "cp1252",
            "fr",
            "Le bac reprendra la mer après l’été, où les habitués l’attendent déjà : « Enfin ! » dit-on là.",
        ),
        (
            "cp1252",
            "de",
            "Die Fähre fährt wieder, sagte das Hafenamt am Montag – „für alle“, wie die Bürgermeisterin betönte.",
        ),
        ("utf-16", "en", LONG),
        ("utf-8-sig", "en", LONG),
        ("gb18030", "zh", CHINESE),
        ("big5", "zh", "大壩提前開閘，下游居民已經全部撤離。港務局星期一說，渡輪將從春天起重新開航，票價不變。"),
        ("shift_jis", "ja", JAPANESE),
        ("euc_jp", "ja", JAPANESE),
        ("cp1251", "ru", RUSSIAN),
        ("koi8-r", "ru", RUSSIAN),
        ("cp1256", "ar", ARABIC),
    ],
)
def test_encodings(encoding: str, language: str, text: str) -> None:
    source = "\n\n".join([text] * 5)
    decoded, chosen, decisions = decode(source.encode(encoding))
    assert decoded == source
    assert chosen == "utf-8" or [one.rule for one in decisions] == ["encoding"]


def test_utf_16_without_a_mark() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(article().encode(encoding))[0] == article()


def test_a_text_cut_in_the_middle_of_a_character_is_read_up_to_there() -> None:
    text, encoding, _ = decode((RUSSIAN * 4).encode()[:-2])
    assert (encoding, text[:-1]) == ("utf-8", (RUSSIAN * 4)[:-2])


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"%PDF-1.7 x", b"PK\x03\x04abc", bytes(range(256)) * 8])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data)
    assert refused.value.hint


def test_lines_end_in_many_ways() -> None:
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"):
        assert read(article().replace("\n", end)).body == PARAGRAPHS


def test_a_title_of_characters_only_is_kept() -> None:
    assert read(article(title=TITLE.replace("F", "\u200bF"))).title == TITLE
