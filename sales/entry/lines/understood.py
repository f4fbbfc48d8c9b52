"""What was understood of a line, and what must still be asked. It lives in a dialog's draft while the answers come."""

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from sales.activities.activities import ActivityType, ContactKind, Outcome
from sales.core.money import LARGEST, Kopecks
from sales.core.words import add_line
from sales.entry.clients.names import Ambiguous, ClientFinding, Found
from sales.entry.days.dates import DayChoice, DayMistake, DayReading, take_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.outcomes import outcome_of
from sales.entry.deeds.verbs import LOGGED, MOVED, PRICED, REASONED, RECEIVED, Verb
from sales.entry.lines.promise import Promise
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, AmountReading
from sales.entry.numbers.shares import MoneyPart
from sales.entry.reading import Line
from sales.payments.payments import MoveReason


class Missing(StrEnum):
    """One question each, in the order they are asked."""

    VERB = "verb"
    """With an amount «ожидаем или пришло?», otherwise what was done with the client."""
    AMOUNT = "amount"
    """None said, or a mistake: see amount_mistake."""
    WHICH_AMOUNT = "which_amount"
    CLIENT = "client"
    WHICH_CLIENT = "which_client"
    CREATE_CLIENT = "create_client"
    DAY = "day"
    """None said, or a mistake: see day_mistake."""
    WHICH_DAY = "which_day"
    PAST_DAY = "past_day"
    """Expected on a day that is over: «сегодня» or «это факт»."""
    FUTURE_DAY = "future_day"
    """Came on a day that is still ahead: «сегодня» or «ожидаем»."""
    FAR_DAY = "far_day"
    """Of another year that was not said, or over 180 days ahead: shown with its year and asked once."""
    HOUR = "hour"
    """A meeting without one, or «после обеда»: see hours."""
    PROBABILITY = "probability"
    """Said, but over 100."""
    REASON = "reason"
    MEANT = "meant"
    """Beside it stands a word that may make it another thing: see doubt."""


OF_DAY: Final = ("day", "day_choice", "day_mistake", "day_text", "day_far", "deadline")
"""What a record on another's day takes over."""
AT_AN_HOUR: Final = frozenset({ActivityType.MEETING, ActivityType.PRESENTATION})
FAR_AHEAD: Final = 180
"""Days: more is said with its year and asked once."""


def is_far(day: date, today: date, *, relative: bool, year: bool) -> bool:
    """`relative`: counted from today, so that another year is no surprise; `year`: the year was said."""
    if year:
        return False
    return (day - today).days > FAR_AHEAD or (day > today and day.year != today.year and not relative)


class Entry(BaseModel):
    """One line, understood. Certain when nothing is missing; each answer gives a new Entry."""

    model_config = ConfigDict(frozen=True)

    text: str
    said_on: date
    verb: Verb | None = None
    amount: Annotated[Kopecks, Field(gt=0, le=LARGEST)] | None = None
    amount_choice: AmountChoice | None = None
    amount_mistake: AmountMistake | None = None
    day: date | None = None
    day_choice: DayChoice | None = None
    day_mistake: DayMistake | None = None
    day_text: str = ""
    """The words for the day, as they were written: shown where it is asked about."""
    day_far: bool = False
    day_confirmed: bool = False
    """Answered, not read: what is old or far is asked once."""
    from_day: date | None = None
    from_at: time | None = None
    from_sums: tuple[Kopecks, ...] = ()
    """«с завтра на пятницу», «не в 14, а в 16», «480 вместо 420»: what stands is changed; a sum may be thousands."""
    from_words: str = ""
    kept_hour: bool = False
    """«вместо 420», as it was written; «на четверг, время то же», of what is planned."""
    delay: timedelta | None = None
    """«через 72 часа»: counted from the message's instant, not on the wall clock."""
    promised: bool = False
    """«обещали»: without a sum it is rather about money that is awaited already."""
    shift: int | None = None
    """«на неделю»: days that a move puts off by, from the day that stands."""
    later: timedelta | None = None
    """«на час позже»: by so much, from the hour that stands."""
    whole: bool = False
    """«полностью», «остаток»: the sum is what is owed."""
    deadline: bool = False
    """«до», «к концу»: of a day off the last workday before it is taken."""
    hours: tuple[time, time] | None = None
    """«после обеда»: the hour is asked, within these."""
    at: time | None = None
    """The wall clock of the department, where a time was said."""
    probability: Annotated[int, Field(ge=0, le=100)] | None = None
    probability_mistake: bool = False
    client: Annotated[ClientFinding, Field(discriminator="kind")] | None = None
    activity: ActivityType | None = None
    """What is logged, or, with RESCHEDULE and CALL_OFF, what is moved."""
    contact: ContactKind | None = None
    """«холодный звонок»"""
    planned: bool = False
    """A call or a meeting that is ahead; otherwise it has happened."""
    outcome: Outcome | None = None
    """Only where the words say it."""
    reason: MoveReason | None = None
    invoice: str | None = None
    tax_number: str | None = None
    """Ten or twelve digits beside nobody's name: whose INN is it?"""
    parts: tuple[MoneyPart, ...] = ()
    """«половину завтра, остальное 25-го»: of the sum, or of what is awaited; of money that came also the rest."""
    promise: Promise | None = None
    """With a call, a meeting or a letter: the money that was spoken of."""
    comment: str = ""
    doubt: str = ""
    """«говорит», «если подпишут»: a word that was not understood, and may change what is recorded. Asked once."""

    @property
    def client_id(self) -> int | None:
        return self.client.id if isinstance(self.client, Found) else None

    @property
    def client_text(self) -> str:
        """What was said instead of a known name; empty where nothing was."""
        return "" if self.client is None or isinstance(self.client, Found) else self.client.text

    @property
    def stands(self) -> bool:
        """Whether it is said of which day, hour or sum that record is which is changed."""
        return self.from_day is not None or self.from_at is not None or bool(self.from_sums)

    @property
    def has_sum(self) -> bool:
        """Whether a sum was said, be it unclear or wrong."""
        return bool(self.amount or self.amount_choice or self.amount_mistake)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What must be asked, in this order."""
        asked = (_verb(self), _amount(self), _client(self), _day(self), _hour(self), _probability(self), _reason(self))
        return tuple(question for question in asked if question is not None) or _meaning(self)

    @property
    def certain(self) -> bool:
        """May be saved at once."""
        return not self.missing

    def with_verb(self, verb: Verb) -> Self:
        """What happened, happened today unless another day was said."""
        planned = verb in LOGGED and self.day is not None and self.day > self.said_on
        again = self._read_again() if verb in RECEIVED else self
        if verb is Verb.NOTE and (self.amount or self.amount_choice or not self.comment):
            again = self._change(comment=self.text, amount=None, amount_choice=None)
        outcome = outcome_of(verb.activity, self.text) if verb.activity is not None and not planned else self.outcome
        return again._change(verb=verb, activity=verb.activity, planned=planned, outcome=outcome).settle()  # noqa: SLF001

    def with_amount(self, amount: AmountReading) -> Self:
        """As read_amount() gives it, so a mistake or a choice is asked again."""
        return self._change(
            amount=amount if isinstance(amount, int) else None,
            amount_choice=amount if isinstance(amount, AmountChoice) else None,
            amount_mistake=amount if isinstance(amount, AmountMistake) else None,
        )

    def with_client(self, client_id: int, name: str) -> Self:
        """The client was answered; nothing else is asked of whom."""
        return self._change(client=Found(client_id, name))

    def with_day(self, day: DayReading, at: time | None = None) -> Self:
        """As read_day() gives it."""
        return self._change(
            day=day if isinstance(day, date) else None,
            day_choice=day if isinstance(day, DayChoice) else None,
            day_mistake=day if isinstance(day, DayMistake) else None,
            day_far=False,
            day_confirmed=True,
            doubt="" if self.doubt and self.doubt in self.day_text else self.doubt,
            at=at or self.at,
            hours=None if at else self.hours,
            delay=None,
        )

    def with_at(self, at: time | None) -> Self:
        """The hour was answered; None: no hour. Nothing vague said of it is left."""
        return self._change(at=at, hours=None, delay=None)

    def with_probability(self, percent: int | None) -> Self:
        """In per cent; what was wrong with it is not asked again."""
        return self._change(probability=percent, probability_mistake=False)

    def with_line(self, line: str) -> Self:
        """With one more line of the message as its comment."""
        return self._change(comment=add_line(self.comment, line), text=f"{self.text}\n{line}")

    def with_reason(self, reason: MoveReason) -> Self:
        """The reason was answered; the words of it are the comment's."""
        return self._change(reason=reason)

    def settle(self) -> Self:
        """With today for what has happened and named no day."""
        return self._change(day=self.said_on) if _is_done(self) and self.day is None else self

    def _read_again(self) -> Self:
        """«в среду» is the next one until it is known that the money has come: then it was the last."""
        behind = take_day(Line(self.text), Asked(self.said_on, behind=True))
        unclear = self.day_choice is not None or (self.day is not None and self.day > self.said_on)
        return self.with_day(behind) if unclear and isinstance(behind, date) else self

    def _change(self, **values: object) -> Self:
        return type(self).model_validate({**dict(self), **values})


def _is_done(entry: Entry) -> bool:
    logged = entry.verb in LOGGED and not entry.planned
    unclear = entry.day_choice is not None or entry.day_mistake is not None
    return (entry.verb in RECEIVED or logged) and not unclear


def _verb(entry: Entry) -> Missing | None:
    return Missing.VERB if entry.verb is None else None


def _amount(entry: Entry) -> Missing | None:
    if entry.amount is not None or (entry.verb is not None and entry.verb not in PRICED | {Verb.RESUM}):
        return None
    if entry.amount_choice is not None:
        return Missing.WHICH_AMOUNT
    needed = entry.verb in PRICED | {Verb.RESUM} or entry.amount_mistake is not None
    return Missing.AMOUNT if needed else None


def _client(entry: Entry) -> Missing | None:
    if entry.client is None:
        return Missing.CLIENT
    if isinstance(entry.client, Found):
        return None
    return Missing.WHICH_CLIENT if isinstance(entry.client, Ambiguous) else Missing.CREATE_CLIENT


def _day(entry: Entry) -> Missing | None:
    if entry.verb is None or entry.verb in {Verb.CANCEL, Verb.CALL_OFF, Verb.CHANCE, Verb.RESUM}:
        return None
    if entry.shift is not None or (entry.later is not None and entry.day_mistake is None):
        return None
    if entry.day is None and entry.day_mistake is None and entry.verb is Verb.RESCHEDULE and entry.at is not None:
        return None  # another hour of the day that stands
    if entry.day is None:
        return Missing.WHICH_DAY if entry.day_choice is not None else Missing.DAY
    if entry.verb in RECEIVED and entry.day > entry.said_on:
        return Missing.FUTURE_DAY
    ahead = entry.verb in MOVED or entry.verb is Verb.EXPECT or entry.planned
    if ahead and entry.day < entry.said_on:
        return Missing.PAST_DAY
    return Missing.FAR_DAY if entry.day_far else None


def _hour(entry: Entry) -> Missing | None:
    """A visit needs its hour; a call without one stands on its day."""
    if not entry.planned or entry.at is not None:
        return None
    return Missing.HOUR if entry.hours is not None or entry.activity in AT_AN_HOUR else None


def _probability(entry: Entry) -> Missing | None:
    return Missing.PROBABILITY if entry.probability_mistake and entry.verb in {Verb.EXPECT, Verb.CHANCE} else None


def _reason(entry: Entry) -> Missing | None:
    return Missing.REASON if entry.verb in REASONED and entry.reason is None else None


def _meaning(entry: Entry) -> tuple[Missing, ...]:
    """When nothing else is to be asked."""
    return (Missing.MEANT,) if entry.doubt else ()
