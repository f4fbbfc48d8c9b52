"""What an answer to a question about a line says beside it: «15к завтра 80%» is not asked again."""

from handlers.dialog.model import Talk
from handlers.dialog.steps.said import context_of, is_half_understood
from handlers.entry.line.correction import put_values
from sales.entry.clients.names import Found, Unknown
from sales.entry.days.dates import DayChoice
from sales.entry.deeds.verbs import LOGGED
from sales.entry.lines.understood import Entry
from sales.entry.lines.values import Values, read_values
from sales.entry.numbers.amounts import AmountChoice


async def with_beside(talk: Talk, entry: Entry, text: str, *, behind: bool) -> Entry | None:
    """The line with all that the answer says of it; None where it says nothing, or is about somebody else."""
    values, _left = read_values(text, await context_of(talk, text), behind=behind, clock=entry.verb in LOGGED)
    if not values.figures or not _is_of_this(entry, values) or is_half_understood(values):
        return None
    return put_values(entry, values)


def choices_in(entry: Entry) -> dict[str, object]:
    """«150», «пт»: the two that are asked about, for the draft."""
    amount, day = entry.amount_choice, entry.day_choice
    return {
        "which": (amount.smaller, amount.larger) if isinstance(amount, AmountChoice) else None,
        "either": (day.earlier, day.later) if isinstance(day, DayChoice) else None,
    }


def _is_of_this(entry: Entry, values: Values) -> bool:
    said = values.client
    if said is None or isinstance(said, Unknown) or entry.client_id is None:
        return said is None or isinstance(said, Unknown)
    return isinstance(said, Found) and said.id == entry.client_id
