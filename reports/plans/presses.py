"""The buttons of plans and norms."""

from enum import StrEnum

from reports.message.address import Address, MaybeDay
from reports.message.press import Id, Press
from sales.core.people import Profile
from sales.plans.arrival import Turn
from sales.plans.norms import NormKind
from sales.plans.plans import Metric


class PlansAddress(Address):
    """Everybody's plans in a table. Department 0: the first one that the reader sees; no month: this one."""

    name = "plans"
    was = ("pls:show:{department_id}:{month}:{metric}:{page}",)

    department_id: int = 0
    month: MaybeDay = None
    """Any day of it."""
    metric: Metric = Metric.MONEY
    page: int = 1


class PlanTableDeed(StrEnum):
    OPEN = "open"
    """Below everything else."""
    OWN = "own"
    """The department's own plan, to be entered."""
    COPY = "copy"
    EXCEL = "excel"
    YEAR = "year"


class PlanTablePress(Press, prefix="pls"):
    """A button of a department's plans. `month` is the ordinal of its first day."""

    deed: PlanTableDeed
    department_id: Id
    month: Id
    metric: Metric
    page: Id = 1


class PersonPlanDeed(StrEnum):
    PERSON = "person"
    """To look at."""
    ENTER = "enter"


class PersonPlanPress(Press, prefix="pl"):
    """A button about one person's plan of a month (the ordinal of its first day)."""

    deed: PersonPlanDeed
    person_id: Id
    month: Id
    metric: Metric


class PlanUndoPress(Press, prefix="plu"):
    """↩️ of a plan, or of all that one tap has set: the versions from the first to the last."""

    first_id: Id
    last_id: Id


class NormsAddress(Address):
    """Of all profiles of a department."""

    name = "norms"
    was = ("nm:all:{department_id}:{}:{}:{}",)

    department_id: int


class NormsOfAddress(Address):
    """One profile's of a department, or (person) one person's own."""

    name = "norms_of"
    was = ("nm:of:{department_id}:{person_id}:{profile}:{}",)

    department_id: int = 0
    person_id: int = 0
    profile: Profile = Profile.MIXED


class NormDeed(StrEnum):
    ENTER = "enter"


class NormPress(Press, prefix="nm"):
    """Norms of a department's profile, or (department 0) of one person."""

    deed: NormDeed
    department_id: Id
    person_id: Id = 0
    profile: Profile | None = None
    kind: NormKind | None = None


class ProrateDeed(StrEnum):
    TAKE = "take"
    """The proposed part."""
    FULL = "full"
    OTHER = "other"


class ProratePress(Press, prefix="pr"):
    """What a lead says to the plan proposed for who came or left in mid-month."""

    deed: ProrateDeed
    person_id: Id
    turn: Turn
