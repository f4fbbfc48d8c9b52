"""Ways to stand at any step of any dialog without walking there."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from bot.pipeline.enqueue import Occasion, enqueue
from handlers.dialog.model import Draft, Talk
from handlers.dialog.runner import AnyDialog, Runner
from handlers.framework.defaults import Defaults
from reports.message.language import speaking
from sales.activities.activities import ActivityType
from sales.asks.ask import AskKind
from sales.clients.card_fields import CardField
from sales.core.people import Role
from sales.payments.facts import FactKind
from sales.schedule.schedule import Scheduled
from sales.telephony.call import Call, CallResult, Direction, Exchange
from storage.activities.activities import NewActivity
from storage.asks.ask_changes import NewAsk
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.telephony.calls import CallParties, CallPlace
from storage.transaction import Transaction
from tests.cold import give_number
from tests.town import Someone, Town

SCHEDULED = {"settings": Scheduled.SVOD}
"""What the dialog of that name is about."""

DEFAULTS = Defaults("Europe/Moscow", "ru", "12:00,16:00,18:00", 15, 5, "18:00", "reper_bot")


def talk_of(actor: Actor, tx: Transaction) -> Talk:
    return Talk(actor, tx, tx.clock.now(), DEFAULTS)


async def opened(
    town: Town, runner: Runner, someone: Someone, name: str, draft: Draft | None = None, step: str = ""
) -> None:
    """The dialog stands open in the chat, with the steps before it walked."""
    dialog = runner.dialogs[name]
    with speaking("ru"):
        async with town.database.write() as tx:
            talk = talk_of(someone.actor, tx)
            replies = await runner.open(talk, name, draft, step)
            await enqueue(tx, Occasion(0, someone.phone.id, someone.actor), replies)
            state = await tx.as_(someone.actor).dialogs.current()
            assert state is not None
            if step not in {"", dialog.first}:
                await tx.as_(someone.actor).dialogs.save(replace(state, trail=(dialog.first,)))
    await town.settle()


@dataclass(frozen=True, slots=True)
class Records:
    """One of everything that a dialog may be about."""

    client_id: int
    payment_id: int
    receipt_id: int
    activity_id: int
    person_id: int
    department_id: int
    deal_id: int
    contact_id: int
    debt_id: int
    lead_id: int
    ask_id: int
    call_id: int
    today: date
    checkin_id: int = 0

    def draft(self, dialog: AnyDialog) -> Draft:
        """What was said before the step, for the fields that this dialog has."""
        said: dict[str, Any] = {
            "client_id": self.client_id,
            "payment_id": self.payment_id,
            "receipt_id": self.receipt_id,
            "activity_id": self.activity_id,
            "among": (self.deal_id,),
            "person_id": self.person_id,
            "department_id": self.department_id,
            "deal_id": self.deal_id,
            "contact_id": self.contact_id,
            "debt_id": self.debt_id,
            "lead_id": self.lead_id,
            "ask_id": self.ask_id,
            "call_id": self.call_id,
            "checkin_id": self.checkin_id,
            "to_ids": (self.person_id,),
            "edited_id": self.client_id,
            "field": CardField.LINE,
            "unknown": ("кровля",),
            "code": "lead",
            "amount": 15_000_000,
            "day": self.today + timedelta(days=5),
            "at": time(15),
            "role": Role.MANAGER,
            "zone": "Europe/Moscow",
            "name": "Борис",
            "kind": SCHEDULED.get(dialog.name),
        }
        fields = dialog.draft.model_fields
        known = {name: value for name, value in said.items() if name in fields and value is not None}
        draft: Draft = dialog.draft.model_validate(known)
        return draft


async def with_records(town: Town, someone: Someone) -> Records:
    async with town.database.write() as tx:
        client = await tx.as_(someone.actor).clients.create("Вектор & <i>Ко</i>")
        payment = await tx.as_(someone.actor).payments.expect(NewPayment(client.id, 30_000_000, town.today()))
        fact = NewFact(client.id, 10_000_000, town.today(), (payment.id,), FactKind.RECEIPT)
        receipt = await tx.as_(someone.actor).receipts.record(fact)
        plan = NewActivity(client.id, ActivityType.MEETING, tx.clock.now() + town.minutes(60))
        activity = await tx.as_(someone.actor).activities.plan(plan)
        deal = await tx.as_(someone.actor).deals.create(client.id, "Поставка & <b>монтаж</b>")
        contact = await tx.as_(someone.actor).contacts.add(client.id, "Марина & <i>Ко</i>", "+7 916 123-25-21")
        owed = await tx.as_(someone.actor).payments.expect(NewPayment(client.id, 700, town.today(-9)))
        assert town.owner is not None
        _list_id, lead_id = await give_number(tx, town.owner.actor, someone.actor)
        ask = await tx.as_(someone.actor).ask_changes.give(NewAsk(AskKind.TASK, "акт & <b>счёт</b>", someone.id))
        place = CallPlace(town.department_id, "Europe/Moscow", Exchange.GENERAL)
        rung = Call("1", tx.clock.now(), Direction.OUT, "+79161234567", "101", 125, CallResult.ANSWERED)
        call_id = await tx.system.pbx_calls.add(place, rung, CallParties(someone.id)) or 0
    own = (client.id, payment.id, receipt.id, activity.id, someone.id)
    others = (deal.id, contact.id, owed.id, lead_id, ask.id, call_id)
    return Records(*own, town.department_id, *others, town.today())
