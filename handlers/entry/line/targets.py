"""Which payment or plan a line means that moves or calls off: the only one, or one of several by a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.dialog.model import Choice, Talk
from handlers.entry.line.draft import EntryDraft
from reports.activities.agenda_lines import tell_when
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.words.terms import SIGNS
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.payments.payment import Payment
from storage.activities.activity import Activity

OF_PAYMENT = frozenset({Verb.MOVE, Verb.CANCEL})
OF_PLAN = frozenset({Verb.RESCHEDULE, Verb.CALL_OFF})
TARGETED = OF_PAYMENT | OF_PLAN

FORGOTTEN = timedelta(days=30)
AHEAD = timedelta(days=731)
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Target:
    id: int
    label: str


async def targets(talk: Talk, draft: EntryDraft, entry: Entry) -> Sequence[Target]:
    """The oldest first; a sum or a kind that was said narrows them down."""
    del draft
    if entry.verb in OF_PAYMENT:
        return [Target(each.id, payment_label(each)) for each in await find_payments_meant(talk, entry)]
    zone = talk.actor.zone
    return [
        Target(each.id, f"{SIGNS[each.type]} {tell_when(each, zone, talk.today)}")
        for each in await find_plans_meant(talk, entry)
    ]


async def find_payments_meant(talk: Talk, entry: Entry) -> Sequence[Payment]:
    """Of what the client owes, by date: of the sum that was said, else of the invoice, else all."""
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    sums = {entry.amount}
    if entry.amount_choice is not None:
        sums |= {entry.amount_choice.smaller, entry.amount_choice.larger}
    named = [each for each in owed if each.amount in sums or each.rest in sums]
    named = named or [each for each in owed if entry.invoice and each.invoice == entry.invoice]
    return named or owed


async def find_plans_meant(talk: Talk, entry: Entry) -> Sequence[Activity]:
    """A call is never moved for a meeting."""
    first, last = talk.today - FORGOTTEN, talk.today + AHEAD
    planned = await talk.mine.activities.list_planned(first, last, talk.actor.person_id)
    of_client = [each for each in planned if each.client_id == entry.client_id]
    return [each for each in of_client if each.type is entry.activity] if entry.activity else of_client


def target_choices(found: Sequence[Target]) -> tuple[tuple[Choice, ...], ...]:
    """A button for each, the id behind «t»; only the first few."""
    return tuple((Choice(each.label, f"t{each.id}"),) for each in found[:SHOWN])


def payment_label(payment: Payment) -> str:
    said = {"sum": short(payment.rest), "day": short_day(payment.due_on)}
    return _("{sum} · {day}").format(**said)
