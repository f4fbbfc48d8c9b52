"""What must hold of a client whoever writes it: one of an INN, found by its words, no circle of recommendations."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from sales.clients.search_words import words_of, words_of_person
from sales.core.errors import NotYoursError
from storage.engine.actor import Actor
from storage.engine.errors import InnTakenError, OpenBusinessError, ReferredInCircleError
from storage.engine.session import Session
from storage.people.masters import may_reach_client
from storage.tables import ActivityRow, ClientRow, ClientWordRow, ContactWordRow, DealRow, ExpectedPaymentRow

_OPEN_PAYMENT = ExpectedPaymentRow.closed_at.is_(None)
_PLANNED = ActivityRow.happened_at.is_(None) & ActivityRow.cancelled_at.is_(None) & ActivityRow.undone_at.is_(None)


async def index_words(session: Session, client_id: int, normal: str, *, is_new: bool = False) -> None:
    """The words by which the client is found from now on, in the place of the earlier ones."""
    if not is_new:
        await session.execute(delete(ClientWordRow).where(ClientWordRow.client_id == client_id))
    words = [{"client_id": client_id, "word": word} for word in sorted(words_of(normal))]
    if words:
        await session.execute(insert(ClientWordRow), words)


async def index_person(session: Session, contact_id: int, name: str, *, is_new: bool = False) -> None:
    """As `index_words`, of somebody at a client's."""
    if not is_new:
        await session.execute(delete(ContactWordRow).where(ContactWordRow.contact_id == contact_id))
    await index_people(session, [(contact_id, name)])


async def index_people(session: Session, people: Iterable[tuple[int, str]]) -> None:
    """Of contacts that are new, each with its name."""
    words = [{"contact_id": contact_id, "word": word} for contact_id, name in people for word in words_of_person(name)]
    if words:
        await session.execute(insert(ContactWordRow), words)


async def refuse_taken(session: Session, department_id: int, inn: str | None, kpp: str = "", *, but: int = 0) -> None:
    """Raises InnTakenError where another client of the department has this INN with this KPP, or either has none."""
    if not inn:
        return
    query = select(ClientRow.id, ClientRow.kpp).where(
        ClientRow.department_id == department_id,
        ClientRow.inn == inn,
        ClientRow.archived_at.is_(None),
        ClientRow.id != but,
    )
    for client_id, own in await session.execute(query.order_by(ClientRow.id)):
        if not (own and kpp) or own == kpp:
            raise InnTakenError(client_id)


@asynccontextmanager
async def one_of_an_inn(session: Session, department_id: int, inn: str | None) -> AsyncIterator[None]:
    """What was refused a moment ago may be written by somebody else meanwhile. Raises InnTakenError."""
    if not inn:
        yield
        return
    try:
        async with session.savepoint():
            yield
    except IntegrityError:
        await refuse_taken(session, department_id, inn)
        raise


async def refuse_circle(session: Session, actor: Actor, client_id: int, root_id: int) -> None:
    """Raises NotYoursError; ReferredInCircleError where the root was recommended by the client, by whatever way."""
    if not (
        await session.execute(select(ClientRow.id).where(ClientRow.id == root_id, may_reach_client(actor)))
    ).first():
        raise NotYoursError
    above: int | None = root_id
    seen = {client_id}
    while above is not None:
        if above in seen:
            raise ReferredInCircleError
        seen.add(above)
        above = await session.scalar(select(ClientRow.referred_by_id).where(ClientRow.id == above))


async def refuse_busy(session: Session, client_id: int) -> None:
    """Raises OpenBusinessError: nothing that is awaited or planned goes out of sight."""
    for query in (
        select(ExpectedPaymentRow.id).where(ExpectedPaymentRow.client_id == client_id, _OPEN_PAYMENT),
        select(ActivityRow.id).where(ActivityRow.client_id == client_id, _PLANNED),
        select(DealRow.id).where(DealRow.client_id == client_id, DealRow.closed_at.is_(None)),
    ):
        if (await session.execute(query.limit(1))).first() is not None:
            raise OpenBusinessError
