"""`/feed/<token>/facts.csv` and kin, for `=IMPORTDATA("…")`: it asks by itself about once an hour (spec/8)."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from handlers.door.endpoint import Answers, DoorAnswer, DoorRequest, Lookup, ProblemError, read_day
from reports.message.language import gettext as _
from reports.svod.figures import SvodRow, svod_of
from sales.calendar.calendar import month_of
from sales.core.clock import local_date
from sales.door.tokens import TokenKind
from sales.feeds.csv_table import Cell, Roubles, Tenths, write_table
from sales.payments.facts import Trust, trust
from sales.payments.payments import PaymentStatus, count_awaited, status
from storage.engine.actor import Actor

SEPARATORS = {"": ",", ",": ",", ";": ";", "tab": "\t"}
POINTS = {"": ".", "en": ".", "ru": ","}
Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[Cell]]]


async def _read_facts(request: DoorRequest, reader: Actor) -> Table:
    head = (_("day"), _("client"), _("manager"), _("sum"), _("trust"), _("comment"), _("number"))
    sure = {Trust.CONFIRMED: _("confirmed"), Trust.CLAIMED: _("claimed")}
    rows = [
        (
            each.on,
            each.client,
            each.manager,
            Roubles(each.amount),
            sure[trust(each.source, confirmed=each.confirmed_at is not None)],
            each.comment,
            each.id,
        )
        for each in await request.tx.as_(reader).feed_rows.list_facts()
    ]
    return head, rows


async def _read_payments(request: DoorRequest, reader: Actor) -> Table:
    head = (
        *(_("day"), _("first day"), _("client"), _("manager"), _("sum"), _("came"), _("rest")),
        *(_("probability"), _("state"), _("invoice"), _("comment"), _("number")),
    )
    states = {
        PaymentStatus.OPEN: _("expected"),
        PaymentStatus.PARTIAL: _("in part"),
        PaymentStatus.PAID: _("paid"),
        PaymentStatus.CANCELLED: _("cancelled"),
    }
    rows: list[Sequence[Cell]] = []
    for each in await request.tx.as_(reader).feed_rows.list_payments():
        gone = each.cancelled_at is not None
        rest = count_awaited(each.amount, each.received, cancelled=gone)
        state = states[status(each.amount, each.received, cancelled=gone)]
        sums = (Roubles(each.amount), Roubles(each.received), Roubles(rest))
        whose = (each.due_on, each.first_due_on, each.client, each.manager)
        rows.append((*whose, *sums, each.probability, state, each.invoice, each.comment, each.id))
    return head, rows


async def _read_svod(request: DoorRequest, reader: Actor) -> Table:
    """The running month, or `?month=2026-10`."""
    now, department_id = request.tx.clock.now(), request.bearer.department_id or 0
    days = _read_month(request.query.get("month", ""), local_date(now, reader.zone))
    svod = await svod_of(request.tx, reader, department_id, days, now)
    head = (_("manager"), _("plan"), _("fact"), _("confirmed"), _("workdays"), _("days left"), _("pace, %"))
    rows = [_row(each) for each in (*svod.rows, *svod.beside)]
    total = svod.total.pace
    last = (svod.days.total, svod.days.total - svod.days.done, None if total is None else Tenths(total.tenths))
    plan = None if svod.plan is None else Roubles(svod.plan)
    return head, [*rows, (_("Total"), plan, Roubles(svod.fact), Roubles(svod.confirmed), *last)]


def _row(row: SvodRow) -> Sequence[Cell]:
    standing = row.standing
    pace = standing.pace
    return (
        row.person.name,
        None if standing.plan is None else Roubles(int(standing.plan)),
        Roubles(standing.fact),
        Roubles(row.confirmed),
        standing.days.total,
        standing.days.total - standing.days.done,
        None if pace is None else Tenths(pace.tenths),
    )


def _read_month(said: str, today: date) -> tuple[date, date]:
    return month_of(read_day(f"{said}-01", "month", "2026-11") if said else today)


TABLES = {"facts": _read_facts, "payments": _read_payments, "svod": _read_svod}


def _answer(name: str) -> Answers:
    async def answer(request: DoorRequest) -> DoorAnswer:
        separator = SEPARATORS.get(request.query.get("sep", ""))
        point = POINTS.get(request.query.get("locale", ""))
        if separator is None or point is None:
            raise ProblemError(400, "sep is , or ; or tab, locale is ru or en.")
        reader = await request.tx.system.door_speakers.make_reader(request.bearer)
        head, rows = await TABLES[name](request, reader)
        page = write_table(head, rows, separator=separator, point=point)
        return DoorAnswer(page, kind="text/csv", tagged=True)

    return answer


FEEDS = tuple(
    Lookup(path=f"/feed/{{token}}/{name}.csv", kind=TokenKind.FEED, answer=_answer(name), is_long=True)
    for name in TABLES
)
