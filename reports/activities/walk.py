"""«Начать обзвон»: what is said before, between and after the planned calls of the day."""

from markupsafe import Markup

from reports.activities.agenda import agenda_of
from reports.activities.presses import TodayPress, WalkPress
from reports.message.format import mask_phone
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message
from reports.message.words.counts import calls_words
from sales.core.clock import local_date
from storage.activities.activity import Activity
from storage.clients.contacts import Contact
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def list_calls_left(tx: Transaction, actor: Actor) -> list[Activity]:
    """The calls of the walk in their order: today's by time, then what was forgotten."""
    return list((await agenda_of(tx, actor, local_date(tx.clock.now(), actor.zone))).calls)


async def call_from(tx: Transaction, actor: Actor, activity_id: int) -> Activity | None:
    """That call, or the first one where it is 0 or stands in the list no more."""
    left = await list_calls_left(tx, actor)
    return next((each for each in left if each.id == activity_id), next(iter(left), None))


async def call_after(tx: Transaction, actor: Actor, activity_id: int) -> Activity | None:
    """The one after that; the first one where it stands in the list no more."""
    left = await list_calls_left(tx, actor)
    places = [n for n, each in enumerate(left, start=1) if each.id == activity_id]
    return next(iter(left[places[0] if places else 0 :]), None)


async def walk_over(tx: Transaction, reader: Actor) -> Message:
    """The end of the list: what was skipped can be walked again."""
    left = len(await list_calls_left(tx, reader))
    whole_day = Button(_("The whole day"), TodayPress(page=0).pack())
    if not left:
        return Message(fill(_("📞 All planned calls are made.")), ((whole_day,),))
    again = Button(_("Once more"), WalkPress().pack())
    return Message(fill(_("📞 That was the list. Left: {calls}"), calls=calls_words(left)), ((again, whole_day),))


def call_after_money(following: Activity) -> Message:
    """After a promise of money its dialog comes first; the walk goes on from here."""
    on = WalkPress(activity_id=following.id)
    return Message(fill(_("📞 Then on with the calls:")), ((Button(_("Next call ›"), on.pack()),),))


def contact_line(contact: Contact, *, open_phone: bool) -> Markup:
    """«Мария, закупки · ··· 45-67»: masked until it is tapped."""
    phone = contact.phone or ""
    who = f"{contact.name}, {contact.position}" if contact.position else contact.name
    return fill("{who} · {phone}", who=who, phone=phone if open_phone else mask_phone(phone))
