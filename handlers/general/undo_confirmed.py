"""↩️ of money that somebody has confirmed meanwhile: whoever vouched for it hears that it is gone."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from handlers.dialog.model import Talk
from handlers.framework.replies import Reply
from handlers.framework.telling import tell_person
from reports.activities.undone import tell_confirmed_undone
from sales.core.errors import NotYoursError
from sales.payments.receipt import Receipt


async def tell_confirmers(talk: Talk, receipt_ids: Iterable[int]) -> list[Reply]:
    """Asked before they are taken back: one message to each who confirmed some of them, but for the speaker."""
    theirs: dict[int, list[Receipt]] = {}
    for receipt_id in receipt_ids:
        with suppress(NotYoursError):  # taken back by its own card
            receipt = await talk.mine.receipts.get(receipt_id)
            if receipt.fact.confirmed_by not in {None, talk.actor.person_id, receipt.fact.entered_by}:
                theirs.setdefault(receipt.fact.confirmed_by or 0, []).append(receipt)
    told: list[Reply] = []
    for person_id, gone in theirs.items():
        write = partial(tell_confirmed_undone, gone, talk.actor.name)
        told.append(await tell_person(talk.tx, person_id, write))
    return told
