"""A line of several clients, cut where each clause begins with one: «Вектор 60 завтра, Ким думает, Берег перенёс»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sales.core.words import fold
from sales.entry.clients.name_forms import is_small, normal_form
from sales.entry.clients.names import ClientFinding, Found, Unknown, is_word_of
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.doubt_words import HAS_TURNED
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import LOGGED, MOVED, PRICED, RECEIVED, Verb
from sales.entry.lines.figures.promises import IN_PARTS
from sales.entry.lines.several.chains import WORDS, on_their_days
from sales.entry.lines.several.cuts import ANY_DAY, Read, cuts_in
from sales.entry.lines.several.inheriting import find_verbs_taken, on_days_of_next, read_led
from sales.entry.lines.understood import Entry
from sales.entry.reading import Line

LONGEST_NAME: Final = 4
"""Words of a name with its preposition."""
_WORD: Final = re.compile(r"\S+")
_DASHES: Final = ("-", "–", "—")
_OF_ALL: Final = re.compile(
    r"(?<!\w)(?:или|либо|or|по (?=[0-9])|кажд\w+|each|соответственно|respectively|в сумме|на двоих|вместе|"
    r"together)(?!\w)",
    re.IGNORECASE,
)
"""One record of both, or it is asked which."""
_AND: Final = re.compile(r"\s*(?:и|and|&|\+|плюс)\s*", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(r"\w+(?:[оыи]й|[ая]я|[ое]е|[ыи]е)", re.IGNORECASE)
_SHORT: Final = re.compile(r"^([0-9]{1,3})(?= [^\W\d])")
"""«Ким 52 перенесли»: which payment is put off."""
_NOTHING: Final = re.compile(
    r"(?:[-–—:] ?)?(?:пока |ещ[её] |тоже )?(?:нет|не|ноль|ничего|no|not yet|nothing)", re.IGNORECASE
)
"""«Ким нет»: not what is told of the one before."""
_ALIKE: Final = re.compile(r"(?<!\w)(?:тоже|также|аналогично|too|as well|likewise)(?!\w)")
_CAPITAL: Final = re.compile(r"(?<=[^\W_]) (?=[A-ZА-ЯЁ])")
"""Dictated: «Вектор 260 пришло Ким завтра 28»."""


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    joint: str
    """What parts it from the one behind."""
    client: ClientFinding
    behind: str
    """What is said behind the name where it begins with one."""
    is_alone: bool


def read_clauses(line: str, found: Sequence[Entry], read: Read) -> list[Entry]:
    """A record of each clause; empty where `found` has every client of them, or a clause is of nobody surely."""
    parts = [] if _OF_ALL.search(line) else _part(line, read)
    if not {part.client for part in parts} - {entry.client for entry in found}:
        return []
    parts = _with_deeds_of_next(parts, read)
    texts = [_say_surely(part, read) for part in parts]
    first = [read(text) for text in texts]
    joints = [part.joint for part in parts[:-1]]
    verbs = find_verbs_taken([lead_of(fold(text), priced=True) for text in texts], first, joints)
    made: list[Entry] = []
    for part, text, entry, verb in zip(parts, texts, first, verbs, strict=True):
        led = read_led(text, entry, None, verb, read) if _may_be_led(entry, verb) else entry
        own = _read_of(part, _as_before(text, led, made, read), made)
        if own is None or _is_half_read(own):
            return []
        made.append(own)
    return on_their_days(on_days_of_next(made, joints))


def _may_be_led(entry: Entry | None, verb: Verb | None) -> bool:
    """Money, and what is put off: «Ким на 18-е, Дон на 21-е перенесли»."""
    if entry is None or entry.has_sum:
        return entry is not None
    return verb is Verb.MOVE and entry.verb is None and bool(entry.day_text or entry.shift) and entry.at is None


def _as_before(text: str, entry: Entry | None, before: Sequence[Entry], read: Read) -> Entry | None:
    """«позвонить Киму завтра в 10, Дону в 11»: an hour behind a plan is of one more."""
    last = before[-1] if before else None
    if entry is None or entry.verb is not None or entry.at is None or last is None or not last.planned:
        return entry
    return read(f"{WORDS[last.verb]} {text}") if last.verb in WORDS else entry


def _is_half_read(entry: Entry) -> bool:
    """Two sums in one clause, an hour beside money: it is cut otherwise."""
    if entry.amount_mistake is not None:
        return True
    return entry.has_sum and (entry.at is not None or any(sign.isdigit() for sign in entry.comment))


def _part(line: str, read: Read) -> list[_Clause]:
    """The clauses, each with a client of its own; what names nobody belongs to the one before, a head to the first."""
    marks = cuts_in(line)
    inside = {place for mark in marks for place in range(*mark.span())}
    spaces = [space for space in _CAPITAL.finditer(line) if space.start() not in inside]
    if not marks and not spaces:
        return []
    ends = [*(mark.start() for mark in marks), len(line)]
    begins: list[tuple[int, int, ClientFinding, str]] = []
    if (head := _find_own(line[: ends[0]], read)) is not None:
        begins.append((0, 0, *head))
    for cut in sorted([*marks, *spaces], key=lambda each: each.start()):
        own = _find_own(line[cut.end() : next(end for end in ends if end >= cut.end())], read)
        own = None if own is not None and isinstance(own[0], Unknown) and not cut[0].strip() else own
        if own is None or (begins and (own[0] == begins[-1][2] or not _may_part(line, begins[-1], cut, read))):
            continue
        begins.append((cut.start() if begins else 0, cut.end() if begins else 0, *own))
    if not begins:
        return []
    following = [*((start, at) for start, at, *_ in begins[1:]), (len(line), len(line))]
    return [
        _Clause(line[at:end], line[end:behind], client, rest := line[at:end].removeprefix(name).strip(), not rest)
        for (_, at, client, name), (end, behind) in zip(begins, following, strict=True)
    ]


def _may_part(line: str, before: tuple[int, int, ClientFinding, str], cut: re.Match[str], read: Read) -> bool:
    """A dash leads in a comment; where nothing but a space stands, the clause before is of money."""
    if cut[0].strip():
        return cut[0].strip() not in _DASHES
    said = line[before[1] : cut.start()]
    entry = read(said)
    return entry is not None and entry.has_sum and not is_small(fold(said.split()[-1])) and not cuts_in(said)


def _find_own(piece: str, read: Read) -> tuple[ClientFinding, str] | None:
    """Whose it is, by the name that begins it, or by a record of somebody wherever he is named; and that name.

    Of a new name it is money: «Лютик завтра 40к».
    """
    words = list(_WORD.finditer(piece))[:LONGEST_NAME]
    for word in reversed(words):
        said = piece[: word.end()].rstrip(":,.!")
        named = read(said)
        if named is not None and isinstance(named.client, Found) and _is_called(named, said):
            return None if _NOTHING.fullmatch(piece[word.end() :].strip(" .!")) else (named.client, said)
    entry = read(piece)
    if entry is None:
        return None
    if isinstance(entry.client, Unknown):
        is_new = entry.has_sum and entry.client.text[:1].isupper() and piece.startswith(entry.client.text)
        return (entry.client, entry.client.text) if is_new else None
    if not isinstance(entry.client, Found) or not _is_written(entry.client, piece):
        return None
    done = entry.verb is not None and entry.verb not in PRICED
    return (entry.client, "") if done or entry.has_sum else None


def _is_called(entry: Entry, said: str) -> bool:
    """A name and nothing else: no contact's, no day's, no adjective of a longer one."""
    more = (entry.verb, entry.amount, entry.amount_choice, entry.day, entry.day_choice, entry.at, entry.comment)
    assert isinstance(entry.client, Found)  # noqa: S101  by its caller
    normal = normal_form(entry.client.name)
    half = _ADJECTIVE.fullmatch(said) is not None and " " in normal
    *before, last = said.split()
    whole = is_word_of(last, normal) and all(is_small(fold(word)) or is_word_of(word, normal) for word in before)
    known = not any(more) and not half and whole and _is_written(entry.client, said)
    return known and find_day(Line(said), Asked(ANY_DAY)) is None


def _is_written(client: Found, said: str) -> bool:
    return any(word[:3] in fold(said) for word in normal_form(client.name).split())


def _with_deeds_of_next(parts: Sequence[_Clause], read: Read) -> list[_Clause]:
    """«Вектор и Ким просят перенести»: a name alone is put off as the next one is; none where one is no clause."""
    made: list[_Clause] = []
    for part in reversed(parts):
        following = made[-1] if made else None
        entry = read(_say_surely(following, read)) if following is not None and part.is_alone else None
        if part.is_alone and (entry is None or not _is_of_each(part, entry, made[-1].behind)):
            return []
        if following is None or not (part.is_alone or _AND.fullmatch(part.joint)):
            made.append(part)
        elif part.is_alone:
            made.append(replace(part, text=f"{part.text}, {following.behind}", behind=following.behind))
        elif lead_of(fold(following.text), priced=True) is not None or _says_sum(following, read):
            made.append(part)
        else:
            return []
    return made[::-1]


def _is_of_each(part: _Clause, entry: Entry, behind: str) -> bool:
    """What is put off or promised without a sum; behind «и» what they say, too: «Ким и Дон думают»."""
    told = entry.verb is None and entry.at is None and _AND.fullmatch(part.joint) is not None
    says = bool(entry.comment) and behind[:1].isalpha() and not is_small(fold(behind.split(maxsplit=1)[0]))
    return not entry.has_sum and ((told and says) or entry.verb in MOVED or entry.verb is Verb.EXPECT)


def _says_sum(part: _Clause, read: Read) -> bool:
    entry = read(part.text)
    return entry is not None and entry.has_sum and not entry.comment


def _say_surely(part: _Clause, read: Read) -> str:
    """«Ким, молчит»: with a comma behind the name where without one more is taken for it."""
    entry = read(part.text)
    if not part.behind or (entry is not None and entry.client == part.client):
        return part.text
    name = part.text.removesuffix(part.behind).strip()
    short = f"{name}, " + _SHORT.sub(r"\1к", part.behind)
    moved = read(short)
    return short if moved is not None and moved.verb in MOVED else f"{name}, {part.behind}"


def _read_of(part: _Clause, entry: Entry | None, before: Sequence[Entry]) -> Entry | None:
    """The record of the clause; what tells of the client and is no record is a note, but among calls it is asked."""
    if entry is None or entry.client != part.client:
        return None
    unpriced = entry.verb in RECEIVED and not (entry.has_sum or entry.whole) and bool(entry.comment)
    if (entry.verb is not None and not unpriced) or entry.has_sum or entry.at is not None:
        return entry
    if not part.behind:
        return None
    if not entry.comment:
        return entry
    said = entry.model_copy(update={"comment": part.behind.strip(" ,.!"), "verb": None})
    if _is_asked(said.comment) or any(each.verb in LOGGED for each in before):
        return said
    return said.model_copy(update={**dict.fromkeys(("day", "day_choice", "day_mistake")), "day_text": ""}).with_verb(
        Verb.NOTE
    )


def _is_asked(told: str) -> bool:
    """What may be more than a client's word: a deed, a part of a sum, a refusal; silence is none."""
    folded = fold(told)
    turned = HAS_TURNED.search(folded)
    deed = lead_of(folded, priced=False) is not None or IN_PARTS.search(folded) or _ALIKE.search(folded)
    return bool(deed) or (turned is not None and not turned[0].startswith("молч"))
