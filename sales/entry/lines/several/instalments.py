"""One sum that comes in parts: «200к, половина завтра, остальное в пятницу», «аванс 30%, договор на 500к»."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from sales.core.words import fold
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.small_talk import FILLERS
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import LOGGED, Verb
from sales.entry.lines.several.cuts import ANY_DAY, Read
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import SHORTEST, Term, exact_terms, terms
from sales.entry.numbers.numerals import NUMERAL, numeral
from sales.entry.numbers.shares import MoneyPart
from sales.entry.reading import TAKEN, Line

_Parts: TypeAlias = list[tuple[Fraction | None, str]]
"""What each is of the whole, None where nobody said; its day, as it was written."""

_LABEL: Final = (
    r"(?:договор|контракт|сделк|сч[её]т|сумм|заказ|стоимост|смет|цен|contract|deal|order|total)\w*"
    r"(?: на| в)?(?: общую)?(?: сумму)?[ :–-]{1,3}"
)
_LABELLED: Final = re.compile(rf"(?<!\w)(?:на )?{_LABEL}$")
_CLAUSE: Final = re.compile(r"\s*[,;:(]\s*|\.\s+|\s+[-–—]\s+|\s+(?:и|а|and|then|потом|затем)\s+")
_ORDINAL: Final = r"(?:перв\w+|втор\w+|трет(?:ья|ью)|друг\w+|the first|first|second|third|another|other|[1-3]-?[яй])"
_PART: Final = re.compile(
    rf"(?:(?:и|а|and|then|потом|затем|the|по) )*(?P<ordinal>{_ORDINAL})? ?"
    r"(?:(?:аванс|пр[еи]доплат|задат|оплат|опл|prepay|deposit)\w*\.? )?"
    r"(?:(?P<percent>[0-9]{1,2}) ?(?:%|процент\w*)|(?P<half>половин\w+|пополам|half)|(?P<third>треть|a third)|"
    r"(?P<quarter>четверть|a quarter)|(?P<rest>остальн\w+|остат\w+|остаток|rest|remainder|balance)|(?P<sum>(?=[0-9])))?"
)
_SHARES: Final = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4)}
_COUNTS: Final = {"дв": 2, "2": 2, "tw": 2, "тр": 3, "3": 3, "th": 3, "4": 4, "че": 4}
_COUNTED_EACH: Final = re.compile(
    r"(?<!\w)(?P<count>[234]|два|три|четыре|two|three) (?:\w+ )?"
    r"(?:платеж|част|транш|взнос|payment|instal)\w* (?:по|of) $"
)
_EVEN: Final = re.compile(
    r"(?<!\w)(?:(?P<equal>пополам|поровну)|(?:в |на |in )?(?P<count>двумя|тремя|два|три|две|[23]|two|three)"
    r"(?P<alike> равными| equal)? (?:платеж|част|транш|взнос|instal+ment|part|payment|halves)\w*)[ ,:–-]*"
)
_SMALL: Final = re.compile(r"(?<!\w)(?:в|во|на|к|до|по|on|by|at|the|сразу)(?!\w)")
_WORDS: Final = re.compile(r"[^\W_]")


def read_instalments(line: str, read: Read) -> list[Entry]:
    """A record for each part on its day; empty where the sum is one, or the parts do not make it up."""
    whole = next((term for term in terms(fold(line)) if not term.bare or (term.kopecks or 0) >= SHORTEST), None)
    if whole is None or not whole.kopecks or whole.foreign:
        return []
    each = _COUNTED_EACH.search(fold(line[: whole.start]))
    if each is not None:
        return _each_on_its_day(line, whole, each, read)
    place, parts = _parts_behind(line, whole)
    before = _LABELLED.search(fold(line[: whole.start]))
    begins = before.start() if before else whole.start
    head = line[:begins] + line[whole.end : place].strip(" ,;:–-")
    said = [(part and part * whole.kopecks, day) for part, day in parts]
    if len(parts) < 2 or any(part is not None and part.denominator != 1 for part, _ in said):  # noqa: PLR2004
        return []
    made = [read(f"{head} {_roubles(part)} {day}" if part else f"оплата {head} {day}") for part, day in said]
    found = [entry for entry in made if entry is not None and entry.verb is Verb.EXPECT and entry.day_text]
    if len(found) != len(parts):
        return []
    one = _as_one(found, [part for part, _ in parts], whole.kopecks)
    return [entry.with_line(line[begins:]) for entry in (found if one is None else [one])]


def _as_one(found: Sequence[Entry], shares: Sequence[Fraction | None], whole: int) -> Entry | None:
    """One record in parts; None where the size or the day of one is to be asked."""
    made = [
        MoneyPart(share=(share.numerator, share.denominator), day=entry.day, deadline=entry.deadline)
        for share, entry in zip(shares, found, strict=True)
        if share is not None and entry.certain
    ]
    return found[0].with_amount(whole).model_copy(update={"parts": tuple(made)}) if len(made) == len(found) else None


def _each_on_its_day(line: str, whole: Term, each: re.Match[str], read: Read) -> list[Entry]:
    """«2 платежа по 40к, 16 и 23 ноября»"""
    days = _days_in(line[whole.end :].strip(" ,:–-"))
    said = line[whole.start : whole.end]
    made = (
        [read(f"{line[: each.start()]} {said} {day}") for day in days]
        if len(days) == _COUNTS[each["count"][:2]]
        else []
    )
    found = [entry for entry in made if entry is not None and entry.verb is Verb.EXPECT and entry.day_text]
    return [entry.with_line(line[each.start() :]) for entry in found] if len(found) == len(days) else []


def _roubles(kopecks: Fraction) -> str:
    roubles, rest = divmod(int(kopecks), 100)
    return f"{roubles},{rest:02} руб" if rest else f"{roubles} руб"


def _parts_behind(line: str, whole: Term) -> tuple[int, _Parts]:
    """Where they begin, and they; none where another thing is told among them."""
    even = _EVEN.search(fold(line), whole.end)
    if even is not None:
        return even.start(), _even_parts(line[even.end() :], even)
    starts = [whole.end, *(cut.end() for cut in _CLAUSE.finditer(line, whole.end))]
    ends = [*(cut.start() for cut in _CLAUSE.finditer(line, whole.end)), len(line)]
    parts: _Parts = []
    first = len(line)
    for start, end in zip(starts, ends, strict=True):
        part = _part_of(line[start:end].strip(" .)"), whole, parts)
        if part is None and parts:
            return first, []
        if part is not None:
            first = min(first, start)
            parts.append(part)
    return first, parts if sum(part or 0 for part, _ in parts) == 1 else []


def _part_of(clause: str, whole: Term, before: _Parts) -> tuple[Fraction, str] | None:
    """«вторая 20-го», «30% завтра», «остальное в пятницу»"""
    found = _PART.match(fold(clause))
    assert found is not None  # noqa: S101  it may be empty
    end, part = found.end(), next((share for name, share in _SHARES.items() if found[name]), None)
    if found["percent"]:
        part = Fraction(int(found["percent"]), 100)
    elif found["rest"]:
        part = 1 - sum((each or Fraction() for each, _ in before), Fraction())
    elif found["sum"] is not None and (
        term := next((each for each in exact_terms(fold(clause)) if each.start == end), None)
    ):
        part, end = Fraction(term.kopecks or 0, whole.kopecks or 1), term.end
    elif part is None and found["ordinal"] and before:
        part = before[-1][0]
    return (part, clause[end:].strip()) if part and _is_day(clause[end:]) else None


def _even_parts(said: str, even: re.Match[str]) -> _Parts:
    """«пополам: завтра и в пятницу», «двумя платежами 7 и 21 декабря»; of what each is, is asked where nobody said."""
    days = _days_in(said)
    count = _COUNTS[even["count"][:2]] if even["count"] else len(days)
    alike = even["equal"] or even["alike"] or "halves" in even[0]
    part = Fraction(1, count) if alike else None
    return [(part, day) for day in days] if len(days) == count else []


def _days_in(said: str) -> list[str]:
    """«7 и 21 декабря»; none where a piece of it is no day."""
    days = [day.strip(" .)") for day in _CLAUSE.split(said)]
    month = days[-1].lstrip("0123456789")
    days = [f"{day}{month}" if day.isdigit() else day for day in days]
    return days if all(map(_is_day, days)) else []


def _is_day(said: str) -> bool:
    """A day, and not a word more."""
    line = Line(said)
    day = find_day(line, Asked(ANY_DAY))
    line.take_all(FILLERS)
    line.take_all(_SMALL)
    return day is not None and not _WORDS.search(line.left.replace(TAKEN, " "))


_ADVANCE: Final = (
    r"(?:аванс|пр[еи]доплат|задат|постоплат|доплат|prepay|deposit|advance|down ?payment)\w*(?:[ :–-]{1,3}(?:в |of )?)?"
)
_PERCENT: Final = rf"(?P<percent>[0-9]{{1,2}}|{NUMERAL}) ?(?:%|процент\w*|percent)"
_SHARE: Final = re.compile(
    rf"(?<!\w)(?:{_ADVANCE} ?{_PERCENT}|{_PERCENT.replace('percent>', 'before>')} (?:на )?{_ADVANCE})"
    "(?! ?(?:от|из|of) )"
)
_PAID: Final = re.compile(r"[,;] (?P<deed>опл(?:ат[аы]|атят)?\.?) (?P<percent>[0-9]{1,2}) ?(?:%|процент\w*)")
"""«2,4млн, опл 50% 18.12»"""
_SPOKEN: Final = re.compile(rf"(?<![\w.,])(?P<percent>{NUMERAL}) процент\w* (?=(?:от|из) )")
_OF: Final = re.compile(
    r"(?:%|(?<!\w)(?:процент\w*|половин\w|треть|четверть)) (?:от|из) (?P<sum>[^\W\d_]+(?: [^\W\d_]+){0,3})"
)
_GENITIVE: Final = {
    "миллиона": "миллион", "полутора": "полтора", "миллионов": "миллиона", "ста": "сто", "двухсот": "двести",
    "трехсот": "триста", "четырехсот": "четыреста", "пятисот": "пятьсот", "шестисот": "шестьсот", "семисот": "семьсот",
    "восьмисот": "восемьсот", "девятисот": "девятьсот", "двадцати": "двадцать", "тридцати": "тридцать",
    "сорока": "сорок", "пятидесяти": "пятьдесят", "шестидесяти": "шестьдесят", "семидесяти": "семьдесят",
    "восьмидесяти": "восемьдесят", "девяноста": "девяносто", "двух": "два", "трех": "три", "пяти": "пять",
}  # fmt: skip


def say_part_of(text: str) -> str:
    """«аванс 30 процентов …, договор на 500к» as «аванс 30% от 500к», «от миллиона двухсот» as it is counted."""
    spoken = _SPOKEN.search(fold(text))
    if spoken is not None:
        text = f"{text[: spoken.start()]}{numeral(spoken['percent'])}% {text[spoken.end() :]}"
    of = _OF.search(fold(text))
    if of is not None and any(word in _GENITIVE for word in of["sum"].split()):
        said = " ".join(_GENITIVE.get(word, word) for word in of["sum"].split())
        text = text[: of.start("sum")] + said + text[of.end("sum") :]
    folded = fold(text)
    paid = _PAID.search(folded)
    before = exact_terms(folded[: paid.start()])[-1:] if paid is not None else []
    if paid is not None and before and before[0].end == paid.start():
        start, end = before[0].start, before[0].end
        return f"{text[:start]}{paid['percent']}% от {text[start:end]}, {paid['deed']}{text[paid.end() :]}"
    if of_whole := _say_of_whole(text, folded):
        return of_whole
    share, sums = _SHARE.search(folded), exact_terms(folded)
    label = _LABELLED.search(folded, 0, sums[0].start) if share is not None and len(sums) == 1 else None
    if share is None or label is None or (label.start() < share.end() and share.start() < sums[0].end):
        return text
    percent = share["percent"] or share["before"]
    part = f"{percent if percent.isdigit() else numeral(percent)}% от {text[sums[0].start : sums[0].end]}"
    cuts = sorted([(*share.span(), part), (label.start(), sums[0].end, "")])
    for start, end, said in reversed(cuts):
        text = text[:start] + said + text[end:]
    return text


_OF_DEAL: Final = re.compile(r"(?<!\w)(?:на )?(?:договор|контракт|сделк|contract|deal)\w*(?: на| for)?(?: сумму)? $")


def _say_of_whole(text: str, folded: str) -> str:
    """«аванс 30к, договор на 500к» as «аванс 30к из 500к»: the whole is awaited by nobody; empty where none is told."""
    sums = exact_terms(folded)
    labels = [_OF_DEAL.search(folded, 0, term.start) for term in sums]
    place = next((each for each, label in enumerate(labels) if label is not None), None)
    lead = lead_of(folded, priced=True) if place is not None else None
    if (
        len(sums) != _TWO
        or place is None
        or (lead and lead.verb in LOGGED)
        or not _AHEAD.search(folded[: sums[1 - place].start])
    ):
        return ""
    whole, part, label = sums[place], sums[1 - place], labels[place]
    assert label is not None  # noqa: S101  it is at that place
    cuts = [(part.end, part.end, f" из {text[whole.start : whole.end]}"), (label.start(), whole.end, "")]
    for start, end, said in sorted(cuts, reverse=True):
        text = text[:start] + said + text[end:].lstrip(" ,;" if not said and not start else "")
    return text


_TWO: Final = 2
_AHEAD: Final = re.compile(rf"(?<!\w){_ADVANCE} ?(?:на |[^\W\d_]+ )?$")
