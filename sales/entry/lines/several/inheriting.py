"""What one part of a line takes over from the others: the word for its deed, the client."""

import re
from collections.abc import Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, ClientFinding, Found
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import RECEIVED, Verb
from sales.entry.lines.several.cuts import SAYS, Read, cuts_in
from sales.entry.lines.understood import OF_DAY, Entry
from sales.entry.numbers.numerals import WORD


def find_verbs_taken(
    leads: Sequence[Lead | None], entries: Sequence[Entry | None], joints: Sequence[str]
) -> list[Verb | None]:
    """What a piece without a word for its deed takes over: of the last one before it; of the first one behind, unless
    another between tells by its day what it is. Nothing that has come, where it is closer to what is awaited next.
    """
    first = next((place for place, lead in enumerate(leads) if lead is not None), len(leads))
    told = any(entry is not None and entry.verb is not None for entry in entries[:first])
    ahead = None if told or first == len(leads) else (leads[first] or _NO_LEAD).verb
    taken: list[Verb | None] = []
    for place, lead in enumerate(leads):
        following = entries[place + 1] if lead is None and place < len(joints) else None
        awaited = following is not None and following.verb is Verb.EXPECT and bool(following.day_text)
        of_next = awaited and ahead in RECEIVED and _closer_to_next(place, joints) > 0
        taken.append(None if lead is not None or of_next else ahead)
        ahead = lead.verb if lead is not None else ahead
    return taken


_NO_LEAD: Final = Lead(None, Tense.OPEN, None, ())


def read_led(
    piece: str, entry: Entry | None, client: ClientFinding | None, verb: Verb | None, read: Read
) -> Entry | None:
    """With the client and the verb of the others; money that is awaited of what has come keeps its own verb."""
    if client is not None and (entry is None or entry.client is None):
        named = read(f"{client.name if isinstance(client, Found) else client.text} {piece}")
        entry = named.model_copy(update={"client": client}) if named is not None else entry
    if verb not in SAYS or (entry is not None and entry.verb is not None and verb in RECEIVED):
        return entry
    led = read(f"{SAYS[verb]} {piece}")
    return led.model_copy(update={"client": led.client or (entry.client if entry else None)}) if led else entry


_STRENGTH: Final = {"+": 0, "плюс": 0, "и": 1, "and": 1, "&": 1, "": 1, ",": 2}
_APART: Final = 3
"""Of a full stop, a semicolon: more than a comma parts."""
_SURELY: Final = 2


def on_days_of_next(found: Sequence[Entry], joints: Sequence[str]) -> list[Entry]:
    """«пришло 20к Маяк. Заря 60к + Клевер 40к завтра», «Ким 180 и Дон 52 перенесли на пт»: what is joined closer to
    the next is on its day.
    """
    made = [*found]
    for place in range(len(found) - 2, -1, -1):
        one, following = made[place], made[place + 1]
        alike = following.verb in {Verb.EXPECT, Verb.MOVE} and one.verb in {None, following.verb} - {Verb.EXPECT}
        bare = alike and not one.day_text and (following.day_text or following.shift is not None)
        if bare and _closer_to_next(place, joints) >= _SURELY:
            day = {name: getattr(following, name) for name in (*OF_DAY, "shift", "verb")}
            made[place] = one.model_copy(update=day)
    return made


def _closer_to_next(place: int, joints: Sequence[str]) -> int:
    """By how much more a record is parted from the one before than from the next; `joints`: what stands between."""
    before, behind = [
        _STRENGTH.get(joint.strip().lower(), _APART) for joint in (joints[place - 1] if place else ".", joints[place])
    ]
    return before - behind


_EACH = re.compile(rf"(?<!\w)по (?=[0-9]|{WORD}(?!\w)|полтор|пол[- ]?(?:лям|мил)|миллион|лям)")


def read_each(line: str, read: Read) -> list[Entry]:
    """«Вектор и Ромашка по 150к завтра»"""
    each = _EACH.search(fold(line))
    if each is None:
        return []
    cuts = cuts_in(line[: each.start()])
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), each.start()]
    all_of = [read(f"{line[one:other]} {line[each.end() :]}") for one, other in zip(starts, ends, strict=True)]
    known = [entry for entry in all_of if entry is not None and isinstance(entry.client, Found)]
    if 2 < len({entry.client for entry in known}) == len(all_of):  # noqa: PLR2004
        return _alike(known)
    for cut in cuts:
        first, second = line[: cut.start()], line[cut.end() : each.start()]
        found = [read(f"{first} {line[each.end() :]}"), read(f"{second} {line[each.end() :]}")]
        entries = [entry for entry in found if entry is not None and isinstance(entry.client, Found | Ambiguous)]
        if len({entry.client for entry in entries}) == 2:  # noqa: PLR2004
            return _alike(entries)
    return []


def _alike(entries: Sequence[Entry]) -> list[Entry]:
    """Two of one sentence: the verb and the day of the one are the other's."""
    fuller = max(entries, key=lambda entry: (entry.verb is not None, bool(entry.day or entry.day_choice)))
    update = {"verb": fuller.verb, "day": fuller.day, "day_choice": fuller.day_choice, "day_text": fuller.day_text}
    return [entry if entry.verb is not None else entry.model_copy(update=update).settle() for entry in entries]
