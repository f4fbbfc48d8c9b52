"""Numbers that are no money: of an invoice, a contract, a phone. Taken first, or «счёт 123» becomes 123 ₽."""

import re

from sales.reading import Line

_SIGN = r"(?:№|#|n\b\.?|no\.|номер)"
_NOT_MONEY = r"(?![\w%]| ?(?:тыс|тр\b|т\.|т\b|k\b|к\b|млн|мил|лям|р\b|р\.|руб|₽)|[.,][0-9]| 000)"
_INVOICE = r"(?<!\w)(?:по )?(?:сч[её]т(?:у|а|ом)?|сч\.?|inv(?:oice)?\.?)"
_SIGNED = re.compile(rf"{_INVOICE} ?{_SIGN} ?(?P<number>[\w/-]*[0-9][\w/-]*)")
_PLAIN = re.compile(rf"{_INVOICE} ?(?P<number>[0-9]{{1,5}}(?:[/-]\w+)*){_NOT_MONEY}")
_PAPER = re.compile(
    r"(?<!\w)(?:по )?(?:договор\w{0,3}|дог\.?|акт\w{0,2}|заказ\w{0,2}|накладн\w+|упд|contract|order)"
    rf" ?{_SIGN}? ?(?![0-9.,]+ ?(?:тыс|тр|т|[kк]|млн|м|лям|р|руб)(?!\w))[\w/-]*[0-9][\w/-]*{_NOT_MONEY}"
)
_TAX_NUMBER = re.compile(r"(?<!\w)инн:? ?[0-9]{10,12}(?![0-9])")
_PHONE = re.compile(r"(?<![\w.,])(?:\+7|8)[ (-]*[0-9]{3}[ )-]*[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}(?![\w])")


def take_invoice(line: Line) -> str | None:
    """The number of the invoice as it was written, taken out of the line."""
    found = line.take(_SIGNED) or line.take(_PLAIN)
    return line.written[found.start("number") : found.end("number")] if found else None


def take_papers(line: Line) -> list[str]:
    """Contracts, phones and tax numbers, which belong to the comment."""
    found = [match for pattern in (_PHONE, _TAX_NUMBER, _PAPER) for match in line.take_all(pattern)]
    return [line.written[match.start() : match.end()] for match in sorted(found, key=lambda match: match.start())]
