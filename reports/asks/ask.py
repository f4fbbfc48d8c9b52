"""One ask, as its two sides see it: one living message each (spec/4, 4.1)."""

from collections.abc import Iterator
from typing import Self

from markupsafe import Markup

from reports.asks.buttons import list_rows
from reports.asks.drawn import DrawnAsk, read_drawn
from reports.asks.presses import AskAddress
from reports.asks.words import full_due, kind_label, share_words
from reports.message.address import MaybeDay
from reports.message.format import hours, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.screens.cards import CardView
from reports.message.view import Key
from reports.message.words.names import of_whom, to_whom
from reports.payments.card_lines import tell_taken, undo_row
from sales.asks.ask import NOTES, AskKind, AskState, HelpWay
from sales.asks.discount import count_lost
from sales.calendar.calendar import Taken
from sales.core.clock import local_date
from sales.core.rights import Action, roles_that_may
from sales.core.undo import UndoStepKind
from storage.engine.actor import Actor
from storage.transaction import Transaction

TASKED = roles_that_may(Action.ANSWER_ASK)


class AskCard(CardView, AskAddress):
    """`said`: the day that was asked for, where another one was taken."""

    opens_for = TASKED

    said: MaybeDay = None

    @classmethod
    def key_for(cls, ask_id: int, reader_id: int) -> Key[Self]:
        return Key(f"ask:{ask_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        ask = await tx.as_(reader).asks.get(self.ask_id)
        shown = await read_drawn(tx, reader, ask)
        rows = (*list_rows(shown), *await _undo_rows(tx, shown))
        return self.card(lines(*_facts(shown), self._tell_taken(shown)), rows)

    def _tell_taken(self, shown: DrawnAsk) -> Markup | None:
        due = shown.ask.due_at
        if self.said is None or due is None or not shown.ask.is_open or shown.ask.is_own:
            return None
        return tell_taken(Taken(local_date(due, shown.reader.zone), self.said), at_bank=False)


async def _undo_rows(tx: Transaction, shown: DrawnAsk) -> Keyboard:
    """↩️ of «Беру» and «Решено», for who has pressed it: the client goes back, and the call for help is open again."""
    ask = shown.ask
    if ask.state not in {AskState.TAKEN, AskState.SOLVED} or ask.helped is not None or not shown.is_for_me:
        return ()
    step = await tx.as_(shown.reader).undo_steps.last(UndoStepKind.HANDED_OVER, ask.client_id)
    return (undo_row(step),) if step is not None and step.refs.get("ask") == ask.id else ()


def _facts(shown: DrawnAsk) -> Iterator[Markup | None]:
    ask = shown.ask
    yield _head(shown)
    if ask.kind in {AskKind.HELP, AskKind.DISCOUNT}:
        yield shown.subject.line
    if ask.text and not ask.is_own:
        yield fill("{text}", text=ask.text)
    if ask.kind is AskKind.TASK:
        yield shown.subject.line
    yield shown.debt
    yield _tell_before(shown)
    yield _tell_when(shown)
    yield from _tell_standing(shown)


def _head(shown: DrawnAsk) -> Markup:
    ask = shown.ask
    match ask.kind:
        case AskKind.TASK if ask.is_own:
            return fill("⏰ {text}", text=bold(ask.text))
        case AskKind.TASK if shown.is_for_me:
            return fill(_("📌 A task from {name}"), name=bold(of_whom(shown.giver)))
        case AskKind.TASK:
            return fill(_("📌 A task for {name}"), name=bold(to_whom(shown.taker)))
        case AskKind.HELP if shown.is_mine:
            return fill(_("🆘 The lead is asked for help"))
        case AskKind.HELP:
            return fill(_("🆘 {name} asks for help"), name=bold(shown.giver))
        case AskKind.DISCOUNT:
            return _head_of_discount(shown)
        case kind:
            client = fill(" · {client}", client=bold(ask.client_name)) if ask.client_name else Markup()
            return fill("{kind}{client}", kind=kind_label(kind), client=client)


def _head_of_discount(shown: DrawnAsk) -> Markup:
    """«💸 Анна: скидка 12 % = −36 тыс»"""
    share, amount = shown.ask.value or 0, shown.subject.amount
    said = fill(_("discount {share}"), share=share_words(share))
    if amount:
        said = fill("{said} = {lost}", said=said, lost=bold(short(-count_lost(amount, share))))
    return fill("💸 {said}", said=said) if shown.is_mine else fill("💸 {name}: {said}", name=shown.giver, said=said)


def _tell_before(shown: DrawnAsk) -> Markup | None:
    """«Раньше: 5 % да, 10 % нет»"""
    if not shown.before or not shown.ask.is_open:
        return None
    said = [
        _("{share} yes").format(share=share_words(each.allowed or 0))
        if each.state is AskState.AGREED
        else _("{share} no").format(share=share_words(each.value or 0))
        for each in shown.before[:3]
    ]
    return fill(_("Before: {said}"), said=", ".join(said))


def _tell_when(shown: DrawnAsk) -> Markup | None:
    """«до пт 20.11 18:00», «просрочено»; what is said to oneself has no «до»."""
    ask, zone = shown.ask, shown.reader.zone
    if ask.kind in NOTES and not shown.is_mine:
        return fill(_("from {name}, {when}"), name=of_whom(shown.giver), when=full_due(ask.created_at, zone, shown.now))
    if ask.due_at is None:
        return None
    due = full_due(ask.due_at, zone, shown.now)
    if ask.is_own:
        return fill("{due}", due=due)
    return fill(_("🔴 was due {due}") if ask.is_late(shown.now) else _("by {due}"), due=due)


def _tell_standing(shown: DrawnAsk) -> Iterator[Markup]:
    ask, at = shown.ask, shown.ask.answered_at
    zone = shown.reader.zone
    when = "" if at is None else full_due(at, zone, shown.now)
    if ask.is_open:
        yield from _tell_open(shown)
        return
    match ask.state:
        case AskState.DONE:
            yield fill(_("✅ Done · {when}"), when=when)
        case AskState.DECLINED:
            yield fill(_("❌ Cannot be done: {why}"), why=ask.answer or "")
        case AskState.WITHDRAWN:
            yield fill(_("Withdrawn"))
        case AskState.AGREED:
            yield fill(_("✅ Yes, up to {share}"), share=share_words(ask.allowed or 0))
        case AskState.REFUSED:
            yield fill(_("❌ No"))
        case _:
            yield from _tell_solved(shown)


def _tell_open(shown: DrawnAsk) -> Iterator[Markup]:
    ask, zone = shown.ask, shown.reader.zone
    if shown.has_left:
        yield fill(_("⚠️ {name} does not work here any more"), name=shown.taker)
    if ask.state is AskState.TAKEN:
        yield from _tell_taken(shown)
    elif ask.state is AskState.ACCEPTED and not ask.is_own:
        at = "" if ask.accepted_at is None else hours(ask.accepted_at, zone)
        yield fill(_("Accepted · {time}"), time=at)
    elif ask.state is AskState.GIVEN and shown.is_mine:
        yield fill(_tell_waiting(ask.kind))
    if ask.proposed_at is not None:
        asks = _("📅 I ask for {day}, no answer yet") if shown.is_for_me else _("📅 Asks for {day}")
        yield fill(asks, day=full_due(ask.proposed_at, zone, shown.now))


def _tell_waiting(kind: AskKind) -> str:
    if kind is AskKind.TASK:
        return _("⏳ not accepted yet")
    return _("Passed on to the lead") if kind in NOTES else _("⏳ waiting for the lead")


def _tell_taken(shown: DrawnAsk) -> Iterator[Markup]:
    took = shown.ask.way is HelpWay.TAKE
    if shown.is_for_me:
        yield fill(_("You have taken it") if took else _("You call together"))
    elif took:
        yield fill(_("🤝 {name} takes the deal over"), name=shown.taker)
    else:
        yield fill(_("📞 {name} will call with you"), name=shown.taker)


def _tell_solved(shown: DrawnAsk) -> Iterator[Markup]:
    ask = shown.ask
    if ask.answer:
        yield fill("💬 {name}: {advice}", name=bold(shown.taker), advice=ask.answer)
    else:
        yield fill(_("✅ Solved"))
    if ask.helped is None:
        yield fill(_("Did it help?") if shown.is_mine else _("Asked whether it helped"))
    else:
        yield fill(_("👍 It helped") if ask.helped else _("It did not help"))
