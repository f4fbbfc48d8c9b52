"""Roles and profiles in words."""

from collections.abc import Callable, Mapping

from reports.message.language import gettext as _
from sales.core.people import Profile, Role

_ROLES: Mapping[Role, Callable[[], str]] = {
    Role.MANAGER: lambda: _("manager"),
    Role.ASSISTANT: lambda: _("assistant"),
    Role.LEAD: lambda: _("lead"),
    Role.DIRECTOR: lambda: _("director"),
    Role.OWNER: lambda: _("owner"),
}
_PROFILES: Mapping[Profile, Callable[[], str]] = {
    Profile.HUNTER: lambda: _("new clients"),
    Profile.ACCOUNT: lambda: _("current clients"),
    Profile.MIXED: lambda: _("new and current"),
}


def role_name(role: Role) -> str:
    """In small letters, as it stands within a line."""
    return _ROLES[role]()


def profile_name(profile: Profile) -> str:
    """What a manager lives on; norms differ by it."""
    return _PROFILES[profile]()


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]
