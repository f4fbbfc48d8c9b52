"""What stands on a client's card, changed: facts, the archive, «не звонить». Each change is in the audit (SPEC 10)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from sales.clients.card_fields import CardField
from sales.clients.inn import kind_by_inn
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.entry.clients.name_forms import normal_form
from storage.clients.client import Client
from storage.clients.clients import Clients
from storage.clients.upkeep import index_words, one_of_an_inn, refuse_busy, refuse_circle, refuse_taken
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reach
from storage.engine.undo_steps import UndoSteps
from storage.people.person import ACTIVE
from storage.tables import ClientRow, PersonRow
from storage.tables.types import Json


class ClientEdits(ActorRepository):
    async def edit(self, client_id: int, fields: Mapping[CardField, Any]) -> int:
        """Other fields of the card; the step by which ↩️ takes them back.

        Raises NotYoursError; InnTakenError; ReferredInCircleError.
        """
        before = await self._get(client_id)
        values = {str(field): value for field, value in fields.items()}
        stood: Json = {name: getattr(before, name) for name in values}
        await self._write(before, values)
        await self._audit("client.edited", "client", client_id, stood, values)
        steps = UndoSteps(self._session, self._clock, self._actor)
        return await steps.note(UndoStepKind.CLIENT, client_id, {"before": stood})

    async def fill(self, client_id: int, fields: Mapping[CardField, Any]) -> None:
        """What was said of a client as it was made: nothing stood there before. Raises NotYoursError."""
        before = await self._get(client_id)
        await self._write(before, {str(field): value for field, value in fields.items()})

    async def give_to_territory(self, client_id: int, owner_id: int) -> None:
        """One's own new client goes to whose territory it is of, in the same department. Raises NotYoursError."""
        before = await self._get(client_id)
        works = (PersonRow.department_id == before.department_id, PersonRow.role.in_(SELLERS), ACTIVE)
        there = select(PersonRow.id).where(PersonRow.id == owner_id, *works)
        if not await self._exists(there):
            raise NotYoursError
        await self._update(client_id, owner_id=owner_id)
        stood, now = {"owner_id": before.owner_id}, {"owner_id": owner_id}
        await self._audit("client.of_territory", "client", client_id, stood, now)

    async def put_back(self, client_id: int, stood: Json) -> Client:
        """The fields as the step of an edit has noted them; audited.

        Raises NotYoursError, InnTakenError, ReferredInCircleError.
        """
        before = await self._get(client_id)
        await self._write(before, stood)
        await self._audit(
            "client.put_back", "client", client_id, {each: getattr(before, each) for each in stood}, stood
        )
        return await self._get(client_id)

    async def _write(self, before: Client, values: Json) -> None:
        """With what follows from them. Raises NotYoursError, InnTakenError, ReferredInCircleError."""
        values = dict(values)
        if values.get("inn") and before.kind is None:
            values["kind"] = kind_by_inn(values["inn"])
        if values.get("name"):
            values["normal"] = normal_form(values["name"])
        if values.get("referred_by_id"):
            await refuse_circle(self._session, self._actor, before.id, values["referred_by_id"])
        inn, kpp = values.get("inn", before.inn), values.get("kpp", before.kpp)
        if {"inn", "kpp"} & values.keys():
            await refuse_taken(self._session, before.department_id, inn, kpp, but=before.id)
        async with one_of_an_inn(self._session, before.department_id, inn):
            await self._update(before.id, **values)
        if "normal" in values:
            await index_words(self._session, before.id, values["normal"])

    async def archive(self, client_id: int) -> Client:
        """Out of every list and question; its records stay.

        Raises NotYoursError, AlreadyDoneError, OpenBusinessError.
        """
        before = await self._get(client_id)
        if before.archived_at is not None:
            raise AlreadyDoneError
        await refuse_busy(self._session, client_id)
        await self._update(client_id, archived_at=self._clock.now())
        await self._audit("client.archived", "client", client_id)
        return await self._get(client_id)

    async def restore(self, client_id: int) -> Client:
        """Back from the archive. Raises NotYoursError, AlreadyDoneError, InnTakenError."""
        before = await self._get(client_id)
        if before.archived_at is None:
            raise AlreadyDoneError
        await refuse_taken(self._session, before.department_id, before.inn, before.kpp, but=client_id)
        await self._update(client_id, archived_at=None)
        await self._audit("client.restored", "client", client_id)
        return await self._get(client_id)

    async def set_do_not_call(self, client_id: int, *, on: bool) -> Client:
        """«Не звонить», or to be rung again. Raises NotYoursError, AlreadyDoneError."""
        before = await self._get(client_id)
        if before.do_not_call is on:
            raise AlreadyDoneError
        await self._update(client_id, do_not_call=on)
        await self._audit("client.do_not_call", "client", client_id, {"on": not on}, {"on": on})
        return await self._get(client_id)

    async def put_blanks_aside(self, client_id: int) -> None:
        """What is empty on the card is asked no more. Raises NotYoursError."""
        await self._update(client_id, blanks_asked_at=self._clock.now())

    async def _get(self, client_id: int) -> Client:
        """Raises NotYoursError; AlreadyDoneError for one that is forgotten."""
        client = await Clients(self._session, self._clock, self._actor).get(client_id)
        if client.forgotten_at is not None:
            raise AlreadyDoneError
        return client

    async def _update(self, client_id: int, **values: object) -> None:
        """Raises NotYoursError: who stands in for somebody does not rewrite their clients."""
        written = reach(self._actor, Action.EDIT_CLIENT, ClientRow.owner_id, ClientRow.department_id)
        result = await self._session.execute(
            update(ClientRow).where(ClientRow.id == client_id, written).values(**values).returning(ClientRow.id)
        )
        if result.first() is None:
            raise NotYoursError
