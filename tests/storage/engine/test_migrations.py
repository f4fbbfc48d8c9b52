"""Migrations go up, down and up again on both databases, and end at the models."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import sqlite_url
from storage.engine.migrate import MigrationError, config, migrate
from storage.engine.schema import REVISIONS, head, is_current, versions
from storage.tables import Base

FROZEN = {
    "0001_the_first_tables.py": "d462a2a4f52b27b1c38dfde6cbb2aa8505557c5b2094e4f4e990ca1aa8962e50",
    "0002_a_duty_of_a_department.py": "43c4cbaa45f7b87e5b4bab12f620b0d5778b65aaa8650da0a1fdb6b10e4ebeb9",
    "0003_not_asked_before_a_day.py": "aaf05ace063ff8082ddcab61d2608170fe9e3c7415f97b27bfe97e2e85b65329",
    "0004_money_that_waits_for_a_word.py": "673bb35f0953666d897a33ea93d3a1df21b1a3c18da65a275a9ce11f4205bfc6",
    "0005_deals_move_through_stages.py": "c5d214c60dcc83779c2d58afaa994a66e944ca44a60e759a26e7e54e8bd29ea9",
    "0006_money_without_a_client.py": "4cada24072a40a245e0a813856901861d1b941ee82acea20abdba16b23433b94",
    "0007_what_a_client_is.py": "0bd240b630f799cd0a2b6e0bb69d8422c148daa233707a7ee0e6c04dd309c88c",
    "0008_a_plan_that_is_assumed.py": "354c66d04ca7d78444b3b1cce9c61fc40cfbc0357d733a298141649e45b11e0e",
    "0009_the_banks_file.py": "8b4b6fe2b928ed048023ffd6ecc9b092e7056fd9778231bbf1f27df71ba4614e",
    "0010_bases_in_files.py": "e9019757889020dfbbfdc071ef76a360bd740f4e25d8c7078b062edcebc1b5d7",
    "0011_what_deals_come_to.py": "f45e6af7d85cac65f1e1ec4484d9d32c7b5b37bb79e6a86f851ef18cc130548f",
    "0012_debts_are_followed.py": "3cd5c3c3cf29366ebe6b87a03beea4da4a45fecf3706c7b573b5905ba39395b5",
    "0013_where_clients_are.py": "487fcf582f0803f5002156848d5aeb665760130b3c647933bb282e3e426d02e1",
    "0015_how_often_a_plan_was_changed.py": "d988351280a05e37b38c51865a87ffd05964236dbec7a4c2d06b5d2a939d4dd3",
    "0014_a_door_to_the_world.py": "f180010f573f1282b13fa91e2442c1b1b6d21e16e35f9f8f13d5193de79503e5",
    "0016_records_know_their_order.py": "95fc0fd663fa7b5c7c836d2b6f04076b5d0af1ed18e22018f744049f6b0f55ca",
    "0017_what_stays_inside.py": "5dee224e31f75357d2e6b1161bd23a52573d88388eae9c3b77c98f1b56438e12",
    "0018_numbers_to_be_rung.py": "394fd2d61cb944cfeb2477a2e7340212e325c62cb702816ac0b91a839fe87eeb",
    "0019_people_ask_each_other.py": "22b2faf37ce4988383f0e1bc67443d21113e1f0e575f216d2fd2bf1de64b87e6",
    "0020_a_client_goes_quickly.py": "da2efb482b7d8db3ef0235e71279e01390f48b9ee877597337389f2c79653658",
    "0021_texts_to_pass_on.py": "b5f884e0987e1214487ffa5596f4b66c8ad3e59603a3bd9eec0a147928c5f7e0",
    "0022_enquiries_of_sites.py": "2c00c4dad29abdd43a3448e6b86ac29038c1a7150c6336f5e2b17724699725b9",
    "0023_what_programs_are_told.py": "a7b7067b54301f5d700a370bc7b5691898026b7a114a28e12fa33e99523104f2",
    "0024_norms_of_call_kinds.py": "6888777f2f622ce7bc7aa2e29fed3dd94c6b7391928f4d9585bb9213b9565a2e",
    "0025_the_house_is_remembered.py": "ade796b13586db6b17605b789c854db1bd6133c3a727700876418a04cccac3d0",
    "0026_numbers_of_changes_are_kept.py": "ec9b75972298aa318fc6a9a1f05eaefe8d93ee5d6d9434022261036c0868347e",
    "0027_many_documents_at_once.py": "5637a023a189ee620799ad41f370bd13a5f62b8d864df34b67533d45edebb79c",
    "0028_groups_of_a_department.py": "1ff380c6f1479b83dd90298cc6926efd14995a350304ff2ec13aceb291857315",
    "0029_calls_of_exchanges.py": "e8d80c335ed68369cfd8813abba5257d67c5eb49b226f91c56442fead8c19e85",
    "0030_several_processes.py": "2a3d4028cd76f17f07e1311b01c693ce8e1bd0583a81dd188bf50c59e48e4103",
    "0031_files_of_papers.py": "904c22d19c153bf1e10293c63db25d6d63827d3dc965384762a7183ca3402e63",
    "0032_what_begins.py": "06c330d323ccb513f6727043dbc06ed9d2a5fb219e4be410ca3543e6c072237d",
    "0033_long_statements_in_parts.py": "ecb4e47e14a81d52c9023b6dff826a2f0cbc28a110d9873321fc56bb04fdd143",
    "0034_a_door_of_several_processes.py": "5b91be849d7888c7a8f7d2ad21ca221669c6671fdfeba7447c6df3d01a678b7a",
    "0035_a_hundred_thousand_clients.py": "a1cc7e5be86c407bc2d57d86102bd4a4b4a4e6c86bcabbb2c164efa3cdb410ae",
    "0036_enquiries_that_are_spam.py": "381db92abd8144634f0e1bc55e4ac1927f1ff4f608fb64f3a6796d6803c60301",
    "0037_looked_up_as_they_are_asked.py": "ff9fd94e5d273f13efe81bc373f508df2178ead91e65a199cc1aa08f02c578af",
}
"""The SHA-256 of every released revision: a database that went through it will not go through it again."""


async def _look(url: str, look: Any) -> Any:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Base.metadata))


async def test_up_down_and_up_again_ends_where_it_began(empty_url: str) -> None:
    await migrate(empty_url)
    assert await _look(empty_url, _tables) == set(Base.metadata.tables)

    await migrate(empty_url, "base", downgrade=True)
    assert await _look(empty_url, _tables) == set()

    await migrate(empty_url)
    assert await _look(empty_url, _tables) == set(Base.metadata.tables)


async def test_migrations_make_just_what_the_models_say(empty_url: str) -> None:
    await migrate(empty_url)
    assert await _look(empty_url, _differences) == []


async def test_a_second_start_finds_nothing_to_do(empty_url: str) -> None:
    await migrate(empty_url)
    await migrate(empty_url)
    version = await _look(
        empty_url, lambda connection: connection.scalar(text("SELECT version_num FROM alembic_version"))
    )
    assert version == head()


def test_versions_told_by_their_files_are_those_that_alembic_knows() -> None:
    scripts = ScriptDirectory.from_config(config())
    assert versions() == {script.revision for script in scripts.walk_revisions()}
    assert head() == scripts.get_current_head()


def test_no_released_revision_is_touched_any_more() -> None:
    """A new one is added here with its hash. One that fails here is to be put back, and followed by another."""
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in REVISIONS.glob("*.py")} == FROZEN


def test_revisions_are_numbered_without_a_gap() -> None:
    assert versions() == {f"{number:04}" for number in range(1, len(FROZEN) + 1)}


async def test_a_database_is_current_only_at_the_newest_version(empty_url: str) -> None:
    assert not await is_current(empty_url)
    await migrate(empty_url)
    assert await is_current(empty_url)
    await migrate(empty_url, "-1", downgrade=True)
    assert not await is_current(empty_url)


async def test_to_ask_for_the_version_makes_no_file(tmp_path: Path) -> None:
    absent = tmp_path / "nowhere" / "reper.db"
    assert not await is_current(sqlite_url(absent))
    assert not absent.parent.exists()


async def test_processes_that_start_together_migrate_one_after_the_other(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(3)))
    assert await _look(empty_url, _differences) == []


async def test_rows_survive_with_their_children(house_url: str) -> None:
    """A batch migration with foreign keys on once emptied a child table without an error."""
    before = await _look(house_url, lambda connection: connection.scalar(text("SELECT count(*) FROM invitations")))
    await migrate(house_url)
    assert before > 0
    assert await _look(house_url, lambda each: each.scalar(text("SELECT count(*) FROM invitations"))) == before


async def test_a_broken_reference_is_not_kept_silent(house_url: str) -> None:
    if make_url(house_url).get_backend_name() != "sqlite":
        return  # PostgreSQL does not let one arise
    await _look(house_url, lambda each: each.execute(text("UPDATE people SET department_id = 99 WHERE id = 2")))
    with pytest.raises(MigrationError, match="foreign keys"):
        await migrate(house_url)
