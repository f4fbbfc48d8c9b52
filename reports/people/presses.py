"""The buttons of the team: its pages, one person's card, an invitation."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.core.people import Profile, Role


class InvitePress(Press, prefix="inv"):
    """Begin an invitation. No role, or department 0: it is asked for."""

    role: Role | None = None
    department_id: Id = 0


class TeamAddress(Address):
    """A page of the team, from 1. Department 0: everybody whom the reader sees."""

    name = "team"
    was = ("team:{department_id}:{page}",)

    department_id: int
    page: int = 1


class PersonAddress(Address):
    name = "person"
    was = ("p:{person_id}:card",)

    person_id: int


class PersonDeed(StrEnum):
    LINK = "link"
    PROFILE = "profile"
    RENAME = "rename"
    LEFT = "left"
    FORGET = "forget"
    NUMBERS = "numbers"
    """By which the telephone exchange knows them."""


class PersonPress(Press, prefix="p"):
    """Something to do with one person."""

    person_id: Id
    deed: PersonDeed


class PlaceAddress(Address):
    """Another role, another department. No role, or department 0: it is asked for."""

    name = "place"

    person_id: int
    role: Role | None = None
    department_id: int = 0


class PlacePress(Press, prefix="place"):
    """It is sure: that role from now on, there; department 0 is above them."""

    person_id: Id
    role: Role
    department_id: Id = 0


class ProfilePress(Press, prefix="pp"):
    person_id: Id
    profile: Profile
