"""Who did what to whom. Written in the transaction of the deed, and only ever added to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.engine.actor import Actor
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.tables import AuditRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class AuditEntry:
    id: int
    at: datetime
    actor_id: int | None
    action: str
    before: Json | None
    after: Json | None


_ENTRIES = check_types(
    AuditEntry,
    select(AuditRow.id, AuditRow.at, AuditRow.actor_id, AuditRow.action, AuditRow.before, AuditRow.after),
)

_ADD = insert(AuditRow)


class Audit(Repository):
    async def add(
        self,
        actor: Actor | None,
        action: str,
        subject: str,
        subject_id: int | None,
        before: Json | None = None,
        after: Json | None = None,
    ) -> None:
        """`actor` is None where nobody of the house did it: a stranger with a link, the clock."""
        row = {
            "at": self._clock.now(),
            "actor_id": None if actor is None else actor.person_id,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "before": before,
            "after": after,
        }
        await self._session.execute(_ADD, row)

    async def of(self, subject: str, subject_id: int, limit: int = 50) -> list[AuditEntry]:
        """What happened to one subject, the latest first."""
        told = _ENTRIES.where(AuditRow.subject == subject, AuditRow.subject_id == subject_id)
        return await self._session.read(AuditEntry, told.order_by(AuditRow.id.desc()).limit(limit))
