"""One line cut at its sums: «340к Вектор и 150к Ромашка», each part with a client or a day of its own."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import RECEIVED, Verb
from sales.entry.lines.figures.papers import take_invoice, take_papers, take_shares
from sales.entry.lines.several.cuts import ANY_DAY, Read, cuts_in
from sales.entry.lines.several.inheriting import find_verbs_taken, on_days_of_next, read_led
from sales.entry.lines.understood import OF_DAY, Entry
from sales.entry.numbers.amount_terms import SHORTEST, Term, terms
from sales.entry.reading import Line

LEAST: Final = 2
"""Sums in a line of several records."""
_SPACE = re.compile(r" ")
_DASHES: Final = ("-", "–", "—")
_OF_BEFORE: Final = re.compile(
    r"[0-9]{1,3} ?%|вероятн|сумма|дата|срок|шанс|(?:maybe|наверн\w+|возможно|точно|вряд ли)(?= (?:и|а|and) |[,.;])",
    re.IGNORECASE,
)
"""«45к в пт, 70%. Ким 20к»: of what stands before it."""


def read_sums(line: str, *, short: bool) -> list[Term]:
    """The sums of the line, and not the numbers of its papers, phones and days."""
    seen = Line(line)
    take_papers(seen)
    take_shares(seen)
    take_invoice(seen)
    find_day(seen, Asked(ANY_DAY))
    return [term for term in terms(seen.left) if short or not term.bare or (term.kopecks or 0) >= SHORTEST]


def cut_at_sums(line: str, sums: Sequence[Term], read: Read) -> list[Entry]:
    """A record of each sum, cut where least would have to be asked; empty where the line does not fall apart so."""
    cuts = cuts_in(line)
    pieces, joints, start = [], [], 0
    for one, other in pairwise(sums):
        between = [cut for cut in cuts if one.end <= cut.start() and cut.end() <= other.start]
        if not any(_has_two_clients(line[start : cut.start()], line[cut.end() :], read) for cut in between):
            gaps = _SPACE.finditer(line, one.end, other.start)
            between += [cut for cut in gaps if _are_two(line, start, cut, other.end, read)]
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
    made = _join([*pieces, line[start:]], joints, read)
    doubtful = len(sums) > 0 and any(not isinstance(entry.client, Found) for entry in made)
    return [] if doubtful and not cuts else made


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
    known = next((client for client in clients if isinstance(client, Found)), None)
    one = known or (first[0].client if first[0] else None)
    one = one if len(clients) == 1 else None
    found: list[Entry] = []
    for piece, verb, entry in zip(pieces, verbs, first, strict=True):
        made = read_led(piece, entry, one, verb, read)
        if made is None or not made.has_sum or made.client is None:
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
