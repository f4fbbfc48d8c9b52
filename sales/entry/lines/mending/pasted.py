"""What was copied from elsewhere: a chat with its heads, a bank's notice. What is nothing of the record goes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from sales.entry.days.dates import read_day

_STAMP: Final = r"[0-3]?[0-9](?:[./][01]?[0-9](?:[./](?:20)?[0-9]{2})?| [а-яa-z]{3,8}\.?(?: 20[0-9]{2})?(?: г\.?)?)"
_CLOCK: Final = r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"
_DAY: Final = re.compile(_STAMP, re.IGNORECASE)
_CHAT_HEAD: Final = re.compile(
    rf"^(?:\[{_STAMP},? (?:в )?{_CLOCK}\] ?(?P<who>[^:\n]{{2,40}}):[ \n]?|"
    rf"(?P<who2>[^:,\n\[]{{2,40}}),? \[{_STAMP},? (?:в )?{_CLOCK}\]:?\n?|"
    rf"{_STAMP},? {_CLOCK} - (?P<who3>[^:\n]{{2,40}}): ?)",
    re.MULTILINE | re.IGNORECASE,
)
"""«[02.12.2026, 09:12] Ирина: …», «Ирина, [02.12.2026 9:12]» above her words."""
_NOTICE: Final = re.compile(
    r"(?<!\w)(?:баланс|доступно|остаток на сч[её]те|зачислени[ея]|вх(?:одящий|\.) ?плат[её]ж|"
    r"поступление на (?:расч|р/с|сч)|incoming (?:transfer|payment)|available balance)",
    re.IGNORECASE,
)
_MONEY: Final = r"[0-9][0-9  ']*(?:[.,][0-9]{2})?"
_NO_PART: Final = re.compile(
    rf"(?<!\w)(?:баланс|доступно|остаток на сч[её]те|available(?: balance)?|balance)[: ]*{_MONEY}"
    rf" ?(?:р(?:уб\w*)?\.?|rub|₽)?|"
    rf"(?:сч[её]т|карта|card|account) ?\*+[0-9]{{2,6}}(?: {_CLOCK})?|"
    rf"(?<=сч[её]т )(?:№ ?)?[0-9]{{3,}} от {_STAMP}(?:,? {_CLOCK})?|"
    r"(?<!\w)(?:notice|уведомление|faster payment)(?!\w):?",
    re.IGNORECASE,
)
_SAID_PLAINLY: Final = (
    (
        re.compile(r"(?<!\w)(?:зачислени[ея]|вх(?:одящий|\.) ?плат[её]ж|incoming (?:transfer|payment))", re.IGNORECASE),
        "пришло",
    ),
    (re.compile(r"(?<!\w)(?:отправитель|плательщик|sender)(?!\w):?", re.IGNORECASE), "от"),
    (re.compile(r"(?<!\w)RUB (?=[0-9])"), ""),
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """`also`: somebody else who speaks in the chat, or another day of it; empty where nothing is to be asked."""

    text: str
    also: str = ""


def read_pasted(text: str, today: date) -> Pasted:
    """The words without heads, stamps and balances."""
    heads = [_CHAT_HEAD.match(text, found.start()) or found for found in _CHAT_HEAD.finditer(text)]
    if heads:
        speakers = list(dict.fromkeys(_speaker(head).strip() for head in heads))
        told = _CHAT_HEAD.sub(lambda head: f"{_speaker(head).strip()}: ", text)
        days = [stamp[0] for head in heads if (stamp := _DAY.search(head[0])) and read_day(stamp[0], today) != today]
        return Pasted(told, speakers[1] if len(speakers) > 1 else days[0] if days else "")
    if _NOTICE.search(text) is None:
        return Pasted(text)
    for pattern, plain in ((_NO_PART, " "), *_SAID_PLAINLY):
        text = pattern.sub(plain, text)
    return Pasted(" ".join(text.split(" ")).strip())


def _speaker(head: re.Match[str]) -> str:
    return head["who"] or head["who2"] or head["who3"]
