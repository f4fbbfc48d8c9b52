"""/cold of a lead: the lists of a department, how far each is, and what their calls come to."""

from reports.cold.list import ColdListView
from reports.cold.presses import ColdListsAddress
from reports.cold.words import tell_calls, tell_progress
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.empty import no_department
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.switches import other_departments
from sales.cold.states import ColdListState
from sales.core.rights import Action, roles_that_may
from storage.cold.records import ColdList
from storage.engine.actor import Actor
from storage.settings.departments import find_department
from storage.transaction import Transaction

NAME, ON_BUTTON = 18, 14


class ColdListsView(ListView, ColdListsAddress):
    opens_for = roles_that_may(Action.KEEP_COLD_LISTS)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None if self.department_id else no_department()
        lists = tx.as_(reader).cold_lists
        page = self.find_page(await lists.count(place.id), lines_each=2)
        rows = [await _row(tx, reader, each) for each in await lists.page(place.id, page.size, page.first)]
        progress, calls = await lists.sum_department(place.id)
        title = fill(_("☎️ Cold queue · {progress}"), progress=bold(tell_progress(progress)))
        empty = fill(
            _("No lists yet. Send me a table (.xlsx, .csv) with names, phones and towns, and choose “Cold list”.")
        )
        foot = other_departments(self, seen, place)
        return self.draw_list(lines(title, tell_calls(calls)), rows, page, empty=empty, foot=foot, width=2)


async def _row(tx: Transaction, reader: Actor, one: ColdList) -> Listed:
    progress, calls = await tx.as_(reader).cold_lists.sum_up(one)
    sign = {ColdListState.PULLED: "⏸ ", ColdListState.LOADING: "⏳ "}.get(one.state, "")
    head = fill("{sign}{name} · {progress}", sign=sign, name=cut(one.name, NAME), progress=tell_progress(progress))
    return Listed(cut(one.name, ON_BUTTON), ColdListView(list_id=one.id), lines(head, tell_calls(calls)))
