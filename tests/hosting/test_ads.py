"""ads.txt: what buyers can't read in it is told, each at its place; the file goes out as it is."""

import pytest

from broadsheet import check
from broadsheet.hosting import ads
from broadsheet.job import Order, Witness
from broadsheet.problems import Severity
from tests.conftest import MakeOutlet
from tests.outlet import NOON

GOOD = """\
# Who may sell
google.com, pub-1234567890, DIRECT, f08c47fec0942fa0 # the house
exchange.example,abc,reseller
exchange.example , abc , Direct ;ext=1
placeholder.example.com, placeholder, DIRECT, placeholder

CONTACT=ads@courier.example
SUBDOMAIN=shop.courier.example
OWNERDOMAIN=courier.example
managerdomain=sales.example, PT
INVENTORYPARTNERDOMAIN = partner.example
"""


def found(text: str | bytes) -> list[tuple[int, int, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(one.line, one.column, one.message) for one in ads.problems(data, "static/ads.txt")]


def test_what_buyers_can_read_is_in_order() -> None:
    assert found(GOOD) == []
    assert found("\ufeff" + GOOD.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("google.com, pub-1", 1, "the line has two fields, and needs three with commas between"),
        ("  google.com pub-1 DIRECT", 3, "the line has one field, and needs three with commas between"),
        ("https://google.com, pub-1, DIRECT", 1, "“https://google.com” isn't a domain"),
        ("google, pub-1, DIRECT", 1, "“google” isn't a domain"),
        ("google.com, , DIRECT", 13, "the account's id is missing"),
        ("google.com, pub-1, BOTH", 20, "“BOTH” is neither DIRECT nor RESELLER"),
        ("google.com, pub-1, DIRECT, f08c, more", 34, "there are more than four fields"),
        ("google.com, pub 1, DIRECT", 13, "an id has no spaces"),
        ("google.com, pub-1, DIRECT, f08c the house", 28, "an id has no spaces"),
        ("CONTAKT=ads@courier.example", 1, "there is no variable CONTAKT"),
        ("CONTACT=", 9, "CONTACT says nothing"),
        ("OWNERDOMAIN=https://courier.example", 13, "“https://courier.example” isn't a domain"),
    ],
)
def test_what_they_can_not_is_told_at_its_place(line: str, column: int, said: str) -> None:
    assert found(f"{GOOD}{line}\n") == [(GOOD.count("\n") + 1, column, said)]


def test_the_same_line_twice_is_told() -> None:
    text = "google.com, 1, DIRECT\nGOOGLE.com,1,direct, f08c\ngoogle.com, 1, RESELLER\n"
    assert found(text) == [(2, 1, "line 1 says the same")]


def test_a_file_that_says_nothing_is_told() -> None:
    for empty in ("", "# Nobody\n"):
        assert found(empty) == [(0, 0, "it names nobody, so buyers take it for a file that isn't there")]


def test_another_encoding_is_told() -> None:
    assert found(b"google.com, 1, DIRECT\n# caf\xe9\n") == [(2, 0, "this isn't UTF-8")]


@pytest.mark.parametrize("name", ["ads.txt", "app-ads.txt"])
def test_it_goes_out_as_it_is_and_each_build_tells(outlet: MakeOutlet, name: str) -> None:
    text = "google.com, pub-1, DIRCT\n"
    site = outlet({f"static/{name}": text}).build()
    said = f"static/{name}:1:20: warning: “DIRCT” is neither DIRECT nor RESELLER"
    for _ in range(2):  # the second has nothing else to do
        assert [problem.partition("\n")[0] for problem in site.problems] == [said]
        assert site.page(f"/{name}") == text
        site.build()
    site.edit({f"static/{name}": text.replace("DIRCT", "DIRECT")}).build()
    assert site.problems == []


def test_without_a_file_there_is_none(outlet: MakeOutlet) -> None:
    site = outlet().build()
    assert not site.has("/ads.txt")
    assert site.problems == []


def test_check_tells_it_too_and_a_strict_build_fails(outlet: MakeOutlet) -> None:
    site = outlet({"static/ads.txt": "google.com, pub-1\n"}).article("2026/11/a")
    order = Order(site=site.root, output=site.root / "public", now=NOON, jobs=1)
    told = [problem for problem in check.check(order, Witness()).problems if problem.path == "static/ads.txt"]
    assert [(one.severity, one.line) for one in told] == [(Severity.WARNING, 1)]
    assert site.build().summary.status == 0
    assert site.build(strict=True).summary.status == 1
