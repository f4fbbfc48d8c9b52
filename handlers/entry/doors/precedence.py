"""
What goes before the open question, what behind it, and what is its answer (spec/0 0.1).

A question that the bot asked by itself takes no record for its answer; a name, a comment or a reason takes no money.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from handlers.dialog.model import Draft, Step, Talk, Waiting
from handlers.dialog.runner import Runner
from handlers.dialog.steps.choices import PickReason
from handlers.dialog.steps.outcome import PickOutcome, find_outcome
from handlers.entry.asking.client import Whose
from handlers.entry.asking.step import is_whole
from handlers.entry.doors.names import says_only_who
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.entry.line.targets import OF_PAYMENT
from sales.activities.activities import ActivityType
from sales.asks.ask import AskKind
from sales.clients.card_fields import CardField
from sales.entry.apart import is_contact_line
from sales.entry.clients.name_forms import normal_form
from sales.entry.clients.names import Ambiguous, Found, Unknown, is_word_of
from sales.entry.deal_lines import DealDeedSaid
from sales.entry.deeds.verbs import LOGGED, PRICED, RECEIVED, Verb
from sales.entry.lines.understood import Entry
from sales.entry.message import Heard
from sales.entry.talk.corrections import CorrectionKind
from sales.entry.talk.intent_kinds import IntentKind
from storage.queues.dialogs import OpenDialog

MONEY = PRICED | OF_PAYMENT
NEW_DEAL = "new_deal"
OF_FORM = {"pay": {Verb.EXPECT}, "fact": {Verb.FACT, Verb.REFUND}, "call": {Verb.CALL}, "meet": {Verb.MEETING}}
"""The records that a form of this name makes."""

DAYS = {IntentKind.TODAY, IntentKind.TOMORROW, IntentKind.WEEK}
"""Words that are a day to a question, and a screen outside it."""

ABOUT = {IntentKind.CARD, IntentKind.FIND, IntentKind.PERSON}
SCREENS = {IntentKind.HELP, IntentKind.MENU, IntentKind.DEBTS, IntentKind.CLIENTS, IntentKind.VISITS, IntentKind.SVOD}
"""Never an answer to what a line has left open."""

TOLD = {
    *(IntentKind.SET_INN, IntentKind.DISPUTE, IntentKind.WRITE_OFF),
    *(IntentKind.LEAVE_UNTIL, IntentKind.HAND_OVER, IntentKind.REFERRED),
}
"""Of a client something is said, and no step has asked for it."""

SEVERAL = 2


def is_light(runner: Runner, state: OpenDialog) -> bool:
    """The bot has asked by itself about something that it has already."""
    dialog = runner.dialogs.get(state.name)
    return dialog is not None and state.step in dialog.light


def list_still_asked(state: OpenDialog, entries: Sequence[Entry], behind: tuple[Waiting, ...]) -> tuple[Waiting, ...]:
    """The open form, but not a question about this very record, told anew, nor an empty form for records like it."""
    asked = _read_asked(state)
    again = asked is not None and any(_is_told_anew(asked, each) for each in entries)
    return later_of(state) if again or is_of_form(state, entries) else behind


def is_of_form(state: OpenDialog, entries: Sequence[Entry]) -> bool:
    """An empty form is done with the first record of its kind: not even whom it is about was said."""
    empty = not state.draft.get("client_id")
    return empty and any(each.verb in OF_FORM.get(state.name, ()) for each in entries)


def later_of(state: OpenDialog) -> tuple[Waiting, ...]:
    """What waits behind the open form, without the form."""
    return Draft.model_validate(state.draft).later


def _is_told_anew(asked: Entry, entry: Entry) -> bool:
    same = asked.client_id in {None, entry.client_id}
    return same and asked.verb in {None, entry.verb} and asked.amount in {None, entry.amount}


def is_polite(heard: Heard) -> bool:
    return heard.intent is not None and heard.intent.kind is IntentKind.THANKS


async def is_aside(
    runner: Runner, talk: Talk, state: OpenDialog, step: Step[Any] | None, heard: Heard, text: str
) -> bool:
    """Said beside the question, whatever the step would make of it: a light one, a name, a comment takes no record."""
    if is_contact_line(text):
        return True
    if is_light(runner, state):
        return _is_no_answer(heard)
    if step is not None and step.free:
        return _is_no_word(state, step, heard, text) or await _is_sum_corrected(talk, step, heard)
    asked = heard.ask is not None and bool(heard.ask.text or heard.ask.share)
    return asked or _is_another_line(talk, state, heard) or _is_question(state, heard) or _is_of_deal(state, heard)


def is_of_another(state: OpenDialog, step: Step[Any], entry: Entry) -> bool:
    """A record of another client than the form's; but «перезвонил Ким, ждут счёт» is a word in passing (spec/0 0.1)."""
    if not entry.client_id or entry.client_id == state.draft.get("client_id"):
        return False
    if entry.verb is None:
        return entry.has_sum and not entry.comment
    told = entry.planned or entry.outcome is not None or entry.promise is not None
    return told or entry.verb not in LOGGED - {Verb.NOTE} or isinstance(step, PickReason)


def _is_no_word(state: OpenDialog, step: Step[Any], heard: Heard, text: str) -> bool:
    """Money, a record or a card of another client, a task, a question: no comment and no reason."""
    if any(_is_money_of_another(state, step, each) or is_of_another(state, step, each) for each in heard.entries):
        return True
    if isinstance(step, PickOutcome) and _is_outcome_of_another(state, heard.entry, text):
        return True
    here = state.draft.get("client_id")
    told = [each for each in (heard.deal, heard.nps, heard.ask, heard.intent) if each is not None]
    task = heard.ask is not None and heard.ask.kind is AskKind.TASK and bool(heard.ask.text)
    asked = heard.intent is not None and heard.intent.is_asked
    return task or asked or any(isinstance(each.client, Found) and each.client.id != here for each in told)


def _is_outcome_of_another(state: OpenDialog, entry: Entry | None, text: str) -> bool:
    """«Ромашка отказалась» while it is asked how the call with Вектор ended."""
    if entry is None or not isinstance(entry.client, Found) or entry.client.id == state.draft.get("client_id"):
        return False
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return is_word_of(first, normal_form(entry.client.name)) and find_outcome(ActivityType.CALL, text) is not None


def makes_deal(heard: Heard) -> bool:
    """«сделка …»: a form about another one is not gone on with."""
    return heard.deal is not None and heard.deal.deed is DealDeedSaid.MAKE


def answers_mark(state: OpenDialog, heard: Heard) -> bool:
    """«нпс Вектор 11», and then «нпс Вектор 9»; an INN likewise: the line says once more what stands open."""
    match state.name:
        case "nps":
            said = None if heard.nps is None else heard.nps.client
        case "client_edit" if heard.intent and heard.intent.kind is IntentKind.SET_INN:
            said = heard.intent.client if state.draft.get("field") == CardField.INN else None
        case _:
            return False
    return isinstance(said, Found) and said.id in {state.draft.get("client_id"), state.draft.get("edited_id")}


def _is_of_deal(state: OpenDialog, heard: Heard) -> bool:
    """A deal, or a mark, of a client who is surely known is told whole; money is none of a deal that is being made."""
    said = [each.client for each in (heard.deal, heard.nps) if each is not None]
    of_money = state.name == NEW_DEAL and any(each.verb in MONEY for each in heard.entries)
    return of_money or makes_deal(heard) or any(isinstance(each, Found) for each in said)


def _is_question(state: OpenDialog, heard: Heard) -> bool:
    """A screen is asked for, which no step takes for its answer; but whom it is about may be said so: «где Ромашка»."""
    intent = heard.intent
    if intent is None or (intent.kind in ABOUT and state.step in {"client", Whose.name}):
        return False
    told = intent.kind in TOLD and isinstance(intent.client, Found)
    return intent.is_asked or told or (state.name == DIALOG and intent.kind in SCREENS)


def _is_no_answer(heard: Heard) -> bool:
    """An amount, a verb, a day, a plain question: never the answer to whose a file is."""
    if heard.intent is not None:
        return not is_polite(heard)
    return (
        heard.correction is not None
        or heard.deal is not None
        or heard.nps is not None
        or heard.ask is not None
        or any(not says_only_who(entry) for entry in heard.entries)
    )


def _is_money_of_another(state: OpenDialog, step: Step[Any], entry: Entry) -> bool:
    """Money is no part of a comment; but what the words say of the form's own client is."""
    if entry.verb not in MONEY:
        return False
    if entry.client is None and entry.verb in RECEIVED:
        return entry.has_sum or isinstance(step, PickReason)
    if isinstance(entry.client, Unknown):  # «оплата Зюйд» is a line, «оплата зависла» is a comment
        return not entry.comment and entry.client.text[:1].isupper()
    if entry.verb in PRICED and not any((entry.has_sum, entry.day, entry.day_choice, entry.day_mistake)):
        return False
    here = state.draft.get("client_id")
    match entry.client:
        case Found(id=client_id):
            return client_id != here
        case Ambiguous(candidates=candidates):
            return here not in {each.id for each in candidates}
        case None:
            return False


async def _is_sum_corrected(talk: Talk, step: Step[Any], heard: Heard) -> bool:
    """«нет, 45к» is of the money that was recorded just now, and no reason in any case."""
    said = heard.correction
    if said is None or said.kind is not CorrectionKind.CHANGE or said.now.amount is None:
        return False
    return isinstance(step, PickReason) or await talk.mine.undoable.last() is not None


def _is_another_line(talk: Talk, state: OpenDialog, heard: Heard) -> bool:
    """«оплата 31 234 Ромашка завтра» at «Создать „Заря“?» is a record of its own, and never a name; so is a whole one
    that this form does not make, and at a question about a line any whole one.
    """
    if state.name == DIALOG and state.step == Whose.name:
        return any(
            each.verb is not None or (each.amount is not None and each.client is not None) for each in heard.entries
        )
    asked = _read_asked(state)
    here = state.draft.get("client_id") or (asked.client_id if asked else None)
    return any(
        (is_whole(talk, each) and each.verb not in OF_FORM.get(state.name, ()))
        or (here is not None and each.verb in PRICED and each.has_sum and isinstance(each.client, Unknown))
        for each in heard.entries
    )


def _read_asked(state: OpenDialog) -> Entry | None:
    """The line that is asked about; None also for one of another version."""
    with suppress(ValueError):
        return EntryDraft.model_validate(state.draft).entry if state.name == DIALOG else None
    return None


def says_more(heard: Heard) -> bool:
    """A question, a correction, or a line of which two things at least are understood."""
    if heard.intent is not None:
        return heard.intent.kind not in DAYS
    return (
        heard.correction is not None
        or heard.ask is not None
        or any(sum((each.verb is not None, each.client is not None, each.has_sum)) >= SEVERAL for each in heard.entries)
    )
