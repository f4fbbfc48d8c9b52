"""
The summary report (Сводный отчёт): the department's pace, then who needs action first, three lines each.

With more than three managers each has one line, and «Подробнее» opens the three. A manager reads the own row and the
department's bar.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.buttons import SvodPress
from reports.columns import DIGIT, cut, to_left, to_right, width_of
from reports.department_stats import no_department
from reports.format import MINUS, figure, figure_of, hours, percent, short, short_date
from reports.language import gettext as _
from reports.language import ngettext, pgettext
from reports.markup import bold, fill, lines
from reports.message import Button, Keyboard, Message, Table, grid
from reports.names import told_apart
from reports.pages import Page
from reports.svod_figures import Svod, SvodRow, own_svod, printed, svod_of
from reports.tables import native_table
from reports.terms import month_name
from sales.calendar import DAY, Absence, month_of
from sales.clock import local_date
from sales.errors import NotYoursError
from sales.money import Percent
from sales.pace import Light, NoPace
from sales.people import SELLERS
from storage.actor import Actor
from storage.departments import Department
from storage.kept_reports import KeptReport
from storage.transaction import Transaction

IN_FULL = 3
"""So many managers are told in full at once; more are a line each."""

PAGE = 10
BAR = 14
LIGHTS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴", None: "⚪️"}
FRONT, PEOPLE = "show", "people"
FORECAST, ACCURACY, CLOSE = "forecast", "accuracy", "close"
"""Pages behind the report, views of their own."""

DAILY, CLOSING = "svod", "month_close"
"""Kinds of kept reports: of an evening, of a closed month."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader has before the eyes: a department's period, a page of it, and as of which kept report."""

    department_id: int
    first: date
    last: date
    page: int = 1
    deed: str = FRONT
    kept: int = 0
    """The day (an ordinal) of the report that was sent; 0 is now."""

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    def press(self, deed: str = FRONT, page: int = 1, days: tuple[date, date] | None = None) -> str:
        first, last = days or self.days
        return SvodPress(
            deed=deed,
            department_id=self.department_id,
            first=first.toordinal(),
            last=last.toordinal(),
            kept=self.kept if days is None else 0,
            page=page,
        ).pack()


async def svod(
    tx: Transaction,
    reader: Actor,
    first: int,
    last: int,
    department_id: int = 0,
    page: int = 1,
    deed: str = FRONT,
    kept: int = 0,
    late: str = "",
) -> Message | None:
    """Days are ordinals. Department 0: the reader's own, or the first that they read. `late`: when it was made."""
    asked = Asked(department_id, date.fromordinal(first), date.fromordinal(last), page, deed, kept)
    try:
        if reader.role in SELLERS:
            return own_message(await own_svod(tx, reader, asked.days, tx.clock.now()), asked)
        seen = await tx.departments.seen(reader)
        if not seen:
            return no_department()
        found, before = await load(tx, reader, asked, seen)
    except NotYoursError:
        return None
    asked = Asked(found.department.id, *asked.days, asked.page, asked.deed, asked.kept)
    return department_message(found, asked, before, seen, late)


async def load(
    tx: Transaction, reader: Actor, asked: Asked, seen: Sequence[Department]
) -> tuple[Svod, KeptReport | None]:
    """The figures, and what was said of them when they were sent. Raises NotYoursError."""
    place = next((each.id for each in seen if asked.department_id in {0, each.id}), None)
    if place is None:
        raise NotYoursError
    before = await _kept(tx, reader, place, asked)
    at = before.made_at if before is not None and asked.kept else tx.clock.now()
    return await svod_of(tx, reader, place, asked.days, at), before


async def _kept(tx: Transaction, reader: Actor, department_id: int, asked: Asked) -> KeptReport | None:
    if asked.kept:
        day = date.fromordinal(asked.kept)
        kind = DAILY if asked.first <= day <= asked.last else CLOSING
        return await tx.kept_reports.of_day(reader, department_id, kind, day)
    closed = await tx.kept_reports.last(reader, department_id, CLOSING, asked.last + DAY * 31)
    return closed if closed is not None and (closed.first, closed.last) == asked.days else None


def department_message(
    svod: Svod, asked: Asked, before: KeptReport | None, seen: Sequence[Department] = (), late: str = ""
) -> Message:
    names = told_apart({row.person.id: row.person.name for row in svod.rows})
    in_full = asked.deed == PEOPLE or len(svod.rows) <= IN_FULL
    shown = Page.of(asked.page, len(svod.rows), IN_FULL if in_full else PAGE)
    rows = svod.rows[shown.first : shown.first + shown.size]
    told = _in_full(svod, rows, names, before) if in_full else _in_lines(rows, names)
    if not svod.rows:
        told = [fill(_("No managers yet. Invite them: /invite"))]
    changed = recomputed(svod, before)
    delayed = fill(_("Sent late, at {time}: the bot was not available"), time=late) if late else None
    above = lines(title(svod), *_head(svod), delayed, changed)
    table = None if in_full else _table(rows, names, above)
    turns = shown.turns(lambda page: asked.press(asked.deed, page))
    below = (_ways(svod, asked), _pages(svod, asked)) if svod.rows else ()
    buttons = (*below, *turns, *_months(svod, asked), *_others(seen, svod, asked))
    return Message(lines(above, "", *told), buttons, table=table)


def own_message(svod: Svod, asked: Asked) -> Message:
    own = svod.own
    told = [] if own is None else [_name_line(own, _("You")), *_figures(own), *_changes(own)]
    total = fill(_("Department: {sum}"), sum=money_of(svod.fact, svod.plan))
    done = _bar(svod)
    text = lines(title(svod), "", *told, "", _paced(total, svod), done)
    row = (Button(_("📊 Chart"), asked.press("picture")), Button(_("📄 Excel"), asked.press("book")))
    return Message(text, (row, _pages(svod, asked), *_months(svod, asked)))


def title(svod: Svod) -> Markup:
    """«Сводный отчёт · ноябрь на 20.11, 18:00», «Сводный отчёт · октябрь, закрыт»."""
    period = period_words(svod)
    if svod.is_closed:
        return fill(_("Summary report · {period}, closed"), period=period)
    at = hours(svod.at, svod.department.zone)
    return fill(_("Summary report · {period} as of {day}, {time}"), period=period, day=short_date(svod.today), time=at)


def period_words(svod: Svod) -> str:
    """Ноябрь; октябрь 2025, where it is not this year's; 16–22.11."""
    first, last = svod.period.first, svod.period.last
    if svod.is_month:
        name = month_name(first)
        return name if first.year == svod.today.year else f"{name} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    if first == last:
        return short_date(first)
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else short_date(first)
    year = "" if last.year == svod.today.year else f".{last.year}"
    return f"{begin}–{short_date(last)}{year}"


def _head(svod: Svod) -> Iterator[Markup]:
    yield _paced(fill(_("Department: {sum}"), sum=money_of(svod.fact, svod.plan)), svod)
    yield _worked(svod)
    if svod.without_plan and svod.total.plan is not None:
        yield fill(_("of it without a plan {sum}"), sum=short(svod.without_plan))
    entered = svod.entered
    if entered is not None and entered.differs_by and entered.of_people is not None and entered.entered is not None:
        sums = {"own": figure(entered.entered), "people": figure(entered.of_people)}
        yield fill(_("⚠️ Department's plan {own}, people's {people}"), **sums)


def _paced(total: Markup, svod: Svod) -> Markup:
    pace = svod.total.pace
    if pace is None:
        return total
    return fill(
        _("{total} · pace {pace} {light}"), total=total, pace=bold(percent(pace)), light=LIGHTS[svod.total.light]
    )


def _worked(svod: Svod) -> Markup:
    days = svod.days
    if svod.is_closed:
        return fill(ngettext("{n} workday", "{n} workdays", days.total), n=days.total)
    told = ngettext("{done} of {n} workday", "{done} of {n} workdays", days.total)
    return fill(told, done=days.done, n=days.total)


def _bar(svod: Svod) -> Markup | None:
    """The department's fact in its plan, as blocks: a manager reads it at a glance."""
    if not svod.plan:
        return None
    filled = min(BAR, max(0, svod.fact) * BAR // svod.plan)
    return fill("{done}{left}", done="▰" * filled, left="▱" * (BAR - filled))


def _in_full(svod: Svod, rows: Sequence[SvodRow], names: Mapping[int, str], before: KeptReport | None) -> list[Markup]:
    told: list[Markup] = []
    for row in rows:
        own = [_name_line(row, names[row.person.id]), *_figures(row, closed=svod.is_closed), *_changes(row)]
        was = _was(row, before)
        told += [*([Markup("")] if told else []), *own, *([was] if was else [])]
    return told


def _name_line(row: SvodRow, name: str) -> Markup:
    """«🟡 Анна · темп 85,7 % · отпуск 9–13.11», «Виктор · план не задан»."""
    standing = row.standing
    if standing.reason is None:
        told = fill(
            _("{light} {name} · pace {pace}"), light=LIGHTS[standing.light], name=name, pace=percent(standing.pace)
        )
    else:
        told = fill("{name} · {reason}", name=name, reason=reason_words(standing.reason))
    return lines(fill("{told}{away}", told=told, away="".join(f" · {away_words(each)}" for each in row.absences)))


def _figures(row: SvodRow, *, closed: bool = False) -> Iterator[Markup]:
    standing = row.standing
    if standing.plan is None:
        yield fill(_("fact {sum}"), sum=short(standing.fact))
        return
    money = fill("{sum}", sum=money_of(standing.fact, standing.plan))
    left = standing.left_to_week_end
    if closed or left is None:
        yield money
    else:
        sign = MINUS if left else ""
        yield fill(_("{money} · until the week's end {sign}{sum}"), money=money, sign=sign, sum=short(left))
    need = standing.need
    if need.value:
        n = standing.days.left
        yield fill(
            ngettext("{sum} a day needed, {n} day", "{sum} a day needed, {n} days", n), sum=short(need.value), n=n
        )
    elif need.exact == 0 and standing.plan:
        yield fill(_("the plan is done"))


def _changes(row: SvodRow) -> Iterator[Markup]:
    for change in row.changes[-1:]:
        before = "—" if change.before is None else figure(change.before)
        after = "—" if change.after is None else figure(change.after)
        day = f"{change.at:%d.%m}"
        yield fill(_("plan {before} → {after}, {day}"), before=before, after=after, day=day)


def _in_lines(rows: Sequence[SvodRow], names: Mapping[int, str]) -> list[Markup]:
    """«🔴 Денис     38,1 %  0,40 из 1,50 млн», in columns."""
    people = [cut(names[row.person.id], 10) for row in rows]
    paces = [percent(row.standing.pace) for row in rows]
    widest = (width_of(people) + DIGIT, width_of(paces))
    return [
        fill(
            "{light} {name}{pace} {money}",
            light=LIGHTS[row.standing.light],
            name=to_left(name, widest[0]),
            pace=to_right(pace, widest[1]),
            money=money_of(row.standing.fact, row.standing.plan),
        )
        for row, name, pace in zip(rows, people, paces, strict=True)
    ]


def _table(rows: Sequence[SvodRow], names: Mapping[int, str], above: Markup) -> Table:
    figures = [
        [pgettext("column", "pace"), *(percent(row.standing.pace) for row in rows)],
        [pgettext("column", "done"), *(money_of(row.standing.fact, row.standing.plan) for row in rows)],
    ]
    people = [f"{LIGHTS[row.standing.light]} {names[row.person.id]}" for row in rows]
    return native_table(people, figures, above)


def money_of(fact: int, plan: int | None) -> str:
    """1,20 из 2,00 млн, and without a plan the fact alone."""
    return short(fact) if plan is None else figure_of(fact, plan)


def reason_words(reason: NoPace) -> str:
    """Why there is no pace: a dash alone would look like a mistake of ours."""
    return {
        NoPace.NO_PLAN: lambda: _("no plan set"),
        NoPace.ZERO_PLAN: lambda: _("plan 0"),
        NoPace.NO_WORKDAYS: lambda: _("no workdays in the period"),
        NoPace.NOTHING_WORKED: lambda: _("no workday is over yet"),
    }[reason]()


def away_words(absence: Absence) -> str:
    """«нет 9–13.11»: what it is for is between the person and the lead."""
    first, last = absence.first, absence.last
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else short_date(first)
    days = short_date(first) if first == last else f"{begin}–{short_date(last)}"
    return _("away {days}").format(days=days)


def recomputed(svod: Svod, before: KeptReport | None) -> Markup | None:
    """What was sent and is no longer so: an absence entered later, a fact taken back, a plan changed."""
    if before is None or all(_same(row, before) for row in svod.rows):
        return None
    made = local_date(before.made_at, svod.department.zone)
    return fill(_("Recomputed: it was sent on {day} with other figures"), day=short_date(made))


def _was(row: SvodRow, before: KeptReport | None) -> Markup | None:
    said = {} if before is None else before.figures.get(str(row.person.id), {})
    if not said or _same(row, before) or said["pace"] is None:
        return None
    return fill(_("recomputed, it was {pace}"), pace=percent(Percent(said["pace"])))


def _same(row: SvodRow, before: KeptReport | None) -> bool:
    return before is None or before.figures.get(str(row.person.id)) in (None, printed(row))


def _ways(svod: Svod, asked: Asked) -> tuple[Button, ...]:
    files = (Button(_("📊 Chart"), asked.press("picture")), Button(_("📄 Excel"), asked.press("book")))
    if asked.deed == PEOPLE:
        return (*files, Button(_("‹ Report"), asked.press(FRONT)))
    more = (Button(_("Details"), asked.press(PEOPLE)),) if len(svod.rows) > IN_FULL else ()
    return (*files, *more)


def _pages(svod: Svod, asked: Asked) -> tuple[Button, ...]:
    """What is ahead while the period runs; what a closed month leaves behind."""
    accuracy = Button(_("Accuracy"), asked.press(ACCURACY))
    if not svod.is_closed:
        return Button(_("Forecast"), asked.press(FORECAST)), accuracy
    if svod.is_month and svod.own is None:
        return Button(_("Month close"), asked.press(CLOSE)), accuracy
    return (accuracy,)


def _months(svod: Svod, asked: Asked) -> Keyboard:
    """The months beside this one; none ahead of the running one."""
    if not svod.is_month:
        return ()
    before, after = month_of(asked.first - DAY), month_of(asked.last + DAY)
    row = [Button(f"‹ {month_name(before[0])}", asked.press(days=before))]
    if after[0] <= svod.today:
        row.append(Button(f"{month_name(after[0])} ›", asked.press(days=after)))
    return (tuple(row),)


def _others(seen: Sequence[Department], svod: Svod, asked: Asked) -> Keyboard:
    """The other departments that the reader watches."""
    others = [each for each in seen if each.id != svod.department.id]
    presses = [Asked(each.id, *asked.days).press() for each in others]
    return grid([Button(cut(each.name, 20), press) for each, press in zip(others, presses, strict=True)], 2)
