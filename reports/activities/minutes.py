"""«📝 Протокол»: what was agreed at a meeting, as a text to be sent by hand; the bot writes to no client (spec/4)."""

from reports.inline.passing import pass_row, prepare_text
from reports.message.address import Typed
from reports.message.format import hours, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Button, Message
from reports.message.view import View
from reports.message.words.terms import activity_name
from sales.core.errors import NotYoursError
from storage.activities.activity import Activity
from storage.clients.contacts import Contact
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_COPIED = 256
"""Telegram's copy button holds no more."""


class MinutesView(View):
    """`who`: contacts of the client; `also`: who else was there. All of it in the words of who was there."""

    name = "minutes"

    activity_id: int
    who: tuple[int, ...] = ()
    also: Typed = ""
    agreed: Typed = ""
    next_step: Typed = ""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        text = await self.write(tx, reader)
        if text is None:
            return None
        title = fill(_("📝 Minutes, to be sent to the client"))
        passed = tuple(row for row in (await pass_row(tx, reader, text),) if row)
        if count_units(text) > MOST_COPIED:
            return Message(lines(title, fill("<pre>{text}</pre>", text=text)), passed, to_pass_on=True)
        quoted = fill("<blockquote>{text}</blockquote>", text=text)
        return Message(lines(title, "", quoted), ((_copy(text),), *passed), to_pass_on=True)

    async def prepare(self, tx: Transaction, reader: Actor) -> None:
        text = await self.write(tx, reader)
        if text is not None:
            await prepare_text(tx, reader, text)

    async def write(self, tx: Transaction, reader: Actor) -> str | None:
        """The text itself; None where the meeting is not the reader's any more, or was taken back."""
        mine = tx.as_(reader)
        try:
            activity = await mine.activities.get(self.activity_id)
            client = await mine.clients.get(activity.client_id)
        except NotYoursError:
            return None
        contacts = [each for each in await mine.contacts.of_client(client.id) if each.id in self.who]
        there = ", ".join(filter(None, (*map(_who, contacts), self.also)))
        parts = (
            _("Minutes of the meeting of {day}").format(day=f"{activity.local_date:%d.%m.%Y}"),
            f"{client.name}: {there}" if there else client.name,
            _("From us: {name}").format(name=reader.name),
            _("Agreed: {agreed}").format(agreed=self.agreed) if self.agreed else "",
            _("Next: {step}").format(step=self.next_step) if self.next_step else "",
            reader.name,
        )
        return "\n".join(part for part in parts if part)


def count_units(text: str) -> int:
    """As Telegram counts: a sign outside the basic plane is two."""
    return len(text.encode("utf-16-le")) // 2


def tell_next(step: Activity, zone: str) -> str:
    """«звонок пн 23.11 10:00»: of a letter, so with its day."""
    at = f" {hours(step.planned_at, zone)}" if step.planned_at else ""
    return f"{activity_name(step.type).lower()} {short_day(step.local_date)}{at}"


def _who(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.position)))


def _copy(text: str) -> Button:
    return Button(_("📋 Copy"), copy=text)
