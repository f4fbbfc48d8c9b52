"""Behind «Подробнее»: one manager a page, every payment with its state, and what the lead can do about it."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.asks.presses import AskAbout, GiveTaskPress
from reports.checkins.presses import SummaryDeed, SummaryPress
from reports.checkins.standing import SlotStanding, standing_of
from reports.checkins.summary import confirming, slot_press
from reports.message.columns import cut
from reports.message.format import percent, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.asking import give_button
from reports.message.view import Key, View, button
from reports.message.words.names import first_names
from reports.message.words.terms import trust_words
from reports.payments.payment_rows import Numbered, Widths, number_rows, row_line
from reports.payments.trust import trust_line
from sales.checkins.checkin_rows import RowState
from sales.checkins.day import PersonDay
from sales.core.people import Role
from sales.core.rights import Action, may
from sales.core.undo import UndoStepKind
from sales.payments.facts import Trust
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction

ROWS_A_PAGE = 6
"""With a row of buttons each, a row to turn the rows and a row to turn the people."""

DONE_SHOWN = 4
MOST_COMMENTED, ON_BUTTON = 2, 14


class SummaryPersonView(View):
    """Person 0: the first one, the silent before the others."""

    name = "summary_person"

    department_id: int
    day: date
    slot: str
    person_id: int = 0
    page: int = 1

    @classmethod
    def key_for(cls, department_id: int, day: date, slot: str, reader_id: int) -> Key[Self]:
        return Key(f"details:{department_id}:{day.isoformat()}:{slot}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        standing = await standing_of(tx, reader, self.department_id, self.day, self.slot)
        people = in_turn(standing)
        if not people:
            return None
        place = next((n for n, each in enumerate(people) if each.person_id == self.person_id), 0)
        step = await tx.as_(reader).undo_steps.last(UndoStepKind.RECEIPTS, people[place].person_id)
        return person_message(standing, people, place, self.page, reader, step)


def in_turn(standing: SlotStanding) -> list[PersonDay]:
    """Who says nothing first, the others in the order of the summary."""
    return sorted(standing.people, key=lambda person: not person.says_nothing)


def person_message(
    standing: SlotStanding,
    people: Sequence[PersonDay],
    place: int,
    page: int,
    reader: Actor,
    step: UndoStep | None = None,
) -> Message:
    """A page of one manager: all payments of the day, and what the reader may do about them.

    `place` of the person among the people, `page` of the payments; `step`: what one tap takes back.
    """
    person = people[place]
    rows = number_rows(person.rows)
    awaited = [row for row in rows if row.is_awaited]
    pages = max(1, -(-len(awaited) // ROWS_A_PAGE))
    page = min(max(1, page), pages)
    shown = awaited[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    names = first_names(standing.day.actors_of(people))
    text = _text(standing, person, names[person.person_id], rows, shown, reader)
    buttons = [_row_buttons(standing, person, row, reader) for row in shown]
    buttons += _turn_rows(standing, person, page, pages)
    buttons += confirming(standing, reader, person.person_id)
    buttons.append(_offer_comments(person, reader))
    if not person.has_left:
        buttons.append(give_button(reader, AskAbout.PERSON, person.person_id))
    buttons += _turn_people(standing, people, place, names)
    if step is not None:  # below all else: no double tap on a ✅ meets it
        press = slot_press(standing.day, SummaryDeed.UNDO, person.person_id, step.id)
        buttons.append((Button(_("↩️ Undo"), press.pack()),))
    return Message(text, tuple(row for row in buttons if row))


def _text(
    standing: SlotStanding, person: PersonDay, name: str, rows: list[Numbered], shown: list[Numbered], reader: Actor
) -> Markup:
    done = [row for row in rows if not row.is_awaited][-DONE_SHOWN:]
    widths = Widths.of([*done, *shown])
    told = [_tell(row, widths, standing, person, reader) for row in (*done, *shown)]
    return lines(
        fill(_("{name} · by {time}"), name=bold(name), time=standing.wall),
        _figures(person),
        _off_plan(person),
        trust_line(person.figures.received, person.figures.confirmed),
        fill(_("no answer")) if person.says_nothing else None,
        "",
        *(told or [fill(_("No payments planned for the day"))]),
    )


def _tell(row: Numbered, widths: Widths, standing: SlotStanding, person: PersonDay, reader: Actor) -> Markup:
    """What came says how far it can be trusted."""
    line = row_line(row, widths, standing.day.day, reader.zone)
    if row.live.state not in {RowState.CAME, RowState.PART}:
        return line
    trusts = {fact.trust for fact in person.facts if fact.payment_id == row.live.payment.id}
    trust = Trust.CLAIMED if Trust.CLAIMED in trusts else Trust.CONFIRMED
    return fill("{line} · {trust}", line=line, trust=trust_words(trust)) if trusts else line


def _figures(person: PersonDay) -> Markup:
    figures = person.figures
    if not figures.plan:
        return fill(_("Received {sum}, nothing was planned"), sum=short(figures.received))
    received = fill(_("Received {sum} of {plan}"), sum=short(figures.on_plan), plan=short(figures.plan))
    return lines(received, fill(_("{done} of plan"), done=percent(figures.done)))


def _off_plan(person: PersonDay) -> Markup | None:
    figures = person.figures
    if not figures.off_plan:
        return None
    told = fill(_("Off plan {sum}"), sum=short(figures.off_plan))
    if figures.all_to_plan is None:
        return told
    return fill(_("{off_plan}, all in all {done}"), off_plan=told, done=percent(figures.all_to_plan))


def _offer_comments(person: PersonDay, reader: Actor) -> tuple[Button, ...]:
    """A word of the lead about what was put off: it comes to whose payment it is."""
    if person.has_left or not may(reader.role, Action.GIVE_TASK):
        return ()
    moved = [live for live in person.rows if live.state is RowState.MOVED][:MOST_COMMENTED]
    return tuple(
        button(
            f"💬 {cut(live.payment.client_name, ON_BUTTON)}",
            GiveTaskPress(about=AskAbout.PAYMENT, record_id=live.payment.id),
        )
        for live in moved
    )


def _row_buttons(standing: SlotStanding, person: PersonDay, row: Numbered, reader: Actor) -> tuple[Button, ...]:
    found = []
    if may(reader.role, Action.ENTER_FACT):
        found.append(_button(f"{row.number} ✅", SummaryDeed.CAME, standing, person, row))
    if may(reader.role, Action.REMIND_SILENT) and person.person_id != reader.person_id and not person.has_left:
        found.append(_button(_("Remind"), SummaryDeed.REMIND_ROW, standing, person, row))
    if reader.role is Role.LEAD and row.live.payment.owner_id != reader.person_id:
        found.append(_button(_("Take the deal"), SummaryDeed.TAKE, standing, person, row))
    return tuple(found)


def _button(label: str, deed: SummaryDeed, standing: SlotStanding, person: PersonDay, row: Numbered) -> Button:
    return Button(label, slot_press(standing.day, deed, person.person_id, row.live.payment.id).pack())


def _turn_rows(standing: SlotStanding, person: PersonDay, page: int, pages: int) -> list[tuple[Button, ...]]:
    """The page rides in the place of a payment."""
    turn = []
    for label, to in ((_("‹ Back"), page - 1), (_("More ›"), page + 1)):
        if 1 <= to <= pages:
            turn.append(Button(label, slot_press(standing.day, SummaryDeed.ROWS, person.person_id, to).pack()))
    return [tuple(turn)] if turn else []


def _turn_people(standing: SlotStanding, people: Sequence[PersonDay], place: int, names: dict[int, str]) -> Keyboard:
    if len(people) == 1:
        return ()
    before, after = people[place - 1].person_id, people[(place + 1) % len(people)].person_id
    row = [Button(f"{names[after]} ›", _to(standing, after).pack())]
    if before != after:
        row.insert(0, Button(f"‹ {names[before]}", _to(standing, before).pack()))
    return (tuple(row),)


def _to(standing: SlotStanding, person_id: int) -> SummaryPress:
    return slot_press(standing.day, SummaryDeed.PERSON, person_id)


def take_question(standing: SlotStanding, person: PersonDay, payment_id: int) -> Message | None:
    """Before a deal changes hands."""
    live = next((each for each in person.rows if each.payment.id == payment_id), None)
    if live is None:
        return None
    owner = first_names(standing.day.actors_of(standing.people))[person.person_id]
    client = bold(live.payment.client_name)
    is_nobodys = live.payment.owner_id is None
    text = lines(
        fill(_("Take {client}? Nobody looks after it now"), client=client)
        if is_nobodys
        else fill(_("Take {client} over from {name}?"), client=client, name=owner),
        fill(_("The client, its deals and payments become yours.")),
    )
    yes = slot_press(standing.day, SummaryDeed.TAKEN, person.person_id, payment_id)
    no = slot_press(standing.day, SummaryDeed.PERSON, person.person_id)
    return Message(text, ((Button(_("Take it"), yes.pack()), Button(_("‹ Back"), no.pack())),))
