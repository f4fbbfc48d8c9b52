"""Whether money was said by a draft already: one look, where three tables nearly never know of it."""

from sqlalchemy import BindParameter, bindparam, or_, select

from storage.engine.reading import tables_of
from storage.engine.session import Session
from storage.tables import ExpectedPaymentRow, FactRow, HeldMoneyRow

_ROWS = (ExpectedPaymentRow, FactRow, HeldMoneyRow)
_DRAFT: BindParameter[str] = bindparam("the_draft", type_=ExpectedPaymentRow.draft_id.type)
IS_DRAFT_KNOWN = or_(*(select(each.id).where(each.draft_id == _DRAFT).exists() for each in _ROWS))
"""Of the draft that is bound as `the_draft`."""

_IS_KNOWN = select(IS_DRAFT_KNOWN)
_TABLES = tables_of(_IS_KNOWN)


async def is_draft_known(session: Session, draft_id: str | None) -> bool:
    """Whosever it was: expected, recorded or held."""
    if draft_id is None:
        return False

    async def read() -> bool:
        return bool(await session.scalar(_IS_KNOWN, {"the_draft": draft_id}))

    return await session.once(("draft", draft_id), read, tables=_TABLES)


def note_draft(session: Session, draft_id: str | None, *, is_known: bool) -> None:
    """As another question of this transaction has found it."""
    session.note_known(("draft", draft_id), is_known, tables=_TABLES)
