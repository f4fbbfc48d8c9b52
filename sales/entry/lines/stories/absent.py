"""Who was to be met and was not there, said without a comma: «был в Ромашке Марины не застал»."""

import re
from collections.abc import Sequence
from typing import Final

from sales.entry.clients.name_forms import is_small, stem
from sales.entry.clients.names import KnownClient, Roster
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import LOGGED
from sales.entry.reading import TAKEN, Line

_CLAUSE: Final = re.compile(
    r"(?:(?<=[\w\x1f] )(?P<who>[^\W\d_]+) |(?<=[\w\x1f] ))"
    r"(?:не (?:был[ао]?|застал[аи]?|оказал(?:ось|ся|ась)|наш[её]?л[аи]?|принял[аи]?|вышел|вышла)|"
    r"нет(?= на | в |[,.]|$)|(?:за|при)болел[аи]?|в отпуске|на больничном|в отъезде|уехал[аи]?|уволил(?:ся|ась)|"
    r"занят[аоы]?)"
    rf"(?!\w)[^,;.!?{TAKEN}]*"
)


def take_absent(line: Line, lead: Lead | None, clients: Sequence[KnownClient]) -> list[str]:
    """The clause, taken out of a visit or a call that was made: it names no client, and is no doubt."""
    if lead is None or lead.verb not in LOGGED or lead.tense is not Tense.DONE:
        return []
    found = _CLAUSE.search(line.left, lead.words[0].end)
    if found is None or "," in line.left[lead.words[0].end : found.start()]:
        return []
    who = found["who"] or ""
    own = {word for normal in Roster.of(clients).normals for word in stem(normal).split()}
    start = found.end("who") + 1 if who and (is_small(who) or stem(who) in own) else found.start()
    line.drop(start, found.end())
    return [line.written[start : found.end()].strip()]
