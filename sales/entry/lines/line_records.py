"""Several records in one line: «340к Вектор и 150к Ромашка», «позвонил Вектору, завтра встреча в 15»."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import Lead, lead_of
from sales.entry.deeds.verbs import LOGGED, PRICED, RECEIVED, Verb
from sales.entry.lines.papers import take_invoice, take_papers, take_shares
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import SHORTEST, Term, part_of, span_of, terms, whole_of
from sales.entry.reading import Line

Read = Callable[[str], Entry | None]
ANY_DAY: Final = date(2026, 1, 1)
"""Only the places of the words for days are looked at here."""
_CUT = re.compile(
    r"\s*;\s*|\s+/\s+|\s*,\s*(?:(?:а также|и|а|плюс|ещё|еще|затем|потом|and) )?|"
    r"\s+(?:и|а также|а|плюс|\+|ещё|еще|and|&)\s+(?:(?:ещё|еще) )?|\s+[-–—]\s+|\.\s+",
    re.IGNORECASE,
)
_SPACE = re.compile(r" ")
_NO_CUT = re.compile(r"\s*(?:и|&)\s+(?:ко|co|копыта)\b", re.IGNORECASE)
SAYS: Final = {
    Verb.EXPECT: "оплата",
    Verb.FACT: "пришло",
    Verb.REFUND: "возврат",
    Verb.MOVE: "перенос",
    Verb.CANCEL: "отмена",
}
_EACH = re.compile(r"(?<!\w)по (?=[0-9])")
_OF_ONE = re.compile(r"(?<!\w)(?:частично|част[ьи]|из них|из которых|остал(?:ось|ся|ась|ись)|вместо)(?!\w)")
"""Two sums of one payment: it is asked which."""
_TOLD = re.compile(r"прос|обещ|(?:за|о)плат[ия]т|перевед|перечислят|сказ|хот|ждут|чтоб|что |дум|будут|готов")
"""What the client said: a comment."""
MOST_BEFORE: Final = 2
"""Words that may stand before the verb of another deed: «завтра в 15 встреча»."""


def several_in_line(line: str, read: Read) -> list[Entry]:
    """One line with several sums, or with another deed behind a comma; empty where it is one record."""
    folded = fold(line)
    lead = lead_of(folded, priced=bool(terms(folded)))
    if lead is not None and lead.verb in LOGGED:
        return _two_deeds(line, read) or _two_clients(line, lead, read)
    sums = _sums(line, short=False) or _sums(line, short=True)
    if len(sums) == 1:
        return _each(line, read) or _two_deeds(line, read)
    if len(sums) < 2 or span_of(folded) or part_of(folded) or whole_of(folded):  # noqa: PLR2004
        return _two_deeds(line, read) if lead is not None else []
    if _OF_ONE.search(folded):
        return []
    return _at_sums(line, [(term.start, term.end) for term in sums], read)


def _sums(line: str, *, short: bool) -> list[Term]:
    """The sums of the line, and not the numbers of its papers, phones and days."""
    seen = Line(line)
    take_papers(seen)
    take_shares(seen)
    take_invoice(seen)
    find_day(seen, Asked(ANY_DAY))
    return [term for term in terms(seen.left) if short or not term.bare or (term.kopecks or 0) >= SHORTEST]


def _at_sums(line: str, sums: Sequence[tuple[int, int]], read: Read) -> list[Entry]:
    cuts = [cut for cut in _CUT.finditer(line) if not _NO_CUT.match(line, cut.start())]
    pieces, start = [], 0
    for (_, end), (begins, _) in pairwise(sums):
        between = [cut for cut in cuts if end <= cut.start() and cut.end() <= begins]
        between = between or [cut for cut in _SPACE.finditer(line, end, begins) if _are_two(line, start, cut, read)]
        if not between:
            return []
        best = min(between, key=lambda cut: _doubts(line[start : cut.start()], line[cut.end() :], read))
        pieces.append(line[start : best.start()])
        start = best.end()
    made = _joined([*pieces, line[start:]], read)
    doubtful = len(sums) > 0 and any(not isinstance(entry.client, Found) for entry in made)
    return [] if doubtful and not cuts else made


def _are_two(line: str, start: int, cut: re.Match[str], read: Read) -> bool:
    """«45к Берег 30к Медлайн»: a client of its own on either side."""
    sides = [read(line[start : cut.start()]), read(line[cut.end() :])]
    found = {side.client_id for side in sides if side is not None and isinstance(side.client, Found)}
    return len(found) == 2  # noqa: PLR2004


def _doubts(one: str, other: str, read: Read) -> tuple[int, int]:
    """How much would have to be asked, cut here; a client in each part is the best sign."""
    found = [read(one), read(other)]
    clients = sum(1 for entry in found if entry is not None and isinstance(entry.client, Found))
    return -clients, sum(len(entry.missing) if entry else 9 for entry in found)


def _joined(pieces: Sequence[str], read: Read) -> list[Entry]:
    leads = [lead_of(fold(piece), priced=True) for piece in pieces]
    verb = next((lead.verb for lead in leads if lead is not None), None)
    first = [read(piece) for piece in pieces]
    clients = {entry.client for entry in first if entry and entry.client is not None}
    one = next((client for client in clients if isinstance(client, Found)), None) if len(clients) == 1 else None
    found: list[Entry] = []
    for piece, lead, entry in zip(pieces, leads, first, strict=True):
        made = _inheriting(piece, entry, one, verb if lead is None else None, read)
        if made is None or not has_sum(made) or made.client is None:
            return []
        found.append(made)
    return _with_leading_day(pieces[0], found)


def _inheriting(piece: str, entry: Entry | None, client: Found | None, verb: Verb | None, read: Read) -> Entry | None:
    """With the client and the verb of the others; money that is awaited of what has come keeps its own verb."""
    if client is not None and (entry is None or entry.client is None):
        named = read(f"{client.name} {piece}")
        entry = named.model_copy(update={"client": client}) if named is not None else entry
    if verb not in SAYS or (entry is not None and entry.verb is not None and verb in RECEIVED):
        return entry
    led = read(f"{SAYS[verb]} {piece}")
    return led.model_copy(update={"client": led.client or (entry.client if entry else None)}) if led else entry


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


def _place_of_client(text: str, entry: Entry) -> int:
    name = entry.client.name if isinstance(entry.client, Found) else ""
    first = fold(name).split()[-1:] or [""]
    return fold(text).find(first[0][:3]) if first[0] else -1


def _each(line: str, read: Read) -> list[Entry]:
    """«Вектор и Ромашка по 150к завтра»"""
    each = _EACH.search(fold(line))
    if each is None:
        return []
    cuts = [cut for cut in _CUT.finditer(line[: each.start()]) if not _NO_CUT.match(line, cut.start())]
    for cut in cuts:
        first, second = line[: cut.start()], line[cut.end() : each.start()]
        found = [read(f"{first} {line[each.end() :]}"), read(f"{second} {line[each.end() :]}")]
        entries = [entry for entry in found if entry is not None and isinstance(entry.client, Found)]
        if len({entry.client_id for entry in entries}) == 2:  # noqa: PLR2004
            return _alike(entries)
    return []


def _alike(entries: Sequence[Entry]) -> list[Entry]:
    """Two of one sentence: the verb and the day of the one are the other's."""
    fuller = max(entries, key=lambda entry: (entry.verb is not None, bool(entry.day or entry.day_choice)))
    update = {"verb": fuller.verb, "day": fuller.day, "day_choice": fuller.day_choice, "day_text": fuller.day_text}
    return [entry if entry.verb is not None else entry.model_copy(update=update).settled() for entry in entries]


def _two_clients(line: str, lead: Lead, read: Read) -> list[Entry]:
    """«позвонил Вектору и Ромашке»: two calls."""
    if lead.verb not in {Verb.CALL, Verb.LETTER}:
        return []
    for cut in _CUT.finditer(line):
        if "и" not in cut[0] and "," not in cut[0]:
            continue
        first = read(line[: cut.start()])
        rest = re.split(r"[,:;]| [-–—] ", line[cut.end() :], maxsplit=1)
        second = read(f"{line[lead.words[0].start : lead.words[0].end]} {rest[0]}")
        found = [entry for entry in (first, second) if entry is not None and isinstance(entry.client, Found)]
        if len({entry.client_id for entry in found}) == 2 and not found[1].comment:  # noqa: PLR2004
            comment = rest[1].strip() if len(rest) > 1 else ""
            both = [found[1].model_copy(update={"client": found[0].client}), found[1]]
            return [with_comment(entry, comment) if comment else entry for entry in both]
    return []


def _two_deeds(line: str, read: Read) -> list[Entry]:
    """«позвонил Вектору, завтра встреча в 15»: another deed, said as one, with a day of its own."""
    for cut in _deed_cuts(line):
        first, second = read(line[: cut.start()]), read(line[cut.end() :])
        if first is None or second is None or first.verb is None or not isinstance(first.client, Found):
            continue
        own = isinstance(second.client, Found)
        if second.client is not None and not own:
            continue
        if _is_ahead_deed(second) or (own and second.client != first.client and second.verb is not None):
            second = second if own else second.model_copy(update={"client": first.client})
            return [first, second]
    return []


def _deed_cuts(line: str) -> Iterator[re.Match[str]]:
    """Where what follows begins with a verb of its own, or with a day and such a verb."""
    for cut in _CUT.finditer(line):
        if cut[0].strip() in {"-", "–", "—"}:
            continue  # what follows a dash is the comment
        rest = fold(line[cut.end() :])
        lead = lead_of(rest, priced=bool(terms(rest)))
        begins = lead is not None and lead.verb is not None and rest[: lead.words[0].start].count(" ") <= MOST_BEFORE
        if begins and not _TOLD.match(rest):
            yield cut


def _is_ahead_deed(entry: Entry) -> bool:
    if entry.verb in LOGGED:
        return entry.planned and (entry.day is not None or entry.day_choice is not None)
    return entry.verb in PRICED and entry.amount is not None and entry.verb is not Verb.REFUND


def has_sum(entry: Entry) -> bool:
    return bool(entry.amount or entry.amount_choice or entry.amount_mistake)


def with_comment(entry: Entry, line: str) -> Entry:
    comment = "\n".join(part for part in (entry.comment, line) if part)
    return entry.model_copy(update={"comment": comment, "text": f"{entry.text}\n{line}"})
