"""Numbers that are no money and no chance: of an invoice, a contract, a phone, «предоплата 50%». Taken first."""

import re

from sales.entry.reading import Line

_SIGN = r"(?:№|#|n\b\.?|no\.|номер)"
_NOT_MONEY = r"(?![\w%]| ?(?:тыс|тр\b|т\.|т\b|k\b|к\b|млн|мил|лям|р\b|р\.|руб|долл|бакс|евро|юан|[$€₽])|[.,][0-9]| 000)"
_INVOICE = r"(?<!\w)(?:по )?(?:сч[её]т(?:у|а|ом)?|сч\.?|inv(?:oice)?\.?)"
_SIGNED = re.compile(rf"{_INVOICE} ?{_SIGN} ?(?P<number>[\w/-]*[0-9][\w/-]*)")
_PLAIN = re.compile(rf"{_INVOICE} ?(?P<number>[0-9]{{1,5}}(?:[/-]\w+)*){_NOT_MONEY}")
_PAPER = re.compile(
    r"(?<!\w)(?:по )?(?:договор\w{0,3}|дог\.?|акт\w{0,2}|заказ\w{0,2}|накладн\w+|упд|contract|order)"
    rf" ?{_SIGN}? ?(?![0-9.,]+ ?(?:тыс|тр|т|[kк]|млн|м|лям|р|руб)(?!\w))[\w/-]*[0-9][\w/-]*{_NOT_MONEY}"
)
_SHARED = r"(?:предоплат|аванс|скидк|комисси|марж|наценк|prepay|deposit|discount|commission|margin)\w*"
_SHARE = re.compile(
    rf"(?<!\w){_SHARED}[ :-]{{0,3}}(?:в )?[0-9]{{1,3}} ?(?:%|процент\w*)|"
    rf"(?<![\w.,])[0-9]{{1,3}} ?(?:%|процент\w*) (?:на )?{_SHARED}"
)
_VAT = re.compile(
    r"(?<!\w)(?:(?:с|без|вкл\w*\.?|в ?т\.? ?ч\.?|в том числе|плюс|не облагается) |"
    r"(?:with|without|incl\w*\.?|excl\w*\.?|plus) |\+ ?)?"
    r"(?:ндс|vat)(?!\w)(?: ?[0-9]{1,2} ?(?:%|процент\w*))?"
)
_TAX_NUMBER = re.compile(r"(?<!\w)инн:? ?[0-9]{10,12}(?![0-9])")
_PHONE = re.compile(r"(?<![\w.,])(?:\+7|8)[ (-]*[0-9]{3}[ )-]*[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}(?![\w])")


def take_invoice(line: Line) -> str | None:
    """The number of the invoice as it was written, taken out of the line."""
    found = line.take(_SIGNED) or line.take(_PLAIN)
    return line.written[found.start("number") : found.end("number")] if found else None


def take_shares(line: Line) -> list[str]:
    """«предоплата 50%», «с НДС 20%»: words of the deal, and no chance of a payment."""
    return _taken(line, _VAT, _SHARE)


def take_papers(line: Line) -> list[str]:
    """Contracts, phones and tax numbers, which belong to the comment."""
    return _taken(line, _PHONE, _TAX_NUMBER, _PAPER)


def _taken(line: Line, *patterns: re.Pattern[str]) -> list[str]:
    """As they were written, in their order."""
    found = [match for pattern in patterns for match in line.take_all(pattern)]
    return [line.written[match.start() : match.end()] for match in sorted(found, key=lambda match: match.start())]
