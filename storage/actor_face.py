"""What one person may see and do in a transaction."""

from sales.core.clock import Clock
from storage.absences.absences import Absences
from storage.absences.meanwhile import MeanwhileOf
from storage.activities.activities import Activities
from storage.activities.activity_changes import ActivityChanges
from storage.activities.reminders import Reminders
from storage.api.records import ApiRecords
from storage.asks.ask_changes import AskChanges
from storage.asks.ask_passing import AskPassing
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
from storage.deals.stage_moves import StageMoves
from storage.deals.stages import Stages
from storage.deals.standing import DealStandings
from storage.debts.debt_changes import DebtChanges
from storage.debts.debts import Debts
from storage.debts.written_off import WrittenOffs
from storage.door.hook_addresses import HookAddresses
from storage.door.tokens import DoorTokens
from storage.engine.actor import Actor
from storage.engine.parts import of_actor
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
from storage.payments.confirmations import Confirmations
from storage.payments.counting import Counting
from storage.payments.parting import Parting
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
from storage.telephony.logs import CallLogs
from storage.telephony.own_calls import PbxCalls
from storage.tomorrow.tomorrow_plans import TomorrowPlans
from storage.visits.calendars import OwnCalendars
from storage.visits.visits import VisitsOf
from storage.week.lines import WeekLines
from storage.week.plans import WeekPlans


class ActorFace:
    """What one person may see and do: no call of it takes an actor, and none is made without one."""

    def __init__(self, session: Session, clock: Clock, actor: Actor) -> None:
        self.stand = session, clock, actor

    absences = of_actor(Absences)
    activities = of_actor(Activities)
    activity_changes = of_actor(ActivityChanges)
    api_records = of_actor(ApiRecords)
    ask_changes = of_actor(AskChanges)
    ask_passing = of_actor(AskPassing)
    asks = of_actor(Asks)
    bank_choices = of_actor(BankChoices)
    bank_statements = of_actor(BankStatements)
    bank_taking = of_actor(BankTaking)
    bank_unseen = of_actor(UnseenReceipts)
    bonus = of_actor(BonusRules)
    calendars = of_actor(OwnCalendars)
    call_logs = of_actor(CallLogs)
    checkins = of_actor(Checkins)
    client_edits = of_actor(ClientEdits)
    client_forgetting = of_actor(ClientForgetting)
    client_likes = of_actor(ClientLikes)
    client_merges = of_actor(ClientMerges)
    client_money = of_actor(ClientMoney)
    client_sections = of_actor(ClientSections)
    clients = of_actor(Clients)
    cold_lists = of_actor(ColdLists)
    cold_queue = of_actor(ColdQueue)
    confirmations = of_actor(Confirmations)
    contacts = of_actor(Contacts)
    counting = of_actor(Counting)
    deal_events = of_actor(DealEvents)
    deal_papers = of_actor(Papers)
    deal_payments = of_actor(DealPayments)
    deal_settings = of_actor(DealSettings)
    deal_standings = of_actor(DealStandings)
    deals = of_actor(Deals)
    debt_changes = of_actor(DebtChanges)
    debts = of_actor(Debts)
    departments = of_actor(Departments)
    dialogs = of_actor(Dialogs)
    door_tokens = of_actor(DoorTokens)
    hook_addresses = of_actor(HookAddresses)
    enquiries = of_actor(Enquiries)
    exports = of_actor(Exports)
    feed_rows = of_actor(FeedRows)
    funnels = of_actor(Funnels)
    groups = of_actor(Groups)
    handovers = of_actor(Handovers)
    import_reverting = of_actor(ImportReverting)
    import_writing = of_actor(ImportWriting)
    imports = of_actor(Imports)
    invitations = of_actor(Invitations)
    kept_reports = of_actor(KeptReports)
    lost_reasons = of_actor(LostReasons)
    meanwhile = of_actor(MeanwhileOf)
    month_close = of_actor(MonthCloses)
    nearby = of_actor(Nearby)
    norms = of_actor(NormsOf)
    nps = of_actor(NpsAnswers)
    openings = of_actor(Openings)
    paper_files = of_actor(PaperFiles)
    parting = of_actor(Parting)
    payment_changes = of_actor(PaymentChanges)
    payment_stories = of_actor(PaymentStories)
    payments = of_actor(Payments)
    pbx_calls = of_actor(PbxCalls)
    people = of_actor(People)
    people_forgetting = of_actor(PeopleForgetting)
    period = of_actor(Periods)
    places = of_actor(Places)
    plans = of_actor(Plans)
    prepared = of_actor(PreparedTexts)
    receipts = of_actor(Receipts)
    referrals = of_actor(Referrals)
    reminders = of_actor(Reminders)
    schedule = of_actor(Schedules)
    special_days = of_actor(SpecialDays)
    stage_moves = of_actor(StageMoves)
    stages = of_actor(Stages)
    statistics = of_actor(StatisticsOf)
    territories = of_actor(Territories)
    tomorrow_plans = of_actor(TomorrowPlans)
    undo_steps = of_actor(UndoSteps)
    undoable = of_actor(UndoableRecords)
    visits = of_actor(VisitsOf)
    week_lines = of_actor(WeekLines)
    week_plans = of_actor(WeekPlans)
    written_offs = of_actor(WrittenOffs)
