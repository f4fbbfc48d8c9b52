"""
`POST /hook/lead/<token>`: a site's request becomes a client's, and its seller is told at once (spec/8).

Whose client it is, is decided by the one rule of sameness: by INN, where the form asks for it, else by phone.
A new one goes to the seller of its territory, else to whoever of those at work has waited longest.
"""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import timedelta
from urllib.parse import parse_qsl

from handlers.door.endpoint import (
    MOST_FIELDS,
    Deed,
    DoorAnswer,
    DoorRequest,
    HeardItem,
    Hook,
    Inbound,
    ProblemError,
    make_answer,
    make_key,
    read_json,
)
from handlers.framework.replies import Replies, Reply, Say
from reports.enquiries.card import EnquiryCard
from reports.telephony.missed import find_free_from
from sales.calendar.calendar import DAY
from sales.clients.sameness import Alike, Identity
from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError
from sales.core.words import clean
from sales.door.tokens import TokenKind, TokenScope
from sales.enquiries.enquiry import LONGEST_PAGE, EnquiryWords, is_test, read_enquiry
from storage.actor_face import ActorFace
from storage.clients.client import Client
from storage.clients.contacts import ten_digits
from storage.engine.actor import Actor
from storage.engine.errors import InnTakenError
from storage.transaction import Transaction

WHAT = "enquiry"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
_BOUNDARY = re.compile(r'boundary="?([^";,\s]+)')
_NAME = re.compile(r'\bname="([^"\n]*)"')
SENT_AGAIN = timedelta(hours=1)
"""So long a site that had no answer tries anew."""
TAKEN_IN = DoorAnswer(b"ok", kind="text/plain")


async def _read(request: DoorRequest) -> Inbound | DoorAnswer:
    """Raises ProblemError for what has nobody to answer to."""
    fields = _read_fields(request)
    if is_test(fields):
        return TAKEN_IN
    words = read_enquiry(fields)
    if words is None:
        raise ProblemError(422, "A name, a phone or an e-mail is needed.")
    words = replace(words, page=words.page or _find_page(request))
    return Inbound(WHAT, await _make_key(request, words), asdict(words), answer=TAKEN_IN)


def _find_page(request: DoorRequest) -> str:
    """Where a form stands that says it through the browser alone; without what stands behind «?»."""
    return clean(request.headers.get("referer", "").partition("?")[0].partition("#")[0], LONGEST_PAGE)


async def _make_key(request: DoorRequest, words: EnquiryWords) -> str:
    """The same words of the same person are one enquiry, whatever else the form sends with them; on another day they
    are another, but not right after midnight.

    A number that the form gives them tells nothing: on many sites it is the form's own, the same for everybody.
    """
    now = request.tx.clock.now()
    today = local_date(now, "UTC")
    who = (words.name, words.company, ten_digits(words.phone) or words.phone, words.email, words.text, words.source)
    digest = hashlib.sha256(repr(who).encode("utf-8", "surrogatepass")).hexdigest()
    if local_date(now - SENT_AGAIN, "UTC") == today:
        return make_key(today, digest)
    before = make_key(today - DAY, digest)
    sent = await request.tx.system.door_answers.find(f"{request.bearer.id}:{WHAT}:{before}")
    return before if sent is not None and now - sent.received_at < SENT_AGAIN else make_key(today, digest)


def _read_fields(request: DoorRequest) -> Mapping[str, str]:
    """Of a form or of JSON; what is neither a text nor a number there, and any file, is passed over."""
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind == PARTS:
        return _read_parts(content_type, request.body)
    if kind == FORM or _is_form(request.body):
        try:
            return dict(parse_qsl(request.body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS))
        except ValueError:
            raise ProblemError(400, "Up to 100 fields.") from None
    said = read_json(request.body)
    return {name: str(value) for name, value in said.items() if isinstance(value, (str, int)) and value is not True}


def _is_form(body: bytes) -> bool:
    """Also without its name: a page's own script may send it as plain text."""
    return b"=" in body and body.lstrip()[:1] not in {b"{", b"[", b'"'}


def _read_parts(content_type: str, body: bytes) -> Mapping[str, str]:
    """As a browser sends a form that may hold files: no part is looked into before they are counted."""
    boundary = _BOUNDARY.search(content_type)
    parts = body.split(f"--{boundary[1]}".encode())[1:] if boundary else []
    if len(parts) > MOST_FIELDS + 1:
        raise ProblemError(400, "Up to 100 fields.")
    found: dict[str, str] = {}
    for part in parts:
        head, _gap, said = part.replace(b"\r\n", b"\n").partition(b"\n\n")
        name = _NAME.search(head.decode("utf-8", "replace"))
        if name is not None and b"filename" not in head.lower():
            found[name[1]] = said.decode("utf-8", "replace").removesuffix("\n")
    return found


async def hear_enquiry(item: HeardItem) -> Replies:
    """It becomes a client's, and whoever is to answer is told; the clock of the answer runs from its coming."""
    _enquiry_id, told = await _take_in(item)
    return told


async def _do(request: DoorRequest) -> DoorAnswer:
    """The same from a program, which is told the number. Raises ProblemError."""
    words = read_enquiry(_read_fields(request))
    if words is None:
        raise ProblemError(422, "A name, a phone or an e-mail is needed.")
    now = request.tx.clock.now()
    enquiry_id, told = await _take_in(HeardItem(request.tx, request.bearer, asdict(words), now, request.defaults))
    return make_answer({"status": "recorded", "id": enquiry_id}, 201, replies=told)


async def _take_in(item: HeardItem) -> tuple[int, list[Reply]]:
    tx, words = item.tx, EnquiryWords.of(item.data)
    mine = tx.as_(await tx.system.door_speakers.make_reader(item.token))
    known = await _find_known(mine, words)
    owner = await _find_owner(item, mine, words, known)
    client, is_new = known, False
    if known is None and owner is not None:
        client, is_new = await _make_client(mine, words, owner, item), True
    elif known is not None and owner is not None and known.owner_id != owner.person_id:
        await mine.handovers.reassign(None, owner.person_id, known.id)
    if client is not None:
        await _add_contact(mine, client, words)
        await _bring_back(mine, client)
    enquiry_id = await tx.system.enquiries.add(
        item.token,
        words,
        item.came_at,
        None if client is None else client.id,
        is_new=is_new,
        owner_id=None if owner is None else owner.person_id,
    )
    return enquiry_id, [await _tell(tx, enquiry_id, each) for each in await _list_told(item, owner)]


async def _tell(tx: Transaction, enquiry_id: int, reader_id: int) -> Reply:
    """At once; without a sound in their night."""
    reader = await tx.system.staff.actor(reader_id)
    is_asleep = reader is not None and await find_free_from(tx, reader) is not None
    view = EnquiryCard(enquiry_id=enquiry_id).under(EnquiryCard.key_for(enquiry_id, reader_id))
    return Say(view, to=reader_id, silent=is_asleep)


async def _find_known(mine: ActorFace, words: EnquiryWords) -> Client | None:
    """By the INN, else of the same phone and no other INN. A name is no proof: the two may be made one later."""
    likes = await mine.client_likes.of(Identity(words.client_name, words.inn)) if words.inn else []
    if likes and likes[0].alike is Alike.SAME:
        return likes[0].client
    found = await mine.clients.by_phone(words.phone) if ten_digits(words.phone) else []
    return next((each for each in found if not (words.inn and each.inn)), None)


async def _find_owner(item: HeardItem, mine: ActorFace, words: EnquiryWords, known: Client | None) -> Actor | None:
    """Who sells to the client; of a new one the territory's seller, else whose turn it is among those at work."""
    tx, speakers, token = item.tx, item.tx.system.door_speakers, item.token
    if known is not None and (owner := await speakers.find_seller(token, known.owner_id)) is not None:
        return owner
    territory = await mine.territories.find(words.place) if words.place else None
    whose = await mine.territories.owner_of(territory) if territory else None
    if (owner := await speakers.find_seller(token, whose)) is not None:
        return owner
    department = await tx.system.departments.get(token.department_id or 0)
    today = local_date(tx.clock.now(), department.zone)
    at_work = await tx.system.staff.managers(department.id, today) or await tx.system.staff.managers(department.id)
    return await tx.system.enquiries.choose_next(at_work)


async def _make_client(mine: ActorFace, words: EnquiryWords, owner: Actor, item: HeardItem) -> Client:
    said = {"territory": words.place or None, "source": words.source or item.token.label or None}
    return await mine.clients.create(words.client_name, owner_id=owner.person_id, inn=words.inn or None, **said)


async def _bring_back(mine: ActorFace, client: Client) -> None:
    """Who asks for something is no client of the archive; but for one that lives on under the same INN."""
    if client.archived_at is not None:
        with suppress(InnTakenError, AlreadyDoneError):
            await mine.client_edits.restore(client.id)


async def _add_contact(mine: ActorFace, client: Client, words: EnquiryWords) -> None:
    if not (words.phone or words.email):
        return
    contact = await mine.contacts.add(client.id, words.name or client.name, words.phone or None)
    if words.email and not contact.email:
        await mine.contacts.edit(contact.id, email=words.email)


async def _list_told(item: HeardItem, owner: Actor | None) -> list[int]:
    """Its owner, or who stands in for them today; where nobody does, or there is none, whoever leads there too."""
    tx, department_id = item.tx, item.token.department_id or 0
    if owner is not None and (acting := await tx.system.staff.find_substitute(owner.person_id)) is not None:
        return [acting]
    department = await tx.system.departments.get(department_id)
    today = local_date(tx.clock.now(), department.zone)
    here = {each.person_id for each in await tx.system.staff.managers(department_id, today)}
    told = [] if owner is None else [owner.person_id]
    if owner is None or owner.person_id not in here or owner.unreachable_at is not None:
        readers = await tx.system.staff.readers_of_summary(department_id, today)
        told += [each.person_id for each in readers.actors if each.person_id not in told]
    return told


ENQUIRY_DEED = Deed(path="/api/v1/leads", kind=TokenKind.API, scope=TokenScope.WRITE_CLIENTS, do=_do)
ENQUIRY_HOOK = Hook(path="/hook/lead/{token}", kind=TokenKind.LEAD, read=_read)
