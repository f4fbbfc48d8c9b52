"""A payment that comes in parts: it becomes one of them, the others stand beside it, and the sum is what it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sales.core.errors import AlreadyDoneError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.payments.payments import MoveReason, PaymentSource
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor
from storage.engine.undo_steps import UndoSteps
from storage.payments.payment import lock_payment
from storage.payments.payment_changes import PaymentChanges
from storage.payments.payment_undo import PaymentStories
from storage.payments.payments import NewPayment, Payments
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class DatedPart:
    """In kopecks, and the workday on which it is awaited."""

    amount: Kopecks
    due_on: date


class Parting(ActorRepository):
    _changes = of_actor(PaymentChanges)
    _payments = of_actor(Payments)
    _stories = of_actor(PaymentStories)

    async def part(
        self, payment_id: int, parts: Sequence[DatedPart], comment: str | None = None, draft_id: str = ""
    ) -> int:
        """What is awaited of it, in parts; the step by which they are one again.

        It stays the part of its own day, else the last; another day is the client's word. Each part has its deal, its
        invoice and its chance.

        Raises NotYoursError; AlreadyDoneError where its rest is not what they make up any more.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        if not old.is_open or sum(each.amount for each in parts) != old.rest:
            raise AlreadyDoneError
        own = next((place for place, each in enumerate(parts) if each.due_on == old.due_on), len(parts) - 1)
        done = [await self._changes.change_amount(payment_id, old.received + parts[own].amount)]
        if parts[own].due_on != old.due_on:
            done.append(await self._changes.move(payment_id, parts[own].due_on, MoveReason.PROMISED))
        made = [
            await self._payments.expect(
                NewPayment(
                    old.client_id,
                    each.amount,
                    each.due_on,
                    old.probability if old.probability_manual else None,
                    old.deal_id,
                    old.invoice,
                    comment,
                    PaymentSource.LINE,
                    f"{draft_id}:part{place}" if draft_id else None,
                )
            )
            for place, each in enumerate(parts)
            if place != own
        ]
        refs: Json = {
            "events": [each.event_id for each in done],
            "payments": [each.id for each in made],
            "draft": draft_id,
        }
        steps = UndoSteps(self._session, self._clock, self._actor)
        return await steps.note(UndoStepKind.PARTED, payment_id, refs)

    async def join(self, refs: Json) -> None:
        """As it was before: `refs` as the step has them.

        Raises NotYoursError, HasFactsError where one of the parts has come, AlreadyDoneError, TooLateError,
        ChangedSinceError.
        """
        for payment_id in refs["payments"]:
            await self._stories.undo_payment(payment_id)
        for event_id in reversed(refs["events"]):
            await self._stories.undo_change(event_id)
