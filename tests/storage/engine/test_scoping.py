"""A foreign id and an absent one look the same, in every call that takes an id. Each call stands in the table below."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from sales.checkins.checkin_rows import Answer
from sales.core.errors import NotYoursError
from sales.core.people import Profile
from sales.payments.payments import MoveReason
from storage.activities.activities import NewActivity
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.clock import FRIDAY, moscow
from tests.storage.engine import cycle_calls
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


NOTHING = Things(*[ABSENT] * 13)


async def _things_of(house: House, actor: Actor) -> Things:
    client = await house.client(actor, f"Клиент {actor.name}")
    payment, settled = await house.awaits(client, owner=actor), await house.awaits(client, owner=actor)
    async with house.write() as tx:
        receipt = await tx.payments.settle(actor, settled.id, FRIDAY)
        moved = await tx.payments.move(actor, payment.id, MONDAY, WHY)
        soon = moscow("11:30")
        plan = await tx.activities.plan(actor, NewActivity(client.id, ActivityType.CALL, soon))
        call = await tx.activities.log(actor, NewActivity(client.id, ActivityType.CALL, moscow("10:00")))
        due = next(each for each in await tx.reminders.due(soon) if each.person_id == actor.person_id)
        checkin = await tx.checkins.open(actor.person_id, FRIDAY, "12:00", house.clock.now())
        absence = await tx.calendar.add_absence(actor, actor.person_id, MONDAY, MONDAY)
        deal = await tx.deals.create(actor, client.id, "Договор")
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
    )


Call = Callable[[Transaction, Actor, Things, Things], Awaitable[Any]]
"""What `a` asks for of somebody's things `it`, with the own things `my` where a call takes two ids."""


def _activity(client_id: int, **more: Any) -> NewActivity:
    return NewActivity(client_id, ActivityType.CALL, moscow("10:00"), **more)


REFUSED: dict[str, Call] = {
    "payments.explain": lambda tx, a, it, my: tx.payments.explain(a, it.event, WHY),
    "people.person": lambda tx, a, it, my: tx.people.person(a, it.person),
    "people.team": lambda tx, a, it, my: tx.people.team(a, it.department),
    "people.change_profile": lambda tx, a, it, my: tx.people.change_profile(a, it.person, Profile.HUNTER),
    "people.rename": lambda tx, a, it, my: tx.people.rename(a, it.person, "Зина"),
    "people.renew_invitation": lambda tx, a, it, my: tx.people.renew_invitation(a, it.person),
    "handovers.deactivate": lambda tx, a, it, my: tx.handovers.deactivate(a, it.person),
    "handovers.reassign": lambda tx, a, it, my: tx.handovers.reassign(a, it.person, my.person),
    "handovers.reassign to": lambda tx, a, it, my: tx.handovers.reassign(a, my.person, it.person),
    "handovers.reassign client": lambda tx, a, it, my: tx.handovers.reassign(a, None, it.person, it.client),
    "handovers.take_over": lambda tx, a, it, my: tx.handovers.take_over(a, it.client),
    "handovers.holdings": lambda tx, a, it, my: tx.handovers.holdings(a, it.person),
    "handovers.holdings of nobody": lambda tx, a, it, my: tx.handovers.holdings(a, None, it.department),
    "departments.update": lambda tx, a, it, my: tx.departments.update(a, it.department, name="Омск"),
    "calendar.set_exception": lambda tx, a, it, my: tx.calendar.set_exception(a, FRIDAY, None, it.department),
    "calendar.add_absence": lambda tx, a, it, my: tx.calendar.add_absence(a, it.person, FRIDAY, FRIDAY),
    "calendar.agree_absence": lambda tx, a, it, my: tx.calendar.agree_absence(a, it.absence),
    "clients.create": lambda tx, a, it, my: tx.clients.create(a, "Новый", owner_id=it.person),
    "clients.get": lambda tx, a, it, my: tx.clients.get(a, it.client),
    "clients.rename": lambda tx, a, it, my: tx.clients.rename(a, it.client, "Другой"),
    "clients.set_inn": lambda tx, a, it, my: tx.clients.set_inn(a, it.client, "7707083893"),
    "clients.add_contact": lambda tx, a, it, my: tx.clients.add_contact(a, it.client, "Ира"),
    "deals.create": lambda tx, a, it, my: tx.deals.create(a, it.client, "Сделка"),
    "deals.get": lambda tx, a, it, my: tx.deals.get(a, it.deal),
    "deals.probability_of": lambda tx, a, it, my: tx.deals.probability_of(a, my.client, it.deal),
    "payments.expect": lambda tx, a, it, my: tx.payments.expect(a, NewPayment(it.client, THOUSAND, FRIDAY)),
    "payments.expect deal": lambda tx, a, it, my: tx.payments.expect(
        a, NewPayment(my.client, THOUSAND, FRIDAY, deal_id=it.deal)
    ),
    "payments.get": lambda tx, a, it, my: tx.payments.get(a, it.payment),
    "payments.settle": lambda tx, a, it, my: tx.payments.settle(a, it.payment, FRIDAY),
    "payments.record_fact": lambda tx, a, it, my: tx.payments.record_fact(a, NewFact(it.client, THOUSAND, FRIDAY)),
    "payments.record_fact on": lambda tx, a, it, my: tx.payments.record_fact(
        a, NewFact(my.client, THOUSAND, FRIDAY, (it.payment,))
    ),
    "payments.receipt": lambda tx, a, it, my: tx.payments.receipt(a, it.receipt),
    "payments.confirm_receipt": lambda tx, a, it, my: tx.payments.confirm_receipt(a, it.receipt),
    "payments.move": lambda tx, a, it, my: tx.payments.move(a, it.payment, FRIDAY, WHY),
    "payments.keep_day": lambda tx, a, it, my: tx.payments.keep_day(a, it.payment, FRIDAY),
    "payments.change_amount": lambda tx, a, it, my: tx.payments.change_amount(a, it.payment, THOUSAND),
    "payments.change_probability": lambda tx, a, it, my: tx.payments.change_probability(a, it.payment, 95),
    "payments.change_client": lambda tx, a, it, my: tx.payments.change_client(a, it.payment, my.client),
    "payments.change_client to": lambda tx, a, it, my: tx.payments.change_client(a, my.payment, it.client),
    "payments.annotate": lambda tx, a, it, my: tx.payments.annotate(a, it.payment, comment="чужое"),
    "payments.cancel": lambda tx, a, it, my: tx.payments.cancel(a, it.payment, WHY),
    "payments.undo_payment": lambda tx, a, it, my: tx.payments.undo_payment(a, it.payment),
    "payments.undo_receipt": lambda tx, a, it, my: tx.payments.undo_receipt(a, it.receipt),
    "payments.undo_change": lambda tx, a, it, my: tx.payments.undo_change(a, it.event),
    "activities.log": lambda tx, a, it, my: tx.activities.log(a, _activity(it.client)),
    "activities.log after": lambda tx, a, it, my: tx.activities.log(a, _activity(my.client, follows_id=it.call)),
    "activities.log deal": lambda tx, a, it, my: tx.activities.log(a, _activity(my.client, deal_id=it.deal)),
    "activities.plan": lambda tx, a, it, my: tx.activities.plan(a, _activity(it.client)),
    "activities.get": lambda tx, a, it, my: tx.activities.get(a, it.call),
    "activities.done": lambda tx, a, it, my: tx.activities.done(a, it.plan, CallOutcome.TALKED, moscow("10:00")),
    "activities.cancel": lambda tx, a, it, my: tx.activities.cancel(a, it.plan),
    "activities.postpone": lambda tx, a, it, my: tx.activities.postpone(a, it.plan, moscow("15:00", MONDAY)),
    "activities.describe": lambda tx, a, it, my: tx.activities.describe(a, it.call, comment="чужое"),
    "activities.attach": lambda tx, a, it, my: tx.activities.attach(a, it.call, "file"),
    "activities.set_location": lambda tx, a, it, my: tx.activities.set_location(a, it.call, 55.0, 37.0),
    "activities.undo": lambda tx, a, it, my: tx.activities.undo(a, it.call),
    "reminders.get": lambda tx, a, it, my: tx.reminders.get(a, it.reminder),
    "reminders.snooze": lambda tx, a, it, my: tx.reminders.snooze(a, it.reminder, moscow("12:30")),
    "reminders.done": lambda tx, a, it, my: tx.reminders.done(a, it.reminder),
    "checkins.get": lambda tx, a, it, my: tx.checkins.get(a, it.checkin),
    "checkins.answer": lambda tx, a, it, my: tx.checkins.answer(a, it.checkin, my.payment, Answer.NOT_COMING),
    "checkins.answer on": lambda tx, a, it, my: tx.checkins.answer(a, my.checkin, it.payment, Answer.NOT_COMING),
    "checkins.unchanged": lambda tx, a, it, my: tx.checkins.unchanged(a, it.checkin),
    "checkins.watch": lambda tx, a, it, my: tx.checkins.watch(a, it.department, FRIDAY, "12:00"),
    "statistics.of_person": lambda tx, a, it, my: tx.statistics.of_person(a, it.person, FRIDAY, FRIDAY),
    "statistics.of_department": lambda tx, a, it, my: tx.statistics.of_department(a, it.department, FRIDAY, FRIDAY),
    **cycle_calls.REFUSED,
}

EMPTY: dict[str, Call] = {
    "calendar.absences": lambda tx, a, it, my: tx.calendar.absences(a, FRIDAY, it.person),
    "clients.contacts": lambda tx, a, it, my: tx.clients.contacts(a, it.client),
    "clients.without_owner": lambda tx, a, it, my: tx.clients.without_owner(a, department_id=it.department),
    "clients.count_without_owner": lambda tx, a, it, my: tx.clients.count_without_owner(a, it.department),
    "clients.touch": lambda tx, a, it, my: tx.clients.touch(a, it.client),
    "clients.by_contact_telegram": lambda tx, a, it, my: tx.clients.by_contact_telegram(a, it.person),
    "deals.open_of": lambda tx, a, it, my: tx.deals.open_of(a, it.client),
    "payments.open_of": lambda tx, a, it, my: tx.payments.open_of(a, it.client),
    "payments.recent_of": lambda tx, a, it, my: tx.payments.recent_of(a, it.client),
    "payments.due": lambda tx, a, it, my: tx.payments.due(a, MONDAY, it.person),
    "payments.overdue": lambda tx, a, it, my: tx.payments.overdue(a, MONDAY + timedelta(days=1), it.person),
    "payments.between": lambda tx, a, it, my: tx.payments.between(a, FRIDAY, MONDAY, it.person),
    "payments.probable_duplicates": lambda tx, a, it, my: tx.payments.probable_duplicates(
        a, it.client, 150 * THOUSAND, FRIDAY
    ),
    "payments.taken_along": lambda tx, a, it, my: tx.payments.taken_along(a, MONDAY, it.event),
    "payments.events": lambda tx, a, it, my: tx.payments.events(a, it.payment),
    "payments.facts_of": lambda tx, a, it, my: tx.payments.facts_of(a, it.settled),
    "payments.facts_on": lambda tx, a, it, my: tx.payments.facts_on(a, FRIDAY, it.person),
    "activities.of_day": lambda tx, a, it, my: tx.activities.of_day(a, it.person, FRIDAY),
    "activities.planned": lambda tx, a, it, my: tx.activities.planned(a, FRIDAY, MONDAY, it.person),
    "activities.of_client": lambda tx, a, it, my: tx.activities.of_client(a, it.client),
    "activities.follow_up": lambda tx, a, it, my: tx.activities.follow_up(a, it.call),
}

NO_RECORD = {
    "audit.add",
    "people.invite",  # test_invitations
    "clients.by_phone",
    "deals.default_probability",  # 50, as for a client without a deal
    "statistics.day",  # a page of nothing
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
    if name.split(".")[0] in {"payments", "activities", "clients", "deals", "reminders", "checkins"}
    and name.split(".")[1].split()[0]
    not in {"get", "receipt", "watch", "probability_of", "settle", "record_fact", "create", "confirm_receipt"}
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
    for repository, made in inspect.getmembers(Transaction):
        kind = getattr(made, "func", None)
        if kind is None:
            continue
        returned = inspect.signature(kind).return_annotation
        for name, method in inspect.getmembers(returned, inspect.iscoroutinefunction):
            parameters = inspect.signature(method).parameters
            asks_for_one = (
                any(each.endswith("_id") and each != "draft_id" for each in parameters) or "new" in parameters
            )
            if not name.startswith("_") and "actor" in parameters and asks_for_one:
                found.add(f"{repository}.{name}")
    return found
