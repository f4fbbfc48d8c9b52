"""«План на декабрь не задан: Анна, Борис»: who is still without one, from the 25th to the 3rd."""

from datetime import date
from typing import Self

from reports.message.format import figure
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View
from reports.message.words.names import some_names, tell_apart
from reports.plans.presses import PlanTableDeed, PlanTablePress
from reports.plans.words import month_title
from sales.core.clock import local_date
from sales.core.rights import Action
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction


class PlanNagView(View):
    """As it is now: a name goes as soon as its plan is there."""

    name = "plan_nag"

    department_id: int
    month: date

    @classmethod
    def key_for(cls, department_id: int, day: date, reader_id: int) -> Key[Self]:
        return Key(f"plan-nag:{department_id}:{day.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if not reaches_department(reader, Action.WRITE_PLANS, self.department_id):
            return None
        place = await tx.system.departments.get(self.department_id)
        first = self.month
        title = month_title(first, local_date(tx.clock.now(), place.zone))
        missing = await tx.system.plans.missing(self.department_id, first)
        press = PlanTablePress(
            deed=PlanTableDeed.OPEN, department_id=self.department_id, month=first.toordinal(), metric=Metric.MONEY
        )
        if not missing:
            whole = (await tx.system.plans.book(self.department_id, first)).of_department(first).value
            if whole is None:
                return None
            done = fill(_("✅ Plans for {month} are set: {sum}"), month=title, sum=bold(figure(whole)))
            return Message(done, ((Button(_("🎯 All plans"), press.pack()),),))
        names = tell_apart({each.id: each.name for each in missing})
        where = None if reader.department_id == self.department_id else fill("{name}", name=place.name)
        text = lines(
            fill(_("🎯 No plan for {month}: {names}"), month=bold(title), names=some_names([*names.values()])), where
        )
        return Message(text, ((Button(_("Set the plans"), press.pack()),),))
