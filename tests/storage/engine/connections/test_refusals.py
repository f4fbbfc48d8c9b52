"""What PostgreSQL refuses for good, said in one sentence."""

import pytest
from sqlalchemy.engine import make_url

from storage.engine.connections.address import connecting
from storage.engine.connections.refusals import DatabaseRefusedError, read_refusal, refuse_letters, refuse_pooler
from storage.engine.schema import is_current
from tests.storage.postgres import HOUSE, Postgres


async def refusal_of(url: str) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011  whatever the driver raises
        await is_current(url)
    return str(read_refusal(caught.value, make_url(url)))


@pytest.mark.postgres
async def test_a_database_that_does_not_exist_says_how_to_create_it(postgres: Postgres) -> None:
    said = await refusal_of(postgres.url("nowhere"))

    assert said == "There is no database «nowhere». Create it: createdb nowhere"


@pytest.mark.postgres
async def test_an_unknown_role_is_named(postgres: Postgres) -> None:
    said = await refusal_of(postgres.url(HOUSE).replace("postgres@", "nobody_here@"))

    assert "nobody_here" in said
    assert "DATABASE_URL" in said


@pytest.mark.postgres
async def test_postgresql_itself_is_no_pooler(postgres: Postgres) -> None:
    await refuse_pooler(make_url(postgres.url(HOUSE)))


@pytest.mark.postgres
@pytest.mark.parametrize("wrong", ["ssl=yes", "target_session_attrs=best"])
async def test_what_the_driver_does_not_know_is_the_settings(wrong: str, postgres: Postgres) -> None:
    assert (await refusal_of(f"{postgres.url(HOUSE)}&{wrong}")).startswith("DATABASE_URL cannot be used: ")


class SaidByServerError(Exception):
    sqlstate: str = ""


def refused(state: str, said: str) -> SaidByServerError:
    error = SaidByServerError(said)
    error.sqlstate = state
    return error


@pytest.mark.parametrize(
    ("state", "said", "told"),
    [
        ("08P01", "unsupported startup parameter: jit", "ignore_startup_parameters"),
        ("42P05", 'prepared statement "__asyncpg_stmt_1__" already exists', "transaction mode"),
        ("26000", 'prepared statement "x" does not exist', "transaction mode"),
        ("08P01", "transaction blocks not allowed in statement pooling mode", "statement mode"),
        ("28P01", 'password authentication failed for user "reper"', 'for user "reper"'),
        ("42501", "permission denied for schema public", "has to own its database"),
    ],
)
def test_a_poolers_refusals_are_told_from_trouble_that_passes(state: str, said: str, told: str) -> None:
    url = make_url("postgresql+asyncpg://u@h/db")

    assert told in str(read_refusal(refused(state, said), url))
    assert read_refusal(refused("57P03", "the database system is starting up"), url) is None
    assert read_refusal(ConnectionRefusedError(), url) is None
    assert "server_settings" not in connecting(url)[1]


@pytest.mark.postgres
async def test_a_database_that_cannot_keep_every_letter_is_refused(postgres: Postgres) -> None:
    latin = postgres.create(like="template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(DatabaseRefusedError, match=r"^The database «.+» keeps its texts in LATIN1\. Create one"):
        await refuse_letters(make_url(postgres.url(latin)))
    await refuse_letters(make_url(postgres.url(HOUSE)))
