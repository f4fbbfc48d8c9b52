"""What the purpose of a payment says: numbers of invoices, money that is no revenue, a bank's own commission."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sales.bank.fields import read_total
from sales.core.money import Kopecks

_DAY: Final = re.compile(
    r"(?<!\w)от\s*(?:[0-9]{1,2}[./-][0-9]{1,2}(?:[./-][0-9]{2,4})?|[0-9]{1,2}\s+[а-я]{3,8}\s+[0-9]{4})\s*(?:г(?:\.|ода)?(?!\w))?"
)
_MONEY: Final = r"[0-9]+(?:[ \u00a0][0-9]{3})*(?:[.,-][0-9]{2})?"
_VAT: Final = re.compile(
    rf"(?:(?:в\s?т\.?\s?ч\.?|в том числе|включая|вкл\.?|без)\s*)?(?:[0-9]{{1,2}}\s?%\s*)?ндс(?!\w)"
    rf"(?:\s*\(?[0-9]{{1,2}}\s?%\)?)?(?:\s*[-–—:=]?\s*{_MONEY}(?![0-9/]))?"
)
_SIGN: Final = r"(?:№№|№|n[°o]?\.?(?![а-яa-z])|#|номер\w{0,2})"
_NUMBER: Final = r"(?:[а-яa-z]{1,4}[-/]?)?[0-9]\w*(?:[-/]\w+)*(?![\w]|[/-]\w)"
_CONTRACT: Final = re.compile(
    rf"(?<!\w)(?:договор\w*|дог\.?|дог-р\w*|контракт\w*|соглашени\w*|спецификаци\w*|приложени\w*|заказ\w*|накладн\w*)"
    rf"(?:(?:\s+(?!сч)[а-я]+){{0,3}}\s*{_SIGN}|\s)\s*{_NUMBER}"
)
_WORD: Final = r"(?:сч[её]т(?:а|у|ом|е|ам|ов|ами|ах)?|сч\.?|inv(?:oice)?\.?)"
_BILL: Final = re.compile(
    rf"(?<![\w/-])(?<!расч )(?<!расч\. )(?<!лиц )(?<!лиц\. )(?<!четный )(?<!четного )(?<!вой )(?<!вому )"
    rf"{_WORD}(?!\s?-?\s?фактур|-)(?:\s+на\s+(?:пред)?оплату)?\s*(?P<sign>{_SIGN}\s*)?"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:[,;+&]|и(?=\s))\s*(?:{_WORD}\s*)?(?:{_SIGN}\s*)?{_NUMBER}(?!\.[0-9]|\s?%))*)"
    r"(?!\.[0-9]|\s?%|\s?(?:руб|р\.|коп|₽))"
)
_ONE: Final = re.compile(rf"{_SIGN}?\s*(?P<number>{_NUMBER})")
_SPLIT: Final = re.compile(r"\s*(?:[,;+&]|\sи\s)\s*")
_LONGEST: Final = 15
"""More digits are an account."""
_LOOK_ALIKE: Final = str.maketrans("ABCEHKMOPTXYЁ", "АВСЕНКМОРТХУЕ")
_TAIL: Final = re.compile("[^0-9]*([0-9]+)")
_NO_REVENUE: Final = re.compile(
    r"(?<!\w)(?:за[её]м|займ|кредит|депозит|процент|пополнени|уставн|возврат)|(?<!\w)продаж\w*(?:\s+\w+){0,2}\s+валют"
)
_ACQUIRING: Final = re.compile(r"(?<!\w)(?:\w*эквайринг|сбп(?!\w)|возмещени)")
_GROSS: Final = re.compile(rf"(?<!\w)сумм\w*\s*:?\s*(?:операци\w*\s*)?({_MONEY})")
_COMMISSION: Final = re.compile(rf"(?<!\w)комисси\w*\s*:?\s*({_MONEY})")


KEPT: Final = 20_000
"""A file's purposes are read again with every answer to it."""


def list_invoices(purpose: str) -> list[str]:
    """«по счетам №№ 97, 104 и 105» → 97, 104, 105, as they were written; VAT, contracts and dates are cut first."""
    return list(_find_invoices(purpose))


@lru_cache(maxsize=KEPT)
def _find_invoices(purpose: str) -> tuple[str, ...]:
    text = purpose
    for cut in (_DAY, _VAT, _CONTRACT):
        text = _cut(cut, text)
    found = [number for bill in _BILL.finditer(text.lower()) for number in _numbers(text, bill)]
    return tuple(dict.fromkeys(found))


def _cut(what: re.Pattern[str], text: str) -> str:
    """Spaces in its place, so that what stood apart stays apart."""
    for found in what.finditer(text.lower()):
        text = f"{text[: found.start()]}{' ' * (found.end() - found.start())}{text[found.end() :]}"
    return text


def _numbers(text: str, bill: re.Match[str]) -> list[str]:
    begin = text.lower()[: bill.start()].rstrip()
    if begin.endswith("за") and not bill["sign"]:  # «за счёт 5000 аванса»
        return []
    written = text[bill.start("numbers") : bill.end("numbers")]
    found = [_ONE.search(part.lower()) for part in _SPLIT.split(written)]
    parts = zip(_SPLIT.split(written), found, strict=True)
    return [
        part[match.start("number") : match.end("number")]
        for part, match in parts
        if match and sum(sign.isdigit() for sign in match["number"]) <= _LONGEST
    ]


@lru_cache(maxsize=KEPT)
def normalize_invoice(number: str) -> str:
    """Equal numbers are equal so: spaces out, upper case, Latin look-alikes as Cyrillic."""
    return "".join(number.split()).upper().translate(_LOOK_ALIKE)


def near_invoice(number: str) -> str | None:
    """УТ-000121 → 121; None where other digits stand before: 118/1 is near to nothing."""
    found = _TAIL.fullmatch(normalize_invoice(number))
    return found[1].lstrip("0") or None if found else None


@lru_cache(maxsize=KEPT)
def is_no_revenue(purpose: str) -> bool:
    """A loan, a deposit, interest, a refund to us, currency sold."""
    return _NO_REVENUE.search(purpose.lower()) is not None


def is_refund(purpose: str) -> bool:
    """«Возврат …» of what goes out."""
    return re.search(r"(?<!\w)возврат", purpose.lower()) is not None


def is_acquiring(purpose: str) -> bool:
    """What a bank pays for a day of cards or quick payments."""
    return _ACQUIRING.search(purpose.lower()) is not None


@dataclass(frozen=True, slots=True)
class Acquired:
    gross: Kopecks
    commission: Kopecks


def read_acquired(purpose: str, amount: Kopecks) -> Acquired | None:
    """«Сумма 49 000.00 руб., комиссия 789.50»; None unless what is left of it is what came."""
    gross, commission = (_total(each.search(purpose.lower())) for each in (_GROSS, _COMMISSION))
    if gross is None or commission is None or gross - commission != amount:
        return None
    return Acquired(gross, commission)


def _total(found: re.Match[str] | None) -> Kopecks | None:
    return None if found is None else read_total(found[1])
