"""
The summary report (Сводный отчёт): the department's pace, then who needs action first, three lines each.

With more than three managers each has one line, and «Подробнее» opens the three. A manager reads the own row and the
department's bar.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.asks.lines import asks_button, asks_line, tally_department
from reports.clients.unowned import hand_over, unowned_line
from reports.message.format import figure, percent, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message, Table
from reports.message.screens.empty import FirstStep, no_department, no_managers
from reports.message.screens.pages import Page
from reports.message.view import Key, button
from reports.message.words.called import tell_received_beside
from reports.message.words.names import tell_apart
from reports.payments.trust import tell_known_trust
from reports.plans.opening import opening_line
from reports.svod.asked import PeriodView, load
from reports.svod.buttons import IN_FULL, files, months, offer_unplanned, others, pages, ways
from reports.svod.cold_line import RungToday, cold_button, cold_line
from reports.svod.deals_line import deals_button, deals_line
from reports.svod.debts_line import OwedToDepartment, debts_button, debts_line
from reports.svod.figures import Svod, SvodRow, read_own_svod
from reports.svod.pages import in_place
from reports.svod.presses import HouseAddress, SvodAddress, SvodPart
from reports.svod.rows import changes, figures, in_table, name_line, tell_in_full
from reports.svod.words import light_up, money_of, tell_department, tell_recomputed, title
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from sales.debts.debt import DebtFilter
from storage.asks.asks import AskTally
from storage.deals.standing import UnderWay, WhoseDeals
from storage.debts.debts import DebtOf
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.results.kept_reports import KeptReport
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE = 10
BAR = 14


class SvodView(SvodAddress, PeriodView):
    """`late`: when it was made."""

    late: str = ""

    @classmethod
    def key_for(cls, department_id: int, day: date, reader_id: int) -> Key[Self]:
        """The summary report of an evening in one reader's chat."""
        return Key(f"svod:{department_id}:{day.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if reader.role in SELLERS:
            return _show_own(await read_own_svod(tx, reader, self.days, tx.clock.now()), self)
        seen = await tx.as_(reader).departments.list_seen()
        if not seen:
            return no_department()
        found, before = await load(tx, reader, self, seen)
        asked = in_place(self, found)
        under_way = await _read_deals(tx, reader, found, asked)
        owed = None if under_way is None else await _read_debts(tx, reader, found)
        rung = None if under_way is None else await _read_cold(tx, reader, found)
        given = None if under_way is None else await tally_department(tx, reader, found.department.id)
        return _of_department(found, asked, before, reader, seen, under_way, owed, rung, given, late=self.late)


async def _read_debts(tx: Transaction, reader: Actor, svod: Svod) -> OwedToDepartment:
    debts, of = tx.as_(reader).debts, DebtOf(department_id=svod.department.id)
    return OwedToDepartment(await debts.count(DebtFilter.ALL, of), await debts.count(DebtFilter.ESCALATED, of))


async def _read_cold(tx: Transaction, reader: Actor, svod: Svod) -> RungToday:
    return RungToday(*await tx.as_(reader).cold_lists.sum_department(svod.department.id, svod.today))


async def _read_deals(tx: Transaction, reader: Actor, svod: Svod, asked: SvodAddress) -> UnderWay | None:
    """The department's deals, beside the first page of the running month."""
    if asked.deed is not SvodPart.SHOW or asked.page != 1 or svod.is_closed or not svod.is_month:
        return None
    if not reaches_department(reader, Action.READ_RECORDS, svod.department.id):
        return None
    book = await tx.system.stages.book(svod.department.id)
    return await tx.as_(reader).deal_standings.sum_up(WhoseDeals(svod.department.id, None, book, svod.today))


def _of_department(
    svod: Svod,
    asked: SvodAddress,
    before: KeptReport | None,
    reader: Actor,
    seen: Sequence[Department],
    under_way: UnderWay | None,
    owed: OwedToDepartment | None,
    rung: RungToday | None,
    given: AskTally | None,
    *,
    late: str,
) -> Message:
    names = tell_apart({row.person.id: row.person.name for row in svod.rows})
    in_full = asked.deed is SvodPart.PEOPLE or len(svod.rows) <= IN_FULL
    shown = Page.of(asked.page, len(svod.rows), IN_FULL if in_full else PAGE)
    rows = svod.rows[shown.first : shown.first + shown.size]
    told = tell_in_full(svod, rows, names, before)
    step = FirstStep(Markup()) if svod.rows else no_managers(reader, svod.department.id)
    told = told if svod.rows else [step.said]
    changed = tell_recomputed(svod, before)
    delayed = fill(_("Sent late, at {time}: the bot was down"), time=late) if late else None
    needs = None if under_way is None else deals_line(under_way)
    debts = None if owed is None else debts_line(owed)
    cold = None if rung is None else cold_line(rung)
    business = [needs, debts, asks_line(given), cold]
    above = lines(title(svod), *_head(svod, reader), unowned_line(svod.unowned), *business, delayed, changed)
    table: Table | None = None
    if not in_full:
        even, table = in_table(rows, names, above)
        told = [even]
    below = (ways(svod, asked), pages(svod, asked)) if svod.rows else ()
    may_plan = reaches_department(reader, Action.WRITE_PLANS, svod.department.id)
    asking = offer_unplanned(svod, rows, names) if may_plan else ()
    giving = hand_over(reader, svod.department.id, svod.unowned)
    still = () if under_way is None else deals_button(svod.department.id, under_way)
    owing = () if owed is None else debts_button(svod.department.id, owed)
    ringing = cold_button(svod.department.id, rung) if rung and may(reader.role, Action.KEEP_COLD_LISTS) else ()
    needed = (*still, *owing, *ringing)
    given_row = asks_button(svod.department.id, given)
    buttons = (
        *step.buttons,
        *asking,
        *giving,
        *(row for row in (needed, given_row) if row),
        *below,
        *shown.draw_turns(asked),
        *months(svod, asked),
        *others(seen, svod, asked),
        *_house(seen, asked, reader),
    )
    return Message(lines(above, "", *told), buttons, table=table)


def _show_own(svod: Svod, asked: SvodAddress) -> Message:
    own = svod.own
    told = [] if own is None else [name_line(own, _("You")), *figures(own), *_trust(own), *changes(own, is_own=True)]
    total = fill(_("Department: {sum}"), sum=money_of(svod.fact, svod.plan))
    done = fact_bar(svod)
    text = lines(title(svod), "", *told, "", tell_pace(total, svod), done)
    return Message(text, (files(asked), pages(svod, asked), *months(svod, asked)))


def _trust(own: SvodRow) -> list[Markup]:
    trust = tell_known_trust(own.standing.fact, own.confirmed)
    return [] if trust is None else [trust]


def _house(seen: Sequence[Department], asked: SvodAddress, reader: Actor) -> Keyboard:
    if reader.department_id is not None or len(seen) == 1:
        return ()
    return ((button(_("All departments"), HouseAddress(first=asked.first, last=asked.last)),),)


def _head(svod: Svod, reader: Actor) -> Iterator[Markup]:
    yield tell_pace(tell_department(reader, svod.department, money_of(svod.fact, svod.plan)), svod)
    yield tell_workdays(svod)
    if (trust := tell_known_trust(svod.fact, svod.confirmed)) is not None:
        yield trust
    if (before := opening_line(svod.opening)) is not None:
        yield before
    if svod.without_plan and svod.total.plan is not None:
        yield fill(_("of it without a plan {sum}"), sum=short(svod.without_plan))
    yield from tell_received_beside(svod.came_beside, svod.called)
    entered = svod.entered
    if entered is not None and entered.differs_by and entered.of_people is not None and entered.entered is not None:
        sums = {"own": figure(entered.entered), "people": figure(entered.of_people)}
        yield fill(_("⚠️ Department's plan {own}, people's {people}"), **sums)


def tell_pace(total: Markup, svod: Svod) -> Markup:
    """The department's sum, and how it goes where a plan says so."""
    pace = svod.total.pace
    if pace is None:
        return total
    return fill(_("{total} · pace {pace}"), total=total, pace=light_up(bold(percent(pace)), svod.total.light))


def tell_workdays(svod: Svod) -> Markup:
    days = svod.days
    if svod.is_closed:
        return fill(ngettext("{n} workday", "{n} workdays", days.total), n=days.total)
    told = ngettext("{done} of {n} workday", "{done} of {n} workdays", days.total)
    return fill(told, done=days.done, n=days.total)


def fact_bar(svod: Svod) -> Markup | None:
    """The department's fact in its plan, as blocks: a manager reads it at a glance."""
    if not svod.plan:
        return None
    filled = min(BAR, max(0, svod.fact) * BAR // svod.plan)
    return fill("{done}{left}", done="▰" * filled, left="▱" * (BAR - filled))
