"""Lines of asks in the lead's screens: who has not accepted, in a summary; what is open, in the evening's report."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from reports.asks.presses import AsksAddress
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button
from reports.message.view import button
from reports.message.words.names import some_names
from sales.asks.ask import Ask
from sales.asks.waiting import TO_ACCEPT, count_worked
from storage.asks.asks import AskOf, AskTally
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction

WORDS = 16


async def list_slow(tx: Transaction, reader: Actor, department: Department) -> list[Ask]:
    """Tasks that nobody has accepted in two hours of work."""
    waiting = await tx.as_(reader).asks.list_waiting(department.id)
    if not waiting:
        return []
    calendar, now = await tx.system.calendars.of_department(department.id), tx.clock.now()
    return [
        each
        for each in waiting
        if count_worked(each.created_at, now, department.zone, calendar, department.day_close) >= TO_ACCEPT
    ]


def tell_slow(asks: Sequence[Ask], names: Mapping[int, str]) -> Markup | None:
    """«📌 Не принято: Виктор, обзвон Юг», or of several whose they are."""
    if not asks:
        return None
    if len(asks) == 1:
        said = {"name": names.get(asks[0].to_id or 0, "—"), "task": cut(asks[0].text, WORDS)}
        return fill(_("📌 Not accepted: {name}, {task}"), **said)
    whose = list(dict.fromkeys(names.get(each.to_id or 0, "—") for each in asks))
    return fill(_("📌 Not accepted: {n} ({names})"), n=len(asks), names=some_names(whose))


async def tally_department(tx: Transaction, reader: Actor, department_id: int) -> AskTally:
    return await tx.as_(reader).asks.tally(AskOf(department_id=department_id))


def asks_line(tally: AskTally | None) -> Markup | None:
    """«📌 Поручения 7 · просрочено 1 · ждут вас 2»; nothing where nothing stands open."""
    if tally is None or not (tally.tasks or tally.help or tally.notes):
        return None
    said = [
        _("📌 Tasks {n}").format(n=tally.tasks),
        _("overdue {n}").format(n=tally.late) if tally.late else "",
        _("help {n}").format(n=tally.help) if tally.help else "",
        _("notes {n}").format(n=tally.notes) if tally.notes else "",
    ]
    return fill("{said}", said=" · ".join(filter(None, said)))


def asks_button(department_id: int, tally: AskTally | None) -> tuple[Button, ...]:
    if asks_line(tally) is None:
        return ()
    return (button(_("📌 Tasks"), AsksAddress(department_id=department_id)),)
