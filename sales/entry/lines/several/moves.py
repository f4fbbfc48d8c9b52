"""Several clients in one move: «перенеси Дон на пт, а Ким на пн», «Вектор и Ким сдвинь обоих на сентябрь»."""

import re
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import MOVED
from sales.entry.lines.several.cuts import Read, cuts_in
from sales.entry.lines.understood import OF_DAY, Entry

_BOTH: Final = re.compile(
    r"(?<!\w)(?:(?:их )?(?:обоих|обеих|оба|обе|both(?: of them)?|всех(?: троих)?|все)) ?", re.IGNORECASE
)
_AND: Final = re.compile(r"\s*,\s*(?:(?:и|and)\s+)?|\s+(?:и|and)\s+", re.IGNORECASE)
_OF_ALL: Final = (*OF_DAY, "shift", "at")


def moves_of_each(line: str, read: Read) -> list[Entry]:
    """A move for each client that is named; empty where there is one."""
    return _each_on_its_day(line, read) or _all_on_one_day(line, read)


def _each_on_its_day(line: str, read: Read) -> list[Entry]:
    """«перенеси Дон на пт, а Ким на пн»"""
    for cut in cuts_in(line):
        first, second = read(line[: cut.start()]), read(f"перенос {line[cut.end() :]}")
        if first is None or second is None or first.comment or second.comment:
            continue
        known = isinstance(first.client, Found) and isinstance(second.client, Found) and first.client != second.client
        if known and all(each.day or each.day_choice or each.shift for each in (first, second)):
            return [first, second]
    return []


def _all_on_one_day(line: str, read: Read) -> list[Entry]:
    """«Вектор и Ким сдвинь обоих на сентябрь», «перенеси встречи с Доном и Кимом на пт»: the day is of them all."""
    line = _BOTH.sub("", line)
    lead = lead_of(fold(line), priced=False)
    if lead is None:
        return []
    first, last = lead.words[0].start, lead.words[-1].end
    before = [name for name in _AND.split(line[:first].strip()) if name]
    if len(before) > 1:
        made, surely = [read(f"{name} {line[first:]}") for name in before], Found | Ambiguous
    else:
        made, surely = [read(f"{line[:last]} {name}") for name in _AND.split(line[last:].strip()) if name], Found
    found = [each for each in made if each is not None and isinstance(each.client, surely)]
    told = any(each.verb not in MOVED or each.comment not in {"", each.day_text} or each.doubt for each in found)
    if told or not 1 < len({each.client for each in found}) == len(made):
        return []
    said = next((each for each in reversed(found) if each.day_text or each.shift is not None), None)
    day = {name: getattr(said, name) for name in _OF_ALL} if said is not None else {}
    return [each if each.day_text or each.shift is not None else each.model_copy(update=day) for each in found]
