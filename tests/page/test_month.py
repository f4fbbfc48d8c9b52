"""
Every message of a month at 360 pixels, in the page's own letters: no bracket, sum or sign stands alone on a line, none
ends with a separator, no label is cut, no table is wider than its bubble. All of them are drawn into one page and
measured there.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from reports.message.fitting import WORD_JOINER
from reports.views import VIEWS
from tests.page.month import Screen, live_month
from tests.page.stand import IN_THE_BROWSER, SMALL, Stand
from tests.samples import PART, sampled

pytestmark = [*IN_THE_BROWSER, pytest.mark.timeout(300), pytest.mark.part]

DRAWN = Path(__file__).with_name("lines.js").read_text(encoding="utf-8")
UNIT = r"(?:тыс|млн|K|M|₽|%)"
ALONE = re.compile(rf"[·,\s]*(?:[«(]?[+−→-]?[\d\s\u00a0.,:/]+{UNIT}?\s*)+(?:\(\d+\))?[)»]?[.,:;?!]*\s*")
"""A line of nothing but a sum, a date or a number, perhaps in brackets."""
TORN = re.compile(rf"\s*(?:{UNIT}(?:\W|$)|[·—→)»,])")
"""A unit, a separator or the end of a bracket begins a line."""

BREAK, TAG = re.compile(r"<br>|</(?:p|td|th|tr)>"), re.compile(r"<[^>]+>")
BARE = {"ru": re.compile(r"\bАнн(?:а|е|у|ы|ой)\b(?!\sИ)"), "en": re.compile(r"\bAnna\b(?!\sSt)")}
THEIR_OWN = {"manager", "101", "103"}
"""Readers that are called Anna, by their roles and phones."""

OF_A_MOMENT = {
    *("checkin_reminder", "bank_others", "import_news", "call_log"),
    *("client_forget_act", "client_forgotten", "enquiry_forget_act", "forgetting_person"),
    *("group", "group_asked", "group_gone", "group_muted", "group_topic_gone", "group_slot", "group_svod"),
    *("paper_file", "receipt_deal"),
}
"""Drawn for five minutes before a slot, and measured as it was sent; or told to other departments and other people; or
of who is forgotten, whom the month does not have; or of a group, which nobody has added, of a file, of a file of
calls, and of money that came on no payment while its client had several deals."""


def is_fault(row: str) -> bool:
    """Whether that line, which the phone has made, should not stand there."""
    says = any(letter.isalpha() for letter in row)
    return not says or ALONE.fullmatch(row) is not None or TORN.match(row) is not None or ends_a_bracket(row)


def ends_a_bracket(row: str) -> bool:
    """With one word, as in «дня)»; two are a line."""
    return row.count(")") > row.count("(") and len(row.split()) == 1


def ends_open(row: str) -> bool:
    """With a separator: what it leads to stands below."""
    return row.rstrip().endswith("·")


def find_torn(html: str) -> list[str]:
    """What stands alone below, where we have broken a line ourselves."""
    rows = unescape(TAG.sub("", BREAK.sub("\n", html))).split("\n")
    return [row for row in rows if row.startswith(WORD_JOINER) and is_fault(row.removeprefix(WORD_JOINER))]


def find_faults(screen: Screen, found: dict[str, Any]) -> list[str]:
    broken = [
        " ⏎ ".join(rows) for rows in found["broken"] if any(map(is_fault, rows[1:])) or any(map(ends_open, rows[:-1]))
    ] + find_torn(screen.html)
    wide = ["wider than its bubble"] if found["wide"] else []
    return [f"{screen.what} ({screen.reader}): {each}" for each in (*broken, *(f"[{x}]" for x in found["cut"]), *wide)]


def find_bare_names(screen: Screen, language: str) -> list[str]:
    """Lines and buttons in which one of two Annas is only Anna, but for who is one of them."""
    if screen.reader in THEIR_OWN or screen.what == "invitation_code":
        return []
    text = unescape(TAG.sub("", BREAK.sub("\n", screen.html))).replace("\u2060", "")
    told = [*text.splitlines(), *(label for row in screen.keyboard for label in row)]
    return [f"{screen.what} ({screen.reader}): {each}" for each in told if BARE[language].search(each)]


async def measure(page: Page, screens: list[Screen]) -> list[str]:
    """What does not fit, in words."""
    found = await page.evaluate(DRAWN, [screen.state() for screen in screens])
    return [each for screen, seen in zip(screens, found, strict=True) for each in find_faults(screen, seen)]


@pytest.mark.parametrize("language", sampled(["ru", "en"], 2, "month"))
async def test_every_message_of_the_month_fits(stand: Stand, database_file: Path, language: str) -> None:
    screens = await live_month(database_file, language)
    page = await stand.opens(SMALL)

    lacking = {*VIEWS} - {screen.what for screen in screens} - OF_A_MOMENT
    assert PART or not lacking, f"give {lacking} a sample in stored_views.json, or a day"
    assert await measure(page, screens) == []
    assert [each for screen in screens for each in find_bare_names(screen, language)] == []


async def test_what_does_not_fit_is_named(stand: Stand) -> None:
    """The measure itself: each kind of fault, and lines that are whole."""
    page = await stand.opens(SMALL)
    torn = Screen("a", "manager", "Нет ответа: Анна, Борис, Виктор, Елена (2)", ())
    lone = Screen("b", "manager", "Просрочено у всех вместе со старыми: 1,06 млн", ())
    cut = Screen("c", "manager", "Ок", (("Презентация удалась", "Не состоялась", "Отказ"),))
    cells = "<td>сто</td>" + "<td>1 000 000 тыс</td>" * 5
    table = Screen("d", "lead", f"<table><tr>{cells}</tr></table>", (), is_rich=True)
    dot = Screen("f", "lead", "Месяц: 7,31 из 8,00 млн · темп 91,3 % 🟡", ())
    own = Screen("g", "lead", "Всего по отделу и по всем\n\u2060(91,3 %)", ())
    whole = Screen("e", "lead", "Нет ответа: Анна и все остальные менеджеры отдела продаж", (("Да", "Нет"),))

    found = await measure(page, [torn, lone, cut, table, dot, own, whole])

    assert [each[0] for each in found] == ["a", "b", "c", "c", "d", "f", "g"], found
