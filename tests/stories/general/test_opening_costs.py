"""A press that opens a screen draws it once: to see whether it opens, and that is what is sent."""

from tests.scheduler.test_idle_look import statements
from tests.town import Town

ITS_OWN = ("inbox", "outbox", "people")
"""Of the machine: the update, the answer, and who they are of."""


async def test_a_press_asks_for_each_thing_of_its_screen_once(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор Юг", "Вектор Север")
    await anna.types("/clients вектор")

    with statements(town.database) as asked:
        card = await anna.presses("Вектор Юг")

    trade = [each for each in asked if each.startswith("SELECT") and not any(f"FROM {it}" in each for it in ITS_OWN)]
    assert "Вектор Юг" in card.text
    assert len(trade) > 5
    assert len(trade) == len({*trade}), [each for each in trade if trade.count(each) > 1]


async def test_what_is_written_between_is_drawn_anew(town: Town) -> None:
    """The sum of the card that a press opens is that of the moment at which it is sent."""
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    card = await anna.types("оплата 150к Вектор завтра")
    await anna.types("нет, 180к")

    assert "180 000" in (await anna.presses("✏️ Править")).text
    assert "180 000" in (await anna.last()).text
    assert "Заменено" in (await anna.sees_edited(card)).text
