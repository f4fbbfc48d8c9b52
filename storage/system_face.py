"""What the house does by itself in a transaction."""

from functools import cached_property

from sales.core.clock import Clock
from storage.activities.done import DoneActivities
from storage.activities.new_contacts import NewContacts
from storage.activities.reminders import AllReminders
from storage.activities.usual_places import PlacesKept
from storage.asks.all_asks import AllAsks
from storage.bank.choices import AllBankChoices
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
from storage.door.tokens import AllDoorTokens
from storage.engine.audit import Audit
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
from storage.plans.plan_book import AllPlans
from storage.plans.regular_clients import RegularClients
from storage.queues.dialogs import AllDialogs
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
        self._stand = session, clock

    @cached_property
    def asks(self) -> AllAsks:
        return AllAsks(*self._stand)

    @cached_property
    def audit(self) -> Audit:
        return Audit(*self._stand)

    @cached_property
    def calendars(self) -> Calendars:
        return Calendars(*self._stand)

    @cached_property
    def checkins(self) -> AllCheckins:
        return AllCheckins(*self._stand)

    @cached_property
    def cold_lists(self) -> AllColdLists:
        return AllColdLists(*self._stand)

    @cached_property
    def day_plans(self) -> DayPlans:
        return DayPlans(*self._stand)

    @cached_property
    def deal_settings(self) -> AllDealSettings:
        return AllDealSettings(*self._stand)

    @cached_property
    def funnels(self) -> AllFunnels:
        return AllFunnels(*self._stand)

    @cached_property
    def lost_reasons(self) -> AllLostReasons:
        return AllLostReasons(*self._stand)

    @cached_property
    def stages(self) -> AllStages:
        return AllStages(*self._stand)

    @cached_property
    def days(self) -> DepartmentDays:
        return DepartmentDays(*self._stand)

    @cached_property
    def departments(self) -> AllDepartments:
        return AllDepartments(*self._stand)

    @cached_property
    def dialogs(self) -> AllDialogs:
        return AllDialogs(*self._stand)

    @cached_property
    def door_speakers(self) -> DoorSpeakers:
        return DoorSpeakers(*self._stand)

    @cached_property
    def door_tokens(self) -> AllDoorTokens:
        return AllDoorTokens(*self._stand)

    @cached_property
    def duties(self) -> Duties:
        return Duties(*self._stand)

    @cached_property
    def enquiries(self) -> AllEnquiries:
        return AllEnquiries(*self._stand)

    @cached_property
    def groups(self) -> AllGroups:
        return AllGroups(*self._stand)

    @cached_property
    def heartbeats(self) -> Heartbeats:
        return Heartbeats(*self._stand)

    @cached_property
    def hook_messages(self) -> HookMessages:
        return HookMessages(*self._stand)

    @cached_property
    def imports(self) -> AllImports:
        return AllImports(*self._stand)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(*self._stand)

    @cached_property
    def invitations(self) -> AllInvitations:
        return AllInvitations(*self._stand)

    @cached_property
    def kept_reports(self) -> AllKeptReports:
        return AllKeptReports(*self._stand)

    @cached_property
    def done(self) -> DoneActivities:
        return DoneActivities(*self._stand)

    @cached_property
    def new_contacts(self) -> NewContacts:
        return NewContacts(*self._stand)

    @cached_property
    def new_likes(self) -> NewLikes:
        return NewLikes(*self._stand)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(*self._stand)

    @cached_property
    def pbx_calls(self) -> AllPbxCalls:
        return AllPbxCalls(*self._stand)

    @cached_property
    def period(self) -> AllPeriods:
        return AllPeriods(*self._stand)

    @cached_property
    def openings(self) -> AllOpenings:
        return AllOpenings(*self._stand)

    @cached_property
    def places_kept(self) -> PlacesKept:
        return PlacesKept(*self._stand)

    @cached_property
    def prepared(self) -> AllPreparedTexts:
        return AllPreparedTexts(*self._stand)

    @cached_property
    def regular_clients(self) -> RegularClients:
        return RegularClients(*self._stand)

    @cached_property
    def bank_choices(self) -> AllBankChoices:
        return AllBankChoices(*self._stand)

    @cached_property
    def plan_facts(self) -> PlanFacts:
        return PlanFacts(*self._stand)

    @cached_property
    def plans(self) -> AllPlans:
        return AllPlans(*self._stand)

    @cached_property
    def processes(self) -> Processes:
        return Processes(*self._stand)

    @cached_property
    def reminders(self) -> AllReminders:
        return AllReminders(*self._stand)

    @cached_property
    def ripples(self) -> Ripples:
        return Ripples(*self._stand)

    @cached_property
    def schedule(self) -> AllSchedules:
        return AllSchedules(*self._stand)

    @cached_property
    def sending(self) -> Sending:
        return Sending(*self._stand)

    @cached_property
    def staff(self) -> Staff:
        return Staff(*self._stand)

    @cached_property
    def timetable(self) -> Timetables:
        return Timetables(*self._stand)

    @cached_property
    def tomorrow_plans(self) -> AllTomorrowPlans:
        return AllTomorrowPlans(*self._stand)

    @cached_property
    def track_record(self) -> TrackRecords:
        return TrackRecords(*self._stand)

    @cached_property
    def week_plans(self) -> AllWeekPlans:
        return AllWeekPlans(*self._stand)

    @cached_property
    def wire(self) -> Wire:
        return Wire(*self._stand)
