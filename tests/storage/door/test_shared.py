"""What processes share at the door: which proofs were used, and how much a token has asked."""

from datetime import timedelta
from time import monotonic

from bot.door.paces import AT_ONCE, Paces
from sales.door.pace import Flow, Window
from sales.door.tokens import TokenKind
from storage.door.tokens import DoorToken, NewToken
from storage.door.used_proofs import AGAIN
from tests.clock import MovableClock
from tests.storage.house import House


async def use(house: House, proof: str = "a" * 64, page: str = "") -> bool:
    async with house.write() as tx:
        return await tx.system.used_proofs.use(proof, page)


async def test_a_proof_is_taken_once_and_again_at_once_by_its_page_alone(house: House, clock: MovableClock) -> None:
    assert await use(house, page="page")
    clock.advance(seconds=AGAIN.total_seconds())
    assert await use(house, page="page"), "its answer was lost on the way"
    assert not await use(house)
    assert not await use(house, page="another")
    clock.advance(seconds=1)
    assert not await use(house, page="page")
    assert await use(house, "b" * 64)
    assert not await use(house, "b" * 64)
    assert not await use(house, "b" * 64, page="\ud800")
    clock.advance(hours=3)
    async with house.write() as tx:
        await tx.system.used_proofs.prune()
    assert await use(house), "too old to be taken at all: the door looks at that"


async def make_token(house: House, kind: TokenKind) -> DoorToken:
    async with house.write() as tx:
        owner = tx.as_(house.irina)
        await owner.door_tokens.make(NewToken(kind, "Сайт", house.anna.department_id))
        return (await owner.door_tokens.list_all())[-1]


async def test_two_processes_share_a_tokens_pace(house: House) -> None:
    """On PostgreSQL; on SQLite there is one."""
    one, other = Paces(house.database), Paces(house.database)
    token = await make_token(house, TokenKind.API)
    alone = 0 if house.database.is_sqlite else 1
    asked = [await one.ask(token, 0.0) for _ in range(40)] + [await other.ask(token, 0.0) for _ in range(21)]
    assert [bool(each) for each in asked] == [False] * 60 + [bool(alone)]
    site = await make_token(house, TokenKind.LEAD)
    begun = monotonic()
    passed = sum([not await paces.ask(site, 0.0) for _ in range(150) for paces in (one, other)])
    shared = 200 + 50 * (monotonic() - begun) + 2 * AT_ONCE
    assert passed == 300 if house.database.is_sqlite else 200 <= passed <= shared


def test_a_window_and_a_flow_let_through_what_they_promise() -> None:
    window, flow = Window(), Flow()
    assert [window.take(float(n))[0] for n in range(60)] == [1] * 60
    assert window.take(59.5) == (0, 1)
    assert window.take(60.5, 5) == (1, 0), "what was asked in the first second is over"
    assert flow.take(0.0, 150) == (150, 0)
    assert flow.take(0.0, 150) == (50, 0)
    assert flow.take(0.0) == (0, 1)
    assert flow.take(1.0, 100) == (50, 0)
    assert flow.take(0.5) == (0, 1), "a clock that goes back gives nothing"
    assert Flow(state=list(flow.state)).take(timedelta(seconds=9).total_seconds(), 1000) == (200, 0)
