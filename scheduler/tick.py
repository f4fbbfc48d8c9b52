"""One look at the clock: what is due now, for every department. Rows own the duties; this only finds them."""

from scheduler import checkins, morning, outage, plan_nag, reminders, svod, unknown_year, week
from storage.database import Database


class Tick:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self) -> bool:
        """Do what is due; whether anything was put into the outbox."""
        parts = (outage, checkins, morning, reminders, plan_nag, week, svod, unknown_year)
        looked = [await part.look(self._database) for part in parts]
        return any(looked)
