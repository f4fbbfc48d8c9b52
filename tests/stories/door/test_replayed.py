"""What is sent fifty times is done once; and whatever is sent, no log tells of it."""

import secrets
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import text

from handlers.endpoints import ENDPOINTS
from sales.door.tokens import PERSONAL, TokenKind, TokenScope
from sales.telephony.zadarma import sign_zadarma
from tests import leaks
from tests.stories.door.knocking import Visitor, before_door, has_token
from tests.stories.hooks.program import Program, connect
from tests.town import Town

EACH = 50
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def count(town: Town, table: str) -> Any:
    async with town.database.read() as tx:
        return await tx.session.scalar(text(f"SELECT count(*) FROM {table}"))


async def test_a_site_an_exchange_and_a_program_that_repeat_themselves_change_nothing(town: Town) -> None:
    """With other numbers of their own each time: what is signed, and what was said, is the same."""
    anna = await town.manager("Анна")
    (vector,) = await town.has_clients(anna, "Вектор")
    call = {"event": "NOTIFY_END", "caller_id": "79161234567", "called_did": "74951234567", "disposition": "answered"}
    call |= {"call_start": "2026-11-20 10:30:00"}
    signed = {"Signature": sign_zadarma("test-secret", "79161234567749512345672026-11-20 10:30:00"), **FORM}
    async with before_door(town) as visitor:
        site = f"/hook/lead/{await has_token(town, TokenKind.LEAD)}"
        exchange = f"/hook/pbx/{await has_token(town, TokenKind.PBX, exchange='zadarma', secret='test-secret')}"
        program = await has_token(town, TokenKind.API, *TokenScope)
        for n in range(EACH):
            form = {"name": "Пётр", "phone": "89160000001", "tranid": str(n), "yclid": str(n)}
            assert (await visitor.posts(site, data=form)).status == 200
            again = urlencode({**call, "pbx_call_id": f"in_{n}", "duration": str(n)}).encode()
            assert (await visitor.posts(exchange, data=again, headers=signed)).status == 200
            fact = {"client_id": vector, "amount": 100}
            assert (await visitor.posts("/api/v1/facts", program, key="1", json=fact)).status == 201
    counts = {table: await count(town, table) for table in ("enquiries", "pbx_calls", "facts")}
    assert counts == {"enquiries": 1, "pbx_calls": 1, "facts": 1}


async def test_no_log_tells_what_was_asked_said_or_answered(town: Town) -> None:
    """Every endpoint, with a token that opens it; an address that takes nothing, with a secret of its own in it."""
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    known = ["79161234567", "Тайный", "key=abc123secret"]
    program = Program()
    program.url = "http://127.0.0.1:1/hook?key=abc123secret"
    sender, secret = await connect(town, program)
    async with before_door(town) as visitor:
        with leaks.guarded() as guard:
            known += [secret, *[await _ask(town, visitor, number) for number in range(len(ENDPOINTS))]]
            await sender.look()
    assert "a hook did not answer" in str(guard.lines)
    assert not [(said, line) for line in guard.lines for said in known if said in line]


async def _ask(town: Town, visitor: Visitor, number: int) -> str:
    """The token that it was asked with."""
    endpoint = ENDPOINTS[number]
    kind = endpoint.kind or TokenKind.API
    if kind in PERSONAL:
        assert town.owner is not None
        async with town.database.write() as tx:
            token = await tx.as_(town.owner.actor).door_tokens.make_personal(kind)
    else:
        token = await has_token(town, kind, *TokenScope)
    path = endpoint.path.replace("{token}", token).replace("{rest:(?:/.*)?}", "/events/summary")
    query = {"phone": "79161234567", "zd_echo": secrets.token_hex(8)}
    for body in (b'{"name": "\xd0\xa2\xd0\xb0\xd0\xb9\xd0\xbd\xd1\x8b\xd0\xb9", "phone": "79161234567"}', b"\xff"):
        given = {} if endpoint.methods == ("GET",) else {"data": body}
        headers = {"Idempotency-Key": secrets.token_hex(4)}
        bearer = token if endpoint.is_bearer else ""
        answered = await visitor.does(endpoint.methods[0], path, bearer, params=query, headers=headers, **given)
        assert answered.status < 500
    return token
