"""One transaction and the repositories of the trade on it. All of it is committed together, or nothing is."""

from functools import cached_property

from sales.clock import Clock
from storage.activities import Activities
from storage.audit import Audit
from storage.bonus import BonusRules
from storage.calendar import Calendars
from storage.clients import Clients
from storage.deals import Deals
from storage.department_day import DepartmentDays
from storage.departments import Departments
from storage.dialogs import Dialogs
from storage.duties import Duties
from storage.inbox import Inbox
from storage.kept_reports import KeptReports
from storage.meanwhile import MeanwhileOf
from storage.month_close import MonthCloses
from storage.new_contacts import NewContacts
from storage.norms import NormsOf
from storage.outbox import Outbox
from storage.payments import Payments
from storage.people import People
from storage.period import Periods
from storage.plan_facts import PlanFacts
from storage.plans import Plans
from storage.reminders import Reminders
from storage.ripples import Ripples
from storage.schedule import Schedules
from storage.session import Session
from storage.statistics import StatisticsOf
from storage.timetable import Timetables
from storage.tomorrow_plans import TomorrowPlans
from storage.track_record import TrackRecords
from storage.week_lines import WeekLines
from storage.week_plans import WeekPlans
from storage.wire import Wire


class Transaction:
    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.clock = clock

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.session, self.clock)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.session, self.clock)

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
