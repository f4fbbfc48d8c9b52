"""What its lead has asked for is posted into a department's groups, in the deed that tells the lead."""

from dataclasses import replace
from datetime import date

from reports.groups.posts import GroupSlotView, GroupSvodView
from reports.message.view import Keyed
from storage.groups.groups import DepartmentGroup
from storage.transaction import Transaction


async def post_slot(tx: Transaction, department_id: int, day: date, slot: str) -> bool:
    """Whether there is a group that wants it."""
    return any(
        [
            await _post(tx, group, GroupSlotView(group_id=group.id, day=day, slot=slot).keyed())
            for group in await tx.system.groups.list_on(department_id)
            if group.posts_slots
        ]
    )


async def post_svod(tx: Transaction, department_id: int, day: date) -> bool:
    """The same of the evening's report."""
    return any(
        [
            await _post(tx, group, GroupSvodView(group_id=group.id, day=day).keyed())
            for group in await tx.system.groups.list_on(department_id)
            if group.posts_svod
        ]
    )


async def _post(tx: Transaction, group: DepartmentGroup, post: Keyed) -> bool:
    """Without a sound, and never again after an unknown outcome: the next edit shows what there is."""
    keeper = await tx.system.groups.find_keeper(group)
    if keeper is not None:
        row = post.send_report(keeper)
        await tx.system.outbox.put(replace(row, chat_id=group.chat_id))
    return keeper is not None
