"""What pages of other generators hold that a quick reading would lose, misread, or never come to the end of."""

from pathlib import Path

import pytest

from broadsheet.ingest.ssg_front import split
from broadsheet.markup import plain
from tests.ingest.news.reading import dropped, one_of
from tests.ingest.newsroom import Newsroom


def page(
    *keys: str, text: str = "The ice left the harbour.", name: str = "hugo/content/posts/ice.md"
) -> tuple[str, str]:
    """A page's name, and the page."""
    return name, "\n".join(["---", "title: Ice", *keys, "---", text])


def test_yaml_that_refers_to_itself_is_read_in_bounds() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 20)}]" for n in range(1, 9)]
    front = split("---\ntitle: Ice\n" + "\n".join(lines) + "\n---\nText")
    assert front.keys["title"] == "Ice"
    assert "values" in front.wrong


@pytest.mark.parametrize(
    "text",
    [
        "{{<" + " " * 50_000,
        "{{< a" + " " * 50_000,
        "{: " + " " * 50_000,
        "{{ highlight a }}" * 20_000,
        "{% comment %}" * 20_000,
        "<figure>\n" * 20_000,
        "# a" + " " * 50_000 + "b",
    ],
)
def test_marks_without_an_end_are_read_in_no_time(tmp_path: Path, text: str) -> None:
    assert "Ice" in one_of(tmp_path, *page(text=f"{text}\n\nIce")).body


def test_a_later_day_of_publication_holds_the_article_back(tmp_path: Path) -> None:
    found = one_of(tmp_path, *page("date: 2031-03-01T10:00:00Z", "publishDate: 2031-04-01T10:00:00Z"))
    assert found.date is not None
    assert found.embargo is not None
    assert (found.date.at.month, found.embargo.at.month) == (3, 4)


def test_an_earlier_day_of_publication_is_no_embargo(tmp_path: Path) -> None:
    found = one_of(tmp_path, *page("date: 2031-03-01T10:00:00Z", "publishDate: 2031-02-01T10:00:00Z"))
    assert found.embargo is None
    assert any("2031-02-01" in one for one in dropped(found))


def test_further_pictures_are_reported(tmp_path: Path) -> None:
    found = one_of(tmp_path, *page("images: [a.png, b.png]", "thumbnail: c.png", "caption: The quay"))
    said = " ".join([*found.review, *dropped(found)])
    assert all(name in said for name in ("a.png", "b.png", "c.png"))
    assert found.image is not None
    assert found.image.caption == "The quay"


def test_words_of_a_picture_that_is_not_there_are_kept(tmp_path: Path) -> None:
    assert one_of(tmp_path, *page("image_caption: The quay")).extra["image_caption"] == "The quay"


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("Mira Tolvane and Oto Brisk", ("Mira Tolvane", "Oto Brisk")),
        ('"Varr, Lena; Brisk, Oto"', ("Varr, Lena", "Brisk, Oto")),
        ("Mira Tolvane", ("Mira Tolvane",)),
        ("[Mira Tolvane, Oto Brisk]", ("Mira Tolvane", "Oto Brisk")),
    ],
)
def test_several_authors_in_one_line(tmp_path: Path, said: str, authors: tuple[str, ...]) -> None:
    assert one_of(tmp_path, *page(f"author: {said}")).authors == authors


@pytest.mark.parametrize(
    ("name", "keys", "aliases"),
    [
        ("old/content/posts/ice.md", ["permalink: false"], ("/posts/ice/",)),
        ("old/content/posts/ice.md", ['permalink: "/{{ page.fileSlug }}/"'], ("/posts/ice/",)),
        (
            "jekyll/_posts/2031-03-12-ice.md",
            ["date: 2031-03-13 10:00:00 +0000"],
            ("/2031/03/12/ice.html", "/2031/03/13/ice.html"),
        ),
        ("jekyll/_posts/2031-03-12-ice.md", ["permalink: /:year/:title/"], ("/2031/ice/",)),
    ],
)
def test_old_addresses(tmp_path: Path, name: str, keys: list[str], aliases: tuple[str, ...]) -> None:
    found = one_of(tmp_path, *page(*keys, name=name))
    assert found.aliases == aliases
    assert any("address" in line for line in found.review) == ("{{" in " ".join(keys))


def test_links_to_other_pages(tmp_path: Path) -> None:
    text = '[A]({{< relref "posts/vote.md#count" >}}) [B]({filename}other.md) [C](https://tide.example/readme.md)'
    found = one_of(tmp_path, *page(text=text))
    assert "[A](/posts/vote/)" in found.body
    assert [line for line in found.review if "old site" in line] == [
        "a link leads to a file of the old site: {filename}other.md"
    ]


def test_a_figure_of_html_keeps_its_caption(tmp_path: Path) -> None:
    text = (
        '<figure>\n<iframe src="https://video.example/1"></iframe>\n<figcaption>On the quay</figcaption>\n</figure>\n'
    )
    found = one_of(tmp_path, *page(text=f"Before.\n\n{text}\nAfter."))
    assert "On the quay" in found.body
    assert "<fig" not in found.body


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ('{{< tweet user="tide" id="12345" >}}', "https://twitter.com/tide/status/12345"),
        ("{{< tweet 12345 >}}", "https://twitter.com/i/status/12345"),
    ],
)
def test_posts_of_others_become_links(tmp_path: Path, tag: str, address: str) -> None:
    assert f"<{address}>" in one_of(tmp_path, *page(text=tag)).body


def test_a_tag_without_what_it_needs_is_asked_about(tmp_path: Path) -> None:
    found = one_of(tmp_path, *page(text='Ice. {{< tweet user="tide" >}}'))
    assert any("tweet" in line for line in found.review)


def test_tags_in_a_page_of_html(tmp_path: Path) -> None:
    text = (
        '<p>See <a href="{{ site.baseurl }}/vote/">the vote</a>. {% include nav.html %}</p>'
        '{% include figure image_path="/img/a.png" caption="The quay" %}'
    )
    found = one_of(tmp_path, *page(text=text, name="jekyll/_posts/2031-03-12-ice.html"))
    assert "[the vote](/vote/)" in found.body
    assert "{" not in found.body
    assert any("nav.html" in line for line in found.review)
    assert any("/img/a.png" in line and "The quay" in line for line in found.review)


def test_inner_keys_are_not_lost(tmp_path: Path) -> None:
    found = one_of(tmp_path, *page("mood: calm", "params:", "  mood: wild", "  menu: main"))
    assert found.extra["mood"] == "calm"
    assert any("wild" in one for one in dropped(found))
    assert any("main" in one for one in dropped(found))


@pytest.mark.parametrize("half", ['![]("(', "![a](<x y", "![a](a b c"])
def test_half_of_a_picture_is_text(tmp_path: Path, half: str) -> None:
    room = Newsroom(tmp_path)
    name, text = page(text=f"The ice left.\n\n{half}\nthe harbour.")
    room.seed(name, text)
    reading = room.content(room.take().written[0])
    assert reading.document
    assert "the harbour." in plain(reading.document.body)
    assert "<img" not in reading.document.body


@pytest.mark.parametrize("offset", ["+23:01", "-14:30", "+01:00:30", "+٢٢:٠١"])
def test_an_offset_that_no_clock_has_is_no_part_of_a_date(tmp_path: Path, offset: str) -> None:
    room = Newsroom(tmp_path)
    room.seed(*page(f"date: 2031-03-02T01:00:00{offset}"))
    reading = room.content(room.take().written[0])
    assert reading.document
    article = reading.document.article
    assert article.date is None
    assert article.review


def test_backslashes_between_folders_are_slashes(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed(*page(text=r"See [it](\old\thaw.md), [that](a\_b.html) and `c:\x`."))
    reading = room.content(room.take().written[0])
    assert reading.document
    assert [problem for problem in reading.problems if problem.severity.value == "error"] == []
    assert "<code>c:\\x</code>" in reading.document.body
