"""A whole message: a correction, a plain question, one record or several. The first that is certain wins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sales.core.words import fold
from sales.entry.ask_lines import AskLine, read_ask_line, read_reminder
from sales.entry.clients.names import Found, Roster
from sales.entry.context import Context
from sales.entry.deal_lines import DealLine, read_deal_line
from sales.entry.lines.deeds_told import take_for_chance
from sales.entry.lines.entry import understand
from sales.entry.lines.mending.call_kinds import say_calls
from sales.entry.lines.mending.endless import MOST_READ, close_gaps, is_endless
from sales.entry.lines.mending.pasted import read_pasted
from sales.entry.lines.mending.slips import mend_slips, names_of
from sales.entry.lines.several.cuts import Read
from sales.entry.lines.several.lost import find_lost, find_other_person
from sales.entry.lines.several.records import records_in, without_frame
from sales.entry.lines.several.sentences import read_sentences
from sales.entry.lines.several.swallowed import find_swallowed
from sales.entry.lines.understood import Entry
from sales.entry.nps_lines import NpsLine, read_nps_line
from sales.entry.talk.corrections import Correction, read_correction
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent, read_intent
from sales.entry.talk.layout import in_russian_layout
from sales.entry.talk.translit import from_latin

_ASKS: Final = re.compile(
    r"(?:(?:а|ну|и|так) )*(?:когда|сколько|где|почему|зачем|как(?:ой|ая|ие|ое)|кто|when|where|why|how)(?!\w)"
)
"""A question begins so, with its mark or without."""
_ENDS_ASKED: Final = re.compile(r"\?(?:\s*\w+){0,2}[\s.!?)]*$")
"""«Лидер заплатил? проверь»"""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says. All empty where it says nothing that is known."""

    correction: Correction | None = None
    intent: Intent | None = None
    entries: tuple[Entry, ...] = ()
    deal: DealLine | None = None
    nps: NpsLine | None = None
    ask: AskLine | None = None
    layout: str = ""
    """«jgkfnf 150r»: the text as the Russian keyboard would have written it; asked once whether it is meant."""

    @property
    def entry(self) -> Entry | None:
        """The only record; None where there are none or several."""
        return self.entries[0] if len(self.entries) == 1 else None

    def __bool__(self) -> bool:
        return bool(self.correction or self.intent or self.entries or self.deal or self.nps or self.ask)


def hear(text: str, context: Context) -> Heard:
    """What the message says."""
    text = close_gaps(text)
    if is_endless(text):
        return Heard()
    context = replace(context, clients=Roster.of(context.clients))
    heard = _read_joined(text, _read(from_latin(text) or text, context), context)
    if _is_clear(heard):
        return heard
    other = in_russian_layout(text)
    again = _read(other, context) if other else Heard()
    if again and _is_clear(again):
        return replace(again, layout=other)
    return heard


class ReadOnce:
    """The record in a part of a message: the ways to cut a line have parts in common.

    `left`: letters that may still be read; below nothing is any more, and what was found is not to be used.
    """

    def __init__(self, context: Context) -> None:
        self.left = MOST_READ
        self._context = context
        self._known: dict[str, Entry | None] = {}

    def __call__(self, part: str) -> Entry | None:
        if part not in self._known:
            self.left -= len(part)
            self._known[part] = read_record(part, self._context) if self.left >= 0 else None
        return self._known[part]


def _read_joined(text: str, heard: Heard, context: Context) -> Heard:
    """«АгроЮг не⏎дозвонился»: of a line that was broken somewhere more is understood as one."""
    if "\n" not in text.strip() or not _may_be_broken(heard):
        return heard
    joined = _read(" ".join(text.split()), context)
    if not heard.entries:
        return joined or heard
    lacks = sum(len(each.missing) for each in heard.entries) + (len(heard.entries) > 1)
    one = joined.entry
    same = one is not None and one.verb is not None and {each.verb for each in heard.entries} <= {one.verb, None}
    return joined if one is not None and same and len(one.missing) < lacks else heard


def _may_be_broken(heard: Heard) -> bool:
    """Nothing, or records of one client with one sum at most: one that lacks something, or the same deed twice."""
    if not heard.entries:
        return not heard or (heard.intent is not None and heard.intent.kind is IntentKind.DEAL_WORDS)
    if len({each.client for each in heard.entries}) > 1 or sum(each.has_sum for each in heard.entries) > 1:
        return False
    deeds = {(each.verb, each.day, each.has_sum) for each in heard.entries}
    return len(deeds) < len(heard.entries) or not all(each.certain for each in heard.entries)


def _is_clear(heard: Heard) -> bool:
    """A word of it was understood: a deed, a client, a question."""
    known = any(entry.verb is not None or isinstance(entry.client, Found) for entry in heard.entries)
    return bool(heard.correction or heard.intent or heard.deal or heard.nps or heard.ask or known)


def _read(text: str, context: Context) -> Heard:
    pasted = read_pasted(text, context.today)
    text = mend_slips(say_calls(pasted.text, context.clients), names_of(context))
    correction = read_correction(text, context)
    if correction is not None:
        return Heard(correction=correction, entries=_read_otherwise(text, correction, context))
    ask = read_ask_line(text, context)
    if ask is not None:
        return Heard(ask=ask)
    deal = read_deal_line(text, context)
    if deal is not None:
        return Heard(deal=deal)
    nps = read_nps_line(text, context)
    if nps is not None:
        return Heard(nps=nps)
    intent = read_intent(text, context)
    if intent is not None:
        return Heard(intent=intent)
    reminder = read_reminder(text, context)
    if reminder is not None:
        return Heard(ask=reminder)
    once = ReadOnce(context)
    entries = _records_of(text, once, context)
    if once.left >= 0 and not all(entry.certain for entry in entries):
        entries = _of_sentences(text, context) or entries
    entries = tuple(map(take_for_chance, entries)) if len(entries) == 1 else entries
    if pasted.also:  # whose words those are, nobody can tell
        entries = tuple(each.model_copy(update={"doubt": each.doubt or pasted.also}) for each in entries)
    asked = _find_asked(text, entries, once)
    if once.left < 0:
        return Heard()
    return Heard(entries=entries) if asked is None else Heard(intent=Intent(IntentKind.CARD, asked.client, asked.text))


def _read_otherwise(text: str, correction: Correction, context: Context) -> tuple[Entry, ...]:
    """What a line says where it is of nothing that was recorded just now; empty where it says a mistake alone."""
    entry = read_record(text, context) if correction.was.figures or correction.came else None
    return () if entry is None else (entry,)


def _records_of(text: str, read: ReadOnce, context: Context) -> tuple[Entry, ...]:
    text = without_frame(text)
    return _ask_of_lost(text, _with_swallowed(records_in(text, read), read, context))


def _of_sentences(text: str, context: Context) -> tuple[Entry, ...]:
    """The same, sentence by sentence; empty where one of them is not certain."""
    apart = ReadOnce(context)
    found = read_sentences(text, apart, lambda part: _records_of(part, apart, context))
    return tuple(found) if apart.left >= 0 else ()


def _ask_of_lost(text: str, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The last is asked about a word that stands in none."""
    lost = find_lost(text, entries)
    if not lost or entries[-1].doubt:
        return entries
    return (*entries[:-1], entries[-1].model_copy(update={"doubt": lost}))


def _with_swallowed(entries: Sequence[Entry], read: Read, context: Context) -> tuple[Entry, ...]:
    """Each asked about what it holds of another; what several hold, once."""
    found = [
        "" if entry.doubt else find_swallowed(entry, read) or find_other_person(entry, context.contacts)
        for entry in entries
    ]
    return tuple(
        entry.model_copy(update={"doubt": words}) if words and words not in found[:place] else entry
        for place, (entry, words) in enumerate(zip(entries, found, strict=True))
    )


def _find_asked(text: str, entries: tuple[Entry, ...], read: Read) -> Entry | None:
    """Of the client whose card answers «Вектор оплатил?», «а сколько Вектор уже заплатил»."""
    if len(entries) == 1 and _is_question(entries[0]):
        return entries[0]
    asks = _ASKS.match(fold(text))
    if asks is None or any(_is_record_of_known(entry) for entry in entries):
        return None
    about = read(f"{text[asks.end() :].strip(' ?')}?")
    return about if about is not None and _is_question(about) else None


def _is_record_of_known(entry: Entry) -> bool:
    return isinstance(entry.client, Found) and (entry.amount is not None or entry.day is not None)


def _is_question(entry: Entry) -> bool:
    """«Вектор оплатил?» is answered by the client's card; with a sum it may be a record all the same."""
    asked = (
        _ENDS_ASKED.search(entry.text) is not None or " ли " in entry.text or _ASKS.match(fold(entry.text)) is not None
    )
    asked = asked and isinstance(entry.client, Found)
    return asked and not entry.has_sum


def read_record(text: str, context: Context) -> Entry | None:
    """One record; None where there is none."""
    return understand(
        text,
        context.today,
        context.clients,
        context.now,
        contacts=context.contacts,
        calendar=context.calendar,
    )
