"""«нпс Вектор 9: быстро отвечаете»: a client's mark, a whole number of 0–10, in one line (spec/0, 0.2)."""

import re
from dataclasses import dataclass
from typing import Final

from sales.core.words import clean, fold
from sales.deals.kpi import NpsAnswer
from sales.entry.clients.names import ClientFinding, Found, find_client
from sales.entry.context import Context

LONGEST_COMMENT: Final = 500

_HEAD: Final = re.compile(r"(?:нпс|nps)(?!\w)[ :,]*(?:[—–-] )?")
_MARK: Final = re.compile(
    r"(?<![\w.,])(?P<mark>0 ?[-–—] ?6|[-−–]?[0-9]+(?:[.,][0-9]+)?)(?: ?(?:из|/|of) ?10)?(?: балл\w*)?(?![\w]|[.,][0-9])"
)
_SILENT: Final = re.compile(r"не ответил[аи]?|без ответа|молчит|no answer|did not answer")
_WHOLE: Final = re.compile("[0-9]|10")
_CRITIC: Final = re.compile("0 ?[-–—] ?6")


@dataclass(frozen=True, slots=True)
class NpsLine:
    """`client` None: none was said. `answer` None: none was said, or (`is_wrong`) one that is no whole of 0–10."""

    client: ClientFinding | None
    answer: NpsAnswer | None = None
    is_wrong: bool = False
    comment: str = ""


def read_nps_line(text: str, context: Context) -> NpsLine | None:
    """None where the line is of something else."""
    said = clean(text)
    head = _HEAD.match(fold(said))
    if head is None or "?" in said or "\n" in text.strip():
        return None
    body, comment = _parts(said[head.end() :])
    whole = find_client(body, context.clients) if body else None
    if isinstance(whole, Found):
        return _of_comment(whole, comment)
    found = [_cut(body, each, comment, context) for each in reversed(_marks(body))]
    sure = next((each for each in found if isinstance(each.client, Found)), None)
    return sure or next(iter(found), None) or _of_comment(whole, comment)


def _parts(rest: str) -> tuple[str, str]:
    """Whom it is of, and behind a colon or a dash what was said beside."""
    body, _sign, comment = min(
        (rest.partition(sign) for sign in (":", " — ", " – ", " - ", ", ", ". ")), key=lambda each: len(each[0])
    )
    return body.strip(" .,;"), comment.strip()[:LONGEST_COMMENT]


def _marks(text: str) -> list[re.Match[str]]:
    return [*_MARK.finditer(fold(text)), *_SILENT.finditer(fold(text))]


def _cut(body: str, mark: re.Match[str], comment: str, context: Context) -> NpsLine:
    name = " ".join(f"{body[: mark.start()]} {body[mark.end() :]}".split()).strip(" ,;")
    client = find_client(name, context.clients) if name else None
    answer = read_mark(mark[0])
    return NpsLine(client, answer, answer is None, comment)


def _of_comment(client: ClientFinding | None, comment: str) -> NpsLine:
    """«нпс Вектор: 9, быстро отвечаете»"""
    mark = next((each for each in _marks(comment) if each.start() == 0), None)
    if mark is None:
        return NpsLine(client, comment=comment)
    answer = read_mark(mark[0])
    return NpsLine(client, answer, answer is None, comment[mark.end() :].strip(" .,;:—–-"))


def read_mark(text: str) -> NpsAnswer | None:
    """«9», «9 из 10», «0–6», «не ответил»; None for 11, −1, 9,5 and what is no mark."""
    said = fold(clean(text)).strip(" .!")
    if _SILENT.fullmatch(said):
        return NpsAnswer.NONE
    found = _MARK.fullmatch(said)
    if found is None:
        return None
    if _CRITIC.fullmatch(found["mark"]):
        return NpsAnswer.CRITIC
    return NpsAnswer(found["mark"]) if _WHOLE.fullmatch(found["mark"]) else None
