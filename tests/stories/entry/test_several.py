"""One message of several records: recorded, taken back together or one by one, edited line by line."""

from typing import Any

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.stories.entry.test_edits import typed
from tests.town import Someone, Town

THREE = "оплата 150к Ромашка пн\nоплата 40к Ким вт\nоплата 90к Вектор пт 27.11"


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def owed(town: Town, anna: Someone) -> list[str]:
    payments = sorted((await kept(town, anna)).payments, key=lambda each: each.id)
    return [f"{each.client_name} {each.amount // 100_000} {each.due_on:%d.%m}" for each in payments]


@pytest.mark.parametrize(
    "line",
    [
        "1. Ромашка 150к пн, 2. Ким 40к вт",
        "1) Ромашка 150к пн 2) Ким 40к вт",
        "- Ромашка 150к пн; - Ким 40к вт",
        "Ромашка 150к пн ; Ким 40к вт",
        "• Ромашка 150к пн • Ким 40к вт",
        "оплаты: 1) Ромашка 150к пн, 2) Ким 40к вт",
        "1 Ромашка 150к пн\n2 Ким 40к вт",
    ],
)
async def test_a_list_along_a_line_is_several_records(town: Town, anna: Someone, line: str) -> None:
    await anna.types(line)

    assert await owed(town, anna) == ["Ромашка 150 23.11", "ИП Ким 40 24.11"]


async def test_undo_offers_all_together_or_the_last(town: Town, anna: Someone) -> None:
    await anna.types(THREE)

    offered = await anna.types("/undo")
    assert told(offered.text) == [
        "Одним сообщением: 3 записи",
        "Ромашка · 150 000 ₽",
        "ИП Ким · 40 000 ₽",
        "Вектор · 90 000 ₽",
    ]
    assert offered.labels == ["↩️ Отменить все 3", "↩️ Только последнюю"]

    left = await anna.presses("↩️ Только последнюю", on=offered)
    assert told(left.text)[0] == "Одним сообщением: 2 записи"
    assert await owed(town, anna) == ["Ромашка 150 23.11", "ИП Ким 40 24.11"]

    await anna.presses("↩️ Отменить все 2", on=left)
    assert await owed(town, anna) == []


@pytest.mark.parametrize("word", ["отмени", "удали последнее"])
async def test_words_take_several_back_as_undo_does(town: Town, anna: Someone, word: str) -> None:
    await anna.types(THREE)
    await anna.presses("↩️ Отменить все 3", on=await anna.types(word))

    assert await owed(town, anna) == []


async def test_what_was_recorded_after_them_goes_first(town: Town, anna: Someone) -> None:
    await anna.types(THREE)
    await town.clock.jump(town.minutes(1))
    await anna.types("пришло 20к СтройГрад")

    assert told((await anna.types("/undo")).text) == ["↩️ Отменено: СтройГрад · 20 000 ₽"]
    assert (await anna.types("/undo")).labels[0] == "↩️ Отменить все 3"


async def test_one_of_two_that_is_left_goes_at_once(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн\nоплата 40к Ким вт")
    await anna.presses("↩️ Только последнюю", on=await anna.types("/undo"))

    assert told((await anna.types("/undo")).text) == ["↩️ Отменено: 💰 Ромашка · 150 000 ₽"]


@pytest.mark.parametrize(
    ("edited", "shown", "owes"),
    [
        pytest.param(
            THREE.replace("40к", "45к"),
            ["✏️ 💰 ИП Ким · 45 000 ₽ · вт 24 ноября"],
            ["Ромашка 150 23.11", "Вектор 90 27.11", "ИП Ким 45 24.11"],
            id="a line changed",
        ),
        pytest.param(
            f"{THREE}\nоплата 10к СтройГрад пн",
            ["➕ 💰 СтройГрад · 10 000 ₽ · пн 23 ноября"],
            ["Ромашка 150 23.11", "ИП Ким 40 24.11", "Вектор 90 27.11", "СтройГрад 10 23.11"],
            id="a line added",
        ),
        pytest.param(
            THREE.replace("оплата 40к Ким вт\n", ""),
            ["➖ 💰 ИП Ким · 40 000 ₽ · вт 24 ноября"],
            ["Ромашка 150 23.11", "Вектор 90 27.11"],
            id="a line removed",
        ),
        pytest.param(
            "оплата 155к Ромашка пн\nоплата 90к Вектор пт 27.11\nоплата 7к СтройГрад вт",
            [
                "✏️ 💰 Ромашка · 155 000 ₽ · пн 23 ноября",
                "➕ 💰 СтройГрад · 7 000 ₽ · вт 24 ноября",
                "➖ 💰 ИП Ким · 40 000 ₽ · вт 24 ноября",
            ],
            ["Вектор 90 27.11", "Ромашка 155 23.11", "СтройГрад 7 24.11"],
            id="all three at once",
        ),
    ],
)
async def test_an_edit_changes_the_records_it_belongs_to(
    town: Town, anna: Someone, edited: str, shown: list[str], owes: list[str]
) -> None:
    sent = await typed(town, anna, THREE)
    asked = await sent.is_edited(edited)
    assert told(asked.text) == [*shown, "Сообщение исправлено. Изменить записи?"]

    await anna.presses("✅ Изменить", on=asked)

    assert await owed(town, anna) == owes


async def test_an_edit_may_be_followed_by_another(town: Town, anna: Someone) -> None:
    sent = await typed(town, anna, THREE)
    await anna.presses("✅ Изменить", on=await sent.is_edited(THREE.replace("40к", "45к")))
    await anna.presses("✅ Изменить", on=await sent.is_edited(THREE.replace("40к", "50к")))

    assert await owed(town, anna) == ["Ромашка 150 23.11", "Вектор 90 27.11", "ИП Ким 50 24.11"]


async def test_a_line_that_was_one_may_become_two(town: Town, anna: Someone) -> None:
    sent = await typed(town, anna, "оплата 150к Ромашка пн")
    await anna.presses("✅ Изменить", on=await sent.is_edited("оплата 150к Ромашка пн\nоплата 40к Ким вт"))

    assert await owed(town, anna) == ["Ромашка 150 23.11", "ИП Ким 40 24.11"]


async def test_an_edit_of_nothing_says_nothing(town: Town, anna: Someone) -> None:
    sent = await typed(town, anna, THREE)
    before = await anna.messages()
    await sent.is_edited(THREE.replace("пн", "в пн"))

    assert await anna.messages() == before


async def test_a_corrected_line_may_still_be_edited(town: Town, anna: Someone) -> None:
    sent = await typed(town, anna, "оплата 150к Ромашка пн")
    await anna.types("нет, 160к")
    await anna.presses("✅ Заменить", on=await sent.is_edited("оплата 170к Ромашка пн"))

    assert await owed(town, anna) == ["Ромашка 170 23.11"]


async def test_lines_of_the_wrong_keyboard_are_offered_once(town: Town, anna: Someone) -> None:
    asked: Any = await anna.types("jgkfnf 150r Hjvfirf gy\njgkfnf 40r Rbv dn")
    assert told(asked.text)[1:] == ["оплата 150к Ромашка пн", "оплата 40к Ким вт"]
    assert await owed(town, anna) == []

    await anna.presses("✅ Да", on=asked)

    assert await owed(town, anna) == ["Ромашка 150 23.11", "ИП Ким 40 24.11"]


async def test_a_day_told_in_one_breath_is_three_records(town: Town, anna: Someone) -> None:
    await anna.types("позвонила Вектору, от Кима пришло 20к, встреча с Ромашкой в пн в 10")

    assert (await kept(town, anna)).records == 3


async def test_a_sum_in_parts_is_awaited_part_by_part(town: Town, anna: Someone) -> None:
    await anna.types("Ромашка 300к, треть в понедельник, остальное 27.11")

    assert await owed(town, anna) == ["Ромашка 100 23.11", "Ромашка 200 27.11"]


async def test_what_is_joined_to_tomorrow_has_not_come(town: Town, anna: Someone) -> None:
    await anna.types("пришло 20к Вектор. Ромашка 60к + Ким 40к в понедельник")

    assert await owed(town, anna) == ["Ромашка 60 23.11", "ИП Ким 40 23.11"]
    assert [each.amount for each in (await kept(town, anna)).facts] == [2_000_000]


async def test_what_waits_for_its_answer_is_not_said_to_be_recorded(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await anna.types(THREE)

    asked: Any = await anna.last()
    assert told(asked.text)[0] == "Записал 2 строки · 1 ждёт ответа"
    assert asked.labels == ["↩️ Отменить все 3"]
    assert await owed(town, anna) == ["Ромашка 150 23.11", "ИП Ким 40 24.11", "Вектор 90 27.11"]


@pytest.mark.parametrize(("client", "name"), [("Зенит", "Зенит"), ("Меркурию", "Меркурий")])
async def test_two_records_of_one_new_client_ask_for_it_once(town: Town, anna: Someone, client: str, name: str) -> None:
    await anna.types(f"позвонила {client}, думают\nоплата 40к {name} пн")
    await anna.presses(f"➕ Создать «{name}»")

    found = await kept(town, anna)
    assert found.records == 2
    assert [each.client_name for each in found.payments] == [each.client_name for each in found.done]


async def test_lines_sent_in_one_breath_of_one_new_client_ask_for_it_once(town: Town, anna: Someone) -> None:
    await anna.types("оплата 40к Зенит пн")
    await anna.types("позвонила Зениту, думают")
    await anna.presses("➕ Создать «Зенит»")

    assert (await kept(town, anna)).records == 2
    await anna.types("да")
    assert "Создать" not in (await anna.last()).text


KINDS = [
    ("пришло 12к Ким\nсделка Вектор 300к договор", "🧩 Вектор"),
    ("пришло 12к Ким\nскидка 12% Вектор: объём 2 млн", "💸 скидка 12 %"),
    ("претензия Вектор: брак 3 шт\nвернуть деньги\nпришло 12к Ким", "вернуть деньги"),
    ("пришло 12к Ким\nконтакт Вектор: Марина 8 916 123-45-67", "✅ контакт Марина"),
    ("пришло 12к Ким\nзадача пн 10:00 позвонить в банк", "⏰ позвонить в банк"),
    ("пришло 12к Ким\nкто должен?", "Просроченных долгов нет"),
    ("пришло 12к Ким\nнпс Вектор 9: быстро отвечаете", "⭐ NPS 9"),
]


@pytest.mark.parametrize(("message", "more"), KINDS)
@pytest.mark.parametrize("form", ["", "/pay", "/call"])
async def test_lines_of_several_kinds_are_each_what_they_are(
    town: Town, anna: Someone, form: str, message: str, more: str
) -> None:
    if form:
        await anna.types(form)
        question = told((await anna.presses("СтройГрад")).text)
    await anna.types(message)

    after = await kept(town, anna)
    assert [(fact.client_name, fact.amount, fact.comment) for fact in after.facts] == [("ИП Ким", 12_000_00, None)]
    assert (await anna.sees(more)).by_bot
    assert after.payments == []
    assert not form or told((await anna.last()).text) == question


async def test_two_deals_of_a_message_are_two(town: Town, anna: Someone) -> None:
    await anna.types("сделка Вектор 300к договор\nсделка Ким 40к")

    assert await anna.sees("🧩 Вектор · ")
    assert await anna.sees("🧩 ИП Ким · ")


@pytest.mark.parametrize(
    ("message", "seen"),
    [
        ("сделка Вектор\n300к договор", "🧩 Вектор · "),
        ("нпс Вектор 9: быстро\nотвечаете", "быстро отвечаете"),
        ("Вектор не\nдозвонился", "✅ Звонок: Вектор"),
        ("Вектор закинул\n100к", "Вектор · 100 000 ₽"),
    ],
)
async def test_a_line_that_was_broken_is_one(town: Town, anna: Someone, message: str, seen: str) -> None:
    await anna.types(message)

    assert (await anna.sees(seen)).by_bot
    assert (await kept(town, anna)).records <= 1


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("Ромашка оплатили 50к, остаток в пт", "Остаток 100 000 ₽. Когда ждать?"),  # said on a Friday
        ("Ромашка дали 50к остальное обещают в четверг", "Остаток 100 000 ₽ ждём чт 26 ноября"),
    ],
)
async def test_the_day_of_the_rest_is_not_that_of_the_money(town: Town, anna: Someone, said: str, rest: str) -> None:
    await anna.types("оплата 150к Ромашка пн")
    card: Any = await anna.types(said)

    assert told(card.text)[0] == "◐ Ромашка · 50 000 ₽ из 150 000 ₽"
    assert rest in told(card.text)
    assert [fact.on for fact in (await kept(town, anna)).facts] == [town.today()]
