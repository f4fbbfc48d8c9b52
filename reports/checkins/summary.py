"""
The lead's summary at 12:00, 16:00 and 18:00: readable in half a minute, it says what came, what is still expected,
who is silent and what needs a hand. One message a slot, edited by every later answer.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.asks.lines import list_slow, tell_slow
from reports.checkins.presses import SummaryDeed, SummaryPress
from reports.checkins.standing import SlotStanding, standing_of
from reports.checkins.summary_rows import manager_lines, people_table
from reports.checkins.summary_tail import detail_lines, fold_details, total_lines
from reports.clients.unowned import hand_over, unowned_line
from reports.message.format import hours, long_day, percent, short, short_day, with_sign
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.empty import FirstStep, no_managers
from reports.message.view import Key, View
from reports.message.words.names import first_names, to_whom
from reports.payments.confirm_day import confirm_button
from reports.payments.presses import ConfirmDayAddress
from reports.payments.trust import tell_booked, tell_known_trust, trust_line
from reports.tomorrow.tomorrow_team import TeamAhead, closing_lines, team_ahead
from sales.asks.ask import Ask
from sales.core.rights import Action, may
from storage.checkins.department_day import DepartmentDay
from storage.engine.actor import Actor
from storage.people.staff import StandIn
from storage.transaction import Transaction

LINES = 12
"""Before a tap nobody reads more: what moved and what needs a hand is folded first, then managers, from nine on."""

ALL_NAMED = 8
"""So many managers stand in the summary one by one, whatever else there is; more are a table."""

HALF_A_ROW = 16
"""So many letters a button shows beside another one on a phone: «🔔 Напомнить всем», but nobody by name."""


class SummaryView(View):
    """`late`: when it was made, if after its hour; `skipped`: [day, slot] of summaries that never went out."""

    name = "summary"

    department_id: int
    day: date
    slot: str
    late: str = ""
    skipped: tuple[tuple[date, str], ...] = ()
    standing_in: StandIn = StandIn.NONE

    @classmethod
    def key_for(cls, department_id: int, day: date, slot: str, reader_id: int) -> Key[Self]:
        return Key(f"summary:{department_id}:{day.isoformat()}:{slot}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        standing = await standing_of(tx, reader, self.department_id, self.day, self.slot)
        notes = [*_late(self.late), *_tell_skipped(standing, self.skipped), *_standing_in(self.standing_in)]
        department = standing.day.department
        ahead = await team_ahead(tx, reader, department, standing.day.day) if standing.is_last else None
        slow = await list_slow(tx, reader, department)
        by_bank = await tx.system.departments.has_statements(self.department_id)
        return summary_message(standing, reader, notes, ahead, slow, by_bank=by_bank)


def summary_message(
    standing: SlotStanding,
    reader: Actor,
    notes: Sequence[Markup] = (),
    ahead: TeamAhead | None = None,
    slow: Sequence[Ask] = (),
    *,
    by_bank: bool = False,
) -> Message:
    """`ahead`: the last summary of a day closes it with tomorrow's plan and the pace; `slow`: tasks not accepted."""
    names = first_names(standing.day.actors_of(standing.people))
    unowned = unowned_line(standing.unowned)
    place = [] if reader.department_id else [fill("{name}", name=bold(standing.day.department.name))]
    head = [
        slot_title(standing),
        *place,
        *slot_total(standing, reader.zone),
        *_trust(standing, by_bank=by_bank),
        *notes,
    ]
    unaccepted = tell_slow(slow, names)
    totals = [*total_lines(standing), *([unowned] if unowned else []), *([unaccepted] if unaccepted else [])]
    closing = closing_lines(ahead) if ahead else ()
    people, taken = len(standing.people), len(head) + len(totals) + len(closing) + 2
    room = max(1, LINES - taken) if people > ALL_NAMED else people
    step = FirstStep(Markup()) if standing.day.people else no_managers(reader, standing.day.department.id)
    nobody = fill(_("No managers at work today")) if standing.day.people else step.said
    told = manager_lines(standing.people, names, room) or [nobody]
    tail = [*totals, *fold_details(detail_lines(standing, names), LINES - taken - len(told)), *closing]
    below = ("", *tail) if tail else ()
    table = people_table(standing.people, names, lines(*head), lines(*tail)) if people > ALL_NAMED else None
    buttons = (*step.buttons, *_buttons(standing, reader, names, ahead))
    return Message(lines(*head, "", *told, *below), buttons, table=table)


def slot_title(standing: SlotStanding) -> Markup:
    """«Факт оплат · 12:00 · пт 20 ноября»"""
    return fill(_("Payments received · {time} · {day}"), time=standing.wall, day=long_day(standing.day.day))


def slot_total(standing: SlotStanding, zone: str) -> list[Markup]:
    """«Пришло 590 тыс из 1,22 млн» and below «48,6 %, вне плана +50 тыс · на 12:41»: what is side by side adds up."""
    figures = standing.day.figures
    received = bold(short(figures.received))
    changed = standing.day.changed_at
    is_late = changed is not None and standing.at is not None and changed > standing.at
    since = [_("as of {time}").format(time=hours(changed, zone))] if changed is not None and is_late else []
    if not figures.plan:
        told = fill(_("Received {sum}, nothing was planned"), sum=received)
        return [told, *(fill("{since}", since=each) for each in since)]
    share = _("{done} of plan").format(done=percent(figures.done))
    if figures.off_plan:
        beside = _("off plan {sum}").format(sum=with_sign(figures.off_plan, short))
        share = f"{percent(figures.done)}, {beside}"
    told = fill(_("Received {sum} of {plan}"), sum=bold(short(figures.on_plan)), plan=short(figures.plan))
    return [told, fill("{below}", below=" · ".join([share, *since]))]


def _trust(standing: SlotStanding, *, by_bank: bool) -> list[Markup]:
    """The evening asks to confirm the day; before it only what somebody has vouched for is worth a line."""
    figures = standing.day.figures
    tell = tell_booked if by_bank else trust_line if standing.is_last else tell_known_trust
    told = tell(figures.received, figures.confirmed) if figures.confirmed or standing.is_last else None
    return [] if told is None else [told]


def _late(late: str) -> list[Markup]:
    return [fill(_("Sent late, at {time}: the bot was down"), time=late)] if late else []


def _tell_skipped(standing: SlotStanding, skipped: Sequence[tuple[date, str]]) -> list[Markup]:
    if not skipped:
        return []
    days: dict[date, list[str]] = {}
    for day, slot in skipped:
        days.setdefault(day, []).append(slot)
    shown = [(day, ", ".join(slots)) for day, slots in days.items()]
    told = [slots if day == standing.day.day else f"{short_day(day)} {slots}" for day, slots in shown]
    return [fill(_("Skipped: {slots}, the bot was down"), slots="; ".join(told))]


def _standing_in(substitution: StandIn) -> list[Markup]:
    match substitution:
        case StandIn.ASSISTANT:
            return [fill(_("The lead is away, so the summary comes to you"))]
        case StandIn.OWNER:
            return [fill(_("Nobody in the department can read it today, so it comes to you"))]
        case _:
            return []


def _buttons(standing: SlotStanding, reader: Actor, names: Mapping[int, str], ahead: TeamAhead | None) -> Keyboard:
    remind = remind_buttons(standing, reader, names)
    more = [Button(_("Details"), slot_press(standing.day, SummaryDeed.DETAILS).pack())] if standing.people else []
    if ahead is not None and not ahead.is_empty:
        more.append(Button(_("Tomorrow"), slot_press(standing.day, SummaryDeed.TOMORROW).pack()))
    fits = len(more) < 2 and all(len(each.label) <= HALF_A_ROW for each in remind)  # noqa: PLR2004  three in a row
    rows = [[*remind, *more]] if fits else [remind, more]
    giving = hand_over(reader, standing.day.department.id, standing.unowned)
    return (*(tuple(row) for row in rows if row), *confirming(standing, reader), *giving)


def confirming(standing: SlotStanding, reader: Actor, person_id: int = 0) -> Keyboard:
    """«Подтвердить день», of the department in the evening or of a person at any hour, while something is claimed."""
    people = [each for each in standing.day.people if each.person_id == person_id]
    figures = people[0].figures if people else standing.day.figures
    is_due = bool(people) or standing.is_last
    if not is_due or figures.received == figures.confirmed:
        return ()
    day = ConfirmDayAddress(department_id=standing.day.department.id, day=standing.day.day, person_id=person_id)
    row = confirm_button(reader, day)
    return (row,) if row else ()


def remind_buttons(standing: SlotStanding, reader: Actor, names: Mapping[int, str]) -> list[Button]:
    """«🔔 Напомнить Виктору», or all of them; for who may."""
    silent = standing.silent
    if not silent or not may(reader.role, Action.REMIND_SILENT):
        return []
    if len(silent) > 1:
        return [Button(_("🔔 Remind all"), slot_press(standing.day, SummaryDeed.REMIND_ALL).pack())]
    person_id = silent[0].person_id
    label = _("🔔 Remind {name}").format(name=to_whom(names[person_id]))
    return [Button(label, slot_press(standing.day, SummaryDeed.REMIND, person_id).pack())]


def slot_press(day: DepartmentDay, deed: SummaryDeed, person_id: int = 0, payment_id: int = 0) -> SummaryPress:
    """The data of a button of the summary; the slot rides as minutes since midnight."""
    hour, minute = map(int, day.slot.split(":"))
    return SummaryPress(
        deed=deed,
        department_id=day.department.id,
        day=day.day.toordinal(),
        slot=hour * 60 + minute,
        person_id=person_id,
        payment_id=payment_id,
    )
