"""What an owner sees of the backups: where they lie, how large, when the last were made. Never the file itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Self

from markupsafe import Markup

from reports.message.format import NBSP, hours, short_day
from reports.message.language import current_language
from reports.message.language import gettext as _
from reports.message.markup import code, fill, lines
from reports.message.message import Message
from reports.message.view import Key, View
from sales.core.clock import local_date
from storage.backups.backup_file import Trouble
from storage.engine.actor import Actor
from storage.queues.wire import BACKUPS
from storage.tables.types import Json
from storage.transaction import Transaction

WHY: dict[Trouble, Callable[[], str]] = {
    Trouble.FULL: lambda: _("no space is left on the disk. Free some, or set BACKUP_DIR to a larger one."),
    Trouble.FORBIDDEN: lambda: _("the folder cannot be written to. It has to belong to the bot's user."),
    Trouble.DAMAGED: lambda: _("the database is damaged. Stop the bot and restore the last good backup."),
    Trouble.NO_TOOL: lambda: _("pg_dump is not installed here. Run it where PostgreSQL is:"),
    Trouble.TOOL_FAILED: lambda: _("pg_dump failed. It said:"),
    Trouble.STOPPED: lambda: _("it was broken off."),
}


class BackupView(View):
    """Until the copy that was asked for is tried: that it is being made. Afterwards: what came of it."""

    name = "backup"

    asked_at: datetime

    @classmethod
    def key_for(cls, person_id: int, asked_at: datetime) -> Key[Self]:
        return Key(f"backup:{person_id}:{asked_at:%Y%m%dT%H%M%S}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message:
        facts = await tx.system.wire.get(BACKUPS) or {}
        if datetime.fromisoformat(facts.get("tried_at", "0001-01-01T00:00:00+00:00")) < self.asked_at:
            return Message(fill(_("⏳ Making a backup …")))
        if "trouble" in facts:
            failed = about_failure(Trouble(facts["trouble"]), facts["place"])
            return Message(lines(failed, _last(facts, tx, reader)))
        return Message(lines(_make(facts, reader), _earlier(facts, tx, reader), _stays(facts)))


def about_failure(trouble: Trouble, place: str) -> Markup:
    """For the owners: why, where, and what to do about it."""
    why = WHY.get(trouble, lambda: _("the file could not be written. The log says why."))()
    return lines(
        fill(_("⚠️ No backup was made: {why}"), why=why),
        code(place),
        fill(_("I try again every ten minutes.")) if trouble is not Trouble.NO_TOOL else None,
    )


def _make(facts: Json, reader: Actor) -> Markup:
    at, size = facts["made"][0]
    when = hours(datetime.fromisoformat(at), reader.zone)
    return lines(
        fill(_("✅ Backup of {time}, {size}, checked"), time=when, size=bytes_of(size)),
        code(facts["folder"]),
    )


def _earlier(facts: Json, tx: Transaction, reader: Actor) -> Markup | None:
    earlier = [_row(at, size, tx, reader) for at, size in facts["made"][1:]]
    return lines(fill(_("Before it:")), *earlier) if earlier else None


def _last(facts: Json, tx: Transaction, reader: Actor) -> Markup:
    if not facts["made"]:
        return fill(_("There is no backup yet."))
    at, size = facts["made"][0]
    return fill(_("The last one: {backup}"), backup=_row(at, size, tx, reader))


def _row(at: str, size: int, tx: Transaction, reader: Actor) -> Markup:
    instant = datetime.fromisoformat(at)
    day, time = local_date(instant, reader.zone), hours(instant, reader.zone)
    when = time if day == local_date(tx.clock.now(), reader.zone) else f"{short_day(day)}, {time}"
    return fill("{when} · {size}", when=when, size=bytes_of(size))


def _stays(facts: Json) -> Markup:
    return fill(_("{n} in all. They stay on this machine."), n=facts["count"])


def bytes_of(size: int) -> str:
    """640 КБ, 1,2 МБ, 3,4 ГБ."""
    units = (_("KB"), _("MB"), _("GB"))
    value, unit = size / 1024, 0
    while value >= 1000 and unit < len(units) - 1:  # noqa: PLR2004  four digits are too many
        value, unit = value / 1024, unit + 1
    figure = f"{value:.1f}" if unit else f"{max(1, round(value))}"
    return f"{figure.replace('.', ',') if current_language() == 'ru' else figure}{NBSP}{units[unit]}"
