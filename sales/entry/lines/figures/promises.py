"""Money that is spoken of where nothing is recorded of it: in a comment, in a client's forwarded words.

It is offered as an expected payment, in one tap, and never recorded by itself.
"""

import re
from datetime import date
from typing import Final

from sales.entry.clients.guesses import has_content
from sales.entry.days.dates import DayChoice, find_day, take_day
from sales.entry.days.day_words import Asked
from sales.entry.lines.figures.papers import take_invoice, take_papers, take_shares
from sales.entry.lines.figures.parts_told import PartsTold, tell_parts
from sales.entry.lines.promise import Promise
from sales.entry.numbers.amounts import AmountChoice, take_amount, take_full_amount
from sales.entry.numbers.chance import take_chance
from sales.entry.reading import TAKEN, Line, words

OF_MONEY: Final = re.compile(
    words(
        r"(?:пред|пост|до)?оплат\w*|(?:за|про|рас)?плат\w+|перевед\w+|переч\w+|погас\w+|закин\w+|скин\w+|"
        r"обещ\w+|отсрочк\w{1,2}(?: оплаты| платежа)? до|возьмут|закажут|"
        r"(?:тыс|тысяч[аи]?|млн|рублей) отправ[ия]т|деньги|денег|"
        r"сч[её]т\w{0,2}|долг\w*|аванс\w*|поступ\w+|придет|придут|буд[еу]т|pay\w*|transfer|promis\w+|invoice"
    )
)

_PARTS: Final = re.compile(r"[,;\n]| [-–—] ")
_AGREED: Final = re.compile(words(r"договорил\w+ на|сошлись на|agreed on"))
"""Of money only where a sum follows: «договорились на 30к в пн»."""


IN_PARTS: Final = re.compile(
    r"(?<!\w)(?:половин\w+|пополам|треть\w?|четверть|остальн\w+|остат\w+|част(?:ь|и|ями)|рассрочк\w+|"
    r"[0-9]{1,2} ?(?:%|процент)\w*(?= (?:пред|аванс|сразу|сейчас|вперед))|(?:предоплат\w+|аванс\w*) [0-9]{1,2} ?%|"
    r"half|the rest|instal+ments?)(?!\w)"
)
"""«220 тысяч, предоплата половина до 15-го»: the sum is not what comes on the day."""


_PUT_OFF: Final = re.compile(r"(?<!\w)(?:перен[ое]с|сдви|съехал|отклад|отлож|задерж|postpon|delay|reschedul)")
"""«оплата 340 сдвигается на 8-е»: of money that is awaited already."""


def _says_sum_and_day(text: str, today: date) -> bool:
    """«…, 450к в четверг»: a part of nothing but a sum and a day."""
    for part in _PARTS.split(text):
        line = Line(part)
        day, amount = take_day(line, Asked(today)), take_full_amount(line)
        if day is not None and isinstance(amount, int) and not has_content(line.left.replace(TAKEN, " ")):
            return True
    return False


def promise_in(text: str, today: date) -> Promise | None:
    """The sum and the day of a payment that the words promise; None where they promise none."""
    line = Line(text)
    if _PUT_OFF.search(line.left):
        return None
    of_money = OF_MONEY.search(line.left) is not None
    if not of_money and not (_AGREED.search(line.left) or _says_sum_and_day(text, today)):
        return None
    told = tell_parts(line, Asked(today))
    if told is not None and told.first and not told.doubtful:
        return _in_parts(line, told)
    take_papers(line)
    invoice, chance = take_invoice(line), take_chance(line)
    found = find_day(line, Asked(today))
    day, amount = found.reading if found else None, take_full_amount(line)
    said = day.earlier if isinstance(day, DayChoice) and day.earlier > today else day
    said = said if isinstance(said, date) and said >= today else None
    either = (day.earlier, day.later) if isinstance(day, DayChoice) and said is None else None
    if isinstance(amount, int) and IN_PARTS.search(line.left):
        return None
    as_agreed = day is None and _AS_AGREED.search(line.left) is not None
    if not isinstance(amount, int) and not (said or either or as_agreed):
        return None
    if not (of_money or (isinstance(amount, int) and day)):
        return None
    take_shares(line)
    bare = take_amount(line) if amount is None else None
    return Promise(
        amount=amount if isinstance(amount, int) else None,
        day=said,
        either=either,
        deadline=found is not None and found.deadline,
        sums=(bare.smaller, bare.larger) if isinstance(bare, AmountChoice) else None,
        probability=chance.percent if chance else None,
        invoice=invoice[0] if invoice else None,
    )


def _in_parts(line: Line, told: PartsTold) -> Promise:
    """«двумя частями по 390 - 20 и 27 числа»: of what is awaited, or of the sum that the parts make up."""
    for span in (*told.first, *told.others):
        line.drop(*span)
    invoice, total = take_invoice(line), sum(each.amount or 0 for each in told.parts)
    bare = any(each.bare for each in told.parts)
    return Promise(
        amount=None if bare else total or None,
        day=told.parts[0].day,
        sums=(total, total * 1000) if bare else None,
        invoice=invoice[0] if invoice else None,
        parts=told.parts,
    )


_AS_AGREED: Final = re.compile(
    words(
        r"по (?:плану|договор[её]нности|графику)|"
        r"как (?:и )?(?:планировал\w*|договаривал\w+|договорил\w+|обещал\w*|было|раньше)|"
        r"вс[её] в силе|без изменений|as (?:planned|agreed|promised)|on schedule"
    )
)
"""«оплатят по плану»: of what is awaited already, on its day."""
