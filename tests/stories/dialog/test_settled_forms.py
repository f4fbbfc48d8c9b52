"""A form whose question was settled elsewhere meanwhile: it goes, says so, and refuses no further line."""

from datetime import timedelta

import pytest

from sales.payments.payments import MoveReason
from tests.kept import Kept
from tests.stories.entry.entry_day import kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Кедр", "Лазурит")
    await town.expects(anna, "Кедр", 210_000, town.today())
    await town.expects(anna, "Лазурит", 95_000, town.today())
    return anna


async def asked(anna: Someone, sign: str) -> None:
    await anna.presses(sign, on=await anna.types("/checkin"))


@pytest.mark.parametrize("sign", ["◐", "📅"])
async def test_a_row_that_came_takes_its_open_form_with_it(town: Town, anna: Someone, sign: str) -> None:
    checkin = await anna.types("/checkin")
    await anna.presses(sign, on=checkin)
    form = await anna.last()

    await anna.presses("1 ✅", on=checkin)

    assert form.message_id != checkin.message_id
    assert await anna.phone.find(form.message_id) is None
    assert "Звонок" in (await anna.types("/call")).text


async def cancels_first(town: Town, anna: Someone) -> None:
    payments = (await kept(town, anna)).payments
    first = next(each for each in payments if each.client_name == "Кедр")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payment_changes.cancel(first.id, MoveReason.OTHER)


async def test_an_answer_typed_too_late_ends_the_form(town: Town, anna: Someone) -> None:
    await asked(anna, "◐")
    await cancels_first(town, anna)

    late = await anna.types("40к")

    assert plain(late.text) == "Уже записано.\nВопрос закрыт, ваш ответ ничего не изменил."
    assert (await kept(town, anna)).facts == []
    assert "Лазурит" in (await anna.types("пришло 5к Лазурит")).text


@pytest.mark.parametrize(("sign", "typed"), [("📅", "в четверг"), ("❌", "")])
async def test_an_answer_pressed_too_late_ends_the_form(town: Town, anna: Someone, sign: str, typed: str) -> None:
    await asked(anna, sign)
    form = await anna.types(typed) if typed else await anna.last()
    await cancels_first(town, anna)

    await anna.presses("Нет денег", on=form)

    assert "Вопрос закрыт" in await anna.toast()
    assert await anna.phone.find(form.message_id) is None
    assert "Лазурит" in (await anna.types("пришло 5к Лазурит")).text


@pytest.mark.parametrize("typed", ["70к", "в среду", "что-то ещё"])
async def test_a_form_of_a_record_taken_back_refuses_one_line_at_most(town: Town, anna: Someone, typed: str) -> None:
    card = await anna.types("оплата 60к Кедр 27.11")
    await anna.presses("✏️ Править", on=card)
    await anna.presses("↩️ Отменить", on=card)

    await anna.types(typed)
    after = await anna.types("пришло 5к Лазурит")

    assert "Лазурит" in after.text
    assert "Звонок" in (await anna.types("/call")).text


async def test_a_form_put_aside_is_not_asked_again_once_it_is_settled(town: Town, anna: Someone) -> None:
    await asked(anna, "◐")

    await anna.types("пришло 210к Кедр")
    await town.clock.jump(timedelta(minutes=1))

    assert not any("ждём 0" in plain(each) for each in await anna.messages())
    assert "Звонок" in (await anna.types("/call")).text
    await anna.sees_nothing_of("Не закончено")


@pytest.mark.parametrize("line", ["отпуск 24.11-26.11", "болею завтра", "отгул 27.11"])
async def test_an_absence_is_no_day_of_an_open_form(town: Town, anna: Someone, line: str) -> None:
    await town.lead("Ольга")
    await asked(anna, "📅")

    await anna.types(line)

    assert "На какой день перенести?" in (await anna.last()).text
    assert all(each.due_on == town.today() for each in (await kept(town, anna)).payments)
    assert any("согласования" in each or "Записано" in each or "🤒" in each for each in await anna.messages())


async def test_an_absence_at_free_words_belongs_to_them(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Кедр")
    await anna.types("у них отпуск 24.11-26.11")

    assert "отпуск 24.11-26.11" in plain(" ".join(await anna.messages()))
    await anna.sees_nothing_of("согласования")
