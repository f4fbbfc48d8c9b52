"""What somebody's day still holds, for who watches them: visits, payments and tasks, a few of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.activities.agenda_lines import due_line, tell_planned
from reports.asks.presses import AsksAddress
from reports.asks.words import tell_due
from reports.message.columns import cut
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from reports.message.message import Button
from reports.message.view import button
from reports.visits.presses import VisitDayAddress
from sales.asks.ask import Ask, AskFilter
from sales.core.tally import Tally
from sales.debts.debt import DebtFilter
from sales.payments.payment import Payment
from storage.activities.activity import Activity
from storage.asks.asks import AskOf
from storage.debts.debts import DebtOf
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 2
WORDS = 22


@dataclass(frozen=True, slots=True)
class PersonAhead:
    """Of that local day; tasks of whatever day, while they are open."""

    person_id: int
    day: date
    visits: Sequence[Activity]
    due: Sequence[Payment]
    tasks: Sequence[Ask]
    owed: Tally
    reader: Actor

    def tell(self, tx: Transaction) -> list[Markup]:
        """«Ещё впереди:» and the rows; nothing where nothing is."""
        zone = self.reader.zone
        rows = [
            *_some([tell_planned(each, zone, self.day) for each in self.visits]),
            *_some([due_line(each) for each in self.due]),
            *_some([_task(each, self.reader, tx) for each in self.tasks]),
            *([fill(_("⚠️ Debts {sum}"), sum=short(self.owed.total))] if self.owed.count else []),
        ]
        return [Markup(), bold(_("Still ahead:")), *rows] if rows else []

    def buttons(self) -> tuple[Button, ...]:
        """To each of these whole."""
        visits = (button(_("🗓 Visits"), VisitDayAddress(day=self.day, person_id=self.person_id)),)
        tasks = (button(_("📌 Tasks"), AsksAddress(person_id=self.person_id)),)
        return (*(visits if self.visits else ()), *(tasks if self.tasks else ()))


async def read_ahead(tx: Transaction, reader: Actor, person_id: int, day: date) -> PersonAhead:
    mine = tx.as_(reader)
    visits = [each for each in await mine.visits.of_days(day, day, person_id) if each.is_planned]
    due = await mine.payments.list_due(day, person_id)
    tasks = await mine.asks.page(AskFilter.OPEN, AskOf(person_id=person_id))
    owed = await mine.debts.count(DebtFilter.ALL, DebtOf(person_id=person_id))
    return PersonAhead(person_id, day, visits, due, tasks, owed, reader)


def _some(rows: list[Markup]) -> list[Markup]:
    more = len(rows) - MOST
    if more <= 1:
        return rows
    return [*rows[:MOST], fill(ngettext("and {n} more", "and {n} more", more), n=more)]


def _task(ask: Ask, reader: Actor, tx: Transaction) -> Markup:
    words = cut(" ".join(ask.text.split()), WORDS)
    if ask.due_at is None:
        return fill("📌 {words}", words=words)
    now = tx.clock.now()
    sign = "🔴" if ask.is_late(now) else "📌"
    return fill("{sign} {words} · {due}", sign=sign, words=words, due=tell_due(ask.due_at, now, reader.zone))
