"""
«Не звонил Ромашке», «встречи с Вектором не было»: what did not happen is no deed, and never saved as one.

A call or a letter that was not made is one to be made, so its day is asked; a meeting that was not is noted as such.
«Не дозвонился» and «не ответил» are outcomes of a call that was made.
"""

import re
from typing import Final

_STILL = r"(?<!\w)(?:(?:я|мы|так и|ещ[её]|пока|опять) )*не "
_CALLED = r"(?:по|пере|со)?звонил[аи]?(?:с[ья])?|набрал[аи]?|говорил[аи]?|общал(?:ся|ась|ись)|связал(?:ся|ась|ись)"
_MET = r"встретил(?:ся|ась|ись)|встречал(?:ся|ась|ись)|видел(?:ся|ась|ись)|было (?:встреч|презентаци)\w"
_CAME = r"(?:приехал|доехал|пришел|пришёл|пришл|попал)[аи]? на встречу|пров[её]л[аи]? встречу"
_AGREED = r"(?:подтвердил|назначил|согласовал|запланировал)[аи]? встречу"
_INSTEAD: Final = (
    (rf"(?:{_CALLED})(?: со?(?!\w)| в(?!\w))?", "позвонить"),
    (r"(?:отправил|выслал|отослал|скинул|послал)[аи]?", "отправить"),
    (r"выставил[аи]?", "выставить"),
    (r"(?:на)?писал[аи]?", "написать"),
    (rf"(?:{_AGREED})(?: со?(?!\w)| в(?!\w))?", "встретиться с"),
    (rf"(?:{_MET}|{_CAME})(?: со?(?!\w)| в(?!\w)| к(?!\w))?", "встреча не состоялась"),
)
_RULES: Final = tuple((re.compile(rf"{_STILL}{said}(?!\w)", re.IGNORECASE), instead) for said, instead in _INSTEAD)
_WAS_NOT: Final = re.compile(r"(?<!\w)встречи( .+?) не было(?!\w)", re.IGNORECASE)


_REMARK: Final = re.compile(r"[,;:(]| [-–—] ")


def tell_undone(text: str) -> str:
    """The text with what was not done said as what is to be done, or has not taken place; a remark stays as it is."""
    remark = _REMARK.search(text)
    head, rest = (text, "") if remark is None else (text[: remark.start()], text[remark.start() :])
    head = _WAS_NOT.sub(r"встреча\1 не состоялась", head)
    for said, instead in _RULES:
        head = said.sub(instead, head)
    return head + rest
