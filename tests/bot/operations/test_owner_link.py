"""The owner's link: the same until it is used, however often printed, and unknown to whoever reads the rows."""

import argparse
import io
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.commands import owner_link
from bot.operations.owner_link import owner_token, print_link
from bot.settings import read_settings
from sales.core.errors import ReperError
from storage.tables import InvitationRow, WireRow
from tests.town import TOKEN, Town


async def token_of(town: Town, bot_token: str = TOKEN) -> str:
    async with town.database.write() as tx:
        token = await owner_token(tx, bot_token)
    assert token
    return token


async def test_the_link_is_the_same_until_it_is_used(bare_town: Town) -> None:
    first, second = await token_of(bare_town), await token_of(bare_town)
    irina = await bare_town.stranger("Ирина")

    said = await irina.starts(second)

    assert first == second
    assert "владелец" in (await irina.messages())[0]
    assert "Как называется отдел?" in said.text


async def test_a_used_link_is_not_printed_again(town: Town) -> None:
    async with town.database.write() as tx:
        assert await owner_token(tx, TOKEN) is None


async def test_the_link_opens_once(bare_town: Town) -> None:
    token = await token_of(bare_town)
    irina, oleg = await bare_town.stranger("Ирина"), await bare_town.stranger("Олег")
    await irina.starts(token)

    said = await oleg.starts(token)

    assert said.text == "Ссылка больше не действует. Попросите, пожалуйста, новую."


async def test_another_bot_has_another_link_and_the_old_one_is_dead(bare_town: Town) -> None:
    old = await token_of(bare_town)

    new = await token_of(bare_town, "43:another-token")

    assert new != old
    said = await (await bare_town.stranger("Ирина")).starts(old)
    assert "больше не действует" in said.text


async def test_a_revoked_link_makes_place_for_a_new_one(bare_town: Town) -> None:
    revoked = await token_of(bare_town)
    async with bare_town.database.write() as tx:
        await tx.system.invitations.owner_link()

    assert await token_of(bare_town) != revoked


async def test_neither_the_token_nor_what_it_is_made_of_stands_in_the_rows(bare_town: Town) -> None:
    token = await token_of(bare_town)
    async with bare_town.database.read() as tx:
        hashes = list(await tx.session.scalars(select(InvitationRow.token_hash)))
        wire = [str(value) for value in await tx.session.scalars(select(WireRow.value))]

    assert len(token) == 32  # 192 bits
    assert token not in hashes
    assert not [value for value in wire if token in value or TOKEN in value]


async def test_the_command_prints_the_same_link_under_the_name_last_served(
    bare_town: Town, database_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = await token_of(bare_town)
    async with bare_town.database.write() as tx:
        await tx.system.wire.set("username", {"name": "reper_bot"})

    await prints(database_file)
    await prints(database_file)

    line = f"Owner link, opens once: https://t.me/reper_bot?start={token}\n"
    assert capsys.readouterr().out == line * 2


async def test_the_command_says_that_there_is_an_owner(town: Town, database_file: Path) -> None:
    with pytest.raises(ReperError, match="used already"):
        await prints(database_file)


async def prints(path: Path, **more: Any) -> None:
    settings = read_settings(bot_token=TOKEN, database_url=f"sqlite+aiosqlite:///{path}", _env_file=None, **more)
    await owner_link(settings, argparse.Namespace())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("name", "photographed"), [("reper_bot", True), ("<your bot>", False)])
def test_a_terminal_shows_a_code_to_photograph_where_the_name_is_known(
    name: str, *, photographed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", terminal := Terminal())
    print_link(name, "a" * 32)
    *code, line = terminal.getvalue().splitlines()

    assert line == f"Owner link, opens once: https://t.me/{name}?start={'a' * 32}"
    assert (len({len(each) for each in code if "█" in each}) == 1) is photographed
    assert len(code) < 24  # on a terminal of its usual height
