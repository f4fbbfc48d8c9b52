"""One transaction and the repositories of the trade on it. All of it is committed together, or nothing is."""

from functools import cached_property

from sales.core.clock import Clock
from storage.absences.meanwhile import MeanwhileOf
from storage.activities.activities import Activities
from storage.activities.new_contacts import NewContacts
from storage.activities.reminders import Reminders
from storage.checkins.department_day import DepartmentDays
from storage.checkins.duties import Duties
from storage.checkins.timetable import Timetables
from storage.clients.clients import Clients
from storage.clients.handover import Handovers
from storage.deals.deals import Deals
from storage.engine.audit import Audit
from storage.engine.session import Session
from storage.payments.payments import Payments
from storage.people.people import People
from storage.people.ripples import Ripples
from storage.plans.facts import PlanFacts
from storage.plans.norms import NormsOf
from storage.plans.plans import Plans
from storage.queues.dialogs import Dialogs
from storage.queues.inbox import Inbox
from storage.queues.outbox import Outbox
from storage.queues.sending import Sending
from storage.queues.wire import Wire
from storage.results.bonus import BonusRules
from storage.results.kept_reports import KeptReports
from storage.results.month_close import MonthCloses
from storage.results.period import Periods
from storage.results.statistics import StatisticsOf
from storage.results.track_record import TrackRecords
from storage.settings.calendar import Calendars
from storage.settings.departments import Departments
from storage.settings.schedule import Schedules
from storage.tomorrow.tomorrow_plans import TomorrowPlans
from storage.week.lines import WeekLines
from storage.week.plans import WeekPlans


class Transaction:
    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.clock = clock

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(self.session, self.clock)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.session, self.clock)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.session, self.clock)

    @cached_property
    def sending(self) -> Sending:
        return Sending(self.session, self.clock)

    @cached_property
    def dialogs(self) -> Dialogs:
        return Dialogs(self.session, self.clock)

    @cached_property
    def people(self) -> People:
        return People(self.session, self.clock)

    @cached_property
    def departments(self) -> Departments:
        return Departments(self.session, self.clock)

    @cached_property
    def calendar(self) -> Calendars:
        return Calendars(self.session, self.clock)

    @cached_property
    def clients(self) -> Clients:
        return Clients(self.session, self.clock)

    @cached_property
    def deals(self) -> Deals:
        return Deals(self.session, self.clock)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.session, self.clock)

    @cached_property
    def wire(self) -> Wire:
        return Wire(self.session, self.clock)

    @cached_property
    def payments(self) -> Payments:
        return Payments(self.session, self.clock)

    @cached_property
    def activities(self) -> Activities:
        return Activities(self.session, self.clock)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self.session, self.clock)

    @cached_property
    def checkins(self) -> DepartmentDays:
        return DepartmentDays(self.session, self.clock)

    @cached_property
    def duties(self) -> Duties:
        return Duties(self.session, self.clock)

    @cached_property
    def ripples(self) -> Ripples:
        return Ripples(self.session, self.clock)

    @cached_property
    def statistics(self) -> StatisticsOf:
        return StatisticsOf(self.session, self.clock)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self.session, self.clock)

    @cached_property
    def plan_facts(self) -> PlanFacts:
        return PlanFacts(self.session, self.clock)

    @cached_property
    def schedule(self) -> Schedules:
        return Schedules(self.session, self.clock)

    @cached_property
    def timetable(self) -> Timetables:
        return Timetables(self.session, self.clock)

    @cached_property
    def week_plans(self) -> WeekPlans:
        return WeekPlans(self.session, self.clock)

    @cached_property
    def week_lines(self) -> WeekLines:
        return WeekLines(self.session, self.clock)

    @cached_property
    def tomorrow_plans(self) -> TomorrowPlans:
        return TomorrowPlans(self.session, self.clock)

    @cached_property
    def norms(self) -> NormsOf:
        return NormsOf(self.session, self.clock)

    @cached_property
    def new_contacts(self) -> NewContacts:
        return NewContacts(self.session, self.clock)

    @cached_property
    def bonus(self) -> BonusRules:
        return BonusRules(self.session, self.clock)

    @cached_property
    def period(self) -> Periods:
        return Periods(self.session, self.clock)

    @cached_property
    def track_record(self) -> TrackRecords:
        return TrackRecords(self.session, self.clock)

    @cached_property
    def month_close(self) -> MonthCloses:
        return MonthCloses(self.session, self.clock)

    @cached_property
    def meanwhile(self) -> MeanwhileOf:
        return MeanwhileOf(self.session, self.clock)

    @cached_property
    def kept_reports(self) -> KeptReports:
        return KeptReports(self.session, self.clock)
