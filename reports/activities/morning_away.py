"""What a morning says of absences: a colleague's day to look after, what became of one's own days meanwhile."""

from datetime import date

from markupsafe import Markup

from reports.absences.words import span
from reports.activities.agenda_lines import overdue_line, tell_planned
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from reports.message.words.called import call_people
from reports.message.words.counts import calls_words, meetings_words, payments_words
from reports.message.words.names import for_whom
from sales.activities.activities import VISITS, ActivityType
from sales.payments.payment import Payment
from storage.absences.meanwhile import Meanwhile
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

SHOWN = 3
"""Lines of a colleague's day; the rest is in the check-in."""

FACTS = 3


async def for_others(tx: Transaction, reader: Actor, day: date) -> list[Markup]:
    """«За Бориса: 📞 1 звонок · 💰 2 оплаты, 300 тыс», and the first of them by name."""
    found: list[Markup] = []
    for person_id, name in (await call_people(tx, sorted(reader.acting_for))).items():
        planned = [each for each in await tx.as_(reader).activities.of_day(person_id, day) if each.is_planned]
        due = await tx.as_(reader).payments.list_due(day, person_id)
        late = await tx.as_(reader).payments.overdue(day, person_id)
        if planned or due or late:
            found += [Markup(""), fill(_("<b>For {name}:</b> {what}"), name=for_whom(name), what=_counts(planned, due))]
            told = [tell_planned(each, reader.zone, day) for each in planned] + [overdue_line(e, day) for e in late]
            found += told[:SHOWN]
    return found


def _counts(planned: list[Activity], due: list[Payment]) -> str:
    calls = sum(each.type is ActivityType.CALL for each in planned)
    meetings = sum(each.type in VISITS for each in planned)
    parts = [
        f"📞 {calls_words(calls)}" if calls else "",
        f"🤝 {meetings_words(meetings)}" if meetings else "",
        f"💰 {payments_words(len(due), sum(each.rest for each in due))}" if due else "",
    ]
    return " · ".join(part for part in parts if part)


async def while_away(tx: Transaction, reader: Actor, first: date, last: date) -> list[Markup]:
    """«Пока вас не было, 9–13.11:», empty where nothing became of anything."""
    found = await tx.as_(reader).meanwhile.of(first, last)
    if found.is_empty:
        return []
    head = fill(_("<b>While you were away,</b> {days}:"), days=span(first, last))
    facts = [fill("✅ {client} {sum}", client=each.client_name, sum=short(each.amount)) for each in found.facts[:FACTS]]
    return [head, _sums(found), *facts]


def _sums(found: Meanwhile) -> Markup:
    """«пришло 340 тыс · 📅 1 перенос · 3 контакта»; what there was none of is not named."""
    told = []
    if found.facts:
        told.append(fill(_("received {sum}"), sum=bold(short(sum(each.amount for each in found.facts)))))
    if found.moved:
        told.append(fill(ngettext("📅 {n} moved", "📅 {n} moved", found.moved), n=found.moved))
    if found.cancelled:
        told.append(fill(ngettext("❌ {n} cancelled", "❌ {n} cancelled", found.cancelled), n=found.cancelled))
    if found.done:
        told.append(fill(ngettext("{n} contact", "{n} contacts", found.done), n=found.done))
    return Markup(" · ").join(told)
