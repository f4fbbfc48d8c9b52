"""Two faces of a transaction: what somebody does takes them by its type, and what the house does is named."""

import ast
from collections.abc import Iterable, Iterator, Sequence

import pytest

from tests.broken_on_purpose import SEEN_BY_MYPY, Broken
from tests.sources import READ_TOGETHER, ROOT, nodes_of, paths_of
from tests.storage.house import House

NO_SECRET = {
    "departments": "what a department is called and when it works",
    "calendars": "who works on which days",
    "schedule": "when a department is written to",
    "staff": "who works here: whom a message goes to, whom a card names",
    "ripples": "whose days this very update has changed",
    "outbox": "under which keys a chat has messages, to draw those anew",
    "stages": "what the stages of a department are called, and how probable they make a payment",
    "lost_reasons": "what a department says when a deal is lost",
    "deal_settings": "how a department counts ROI, whether it ranks its people",
    "duties": "whether a message of the clock has gone out, or is to be held back",
}
"""What any handler and any view may ask the house itself for."""

RIGHT_ASKED = {
    "handlers/groups/in_group.py": "what Telegram says of a chat; who may is asked there",
    "handlers/redraw/touching.py": "what shows the days of those whose days have changed is drawn anew",
    "reports/imports/news.py": "a file whose clients are told to whom they went",
    "handlers/checkins/checkins.py": "one's own check-in, asked for by /now",
    "handlers/api/reading.py": "who a token speaks for: a reader of its department, asked at the door",
    "handlers/api/writing.py": "in whose name a token writes: who sells to that client of its department",
    "handlers/feeds/feeds.py": "who a key speaks for: a reader of its department, asked at the door",
    "reports/telephony/missed.py": "who is told of a missed call: whoever sells to them, or leads there",
    "handlers/door/pasted.py": "whether a word of a message is a key of the door, whoever has sent it",
    "handlers/telephony/file.py": "which calls of a department that the speaker sees are kept already",
    "handlers/telephony/calls.py": "the speaker's own calls, read by right, are marked as asked about",
    "handlers/telephony/hearing.py": "whose a call of an exchange is, in the department of its key",
    "handlers/enquiries/hook.py": "whose a site's request becomes, in the department of its key",
    "handlers/absences/told.py": "a substitute's own check-in is drawn anew",
    "handlers/activities/reminders.py": "a reminder that the speaker answers is collected for tomorrow morning",
    "handlers/general/start.py": "a stranger with a link is nobody yet",
    "handlers/dialog/steps/client.py": "whether Telegram sends queries is a note of the line",
    "reports/deals/top.py": "whether the list is shown, and new clients of those whom their reader may see",
    "reports/dashboard/cards.py": "what is awaited of those whose rows the reader has just been given",
    "reports/clients/clients.py": "whether Telegram sends queries is a note of the line",
    "reports/inline/passing.py": "whether Telegram sends queries is a note of the line",
    "handlers/general/hints.py": "which hints somebody has seen is a note of the line",
    "handlers/settings/backup.py": "only the owner's command asks for a backup",
    "handlers/plans/entry.py": "the sums beside a plan that the speaker may set",
    "handlers/week/confirm.py": "a draft of the week that the speaker may confirm",
    "handlers/week/week.py": "one's own draft",
    "reports/checkins/checkin_screen.py": "a check-in goes to whom it asks",
    "reports/plans/nag.py": "a message of the clock to who sets the plans",
    "reports/plans/norm_lines.py": "counts of people whose statistics were given",
    "reports/plans/pace.py": "the pace of a plan that was given",
    "reports/plans/opening.py": "what came before Reper, beside a plan that was given",
    "handlers/plans/proration.py": "a plan is divided as its person comes or leaves, until the lead has answered",
    "reports/plans/plans.py": "the money beside plans that were given",
    "reports/plans/proration.py": "a question about a plan that the reader may set",
    "reports/results/accuracy.py": "scores of a department whose summary the reader reads",
    "reports/results/forecast.py": "what is awaited of a plan that was given",
    "reports/settings/backup.py": "only the owner sees the backups",
    "reports/svod/figures.py": "the figures of a department whose summary the reader reads",
    "reports/tomorrow/tomorrow_team.py": "the department's tomorrow, read by its summary's right just before",
    "reports/week/figures.py": "the department's week, read by its summary's right just before",
    "handlers/checkins/checkin_answers.py": "one's own last check-in",
    "handlers/entry/doors/words/checkins.py": "one's own last check-in, answered in words",
    "reports/checkins/standing.py": "money without an owner in a department whose summary the reader reads",
    "reports/results/department_stats.py": "money without an owner in a department that the reader watches",
    "reports/payments/of_deal.py": "how often promises of the owner of a deal that was given came true",
    "reports/deals/kpi.py": "the figures of a person or a department whose deals were given",
    "reports/people/joined.py": "what somebody who has left leaves without an owner, to who leads there",
    "reports/people/team.py": "what somebody who has left leaves without an owner, to who may manage them",
    "reports/week/rows.py": "the reader's own week, or one whose plan they were given",
}
"""Where a handler or a view asks the house for more: the right was asked just before, or the thing is one's own."""

WRONG = Broken("""
from storage.engine.actor import Actor
from storage.transaction import Transaction

async def asks(tx: Transaction, actor: Actor) -> None:
    await tx.as_(actor).payments.get(7)
    await tx.system.outbox.pending()
    await tx.system.payments.get(7)
    await tx.system.week_plans.confirm(actor.joined_on)
    await tx.as_(actor).payments.get(actor, 7)
    await tx.as_(actor).outbox.pending()
    await tx.payments.get(7)

from storage.engine.parts import of_actor, of_house
from storage.week.plans import AllWeekPlans, WeekPlans

class Face:
    right = of_house(AllWeekPlans), of_actor(WeekPlans)
    nobodys = of_house(WeekPlans)
    somebodys = of_actor(AllWeekPlans)
""")


@SEEN_BY_MYPY
@pytest.mark.timeout(600)
def test_mypy_refuses_what_somebody_does_where_nobody_speaks() -> None:
    errors = WRONG.errors()
    assert {int(each.split(":")[0]) for each in errors} == {8, 9, 10, 11, 12, 19, 20}
    assert any("SystemFace" in each and "payments" in each for each in errors)
    assert any("AllWeekPlans" in each and "confirm" in each for each in errors)


async def test_an_actors_face_is_made_once(house: House) -> None:
    async with house.read() as tx:
        assert tx.as_(house.anna) is tx.as_(house.anna)
        assert tx.as_(house.anna) is not tx.as_(house.olga)
        assert tx.as_(house.anna).payments is tx.as_(house.anna).payments


@READ_TOGETHER
def test_handlers_and_views_ask_the_house_itself_only_where_a_reason_stands() -> None:
    assert _asking_for_more(_files("handlers", "reports")) == RIGHT_ASKED.keys()


def test_a_reason_is_needed_for_each_new_place() -> None:
    for source in ("await talk.tx.system.plans.book(1)", "house = tx.system", "tx.system.plans"):
        view = [*ast.walk(ast.parse(f"async def draw(tx):\n    {source}"))]
        assert _asking_for_more([("reports/new.py", view)]) == {"reports/new.py"}
    harmless = [*ast.walk(ast.parse("async def draw(tx):\n    await tx.system.departments.get(1)"))]
    assert not _asking_for_more([("reports/new.py", harmless)])


@READ_TOGETHER
def test_only_storage_and_the_bots_own_machinery_see_the_session() -> None:
    seen = {
        path
        for path, nodes in _files("handlers", "reports", "scheduler")
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr == "session"
    }
    assert not seen


def _asking_for_more(files: Iterable[tuple[str, Sequence[ast.AST]]]) -> set[str]:
    return {path for path, nodes in files if not NO_SECRET.keys() >= set(_repositories_of(nodes))}


def _repositories_of(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """The repository after every `.system`; the face itself, kept under a name, is refused."""
    faces = {id(node.value): node.attr for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "system":
            yield faces.get(id(node), "the face itself")


def _files(*folders: str) -> Iterator[tuple[str, Sequence[ast.AST]]]:
    """Each with all that stands in it."""
    for path in paths_of(*folders):
        yield str(path.relative_to(ROOT)), nodes_of(path)
