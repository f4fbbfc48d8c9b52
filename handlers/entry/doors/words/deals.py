"""Plain words for what deals come to: «воронка за октябрь», «кпи», «рейтинг», «мои сделки»."""

from typing import Final

from handlers.dialog.model import Talk
from handlers.entry.doors.words.answers import Answers
from handlers.framework.replies import Replies, Say
from reports.deals.deals import DealsView
from reports.deals.funnel import FunnelView
from reports.deals.kpi import KpiView
from reports.deals.top import TopView
from sales.calendar.calendar import month_of
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent
from sales.results.periods import read_period


async def _show_figures(talk: Talk, intent: Intent) -> Replies:
    """«воронка за октябрь»: as /funnel, /kpi and /top; of days that are not understood this month."""
    first, last = read_period(intent.text, talk.today) or month_of(talk.today)
    views = {IntentKind.FUNNEL: FunnelView, IntentKind.KPI: KpiView}
    return Say(views.get(intent.kind, TopView)(first=first, last=last))


async def _list_deals(talk: Talk, intent: Intent) -> Replies:
    """As /deals."""
    del talk, intent
    return Say(DealsView())


OF_DEALS: Final[Answers] = {
    IntentKind.FUNNEL: _show_figures,
    IntentKind.KPI: _show_figures,
    IntentKind.TOP: _show_figures,
    IntentKind.DEALS: _list_deals,
}
"""Answers by kind."""
