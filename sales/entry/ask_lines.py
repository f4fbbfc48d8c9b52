"""
What one asks of another in one line (spec/0, 0.2): «поручение Анне: КП Ромашке до пт», «скидка 12% Ромашка: объём»,
«претензия Вектор: брак 3 шт», «напомни завтра про счёт».
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from sales.asks.ask import AskKind
from sales.asks.discount import find_share, tenths_of
from sales.core.words import clean, fold
from sales.entry.clients.names import Ambiguous, ClientFinding, Found, Unknown, find_client
from sales.entry.context import Context
from sales.entry.days.dates import DayReading, find_day
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import take_hour
from sales.entry.days.times import moment_after, take_delay, take_time
from sales.entry.deeds.verbs import PRICED
from sales.entry.lines.entry import understand
from sales.entry.reading import TAKEN, Line

LONGEST_TEXT: Final = 500
MOST_OF_NAME: Final = 5
"""Words."""

_TASK: Final = re.compile(r"(?:дай(?:те)? )?(?P<word>поруч(?!ик|ител)\w{1,6})(?!\w)(?! ?№| ?n?[0-9])[ :,]*(?:[—–-] )?")
_SEVERAL: Final = re.compile(r".*[яй]")
"""«поручения»: the list of them, unless somebody is named behind."""
_OWN: Final = re.compile(r"(?:задач[ау]|задание|task|todo)(?!\w)[ :,]*(?:[—–-] )?")
_REMIND: Final = re.compile(r"(?:нап[оа]м[ие]?ни(?:те|ть)?|remind)(?: мне| me)?(?!\w)(?: пожалуйста)?[ :,]*(?:[—–-] )?")
_ABOUT: Final = re.compile(r"^(?:про|что|чтобы|об?|about|to|that)(?!\w) ?", re.IGNORECASE)
_DISCOUNT: Final = re.compile(
    r"(?:(?:прошу|нужна|дай(?:те)?) )?(?:скидк[ауиой]{1,2}|скидочк\w|discount)(?!\w)[ :,]*(?:[—–-] )?"
)
_NOTES: Final[Mapping[AskKind, re.Pattern[str]]] = {
    AskKind.CLAIM: re.compile(r"(?:пр[еи]т[еи]нз\w{1,3}|рекл[ао]маци\w|complaint|claim)(?!\w)[ :,]*(?:[—–-] )?"),
    AskKind.RIVAL: re.compile(r"(?:конкурент\w*|competitor|rival)(?!\w)[ :,]*(?:[—–-] )?"),
    AskKind.IDEA: re.compile(r"(?:иде[яию]|idea)(?!\w)[ :,]*(?:[—–-] )?"),
    AskKind.PAPER: re.compile(r"(?:бумаг[аиу]|papers?)(?!\w)[ :,]*(?:[—–-] )?"),
}
_HELP: Final = re.compile(
    r"(?:(?:мне |нам )?(?:нужна|требуется|прошу|дайте) (?:\w+ )?(?:ваша )?помощь|помогите|"
    r"(?:i |we )?need (?:your )?help)"
    r"(?: ропа?| руководителя)?,? (?=(?:по|с|со|на|в|with|on) )"
)
"""«нужна помощь по Вектору, не платит»: of the lead, and no money."""
_WITH: Final = re.compile(r"^(?:для|от|у|с|со|на|по|for|from|of|with) ", re.IGNORECASE)
_LEFT_OVER: Final = re.compile(r"(?:^|(?<=\s))(?:до|к|ко|на|в|во|by|till|until|at|on)(?=\s*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """What a text says of its day and hour, and the text without those words."""

    text: str
    day: DayReading | None = None
    at: time | None = None
    is_deadline: bool = False
    is_exact: bool = False
    """«через час»: to the minute."""


@dataclass(frozen=True, slots=True)
class AskLine:
    """`text` of a task still begins with whom it is for; `is_own`: «напомни», to oneself."""

    kind: AskKind
    text: str = ""
    is_own: bool = False
    client: ClientFinding | None = None
    share: int | None = None
    is_wrong: bool = False
    """A share was said, and no discount can be such."""


def read_ask_line(text: str, context: Context) -> AskLine | None:
    """None where the line is of something else."""
    said = clean(text)
    folded = fold(said)
    if folded.endswith("?"):
        return None
    given = _TASK.match(folded)
    if given is not None:
        rest = said[given.end() :].strip()
        return None if not rest and _SEVERAL.fullmatch(given["word"]) else AskLine(AskKind.TASK, rest)
    own = _OWN.match(folded)
    if own is not None:
        return AskLine(AskKind.TASK, said[own.end() :].strip())
    head = _DISCOUNT.match(folded)
    if head is not None:
        return _read_discount(said[head.end() :], context)
    head = _HELP.match(folded)
    if head is not None and (asked := _read_help(said[head.end() :], context)) is not None:
        return asked
    for kind, pattern in _NOTES.items():
        head = pattern.match(folded)
        if head is not None:
            return _read_note(kind, said[head.end() :].strip(), context)
    return None


def read_reminder(text: str, context: Context) -> AskLine | None:
    """«напомни завтра про счёт»; a call or a meeting that is to be planned is a record of its own."""
    said = clean(text)
    head = _REMIND.match(fold(said))
    if head is None or fold(said).endswith("?") or not (rest := said[head.end() :].strip()):
        return None
    entry = understand(
        text, context.today, context.clients, context.now, contacts=context.contacts, calendar=context.calendar
    )
    priced = entry is not None and (
        entry.verb not in PRICED or any((entry.amount, entry.amount_choice, entry.day_choice))
    )
    if entry is not None and entry.verb is not None and isinstance(entry.client, Found | Ambiguous) and priced:
        return None
    return AskLine(AskKind.TASK, rest, is_own=True)


def cut_when(text: str, context: Context) -> When:
    """The day and the hour, cut out of the words around them. Words of several days stay as they are."""
    line = Line(clean(text, LONGEST_TEXT))
    delay = take_delay(line)
    if delay is not None:
        day, at = moment_after(context.today, context.now, delay)
        return When(_join(line), day, at, is_exact=True)
    at = take_time(line, dotted=True) or take_hour(line, figures=True)
    found = find_day(line, Asked(context.today, calendar=context.calendar))
    if found is None:
        return When(_join(line), None, at)
    return When(_join(line), found.reading, at, found.deadline)


def _join(line: Line) -> str:
    """As it was written, without what was understood and the preposition that stood before it."""
    kept = "".join("\n" if left == TAKEN else sign for sign, left in zip(line.written, line.left, strict=True))
    parts = [_LEFT_OVER.sub("", part).strip() for part in re.split("\n+", kept)]
    return _ABOUT.sub("", " ".join(" ".join(filter(None, parts)).split()).strip(" ,;:—–-"))


def _read_discount(rest: str, context: Context) -> AskLine:
    head, colon, why = rest.partition(":")
    share = find_share(head)
    if share is None:
        client, left = find_named(head, context)
        return AskLine(AskKind.DISCOUNT, (why if colon else left).strip(), client=client)
    left = _WITH.sub("", " ".join(f"{head[: share.start()]} {head[share.end() :]}".split()))
    client, more = find_named(left, context)
    tenths = tenths_of(share)
    words = why.strip() if colon else more
    return AskLine(AskKind.DISCOUNT, words, client=client, share=tenths, is_wrong=tenths is None)


def _read_help(rest: str, context: Context) -> AskLine | None:
    """None where no client is named: then the bot's own help is meant."""
    head, *more = re.split(r"[,:]| [—–-] ", rest, maxsplit=1)
    client, text = find_named(head, context)
    words = " ".join(part.strip() for part in (text, *more) if part.strip())
    return AskLine(AskKind.HELP, words, client=client) if isinstance(client, Found) else None


def _read_note(kind: AskKind, rest: str, context: Context) -> AskLine:
    """A complaint is somebody's: whose is asked where nobody is named. The rest may be of no client."""
    head, colon, tail = rest.partition(":")
    if colon and len(head.split()) <= MOST_OF_NAME:
        client: ClientFinding | None = find_client(_WITH.sub("", head.strip()), context.clients)
        text = tail.strip()
    else:
        client, text = find_named(rest, context)
    if isinstance(client, Unknown) or client is None:
        return AskLine(kind, rest)
    return AskLine(kind, text, client=client)


def find_named(words: str, context: Context) -> tuple[ClientFinding | None, str]:
    """The client with whose name the words begin, and what is left of them."""
    said = _WITH.sub("", words.strip(" ,;"))
    parts = said.split()
    for count in range(min(len(parts), MOST_OF_NAME), 0, -1):
        client = find_client(" ".join(parts[:count]).strip(" ,"), context.clients)
        if isinstance(client, Found):
            return client, " ".join(parts[count:]).strip(" ,;—–-")
    return (find_client(said, context.clients), "") if said and len(parts) <= 2 else (None, said)  # noqa: PLR2004
