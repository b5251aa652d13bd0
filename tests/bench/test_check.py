"""The checks find what they are there to find."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import check, measure
from bench.corpus import Article, Corpus
from bench.peers.broadsheet import Broadsheet
from bench.site import Site

OURS = Broadsheet()
ARTICLE = Corpus(5).article(4)


def page(output: Path, path: str, *texts: str) -> None:
    (output / path).parent.mkdir(parents=True, exist_ok=True)
    (output / path).write_text("\n".join(texts), encoding="utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A site on which the article is where it must be."""
    address = OURS.address(ARTICLE)
    page(tmp_path, address, ARTICLE.title, ARTICLE.body)
    for path in (*OURS.fronts(ARTICLE).values(), *OURS.feeds(ARTICLE).values()):
        page(tmp_path, path, ARTICLE.title, address)
    sitemap = (
        '<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><{1}><loc>https://bench.example/{2}</loc></{1}></{0}>'
    )
    page(tmp_path, "sitemap.xml", sitemap.format("sitemapindex", "sitemap", "sitemap-1980-01.xml"))
    page(tmp_path, "sitemap-1980-01.xml", sitemap.format("urlset", "url", address))
    return tmp_path


def present(output: Path, article: Article = ARTICLE) -> list[str]:
    return list(check.present(OURS, output, article))


def test_an_article_in_all_its_places_is_present(output: Path) -> None:
    assert present(output) == []


@pytest.mark.parametrize("path", [*OURS.fronts(ARTICLE).values(), *OURS.feeds(ARTICLE).values(), OURS.address(ARTICLE)])
def test_a_place_without_it_is_named(output: Path, path: str) -> None:
    page(output, path, "something else")
    (problem,) = present(output)
    assert path in problem


def test_a_sitemap_without_it_is_named(output: Path) -> None:
    (output / "sitemap-1980-01.xml").unlink()
    assert present(output) == [f"Broadsheet: the sitemap lacks https://bench.example/{OURS.address(ARTICLE)}"]


def test_a_page_with_an_old_text_is_named(output: Path) -> None:
    other = replace(ARTICLE, body=Corpus(5).article(3).body)
    assert present(output, other) == [f"Broadsheet: {OURS.address(ARTICLE)} lacks its text"]


@pytest.mark.parametrize("thorough", [True, False])
def test_what_is_left_of_a_deleted_article_is_named(output: Path, thorough: bool) -> None:
    assert list(check.gone(OURS, output, ARTICLE, thorough=thorough))
    for file in [file for file in output.rglob("*") if file.is_file()]:
        file.unlink()
    page(output, "archive/index.html", "nothing")
    assert list(check.gone(OURS, output, ARTICLE, thorough=thorough)) == []


def test_a_page_that_a_change_of_the_theme_has_not_reached_is_named(output: Path) -> None:
    mark = '<meta name="bench" content="0">'
    for file in output.rglob("*.html"):
        file.write_text(mark, encoding="utf-8")
    assert list(check.marked(OURS, output, ARTICLE, mark, thorough=True)) == []
    page(output, "archive/index.html", "without")
    (problem,) = check.marked(OURS, output, ARTICLE, mark, thorough=True)
    assert "archive/index.html" in problem


def test_pieces_of_pages_need_not_have_a_change_of_the_head(output: Path) -> None:
    mark = '<meta name="bench" content="0">'
    for file in output.rglob("*.html"):
        file.write_text(mark, encoding="utf-8")
    page(output, "fragments/latest.html", "without")
    assert list(check.marked(OURS, output, ARTICLE, mark, thorough=True)) == []


def test_changes_go_to_other_articles_each_time(tmp_path: Path) -> None:
    site = Site(OURS, tmp_path / "site", Corpus(20))
    OURS.write(site.root, site.corpus)
    changed: list[str] = []
    for turn in range(3):
        changed += site.publish(turn)[1] + site.retitle(turn)[2] + site.delete(turn)[1]
    assert len(set(changed)) == len(changed) == 9
    mark, paths = site.retheme(1)
    assert site.generator.template(site.root).read_text(encoding="utf-8").count(mark) == 1
    assert paths == ["templates/base.html"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands over processes whose parent has gone")
def test_the_cost_of_a_command_has_that_of_processes_which_outlive_it(tmp_path: Path) -> None:
    large = f"{sys.executable} -c 'x = bytearray(60_000_000)'"
    cost, said = measure.run(["sh", "-c", f"({large}) & echo gone"], tmp_path / "work", {}, tmp_path)
    assert said == "gone\n"
    assert cost.peak > 60_000_000


def test_a_command_that_fails_says_so(tmp_path: Path) -> None:
    with pytest.raises(measure.CommandError, match="exit status 3"):
        measure.run(["sh", "-c", "exit 3"], tmp_path / "work", {}, tmp_path)
