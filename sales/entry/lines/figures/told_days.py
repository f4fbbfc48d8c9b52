"""A day behind a call or a meeting that is not its own: of what they said, or of what is to be sent by then."""

import re
from typing import Final

from sales.entry.days.dates import mentions
from sales.entry.days.day_words import Asked
from sales.entry.days.time_words import unclear_time
from sales.entry.deeds.deed_words import THING
from sales.entry.deeds.verb_words import Lead
from sales.entry.reading import Line

_TOLD: Final = re.compile(
    r"(?<!\w)(?:обеща\w+|(?:за|о)плат[ия]т|переведут|ждут|прос(?:ят|ит|ил[аи]?)|попросил[аи]?|сказал[аи]?|"
    r"дума(?:ют|ет)|"
    r"хот(?:ят|ел[аи]?)|(?:реш|куп|ответ)[ияа]т|реша(?:ют|ет)|верн[её]?(?:тся|мся|утся|уться)|связаться|напомнить|"
    r"(?:пришл|подпиш|соглас|да[дс]|отд|закаж|возьм)[ую]т|promis\w+|asked|said|wants?)(?!\w)|"
    rf"(?<=[,;] )(?:{THING}|смет\w|(?:рас|от)?ч[её]т\w?|проект\w?|предложени\w|сч[её]т\w?) (?:до|ко?)(?!\w)"
)
"""What they said, or what is to be sent by then: «встреча в Вектор, кп до пятницы»."""


def is_told(line: Line, lead: Lead, asked: Asked) -> bool:
    """«звонок Вектор обещали оплату в пятницу»: the day is of what they said, and the call has been."""
    told = _TOLD.search(line.left, lead.words[0].end)
    if told is None:
        return False
    if days := mentions(line, asked):
        return all(day.start > told.start() for day in days)
    unclear = unclear_time(line, events=True)
    return bool(unclear) and unclear in line.written[told.start() :]
