"""
«Забыть клиента»: whatever could tell of a person goes out of every table, for good; sums, days and stages stay.

What went is audited by its kinds, never by what it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, delete, func, null, or_, select

from sales.clients.forgetting import ForgetReason, ForgottenKind, is_persons
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.entry.clients.name_forms import normal_form
from sales.hooks.events import HookEvent
from storage.clients.client import Client
from storage.clients.clients import Clients
from storage.clients.forgotten_business import NAMELESS, empty_bank, empty_deals, empty_money, write_where
from storage.clients.forgotten_numbers import WHAT_ASKED, WHO_ASKED, WHO_IS_COLD, WHO_RANG, empty_by_number
from storage.engine.actor_repository import ActorRepository
from storage.engine.audit import Audit
from storage.engine.scope import reach
from storage.hooks.announcing import announce
from storage.tables import (
    ActivityRow,
    AskRow,
    AuditRow,
    ClientMergeRow,
    ClientRow,
    ClientWordRow,
    ColdLeadRow,
    ContactRow,
    DealRow,
    EnquiryRow,
    ExpectedPaymentRow,
    FactRow,
    ImportedRow,
    ImportRow,
    NpsAnswerRow,
    PbxCallRow,
    UndoStepRow,
)

DEED: Final = "client.forgotten"

_OF_CLIENTS: Final[tuple[tuple[type[Any], ForgottenKind, Mapping[str, Any]], ...]] = (
    (ActivityRow, ForgottenKind.COMMENTS, {"comment": None}),
    (ActivityRow, ForgottenKind.PLACES, {"latitude": None, "longitude": None}),
    (ActivityRow, ForgottenKind.FILES, {"file_id": None}),
    (ActivityRow, ForgottenKind.CONTACTS, {"contact_id": None}),
    (ExpectedPaymentRow, ForgottenKind.COMMENTS, {"comment": None}),
    (FactRow, ForgottenKind.COMMENTS, {"comment": None}),
    (NpsAnswerRow, ForgottenKind.COMMENTS, {"comment": None}),
    (EnquiryRow, ForgottenKind.CONTACTS, WHO_ASKED),
    (EnquiryRow, ForgottenKind.COMMENTS, WHAT_ASKED),
    (PbxCallRow, ForgottenKind.CONTACTS, {**WHO_RANG, "contact_id": None}),
    (ImportedRow, ForgottenKind.ROWS, {"cells": null(), "plan": null(), "before": null(), "said": None}),
    (ColdLeadRow, ForgottenKind.ROWS, WHO_IS_COLD),
)
"""What is emptied in the rows that name the client."""

_CARD: Final[Mapping[str, Any]] = {"comment": None, "usual_lat": None, "usual_lon": None, "do_not_call": True}
_PERSON: Final[Mapping[str, Any]] = {"inn": None, "kpp": "", "city": None}


@dataclass(frozen=True, slots=True)
class ForgetAct:
    """What the act of destruction tells."""

    subject_id: int
    """A client, or an enquiry of which none was made."""
    at: datetime
    reason: ForgetReason
    kinds: tuple[ForgottenKind, ...]


class ClientForgetting(ActorRepository):
    async def forget(self, client_id: int, reason: ForgetReason) -> ForgetAct:
        """The client and all that were merged into it. Raises NotYoursError, AlreadyDoneError."""
        client = await self._get(client_id)
        if client.forgotten_at is not None:
            raise AlreadyDoneError
        ids = await self._list_all_ids(client.id)
        kinds = {
            *await self._empty_rows(ids),
            *await self._drop_people(ids),
            *await empty_deals(self._session, ids),
            *await empty_money(self._session, ids),
            *await empty_bank(self._session, client, ids),
            *await self._empty_files(client),
            *await self._empty_changes(ids),
        }
        for each in ids:
            kinds |= await self._empty_card(each)
        told = [each for each in ForgottenKind if each in kinds]
        announce(self._session, HookEvent.CLIENT_FORGOTTEN, self._clock.now(), client.id)
        await self._audit(DEED, "client", client.id, after={"reason": reason, "kinds": told})
        return await self.read_act(client.id)

    async def read_act(self, client_id: int) -> ForgetAct:
        """For who may forget the client. Raises NotYoursError."""
        await self._get(client_id)
        for each in await Audit(self._session, self._clock).of("client", client_id):
            if each.action == DEED and each.after is not None:
                kinds = tuple(ForgottenKind(kind) for kind in each.after["kinds"])
                return ForgetAct(client_id, each.at, ForgetReason(each.after["reason"]), kinds)
        raise NotYoursError

    async def _get(self, client_id: int) -> Client:
        """Raises NotYoursError."""
        client = await Clients(self._session, self._clock, self._actor).get(client_id)
        reached = reach(self._actor, Action.FORGET_CLIENT, ClientRow.owner_id, ClientRow.department_id)
        if not await self._exists(select(ClientRow.id).where(ClientRow.id == client.id, reached)):
            raise NotYoursError
        return client

    async def _list_all_ids(self, client_id: int) -> list[int]:
        found = [client_id]
        for each in found:
            query = select(ClientRow.id).where(ClientRow.merged_into_id == each, ClientRow.id.not_in(found))
            found += list(await self._session.scalars(query))
        return found

    async def _empty_rows(self, ids: list[int]) -> set[ForgottenKind]:
        found = set()
        for row, kind, values in _OF_CLIENTS:
            filled = or_(*(getattr(row, name).is_not(None) for name in values))
            if await write_where(self._session, row, and_(row.client_id.in_(ids), filled), values):
                found.add(kind)
        asked = or_(
            AskRow.client_id.in_(ids),
            AskRow.deal_id.in_(select(DealRow.id).where(DealRow.client_id.in_(ids))),
            AskRow.payment_id.in_(select(ExpectedPaymentRow.id).where(ExpectedPaymentRow.client_id.in_(ids))),
        )
        if await write_where(self._session, AskRow, asked, {"text": NAMELESS, "answer": None}):
            found.add(ForgottenKind.COMMENTS)
        now = self._clock.now()
        ahead = (ActivityRow.happened_at.is_(None), ActivityRow.cancelled_at.is_(None), ActivityRow.undone_at.is_(None))
        await write_where(
            self._session,
            ActivityRow,
            and_(ActivityRow.client_id.in_(ids), *ahead),
            {"cancelled_at": now, "recorded_at": now},
        )
        return found

    async def _drop_people(self, ids: list[int]) -> set[ForgottenKind]:
        await empty_by_number(self._session, ids)
        await self._session.execute(delete(ClientWordRow).where(ClientWordRow.client_id.in_(ids)))
        gone = await self._session.execute(
            delete(ContactRow).where(ContactRow.client_id.in_(ids)).returning(ContactRow.id)
        )
        return {ForgottenKind.CONTACTS} if gone.all() else set()

    async def _empty_files(self, client: Client) -> set[ForgottenKind]:
        """Rows in doubt of no client name them as well: those that hold the name or the INN."""
        row = ImportedRow
        query = select(row.import_id, row.n, row.cells).join(ImportRow, ImportRow.id == row.import_id)
        query = query.where(ImportRow.department_id == client.department_id, row.client_id.is_(None))
        found = False
        for import_id, number, cells in (await self._session.execute(query)).all():
            if cells and _name(client, cells):
                which = and_(row.import_id == import_id, row.n == number)
                found |= await write_where(self._session, row, which, {"cells": null(), "plan": null(), "said": None})
        return {ForgottenKind.ROWS} if found else set()

    async def _empty_changes(self, ids: list[int]) -> set[ForgottenKind]:
        """What was noted of the card, the deals, the money and the contacts as they were changed."""
        merges = select(ClientMergeRow.id, ClientMergeRow.fields).where(
            or_(ClientMergeRow.kept_id.in_(ids), ClientMergeRow.gone_id.in_(ids))
        )
        for merge_id, fields in (await self._session.execute(merges)).all():
            await write_where(
                self._session,
                ClientMergeRow,
                ClientMergeRow.id == merge_id,
                {"fields": fields | {"before": {}, "after": {}}},
            )
        now, found = self._clock.now(), False
        for subject, kinds, of in (
            ("client", (UndoStepKind.CLIENT,), select(ClientRow.id).where(ClientRow.id.in_(ids))),
            ("deal", (UndoStepKind.DEAL_CHANGED,), select(DealRow.id).where(DealRow.client_id.in_(ids))),
            ("payment", (), select(ExpectedPaymentRow.id).where(ExpectedPaymentRow.client_id.in_(ids))),
            ("activity", (), select(ActivityRow.id).where(ActivityRow.client_id.in_(ids))),
        ):
            steps = and_(UndoStepRow.kind.in_(kinds), UndoStepRow.subject_id.in_(of))
            if kinds:
                undone = func.coalesce(UndoStepRow.undone_at, now)
                await write_where(self._session, UndoStepRow, steps, {"refs": {}, "undone_at": undone})
            told = and_(AuditRow.subject == subject, AuditRow.subject_id.in_(of), AuditRow.action != DEED)
            noted = or_(AuditRow.before.is_not(None), AuditRow.after.is_not(None))
            found |= await write_where(
                self._session, AuditRow, and_(told, noted), {"before": null(), "after": null(), "note": None}
            )
        return {ForgottenKind.CHANGES} if found else set()

    async def _empty_card(self, client_id: int) -> set[ForgottenKind]:
        row = ClientRow
        (name, kind, inn, comment) = (
            await self._session.execute(select(row.name, row.kind, row.inn, row.comment).where(row.id == client_id))
        ).one()
        found = {ForgottenKind.COMMENTS} if comment else set()
        now = self._clock.now()
        values: dict[str, Any] = {**_CARD, "forgotten_at": now, "archived_at": now, "blanks_asked_at": now}
        if is_persons(name, kind):
            anew = f"Клиент {client_id}"
            values |= {**_PERSON, "name": anew, "normal": normal_form(anew)}
            found |= {ForgottenKind.NAME} | ({ForgottenKind.INN} if inn else set())
        await write_where(self._session, row, row.id == client_id, values)
        return found


def _name(client: Client, cells: Iterable[str]) -> bool:
    normal = normal_form(client.name)
    return any((client.inn and client.inn in cell) or (normal and normal_form(cell) == normal) for cell in cells)
