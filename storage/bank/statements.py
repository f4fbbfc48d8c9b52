"""Files of the bank: whose accounts they name, what of them is new, and which documents wait for a word (spec/5)."""

from collections.abc import Iterable

from sqlalchemy import select, update

from sales.bank.kept import sort_statement
from sales.bank.matches import BankJobKind
from sales.bank.statement import Statement
from sales.core.errors import NotYoursError
from sales.core.rights import Action, may
from storage.bank.jobs import BankJob, find_job
from storage.bank.loads import finish_load, put_documents
from storage.bank.records import ACCOUNTS, STATEMENTS, BankAccount, BankStatement
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.tables import BankAccountRow, BankJobRow, BankStatementRow, DepartmentRow


class BankStatements(ActorRepository):
    """For who may load one: every call raises NotYoursError for everybody else."""

    async def get(self, statement_id: int) -> BankStatement:
        """Raises NotYoursError for an absent id, too."""
        self._check_right()
        return check_found(
            await self._session.read_one(BankStatement, STATEMENTS.where(BankStatementRow.id == statement_id))
        )

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
        return check_found(
            await self._session.read_one(BankStatement, STATEMENTS.where(BankStatementRow.sha256 == sha256))
        )

    async def say_whose(self, statement_id: int, account_id: int, *, is_ours: bool) -> None:
        """«Счёт …0001 ваш?», answered once. Raises AlreadyDoneError."""
        statement = await self.get(statement_id)
        row = BankAccountRow
        await self._change_once(
            update(row)
            .where(row.id == account_id, row.account.in_(statement.accounts), row.is_ours.is_(None))
            .values(is_ours=is_ours, said_by=self._actor.person_id, said_at=self._clock.now())
        )
        await self._audit("bank.account", "bank_account", account_id, None, {"ours": is_ours})

    async def load(self, begun: BankStatement, statement: Statement) -> None:
        """All of a short one; of a file that names none of our accounts nothing."""
        ours = await self._list_ours(begun)
        found = sort_statement(statement, ours)
        new = await put_documents(self._session, begun.id, found.kept, 0)
        await finish_load(self._session, begun.id, found, new, self._clock.now())
        await self._audit("bank.loaded", "bank_statement", begun.id, None, {"sha256": begun.sha256, "new": new})

    async def begin_load(self, begun: BankStatement, packed: bytes) -> None:
        """A long one is put down by the house, a part at a time; nothing where that is under way."""
        values = {"statement_id": begun.id, "by_id": self._actor.person_id, "kind": BankJobKind.LOAD}
        job = values | {"packed": packed, "ours": await self._list_ours(begun), "done": 0, "total": 0, "new": 0}
        if await self._insert_once(BankJobRow, ["statement_id"], job) is not None:
            await self._audit("bank.loaded", "bank_statement", begun.id, None, {"sha256": begun.sha256})

    async def find_job(self, statement: BankStatement) -> BankJob | None:
        """What the house is doing with it."""
        return await find_job(self._session, statement.id)

    async def _list_ours(self, statement: BankStatement) -> list[str]:
        return [each.account for each in await self.list_accounts(statement) if each.is_ours]

    async def accept(self, statement_id: int) -> None:
        """Its totals differ, and it is taken all the same. Raises NotYoursError."""
        await self.get(statement_id)
        row = BankStatementRow
        await self._session.execute(
            update(row).where(row.id == statement_id, row.accepted_at.is_(None)).values(accepted_at=self._clock.now())
        )
        await self._audit("bank.accepted", "bank_statement", statement_id)

    def _check_right(self) -> None:
        if not may(self._actor.role, Action.CONFIRM_BANK):
            raise NotYoursError


def _covers(statement: Statement) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Days as ISO, by account."""
    for account, spans in statement.covers.items():
        yield account, [(first.isoformat(), last.isoformat()) for first, last in spans]
