"""
One manager's week plan. Until Monday at ten it is a draft with one tap to confirm it; then it is frozen, and the
message says what came of it: done, still expected, slipped, added since. Under it stand the week's visits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self, TypeAlias

from markupsafe import Markup

from reports.message.address import MaybeOrdinalDay
from reports.message.columns import cut
from reports.message.format import part_of, percent, short, short_day, weekday
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.names import tell_apart
from reports.message.pages import Page
from reports.message.view import Key, View, button
from reports.week.figures import PersonWeek, Weeks, weeks_of
from reports.week.presses import (
    WeekDeed,
    WeekForPress,
    WeekItemPress,
    WeekPlanDeed,
    WeekPlanPress,
    WeekPress,
    WeekRegularDeed,
    WeekRegularPress,
    WeekTableAddress,
)
from reports.week.rows import Contents, contents_of, is_drafted, rows_of, space_rows
from reports.week.words import span, turns
from sales.calendar.calendar import DAY, week_of
from sales.core.clock import local, local_date
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.awaited import total
from sales.week.item import sum_slipped
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction

PAGE = 8
PROPOSED = 2
"""Regular payers with buttons at once; the next ones come up as these are answered."""

REMINDS: Final = "remind"
Call: TypeAlias = Literal["", "remind"]


@dataclass(frozen=True, slots=True)
class WeekScreen:
    weeks: Weeks
    person: PersonWeek
    contents: Contents
    is_own: bool
    is_draft: bool
    page: int
    call: Call = ""
    confirmed_by: str = ""
    """A lead's name, where it was not the manager."""
    may_confirm: bool = False
    """The reader, for somebody else."""

    @property
    def monday(self) -> date:
        return self.weeks.monday

    @property
    def needs_confirming(self) -> bool:
        """Nobody has confirmed it, or it is another one by now."""
        plan = self.person.plan
        if not self.is_draft or self.person.is_away:
            return False
        if plan is None or not plan.is_confirmed or self.contents.slips:
            return True
        now = {(line.payment.id, line.payment.due_on, line.payment.rest) for line in self.contents.lines}
        said = {(each.payment_id, each.due_on, each.amount) for each in plan.items.values()}
        return self.weeks.today < self.monday and now != said


class WeekView(View):
    """No monday: this week; person 0: the reader. `call`: why it was sent unasked."""

    name = "week"

    monday: MaybeOrdinalDay = None
    person_id: int = 0
    page: int = 1
    deed: WeekDeed | WeekPlanDeed = WeekDeed.SHOW
    call: Call = ""

    @classmethod
    def key_for(cls, person_id: int, monday: date) -> Key[Self]:
        """A manager's own week plan, as it was asked for last."""
        return Key(f"week:{person_id}:{monday.isoformat()}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            screen = await screen_of(tx, reader, self.monday, self.person_id, self.page, self.call)
        except NotYoursError:
            return None
        if self.deed is WeekPlanDeed.EDIT and screen.is_own and screen.contents.editable:
            return _editing(screen)
        rows = rows_of(screen.contents, screen.weeks)
        shown = Page.of(self.page, len(rows), PAGE)
        part = rows[shown.first : shown.first + PAGE]
        text = lines(*_head(screen), *(space_rows(part) or _nothing(screen)))
        pages = shown.turns(lambda number: _look(screen, page=number))
        return Message(text, (*_answers(screen), *pages, *_foot(screen)))


async def screen_of(
    tx: Transaction, reader: Actor, monday: date | None, person_id: int, page: int = 1, call: Call = ""
) -> WeekScreen:
    """The person's week (0: the reader's own; no Monday: this week), as this reader may see it.

    Raises NotYoursError.
    """
    whose = person_id or reader.person_id
    if reader.role in SELLERS and whose != reader.person_id:
        raise NotYoursError
    person = await tx.as_(reader).people.person(whose)
    if person.department_id is None or person.role not in SELLERS:
        raise NotYoursError
    place = await tx.system.departments.get(person.department_id)
    first = monday or week_of(local_date(tx.clock.now(), place.zone))[0]
    await tx.as_(reader).week_plans.get(whose, first)
    weeks = await weeks_of(tx, place, first, only=whose)
    own = next((each for each in weeks.people), None)
    if own is None:
        raise NotYoursError
    contents = await contents_of(tx, reader, weeks, own)
    is_draft = is_drafted(tx, weeks) and not own.is_frozen
    is_own = whose == reader.person_id
    may_confirm = not is_own and reaches_department(reader, Action.WRITE_PLANS, place.id)
    by = await _tell_confirmed_by(tx, own)
    return WeekScreen(weeks, own, contents, is_own, is_draft, page, call, by, may_confirm)


async def _tell_confirmed_by(tx: Transaction, person: PersonWeek) -> str:
    by = None if person.plan is None else person.plan.confirmed_by
    if by in {None, person.person.id}:
        return ""
    lead = await tx.system.staff.actor(by or 0)
    return "" if lead is None else lead.name.partition(" ")[0]


def _head(screen: WeekScreen) -> Iterator[Markup]:
    if screen.call == REMINDS and screen.needs_confirming and not screen.person.is_frozen:
        yield fill(_("🔔 The week plan is not confirmed yet"))
    yield _title(screen)
    if screen.person.is_away:
        yield fill(_("Away all week, nothing is asked"))
    elif screen.person.is_frozen:
        yield from _tell_frozen(screen)
    else:
        yield from _draft(screen)


def _title(screen: WeekScreen) -> Markup:
    """🗓 Неделя 23–29.11 · ждём 640 тыс"""
    days, sums = span(screen.monday), bold(short(screen.person.total))
    if not screen.is_own:
        return fill(_("🗓 {name} · {days} · {sum}"), name=_first_name(screen.person), days=days, sum=sums)
    if screen.person.is_frozen:
        return fill(_("🗓 Week {days} · plan {sum}"), days=days, sum=sums)
    return fill(_("🗓 Week {days} · expected {sum}"), days=days, sum=sums)


def _draft(screen: WeekScreen) -> Iterator[Markup]:
    yield from _needed(screen)
    times = screen.weeks.times
    if not screen.is_draft or times is None:
        if times is not None:
            yield fill(_("No plan was frozen for this week"))
        return
    at = local(times.freeze_at, screen.weeks.department.zone)
    is_next = times.first_day - screen.weeks.today < DAY * 7
    day = weekday(times.first_day) if is_next else short_day(times.first_day)
    said = {"weekday": day, "hour": f"{at:%H:%M}"}
    if screen.needs_confirming and screen.person.is_confirmed:
        yield fill(_("Changed since it was confirmed"))
    elif screen.needs_confirming:
        yield fill(_("To confirm by {weekday} {hour}"), **said)
    elif screen.confirmed_by:
        yield fill(_("✅ Confirmed by {name}, frozen {weekday} {hour}"), name=screen.confirmed_by, **said)
    else:
        yield fill(_("✅ Confirmed, frozen {weekday} {hour}"), **said)


def _needed(screen: WeekScreen) -> Iterator[Markup]:
    """«Нужно 800 тыс, закрыто 56,5 %»; where the plan asks for nothing more, nothing is said."""
    coverage = screen.person.coverage
    if coverage.need.value and not screen.weeks.is_over:
        said = {"sum": short(coverage.need.value), "share": percent(coverage.percent)}
        yield fill(_("Needed {sum}, covered {share}"), **said)


def _tell_frozen(screen: WeekScreen) -> Iterator[Markup]:
    """Done, still expected, slipped, off plan; then what has changed since the freeze."""
    person, weeks, contents = screen.person, screen.weeks, screen.contents
    if person.result is None:
        return
    if person.is_frozen and not person.is_confirmed:
        yield fill(_("⚠️ Not confirmed, frozen as it was"))
    elif screen.confirmed_by:
        yield fill(_("Confirmed by {name}"), name=screen.confirmed_by)
    figures = person.result.figures
    done = {"done": part_of(figures.on_plan, figures.plan), "share": percent(person.result.done)}
    yield fill(_("Received {done} · {share}"), **done) if figures.plan else fill(_("Nothing was planned"))
    ahead = [each for each in person.awaited if each.day >= weeks.today]
    if ahead:
        yield fill(_("Still expected {sum} ({n})"), sum=short(total(ahead)), n=len(ahead))
    gone = sum_slipped((item.live for item in contents.items), weeks.sunday, weeks.today)
    beside = [_("slipped {sum} ({n})").format(sum=short(gone.total), n=gone.count)] if gone.count else []
    beside += [_("off plan {sum}").format(sum=short(figures.off_plan))] if figures.off_plan else []
    if beside:
        yield fill("⚠️ {said}" if gone.count else "{said}", said=" · ".join(beside))
    added = sum(line.payment.rest for line in contents.added)
    if added:
        yield fill(_("After the freeze: +{sum} ({n})"), sum=short(added), n=len(contents.added))
    if not weeks.is_over:
        yield from _needed(screen)


def _nothing(screen: WeekScreen) -> list[Markup]:
    """An empty week says what to do next."""
    if screen.weeks.times is None:
        return [Markup(), fill(_("There is no workday in this week"))]
    if not screen.is_own or screen.weeks.is_over:
        return [Markup(), fill(_("No payments in this week"))]
    return [Markup(), fill(_("No payments for the week yet.\nAdd one, or write: <code>pay 150k Vector Fri</code>"))]


def _answers(screen: WeekScreen) -> Keyboard:
    """What a manager can do with the own week; a lead confirms it for who has not."""
    if screen.may_confirm and screen.needs_confirming:
        press = WeekForPress(monday=screen.monday.toordinal(), person_id=screen.person.person.id)
        label = _("✅ Confirm for: {name}").format(name=cut(_first_name(screen.person)))
        return ((Button(label, press.pack()),),)
    if not screen.is_own or screen.weeks.is_over:
        return ()
    rows: list[tuple[Button, ...]] = []
    if screen.needs_confirming:
        is_empty = not screen.contents.editable
        label = _("✅ No payments this week") if is_empty else _("✅ Confirm")
        rows.append((Button(label, _deed(screen, WeekPlanDeed.CONFIRM)),))
    rows += [_proposal(screen, each.client_id, name) for each, name in screen.contents.regular[:PROPOSED]]
    edit = (Button(_("✏️ Edit"), _deed(screen, WeekPlanDeed.EDIT)),) if screen.contents.editable else ()
    rows.append((Button(_("➕ Add"), _deed(screen, WeekPlanDeed.ADD)), *edit))
    return tuple(rows)


def _proposal(screen: WeekScreen, client_id: int, name: str) -> tuple[Button, ...]:
    monday = screen.monday.toordinal()
    take, drop = (
        WeekRegularPress(deed=deed, client_id=client_id, monday=monday).pack()
        for deed in (WeekRegularDeed.TAKE, WeekRegularDeed.DROP)
    )
    return (
        Button(_("➕ {client}").format(client=cut(name)), take),
        Button(_("✖️ {client}").format(client=cut(name)), drop),
    )


def _foot(screen: WeekScreen) -> Keyboard:
    monday, whose = screen.monday, _whose(screen)

    def of_week(other: date) -> WeekPress:
        return WeekPress(deed=WeekDeed.SHOW, monday=other.toordinal(), person_id=whose)

    ways = turns(monday, screen.weeks.today, of_week)
    row = (*ways, Button(_("📄 Excel"), _press(WeekDeed.BOOK, monday, whose)))
    if screen.is_own:
        return (row,)
    table = WeekTableAddress(department_id=screen.weeks.department.id, monday=monday)
    return (row, (button(_("‹ All managers"), table),))


def _editing(screen: WeekScreen) -> Message:
    """A button for each item; the next tap says what of it is another."""
    every = screen.contents.editable
    shown = Page.of(screen.page, len(every), PAGE)
    buttons = [
        Button(f"{cut(each.client_name, 12)} {short(each.rest)}", WeekItemPress(payment_id=each.id).pack())
        for each in every[shown.first : shown.first + PAGE]
    ]
    pages = shown.turns(lambda number: _deed(screen, WeekPlanDeed.EDIT, number))
    back = (Button(_("‹ Week plan"), _look(screen)),)
    count = ngettext("{n} payment", "{n} payments", len(every)).format(n=len(every))
    text = lines(_title(screen), fill(_("✏️ Which one? {count}"), count=count))
    return Message(text, (*grid(buttons, 2), *pages, back))


def _whose(screen: WeekScreen) -> int:
    return 0 if screen.is_own else screen.person.person.id


def _look(screen: WeekScreen, page: int = 1) -> str:
    return _press(WeekDeed.SHOW, screen.monday, _whose(screen), page)


def _press(deed: WeekDeed, monday: date, person_id: int, page: int = 1) -> str:
    return WeekPress(deed=deed, monday=monday.toordinal(), person_id=person_id, page=page).pack()


def _deed(screen: WeekScreen, deed: WeekPlanDeed, page: int = 1) -> str:
    return WeekPlanPress(deed=deed, monday=screen.monday.toordinal(), page=page).pack()


def _first_name(person: PersonWeek) -> str:
    return tell_apart({person.person.id: person.person.name})[person.person.id]
