"""A call or a meeting is told with a story, which may hold anything but another record, or another end of this one.

Of what kind is the other is told in times and sums; here, whose it is and whether it was.
"""

import re
from typing import Final

from sales.entry.deeds.doubt_words import DENIES, HAS_TURNED, STILL_TO_DO
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.stories import sums, times
from sales.entry.lines.stories.told import Find, Told, Unread, among, is_of_client, is_own
from sales.entry.reading import TAKEN


@among("all")
def _find_denied(each: Unread, _: Told) -> str:
    """A plan that was denied, or has turned; «не смог дозвониться, завтра ещё раз» is none."""
    left = STILL_TO_DO.sub(lambda found: " " * len(found[0]), each.left)
    found = DENIES.search(left) or HAS_TURNED.search(left)
    return each.written[found.start() :] if found else ""


_DANGLING: Final = re.compile(
    r"(?:^|\s)(?:в|во|на|к|ко|с|со|от|до|за|у|и|или|не|из|для|если|at|on|in|from|not|or|and|for)$"
)
_IDLE: Final = re.compile(r"\s*(?:ещ[её]|also)(?!\w)", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s*(?P<word>[^\W\d_]{2,})")


@among("head")
def _find_dangling(each: Unread, told: Told) -> bool:
    """«встреча с»: what stood behind was taken for another thing."""
    return _DANGLING.search(each.left.strip()) is not None and not _leads(each, told)


def _leads(each: Unread, told: Told) -> bool:
    """«кп в Гимназию 3»: the client stands behind; «и ещё возьмут» goes on."""
    end = (each.place or 0) + len(each.written)
    idle = _IDLE.match(told.line.written, end)
    found = _NEXT.match(told.line.written, idle.end() if idle is not None else end)
    if found is None or idle is not None:
        return found is not None
    word, place = found["word"], found.start("word")
    return is_own(word, told.entry) if told.line.left[place] == TAKEN else not told.unread_at(place)


_OR: Final = re.compile(r"(?<!\w)(?:или|либо|or|вместо|кроме|instead)(?!\w)")


def find_or(told: Told) -> str:
    """«… или нет», «вместо Кима»"""
    if found := _OR.search(told.line.left):
        return told.line.written[slice(*found.span())]
    return next((each.written for each in told.all if _OR.search(each.left)), "")


_FALLS: Final = re.compile(
    r"(?<!\w)(?!дума|прос|жд|хоч|обещ|говор|бер|отвеч|молч|знает|счит|работ|быва)\w{3,}(?:ает|яет|ется|ится|ются)(?!\w)"
)


@among("head")
def _find_open_end(each: Unread, told: Told) -> re.Match[str] | None:
    """«встреча с Кимом отпадает»: said of a meeting that may be none."""
    is_open = told.lead is not None and told.lead.tense is Tense.OPEN and told.entry.outcome is None
    return _FALLS.search(each.left) if is_open else None


_BEGINS_DENIED: Final = re.compile(
    r"(?:и |так и |ещ[её] |пока )?(?:не|not|never|didn)(?!\w)"
    r"(?! (?:застал|актуал|до нас|до (?:это|нов)|сейчас|горит|готов|реш|определил|надо|нужн|срочно|ready|now))"
)


@among("all")
def _find_no_outcome(each: Unread, told: Told) -> bool:
    """«не алё»: how it ended is denied in words of no reader."""
    ends = told.entry.outcome is None and told.entry.verb not in {Verb.LETTER, Verb.NOTE, Verb.EVENT}
    return ends and _BEGINS_DENIED.match(each.left.strip()) is not None


_NO_DOER: Final = re.compile(
    r"(?:кп|сч[её]т\w{0,2}|акт\w?|договор\w{0,2}|прайс|смет\w|коммерческое|письмо|документ\w*)(?!\w).*|"
    r"(?:рано |поздно |сегодня )?(?:утром|вечером|днем)|"
    r"(?:т[её]пл|холодн|текущ)\w+|"
    r"два|три|несколько|никак|никто|(?:хотя )?нет|да|had an?|i|we|в|а|и|ну|наконец-то|снова|опять|сегодня|сам[аи]?|"
    r"просроч\w+.*|дума\w+|присл\w+|получил[аи]?|приняла?"
)


@among("before")
def _find_doer(each: Unread, told: Told) -> bool:
    """«Марат съездил в Коканд»: words before the deed may say whose it is."""
    return not _NO_DOER.fullmatch(each.left.strip()) and not is_of_client(each, told)


_OF_OTHERS: Final = re.compile(r"\s*(?:у|от|from) [^\W\d_]{3,}")


def _find_other_person(told: Told) -> str:
    """«уточнить у логистов»: of somebody who is not the client."""
    end = max(word.end for word in told.lead.words) if told.lead else 0
    found = _OF_OTHERS.match(told.line.left, end) if told.lead else None
    stranger = found is not None and not is_own(found[0].split()[-1], told.entry)
    return told.line.written[slice(*found.span())] if found and stranger else ""


_BEEN: Final = re.compile(r"(?<!\w)(?:был[аи]?|(?:съ|за|по)?ездил[аи]?|звонил[аи]?|заезжал[аи]?|met|been)(?!\w)")


@among("all")
def _find_noted_deed(each: Unread, told: Told) -> bool:
    """«запиши, что я был …»: a visit, and no note."""
    return told.entry.verb is Verb.NOTE and _BEEN.search(each.left) is not None


_OF_BOTH: Final = (find_or, _find_dangling, times.find_slip)
OF_PLAN: Final[tuple[Find, ...]] = (
    sums.find_sum_before,
    sums.find_receipt,
    sums.find_bare_sum,
    times.find_day_elsewhere,
    times.find_another_time,
    _find_denied,
    *_OF_BOTH,
    _find_other_person,
)
OF_DONE: Final[tuple[Find, ...]] = (
    times.find_time_before,
    times.find_time_alone,
    sums.find_sum,
    sums.find_receipt,
    sums.find_bare_sum,
    _find_no_outcome,
    times.find_other_deed,
    *_OF_BOTH,
    _find_doer,
    _find_open_end,
    _find_noted_deed,
)
