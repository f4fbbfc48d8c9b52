"""One number to ring, answered where it stands; and what is shown where none can be rung (spec/4, 4.2)."""

from datetime import date

from markupsafe import Markup

from reports.cold.presses import ColdAgainPress, ColdDeed, ColdHour, ColdPress
from reports.cold.words import BUTTONS, outcome_words, tell_calls, tell_day, tell_progress
from reports.message.columns import cut
from reports.message.format import hours, short_date, weekday
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import View, button
from reports.payments.presses import UndoPress
from sales.cold.hours import Half, half_of
from sales.cold.states import ColdOutcome
from sales.core.clock import local, local_date
from sales.core.errors import NotYoursError
from sales.core.undo import UndoStepKind
from storage.cold.records import ColdLead
from storage.engine.actor import Actor
from storage.transaction import Transaction

LIST, NAME, ON_BUTTON = 16, 22, 12


class ColdCard(View):
    """`after_id`: the number that was answered just now, which a tap takes back."""

    name = "cold_card"

    lead_id: int
    after_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        queue = tx.as_(reader).cold_queue
        try:
            lead = await queue.get(self.lead_id)
        except NotYoursError:
            return Message(fill(_("☎️ This number is not yours any more")), ((_next(_("☎️ Next")),),))
        named, progress = await queue.name_list(lead)
        head = fill("☎️ {list} · {progress}", list=cut(named, LIST), progress=tell_progress(progress))
        text = lines(
            head,
            _tell_who(lead, tx, reader),
            lead.note,
            lead.phone,
            await _tell_tries(tx, reader, lead),
            await _tell_after(tx, reader, self.after_id),
        )
        return Message(text, (*_outcomes(lead), *await _undo(tx, reader, self.after_id)))


def _tell_who(lead: ColdLead, tx: Transaction, reader: Actor) -> Markup:
    """«Заря, Омск · у них 14:05»"""
    who = fill("{name}, {city}", name=bold(lead.name), city=lead.city) if lead.city else bold(lead.name)
    now = tx.clock.now()
    if lead.zone is None or local(now, lead.zone).utcoffset() == local(now, reader.zone).utcoffset():
        return who
    return fill(_("{who} · {time} there"), who=who, time=hours(now, lead.zone))


async def _tell_tries(tx: Transaction, reader: Actor, lead: ColdLead) -> Markup | None:
    """«2-я попытка, вчера утром не дозвонились»"""
    last = await tx.as_(reader).cold_queue.find_last_try(lead)
    if last is None:
        return None
    today = local_date(tx.clock.now(), reader.zone)
    said = {"n": lead.tries + 1, "day": _day(last.local_date, today), "what": outcome_words(last.outcome)}
    if half_of(last.at, lead.zone or reader.zone) is Half.MORNING:
        return fill(_("Attempt {n}: {day} in the morning {what}"), **said)
    return fill(_("Attempt {n}: {day} in the afternoon {what}"), **said)


def _day(day: date, today: date) -> str:
    if day == today:
        return _("today")
    return _("yesterday") if (today - day).days == 1 else short_date(day)


async def _tell_after(tx: Transaction, reader: Actor, after_id: int) -> Markup | None:
    """«✓ Заря: не дозвонились»"""
    before = await tx.as_(reader).cold_queue.find_rung(after_id) if after_id else None
    last = None if before is None else await tx.as_(reader).cold_queue.find_last_try(before)
    if before is None or last is None:
        return None
    return lines("", fill("✓ {name}: {what}", name=cut(before.name, NAME), what=outcome_words(last.outcome)))


async def _undo(tx: Transaction, reader: Actor, after_id: int) -> Keyboard:
    step = await tx.as_(reader).undo_steps.last(UndoStepKind.COLD, after_id) if after_id else None
    before = await tx.as_(reader).cold_queue.find_rung(after_id) if step else None
    if step is None or before is None:
        return ()
    label = f"↩️ {cut(before.name, ON_BUTTON)}"
    return ((button(label, UndoPress(step_id=step.id)),),)


def _next(label: str) -> Button:
    return button(label, ColdPress(deed=ColdDeed.NEXT))


def _outcomes(lead: ColdLead) -> Keyboard:
    def one(outcome: ColdOutcome) -> Button:
        return button(BUTTONS[outcome](), ColdPress(deed=outcome, lead_id=lead.id))

    again = button(_("Call again"), ColdPress(deed=ColdDeed.AGAIN, lead_id=lead.id))
    copied = (Button(_("📋 Number"), copy=lead.phone),) if lead.phone else ()
    return (
        (one(ColdOutcome.TALKED), one(ColdOutcome.NO_ANSWER)),
        (again, one(ColdOutcome.MEETING)),
        (one(ColdOutcome.OFFER), one(ColdOutcome.REFUSED)),
        (one(ColdOutcome.WRONG),),
        (one(ColdOutcome.NEVER),),
        (*copied, button(_("⏸ Enough"), ColdPress(deed=ColdDeed.STOP))),
    )


class ColdAgainView(View):
    """At what hour to ring again."""

    name = "cold_again"

    lead_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            lead = await tx.as_(reader).cold_queue.get(self.lead_id)
        except NotYoursError:
            return await ColdCard(lead_id=self.lead_id).draw(tx, reader)
        today = local_date(tx.clock.now(), reader.zone)
        following = (await tx.system.calendars.of_person(reader.person_id)).next_workday(today)
        day = _("Tomorrow") if (following - today).days == 1 else weekday(following).capitalize()
        text = fill(_("☎️ {name}: when to call again?"), name=bold(cut(lead.name, NAME)))
        labels = {
            ColdHour.IN_ONE: _("In an hour"),
            ColdHour.IN_THREE: _("In 3 hours"),
            ColdHour.MORNING: f"{day} 10:00",
            ColdHour.AFTERNOON: f"{day} 15:00",
        }
        offered = [button(label, ColdAgainPress(hour=hour, lead_id=lead.id)) for hour, label in labels.items()]
        other = button(_("Another hour"), ColdPress(deed=ColdDeed.OTHER, lead_id=lead.id))
        back = button(_("‹ Back"), ColdPress(deed=ColdDeed.CARD, lead_id=lead.id))
        return Message(text, (tuple(offered[:2]), tuple(offered[2:]), (other, back)))


class ColdPauseView(View):
    """Nothing to ring now, or enough of it (`stopped`): the day's calls, and when it goes on."""

    name = "cold_pause"

    stopped: bool = False
    after_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        queue = tx.as_(reader).cold_queue
        calls = await queue.count_day(local_date(tx.clock.now(), reader.zone))
        told = [] if self.stopped else await _tell_waiting(tx, reader)
        head = fill(_("⏸ The cold queue waits")) if self.stopped else fill(_("☎️ Nobody to call just now"))
        rung = [tell_day(calls), tell_calls(calls)] if calls.tries else []
        text = lines(head, *told, *rung, await _tell_after(tx, reader, self.after_id))
        return Message(text, ((_next(_("☎️ Go on")),), *await _undo(tx, reader, self.after_id)))


async def _tell_waiting(tx: Transaction, reader: Actor) -> list[Markup]:
    """What is left, and from what hour on."""
    waiting = await tx.as_(reader).cold_queue.look_ahead()
    if not waiting.left:
        return [fill(_("No numbers are left to call. Your lead brings a list by sending me a file."))]
    told = [fill(ngettext("{n} number is left", "{n} numbers are left", waiting.left), n=waiting.left)]
    if waiting.asleep:
        told.append(fill(_("Too early or too late there: {n}"), n=waiting.asleep))
    if waiting.again_at is not None:
        day, at = local_date(waiting.again_at, reader.zone), hours(waiting.again_at, reader.zone)
        today = day == local_date(tx.clock.now(), reader.zone)
        told.append(fill(_("The next one: {when}"), when=at if today else f"{short_date(day)}, {at}"))
    return told
