"""More documents than one tap does at once: done in parts, killed in between, taken back as a whole."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.operations.bank_confirming import BankConfirming
from sales.core.money import ROUBLE
from sales.payments.facts import FactKind
from storage.bank.jobs import BankJob
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.tables import BankDocumentRow, BankReceiptRow, ExpectedPaymentRow, FactRow
from storage.transaction import Transaction
from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_statement import opens, told
from tests.town import Someone, Town

MANY = 60
ROMASHKA = "7701000026"


class KilledError(Exception):
    """As a kill -9: nothing after it runs."""


class Moment(StrEnum):
    CHOOSING = "choosing"
    """Some of what is chosen is put down."""
    INSIDE = "inside"
    """In the transaction that confirms the first of it."""
    AFTER = "after"


class Mortal(BankConfirming):
    def __init__(self, town: Town, dies: Moment) -> None:
        super().__init__(town.database, lambda: None)
        self._dies = dies
        self._chooses = False

    async def choose(self, job: BankJob) -> None:
        self._chooses = True
        await super().choose(job)
        self._chooses = False

    async def _redraw(self, tx: Transaction) -> None:
        await super()._redraw(tx)
        if self._dies is Moment.INSIDE:
            raise KilledError

    async def _rest(self) -> None:
        if self._dies is (Moment.CHOOSING if self._chooses else Moment.AFTER):
            raise KilledError


async def awaits(town: Town, anna: Someone) -> int:
    """Sixty invoices of one client; of the second, its money is said to have come."""
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        client = (await mine.clients.create("Ромашка", inn=ROMASHKA)).id
        for number in range(1, MANY + 1):
            new = NewPayment(client, number * 1000 * ROUBLE, town.today(), 80)
            payment = await mine.payments.expect(new)
            await mine.payment_changes.annotate(payment.id, invoice=f"Р-{number}")
            if number == 2:
                said = NewFact(client, 2000 * ROUBLE, town.today(), (payment.id,), FactKind.RECEIPT)
                await mine.receipts.record(said)
    return client


async def money(town: Town) -> Mapping[str, Any]:
    """What stands of facts, payments and documents."""
    async with town.database.read() as tx:
        stands = FactRow.undone_at.is_(None)
        facts = select(func.count(), func.sum(FactRow.amount), func.count(FactRow.confirmed_by)).where(stands)
        paid = select(func.sum(ExpectedPaymentRow.received), func.count(ExpectedPaymentRow.closed_at))
        states = select(BankDocumentRow.state, func.count()).group_by(BankDocumentRow.state)
        return {
            "facts": tuple((await tx.session.execute(facts)).one()),
            "payments": tuple((await tx.session.execute(paid)).one()),
            "documents": [tuple(each) for each in await tx.session.execute(states)],
            "links": await tx.session.scalar(select(func.count()).select_from(BankReceiptRow)),
        }


async def links(town: Town) -> int:
    """Receipts behind which a document stands."""
    return int((await money(town))["links"])


async def test_sixty_documents_are_confirmed_in_parts_and_taken_back_by_one_tap(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    client_id = await awaits(town, anna)
    docs = [
        Doc(f"{n * 1000}.00", str(n), inn=ROMASHKA, name="ООО Ромашка", purpose=f"Оплата по счету Р-{n}")
        for n in range(1, MANY + 1)
    ]
    screen = await opens(olga, make_file(*docs))
    total = sum(range(1, MANY + 1)) * 1000 * ROUBLE
    assert "✅ Подтвердить 60" in screen.labels

    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        first = min(await mine.payments.open_of(client_id), key=lambda each: each.amount)
        long_ago = NewFact(client_id, first.amount, town.today(-9), (first.id,))
        paid = (await mine.receipts.record(long_ago)).id
    await olga.presses("✅ Подтвердить 60", on=screen)
    screen = await olga.last()
    assert told(screen)[0] == "⚠️ Изменилось, посмотрите ещё раз"
    assert await links(town) == 0, "what was shown is what is taken"
    async with town.database.write() as tx:
        await tx.as_(anna.actor).receipts.undo(paid)
    screen = await olga.presses("‹ К выписке", on=await olga.presses("❓ Разобрать 1", on=screen))
    before = await money(town)

    for dies in Moment:
        with monkeypatch.context() as patched:
            patched.setattr(town.parts.importing, "_bank", Mortal(town, dies))
            with pytest.raises(KilledError):
                await (olga.presses("✅ Подтвердить 60", on=screen) if dies is Moment.CHOOSING else town.settle())
        if dies is not Moment.AFTER:
            assert await money(town) == before
    assert 0 < await links(town) < MANY
    assert told(await olga.sees("Подтверждаю"))[1].endswith(" из 60")
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        last = max(await mine.payments.open_of(client_id), key=lambda each: each.amount)
        await mine.receipts.record(NewFact(client_id, last.amount, town.today(), (last.id,)))
    await town.settle()

    after = await money(town)
    assert after["links"] == MANY - 1, "what Анна has said meanwhile is asked about, and comes no second time"
    assert after["facts"] == (MANY, total, MANY - 1)
    told_anna = [each for each in await anna.messages() if "Подтвердили" in each]
    assert len(told_anna) == 1

    screen = await olga.last()
    await olga.presses("↩️ Отменить", on=screen)
    await town.settle()
    assert (await money(town))["documents"] == before["documents"]
    assert (await money(town))["facts"][2] == 0
