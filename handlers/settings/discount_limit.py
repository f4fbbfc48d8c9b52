"""Up to what discount a manager agrees alone: typed or tapped, by whoever leads the department."""

from handlers.dialog.model import Again, Choice, Done, Move, Screen, Step, Talk
from handlers.settings.settings_draft import SettingsDraft
from reports.asks.words import share_words
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.settings.settings import SettingsView
from sales.asks.discount import read_share
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.core.words import clean
from storage.engine.scope import reaches_department

LIKELY = (0, 30, 50, 70, 100)
NOTHING = frozenset({"0", "0%", "0 %"})


class EnterDiscountLimit(Step[SettingsDraft]):
    """0: every discount is asked."""

    async def show(self, talk: Talk, draft: SettingsDraft) -> Screen:
        place = await talk.tx.system.departments.get(draft.department_id)
        asked = fill(_("💸 {name}: up to what discount without asking?"), name=place.name)
        now = fill(_("Now {limit}. For example: 7.5%"), limit=share_words(place.discount_limit))
        return Screen(lines(asked, now), (tuple(Choice(share_words(each), str(each)) for each in LIKELY),))

    async def press(self, talk: Talk, draft: SettingsDraft, value: str) -> Move:
        likely = {str(each): each for each in LIKELY}
        return await self._put(talk, draft, likely[value]) if value in likely else Again()

    async def write(self, talk: Talk, draft: SettingsDraft, text: str) -> Move:
        limit = 0 if clean(text) in NOTHING else read_share(text)
        return Again(hint=self.hint()) if limit is None else await self._put(talk, draft, limit)

    async def _put(self, talk: Talk, draft: SettingsDraft, limit: int) -> Move:
        if not reaches_department(talk.actor, Action.WRITE_STAGES, draft.department_id):
            raise NotYoursError
        await talk.mine.deal_settings.put(draft.department_id, discount_limit=limit)
        return Done(SettingsView(department_id=draft.department_id))

    def hint(self) -> Markup:
        return fill(_("From 0 to 100 %, please. For example: 7.5%"))
