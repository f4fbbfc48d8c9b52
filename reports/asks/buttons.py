"""What a reader may do with an ask, the most likely first."""

from reports.asks.drawn import DrawnAsk
from reports.asks.presses import AskedPress, AsksAddress, TaskDeed
from reports.asks.words import share_words
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.message import Button, Keyboard
from reports.message.view import button
from sales.asks.ask import NOTES, AskFilter, AskKind, AskState
from sales.asks.discount import offer_between
from sales.core.rights import Action
from storage.engine.scope import reaches_department

WIDTH = 3
Row = tuple[Button, ...]


def list_rows(shown: DrawnAsk) -> Keyboard:
    kind = shown.ask.kind
    found: Keyboard
    if kind is AskKind.TASK:
        found = _of_task(shown) if shown.ask.is_open else ()
    elif kind is AskKind.HELP:
        found = _of_help(shown)
    elif kind is AskKind.DISCOUNT:
        found = _of_discount(shown)
    else:
        found = _of_note(shown)
    rows, last = [row for row in found if row], _last(shown)
    if rows and len(rows[-1]) == 1 and len(last) < WIDTH:
        last = (*rows.pop(), *last)
    return (*rows, last)


def _last(shown: DrawnAsk) -> Row:
    """Its record, where the reader has it; and the list."""
    of = AskFilter.NOTES if shown.ask.kind in NOTES else AskFilter.OPEN
    card = () if shown.subject.to is None else (button(_("Card"), shown.subject.to),)
    return (*card, button(_("‹ Tasks"), AsksAddress(which=of)))


def _of_task(shown: DrawnAsk) -> Keyboard:
    ask = shown.ask
    done, due = _press(pgettext("task", "Done"), TaskDeed.DONE, shown), _press(_("📅 Deadline"), TaskDeed.DUE, shown)
    if ask.is_own:
        hour = _press(_("+1 h"), TaskDeed.HOUR, shown)
        return (done, hour), (_press(_("Tomorrow 9:00"), TaskDeed.TOMORROW, shown), due)
    if shown.is_for_me:
        accept = (_press(_("✅ Accept"), TaskDeed.ACCEPT, shown),) if ask.state is AskState.GIVEN else ()
        return (*accept, done), (_press(_("❌ I can't"), TaskDeed.DECLINE, shown), due)
    if not (shown.is_mine or reaches_department(shown.reader, Action.GIVE_TASK, ask.department_id)):
        return ()
    proposed: Row = ()
    if ask.proposed_at is not None:
        proposed = (_press(_("✅ Agree"), TaskDeed.AGREE, shown), _press(_("Keep the deadline"), TaskDeed.KEEP, shown))
    other = (_press(_("Reassign"), TaskDeed.HAND, shown),)
    return proposed, (due, _press(_("Withdraw"), TaskDeed.WITHDRAW, shown)), other


def _of_help(shown: DrawnAsk) -> Keyboard:
    ask = shown.ask
    if shown.is_mine:
        if ask.state is AskState.SOLVED and ask.helped is None:
            return ((_press(_("Yes"), TaskDeed.HELPED, shown), _press(_("No"), TaskDeed.NOT_HELPED, shown)),)
        return ((_press(_("Withdraw"), TaskDeed.WITHDRAW, shown),),) if ask.state is AskState.GIVEN else ()
    advise = _press(_("Advice…"), TaskDeed.ADVISE, shown)
    if ask.state is AskState.TAKEN:
        return ((_press(_("✅ Solved"), TaskDeed.SOLVED, shown), advise),) if shown.is_for_me else ()
    if ask.state is not AskState.GIVEN or not _answers(shown, Action.ANSWER_ASK):
        return ()
    takes = shown.reader.department_id is not None and _answers(shown, Action.REASSIGN) and ask.client_id is not None
    take = (_press(_("I take it"), TaskDeed.TAKE, shown),) if takes else ()
    return (*take, _press(_("We call together"), TaskDeed.JOIN, shown)), (advise,)


def _of_discount(shown: DrawnAsk) -> Keyboard:
    ask = shown.ask
    if ask.state is not AskState.GIVEN:
        return ()
    if shown.is_mine:
        return ((_press(_("Withdraw"), TaskDeed.WITHDRAW, shown),),)
    if not _answers(shown, Action.APPROVE_DISCOUNT):
        return ()
    offer = offer_between(shown.limit, ask.value or 0)
    up_to = _("Up to {share}").format(share=share_words(offer)) if offer else ""
    offered = (_press(up_to, TaskDeed.UP_TO, shown, offer),) if offer else ()
    yes, no = _press(_("✅ Yes"), TaskDeed.YES, shown), _press(_("❌ No"), TaskDeed.NO, shown)
    return (yes, *offered, no), (_press(_("Another %"), TaskDeed.UP_TO, shown),)


def _of_note(shown: DrawnAsk) -> Keyboard:
    if not shown.ask.is_open or not _answers(shown, Action.ANSWER_ASK):
        return ()
    seen = (_press(pgettext("note", "Seen"), TaskDeed.ACCEPT, shown),) if shown.ask.state is AskState.GIVEN else ()
    return ((*seen, _press(pgettext("note", "Settled"), TaskDeed.DONE, shown)),)


def _answers(shown: DrawnAsk, right: Action) -> bool:
    return reaches_department(shown.reader, right, shown.ask.department_id)


def _press(label: str, deed: TaskDeed, shown: DrawnAsk, value: int | None = None) -> Button:
    return button(label, AskedPress(deed=deed, ask_id=shown.ask.id, value=value or 0))
