"""«💬 Группы»: what is posted into a department's groups, said in private by its lead or an owner."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Toast, Touch
from reports.groups.groups import GROUP_KEEPERS, GroupCard, GroupGoneView, GroupsView
from reports.groups.posts import GroupSlotView, GroupSvodView
from reports.groups.presses import GroupDeed, GroupPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.groups.states import GroupState
from storage.groups.groups import DepartmentGroup

SWITCHES = {GroupDeed.SLOTS: "posts_slots", GroupDeed.SVOD: "posts_svod", GroupDeed.NAMES: "shows_names"}
"""The group's field that one tap turns."""
PRIVATE = tuple(each for each in GroupDeed if each is not GroupDeed.MINE)


def make_router() -> Router:
    router = Router(name="groups")

    @router.callback_query(Pressed(GroupPress, *PRIVATE), flags=access(GROUP_KEEPERS))
    async def press(_query: CallbackQuery, callback_data: GroupPress, talk: Talk) -> Replies:
        return await _do(talk, callback_data)

    return router


async def _posts_of_today(talk: Talk, group: DepartmentGroup) -> list[Touch]:
    """Names that are not to be seen any more go from what stands there, too."""
    place = await talk.tx.system.departments.get(group.department_id or 0)
    today = local_date(talk.tx.clock.now(), place.zone)
    slots = (GroupSlotView.key_for(group.id, today, slot.code) for slot in place.slots)
    return [*map(Touch, slots), Touch(GroupSvodView.key_for(group.id, today))]


async def _do(talk: Talk, press: GroupPress) -> Replies:
    """Raises NotYoursError."""
    group = await talk.mine.groups.get(press.group_id)
    if group.state is GroupState.GONE:
        return Redraw(GroupGoneView(group_id=group.id))
    match press.deed:
        case GroupDeed.ON:
            await talk.mine.groups.turn_on(group.id, press.department_id)
            return [Toast(_("I'll post it there")), Redraw(GroupCard(group_id=group.id))]
        case GroupDeed.NO:
            await talk.mine.groups.decline(group.id)
            text = _("Nothing is posted there. To change that write <code>/here</code> in the group, and my name.")
            return Redraw(Message(fill(text)))
        case GroupDeed.OFF:
            await talk.mine.groups.change(group.id, state=GroupState.OFF)
            return [
                Toast(_("Nothing is posted there any more")),
                Redraw(GroupsView(department_id=group.department_id or 0)),
            ]
        case GroupDeed.WHOLE:
            await talk.mine.groups.change(group.id, thread_id=None)
            return Redraw(GroupCard(group_id=group.id))
        case GroupDeed.SLOTS | GroupDeed.SVOD | GroupDeed.NAMES:
            field = SWITCHES[press.deed]
            await talk.mine.groups.change(group.id, **{field: not getattr(group, field)})
            return [Redraw(GroupCard(group_id=group.id)), *await _posts_of_today(talk, group)]
        case GroupDeed.MINE:
            raise NotYoursError
