"""Which payment or plan a line means that moves or calls off: the only one, or one of several by a button."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.dialog.model import Choice, Talk
from handlers.entry.line.draft import EntryDraft
from handlers.entry.line.invoices import list_billed
from handlers.entry.line.parts import find_whole, is_in_parts
from reports.activities.agenda_lines import tell_when
from reports.message.format import hours, short, short_day
from reports.message.language import gettext as _
from reports.message.words.terms import SIGNS
from sales.calendar.slots import instant_of
from sales.core.clock import local
from sales.core.money import Kopecks
from sales.entry.deeds.verbs import LOGGED, Verb
from sales.entry.lines.understood import Entry
from sales.payments.payment import Payment
from storage.activities.activity import Activity

OF_PAYMENT = frozenset({Verb.MOVE, Verb.CANCEL, Verb.CHANCE, Verb.RESUM})
OF_PLAN = frozenset({Verb.RESCHEDULE, Verb.CALL_OFF})
TARGETED = OF_PAYMENT | OF_PLAN

FORGOTTEN = timedelta(days=30)
AHEAD = timedelta(days=731)
SHOWN = 8
MOST = 300


@dataclass(frozen=True, slots=True)
class Target:
    """`aimed`: the line, with whom and what it is about."""

    id: int
    label: str
    aimed: Entry
    value: str = ""
    """Of its button."""
    sure: bool = True
    """Otherwise it is asked, though it is the only one."""


def is_of_payment(entry: Entry) -> bool:
    """Whether it changes a payment that is awaited."""
    return entry.verb in OF_PAYMENT or is_in_parts(entry)


async def targets(talk: Talk, draft: EntryDraft, entry: Entry) -> Sequence[Target]:
    """The oldest first; a sum or a kind that was said narrows them down."""
    del draft
    if entry.client is None and entry.stands:
        return await _list_standing(talk, entry)
    if is_of_payment(entry):
        found = await (find_whole if is_in_parts(entry) else find_payments_meant)(talk, entry)
        odd = (entry.stands and entry.has_sum) or entry.verb is Verb.RESUM
        sums = _list_sums(entry)
        return [
            Target(
                each.id,
                payment_label(each),
                entry,
                f"t{each.id}",
                sure=not odd or bool({each.amount, each.rest} & sums),
            )
            for each in found
        ]
    zone = talk.actor.zone
    return [
        Target(each.id, f"{SIGNS[each.type]} {tell_when(each, zone, talk.today)}", entry, f"t{each.id}")
        for each in await find_plans_meant(talk, entry)
    ]


async def _list_standing(talk: Talk, entry: Entry) -> Sequence[Target]:
    """«переносим с завтра на пятницу», «не 480, а 420»: all that stands so, payments and plans."""
    me, day = talk.actor.person_id, entry.from_day
    owed: Sequence[Payment] = []
    if entry.verb in OF_PAYMENT and entry.from_at is None:
        due = (
            await talk.mine.payments.list_due(day, me)
            if day is not None
            else await talk.mine.payments.list_awaited(MOST)
        )
        owed = [each for each in due if not entry.from_sums or {each.amount, each.rest} & set(entry.from_sums)]
    if entry.from_sums:
        return [replace(_of_payment(each, entry), sure=False) for each in owed]
    planned = await talk.mine.activities.list_planned(day or talk.today, day or talk.today + AHEAD, me)
    of_kind = [each for each in planned if entry.activity in {None, each.type} and _is_at(talk, each, entry)]
    return [*(_of_payment(each, entry) for each in owed), *(_of_plan(each, entry, talk.actor.zone) for each in of_kind)]


def _of_payment(payment: Payment, entry: Entry) -> Target:
    aimed = entry.with_client(payment.client_id, payment.client_name)
    return Target(payment.id, f"{payment.client_name} · {short(payment.rest)}", aimed, f"t{payment.id}")


def _is_at(talk: Talk, plan: Activity, entry: Entry) -> bool:
    if entry.from_at is None:
        return True
    return plan.planned_at is not None and local(plan.planned_at, talk.actor.zone).time() == entry.from_at


def _of_plan(plan: Activity, entry: Entry, zone: str) -> Target:
    at = hours(plan.planned_at, zone) if plan.planned_at is not None else ""
    verb = Verb.CALL_OFF if entry.verb in {Verb.CANCEL, Verb.CALL_OFF} else Verb.RESCHEDULE
    day = entry.day if entry.day_text else None  # an hour alone is of the day that stands, not of today as a payment's
    said = {"verb": verb, "activity": plan.type, "day": day}
    aimed = entry.with_client(plan.client_id, plan.client_name).model_copy(update=said)
    label = f"{SIGNS[plan.type]} {plan.client_name} · {at}"
    return Target(plan.id, label, aimed, f"a{plan.id}", sure=entry.from_at is None)


async def find_payments_meant(talk: Talk, entry: Entry) -> Sequence[Payment]:
    """Of what the client owes, by date: of the sum that was said, else of the invoice, else all."""
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    sums = _list_sums(entry)
    named = [each for each in owed if each.amount in sums or each.rest in sums]
    if entry.verb is Verb.RESUM and entry.from_sums:
        return named
    named = named or list_billed(owed, entry.invoice)
    return named or [each for each in owed if each.due_on == entry.from_day] or owed


def _list_sums(entry: Entry) -> set[Kopecks | None]:
    """By which a payment is known: what stands, or what is said of it, which may be thousands."""
    if entry.verb is Verb.RESUM:
        return set(entry.from_sums)
    choice = entry.amount_choice
    return {entry.amount} if choice is None else {choice.smaller, choice.larger}


async def find_plans_meant(talk: Talk, entry: Entry) -> Sequence[Activity]:
    """A call is never moved for a meeting."""
    first, last = talk.today - FORGOTTEN, talk.today + AHEAD
    planned = await talk.mine.activities.list_planned(first, last, talk.actor.person_id)
    of_client = [each for each in planned if each.client_id == entry.client_id]
    of_kind = [each for each in of_client if each.type is entry.activity] if entry.activity else of_client
    of_day = [each for each in of_kind if each.local_date == entry.from_day] or of_kind
    return [each for each in of_day if _is_at(talk, each, entry)] or of_day


async def find_same_day(talk: Talk, draft: EntryDraft, entry: Entry, day: date) -> Activity | None:
    """What is planned with this client that workday and of this kind, before this message: told again, or one more?

    Of several the one whose hour is nearest to what was said.
    """
    if entry.verb not in LOGGED or not entry.planned or not entry.client_id or draft.apart or draft.replaces:
        return None
    planned = await talk.mine.activities.list_planned(day, day, talk.actor.person_id)
    before = draft.sent_at or talk.said_at
    alike = [each for each in planned if (each.client_id, each.type) == (entry.client_id, entry.activity)]
    stood = [each for each in alike if each.created_at <= before]
    if entry.at is None:
        return next(iter(stood), None)
    said = instant_of(day, entry.at, talk.actor.zone)
    return min(stood, key=lambda each: abs((each.planned_at or said) - said), default=None)


def target_choices(found: Sequence[Target]) -> tuple[tuple[Choice, ...], ...]:
    """A button for each, the id behind «t»; only the first few."""
    return tuple((Choice(each.label, each.value),) for each in found[:SHOWN])


def payment_label(payment: Payment) -> str:
    said = {"sum": short(payment.rest), "day": short_day(payment.due_on)}
    return _("{sum} · {day}").format(**said)
