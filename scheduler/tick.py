"""One look at the clock: what is due now, for every department. Rows own the duties; this only finds them."""

from scheduler import checkins, morning, outage, plan_nag, reminders, svod
from storage.database import Database


class Tick:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self) -> bool:
        """Do what is due; whether anything was put into the outbox."""
        looked = [await part.look(self._database) for part in (outage, checkins, morning, reminders, plan_nag, svod)]
        return any(looked)
