"""One grammar everywhere: whichever way a line comes in, it is the same record, and what stood open still stands."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from storage.queues.dialogs import OpenDialog
from tests.stories.entry.lines_told import Ledger, at_work
from tests.town import Someone, Town

LINES = {
    "оплата 55к АгроЮг 10.12": ["pay АгроЮг 55000 10.12 50%"],
    "ким 75к завтра": ["pay ИП Ким 75000 03.12 50%"],
    "пришло 48к Ким": ["fact ИП Ким 48000 02.12"],
    "возврат 10к Вектор": ["fact Вектор -10000 02.12"],
    "пришло 12к Ким и 30к АгроЮг": ["fact ИП Ким 12000 02.12", "fact АгроЮг 30000 02.12"],
    "received 20k from АгроЮг": ["fact АгроЮг 20000 02.12"],
    "АгроЮг не дозвонился": ["call АгроЮг done 02.12 no_answer"],
    "звонок СтройГрад завтра в 15: обсудить КП": ["call СтройГрад plan 03.12 15:00 «обсудить КП»"],
    "заметка Ким: звонить утром": ["note ИП Ким done 02.12 «звонить утром»"],
    "оплата 50к АгроЮг 10.12\nпришло 12к Ким": ["pay АгроЮг 50000 10.12 50%", "fact ИП Ким 12000 02.12"],
}
FORMS = {
    "a sum": ("/pay", ">24 Часа"),
    "a day": ("/pay", ">24 Часа", "70к"),
    "how it ended": ("/call", ">24 Часа"),
    "with whom": ("/meet",),
    "why": ("перенос Школа 57 на пн",),
    "a new client": ("оплата 31к Луна 10.12",),
    "which of two sums": ("оплата 24 Часа 150 завтра",),
    "expected or come": ("24 Часа 33к",),
    "when": ("оплата 24 Часа 35к",),
    "at what hour": ("встреча 24 Часа завтра",),
    "is it meant": ("24 Часа говорит что перевёл 15к",),
    "an absence": ("/absence",),
}
Send = Callable[[], Awaitable[Any]]


async def _answers(anna: Someone, line: str, to: str) -> Send:
    card = await anna.types(to)
    return lambda: anna.types(line, reply_to=card)


async def _edits(town: Town, anna: Someone, line: str, *opened: str) -> Send:
    sent = await anna.phone.types("привет")
    await town.settle()
    for words in opened:
        await anna.types(words)
    at, here = int(town.clock.now().timestamp()), {"id": anna.phone.id, "first_name": "Анна"}
    message = {"message_id": sent.message_id, "date": at, "edit_date": at + 1, "text": line}

    async def edit() -> None:
        whose = {"chat": here | {"type": "private"}, "from": here | {"is_bot": False}}
        await town.simulation.inject({"edited_message": message | whose})
        await town.settle()

    return edit


async def _at(anna: Someone, line: str, *deeds: str) -> Send:
    for deed in deeds:
        await (anna.presses(deed[1:]) if deed.startswith(">") else anna.types(deed))
    return lambda: anna.types(line)


DOORS: dict[str, Callable[[Town, Someone, str], Awaitable[Send]]] = {
    "in reply to another's card": lambda _, anna, line: _answers(anna, line, "оплата 61к 24 Часа 10.12"),
    "in reply to a meeting": lambda _, anna, line: _answers(anna, line, "встреча 24 Часа 10.12 в 12"),
    "in reply to the check-in": lambda _, anna, line: _answers(anna, line, "/checkin"),
    "edited": _edits,
    "edited beside a form": lambda town, anna, line: _edits(town, anna, line, "/absence"),
    "broken in two": lambda _, anna, line: _at(anna, line.replace(" ", "\n", 1) if "\n" not in line else line),
}


async def _is_open(town: Town, anna: Someone) -> OpenDialog | None:
    async with town.database.read() as tx:
        return await tx.as_(anna.actor).dialogs.current()


async def _saved(town: Town, anna: Someone, send: Send) -> list[str]:
    before = await Ledger.of(town, anna)
    await send()
    return (await Ledger.of(town, anna)).since(before)


@pytest.mark.part(6)
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("door", DOORS)
async def test_a_line_is_the_same_by_every_door(town: Town, door: str, line: str) -> None:
    anna = await at_work(town)
    send = await DOORS[door](town, anna, line)
    stood = await _is_open(town, anna)

    assert sorted(await _saved(town, anna, send)) == sorted(LINES[line])
    stands = await _is_open(town, anna)
    assert (stands and stands.name) == (stood and stood.name)


@pytest.mark.part(6)
@pytest.mark.parametrize("line", LINES)
async def test_a_line_under_a_picture_is_the_same_and_the_picture_is_kept(town: Town, line: str) -> None:
    anna = await at_work(town)

    saved = await _saved(town, anna, lambda: anna.sends_photo(line))
    assert set(LINES[line]) <= set(saved)
    async with town.database.read() as tx:
        done = await tx.as_(anna.actor).activities.of_day(anna.id, town.today())
        planned = await tx.as_(anna.actor).activities.list_planned(town.today(), town.today(3), anna.id)
    assert [each for each in (*done, *planned) if each.file_id]


@pytest.mark.part(10)
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("form", FORMS)
async def test_a_line_is_the_same_at_every_step(town: Town, form: str, line: str) -> None:
    anna = await at_work(town)
    send = await _at(anna, line, *FORMS[form])
    stood = await _is_open(town, anna)
    assert stood is not None

    assert sorted(await _saved(town, anna, send)) == sorted(LINES[line])
    stands = await _is_open(town, anna)
    assert stands is not None
    assert (stands.name, stands.step) == (stood.name, stood.step)
