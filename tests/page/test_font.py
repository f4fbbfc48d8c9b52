"""The page's font: it is there, it is the one used, and it has every letter that the product shows."""

import unicodedata

import pytest
from playwright.async_api import Page

from simulator.front import pages
from simulator.front.pages import FOLDER, font_files
from tests import catalogues
from tests.page.fonts import SIGN, page_font
from tests.page.stand import Stand

DRAWN_BY_THE_SYSTEM = {"→", "⋯", "\ufe0f"}
"""Beside the signs and emoji (Unicode's So), for which every phone has a font of its own."""

WIDTH = """text => {
  const box = document.createElement("span");
  box.style = "position: absolute; font-size: 100px; font-kerning: none; white-space: pre";
  box.textContent = text;
  document.body.append(box);
  const { width } = box.getBoundingClientRect();
  box.remove();
  return width;
}"""


def letters(text: str) -> set[str]:
    return {each for each in text if each.isprintable() and unicodedata.category(each) != "So"} - DRAWN_BY_THE_SYSTEM


def shown() -> str:
    said = [catalogues.path_of(language) for language in catalogues.LANGUAGES]
    return "".join(path.read_text("utf-8") for path in (*said, FOLDER / "words.js"))


async def width(page: Page, text: str) -> float:
    return float(await page.evaluate(WIDTH, text))


def test_it_has_every_letter_figure_and_mark_that_is_shown() -> None:
    own = {chr(code) for code in page_font().getBestCmap()}

    assert letters(shown()) - own == set()
    assert set("₽·…«»‹›—−×№") <= own


def test_both_of_its_faces_are_installed() -> None:
    assert all(path.is_file() for path in font_files().values())
    assert set(font_files()) == {"roboto.ttf", "roboto-italic.ttf"}


def test_without_the_package_the_page_is_served_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "find_spec", lambda _: None)

    served = {route.path for route in pages.page_routes()}

    assert {"/", "/page/theme.css"} <= served
    assert not any(path.endswith(".ttf") for path in served)


@pytest.mark.chromium
@pytest.mark.xdist_group("page")
@pytest.mark.asyncio(loop_scope="session")
async def test_it_is_the_one_that_the_page_uses(stand: Stand) -> None:
    """A machine's own font would be a little wider or narrower: the figures are those of the file."""
    page = await stand.opens()
    font, text = page_font(), "Оплата 150 000 ₽ · «Ромашка»"
    names, units = font.getBestCmap(), font["head"].unitsPerEm
    expected = sum(font["hmtx"][names[ord(letter)]][0] for letter in text) * 100 / units

    assert await width(page, text) == pytest.approx(expected, abs=0.5)


@pytest.mark.chromium
@pytest.mark.xdist_group("page")
@pytest.mark.asyncio(loop_scope="session")
async def test_a_sign_is_as_wide_on_a_machine_without_emoji(stand: Stand) -> None:
    page = await stand.opens()

    for sign in ("✅", "🔴", "📞", "✖️", "→"):
        assert await width(page, sign) == pytest.approx(SIGN / 10, abs=0.5), sign
