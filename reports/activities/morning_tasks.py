"""What a morning says of tasks (spec/4): due today, past their time, and due on the next workday; a few lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from markupsafe import Markup

from reports.asks.presses import AsksAddress
from reports.asks.words import tell_due
from reports.message.columns import cut
from reports.message.format import hours
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from reports.message.message import Keyboard
from reports.message.view import button
from sales.asks.ask import Ask
from sales.calendar.slots import instant_of
from sales.core.clock import local_date
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 3
WORDS = 22


@dataclass(frozen=True, slots=True)
class MorningTasks:
    asks: Sequence[Ask]
    reader: Actor
    day: date

    def __bool__(self) -> bool:
        return bool(self.asks)


async def list_tasks(tx: Transaction, reader: Actor, day: date) -> MorningTasks:
    """The reader's own, the latest first. `day`: the local day of that morning."""
    if reader.department_id is None:
        return MorningTasks((), reader, day)
    ahead = (await tx.system.calendars.of_department(reader.department_id)).next_workday(day)
    until = instant_of(ahead + timedelta(days=1), time.min, reader.zone)
    found = await tx.as_(reader).asks.list_due(until)
    told = [each for each in found if _is_of_morning(each, day, ahead, reader.zone)]
    return MorningTasks(told, reader, day)


def _is_of_morning(ask: Ask, day: date, ahead: date, zone: str) -> bool:
    """A reminder to oneself on its own day; a task also the workday before, then until it is done."""
    due = local_date(ask.due_at or ask.created_at, zone)
    return due <= day or (due == ahead and not ask.is_own)


def tell_tasks(tasks: MorningTasks) -> Iterator[Markup]:
    """«📌 КП Ромашке · сегодня 18:00», «🔴 акт Медлайн · вчера», «⏰ 10:00 банк»"""
    if tasks:
        yield Markup()
    yield from (_tell(each, tasks) for each in tasks.asks[:MOST])
    if (more := len(tasks.asks) - MOST) > 0:
        yield fill(ngettext("and {n} more task", "and {n} more tasks", more), n=more)


def _tell(ask: Ask, tasks: MorningTasks) -> Markup:
    zone, words = tasks.reader.zone, cut(" ".join(ask.text.split()), WORDS)
    if ask.due_at is None:
        return fill("📌 {words}", words=words)
    opens = instant_of(tasks.day, time(9), zone)
    if local_date(ask.due_at, zone) < tasks.day:
        return fill("🔴 {words} · {due}", words=words, due=tell_due(ask.due_at, opens, zone))
    if ask.is_own:
        return fill("⏰ {at} {words}", at=hours(ask.due_at, zone), words=words)
    return fill("📌 {words} · {due}", words=words, due=tell_due(ask.due_at, opens, zone))


def task_row(tasks: MorningTasks) -> Keyboard:
    return ((button(_("📌 Tasks"), AsksAddress()),),) if tasks else ()
