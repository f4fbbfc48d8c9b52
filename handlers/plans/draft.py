"""What is being entered of plans: whose, of which month, of what."""

from datetime import date

from handlers.dialog.steps.amount import AmountDraft
from sales.plans.plans import Metric


class PlanDraft(AmountDraft):
    """Person 0: the department's own plan."""

    department_id: int = 0
    person_id: int = 0
    month: date | None = None
    metric: Metric = Metric.MONEY

    @property
    def whose(self) -> int | None:
        """None for the department itself, as the repository has it."""
        return self.person_id or None
