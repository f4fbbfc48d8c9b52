"""The buttons of plans and norms."""

from enum import StrEnum

from reports.message.press import Id, Press
from sales.core.people import Profile
from sales.plans.arrival import Turn
from sales.plans.norms import NormKind
from sales.plans.plans import Metric


class PlanTableDeed(StrEnum):
    SHOW = "show"
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


class NormDeed(StrEnum):
    ALL = "all"
    """Of all profiles."""
    OF = "of"
    """One profile's, or one person's."""
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
