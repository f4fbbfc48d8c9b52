"""Every step of every dialog: Back, Cancel, wrong things, nonsense, stale screens, old drafts."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.dialog.model import Attachment, Card, Place, Screen, Talk, Thing
from handlers.dialog.runner import AnyDialog
from handlers.dialog.screens import BACK, CANCEL
from handlers.framework.replies import Reply, Say, Toast
from handlers.routers import make_runner
from reports.message.language import LANGUAGES, speaking
from reports.message.message import Message
from reports.message.press import DialogPress
from reports.message.view import Keyed
from sales.core.errors import MistakeError
from sales.core.people import Role
from simulator.clock import SimClock
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.queues.dialogs import OpenDialog
from storage.transaction import Transaction
from tests.dialog.stage import Records, talk_of, with_records
from tests.quick import quick
from tests.samples import sampled
from tests.town import founded

pytestmark = pytest.mark.part(3)

RUNNER = make_runner()

THINGS: tuple[Thing, ...] = (
    Attachment("photo", "file"),
    Attachment("sticker", "file"),
    Attachment("voice", "file"),
    Attachment("document", "file"),
    Place(55.75, 37.61),
    Card("Пётр <b>", "+7 912 345-67-89"),
)
ANSWERS = {"paper_file": (THINGS[0], THINGS[3])}
"""The steps that a file answers."""
NONSENSE = ("?", "<b>", "000", "٣٤", "1e309", "-1", "NaN", "31.02", "я" * 1000, "\u202e", "🙂", "150", "пт")
FORGED = ("zzz", "-1", "9" * 32, "", "new", "page9999999", "m999999", "p1_0", "2026-99-99")
OF_A_TEAM = {"absence"}
"""Dialogs that begin with whom it is about, where somebody watches a team: a manager enters them further on."""

LONGEST_SCREEN = 12
MOST_ROWS = 9
WIDTH = 3
WIDEST = 40


@dataclass(frozen=True, slots=True)
class House:
    """A database with a department, a manager and one of every record: made once, copied for each test."""

    path: Path
    manager: Actor
    owner: Actor
    records: Records


@pytest.fixture(scope="module")
def house(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    path = Path(shutil.copy(migrated, tmp_path_factory.mktemp("house") / "reper.db"))

    async def built() -> House:
        async with founded(path) as town:
            await town.opens()
            anna = await town.manager("Анна")
            records = await with_records(town, anna)
            assert town.owner is not None
            return House(path, anna.actor, town.owner.actor, records)

    return asyncio.run(built())


class Table:
    """One person at one step of one dialog, without a phone between."""

    def __init__(self, house: House, database: Database, dialog: AnyDialog, step: str) -> None:
        self.database, self.dialog, self.step = database, dialog, step
        own = Role.MANAGER in dialog.roles and dialog.name not in OF_A_TEAM
        self.actor = house.manager if own else house.owner
        self.draft = house.records.draft(dialog)

    async def sit(self, tx: Transaction) -> tuple[Talk, OpenDialog]:
        """The step stands open, with the first one behind it."""
        talk = talk_of(self.actor, tx)
        await RUNNER.open(talk, self.dialog.name, self.draft, self.step)
        state = await tx.as_(talk.actor).dialogs.current()
        assert state is not None
        walked = () if self.step == self.dialog.first else (self.dialog.first,)
        await tx.as_(talk.actor).dialogs.save(replace(state, trail=walked))
        return talk, state


@asynccontextmanager
async def seated(house: House, folder: Path, dialog: AnyDialog, step: str) -> AsyncIterator[Table]:
    path = Path(shutil.copy(house.path, folder / f"{step}.db"))
    noon = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    database = quick(Database(sqlite_url(path), SimClock(noon, frozen=True)))
    try:
        yield Table(house, database, dialog, step)
    finally:
        await database.dispose()


def at_every_step(test: Callable[[Table], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """One test a dialog; every step of it that fails is told."""

    @pytest.mark.parametrize("dialog", RUNNER.dialogs.values(), ids=lambda each: each.name)
    async def in_one(house: House, tmp_path: Path, dialog: AnyDialog) -> None:
        failed = []
        for step in dialog.steps:
            try:
                async with seated(house, tmp_path, dialog, step) as table:
                    await test(table)
            except Exception as error:  # noqa: BLE001  told with all the others
                error.add_note(f"at {dialog.name}-{step}")
                failed.append(error)
        if failed:
            raise ExceptionGroup(f"{len(failed)} of {len(dialog.steps)} steps", failed)

    in_one.__name__, in_one.__doc__ = test.__name__, test.__doc__
    return in_one


async def nothing(_words: str) -> None:
    """No question is asked about it afterwards."""


def spoken(replies: list[Reply] | None) -> list[Message]:
    said = [each.content for each in replies or [] if isinstance(each, Say)]
    found = [each.content if isinstance(each, Keyed) else each for each in said]
    return [each for each in found if isinstance(each, Message)]


@at_every_step
async def test_a_screen_fits_a_phone_in_both_languages(table: Table) -> None:
    for language in LANGUAGES:
        async with table.database.write() as tx:
            with speaking(language):
                screen: Screen = await table.dialog.steps[table.step].show(talk_of(table.actor, tx), table.draft)

        assert len(screen.text.splitlines()) <= LONGEST_SCREEN
        assert len(screen.rows) + len(screen.foot) < MOST_ROWS
        assert len(screen.last) + (table.step != table.dialog.first) < WIDTH, "Cancel does not fit in the row"
        for choice in (choice for row in (*screen.rows, screen.last) for choice in row):
            assert choice.label
            assert len(choice.label) <= WIDEST
            assert choice.value not in {BACK, CANCEL}
            assert len(choice.value.encode()) <= 32


@at_every_step
async def test_cancel_leaves_and_saves_nothing(table: Table) -> None:
    async with table.database.write() as tx:
        talk, state = await table.sit(tx)
        [left] = spoken(await RUNNER.press(talk, DialogPress(number=state.number, step=table.step, value=CANCEL)))
        closed = await tx.as_(talk.actor).dialogs.current()

    assert left.text == "Отменено, ничего не записано"
    assert left.buttons == ()
    assert closed is None


@at_every_step
async def test_back_shows_the_step_before_or_leaves(table: Table) -> None:
    async with table.database.write() as tx:
        talk, state = await table.sit(tx)
        await RUNNER.press(talk, DialogPress(number=state.number, step=table.step, value=BACK))
        now = await tx.as_(talk.actor).dialogs.current()

    if table.step == table.dialog.first:
        assert now is None
    else:
        assert now is not None
        assert now.step == table.dialog.first


@at_every_step
async def test_a_thing_that_is_no_answer_gets_a_hint_and_the_same_step(table: Table) -> None:
    answers = ANSWERS.get(table.dialog.name, ())
    for thing in (each for each in THINGS if each not in answers):
        async with table.database.write() as tx:
            talk, state = await table.sit(tx)
            replies: list[Reply] | None = None
            with suppress(MistakeError):
                replies = await RUNNER.receive(talk, thing, "", nothing)
            now = await tx.as_(talk.actor).dialogs.current()

        if replies and now is not None and (now.number, now.step) == (state.number, table.step):
            [asked] = spoken(replies)
            assert "\n\n" in asked.text, f"{thing} is not answered with a hint"
        else:
            assert isinstance(thing, Card), f"{thing} ended the step"


@at_every_step
async def test_nonsense_never_breaks_a_dialog(table: Table) -> None:
    for text in sampled(NONSENSE, 3, (table.dialog.name, table.step)):
        async with table.database.write() as tx:
            talk, _state = await table.sit(tx)
            with suppress(MistakeError):  # told in words by the one who called
                assert await RUNNER.write(talk, text)


@at_every_step
async def test_a_forged_value_keeps_the_step(table: Table) -> None:
    for value in sampled(FORGED, 2, (table.dialog.name, table.step)):
        async with table.database.write() as tx:
            talk, state = await table.sit(tx)
            press = DialogPress(number=state.number, step=table.step, value=value)
            with suppress(MistakeError):
                assert await RUNNER.press(talk, press)
                assert await tx.as_(talk.actor).dialogs.current() is not None


@at_every_step
async def test_a_restart_in_the_middle_loses_nothing(table: Table) -> None:
    async with table.database.write() as tx:
        _talk, before = await table.sit(tx)
    async with table.database.write() as tx:
        with suppress(MistakeError):
            replies = await make_runner().press(
                talk_of(table.actor, tx), DialogPress(number=before.number, step=table.step, value="zzz")
            )
            [asked] = spoken(replies)
            assert asked.buttons
            after = await tx.as_(table.actor).dialogs.current()
            assert after is not None
            assert (after.step, after.draft) == (before.step, before.draft)


@at_every_step
async def test_a_stale_screen_changes_nothing(table: Table) -> None:
    async with table.database.write() as tx:
        talk, state = await table.sit(tx)
        for press in (
            DialogPress(number=state.number - 1, step=table.step, value=CANCEL),
            DialogPress(number=state.number, step="elsewhere", value=CANCEL),
        ):
            [said] = await RUNNER.press(talk, press)
            assert isinstance(said, Toast)
        assert await tx.as_(talk.actor).dialogs.current() is not None


@at_every_step
async def test_a_draft_of_another_version_still_opens_or_says_it_is_old(table: Table) -> None:
    """Fields that came later have defaults, fields that went are ignored, a broken one is told as out of date."""
    async with table.database.write() as tx:
        talk, state = await table.sit(tx)
        older = {**state.draft, "went_away": [1, 2]}
        older.pop("draft_id")
        await tx.as_(talk.actor).dialogs.save(replace(state, draft=older))
        assert await RUNNER.write(talk, "?")

        _talk, state = await table.sit(tx)
        await tx.as_(talk.actor).dialogs.save(replace(state, draft={"draft_id": {"broken": True}}))
        [told] = spoken(await RUNNER.press(talk, DialogPress(number=state.number, step=table.step, value="x")))
        assert told.text.startswith("Форма устарела.")


@at_every_step
async def test_who_has_lost_the_role_is_out(table: Table) -> None:
    async with table.database.write() as tx:
        talk, state = await table.sit(tx)
        strange = next((role for role in Role if role not in table.dialog.roles), None)
        if strange is None:
            return
        changed = replace(talk, actor=replace(talk.actor, role=strange))
        [told] = spoken(await RUNNER.press(changed, DialogPress(number=state.number, step=table.step, value=CANCEL)))

    assert told.text.startswith("Форма устарела.")
