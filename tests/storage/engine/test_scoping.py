"""A foreign id and an absent one look the same, in every call that takes an id. Each call stands in the table below."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from sales.asks.ask import AskKind, HelpWay
from sales.checkins.checkin_rows import Answer
from sales.clients.card_fields import CardField
from sales.clients.forgetting import ForgetReason
from sales.core.errors import NotYoursError
from sales.core.people import Profile, Role
from sales.core.undo import UndoStepKind
from sales.deals.deal import DealsFilter, PaperKind
from sales.deals.kpi import NpsAnswer
from sales.deals.stages import DEFAULT_BOOK, DEFAULT_STAGES
from sales.door.tokens import TokenKind
from sales.hooks.events import HookEvent
from sales.payments.held import HeldAnswer, HeldMoney
from sales.payments.payments import MoveReason
from storage.activities.activities import NewActivity
from storage.actor_face import ActorFace
from storage.asks.ask_changes import NewAsk
from storage.deals.deals import NewDeal
from storage.deals.standing import WhoseDeals
from storage.door.tokens import NewToken
from storage.engine.actor import Actor
from storage.engine.parts import Part
from storage.payments.parting import DatedPart
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.clock import FRIDAY, moscow
from tests.storage.engine import cycle_calls, file_calls
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)
WHY = MoveReason.NO_MONEY
ABSENT = 10**12


@dataclass(frozen=True)
class Things:
    """Ids of one manager's records, one of each kind."""

    person: int
    department: int
    client: int
    deal: int
    payment: int
    settled: int
    receipt: int
    event: int
    plan: int
    call: int
    reminder: int
    checkin: int
    absence: int
    held: int
    step: int
    contact: int
    task: int
    """Of the lead to that manager."""
    help: int
    base: int
    merge: int
    statement: int
    document: int


NOTHING = Things(*[ABSENT] * 22)


async def _things_of(house: House, actor: Actor) -> Things:
    client = await house.client(actor, f"Клиент {actor.name}")
    payment, settled = await house.awaits(client, owner=actor), await house.awaits(client, owner=actor)
    async with house.write() as tx:
        receipt = await tx.as_(actor).receipts.settle(settled.id, FRIDAY)
        moved = await tx.as_(actor).payment_changes.move(payment.id, MONDAY, WHY)
        soon = moscow("11:30")
        plan = await tx.as_(actor).activities.plan(NewActivity(client.id, ActivityType.CALL, soon))
        call = await tx.as_(actor).activities.log(NewActivity(client.id, ActivityType.CALL, moscow("10:00")))
        due = next(each for each in await tx.system.reminders.list_due(soon) if each.person_id == actor.person_id)
        checkin = await tx.system.checkins.open(actor.person_id, FRIDAY, "12:00", house.clock.now())
        absence = await tx.as_(actor).absences.add(actor.person_id, MONDAY, MONDAY)
        deal = await tx.as_(actor).deals.create(client.id, "Договор")
        held = await tx.as_(actor).counting.receive(NewFact(client.id, receipt.amount, FRIDAY))
        contact = await tx.as_(actor).contacts.add(client.id, "Мария")
        step = await tx.as_(actor).undo_steps.note(UndoStepKind.RECEIPTS, actor.person_id, {"receipts": []})
        asked = await tx.as_(actor).ask_changes.give(NewAsk(AskKind.HELP, "", client_id=client.id))
        task = await tx.as_(house.irina).ask_changes.give(NewAsk(AskKind.TASK, "акт", actor.person_id))
        files = await file_calls.bring_files(tx, actor, client.id, receipt.id)
    assert isinstance(held, HeldMoney)
    assert checkin is not None
    assert actor.department_id is not None
    return Things(
        actor.person_id,
        actor.department_id,
        client.id,
        deal.id,
        payment.id,
        settled.id,
        receipt.id,
        moved.event_id,
        plan.id,
        call.id,
        due.id,
        checkin,
        absence.id,
        held.id,
        step,
        contact.id,
        task.id,
        asked.id,
        *files,
    )


Call = Callable[[Transaction, Actor, Things, Things], Awaitable[Any]]
"""What `a` asks for of somebody's things `it`, with the own things `my` where a call takes two ids."""


def _activity(client_id: int, **more: Any) -> NewActivity:
    return NewActivity(client_id, ActivityType.CALL, moscow("10:00"), **more)


REFUSED: dict[str, Call] = {
    "payment_changes.explain": lambda tx, a, it, my: tx.as_(a).payment_changes.explain(it.event, WHY),
    "people.person": lambda tx, a, it, my: tx.as_(a).people.person(it.person),
    "people.team": lambda tx, a, it, my: tx.as_(a).people.team(it.department),
    "month_close.sum_held": lambda tx, a, it, my: tx.as_(a).month_close.sum_held(it.department, MONDAY),
    "people.change_profile": lambda tx, a, it, my: tx.as_(a).people.change_profile(it.person, Profile.HUNTER),
    "people_forgetting.forget": lambda tx, a, it, my: tx.as_(a).people_forgetting.forget(it.person),
    "people.set_numbers": lambda tx, a, it, my: tx.as_(a).people.set_numbers(it.person, "101", None),
    "people.rename": lambda tx, a, it, my: tx.as_(a).people.rename(it.person, "Зина"),
    "door_tokens.make": lambda tx, a, it, my: tx.as_(a).door_tokens.make(NewToken(TokenKind.API, "1С", it.department)),
    "door_tokens.get": lambda tx, a, it, my: tx.as_(a).door_tokens.get(it.person),
    "door_tokens.change": lambda tx, a, it, my: tx.as_(a).door_tokens.change(it.person, scopes=[]),
    "hook_addresses.choose_event": lambda tx, a, it, my: tx.as_(a).hook_addresses.choose_event(
        it.person, HookEvent.WEEK_FROZEN
    ),
    "hook_addresses.turn_on": lambda tx, a, it, my: tx.as_(a).hook_addresses.turn_on(it.person),
    "hook_addresses.pause": lambda tx, a, it, my: tx.as_(a).hook_addresses.pause(it.person),
    "hook_addresses.try_out": lambda tx, a, it, my: tx.as_(a).hook_addresses.try_out(it.person),
    "door_tokens.revoke": lambda tx, a, it, my: tx.as_(a).door_tokens.revoke(it.person),
    "ask_passing.pass_on": lambda tx, a, it, my: tx.as_(a).ask_passing.pass_on(it.person),
    "groups.list_of": lambda tx, a, it, my: tx.as_(a).groups.list_of(it.department),
    "groups.get": lambda tx, a, it, my: tx.as_(a).groups.get(it.person),
    "groups.turn_on": lambda tx, a, it, my: tx.as_(a).groups.turn_on(it.person, it.department),
    "groups.decline": lambda tx, a, it, my: tx.as_(a).groups.decline(it.person),
    "groups.change": lambda tx, a, it, my: tx.as_(a).groups.change(it.person, shows_names=True),
    "invitations.renew": lambda tx, a, it, my: tx.as_(a).invitations.renew(it.person),
    "openings.set": lambda tx, a, it, my: tx.as_(a).openings.set(it.person, FRIDAY, 1),
    "places.change": lambda tx, a, it, my: tx.as_(a).places.change(it.person, Role.LEAD, it.department),
    "handovers.deactivate": lambda tx, a, it, my: tx.as_(a).handovers.deactivate(it.person),
    "handovers.reassign": lambda tx, a, it, my: tx.as_(a).handovers.reassign(it.person, my.person),
    "handovers.reassign to": lambda tx, a, it, my: tx.as_(a).handovers.reassign(my.person, it.person),
    "handovers.reassign client": lambda tx, a, it, my: tx.as_(a).handovers.reassign(None, it.person, it.client),
    "handovers.take_over": lambda tx, a, it, my: tx.as_(a).handovers.take_over(it.client),
    "handovers.give_back": lambda tx, a, it, my: tx.as_(a).handovers.give_back(
        {"from": my.person, "to": it.person, "moved": {"clients": [it.client]}}
    ),
    "handovers.holdings": lambda tx, a, it, my: tx.as_(a).handovers.holdings(it.person),
    "handovers.holdings of nobody": lambda tx, a, it, my: tx.as_(a).handovers.holdings(None, it.department),
    "departments.update": lambda tx, a, it, my: tx.as_(a).departments.update(it.department, name="Омск"),
    "special_days.set": lambda tx, a, it, my: tx.as_(a).special_days.set(FRIDAY, None, it.department),
    "absences.add": lambda tx, a, it, my: tx.as_(a).absences.add(it.person, FRIDAY, FRIDAY),
    "absences.agree": lambda tx, a, it, my: tx.as_(a).absences.agree(it.absence),
    "clients.create": lambda tx, a, it, my: tx.as_(a).clients.create("Новый", owner_id=it.person),
    "clients.get": lambda tx, a, it, my: tx.as_(a).clients.get(it.client),
    "client_edits.edit": lambda tx, a, it, my: tx.as_(a).client_edits.edit(it.client, {CardField.NAME: "Другой"}),
    "client_edits.edit inn": lambda tx, a, it, my: tx.as_(a).client_edits.edit(
        it.client, {CardField.INN: "7707083893"}
    ),
    "client_edits.edit referred": lambda tx, a, it, my: tx.as_(a).client_edits.edit(
        my.client, {CardField.REFERRED_BY: it.client}
    ),
    "client_edits.archive": lambda tx, a, it, my: tx.as_(a).client_edits.archive(it.client),
    "client_edits.restore": lambda tx, a, it, my: tx.as_(a).client_edits.restore(it.client),
    "client_edits.set_do_not_call": lambda tx, a, it, my: tx.as_(a).client_edits.set_do_not_call(it.client, on=True),
    "client_edits.put_blanks_aside": lambda tx, a, it, my: tx.as_(a).client_edits.put_blanks_aside(it.client),
    "client_forgetting.forget": lambda tx, a, it, my: tx.as_(a).client_forgetting.forget(it.client, ForgetReason.ASKED),
    "client_forgetting.read_act": lambda tx, a, it, my: tx.as_(a).client_forgetting.read_act(it.client),
    "client_edits.put_back": lambda tx, a, it, my: tx.as_(a).client_edits.put_back(it.client, {"name": "Другой"}),
    "client_likes.of_client": lambda tx, a, it, my: tx.as_(a).client_likes.of_client(it.client),
    "client_likes.part": lambda tx, a, it, my: tx.as_(a).client_likes.part(my.client, it.client),
    "territories.set_owner": lambda tx, a, it, my: tx.as_(a).territories.set_owner(it.department, "Юг", my.person),
    "territories.set_owner of": lambda tx, a, it, my: tx.as_(a).territories.set_owner(my.department, "Юг", it.person),
    "contacts.add": lambda tx, a, it, my: tx.as_(a).contacts.add(it.client, "Ира"),
    "contacts.get": lambda tx, a, it, my: tx.as_(a).contacts.get(it.contact),
    "contacts.edit": lambda tx, a, it, my: tx.as_(a).contacts.edit(it.contact, name="Зина"),
    "contacts.set_phone": lambda tx, a, it, my: tx.as_(a).contacts.set_phone(it.contact, "+7 916 123-25-21"),
    "contacts.make_main": lambda tx, a, it, my: tx.as_(a).contacts.make_main(it.contact),
    "contacts.leave": lambda tx, a, it, my: tx.as_(a).contacts.leave(it.contact),
    "client_edits.fill": lambda tx, a, it, my: tx.as_(a).client_edits.fill(it.client, {CardField.LINE: "опт"}),
    "client_edits.give_to_territory": lambda tx, a, it, my: tx.as_(a).client_edits.give_to_territory(
        it.client, my.person
    ),
    "client_merges.merge": lambda tx, a, it, my: tx.as_(a).client_merges.merge(my.client, it.client),
    "client_merges.merge into": lambda tx, a, it, my: tx.as_(a).client_merges.merge(it.client, my.client),
    "asks.get": lambda tx, a, it, my: tx.as_(a).asks.get(it.task),
    "ask_changes.give": lambda tx, a, it, my: tx.as_(a).ask_changes.give(NewAsk(AskKind.TASK, "акт", it.person)),
    "ask_changes.give client": lambda tx, a, it, my: tx.as_(a).ask_changes.give(
        NewAsk(AskKind.HELP, "", client_id=it.client)
    ),
    "ask_changes.give deal": lambda tx, a, it, my: tx.as_(a).ask_changes.give(
        NewAsk(AskKind.DISCOUNT, "", deal_id=it.deal, value=120)
    ),
    "ask_changes.give payment": lambda tx, a, it, my: tx.as_(a).ask_changes.give(
        NewAsk(AskKind.HELP, "", payment_id=it.payment)
    ),
    "ask_changes.accept": lambda tx, a, it, my: tx.as_(a).ask_changes.accept(it.task),
    "ask_changes.finish": lambda tx, a, it, my: tx.as_(a).ask_changes.finish(it.task),
    "ask_changes.decline": lambda tx, a, it, my: tx.as_(a).ask_changes.decline(it.task, "чужое"),
    "ask_changes.withdraw": lambda tx, a, it, my: tx.as_(a).ask_changes.withdraw(it.task),
    "ask_changes.propose": lambda tx, a, it, my: tx.as_(a).ask_changes.propose(it.task, moscow("15:00", MONDAY)),
    "ask_changes.agree": lambda tx, a, it, my: tx.as_(a).ask_changes.agree(it.task),
    "ask_changes.keep": lambda tx, a, it, my: tx.as_(a).ask_changes.keep(it.task),
    "ask_changes.set_due": lambda tx, a, it, my: tx.as_(a).ask_changes.set_due(it.task, moscow("15:00", MONDAY)),
    "ask_changes.hand": lambda tx, a, it, my: tx.as_(a).ask_changes.hand(it.task, my.person),
    "ask_changes.hand to": lambda tx, a, it, my: tx.as_(a).ask_changes.hand(my.task, it.person),
    "ask_changes.help": lambda tx, a, it, my: tx.as_(a).ask_changes.help(it.help, HelpWay.JOIN),
    "ask_changes.give_up": lambda tx, a, it, my: tx.as_(a).ask_changes.give_up(it.help),
    "ask_changes.solve": lambda tx, a, it, my: tx.as_(a).ask_changes.solve(it.help),
    "ask_changes.judge": lambda tx, a, it, my: tx.as_(a).ask_changes.judge(it.help, helped=True),
    "ask_changes.decide": lambda tx, a, it, my: tx.as_(a).ask_changes.decide(it.help, None),
    "debts.get": lambda tx, a, it, my: tx.as_(a).debts.get(it.payment),
    "parting.part": lambda tx, a, it, my: tx.as_(a).parting.part(
        it.payment, [DatedPart(THOUSAND, FRIDAY), DatedPart(THOUSAND, FRIDAY)]
    ),
    "debt_changes.promise": lambda tx, a, it, my: tx.as_(a).debt_changes.promise(it.payment, FRIDAY),
    "debt_changes.dispute": lambda tx, a, it, my: tx.as_(a).debt_changes.dispute(it.payment, "чужое"),
    "debt_changes.close_dispute": lambda tx, a, it, my: tx.as_(a).debt_changes.close_dispute(it.payment),
    "debt_changes.escalate": lambda tx, a, it, my: tx.as_(a).debt_changes.escalate(it.payment),
    "payment_changes.set_contract_day": lambda tx, a, it, my: tx.as_(a).payment_changes.set_contract_day(
        it.payment, MONDAY
    ),
    "debt_changes.write_off": lambda tx, a, it, my: tx.as_(a).debt_changes.write_off(it.payment, "чужое"),
    "deals.create": lambda tx, a, it, my: tx.as_(a).deals.create(it.client, "Сделка"),
    "deals.get": lambda tx, a, it, my: tx.as_(a).deals.get(it.deal),
    "deal_payments.probability_of": lambda tx, a, it, my: tx.as_(a).deal_payments.probability_of(my.client, it.deal),
    "deals.make": lambda tx, a, it, my: tx.as_(a).deals.make(NewDeal(it.client, "Сделка")),
    "stage_moves.move": lambda tx, a, it, my: tx.as_(a).stage_moves.move(it.deal, "contract"),
    "stage_moves.move_all": lambda tx, a, it, my: tx.as_(a).stage_moves.move_all(it.department, "lead", "contact"),
    "stage_moves.find_before": lambda tx, a, it, my: tx.as_(a).stage_moves.find_before(it.deal),
    "stage_moves.undo_move": lambda tx, a, it, my: tx.as_(a).stage_moves.undo_move(it.deal, 1),
    "deals.undo_making": lambda tx, a, it, my: tx.as_(a).deals.undo_making(it.deal),
    "deals.change": lambda tx, a, it, my: tx.as_(a).deals.change(it.deal, title="Чужая"),
    "deals.change_back": lambda tx, a, it, my: tx.as_(a).deals.change_back(it.deal, {"title": "Чужая"}),
    "deal_payments.link": lambda tx, a, it, my: tx.as_(a).deal_payments.link(it.deal, my.payment),
    "deal_payments.link payment": lambda tx, a, it, my: tx.as_(a).deal_payments.link(my.deal, it.payment),
    "deal_payments.take_receipt": lambda tx, a, it, my: tx.as_(a).deal_payments.take_receipt(it.deal, my.receipt),
    "deal_payments.take_receipt of": lambda tx, a, it, my: tx.as_(a).deal_payments.take_receipt(my.deal, it.receipt),
    "deal_payments.unlink": lambda tx, a, it, my: tx.as_(a).deal_payments.unlink(
        {"payment": it.payment, "before": None}
    ),
    "deal_payments.unlink to": lambda tx, a, it, my: tx.as_(a).deal_payments.unlink(
        {"payment": my.payment, "before": it.deal}
    ),
    "paper_files.of_deal": lambda tx, a, it, my: tx.as_(a).paper_files.of_deal(it.deal),
    "paper_files.get": lambda tx, a, it, my: tx.as_(a).paper_files.get(it.deal),
    "paper_files.add": lambda tx, a, it, my: tx.as_(a).paper_files.add(it.deal, PaperKind.ACT, "F", is_picture=True),
    "paper_files.remove_last": lambda tx, a, it, my: tx.as_(a).paper_files.remove_last(it.deal, PaperKind.ACT),
    "deal_papers.of_deal": lambda tx, a, it, my: tx.as_(a).deal_papers.of_deal(it.deal),
    "deal_papers.put": lambda tx, a, it, my: tx.as_(a).deal_papers.put(it.deal, PaperKind.ACT, got_on=FRIDAY),
    "deal_papers.put_back": lambda tx, a, it, my: tx.as_(a).deal_papers.put_back(
        it.deal, {"paper": "act", "due_on": None, "got_on": None}
    ),
    "nps.record": lambda tx, a, it, my: tx.as_(a).nps.record(it.client, NpsAnswer.NINE),
    "nps.answer": lambda tx, a, it, my: tx.as_(a).nps.answer(it.client, NpsAnswer.NINE),
    "nps.take_back": lambda tx, a, it, my: tx.as_(a).nps.take_back(it.client),
    "deal_standings.money": lambda tx, a, it, my: tx.as_(a).deal_standings.money(it.deal),
    "deal_standings.sum_up": lambda tx, a, it, my: tx.as_(a).deal_standings.sum_up(
        WhoseDeals(it.department, None, DEFAULT_BOOK, FRIDAY)
    ),
    "deal_standings.sum_up of": lambda tx, a, it, my: tx.as_(a).deal_standings.sum_up(
        WhoseDeals(None, it.person, DEFAULT_BOOK, FRIDAY)
    ),
    "deal_standings.list_some": lambda tx, a, it, my: tx.as_(a).deal_standings.list_some(
        WhoseDeals(None, it.person, DEFAULT_BOOK, FRIDAY), DealsFilter.ALL, 5, 0
    ),
    "deal_standings.search": lambda tx, a, it, my: tx.as_(a).deal_standings.search(
        WhoseDeals(it.department, None, DEFAULT_BOOK, FRIDAY), DealsFilter.ALL, ""
    ),
    "stages.change": lambda tx, a, it, my: tx.as_(a).stages.change(it.department, "lead", DEFAULT_STAGES[0]),
    "stages.add": lambda tx, a, it, my: tx.as_(a).stages.add(it.department, "Замер", "lead"),
    "stages.swap": lambda tx, a, it, my: tx.as_(a).stages.swap(it.department, "lead", "contact"),
    "stages.remove": lambda tx, a, it, my: tx.as_(a).stages.remove(it.department, "lead"),
    "stages.count_at": lambda tx, a, it, my: tx.as_(a).stages.count_at(it.department, "lead"),
    "stages.deals_at": lambda tx, a, it, my: tx.as_(a).stages.deals_at(it.department, "lead"),
    "funnels.count": lambda tx, a, it, my: tx.as_(a).funnels.count(it.department, FRIDAY, FRIDAY),
    "funnels.count of": lambda tx, a, it, my: tx.as_(a).funnels.count(it.department, FRIDAY, FRIDAY, it.person),
    "funnels.count_paid": lambda tx, a, it, my: tx.as_(a).funnels.count_paid(it.department, FRIDAY, FRIDAY),
    "deal_events.count": lambda tx, a, it, my: tx.as_(a).deal_events.count(
        it.department, FRIDAY, FRIDAY, it.person, FRIDAY
    ),
    "deal_events.count_begun": lambda tx, a, it, my: tx.as_(a).deal_events.count_begun(
        it.department, FRIDAY, FRIDAY, it.person
    ),
    "deal_settings.put": lambda tx, a, it, my: tx.as_(a).deal_settings.put(it.department, hides_top=True),
    "deal_settings.put_roi": lambda tx, a, it, my: tx.as_(a).deal_settings.put_roi(it.department, FRIDAY, 1, 1),
    "lost_reasons.add": lambda tx, a, it, my: tx.as_(a).lost_reasons.add(it.department, "Сезон"),
    "lost_reasons.remove": lambda tx, a, it, my: tx.as_(a).lost_reasons.remove(it.department, "price"),
    "payments.expect": lambda tx, a, it, my: tx.as_(a).payments.expect(NewPayment(it.client, THOUSAND, FRIDAY)),
    "payments.expect deal": lambda tx, a, it, my: tx.as_(a).payments.expect(
        NewPayment(my.client, THOUSAND, FRIDAY, deal_id=it.deal)
    ),
    "payments.get": lambda tx, a, it, my: tx.as_(a).payments.get(it.payment),
    "week_lines.of_payment": lambda tx, a, it, my: tx.as_(a).week_lines.of_payment(it.payment),
    "receipts.settle": lambda tx, a, it, my: tx.as_(a).receipts.settle(it.payment, FRIDAY),
    "receipts.record": lambda tx, a, it, my: tx.as_(a).receipts.record(NewFact(it.client, THOUSAND, FRIDAY)),
    "receipts.record on": lambda tx, a, it, my: tx.as_(a).receipts.record(
        NewFact(my.client, THOUSAND, FRIDAY, (it.payment,))
    ),
    "receipts.get": lambda tx, a, it, my: tx.as_(a).receipts.get(it.receipt),
    "confirmations.confirmable": lambda tx, a, it, my: tx.as_(a).confirmations.confirmable(it.department, FRIDAY),
    "confirmations.confirm": lambda tx, a, it, my: tx.as_(a).confirmations.confirm(it.receipt),
    "payment_changes.move": lambda tx, a, it, my: tx.as_(a).payment_changes.move(it.payment, FRIDAY, WHY),
    "payment_changes.keep_day": lambda tx, a, it, my: tx.as_(a).payment_changes.keep_day(it.payment, FRIDAY),
    "payment_changes.ask_from": lambda tx, a, it, my: tx.as_(a).payment_changes.ask_from(it.payment, FRIDAY),
    "payment_changes.change_amount": lambda tx, a, it, my: tx.as_(a).payment_changes.change_amount(
        it.payment, THOUSAND
    ),
    "payment_changes.change_probability": lambda tx, a, it, my: tx.as_(a).payment_changes.change_probability(
        it.payment, 95
    ),
    "payment_changes.change_client": lambda tx, a, it, my: tx.as_(a).payment_changes.change_client(
        it.payment, my.client
    ),
    "payment_changes.change_client to": lambda tx, a, it, my: tx.as_(a).payment_changes.change_client(
        my.payment, it.client
    ),
    "payment_changes.annotate": lambda tx, a, it, my: tx.as_(a).payment_changes.annotate(it.payment, comment="чужое"),
    "payment_changes.cancel": lambda tx, a, it, my: tx.as_(a).payment_changes.cancel(it.payment, WHY),
    "payment_stories.undo_payment": lambda tx, a, it, my: tx.as_(a).payment_stories.undo_payment(it.payment),
    "receipts.undo": lambda tx, a, it, my: tx.as_(a).receipts.undo(it.receipt),
    "payment_stories.undo_change": lambda tx, a, it, my: tx.as_(a).payment_stories.undo_change(it.event),
    "confirmations.unconfirm": lambda tx, a, it, my: tx.as_(a).confirmations.unconfirm(it.receipt),
    "counting.receive": lambda tx, a, it, my: tx.as_(a).counting.receive(NewFact(it.client, THOUSAND, FRIDAY)),
    "counting.receive on": lambda tx, a, it, my: tx.as_(a).counting.receive(
        NewFact(my.client, THOUSAND, FRIDAY, (it.payment,))
    ),
    "counting.settle": lambda tx, a, it, my: tx.as_(a).counting.settle(it.payment, FRIDAY),
    "counting.expect": lambda tx, a, it, my: tx.as_(a).counting.expect(NewPayment(it.client, THOUSAND, FRIDAY)),
    "counting.read_held": lambda tx, a, it, my: tx.as_(a).counting.read_held(it.held),
    "counting.answer": lambda tx, a, it, my: tx.as_(a).counting.answer(it.held, HeldAnswer.SAME, FRIDAY),
    "counting.ask_again": lambda tx, a, it, my: tx.as_(a).counting.ask_again(it.held),
    "counting.forget": lambda tx, a, it, my: tx.as_(a).counting.forget(it.held),
    "activity_changes.put_back": lambda tx, a, it, my: tx.as_(a).activity_changes.put_back(
        it.plan, {"planned_at": moscow("15:00", MONDAY).isoformat()}
    ),
    "checkins.answers_of": lambda tx, a, it, my: tx.as_(a).checkins.answers_of(it.checkin),
    "checkins.restore": lambda tx, a, it, my: tx.as_(a).checkins.restore(it.checkin, {}, ()),
    "undo_steps.take": lambda tx, a, it, my: tx.as_(a).undo_steps.take(it.step),
    "activities.log": lambda tx, a, it, my: tx.as_(a).activities.log(_activity(it.client)),
    "activities.log after": lambda tx, a, it, my: tx.as_(a).activities.log(_activity(my.client, follows_id=it.call)),
    "activities.log deal": lambda tx, a, it, my: tx.as_(a).activities.log(_activity(my.client, deal_id=it.deal)),
    "activities.log_call": lambda tx, a, it, my: tx.as_(a).activities.log_call(_activity(it.client), 1),
    "activities.plan": lambda tx, a, it, my: tx.as_(a).activities.plan(_activity(it.client)),
    "activities.get": lambda tx, a, it, my: tx.as_(a).activities.get(it.call),
    "activity_changes.finish": lambda tx, a, it, my: tx.as_(a).activity_changes.finish(
        it.plan, CallOutcome.TALKED, moscow("10:00")
    ),
    "activity_changes.cancel": lambda tx, a, it, my: tx.as_(a).activity_changes.cancel(it.plan),
    "activity_changes.postpone": lambda tx, a, it, my: tx.as_(a).activity_changes.postpone(
        it.plan, moscow("15:00", MONDAY)
    ),
    "activity_changes.describe": lambda tx, a, it, my: tx.as_(a).activity_changes.describe(it.call, comment="чужое"),
    "activity_changes.attach": lambda tx, a, it, my: tx.as_(a).activity_changes.attach(it.call, "file"),
    "activity_changes.set_location": lambda tx, a, it, my: tx.as_(a).activity_changes.set_location(it.call, 55.0, 37.0),
    "activity_changes.reopen": lambda tx, a, it, my: tx.as_(a).activity_changes.reopen(it.call, {"comment": "чужое"}),
    "activity_changes.undo": lambda tx, a, it, my: tx.as_(a).activity_changes.undo(it.call),
    "reminders.get": lambda tx, a, it, my: tx.as_(a).reminders.get(it.reminder),
    "reminders.snooze": lambda tx, a, it, my: tx.as_(a).reminders.snooze(it.reminder, moscow("12:30")),
    "reminders.finish": lambda tx, a, it, my: tx.as_(a).reminders.finish(it.reminder),
    "checkins.get": lambda tx, a, it, my: tx.as_(a).checkins.get(it.checkin),
    "checkins.answer": lambda tx, a, it, my: tx.as_(a).checkins.answer(it.checkin, my.payment, Answer.NOT_COMING),
    "checkins.answer on": lambda tx, a, it, my: tx.as_(a).checkins.answer(my.checkin, it.payment, Answer.NOT_COMING),
    "checkins.leave_unchanged": lambda tx, a, it, my: tx.as_(a).checkins.leave_unchanged(it.checkin),
    "checkins.watch": lambda tx, a, it, my: tx.as_(a).checkins.watch(it.department, FRIDAY, "12:00"),
    "statistics.of_person": lambda tx, a, it, my: tx.as_(a).statistics.of_person(it.person, FRIDAY, FRIDAY),
    "statistics.of_department": lambda tx, a, it, my: tx.as_(a).statistics.of_department(it.department, FRIDAY, FRIDAY),
    "visits.count_by_day": lambda tx, a, it, my: tx.as_(a).visits.count_by_day(it.department, FRIDAY, MONDAY),
    **cycle_calls.REFUSED,
    **file_calls.REFUSED,
}

EMPTY: dict[str, Call] = {
    "ask_changes.drop_discounts": lambda tx, a, it, my: tx.as_(a).ask_changes.drop_discounts(it.deal),
    "asks.list_discounts": lambda tx, a, it, my: tx.as_(a).asks.list_discounts(it.client),
    "asks.find_allowed": lambda tx, a, it, my: tx.as_(a).asks.find_allowed(it.deal),
    "client_merges.count_records": lambda tx, a, it, my: tx.as_(a).client_merges.count_records(it.client),
    "client_merges.find_last": lambda tx, a, it, my: tx.as_(a).client_merges.find_last(it.client),
    "calendars.list_phones": lambda tx, a, it, my: tx.as_(a).calendars.list_phones([it.client]),
    "visits.of_days": lambda tx, a, it, my: tx.as_(a).visits.of_days(FRIDAY, MONDAY, it.person),
    "visits.count_forgotten": lambda tx, a, it, my: tx.as_(a).visits.count_forgotten(it.person),
    "visits.list_forgotten": lambda tx, a, it, my: tx.as_(a).visits.list_forgotten(it.person, 5),
    "debts.find_dispute": lambda tx, a, it, my: tx.as_(a).debts.find_dispute(it.payment),
    "debts.of_client": lambda tx, a, it, my: tx.as_(a).debts.of_client(it.client),
    "deals.list_of": lambda tx, a, it, my: tx.as_(a).deals.list_of(it.client),
    "absences.find": lambda tx, a, it, my: tx.as_(a).absences.find(FRIDAY, it.person),
    "contacts.of_client": lambda tx, a, it, my: tx.as_(a).contacts.of_client(it.client),
    "clients.without_owner": lambda tx, a, it, my: tx.as_(a).clients.without_owner(department_id=it.department),
    "clients.count_without_owner": lambda tx, a, it, my: tx.as_(a).clients.count_without_owner(it.department),
    "clients.touch": lambda tx, a, it, my: tx.as_(a).clients.touch(it.client),
    "clients.by_contact_telegram": lambda tx, a, it, my: tx.as_(a).clients.by_contact_telegram(it.person),
    "deals.open_of": lambda tx, a, it, my: tx.as_(a).deals.open_of(it.client),
    "deals.find_last_used": lambda tx, a, it, my: tx.as_(a).deals.find_last_used(it.client),
    "deal_standings.of_deal": lambda tx, a, it, my: tx.as_(a).deal_standings.of_deal(it.deal),
    "undo_steps.last_about": lambda tx, a, it, my: tx.as_(a).undo_steps.last_about(it.deal, UndoStepKind.DEAL_MADE),
    "undo_steps.last": lambda tx, a, it, my: tx.as_(a).undo_steps.last(UndoStepKind.SAME, it.held),
    "payments.open_of": lambda tx, a, it, my: tx.as_(a).payments.open_of(it.client),
    "payments.recent_of": lambda tx, a, it, my: tx.as_(a).payments.recent_of(it.client),
    "payments.list_due": lambda tx, a, it, my: tx.as_(a).payments.list_due(MONDAY, it.person),
    "payments.overdue": lambda tx, a, it, my: tx.as_(a).payments.overdue(MONDAY + timedelta(days=1), it.person),
    "payments.between": lambda tx, a, it, my: tx.as_(a).payments.between(FRIDAY, MONDAY, it.person),
    "payment_changes.list_taken_along": lambda tx, a, it, my: tx.as_(a).payment_changes.list_taken_along(
        MONDAY, it.event
    ),
    "payment_stories.events": lambda tx, a, it, my: tx.as_(a).payment_stories.events(it.payment),
    "receipts.facts_of": lambda tx, a, it, my: tx.as_(a).receipts.facts_of(it.settled),
    "receipts.facts_on": lambda tx, a, it, my: tx.as_(a).receipts.facts_on(FRIDAY, it.person),
    "activities.of_day": lambda tx, a, it, my: tx.as_(a).activities.of_day(it.person, FRIDAY),
    "activities.list_planned": lambda tx, a, it, my: tx.as_(a).activities.list_planned(FRIDAY, MONDAY, it.person),
    "activities.of_client": lambda tx, a, it, my: tx.as_(a).activities.of_client(it.client),
    "activities.next_of": lambda tx, a, it, my: tx.as_(a).activities.next_of(it.client),
    "activities.count_of": lambda tx, a, it, my: tx.as_(a).activities.count_of(it.client),
    "receipts.of_client": lambda tx, a, it, my: tx.as_(a).receipts.of_client(it.client),
    "activities.follow_up": lambda tx, a, it, my: tx.as_(a).activities.follow_up(it.call),
    **file_calls.EMPTY,
}

NO_RECORD = {
    "asks.count_by_person",  # an empty sum, as of an empty department
    "asks.count_helped",
    "asks.list_waiting",  # of one's own department, as far as one sees it; the stories tell
    "undo_steps.note",  # of the speaker, who takes it back by the ids in it
    "absences.substitutes_for",  # names of the department's managers
    "norms.of_profiles",  # what is asked of everybody is no secret
    "norms.get_own",
    "invitations.invite",  # test_invitations
    "clients.by_phone",
    "territories.of_department",  # their names are no secret in the department; test_clients
    "territories.get",
    "territories.remove",
    "deal_payments.default_probability",  # 50, as for a client without a deal
    "statistics.day",  # a page of nothing
    "receipts.take_back_booked",  # for who has taken the document: the caller brings the right
    *(f"cold_lists.{name}" for name in ("cancel", "get", "give_out", "pull", "say_people", "set_department")),
    *(f"cold_lists.{name}" for name in ("count", "page", "set_source", "sum_department")),
    *(f"cold_queue.{name}" for name in ("answer", "find_rung", "get", "hold", "name_client")),
    *(f"call_logs.{name}" for name in ("begin", "count", "get", "revert")),
    *(f"pbx_calls.{name}" for name in ("close", "count_missed", "get", "get_owing", "list_answers")),
    *(f"pbx_calls.{name}" for name in ("list_owing", "list_own", "put_off", "read_outcomes", "ring_back", "say")),
    *(
        f"pbx_calls.{name}"
        for name in ("count_unknown", "is_rung_by_word", "list_reached", "set_client", "take_back", "take_back_ring")
    ),
    *(f"enquiries.{name}" for name in ("forget", "get", "list_answers", "mark_spam", "note_call", "read_act", "take")),
    *(f"enquiries.{name}" for name in ("take_back", "unmark_spam")),
    # a statement and its accounts are the whole firm's: what one reads of it is one's own, as the stories tell
    *(f"bank_statements.{name}" for name in ("accept", "begin", "change_account", "get", "give_account", "say_whose")),
    *(f"bank_taking.{name}" for name in ("learn_account", "name_client", "read", "sum_own")),
    "bank_choices.find_progress",
    "bank_choices.is_long",
}
"""Takes an id and has a test of its own, or answers with no more than an empty sum."""


async def _answers(house: House, call: Call, who: Actor, whose: list[Things], mine: Things) -> list[object]:
    """What came of each, every one in a transaction that leaves nothing behind."""
    came: list[object] = []
    for things in whose:
        try:
            async with house.tried() as tx:
                came.append(await call(tx, who, things, mine))
        except NotYoursError as refusal:
            came.append((type(refusal), refusal.args))
    return came


REFUSAL = (NotYoursError, ())


async def test_a_managers_foreign_and_absent_ids_are_refused_alike(house: House) -> None:
    mine = await _things_of(house, house.anna)
    whose = [await _things_of(house, house.boris), await _things_of(house, house.viktor), NOTHING]
    came = {name: await _answers(house, call, house.anna, whose, mine) for name, call in REFUSED.items()}
    assert came == dict.fromkeys(REFUSED, [REFUSAL] * 3)


async def test_a_leads_other_department_and_absent_ids_are_refused_alike(house: House) -> None:
    own, whose = await _things_of(house, house.anna), [await _things_of(house, house.viktor), NOTHING]
    came = {name: await _answers(house, call, house.olga, whose, own) for name, call in REFUSED.items()}
    assert came == dict.fromkeys(REFUSED, [REFUSAL] * 2)


@pytest.mark.parametrize("who", ["anna", "olga"])
async def test_of_foreign_and_absent_ids_there_is_nothing_to_list(house: House, who: str) -> None:
    mine, whose = await _things_of(house, house.anna), [await _things_of(house, house.viktor), NOTHING]
    if who == "anna":
        whose.append(await _things_of(house, house.boris))
    for name, call in EMPTY.items():
        came = await _answers(house, call, getattr(house, who), whose, mine)
        assert all(each in ([], None, 0) for each in came), name


WRITES = [
    name
    for name in REFUSED
    if name.split(".")[0] in {"payments", "activities", "clients", "deals", "deal_payments", "reminders", "checkins"}
    and name.split(".")[1].split()[0]
    not in {
        "get",
        "receipt",
        "watch",
        "probability_of",
        "settle",
        "record_fact",
        "create",
        "confirm_receipt",
        "move_all",
    }
    and not name.endswith(("deal", "after"))
]


async def test_who_only_reads_a_department_writes_nothing_of_it(house: House) -> None:
    annas = await _things_of(house, house.anna)
    for who in (house.sofia, house.olga, house.denis):
        came = {name: await _answers(house, REFUSED[name], who, [annas], annas) for name in WRITES}
        assert came == {name: [REFUSAL] for name in WRITES}, who.name


def test_every_call_that_takes_an_id_stands_in_a_table() -> None:
    named = {name.split()[0] for name in (*REFUSED, *EMPTY)} | NO_RECORD
    missing = {name for name in _calls_with_an_id() if name not in named}
    assert not missing


def _calls_with_an_id() -> set[str]:
    found = set()
    for repository, made in inspect.getmembers(ActorFace, lambda each: isinstance(each, Part)):
        for name, method in inspect.getmembers(made.kind, inspect.iscoroutinefunction):
            parameters = inspect.signature(method).parameters
            asks_for_one = (
                any(each.endswith("_id") and each != "draft_id" for each in parameters) or "new" in parameters
            )
            if not name.startswith("_") and asks_for_one:
                found.add(f"{repository}.{name}")
    return found
