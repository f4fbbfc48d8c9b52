"""
The door to the world: HTTP on HTTP_PORT, behind the owner's TLS proxy (spec/0, 0.4).

It looks at the token, the pace and the size, and opens the transaction; what is asked and answered is said by the
endpoints (handlers.endpoints). No path, query or header of a request comes into a log: they hold tokens.
"""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

from aiohttp import web

from bot.door.answers import make_problem, make_response
from bot.door.bodies import read_body
from bot.door.paces import Paces
from bot.operations.listener import take_port
from bot.pipeline.enqueue import Occasion, as_list, enqueue
from bot.settings import Settings
from bot.signals import Signals
from bot.storing import Storing
from handlers.door.endpoint import Deed, DoorAnswer, DoorRequest, Endpoint, Hook, Inbound, Lookup, ProblemError
from handlers.endpoints import ENDPOINTS
from handlers.framework.defaults import Defaults
from handlers.redraw.touching import touches
from reports.message.language import speaking
from sales.core.errors import AlreadyDoneError, MistakeError, NotYoursError
from sales.door.sources import ItemSource
from storage.database import Database
from storage.door.tokens import NOTED_EVERY, DoorToken
from storage.engine.connections.trouble import is_database_trouble
from storage.queues.inbox import NewItem
from storage.transaction import Transaction

log = logging.getLogger(__name__)

KEY_KEPT = timedelta(hours=72)
LONGEST_KEY = 200
BEARER = "bearer "
PAGE = "X-Page"
"""By which a page that shows a proof is known again, if its answer was lost: it has made that up itself."""


class Door:
    def __init__(
        self,
        settings: Settings,
        database: Database,
        signals: Signals,
        defaults: Defaults,
        endpoints: Sequence[Endpoint] = ENDPOINTS,
        routes: Sequence[web.RouteDef] = (),
    ) -> None:
        """`routes`: of the same server, with a door-keeper of their own."""
        self._settings = settings
        self._database = database
        self._signals = signals
        self._defaults = defaults
        self._endpoints = endpoints
        self._routes = routes
        self._storing = Storing(database, signals.door)
        self._paces = Paces(database)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer until the block ends; nothing without HTTP_PORT. Raises SettingError for a port that is not ours."""
        async with self.take_port() as answer:
            await answer()
            yield

    def take_port(self) -> AbstractAsyncContextManager[Callable[[], Awaitable[None]]]:
        """As `open`, but nobody is answered before what is yielded is called."""
        host, port = self._settings.http_host, self._settings.http_port
        return take_port(self.make_application(), host, port, "HTTP")

    def make_application(self) -> web.Application:
        """All endpoints, each under its path; whatever else is absent."""
        application = web.Application(middlewares=[self._guard])
        application.add_routes(self._routes)
        for endpoint in self._endpoints:
            for method in endpoint.methods:
                application.router.add_route(method, endpoint.path, self._make_handler(endpoint))
        return application

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Every answer has the same headers, and every refusal the same shape."""
        try:
            return await handler(request)
        except ProblemError as problem:
            return make_problem(problem)
        except web.HTTPException:  # no such path, or no such method of it
            return make_problem(ProblemError(404))
        except MistakeError as mistake:
            return make_problem(_tell_mistake(mistake))
        except Exception as error:
            if is_database_trouble(error):
                log.warning("the door could not ask the database: %s", type(error).__name__)
                return make_problem(ProblemError(503, wait=5))
            log.exception("the door failed at %s", _name(request))
            return make_problem(ProblemError(500))

    def _make_handler(self, endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            token = await self._admit(endpoint, request)
            body = await read_body(request, endpoint.most_bytes)
            match endpoint:
                case Lookup():
                    answer = await self._ask(endpoint, request, token, body)
                case Hook():
                    answer = await self._take_in(endpoint, request, token, body)
                case Deed():
                    answer = await self._do(endpoint, request, token, body)
                case _:
                    raise TypeError(f"not an endpoint: {type(endpoint).__name__}")
            return make_response(answer, request.headers.get("If-None-Match", ""))

        return handle

    async def _admit(self, endpoint: Endpoint, request: web.Request) -> DoorToken | None:
        """The token, of the endpoint's kind and scope, at its pace. Raises ProblemError."""
        if endpoint.kind is None:
            return None
        given = _read_bearer(request) if endpoint.is_bearer else request.match_info.get("token", "")
        async with self._database.read_alone() as tx:
            token = await tx.system.door_tokens.find(given, endpoint.kind)
        if token is None:
            if endpoint.is_bearer:
                raise ProblemError(401, "No such token.", headers={"WWW-Authenticate": "Bearer"})
            raise ProblemError(404)
        if wait := await self._paces.ask(token, asyncio.get_running_loop().time()):
            raise ProblemError(429, "Too often.", wait)
        if endpoint.scope is not None and not token.may(endpoint.scope):
            raise ProblemError(403, f"The token lacks the scope {endpoint.scope}.")
        return token

    def _request(
        self,
        endpoint: Endpoint,
        request: web.Request,
        tx: Transaction,
        token: DoorToken | None,
        body: bytes,
        *,
        is_repeated: bool = False,
    ) -> DoorRequest:
        proves = isinstance(endpoint, Lookup) and endpoint.find_proof is not None
        return DoorRequest(
            tx,
            token,
            parts=dict(request.match_info),
            query=dict(request.query),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=body,
            defaults=self._defaults,
            is_repeated=is_repeated,
            bot_token=self._settings.bot_token.get_secret_value() if proves else "",
        )

    async def _ask(self, endpoint: Lookup, request: web.Request, token: DoorToken | None, body: bytes) -> DoorAnswer:
        if token is not None and self._is_long_unused(token):
            await self._storing.store(used=token.id)
        is_repeated = not await self._use_proof(endpoint, request)
        reading = self._database.read_long if endpoint.is_long else self._database.read
        async with reading() as tx:
            with speaking(self._defaults.language):
                asked = self._request(endpoint, request, tx, token, body, is_repeated=is_repeated)
                return await endpoint.answer(asked)

    async def _use_proof(self, endpoint: Lookup, request: web.Request) -> bool:
        """Whether it has none, or may show it: whichever process it was shown to before."""
        if endpoint.find_proof is None:
            return True
        said, bot_token = request.headers.get("Authorization", ""), self._settings.bot_token.get_secret_value()
        proof = endpoint.find_proof(said, bot_token, self._database.clock.now())
        if not proof:
            return True
        page = request.headers.get(PAGE, "")[:LONGEST_KEY]
        async with self._database.write() as tx:
            return await tx.system.used_proofs.use(proof, page)

    async def _take_in(self, endpoint: Hook, request: web.Request, token: DoorToken | None, body: bytes) -> DoorAnswer:
        """Read, stored, committed, answered: in this order."""
        async with self._database.read() as tx:
            read = await endpoint.read(self._request(endpoint, request, tx, token, body))
        if isinstance(read, DoorAnswer):
            return read
        await self._storing.store(self._item(read, token), used=None if token is None else token.id)
        return read.answer

    def _item(self, read: Inbound, token: DoorToken | None) -> NewItem:
        token_id = 0 if token is None else token.id
        told = {"what": read.what, "token": token_id, "at": self._database.clock.now().isoformat(), "data": read.data}
        return NewItem(None, -token_id, told, read.source, f"{token_id}:{read.what}:{read.key}")

    async def _do(self, endpoint: Deed, request: web.Request, token: DoorToken | None, body: bytes) -> DoorAnswer:
        if token is None:
            raise TypeError("a deed needs a token")
        given = request.headers.get("Idempotency-Key", "")
        if not given or len(given) > LONGEST_KEY:
            raise ProblemError(400, "Idempotency-Key is needed: any text of up to 200 letters, new for each record.")
        asked = hashlib.sha256(b"\0".join((request.method.encode(), endpoint.path.encode(), body))).hexdigest()
        key = f"{token.id}:api:{hashlib.sha256(given.encode('utf-8', 'surrogatepass')).hexdigest()}"
        item = NewItem(None, token.chat_id, {}, ItemSource.API, key)
        async with self._database.write() as tx:
            item_id = await _begin(tx, item)
            if item_id is None:
                return await _answer_again(tx, key, asked)
            answer = await self._answer(tx, endpoint, request, token, body, item_id)
            told = {"asked": asked, "status": answer.status, "body": answer.body.decode()}
            await tx.system.door_answers.note(item_id, told)
            await tx.system.door_tokens.note_use([token.id])
        self._signals.outbox.set()
        return answer

    async def _answer(
        self, tx: Transaction, endpoint: Deed, request: web.Request, token: DoorToken, body: bytes, item_id: int
    ) -> DoorAnswer:
        """Done, and everybody who is to hear of it is told, in the same transaction."""
        with speaking(self._defaults.language):
            answer = await endpoint.do(self._request(endpoint, request, tx, token, body))
            replies = [*as_list(answer.replies), *await touches(tx)]
            await enqueue(tx, Occasion(item_id, token.chat_id, None), replies)
        return answer

    def _is_long_unused(self, token: DoorToken) -> bool:
        return token.last_used_at is None or token.last_used_at <= self._database.clock.now() - NOTED_EVERY


async def _begin(tx: Transaction, item: NewItem) -> int | None:
    """The row of a new deed; None where its key was used within 72 hours."""
    item_id = await tx.system.door_answers.begin(item)
    key = item.external_key or ""
    if item_id is None and (known := await tx.system.door_answers.find(key)) is not None:
        if tx.clock.now() - known.received_at < KEY_KEPT:
            return None
        await tx.system.door_answers.forget(key)
        return await tx.system.door_answers.begin(item)
    return item_id


async def _answer_again(tx: Transaction, key: str, asked: str) -> DoorAnswer:
    known = await tx.system.door_answers.find(key)
    told: Mapping[str, str] = json.loads(known.payload) if known is not None else {}
    if not secrets.compare_digest(str(told.get("asked", "")), asked):
        raise ProblemError(409, "This Idempotency-Key was used for another request.")
    return DoorAnswer(told["body"].encode(), int(told["status"]), headers={"Idempotency-Replayed": "true"})


def _read_bearer(request: web.Request) -> str:
    said = request.headers.get("Authorization", "")
    return said[len(BEARER) :].strip() if said[: len(BEARER)].lower() == BEARER else ""


def _tell_mistake(mistake: MistakeError) -> ProblemError:
    if isinstance(mistake, NotYoursError):
        return ProblemError(404, "No such record.")
    if isinstance(mistake, AlreadyDoneError):
        return ProblemError(409, "Done already.")
    return ProblemError(422, "That cannot be done. Nothing was changed.")


def _name(request: web.Request) -> str:
    """The endpoint's path as it is written here, without what stood in its place."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "a path"
