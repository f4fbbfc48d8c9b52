"""«Забыть сотрудника»: what tells of the person goes out of every table, plans and sums stay."""

import re

from sqlalchemy import select

from storage.tables.types import Base
from tests.stories.clients.test_forgetting import MAIL
from tests.town import Someone, Town


async def list_left(town: Town, telling: tuple[str, ...]) -> list[str]:
    """Every cell that tells of the person still."""
    found = []
    async with town.database.read() as tx:
        for table in Base.metadata.sorted_tables:
            for row in await tx.session.execute(select(table)) if table.name not in MAIL else ():
                found += [
                    f"{table.name}.{column.name}: {value}"
                    for column, value in zip(table.columns, row, strict=True)
                    if any(re.search(rf"(?<![\w.]){each}(?![\da-f])", str(value)) for each in telling)
                ]
    return found


async def closes(irina: Someone, name: str) -> None:
    await irina.types("/team")
    number = next(label for label in (await irina.last()).labels if name in label)
    await irina.presses(number)
    await irina.presses("⛔️ Отключить")
    await irina.presses("⛔️ Да, отключить")


async def test_an_owner_forgets_who_has_left_and_the_sums_stay(town: Town) -> None:
    zhanna, olga, irina = await town.manager("Жанна"), await town.lead("Ольга"), town.owner
    assert irina is not None
    await town.has_clients(zhanna, "ООО Вектор")
    await zhanna.types("оплата 150к Вектор завтра: сказала Мурке")
    await zhanna.types("пришло 50к Вектор: забрала Мурка")
    await zhanna.types("позвонил Вектор: привет от Мурки")
    telling = ("Жанна", str(zhanna.phone.id), "Мурк")
    assert await list_left(town, telling)

    card = f"v:person:{zhanna.id}"
    assert "недоступна" in await irina.forges(f"p:{zhanna.id}:forget"), "who works here is not forgotten"
    await closes(irina, "Жанна")
    assert "🗑 Забыть" not in str((await olga.types("/team")).labels)
    assert "недоступна" in await olga.forges(f"p:{zhanna.id}:forget")
    await irina.forges(card)
    seen = await irina.last()
    seen = await irina.presses("🗑 Забыть", on=seen)
    assert "Отменить это нельзя" in seen.text
    seen = await irina.presses("🗑 Да, забыть", on=seen)
    assert "Забыт: остались только цифры" in seen.text
    assert f"Сотрудник {zhanna.id}" in seen.text
    assert "🗑 Забыть" not in str(seen.labels)

    assert await list_left(town, telling) == []
    async with town.database.read() as tx:
        client = (await tx.as_(irina.actor).clients.search("Вектор"))[0]
        (payment,) = await tx.as_(irina.actor).payments.open_of(client.id)
        assert payment.rest > 0
    assert "Уже записано" in await irina.forges(f"p:{zhanna.id}:forget")
    assert "рабочий бот" in (await zhanna.types("оплата 10к Вектор")).text, "a stranger now"
    assert "тчёт" in (await olga.types("/svod")).text


async def test_words_that_were_changed_disputed_or_held_go_with_who_typed_them(town: Town) -> None:
    zhanna, irina = await town.manager("Жанна"), town.owner
    assert irina is not None
    await town.has_clients(zhanna, "ООО Вектор")
    await zhanna.types("позвонил Вектор: привет от Мурки")
    async with town.database.write() as tx:
        mine = tx.as_(zhanna.actor)
        (call,) = await mine.activities.of_day(zhanna.id, town.clock.local().date())
        await mine.activity_changes.describe(call.id, comment="ждут счёт")
    telling = ("Мурк",)
    assert any("audit." in each for each in await list_left(town, telling)), "what stood there before"

    await closes(irina, "Жанна")
    await irina.forges(f"p:{zhanna.id}:forget")

    assert await list_left(town, telling) == []
