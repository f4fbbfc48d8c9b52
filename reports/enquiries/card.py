"""An enquiry as it comes to whoever answers it: who, what about, and the two buttons that answer."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from markupsafe import Markup

from reports.clients.presses import ClientAddress, ClientDeed, ClientPress
from reports.enquiries.presses import EnquiryDeed, EnquiryForgetPress, EnquiryPress
from reports.message.columns import cut
from reports.message.forget_act import forget_reasons
from reports.message.format import day_month, hours, mask_phone
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View, button
from reports.message.words.called import call_person
from reports.message.words.deal_words import days_words
from sales.core.clock import local_date
from sales.core.people import SELLERS, Role
from sales.core.rights import Action, may
from sales.core.undo import may_undo
from sales.enquiries.enquiry import Enquiry
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST_TEXT = 300
WIDTH = 34
HOUR = 60
DAY = 24 * HOUR


class EnquiryCard(View):
    name = "enquiry"
    opens_for = SELLERS | {Role.LEAD, Role.OWNER}

    enquiry_id: int
    forgets: bool = False
    """Asks whether who asked is to be forgotten, and why."""

    @classmethod
    def key_for(cls, enquiry_id: int, reader_id: int) -> "Key[EnquiryCard]":
        return Key(f"enquiry:{enquiry_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        enquiry = await tx.as_(reader).enquiries.get(self.enquiry_id)
        if self.forgets and _may_forget(reader, enquiry):
            return _ask_why(enquiry)
        return Message(lines(*[line async for line in _tell(tx, reader, enquiry)]), tuple(_rows(tx, reader, enquiry)))


def _may_forget(reader: Actor, enquiry: Enquiry) -> bool:
    """Of whom no client was made; a client is forgotten with all that is known of them."""
    return enquiry.client_id is None and not enquiry.is_forgotten and may(reader.role, Action.FORGET_CLIENT)


def _ask_why(enquiry: Enquiry) -> Message:
    asks = _(
        "🗑 Forget {who}? Name, phone and words go for good, the time of the answer stays.\nIt cannot be undone. Why?"
    )
    who = enquiry.name or enquiry.email or mask_phone(enquiry.phone or "")
    whys = [
        (button(label, EnquiryForgetPress(enquiry_id=enquiry.id, reason=reason)),)
        for reason, label in forget_reasons().items()
    ]
    back = (button(_("‹ Back"), EnquiryCard(enquiry_id=enquiry.id)),)
    return Message(fill(asks, who=bold(cut(who, WIDTH))), (*whys, back))


async def _tell(tx: Transaction, reader: Actor, enquiry: Enquiry) -> AsyncIterator[Markup]:
    client = None if enquiry.client_id is None else await tx.as_(reader).clients.get(enquiry.client_id)
    who = client.name if client else enquiry.name or (_("forgotten") if enquiry.is_forgotten else _("no name"))
    yield fill(_("📥 Enquiry: {who}"), who=bold(cut(who, WIDTH - 10)))
    known = enquiry.name if enquiry.name != who else ""
    person = " · ".join(part for part in (known, enquiry.phone and mask_phone(enquiry.phone)) if part)
    if person:
        yield fill("{person}", person=person)
    if enquiry.text:
        yield fill("{text}", text=cut(enquiry.text, LONGEST_TEXT))
    if enquiry.source:
        yield fill(_("from: {source}"), source=cut(enquiry.source, WIDTH - 8))
    if enquiry.page:
        yield fill(
            _("agreed on {page}, {when}"), page=cut(enquiry.page, WIDTH), when=_when(tx, reader, enquiry.came_at)
        )
    if client is not None and not enquiry.is_new:
        yield fill(_("Already our client"))
    if enquiry.owner_id is None:
        yield fill(_("No manager is in today: whoever is free takes it"))
    elif enquiry.owner_id != reader.person_id:
        yield fill(_("Given to {name}"), name=await call_person(tx, enquiry.owner_id))
    async for line in _tell_answers(tx, reader, enquiry):
        yield line


async def _tell_answers(tx: Transaction, reader: Actor, enquiry: Enquiry) -> AsyncIterator[Markup]:
    if enquiry.taken_at is not None and enquiry.taken_by is not None:
        name = await call_person(tx, enquiry.taken_by)
        waited = tell_minutes(round((enquiry.taken_at - enquiry.came_at).total_seconds() / 60))
        yield fill(_("✅ {name}, {waited} after it came"), name=name, waited=waited)
    if enquiry.spam_at is not None and enquiry.spam_by is not None:
        who = await call_person(tx, enquiry.spam_by)
        yield fill(_("🚫 Spam · {name}, {when}"), name=who, when=_when(tx, reader, enquiry.spam_at))
    if enquiry.called_at is not None:
        yield fill(_("📞 called {when}"), when=_when(tx, reader, enquiry.called_at))


def _rows(tx: Transaction, reader: Actor, enquiry: Enquiry) -> Iterator[tuple[Button, ...]]:
    forget = (button(_("🗑 Forget"), EnquiryCard(enquiry_id=enquiry.id, forgets=True)),)
    if enquiry.spam_at is not None:
        yield (
            _press(_("↩️ Not spam"), EnquiryDeed.MEANT, enquiry),
            *(forget if _may_forget(reader, enquiry) else ()),
        )
        return
    answers = [
        *([_press(_("✋ I take it"), EnquiryDeed.TAKE, enquiry)] if enquiry.taken_at is None else []),
        *(
            [_press(_("📞 Called"), EnquiryDeed.CALLED, enquiry)]
            if enquiry.called_at is None and reader.role in SELLERS and enquiry.client_id
            else []
        ),
    ]
    done_at = enquiry.called_at or (enquiry.taken_at if enquiry.taken_by == reader.person_id else None)
    if done_at is not None and may_undo(done_at, tx.clock.now()):
        undone = _("↩️ Not called") if enquiry.called_at else _("↩️ I do not take it")
        answers.append(_press(undone, EnquiryDeed.BACK, enquiry))
    if answers:
        yield tuple(answers)
    if enquiry.phone:
        yield (Button(_("📱 Copy the number"), copy=enquiry.phone),)
    spam = _press(_("🚫 Spam"), EnquiryDeed.SPAM, enquiry)
    if enquiry.client_id:
        card = button(_("👤 Client"), ClientAddress(client_id=enquiry.client_id))
        of_client = button(_("🗑 Forget"), ClientPress(deed=ClientDeed.FORGET, client_id=enquiry.client_id))
        yield (card, *((of_client,) if may(reader.role, Action.FORGET_CLIENT) else ()), spam)
    else:
        yield (*(forget if _may_forget(reader, enquiry) else ()), spam)


def _press(label: str, deed: EnquiryDeed, enquiry: Enquiry) -> Button:
    return button(label, EnquiryPress(deed=deed, enquiry_id=enquiry.id))


def _when(tx: Transaction, reader: Actor, at: datetime) -> str:
    day = local_date(at, reader.zone)
    clock = hours(at, reader.zone)
    return clock if day == local_date(tx.clock.now(), reader.zone) else f"{day_month(day)} {clock}"


def tell_minutes(minutes: int) -> str:
    """«12 мин», «3 ч», «2 дня»; «меньше минуты»."""
    if minutes < 1:
        return _("less than a minute")
    if minutes < HOUR:
        return _("{n} min").format(n=minutes)
    if minutes < DAY:
        return _("{n} h").format(n=round(minutes / HOUR))
    return days_words(round(minutes / DAY))
