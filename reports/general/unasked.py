"""How full somebody's day is of what Reper writes by itself: what is over five rides in another message (FAULTS 18)."""

from collections.abc import Collection
from datetime import datetime, time

from reports.activities.morning import MorningView
from reports.bank.statement import BankToldView
from reports.checkins.checkin import CheckinView
from reports.telephony.digest import CallsDigestView
from reports.tomorrow.tomorrow import TomorrowView
from reports.week.week import WeekView
from sales.calendar.quiet import MOST_A_DAY
from sales.calendar.slots import instant_of
from sales.core.clock import local_date
from storage.transaction import Transaction

UNASKED = tuple(each.name for each in (BankToldView, CallsDigestView, CheckinView, MorningView, TomorrowView, WeekView))
"""What comes by itself to somebody who answers."""


async def find_room(tx: Transaction, people: Collection[int], zone: str, questions: Collection[datetime]) -> set[int]:
    """Of these people those who may be sent one more today; `questions`: when they are still to be asked."""
    now = tx.clock.now()
    ahead = sum(each > now for each in questions)
    begins = instant_of(local_date(now, zone), time(), zone)
    sent = await tx.system.outbox.count_sent(people, UNASKED, begins) if people else {}
    return {each for each in people if sent.get(each, 0) + ahead < MOST_A_DAY}
