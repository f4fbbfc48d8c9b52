"""A department's groups, in private: the question as the bot is taken into one, the list, and a card with switches."""

from datetime import date, time

from markupsafe import Markup

from reports.groups.presses import GroupDeed, GroupPress, GroupsAddress
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.screens.cards import CardView
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.switches import other_departments
from reports.message.view import Key, Keyed, View, button
from reports.settings.presses import SettingsDeed, SettingsPress
from sales.core.errors import NotYoursError
from sales.core.rights import roles_that_may
from sales.groups.states import GroupState
from sales.schedule.schedule import Scheduled
from storage.engine.actor import Actor
from storage.groups.groups import KEEPS, DepartmentGroup
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

GROUP_KEEPERS = roles_that_may(KEEPS)
WIDTH = 24
LINES_EACH = 2


async def find_kept(tx: Transaction, reader: Actor, group_id: int) -> DepartmentGroup | None:
    try:
        return await tx.as_(reader).groups.get(group_id)
    except NotYoursError:
        return None


def name_group(group: DepartmentGroup) -> Markup:
    """«Продажи Юг», shortened for a phone."""
    return bold(cut(group.title, WIDTH))


class GroupAskedView(View):
    """To whoever took the bot into a group: whether, and of which department where there are several."""

    name = "group_asked"

    group_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await find_kept(tx, reader, self.group_id)
        if group is None or group.state is not GroupState.ASKED:
            return None
        seen = await tx.as_(reader).departments.list_seen()
        text = lines(
            fill(_("Post the department's summary to {group}?"), group=name_group(group)),
            fill(_("Totals of the slots and the summary report: everybody there sees them. Without clients or names.")),
        )
        yes = [self._yes(each, is_only=len(seen) == 1, group=group) for each in seen]
        no = button(_("No"), GroupPress(deed=GroupDeed.NO, group_id=group.id))
        return Message(text, ((*yes, no),) if len(yes) == 1 else (*((each,) for each in yes), (no,)))

    def _yes(self, place: Department, *, is_only: bool, group: DepartmentGroup) -> Button:
        label = _("✅ Yes") if is_only else _("✅ Yes, {name}").format(name=cut(place.name, WIDTH))
        return button(label, GroupPress(deed=GroupDeed.ON, group_id=group.id, department_id=place.id))


class GroupNews(View):
    """To its keeper: what has become of it."""

    group_id: int

    def keyed(self, day: date) -> Keyed:
        """Once a day."""
        return self.under(Key(f"{self.name}:{self.group_id}:{day.isoformat()}"))


class GroupGoneView(GroupNews):
    """The bot was put out."""

    name = "group_gone"

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await find_kept(tx, reader, self.group_id)
        if group is None or group.state is not GroupState.GONE:
            return None
        return Message(
            lines(
                fill(_("I am no longer in the group {group}"), group=name_group(group)),
                fill(_("The summary is no longer posted there. Add me again, and I'll ask.")),
            )
        )


class GroupMutedView(GroupNews):
    """The bot is there and may not write, so the summary is turned off."""

    name = "group_muted"

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await find_kept(tx, reader, self.group_id)
        if group is None or group.state is not GroupState.OFF or group.department_id is None:
            return None
        on = GroupPress(deed=GroupDeed.ON, group_id=group.id, department_id=group.department_id)
        told = fill(_("The summary is not posted there any more. Let me write again, and turn it on."))
        title = fill(_("I may not write in the group {group}"), group=name_group(group))
        return Message(lines(title, told), ((button(_("✅ Turn on"), on),),))


class GroupTopicGoneView(GroupNews):
    """Its topic was closed or deleted, and the group itself is written to."""

    name = "group_topic_gone"

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await find_kept(tx, reader, self.group_id)
        if group is None or not group.is_on or group.thread_id is not None:
            return None
        title = fill(_("The topic in the group {group} is gone"), group=name_group(group))
        told = fill(_("The summary goes to the group itself. To choose a topic, write <code>/here</code> in it."))
        return Message(lines(title, told), ((button(_("💬 Group"), GroupCard(group_id=group.id)),),))


class GroupsView(ListView, GroupsAddress):
    opens_for = GROUP_KEEPERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None
        found = await tx.as_(reader).groups.list_of(place.id)
        page = self.find_page(len(found), LINES_EACH, above=3)
        rows = [
            Listed(f"💬 {cut(each.title, WIDTH)}", GroupCard(group_id=each.id), _row(each))
            for each in found[page.first : page.first + page.size]
        ]
        back = button(_("‹ Settings"), SettingsPress(deed=SettingsDeed.SHOW, department_id=place.id))
        title = fill(_("💬 Groups · {name}"), name=bold(place.name))
        empty = fill(_("Add me to your department's group: I'll ask you here whether to post its summary there."))
        foot = (*other_departments(self.but(page=1), seen, place), (back,))
        return self.draw_list(title, rows, page, empty=empty, foot=foot, width=1)


def _row(group: DepartmentGroup) -> Markup:
    """«Продажи Юг: срезы, итог дня»"""
    kinds = [
        (group.posts_slots, _("slots")),
        (group.posts_svod, _("the summary report")),
        (group.shows_names, _("names")),
    ]
    told = ", ".join(label for is_on, label in kinds if is_on) if group.is_on else ""
    return fill("{name}: {told}", name=cut(group.title, WIDTH), told=told or _("turned off"))


class GroupCard(CardView):
    """What is posted to one of them, and the switches of it."""

    name = "group"
    opens_for = GROUP_KEEPERS

    group_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await find_kept(tx, reader, self.group_id)
        if group is None or group.department_id is None or group.state in {GroupState.ASKED, GroupState.GONE}:
            return None
        place = await tx.system.departments.get(group.department_id)
        back = button(_("‹ Groups"), GroupsView(department_id=place.id))
        title = lines(fill("💬 {group}", group=name_group(group)), fill("{place}", place=place.name))
        if not group.is_on:
            on = self._press(_("✅ Turn on"), GroupDeed.ON, place.id)
            return self.card(lines(title, fill(_("Nothing is posted there."))), ((on,),), back=back)
        svod = (await tx.system.schedule.of_department(place.id))[Scheduled.SVOD]
        facts = lines(title, "", *_tell_posts(group, place, svod.at if svod.is_on else None))
        kinds = (
            self._switch(_("Slots"), GroupDeed.SLOTS, is_on=group.posts_slots),
            self._switch(_("Summary report"), GroupDeed.SVOD, is_on=group.posts_svod),
        )
        names = (self._switch(_("Names and sums"), GroupDeed.NAMES, is_on=group.shows_names),)
        whole = ((self._press(_("Out of the topic"), GroupDeed.WHOLE),),) if group.thread_id else ()
        return self.card(facts, (kinds, names, *whole, (self._press(_("⛔️ Turn off"), GroupDeed.OFF),)), back=back)

    def _switch(self, label: str, deed: GroupDeed, *, is_on: bool) -> Button:
        return self._press(f"{'✅' if is_on else '◻️'} {label}", deed)

    def _press(self, label: str, deed: GroupDeed, department_id: int = 0) -> Button:
        return button(label, GroupPress(deed=deed, group_id=self.group_id, department_id=department_id))


def _tell_posts(group: DepartmentGroup, place: Department, svod_at: time | None) -> list[Markup]:
    slots = " · ".join(slot.code for slot in place.slots) if group.posts_slots else _("not posted")
    evening = f"{svod_at:%H:%M}" if svod_at and group.posts_svod else _("not posted")
    names = _("who brought how much, for all to see") if group.shows_names else _("no, totals alone")
    topic = (
        _("Topic: the one you chose")
        if group.thread_id
        else _("Topic: none. To choose one, write <code>/here</code> in it")
    )
    return [
        fill(_("Slots: {hours}"), hours=slots),
        fill(_("Summary report: {hour}"), hour=evening),
        fill(_("Names: {names}"), names=names),
        *([fill(topic)] if group.may_have_topics else []),
    ]
