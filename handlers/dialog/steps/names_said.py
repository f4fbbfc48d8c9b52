"""Whether what was typed where a client is asked may be the name of a new one."""

import re
from typing import Final

from handlers.dialog.model import Talk
from handlers.dialog.steps.said import context_of
from sales.entry.clients.name_forms import capitalise
from sales.entry.clients.several import names_several
from sales.entry.lines.values import read_values
from sales.entry.message import Heard, hear
from sales.entry.talk.intent_kinds import IntentKind

_QUOTES: Final = re.compile('[«»„“”"]')
_QUOTED: Final = re.compile('[«„“"][^«»„“”"]+[»“”"]')
_MADE: Final = r"(?:(?:добав|созда|завед|завес|внес)\w{1,3} )?"
_CALLED: Final = re.compile(
    rf"{_MADE}(?:нов\w{{2,3}} )?(?:клиент|контрагент)\w{{0,2}}:? |(?:(?:add|create) )?(?:a )?(?:new )?client:? ",
    re.IGNORECASE,
)


def name_in(said: str) -> str:
    """As it is offered and stored: without quotes, without «новый клиент» before it, and with a capital letter where
    none was typed: «ип ким» is ИП Ким. What stands in quotes stays as it is.
    """
    plain = " ".join(_QUOTES.sub(" ", said).split())
    name = _CALLED.sub("", plain, count=1) if _CALLED.match(plain) else plain
    return name if _QUOTED.fullmatch(said.strip()) else capitalise(name)


async def is_name(talk: Talk, said: str) -> bool:
    """A text with a sum, a verb, a day, a question or a colon in it is never a name; in quotes anything is."""
    if _QUOTED.fullmatch(said.strip()):
        return True
    said = name_in(said)
    if ": " in said:  # «отказ Заря: дорого»
        return False
    context = await context_of(talk, said)
    if says_a_line(hear(said, context)) or names_several(said, context.clients):
        return False
    values = read_values(said, context)[0]
    return values.day is None and values.at is None


def says_a_line(heard: Heard) -> bool:
    """A record, a correction or a question, whole or not."""
    if heard.intent is not None:
        return heard.intent.kind not in {IntentKind.NEW_CLIENT, IntentKind.FIND}
    return heard.correction is not None or any(
        each.verb is not None or each.amount is not None for each in heard.entries
    )
