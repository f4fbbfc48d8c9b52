"""Where each conversation stands. Read and written in the update's own transaction."""

from dataclasses import dataclass, field

from sqlalchemy import select, update

from storage.actor import Actor
from storage.repository import Repository
from storage.tables import DialogRow
from storage.types import Json


@dataclass(frozen=True, slots=True)
class OpenDialog:
    number: int
    name: str
    step: str
    trail: tuple[str, ...] = ()
    draft: Json = field(default_factory=dict)
    screen: int = 1


class Dialogs(Repository):
    async def current(self, actor: Actor) -> OpenDialog | None:
        row = await self._row(actor)
        if row is None or row.name is None or row.step is None:
            return None
        return OpenDialog(row.number, row.name, row.step, tuple(row.trail), row.draft, row.screen)

    async def open(self, actor: Actor, name: str, step: str, draft: Json) -> OpenDialog:
        """Begin a dialog; one that was open is left, and its screens are stale from now on."""
        row = await self._row(actor)
        if row is None:
            row = DialogRow(person_id=actor.person_id, number=0)
            self._session.add(row)
        row.number += 1
        opened = OpenDialog(row.number, name, step, (), draft)
        await self._write(row, opened)
        return opened

    async def save(self, actor: Actor, dialog: OpenDialog) -> None:
        row = await self._row(actor)
        if row is not None:
            await self._write(row, dialog)

    async def close(self, actor: Actor) -> None:
        row = await self._row(actor)
        if row is not None:
            row.name, row.step, row.trail, row.draft = None, None, [], {}
            row.updated_at = self._clock.now()

    async def close_all(self) -> None:
        """Whoever stood in one begins anew: what they type next is not an answer to an old question."""
        nowhere: Json = {"name": None, "step": None, "trail": [], "draft": {}, "updated_at": self._clock.now()}
        await self._session.execute(update(DialogRow).where(DialogRow.name.is_not(None)).values(**nowhere))

    async def _row(self, actor: Actor) -> DialogRow | None:
        return await self._session.scalar(select(DialogRow).where(DialogRow.person_id == actor.person_id))

    async def _write(self, row: DialogRow, dialog: OpenDialog) -> None:
        row.name, row.step, row.trail = dialog.name, dialog.step, list(dialog.trail)
        row.draft, row.screen, row.updated_at = dialog.draft, dialog.screen, self._clock.now()
        await self._session.flush()
