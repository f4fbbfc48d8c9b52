"""«пт» under «Остаток 100 000 ₽. Когда ждать?»: the day is typed, and no form was opened for it."""

import re
from datetime import timedelta
from typing import Final

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.said import context_of
from handlers.framework.replies import Erase, Replies, Say
from handlers.payments.edit_payment import EDITORS
from handlers.payments.rest import DIALOG, RestDraft, press_as_awaited, press_not_awaited
from reports.payments.fact_card import FactCard, rest_of
from reports.views import find_shown
from sales.core.clock import local_date
from sales.core.words import clean, fold
from sales.entry.lines.values import read_values
from sales.payments.receipt import Fact

FRESH: Final = timedelta(minutes=30)
"""For so long «завтра» is the answer, and afterwards the question what is planned."""

_NEVER: Final = re.compile(r"не (?:ждать|ждем|жду|надо|нужно|будет)(?: (?:его|больше|остаток|остатка))?|not awaited")
_AS_AWAITED: Final = re.compile(
    r"(?:(?:остаток|остальное) )?(?:как (?:было|был|и было|ждали|договаривались|договорились|планировали)|"
    r"(?:вовремя|в срок|в свой день|день (?:тот же|прежний))|as (?:before|planned|agreed)|on time)"
)
_BESIDE: Final = re.compile(
    r"(?<!\w)(?:остат\w+|остальн\w+|ждать|жд[её]м|жду|думаю|утром|дн[её]м|вечером|обеща\w+|сказал\w*|должн\w+|"
    r"будет|оплат\w+|заплат\w+|отда\w+|доплат\w+|переведут|придут|придёт|придет|клиент|деньги|rest|wait|expect)(?!\w)",
    re.IGNORECASE,
)
DAYS_BACK: Final = 4
"""A part may be recorded days after it came."""


async def hear_for_rest(runner: Runner, talk: Talk, text: str, *, fresh: bool = False) -> Replies | None:
    """What comes of it; None where no rest is asked about, or the words say no day.

    `fresh`: only a question that was asked just now, for the words are a question of their own as well.
    """
    if talk.actor.role not in EDITORS:
        return None
    never, words = _NEVER.fullmatch(fold(text).strip(" .!")), " ".join(_BESIDE.sub(" ", clean(text)).split())
    kept = _AS_AWAITED.fullmatch(fold(text).strip(" .!"))
    if never is None and kept is None and not await _is_a_day(talk, words):
        return None
    asked = await _find_question(talk, fresh=fresh)
    if asked is None:
        return None
    receipt_id, key = asked
    if never is not None or kept is not None:
        answer = press_not_awaited if kept is None else press_as_awaited
        return [Erase(key), Say(await answer(talk, receipt_id))]
    return await runner.answer(talk, DIALOG, RestDraft(receipt_id=receipt_id, card_key=key), words)


async def _is_a_day(talk: Talk, words: str) -> bool:
    """A day and nothing else, be it one of two, or too far off."""
    values = read_values(words, await context_of(talk, words))[0]
    other = (values.amount, values.client, values.at, values.probability)
    return values.day is not None and not values.left and all(each is None for each in other)


async def _find_question(talk: Talk, *, fresh: bool) -> tuple[int, str] | None:
    """The last question of today that stands unanswered, and the key of its card."""
    now = talk.tx.clock.now()
    for fact in await _parts_of_today(talk):
        if fresh and now - fact.created_at > FRESH:
            return None
        if rest_of(await talk.mine.receipts.get(fact.receipt_id)) is None:
            continue
        if (key := await _key_of_question(talk, fact.receipt_id)) is not None:
            return fact.receipt_id, key
    return None


async def _parts_of_today(talk: Talk) -> list[Fact]:
    """What the speaker has recorded today, the last first."""
    days = [talk.today - timedelta(days=ago) for ago in range(DAYS_BACK)]
    facts = [fact for day in days for fact in await talk.mine.receipts.facts_on(day)]
    own = [
        each
        for each in facts
        if each.entered_by == talk.actor.person_id and local_date(each.created_at, talk.actor.zone) == talk.today
    ]
    return sorted(own, key=lambda each: (each.created_at, each.id), reverse=True)


async def _key_of_question(talk: Talk, receipt_id: int) -> str | None:
    """The key of the card that still asks; None where it was answered."""
    chat, outbox = talk.actor.telegram_id, talk.tx.system.outbox
    for key in await outbox.keys_showing(chat, FactCard(receipt_id=receipt_id), "receipt_id"):
        message_id = await outbox.message_of(key)
        card = None if message_id is None else await find_shown(talk.tx, chat, message_id)
        if isinstance(card, FactCard) and not card.answered:
            return key
    return None
