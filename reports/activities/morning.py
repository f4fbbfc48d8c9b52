"""The one message of 09:00: the day in numbers, its first lines, what is overdue, what the quiet hours kept back."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.activities.agenda import Agenda, agenda_of
from reports.activities.agenda_lines import tell_forgotten, tell_planned
from reports.activities.morning_asks import ask_rows, list_asks, tell_asks
from reports.activities.morning_away import for_others, while_away
from reports.activities.morning_debts import remind_of_money
from reports.activities.morning_held import draw_held, list_held, tell_held
from reports.activities.morning_tasks import list_tasks, task_row, tell_tasks
from reports.activities.presses import TodayPress, WalkPress
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import Key, View
from reports.message.words.counts import calls_words, meetings_words, payments_words
from sales.core.errors import NotYoursError
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

LINES = 6
KEPT_FOR_DEBTS = 2
"""However full the day is, so many lines of it tell what is overdue."""


class MorningView(View):
    """`reminders`: those that the quiet hours kept back; they may be of other days. `away`: back after those days."""

    name = "morning"

    day: date
    reminders: tuple[int, ...]
    away: tuple[date, date] | None = None

    @classmethod
    def key_for(cls, person_id: int, day: date) -> Key[Self]:
        return Key(f"morning:{person_id}:{day.isoformat()}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        agenda = await agenda_of(tx, reader, self.day)
        kept = await _list_kept_back(tx, reader, agenda, self.reminders)
        others = await for_others(tx, reader, agenda.day)
        meanwhile = await while_away(tx, reader, *self.away) if self.away else []
        asks = await list_asks(tx, reader, agenda.day)
        held = await list_held(tx, reader)
        money = [*tell_held(held), *await remind_of_money(tx, reader, agenda)]
        tasks = await list_tasks(tx, reader, agenda.day)
        asked = agenda.asks_for_action or bool(money or kept)
        if not asked and not others and not meanwhile and not asks and not tasks:
            return None
        counts = _counts(agenda)
        shown, left = _first_lines(agenda, kept, money, reader)
        more = fill(ngettext("and {n} more", "and {n} more", left), n=left) if left else None
        said = [counts, "", *shown, more] if counts and shown else [counts, *shown, more]
        name = reader.name.partition(" ")[0]
        if meanwhile or not asked:
            told = [
                fill(_("Good morning, {name}."), name=name),
                *meanwhile,
                *([*_title(counts), *said] if asked else []),
            ]
        else:
            hello = _("Good morning, {name}. Today:") if counts else _("Good morning, {name}. Don't forget:")
            told = [fill(hello, name=name), *(said if counts else ["", *said])]
        text = lines(*told, *others, *tell_tasks(tasks), *tell_asks(asks))
        return Message(text, (*_buttons(agenda), *draw_held(held), *task_row(tasks), *ask_rows(asks)))


def _title(counts: Markup | None) -> list[Markup]:
    """Where something else was said first."""
    return [Markup(), fill(_("Today:")) if counts else fill(_("Don't forget:"))]


async def _list_kept_back(tx: Transaction, reader: Actor, agenda: Agenda, reminders: Sequence[int]) -> list[Activity]:
    """Each once, and none that stands in the day's own lists already."""
    known = {each.id for each in (*agenda.activities, *agenda.forgotten)}
    found: dict[int, Activity] = {}
    for reminder_id in reminders:
        try:
            activity_id = (await tx.as_(reader).reminders.get(reminder_id)).activity_id
            if activity_id is not None and activity_id not in known:
                found[activity_id] = await tx.as_(reader).activities.get(activity_id)
        except NotYoursError:
            continue
    return [each for each in found.values() if each.is_planned]


def _counts(agenda: Agenda) -> Markup | None:
    """«📞 4 звонка · 🤝 2 встречи · 💰 3 оплаты, 565 тыс»; what there is none of is not named."""
    calls, meetings = agenda.count_planned_calls(), agenda.count_planned_meetings()
    parts = [
        f"📞 {calls_words(calls)}" if calls else "",
        f"🤝 {meetings_words(meetings)}" if meetings else "",
        f"💰 {payments_words(len(agenda.due), agenda.awaited)}" if agenda.due else "",
    ]
    said = " · ".join(part for part in parts if part)
    return fill("{said}", said=said) if said else None


def _first_lines(agenda: Agenda, kept: list[Activity], money: list[Markup], reader: Actor) -> tuple[list[Markup], int]:
    """At most six, the overdue ones last; and how many are not shown."""
    ahead = [tell_planned(each, reader.zone, agenda.day) for each in (*agenda.planned, *kept)]
    late = [*money, *(tell_forgotten(each, agenda.day) for each in agenda.forgotten)]
    first = ahead[: LINES - min(len(late), KEPT_FOR_DEBTS)]
    shown = [*first, *late[: LINES - len(first)]]
    return shown, len(ahead) + len(late) - len(shown)


def _buttons(agenda: Agenda) -> Keyboard:
    row = [Button(_("The whole day"), TodayPress(page=0).pack())]
    if agenda.calls:
        row.append(Button(_("Start calling"), WalkPress().pack()))
    return (tuple(row),)
