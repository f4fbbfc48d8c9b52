"""One line of the lead's evening: how far the cold lists are, and what today's calls came to (spec/4)."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.cold.presses import ColdListsAddress
from reports.cold.words import tell_calls, tell_progress
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Button
from reports.message.view import button
from sales.cold.figures import ColdCalls, Progress


@dataclass(frozen=True, slots=True)
class RungToday:
    progress: Progress
    calls: ColdCalls


def cold_line(found: RungToday) -> Markup | None:
    """«☎️ Обзвон 484 из 1 200 · сегодня 84», and what came of them; nothing on a day without a cold call."""
    if not found.calls.tries:
        return None
    n = found.calls.tries
    head = fill(_("☎️ Cold calls today: {n}"), n=n)
    if found.progress.total:
        head = fill(_("☎️ Cold calls {progress} · today {n}"), progress=tell_progress(found.progress), n=n)
    return lines(head, tell_calls(found.calls))


def cold_button(department_id: int, found: RungToday) -> tuple[Button, ...]:
    """To the lists, where they were rung."""
    return (button(_("☎️ Cold calls"), ColdListsAddress(department_id=department_id)),) if found.calls.tries else ()
