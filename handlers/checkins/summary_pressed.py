"""A button of the lead's summary, with what the summary shows as it is pressed."""

from dataclasses import dataclass

from handlers.dialog.model import Talk
from handlers.framework.replies import Redraw, Reply, Toast, Touch
from handlers.redraw.touching import slot_now
from reports.checkins.presses import SummaryPress
from reports.checkins.standing import SlotStanding
from reports.checkins.summary import SummaryView
from reports.checkins.summary_person import SummaryPersonView
from reports.message.format import long_day
from reports.message.language import gettext as _
from reports.message.words.called import call_person
from sales.checkins.day import PersonDay
from sales.core.errors import NotYoursError


@dataclass(frozen=True, slots=True)
class PressedSummary:
    talk: Talk
    press: SummaryPress
    standing: SlotStanding

    @property
    def person(self) -> PersonDay:
        """Whom the button is about. Raises NotYoursError."""
        for each in self.standing.day.people:
            if each.person_id == self.press.person_id:
                return each
        raise NotYoursError

    def page(self, person_id: int = 0, page: int = 1) -> SummaryPersonView:
        """The page behind «Подробнее»; person 0 is the first one."""
        day, place = self.standing.day, self.press.department_id
        return SummaryPersonView(department_id=place, day=day.day, slot=day.slot, person_id=person_id, page=page)

    @property
    def touched(self) -> Touch:
        """The summary itself, where it stands, for what was done behind it."""
        day, reader = self.standing.day, self.talk.actor.person_id
        return Touch(SummaryView.key_for(self.press.department_id, day.day, day.slot, reader))


def person_page(it: PressedSummary, page: int = 1) -> Redraw:
    return Redraw(it.page(it.person.person_id, page))


async def is_current(it: PressedSummary) -> bool:
    day, slot = await slot_now(it.talk.tx, it.standing.day.department)
    return slot is not None and (day, slot.slot.code) == (it.standing.day.day, it.standing.day.slot)


async def tell_now(it: PressedSummary) -> list[Reply]:
    """The page as it is, and why the button does nothing any more. Raises NotYoursError."""
    payment = await it.talk.mine.payments.get(it.press.payment_id)
    if not payment.is_open:
        told = _("This payment is not expected any more")
    elif payment.owner_id is None:
        told = _("{client}: nobody looks after it now").format(client=payment.client_name)
    elif payment.owner_id != it.person.person_id:
        name = await call_person(it.talk.tx, payment.owner_id)
        told = _("{client}: {name} looks after it now").format(client=payment.client_name, name=name)
    elif it.person.is_absent:
        told = _("{name} is away").format(name=await call_person(it.talk.tx, it.person.person_id))
    else:
        told = _("{client}: awaited on {day}").format(client=payment.client_name, day=long_day(payment.due_on))
    return [Toast(told), person_page(it)]
