"""
A call log is brought: a dry run says what is new of it, and one tap takes it in, five hundred calls at a time.

Each part is fetched anew: what is taken in stands, and a part that is taken twice changes nothing.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import COLD_KEEPERS
from handlers.framework.replies import Fetch, Replies, Reply, Say
from handlers.telephony.hearing import take_in
from reports.message.columns import cut
from reports.message.files.no_rows import tell_no_rows
from reports.message.format import day_month
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Message, grid
from reports.settings.cities import OFFERED, city_of, zone_of
from reports.telephony.loaded import LoadedLogView
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.telephony.call import Call, Exchange
from sales.telephony.log import CallLog, read_log
from sales.telephony.log_columns import find_columns
from storage.settings.departments import Department
from storage.telephony.calls import CallPlace

PURPOSE = "calls"
PART: Final = 500
WIDTH: Final = 24
SHOWN: Final = 5
ROW: Final = 3
SAVE: Final = "save"
SEPARATOR: Final = "|"
OLDEST: Final = timedelta(days=400)


class LogDraft(Draft):
    """What the dry run has found; `zone` of hours that name none."""

    file_id: str = ""
    name: str = ""
    department_id: int = 0
    log_id: int = 0
    """Of what is taken in, from its second part on."""
    zone: str = ""
    new: int = 0
    known: int = 0
    internal: int = 0
    unclear: tuple[int, ...] = ()
    """Numbers of the first rows that are no calls."""
    unclear_count: int = 0
    first: date | None = None
    last: date | None = None

    def fetch(self, offset: int | None = None) -> Fetch:
        """The file once more: to be looked at, or from that call on to be taken in."""
        said = [PURPOSE, str(self.department_id), self.zone, "" if offset is None else str(offset)]
        said += [str(self.log_id)] if self.log_id else []
        return Fetch(PURPOSE, self.file_id, self.name, SEPARATOR.join(said))


async def read_call_log(talk: Talk, sheet: ReadSheet) -> Replies:
    """A dry run, or the next part. Raises NotYoursError."""
    asked, offset = _read_caption(sheet)
    seen = await talk.mine.departments.list_seen()
    place = next((each for each in seen if asked.department_id == each.id or len(seen) == 1), None)
    if place is None:
        return [*await Runner([CALL_LOG]).interrupt(talk, CALL_LOG.name, asked, "place")]
    draft = asked.model_copy(update={"department_id": place.id, "zone": asked.zone or await _zone_of(talk, place)})
    log = _read(sheet, draft.zone)
    if log.is_empty:
        return Say(Message(tell_no_rows(sheet.name, "20.11.2026 10:30 · 101 · 89161234567")))
    if offset is not None:
        return await _take_part(talk, draft, log.calls, offset)
    return [*await Runner([CALL_LOG]).interrupt(talk, CALL_LOG.name, await _try(talk, draft, log), "sure")]


def _read_caption(sheet: ReadSheet) -> tuple[LogDraft, int | None]:
    """What a step of ours has written under the file; nothing of what a person has."""
    draft = LogDraft(file_id=sheet.file_id, name=sheet.name)
    said = sheet.caption.split(SEPARATOR)
    if len(said) not in {4, 5} or said[0] != PURPOSE or not said[1].isdecimal():  # as `fetch` writes it
        return draft, None
    log_id = int(said[4]) if len(said) > 4 and said[4].isdecimal() else 0  # noqa: PLR2004
    place = {"department_id": int(said[1]), "zone": zone_of(said[2]) or "", "log_id": log_id}
    return draft.model_copy(update=place), int(said[3]) if said[3].isdecimal() else None


def _read(sheet: ReadSheet, zone: str) -> CallLog:
    """Of the first sheet that is one and holds rows."""
    logs = (read_log(each.rows, zone) for each in sheet.tables)
    return next((each for each in logs if each is not None and not each.is_empty), CallLog())


async def _zone_of(talk: Talk, place: Department) -> str:
    """The one that was said of the department's exchange, else its own."""
    return await talk.tx.system.pbx_calls.find_zone(place.id) or place.zone


async def _try(talk: Talk, draft: LogDraft, log: CallLog) -> LogDraft:
    new = await _list_new(talk, draft, log.calls)
    days = [local_date(each.started_at, draft.zone) for each in log.calls]
    found = {
        "new": len(new),
        "known": len(log.calls) - len(new),
        "internal": log.internal,
        "unclear": tuple(log.unclear[:SHOWN]),
        "unclear_count": len(log.unclear),
        "first": min(days, default=None),
        "last": max(days, default=None),
    }
    return draft.model_copy(update=found)


async def _list_new(talk: Talk, draft: LogDraft, calls: Sequence[Call]) -> list[Call]:
    now = talk.tx.clock.now()
    fit = [each for each in calls if now - OLDEST <= each.started_at <= now + timedelta(days=1)]
    return await talk.tx.system.pbx_calls.list_new(draft.department_id, fit)


async def _take_part(talk: Talk, draft: LogDraft, calls: Sequence[Call], offset: int) -> Replies:
    """Raises NotYoursError."""
    place = await talk.tx.system.departments.get(draft.department_id)
    logs = talk.mine.call_logs
    log = await logs.get(draft.log_id) if draft.log_id else await logs.begin(place.id, draft.name)
    if log.reverted_at is not None or log.department_id != place.id:
        return []
    where = CallPlace(place.id, place.zone, Exchange.GENERAL, log_id=log.id)
    told: list[Reply] = []
    for each in await _list_new(talk, draft, calls[offset : offset + PART]):
        told += await take_in(talk.tx, where, each, tells=False)
    if offset + PART < len(calls):
        return [*told, draft.model_copy(update={"log_id": log.id}).fetch(offset + PART)]
    loaded = LoadedLogView(log_id=log.id)
    return [*told, Say(loaded.under(loaded.key_for(log.id, talk.actor.person_id)))]


class PickLogPlace(Step[LogDraft]):
    async def show(self, talk: Talk, draft: LogDraft) -> Screen:
        seen = await talk.mine.departments.list_seen()
        asked = fill(_("☎️ {name}\nOf which department?"), name=bold(cut(draft.name, WIDTH)))
        return Screen(asked, tuple((Choice(each.name, str(each.id)),) for each in seen))

    async def press(self, talk: Talk, draft: LogDraft, value: str) -> Move:
        seen = {str(each.id): each.id for each in await talk.mine.departments.list_seen()}
        return Again() if value not in seen else _look_again(draft.model_copy(update={"department_id": seen[value]}))


class ConfirmLog(Step[LogDraft]):
    """The dry run; one tap takes the log in."""

    async def show(self, talk: Talk, draft: LogDraft) -> Screen:
        del talk
        save = ngettext("✅ Load {n} call", "✅ Load {n} calls", draft.new).format(n=draft.new)
        zone = Choice(f"🕒 {city_of(draft.zone)}", "zone")
        return Screen(_tell(draft), ((Choice(save, SAVE),), (zone,)) if draft.new else ((zone,),))

    async def press(self, talk: Talk, draft: LogDraft, value: str) -> Move:
        if value == "zone":
            return Goto("zone", draft)
        if value != SAVE or not draft.new:
            return Again()
        if draft.department_id not in {each.id for each in await talk.mine.departments.list_seen()}:
            raise NotYoursError
        return Done(Message(fill(_("☎️ Loading {name}…"), name=cut(draft.name, WIDTH))), (draft.fetch(0),))


class PickLogZone(Step[LogDraft]):
    async def show(self, talk: Talk, draft: LogDraft) -> Screen:
        del talk
        cities = [Choice(city(), zone) for zone, city in OFFERED.items()]
        asked = _("☎️ {name}\nWhich city's time are its hours in? Another city: just type it.")
        return Screen(fill(asked, name=bold(cut(draft.name, WIDTH))), grid(cities, ROW))

    async def press(self, talk: Talk, draft: LogDraft, value: str) -> Move:
        return await self.write(talk, draft, value)

    async def write(self, talk: Talk, draft: LogDraft, text: str) -> Move:
        del talk
        zone = zone_of(text)
        return Again(hint=self.hint()) if zone is None else _look_again(draft.model_copy(update={"zone": zone}))

    def hint(self) -> Markup:
        return fill(_("A city, please: <code>Bishkek</code>"))


def _look_again(draft: LogDraft) -> Done:
    return Done(Message(fill(_("📄 Reading {name}…"), name=cut(draft.name, WIDTH))), (draft.fetch(),))


def _tell(draft: LogDraft) -> Markup:
    """«☎️ журнал.csv: 120 новых», then what is left out and why."""
    days = [each for each in (draft.first, draft.last) if each is not None]
    span = " – ".join(dict.fromkeys(day_month(each) for each in days))
    count = ngettext("☎️ {name}: {n} new call", "☎️ {name}: {n} new calls", draft.new)
    rows = ", ".join(str(each) for each in draft.unclear)
    more = "…" if draft.unclear_count > len(draft.unclear) else ""
    return lines(
        fill(count, name=cut(draft.name, WIDTH), n=bold(str(draft.new))),
        fill("{span}", span=span) if span else None,
        fill(_("Already there: {n}"), n=draft.known) if draft.known else None,
        fill(_("Internal calls: {n}"), n=draft.internal) if draft.internal else None,
        fill(_("⚠️ Not understood: {n}, rows {rows}"), n=draft.unclear_count, rows=rows + more) if rows else None,
        fill(_("Hours are {city} time."), city=city_of(draft.zone)),
    )


def _is_log(sheet: ReadSheet) -> bool:
    return any(find_columns(each.rows) is not None for each in sheet.tables)


CALL_LOG = Dialog(
    name="call_log",
    draft=LogDraft,
    steps={"place": PickLogPlace(), "sure": ConfirmLog(), "zone": PickLogZone()},
    roles=COLD_KEEPERS,
    light=frozenset({"place", "sure", "zone"}),
)
CALLS = Purpose(
    COLD_KEEPERS,
    read_call_log,
    _is_log,
    lambda: _("☎️ Call log"),
    lambda: _("a call log (.csv, .xlsx)"),
    lambda: _("Call logs are loaded by your lead."),
    words=("журнал", "звонк", "call"),
)
