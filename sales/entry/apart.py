"""
A message of several kinds: «пришло 12к Ким⏎сделка АгроЮг 300к⏎претензия Вектор: брак».

Its records are heard together; a line that is a deal, a request, a mark, a contact or a question by itself is one.
"""

import re
from typing import Final

from sales.asks.ask import AskKind
from sales.entry.ask_lines import read_ask_line
from sales.entry.clients.names import Found
from sales.entry.context import Context
from sales.entry.deal_lines import DealDeedSaid, read_deal_line
from sales.entry.lines.several.records import BULLET
from sales.entry.message import read_record
from sales.entry.nps_lines import read_nps_line
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import read_intent

MOST: Final = 12
FEW: Final = 3
"""Words of a line that may be the beginning of the next."""
_CONTACT: Final = re.compile(
    r"(?:новый |добавь |new |add )?(?:контакт|contact)(?: у| для| от| of| for| at)? [^:]{2,80}:\s", re.IGNORECASE
)
_TOLD: Final = {IntentKind.SET_INN, IntentKind.DISPUTE}
_OF_NOBODY: Final = {AskKind.TASK, AskKind.IDEA}


def is_contact_line(text: str) -> bool:
    """«контакт Маяк: Марина, …»: of a card by its first word."""
    return _CONTACT.match(text.strip()) is not None


def split_kinds(text: str, context: Context) -> tuple[str, ...]:
    """The texts to be heard one by one, the records first; the text alone where it is of one kind."""
    lines = [BULLET.sub("", line.strip()) for line in text.splitlines() if line.strip()]
    if not 1 < len(lines) <= MOST:
        return (text,)
    lines = _join_broken(lines, context)
    apart = [_is_apart(line, context) for line in lines]
    if not any(apart):
        return (text,)
    records: list[str] = []
    others: list[list[str]] = []
    goes_on = False
    for line, is_other in zip(lines, apart, strict=True):
        goes_on = is_other or (goes_on and not _is_record(line, context))
        if is_other:
            others.append([line])
        elif goes_on:  # more words of the claim, of the deal
            others[-1].append(line)
        else:
            records.append(line)
    parts = (["\n".join(records)] if records else []) + ["\n".join(each) for each in others]
    return tuple(parts) if len(parts) > 1 else (text,)


def _join_broken(lines: list[str], context: Context) -> list[str]:
    """«сделка⏎АгроЮг 300к»: a word or two that only the next line makes something of."""
    joined: list[str] = []
    for line in lines:
        before = joined[-1] if joined else ""
        if 0 < len(before.split()) < FEW and not _is_apart(before, context) and _is_apart(f"{before} {line}", context):
            joined[-1] = f"{before} {line}"
        else:
            joined.append(line)
    return joined


def _is_apart(line: str, context: Context) -> bool:
    """Surely of another kind than a record, when nothing else is said."""
    if is_contact_line(line):
        return True
    ask = read_ask_line(line, context)
    if ask is not None:
        return bool(ask.text) if ask.kind in _OF_NOBODY else isinstance(ask.client, Found)
    deal = read_deal_line(line, context)
    if deal is not None:
        return deal.deed is DealDeedSaid.MAKE or isinstance(deal.client, Found)
    nps = read_nps_line(line, context)
    if nps is not None:
        return isinstance(nps.client, Found)
    intent = read_intent(line, context)
    if intent is None:
        return False
    return (intent.is_asked and line.endswith("?")) or (intent.kind in _TOLD and isinstance(intent.client, Found))


def _is_record(line: str, context: Context) -> bool:
    entry = read_record(line, context)
    return entry is not None and isinstance(entry.client, Found) and (entry.verb is not None or entry.has_sum)
