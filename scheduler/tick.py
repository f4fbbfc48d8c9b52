"""One look at the clock: what is due now, for every department. Rows own the duties; this only finds them."""

from scheduler import checkins, month_close, morning, outage, plan_nag, reminders, svod, tomorrow, unknown_year, week
from storage.database import Database

PARTS = (outage, checkins, morning, reminders, plan_nag, tomorrow, week, svod, month_close, unknown_year)
"""In this order: what was lost is told before what is asked, and a day is asked about before it is reported."""


class Tick:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self) -> bool:
        """Do what is due; whether anything was put into the outbox."""
        looked = [await part.look(self._database) for part in PARTS]
        return any(looked)
