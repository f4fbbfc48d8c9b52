"""Money that a manager takes back within ten minutes, though the lead has confirmed it meanwhile: the lead hears."""

import pytest

from reports.payments.presses import ReceiptDeed, ReceiptPress
from tests.kept import Kept
from tests.stories.checkins.checkin_day import at, three_payments
from tests.town import Someone, Town, plain

TOLD = "↩️ Отменено то, что вы подтвердили: "


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор")
    return anna


async def heard(someone: Someone) -> list[str]:
    return [text for each in await someone.messages() if (text := plain(each)).startswith(TOLD)]


async def confirm(olga: Someone, receipt_id: int) -> None:
    await olga.forges(ReceiptPress(deed=ReceiptDeed.CONFIRM, receipt_id=receipt_id).pack())


async def last_receipt(town: Town, anna: Someone) -> int:
    async with town.database.read() as tx:
        deed = await tx.as_(anna.actor).undoable.last()
        if deed is not None and deed.kind != "step":
            return deed.id
        step = await tx.as_(anna.actor).undo_steps.last()
    assert step is not None
    return int(step.refs["receipts"][0])


@pytest.mark.parametrize("way", ["card", "/undo", "отмена последнего"])
async def test_who_confirmed_is_told(town: Town, anna: Someone, way: str) -> None:
    olga = await town.lead("Ольга")
    card = await anna.types("пришло 31к Вектор")
    await confirm(olga, await last_receipt(town, anna))

    await (anna.presses("↩️ Отменить", on=card) if way == "card" else anna.types(way))

    assert await heard(olga) == [f"{TOLD}Вектор · 31 000 ₽\nАнна"]
    assert not await heard(anna)


async def test_an_answer_to_a_check_in_is_told_of_too(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await three_payments(town, anna)
    await at(town, "11:45", "11:47")
    question = await anna.sees("Факт оплат к 12:00")
    await anna.presses("2 ✅", on=question)
    await confirm(olga, await last_receipt(town, anna))

    await anna.presses("↩️ Отменить", on=question)

    assert await heard(olga) == [f"{TOLD}Ромашка · 150 000 ₽\nАнна"]


async def test_money_that_nobody_has_confirmed_goes_in_silence(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    card = await anna.types("пришло 31к Вектор")

    await anna.presses("↩️ Отменить", on=card)

    assert not await heard(olga)
