"""
Pushed, stored, done, recorded, delivered: five books that have to agree, and a database that is whole.

It believes nobody: updates are counted by Telegram, records by the ledger of what people were answered, messages by
the witness who saw every chat. tests/proof/chaos/test_checker.py breaks a database on purpose and has it complain.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from sales.core.money import ROUBLE
from storage.database import Database
from tests.proof.chaos.book import Findings
from tests.proof.chaos.ledger import Ledger, Line, Payment
from tests.proof.chaos.posted import check_posted
from tests.proof.chaos.witness import Witness

Rows = list[tuple[Any, ...]]

RECORDS = "SELECT amount, owner_id, id, received, moves, undone_at FROM expected_payments"
FACTS = "SELECT id, payment_id, owner_id, amount FROM facts WHERE undone_at IS NULL"
CALLS = "SELECT comment, author_id FROM activities WHERE undone_at IS NULL AND comment IS NOT NULL"
MOVES = "SELECT payment_id, count(*) FROM payment_events WHERE kind = 'moved' GROUP BY payment_id"
UNCHANGED = """
    SELECT id FROM checkins WHERE unchanged UNION SELECT checkin_id FROM checkin_answers WHERE answer = 'unchanged'
"""
"""Said of the whole, or of a row that came after everything had been answered."""

TWICE = {
    "check-in": "SELECT person_id, local_date, slot FROM checkins GROUP BY 1, 2, 3 HAVING count(*) > 1",
    "answer": "SELECT checkin_id, payment_id FROM checkin_answers GROUP BY 1, 2 HAVING count(*) > 1",
    "duty": "SELECT kind, subject_id, department_id, local_date, slot FROM duties"
    " GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1",
    "update": "SELECT update_id FROM inbox WHERE update_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1",
    "message key": "SELECT key FROM outbox GROUP BY 1 HAVING count(*) > 1",
}


class Checker:
    def __init__(self, database: Database, ledger: Ledger, witness: Witness) -> None:
        self.database = database
        self.ledger = ledger
        self.witness = witness
        self.done: set[int] = set()
        """Updates found done at an earlier look: the bot forgets them after three days."""

    async def look(self, pushed: Sequence[int]) -> Findings:
        found = Findings(lost=[f"an answer: {missing}" for missing in self.ledger.missing])
        await self._updates(found, pushed)
        await self._payments(found)
        await self._facts(found)
        await self._calls(found)
        await self._unique(found)
        await check_posted(found, self.rows, self.witness)
        await self._whole(found)
        return found

    async def rows(self, query: str) -> Rows:
        async with self.database.read() as tx:
            return [tuple(row) for row in await tx.session.execute(text(query))]

    async def pairs(self, query: str) -> dict[int, Any]:
        return {number: value for number, value in await self.rows(query)}  # noqa: C416  rows are not pairs to mypy

    async def _updates(self, found: Findings, pushed: Sequence[int]) -> None:
        states = await self.pairs("SELECT update_id, state FROM inbox WHERE update_id IS NOT NULL")
        self.done |= {number for number, state in states.items() if state == "done"}
        found.updates = len(pushed)
        found.lost += [f"update {number} is not stored" for number in set(pushed) - states.keys() - self.done]
        found.lost += [f"update {number} is {state}" for number, state in states.items() if state != "done"]
        found.doubled += [f"update {number} was never sent" for number in states.keys() - set(pushed)]

    async def _payments(self, found: Findings) -> None:
        rows = await self.rows(RECORDS)
        moved = await self.pairs(MOVES)
        by_sum: defaultdict[int, Rows] = defaultdict(list)
        for row in rows:
            by_sum[row[0] // ROUBLE].append(row)
        for told in self.ledger.payments.values():
            self._one_payment(found, told, by_sum.pop(told.roubles, []), moved)
        found.doubled += [f"a payment of {amount} ₽ that nobody told" for amount in by_sum]

    def _one_payment(self, found: Findings, told: Payment, rows: Rows, moved: dict[int, int]) -> None:
        name = f"the payment of {told.roubles} ₽"
        if not rows:
            found.lost.append(f"{name} is not there")
            return
        if len(rows) > 1:
            found.doubled.append(f"{name} is there {len(rows)} times")
        _, owner, number, received, moves, undone_at = rows[0]
        found.records += 1
        told.payment_id = number
        due = told.roubles * ROUBLE if self.ledger.has_come(told) else 0
        if owner != told.owner:
            found.wrong.append(f"{name} belongs to {owner}, told by {told.owner}")
        if (undone_at is not None) != told.is_undone:
            found.lost.append(f"{name} should be {'taken back' if told.is_undone else 'there'}")
        if received != due:
            (found.lost if received < due else found.doubled).append(f"{name} has {received}, not {due}")
        for count, where in ((moves, "row"), (moved.get(number, 0), "events")):
            if count != told.moves:
                book = found.lost if count < told.moves else found.doubled
                book.append(f"{name} was put off {told.moves} times, its {where}: {count}")

    async def _facts(self, found: Findings) -> None:
        rows = await self.rows(FACTS)
        found.facts = len(rows)
        linked = Counter(payment_id for _, payment_id, _, _ in rows if payment_id is not None)
        found.doubled += [f"payment {number} has {times} facts" for number, times in linked.items() if times > 1]
        beside = Counter((owner, amount // ROUBLE) for _, number, owner, amount in rows if number is None)
        self._lines(found, "money", self.ledger.receipts, Counter({(o, str(a)): n for (o, a), n in beside.items()}))
        sums: Counter[int] = Counter()
        for _, _, owner, amount in rows:
            sums[owner] += amount
        for owner in sums.keys() | self._told_sums().keys():
            has, told = sums[owner], self._told_sums()[owner]
            if has != told:
                book = found.lost if has < told else found.doubled
                book.append(f"the facts of {owner} sum up to {has}, told were {told}")

    def _told_sums(self) -> Counter[int]:
        sums: Counter[int] = Counter()
        for line in self.ledger.receipts:
            sums[line.owner] += int(line.mark) * ROUBLE
        for payment in self.ledger.payments.values():
            if self.ledger.has_come(payment):
                sums[payment.owner] += payment.roubles * ROUBLE
        return sums

    async def _calls(self, found: Findings) -> None:
        """A call planned again for the same client and hour is the same one, and keeps what was said each time."""
        said = ((author, words) for comment, author in await self.rows(CALLS) for words in comment.splitlines())
        rows = Counter(said)
        self._lines(found, "call", self.ledger.calls, rows)

    def _lines(self, found: Findings, name: str, told: Sequence[Line], rows: Counter[tuple[int, str]]) -> None:
        """Exactly one record for each line, by the person who said it."""
        for line in told:
            times = rows.pop((line.owner, line.mark), 0)
            found.records += bool(times)
            if not times:
                found.lost.append(f"{name} «{line.mark}» of {line.owner} is not there")
            if times > 1:
                found.doubled.append(f"{name} «{line.mark}» of {line.owner} is there {times} times")
        found.doubled += [f"{name} «{mark}» of {owner} that nobody told" for owner, mark in rows]

    async def _unique(self, found: Findings) -> None:
        for name, query in TWICE.items():
            found.doubled += [f"{name} {row} is there twice" for row in await self.rows(query)]
        found.checkins = (await self.rows("SELECT count(*) FROM checkins"))[0][0]
        said = {number for (number,) in await self.rows(UNCHANGED)}
        silent = self.ledger.unchanged - said
        found.lost += [f"check-in {number} was answered «Без изменений»" for number in silent]

    async def _whole(self, found: Findings) -> None:
        if not self.database.is_sqlite:
            return
        for check, fine in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            told = await self.rows(f"PRAGMA {check}")
            if told != fine:
                found.wrong.append(f"{check}: {told[:3]}")
