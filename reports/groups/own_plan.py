"""«Мой план»: what a manager who presses it in a group reads alone: figures, for others look over a shoulder."""

from markupsafe import Markup

from reports.message.format import long_day, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.plans.pace import need_alone, pace_lines, read_own_month
from sales.core.clock import local_date
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST_ALERT = 200
"""Telegram's limit of a note over the chat, in UTF-16 units."""


async def tell_own_plan(tx: Transaction, reader: Actor) -> Markup:
    """The reader's day and month, without a client in it."""
    if reader.role not in SELLERS:
        return fill(_("Managers have a plan of their own. The department's: /svod, in private."))
    today = local_date(tx.clock.now(), reader.zone)
    own = (await tx.as_(reader).statistics.of_person(reader.person_id, today, today)).own
    month = await read_own_month(tx, reader)
    day = fill(
        _("Today ✅ {received} · expected {expected}"), received=short(own.received), expected=short(own.expected)
    )
    ahead = [*pace_lines(month), need_alone(month)] if month is not None else []
    return lines(fill(_("👤 My plan · {day}"), day=bold(long_day(today))), day, *ahead)


def shorten(text: Markup) -> str:
    """As many of its lines as fit into a note, without marks."""
    told = ""
    for line in text.split("\n"):
        longer = f"{told}\n{Markup(line).striptags()}".strip()  # noqa: S704  it was Markup before it was split
        if len(longer.encode("utf-16-le")) // 2 > LONGEST_ALERT:
            break
        told = longer
    return told
