"""The bonus sheet of a month, and its rules: the owner types a base, rates and steps as people write them."""

from collections.abc import Mapping
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.amount import amount_mistake
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.results.bonus_rules import UNSET, BonusRulesView
from reports.results.presses import BonusDeed, BonusPress, BonusRule
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, read_amount
from sales.results.bonus import RateKind, Scheme, StepMistake, WrongRateError, WrongStepsError
from sales.results.bonus_text import BonusTextMistake, WrongBonusTextError, parse_rate, parse_steps
from storage.engine.scope import reaches_department

SETTERS = roles_that_may(Action.WRITE_BONUS)
NONE = "none"


class BonusDraft(Draft):
    department_id: int = 0
    what: BonusRule = BonusRule.BASE


class EnterRule(Step[BonusDraft]):
    """One rule: what it is, and how it may be written."""

    async def show(self, talk: Talk, draft: BonusDraft) -> Screen:
        del talk
        rows = ((Choice(_("As all others"), NONE),),) if draft.what is BonusRule.NEW else ()
        return Screen(_question(draft.what), rows)

    async def press(self, talk: Talk, draft: BonusDraft, value: str) -> Move:
        if value != NONE or draft.what is not BonusRule.NEW:
            return Again()
        now = await _scheme(talk, draft.department_id)
        rates: dict[RateKind, int] = {kind: rate for kind, rate in now.rates.items() if kind is not RateKind.NEW_CLIENT}
        return await _save(talk, draft, replace(now, rates=rates))

    async def write(self, talk: Talk, draft: BonusDraft, text: str) -> Move:
        if draft.what is BonusRule.BASE:
            return await _base(talk, draft, text)
        now = await _scheme(talk, draft.department_id)
        try:
            if draft.what is BonusRule.STEPS:
                return await _save(talk, draft, replace(now, steps=parse_steps(text)))
            kind = RateKind.NEW_CLIENT if draft.what is BonusRule.NEW else RateKind.REGULAR
            return await _save(talk, draft, replace(now, rates={**now.rates, kind: parse_rate(text)}))
        except WrongBonusTextError as mistake:
            return Again(hint=_unread(mistake))
        except WrongStepsError as mistake:
            return Again(hint=_wrong_step(mistake))
        except WrongRateError:
            return Again(hint=fill(_("A rate is from 0 to 100 %. For example: 1.5 %")))


async def _base(talk: Talk, draft: BonusDraft, text: str) -> Move:
    match read_amount(text):
        case int() as amount:
            base = amount
        case AmountMistake.ZERO:
            base = 0
        case AmountChoice(smaller, larger):
            either = {"smaller": money(smaller), "larger": money(larger)}
            return Again(hint=fill(_("{smaller} or {larger}? Write it in full, please"), **either))
        case AmountMistake() as mistake:
            return Again(hint=amount_mistake(mistake))
    return await _save(talk, draft, replace(await _scheme(talk, draft.department_id), base=base))


async def _scheme(talk: Talk, department_id: int) -> Scheme:
    """As it stands. Raises NotYoursError."""
    found = await talk.mine.bonus.of_department(department_id)
    return UNSET if found is None else found.scheme


async def _save(talk: Talk, draft: BonusDraft, scheme: Scheme) -> Move:
    """Raises NotYoursError."""
    await talk.mine.bonus.set_scheme(draft.department_id, scheme)
    return Done(BonusRulesView(department_id=draft.department_id))


def _question(what: BonusRule) -> Markup:
    match what:
        case BonusRule.BASE:
            return fill(_("The base: what everybody gets whatever the plan. For example: 30k"))
        case BonusRule.RATE:
            return fill(_("The rate for money received. For example: 1.5 %"))
        case BonusRule.NEW:
            return fill(_("The rate of new clients' money, in their first month. For example: 3 %"))
        case BonusRule.STEPS:
            return fill(_("From what percent of the plan, and K. For example:\n0 0; 80 0.8; 100 1; 120 1.25"))


def _unread(mistake: WrongBonusTextError) -> Markup:
    if mistake.mistake is BonusTextMistake.NOT_A_STEP:
        return fill(_("I did not understand “{part}”. For example: 0 0; 80 0.8; 100 1"), part=mistake.fragment[:40])
    return fill(_("I did not understand the rate. For example: 1.5 %"))


def _wrong_step(mistake: WrongStepsError) -> Markup:
    words: Mapping[StepMistake, str] = {
        StepMistake.NONE: _("At least one step. For example: 0 0; 80 0.8; 100 1"),
        StepMistake.TOO_MANY: _("Ten steps at most, please"),
        StepMistake.GAP_BELOW: _("The first step begins at 0 %. For example: 0 0; 80 0.8; 100 1"),
        StepMistake.NOT_ASCENDING: _("Step {n} must begin above the one before it"),
        StepMistake.WRONG_COEFFICIENT: _("K of step {n} must be from 0 to 10"),
    }
    return fill(words[mistake.mistake], n=mistake.number)


BONUS_RULE = Dialog(name="bonus", draft=BonusDraft, steps={"rule": EnterRule()}, roles=SETTERS)


def make_router(runner: Runner) -> Router:
    router = Router(name="bonus")

    @router.callback_query(Pressed(BonusPress), flags=access(SETTERS))
    async def press_rules(_query: CallbackQuery, callback_data: BonusPress, talk: Talk) -> Replies:
        place = await _place(talk, callback_data)
        match callback_data.deed:
            case BonusDeed.RULES:
                return Say(BonusRulesView(department_id=place))
            case BonusRule() as rule:
                return await runner.open(talk, "bonus", BonusDraft(department_id=place, what=rule))

    return router


async def _place(talk: Talk, press: BonusPress) -> int:
    """Raises NotYoursError."""
    if not reaches_department(talk.actor, Action.WRITE_BONUS, press.department_id):
        raise NotYoursError
    return (await talk.tx.system.departments.get(press.department_id)).id
