"""Files of the bank: whose accounts they name, what of them is new, and which documents wait for a word (spec/5)."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from sqlalchemy import bindparam, select, update

from sales.bank.directions import Movement, Way, find_differences, sort_movements
from sales.bank.keys import key_movements
from sales.bank.matches import DocumentState
from sales.bank.purpose import is_refund
from sales.bank.statement import Statement
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action, may
from storage.bank.records import ACCOUNTS, STATEMENTS, BankAccount, BankStatement, row_of
from storage.engine.actor_repository import ActorRepository
from storage.engine.collecting import put_off_collecting
from storage.engine.insert import table_of
from storage.tables import BankAccountRow, BankDocumentRow, BankStatementRow, DepartmentRow
from storage.tables.types import Json

AT_ONCE: Final = 400
"""Keys in one question: both databases have a limit of values."""


class BankStatements(ActorRepository):
    """For who may load one: every call raises NotYoursError for everybody else."""

    async def get(self, statement_id: int) -> BankStatement:
        """Raises NotYoursError for an absent id, too."""
        self._check_right()
        found = await self._session.read_one(BankStatement, STATEMENTS.where(BankStatementRow.id == statement_id))
        if found is None:
            raise NotYoursError
        return found

    async def list_accounts(self, statement: BankStatement) -> list[BankAccount]:
        """Those that the file names."""
        return await self._session.read(BankAccount, ACCOUNTS.where(BankAccountRow.account.in_(statement.accounts)))

    async def list_loaded(self) -> list[BankStatement]:
        """The newest first; of a file whose accounts are asked about, too."""
        self._check_right()
        row = BankStatementRow
        return await self._session.read(BankStatement, STATEMENTS.order_by(row.last_on.desc(), row.id.desc()))

    async def list_all_accounts(self) -> list[BankAccount]:
        """Every account that a file has named."""
        self._check_right()
        return await self._session.read(BankAccount, ACCOUNTS)

    async def change_account(self, account_id: int, *, is_ours: bool, is_active: bool) -> None:
        """By who owns the settings. Raises NotYoursError."""
        if not may(self._actor.role, Action.WRITE_SETTINGS):
            raise NotYoursError
        row = BankAccountRow
        said = {"is_ours": is_ours, "is_active": is_active, "said_by": self._actor.person_id}
        changed = await self._session.execute(
            update(row).where(row.id == account_id).values(**said, said_at=self._clock.now()).returning(row.id)
        )
        if changed.first() is None:
            raise NotYoursError
        await self._audit("bank.account", "bank_account", account_id, None, {"ours": is_ours, "active": is_active})

    async def give_account(self, account_id: int, department_id: int | None) -> None:
        """Whose money comes there; None: everybody's. By who owns the settings. Raises NotYoursError."""
        known = department_id is None or await self._exists(
            select(DepartmentRow.id).where(DepartmentRow.id == department_id)
        )
        if not may(self._actor.role, Action.WRITE_SETTINGS) or not known:
            raise NotYoursError
        row = BankAccountRow
        given = update(row).where(row.id == account_id, row.is_ours.is_(True)).values(department_id=department_id)
        if (await self._session.execute(given.returning(row.id))).first() is None:
            raise NotYoursError
        await self._audit("bank.account", "bank_account", account_id, None, {"department": department_id})

    async def begin(self, statement: Statement, sha256: str, name: str, file_id: str) -> BankStatement:
        """The file's row, made or found, and its accounts, each to be asked about once."""
        self._check_right()
        for account in statement.accounts:
            await self._insert_once(BankAccountRow, ["account"], {"account": account[:34]})
        values = {
            "sha256": sha256,
            "name": name,
            "file_id": file_id,
            "loaded_by": self._actor.person_id,
            "first_on": statement.first,
            "last_on": statement.last,
            "accounts": [account[:34] for account in statement.accounts],
            "covers": {account[:34]: spans for account, spans in _covers(statement)},
            "counts": {},
            "difference": 0,
        }
        await self._insert_once(BankStatementRow, ["sha256"], values)
        found = await self._session.read_one(BankStatement, STATEMENTS.where(BankStatementRow.sha256 == sha256))
        if found is None:
            raise NotYoursError
        return found

    async def say_whose(self, statement_id: int, account_id: int, *, is_ours: bool) -> None:
        """«Счёт …0001 ваш?», answered once. Raises AlreadyDoneError."""
        statement = await self.get(statement_id)
        row = BankAccountRow
        said = await self._session.execute(
            update(row)
            .where(row.id == account_id, row.account.in_(statement.accounts), row.is_ours.is_(None))
            .values(is_ours=is_ours, said_by=self._actor.person_id, said_at=self._clock.now())
            .returning(row.id)
        )
        if said.first() is None:
            raise AlreadyDoneError
        await self._audit("bank.account", "bank_account", account_id, None, {"ours": is_ours})

    async def load(self, begun: BankStatement, statement: Statement) -> BankStatement:
        """Its documents, those that are known already once; nothing of a file that names none of our accounts."""
        ours = [each.account for each in await self.list_accounts(begun) if each.is_ours]
        with put_off_collecting():
            few = len(statement.documents) <= AT_ONCE
            sorting = partial(_sort_out, statement, ours)
            movements, kept = sorting() if few else await asyncio.to_thread(sorting)
            known = await self._find_known([key for key, _movement in kept])
            await self._move(begun, [key for key, _movement in kept], known)
            new = [(place, key, each) for place, (key, each) in enumerate(kept) if key not in known]
            once = self._insert(BankDocumentRow).on_conflict_do_nothing(index_elements=["key"])
            for at in range(0, len(new), AT_ONCE):
                rows = [
                    row_of(each) | {"key": key, "place": place, "statement_id": begun.id}
                    for place, key, each in new[at : at + AT_ONCE]
                ]
                await self._session.execute(once, rows)
                await asyncio.sleep(0)  # whoever only reads goes in between
        counts = _count(movements) | {"new": len(new), "known": len(known)}
        difference = sum(find_differences(statement, movements, ours).values())
        await self._session.execute(
            update(BankStatementRow)
            .where(BankStatementRow.id == begun.id)
            .values(loaded_at=self._clock.now(), file_id=None, counts=counts, difference=difference)
        )
        await self._audit("bank.loaded", "bank_statement", begun.id, None, {"sha256": begun.sha256, "new": len(new)})
        return await self.get(begun.id)

    async def accept(self, statement_id: int) -> None:
        """Its totals differ, and it is taken all the same. Raises NotYoursError."""
        await self.get(statement_id)
        row = BankStatementRow
        await self._session.execute(
            update(row).where(row.id == statement_id, row.accepted_at.is_(None)).values(accepted_at=self._clock.now())
        )
        await self._audit("bank.accepted", "bank_statement", statement_id)

    async def _find_known(self, keys: Sequence[str]) -> set[str]:
        row = BankDocumentRow
        found = set[str]()
        for at in range(0, len(keys), AT_ONCE):
            found |= set(await self._session.scalars(select(row.key).where(row.key.in_(keys[at : at + AT_ONCE]))))
        return found

    async def _move(self, to: BankStatement, keys: Sequence[str], known: set[str]) -> None:
        """What waits since the file of noon is asked on the screen of the evening's."""
        row = table_of(BankDocumentRow)
        moved = [
            {"the_key": key, "the_file": to.id, "the_place": place} for place, key in enumerate(keys) if key in known
        ]
        if moved:
            await self._session.execute(
                update(row)
                .where(row.c.key == bindparam("the_key"), row.c.state == DocumentState.WAITS)
                .values(statement_id=bindparam("the_file"), place=bindparam("the_place")),
                moved,
            )

    def _check_right(self) -> None:
        if not may(self._actor.role, Action.CONFIRM_BANK):
            raise NotYoursError


def _sort_out(statement: Statement, ours: Sequence[str]) -> tuple[Sequence[Movement], list[tuple[str, Movement]]]:
    """All movements, and those that are kept with their keys: in a thread, of twenty thousand it takes a second."""
    movements = sort_movements(statement, ours)
    keyed = zip(key_movements(movements), movements, strict=True)
    return movements, [each for each in keyed if _is_kept(each[1])]


def _covers(statement: Statement) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Days as ISO, by account."""
    for account, spans in statement.covers.items():
        yield account, [(first.isoformat(), last.isoformat()) for first, last in spans]


def _is_kept(movement: Movement) -> bool:
    """Wages, taxes and other outgoing money are counted and never stored."""
    is_back = movement.way is Way.OUT and is_refund(movement.document.purpose)
    return (movement.way is Way.IN or is_back) and movement.day is not None


def _count(movements: Sequence[Movement]) -> Json:
    """How many documents there are of each way, and what came: own transfers too, as the file's totals have it."""
    ways = Counter(each.way for each in movements)
    came = [each for each in movements if each.way is Way.IN or (each.way is Way.OWN and each.document.came_on)]
    hidden = sum(each.way is Way.OUT and not _is_kept(each) for each in movements)
    total = sum(each.amount for each in came)
    return {
        "came": total,
        "documents": len(came),
        "not_ours": ways[Way.OWN] + ways[Way.NOT_OURS] + hidden,
        "not_received": ways[Way.NOT_RECEIVED],
        "unread": ways[Way.UNREAD],
        "currency": sorted({each.account[-4:] for each in movements if each.way is Way.CURRENCY}),
    }
