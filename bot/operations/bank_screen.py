"""The screens of a file that the house works on: drawn anew now and then, and when it is done."""

import asyncio
from collections.abc import Callable

from reports.bank.statement import BankStatementView
from storage.bank.choices import BankWork
from storage.bank.jobs import BankJob
from storage.transaction import Transaction

SHOWN_EVERY = 3.0
"""Seconds between two edits of the message that tells how far it is."""


class BankScreen:
    def __init__(self, put: Callable[[], None]) -> None:
        """`put`: called when something is in the outbox."""
        self._put = put
        self._shown = float("-inf")

    async def show(self, tx: Transaction, work: BankJob | BankWork, *, is_over: bool) -> None:
        """Wherever it stands in the chat of whom it is done for; at the end in whosever chat."""
        now = asyncio.get_running_loop().time()
        if not is_over and now - self._shown < SHOWN_EVERY:
            return
        self._shown = now
        actor = await tx.system.staff.actor(work.by_id)
        chat_id = None if is_over or actor is None else actor.telegram_id
        view = BankStatementView(statement_id=work.statement_id)
        await tx.system.outbox.touch(*await tx.system.outbox.keys_showing(chat_id, view, "statement_id"))
        self._put()
