"""What did not happen is no deed: a call that was not made is to be made, a meeting that was not is noted as such.

«Не дозвонился» and «не ответил» are outcomes of a call that was made.
"""

from typing import Final

from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verbs import Verb

_NOT = r"(?:(?:я|мы|так и|еще|пока|опять) )*не "
_ENGLISH_NOT = r"(?:did ?n[o'’]?t|haven['’]?t|have not|never)"
UNDONE: Final[tuple[tuple[str, Verb, Tense], ...]] = (
    (
        _NOT + r"(?:(?:(?:по|пере|со)?звонил|набрал|набирал|(?:по)?говорил)[аи]?(?:с[ья])?|"
        r"(?:по)?общал(?:ся|ась|ись)|связал(?:ся|ась|ись))|"
        rf"{_ENGLISH_NOT} (?:call(?:ed)?|phoned?|sp[eo]ken?|talk(?:ed)?)",
        Verb.CALL,
        Tense.AHEAD,
    ),
    (
        _NOT + r"(?:отправил|выслал|отослал|скинул|послал|выставил|(?:на)?писал)[аи]?|"
        rf"{_ENGLISH_NOT} (?:sen[dt]|e-?mail(?:ed)?|write|written)",
        Verb.LETTER,
        Tense.AHEAD,
    ),
    (_NOT + r"(?:подтвердил|назначил|согласовал|запланировал)[аи]? встречу", Verb.MEETING, Tense.AHEAD),
    (
        _NOT + r"(?:встретил(?:ся|ась|ись)|встречал(?:ся|ась|ись)|видел(?:ся|ась|ись)|было (?:встреч|презентаци)\w|"
        r"(?:приехал|доехал|пришел|пришл|попал)[аи]? на встречу|явил(?:ся|ась|ись) на встречу|провел[аи]? встречу)|"
        rf"встречи(?= (?:.+ )?не было(?!\w))|"
        r"встречу(?= (?:.+ )?не провели?(?!\w))|"
        rf"{_ENGLISH_NOT} (?:me[et]t|visit(?:ed)?)",
        Verb.MEETING,
        Tense.DONE,
    ),
)
