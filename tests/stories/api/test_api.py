"""API v1 as a program meets it: what it reads on from where it stopped, what it writes and in whose name."""

from datetime import timedelta

import pytest

from handlers.endpoints import ENDPOINTS
from sales.clients.card_fields import CardField
from sales.door.tokens import TokenKind, TokenScope
from tests.stories.door.knocking import Visitor, before_door, has_token
from tests.town import FRIDAY, Town

V1 = "/api/v1"


async def read_all(visitor: Visitor, token: str, resource: str, limit: int = 200, since: str = "") -> tuple[list, str]:
    found, more = [], True
    while more:
        page = (await visitor.asks(f"{V1}/{resource}?limit={limit}&since={since}", token)).json
        found += page["items"]
        since, more = page["next"], page["more"]
    return found, since


async def test_a_fact_of_a_program_is_a_fact_as_any_other(town: Town) -> None:
    """Claimed in its manager's name, on what was expected, drawn in the lead's living summary, taken back by /undo."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    (vector,) = await town.has_clients(anna, "Вектор")
    await town.expects(anna, "Вектор", 340_000)
    token = await has_token(town, TokenKind.API, *TokenScope)
    await town.clock.reach("12:00")
    summary = await olga.sees("12:00")
    assert "340" in summary.text

    async with before_door(town) as visitor:
        body = {"client_id": vector, "amount": 100_000_00, "comment": "п/п 1234"}
        first = await visitor.posts(f"{V1}/facts", token, key="fact-1", json=body)
        assert (first.status, first.json["status"]) == (201, "recorded")
        again = await visitor.posts(f"{V1}/facts", token, key="fact-1", json=body)
        assert (again.status, again.body) == (201, first.body)
        assert "100" in (await olga.sees_edited(summary)).text

        (fact,), since = await read_all(visitor, token, "facts")
        assert (fact["amount"], fact["currency"], fact["on"]) == (100_000_00, "RUB", "2026-11-20")
        assert (fact["trust"], fact["owner_id"], fact["undone"]) == ("claimed", anna.id, False)
        sums_alone = await has_token(town, TokenKind.API, TokenScope.READ_PAYMENTS)
        told = [(await read_all(visitor, each, "facts"))[0][0]["comment"] for each in (token, sums_alone)]
        assert told == ["п/п 1234", None], "a comment may hold a name"
        (payment,), _ = await read_all(visitor, token, "payments")
        assert (payment["rest"], payment["status"]) == (240_000_00, "partial")

        twice = await visitor.posts(f"{V1}/facts", token, key="fact-2", json=body)
        assert (twice.status, twice.json["status"]) == (202, "held")
        assert "Похоже" in (await anna.last()).text, "the manager is asked, and nothing is counted yet"
        assert len((await read_all(visitor, token, "facts"))[0]) == 1

        await anna.types("/undo")
        await anna.types("/undo")
        changed, _ = await read_all(visitor, token, "facts", since=since)
        assert [(each["id"], each["undone"]) for each in changed] == [(fact["id"], True)]


async def test_the_cursor_skips_nothing_and_repeats_nothing_that_did_not_change(town: Town) -> None:
    anna = await town.manager("Анна")
    ids = list(await town.has_clients(anna, *(f"Клиент {n}" for n in range(7))))
    token = await has_token(town, TokenKind.API, TokenScope.READ_CLIENTS)
    async with before_door(town) as visitor:
        page = (await visitor.asks(f"{V1}/clients?limit=3", token)).json
        assert ([each["id"] for each in page["items"]], page["more"]) == (ids[:3], True)

        async with town.database.write() as tx:  # what was read already changes while the rest is read
            await tx.as_(anna.actor).client_edits.edit(ids[1], {CardField.CITY: "Тула"})
        rest, since = await read_all(visitor, token, "clients", limit=2, since=page["next"])
        assert [each["id"] for each in rest] == [*ids[3:], ids[1]]
        assert rest[-1]["city"] == "Тула"
        assert (await read_all(visitor, token, "clients", since=since))[0] == []
        for wrong in ("x", "MQ", "LTEuLTE", "MS4x9"):
            assert (await visitor.asks(f"{V1}/clients?since={wrong}", token)).status == 400, wrong
        for wrong in ("0", "201", "-1", "٣", "1e2"):
            assert (await visitor.asks(f"{V1}/clients?limit={wrong}", token)).status == 400, wrong


async def test_payments_activities_and_clients_are_written_as_people_write_them(town: Town) -> None:
    anna = await town.manager("Анна")
    (vector,) = await town.has_clients(anna, "Вектор")
    token = await has_token(town, TokenKind.API, *TokenScope)
    async with before_door(town) as visitor:

        async def post(what: str, key: str, **body: object):
            return await visitor.posts(f"{V1}/{what}", token, key=key, json=body)

        due = str(FRIDAY + timedelta(days=7))
        paid = await post("payments", "p1", client_id=vector, amount=15_000_000, due_on=due, probability=80)
        assert paid.status == 201
        assert "150 000" in (await anna.types("карточка Вектор")).text or "150" in (await anna.last()).text

        called = await post(
            "activities", "a1", client_id=vector, type="call", outcome="talked", happened_at="2026-11-20T10:30:00+03:00"
        )
        planned = await post(
            "activities", "a2", client_id=vector, type="meeting", planned_at="2026-11-23T15:00:00+03:00"
        )
        assert (called.status, planned.status) == (201, 201)
        found, _ = await read_all(visitor, token, "activities")
        assert [(each["type"], each["happened_at"]) for each in found] == [
            ("call", "2026-11-20T07:30:00Z"),
            ("meeting", None),
        ]

        made = await post(
            "clients", "c1", name="ООО Заря", inn="7701000058", phone="+7 916 123-45-67", person_id=anna.id
        )
        same = await post("clients", "c2", name="Заря", inn="7701000058", person_id=anna.id)
        assert (made.status, same.status, same.json) == (201, 200, {"status": "same", "id": made.json["id"]})
        alike = await post("clients", "c3", name="Вектор", person_id=anna.id)
        assert (alike.status, alike.json["alike"]) == (409, [vector])
        other = await post("clients", "c3", name="Вектор", person_id=anna.id, even_if_alike=True)
        assert other.status == 201
        contacts, _ = await read_all(visitor, token, "contacts")
        assert [each["phone"] for each in contacts] == ["+7 916 123-45-67"]


WRONG = {
    "a sum in roubles with kopecks": {"amount": 100.5},
    "a sum in words": {"amount": "100"},
    "yes": {"amount": True},
    "nothing": {"amount": 0},
    "a negative sum": {"amount": -100},
    "more than there is": {"amount": 10**15},
    "other money": {"currency": "USD"},
    "a field that is none": {"sum": 1},
    "a day that is none": {"on": "2026-02-30"},
    "a day ahead": {"on": "2026-11-21"},
    "a foreign client": {"client_id": 999_999},
    "a number that no database holds": {"client_id": 10**30},
    "a payment of nobody": {"payment_ids": [999_999]},
    "somebody who sells nothing": {"person_id": 1},
    "seconds for a day": {"on": 86_400},
    "seconds in letters": {"on": "86400"},
    "a day before all calendars": {"on": "0001-01-01"},
}
OTHER_WRONG = {
    ("activities", "a visit as if it was rung"): {"type": "meeting", "outcome": "talked"},
    ("activities", "a note that ended somehow"): {"type": "note", "outcome": "talked"},
    ("activities", "a plan that ended"): {"type": "call", "outcome": "talked", "happened_at": None},
    ("activities", "a plan of yesterday"): {"planned_at": "2026-11-19T09:00:00Z", "happened_at": None},
    ("activities", "seconds"): {"happened_at": 1_790_000_000},
    ("payments", "after all calendars"): {"due_on": "2199-12-31", "amount": 100},
    ("clients", "no phone"): {"name": "Заря", "phone": "12"},
    ("clients", "no address"): {"name": "Заря", "email": "a b"},
}
"""By the resource."""


def _about(resource: str, client_id: int, person_id: int) -> dict[str, object]:
    if resource == "clients":
        return {"person_id": person_id}
    if resource == "payments":
        return {"client_id": client_id}
    return {"client_id": client_id, "type": "call", "happened_at": "2026-11-20T07:00:00Z"}


async def test_what_cannot_be_read_is_said_and_stores_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    (vector,) = await town.has_clients(anna, "Вектор")
    token = await has_token(town, TokenKind.API, *TokenScope)
    async with before_door(town) as visitor:
        for what, change in WRONG.items():
            body = {"client_id": vector, "amount": 100, **change}
            answered = await visitor.posts(f"{V1}/facts", token, key=what, json=body)
            assert answered.status in {404, 422}, what
            assert answered.json["status"] == answered.status
        assert (await read_all(visitor, token, "facts"))[0] == []
        for (resource, what), change in OTHER_WRONG.items():
            about = _about(resource, vector, anna.id) | change
            if about.get("happened_at", "") is None:
                about = {"planned_at": "2026-11-23T07:00:00Z", **about}
            answered = await visitor.posts(f"{V1}/{resource}", token, key=what, json=about)
            assert answered.status == 422, (what, answered.text)
            assert all(each["pointer"].count("/") == 1 for each in answered.json.get("errors", []))
        twice = f'{{"client_id": {vector}, "amount": 100, "amount": 200}}'
        said_twice = await visitor.posts(f"{V1}/facts", token, key="twice", data=twice.encode())
        assert (said_twice.status, said_twice.json["detail"]) == (400, "A field stands there twice.")
        for path in ("summary?month=0001-01", "summary?month=9999-12", "summary?month=2026-W05"):
            assert (await visitor.asks(f"{V1}/{path}", token)).status == 400, path
        assert [len((await read_all(visitor, token, each))[0]) for each in ("facts", "activities")] == [0, 0]


async def test_a_token_sees_its_department_alone(town: Town) -> None:
    anna = await town.manager("Анна")
    (vector,) = await town.has_clients(anna, "Вектор")
    home, token = town.department_id, await has_token(town, TokenKind.API, *TokenScope)
    lead = await town.lead_elsewhere("Зарина")
    town.department_id = lead.actor.department_id or 0
    foreign = await has_token(town, TokenKind.API, *TokenScope)
    town.department_id = home
    async with before_door(town) as visitor:
        assert len((await read_all(visitor, token, "clients"))[0]) == 1
        for resource in ("clients", "contacts", "deals", "payments", "facts", "activities", "plans"):
            assert (await read_all(visitor, foreign, resource))[0] == []
        body = {"client_id": vector, "amount": 100}
        assert (await visitor.posts(f"{V1}/facts", foreign, key="1", json=body)).status == 404
        named = await visitor.posts(f"{V1}/clients", foreign, key="2", json={"name": "Икс", "person_id": anna.id})
        assert named.status == 422
        summary = (await visitor.asks(f"{V1}/summary", token)).json
        assert (summary["month"], summary["fact"], summary["plan"]) == ("2026-11", 0, None)


API = [each for each in ENDPOINTS if each.kind is TokenKind.API]


@pytest.mark.parametrize("scope", [None, *TokenScope])
async def test_every_endpoint_opens_with_its_scope_and_with_no_other(town: Town, scope: TokenScope | None) -> None:
    token = await has_token(town, TokenKind.API, *([scope] if scope else []))
    assert all(each.scope is not None for each in API), "an endpoint of the API names its scope"
    async with before_door(town) as visitor:
        for endpoint in API:
            for method in endpoint.methods:
                answered = await visitor.does(method, endpoint.path, token, headers={"Idempotency-Key": "1"})
                assert (answered.status == 403) is (endpoint.scope is not scope), (method, endpoint.path)
