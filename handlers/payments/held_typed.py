"""«ещё одна», «та же», «да, тогда» typed under «Похоже на запись …» and «Пришло 3 ноября?»."""

import re
from datetime import timedelta
from typing import Final

from handlers.dialog.model import Talk
from handlers.framework.replies import Erase, Replies, Say
from handlers.payments.held import answer_held
from reports.payments.held_card import HeldCard
from sales.core.words import clean, fold
from sales.entry.talk.yes_no import is_yes
from sales.payments.held import ANSWERS, HeldAnswer, HeldMoney, HeldWhy

FRESH: Final = timedelta(minutes=30)
"""For so long «да» and «сегодня» are its answer; what says which of two it is, as long as it stands open."""

_SAID: Final = {
    HeldAnswer.SAME: re.compile(
        r"(?:да,? )?(?:это )?(?:(?:одна и )?т[ао](?: же|т же)?(?: сам\w+)?|одно и то же|дубль|дубликат|повтор|"
        r"(?:её |его |ее )?част[ьи]|уже (?:есть|был[ао]|записан[аоы]?|записал[аи]?|внес(?:ла|ли)?|внёс))"
        r"(?: запись| оплата| сумма)?|"
        r"(?:the )?same(?: one)?|(?:yes,? )?a part(?: of it)?"
    ),
    HeldAnswer.ANOTHER: re.compile(
        r"(?:да,? |нет,? )?(?:это )?(?:еще од(?:на|ин|но)|друг(?:ая|ой|ое)|втор(?:ая|ой)|нов(?:ая|ый)|отдельн(?:ая|ый))"
        r"(?: запись| оплата| сумма| платеж)?|another(?: one)?|one more|a new one"
    ),
    HeldAnswer.THEN: re.compile(r"(?:да,? )?(?:тогда|в тот день|верно|точно|правильно)|да|ага|угу|yes"),
    HeldAnswer.TODAY: re.compile(r"(?:нет,? )?(?:сегодня|today)"),
}
_DOUBTFUL: Final = re.compile(r"да|нет|ага|ок|yes|no|ok")
"""No answer to «та же или ещё одна?»"""


async def hear_for_held(talk: Talk, text: str) -> Replies | None:
    """What comes of it; None where nothing waits for a word, or the text is none."""
    said = fold(clean(text)).strip(" .!")
    meant = [answer for answer, words in _SAID.items() if words.fullmatch(said)]
    if not meant and not _DOUBTFUL.fullmatch(said):
        return None
    waiting = await talk.mine.counting.waiting()
    held = waiting[-1] if waiting else None
    if held is None:
        return None
    fits = [answer for answer in meant if answer in ANSWERS[held.why]]
    if not fits and _DOUBTFUL.fullmatch(said) and await _is_of_part(talk, held):
        fits = [HeldAnswer.SAME if is_yes(said) else HeldAnswer.ANOTHER]
    if not fits:
        return _again(talk, held) if _DOUBTFUL.fullmatch(said) else None
    if (fits[0] in {HeldAnswer.THEN, HeldAnswer.TODAY} or _DOUBTFUL.fullmatch(said)) and not _is_fresh(talk, held):
        return None
    card = await answer_held(talk, held.id, fits[0])
    keys = await talk.tx.system.outbox.keys_showing(talk.actor.telegram_id, HeldCard(held_id=held.id))
    return [*(Erase(key) for key in keys), Say(card)]


async def says_which(talk: Talk, text: str) -> bool:
    """«ещё одна», «часть», while money waits for that word: no name of a client, whatever else is asked meanwhile."""
    said = fold(clean(text)).strip(" .!")
    meant = {answer for answer, words in _SAID.items() if words.fullmatch(said) and not _DOUBTFUL.fullmatch(said)}
    waiting = await talk.mine.counting.waiting() if meant else []
    return bool(waiting) and not meant.isdisjoint(ANSWERS[waiting[-1].why])


async def _is_of_part(talk: Talk, held: HeldMoney) -> bool:
    """«Часть записи от 20.11?» is one question, with «да» for an answer."""
    if held.why is not HeldWhy.ALIKE:
        return False
    known = await talk.mine.counting.likeness_of(held)
    return (await talk.mine.counting.read_news(held, known)).amount is not None


def _again(talk: Talk, held: HeldMoney) -> Replies | None:
    """«да» to a question of two: it stands below once more."""
    return Say(HeldCard(held_id=held.id)) if _is_fresh(talk, held) else None


def _is_fresh(talk: Talk, held: HeldMoney) -> bool:
    return talk.tx.clock.now() - held.asked_at <= FRESH
