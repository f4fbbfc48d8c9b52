"""A call or a meeting is told with a story, which may hold anything but another record, or another end of this one."""

import re
from typing import Final

from rapidfuzz.distance import OSA

from sales.activities.activities import CallOutcome
from sales.entry.days.dates import find_day, mentions
from sales.entry.days.day_words import Asked
from sales.entry.days.time_words import unclear_time
from sales.entry.days.times import take_time
from sales.entry.deeds.deed_words import LOG_WORDS
from sales.entry.deeds.doubt_words import DENIES, HAS_TURNED, STILL_TO_DO
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import RECEIVED, Verb
from sales.entry.lines.cuts import ANY_DAY
from sales.entry.lines.promises import IN_PARTS, OF_MONEY
from sales.entry.lines.told import Find, Told, Unread, find_time, is_of_client, is_own
from sales.entry.numbers.amount_terms import LIKELY, terms
from sales.entry.reading import TAKEN, Line


def _find_another_time(told: Told) -> str:
    """Another day or hour than that of the plan."""
    for each in told.all:
        if found := find_time(each, told.entry) or _find_hour(each):
            return found
    return ""


def _find_hour(each: Unread) -> str:
    """«в 17 Школа 21», or a bare «17»"""
    if each.left.strip().isdigit():
        return each.written
    line = Line(each.written)
    line.left = each.left
    return each.written if take_time(line) is not None else ""


def _find_denied(told: Told) -> str:
    """A plan that was denied, or has turned; «не смог дозвониться, завтра ещё раз» is none."""
    for each in told.all:
        left = STILL_TO_DO.sub(lambda found: " " * len(found[0]), each.left)
        if found := DENIES.search(left) or HAS_TURNED.search(left):
            return each.written[found.start() :]
    return ""


_DANGLING: Final = re.compile(
    r"(?:^|\s)(?:в|во|на|к|ко|с|со|от|до|за|у|и|или|не|из|для|если|at|on|in|from|not|or|and|for)$"
)
_NEXT: Final = re.compile(r"\s*(?P<word>[^\W\d_]{2,})")


def _find_dangling(told: Told) -> str:
    """«встреча с»: what stood behind was taken for another thing."""
    return next(
        (each.written for each in told.head if _DANGLING.search(each.left.strip()) and not _leads(each, told)), ""
    )


def _leads(each: Unread, told: Told) -> bool:
    """«кп в Гимназию 3»: the client stands behind."""
    found = _NEXT.match(told.line.written, (each.place or 0) + len(each.written))
    if found is None:
        return False
    word, place = found["word"], found.start("word")
    return is_own(word, told.entry) if told.line.left[place] == TAKEN else not told.unread_at(place)


_OR: Final = re.compile(r"(?<!\w)(?:или|либо|or|вместо|кроме|instead)(?!\w)")


def find_or(told: Told) -> str:
    """«… или нет», «вместо Кима»"""
    if found := _OR.search(told.line.left):
        return told.line.written[slice(*found.span())]
    return next((each.written for each in told.all if _OR.search(each.left)), "")


def _find_time_before(told: Told) -> str:
    """A time before the deed that no reader knew: «в прошлом месяце был у Кима»."""
    return next((each.written for each in told.before if _says_time(each, told, events=False)), "")


def _says_time(each: Unread, told: Told, *, events: bool) -> bool:
    return bool(find_time(each, told.entry) or unclear_time(Line(each.written), events=events))


def _find_time_alone(told: Told) -> str:
    """«звонил Киму 17.12», said on the 2nd: a day ahead, and nothing beside it."""
    for each in told.head:
        line = Line(each.written)
        days = [day for day in mentions(line, Asked(told.entry.said_on)) if not day.since and not day.deadline]
        bare = days and len(_LETTERS.findall(each.left[: days[0].start] + each.left[days[-1].end :])) < _MOST
        if bare and any(day != told.entry.day for mention in days for day in mention.days):
            return each.written
    return ""


_LETTERS: Final = re.compile(r"[^\W_]{3,}")
_MOST: Final = 1
_FALLS: Final = re.compile(
    r"(?<!\w)(?!дума|прос|жд|хоч|обещ|говор|бер|отвеч|молч|знает|счит|работ|быва)\w{3,}(?:ает|яет|ется|ится|ются)(?!\w)"
)


def _find_open_end(told: Told) -> str:
    """«встреча с Кимом отпадает»: said of a meeting that may be none."""
    if told.lead is None or told.lead.tense is not Tense.OPEN or told.entry.outcome is not None:
        return ""
    found = (_FALLS.search(each.left) for each in told.head)
    return next((each[0] for each in found if each is not None), "")


def _find_sum(told: Told) -> str:
    """Money and its day, of which no promise is made."""
    if told.entry.promise is not None:
        return ""
    sums = [each for each in told.all if _says_sum(each)]
    if any(IN_PARTS.search(each.left) for each in told.all):
        return sums[0].written if sums else ""
    if of_day := next((each.written for each in sums if find_time(each, told.entry)), ""):
        return of_day
    whole = ", ".join(each.left for each in told.all)
    exact = [each for each in sums if any(not term.bare for term in terms(each.left))]
    if not exact or OF_MONEY.search(whole) is None:
        return ""
    return exact[0].written if len(exact) > 1 or any(find_time(each, told.entry) for each in told.all) else ""


def _find_receipt(told: Told) -> str:
    """«отдали 22к»: money that came, told of beside a visit."""
    return next((each.written for each in told.all if _says_receipt(each)), "")


def _says_receipt(each: Unread) -> bool:
    lead = lead_of(each.left, priced=True)
    return lead is not None and lead.verb in RECEIVED and any(not term.bare for term in terms(each.left))


def _find_sum_before(told: Told) -> str:
    """«Вектор 90к 10-го, созвон с Мариной»: whose day is that?"""
    return next((each.written for each in told.before if any(not term.bare for term in terms(each.left))), "")


def _find_bare_sum(told: Told) -> str:
    """«встреча с Кимом в пт, Ким 120к»: a sum that nothing is said of."""
    bare = (each.written for each in told.all if told.entry.promise is None and _is_bare_sum(each, told))
    return next(bare, "")


def _is_bare_sum(each: Unread, told: Told) -> bool:
    line = Line(each.written)
    line.left = each.left
    sums = [term for term in terms(line.left) if not term.bare]
    for term in sums:
        line.drop(term.start, term.end)
    words = re.findall(r"[^\W\d_]{2,}", line.left)
    return bool(sums) and all(is_own(word, told.entry) for word in words)


_SENTENCE: Final = re.compile(r"[.!?]+\s|\n")


def _find_day_elsewhere(told: Told) -> str:
    """«звонок. директор в отпуске до 14»: the day of another sentence, which says more than when."""
    lead, written, said = told.lead, told.line.written, told.entry.day_text
    place = written.find(said) if said else -1
    if lead is None or lead.tense is not Tense.OPEN or place < lead.words[-1].end:
        return ""
    breaks = list(_SENTENCE.finditer(written, lead.words[-1].end, place))
    if not breaks or not re.search(r"\w{3,}", told.line.left[breaks[-1].end() : place]):
        return ""
    return written[breaks[-1].end() : place + len(said)]


def _says_sum(each: Unread) -> bool:
    """A number beside the days."""
    line = Line(each.written)
    line.left = each.left
    find_day(line, Asked(ANY_DAY))
    return any(not term.bare or (term.kopecks or 0) >= LIKELY for term in terms(line.left))


_BEGINS_DENIED: Final = re.compile(r"(?:и |так и |ещ[её] |пока )?(?:не|not|never|didn)(?!\w)(?! застал)")


def _find_no_outcome(told: Told) -> str:
    """«не алё»: how it ended is denied in words of no reader."""
    if told.entry.outcome is not None or told.entry.verb in {Verb.LETTER, Verb.NOTE, Verb.EVENT}:
        return ""
    return next((each.written for each in told.all if _BEGINS_DENIED.match(each.left.strip())), "")


def _find_other_deed(told: Told) -> str:
    """«следующая встреча 9-го»: another deed on a day of its own."""
    again = told.entry.outcome is CallOutcome.CALL_BACK
    timed = [each for each in told.all if (_find_hour(each) if again else _says_time(each, told, events=True))]
    return next((each.written for each in timed if any(word.search(each.left) for word, *_ in LOG_WORDS)), "")


_SLIP: Final = re.compile(r"(?<![\w-])[^\W\d_]{5,}(?![\w-])")
_DAYS: Final = (
    "сегодня завтра послезавтра вчера позавчера понедельник вторник среду четверг пятницу пятница субботу воскресенье "
    "неделе неделю tomorrow yesterday today monday tuesday wednesday thursday friday"
)
_MEANT: Final = tuple(_DAYS.split())
_REAL: Final = re.compile(
    r"завтрак\w*|вечер\w*|четверо|среди|четверт\w+|(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|недел|"
    r"завтра|сегодня|вчера)\w*"
)
"""Words of their own, and the forms of a day's name."""


def _find_slip(told: Told) -> str:
    """«вчра»: a day that a thumb has spoilt."""
    for each in told.head:
        for word in _SLIP.finditer(each.left):
            known = word[0] in _MEANT or _REAL.fullmatch(word[0]) is not None or is_own(word[0], told.entry)
            if not known and any(OSA.distance(word[0], day, score_cutoff=1) <= 1 for day in _MEANT):
                return each.written[slice(*word.span())]
    return ""


_NO_DOER: Final = re.compile(
    r"(?:кп|сч[её]т\w{0,2}|акт\w?|договор\w{0,2}|прайс|смет\w|коммерческое|письмо|документ\w*)(?!\w).*|"
    r"(?:рано |поздно |сегодня )?(?:утром|вечером|днем)|"
    r"(?:т[её]пл|холодн|текущ)\w+|"
    r"два|три|несколько|никак|никто|(?:хотя )?нет|да|had an?|i|we|в|а|и|ну|наконец-то|снова|опять|сегодня|сам[аи]?|"
    r"просроч\w+.*|дума\w+|присл\w+|получил[аи]?|приняла?"
)


def _find_doer(told: Told) -> str:
    """«Марат съездил в Коканд»: words before the deed may say whose it is."""
    return next(
        (
            each.written
            for each in told.before
            if not _NO_DOER.fullmatch(each.left.strip()) and not is_of_client(each, told)
        ),
        "",
    )


_OF_OTHERS: Final = re.compile(r"\s*(?:у|от|from) [^\W\d_]{3,}")


def _find_other_person(told: Told) -> str:
    """«уточнить у логистов»: of somebody who is not the client."""
    if told.lead is None:
        return ""
    end = max(word.end for word in told.lead.words)
    found = _OF_OTHERS.match(told.line.left, end)
    if found is None or is_own(found[0].split()[-1], told.entry):
        return ""
    return told.line.written[slice(*found.span())]


_BEEN: Final = re.compile(r"(?<!\w)(?:был[аи]?|(?:съ|за|по)?ездил[аи]?|звонил[аи]?|заезжал[аи]?|met|been)(?!\w)")


def _find_noted_deed(told: Told) -> str:
    """«запиши, что я был …»: a visit, and no note."""
    if told.entry.verb is not Verb.NOTE:
        return ""
    return next((each.written for each in told.all if _BEEN.search(each.left)), "")


OF_PLAN: Final[tuple[Find, ...]] = (
    _find_sum_before,
    _find_receipt,
    _find_bare_sum,
    _find_day_elsewhere,
    _find_another_time,
    _find_denied,
    find_or,
    _find_dangling,
    _find_slip,
    _find_other_person,
)
OF_DONE: Final[tuple[Find, ...]] = (
    _find_time_before,
    _find_time_alone,
    _find_sum,
    _find_receipt,
    _find_bare_sum,
    _find_no_outcome,
    _find_other_deed,
    find_or,
    _find_dangling,
    _find_slip,
    _find_doer,
    _find_open_end,
    _find_noted_deed,
)
