"""Numbers that are no money and no chance: of an invoice, a contract, a phone, «предоплата 50%». Taken first."""

import re

from sales.entry.reading import Line

_SIGN = r"(?:№|#|n\b\.?|no\.|номер)"
_NOT_MONEY = (
    r"(?![\w%]| ?(?:тыс|тр\b|т\.|т\b|k\b|к\b(?! (?:дог|контр|спец|акт|сч[её]т))|млн|мил|м\b|лям|р\b|р\.|руб|долл|"
    r"бакс|евро|юан|[$€₽])|[.,][0-9]"
    r"|(?<![0-9]{4}) 000| [0-9]{3} ?(?:р\b|р\.|руб|₽))"
)
_ONE_GROUP = r"(?:(?<=[0-9]{4})|(?! [0-9]{3}(?![0-9]| [0-9]{3}| ?(?:к|k|тыс|тыщ|тр|млн|м|т)(?!\w))))"
"""«заказ 12 500» may be one sum; «п/п 1234 500 000» and «счёт 45 150 000» are a number and a sum."""
_NUMBER = r"(?:[а-яa-z]{1,4}[-/])?[0-9][\w]*(?:[/-]\w+)*"
_MONTHS = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_DATE = (
    r"(?:[0-3]?[0-9][./][01]?[0-9](?:[./](?:20)?[0-9]{2})?|[0-3]?[0-9] (?:" + _MONTHS + r")[а-я]*(?: 20[0-9]{2})?)"
    r"(?: ?г(?:ода|\.)?(?!\w))?"
)
_DATED = rf"(?: ?(?:от|dated|of) (?:{_DATE}|вчера|позавчера|сегодня))"
_BILL = r"(?:сч[её]т(?:у|а|ом)?|сч\.?|inv(?:oice)?\.?)"
_INVOICE = rf"(?<!\w)(?:по |на )?{_BILL}(?! ?[-–] ?фактур)"
_BILLED = re.compile(rf"{_INVOICE} ?{_SIGN} ?(?P<number>[\w/-]*[0-9][\w/-]*)(?P<dated>{_DATED})?")
_BILLED_PLAIN = re.compile(
    rf"{_INVOICE} ?(?:(?<=[а-я])-)?(?P<number>[0-9]{{1,9}}(?:[/-]\w+)*)(?:(?P<dated>{_DATED})|{_NOT_MONEY}{_ONE_GROUP})"
)
_BILLED_LETTERS = re.compile(
    rf"{_INVOICE} ?(?!ет)(?P<number>[а-яa-z]{{1,4}}(?:-[0-9]{{1,9}}|0[0-9]{{3,8}})(?:[/-]\w+)*)(?!\w)"
    rf"(?P<dated>{_DATED})?"
)
"""«счёт УТ-000121», «сч. А-17/2», as 1C numbers them."""
_BILLED_ON = re.compile(rf"{_INVOICE}(?P<dated>{_DATED})")
_CASE = "(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
"""A noun's endings, and no more: «лотом» is a paper's word, «Лотос» a client."""
_NAME = (
    r"(?:п ?[/.] ?п\.?|пп(?= ?[№0-9])|плат[её]жк[аиуеой]{1,2}|плат[её]жн\w+ (?:поручени\w+|документ\w*)|"
    r"поручени[еяюем]{1,2}(?= ?[№#0-9]| номер)|сч(?:[её]т\w{0,2}|\.)? ?[-–]? ?фактур\w*|"
    r"с[/.-]?ф(?= ?[№0-9])|сч-?ф(?= ?[№0-9])|инвойс\w{0,2}|"
    r"договор\w{0,3}|дог\.?|контракт\w{0,2}|доп\.? ?согл\w*\.?|допник\w{0,2}|д ?/ ?с|соглашени\w{1,2}|"
    r"спецификаци\w{1,2}|"
    r"спец\.?(?= ?[№0-9])|приложени\w{1,2}|акт" + _CASE + r"|накладн\w+|ттн|тн|торг-?12|упд|укд|"
    r"заказ" + _CASE + r"(?:[- ]наряд\w{0,2})?|з/?н|"
    r"кп(?= ?[№#]| номер)|заявк\w{1,2}|чек\w{0,2}(?= ?[№#]| номер)|квитанци\w{1,2}|пко|рко|ордер\w{0,2}|"
    r"реестр" + _CASE + r"|лот" + _CASE + r"|"
    r"парти\w{1,2}(?= ?[№#])|вагон"
    + _CASE
    + r"|рейс"
    + _CASE
    + r"|протокол\w{0,2}|транзакци\w{1,2}|операци\w{1,2}|уин|"
    r"вх\.?|исх\.?|письм\w{1,2}|код|объект" + _CASE + r"|лицев\w+ сч[её]т\w{0,2}|л/с|смет\w{1,2}|contract|"
    r"order|agreement|po|act|waybill)"
)
_PAPER = re.compile(
    rf"(?<!\w)(?:по |за |на |к |согласно |per )?{_NAME} ?{_SIGN}? ?"
    rf"(?![0-9]+(?:[ '][0-9]{{3}})*(?:[.,][0-9]+)? ?(?:тыс|тр|т|[kк]|млн|м|лям|р|"
    rf"руб)(?!\w))"
    rf"(?P<number>{_NUMBER})(?:{_DATED}|{_NOT_MONEY}{_ONE_GROUP})"
)
_PAPER_OF = re.compile(rf"(?<!\w)(?:по |за |согласно )?{_NAME}{_DATED}")
_OF_DAY = re.compile(rf"(?<!\w)от {_DATE}(?!\w)")
"""Money comes from somebody; what is «от 12.03» is a paper."""
_SHARED = r"(?:предоплат|аванс|скидк|комисси|марж|наценк|prepay|deposit|discount|commission|margin)\w*"
_SHARE = re.compile(
    rf"(?<!\w){_SHARED}[ :-]{{0,3}}(?:в )?[0-9]{{1,3}} ?(?:%|процент\w*)|"
    rf"(?<![\w.,+-])(?<![+-] )(?<!плюс )(?<!минус )[0-9]{{1,3}} ?(?:%|процент\w*) (?:на )?{_SHARED}"
)
_FEE = re.compile(
    r"(?<!\w)(?<!минус )(?<!плюс )(?<!вычетом )(?<![-+–] )(?:банковск\w+ )?(?:комисси|fee)\w*(?: банка|"
    r" за перевод)? ?[:–-]? ?"
    r"[0-9][0-9.,]* ?(?:к|k|тыс\w*|руб\w*|р|₽|%)?(?![\w%])"
)
"""«пришло 90, комиссия 1,5к»: no sum of the client's."""
_HALVES = re.compile(
    r"(?<![\w.,])[0-9]{1,3} ?%(?! ?предопл)[^0-9%]{0,25}[0-9]{1,3} ?%(?: (?:потом|сразу|по факту|при отгрузке|"
    r"после отгрузки))?"
)
"""«50% сразу 50% потом»"""
_COUNT = r"(?:[0-9]{1,3}|дв[аеу]х?|двум|тр[иеё]х?|трем|четыр\w{1,2}|пят[ьи]|шест[ьи]|нескольк\w+|пару)"
_THINGS = re.compile(
    rf"(?<![\w.,])(?:(?:в|во|на|для|с|со) (?={_COUNT} (?!сч[её]т|тонн|машин|человек|чел|га|км)))?{_COUNT} "
    r"(?:сч[её]т(?:а|ов)|накладн\w+|заказ(?:а|ов)|поставк[иу]|поставок|позици[ий]|тонн\w?|"
    r"пал+ет\w?|поддон\w{0,2}|коробо?к\w?|ящик\w{0,2}|упаков\w+|машин\w?|рейс\w{0,2}|колес\w?|комплект\w{0,2}|"
    r"экземпляр\w{0,2}|меш(?:ок|к\w{1,2})|вагон\w{0,2}|"
    r"адрес\w{0,2}|объект\w{0,2}|точ(?:к\w{1,3}|ек)|магазин\w{0,2}|филиал\w{0,2}|склад\w{0,2}|этаж\w{0,2}|офис\w{0,2}|"
    r"гектар\w{0,2}|га|км|м2|кв\.? ?м|человек\w?|чел|смен\w?|addresses|shops|stores|boxes|pallets|sqm|pcs)"
    r"(?! по| №)(?!\w)"
)
"""«5 счетов на 125к», «в 2 адреса»: a count of things."""
_PRICE = re.compile(
    r"(?:(?<!\w)(?:по|at) [0-9][0-9 ]*(?:[.,][0-9]{1,2})? ?(?:тыс\w*|руб\w*|р|к|k|₽)?\.?(?: (?:each|за \w+))?,? ?"
    r"(?:итого|всего|то есть|т\.? ?е\.?|выходит|получается|это|so|=)(?!\w) ?)"
)
"""«64 м2 по 1450 = 92 800»: what one of them costs."""
_FOR_MONTH = re.compile(rf"(?<!\w)за (?:{_MONTHS})[а-я]*(?= [^\W\d]|$|[,.])")
"""«за ноябрь»: what it is paid for."""
_IN_PARTS = re.compile(
    r"(?<!\w)(?:(?:в|на|за) (?:[2-9]|два|две|три|четыре|пять|несколько|пару) |(?:двумя|тремя|четырьмя|"
    r"несколькими) (?:равными )?)"
    r"(?:платеж|транш|част|этап|при[её]м|заход)\w*"
)
"""«в два платежа»: neither a sum nor an hour."""
_VAT = re.compile(
    r"(?<!\w)(?:(?:с|без|вкл\w*\.?|в ?т\.? ?ч\.?|в том числе|плюс|не облагается) |"
    r"(?:with|without|incl\w*\.?|excl\w*\.?|plus) |\+ ?)?"
    r"(?:ндс|vat)(?!\w)(?: ?[0-9]{1,2} ?(?:%|процент\w*))?"
)
_VAT_SUM = re.compile(
    r"(?<![\w+])(?<!\+ )(?<!плюс )(?:ндс|vat) ?\(?[0-9]{1,2} ?(?:%|процент\w*)\)?[ :=–-]{1,3}[0-9][0-9 ]*"
    r"[.,-][0-9]{2}(?![\w.,-])|"
    r"(?<!\w)(?:в ?т\.? ?ч\.?|в том числе|из них|incl\w*\.?) (?:ндс|vat)(?: ?\(?[0-9]{1,2} ?(?:%|"
    r"процент\w*)\)?)?(?: на)?[ :=,–-]{1,3}"
    r"(?:(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]{4,9})(?:[.,-][0-9]{2})?|[0-9]+(?:[.,][0-9]+)? ?(?:к|k|тыс\w*\.?|"
    r"т\.?р?\.?|млн)(?!\w))"
    r"(?: ?(?:р\.?|руб\w*\.?|₽))?(?![\w.,]?[0-9])"
)
"""«в т.ч. НДС 41 666,67»: a part of the sum, and no sum beside it."""
_TAX_NUMBER = re.compile(r"(?<!\w)(?:инн|кпп|огрн(?:ип)?|бик|р/с|inn):? ?[0-9]{8,20}(?![0-9])")
_LONG_NUMBER = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{12}|[0-9]{10})(?![\w]|[.,][0-9]| ?(?:р\b|р\.|руб|₽|тыс|млн|к\b))"
)
_PHONE = re.compile(
    r"(?<!\w)(?:т|тел|телефон|моб)\.?:? ?[0-9+(][0-9 ()-]{5,16}[0-9](?!\w)|"
    r"(?<![\w.,-])(?:9[0-9]{2}[ -][0-9]{3}|[0-9]{3})[ -][0-9]{2}[ -][0-9]{2}(?![\w-])|"
    r"(?<![\w.,])(?:\+7|8)[ (-]*[0-9]{3}[ )-]*[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}(?![\w])"
)


def take_invoice(line: Line) -> tuple[str, str] | None:
    """The number of the invoice as it was written, and with its date its words, taken out of the line."""
    found = line.take(_BILLED) or line.take(_BILLED_LETTERS) or line.take(_BILLED_PLAIN)
    if found is None:
        return None
    number = line.written[found.start("number") : found.end("number")]
    return number, line.written[found.start() : found.end()] if found["dated"] else ""


def take_tax_number(line: Line) -> str | None:
    """Ten or twelve digits that stand alone are somebody's INN, or a sum that nobody writes so: asked."""
    found = line.take(_LONG_NUMBER)
    return found["number"] if found else None


def take_dated(line: Line) -> list[str]:
    """«от 12.03» of a paper that was not known."""
    return _take(line, _OF_DAY)


def take_shares(line: Line) -> list[str]:
    """«предоплата 50%», «с НДС 20%»: words of the deal, and no chance of a payment."""
    return _take(line, _VAT_SUM, _VAT, _SHARE, _FEE, _HALVES, _IN_PARTS, _THINGS)


def take_papers(line: Line) -> list[str]:
    """Contracts, phones and tax numbers, which belong to the comment."""
    return _take(line, _PHONE, _TAX_NUMBER, _PAPER, _BILLED_ON, _PAPER_OF, _FOR_MONTH, _PRICE)


def _take(line: Line, *patterns: re.Pattern[str]) -> list[str]:
    """As they were written, in their order."""
    found = [match for pattern in patterns for match in line.take_all(pattern)]
    return [line.written[match.start() : match.end()] for match in sorted(found, key=lambda match: match.start())]
