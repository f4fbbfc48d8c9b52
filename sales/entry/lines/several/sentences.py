"""A story of several sentences, each read by itself: certain where each is a record, names a client, tells nothing."""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from sales.core.words import fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.doubt_words import DENIES, HAS_TURNED, IS_SAID, IS_UNREAL
from sales.entry.deeds.verb_words import lead_of
from sales.entry.lines.several.cuts import ANY_DAY, Read
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import Line

Records: TypeAlias = Callable[[str], Sequence[Entry]]
_END: Final = re.compile(
    r"(?<!\bтыс)(?<!\bруб)(?<!\bмлн)(?<!\bдог)(?<!\bобл)(?<!\bтел)(?<!\bост)(?<!\bвер)(?<!\bул)(?<!\bд)(?<!\bр)"
    r"(?<!\bг)(?<!\bт)[.!?…]+\s+",
    re.IGNORECASE,
)
LEAST: Final = 2
MOST: Final = 12
LARGE: Final = 100
_ODD: Final = (DENIES, HAS_TURNED, IS_SAID, IS_UNREAL)
_NUMBER: Final = re.compile(r"[0-9]+")


def read_sentences(text: str, read: Read, records: Records) -> list[Entry]:
    """The records of them all, in their order; none where one sentence is not certain.

    What tells nothing is a comment of the record before it.
    """
    sentences = [each.strip(" .!?…") for each in _END.split(text) if each and each.strip(" .!?…")]
    if not LEAST <= len(sentences) <= MOST:
        return []
    found: list[Entry] = []
    idle: list[str] = []
    client: Found | None = None
    for sentence in sentences:
        made = _records_of(sentence, client, read, records)
        if made is None and not _tells_nothing(sentence, read):
            return []
        if made is None:
            idle.append(sentence)
            found = [*found[:-1], found[-1].with_line(idle.pop())] if found else found
            continue
        found += made
        client = _client_after(sentence, made, client, read)
    return [found[0].with_line("\n".join(idle)), *found[1:]] if found and idle else found


def _records_of(sentence: str, client: Found | None, read: Read, records: Records) -> Sequence[Entry] | None:
    """Certain ones; none of a sentence that is a client's name alone; None where it is neither."""
    named = read(sentence)
    leads = lead_of(fold(sentence), priced=bool(terms(fold(sentence)))) is not None
    if named is not None and not leads and _is_name_alone(named):
        return []
    own = records(sentence)
    if own and all(each.certain for each in own):
        return own
    if client is None or not leads or (named is not None and named.client is not None):
        return None
    led = records(f"{client.name}, {sentence}")
    return led if led and all(each.certain and each.client == client for each in led) else None


def _is_name_alone(entry: Entry) -> bool:
    said = (entry.verb, entry.amount, entry.amount_choice, entry.amount_mistake, entry.day, entry.at, entry.day_mistake)
    return isinstance(entry.client, Found) and not entry.comment and all(each is None for each in said)


def _client_after(sentence: str, made: Sequence[Entry], before: Found | None, read: Read) -> Found | None:
    """Of whom the next sentence tells; nobody's where several were named."""
    named = {each.client for each in made if isinstance(each.client, Found)}
    if not made:
        entry = read(sentence)
        named = {entry.client} if entry is not None and isinstance(entry.client, Found) else set()
    if len(named) != 1:
        return None if named else before
    return next(iter(named))


def _tells_nothing(sentence: str, read: Read) -> bool:
    """No client, no deed, no day, no sum, nothing that denies or doubts."""
    folded = fold(sentence)
    if read(sentence) is not None or lead_of(folded, priced=True) is not None:
        return False
    if any(sign.search(folded) for sign in _ODD) or find_day(Line(sentence), Asked(ANY_DAY)) is not None:
        return False
    small = all(int(number[0]) < LARGE for number in _NUMBER.finditer(folded))
    return " " in sentence and small and all(term.bare for term in terms(folded))
