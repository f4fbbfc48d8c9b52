"""Several records in one line: «340к Вектор и 150к Ромашка», «позвонил Вектору, завтра встреча в 15»."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import Lead, lead_of
from sales.entry.deeds.verbs import LOGGED, PRICED, RECEIVED, Verb
from sales.entry.lines.figures.papers import take_invoice, take_papers, take_shares
from sales.entry.lines.several.chains import chained
from sales.entry.lines.several.cuts import ANY_DAY, CUT, MOST_CUTS, Read, cuts_in
from sales.entry.lines.several.inheriting import find_verbs_taken, on_days_of_next, read_each, read_led
from sales.entry.lines.several.instalments import read_instalments
from sales.entry.lines.several.line_deeds import (
    appointments,
    next_of_kind,
    read_joined,
    two_clients,
    two_deeds,
    two_moves,
)
from sales.entry.lines.understood import OF_DAY, Entry
from sales.entry.numbers.amount_terms import SHORTEST, Term, part_of, span_of, terms, whole_of
from sales.entry.reading import Line

LEAST: Final = 2
"""Sums in a line of several records."""
_SPACE = re.compile(r" ")
_PLUS = re.compile(r" ?(?P<sign>\+|плюс) ?[^0-9+,;]{0,20}")
_DASHES: Final = ("-", "–", "—")
_OF_BEFORE: Final = re.compile(
    r"[0-9]{1,3} ?%|вероятн|сумма|дата|срок|шанс|(?:maybe|наверн\w+|возможно|точно|вряд ли)(?= (?:и|а|and) |[,.;])",
    re.IGNORECASE,
)
"""«45к в пт, 70%. Ким 20к»: of what stands before it."""
_OF_ONE = re.compile(
    r"(?<!\w)(?:частично|част[ьи]|из них|из которых|остал(?:ось|ся|ась|ись)|вместо|а не|but not|в договоре|"
    r"в сч[её]те|изначально|(?:договор|контракт|сделк)\w* (?:на )?(?:сумму )?[0-9].*(?:аванс|пр[еи]доплат)\w*|"
    r"(?:аванс|пр[еи]доплат)\w*(?=.* (?:договор|контракт|сделк)\w* (?:на )?(?:сумму )?[0-9])|"
    r"(?:обещал[аи]?|хотел[аи]?|долж(?:ен|на|ны)|планировал[аи]?) "
    r".*(?:дал[аи]?|пришл[оаи]|(?:за|о)платил[аи]?|перевел[аи]?|скинул[аи]?))(?!\w)"
)
"""Two sums of one payment: it is asked which."""
_REST = re.compile(r"[,;] ?(?:а )?(?:остат\w+|остальн\w+|долг|хвост)(?!\w)")
_OR = re.compile(r"(?<!\w)(?:или|либо|or)(?!\w)", re.IGNORECASE)
"""«Вектор 12к или Ким 12к»: it is asked which."""
_DENIED = re.compile(r"(?<!\w)(?:не|not) $")
"""«пришло 18к, не 20к»"""
_TOTAL = re.compile(r"(?<!\w)(?:итого|всего|в сумме)(?= )")


def several_in_line(line: str, read: Read) -> list[Entry]:
    """One line with several sums, or with another deed behind a comma; empty where it is one record."""
    if sum(1 for _ in CUT.finditer(line)) > MOST_CUTS:
        return []
    folded = fold(line)
    if apart := read_instalments(line, read) or chained(line, read) or read_joined(line, read):
        return apart
    lead = lead_of(folded, priced=bool(terms(folded)))
    if lead is not None and lead.verb is Verb.MOVE and (moves := two_moves(line, read)):
        return moves
    if lead is not None and lead.verb in LOGGED:
        next_one = next_of_kind(line, lead, read)
        return next_one or two_deeds(line, read) or two_clients(line, lead, read) or appointments(line, lead, read)
    every = _sums(line, short=True)
    if not every and lead is not None and lead.verb is Verb.EXPECT:
        return _read_promises_of_all(line, lead, read)
    if len(every) >= LEAST and (in_turn := _of_each_in_turn(line, every, read)):
        return in_turn
    sums = _sums(line, short=False) or every
    if len(sums) == 1:
        return read_each(line, read) or two_deeds(line, read) or _rest_of_one(line, read) or _short_sums(line, read)
    if len(sums) < LEAST or span_of(folded) or part_of(folded) or whole_of(folded):
        return two_deeds(line, read) if lead is not None else []
    if (
        (len(sums) == LEAST and _TOTAL.search(folded))
        or (_OF_ONE.search(folded) and not _REST.search(folded))
        or (len(sums) == LEAST and _DENIED.search(folded, sums[0].end, sums[1].start))
        or any(
            _OR.search(line, one.end, other.start) or "=" in line[one.end : other.start]
            for one, other in pairwise(sums)
        )
        or _is_added(line, sums, read)
        or _is_certain(read(line))
    ):
        return []
    return _at_sums(line, [(term.start, term.end) for term in sums], read)


def _of_each_in_turn(line: str, sums: Sequence[Term], read: Read) -> list[Entry]:
    """«Вектор и Ким оплатили 40 и 25 тысяч»: as many names as sums, one behind the other."""
    if any(not _AND.fullmatch(line, one.end, other.start) for one, other in pairwise(sums)):
        return []
    lead = lead_of(fold(line[: sums[0].start]), priced=True)
    if lead is None or lead.words[0].end > sums[0].start:
        return []
    names = [name for name in _AND.split(line[: lead.words[0].start].strip()) if name.strip()]
    last, deed = sums[-1], line[lead.words[0].start : sums[0].start]
    unit = line[last.start : last.end].lstrip("0123456789.,") if not last.bare and not last.spoken else ""
    said = [f"{line[term.start : term.end]}{unit if term.bare else ''}" for term in sums]
    if len(names) != len(sums):
        return []
    made = [read(f"{name} {deed}{each}{line[last.end :]}") for name, each in zip(names, said, strict=True)]
    known = [entry for entry in made if entry is not None and isinstance(entry.client, Found)]
    return known if len({entry.client for entry in known}) == len(names) else []


def _read_promises_of_all(line: str, lead: Lead, read: Read) -> list[Entry]:
    """«Вектор и Ким завтра заплатят»: of each it is asked how much."""
    names = [name for name in _AND.split(line[: lead.words[0].start].strip()) if name.strip()]
    deed = line[lead.words[0].start :]
    made = [read(f"{name} {deed}") for name in names]
    known = [entry for entry in made if entry is not None and isinstance(entry.client, Found) and not entry.comment]
    if not 1 < len({entry.client for entry in known}) == len(made):
        return []
    said = next((entry for entry in reversed(known) if entry.day_text), known[-1])
    day = {name: getattr(said, name) for name in OF_DAY}
    return [entry if entry.day_text else entry.model_copy(update=day) for entry in known]


_AND: Final = re.compile(r"\s*(?:,|(?<!\w)(?:и|and)(?!\w))\s*", re.IGNORECASE)


def _is_certain(entry: Entry | None) -> bool:
    """«1000 и 1 Обои 11к пт»: one record without a word left."""
    return entry is not None and entry.certain and entry.verb in PRICED and not entry.comment


def _is_added(line: str, sums: Sequence[Term], read: Read) -> bool:
    """«90к + 10к доставка»: two sums of one payment, where nobody is named behind the sign."""
    for one, other in pairwise(sums):
        plus = _PLUS.fullmatch(line, one.end, other.start)
        if plus is not None and find_day(Line(line[plus.end("sign") : plus.end()]), Asked(ANY_DAY)) is None:
            entry = read(line[plus.end("sign") :])
            return entry is None or not isinstance(entry.client, Found)
    return False


def _short_sums(line: str, read: Read) -> list[Entry]:
    """«от Кима 15 и от Берега 25 тысяч»: a sum that is said short, of another client."""
    sums = [(term.start, term.end) for term in _sums(line, short=True)]
    found = _at_sums(line, sums, read) if len(sums) > 1 else []
    return found if len({entry.client_id for entry in found} - {None}) == len(sums) else []


def _rest_of_one(line: str, read: Read) -> list[Entry]:
    """«Вектор 200к в четверг, остальные 230 через неделю»: what remains, on a day of its own."""
    sums = _sums(line, short=True)
    rest = len(sums) == LEAST and _REST.search(fold(line), sums[0].end, sums[1].start)
    found = _at_sums(line, [(term.start, term.end) for term in sums], read) if rest else []
    return found if all(entry.day_text for entry in found) else []


def _sums(line: str, *, short: bool) -> list[Term]:
    """The sums of the line, and not the numbers of its papers, phones and days."""
    seen = Line(line)
    take_papers(seen)
    take_shares(seen)
    take_invoice(seen)
    find_day(seen, Asked(ANY_DAY))
    return [term for term in terms(seen.left) if short or not term.bare or (term.kopecks or 0) >= SHORTEST]


def _at_sums(line: str, sums: Sequence[tuple[int, int]], read: Read) -> list[Entry]:
    cuts = cuts_in(line)
    pieces, joints, start = [], [], 0
    for (_, end), (begins, last) in pairwise(sums):
        between = [cut for cut in cuts if end <= cut.start() and cut.end() <= begins]
        if not any(_has_two_clients(line[start : cut.start()], line[cut.end() :], read) for cut in between):
            between += [cut for cut in _SPACE.finditer(line, end, begins) if _are_two(line, start, cut, last, read)]
        if not between:
            return []
        best = min(
            between,
            key=lambda cut: (
                *_doubts(line[start : cut.start()], line[cut.end() :], read),
                cut[0].strip() in _DASHES or _OF_BEFORE.match(line, cut.end()) is not None,
            ),
        )
        pieces.append(line[start : best.start()])
        joints.append(best[0])
        start = best.end()
    ending, behind = _part_promise(line[start:], read)
    made = _join([*pieces, ending], joints, read)
    doubtful = len(sums) > 0 and any(not isinstance(entry.client, Found) for entry in made)
    return [] if not made or (doubtful and not cuts) else [*made, *behind]


def _part_promise(piece: str, read: Read) -> tuple[str, list[Entry]]:
    """«60 от Берега, Вектор обещал до пятницы»: another client's promise behind the last sum is a record of its own."""
    for cut in cuts_in(piece):
        before, after = read(piece[: cut.start()]), read(piece[cut.end() :])
        named = before is not None and isinstance(before.client, Found) and has_sum(before)
        own = after is not None and isinstance(after.client, Found) and after.verb is Verb.EXPECT and not has_sum(after)
        if named and own and before is not None and after is not None and before.client != after.client:
            return piece[: cut.start()], [after]
    return piece, []


def _are_two(line: str, start: int, cut: re.Match[str], last: int, read: Read) -> bool:
    """«45к Берег 30к Медлайн»: a client of its own on either side; or a day, «Ромашка 50к завтра 50к в пн».

    `last`: the end of the next sum, behind which others may follow.
    """
    one = read(line[start : cut.start()])
    others = (read(line[cut.end() :]), read(line[cut.end() : last]))
    return one is not None and any(other is not None and _is_another(one, other) for other in others)


def _is_another(one: Entry, other: Entry) -> bool:
    if not isinstance(one.client, Found):
        return False
    if isinstance(other.client, Found):
        return other.client != one.client
    return other.client is None and bool(one.day_text and other.day_text)


def _has_two_clients(one: str, other: str, read: Read) -> bool:
    return _doubts(one, other, read)[0] == -LEAST


def _doubts(one: str, other: str, read: Read) -> tuple[int, int]:
    """How much would have to be asked, cut here; a client in each part is the best sign."""
    found = [read(one), read(other)]
    clients = sum(1 for entry in found if entry is not None and isinstance(entry.client, Found))
    return -clients, sum(len(entry.missing) if entry else 9 for entry in found)


def _join(pieces: Sequence[str], joints: Sequence[str], read: Read) -> list[Entry]:
    leads = [lead_of(fold(piece), priced=True) for piece in pieces]
    first = [read(piece) for piece in pieces]
    verbs = find_verbs_taken(leads, first, joints)
    clients = {entry.client for entry in first if entry and entry.client is not None}
    one = next((client for client in clients if isinstance(client, Found)), None) if len(clients) == 1 else None
    found: list[Entry] = []
    for piece, verb, entry in zip(pieces, verbs, first, strict=True):
        made = read_led(piece, entry, one, verb, read)
        if made is None or not has_sum(made) or made.client is None:
            return []
        found.append(made)
    found = on_days_of_next(found, joints)
    return _without_whole(_with_trailing_day(pieces[-1], _with_leading_day(pieces[0], found)))


def _without_whole(found: list[Entry]) -> list[Entry]:
    """«должен 42, оплатит в пн 20 и в ср 22»: the first is all of the others, and no payment of its own."""
    sums = [entry.amount or (entry.amount_choice.smaller if entry.amount_choice else 0) for entry in found]
    of_one = len({entry.client for entry in found}) == 1 and not found[0].day_text
    return found[1:] if len(found) > LEAST and of_one and sums[0] == sum(sums[1:]) else found


def _with_leading_day(first: str, found: Sequence[Entry]) -> list[Entry]:
    """«завтра Вектор 340к и Ромашка 150к»: a day that is said before all is of all."""
    head = found[0]
    sums = terms(fold(first))
    place = fold(first).find(fold(head.day_text)) if head.day_text else -1
    leads = bool(head.day_text) and sums and 0 <= place < sums[0].start and isinstance(head.client, Found)
    named = _place_of_client(first, head)
    if not leads or (named >= 0 and place > named):
        return list(found)
    update = {"day": head.day, "day_choice": head.day_choice, "day_text": head.day_text, "deadline": head.deadline}
    return [
        entry.model_copy(update={**update, "verb": entry.verb or head.verb})
        if entry.day_text == "" and entry.verb not in RECEIVED
        else entry
        for entry in found
    ]


def _with_trailing_day(last: str, found: Sequence[Entry]) -> list[Entry]:
    """«Лотос 30к, Пак 15к, Оплот 9к завтра»: a day that ends a list of nothing but names and sums is of all."""
    tail, before = found[-1], found[:-1]
    sums = terms(fold(last))
    ends = bool(tail.day_text) and bool(sums) and fold(last).rstrip(" .!").endswith(fold(tail.day_text))
    bare = all(entry.verb in {None, Verb.EXPECT} and not entry.day_text and not entry.comment for entry in before)
    if not (ends and bare and tail.verb is Verb.EXPECT and isinstance(tail.client, Found)):
        return list(found)
    day = {name: getattr(tail, name) for name in OF_DAY}
    return [*(entry.model_copy(update={**day, "verb": Verb.EXPECT}) for entry in before), tail]


def _place_of_client(text: str, entry: Entry) -> int:
    name = entry.client.name if isinstance(entry.client, Found) else ""
    first = fold(name).split()[-1:] or [""]
    return fold(text).find(first[0][:3]) if first[0] else -1


def has_sum(entry: Entry) -> bool:
    """Whether a sum was said, be it unclear or wrong."""
    return bool(entry.amount or entry.amount_choice or entry.amount_mistake)
