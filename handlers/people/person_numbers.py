"""By which numbers the telephone exchange knows somebody: one question, answered in one line."""

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.people.team import PersonView
from sales.core.errors import AlreadyDoneError
from sales.core.people import INVITERS
from sales.telephony.numbers import WorkNumbers, read_numbers

NONE = "none"


class NumbersDraft(Draft):
    person_id: int = 0


class EnterNumbers(Step[NumbersDraft]):
    async def show(self, talk: Talk, draft: NumbersDraft) -> Screen:
        found = await talk.mine.people.person(draft.person_id)
        asked = fill(_("☎️ {name}: which extension, or which work phone?"), name=bold(found.name))
        gone = ((Choice(_("🗑 No number"), NONE),),) if found.extension or found.work_phone else ()
        return Screen(lines(asked, self.hint()), gone)

    async def press(self, talk: Talk, draft: NumbersDraft, value: str) -> Move:
        return await self._set(talk, draft, WorkNumbers(None, None)) if value == NONE else Again()

    async def write(self, talk: Talk, draft: NumbersDraft, text: str) -> Move:
        numbers = read_numbers(text)
        return Again(hint=self.hint()) if numbers is None else await self._set(talk, draft, numbers)

    async def _set(self, talk: Talk, draft: NumbersDraft, numbers: WorkNumbers) -> Move:
        try:
            await talk.mine.people.set_numbers(draft.person_id, numbers.extension, numbers.phone)
        except AlreadyDoneError:
            return Again(hint=fill(_("A colleague has this number already.")))
        return Done(PersonView(person_id=draft.person_id))

    def hint(self) -> Markup:
        return fill(_("For example: <code>101</code> · <code>101, +7 916 123-45-67</code>"))


NUMBERS = Dialog(name="numbers", draft=NumbersDraft, steps={"numbers": EnterNumbers()}, roles=INVITERS)
