"""
What is posted into a group: the slots and the evening's report as totals, never a client, never a record.

Everybody in the chat reads it, whoever they are, so names and their sums stand in it only where the switch says so.
They are drawn for the group's keeper: what that one may not see is not there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.checkins.standing import SlotStanding, standing_of
from reports.checkins.summary import slot_title, slot_total
from reports.groups.presses import GroupDeed, GroupPress
from reports.message.columns import DIGIT, align_left, cut, width_of
from reports.message.format import thousands, thousands_of, with_sign
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Keyboard, Message
from reports.message.view import Key, Keyed, View, button
from reports.message.words.called import tell_received_beside
from reports.message.words.names import first_names, tell_apart
from reports.svod.figures import Svod, svod_of
from reports.svod.svod import fact_bar, tell_pace, tell_workdays
from reports.svod.words import money_of, title
from sales.calendar.calendar import month_of
from sales.core.errors import NotYoursError
from storage.engine.actor import Actor
from storage.groups.groups import DepartmentGroup
from storage.transaction import Transaction

MOST_NAMED = 20
"""So many a thumb still turns through; of more it is the total that tells."""


@dataclass(frozen=True, slots=True)
class Seller:
    name: str
    sums: str


class GroupPost(View):
    """`day`: the department's local one."""

    for_group = True

    group_id: int
    day: date

    async def read_group(self, tx: Transaction, reader: Actor) -> DepartmentGroup | None:
        """None where it goes there no more, or its keeper has no say there any more."""
        try:
            group = await tx.as_(reader).groups.get(self.group_id)
        except NotYoursError:
            return None
        return group if group.is_on else None


class GroupSlotView(GroupPost):
    """The department at one of its slots."""

    name = "group_slot"

    slot: str

    @classmethod
    def key_for(cls, group_id: int, day: date, slot: str) -> Key[Self]:
        return Key(f"group:{group_id}:{day.isoformat()}:{slot}")

    def keyed(self) -> Keyed:
        """As the one message of that slot there."""
        return self.under(self.key_for(self.group_id, self.day, self.slot))

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await self.read_group(tx, reader)
        if group is None or group.department_id is None:
            return None
        standing = await standing_of(tx, reader, group.department_id, self.day, self.slot)
        beside: dict[int | None, int] = {None: standing.day.others.received}
        head = [slot_title(standing), *slot_total(standing, standing.day.department.zone)]
        return _post(head, _sellers_of_day(standing), tell_received_beside(beside, {}), group)


class GroupSvodView(GroupPost):
    """The department's month, in the evening of a day."""

    name = "group_svod"

    @classmethod
    def key_for(cls, group_id: int, day: date) -> Key[Self]:
        return Key(f"group_svod:{group_id}:{day.isoformat()}")

    def keyed(self) -> Keyed:
        """As the one message of that evening there."""
        return self.under(self.key_for(self.group_id, self.day))

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        group = await self.read_group(tx, reader)
        if group is None or group.department_id is None:
            return None
        svod = await svod_of(tx, reader, group.department_id, month_of(self.day), tx.clock.now())
        total = fill(_("Department: {sum}"), sum=money_of(svod.fact, svod.plan))
        head = [title(svod), tell_pace(total, svod), fact_bar(svod), tell_workdays(svod)]
        return _post(head, _sellers_of_month(svod), tell_received_beside(svod.came_beside, svod.called), group)


def _post(
    head: Iterable[Markup | None], sellers: Sequence[Seller], others: Iterable[Markup], group: DepartmentGroup
) -> Message:
    """Names in the order of the alphabet: a public list is no ranking."""
    told: list[Markup] = []
    if group.shows_names and sellers:
        told = ["", *_tell(sorted(sellers, key=lambda each: each.name))]  # type: ignore[list-item]
        told += others
    return Message(lines(*head, *told), _buttons())


def _tell(sellers: Sequence[Seller]) -> list[Markup]:
    shown, hidden = sellers[:MOST_NAMED], sellers[MOST_NAMED:]
    wide = width_of(cut(each.name) for each in shown) + 2 * DIGIT
    told = [fill("{name}{sums}", name=align_left(cut(each.name), wide), sums=each.sums) for each in shown]
    return [*told, *([fill(_("{n} others").format(n=len(hidden)))] if hidden else [])]


def _sellers_of_day(standing: SlotStanding) -> list[Seller]:
    """Who has promised something for the day, or has brought something."""
    names = first_names(standing.day.actors_of(standing.people))
    found = []
    for each in standing.people:
        figures = each.figures
        planned = [thousands_of(figures.on_plan, figures.plan)] if figures.plan else []
        beside = [_("off plan {sum}").format(sum=with_sign(figures.off_plan, thousands))] if figures.off_plan else []
        if planned or beside:
            found.append(Seller(names[each.person_id], ", ".join([*planned, *beside])))
    return found


def _sellers_of_month(svod: Svod) -> list[Seller]:
    names = tell_apart({row.person.id: row.person.name for row in svod.rows})
    return [Seller(names[row.person.id], money_of(row.standing.fact, row.standing.plan)) for row in svod.rows]


def _buttons() -> Keyboard:
    return ((button(_("👤 My plan"), GroupPress(deed=GroupDeed.MINE)),),)
