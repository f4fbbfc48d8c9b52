"""A statement of more documents than are put down at once: in parts, killed in between, never shown as whole before."""

import pytest
from sqlalchemy import func, select, update

from bot.operations.bank_loading import BankLoading
from storage.tables import BankDocumentRow, BankJobRow, BankStatementRow
from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_many_at_once import KilledError
from tests.stories.bank.test_statement import drops, opens, told
from tests.town import Town

NOON, DAY = 420, 450


class Mortal(BankLoading):
    async def _rest(self) -> None:
        raise KilledError


def documents(count: int) -> bytes:
    """Equal ones among them, which are two all the same."""
    return make_file(*(Doc(f"{n % 200 + 1}.00", str(n % 200)) for n in range(count)))


async def states(town: Town) -> dict[int, int]:
    """How many documents of each file are there."""
    row = BankDocumentRow
    async with town.database.read() as tx:
        found = await tx.session.execute(select(row.statement_id, func.count()).group_by(row.statement_id))
        return {statement_id: int(count) for statement_id, count in found}


async def test_a_long_statement_is_put_down_in_parts_and_shown_when_it_is_whole(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.manager("Анна")
    olga, irina = await town.lead("Ольга"), town.owner
    assert irina is not None
    asked = await drops(olga, documents(NOON))
    with monkeypatch.context() as patched:
        patched.setattr(town.parts.importing, "_loading", Mortal(town.database, lambda: None))
        with pytest.raises(KilledError):
            await olga.presses("Да", on=asked)
        with pytest.raises(KilledError):
            await irina.sends_document("ещё раз.txt", documents(NOON))
    assert 0 < sum((await states(town)).values()) < NOON
    async with town.database.read() as tx:
        statement_id = await tx.session.scalar(select(BankStatementRow.id)) or 0
        assert (await tx.as_(olga.actor).bank_taking.read(statement_id)).mine == [], "nothing of it may be taken yet"
    assert "Подтвердить" not in str([each.labels for each in await olga.phone.chat()])

    await town.settle()
    for person in (olga, irina):
        screen = await person.last()
        assert told(screen)[:1] == ["🏦 Выписка 20 ноября · …0001"], "also where nobody has pressed"
        assert "420 документов" in screen.text
    assert await states(town) == {statement_id: NOON}

    with monkeypatch.context() as patched:
        patched.setattr(town.parts.importing, "_loading", Mortal(town.database, lambda: None))
        with pytest.raises(KilledError):
            await opens(olga, documents(DAY))
    async with town.database.write() as tx:
        await tx.session.execute(update(BankJobRow).values(packed=b"of another version"))
    await town.settle()
    assert sum((await states(town)).values()) <= DAY, "it holds nobody up"
    await opens(olga, documents(DAY))
    assert sorted((await states(town)).values()) == [DAY], "what waits since noon is asked on the evening's screen"
    async with town.database.read() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(BankJobRow)) == 0


async def test_a_file_that_names_no_day_is_known_by_its_documents_or_its_name(town: Town) -> None:
    olga = await town.lead("Ольга")
    screen = await opens(olga, make_file(Doc(day="19.11.2026", came="19.11.2026")))
    assert told(screen)[0].startswith("🏦 Выписка 19 ноября")
    assert "Выписка kl_to_1c.txt" in (await opens(olga, make_file())).text
