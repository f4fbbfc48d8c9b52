"""
The dashboard of the Mini App: its page, and what the page asks (spec/7, 7.1). It only reads.

Whoever asks is looked up anew each time: who works here no more is told so at once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from handlers.dashboard.proof import ProofError, read_proof
from handlers.door.endpoint import Answers, DoorAnswer, DoorRequest, Lookup, ProblemError, make_answer, read_day
from reports.dashboard.cards import (
    MOST_DAYS,
    find_today,
    show_debts,
    show_forecast,
    show_funnel,
    show_pace,
    show_payments,
    show_team,
)
from reports.dashboard.panel import Panel
from reports.message.language import gettext as _
from reports.message.language import pgettext, speaking
from reports.message.screens.empty import no_department
from reports.message.words.roles import role_name
from sales.calendar.calendar import week_of
from sales.core.people import SELLERS
from sales.dashboard.sessions import DashboardSession, SessionOverError, open_session, seal_session
from storage.engine.actor import Actor
from storage.tables.types import Json
from storage.transaction import Transaction

SESSION = "X-Session"
WORD, CARRIED = "tma ", "session "
"""What stands in `Authorization`: Telegram's word, or what our last answer has handed over."""

PAGE = Path(__file__).parent / "page"
KINDS = {"index.html": "text/html", "app.js": "text/javascript", "app.css": "text/css", "sw.js": "text/javascript"}
MORE = {"sw.js": {"Service-Worker-Allowed": "../app"}}
"""It keeps the page itself too, which stands above it."""
TELEGRAM = "https://telegram.org"
SHIM = "/telegram-web-app.js"
SECTIONS = ("pace", "payments", "team", "funnel", "debts", "forecast")
LARGEST, DIGITS = 2**63, 20


@dataclass(frozen=True, slots=True)
class PanelRequest:
    """A question of somebody who was let in."""

    tx: Transaction
    reader: Actor
    query: dict[str, str]

    @property
    def department_id(self) -> int:
        """0: the reader's own, or the first."""
        said = self.query.get("department", "0")
        if not (said.isascii() and said.isdigit() and len(said) < DIGITS and int(said) < LARGEST):
            raise ProblemError(400, "department is a number.")
        if self.reader.role not in SELLERS:
            return int(said)
        if int(said) not in {0, self.reader.department_id}:
            raise ProblemError(404)
        return 0

    @property
    def today(self) -> date:
        return find_today(self.tx, self.reader)

    def read_day(self, name: str, usual: date) -> date:
        """Raises ProblemError for what is no day."""
        said = self.query.get(name, "")
        return read_day(said, name, "2026-11-20") if said else usual


class Dashboard:
    def endpoints(self) -> tuple[Lookup, ...]:
        """The page and its files, and a path for each question."""
        asks: dict[str, Callable[[PanelRequest], Awaitable[Json]]] = {
            "me": _tell_me,
            "pace": lambda asked: _card(show_pace(asked.tx, asked.reader, asked.department_id, _month(asked))),
            "payments": _payments,
            "team": lambda asked: _card(show_team(asked.tx, asked.reader, asked.department_id, asked.today)),
            "funnel": lambda asked: _card(show_funnel(asked.tx, asked.reader, asked.department_id, asked.today)),
            "debts": lambda asked: _card(show_debts(asked.tx, asked.reader, asked.department_id)),
            "forecast": lambda asked: _card(show_forecast(asked.tx, asked.reader, asked.department_id, asked.today)),
        }
        return (
            *(
                Lookup(path=f"/app/api/{name}", answer=self._answers(ask), find_proof=find_key)
                for name, ask in asks.items()
            ),
            Lookup(path="/app", answer=_give_page),
            Lookup(path="/app/{file}", answer=_give_file),
        )

    def _answers(self, ask: Callable[[PanelRequest], Awaitable[Json]]) -> Answers:
        async def answer(request: DoorRequest) -> DoorAnswer:
            reader, session = await self._admit(request)
            with speaking(reader.language):
                told = await ask(PanelRequest(request.tx, reader, dict(request.query)))
            made = make_answer(told, tagged=True)
            return replace(made, headers={SESSION: seal_session(session, request.bot_token)})

        return answer

    async def _admit(self, request: DoorRequest) -> tuple[Actor, DashboardSession]:
        said, now = request.headers.get("authorization", ""), request.tx.clock.now()
        try:
            if said.startswith(WORD):
                proof = read_proof(said[len(WORD) :], request.bot_token, now)
                known = not request.is_repeated
                reader = await request.tx.system.staff.actor_by_telegram(proof.telegram_id) if known else None
                opened = now
            else:
                session = open_session(said.removeprefix(CARRIED), request.bot_token, now)
                reader = await request.tx.system.staff.actor(session.person_id)
                opened = session.opened_at
        except (ProofError, SessionOverError):
            reader, opened = None, now
        if reader is None:
            raise ProblemError(401, "Open it anew from the chat.", headers={"WWW-Authenticate": "tma"})
        return reader, DashboardSession(reader.person_id, opened, now)


def find_key(said: str, bot_token: str, now: datetime) -> str:
    """By which Telegram's word is known; empty for one that is not good, and for a session."""
    try:
        return read_proof(said[len(WORD) :], bot_token, now).key if said.startswith(WORD) else ""
    except ProofError:
        return ""


async def _tell_me(asked: PanelRequest) -> Json:
    reader = asked.reader
    departments = [] if reader.role in SELLERS else await asked.tx.as_(reader).departments.list_seen()
    is_empty = reader.role not in SELLERS and not departments
    return {
        "id": reader.person_id,
        "name": reader.name,
        "role": role_name(reader.role),
        "language": reader.language,
        "today": asked.today.isoformat(),
        "departments": [{"id": each.id, "name": each.name} for each in departments],
        "empty": no_department().text.striptags() if is_empty else "",
        "sections": [] if is_empty else [each for each in SECTIONS if each != "team" or reader.role not in SELLERS],
        "titles": {
            "pace": pgettext("dashboard", "Pace"),
            "payments": _("Payments"),
            "team": _("People"),
            "funnel": _("Funnel"),
            "debts": pgettext("dashboard", "Debts"),
            "forecast": _("Forecast"),
        },
        "words": {
            "offline": _("as of {time}, no network").format(time="{time}"),
            "trouble": _("as of {time}, no answer").format(time="{time}"),
            "again": _("Open it again from the chat"),
            "retry": _("Try again"),
            "table": _("As a table"),
            "loading": _("Loading …"),
            "department": pgettext("dashboard", "Department"),
            "sections": pgettext("dashboard", "Sections"),
            "earlier": pgettext("dashboard", "Earlier"),
            "later": pgettext("dashboard", "Later"),
        },
    }


async def _card(shown: Awaitable[Panel | None]) -> Json:
    """404 for what is not the reader's, as for what there is not."""
    found = await shown
    if found is None:
        raise ProblemError(404)
    return found.to_json()


def _month(asked: PanelRequest) -> date:
    said = asked.query.get("month", "")
    return read_day(f"{said}-01", "month", "2026-11") if said else asked.today


async def _payments(asked: PanelRequest) -> Json:
    monday, sunday = week_of(asked.today)
    first, last = asked.read_day("from", monday), asked.read_day("to", sunday)
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
        raise ProblemError(400, f"Up to {MOST_DAYS} days, the first one first.")
    return await _card(show_payments(asked.tx, asked.reader, asked.department_id, (first, last), asked.today))


@cache
def _read(name: str) -> bytes:
    return (PAGE / name).read_bytes()


async def _give_page(request: DoorRequest) -> DoorAnswer:
    """The page; Telegram's own script comes from Telegram, and in the simulator from the simulator."""
    script = request.defaults.app_script or f"{TELEGRAM}/js/telegram-web-app.js"
    parts = urlsplit(script)
    origin = f"{parts.scheme}://{parts.netloc}"
    frames = "https://web.telegram.org" if origin == TELEGRAM else origin
    policy = f"default-src 'self'; script-src 'self' {origin}; frame-ancestors {frames}"
    body = _read("index.html").decode().replace("{script}", script).replace("{bot}", request.defaults.bot_username)
    return DoorAnswer(body.encode(), kind=KINDS["index.html"], headers={"Content-Security-Policy": policy}, tagged=True)


async def _give_file(request: DoorRequest) -> DoorAnswer:
    name = request.parts.get("file", "")
    if name not in KINDS or name == "index.html":
        raise ProblemError(404)
    return DoorAnswer(_read(name), kind=KINDS[name], headers=MORE.get(name, {}), tagged=True)


DASHBOARD = Dashboard().endpoints()
