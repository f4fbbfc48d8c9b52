"""The screens that came later: groups, digests, the Mini App, programs, spreadsheets, workbooks, pictures."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from handlers.api.reading import BASE, READING
from handlers.door.endpoint import DoorRequest
from handlers.feeds.feeds import FEEDS
from handlers.framework.defaults import Defaults
from reports.checkins.standing import standing_of
from reports.checkins.summary import SummaryView
from reports.dashboard.cards import show_debts, show_forecast, show_funnel, show_pace, show_payments, show_team
from reports.deals.addresses import KpiAddress
from reports.deals.asked import find_scope
from reports.deals.funnel import FunnelWorkbook
from reports.deals.kpi import read_all
from reports.deals.kpi_files import KpiPicture, KpiWorkbook
from reports.deals.top_files import TopWorkbook
from reports.debts.book import DebtsWorkbook
from reports.debts.debts import DebtsView
from reports.groups.own_plan import tell_own_plan
from reports.groups.posts import GroupSlotView, GroupSvodView
from reports.message.format import percent, short, short_day
from reports.message.tables import one_unit
from reports.message.words.called import tell_received_beside
from reports.payments.confirm_day import ConfirmDayView
from reports.results.presses import StatsPeriod
from reports.results.stats import StatsView, days_of
from reports.svod.figures import Svod, svod_of
from reports.svod.files import SvodPicture, SvodWorkbook
from reports.svod.house import HouseView
from reports.svod.svod import SvodView
from reports.svod.words import money_of
from reports.visits.book import VisitsWorkbook
from reports.week.book import WeekWorkbook
from sales.calendar.calendar import DAY, month_of, week_of
from sales.core.tally import tally
from sales.door.tokens import TokenKind, TokenScope
from storage.deals.standing import WhoseDeals
from storage.debts.debts import DebtOf
from storage.door.tokens import DoorToken
from storage.engine.actor import Actor
from tests.proof.figures.files import column, draw, picture_of, sheets_of, total
from tests.proof.figures.life import Life
from tests.proof.figures.recount import Recount
from tests.storage.house import KAZAN, MOSCOW

SLOT = "18:00"
MADE = datetime(2026, 11, 1, tzinfo=UTC)
DEFAULTS = Defaults("Europe/Moscow", "ru", "12:00", 15, 5, "18:00", "reper_bot")


async def check_others(life: Life, recount: Recount) -> None:
    month = await svod_of(life.tx, life.lead, life.place, month_of(life.today), life.tx.clock.now())
    await _dashboards(life, recount, month)
    await _groups(life, recount, month)
    await _digests(life, recount)
    await _programs(life, recount, month)
    await _books(life, recount, month)
    await _debts_everywhere(life, recount)
    await _work(life, recount)
    await _confirming(life, recount)


async def _dashboards(life: Life, recount: Recount, month: Svod) -> None:
    tx, today, house = life.tx, life.today, life.house
    first, last = month_of(today)
    week = week_of(today)
    for reader in (life.lead, house.irina, house.denis, *life.people):
        who = reader.person_id if reader in life.people else 0
        place = 0 if who else life.place
        row = next((each for each in month.rows if each.person.id == who), None)
        came = recount.came_to(who, first, last) if who else recount.came(first, last)
        plan = (row.standing.plan if row else None) if who else month.plan
        pace = await show_pace(tx, reader, place, today)
        assert pace is not None
        assert pace.head == (money_of(came, plan) if plan is not None else f"Пришло {short(came)}"), reader.name
        standing = row.standing.pace if row else month.total.pace
        assert plan is None or standing is None or any(percent(standing) in line for line in pace.lines)
        await _payment_panel(life, recount, reader, week)
        forecast = await show_forecast(tx, reader, place, today)
        assert forecast is not None
    team = await show_team(tx, life.lead, life.place, today)
    assert team is not None
    if month.rows:
        assert team.table is not None
        said = [money_of(each.standing.fact, each.standing.plan) for each in month.rows]
        assert [label.startswith(money) for (_name, label), money in zip(team.table.rows, said, strict=True)]
    funnel = await show_funnel(tx, house.denis, life.place, today)
    assert funnel is not None
    book = await tx.system.stages.book(life.place)
    open_ = await tx.as_(life.lead).deal_standings.sum_up(WhoseDeals(life.place, None, book, today))
    told = f"открыто {open_.count} на {short(open_.total)}"
    assert not open_.count or told in " ".join(funnel.lines), (told, funnel.lines)


async def _payment_panel(life: Life, recount: Recount, reader: Actor, week: tuple[date, date]) -> None:
    """Day by day, as it stands beside the picture."""
    who = reader.person_id if reader in life.people else 0
    panel = await show_payments(life.tx, reader, 0 if who else life.place, week, life.today)
    assert panel is not None
    days = {week[0] + DAY * n: recount.on_day(week[0] + DAY * n, who) for n in range(7)}
    awaited, claimed, sure = days[life.today]
    assert panel.head == f"Сегодня пришло {short(claimed + sure)}", reader.name
    if panel.table is None:
        assert not any(any(each) for each in days.values())
        return
    _unit, tell = one_unit(amount for each in days.values() for amount in each)
    assert panel.table.rows == [(short_day(day), *map(tell, sums)) for day, sums in days.items()], reader.name


async def _groups(life: Life, recount: Recount, month: Svod) -> None:
    """What hangs in a group, beside the lead's own summary and report."""
    tx, today, olga = life.tx, life.today, life.lead
    group = await tx.system.groups.offer(-1000, "Продажи", olga.person_id, None)
    await tx.as_(olga).groups.turn_on(group.id, life.place)
    await tx.as_(olga).groups.change(group.id, shows_names=True)
    said = await draw(life, GroupSvodView(group_id=group.id, day=today), olga)
    assert f"Отдел: {money_of(month.fact, month.plan)}" in said
    for line in tell_received_beside(month.came_beside, month.called):
        assert str(line) in said
    slot = await draw(life, GroupSlotView(group_id=group.id, day=today, slot=SLOT), olga)
    summary = await draw(life, SummaryView(department_id=life.place, day=today, slot=SLOT), olga)
    assert slot.splitlines()[:2] == summary.splitlines()[:2]
    for actor in life.people:
        awaited, *_came = recount.on_day(today, actor.person_id)
        own = str(await tell_own_plan(tx, actor))
        day = [each for each in recount.facts if each.day == today and each.owner == actor.person_id]
        received = sum(each.amount for each in day if each.is_of_a_client)
        assert f"Сегодня ✅ {short(received)} · ждём {short(awaited)}" in own, own


async def _digests(life: Life, recount: Recount) -> None:
    """Owner and director: all departments side by side."""
    beside = await Recount.of(life.tx, KAZAN if life.place == MOSCOW else MOSCOW)
    for days in (week_of(life.today), month_of(life.today)):
        svod = await svod_of(life.tx, life.house.irina, life.place, days, life.tx.clock.now())
        report = await draw(life, SvodView(first=days[0], last=days[1], department_id=life.place), life.house.denis)
        for reader in (life.house.irina, life.house.denis):
            said = await draw(life, HouseView(first=days[0], last=days[1]), reader)
            assert f"<b>{short(recount.came(*days) + beside.came(*days))}</b>" in said.splitlines()[0]
            assert money_of(svod.fact, svod.plan) in said
            assert money_of(svod.fact, svod.plan) in report


async def _programs(life: Life, recount: Recount, month: Svod) -> None:
    olga = life.lead
    asked = partial(
        _ask, life, DoorToken(1, TokenKind.API, "", life.place, None, [*TokenScope], {}, olga.person_id, MADE, None)
    )
    first, last = month_of(life.today)
    summary = json.loads(await asked(f"{BASE}/summary"))
    pace = month.total.pace
    assert (summary["plan"], summary["fact"], summary["confirmed"]) == (month.plan, month.fact, month.confirmed)
    assert summary["fact"] == recount.came(first, last)
    assert summary["pace_tenths"] == (None if pace is None else pace.tenths)
    facts = [each for each in await _read_all(asked, "facts") if not each["undone"]]
    days = [(date.fromisoformat(each["on"]), each["amount"], each["trust"]) for each in facts]
    assert sum(amount for day, amount, _sure in days if first <= day <= last) == month.fact
    assert sum(amount for day, amount, sure in days if first <= day <= last and sure == "confirmed") == month.confirmed
    payments = await _read_all(asked, "payments")
    rests = sum(each["rest"] for each in payments)
    assert rests == sum(rest for _who, _day, rest in recount.open)
    feeds = {name: await _read_feed(asked, name) for name in ("facts", "payments", "svod")}
    came = [row for row in feeds["facts"][1:] if first <= date.fromisoformat(row[0]) <= last]
    assert _add(came, 3) == recount.came(first, last)
    assert _add(feeds["payments"][1:], 6) == rests
    *rows, whole = feeds["svod"][1:]
    assert _add(rows, 2) == _add([whole], 2) == month.fact
    assert _add(rows, 3) == _add([whole], 3) == month.confirmed


async def _ask(life: Life, token: DoorToken, path: str, query: Mapping[str, str] | None = None) -> bytes:
    """What a program is answered; the shape and the token were looked at before."""
    endpoint = next(each for each in (*READING, *FEEDS) if each.path == path)
    request = DoorRequest(life.tx, token, {}, query or {}, {}, b"", DEFAULTS)
    return (await endpoint.answer(request)).body


async def _read_all(asked: Any, resource: str) -> list[dict[str, Any]]:
    found, since, more = list[dict[str, Any]](), "", True
    while more:
        page = json.loads(await asked(f"{BASE}/{resource}", {"since": since, "limit": "200"}))
        found, since, more = found + page["items"], page["next"], page["more"]
    return found


async def _read_feed(asked: Any, name: str) -> list[list[str]]:
    page = (await asked(f"/feed/{{token}}/{name}.csv")).decode("utf-8-sig")
    return list(csv.reader(page.splitlines()))


def _add(rows: Sequence[Sequence[str]], at: int) -> int:
    """In kopecks."""
    return sum(int(row[at].replace(".", "")) for row in rows if row[at])


async def _books(life: Life, recount: Recount, month: Svod) -> None:
    tx, olga, (first, last) = life.tx, life.lead, month_of(life.today)
    monday = week_of(life.today)[0]
    of = {"first": first, "last": last, "department_id": life.place}
    people, facts = await sheets_of(life, SvodWorkbook(**of), olga)
    assert total(people, "Факт") == total(facts, "Сумма") == month.fact
    sure = sum(a for a, b in zip(column(facts, "Сумма"), column(facts, "Доверие"), strict=True) if "подтв" in b.lower())
    assert total(people, "Подтверждено") == sure == month.confirmed
    kpi = (await sheets_of(life, KpiWorkbook(**of), olga))[0]
    assert column(kpi, "Выручка")[-1] == month.fact
    top = (await sheets_of(life, TopWorkbook(**of), olga))[0]
    assert total(top, "Выручка") + month.others == month.fact
    bars = (await picture_of(life, SvodPicture(**of), olga)).bars
    assert sum(each.fact for each in bars) + month.others == month.fact
    line = (await picture_of(life, SvodPicture(**of), olga)).line
    assert line is None or line.fact[-1] == month.fact
    assert (await picture_of(life, KpiPicture(**of), olga)).bars[-1].fact == month.fact
    week = await sheets_of(life, WeekWorkbook(monday=monday, department_id=life.place), olga)
    assert total(week[0], "Остаток") == recount.awaited(monday, monday + DAY * 6)
    funnel = (await sheets_of(life, FunnelWorkbook(**of), olga))[0]
    book = await tx.system.stages.book(life.place)
    open_ = await tx.as_(olga).deal_standings.sum_up(WhoseDeals(life.place, None, book, life.today))
    assert (total(funnel, "Сейчас"), total(funnel, "Сумма")) == (open_.count, open_.total)
    for actor in life.people:
        own, own_facts = await sheets_of(life, SvodWorkbook(first=first, last=last), actor)
        came = recount.came_to(actor.person_id, first, last)
        assert total(own, "Факт") == total(own_facts, "Сумма") == came


async def _debts_everywhere(life: Life, recount: Recount) -> None:
    """/debts, its workbook, the Mini App, the evening's line; «Просрочено» of the summary."""
    tx, today, house = life.tx, life.today, life.house
    for reader in (life.lead, house.denis, *life.people):
        who = reader.person_id if reader in life.people else 0
        place = 0 if who else life.place
        whole = (
            await tx.as_(reader).debts.ageing(DebtOf(person_id=who) if who else DebtOf(department_id=life.place))
        ).total
        panel = await show_debts(tx, reader, place)
        assert panel is not None
        view = await draw(life, DebtsView(department_id=place), reader)
        book = (await sheets_of(life, DebtsWorkbook(department_id=place), reader))[0]
        assert total(book, "Долг") == whole.total
        if whole.count:
            assert panel.head == f"{short(whole.total)} · {whole.count}"
            assert f"<b>{short(whole.total)}</b> · {whole.count}" in view.splitlines()[0]
    owed = (await tx.as_(life.lead).debts.ageing(DebtOf(department_id=life.place))).total
    report = await draw(
        life, SvodView(first=month_of(today)[0], last=month_of(today)[1], department_id=life.place), life.lead
    )
    assert not owed.count or f"Долги {short(owed.total)}" in report
    late = tally([rest for _who, day, rest in recount.open if day < today and rest > 0])
    standing = await standing_of(tx, life.lead, life.place, today, SLOT)
    assert standing.overdue == late
    summary = await draw(life, SummaryView(department_id=life.place, day=today, slot=SLOT), life.lead)
    assert not late.count or f"Просрочено: {short(late.total)} ({late.count})" in summary


async def _work(life: Life, recount: Recount) -> None:
    """Calls and meetings: /stats, /kpi and its workbook, the visits' workbook, and each manager's own."""
    tx, olga = life.tx, life.lead
    for period in StatsPeriod:
        days = days_of(period, life.today)
        calls, meetings = recount.count_calls(*days), recount.count_meetings(*days)
        team = await draw(life, StatsView(period=period, department_id=life.place), olga)
        assert f"📞 {calls} · 🤝 {meetings}" in team, (period, calls, meetings, recount.work, team)
        scope = await find_scope(tx, olga, KpiAddress(first=days[0], last=days[1], department_id=life.place))
        assert scope is not None
        for kpi in await read_all(tx, olga, scope):
            who = kpi.scope.person_id or 0
            said = (recount.count_calls(*days, who), recount.count_meetings(*days, who))
            assert (kpi.done.calls, kpi.done.meetings) == said, (period, kpi.scope.name, said, recount.work)
        for actor in life.people:
            own = (await tx.as_(actor).statistics.of_person(actor.person_id, *days)).own.done
            said = (recount.count_calls(*days, actor.person_id), recount.count_meetings(*days, actor.person_id))
            assert (own.calls, own.meetings) == said
    month = month_of(life.today)
    kpi_book = (await sheets_of(life, KpiWorkbook(first=month[0], last=month[1], department_id=life.place), olga))[0]
    assert column(kpi_book, "Звонки")[-1] == recount.count_calls(*month)
    monday = week_of(life.today)[0]
    visits = (await sheets_of(life, VisitsWorkbook(monday=monday, department_id=life.place), olga))[0]
    assert len(list(visits.rows)) == len(column(visits, "Менеджер"))


async def _confirming(life: Life, recount: Recount) -> None:
    """«Подтвердить день» asks for just what the day's figures call claimed."""
    _awaited, claimed, sure = recount.on_day(life.today)
    asked = await draw(life, ConfirmDayView(department_id=life.place, day=life.today), life.lead)
    if claimed:
        assert f"<b>{short(claimed)}</b>" in asked.splitlines()[0], (claimed, sure, asked)
