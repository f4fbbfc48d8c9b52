"""`GET /api/v1/…`: records in the order of their last change, and the department's month in a few figures (spec/8)."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import date

from handlers.api.shapes import CURRENCY, shape_record
from handlers.door.endpoint import Answers, DoorAnswer, DoorRequest, Lookup, ProblemError, make_answer, read_day
from reports.svod.figures import svod_of
from sales.calendar.calendar import month_of
from sales.core.clock import local_date
from sales.door.tokens import TokenKind, TokenScope
from storage.api.records import BEFORE_ALL, ReadOn

BASE = "/api/v1"
MOST = 200
USUAL = 100
_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")

SCOPES: Mapping[str, TokenScope] = {
    "clients": TokenScope.READ_CLIENTS,
    "contacts": TokenScope.READ_CLIENTS,
    "deals": TokenScope.READ_CLIENTS,
    "activities": TokenScope.READ_CLIENTS,
    "payments": TokenScope.READ_PAYMENTS,
    "facts": TokenScope.READ_PAYMENTS,
    "plans": TokenScope.READ_PAYMENTS,
    "summary": TokenScope.READ_PAYMENTS,
}
"""Comments may hold names: without the clients' scope they are empty, and activities are not read at all."""


def _list(resource: str) -> Answers:
    async def answer(request: DoorRequest) -> DoorAnswer:
        reader = await request.tx.system.door_speakers.make_reader(request.bearer)
        since, limit = _read_cursor(request.query.get("since", "")), _read_limit(request.query.get("limit", ""))
        page = await request.tx.as_(reader).api_records.list_changed(resource, since, limit)
        names = request.bearer.may(TokenScope.READ_CLIENTS)
        items = [shape_record(resource, each, names=names) for each in page.items]
        return make_answer({"items": items, "next": _write_cursor(page.end), "more": page.more}, tagged=True)

    return answer


async def _summarize(request: DoorRequest) -> DoorAnswer:
    """The running month of the department, as the summary report counts it."""
    reader = await request.tx.system.door_speakers.make_reader(request.bearer)
    today = local_date(request.tx.clock.now(), reader.zone)
    first, last = _read_month(request.query.get("month", ""), today)
    department_id, now = request.bearer.department_id or 0, request.tx.clock.now()
    svod = await svod_of(request.tx, reader, department_id, (first, last), now)
    pace = svod.total.pace
    told = {
        "month": first.isoformat()[:7],
        "today": today.isoformat(),
        "plan": svod.plan,
        "fact": svod.fact,
        "confirmed": svod.confirmed,
        "pace_tenths": None if pace is None else pace.tenths,
        "workdays": svod.days.total,
        "workdays_done": svod.days.done,
        "currency": CURRENCY,
    }
    return make_answer(told, tagged=True)


def _read_month(said: str, today: date) -> tuple[date, date]:
    return month_of(read_day(f"{said}-01", "month", "2026-11") if said else today)


def _read_limit(said: str) -> int:
    if not said:
        return USUAL
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST):
        raise ProblemError(400, f"limit is a whole number from 1 to {MOST}.")
    return int(said)


def _read_cursor(said: str) -> ReadOn:
    """Empty: from the first record on. Raises ProblemError for one that is not ours."""
    if not said:
        return BEFORE_ALL
    try:
        plain = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        plain = ""
    found = _CURSOR.fullmatch(plain)
    if found is None:
        raise ProblemError(400, "since is the `next` of an earlier answer, or nothing.")
    return ReadOn(int(found[1]), int(found[2]))


def _write_cursor(place: ReadOn) -> str:
    if place == BEFORE_ALL:
        return ""
    return base64.urlsafe_b64encode(f"{place.changed}.{place.id}".encode()).decode().rstrip("=")


READING = tuple(
    Lookup(
        path=f"{BASE}/{resource}",
        kind=TokenKind.API,
        scope=scope,
        answer=_summarize if resource == "summary" else _list(resource),
    )
    for resource, scope in SCOPES.items()
)
