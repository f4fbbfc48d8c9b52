"""
`POST /api/v1/…`: written in the name of the person who sells to the client, by the very use case of the chat (spec/8).

So a fact from a program is claimed as a typed one is, held where it looks like one that is there already, drawn in the
living summaries, and taken back by /undo.
"""

from handlers.api.bodies import ActivityBody, ClientBody, FactBody, PaymentBody, make_misfit, read_body
from handlers.api.reading import BASE
from handlers.dialog.model import Talk
from handlers.door.endpoint import Answers, Deed, DoorAnswer, DoorRequest, ProblemError, make_answer
from handlers.framework.replies import Say
from handlers.payments.counted import expect_money, list_owed, receive_money
from reports.message.view import View
from reports.payments.fact_card import FactCard
from reports.payments.held_card import HeldCard
from reports.payments.payment_card import PaymentCard
from sales.activities.activities import Outcome, outcomes_of
from sales.clients.card_fields import CardField
from sales.clients.inn import InnMistake, read_inn
from sales.clients.sameness import Alike, Identity
from sales.core.clock import local_date
from sales.core.people import Role
from sales.door.tokens import TokenKind, TokenScope
from sales.payments.facts import FactKind
from sales.payments.payments import PaymentSource
from storage.activities.activities import NewActivity
from storage.clients.contacts import ten_digits
from storage.engine.actor import Actor
from storage.engine.errors import InnTakenError
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact


async def _record_fact(request: DoorRequest) -> DoorAnswer:
    said = read_body(FactBody, request.body)
    talk = await _talk(request, said.client_id, said.person_id, may_be_nobody=True)
    on = said.on or talk.today
    if on > talk.today:
        raise ProblemError(422, "Money that came has a day that is not ahead.")
    refund = said.kind == "refund"
    owed = () if refund else await list_owed(talk, said.client_id)
    new = NewFact(
        said.client_id,
        said.amount,
        on,
        tuple(said.payment_ids) or owed,
        FactKind.REFUND if refund else FactKind.RECEIPT,
        comment=said.comment or None,
    )
    return _tell_money(talk, await receive_money(talk, new, day_confirmed=True))


async def _expect_payment(request: DoorRequest) -> DoorAnswer:
    said = read_body(PaymentBody, request.body)
    talk = await _talk(request, said.client_id, said.person_id)
    new = NewPayment(
        said.client_id,
        said.amount,
        said.due_on,
        said.probability,
        said.deal_id,
        said.invoice or None,
        said.comment or None,
        PaymentSource.API,
    )
    return _tell_money(talk, await expect_money(talk, new))


def _tell_money(talk: Talk, view: View) -> DoorAnswer:
    """201 where it is counted; 202 where a person is asked first whether it is there already."""
    match view:
        case HeldCard():
            asked = Say(view.under(HeldCard.key_for(view.held_id)), to=talk.actor.person_id)
            return make_answer({"status": "held", "held_id": view.held_id}, 202, replies=asked)
        case FactCard():
            return make_answer({"status": "recorded", "receipt_id": view.receipt_id}, 201)
        case PaymentCard():
            return make_answer({"status": "recorded", "id": view.payment_id}, 201)
        case _:
            raise TypeError(f"no record: {view.name}")


async def _record_activity(request: DoorRequest) -> DoorAnswer:
    said = read_body(ActivityBody, request.body)
    talk = await _talk(request, said.client_id, said.person_id)
    if (said.happened_at is None) == (said.planned_at is None):
        raise ProblemError(422, "Either happened_at or planned_at.")
    now = talk.tx.clock.now()
    if said.happened_at is not None and said.happened_at > now:
        raise ProblemError(422, "happened_at is ahead: say planned_at.")
    if said.planned_at is not None and local_date(said.planned_at, talk.actor.zone) < talk.today:
        raise ProblemError(422, "planned_at is over: say happened_at.")
    at = said.happened_at or said.planned_at or now
    new = NewActivity(said.client_id, said.type, at, _read_outcome(said), said.comment or None, said.kind)
    activities = talk.mine.activities
    made = await (activities.plan(new) if said.happened_at is None else activities.log(new))
    return make_answer({"status": "recorded", "id": made.id}, 201)


def _read_outcome(said: ActivityBody) -> Outcome | None:
    """As the chat asks it: of a call another than of a visit, of a letter and of a plan none. Raises ProblemError."""
    if not said.outcome:
        return None
    usual = outcomes_of(said.type) if said.planned_at is None else ()
    found = next((each for each in usual if each.value == said.outcome), None)
    if found is None:
        raise make_misfit(("/outcome", f"One of: {', '.join(usual)}" if usual else "It has none."))
    return found


async def _make_client(request: DoorRequest) -> DoorAnswer:
    """A new one, or the one that has this INN; one much like another is told, and made where that is said."""
    said = read_body(ClientBody, request.body)
    reader = await request.tx.system.door_speakers.make_reader(request.bearer)
    mine = request.tx.as_(reader)
    inn = _read_inn(said.inn)
    phone = ten_digits(said.phone or "")
    likes = await mine.client_likes.of(
        Identity(said.name, inn or "", city=said.city or "", phones=frozenset({phone} if phone else ()))
    )
    if likes and likes[0].alike is Alike.SAME:
        return make_answer({"status": "same", "id": likes[0].client.id})
    if likes and not said.even_if_alike:
        members = {"alike": [each.client.id for each in likes]}
        raise ProblemError(409, "There is one much like it; say even_if_alike to make another.", members=members)
    owner = await _choose_owner(request, reader, said)
    try:
        client = await mine.clients.create(said.name, owner_id=owner.person_id, inn=inn)
    except InnTakenError as taken:
        return make_answer({"status": "same", "id": taken.client_id})
    fields = {
        CardField.CITY: said.city,
        CardField.TERRITORY: said.territory,
        CardField.SOURCE: said.source,
    }
    await mine.client_edits.fill(client.id, {name: value for name, value in fields.items() if value})
    if said.phone or said.email or said.contact_name:
        contact = await mine.contacts.add(client.id, said.contact_name or said.name, said.phone or None)
        if said.email:
            await mine.contacts.edit(contact.id, email=said.email)
    return make_answer({"status": "recorded", "id": client.id}, 201)


async def _choose_owner(request: DoorRequest, reader: Actor, said: ClientBody) -> Actor:
    """Who is named; of a territory, its seller. Raises ProblemError."""
    speakers = request.tx.system.door_speakers
    if said.person_id is not None:
        found = await speakers.find_seller(request.bearer, said.person_id)
    else:
        territories = request.tx.as_(reader).territories
        territory = await territories.find(said.territory or "")
        found = await speakers.find_seller(request.bearer, await territories.owner_of(territory) if territory else None)
    if found is None:
        raise ProblemError(422, "Nobody sells there: say person_id of a seller of the department.")
    return found


def _read_inn(said: str | None) -> str | None:
    if not said:
        return None
    inn = read_inn(said)
    if isinstance(inn, InnMistake):
        raise make_misfit(("/inn", "The digits of this INN do not agree."))
    return inn


async def _talk(request: DoorRequest, client_id: int, person_id: int | None, *, may_be_nobody: bool = False) -> Talk:
    """In whose name it is written: who is named, or who sells to the client. Raises NotYoursError, ProblemError.

    `may_be_nobody`: money of a client without a seller is entered by a clerk of the department.
    """
    tx, token, speakers = request.tx, request.bearer, request.tx.system.door_speakers
    reader = await speakers.make_reader(token)
    await tx.as_(reader).clients.get(client_id)
    who = await (speakers.find_owner(token, client_id) if person_id is None else speakers.find_seller(token, person_id))
    if who is None and person_id is None and may_be_nobody:
        who = await speakers.make_clerk(token)
    if who is None:
        raise ProblemError(422, "Nobody sells there: say person_id of a seller of the department.")
    if who.role is Role.MANAGER:
        await tx.as_(who).clients.get(client_id)  # whose client it is not is not written to either
    return Talk(who, tx, tx.clock.now(), request.defaults)


def _make_deed(path: str, scope: TokenScope, do: Answers) -> Deed:
    return Deed(path=f"{BASE}/{path}", kind=TokenKind.API, scope=scope, do=do)


WRITING = (
    _make_deed("facts", TokenScope.WRITE_FACTS, _record_fact),
    _make_deed("payments", TokenScope.WRITE_FACTS, _expect_payment),
    _make_deed("activities", TokenScope.WRITE_CLIENTS, _record_activity),
    _make_deed("clients", TokenScope.WRITE_CLIENTS, _make_client),
)
