"""Pictures in texts, on pages and in feeds; and the cards that stand for articles without one."""

import io
import re

from PIL import Image

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet
from tests.pictures.photographs import photograph

ARTICLE = "themes/plain/templates/article.html"
BODY = {ARTICLE: "{{ page.body|safe }}{% if page.social %}[{{ page.social.url }}]{% endif %}"}


def text(site: Outlet) -> str:
    return re.sub(r"\.[0-9a-f]{10}\.", ".", site.page("/news/2026/11/a.html"))


def test_a_picture_in_a_text_has_its_sizes(outlet: MakeOutlet) -> None:
    site = outlet({**BODY, "media/a b.jpg": photograph(500, 300)})
    site.article("2026/11/a", '![A & B](<a b.jpg> "Words")').build()
    sizes = 'sizes="(min-width: 43rem) 40rem, 100vw"'

    def each(form: str) -> str:
        return ", ".join(f"/media/a%20b.{width}.{form} {width}w" for width in (320, 480, 500))

    assert (
        f'<figure><picture><source type="image/webp" srcset="{each("webp")}" {sizes}>'
        f'<img alt="A &amp; B" src="/media/a%20b.500.jpg" srcset="{each("jpg")}" {sizes}'
        ' width="500" height="300" loading="lazy" decoding="async"></picture>'
        "<figcaption>Words</figcaption></figure>"
    ) in text(site)


def test_what_an_editor_wrote_of_its_size_stands(outlet: MakeOutlet) -> None:
    site = outlet({**BODY, "media/a.jpg": photograph(500, 300)})
    site.article("2026/11/a", 'Words <img src="/media/a.jpg" width="50" height="30" alt=""> here.').build()
    assert text(site).count(" width=") == 1
    assert 'width="50" height="30"' in text(site)


def test_a_link_to_a_picture_leads_to_a_whole_one(outlet: MakeOutlet) -> None:
    site = outlet({**BODY, "media/a.jpg": photograph(500, 300)})
    site.article("2026/11/a", "[![A](a.jpg)](a.jpg)").build()
    assert '<a href="/media/a.jpg"><picture>' in text(site)
    whole = Image.open(io.BytesIO(site.online()["/media/a.jpg"]))
    assert whole.size == (500, 300)
    site.article("2026/11/a", "![A](a.jpg)").build()
    assert not site.has("/media/a.jpg")


def test_in_feeds_it_is_one_file_in_full(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(1400, 700)}).article("2026/11/a", "![A](a.jpg)").build()
    feed = re.sub(r"\.[0-9a-f]{10}\.", ".", site.page("/feed.xml"))
    assert '<img alt="A" src="https://courier.example/media/a.960.jpg" width="960" height="480">' in feed
    assert "srcset" not in feed


def test_an_article_without_a_picture_has_its_sections_card(outlet: MakeOutlet) -> None:
    site = outlet(BODY).article("2026/11/a").build()
    assert "[https://courier.example/media/news.card.png]" in text(site)
    (card,) = [data for address, data in site.online().items() if address.startswith("/media/news.")]
    assert Image.open(io.BytesIO(card)).size == (1200, 675)
    site.edit({"media/a.jpg": photograph(500, 300)}).article("2026/11/a", image="a.jpg").build()
    assert "a.16x9-50-50.jpg]" in text(site)


def test_a_card_with_the_headline_is_a_setting(outlet: MakeOutlet) -> None:
    site = outlet({**BODY, "site.toml": SITE + '[pictures]\ncovers = "article"\n'})
    site.article("2026/11/a", title="One").article("2026/11/b", title="خبر").build()
    assert "[https://courier.example/media/2026/11/a.card.png]" in text(site)
    cards = {address for address in site.online() if address.endswith(".card.png")}
    site.article("2026/11/a", title="Two").build()
    # One each, and the outlet's.
    assert len(cards) == len({address for address in site.online() if address.endswith(".card.png")}) == 3
    assert cards != {address for address in site.online() if address.endswith(".card.png")}
    assert site.online() == site.clean()
    site.edit({"site.toml": SITE + '[pictures]\ncovers = "none"\n'}).build()
    assert "[" not in text(site)
    assert not [address for address in site.online() if address.endswith(".card.png")]
