"""What passes by waiting is told from a mistake of ours: an update counts the second as a try."""

from pathlib import Path

import pytest

from sales.core.clock import SystemClock
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble


@pytest.mark.parametrize(
    "nowhere",
    [
        "u@/db?host=/nowhere",  # a server that is not up has no socket
        "u@255.255.255.255/db",  # no route
        "u@127.0.0.1:9/db",
        "u@db.invalid/db",
    ],
)
async def test_a_server_that_cannot_be_reached_is_trouble_whichever_way(nowhere: str) -> None:
    database = Database(f"postgresql+asyncpg://{nowhere}", SystemClock())
    with pytest.raises(OSError) as raised:  # noqa: PT011  whatever the system says
        async with database.read():
            pass
    await database.dispose()

    assert is_database_trouble(raised.value)


def test_a_file_of_ours_that_is_not_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        (tmp_path / "letter.txt").read_text()

    assert not is_database_trouble(raised.value)
