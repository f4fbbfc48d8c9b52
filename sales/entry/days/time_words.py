"""What looks like a word of time. Where no day was understood beside one, the day is asked, and never taken for now."""

import re
from typing import Final

from sales.core.words import fold
from sales.entry.days.day_words import MONTH_NAME
from sales.entry.reading import Line, words

_UNCLEAR: Final = re.compile(
    words(
        r"(?:(?:в|на|до|к|после|за|через|с|под|со|во|об|пару|несколько|каждую|каждый|раз в|следующ\w+|"
        r"прошл\w+|ближайш\w+|"
        r"эт(?:от|ой|ом|у|а|о|и)|той|ту|тот|том|перв\w+|последн\w+|втор\w+|середин\w+|кон\w+|начал\w+|числа) )*"
        r"(?:недел\w*|нед\.?|месяц\w*|мес\.?|квартал\w*|полугод\w*|полмесяц\w*|праздник\w*|выходн\w+|каникул\w*|майск\w+|"
        r"новогодн\w+|"
        r"рождеств\w+|числ(?:ах|ам)|числа|дн(?:ях|ями|ям)|дни|декад\w+|сезон\w*|год(?:а|у|ом)?|нг)",
        (
            r"(?:в|на|под|перед) (?:\w+ )?(?:день|сочельник|крещение|масленицу|юбилей|др|понедельниках|"
            r"отпуск)(?: \w+)?|[0-9]+-х чисел"
        ),
        r"(?:\w+ )?(?:дня|дней|дню|часик\w*|минут\w*|часа|часов)",
        (
            rf"(?:(?:в|к|до|на|с|после|концу?|начал\w+|середин\w+) )?(?:{MONTH_NAME}|(?:янв|февр|апр|ию[нл]|август|"
            rf"сентябр|октябр|ноябр|декабр)[а-я]{{1,4}})"
        ),
        r"(?:на|до) (?:следующ\w+|той|этой|будущ\w+|ближайш\w+)(?= *(?:$|[,.;\x1f]))",
        r"в 20[2-9][0-9](?: год\w?)?",
        r"(?:весной|летом|осенью|зимой|весна|осень|(?:по|до|к|ближе к) (?:весн\w|лет\w|осен\w|зим\w))",
        r"скоро|вскоре|потом|попозже|позже|позднее|пораньше|раньше|как-?нибудь|когда-?нибудь|когда-то|"
        r"на потом|со временем|"
        r"со дня на день|не сегодня-завтра|недавно|давно|намедни|давеча|на этих днях|вот-вот|не скоро|заранее|"
        r"в ближайшее время|"
        r"ежедневно|еженедельно|ежемесячно|ежегодно|каждый \w+|каждую \w+|по (?:понедельникам|вторникам|"
        r"средам|четвергам|пятницам)",
        (
            r"когда (?:\w+ ){0,3}\w+|как только \w+|сразу после \w+|soon|later|sometime|someday|weeks?|months?|"
            r"quarter|holidays?"
        ),
    )
)
_EVENT: Final = re.compile(words(r"(?:после|перед|до|накануне|к) (?!скольк)[а-я]{4,}(?:а|я|у|ю|и|ы|ов|ей|ом|ем|ой)"))
"""«после отгрузки», «перед выставкой»: a day that only the speaker knows."""

_OF_SERVICE: Final = re.compile(
    rf"(?<!\w)(?:за|for) (?:\w+ ){{0,2}}(?:недел\w+|месяц\w*|квартал\w*|год\w*|{MONTH_NAME}|[0-9]+ \w+)(?!\w)"
)
"""«за ноябрь», «за 3 месяца»: what is paid for."""


def unclear_time(line: Line, *, events: bool) -> str:
    """The first words of time that are left in the line, as they were written; the line stays as it is.

    Events: «после отгрузки» counts too. Empty where there are none.
    """
    spared = [match.span() for match in _OF_SERVICE.finditer(line.left)]
    for pattern in (_UNCLEAR, _EVENT) if events else (_UNCLEAR,):
        for match in pattern.finditer(line.left):
            if not any(start <= match.start() < end for start, end in spared):
                return line.written[match.start() : match.end()]
    return ""


_PAST: Final = re.compile(r"прошл|назад|недавн|давн|предыдущ|намедни|давеча|когда-то|last|ago")


def is_past(written: str) -> bool:
    """Words of a time that is over: «в прошлом месяце»."""
    return _PAST.search(fold(written)) is not None
