"""The demo's tasks, a call for help, a discount and a claim: some answered, two still open."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from bot.demo.cast import Cast
from sales.asks.ask import AskKind, HelpWay
from sales.calendar.calendar import WorkCalendar
from sales.calendar.slots import DAY_CLOSE, instant_of
from storage.asks.ask_changes import NewAsk
from storage.engine.actor import Actor
from storage.transaction import Transaction

SetClock = Callable[[date, int, int], datetime]


async def write_asks(
    tx: Transaction,
    cast: Cast,
    lead: Actor,
    managers: Sequence[tuple[Actor, Sequence[int]]],
    set_clock: SetClock,
    today: date,
) -> None:
    """As of this morning."""
    (anna, annas), (boris, boriss), (victor, _victors) = managers
    olga = tx.as_(lead).ask_changes
    offer, act, calls, advice, claim = cast.asks
    before = WorkCalendar().previous_workday(today)
    earlier = WorkCalendar().previous_workday(before)
    set_clock(earlier, 10, 5)
    done = await olga.give(NewAsk(AskKind.TASK, offer, anna.person_id, due_at=_close(before, lead)))
    help_ = await tx.as_(boris).ask_changes.give(NewAsk(AskKind.HELP, "", client_id=boriss[0]))
    set_clock(earlier, 15, 20)
    await tx.as_(anna).ask_changes.finish(done.id)
    await olga.help(help_.id, HelpWay.ADVISE, advice)
    set_clock(before, 9, 40)
    await tx.as_(boris).ask_changes.judge(help_.id, helped=True)
    for person, words, ahead in ((boris, act, 0), (victor, calls, 2)):
        day = WorkCalendar().next_workday(today) if ahead else today
        given = await olga.give(NewAsk(AskKind.TASK, words, person.person_id, due_at=_close(day, lead)))
        await tx.as_(person).ask_changes.accept(given.id)
    noted = await tx.as_(anna).ask_changes.give(NewAsk(AskKind.CLAIM, claim, client_id=annas[3]))
    await olga.accept(noted.id)


def _close(day: date, lead: Actor) -> datetime:
    return instant_of(day, time(DAY_CLOSE.hour), lead.zone)
