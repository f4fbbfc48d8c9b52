"""
What the deed of a line makes of its entry: awaited or come, held or planned, with which outcome and reason.

A kind of deed that needs more than its verb is one function, and a row of _KINDS.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome, Outcome
from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, Found, Unknown
from sales.entry.days.dates import DayChoice, DayMistake
from sales.entry.days.time_words import is_past
from sales.entry.deeds.deed_words import MOVED_ONLINE, ON_THE_WAY, THING
from sales.entry.deeds.outcomes import (
    contact_kind,
    is_denied,
    outcome_of,
    reason_of,
    take_contact_kind,
    take_kind_behind,
)
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import LOGGED, REASONED, Verb
from sales.entry.lines.figures.figures import Figures
from sales.entry.lines.figures.promises import promise_in
from sales.entry.lines.parts import Said
from sales.entry.lines.stories.told import is_own
from sales.entry.lines.understood import Entry
from sales.entry.numbers.chance import take_chance
from sales.entry.reading import TAKEN, Line

_PROMISED: Final = re.compile(r"обещ|promis")
_MAY_HAVE_COME: Final = re.compile(
    r"(?<!\w)п/?п(?!\w)|плат[её]жк|(?<!\w)(?:опл|оплаты?|платеж|платежи|payments?)\.?(?!\w).*"
    r"(?<![0-9.,])(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])(?!\.?[0-9])"
)
SURE: Final = 95
"""Percent: money that came less surely than this has not come for certain."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The deed, its words as they were written, and when they were."""

    lead: Lead
    words: tuple[str, ...]
    now: time | None

    @property
    def deed(self) -> str:
        return " ".join(self.words)


def tell_deed(entry: Entry, said: Said, figures: Figures, now: time | None) -> Entry:
    """The entry with its verb and all that hangs on it; without, where the line asks or leaves it open."""
    if entry.text.endswith("?"):
        return entry
    if said.lead is None:
        return _note(_expect(entry, figures, now))
    verb = said.lead.verb
    if verb is None:
        return entry
    if _is_open(entry, verb):
        return entry.model_copy(update={"comment": entry.comment or entry.text}) if not entry.has_sum else entry
    told = _Told(said.lead, tuple(said.head[word.start : word.end] for word in said.lead.words), now)
    contact, comment = contact_kind(fold(told.deed)), entry.comment
    if contact is None and said.lead.activity is not None:
        contact, comment = take_contact_kind(comment)
    entry = entry.model_copy(update={"verb": verb, "contact": contact, "comment": comment})
    if contact is None and said.lead.activity is not None and isinstance(entry.client, Unknown):
        contact, name = take_kind_behind(entry.client.text)
        entry = entry.model_copy(update={"contact": contact, "client": replace(entry.client, text=name)})
    tell = _KINDS.get(verb)
    return (tell(entry, told) if tell is not None else entry).settle()


_HAS_COME: Final = re.compile(r"(?:сегодня |только что |к нам |сам[аи]? )*(?:приш|заш)(?:ел|ла|ли)(?!\w)")
_OF_MONEY: Final = re.compile(
    r"оплат|плат[её]ж|перевод|аванс|сумм|половин|част[ьи]|транш|ден[еь]|задат|долг|треть|остат|вс[её]|[0-9]"
)


def _is_open(entry: Entry, verb: Verb) -> bool:
    """«вроде оплатил», and «опл. Дым 12к 11.12» of today: has it come, or is it awaited? «пришёл Савва»: what?"""
    if verb is Verb.FACT and _HAS_COME.match(fold(entry.text)) and not (entry.amount or entry.amount_choice):
        named = any(is_own(word, entry) for word in re.findall(r"\w+", entry.text))
        return isinstance(entry.client, Found | Ambiguous) and not named and not _OF_MONEY.search(fold(entry.text))
    if verb is Verb.FACT:
        return (entry.probability or SURE) < SURE
    return verb is Verb.EXPECT and entry.day == entry.said_on and _MAY_HAVE_COME.search(fold(entry.text)) is not None


def _expect(entry: Entry, figures: Figures, now: time | None) -> Entry:
    """A sum with a day that is ahead is expected, whatever word is left out."""
    days = [entry.day] if entry.day else [entry.day_choice.later] if entry.day_choice else []
    known = isinstance(entry.client, Found | Ambiguous)
    priced = entry.amount is not None or ((entry.amount_choice or entry.amount_mistake) is not None and known)
    later = figures.latest is not None and now is not None and figures.latest > now
    unclear = entry.day_mistake is DayMistake.UNCLEAR and not is_past(entry.day_text)
    sure = entry.probability is not None and not days and entry.day_mistake is None
    ahead = sure or any(day > entry.said_on for day in days) or (later and entry.day == entry.said_on) or unclear
    if not priced or not ahead or entry.client is None:
        return entry
    return entry.model_copy(update={"verb": Verb.EXPECT})


_NEWS: Final = re.compile(
    rf"(?<!\w)(?:(?:получ|забр|подпис|соглас|прин[её]с|прин[яи]|верн|отд|переда|прочит|изуч|утверд|одобр|прислал)\w+|жд[уе]м?)"
    rf"(?= (?:(?!за |про |что )[\w.]+ ){{0,3}}?{THING}(?!\w))|"
    rf"(?<!\w){THING} (?:(?:со?|от|у|для|по) \w+ )?(?:уже |наконец |тоже |сегодня |у нас )*"
    r"(?:(?:под|про)писан|получен|согласован|утвержд[её]н|одобрен|принят|передан|забрал|отда[нл]|прислал|готов)[аиоы]{0,2}(?!\w)"
)
"""«договор подписан», «жду ответа от Фёдора», «получил акт сверки»: told of papers and words, and no money."""
_FIGURES_SAID: Final = (
    "verb",
    "amount",
    "amount_choice",
    "amount_mistake",
    "day",
    "day_choice",
    "day_mistake",
    "at",
    "probability",
)


def take_for_chance(entry: Entry) -> Entry:
    """«Вектор вероятность 60», and nothing else, is of a payment that is awaited already."""
    told = {name for name in _FIGURES_SAID if getattr(entry, name) is not None}
    others = "\n" in entry.text or not told <= {"probability", *({"verb"} if entry.verb is Verb.EXPECT else ())}
    said = entry.probability is not None or entry.probability_mistake
    if others or not said or entry.comment or not isinstance(entry.client, Found | Ambiguous):
        return entry
    return entry.model_copy(update={"verb": Verb.CHANCE})


_CHANCE_ALONE: Final = re.compile(r"(?:вероятност\w*|шанс\w*|chance|теперь|сейчас|now|по оплате|оплаты|платежа)|\W|\d")


def read_chance_alone(text: str, today: date) -> Entry | None:
    """«вероятность 60», said of nothing that was named: of whose payment is asked."""
    line = Line(text)
    chance = take_chance(line) if re.search(r"вероятн|шанс|chance", line.left) else None
    if chance is None or _CHANCE_ALONE.sub("", line.left.replace(TAKEN, " ")):
        return None
    entry = Entry(text=text, said_on=today, verb=Verb.CHANCE)
    return entry.model_copy(update={"probability": chance.percent, "probability_mistake": chance.percent is None})


def _note(entry: Entry) -> Entry:
    """What is told of papers, and of nobody known, is a note; at whose card is asked."""
    told = any(getattr(entry, name) is not None for name in _FIGURES_SAID)
    if told or isinstance(entry.client, Found) or not _NEWS.search(fold(entry.text)):
        return entry
    return entry.model_copy(
        update={
            "verb": Verb.NOTE,
            "activity": ActivityType.NOTE,
            "client": None if isinstance(entry.client, Unknown) else entry.client,
            "comment": entry.text,
        }
    ).settle()


def _await(entry: Entry, told: _Told) -> Entry:
    return entry.model_copy(update={"promised": _PROMISED.search(fold(told.deed)) is not None})


_NOT_ON: Final = re.compile(r"^не (?!отмен|будет|(?:жд|ожид)\w+ (?:больше|уже))|\w не |won")
_NOT_ABLE: Final = re.compile(r"не (?:смо|мо[гж]|успе|получ)")
_NO_DAY: Final = {
    "day": None,
    "day_choice": None,
    "day_mistake": None,
    "day_text": "",
    "day_far": False,
    "deadline": False,
}


def _cancel(entry: Entry, told: _Told) -> Entry:
    """«завтра не заплатят», «не успеют оплатить»: not on that day, and on which then? The words tell why."""
    dated = entry.day or entry.day_choice or entry.day_mistake
    if _NOT_ABLE.match(fold(told.deed)) or (dated and _NOT_ON.search(fold(told.deed))):
        stands = {"from_day": entry.day, "verb": Verb.MOVE, "probability": None}
        entry = entry.model_copy(update={**_NO_DAY, **stands})
    return _give_reason(entry, told)


def _give_reason(entry: Entry, _: _Told) -> Entry:
    return entry.model_copy(update={"reason": reason_of(entry.comment)})


def _log(entry: Entry, told: _Told) -> Entry:
    outcome = _outcome(entry, told)
    planned = _is_ahead(entry, told, outcome)
    if told.lead.verb is Verb.NOTE and (not entry.comment or MOVED_ONLINE.match(fold(told.deed))):
        entry = entry.model_copy(update={"comment": entry.text})
    entry = entry.model_copy(update={"planned": planned, "outcome": None if planned else outcome})
    if not planned:
        return entry.model_copy(update={"promise": promise_in(entry.comment, entry.said_on), "hours": None})
    return entry.model_copy(update={"day": entry.said_on}) if _is_today(entry, told) else entry


_KINDS: Final[dict[Verb, Callable[[Entry, _Told], Entry]]] = {
    **dict.fromkeys(LOGGED, _log),
    **dict.fromkeys(REASONED, _give_reason),
    Verb.CANCEL: _cancel,
    Verb.EXPECT: _await,
}


def _is_today(entry: Entry, told: _Told) -> bool:
    """An hour without a day is today, where it is still ahead; «еду в Ромашку» is on the way."""
    if entry.day is not None or entry.day_choice is not None or entry.day_mistake is not None:
        return False
    latest = entry.at or (entry.hours[1] if entry.hours else None)
    if latest is not None:
        return told.now is None or latest > told.now
    return any(ON_THE_WAY.fullmatch(fold(word)) for word in told.words)


def _outcome(entry: Entry, told: _Told) -> Outcome | None:
    """From the comment; the verb itself only tells that nobody answered, or that they talked."""
    activity = told.lead.activity
    if activity is None:
        return None
    verb = outcome_of(activity, told.deed)
    if told.lead.tense is Tense.DONE and is_denied(activity, told.deed):
        return MeetingOutcome.DID_NOT_HAPPEN
    if activity is ActivityType.CALL and verb is CallOutcome.NO_ANSWER:
        return verb
    said = outcome_of(activity, entry.comment)
    return verb if said is None and verb is CallOutcome.TALKED else said


def _is_ahead(entry: Entry, told: _Told, outcome: Outcome | None) -> bool:
    """A noun («звонок») is planned where its day, or its hour today, is ahead; «сегодня» alone is a plan too."""
    lead, now = told.lead, told.now
    if lead.verb is Verb.NOTE or lead.tense is Tense.DONE:
        return False
    if lead.tense is Tense.AHEAD or isinstance(entry.day_choice, DayChoice) or entry.day_mistake:
        return True
    if entry.day not in {None, entry.said_on}:
        return entry.day is not None and entry.day > entry.said_on
    if entry.hours is not None:
        return outcome is None and (now is None or entry.hours[1] > now)
    if entry.at is not None:
        return outcome is None if now is None else entry.at > now
    if entry.deadline:  # also where its day is today: «к концу недели» on a Friday
        return outcome is None
    return entry.day is not None and not entry.comment
