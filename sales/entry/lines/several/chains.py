"""Three and more deeds behind commas, none a comment: «позвонил Вектору, от Кима пришло 20к, завтра к Берегу в 10»."""

import re
from collections.abc import Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import LOGGED, PLANNED, PRICED, Verb
from sales.entry.lines.several.cuts import ANY_DAY, CUT, SAYS, Read
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import part_of, terms
from sales.entry.reading import TAKEN, Line

LEAST: Final = 3
_HEAD: Final = re.compile(r"(?P<head>[^:,]{2,30}): ?(?=[^0-9])")
_LIST_HEAD: Final = re.compile(r"(?P<head>[^:,–—]{2,30}?)(?:: ?| [-–—] )(?=[^0-9])")
_COUNT: Final = re.compile(r"(?<![\w.,:])[0-9]{1,2} (?=встреч|звонк|созвон|визит|meetings|calls|visits)", re.IGNORECASE)
_BARE_HOUR: Final = re.compile(r" (?=(?:[89]|1[0-9]|20)(?:[:.][0-5][0-9])?$)")
_HOUR_FIRST: Final = re.compile(r"((?:[789]|1[0-9]|20)(?:[:.][0-5][0-9])?) (?=[^\W\d]{3})")
_HEAD_OF_HOURS: Final = re.compile(rf"(?P<head>[^:,]{{2,30}}): ?(?={_HOUR_FIRST.pattern})")
"""«завтра: 10 Ким, 12 Берег звонок»"""
_ALL_OF: Final = re.compile(
    r"(?P<names>[^:–—]+?)(?:\s+[-–—]\s*|\s*:\s*)(?:все|всем|оба|обе|обоим|both|all) (?P<rest>[^,;]+)", re.IGNORECASE
)
_EACH: Final = re.compile(r"\s*[,;]\s*|\s+и\s+")
_ABBREVIATED: Final = re.compile(r"(?<![^\W\d_])(?:тыс|руб|р|т|млн|г|д|ул|им|стр|корп|inc|ltd)$", re.IGNORECASE)
_COMMA: Final = re.compile(r"\s*[,;.]")
_TO_SOMEBODY: Final = re.compile(r"(?<!\w)(?:к|ко|в|во|у|со?|на) (?=[^\W\d])")
_DONE_WORDS: Final = {Verb.CALL: "позвонил", Verb.MEETING: "встретился", Verb.PRESENTATION: "встретился"}
WORDS: Final = {Verb.CALL: "звонок", Verb.MEETING: "встреча", Verb.PRESENTATION: "встреча"}


def chained(line: str, read: Read) -> list[Entry]:
    """A record for each client's own deed; empty where the line is simpler, or tells of money alone."""
    listed = _read_list(line, read) or _read_all(line, read)
    if listed:
        return listed
    found: list[Entry] = []
    texts: list[str] = []
    bare = False
    head, line = _part_head(line)
    for segment in _segments(line, head):
        entry, short = _deed_in(segment, found, read)
        if entry is not None:
            found.append(entry)
            texts.append(segment)
            bare = bare or short
        elif texts:
            texts[-1] = f"{texts[-1]}, {segment}"
            found[-1] = _longer(found[-1], texts[-1], segment, read)
        else:
            return _hours_of_day(_segments(line, head), read)
    logged = any(entry.verb in LOGGED | PLANNED for entry in found) or part_of(fold(line)) is not None
    enough = len(found) >= LEAST or (len(found) > 1 and (bare or len({entry.client for entry in found}) > 1))
    return on_their_days(found) if logged and enough else []


def _hours_of_day(segments: Sequence[str], read: Read) -> list[Entry]:
    """«завтра Дон в 10, Мост в 12»: what each is, is asked."""
    found: list[Entry] = []
    for segment in segments:
        entry = read(segment)
        if entry is None or not isinstance(entry.client, Found) or entry.at is None or entry.amount or entry.comment:
            return []
        last = found[-1] if found else None
        if last is not None and (entry.client == last.client or not last.day_text):
            return []
        own = {} if last is None or entry.day_text else {"day": last.day, "day_text": last.day_text}
        found.append(entry.model_copy(update=own))
    return found if len(found) > 1 else []


def _read_list(line: str, read: Read) -> list[Entry]:
    """«встречи завтра: Дон 10, Ким 12», «звонки на завтра: Дон, Ким»: what stands before the colon is of each."""
    found = _LIST_HEAD.match(line)
    lead = lead_of(fold(found["head"]), priced=False) if found is not None else None
    if found is None or lead is None or lead.verb not in LOGGED:
        return []
    head = _COUNT.sub("", found["head"])
    parts = _EACH.split(line[found.end() :])
    plans = [_plan_in(part, read) if lead.tense is Tense.DONE else None for part in parts]
    said = [_DASH.split(part, 1)[0] if plan else part for part, plan in zip(parts, plans, strict=True)]
    made = [read(f"{head} {_BARE_HOUR.sub(' в ', each)}") for each in said]
    entries = [each for each, part in zip(made, said, strict=True) if each is not None and _is_item(each, part, read)]
    if not len(entries) == len(made) == len({each.client for each in entries}) > 1:
        return []
    both = ((entry, plan) for entry, plan in zip(entries, plans, strict=True))
    return [each for pair in both for each in pair if each is not None]


_TO_DO: Final = re.compile(r" (?:перезвон|набрать|позвонить|созвон|встреча )")
_DASH: Final = re.compile(r"\s+[-–—]\s+|: ")


def _plan_in(part: str, read: Read) -> Entry | None:
    """«обзвонил: …, Ким — встреча во вторник в 15»: the call has been, and the meeting is ahead."""
    own = read(part) if _DASH.search(part) or _TO_DO.search(part) else None
    known = own is not None and isinstance(own.client, Found) and own.planned and bool(own.day_text)
    return own if known else None


def _read_all(line: str, read: Read) -> list[Entry]:
    """«Волна, Пекарня, Цой - все нд»: what is said behind the names is of each."""
    found = _ALL_OF.fullmatch(line)
    made = [read(f"{name} {found['rest']}") for name in _EACH.split(found["names"])] if found is not None else []
    entries = [each for each in made if each is not None and each.verb in LOGGED and isinstance(each.client, Found)]
    return entries if len({each.client for each in entries}) == len(made) > 1 else []


def _is_item(entry: Entry, part: str, read: Read) -> bool:
    """«Дон 10», «Ким думает»: of a client, with whose name it begins where more is said."""
    if not isinstance(entry.client, Found):
        return False
    named = read(part.split(maxsplit=1)[0]) if entry.comment and part.split() else entry
    return named is not None and named.client == entry.client


def _part_head(line: str) -> tuple[str, str]:
    """«завтра: Вектор 10к, …»: a day that leads all."""
    found = _HEAD.match(line) or _HEAD_OF_HOURS.match(line)
    if found is None:
        return "", line
    head = Line(found["head"])
    day = find_day(head, Asked(ANY_DAY))
    return (found["head"], line[found.end() :].lstrip()) if day and not head.left.strip(TAKEN + " ") else ("", line)


def _says_no_day(segment: str) -> bool:
    return find_day(Line(segment), Asked(ANY_DAY)) is None


def _segments(line: str, head: str) -> list[str]:
    starts, ends = [0], []
    for cut in CUT.finditer(line):
        if _COMMA.match(cut[0]) and not (cut[0][0] == "." and _ABBREVIATED.search(line, 0, cut.start())):
            ends.append(cut.start())
            starts.append(cut.end())
    segments = [line[start:end] for start, end in zip(starts, [*ends, len(line)], strict=True)]
    if head and all(map(_HOUR_FIRST.match, segments)):
        segments = [_HOUR_FIRST.sub(r"в \1 ", each) for each in segments]
    return [f"{head} {each}" if head and _says_no_day(each) else each for each in segments]


def _deed_in(segment: str, before: Sequence[Entry], read: Read) -> tuple[Entry | None, bool]:
    """The record of the segment, and whether its deed is the one before's; None where it says nothing new."""
    entry = read(segment)
    if entry is None or not isinstance(entry.client, Found):
        return None, False
    if entry.verb is not None:
        return (entry if entry.verb not in PRICED or entry.has_sum else None), False
    last = before[-1].verb if before else None
    if last in SAYS and entry.has_sum:
        return read(f"{SAYS[last]} {segment}"), False
    told = entry.day is not None or entry.at is not None
    plain = not entry.comment and all(term.bare for term in terms(fold(segment)))
    if last not in WORDS or not (told and plain and _TO_SOMEBODY.search(fold(segment))):
        return None, False
    assert last is not None  # noqa: S101  it is one of the words
    over = not before[-1].planned and entry.at is None and entry.day is not None and entry.day <= entry.said_on
    return read(f"{(_DONE_WORDS if over else WORDS)[last]} {segment}"), True


def _longer(entry: Entry, text: str, segment: str, read: Read) -> Entry:
    """With what is said behind it, where it stays the same deed."""
    whole = read(text)
    same = whole is not None and (whole.verb, whole.client) == (entry.verb, entry.client)
    return whole if same and whole is not None else entry.with_line(segment)


def on_their_days(found: Sequence[Entry]) -> list[Entry]:
    """An hour without a day is of the day that the plan before it named: «завтра в 10 Ким, звонок Берегу в 11»."""
    dated: list[Entry] = []
    for entry in found:
        last = dated[-1] if dated else None
        own = bool(entry.day_text) or entry.delay is not None
        follows = last is not None and last.planned and entry.planned and entry.at is not None and not own
        if follows and last is not None and last.day is not None:
            of_last = {"day": last.day, "day_text": last.day_text, "day_far": last.day_far}
            dated.append(entry.model_copy(update=of_last))
        else:
            dated.append(entry)
    return dated
