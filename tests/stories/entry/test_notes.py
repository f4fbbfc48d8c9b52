"""A document's note stands where the eye falls: on the card, and in the day's log, in every kind of record."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    await anna.types("оплата 340к Вектор сегодня")
    await anna.types("встреча Ким пн в 12")
    await anna.types("звонок Школа 57 пн в 15")
    await town.clock.jump(town.minutes(20))
    return anna


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("пришло 45к Ромашка п/п 118", "п/п 118"),
        ("возврат 15к Ромашка по накладной 77", "по накладной 77"),
        ("оплата 64к СтройГрад пн по договору 12/26 от 15.01.2026", "по договору 12/26 от 15.01.2026"),
        ("перенос Вектор на вт, нет денег, УПД 9 от 18.11", "УПД 9 от 18.11"),
        ("отмена оплаты Вектор, нет денег, акт 45", "акт 45"),
        ("позвонил Ромашка, акт 45 от 10.11 подписали", "акт 45 от 10.11"),
        ("встреча Ромашка вт в 11 по договору от 01.10", "по договору от 01.10"),
        ("перенеси встречу с Кимом на вт, договор 4/1", "договор 4/1"),
        ("отмени звонок Школа 57, спецификация 3", "спецификация 3"),
        ("заметка Ромашка: счёт-фактура 99", "счёт-фактура 99"),
    ],
)
async def test_the_card_has_the_note(anna: Someone, line: str, note: str) -> None:
    card = await anna.types(line)

    assert note in card.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        ("пришло 45к Ромашка п/п 118", "✅ Ромашка 45 тыс, п/п 118"),
        ("возврат 15к Ромашка по накладной 77", "↩️ Ромашка −15 тыс, по накладной 77"),
        ("позвонил Ромашка, обещали оплатить, счёт 45", "📞 Ромашка, обещали оплату, обещали оплатить, счёт 45"),
    ],
)
async def test_the_days_log_has_it_too(anna: Someone, line: str, logged: str) -> None:
    await anna.types(line)

    log = told((await anna.types("/day")).text)

    assert any(row.endswith(logged) for row in log), log
