"""«отмени», «нет, не 170 а 180», an answer to a card: the record they belong to, and no other."""

from datetime import date

import pytest

from handlers.entry.line.correction import correct_entry, put_values
from sales.activities.activities import ActivityType
from sales.entry.days.dates import DayChoice
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.lines.values import Values
from sales.entry.numbers.amounts import AmountChoice
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.parametrize("word", ["отмени", "отмена", "удали последнее", "ошибка"])
async def test_a_word_takes_the_last_record_back(town: Town, anna: Someone, word: str) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await anna.types(word)

    assert (await kept(town, anna)).records == 0


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "words", "card"),
    [
        ("оплата 170к Ромашка пн", "нет, не 170 а 180", ["💰 Ромашка · 180 000 ₽", "Ожидаем пн 23 ноября · 50 %"]),
        ("оплата 170к Ромашка 26.11", "не 26 а 30", ["💰 Ромашка · 170 000 ₽", "Ожидаем пн 30 ноября · 50 %"]),
        ("оплата 170к Ромашка пн", "ой 180к", ["💰 Ромашка · 180 000 ₽", "Ожидаем пн 23 ноября · 50 %"]),
        ("оплата 170к Ромашка пн", "не в пн, а во вторник", ["💰 Ромашка · 170 000 ₽", "Ожидаем вт 24 ноября · 50 %"]),
        ("оплата 170к Ромашка пн", "исправь ромашка 175к", ["💰 Ромашка · 175 000 ₽", "Ожидаем пн 23 ноября · 50 %"]),
        ("пришло 40к Вектор", "не 40 а 41", ["✅ Вектор · 41 000 ₽ получено", "заявлено · пт 20 ноября · вне плана"]),
        ("оплата 170к Ромашка пн", "ой не в пн во вторник", ["💰 Ромашка · 170 000 ₽", "Ожидаем вт 24 ноября · 50 %"]),
        (
            "пришло 40к Вектор",
            "нет подожди тридцать пять",
            ["✅ Вектор · 35 000 ₽ получено", "заявлено · пт 20 ноября · вне плана"],
        ),
        (
            "пришло 40к Вектор",
            "не туда записала, это Ромашка",
            ["✅ Ромашка · 40 000 ₽ получено", "заявлено · пт 20 ноября · вне плана"],
        ),
        ("встреча Ким пн в 12", "в 11 точнее", ["🤝 ИП Ким · пн 23 ноября, 11:00"]),
        ("встреча Ким пн в 12", "исправь в 15", ["🤝 ИП Ким · пн 23 ноября, 15:00"]),
        ("встреча Ким пн в 12", "давай лучше в 16", ["🤝 ИП Ким · пн 23 ноября, 16:00"]),
    ],
)
async def test_what_is_right_replaces_the_record(
    town: Town, anna: Someone, line: str, words: str, card: list[str]
) -> None:
    first = await anna.types(line)
    said = await anna.types(words)

    assert told(said.text)[: len(card)] == card
    assert (await kept(town, anna)).records == 1
    assert "Заменено" in (await anna.sees_edited(first)).text


async def test_a_part_of_the_day_is_asked_by_the_hour(town: Town, anna: Someone) -> None:
    await anna.types("встреча Ким пн в 12")
    asked = await anna.types("нет, после обеда")
    moved = await anna.presses("15:00", on=asked)

    assert told(moved.text)[0] == "🤝 ИП Ким · пн 23 ноября, 15:00"
    assert (await kept(town, anna)).records == 1


async def test_a_correction_never_takes_back_what_it_does_not_name(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    said = await anna.types("исправь вектор 170к")

    assert told(said.text)[0] == "За последние 10 минут исправлять нечего."
    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 150_000_00


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("не 140, а 14", ["Ромашка 14000", "Вектор 30000"]),
        ("не 30 а 35", ["Ромашка 140000", "Вектор 35000"]),
        ("не Ромашка, а СтройГрад", ["СтройГрад 140000", "Вектор 30000"]),
        ("не в чт, а в ср", ["Ромашка 140000", "Вектор 30000"]),
        ("не ИП Ким, а СтройГрад", ["Ромашка 140000", "Вектор 30000"]),
        ("не 170, а 180", ["Ромашка 140000", "Вектор 30000"]),
    ],
)
async def test_of_several_records_the_one_is_changed_in_which_that_stands(
    town: Town, anna: Someone, words: str, right: list[str]
) -> None:
    await anna.types("оплата 140к Ромашка чт")
    await anna.types("оплата 30к Вектор пн")
    said = await anna.types(words)

    payments = (await kept(town, anna)).payments
    assert sorted(f"{each.client_name} {each.amount // 100}" for each in payments) == sorted(right)
    if words == "не в чт, а в ср":
        assert "Ожидаем ср 25 ноября" in said.text
        assert "Ромашка" in said.text


@pytest.mark.parametrize("words", ["не 170, а 180", "не вектор, а ким"])
async def test_a_reply_changes_only_what_stands_on_its_card(town: Town, anna: Someone, words: str) -> None:
    card = await anna.types("пришло 140к Ромашка")
    said = await anna.types(words, reply_to=card)

    assert told(said.text) == ["У этой записи такого нет, ничего не изменил."]
    assert [each.amount for each in (await kept(town, anna)).facts] == [140_000_00]


async def test_a_day_off_is_corrected_as_it_was_said(town: Town, anna: Someone) -> None:
    """Saturday has become Monday: «не в сб» means it all the same."""
    await anna.types("оплата 140к Ромашка в сб")
    await anna.types("оплата 30к Вектор в чт")
    await anna.types("не в сб, а в ср")

    days = {each.client_name: f"{each.due_on:%d.%m}" for each in (await kept(town, anna)).payments}
    assert days == {"Ромашка": "25.11", "Вектор": "26.11"}


@pytest.mark.parametrize("words", ["150к", "150 000", "90%"])
async def test_a_figure_is_no_reason(town: Town, anna: Someone, words: str) -> None:
    await town.expects(anna, "Ромашка", 140_000)
    await anna.types("перенос Ромашка на вт")
    asked = await anna.types(words)

    assert "Почему перенос?" in asked.text
    [payment] = (await kept(town, anna)).payments
    assert payment.moves == 0


async def test_a_correction_after_ten_minutes_changes_nothing(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await town.clock.jump(town.minutes(11))
    await anna.types("не 150 а 160")

    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 150_000_00


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "words", "card"),
    [
        ("оплата 150к Ромашка пн", "нет, 180к", ["💰 Ромашка · 180 000 ₽", "Ожидаем пн 23 ноября · 50 %"]),
        ("оплата 150к Ромашка пн", "не 150 а 155", ["💰 Ромашка · 155 000 ₽", "Ожидаем пн 23 ноября · 50 %"]),
        ("оплата 150к Ромашка пн", "не в пн, а 25 декабря", ["💰 Ромашка · 150 000 ₽", "Ожидаем пт 25 декабря · 50 %"]),
        ("оплата 150к Ромашка пн", "нет, не Ромашка, а Вектор", ["💰 Вектор · 150 000 ₽"]),
        ("пришло 40к Вектор", "ой 41к", ["✅ Вектор · 41 000 ₽ получено"]),
        ("возврат 5 тысяч Вектор", "нет, 6 тысяч", ["Возврат: Вектор · −6 000 ₽"]),
    ],
)
async def test_money_that_waits_for_a_word_is_corrected_too(
    town: Town, anna: Someone, line: str, words: str, card: list[str]
) -> None:
    await anna.types(line)
    await town.clock.jump(town.minutes(20))
    asked = await anna.types(line)
    assert "Похоже на запись" in asked.text

    said = await anna.types(words)

    assert told(said.text)[: len(card)] == card
    assert "Не записано" in (await anna.sees_edited(asked)).text
    assert (await kept(town, anna)).records == 2, "the first stands, what was held is recorded as it should have been"


async def test_a_corrected_day_may_be_like_another_record_again(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await town.clock.jump(town.minutes(20))
    await anna.types("оплата 150к Ромашка пн")

    said = await anna.types("не в пн, а во вторник")

    assert "Похоже на запись" in said.text
    assert (await kept(town, anna)).records == 1


async def test_held_money_goes_by_a_word(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await town.clock.jump(town.minutes(20))
    asked = await anna.types("оплата 150к Ромашка пн")

    await anna.types("отмени")

    assert "Не записано" in (await anna.sees_edited(asked)).text
    assert (await kept(town, anna)).records == 1


async def test_a_weekday_instead_of_another_is_of_its_week(anna: Someone) -> None:
    """Said on a Friday, of a Thursday ahead."""
    await anna.types("оплата 150к Ромашка чт")

    assert "Ожидаем пт 27 ноября" in (await anna.types("не чт а пт")).text


def test_one_rule_puts_what_is_said_into_a_line() -> None:
    """In a correction, in a reply and beside an answer alike."""
    entry = Entry(text="", said_on=date(2026, 11, 20), verb=Verb.EXPECT, amount=170_000_00, comment="по счёту")
    said = Values(amount=AmountChoice(180_00, 180_000_00), probability=80, left="доплата")

    put = put_values(entry, said)

    assert (put.amount, put.probability, put.comment) == (180_000_00, 80, "по счёту\nдоплата")
    assert correct_entry(entry, said) == put
    assert put_values(entry.with_verb(Verb.FACT), said).probability is None


def test_only_a_correction_is_sure_of_a_day_long_gone() -> None:
    call = Entry(text="", said_on=date(2026, 11, 20), verb=Verb.CALL, activity=ActivityType.CALL)

    assert correct_entry(call, Values(day=date(2026, 11, 2))).day_confirmed
    assert not put_values(call, Values(day=date(2026, 11, 2))).day_confirmed
    assert put_values(call, Values(day=date(2026, 11, 24))).planned


def test_what_is_ahead_is_not_corrected_to_today_by_its_weekday() -> None:
    """«ой не в пятницу в понедельник», said on a Monday: which one is asked; money that came may be today's."""
    monday = DayChoice(date(2026, 12, 7), date(2026, 12, 14))
    stood = Entry(text="", said_on=date(2026, 12, 7), day=date(2026, 12, 11), amount=100_00)
    awaited = correct_entry(stood.model_copy(update={"verb": Verb.EXPECT}), Values(day=monday))
    assert (awaited.day, awaited.day_choice) == (None, monday)
    assert correct_entry(stood.model_copy(update={"verb": Verb.FACT}), Values(day=monday)).day == monday.earlier


async def test_money_that_does_not_come_on_a_day_is_asked_its_new_one(town: Town, anna: Someone) -> None:
    await anna.types("оплата 170к Ромашка пн")
    asked = await anna.types("Ромашка в понедельник не заплатят, нет денег")
    assert "Больше не ждём" not in asked.text
    await anna.types("ср")
    assert (await kept(town, anna)).records == 1
    card = await anna.types("Ромашка")
    assert "25.11" in card.text or "25 ноября" in card.text
