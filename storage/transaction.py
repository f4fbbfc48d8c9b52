"""One transaction and the repositories of the trade on it. All of it is committed together, or nothing is."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncSession

from sales.clock import Clock
from storage.dialogs import Dialogs
from storage.inbox import Inbox
from storage.outbox import Outbox


class Transaction:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self.session = session
        self.clock = clock

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.session, self.clock)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.session, self.clock)

    @cached_property
    def dialogs(self) -> Dialogs:
        return Dialogs(self.session, self.clock)
