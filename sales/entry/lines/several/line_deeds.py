"""Several deeds in one line: «позвонил Вектору, завтра встреча в 15», «встреча Ким в 10 и Берег в 12»."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, Found, Unknown
from sales.entry.days.dates import DayMistake, find_day
from sales.entry.days.day_words import Asked
from sales.entry.days.times import take_time
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead, lead_of
from sales.entry.deeds.verbs import LOGGED, PRICED, Verb
from sales.entry.lines.several.cuts import ANY_DAY, CUT, Read, cuts_in
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import TAKEN, Line

_TOLD = re.compile(r"прос|обещ|(?:за|о)плат[ия]т|перевед|перечислят|сказ|хот|ждут|чтоб|что |дум|будут|готов")
"""What the client said: a comment."""
_NAME_END = re.compile(r"[:;]\s*|\s[-–—]\s")
_CLOCK: Final = re.compile(r"(?<![\w.,])[0-2]?[0-9](?:[.:][0-5][0-9])?(?![\w.,:])")
MOST_BEFORE: Final = 2
"""Words that may stand before the verb of another deed: «завтра в 15 встреча»."""


def two_clients(line: str, lead: Lead, read: Read) -> list[Entry]:
    """«позвонил Вектору и Ромашке»: two calls."""
    if lead.verb not in {Verb.CALL, Verb.LETTER} and not (lead.verb is Verb.MEETING and lead.tense is Tense.DONE):
        return []
    word = line[lead.words[0].start : lead.words[0].end]
    cuts = [cut for cut in cuts_in(line) if "," in cut[0] or cut[0].strip() in {"и", "and"}]
    first = read(line[: cuts[0].start()]) if cuts else None
    if first is None or not isinstance(first.client, Found):
        return []
    if _NAME_END.search(line, 0, cuts[0].start()) is not None and (told := _read_each_call(line, cuts, word, read)):
        return told
    found, comment = [first], ""
    for cut, following in zip_longest(cuts, cuts[1:]):
        name, comment = _name_and_rest(line, cut.end(), following.start() if following else len(line))
        entry = read(f"{word} {name}")
        if entry is None or not _is_another_name(entry, found):
            comment = line[cut.end() :]
            break
        found.append(entry)
        if comment:
            break
    if len({entry.at for entry in found} - {None}) > 1:
        return []  # each has its own hour
    last = found[0] if found[0].day_text and not found[-1].day_text else found[-1]
    alike = [last.model_copy(update={"client": entry.client}) for entry in found] if len(found) > 1 else []
    return [entry.with_line(comment.strip()) if comment.strip() else entry for entry in alike]


def _read_each_call(line: str, cuts: Sequence[re.Match[str]], word: str, read: Read) -> list[Entry]:
    """«позвонил Киму - думают, Дону - ждут счёт»: each with its own words; what names nobody goes on with the last."""
    texts, named = [line[: cuts[0].start()]], {first.client} if (first := read(line[: cuts[0].start()])) else set()
    for cut, following in zip_longest(cuts, cuts[1:]):
        end = following.start() if following else len(line)
        name, told = _name_and_rest(line, cut.end(), end)
        entry = read(f"{word} {name}") if told else None
        if entry is None or not isinstance(entry.client, Found) or entry.comment or entry.client in named:
            texts[-1] += line[cut.start() : end]
        else:
            named.add(entry.client)
            texts.append(f"{word} {line[cut.end() : end]}")
    made = [each for each in map(read, texts) if each is not None and isinstance(each.client, Found)]
    return made if 1 < len({each.client for each in made}) == len(texts) else []


def _name_and_rest(line: str, start: int, end: int) -> tuple[str, str]:
    """«Ромашке - ждут счёт»: the piece up to a dash or a colon, and the rest of the line behind one."""
    mark = _NAME_END.search(line, start, end)
    return (line[start : mark.start()], line[mark.end() :]) if mark else (line[start:end], "")


def _is_another_name(entry: Entry, before: Sequence[Entry]) -> bool:
    """A client that was not named yet, and not a word more."""
    return (
        isinstance(entry.client, Found)
        and entry.verb is before[0].verb
        and entry.client not in {each.client for each in before}
        and not entry.comment
    )


def appointments(line: str, lead: Lead, read: Read) -> list[Entry]:
    """«встреча Ким завтра в 10 и Берег в 12»: each with its client and its hour, the day of the first for all."""
    if lead.tense is Tense.DONE:
        return []
    word = line[lead.words[0].start : lead.words[-1].end]
    cuts = cuts_in(line, lead.words[-1].end)
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(line)]
    if not cuts:
        return _side_by_side(line, lead, word, read)
    found: list[Entry] = []
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        entry = read(line[start:end] if place == 0 else f"{word} {_THEN.sub('', line[start:end])}")
        if found and entry is not None and not entry.planned and entry.at is not None:
            entry = read(f"{word} {found[0].day_text} {_THEN.sub('', line[start:end])}")
        if not _is_appointment(entry, found):
            return []
        assert entry is not None  # noqa: S101  it is an appointment
        found.append(entry)
    return _on_the_first_day(found) if len(found) > 1 else []


_THEN: Final = re.compile(
    r"^(?:(?:а |и )?(?:потом|затем|после|дальше|сразу|оттуда|следом|then) ?)+(?: |(?=к|в|у))", re.IGNORECASE
)


def _side_by_side(line: str, lead: Lead, word: str, read: Read) -> list[Entry]:
    """«встреча Ким завтра 15.30 Берег 17.00»: nothing stands between the two but a space."""
    if len(_CLOCK.findall(line)) < 2:  # noqa: PLR2004
        return []
    for space in re.finditer(" ", line[lead.words[-1].end :]):
        place = lead.words[-1].end + space.start()
        first, second = read(line[:place]), read(f"{word} {line[place + 1 :]}")
        if first is None or second is None or first.comment or second.comment:
            continue
        if _is_appointment(first, []) and _is_appointment(second, [first]) and first.at and second.at:
            return _on_the_first_day([first, second])
    return []


def _is_appointment(entry: Entry | None, before: Sequence[Entry]) -> bool:
    if entry is None or not isinstance(entry.client, Found) or not entry.planned:
        return False
    timed = entry.at is not None or entry.hours is not None or bool(entry.day_text)
    others = {each.client_id for each in before}
    return timed and entry.client_id not in others and not (before and entry.comment)


def _on_the_first_day(found: Sequence[Entry]) -> list[Entry]:
    """Or on the one that ends the list: «Дон 10:00, Ким 12:00 завтра»."""
    first = found[0] if found[0].day_text else found[-1]
    day = {"day": first.day, "day_choice": first.day_choice, "day_mistake": first.day_mistake, "day_far": first.day_far}
    return [
        entry if entry.day_text else entry.model_copy(update={**day, "day_text": first.day_text}) for entry in found
    ]


_AND_TO: Final = re.compile(r",? (?:и|and) (?=(?:у|ко?|со?|во?|with) [^\W\d_])", re.IGNORECASE)


def read_joined(line: str, read: Read) -> list[Entry]:
    """«завтра в 12 у Захара и у Мити»: what is said of the one is of the other."""
    cut = _AND_TO.search(line)
    first, second = (read(line[: cut.start()]), read(line[cut.end() :])) if cut is not None else (None, None)
    if first is None or second is None or first.client == second.client or first.comment or not first.day_text:
        return []
    if first.has_sum or not (first.verb is None or first.planned):
        return []
    known = isinstance(first.client, Found) and isinstance(second.client, Found)
    more = (second.verb, second.amount, second.day_text, second.at, second.comment)
    return (
        [first, first.model_copy(update={"client": second.client, "text": second.text})]
        if known and not any(more)
        else []
    )


def two_deeds(line: str, read: Read) -> list[Entry]:
    """«позвонил Вектору, завтра встреча в 15»: another deed, said as one, with a day of its own."""
    for cut in _deed_cuts(line):
        first, second = read(line[: cut.start()]), read(line[cut.end() :])
        if first is None or second is None or not (isinstance(first.client, Found) or _is_of_stranger(first, second)):
            continue
        own = isinstance(second.client, Found)
        if first.verb is None and not (own and first.amount):
            continue
        somebody = isinstance(second.client, Ambiguous) and second.at is not None  # a contact, who is asked about
        if _is_of_strangers_money(first, second):
            return [first, second if second.client is not None else second.model_copy(update={"client": first.client})]
        if second.client is not None and not own and not somebody:
            continue
        if (
            _is_ahead_deed(second)
            or _is_sometime(first, second)
            or (own and second.client != first.client and second.verb is not None)
        ):
            second = second if own or somebody else second.model_copy(update={"client": first.client})
            return [first, _on_its_day(second, first)]
    return []


def _is_of_stranger(first: Entry, second: Entry) -> bool:
    """«был в Новинке, перезвонить в пт»: held at somebody who is not noted yet, and next a call there."""
    held = first.verb in LOGGED and not first.planned
    next_there = held and isinstance(first.client, Unknown) and second.client is None and second.planned
    return next_there or _is_of_strangers_money(first, second)


def _is_of_strangers_money(first: Entry, second: Entry) -> bool:
    """«пришло 30 от Маяка, Орион обещал 15к завтра»: each has its own deed, sum and name."""
    told = all(each.verb in PRICED and each.has_sum for each in (first, second))
    return told and isinstance(first.client, Unknown) and first.client != second.client


def _on_its_day(second: Entry, first: Entry) -> Entry:
    """«завтра 16:00 показ, 17:00 созвон»: an hour without a day is of the day of the plan before it.

    Behind «думает до пятницы» its day is asked.
    """
    if not first.planned and second.planned and not second.day_text and _tells_day(first.comment):
        return second.model_copy(update={"day": None})
    own = second.day_text or second.delay is not None
    if own or not (first.planned and second.planned and second.at is not None and first.day is not None):
        return second
    return second.model_copy(update={"day": first.day, "day_text": first.day_text, "day_far": first.day_far})


def _tells_day(comment: str) -> bool:
    return find_day(Line(comment), Asked(ANY_DAY)) is not None


_NEXT_ONE: Final = re.compile(
    r"(?:и |а )?(?:следующ(?:ая|ий|ую|ее)|след\.?|next(?: one)?)"
    r"(?! (?:недел|месяц|год|понед|вторн|сред|четв|пятн))(?: раз)?(?: (?:встреч\w|созвон|звонок|meeting|call))? "
)


def next_of_kind(line: str, lead: Lead, read: Read) -> list[Entry]:
    """«встретился с Вектором, следующая 9 дек в 12»: one more of the kind, of the same client, on a day ahead."""
    noun = "звонок" if lead.verb is Verb.CALL else "встреча"
    for cut in cuts_in(line, lead.words[-1].end) if lead.verb in {Verb.CALL, Verb.MEETING, Verb.PRESENTATION} else ():
        said = _NEXT_ONE.match(fold(line[cut.end() :]))
        first = read(line[: cut.start()]) if said else None
        second = read(f"{noun} {line[cut.end() + said.end() :]}") if said else None
        if first is None or second is None or not isinstance(first.client, Found) or first.planned:
            continue
        own = isinstance(second.client, Found)
        if second.planned and bool(second.day_text) and (own or second.client is None):
            return [first, second if own else second.model_copy(update={"client": first.client})]
    return []


def _deed_cuts(line: str) -> Iterator[re.Match[str]]:
    """Where what follows begins with a verb of its own, or with a day and such a verb."""
    cuts = sorted([*CUT.finditer(line), *_SAID_ON.finditer(line)], key=lambda cut: cut.start())
    for cut, following in zip_longest(cuts, cuts[1:]):
        if cut[0].strip() in {"-", "–", "—"}:
            continue  # what follows a dash is the comment
        rest = fold(line[cut.end() :])
        lead = lead_of(rest, priced=bool(terms(rest)))
        begins = lead is not None and lead.verb is not None and _is_begun(rest[: lead.words[0].start])
        if lead is None or not begins or _TOLD.match(rest):
            continue
        before_verb = following is not None and following.end() <= cut.end() + lead.words[0].start
        if following is None or not before_verb or _tells_when(line[cut.end() : following.start()]):
            yield cut


_SAID_ON: Final = re.compile(
    r"(?<=\w) (?=(?:(?:завтра|послезавтра|сегодня|во? (?:пн|вт|ср|чт|пт|понедельник|вторник|среду|четверг|пятницу)) )?"
    r"(?:(?:пере|по)звоню |созвонимся |наберу |за(?:йду|еду|скочу|гляну) |(?:по|подъ)еду |встречаемся |встретимся |"
    r"встреча (?:во? |на |завтра|сегодня|послезавтра)))",
    re.IGNORECASE,
)
"""Dictated: «… не ответила перезвоню завтра»."""


def _is_begun(before: str) -> bool:
    """«сегодня в 15:30 встреча»: nothing but when stands before the deed, or two words."""
    line = Line(before)
    if before.count(" ") > MOST_BEFORE:
        find_day(line, Asked(ANY_DAY))
        take_time(line)
    return len(line.left.replace(TAKEN, " ").split()) <= MOST_BEFORE


def _tells_when(text: str) -> bool:
    """«завтра, в 15 встреча»: what stands before another cut is of the deed behind it."""
    line = Line(text)
    return find_day(line, Asked(ANY_DAY)) is not None or take_time(line) is not None


def _is_sometime(first: Entry, second: Entry) -> bool:
    """«разговор с Викой: не сейчас, набрать в мае»: held, and the next one on a day that is asked."""
    held = first.verb in LOGGED and not first.planned
    return held and second.verb is Verb.CALL and second.planned and second.day_mistake is DayMistake.UNCLEAR


def _is_ahead_deed(entry: Entry) -> bool:
    if entry.verb in LOGGED:
        return entry.planned and (entry.day is not None or entry.day_choice is not None)
    priced = entry.amount is not None or (entry.amount_choice is not None and bool(entry.day_text))
    return entry.verb in PRICED and priced and entry.verb is not Verb.REFUND
