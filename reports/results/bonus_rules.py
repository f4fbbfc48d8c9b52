"""The rules of a department's bonus sheet, as the owner sees and sets them."""

from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import View
from reports.results.bonus_words import hundredths, one_rate, whole_percent
from reports.results.presses import BonusPress, BonusRule
from sales.core.money import Percent
from sales.core.rights import Action
from sales.results.bonus import BonusStep, RateKind, Scheme, make_scheme
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction

UNSET = make_scheme(0, {}, [BonusStep(Percent(0), 100)])
"""What the owner begins from: nothing is paid, and K is 1 whatever the plan."""


class BonusRulesView(View):
    name = "bonus_rules"

    department_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if not reaches_department(reader, Action.WRITE_BONUS, self.department_id):
            return None
        place = await tx.system.departments.get(self.department_id)
        found = await tx.as_(reader).bonus.of_department(self.department_id)
        scheme = UNSET if found is None else found.scheme
        steps = [
            fill(_("from {share} {k}"), share=whole_percent(each), k=hundredths(each.hundredths))
            for each in scheme.steps
        ]
        text = lines(
            fill(_("Bonus rules · {department}"), department=bold(place.name)),
            fill(_("Bonus = base + Σ(fact × rate) × K")),
            "",
            fill(_("Base {sum}"), sum=money(scheme.base)),
            fill(_("Rate {rate}"), rate=one_rate(scheme.rates.get(RateKind.REGULAR, 0))),
            fill(_("New clients {rate}"), rate=new_rate(scheme)),
            fill(_("K by the plan's percent:")),
            *steps,
        )
        rows = (
            (
                _button(_("Base"), BonusRule.BASE, self.department_id),
                _button(_("Rate"), BonusRule.RATE, self.department_id),
            ),
            (
                _button(_("New clients"), BonusRule.NEW, self.department_id),
                _button(_("Steps of K"), BonusRule.STEPS, self.department_id),
            ),
        )
        return Message(text, rows)


def new_rate(scheme: Scheme) -> str:
    """Without one of their own they are paid as all others."""
    if RateKind.NEW_CLIENT not in scheme.rates:
        return _("as all others")
    return one_rate(scheme.rates[RateKind.NEW_CLIENT])


def _button(label: str, deed: BonusRule, department_id: int) -> Button:
    return Button(label, BonusPress(deed=deed, department_id=department_id).pack())
