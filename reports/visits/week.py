"""🗓 Визиты of /week: a person's calls and meetings day by day, and whom nobody has spoken to for long."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from reports.debts.words import short_age
from reports.message.columns import cut
from reports.message.format import weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.view import View, button
from reports.payments.card_lines import undo_row
from reports.visits.book import VisitsWorkbook
from reports.visits.calendar import CalendarFile
from reports.visits.presses import ForgottenAddress, TeamVisitsAddress, VisitDayAddress, VisitsAddress
from reports.visits.screen import VisitsScreen, screen_of
from reports.visits.words import put_beside, tell_count, tell_row, tell_span
from reports.week.presses import WeekDeed, WeekPress
from reports.week.words import tabs, turns
from sales.core.people import EVERYBODY
from sales.core.undo import UndoStepKind
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction

MOST_ROWS = 10
"""Of all days; a day of many is told in figures."""

NAMED = 3
DAYS_IN_ROW = 5


class VisitsView(View, VisitsAddress):
    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        screen = await screen_of(tx, reader, self.monday, self.person_id)
        text = lines(*_tell_head(screen), *_tell_days(screen), _tell_forgotten(screen))
        step = await tx.as_(reader).undo_steps.last(UndoStepKind.VISITS_PLANNED, screen.monday.toordinal())
        return Message(text, _buttons(screen, step))


def _tell_head(screen: VisitsScreen) -> Iterable[Markup]:
    """«🗓 Визиты · 23–29 ноября» and «План визитов 3 из 6»"""
    days = tell_span(screen.monday)
    if screen.is_own:
        yield fill(_("🗓 Visits · {days}"), days=bold(days))
    else:
        yield fill(_("🗓 {name} · visits {days}"), name=screen.name, days=bold(days))
    yield tell_norm(screen.meetings, screen.norm)


def tell_norm(meetings: int, norm: int | None) -> Markup:
    """«План визитов 7 из 10»; without a norm how many there are."""
    if not norm:
        return fill(_("Visits planned: {n}"), n=meetings)
    return fill(_("Visits planned: {n} of {norm}"), n=meetings, norm=norm)


def _tell_days(screen: VisitsScreen) -> Iterable[Markup]:
    shown = screen.list_days()
    rows = {day: [tell_row(each, screen.zone, screen.today) for each in screen.on(day)] for day in shown}
    folded = _fold({day: len(each) for day, each in rows.items()})
    for day in shown:
        told = rows[day] or [_tell_empty(screen, day)]
        yield from put_beside(day, [fill("{n}", n=tell_count(screen.on(day)))] if day in folded else told)


def _fold(counts: dict[date, int]) -> set[date]:
    """The fullest days, until the rest fits into a message that one looks at once."""
    folded: set[date] = set()
    for day in sorted(counts, key=lambda each: (-counts[each], each)):
        rows = sum(1 if each in folded else max(1, count) for each, count in counts.items())
        if rows <= MOST_ROWS or counts[day] <= 1:
            break
        folded.add(day)
    return folded


def _tell_empty(screen: VisitsScreen, day: date) -> Markup:
    if screen.calendar.is_absent(day):
        return fill(_("— away"))
    if not screen.calendar.is_workday(day):
        return fill(_("— day off"))
    return fill(_("— free")) if day >= screen.today else fill("—")


def _tell_forgotten(screen: VisitsScreen) -> Markup | None:
    """«Забытые: Медлайн 34 дн, Ким 31 и ещё 12»"""
    some = screen.forgotten[:NAMED]
    if not some:
        return None
    named = ", ".join(f"{cut(each.name)} {short_age(each.days(screen.today, screen.zone))}" for each in some)
    more = screen.count_forgotten - len(some)
    if more:
        return fill(_("Forgotten: {named} and {n} more"), named=named, n=more)
    return fill(_("Forgotten: {named}"), named=named)


def _buttons(screen: VisitsScreen, step: UndoStep | None) -> Keyboard:
    whose = 0 if screen.is_own else screen.person.id
    here = VisitsAddress(monday=screen.monday, person_id=whose)
    money = WeekPress(deed=WeekDeed.SHOW, monday=screen.monday.toordinal(), person_id=whose)
    days = [button(weekday(day), VisitDayAddress(day=day, person_id=whose)) for day in screen.list_days()]
    may_plan = screen.is_own and screen.forgotten and screen.days_ahead
    spread = (button(_("➕ Forgotten by days"), ForgottenAddress(monday=screen.monday)),) if may_plan else ()
    turn = turns(screen.monday, screen.today, lambda first: here.but(monday=first))
    files = _files(screen, whose)
    back = () if screen.is_own else (_back(screen),)
    rows = (
        *grid(days, DAYS_IN_ROW),
        spread,
        undo_row(step) if step is not None else (),
        files,
        turn,
        back,
        tabs(money, here, shows_visits=True),
    )
    return tuple(row for row in rows if row)


def _files(screen: VisitsScreen, whose: int) -> tuple[Button, ...]:
    calendar = (button("📅 .ics", CalendarFile()),) if screen.is_own else ()
    return (*calendar, button(_("📄 Excel"), VisitsWorkbook(monday=screen.monday, person_id=whose)))


def _back(screen: VisitsScreen) -> Button:
    table = TeamVisitsAddress(department_id=screen.person.department_id or 0, monday=screen.monday)
    return button(_("‹ All managers"), table)
