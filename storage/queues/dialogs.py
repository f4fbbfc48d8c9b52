"""Where each conversation stands. Read and written in the update's own transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Update, bindparam, insert, select, update

from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.tables import DialogRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class OpenDialog:
    number: int
    name: str
    step: str
    trail: tuple[str, ...] = ()
    draft: Json = field(default_factory=dict)
    screen: int = 1
    at: datetime | None = None
    """When it was shown last."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody stands: nowhere, while it has no name."""

    number: int
    name: str | None
    step: str | None
    trail: list[str]
    draft: Json
    screen: int
    updated_at: datetime


_OF_PERSON = check_types(_Place, select(*columns_of(_Place, DialogRow))).where(
    DialogRow.person_id == bindparam("the_person")
)

DIALOGS = frozenset({DialogRow.__tablename__})
STANDS_NOWHERE = "stands nowhere"
"""Who is known to be in no dialog since the update was claimed: their chat is that transaction's alone."""


class AllDialogs(Repository):
    async def close_all(self) -> None:
        """Whoever stood in one begins anew: what they type next is not an answer to an old question."""
        await self._session.execute(
            update(DialogRow).where(DialogRow.name.is_not(None)).values(**_nowhere(self._clock.now()))
        )


class Dialogs(ActorRepository):
    async def current(self) -> OpenDialog | None:
        """The dialog in which the speaker stands; None: in none."""
        if self._session.info.get(STANDS_NOWHERE) == self._actor.person_id:
            return None
        place = await self._place()
        if place is None or place.name is None or place.step is None:
            return None
        trail = tuple(place.trail)
        return OpenDialog(place.number, place.name, place.step, trail, place.draft, place.screen, place.updated_at)

    async def open(self, name: str, step: str, draft: Json, trail: tuple[str, ...] = ()) -> OpenDialog:
        """Begin a dialog; one that was open is left, and its screens are stale from now on."""
        self._session.info.pop(STANDS_NOWHERE, None)
        place = await self._place()
        opened = OpenDialog(1 if place is None else place.number + 1, name, step, trail, draft)
        if place is None:
            values = {"person_id": self._actor.person_id, **self._store(opened)}
            await self._session.execute(insert(DialogRow).values(**values))
        else:
            await self.save(opened)
        return opened

    async def save(self, dialog: OpenDialog) -> None:
        """Write the place where the speaker stands: its step, its draft, and that it was shown now."""
        self._session.info.pop(STANDS_NOWHERE, None)
        await self._session.execute(_of(self._actor).values(**self._store(dialog)))

    async def close(self) -> None:
        """The speaker stands nowhere; the number stays, so that old screens are known as stale."""
        await self._session.execute(_of(self._actor).values(**_nowhere(self._clock.now())))

    async def _place(self) -> _Place | None:
        return await self._session.once(("dialog", self._actor.person_id), self._read, tables=DIALOGS)

    async def _read(self) -> _Place | None:
        return await self._session.read_one(_Place, _OF_PERSON, {"the_person": self._actor.person_id})

    def _store(self, dialog: OpenDialog) -> Json:
        return {
            "number": dialog.number,
            "name": dialog.name,
            "step": dialog.step,
            "trail": list(dialog.trail),
            "draft": dialog.draft,
            "screen": dialog.screen,
            "updated_at": self._clock.now(),
        }


def _of(actor: Actor) -> Update:
    return update(DialogRow).where(DialogRow.person_id == actor.person_id)


def _nowhere(now: datetime) -> Json:
    return {"name": None, "step": None, "trail": [], "draft": {}, "updated_at": now}
