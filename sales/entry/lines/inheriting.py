"""What one part of a line takes over from the others: the word for its deed, the client."""

from collections.abc import Sequence
from typing import Final

from sales.entry.clients.names import Found
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import RECEIVED, Verb
from sales.entry.lines.cuts import SAYS, Read
from sales.entry.lines.understood import Entry


def find_verbs_taken(leads: Sequence[Lead | None], entries: Sequence[Entry | None]) -> list[Verb | None]:
    """What a piece without a word for its deed takes over: of the last one before it; of the first one behind, unless
    another between tells by its day what it is.
    """
    first = next((place for place, lead in enumerate(leads) if lead is not None), len(leads))
    told = any(entry is not None and entry.verb is not None for entry in entries[:first])
    ahead = None if told or first == len(leads) else (leads[first] or _NO_LEAD).verb
    taken: list[Verb | None] = []
    for lead in leads:
        taken.append(None if lead is not None else ahead)
        ahead = lead.verb if lead is not None else ahead
    return taken


_NO_LEAD: Final = Lead(None, Tense.OPEN, None, ())


def read_led(piece: str, entry: Entry | None, client: Found | None, verb: Verb | None, read: Read) -> Entry | None:
    """With the client and the verb of the others; money that is awaited of what has come keeps its own verb."""
    if client is not None and (entry is None or entry.client is None):
        named = read(f"{client.name} {piece}")
        entry = named.model_copy(update={"client": client}) if named is not None else entry
    if verb not in SAYS or (entry is not None and entry.verb is not None and verb in RECEIVED):
        return entry
    led = read(f"{SAYS[verb]} {piece}")
    return led.model_copy(update={"client": led.client or (entry.client if entry else None)}) if led else entry
