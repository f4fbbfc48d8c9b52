"""A tap on somebody in the table and a number: that is how a plan is entered."""

from datetime import date

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Talk
from handlers.dialog.steps.amount import EnterAmount, amount_mistake
from handlers.framework.access import PLANNERS
from handlers.plans.draft import PlanDraft
from handlers.plans.opening import STEP, EnterOpening, opening_choice, save_opening
from handlers.plans.said import name_of, plan_set, plan_touches
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Message
from reports.message.words.terms import month_name
from reports.plans.person import level_table, levels_of, standing_line, title_of
from reports.plans.words import value, whole_value
from sales.calendar.calendar import DAY, month_of
from sales.core.errors import NotYoursError
from sales.entry.numbers.amounts import AmountChoice, AmountMistake
from sales.plans.levels import Level, period_of
from sales.plans.plan_entry import read_plan, whole_roubles
from sales.plans.plans import Metric
from storage.plans.plan_book import PlanBook
from storage.plans.plans import PlanSet

LAST, NONE = "last", "none"


class EnterPlan(EnterAmount[PlanDraft]):
    """The plan as it stands, its levels, and a number in place of it."""

    async def show(self, talk: Talk, draft: PlanDraft) -> Screen:
        if draft.which is not None:
            return await super().show(talk, draft)
        book, month = await _book(talk, draft), _month(talk, draft)
        rows = []
        last, stands = _last(book, draft, month), book.plan(draft.whose, month, draft.metric)
        if last is not None and last != stands:
            label = _("As in {month} · {plan}").format(month=month_name(month - DAY), plan=value(draft.metric, last))
            rows.append((Choice(label, LAST),))
        if stands is not None:
            rows.append((Choice(_("Withdraw the plan"), NONE),))
        if (opening := await opening_choice(talk, draft)) is not None:
            rows.append((opening,))
        return Screen(await self._ask(talk, draft, book, month), tuple(rows))

    async def _ask(self, talk: Talk, draft: PlanDraft, book: PlanBook, month: date) -> Markup:
        place = await talk.tx.system.departments.get(draft.department_id)
        done = await talk.tx.system.plan_facts.sum_done(place.id, draft.metric, *month_of(month))
        fact = sum(done.values()) if draft.whose is None else done.get(draft.whose, 0)
        levels = await levels_of(talk.tx, book, place, draft.whose, month, draft.metric)
        return lines(
            title_of(name_of(book, draft.whose), month, talk.today, draft.metric),
            standing_line(draft.metric, book.plan(draft.whose, month, draft.metric), fact),
            level_table(levels, draft.metric),
            "",
            await self.question(talk, draft),
        )

    async def question(self, talk: Talk, draft: PlanDraft) -> Markup:
        del talk
        if draft.metric is Metric.MONEY:
            return fill(_("How much? For example: 1.2m · 1200k"))
        return fill(_("How many? For example: 12"))

    async def press(self, talk: Talk, draft: PlanDraft, value: str) -> Move:
        if value == STEP:
            return Goto(STEP, draft)
        if value == NONE:
            return await save(talk, draft, None)
        if value == LAST:
            last = _last(await _book(talk, draft), draft, _month(talk, draft))
            return Again() if last is None else await save(talk, draft, last)
        return await super().press(talk, draft, value)

    async def write(self, talk: Talk, draft: PlanDraft, text: str) -> Move:
        match read_plan(draft.metric, text):
            case int() as plan:
                return await save(talk, draft, plan)
            case AmountChoice(smaller, larger):
                return Again(draft.model_copy(update={"which": (smaller, larger)}))
            case AmountMistake() as mistake:
                return Again(hint=plan_mistake(draft.metric, mistake))

    async def subject(self, talk: Talk, draft: PlanDraft) -> str:
        return name_of(await _book(talk, draft), draft.whose)


def plan_mistake(metric: Metric, mistake: AmountMistake) -> Markup:
    """Why the text is no plan of that metric, with an example."""
    if metric is Metric.MONEY:
        return amount_mistake(mistake)
    return fill(_("A whole number, please. For example: 12"))


async def choose_plan(talk: Talk, draft: PlanDraft) -> Move:
    """Of «150 ₽ или 150 000 ₽»."""
    return await save(talk, draft, whole_roubles(draft.amount or 0))


async def save(talk: Talk, draft: PlanDraft, plan: int | None) -> Move:
    """Raises NotYoursError."""
    month = _month(talk, draft)
    made = await set_plan(talk, draft.department_id, draft.whose, month, plan, draft.metric)
    book = await _book(talk, draft)
    if made is None:
        stands = _("not set") if plan is None else whole_value(draft.metric, plan)
        same = fill(_("{name}: {plan}, as it was"), name=name_of(book, draft.whose), plan=stands)
        return Done(Message(same))
    return Done(plan_set(talk, book, made), await plan_touches(talk, draft.department_id, [made]))


async def set_plan(
    talk: Talk, department_id: int, person_id: int | None, month: date, plan: int | None, metric: Metric
) -> PlanSet | None:
    """`plan` in kopecks or in pieces; None withdraws it. Returns None where the same stands. Raises NotYoursError."""
    if person_id is None:
        return await talk.mine.plans.set_department(department_id, month, plan, metric)
    return await talk.mine.plans.set_person(person_id, month, plan, metric)


async def _book(talk: Talk, draft: PlanDraft) -> PlanBook:
    """Of the month's year and the month before it. Raises NotYoursError."""
    month = _month(talk, draft)
    first, last = period_of(Level.YEAR, month)
    begin = min(first, month_of(month - DAY)[0])
    book = await talk.mine.plans.of_department(draft.department_id, begin, last)
    if draft.whose is not None and draft.whose not in {each.id for each in book.people}:
        raise NotYoursError
    return book


def _month(talk: Talk, draft: PlanDraft) -> date:
    return month_of(draft.month or talk.today)[0]


def _last(book: PlanBook, draft: PlanDraft, month: date) -> int | None:
    return book.plan(draft.whose, month_of(month - DAY)[0], draft.metric)


PLAN = Dialog(
    name="plan",
    draft=PlanDraft,
    steps={"amount": EnterPlan(choose_plan), STEP: EnterOpening(save_opening)},
    roles=PLANNERS,
)
