"""Card images: one a page, small, readable, named where chats look, and drawn again only when changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import small
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser

from printing import cards as drawing
from printing.built import Built
from printing.cards import WIDTH, cards, draw_cards, head_tags, opening, with_tags

LARGEST = 60_000  # bytes: what every chat takes


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """The browser that all tests share: one thread can drive only one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "opened", lambda: nullcontext(browser))
        yield browser


def heads(built: Built, file: str) -> dict[str, str]:
    """What a page's head says to chats."""
    page = BeautifulSoup((built.folder / file).read_text(), "html.parser")
    tags = page.head.find_all("meta", attrs={"content": True})
    named = [(tag.get("property") or tag.get("name"), tag["content"]) for tag in tags]
    assert len({name for name, _ in named}) == len(named), "a tag stands there twice"
    return dict(named)


def test_a_page_and_its_short_links_name_the_card(browser, tmp_path: Path) -> None:
    built = small.write(tmp_path)
    files = draw_cards(built, tmp_path / "store")
    assert [file.relative_to(built.folder).as_posix() for file in files] == [
        "cards/index.png",
        "cards/you.png",
    ]
    for file in files:
        assert file.stat().st_size < LARGEST
        with Image.open(file) as picture:
            assert picture.size == (1200, 630)
    for page in ("you/index.html", "go/persona-you/index.html"):
        said = heads(built, page)
        address, _, version = said["og:image"].partition("?")
        assert address == f"{small.BASE}cards/you.png" and len(version) == 8
        assert said["og:image:alt"] == "You: Stop waiting. Start working."
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["twitter:card"] == "summary_large_image"
    assert heads(built, "index.html")["og:image:alt"] == "Home: Welcome."


def test_drawing_again_gives_the_same_and_draws_only_what_changed(browser, tmp_path: Path) -> None:
    store = tmp_path / "store"
    built = small.write(tmp_path)
    draw_cards(built, store)
    first = {f: f.read_bytes() for f in built.folder.rglob("*.*")}
    draw_cards(Built(built.folder), store)  # onto pages that name their cards already
    assert {f: f.read_bytes() for f in built.folder.rglob("*.*")} == first
    draw_cards(small.write(tmp_path / "fresh"), tmp_path / "other store")
    for file in built.folder.rglob("*.png"):
        other = tmp_path / "fresh/site" / file.relative_to(built.folder)
        assert other.read_bytes() == file.read_bytes()
    known = set(store.iterdir())
    before = heads(built, "you/index.html")["og:image"]
    draw_cards(small.write(tmp_path, title="All of you"), store)
    assert len(set(store.iterdir()) - known) == 1
    after = heads(built, "you/index.html")
    assert after["og:image"] != before and after["og:image:alt"].startswith("All of you: ")


def test_without_an_address_of_the_site_no_page_names_a_card(browser, tmp_path: Path) -> None:
    built = small.write(tmp_path, base="")
    assert len(draw_cards(built, tmp_path / "store")) == 2
    assert not [name for name in heads(built, "you/index.html") if name.startswith("og:image")]


def test_the_everyday_build_names_no_card(site) -> None:
    for page in ("index.html", "mission/hub-users/index.html", "go/persona-hub-users/index.html"):
        assert not site.page(page).select('meta[property^="og:image"], meta[content*="large"]')


WORDS = "Everything that somebody could ever want to know about memberships "


@pytest.mark.parametrize(
    ("title", "description"),
    [(WORDS * 4, WORDS * 9), ("Incomprehensibilitiesandmore" * 3, "x" * 300), ("A", "")],
    ids=["long", "without spaces", "short"],
)
def test_whatever_is_written_fits_the_card(
    browser, tmp_path: Path, title: str, description: str
) -> None:
    built = small.write(tmp_path, title=title, description=description, text="<p>No tagline.</p>")
    card = next(card for card in cards(built) if card.file == "cards/you.png")
    page = browser.new_page(viewport={"width": WIDTH, "height": 630})
    page.set_content(card.html)
    rim = "e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }"
    boxes = {name: page.locator(name).evaluate(rim) for name in ("header", "main", "h1")}
    page.close()
    assert boxes["main"][1] >= boxes["header"][3] and boxes["main"][3] <= 630 - 40
    assert boxes["main"][2] <= WIDTH - 60 and boxes["h1"][2] <= WIDTH - 60


def test_every_page_of_the_handbook_has_a_card_with_a_title_and_a_sentence(site) -> None:
    built = Built(site.folder)
    made = list(cards(built))
    assert len({card.file for card in made}) == len(made) == len(built.of_kind("page")) > 30
    by_file = {card.file: card for card in made}
    assert by_file["cards/mission/hub-users.png"].text == (
        "Stop managing servers. Start doing your work."
    )
    assert all(card.title and 20 < len(card.text) < 200 for card in made)


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("One. Two! Three? Four.", "One. Two! Three? Four."),
        ("First words. " + "y" * 160, "First words. " + "y" * 160),
        ("First words. Y" + "y" * 160, "First words."),
        ("It costs $1.50 e.g. for one.", "It costs $1.50 e.g. for one."),
        ("", ""),
    ],
)
def test_a_card_says_as_many_whole_sentences_as_have_room(description: str, said: str) -> None:
    assert opening(description) == said


def test_tags_stand_behind_the_others_and_escape_what_they_say() -> None:
    page = '<head>\n<meta property="og:title" content="A">\n<title>A</title></head><body></body>'
    tagged = with_tags(page, head_tags("https://x.example/a.png", 'Say "A" & <b>'))
    assert tagged.index("og:title") < tagged.index("og:image") < tagged.index("<title>")
    assert "Say &quot;A&quot; &amp; &lt;b&gt;" in tagged
    again = with_tags(tagged, head_tags("https://x.example/b.png", "B"))
    assert again.count('"og:image"') == 1 and "b.png" in again and "a.png" not in again
    assert with_tags("<head></head>", "x") == "<head></head>"


def test_a_card_that_could_not_be_kept_leaves_nothing_half_written(
    browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = small.write(tmp_path)
    monkeypatch.setattr(drawing, "_small", lambda png: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        draw_cards(built, tmp_path / "store")
    assert not list((tmp_path / "store").iterdir())
