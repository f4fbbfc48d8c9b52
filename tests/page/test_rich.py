"""A table on the page: drawn as a table, whole at 360 pixels, in dark and in light, and a text where there is none."""

import pytest
from markupsafe import Markup
from playwright.async_api import Locator, Page, expect

from bot.delivery.rich import html
from reports.message.markup import bold, lines
from reports.message.tables import native_table
from simulator.hands.driver import Phone
from tests.page.stand import IN_THE_BROWSER, SMALL, Screen, Stand, keys

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]

NAMES = ["Константин", "Анна", "Александра-Виктория", "Ян"]
SVOD = html(
    native_table(
        [f"{light} {name}" for light, name in zip("🔴🟡🟢🟢", NAMES, strict=True)],
        [
            ["темп", "38,1 %", "85,7 %", "101,3 %", "—"],
            ["факт", "0,40 из 1,50 млн", "1,20 из 2,00 млн", "12,30 из 12,15 млн", "300 тыс"],
        ],
        lines("Сводный отчёт · ноябрь на 20.11, 18:20", "Отдел: " + bold("1,90 из 5,15 млн")),
    )
)
STATS = html(
    native_table(
        NAMES,
        [
            ["пришло", "12,35 млн", "340 тыс", "1,24 млн", "0"],
            ["ждём", "150 тыс", "10,20 млн", "0", "0"],
            ["зв · вст", "112 · 12", "30 · 3", "8 · 0", "0 · 0"],
        ],
        lines("Неделя 16–22.11 · Отдел", "📞 150 · 🤝 15"),
        Markup("Подтверждено 0"),
    )
)


async def shows(stand: Stand, phone: Phone, content: str, *rows: list[str]) -> int:
    rich = {"html": content, "skip_entity_detection": True}
    sent = await stand.bot.call("sendRichMessage", chat_id=phone.id, rich_message=rich, reply_markup=keys(*rows))
    return int(sent["message_id"])


async def fits(page: Page, table: Locator) -> bool:
    """Nothing to scroll sideways, neither in the page nor in the table."""
    screen = bool(await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))
    return screen and bool(await table.evaluate("box => box.scrollWidth <= box.clientWidth"))


@pytest.mark.parametrize("content", [SVOD, STATS])
async def test_a_table_is_whole_at_360_pixels(stand: Stand, content: str) -> None:
    olga = await stand.person("Ольга")
    await shows(stand, olga, content, ["📊 График", "📄 Excel", "Подробнее"])
    page = await stand.opens(SMALL)
    screen = Screen(page, olga.id)

    table = screen.element.locator(".bubble .table")

    await expect(table.locator("tr")).to_have_count(5)
    await expect(table.locator("th")).to_have_count(content.count("<th"))
    for scheme in ("dark", "light"):
        await page.emulate_media(color_scheme=scheme)
        assert await fits(page, table)
    right = table.locator("td.right").first
    assert await right.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    await expect(screen.button("Подробнее")).to_be_visible()


async def test_an_edit_turns_the_table_into_a_text_and_back(stand: Stand) -> None:
    olga, screen = await stand.meets("Ольга")
    number = await shows(stand, olga, STATS)
    table = screen.element.locator(".table")
    await expect(table).to_be_visible()
    await expect(screen.says("Подтверждено 0")).to_have_count(1)

    await stand.bot.edits(olga, number, "За неделю пока ничего")

    await expect(table).to_have_count(0)
    await expect(screen.says("За неделю пока ничего")).to_be_visible()
    await stand.bot.call("editMessageText", chat_id=olga.id, message_id=number, rich_message={"html": STATS})
    await expect(table).to_be_visible()


async def test_what_a_table_says_stays_text(stand: Stand) -> None:
    olga, screen = await stand.meets("Ольга")
    name = "<img src=x onerror=alert(1)>"

    await shows(stand, olga, html(native_table(["Анна"], [["план", name]], Markup("Планы"))))

    await expect(screen.element.get_by_role("cell", name=name)).to_be_visible()
    await expect(screen.element.locator(".bubble img")).to_have_count(0)


async def test_a_wide_table_moves_inside_of_its_bubble(stand: Stand) -> None:
    olga = await stand.person("Ольга")
    await shows(stand, olga, html(native_table(NAMES, [["план", *["1 234 567 ₽"] * 4]] * 8, Markup("Планы"))))
    page = await stand.opens(SMALL)

    table = Screen(page, olga.id).element.locator(".table")

    await expect(table).to_be_visible()
    assert await table.evaluate("box => box.scrollWidth > box.clientWidth")
    assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


async def test_a_telegram_without_tables_is_switched_on_with_one_press(stand: Stand) -> None:
    _olga, screen = await stand.meets("Ольга")
    await screen.page.get_by_role("button", name="Вызовы и неполадки").click()
    await screen.page.get_by_role("tab", name="Неполадки").click()

    await screen.page.get_by_role("button", name="Telegram без таблиц").click()

    await expect(screen.page.locator(".rules b")).to_have_count(2)
    assert [(rule["method"], rule["code"]) for rule in await stand.sim.faults()] == [
        ("sendRichMessage", 404),
        ("editMessageText", 400),
    ]
