"""
The bonus sheet of a month: data for the calculation, not payroll. The owner sets its rules, the lead reads it.

A month is counted by the rules that stood as it ended: what is changed later does not rewrite it. Where none stood yet,
the newest ones count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.files.workbook import Column, Kind, Sheet, Value, make_workbook
from reports.message.format import money, percent, short_date
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, File, Keyboard, Message
from reports.message.screens.pages import Page
from reports.message.view import button
from reports.message.words.names import tell_apart
from reports.results.bonus_words import hundredths, rate_words, steps_words
from reports.results.month_close import close_row, title
from reports.results.presses import BonusDeed, BonusPress
from reports.svod.asked import PeriodView
from reports.svod.figures import Svod, SvodRow
from reports.svod.pages import department_of, in_place
from reports.svod.presses import BonusAddress, PeriodAddress
from reports.svod.words import period_words, reason_words
from sales.core.clock import local_date
from sales.core.money import half_up
from sales.core.rights import Action, may, roles_that_may
from sales.results.bonus import BonusSheet, RateKind, Scheme, bonus_sheet
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.results.bonus import Bonus
from storage.results.month_close import Earnings
from storage.transaction import Transaction

PAGE, NAME = 8, 8
READERS = roles_that_may(Action.READ_BONUS)


@dataclass(frozen=True, slots=True)
class BonusRow:
    row: SvodRow
    earned: Earnings
    sheet: BonusSheet | None
    """None where no rules are set."""


@dataclass(frozen=True, slots=True)
class MonthBonus:
    svod: Svod
    rules: Bonus | None
    rows: tuple[BonusRow, ...]

    @property
    def total(self) -> int:
        """Σ of the totals that can be claimed, in kopecks; who has no plan is not in it."""
        return sum(each.sheet.total or 0 for each in self.rows if each.sheet is not None)


async def month_bonus(tx: Transaction, reader: Actor, asked: PeriodAddress) -> MonthBonus | None:
    """Of a month, for who reads its plans; None otherwise."""
    found = await department_of(tx, reader, asked, closing=True)
    if found is None or not found[0].is_month:
        return None
    svod = found[0]
    place = svod.department.id
    if not reaches_department(reader, Action.READ_BONUS, place):
        return None
    rules = await tx.as_(reader).bonus.of_department(place, asked.last) or await tx.as_(reader).bonus.of_department(
        place
    )
    earned = await tx.as_(reader).month_close.earnings(place, asked.first)
    scheme = None if rules is None else rules.scheme
    rows = [_row(row, earned.get(row.person.id, Earnings(0, 0)), scheme) for row in svod.rows]
    rows.sort(key=lambda each: (each.row.person.name, each.row.person.id))
    return MonthBonus(svod, rules, tuple(rows))


def _row(row: SvodRow, earned: Earnings, scheme: Scheme | None) -> BonusRow:
    if scheme is None:
        return BonusRow(row, earned, None)
    parts = [
        scheme.compute_earned(RateKind.NEW_CLIENT, earned.of_new),
        scheme.compute_earned(RateKind.REGULAR, earned.total - earned.of_new),
    ]
    return BonusRow(row, earned, bonus_sheet(scheme, parts, row.standing.done))


class BonusView(BonusAddress, PeriodView):
    """«Анна · 60,0 % · K 0,5 → 39 000 ₽»"""

    opens_for = READERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await month_bonus(tx, reader, self)
        if found is None:
            return None
        asked = in_place(self, found.svod)
        head = title(asked.first, found.svod.today, _("Bonuses"))
        if found.rules is None:
            return Message(lines(head, _nothing(reader)), _below(reader, found, asked))
        shown = Page.of(asked.page, len(found.rows), PAGE)
        names = tell_apart({each.row.person.id: each.row.person.name for each in found.rows})
        part = found.rows[shown.first : shown.first + PAGE]
        told = [_line(each, names[each.row.person.id]) for each in part]
        total = fill(_("In all {sum}"), sum=bold(money(found.total)))
        text = lines(head, total, "", *told, "", *_rules_lines(found.rules.scheme), _since(found))
        return Message(text, (*shown.draw_turns(asked), *_below(reader, found, asked)))


def _nothing(reader: Actor) -> Markup:
    if may(reader.role, Action.WRITE_BONUS):
        return fill(_("No rules are set yet: base, rates, steps"))
    return fill(_("No rules are set yet. The owner sets them"))


def _line(row: BonusRow, name: str) -> Markup:
    sheet = row.sheet
    if sheet is None or sheet.total is None or sheet.coefficient is None:
        reason = row.row.standing.reason
        return fill("{name} · {why}", name=name, why="—" if reason is None else reason_words(reason))
    said = {"name": cut(name, NAME), "share": percent(sheet.done), "k": hundredths(half_up(sheet.coefficient * 100))}
    return fill(_("{name} · {share} · K {k} → {sum}"), sum=money(sheet.total), **said)


def _rules_lines(scheme: Scheme) -> list[Markup]:
    return [
        fill(_("Base {sum}"), sum=money(scheme.base)),
        fill("{rates}", rates=rate_words(scheme)),
        fill("K: {steps}", steps=steps_words(scheme.steps)),
    ]


def _since(found: MonthBonus) -> Markup | None:
    if found.rules is None:
        return None
    day = local_date(found.rules.set_at, found.svod.department.zone)
    return fill(_("rules of {day}; data, not payroll"), day=short_date(day))


def _below(reader: Actor, found: MonthBonus, asked: PeriodAddress) -> Keyboard:
    row: list[Button] = []
    if found.rules is not None and found.rows:
        row.append(button(_("📄 Excel"), asked.to(BonusWorkbook)))
    if may(reader.role, Action.WRITE_BONUS):
        press = BonusPress(deed=BonusDeed.RULES, department_id=found.svod.department.id)
        row.append(Button(_("Rules"), press.pack()))
    return (*((tuple(row),) if row else ()), *close_row(asked)) if found.svod.is_closed else (tuple(row),)


class BonusWorkbook(PeriodView):
    """A row for each manager with everything that the total is made of, and the rules beside it."""

    name = "bonus_book"
    opens_for = READERS
    was = ("sv:bonus_book:{department_id}:{first}:{last}:{kept}:{page}",)
    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        found = await month_bonus(tx, reader, self)
        if found is None or found.rules is None:
            return None
        sheets: list[Sheet[Any]] = [_people_sheet(found), _rules_sheet(found.rules.scheme)]
        name = f"{_('Bonuses')} {period_words(found.svod)}.xlsx"
        caption = Message(lines(title(self.first, found.svod.today, _("Bonuses")), _since(found)))
        return File(name, partial(make_workbook, sheets), caption)


def _people_sheet(found: MonthBonus) -> Sheet[BonusRow]:
    summed = partial(Column[BonusRow], kind=Kind.MONEY, is_summed=True)
    columns: tuple[Column[BonusRow], ...] = (
        Column(_("Manager"), lambda each: each.row.person.name),
        summed(_("Plan"), lambda each: each.row.standing.plan),
        summed(_("Fact"), lambda each: each.sheet.fact if each.sheet else each.earned.total),
        Column(_("Plan done, %"), _of_sheet(lambda sheet: sheet.done), Kind.SHARE),
        summed(_("Of it new clients"), lambda each: each.earned.of_new if each.sheet else None),
        Column(_("Base"), _of_sheet(lambda sheet: sheet.base), Kind.MONEY),
        summed(_("By rates"), _of_sheet(lambda sheet: sheet.by_rates)),
        Column("K", _coefficient, Kind.MONEY, width=8),
        summed(_("Bonus"), _of_sheet(lambda sheet: sheet.total)),
        Column(_("Note"), _note, width=30),
    )
    above = (found.svod.department.name, f"{_('Bonuses')} · {period_words(found.svod)}")
    return Sheet(_("Bonuses"), columns, found.rows, total=_("Total"), above=above)


def _of_sheet(value: Callable[[BonusSheet], Value]) -> Callable[[BonusRow], Value]:
    return lambda each: None if each.sheet is None else value(each.sheet)


def _coefficient(each: BonusRow) -> int | None:
    """K as 0.80: hundredths, as kopecks."""
    return None if each.sheet is None or each.sheet.coefficient is None else half_up(each.sheet.coefficient * 100)


def _note(each: BonusRow) -> str:
    reason = each.row.standing.reason
    return reason_words(reason) if each.sheet and each.sheet.total is None and reason is not None else ""


def _rules_sheet(scheme: Scheme) -> Sheet[tuple[str, str]]:
    rule = Column[tuple[str, str]](_("Rule"), lambda row: row[0], width=40)
    rows = [(_("Base"), money(scheme.base)), (_("Rates"), rate_words(scheme))]
    rows += [
        (_("K from {share} of the plan").format(share=percent(step.start)), hundredths(step.hundredths))
        for step in scheme.steps
    ]
    rows.append((_("Bonus = base + Σ(fact × rate) × K"), ""))
    return Sheet(_("Rules"), (rule, Column(_("Value"), lambda row: row[1], width=30)), rows)
