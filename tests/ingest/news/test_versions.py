"""What an agency sends again: a later version, and the notice that a story is to be killed."""

import json
from pathlib import Path

from tests.ingest.news.test_ninjs import ONE
from tests.ingest.newsroom import Newsroom


def fronts(room: Newsroom) -> list[str]:
    """The articles there are."""
    return [
        data.decode() for name, data in room.files().items() if name.startswith("content/") and name.endswith(".md")
    ]


def test_a_later_version_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("1.json", json.dumps(ONE))
    room.take()
    room.seed("2.json", json.dumps(ONE | {"version": "3", "headline": "Ferry sails again, with a dog"}))
    room.take()
    (front,) = fronts(room)
    assert "title: Ferry sails again, with a dog" in front


def test_a_killed_story_becomes_a_draft(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("1.json", json.dumps(ONE))
    room.take()
    room.seed("2.json", json.dumps(ONE | {"version": "3", "pubstatus": "canceled"}))
    room.take()
    (front,) = fronts(room)
    assert "draft: true" in front
