"""What is said after a plan was set: the sum, what it was before, ↩️, and the tables that show it are drawn anew."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from handlers.dialog.model import Talk
from handlers.framework.replies import Reply, Touch
from handlers.redraw.reports_told import reports_of
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.words.names import tell_apart
from reports.plans.nag import PlanNagView
from reports.plans.person import OwnPlanView
from reports.plans.plans import PlansView
from reports.plans.presses import PersonPlanDeed, PersonPlanPress, PlanTableDeed, PlanTablePress, PlanUndoPress
from reports.plans.proration import ProrationView
from reports.plans.words import change, metric_name, month_title, whole_value
from sales.core.clock import local_date
from sales.plans.arrival import Turn
from sales.plans.plans import Metric
from storage.plans.plan_book import PlanBook
from storage.plans.plans import PlanSet

LISTED = 8


def undo_button(made: Sequence[PlanSet]) -> Button:
    """↩️ for all of these versions: they were added by one deed, so their ids follow each other."""
    ids = [each.id for each in made]
    return Button(_("↩️ Undo"), PlanUndoPress(first_id=min(ids), last_id=max(ids)).pack())


def table_button(department_id: int, month: date, metric: Metric) -> Button:
    """To the department's table of that month and metric."""
    press = PlanTablePress(deed=PlanTableDeed.OPEN, department_id=department_id, month=month.toordinal(), metric=metric)
    return Button(_("🎯 All plans"), press.pack())


def name_of(book: PlanBook, person_id: int | None) -> str:
    """The first name, told apart where two have it; the department for its own plan."""
    names = tell_apart({each.id: each.name for each in book.people})
    return _("Whole department") if person_id is None else names.get(person_id, "—")


def plan_set(talk: Talk, book: PlanBook, made: PlanSet) -> Message:
    """«✅ Анна · ноябрь: 2 200 000 ₽», what it was, and who is next without a plan."""
    title, metric = month_title(made.month, talk.today), made.metric
    said = fill("{name} · {month}", name=name_of(book, made.person_id), month=title)
    if made.value is None:
        head = fill(_("✅ {plan}: the plan is withdrawn"), plan=said)
    else:
        head = fill("✅ {plan}: {value}", plan=said, value=bold(whole_value(metric, made.value)))
    before = None if made.before is None else fill("{change}", change=change(metric, made.before, made.value))
    return Message(lines(head, before), _below(book, made))


def _below(book: PlanBook, made: PlanSet) -> Keyboard:
    after = next_without(book, made)
    undo = undo_button([made])
    if after is None:
        return ((undo, table_button(book.department_id, made.month, made.metric)),)
    press = PersonPlanPress(
        deed=PersonPlanDeed.ENTER, person_id=after, month=made.month.toordinal(), metric=made.metric
    )
    label = _("Next: {name}").format(name=name_of(book, after))
    return ((Button(label, press.pack()),), (undo, table_button(book.department_id, made.month, made.metric)))


def next_without(book: PlanBook, made: PlanSet) -> int | None:
    """Who stands after this person in the table, and has no plan yet; from its end on to its beginning."""
    ids = [each.id for each in book.people if not each.deactivated_at]
    turn = ids.index(made.person_id) + 1 if made.person_id in ids else 0
    around = [*ids[turn:], *ids[:turn]]
    return next((each for each in around if book.plan(each, made.month, made.metric) is None), None)


def tell_lines(book: PlanBook, made: Sequence[PlanSet], today: date) -> list[Markup]:
    """Plan by plan, a few of many: «Анна · ноябрь: 2 000 000 ₽»."""
    shown = [_tell(book, each, today) for each in made[:LISTED]]
    more = len(made) - len(shown)
    return [*shown, fill(_("… and {n} more"), n=more)] if more else shown


def _tell(book: PlanBook, made: PlanSet, today: date) -> Markup:
    what = _("not set") if made.value is None else whole_value(made.metric, made.value)
    said = {"name": name_of(book, made.person_id), "month": month_title(made.month, today), "plan": what}
    if made.value is None and made.metric is not Metric.MONEY:
        return fill("{name} · {month}, {what}: {plan}", what=metric_name(made.metric), **said)
    return fill("{name} · {month}: {plan}", **said)


async def plan_touches(talk: Talk, department_id: int, made: Sequence[PlanSet]) -> tuple[Reply, ...]:
    """Whoever looks at the table, at today's reminder of it, at a report or at their own plan sees it as it is now."""
    place = await talk.tx.system.departments.get(department_id)
    today = local_date(talk.tx.clock.now(), place.zone)
    readers = await talk.tx.system.staff.watching(department_id)
    tables = [Touch(PlansView.key_for(department_id, each.person_id)) for each in readers]
    nags = [Touch(PlanNagView.key_for(department_id, today, each.person_id)) for each in readers]
    own = [Touch(OwnPlanView.key_for(each.person_id)) for each in made if each.person_id is not None]
    asked = [
        Touch(ProrationView.key_for(each.person_id, turn, reader.person_id))
        for each in made
        if each.person_id is not None and each.metric is Metric.MONEY
        for turn in Turn
        for reader in readers
    ]
    reports = await reports_of(talk.tx, place, (each.month for each in made if each.metric is Metric.MONEY))
    return (*tables, *nags, *own, *asked, *reports)
