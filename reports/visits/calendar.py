"""«📅 .ics»: one's own visits as a file for the phone's calendar, what is in it, and the link that keeps it fresh."""

from functools import partial

from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, code, fill, lines
from reports.message.message import Button, File, Keyboard, Message
from reports.message.view import View, button
from reports.visits.ics import make_calendar, read_calendar
from reports.visits.presses import CalendarDeed, CalendarPress, VisitsAddress
from sales.core.people import SELLERS
from sales.door.tokens import TokenKind
from storage.engine.actor import Actor
from storage.transaction import Transaction


class CalendarFile(View):
    """`payments`, `phones`: whether they are in it."""

    name = "calendar_file"
    opens_for = SELLERS
    is_file = True

    payments: bool = False
    phones: bool = False

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        found = await read_calendar(tx, reader, payments=self.payments, phones=self.phones)
        count = len(found.plans) + len(found.payments)
        told = ngettext("📅 {n} event. Open the file on the phone", "📅 {n} events. Open the file on the phone", count)
        inside = CalendarPress(deed=CalendarDeed.OPEN, payments=int(self.payments), phones=int(self.phones))
        text = lines(fill(told, n=count), fill(_("and the calendar takes them.")))
        message = Message(text, ((button(_("⚙️ What is in it"), inside),),))
        return File(_("visits.ics"), partial(make_calendar, found), message)


class OwnCalendarView(View):
    """`has_door`: the house has an address in the world, so that a link can be given."""

    name = "own_calendar"

    payments: bool = False
    phones: bool = False
    has_door: bool = False

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if reader.role not in SELLERS:
            return None
        token = await tx.as_(reader).door_tokens.find_personal(TokenKind.ICS)
        text = lines(
            bold(_("📅 Visits in your calendar")),
            fill(_("Calls and meetings from 30 days\nback to half a year ahead.")),
            fill(_("🔗 There is a link. A new one closes it.")) if token is not None else None,
        )
        file = button(_("📅 File .ics"), CalendarFile(payments=self.payments, phones=self.phones))
        back = button(_("‹ Visits"), VisitsAddress())
        return Message(text, (self._switches(), (file,), *self._links(is_linked=token is not None), (back,)))

    def _switches(self) -> tuple[Button, ...]:
        others = (
            (_("💰 Payments"), self.payments, self.but(payments=not self.payments)),
            (_("☎️ Phones"), self.phones, self.but(phones=not self.phones)),
        )
        return tuple(
            button(f"✓ {label}" if is_on else label, other.press(CalendarDeed.SHOW)) for label, is_on, other in others
        )

    def _links(self, *, is_linked: bool) -> Keyboard:
        label = _("🔗 Change the link") if is_linked else _("🔗 A link that stays up to date")
        make = ((button(label, self.press(CalendarDeed.LINK)),),) if self.has_door else ()
        close = ((button(_("✖️ Close the link"), self.press(CalendarDeed.CLOSE)),),) if is_linked else ()
        return (*make, *close)

    def press(self, deed: CalendarDeed) -> CalendarPress:
        """With what is in it."""
        return CalendarPress(deed=deed, payments=int(self.payments), phones=int(self.phones))


def tell_link(link: str) -> Message:
    """It is shown this once: what is kept of it opens nothing."""
    text = lines(
        bold(_("🔗 Your calendar’s link")),
        code(link),
        fill(_("iPhone: Calendar, Add subscription.\nGoogle: Other calendars, From URL.")),
        fill(_("It is shown once. Do not pass it on.")),
    )
    return Message(text, ((Button(_("📋 Copy"), copy=link),),))
