"""How a call or a meeting ended and why a payment moved, where the words say so; nothing is concluded from silence."""

import re
from enum import StrEnum
from typing import Final, TypeVar

from sales.activities.activities import VISITS, ActivityType, CallOutcome, ContactKind, MeetingOutcome, Outcome
from sales.core.words import fold
from sales.payments.payments import MoveReason

_CALL: Final[dict[str, CallOutcome]] = {
    r"не дозвон|недозвон|нет ответа|не вз[яа]л\w*|трубк\w+ не|сбросил|voicemail|not pick|n['’]?t (?:pick|answer)|"
    r"(?<!\w)нд(?!\w)|не (?:ответ|отвеч|бер)\w+|не ал[её](?!\w)|пропущен|пропустил|"
    r"недоступ(?:ен|на)(?!\w)|вне зоны|автоответчик|"
    r"не взял|занято|no answer|n['’]?t reach|not answering": (CallOutcome.NO_ANSWER),
    r"отказ|не интересн|неинтересн|не нужно|слил(?:ся|ась|ись)|refus|not interested": CallOutcome.REFUSED,
    r"обеща\w+ (?:за|о)?плат|обеща\w+ (?:пере[вч]|в |до |завтра|(?:пн|вт|ср|чт|пт)(?!\w)|"
    r"[0-9])": CallOutcome.PROMISED_PAYMENT,
    r"(?<!не )(?:за|о|про)?плат[ия]т|promis|"
    r"(?<!\w)опл\.? (?:завтра|сегодня|в |до |к |(?:пн|вт|ср|чт|пт)(?!\w)|[0-9])": CallOutcome.PROMISED_PAYMENT,
    r"(?:назначил|договорил|ждут на|согласил|set up)\w*.{0,12}(?:встреч|meeting)": CallOutcome.MEETING_SET,
    r"(?:отправ|прос|жд|нуж|хот|высл)\w+ (?:кп|коммерч)|(?:wants?|send) an? (?:quote|offer|proposal)": (
        CallOutcome.SEND_PROPOSAL
    ),
    (
        r"перезвон(?!ил)|прос(?:ит|ят|ил[аи]?) (?:\w+ )?(?:набрать|позвонить|звонить|связаться|вернуться)|"
        r"call back|call later"
    ): CallOutcome.CALL_BACK,
    r"поговорил|пообщал|обсудил|spoke|talked|discussed": CallOutcome.TALKED,
}
_ABSENT: Final = (
    r"(?!хотя |да |ну )(?:\w+ ){0,3}?"
    r"(?:не (?:было|застал[аи]?|оказал(?:ось|ся|ась)|наш[её]?л[аи]?|принял[аи]?)|нет|закрыто|обед|никого)"
    r"(?: (?:\w+ )?(?:на месте|нет|дома|в офисе))?(?:, (?:уехал|ушел|ушла|поехал|заеду|приеду|зайду)[аи]?(?: [^,]+)?)?"
)
"""Who was to be met was not there, and nothing else is told: «Юли нет на месте»."""
_MEETING: Final[dict[str, MeetingOutcome]] = {
    (
        rf"\A{_ABSENT}\Z|не состоял|сорвал|не приш[её]?л|отменил|no show|did not happen|didn't happen|"
        r"(?:^|, ?)не было(?=$|,)"
    ): MeetingOutcome.DID_NOT_HAPPEN,
    r"отказ|не интересн|слил(?:ся|ась|ись)|refus|not interested": MeetingOutcome.REFUSED,
    r"през\w* (?:прошла )?(?:не удал|провал|плохо)|не понравил|went badly": MeetingOutcome.PRESENTATION_FAILED,
    r"през\w* (?:прошла )?(?:удал|успеш|хорошо|отлично)|понравил|went well": MeetingOutcome.PRESENTATION_WENT_WELL,
    r"не договорил": MeetingOutcome.THINKING,
    r"договорил|согласовал|подписал|agreed|signed": MeetingOutcome.AGREED,
    r"дума|thinking|think about": MeetingOutcome.THINKING,
    r"(?<!\w)кп(?!\w)|коммерческ|proposal|quote": MeetingOutcome.PROPOSAL,
}
_CONTACT: Final[dict[str, ContactKind]] = {
    r"(?<!\w)хол|cold": ContactKind.COLD,
    r"(?<!\w)тепл|warm": ContactKind.WARM,
    r"(?<!\w)текущ|current": ContactKind.CURRENT,
}
_PARTS: Final = re.compile(r"[,;()]\s*")
_KIND_ALONE: Final = re.compile(
    r"(?:это )?(?:(?:тепл|холодн|текущ)(?:ый|ая|ое|ий|ему|ому)|warm|cold|current)"
    r"(?: (?:звонок|контакт|клиент\w{0,2}|call|contact|client))?"
)
_REASON: Final[dict[str, MoveReason]] = {
    r"(?:клиент|они|сами) (?:пере|попрос|сдвин)\w+|по просьбе клиента|"
    r"(?<!\w)попросил[аи]?(?!\w)|client (?:moved|asked)": MoveReason.CLIENT_MOVED,
    r"нет денег|без денег|денег нет|кассов\w+ разрыв|no money|no cash": MoveReason.NO_MONEY,
    r"документ|(?:жд\w+|нет) (?:акт|сч[её]т|договор|подпис)\w*|documents?|paperwork": MoveReason.AWAITING_DOCUMENTS,
    r"ошиб\w+|перепутал|wrong date|mistake": MoveReason.WRONG_DATE,
    r"наша вина|по нашей вине|мы (?:не|задержал|виноват)\w*|our fault": MoveReason.OUR_FAULT,
}
_DENIED: Final = re.compile(r"(?<!\w)(?:не|never) |^встреч[иу]$|n[o'’]t ")
_DENIES_PAYMENT: Final = re.compile(
    r"(?:плат|обещ)\w*,? (?:\w+ )?не (?:буд|хо[тч]|мо[гж]|смо|соб|план|дума|обещ|готов|ста[нл])|"
    r"(?<!\w)не (?:буд|хо[тч]|мо[гж]|смо|соб|план|дума|обещ|готов|ста[нл])\w* (?:\w+ ){0,2}(?:за|о|про)?плат|"
    r"не обещ|(?:n['’]t|not|never) (?:going to |promised? to )?(?:pay|promis)"
)
"""«платить не будет»: what is said of paying is no promise."""
Word = TypeVar("Word", bound=StrEnum)


def outcome_of(kind: ActivityType, text: str) -> Outcome | None:
    """Where the words say it; None also for what has no outcome, such as a letter."""
    if kind is ActivityType.CALL:
        outcome = _first(_CALL, text)
        denied = outcome is CallOutcome.PROMISED_PAYMENT and _DENIES_PAYMENT.search(fold(text)) is not None
        return None if denied else outcome
    if kind is ActivityType.PRESENTATION:
        return _first(_MEETING, f"презентация {text}")
    return _first(_MEETING, text) if kind in VISITS else None


def is_denied(kind: ActivityType, deed: str) -> bool:
    """Whether the words of the deed itself deny a meeting: «не встретились», «встречи не было»."""
    return kind in VISITS and _DENIED.search(fold(deed)) is not None


def contact_kind(text: str) -> ContactKind | None:
    """«холодный звонок», «тёплый»; None where the words do not say it."""
    return _first(_CONTACT, text)


def take_contact_kind(comment: str) -> tuple[ContactKind | None, str]:
    """«тёплый, думают» is a warm one and «думают»; «тёплый приём» is a comment as it stands."""
    parts = _PARTS.split(comment)
    for at, part in enumerate(parts):
        if _KIND_ALONE.fullmatch(fold(part)):
            rest = ", ".join(each for each in (*parts[:at], *parts[at + 1 :]) if each)
            return contact_kind(part), rest
    return None, comment


def take_kind_behind(name: str) -> tuple[ContactKind | None, str]:
    """«Маяк тёплый», of whom nobody knows, is a warm one, and called «Маяк»; «Дом Тёплый» is a name."""
    first, _space, last = name.rpartition(" ")
    if not first or last[0].isupper() or not _KIND_ALONE.fullmatch(fold(last)):
        return None, name
    return contact_kind(last), first.rstrip(" ,-–—")


def reason_of(text: str) -> MoveReason | None:
    """Where the words say it; None where they do not."""
    return _first(_REASON, text)


def _first(table: dict[str, Word], text: str) -> Word | None:
    folded = fold(text)
    return next((value for pattern, value in table.items() if re.search(pattern, folded)), None)
