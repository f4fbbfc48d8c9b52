"""
Every shape of button data with what it speaks of, so that each can be forged: whose id stands in which field, and who
may press it at all. A shape that is not in the table fails the tests with a sentence that says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from pydantic.fields import FieldInfo

from handlers.enquiries.enquiries import ANSWERERS, ANSWERS
from handlers.framework.access import (
    ABSENCE_ROLES,
    ABSENCE_WRITERS,
    BANK_LOADERS,
    CALENDAR_KEEPERS,
    CLIENT_EDITORS,
    COLD_KEEPERS,
    CONFIRMERS,
    EVERYBODY,
    EXPORTERS,
    FACT_ENTERERS,
    IMPORTERS,
    INVITERS,
    PLAN_READERS,
    PLANNERS,
    SELLERS,
    SETTERS,
    SETTERS_OF_ALL,
    WATCHERS,
)
from handlers.telephony.calls import RINGERS
from reports.absences.absence import AbsenceView
from reports.absences.away import AwayView
from reports.absences.presses import AbsenceDeed, AbsenceFace, AbsencePress, AwayDeed, AwayPress
from reports.activities.day_log import DayPeopleView, DayView
from reports.activities.presses import (
    ActivityDeed,
    ActivityPress,
    AgendaRowDeed,
    AgendaRowPress,
    ReminderDeed,
    ReminderPress,
    TodayPress,
    WalkPress,
)
from reports.asks.ask import AskCard
from reports.asks.asks import AskPeopleView, AsksView
from reports.asks.presses import AskAbout, AskedPress, AskHelpPress, GiveTaskPress, TaskDeed
from reports.bank.asked import UnseenAsksView
from reports.bank.book import BankBook
from reports.bank.list import BankAccountsView, BankAccountView, BankListView
from reports.bank.presses import (
    AccountDeed,
    AccountPlacePress,
    AccountPress,
    BankAnswer,
    BankDeed,
    BankPress,
    BankQuestionPress,
    UnseenDeed,
    UnseenPress,
)
from reports.bank.question import BankQuestionView
from reports.bank.statement import BankStatementView
from reports.bank.taken import BankDocumentView, BankTakenView
from reports.bank.unseen import BankUnseenView, UnseenReceiptView
from reports.checkins.presses import (
    CheckinDeed,
    CheckinPress,
    DepartmentDeed,
    DepartmentPress,
    SummaryDeed,
    SummaryPress,
)
from reports.clients.client_card import ClientCard
from reports.clients.client_deals import ClientDealsView
from reports.clients.client_edit import ClientEditView
from reports.clients.clients import ClientListView, ClientsView
from reports.clients.history import ClientHistoryView, ClientMoneyView
from reports.clients.holdings import OrphansView, UnownedView
from reports.clients.likes import ClientLikesView, ClientPairView, LikesView
from reports.clients.people import ClientContactsView, ContactView
from reports.clients.presses import (
    ClientDeed,
    ClientFieldPress,
    ClientPress,
    ContactDeed,
    ContactPress,
    ExportPress,
    GivePress,
    LikesPress,
    MergePress,
    NewClientPress,
    PartPress,
    TerritoryDeed,
    TerritoryPress,
)
from reports.clients.referrals import ClientReferralsView, ReferralsView
from reports.clients.territories import TerritoriesView, TerritoryView
from reports.cold.list import ColdListView
from reports.cold.lists import ColdListsView
from reports.cold.presses import (
    ColdAgainPress,
    ColdDeed,
    ColdHour,
    ColdListDeed,
    ColdListPress,
    ColdPress,
    ColdSourcePress,
)
from reports.deals.deal_card import DealCard
from reports.deals.deals import DealsView
from reports.deals.funnel import FunnelPicture, FunnelView, FunnelWorkbook
from reports.deals.kpi import KpiView
from reports.deals.kpi_files import KpiPicture, KpiWorkbook
from reports.deals.paper_files import PaperFileView
from reports.deals.people import DealPeopleView
from reports.deals.presses import (
    DealAsks,
    DealDeed,
    DealPress,
    NewDealOf,
    NewDealPress,
    NpsPress,
    RoiPress,
)
from reports.deals.top import TopView
from reports.deals.top_files import TopPicture, TopWorkbook
from reports.debts.book import DebtsWorkbook
from reports.debts.debt import DebtCard
from reports.debts.debts import DebtListView, DebtsView
from reports.debts.letter import LetterView
from reports.debts.presses import DebtDeed, DebtPress
from reports.debts.written_off import WRITERS_OFF, WrittenOffView
from reports.door.connections import ConnectionCard, ConnectionsView
from reports.door.presses import ConnectionDeed, ConnectionPress
from reports.enquiries.card import EnquiryCard
from reports.enquiries.presses import EnquiryDeed, EnquiryForgetPress, EnquiryPress
from reports.entry.presses import LastPress, TogetherPress
from reports.general.help import CommandsView
from reports.general.presses import LanguagePress, ResumePress
from reports.groups.groups import GROUP_KEEPERS, GroupCard, GroupsView
from reports.groups.presses import GroupDeed, GroupPress
from reports.imports.columns import ImportColumnsView, ImportColumnView, ImportPolicyView
from reports.imports.file import ImportView
from reports.imports.likely import ImportLikelyView
from reports.imports.presses import (
    ImportColumnPress,
    ImportDeed,
    ImportFieldPress,
    ImportLikelyPress,
    ImportPress,
)
from reports.imports.questions import ImportQuestionsFile, ImportSampleFile
from reports.message.address import OPENS
from reports.message.press import (
    SEPARATOR,
    SHAPES,
    AskDeed,
    AskPress,
    BeginPress,
    DialogPress,
    NewRecord,
    Press,
    kinds_of,
    words_of,
)
from reports.message.view import View
from reports.payments.confirm_day import ConfirmDayView
from reports.payments.fact_deal import ReceiptDealView
from reports.payments.held_card import HeldCard
from reports.payments.payment_deal import PaymentDealView
from reports.payments.presses import (
    ConfirmDeed,
    ConfirmPress,
    HeldDeed,
    HeldPress,
    PaymentDeed,
    PaymentPress,
    ReceiptDeed,
    ReceiptPress,
    UndoPress,
)
from reports.people.joined import PartedView
from reports.people.place import PlaceView
from reports.people.presses import InvitePress, PersonDeed, PersonPress, PlacePress, ProfilePress
from reports.people.team import ForgettingPersonView, LeavingView, PersonView, TeamView
from reports.plans.norms import NormsOfView, NormsView
from reports.plans.plans import PlansView
from reports.plans.presses import (
    NormDeed,
    NormPress,
    PersonPlanDeed,
    PersonPlanPress,
    PlanTableDeed,
    PlanTablePress,
    PlanUndoPress,
    ProrateDeed,
    ProratePress,
)
from reports.results.accuracy import AccuracyView
from reports.results.bonus import BonusView, BonusWorkbook
from reports.results.forecast import ForecastView
from reports.results.month_close import MonthCloseView, MonthSlipsView
from reports.results.next_plans import NextPlansView
from reports.results.presses import BonusDeed, BonusPress, BonusRule, StatsPeriod
from reports.results.stats import StatsView
from reports.road.near import NearView
from reports.road.presses import RoadDeed, RoadPress
from reports.settings import settings
from reports.settings.presses import SettingsDeed, SettingsPress, StageDeed, StagePress
from reports.settings.stages import STAGE_KEEPERS, LostReasonsView, StagesView, StageView
from reports.svod.files import SvodPicture, SvodWorkbook
from reports.svod.house import HouseView
from reports.svod.presses import SvodDeed, SvodPart, SvodPress
from reports.svod.svod import SvodView
from reports.telephony.loaded import LoadedLogView
from reports.telephony.presses import CallDeed, CallLogPress, CallPress
from reports.tomorrow.presses import TomorrowDeed, TomorrowPress
from reports.views import VIEWS
from reports.visits.book import VisitsWorkbook
from reports.visits.calendar import CalendarFile
from reports.visits.day import VisitDayView
from reports.visits.forgotten import ForgottenByDayView
from reports.visits.presses import (
    CalendarDeed,
    CalendarPress,
    ForgottenPress,
    NewVisit,
    NewVisitPress,
    VisitDeed,
    VisitPress,
)
from reports.visits.team import TeamVisitsView
from reports.visits.visit import VisitView
from reports.visits.week import VisitsView
from reports.week.item import WeekItemCard
from reports.week.presses import (
    WeekDeed,
    WeekForPress,
    WeekItemPress,
    WeekPlanDeed,
    WeekPlanPress,
    WeekPress,
    WeekRegularDeed,
    WeekRegularPress,
    WeekSlipPress,
    WeekTableDeed,
    WeekTablePress,
)
from reports.week.table import WeekTableView
from sales.activities.activities import NextStep
from sales.activities.reminders import Snooze
from sales.asks.ask import AskFilter
from sales.clients.card_fields import CardField
from sales.clients.forgetting import ForgetReason
from sales.clients.sections import Section
from sales.cold.states import ColdOutcome, ColdSource
from sales.core.people import Profile, Role
from sales.core.rights import Action, roles_that_may
from sales.deals.deal import DealsFilter
from sales.deals.kpi import NpsAnswer
from sales.debts.debt import DebtFilter, Tone
from sales.door.tokens import PERSONAL, TokenKind, TokenScope
from sales.imports.columns import BaseColumn
from sales.imports.judged import LikelyAnswer
from sales.payments.payments import MoveReason, RestChoice
from sales.plans.plans import Metric

EDITORS = roles_that_may(Action.EDIT_RECORDS)
FORGETTERS = roles_that_may(Action.FORGET_CLIENT)
REMINDERS = roles_that_may(Action.REMIND_SILENT)
NOBODY: frozenset[Role] = frozenset()
OWNERS = frozenset({Role.OWNER})
TASKED, GIVERS = roles_that_may(Action.ANSWER_ASK), roles_that_may(Action.GIVE_TASK)

TODAY, NOON = 739940, 12 * 60  # Friday 20 November 2026, as an ordinal
NOVEMBER = 739921
MONDAY = TODAY + 3
_NOVEMBER_DAYS = {"first": NOVEMBER, "last": NOVEMBER + 29}
_OCTOBER_DAYS = {"first": NOVEMBER - 31, "last": NOVEMBER - 1}


@dataclass(frozen=True)
class Forgery:
    """One thing that a shape can ask for. `ids` says of what kind the record in a field is; `rest` fills the others."""

    ids: dict[str, str]
    roles: frozenset[Role]
    rest: dict[str, Any] = field(default_factory=dict)


def _each(ids: dict[str, str], roles: frozenset[Role], *deeds: StrEnum, **rest: Any) -> Iterator[Forgery]:
    return (Forgery(ids, roles, {"deed": each, **rest}) for each in deeds)


_PERSON = {"person_id": "manager"}
_PAYMENT, _RECEIPT, _ACTIVITY = {"payment_id": "payment"}, {"receipt_id": "receipt"}, {"activity_id": "activity"}
_MONTH = {"month": NOVEMBER, "metric": "money"}
_UNDONE = {"first_id": "plan_set", "last_id": "plan_set"}
_MOVED = {"first_id": "moved", "event_id": "moved"}
_ABSENCE = {"absence_id": "absence"}
_CLIENT_CARD = {"client_id": "client"}
_SUMMARY = {"department_id": "department"}
_SLOT = {"day": TODAY, "slot": NOON}
_ROW = {"checkin_id": "checkin", "payment_id": "payment"}
_DEAL = {"deal_id": "deal"}
_IMPORT = {"import_id": "import"}
_ENQUIRY = {"enquiry_id": "enquiry"}
_MISSED, _TALK = {"call_id": "missed"}, {"call_id": "talk"}
_TOKEN = {"token_id": "token"}
_GROUP = {"group_id": "group"}
CONNECTED = [each for each in TokenKind if each not in PERSONAL]
_DEBT = {"payment_id": "debt"}
_NUMBER, _NUMBERS = {"lead_id": "cold_lead"}, {"list_id": "cold_list"}
_TASK, _HELP = {"ask_id": "task"}, {"ask_id": "help"}
_GIVER = {"department_id": "department", "giver_id": "manager"}
_HEIR = {"department_id": "department", "giver_id": "manager", "heir_id": "heir"}
_CLIENT = {"department_id": "department", "client_id": "orphan", "heir_id": "heir"}

FORGERIES: dict[type[Press], tuple[Forgery, ...]] = {
    DialogPress: (),  # its ids name a screen, not a record: a forged one is a screen that is out of date
    LanguagePress: (),
    ResumePress: (Forgery({"number": "payment"}, EVERYBODY),),  # any number: the form is in the message, or nowhere
    BeginPress: (
        *(Forgery({}, SELLERS, {"what": each}) for each in (NewRecord.CALL, NewRecord.MEET, NewRecord.PAY)),
        Forgery({}, FACT_ENTERERS, {"what": NewRecord.FACT}),
    ),
    AskPress: tuple(_each({}, EVERYBODY, *AskDeed)),  # no ids: it is about the message that it stands under
    VisitPress: (
        *_each(_ACTIVITY, SELLERS, VisitDeed.DAY, value=str(MONDAY + 1)),
        *_each(_ACTIVITY, SELLERS, VisitDeed.HOUR, value=f"{MONDAY + 1}-1500"),
        *_each(_ACTIVITY, SELLERS, VisitDeed.CANCEL),
        *_each(_ACTIVITY, NOBODY, VisitDeed.DAY, value="31.02"),
        *_each(_ACTIVITY, NOBODY, VisitDeed.DAY, value="1"),
        *_each(_ACTIVITY, NOBODY, VisitDeed.HOUR, value=f"{MONDAY}-9900"),
    ),
    CalendarPress: (*_each({}, SELLERS, *CalendarDeed),),
    NewVisitPress: (
        *(Forgery({}, SELLERS, {"what": each, "day": MONDAY}) for each in NewVisit),
        Forgery({}, NOBODY, {"what": NewVisit.CALL, "day": 1}),
    ),
    ForgottenPress: (
        Forgery({}, SELLERS, {"monday": MONDAY, "shown": 1}),
        Forgery({}, NOBODY, {"monday": TODAY, "shown": 1}),
    ),
    WalkPress: (),  # a place in one's own list
    TogetherPress: (),  # a message of one's own chat
    LastPress: (),
    TodayPress: (),  # a page
    InvitePress: (
        Forgery(_SUMMARY, INVITERS),
        Forgery(_SUMMARY, INVITERS, {"role": "manager"}),
        Forgery(_SUMMARY, frozenset({Role.OWNER}), {"role": "lead"}),
        Forgery({}, frozenset({Role.OWNER}), {"role": "director"}),
        Forgery({}, NOBODY, {"role": "owner"}),
    ),
    PersonPress: (
        *_each(_PERSON, INVITERS, PersonDeed.PROFILE, PersonDeed.RENAME, PersonDeed.LEFT, PersonDeed.NUMBERS),
        *_each({"person_id": "waiting"}, INVITERS, PersonDeed.LINK),
        *_each({"person_id": "lead"}, frozenset({Role.OWNER}), PersonDeed.LEFT, PersonDeed.RENAME),
        *_each(
            {"person_id": "owner"},
            NOBODY,
            PersonDeed.LEFT,
            PersonDeed.RENAME,
            PersonDeed.NUMBERS,
            PersonDeed.PROFILE,
            PersonDeed.LINK,
            PersonDeed.FORGET,
        ),
        *_each({"person_id": "left"}, OWNERS, PersonDeed.FORGET),
        *_each(_PERSON, NOBODY, PersonDeed.FORGET),  # works here
    ),
    PlacePress: (
        Forgery(_PERSON | _SUMMARY, OWNERS, {"role": "lead"}),
        Forgery(_PERSON, OWNERS, {"role": "director"}),
        Forgery({"person_id": "waiting"}, NOBODY, {"role": "owner"}),
        Forgery(_PERSON, NOBODY, {"role": "lead"}),  # in no department
        Forgery(_PERSON | _SUMMARY, NOBODY, {"role": "owner"}),
    ),
    ProfilePress: (*(Forgery(_PERSON, INVITERS, {"profile": each}) for each in Profile),),
    GivePress: (
        Forgery(_GIVER, INVITERS, {"client_id": 0, "heir_id": 0}),
        Forgery(_HEIR, INVITERS, {"client_id": 0}),
        Forgery(_HEIR, INVITERS, {"client_id": 0, "sure": 1}),
        Forgery(_CLIENT, INVITERS, {"giver_id": 0}),
        Forgery(_CLIENT, INVITERS, {"giver_id": 0, "sure": 1}),
    ),
    PaymentPress: (
        *_each(
            _PAYMENT,
            EDITORS,
            PaymentDeed.EDIT,
            PaymentDeed.UNDO,
            PaymentDeed.NEXT,
            PaymentDeed.SAME,
            PaymentDeed.ANOTHER,
        ),
        *_each(_PAYMENT, EDITORS, PaymentDeed.KEEP, value="2026-11-21"),
        *_each({"value": "moved"}, EDITORS, PaymentDeed.REVERT),
        *_each(_PAYMENT, NOBODY, PaymentDeed.KEEP, value="31.02"),
    ),
    ReceiptPress: (
        *_each(_RECEIPT, FACT_ENTERERS, ReceiptDeed.UNDO),
        *_each(_RECEIPT, frozenset({Role.LEAD, Role.OWNER}), ReceiptDeed.CONFIRM),
        *_each(_RECEIPT, EDITORS, *RestChoice),
        *_each(_RECEIPT, NOBODY, ReceiptDeed.REST_BACK),
    ),
    ConfirmPress: (
        *_each(_SUMMARY, CONFIRMERS, ConfirmDeed.OPEN, day=TODAY),
        *_each(_SUMMARY | _PERSON, CONFIRMERS, ConfirmDeed.OPEN, day=TODAY),
        *_each(_SUMMARY | _PERSON, CONFIRMERS, ConfirmDeed.ALL, day=TODAY, receipt_id=10**9),
        *_each(_SUMMARY | _RECEIPT, CONFIRMERS, ConfirmDeed.ONE, day=TODAY),
        *_each(_SUMMARY | _RECEIPT, NOBODY, ConfirmDeed.ONE, day=TODAY - 1),  # of another day
        *_each(_SUMMARY | {"receipt_id": "step"}, NOBODY, ConfirmDeed.UNDO, day=TODAY),
        *_each(_SUMMARY, NOBODY, ConfirmDeed.OPEN, ConfirmDeed.ALL, day=2**62),
    ),
    UndoPress: (Forgery({"step_id": "step"}, FACT_ENTERERS),),
    BankPress: (
        *_each({"statement_id": "statement"}, BANK_LOADERS, BankDeed.OURS, BankDeed.THEIRS, value=1),
        *_each({"statement_id": "statement"}, CONFIRMERS, BankDeed.ACCEPT, BankDeed.CONFIRM, value=1),
        *_each({"statement_id": "statement", "value": "step"}, NOBODY, BankDeed.UNDO),
        *_each({"statement_id": "statement"}, NOBODY, BankDeed.RELEASE, value=1),
    ),
    UnseenPress: tuple(_each({"statement_id": "statement", "receipt_id": "receipt"}, CONFIRMERS, *UnseenDeed)),
    AccountPress: tuple(_each({}, SETTERS_OF_ALL, *AccountDeed, account_id=1)),
    AccountPlacePress: (Forgery({"department_id": "department"}, SETTERS_OF_ALL, {"account_id": 1}),),
    BankQuestionPress: tuple(_each({"statement_id": "statement"}, CONFIRMERS, *BankAnswer, document_id=1)),
    ImportPress: (
        *_each(_IMPORT, IMPORTERS, *(each for each in ImportDeed if each is not ImportDeed.WHOSE)),
        *_each(_IMPORT | {"value": "department"}, IMPORTERS, ImportDeed.WHOSE),
    ),
    ImportColumnPress: tuple(Forgery(_IMPORT, IMPORTERS, {"column": each, "at": 1}) for each in BaseColumn),
    ImportFieldPress: tuple(Forgery(_IMPORT, IMPORTERS, {"field": each}) for each in CardField),
    ImportLikelyPress: tuple(Forgery(_IMPORT, IMPORTERS, {"answer": each, "row": 2}) for each in LikelyAnswer),
    HeldPress: tuple(_each({"held_id": "held"}, FACT_ENTERERS, *HeldDeed)),
    ActivityPress: (
        *(_each(_ACTIVITY, SELLERS, ActivityDeed.NEXT, value=NextStep.TOMORROW)),
        *_each(_ACTIVITY, SELLERS, ActivityDeed.REPLAN, ActivityDeed.UNDO, ActivityDeed.MINUTES),
        *_each(_ACTIVITY, SELLERS, ActivityDeed.KEEP, value="2026-11-21"),
        *_each(_ACTIVITY, SELLERS, ActivityDeed.KIND, value="cold"),
        *_each(_ACTIVITY, NOBODY, ActivityDeed.NEXT, ActivityDeed.KIND, value="never"),
    ),
    AgendaRowPress: tuple(_each(_ACTIVITY, SELLERS, *AgendaRowDeed)),
    ReminderPress: tuple(_each({"reminder_id": "reminder"}, SELLERS, *ReminderDeed, *Snooze, version=1)),
    ClientPress: (
        *_each(_CLIENT_CARD, EVERYBODY, ClientDeed.CARD, ClientDeed.PHONES),
        *_each(_CLIENT_CARD, SELLERS, ClientDeed.CALL, ClientDeed.MEET, ClientDeed.PAY),
        *_each(_CLIENT_CARD, FACT_ENTERERS, ClientDeed.FACT),
        *_each(_CLIENT_CARD, CLIENT_EDITORS, ClientDeed.DO_NOT_CALL, ClientDeed.CALL_AGAIN, ClientDeed.ADD_CONTACT),
        *_each(_CLIENT_CARD, CLIENT_EDITORS, ClientDeed.ARCHIVE, ClientDeed.RESTORE),
        *_each(_CLIENT_CARD, CLIENT_EDITORS, ClientDeed.BLANKS, ClientDeed.FILL),
        *_each(_CLIENT_CARD, INVITERS, ClientDeed.GIVE),
        *_each(_CLIENT_CARD, FORGETTERS, ClientDeed.FORGET),
    ),
    ClientFieldPress: tuple(Forgery(_CLIENT_CARD, CLIENT_EDITORS, {"field": each}) for each in CardField),
    ContactPress: tuple(_each({"contact_id": "contact"}, CLIENT_EDITORS, *ContactDeed)),
    LikesPress: (Forgery({"one_id": "client", "other_id": "like"}, CLIENT_EDITORS),),
    MergePress: (Forgery({"kept_id": "client", "gone_id": "like"}, CLIENT_EDITORS),),
    PartPress: (Forgery({"merge_id": "merge"}, CLIENT_EDITORS),),
    ExportPress: (Forgery({}, EXPORTERS),),
    NewClientPress: (),  # a name that is asked
    TerritoryPress: (
        *_each(_SUMMARY, INVITERS, TerritoryDeed.ADD),
        *_each(_SUMMARY | {"territory_id": "territory"}, INVITERS, TerritoryDeed.OWNER, TerritoryDeed.REMOVE),
    ),
    DealPress: (
        *_each(_DEAL, EDITORS, DealDeed.MOVE, DealDeed.PROPOSED, value="contact"),
        *_each(_DEAL, EDITORS, DealDeed.BACK, value="lead"),
        *_each(_DEAL, EDITORS, DealDeed.LOST, value="price"),
        *_each(_DEAL, EDITORS, DealDeed.PAPER, DealDeed.PAPER_DAY, DealDeed.PAPER_FILE, DealDeed.CAME, value="act"),
        *_each(_DEAL, EDITORS, DealDeed.EDIT, DealDeed.RIVAL),
        *_each(_DEAL, SELLERS, DealDeed.PAY),
        *_each(_DEAL | {"value": "payment"}, EDITORS, DealDeed.LINK),
        *_each(_DEAL | {"value": "receipt"}, EDITORS, DealDeed.WON, DealDeed.MORE),
        *_each(_DEAL | {"value": "receipt"}, EDITORS, DealDeed.TAKE),
        *_each(_DEAL, NOBODY, DealDeed.MOVE, DealDeed.BACK, value="refusal"),
        *_each(_DEAL, NOBODY, DealDeed.MOVE, DealDeed.LOST, DealDeed.PAPER, DealDeed.CAME, value="never"),
    ),
    RoadPress: (
        *_each(_CLIENT_CARD, SELLERS, RoadDeed.OPEN),
        *_each({}, SELLERS, RoadDeed.MEET),  # about the message that it stands under
    ),
    AskedPress: (
        *_each(_TASK, SELLERS, TaskDeed.ACCEPT, TaskDeed.DONE, TaskDeed.DECLINE),
        *_each(_TASK, SELLERS | GIVERS, TaskDeed.DUE),
        *_each(_TASK, GIVERS, TaskDeed.AGREE, TaskDeed.KEEP, TaskDeed.WITHDRAW, TaskDeed.HAND),
        *_each({"ask_id": "own_task"}, SELLERS, TaskDeed.HOUR, TaskDeed.TOMORROW, TaskDeed.DONE),
        *_each(_HELP, frozenset({Role.LEAD}), TaskDeed.TAKE),
        *_each(_HELP, TASKED - SELLERS, TaskDeed.JOIN, TaskDeed.ADVISE),
        *_each(_HELP, NOBODY, TaskDeed.SOLVED, TaskDeed.YES),
        *_each(_HELP, SELLERS, TaskDeed.HELPED, TaskDeed.NOT_HELPED),
        *_each({"ask_id": "discount"}, GIVERS, TaskDeed.YES, TaskDeed.NO, TaskDeed.UP_TO),
        *_each({"ask_id": "discount"}, GIVERS, TaskDeed.UP_TO, value=80),
        *_each({"ask_id": "discount"}, NOBODY, TaskDeed.UP_TO, value=121),
    ),
    GiveTaskPress: (
        Forgery({}, TASKED, {"about": AskAbout.NOTHING}),
        *(
            Forgery({"record_id": kind}, GIVERS, {"about": about})
            for about, kind in {
                AskAbout.PERSON: "manager",
                AskAbout.CLIENT: "client",
                AskAbout.DEAL: "deal",
                AskAbout.PAYMENT: "payment",
            }.items()
        ),
    ),
    AskHelpPress: (
        *(
            Forgery({"record_id": kind}, SELLERS, {"about": about})
            for about, kind in {
                AskAbout.CLIENT: "client",
                AskAbout.DEAL: "deal",
                AskAbout.PAYMENT: "payment",
            }.items()
        ),
        Forgery({"record_id": "manager"}, NOBODY, {"about": AskAbout.PERSON}),
    ),
    DebtPress: (
        *_each(_DEBT, EDITORS, DebtDeed.PROMISE, DebtDeed.PROMISE_ALL, DebtDeed.DISPUTE, DebtDeed.CONTRACT),
        *_each(_DEBT, SELLERS, DebtDeed.HELP),
        *_each(_DEBT, EDITORS, DebtDeed.SETTLE),
        *_each(_DEBT, FACT_ENTERERS, DebtDeed.PART, DebtDeed.CAME),
        *_each(_DEBT, roles_that_may(Action.WRITE_OFF), DebtDeed.WRITE_OFF),
    ),
    ColdPress: (
        *_each({}, SELLERS, ColdDeed.NEXT, ColdDeed.STOP),
        *_each(_NUMBER, SELLERS, ColdDeed.CARD, ColdDeed.AGAIN, ColdDeed.OTHER, *ColdOutcome),
    ),
    ColdAgainPress: tuple(Forgery(_NUMBER, SELLERS, {"hour": each}) for each in ColdHour),
    ColdListPress: (
        *_each(_NUMBERS, COLD_KEEPERS, *(each for each in ColdListDeed if each is not ColdListDeed.WHOSE)),
        *_each(_NUMBERS | {"value": "department"}, COLD_KEEPERS, ColdListDeed.WHOSE),
    ),
    ColdSourcePress: tuple(Forgery(_NUMBERS, COLD_KEEPERS, {"source": each}) for each in ColdSource),
    NpsPress: tuple(Forgery(_CLIENT_CARD, SELLERS, {"answer": each}) for each in NpsAnswer),
    NewDealPress: tuple(
        Forgery({"record_id": kind}, SELLERS, {"deed": deed})
        for deed, kind in {
            NewDealOf.PAYMENT: "payment",
            NewDealOf.RECEIPT: "receipt",
            NewDealOf.ACTIVITY: "activity",
            NewDealOf.CLIENT: "client",
        }.items()
    ),
    StagePress: (
        *_each(
            _SUMMARY, STAGE_KEEPERS, StageDeed.RENAME, StageDeed.CHANCE, StageDeed.LIMIT, StageDeed.ADD, code="lead"
        ),
        *_each(_SUMMARY, STAGE_KEEPERS, StageDeed.UP, StageDeed.DOWN, StageDeed.INTO, code="lead", to="contact"),
        *_each(_SUMMARY, STAGE_KEEPERS, StageDeed.REMOVE, code="lead"),
        *_each(_SUMMARY, STAGE_KEEPERS, StageDeed.ROI, StageDeed.TOP, StageDeed.REASON_NEW),
        *_each(_SUMMARY, STAGE_KEEPERS, StageDeed.REASON_GONE, code="price"),
        *_each(_SUMMARY, NOBODY, StageDeed.RENAME, StageDeed.REMOVE, StageDeed.REASON_GONE, code="never"),
        *_each(_SUMMARY, NOBODY, StageDeed.INTO, code="lead", to="refusal"),
    ),
    CallPress: (
        *_each(_MISSED, RINGERS, CallDeed.RUNG, CallDeed.UNRUNG, CallDeed.LATER),
        *_each(_TALK, SELLERS, CallDeed.TALKED, CallDeed.PROPOSAL, CallDeed.REFUSED, CallDeed.BACK),
        *_each(_TALK | {"last_id": "talk"}, SELLERS, CallDeed.ALL),
        Forgery({}, SELLERS, {"deed": CallDeed.ASK, "call_id": 0}),  # of all that are the presser's own
        *_each({"call_id": "stranger"}, SELLERS, CallDeed.WHOSE),
        *_each({"call_id": "stranger"}, CLIENT_EDITORS, CallDeed.NEW),
    ),
    CallLogPress: (Forgery({"log_id": "call_log"}, COLD_KEEPERS),),
    EnquiryPress: (
        *_each(_ENQUIRY, ANSWERERS, *ANSWERS),
        *_each(_ENQUIRY, SELLERS, EnquiryDeed.CALLED),
    ),
    EnquiryForgetPress: (
        Forgery({"enquiry_id": "asker"}, FORGETTERS, {"reason": ForgetReason.ASKED}),
        Forgery(_ENQUIRY, NOBODY, {"reason": ForgetReason.ASKED}),  # a client's
    ),
    ConnectionPress: (
        *(Forgery({}, OWNERS, {"deed": ConnectionDeed.NEW, "kind": each}) for each in CONNECTED),
        Forgery({}, NOBODY, {"deed": ConnectionDeed.NEW, "kind": TokenKind.ICS}),
        *(
            Forgery(_TOKEN, OWNERS, {"deed": deed, "scope": each})
            for deed in (ConnectionDeed.GIVE, ConnectionDeed.TAKE, ConnectionDeed.TURN)
            for each in range(len(TokenScope))
        ),
        Forgery(_TOKEN, NOBODY, {"deed": ConnectionDeed.TURN, "scope": len(TokenScope)}),
        *_each(_TOKEN, NOBODY, ConnectionDeed.TELL, ConnectionDeed.ON),  # the API's key is told nothing
        *_each(_TOKEN, NOBODY, ConnectionDeed.SAY, ConnectionDeed.HUSH, ConnectionDeed.PAUSE, ConnectionDeed.TRY),
        *_each(_TOKEN, OWNERS, ConnectionDeed.REVOKE),
    ),
    GroupPress: (
        *_each(_GROUP | _SUMMARY, GROUP_KEEPERS, GroupDeed.ON),
        *_each(_GROUP, NOBODY, GroupDeed.NO, GroupDeed.MINE),  # answered already; and pressed in no group
        *_each(_GROUP, GROUP_KEEPERS, GroupDeed.OFF, GroupDeed.SLOTS, GroupDeed.SVOD, GroupDeed.NAMES, GroupDeed.WHOLE),
    ),
    RoiPress: (
        Forgery(_SUMMARY, PLANNERS, {"month": NOVEMBER}),
        Forgery(_SUMMARY, NOBODY, {"month": 2**62}),
    ),
    CheckinPress: (
        *_each(_ROW, SELLERS, CheckinDeed.CAME, CheckinDeed.PART, CheckinDeed.MOVE, CheckinDeed.NO),
        *_each(_ROW, SELLERS, CheckinDeed.QUIET, CheckinDeed.WAKE),
        *_each(
            {"checkin_id": "checkin"},
            SELLERS,
            CheckinDeed.SAME,
            CheckinDeed.SETTLED,
            CheckinDeed.ALL,
            CheckinDeed.ALL_CAME,
            CheckinDeed.PAGE,
            CheckinDeed.OPEN,
            CheckinDeed.EXTRA,
        ),
        *_each({"checkin_id": "checkin", "payment_id": "step"}, SELLERS, CheckinDeed.UNDO),
    ),
    SummaryPress: (
        *_each(_SUMMARY, WATCHERS, SummaryDeed.DETAILS, SummaryDeed.TOMORROW, **_SLOT),
        *_each(_SUMMARY | _PERSON, WATCHERS, SummaryDeed.PERSON, SummaryDeed.ROWS, **_SLOT),
        *_each(_SUMMARY, REMINDERS, SummaryDeed.REMIND_ALL, **_SLOT),
        *_each(_SUMMARY | _PERSON, REMINDERS, SummaryDeed.REMIND, SummaryDeed.REMIND_ROW, **_SLOT),
        *_each(_SUMMARY | _PERSON | _PAYMENT, FACT_ENTERERS - SELLERS, SummaryDeed.CAME, **_SLOT),
        *_each(_SUMMARY | _PERSON | {"payment_id": "step"}, NOBODY, SummaryDeed.UNDO, **_SLOT),
        *_each(_SUMMARY | _PERSON | _PAYMENT, frozenset({Role.LEAD}), SummaryDeed.TAKEN, **_SLOT),
        *_each(_SUMMARY | _PERSON, frozenset({Role.LEAD}), SummaryDeed.TAKE, **_SLOT),
        *_each(_SUMMARY, NOBODY, SummaryDeed.DETAILS, day=2**62, slot=NOON),
        *_each(_SUMMARY, NOBODY, SummaryDeed.DETAILS, day=TODAY, slot=24 * 60),
    ),
    DepartmentPress: tuple(_each(_SUMMARY, WATCHERS, *DepartmentDeed)),
    PlanTablePress: (
        *_each(
            _SUMMARY,
            PLAN_READERS - SELLERS,
            PlanTableDeed.OPEN,
            PlanTableDeed.EXCEL,
            PlanTableDeed.YEAR,
            **_MONTH,
        ),
        *_each(_SUMMARY, PLANNERS, PlanTableDeed.OWN, PlanTableDeed.COPY, **_MONTH),
        *_each(_SUMMARY, NOBODY, PlanTableDeed.OPEN, month=2**62, metric="money"),
    ),
    PersonPlanPress: (
        *_each(_PERSON, PLAN_READERS, PersonPlanDeed.PERSON, **_MONTH),
        *_each(_PERSON, PLANNERS, PersonPlanDeed.ENTER, **_MONTH),
        *_each({"person_id": "lead"}, NOBODY, PersonPlanDeed.ENTER, PersonPlanDeed.PERSON, **_MONTH),
        *_each(_PERSON, NOBODY, PersonPlanDeed.ENTER, month=1, metric="money"),
    ),
    NormPress: (
        *_each(_SUMMARY, PLANNERS, NormDeed.ENTER, profile="mixed", kind="calls_a_day"),
        *_each(_PERSON, PLANNERS, NormDeed.ENTER, department_id=0, kind="calls_a_day"),
    ),
    ProratePress: (*_each(_PERSON, PLANNERS, *ProrateDeed, turn="came"),),
    BonusPress: (*_each(_SUMMARY, frozenset({Role.OWNER}), *BonusDeed, *BonusRule),),
    PlanUndoPress: (Forgery(_UNDONE, PLANNERS),),
    AbsencePress: (
        *_each(_ABSENCE, ABSENCE_WRITERS, AbsenceDeed.AGREE, AbsenceDeed.DECLINE),
        *_each(_ABSENCE, ABSENCE_ROLES, AbsenceDeed.WITHDRAW, AbsenceDeed.STANDS_IN),
    ),
    SettingsPress: (
        *_each(_SUMMARY, SETTERS, SettingsDeed.SHOW, SettingsDeed.MESSAGES, SettingsDeed.CALENDAR),
        *_each(_SUMMARY, SETTERS, SettingsDeed.DISCOUNT),
        *_each(_SUMMARY, SETTERS, SettingsDeed.TURN, SettingsDeed.HOUR, value="svod"),
        *_each(_SUMMARY, CALENDAR_KEEPERS, SettingsDeed.DAY, value=str(TODAY)),
        *_each(_SUMMARY, CALENDAR_KEEPERS, SettingsDeed.MARK, value=f"{TODAY}-off"),
        *_each(_SUMMARY, frozenset({Role.OWNER}), *settings.OWNERS),
        *_each({}, OWNERS, SettingsDeed.NEW, department_id=0),
        *_each(_SUMMARY, OWNERS, SettingsDeed.CONFIRMED, SettingsDeed.INSIDE, SettingsDeed.PINS),
        *_each(_SUMMARY, NOBODY, SettingsDeed.NEW),
        *_each(_SUMMARY, NOBODY, SettingsDeed.TURN, SettingsDeed.HOUR, value="payday"),
        *_each(_SUMMARY, NOBODY, SettingsDeed.DAY, SettingsDeed.CALENDAR, value="9999999"),
        *_each(_SUMMARY, NOBODY, SettingsDeed.MARK, value=f"{TODAY}-party"),
    ),
    AwayPress: (*_each(_SUMMARY, ABSENCE_WRITERS, *AwayDeed),),
    TomorrowPress: (
        *_each({}, SELLERS, TomorrowDeed.SHOW, TomorrowDeed.OPEN, TomorrowDeed.OK, TomorrowDeed.ADD, day=TODAY + 3),
        *_each(
            {"payment_id": "payment"},
            SELLERS,
            TomorrowDeed.ITEM,
            TomorrowDeed.SUM,
            TomorrowDeed.DROP,
            TomorrowDeed.WHY,
            TomorrowDeed.KEEP,
            day=TODAY + 3,
        ),
        *_each({}, NOBODY, TomorrowDeed.SHOW, day=1),
    ),
    SvodPress: (*_each(_SUMMARY, PLANNERS, SvodDeed.WRITE, **_OCTOBER_DAYS),),
    WeekPress: (
        *_each(_PERSON, EVERYBODY, *WeekDeed, monday=MONDAY),
        *_each(_PERSON, NOBODY, WeekDeed.SHOW, monday=TODAY),  # no Monday
        *_each(_PERSON, NOBODY, WeekDeed.SHOW, monday=2**62),
    ),
    WeekPlanPress: (
        *_each({}, SELLERS, *WeekPlanDeed, monday=MONDAY),
        *_each({}, NOBODY, WeekPlanDeed.CONFIRM, monday=2**62),
    ),
    WeekForPress: (
        Forgery(_PERSON, PLANNERS, {"monday": MONDAY}),
        Forgery({"person_id": "lead"}, NOBODY, {"monday": MONDAY}),
        Forgery({"person_id": "waiting"}, NOBODY, {"monday": MONDAY}),
        Forgery(_PERSON, NOBODY, {"monday": TODAY}),
    ),
    WeekSlipPress: (
        *(
            Forgery(_MOVED, SELLERS | PLANNERS, {"monday": MONDAY, "reason": each})
            for each in WeekSlipPress.words("reason")
        ),
        Forgery(_MOVED, NOBODY, {"monday": TODAY, "reason": MoveReason.NO_MONEY}),
    ),
    WeekItemPress: (Forgery(_PAYMENT, SELLERS),),
    WeekRegularPress: (*_each(_CLIENT_CARD, SELLERS, *WeekRegularDeed, monday=MONDAY),),
    WeekTablePress: (
        *_each(_SUMMARY, WATCHERS, *WeekTableDeed, monday=MONDAY),
        *_each(_SUMMARY, NOBODY, WeekTableDeed.OPEN, monday=TODAY),
    ),
}


OPENED: dict[type[View], tuple[Forgery, ...]] = {
    CommandsView: (),  # the reader's own
    TeamView: (Forgery(_SUMMARY, WATCHERS),),
    PersonView: (Forgery(_PERSON, WATCHERS),),
    ForgettingPersonView: (
        Forgery({"person_id": "left"}, OWNERS),
        Forgery(_PERSON, NOBODY),  # works here
        Forgery({"person_id": "owner"}, NOBODY),
    ),
    EnquiryCard: (Forgery(_ENQUIRY, ANSWERERS), Forgery(_ENQUIRY, ANSWERERS, {"forgets": True})),
    LeavingView: (
        Forgery(_PERSON, INVITERS),
        Forgery({"person_id": "lead"}, frozenset({Role.OWNER})),
        Forgery({"person_id": "owner"}, NOBODY),
    ),
    PartedView: (
        Forgery({"person_id": "left"}, INVITERS),
        Forgery(_PERSON, NOBODY),  # works here
    ),
    PlaceView: (
        Forgery(_PERSON, OWNERS),
        Forgery(_PERSON | _SUMMARY, OWNERS, {"role": "lead"}),
    ),
    ColdListsView: (Forgery(_SUMMARY, COLD_KEEPERS), Forgery({}, COLD_KEEPERS)),
    ColdListView: (Forgery(_NUMBERS, COLD_KEEPERS),),
    LoadedLogView: (Forgery({"log_id": "call_log"}, COLD_KEEPERS),),
    AsksView: (
        *(Forgery(_SUMMARY, TASKED - SELLERS, {"which": each}) for each in AskFilter),
        *(Forgery({}, TASKED, {"which": each}) for each in AskFilter),
        Forgery(_SUMMARY | _PERSON, TASKED - SELLERS),
    ),
    AskPeopleView: (Forgery(_SUMMARY, TASKED - SELLERS),),
    AskCard: (Forgery(_TASK, TASKED), Forgery({"ask_id": "own_task"}, SELLERS)),
    DebtsView: (Forgery(_SUMMARY, WATCHERS), Forgery({}, EVERYBODY)),
    DebtListView: (
        *(Forgery(_SUMMARY, WATCHERS, {"which": each}) for each in DebtFilter),
        *(Forgery({}, EVERYBODY, {"which": each}) for each in DebtFilter),
    ),
    DebtsWorkbook: (Forgery(_SUMMARY, WATCHERS), Forgery({}, EVERYBODY)),
    NearView: (Forgery({}, SELLERS, {"route": 0}), Forgery({}, SELLERS, {"route": 1})),  # the place is in the message
    DebtCard: (Forgery(_DEBT, EVERYBODY), Forgery(_DEBT, EVERYBODY, {"event_id": 1})),
    LetterView: tuple(Forgery(_DEBT, EVERYBODY, {"tone": each}) for each in Tone),
    DealCard: tuple(Forgery(_DEAL, EVERYBODY, {"asks": each}) for each in DealAsks),
    PaperFileView: (Forgery({"paper_file_id": "paper_file"}, EVERYBODY),),
    DealsView: (*(Forgery(_SUMMARY, WATCHERS, {"which": each}) for each in DealsFilter), Forgery({}, EVERYBODY)),
    ConnectionsView: (Forgery({}, OWNERS),),
    ConnectionCard: tuple(Forgery(_TOKEN, OWNERS, more) for more in ({}, {"removing": True}, {"choosing": True})),
    WrittenOffView: (Forgery(_SUMMARY, WRITERS_OFF),),
    GroupsView: (Forgery(_SUMMARY, GROUP_KEEPERS),),
    GroupCard: (Forgery(_GROUP, GROUP_KEEPERS),),
    StagesView: (Forgery(_SUMMARY, STAGE_KEEPERS),),
    StageView: (Forgery(_SUMMARY, STAGE_KEEPERS), Forgery(_SUMMARY, NOBODY, {"at": 99})),
    LostReasonsView: (Forgery(_SUMMARY, STAGE_KEEPERS),),
    FunnelView: (
        *(Forgery(_SUMMARY, EVERYBODY, {"now": each, **_NOVEMBER_DAYS}) for each in (False, True)),
        Forgery(_SUMMARY | _PERSON, EVERYBODY, _NOVEMBER_DAYS),
        Forgery(_SUMMARY, NOBODY, {"first": NOVEMBER, "last": 2**62}),
    ),
    **{
        each: (Forgery(_SUMMARY | _PERSON, EVERYBODY, _NOVEMBER_DAYS),)
        for each in (FunnelPicture, FunnelWorkbook, KpiView, KpiPicture, KpiWorkbook)
    },
    DealPeopleView: (Forgery(_SUMMARY, EVERYBODY - SELLERS, _NOVEMBER_DAYS),),
    TopView: (Forgery(_SUMMARY, EVERYBODY, _NOVEMBER_DAYS),),
    **{each: (Forgery(_SUMMARY, EVERYBODY - SELLERS, _NOVEMBER_DAYS),) for each in (TopPicture, TopWorkbook)},
    PaymentDealView: (Forgery(_PAYMENT, EDITORS),),
    WeekItemCard: (
        Forgery(_PAYMENT | _PERSON, WATCHERS, {"monday": MONDAY}),
        Forgery(_PAYMENT | _PERSON, WATCHERS, {"monday": MONDAY, "page": 2}),
    ),
    ReceiptDealView: (Forgery(_RECEIPT, SELLERS),),
    **{
        each: (Forgery(_CLIENT_CARD, EVERYBODY),)
        for each in (
            ClientCard,
            ClientContactsView,
            ClientHistoryView,
            ClientDealsView,
            ClientMoneyView,
            ClientLikesView,
            ClientReferralsView,
        )
    },
    ClientEditView: (Forgery(_CLIENT_CARD, CLIENT_EDITORS),),
    ContactView: (Forgery({"contact_id": "contact"}, EVERYBODY),),
    ClientsView: (),  # one's own
    ClientPairView: (Forgery({"one_id": "client", "other_id": "like"}, EVERYBODY),),
    LikesView: (),
    ReferralsView: (),
    ClientListView: tuple(Forgery({}, EVERYBODY, {"section": each}) for each in Section),
    TerritoriesView: (Forgery(_SUMMARY, INVITERS),),
    TerritoryView: (Forgery({"territory_id": "territory"}, INVITERS),),
    AbsenceView: tuple(Forgery(_ABSENCE, ABSENCE_ROLES, {"deed": each}) for each in AbsenceFace),
    AwayView: (Forgery(_SUMMARY, ABSENCE_WRITERS),),
    PlansView: (
        *(Forgery(_SUMMARY, PLAN_READERS - SELLERS, {"month": NOVEMBER, "metric": each}) for each in Metric),
        Forgery(_SUMMARY, NOBODY, {"month": 2**62}),
        Forgery(_SUMMARY, NOBODY, {"month": 1}),
    ),
    NormsView: (Forgery(_SUMMARY, PLAN_READERS - SELLERS),),
    NormsOfView: (Forgery(_SUMMARY, PLANNERS, {"profile": "mixed"}), Forgery(_PERSON, PLANNERS)),
    VisitsView: (
        Forgery(_PERSON, EVERYBODY, {"monday": MONDAY}),
        Forgery(_PERSON, NOBODY, {"monday": TODAY}),
    ),
    VisitDayView: (Forgery(_PERSON, EVERYBODY, {"day": TODAY}), Forgery({}, NOBODY, {"day": 2**62})),
    VisitView: (
        Forgery(_ACTIVITY, SELLERS),
        Forgery(_ACTIVITY, SELLERS, {"monday": MONDAY, "day": MONDAY + 1}),
        Forgery(_ACTIVITY, NOBODY, {"monday": TODAY}),
    ),
    TeamVisitsView: (
        Forgery(_SUMMARY, WATCHERS, {"monday": MONDAY}),
        Forgery(_SUMMARY, NOBODY, {"monday": TODAY}),
    ),
    ForgottenByDayView: (Forgery({}, SELLERS, {"monday": MONDAY}), Forgery({}, NOBODY, {"monday": TODAY})),
    CalendarFile: (Forgery({}, SELLERS),),
    VisitsWorkbook: (
        Forgery(_PERSON, EVERYBODY, {"monday": MONDAY}),
        Forgery(_SUMMARY, WATCHERS, {"monday": MONDAY}),
        Forgery(_SUMMARY, NOBODY, {"monday": TODAY}),
    ),
    WeekTableView: (
        Forgery(_SUMMARY, WATCHERS, {"monday": MONDAY}),
        Forgery(_SUMMARY, NOBODY, {"monday": TODAY}),
    ),
    OrphansView: (Forgery(_SUMMARY, INVITERS),),
    UnownedView: (Forgery(_SUMMARY, INVITERS),),
    StatsView: (
        *(Forgery(_SUMMARY, WATCHERS, {"period": each}) for each in StatsPeriod),
        Forgery({}, EVERYBODY),
    ),
    DayView: (
        Forgery(_SUMMARY, WATCHERS, {"day": TODAY}),
        Forgery(_PERSON, EVERYBODY, {"day": TODAY}),
        Forgery({}, NOBODY, {"day": 2**62}),
    ),
    HeldCard: (Forgery({"held_id": "held"}, FACT_ENTERERS),),
    ConfirmDayView: (
        Forgery(_SUMMARY, CONFIRMERS, {"day": TODAY}),
        Forgery(_SUMMARY | _PERSON, CONFIRMERS, {"day": TODAY}),
        Forgery(_SUMMARY, NOBODY, {"day": 2**62}),
    ),
    DayPeopleView: (Forgery(_SUMMARY, WATCHERS, {"day": TODAY}),),
    ImportView: (Forgery(_IMPORT, IMPORTERS),),
    ImportColumnsView: (Forgery(_IMPORT, IMPORTERS),),
    ImportColumnView: (Forgery(_IMPORT, IMPORTERS, {"at": 1}), Forgery(_IMPORT, NOBODY, {"at": 2**40})),
    ImportPolicyView: (Forgery(_IMPORT, IMPORTERS),),
    ImportLikelyView: (Forgery(_IMPORT, IMPORTERS),),
    ImportQuestionsFile: (Forgery(_IMPORT, IMPORTERS),),
    ImportSampleFile: (),
    BankStatementView: (Forgery({"statement_id": "statement"}, BANK_LOADERS),),
    BankQuestionView: (Forgery({"statement_id": "statement"}, CONFIRMERS),),
    BankBook: (Forgery({"statement_id": "statement"}, BANK_LOADERS),),
    BankTakenView: (Forgery({"statement_id": "statement"}, CONFIRMERS),),
    BankDocumentView: (Forgery({"statement_id": "statement"}, CONFIRMERS, {"document_id": 1}),),
    UnseenAsksView: (),
    BankUnseenView: (Forgery({"statement_id": "statement"}, BANK_LOADERS),),
    UnseenReceiptView: (Forgery({"statement_id": "statement", "receipt_id": "receipt"}, CONFIRMERS),),
    BankListView: (Forgery({}, BANK_LOADERS),),
    BankAccountsView: (Forgery({}, BANK_LOADERS),),
    BankAccountView: (Forgery({}, SETTERS_OF_ALL, {"account_id": 1}),),
    SvodView: (
        *(Forgery(_SUMMARY, EVERYBODY, {"deed": each, **_NOVEMBER_DAYS}) for each in SvodPart),
        Forgery(_SUMMARY, NOBODY, {"first": NOVEMBER, "last": 2**62}),
        Forgery(_SUMMARY, NOBODY, {"first": 1, "last": NOVEMBER}),
        Forgery(_SUMMARY, NOBODY, {"first": NOVEMBER, "last": NOVEMBER - 1}),
        Forgery(_SUMMARY, NOBODY, {"kept": 1, **_NOVEMBER_DAYS}),
    ),
    **{each: (Forgery(_SUMMARY, EVERYBODY, _NOVEMBER_DAYS),) for each in (SvodPicture, SvodWorkbook, ForecastView)},
    AccuracyView: (Forgery(_SUMMARY, EVERYBODY, _NOVEMBER_DAYS),),
    HouseView: (
        Forgery({}, frozenset({Role.OWNER, Role.DIRECTOR}), _NOVEMBER_DAYS),
        Forgery({}, NOBODY, {"first": NOVEMBER, "last": NOVEMBER - 1}),
    ),
    MonthCloseView: (Forgery(_SUMMARY, WATCHERS, _OCTOBER_DAYS),),
    MonthSlipsView: (Forgery(_SUMMARY, WATCHERS, _OCTOBER_DAYS),),
    NextPlansView: (Forgery(_SUMMARY, PLANNERS, _OCTOBER_DAYS),),
    BonusView: (Forgery(_SUMMARY, BonusView.opens_for, _OCTOBER_DAYS),),
    BonusWorkbook: (Forgery(_SUMMARY, BonusView.opens_for, _OCTOBER_DAYS),),
}
"""Views that a button opens, forged as presses are."""

Shape: TypeAlias = type[Press] | type[View]


def fields_of(shape: Shape) -> dict[str, FieldInfo]:
    """What its button carries."""
    return dict(shape.model_fields) if issubclass(shape, Press) else shape.list_carried()


def numbers_of(shape: Shape) -> list[str]:
    return [name for name, about in fields_of(shape).items() if {int, date} & {*kinds_of(about)}]


def packed(shape: Shape, forgery: Forgery, own: dict[str, list[int]], **forged: Any) -> str:
    """The data of a button with some of its fields forged; a malformed one is written in by hand."""
    values = {name: own[kind][0] for name, kind in forgery.ids.items()} | forgery.rest | forged
    parts = [shape.prefix] if issubclass(shape, Press) else [OPENS, shape.name]
    for name, about in fields_of(shape).items():
        value = values.get(name, 0 if about.is_required() else about.default)
        parts.append("" if value is None else str(int(value) if isinstance(value, bool) else value))
    while parts[-1] == "" and "" not in forged.values() and not issubclass(shape, Press):
        parts.pop()
    return SEPARATOR.join(parts)


def all_shapes() -> list[Shape]:
    return [*SHAPES.values(), *(view for view in VIEWS.values() if view.opens_for)]


def forgeries_of(shape: Shape) -> tuple[Forgery, ...]:
    """What the table says, and for each field of a closed set a word that is none of it."""
    said = FORGERIES.get(shape, ()) if issubclass(shape, Press) else OPENED.get(shape, ())
    closed = [name for name, about in fields_of(shape).items() if words_of(about)] if said else []
    return (*said, *(Forgery(said[0].ids, NOBODY, said[0].rest | {name: "steal"}) for name in closed))
