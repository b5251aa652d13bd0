"""Cards hold as much of a name as there is room for, however long it is."""

from typing import Any

import pytest
from PIL import ImageFont

from broadsheet.pictures import card


def test_a_name_of_any_length_is_measured_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0
    getlength = ImageFont.FreeTypeFont.getlength

    def count(font: ImageFont.FreeTypeFont, text: str, *more: Any) -> float:
        nonlocal measured
        measured += 1
        assert measured < 2000, "each character that is cut off is measured"
        return getlength(font, text, *more)

    monkeypatch.setattr(ImageFont.FreeTypeFont, "getlength", count)
    assert card.draw("n" * 5000, "m" * 5000, "Ferry") == card.draw("n" * 300, "m" * 300, "Ferry")
