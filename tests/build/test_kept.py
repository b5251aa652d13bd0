"""What is read once while pages are made: it changes nothing about them, has a bound, and is shared where it can be."""

import pytest

from broadsheet.index.reader import Index, Kept
from broadsheet.kinds import KINDS
from broadsheet.pages.views import CardView
from broadsheet.recent import Recent
from tests.build.test_touched import open_index, random_outlet
from tests.conftest import MakeOutlet


@pytest.fixture
def index(outlet: MakeOutlet) -> Index:
    return open_index(random_outlet(outlet({}), seed=3))


def test_pages_show_the_same_whether_or_not_what_was_read_is_kept(index: Index) -> None:
    keys = [key for kind in KINDS.values() for key in kind.keys(index)]
    asked = [(KINDS[key.kind].context(key, index), KINDS[key.kind].address(key, index)) for key in keys]
    index.kept = Kept()
    for _ in range(2):
        assert [(KINDS[key.kind].context(key, index), KINDS[key.kind].address(key, index)) for key in keys] == asked


def test_an_article_is_the_same_card_wherever_it_is_shown(index: Index) -> None:
    index.kept = Kept()
    home, *_ = KINDS["home"].keys(index)
    cards: dict[str, CardView] = {}
    for kind in ("section", "month", "tag"):
        for key in KINDS[kind].keys(index):
            for card in KINDS[kind].context(key, index).cards:
                assert cards.setdefault(card.id, card) is card
    assert all(card is cards[card.id] for card in KINDS["home"].context(home, index).zones[0].cards)


def test_what_is_asked_for_stays_and_what_is_not_goes() -> None:
    recent: Recent[int, str] = Recent(20)
    for number in range(1000):
        recent.put(number, str(number))
        assert recent.get(0) == "0"
    kept = [number for number in range(1000) if recent.get(number) is not None]
    assert 10 <= len(kept) <= 21
    assert set(range(991, 1000)) <= set(kept)


def test_what_weighs_much_leaves_less_room() -> None:
    recent: Recent[int, str] = Recent(20)
    for number in range(10):
        recent.put(number, str(number), weight=10)
    assert [number for number in range(10) if recent.get(number)] == [8, 9]
