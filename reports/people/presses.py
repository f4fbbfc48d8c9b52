"""The buttons of the team: its pages, one person's card, an invitation."""

from enum import StrEnum

from reports.message.press import Id, Press
from sales.core.people import Profile, Role


class InvitePress(Press, prefix="inv"):
    """Begin an invitation. No role, or department 0: it is asked for."""

    role: Role | None = None
    department_id: Id = 0


class TeamPage(Press, prefix="team"):
    """A page of the team, from 1. Department 0: everybody whom the reader sees."""

    department_id: Id
    page: Id


class PersonDeed(StrEnum):
    CARD = "card"
    LINK = "link"
    PROFILE = "profile"
    RENAME = "rename"
    LEAVE = "leave"
    """Asks first."""
    LEFT = "left"


class PersonPress(Press, prefix="p"):
    """Something to do with one person."""

    person_id: Id
    deed: PersonDeed


class ProfilePress(Press, prefix="pp"):
    person_id: Id
    profile: Profile
