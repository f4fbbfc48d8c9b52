"""The message that a new colleague gets from a person, not from the bot: written to be forwarded as it stands."""

from functools import partial
from io import BytesIO

import segno
from markupsafe import Markup

from reports.message.address import Typed
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button, File, Message
from reports.message.view import View
from reports.message.words.roles import role_name
from reports.people.presses import InvitePress, TeamAddress
from sales.core.people import Role
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction


def link(username: str, token: str) -> str:
    """What the invited person opens; the token is valid once."""
    return f"https://t.me/{username}?start={token}"


def to_forward(name: str, department: Department | None, address: str) -> Message:
    """Only what the invited person should read: no buttons, for Telegram drops them when it is forwarded."""
    return Message(
        fill(
            _(
                "Hello, {name}.\n"
                "You are invited to {place}.\n"
                "Open the link and press Start:\n"
                "{link}\n"
                "It is personal and works once, within 72 hours."
            ),
            name=name,
            place=_place(department),
            link=address,
        ),
        to_pass_on=True,
    )


class InvitationCode(View):
    """The link as a code, to be shown at a meeting: whoever points a camera at it is at the same door, once."""

    name = "invitation_code"
    is_file = True

    invited: str
    address: Typed

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        del tx, reader
        told = fill(_("📱 Or show it at a meeting: {name} just scans it"), name=self.invited)
        return File("invitation.png", partial(draw_code, self.address), Message(told, silent=True), is_picture=True)


def draw_code(address: str) -> bytes:
    """A PNG of error level M, eight pixels a module."""
    picture = BytesIO()
    segno.make(address, error="m", boost_error=False, micro=False).save(picture, kind="png", scale=8)
    return picture.getvalue()


def tell_invited(name: str, role: Role, department: Department | None) -> Message:
    """For the one who invites: what was done, what to do with the message below, and what next."""
    text = fill(
        _("✅ {name} · {role}\nForward the message below.\nThe link works once, within 72 hours."),
        name=bold(name),
        role=role_name(role),
    )
    return Message(text, _next(department.id if department else 0))


def _next(department_id: int) -> tuple[tuple[Button, ...], ...]:
    more = InvitePress(department_id=department_id).pack()
    team = TeamAddress(department_id=department_id).data
    return ((Button(_("➕ One more"), more), Button(_("👥 Team"), team)),)


def _place(department: Department | None) -> Markup:
    if department is None:
        return fill(_("our sales bot"))
    return fill(_("the sales bot of “{department}”"), department=department.name)
