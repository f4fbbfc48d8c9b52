"""What is said of a department's settings, so far."""

from handlers.dialog.model import Draft
from sales.schedule.schedule import Scheduled


class SettingsDraft(Draft):
    department_id: int = 0
    kind: Scheduled | None = None
    page: int = 1
