"""docs/openapi.yaml says what the API does: every endpoint, its scope, its fields, and no others."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.api.bodies import ActivityBody, Body, ClientBody, FactBody, PaymentBody
from handlers.endpoints import ENDPOINTS
from sales.door.tokens import TokenKind, TokenScope
from tests.stories.api.test_api import V1
from tests.stories.door.knocking import before_door, has_token
from tests.town import Town

SPEC: dict[str, Any] = yaml.safe_load(Path("docs/openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS = SPEC["components"]["schemas"]
BODIES = {"NewFact": FactBody, "NewPayment": PaymentBody, "NewActivity": ActivityBody, "NewClient": ClientBody}


def test_every_endpoint_stands_in_it_with_its_scope() -> None:
    told = {(path, method): about["x-scope"] for path, ways in SPEC["paths"].items() for method, about in ways.items()}

    assert told == {
        (each.path, method.lower()): each.scope
        for each in ENDPOINTS
        if each.kind is TokenKind.API
        for method in each.methods
    }


def test_every_reference_leads_somewhere() -> None:
    def walk(part: Any) -> None:
        for name, value in part.items() if isinstance(part, dict) else enumerate(part):
            if name == "$ref":
                found: Any = SPEC
                for step in value.removeprefix("#/").split("/"):
                    found = found[step]
            elif isinstance(value, (dict, list)):
                walk(value)

    walk(SPEC)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_has_the_fields_that_are_told(name: str) -> None:
    told, body = SCHEMAS[name], BODIES[name]
    assert issubclass(body, Body)
    assert set(told["properties"]) == set(body.model_fields)
    assert set(told["required"]) == {each for each, about in body.model_fields.items() if about.is_required()}


async def test_an_answer_has_the_fields_that_are_told(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 150_000)
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        (client,) = await mine.clients.recent(1)
        await mine.contacts.add(client.id, "Пётр", "+7 916 123-45-67")
        await mine.deals.create(client.id, "Поставка")
        assert town.owner is not None
        await tx.as_(town.owner.actor).plans.set_person(anna.id, town.today().replace(day=1), 100)
    token = await has_token(town, TokenKind.API, *TokenScope)
    async with before_door(town) as visitor:
        body = {"client_id": client.id, "amount": 1}
        assert (await visitor.posts(f"{V1}/facts", token, key="1", json=body)).status == 201
        call = {"client_id": client.id, "type": "call", "happened_at": "2026-11-20T07:00:00Z"}
        assert (await visitor.posts(f"{V1}/activities", token, key="2", json=call)).status == 201
        for path, ways in SPEC["paths"].items():
            name = path.removeprefix(f"{V1}/")
            if "get" not in ways or name == "summary":
                continue
            item = (await visitor.asks(path, token)).json["items"][0]
            told = SCHEMAS[name.capitalize()]["properties"]["items"]["items"]["properties"]
            assert set(item) == set(told), name
        assert set((await visitor.asks(f"{V1}/summary", token)).json) == set(SCHEMAS["Summary"]["properties"])
