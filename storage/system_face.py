"""What the house does by itself in a transaction."""

from sales.core.clock import Clock
from storage.activities.done import DoneActivities
from storage.activities.new_contacts import NewContacts
from storage.activities.reminders import AllReminders
from storage.activities.usual_places import PlacesKept
from storage.asks.all_asks import AllAsks
from storage.bank.choices import AllBankChoices
from storage.bank.jobs import AllBankJobs
from storage.checkins.all_checkins import AllCheckins
from storage.checkins.day_plans import DayPlans
from storage.checkins.department_day import DepartmentDays
from storage.checkins.duties import Duties
from storage.checkins.timetable import Timetables
from storage.clients.new_likes import NewLikes
from storage.cluster.heartbeats import Heartbeats
from storage.cluster.processes import Processes
from storage.cold.loading import AllColdLists
from storage.deals.funnels import AllFunnels
from storage.deals.reasons import AllLostReasons
from storage.deals.settings import AllDealSettings
from storage.deals.stages import AllStages
from storage.door.speakers import DoorSpeakers
from storage.door.token_paces import TokenPaces
from storage.door.tokens import AllDoorTokens
from storage.door.used_proofs import UsedProofs
from storage.engine.audit import Audit
from storage.engine.parts import of_house
from storage.engine.session import Session
from storage.enquiries.enquiries import AllEnquiries
from storage.groups.groups import AllGroups
from storage.hooks.hook_messages import HookMessages
from storage.imports.judging import AllImports
from storage.inline.prepared import AllPreparedTexts
from storage.people.invitations import AllInvitations
from storage.people.ripples import Ripples
from storage.people.staff import Staff
from storage.plans.facts import PlanFacts
from storage.plans.openings import AllOpenings
from storage.plans.paying_clients import AllPayingClients
from storage.plans.plan_book import AllPlans
from storage.queues.dialogs import AllDialogs
from storage.queues.door_answers import DoorAnswers
from storage.queues.inbox import Inbox
from storage.queues.outbox import Outbox
from storage.queues.sending import Sending
from storage.queues.wire import Wire
from storage.results.kept_reports import AllKeptReports
from storage.results.period import AllPeriods
from storage.results.track_record import TrackRecords
from storage.settings.calendar import Calendars
from storage.settings.departments import AllDepartments
from storage.settings.schedule import AllSchedules
from storage.telephony.calls import AllPbxCalls
from storage.tomorrow.tomorrow_plans import AllTomorrowPlans
from storage.week.plans import AllWeekPlans


class SystemFace:
    """What the clock, delivery and intake do, whom nobody has asked: it has no actor's repository."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.stand = session, clock

    asks = of_house(AllAsks)
    audit = of_house(Audit)
    bank_choices = of_house(AllBankChoices)
    bank_jobs = of_house(AllBankJobs)
    calendars = of_house(Calendars)
    checkins = of_house(AllCheckins)
    cold_lists = of_house(AllColdLists)
    day_plans = of_house(DayPlans)
    days = of_house(DepartmentDays)
    deal_settings = of_house(AllDealSettings)
    departments = of_house(AllDepartments)
    dialogs = of_house(AllDialogs)
    done = of_house(DoneActivities)
    door_answers = of_house(DoorAnswers)
    door_speakers = of_house(DoorSpeakers)
    door_tokens = of_house(AllDoorTokens)
    duties = of_house(Duties)
    enquiries = of_house(AllEnquiries)
    funnels = of_house(AllFunnels)
    groups = of_house(AllGroups)
    heartbeats = of_house(Heartbeats)
    hook_messages = of_house(HookMessages)
    imports = of_house(AllImports)
    inbox = of_house(Inbox)
    invitations = of_house(AllInvitations)
    kept_reports = of_house(AllKeptReports)
    lost_reasons = of_house(AllLostReasons)
    new_contacts = of_house(NewContacts)
    new_likes = of_house(NewLikes)
    openings = of_house(AllOpenings)
    outbox = of_house(Outbox)
    pbx_calls = of_house(AllPbxCalls)
    period = of_house(AllPeriods)
    places_kept = of_house(PlacesKept)
    plan_facts = of_house(PlanFacts)
    plans = of_house(AllPlans)
    prepared = of_house(AllPreparedTexts)
    processes = of_house(Processes)
    paying_clients = of_house(AllPayingClients)
    reminders = of_house(AllReminders)
    ripples = of_house(Ripples)
    schedule = of_house(AllSchedules)
    sending = of_house(Sending)
    staff = of_house(Staff)
    stages = of_house(AllStages)
    timetable = of_house(Timetables)
    token_paces = of_house(TokenPaces)
    tomorrow_plans = of_house(AllTomorrowPlans)
    track_record = of_house(TrackRecords)
    used_proofs = of_house(UsedProofs)
    week_plans = of_house(AllWeekPlans)
    wire = of_house(Wire)
