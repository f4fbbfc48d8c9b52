"""Why a payment moves or does not come, in their own words: kept beside the comment that was there."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from handlers.dialog.model import Move, Talk
from handlers.dialog.steps.choices import ReasonDraft
from sales.core.words import add_line, find_unsaid
from sales.entry.deeds.outcomes import reason_of

R = TypeVar("R", bound=ReasonDraft)


async def keep_words(talk: Talk, payment_id: int, words: str | None) -> None:
    """Nothing that stood in the comment disappears. Raises NotYoursError."""
    if not words:
        return
    before = (await talk.mine.payments.get(payment_id)).comment
    if fresh := find_unsaid(before, words):
        await talk.mine.payment_changes.annotate(payment_id, add_line(before, fresh))


async def take_why(talk: Talk, draft: R, then: Callable[[Talk, R], Awaitable[Move]]) -> Move | None:
    """«пт, ждём документы» has told the reason already; None where it must be asked."""
    said: str | None = getattr(draft, "comment", None)
    reason = reason_of(said) if said else None
    if reason is None:
        return None
    return await then(talk, draft.model_copy(update={"reason": reason, "why": said}))
