"""What one person may see and do in a transaction."""

from functools import cached_property

from sales.core.clock import Clock
from storage.absences.absences import Absences
from storage.absences.meanwhile import MeanwhileOf
from storage.activities.activities import Activities
from storage.activities.reminders import Reminders
from storage.api.records import ApiRecords
from storage.asks.ask_changes import AskChanges
from storage.asks.asks import Asks
from storage.bank.choices import BankChoices
from storage.bank.statements import BankStatements
from storage.bank.taking import BankTaking
from storage.bank.unseen import UnseenReceipts
from storage.checkins.checkins import Checkins
from storage.clients.clients import Clients
from storage.clients.contacts import Contacts
from storage.clients.edits import ClientEdits
from storage.clients.export import Exports
from storage.clients.forgetting import ClientForgetting
from storage.clients.handover import Handovers
from storage.clients.likes import ClientLikes
from storage.clients.merging import ClientMerges
from storage.clients.places import Places
from storage.clients.referrals import Referrals
from storage.clients.sections import ClientSections
from storage.clients.territories import Territories
from storage.cold.lists import ColdLists
from storage.cold.queue import ColdQueue
from storage.deals.deal_payments import DealPayments
from storage.deals.deals import Deals
from storage.deals.funnels import Funnels
from storage.deals.kpis import DealEvents
from storage.deals.nps import NpsAnswers
from storage.deals.paper_files import PaperFiles
from storage.deals.papers import Papers
from storage.deals.reasons import LostReasons
from storage.deals.settings import DealSettings
from storage.deals.stages import Stages
from storage.deals.standing import DealStandings
from storage.debts.debt_changes import DebtChanges
from storage.debts.debts import Debts
from storage.debts.written_off import WrittenOffs
from storage.door.tokens import DoorTokens
from storage.engine.actor import Actor
from storage.engine.session import Session
from storage.engine.undo_steps import UndoSteps
from storage.enquiries.enquiries import Enquiries
from storage.feeds.feed_rows import FeedRows
from storage.groups.groups import Groups
from storage.imports.applying import ImportWriting
from storage.imports.imports import Imports
from storage.imports.reverting import ImportReverting
from storage.inline.client_money import ClientMoney
from storage.inline.prepared import PreparedTexts
from storage.payments.counting import Counting
from storage.payments.payment_changes import PaymentChanges
from storage.payments.payment_undo import PaymentStories
from storage.payments.payments import Payments
from storage.payments.receipts import Receipts
from storage.payments.undoable import UndoableRecords
from storage.people.forgetting import PeopleForgetting
from storage.people.invitations import Invitations
from storage.people.people import People
from storage.plans.norms import NormsOf
from storage.plans.openings import Openings
from storage.plans.plans import Plans
from storage.queues.dialogs import Dialogs
from storage.results.bonus import BonusRules
from storage.results.kept_reports import KeptReports
from storage.results.month_close import MonthCloses
from storage.results.period import Periods
from storage.results.statistics import StatisticsOf
from storage.road.nearby import Nearby
from storage.settings.departments import Departments
from storage.settings.schedule import Schedules
from storage.settings.special_days import SpecialDays
from storage.telephony.own_calls import PbxCalls
from storage.tomorrow.tomorrow_plans import TomorrowPlans
from storage.visits.calendars import OwnCalendars
from storage.visits.visits import VisitsOf
from storage.week.lines import WeekLines
from storage.week.plans import WeekPlans


class ActorFace:
    """What one person may see and do: no call of it takes an actor, and none is made without one."""

    def __init__(self, session: Session, clock: Clock, actor: Actor) -> None:
        self._stand = session, clock, actor

    @cached_property
    def absences(self) -> Absences:
        return Absences(*self._stand)

    @cached_property
    def activities(self) -> Activities:
        return Activities(*self._stand)

    @cached_property
    def api_records(self) -> ApiRecords:
        return ApiRecords(*self._stand)

    @cached_property
    def asks(self) -> Asks:
        return Asks(*self._stand)

    @cached_property
    def ask_changes(self) -> AskChanges:
        return AskChanges(*self._stand)

    @cached_property
    def bank_statements(self) -> BankStatements:
        return BankStatements(*self._stand)

    @cached_property
    def bank_choices(self) -> BankChoices:
        return BankChoices(*self._stand)

    @cached_property
    def bank_taking(self) -> BankTaking:
        return BankTaking(*self._stand)

    @cached_property
    def bank_unseen(self) -> UnseenReceipts:
        return UnseenReceipts(*self._stand)

    @cached_property
    def bonus(self) -> BonusRules:
        return BonusRules(*self._stand)

    @cached_property
    def calendars(self) -> OwnCalendars:
        return OwnCalendars(*self._stand)

    @cached_property
    def checkins(self) -> Checkins:
        return Checkins(*self._stand)

    @cached_property
    def client_edits(self) -> ClientEdits:
        return ClientEdits(*self._stand)

    @cached_property
    def client_forgetting(self) -> ClientForgetting:
        return ClientForgetting(*self._stand)

    @cached_property
    def client_likes(self) -> ClientLikes:
        return ClientLikes(*self._stand)

    @cached_property
    def client_merges(self) -> ClientMerges:
        return ClientMerges(*self._stand)

    @cached_property
    def client_sections(self) -> ClientSections:
        return ClientSections(*self._stand)

    @cached_property
    def clients(self) -> Clients:
        return Clients(*self._stand)

    @cached_property
    def cold_lists(self) -> ColdLists:
        return ColdLists(*self._stand)

    @cached_property
    def cold_queue(self) -> ColdQueue:
        return ColdQueue(*self._stand)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(*self._stand)

    @cached_property
    def counting(self) -> Counting:
        return Counting(*self._stand)

    @cached_property
    def deals(self) -> Deals:
        return Deals(*self._stand)

    @cached_property
    def deal_payments(self) -> DealPayments:
        return DealPayments(*self._stand)

    @cached_property
    def deal_events(self) -> DealEvents:
        return DealEvents(*self._stand)

    @cached_property
    def door_tokens(self) -> DoorTokens:
        return DoorTokens(*self._stand)

    @cached_property
    def enquiries(self) -> Enquiries:
        return Enquiries(*self._stand)

    @cached_property
    def exports(self) -> Exports:
        return Exports(*self._stand)

    @cached_property
    def feed_rows(self) -> FeedRows:
        return FeedRows(*self._stand)

    @cached_property
    def funnels(self) -> Funnels:
        return Funnels(*self._stand)

    @cached_property
    def paper_files(self) -> PaperFiles:
        return PaperFiles(*self._stand)

    @cached_property
    def deal_papers(self) -> Papers:
        return Papers(*self._stand)

    @cached_property
    def deal_settings(self) -> DealSettings:
        return DealSettings(*self._stand)

    @cached_property
    def deal_standings(self) -> DealStandings:
        return DealStandings(*self._stand)

    @cached_property
    def debt_changes(self) -> DebtChanges:
        return DebtChanges(*self._stand)

    @cached_property
    def client_money(self) -> ClientMoney:
        return ClientMoney(*self._stand)

    @cached_property
    def prepared(self) -> PreparedTexts:
        return PreparedTexts(*self._stand)

    @cached_property
    def nearby(self) -> Nearby:
        return Nearby(*self._stand)

    @cached_property
    def debts(self) -> Debts:
        return Debts(*self._stand)

    @cached_property
    def departments(self) -> Departments:
        return Departments(*self._stand)

    @cached_property
    def dialogs(self) -> Dialogs:
        return Dialogs(*self._stand)

    @cached_property
    def groups(self) -> Groups:
        return Groups(*self._stand)

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(*self._stand)

    @cached_property
    def imports(self) -> Imports:
        return Imports(*self._stand)

    @cached_property
    def import_reverting(self) -> ImportReverting:
        return ImportReverting(*self._stand)

    @cached_property
    def import_writing(self) -> ImportWriting:
        return ImportWriting(*self._stand)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(*self._stand)

    @cached_property
    def people_forgetting(self) -> PeopleForgetting:
        return PeopleForgetting(*self._stand)

    @cached_property
    def kept_reports(self) -> KeptReports:
        return KeptReports(*self._stand)

    @cached_property
    def undo_steps(self) -> UndoSteps:
        return UndoSteps(*self._stand)

    @cached_property
    def undoable(self) -> UndoableRecords:
        return UndoableRecords(*self._stand)

    @cached_property
    def lost_reasons(self) -> LostReasons:
        return LostReasons(*self._stand)

    @cached_property
    def meanwhile(self) -> MeanwhileOf:
        return MeanwhileOf(*self._stand)

    @cached_property
    def month_close(self) -> MonthCloses:
        return MonthCloses(*self._stand)

    @cached_property
    def norms(self) -> NormsOf:
        return NormsOf(*self._stand)

    @cached_property
    def nps(self) -> NpsAnswers:
        return NpsAnswers(*self._stand)

    @cached_property
    def payment_changes(self) -> PaymentChanges:
        return PaymentChanges(*self._stand)

    @cached_property
    def payment_stories(self) -> PaymentStories:
        return PaymentStories(*self._stand)

    @cached_property
    def openings(self) -> Openings:
        return Openings(*self._stand)

    @cached_property
    def payments(self) -> Payments:
        return Payments(*self._stand)

    @cached_property
    def pbx_calls(self) -> PbxCalls:
        return PbxCalls(*self._stand)

    @cached_property
    def people(self) -> People:
        return People(*self._stand)

    @cached_property
    def period(self) -> Periods:
        return Periods(*self._stand)

    @cached_property
    def places(self) -> Places:
        return Places(*self._stand)

    @cached_property
    def plans(self) -> Plans:
        return Plans(*self._stand)

    @cached_property
    def receipts(self) -> Receipts:
        return Receipts(*self._stand)

    @cached_property
    def referrals(self) -> Referrals:
        return Referrals(*self._stand)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(*self._stand)

    @cached_property
    def schedule(self) -> Schedules:
        return Schedules(*self._stand)

    @cached_property
    def special_days(self) -> SpecialDays:
        return SpecialDays(*self._stand)

    @cached_property
    def stages(self) -> Stages:
        return Stages(*self._stand)

    @cached_property
    def statistics(self) -> StatisticsOf:
        return StatisticsOf(*self._stand)

    @cached_property
    def territories(self) -> Territories:
        return Territories(*self._stand)

    @cached_property
    def tomorrow_plans(self) -> TomorrowPlans:
        return TomorrowPlans(*self._stand)

    @cached_property
    def visits(self) -> VisitsOf:
        return VisitsOf(*self._stand)

    @cached_property
    def week_lines(self) -> WeekLines:
        return WeekLines(*self._stand)

    @cached_property
    def week_plans(self) -> WeekPlans:
        return WeekPlans(*self._stand)

    @cached_property
    def written_offs(self) -> WrittenOffs:
        return WrittenOffs(*self._stand)
