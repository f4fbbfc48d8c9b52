"""Addresses and buttons of a department's groups."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press


class GroupsAddress(Address):
    """The groups of a department; 0: the reader's own, or the first."""

    name = "groups"

    department_id: int = 0


class GroupDeed(StrEnum):
    MINE = "mine"
    """«Мой план», under a post: of whoever presses it, for their eyes."""
    ON = "on"
    """Of the department `department_id`."""
    NO = "no"
    OFF = "off"
    SLOTS = "slots"
    SVOD = "svod"
    NAMES = "names"
    WHOLE = "whole"
    """Out of its topic, into the chat itself."""


class GroupPress(Press, prefix="grp"):
    """A group by its id, 0 where the button stands in it."""

    deed: GroupDeed
    group_id: Id = 0
    department_id: Id = 0
