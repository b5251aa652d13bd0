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


def test_a_kill_without_text_leaves_the_text_there_as_a_draft(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("1.json", json.dumps(ONE))
    room.take()
    (before,) = fronts(room)
    kill = {key: value for key, value in ONE.items() if not key.startswith("body")}
    room.seed("2.json", json.dumps(kill | {"version": "3", "pubstatus": "canceled"}))
    room.take()
    (after,) = fronts(room)
    assert "draft: true" in after
    assert after.partition("\n---\n")[2] == before.partition("\n---\n")[2] != ""
    room.take(again=("seeds/2.json",))
    assert fronts(room) == [after]


def test_a_kill_in_other_words_and_without_a_number_is_one_of_the_story(tmp_path: Path) -> None:
    story = {key: value for key, value in ONE.items() if key != "version"}
    room = Newsroom(tmp_path)
    room.seed("1.json", json.dumps(story))
    room.take()
    notice = {"headline": "Kill: ferry", "body_html": "<p>Editors, please do not use the story on Dorum.</p>"}
    later = {"versioncreated": "2031-03-12T18:00:00+01:00", "pubstatus": "canceled"}
    room.seed("2.json", json.dumps(story | notice | later))
    room.take()
    (front,) = fronts(room)
    assert "draft: true" in front
