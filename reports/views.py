"""
Every view there is, by the name under which it waits in the outbox. It is drawn when its message is sent, from the
data of that moment, for one reader.
"""

import logging

from pydantic import ValidationError

from reports.absences.absence import AbsenceView
from reports.absences.away import AwayView
from reports.activities.activity_card import ActivityCard
from reports.activities.day_log import DayPeopleView, DayView
from reports.activities.minutes import MinutesView
from reports.activities.morning import MorningView
from reports.activities.reminder import ReminderView
from reports.activities.today import PlannedView, TodayView
from reports.asks.ask import AskCard
from reports.asks.asks import AskPeopleView, AsksView
from reports.bank.book import BankBook
from reports.bank.list import BankAccountsView, BankAccountView, BankListView
from reports.bank.question import BankQuestionView
from reports.bank.statement import BankOthersView, BankStatementView, BankToldView
from reports.bank.taken import BankDocumentView, BankTakenView
from reports.bank.unseen import BankUnseenView, UnseenAskedView, UnseenReceiptView
from reports.checkins.checkin import CheckinView
from reports.checkins.checkin_reminder import CheckinReminderView
from reports.checkins.summary import SummaryView
from reports.checkins.summary_person import SummaryPersonView
from reports.checkins.who import WhoView
from reports.clients.client_card import ClientCard
from reports.clients.client_deals import ClientDealsView
from reports.clients.client_edit import ClientEditView
from reports.clients.clients import ClientListView, ClientsView
from reports.clients.export import ExportWorkbook
from reports.clients.forgotten import ForgetActFile, ForgottenView
from reports.clients.history import ClientHistoryView, ClientMoneyView
from reports.clients.holdings import GivingView, HeirsView, OrphansView, UnownedView
from reports.clients.likes import ClientLikesView, ClientPairView, LikesView, MergedView
from reports.clients.likes_week import LikesWeekView
from reports.clients.people import ClientContactsView, ContactView
from reports.clients.referrals import ClientReferralsView, ReferralsView
from reports.clients.territories import TerritoriesView, TerritoryView
from reports.cold.card import ColdAgainView, ColdCard, ColdPauseView
from reports.cold.list import ColdListView
from reports.cold.lists import ColdListsView
from reports.deals.deal_card import DealCard
from reports.deals.deals import DealsView
from reports.deals.funnel import FunnelPicture, FunnelView, FunnelWorkbook
from reports.deals.kpi import KpiView
from reports.deals.kpi_files import KpiPicture, KpiWorkbook
from reports.deals.paper_files import PaperFileView
from reports.deals.people import DealPeopleView
from reports.deals.top import TopView
from reports.debts.book import DebtsWorkbook
from reports.debts.debt import DebtCard
from reports.debts.debts import DebtListView, DebtsView
from reports.debts.help import DebtHelpView
from reports.debts.letter import LetterView
from reports.debts.written_off import WrittenOffView
from reports.door.connections import ConnectionCard, ConnectionsView
from reports.enquiries.card import EnquiryCard
from reports.general.help import CommandsView
from reports.general.left_form import LeftForm
from reports.groups.groups import GroupAskedView, GroupCard, GroupGoneView, GroupsView
from reports.groups.posts import GroupSlotView, GroupSvodView
from reports.imports.columns import ImportColumnsView, ImportColumnView, ImportPolicyView
from reports.imports.file import ImportView
from reports.imports.likely import ImportLikelyView
from reports.imports.news import ImportNewsView
from reports.imports.questions import ImportQuestionsFile, ImportSampleFile
from reports.message.address import OPENS
from reports.message.message import File, Message
from reports.message.outdated import tell_outdated
from reports.message.press import SEPARATOR
from reports.message.view import View
from reports.payments.confirm_day import ConfirmDayView
from reports.payments.fact_card import FactCard
from reports.payments.held_card import HeldCard
from reports.payments.payment_card import PaymentCard
from reports.payments.payment_deal import PaymentDealView
from reports.people.invitation import InvitationCode
from reports.people.joined import JoinedView
from reports.people.place import PlaceView
from reports.people.team import ForgettingPersonView, LeavingView, PersonView, TeamView, UnreachableView
from reports.plans.book import PlanWorkbook
from reports.plans.nag import PlanNagView
from reports.plans.norms import NormsOfView, NormsView
from reports.plans.person import OwnPlanView, PlanPersonView
from reports.plans.plans import PlansView
from reports.plans.proration import ProrationView
from reports.results.accuracy import AccuracyView
from reports.results.bonus import BonusView, BonusWorkbook
from reports.results.bonus_rules import BonusRulesView
from reports.results.forecast import ForecastView
from reports.results.month_close import MonthCloseView, MonthSlipsView
from reports.results.next_plans import NextPlansView
from reports.results.stats import StatsView
from reports.road.near import NearView
from reports.settings.backup import BackupView
from reports.settings.settings import ScheduleView, SettingsView
from reports.settings.stages import LostReasonsView, StagesView, StageView
from reports.settings.work_calendar import CalendarDayView, CalendarView, UnknownYearView
from reports.svod.files import SvodPicture, SvodWorkbook
from reports.svod.house import HouseView
from reports.svod.svod import SvodView
from reports.telephony.digest import CallsDigestView
from reports.telephony.missed import MissedCallsView, MissedCallView
from reports.tomorrow.tomorrow import TomorrowView
from reports.tomorrow.tomorrow_team import TomorrowTeamView
from reports.visits.book import VisitsWorkbook
from reports.visits.calendar import CalendarFile, OwnCalendarView
from reports.visits.day import VisitDayView
from reports.visits.forgotten import ForgottenByDayView
from reports.visits.team import TeamVisitsView
from reports.visits.visit import VisitView
from reports.visits.week import VisitsView
from reports.week.book import WeekWorkbook
from reports.week.result import WeekResultView
from reports.week.slips import WeekSlipsView
from reports.week.table import WeekTableView
from reports.week.week import WeekView
from storage.engine.actor import Actor
from storage.tables.types import Json
from storage.transaction import Transaction

log = logging.getLogger(__name__)


class OutdatedViewError(Exception):
    """A row of another version: its view is not known here, or has other fields."""


def by_name(*views: type[View]) -> dict[str, type[View]]:
    """The classes by the names under which they are stored. Raises ValueError for two of one name."""
    found = {view.name: view for view in views}
    if len(found) < len(views):
        raise ValueError(f"two views of one name among {sorted(view.name for view in views)}")
    return found


VIEWS = by_name(
    VisitsView,
    VisitDayView,
    VisitView,
    TeamVisitsView,
    ForgottenByDayView,
    VisitsWorkbook,
    CalendarFile,
    OwnCalendarView,
    CommandsView,
    ClientCard,
    ForgetActFile,
    ForgottenView,
    LikesWeekView,
    ClientsView,
    ClientListView,
    ColdAgainView,
    ColdCard,
    ColdListView,
    ColdListsView,
    ColdPauseView,
    ClientEditView,
    ExportWorkbook,
    ClientContactsView,
    ContactView,
    ClientHistoryView,
    ClientDealsView,
    ClientMoneyView,
    ClientLikesView,
    ClientPairView,
    MergedView,
    LikesView,
    ClientReferralsView,
    ReferralsView,
    TerritoriesView,
    TerritoryView,
    HeldCard,
    ConfirmDayView,
    TeamView,
    PersonView,
    ForgettingPersonView,
    LeavingView,
    PlaceView,
    InvitationCode,
    JoinedView,
    UnreachableView,
    OrphansView,
    UnownedView,
    HeirsView,
    GivingView,
    PaymentCard,
    PaymentDealView,
    DealCard,
    PaperFileView,
    DealsView,
    FunnelView,
    FunnelPicture,
    FunnelWorkbook,
    KpiView,
    KpiPicture,
    KpiWorkbook,
    DealPeopleView,
    TopView,
    DebtsView,
    DebtListView,
    WrittenOffView,
    DebtCard,
    DebtHelpView,
    LetterView,
    DebtsWorkbook,
    NearView,
    AskCard,
    AsksView,
    AskPeopleView,
    FactCard,
    ActivityCard,
    MinutesView,
    ReminderView,
    MorningView,
    TodayView,
    PlannedView,
    StatsView,
    DayView,
    DayPeopleView,
    CheckinView,
    CheckinReminderView,
    SummaryView,
    SummaryPersonView,
    WhoView,
    PlansView,
    PlanPersonView,
    OwnPlanView,
    ProrationView,
    NormsView,
    NormsOfView,
    PlanWorkbook,
    PlanNagView,
    TomorrowView,
    TomorrowTeamView,
    WeekView,
    WeekTableView,
    WeekResultView,
    WeekWorkbook,
    WeekSlipsView,
    SvodView,
    HouseView,
    ForecastView,
    ImportView,
    ImportColumnsView,
    ImportColumnView,
    ImportPolicyView,
    ImportLikelyView,
    ImportNewsView,
    ImportQuestionsFile,
    ImportSampleFile,
    AccuracyView,
    MonthCloseView,
    MonthSlipsView,
    NextPlansView,
    BonusView,
    BonusWorkbook,
    BonusRulesView,
    SvodPicture,
    SvodWorkbook,
    BackupView,
    AbsenceView,
    SettingsView,
    StagesView,
    StageView,
    LostReasonsView,
    ConnectionsView,
    ConnectionCard,
    EnquiryCard,
    GroupsView,
    GroupCard,
    GroupAskedView,
    GroupGoneView,
    GroupSlotView,
    GroupSvodView,
    MissedCallView,
    MissedCallsView,
    CallsDigestView,
    ScheduleView,
    CalendarView,
    CalendarDayView,
    UnknownYearView,
    AwayView,
    BankQuestionView,
    BankStatementView,
    BankToldView,
    BankAccountsView,
    BankAccountView,
    BankBook,
    BankDocumentView,
    BankListView,
    BankOthersView,
    BankTakenView,
    BankUnseenView,
    UnseenAskedView,
    UnseenReceiptView,
    LeftForm,
)
"""What is not listed here does not load."""


def load(name: str, args: Json) -> View:
    """As it was put into the outbox. Raises OutdatedViewError for a name or fields that this version does not know."""
    try:
        return VIEWS[name].model_validate(args)
    except (KeyError, ValidationError) as error:
        raise OutdatedViewError from error


def is_file(name: str | None) -> bool:
    """Whether the view of that name is a picture or a workbook; of no view at all it is not."""
    return name in VIEWS and VIEWS[name].is_file


def is_for_group(name: str) -> bool:
    """Whether the view of that name may stand where everybody reads it."""
    return name in VIEWS and VIEWS[name].for_group


def open_view(data: str) -> View | None:
    """The view that a button opens; None where it does something else."""
    begins = data.partition(SEPARATOR)[0]
    ways = (view for view in VIEWS.values() if begins == OPENS or any(each.startswith(begins) for each in view.was))
    return next((found for view in ways if view.opens_for and (found := view.read(data)) is not None), None)


async def find_shown(tx: Transaction, chat_id: int, message_id: int) -> View | None:
    """The view that a message in a chat shows; None where it is none, or of another version."""
    found = await tx.system.outbox.find_shown(chat_id, message_id)
    try:
        return None if found is None or found.view is None else load(found.view, found.args or {})
    except OutdatedViewError:
        return None


def files() -> frozenset[str]:
    """The names of those that are pictures or workbooks."""
    return frozenset(name for name, view in VIEWS.items() if view.is_file)


async def render(name: str, tx: Transaction, reader: Actor, args: Json) -> Message | File | None:
    """A stored view as of now, for that reader; None where there is nothing to show (any more).

    One that does not load says so to its reader, and by its name in the log. Raises what the view raises.
    """
    try:
        view = load(name, args)
    except OutdatedViewError:
        log.exception("a stored view does not load: %s", name)
        return tell_outdated()
    return await view.draw_once(tx, reader)
