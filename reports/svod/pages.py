"""What the pages behind the summary report have in common: which department and period, and the way back."""

from reports.message.format import NBSP, figure, hours, short_date
from reports.message.language import gettext as _
from reports.message.message import Keyboard
from reports.message.view import button
from reports.svod.asked import load
from reports.svod.figures import Svod, read_own_svod
from reports.svod.presses import P, PeriodAddress, SvodAddress
from reports.svod.words import period_words
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.results.kept_reports import KeptReport
from storage.transaction import Transaction


async def department_of(
    tx: Transaction, reader: Actor, asked: PeriodAddress, *, closing: bool = False
) -> tuple[Svod, KeptReport | None] | None:
    """For who reads all rows; None for anybody else, and for a department that is not theirs."""
    if reader.role in SELLERS:
        return None
    try:
        return await load(tx, reader, asked, await tx.as_(reader).departments.list_seen(), closing=closing)
    except NotYoursError:
        return None


async def read_now(tx: Transaction, reader: Actor, asked: PeriodAddress) -> Svod | None:
    """As it stands now, whatever was said when it was sent; a manager's own where a manager reads."""
    if reader.role not in SELLERS:
        found = await department_of(tx, reader, asked.but(kept=0))
        return None if found is None else found[0]
    try:
        return await read_own_svod(tx, reader, asked.days, tx.clock.now())
    except NotYoursError:
        return None


def in_place(asked: P, svod: Svod) -> P:
    """With the department that was found, for the buttons."""
    return asked.but(department_id=svod.department.id)


def back(asked: PeriodAddress) -> Keyboard:
    return ((button(_("‹ Report"), asked.to(SvodAddress)),),)


def as_of(svod: Svod) -> str:
    """«ноябрь на 20.11, 18:00»"""
    words = {"period": period_words(svod), "day": short_date(svod.today)}
    return _("{period} as of {day}, {time}").format(time=hours(svod.at, svod.department.zone), **words)


def figures(*amounts: Kopecks) -> list[str]:
    """Side by side the unit is said once, by the last: 1,43 · 1,93 · 1,71 млн."""
    said = [figure(amount) for amount in amounts]
    units = {each.partition(NBSP)[2] for each in said}
    if len(units) > 1:
        return said
    return [*(each.partition(NBSP)[0] for each in said[:-1]), said[-1]]
