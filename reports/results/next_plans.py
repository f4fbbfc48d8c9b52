"""Plans proposed for the month that has begun, from the closed one by workdays: one tap writes those that are unset."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, lines
from reports.message.message import Button, Message
from reports.message.screens.pages import Page
from reports.message.words.names import tell_apart
from reports.message.words.terms import month_name
from reports.plans.presses import PlanTableDeed, PlanTablePress
from reports.plans.words import change_line, value
from reports.results.month_close import close_row
from reports.svod.asked import PeriodView
from reports.svod.figures import Svod
from reports.svod.pages import department_of, in_place
from reports.svod.presses import NextPlansAddress, PeriodAddress, SvodDeed, SvodPress
from sales.calendar.calendar import DAY, month_of
from sales.core.rights import Action, roles_that_may
from sales.plans.plans import Metric
from sales.results.month_close import Basis, Proposed, propose_plan
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
from storage.transaction import Transaction

PAGE = 8


@dataclass(frozen=True, slots=True)
class NextPlan:
    """Of one manager: what is set already, and otherwise what is proposed (None: nothing to reckon from)."""

    person: Person
    before: int | None
    stands: int | None
    proposed: Proposed | None

    @property
    def to_write(self) -> int | None:
        """The proposed plan where none is set; None where nothing is to be written."""
        return None if self.stands is not None or self.proposed is None else self.proposed.value


@dataclass(frozen=True, slots=True)
class NextPlans:
    svod: Svod
    month: date
    people: tuple[NextPlan, ...]

    @property
    def to_write(self) -> list[tuple[int, int]]:
        """(person, plan)"""
        return [(each.person.id, each.to_write) for each in self.people if each.to_write is not None]


async def next_plans(tx: Transaction, reader: Actor, asked: PeriodAddress) -> NextPlans | None:
    """For who sets plans there, of a whole month that is over; None otherwise."""
    found = await department_of(tx, reader, asked, closing=True)
    if found is None or not (found[0].is_month and found[0].is_closed):
        return None
    svod = found[0]
    if not reaches_department(reader, Action.WRITE_PLANS, svod.department.id):
        return None
    month = month_of(asked.last + DAY)[0]
    book = await tx.as_(reader).plans.of_department(svod.department.id, month)
    closed = {row.person.id: row.standing for row in svod.rows}
    people = []
    for each in book.people:
        if each.deactivated_at is not None:
            continue
        then = closed.get(each.id)
        proposed = None
        if then is not None:
            proposed = propose_plan(
                Metric.MONEY,
                asked.first,
                then.plan,
                then.fact,
                svod.period.calendar,
                tenure=each.tenure(svod.department.zone),
            )
        people.append(NextPlan(each, then.plan if then else None, book.plan(each.id, month), proposed))
    return NextPlans(svod, month, tuple(people))


class NextPlansView(NextPlansAddress, PeriodView):
    opens_for = roles_that_may(Action.WRITE_PLANS)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await next_plans(tx, reader, self)
        if found is None:
            return None
        asked = in_place(self, found.svod)
        shown = Page.of(asked.page, len(found.people), PAGE)
        names = tell_apart({each.person.id: each.person.name for each in found.people})
        told = [_line(each, cut(names[each.person.id])) for each in found.people[shown.first : shown.first + PAGE]]
        head = fill(_("🎯 Plans for {month}"), month=month_name(found.month))
        text = lines(head, _workdays(found, asked), "", *told)
        return Message(text, (*shown.draw_turns(asked), *_deeds(found, asked)))


def _workdays(found: NextPlans, asked: PeriodAddress) -> Markup:
    """«По рабочим дням: 20 вместо 22»"""
    calendar = found.svod.period.calendar
    now, before = calendar.workdays(*month_of(found.month)), calendar.workdays(*asked.days)
    return fill(_("By workdays: {now}, there were {before}"), now=now, before=before)


def _line(plan: NextPlan, name: str) -> Markup:
    """«Анна: 2,00 → 1,74 млн», «Борис: задан 2,00 млн», «Виктор: по факту 280 тыс»."""
    if plan.stands is not None:
        return fill(_("{name}: set, {plan}"), name=name, plan=value(Metric.MONEY, plan.stands))
    if plan.proposed is None:
        return fill(_("{name}: nothing to reckon from"), name=name)
    if plan.proposed.basis is Basis.FACT:
        return fill(_("{name}: by the fact {plan}"), name=name, plan=value(Metric.MONEY, plan.proposed.value))
    return fill("{name}: {change}", name=name, change=change_line(Metric.MONEY, plan.before, plan.proposed.value))


def _deeds(found: NextPlans, asked: PeriodAddress) -> tuple[tuple[Button, ...], ...]:
    n = len(found.to_write)
    press = PlanTablePress(
        deed=PlanTableDeed.OPEN,
        department_id=found.svod.department.id,
        month=found.month.toordinal(),
        metric=Metric.MONEY,
    )
    one_by_one = Button(_("🎯 One by one"), press.pack())
    rows = ((one_by_one,), *close_row(asked))
    if not n:
        return rows
    label = ngettext("✅ Set {n} plan", "✅ Set {n} plans", n).format(n=n)
    return ((Button(label, _write(asked).pack()),), *rows)


def _write(asked: PeriodAddress) -> SvodPress:
    first, last = asked.first.toordinal(), asked.last.toordinal()
    return SvodPress(deed=SvodDeed.WRITE, department_id=asked.department_id, first=first, last=last, kept=asked.kept)
