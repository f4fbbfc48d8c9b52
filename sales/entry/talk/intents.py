"""Plain questions and the words on the buttons: «неделя», «кто должен?», «карточка Ромашка», «спасибо»."""

import re
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import category

from sales.core.words import clean, fold
from sales.entry.clients.names import ClientFinding, Found, Unknown, find_client
from sales.entry.context import Context
from sales.entry.days.dates import DayReading, read_day
from sales.entry.deeds.verb_words import lead_of
from sales.entry.numbers.amount_terms import terms
from sales.entry.talk import client_words as of_clients
from sales.entry.talk import intent_words as said_as
from sales.entry.talk.about_people import read_about_person
from sales.entry.talk.client_told import read_client_told
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.questions import asks, find_period, read_question
from sales.entry.talk.typos import correct_question

_OF_DAYS: Final = frozenset(
    {IntentKind.WEEK, IntentKind.VISITS, IntentKind.CAME, IntentKind.AWAITED, IntentKind.TOMORROW}
)


@dataclass(frozen=True, slots=True)
class Intent:
    kind: IntentKind
    client: ClientFinding | None = None
    text: str = ""
    """What is searched, the name of a new client, the period as it was said."""
    day: DayReading | None = None
    details: str = ""
    """Of a new client: of_clients.INN, phone and contact, as they were written."""
    period: str = ""
    """Of a question: the days as they were said, «на следующей неделе»."""
    asks: IntentKind | None = None
    """Of a question about a person, who is `client`: what of them."""
    is_asked: bool = False
    """With a word that asks, «что завтра»: never the answer to a question of ours, as «завтра» may be."""
    other: Found | None = None
    """Another client, or somebody of the speaker's people."""


def read_intent(text: str, context: Context) -> Intent | None:
    """What the person wants to see or to be told; None where the text is something else."""
    said = clean(text)
    if asks(fold(bare := said_as.GREETS.sub("", said))):
        said = bare
    folded = fold(said)
    plain = said_as.EMOJI.sub(" ", folded).strip()
    if not plain:
        return Intent(IntentKind.THANKS) if any(category(sign) == "So" for sign in said) else None
    asked = plain.rstrip("? ")
    slim = " ".join(said_as.BY_THE_WAY.sub(" ", asked).split())
    if slim and said_as.GRATEFUL.fullmatch(asked):
        return Intent(IntentKind.THANKS)
    found = _about_person(slim or asked, context) or _word(asked, plain, context)
    found = found or _about_client(said, folded, context) or _slim(slim, asked, said, context)
    found = found or _question(slim or asked, context)
    if found is None:
        return None
    period = find_period(asked) if found.kind in _OF_DAYS else ""
    return replace(found, period=found.period or period, is_asked=asks(correct_question(slim or asked)))


def _about_person(asked: str, context: Context) -> Intent | None:
    found = read_about_person(asked, context.people)
    if found is None or _is_client(found.name, context):
        return None
    return Intent(IntentKind.PERSON, found.who, asked, period=found.period, asks=found.kind)


def _is_client(name: str, context: Context) -> bool:
    return isinstance(find_client(name, context.clients), Found)


def _question(asked: str, context: Context) -> Intent | None:
    """In other words than those of the patterns, or with slips of a thumb in them."""
    meant = correct_question(asked)
    found = read_question(meant)
    if found is not None:
        return Intent(found[0], text=found[1], period=find_period(meant))
    return _word(meant, meant, context) if meant != asked and asks(meant) else None


def _slim(slim: str, asked: str, said: str, context: Context) -> Intent | None:
    """Without what is said to be polite: «покажи, пожалуйста, карточку …»."""
    if not slim or slim == asked:
        return None
    spelt = said_as.BY_THE_WAY.sub(" ", said_as.EMOJI.sub(" ", said))
    return _word(slim, slim, context) or _about_client(" ".join(spelt.split()), slim, context)


def _word(asked: str, plain: str, context: Context) -> Intent | None:
    for pattern, kind in said_as.PLAIN:
        found = pattern.fullmatch(asked) or pattern.fullmatch(plain)
        if found is not None:
            groups = found.groupdict()
            day = groups.get("day")
            return Intent(
                kind,
                text=(groups.get("period") or groups.get("period2") or "").strip(),
                day=read_day(day, context.today) if day else None,
            )
    return None


def _about_client(said: str, folded: str, context: Context) -> Intent | None:
    first = of_clients.NUMBER_FIRST.fullmatch(said)
    if first is not None:
        said = f"{first['rest']} инн {first['inn']}"
        folded = fold(said)
    question = folded.rstrip("? .!")
    new = of_clients.NEW.fullmatch(question) or of_clients.WITH_NUMBERS.fullmatch(question)
    if new and not re.search(r"[0-9] ?(?:к|тыс|млн|руб|р)(?!\w)", question):
        name, details = _name_and_details(said[new.start("name") : new.end("name")])
        return Intent(IntentKind.NEW_CLIENT, text=name, details=details)
    inn = of_clients.INN.fullmatch(question)
    if (
        inn and lead_of(inn["who"] or inn["who2"] or inn["who3"], priced=False) is None
    ):  # «пришло 20к Берег ИНН …» is money
        return _of_inn(said, inn, context)
    if (called := _of_calling(said, question, context)) is not None:
        return called
    if (told := read_client_told(said, question, context)) is not None:
        return Intent(told.kind, told.client, day=told.day, other=told.other)
    find = of_clients.FIND.fullmatch(question)
    if find:
        name = said[find.start("text") : find.end("text")]
        return Intent(IntentKind.FIND, _read_known(name, context), name)
    for pattern in (
        of_clients.CARD,
        of_clients.ABOUT,
        of_clients.OWES,
        of_clients.SHOW,
        of_clients.WHEN,
        of_clients.CLIENT,
    ):
        asked = pattern.fullmatch(question)
        if asked is None:
            continue
        group = next(name for name, value in asked.groupdict().items() if value)
        name = said[asked.start(group) : asked.end(group)]
        finding = _read_known(name, context)
        if pattern is of_clients.CARD or isinstance(finding, Found):
            return Intent(IntentKind.CARD, finding, name)
    return _of_deals(said, question, context)


def _of_calling(said: str, question: str, context: Context) -> Intent | None:
    """«Ромашка просит больше не звонить»; of nobody who is surely known it is no deed."""
    for pattern, kind in (
        (of_clients.NOT_TO_BE_CALLED, IntentKind.NOT_TO_BE_CALLED),
        (of_clients.MAY_BE_CALLED, IntentKind.MAY_BE_CALLED),
    ):
        found = pattern.fullmatch(question)
        if found is None:
            continue
        group = next(name for name, value in found.groupdict().items() if value)
        client = _read_known(said[found.start(group) : found.end(group)], context)
        if isinstance(client, Found):
            return Intent(kind, client)
    return None


def _of_inn(said: str, found: re.Match[str], context: Context) -> Intent:
    """Of a client that is known, or may be; else `details` is the name of a new one."""
    groups = {name: value for name, value in found.groupdict().items() if value}
    who, digits = next((f"who{which}", f"inn{which}") for which in ("", "2", "3") if f"who{which}" in groups)
    client = _read_known(said[found.start(who) : found.end(who)], context)
    number = said[found.start(digits) : found.end(digits)]
    name = said[found.start(who) : found.end(who)]
    return Intent(IntentKind.SET_INN, client, number, details=name)


def _name_and_details(said: str) -> tuple[str, str]:
    found = of_clients.DETAILS.search(said)
    name, details = (said[: found.start()], said[found.start() :]) if found else (said, "")
    return of_clients.KIND_OF_CLIENT.sub("", name.strip(" ,;«»\"'—–-")), details.strip(" ,;")


def _of_deals(said: str, question: str, context: Context) -> Intent | None:
    disputed = of_clients.DISPUTED.fullmatch(question)
    if disputed is not None:
        whose = find_client(said[disputed.start("who") : disputed.end("who")], context.clients)
        why = said[disputed.start("why") : disputed.end("why")] if disputed["why"] else ""
        if not isinstance(whose, Unknown) or not terms(fold(disputed["who"])):
            return Intent(IntentKind.DISPUTE, whose, why)
    if of_clients.DEAL.fullmatch(question):
        return Intent(IntentKind.DEAL_WORDS, text=said)
    staged = of_clients.STAGE.fullmatch(question) or of_clients.REFUSED.fullmatch(question)
    if staged is None:
        return None
    group = next(name for name, value in staged.groupdict().items() if value)
    who = _read_known(said[staged.start(group) : staged.end(group)], context)
    return Intent(IntentKind.DEAL_WORDS, who, said) if who is not None else None


def _read_known(name: str, context: Context) -> ClientFinding | None:
    finding = find_client(name, context.clients)
    return None if isinstance(finding, Unknown) else finding
