"""«Пришло с начала месяца до Reper»: one number a manager, said by who plans, corrected as easily (spec/1)."""

from datetime import date

from handlers.dialog.model import Again, Choice, Done, Move, Screen, Talk
from handlers.dialog.steps.amount import EnterAmount, amount_mistake
from handlers.framework.replies import Reply, Touch
from handlers.plans.draft import PlanDraft
from handlers.redraw.reports_told import reports_of
from reports.message.format import money, short
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Message
from reports.message.view import button
from reports.payments.presses import UndoPress
from reports.plans.opening import OpeningOf, opening_of, span_words
from reports.plans.person import OwnPlanView
from reports.plans.plans import PlansView
from sales.calendar.calendar import month_of
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.undo import UndoStepKind
from sales.entry.numbers.amounts import AmountMistake, read_amount
from sales.plans.plans import Metric
from storage.people.person import Person

STEP, NONE = "opening", "none"


async def opening_choice(talk: Talk, draft: PlanDraft) -> Choice | None:
    """On the screen of a person's plan, where Reper has not seen all of the month."""
    found = await _find_opening(talk, draft) if draft.person_id and draft.metric is Metric.MONEY else None
    if found is None:
        return None
    label = _("Received before Reper")
    return Choice(label if found.amount is None else f"{label}: {short(found.amount)}", STEP)


async def _find_opening(talk: Talk, draft: PlanDraft) -> OpeningOf | None:
    person = await talk.mine.people.person(draft.person_id)
    return await opening_of(talk.tx, person, month_of(draft.month or talk.today)[0])


class EnterOpening(EnterAmount[PlanDraft]):
    async def show(self, talk: Talk, draft: PlanDraft) -> Screen:
        if draft.which is not None:
            return await super().show(talk, draft)
        found = await _find_opening(talk, draft)
        if found is None:
            raise NotYoursError
        stands = None if found.amount is None else fill(_("Now: {sum}"), sum=money(found.amount))
        text = lines(
            fill("🎯 {name} · {days}", name=bold(found.person.name), days=span_words(found.days)),
            stands,
            fill(_("How much came in these days, before Reper?\nIn one number: <code>340k</code> · <code>0</code>")),
        )
        return Screen(text, ((Choice(_("Remove"), NONE),),) if stands else ())

    async def press(self, talk: Talk, draft: PlanDraft, value: str) -> Move:
        return await _save(talk, draft, None) if value == NONE else await super().press(talk, draft, value)

    async def write(self, talk: Talk, draft: PlanDraft, text: str) -> Move:
        """Nothing came is a number, too."""
        match read_amount(text):
            case AmountMistake.ZERO:
                return await _save(talk, draft, 0)
            case AmountMistake() as mistake:
                return Again(hint=amount_mistake(mistake))
            case _:
                return await super().write(talk, draft, text)

    def hint(self) -> Markup:
        return fill(_("A sum, please: <code>340k</code>, or <code>0</code> where nothing came"))


async def save_opening(talk: Talk, draft: PlanDraft) -> Move:
    return await _save(talk, draft, draft.amount)


async def _save(talk: Talk, draft: PlanDraft, amount: Kopecks | None) -> Move:
    """Raises NotYoursError where there is nothing that Reper has not seen."""
    found = await _find_opening(talk, draft)
    if found is None:
        raise NotYoursError
    month = found.days[0]
    before = await talk.mine.openings.set(draft.person_id, month, amount)
    refs = {"month": month.isoformat(), "before": before}
    step = await talk.mine.undo_steps.note(UndoStepKind.OPENING, draft.person_id, refs)
    undo = button(_("↩️ Undo"), UndoPress(step_id=step))
    text = lines(
        fill("✅ {name} · {days}", name=bold(found.person.name), days=span_words(found.days)),
        fill(_("Before Reper: not set"))
        if amount is None
        else fill(_("Received before Reper: {sum}"), sum=bold(money(amount))),
        fill(_("It counts as money received and in the pace,\nnot in deals, checks and new clients.")),
    )
    return Done(Message(text, ((undo,),)), await _touch(talk, found.person, month))


async def _touch(talk: Talk, person: Person, month: date) -> tuple[Reply, ...]:
    """Whoever looks at the plans or at a report of the month sees it as it is now."""
    place = await talk.tx.system.departments.get(person.department_id or 0)
    readers = await talk.tx.system.staff.watching(place.id)
    tables = [Touch(PlansView.key_for(place.id, each.person_id)) for each in readers]
    return (*tables, Touch(OwnPlanView.key_for(person.id)), *await reports_of(talk.tx, place, [month]))
