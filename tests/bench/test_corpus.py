"""The archive that is measured is the same everywhere, and mixed as it says."""

import hashlib
from itertools import islice
from pathlib import Path

import pytest

from bench.corpus import EVERY, SECTIONS, START, Corpus
from bench.generator import Generator
from bench.peers import PEERS
from bench.site import walk


def test_an_article_hangs_on_its_number_and_the_seed_alone() -> None:
    small, large = Corpus(10), Corpus(1_000_000)
    assert list(small) == list(islice(large, 10))
    assert large.article(999_999) == Corpus(1_000_000).article(999_999)
    assert small.article(3) != Corpus(10, seed=8).article(3)


def test_the_texts_of_an_earlier_day_are_those_of_today() -> None:
    digest = hashlib.sha256(repr(list(Corpus(20))).encode()).hexdigest()
    assert digest[:16] == "4cd0da16a37f7ec5"


def test_articles_follow_one_another_and_all_lie_before_the_moment_of_the_build() -> None:
    corpus = Corpus(50)
    assert [article.date for article in corpus] == [START + EVERY * number for number in range(50)]
    assert corpus.article(50 + 10).date < corpus.now


def test_the_mixture_is_that_of_newsrooms() -> None:
    articles = list(Corpus(2000))
    special = ("![", "\n- ", "https://video", "\n> ", "&")
    rare = ("| --- |", "[^1]", "<div")
    plain = [article for article in articles if not any(mark in "\n" + article.body for mark in special)]
    odd = [article for article in articles if any(mark in article.body for mark in rare)]
    assert 0.32 < len(plain) / 2000 < 0.38
    assert 0.08 < len(odd) / 2000 < 0.12
    assert {article.section for article in articles} == set(SECTIONS)
    assert len({tag for article in articles for tag in article.tags}) == 500
    assert len({author for article in articles for author in article.authors}) == 60
    assert all(len(set(article.tags)) == 3 and 590 < len(article.body.split()) < 850 for article in articles)
    assert len({article.title for article in articles}) == len({article.slug for article in articles}) == 2000


@pytest.mark.parametrize("name", PEERS)
def test_a_site_is_written_the_same_each_time_with_each_article_in_its_place(name: str, tmp_path: Path) -> None:
    corpus = Corpus(30)
    generator: Generator = PEERS[name]()
    generator.write(tmp_path / "one", corpus)
    generator.write(tmp_path / "other", corpus)
    assert _files(tmp_path / "one") == _files(tmp_path / "other")
    for article in corpus:
        text = (tmp_path / "one" / generator.path(article)).read_text(encoding="utf-8")
        assert article.title in text
        assert article.dek in text
        assert "media:" not in text
    assert "</head>" in generator.template(tmp_path / "one").read_text(encoding="utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.path.removeprefix(str(folder)): Path(file.path).read_bytes() for file in walk(folder) if file.is_file()
    }
