"""What stands beside the money of those years: month plans, frozen weeks, days and tomorrows, moves with their reasons.

Written out of the payments by the database itself, as the bot would have frozen them: a week holds what was due in it
as it began, before it was moved.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tests.proof.bench.million import DAYS, THOUSAND, TODAY, Staff, at, closed, insert, opened

PLANS = ("money", "deals", "new_clients")
MONTHS = DAYS // 30
BEGUN = TODAY - timedelta(days=DAYS)
MONDAY = "date({day}, '-' || ((strftime('%w', {day}) + 6) % 7) || ' days')"
NIGHT = "{day} || ' 07:00:00.000000'"

WEEKS = f"""
INSERT INTO week_plans (department_id, person_id, monday, sunday, drafted_at, confirmed_at, confirmed_by, frozen_at)
SELECT department_id, owner_id, monday, date(monday, '+6 days'), {NIGHT.format(day="monday")},
       CASE WHEN owner_id % 7 THEN {NIGHT.format(day="monday")} END, CASE WHEN owner_id % 7 THEN owner_id END,
       {NIGHT.format(day="monday")}
FROM (SELECT DISTINCT department_id, owner_id, {MONDAY.format(day="first_due_on")} AS monday FROM expected_payments)
WHERE monday <= :today ORDER BY monday, owner_id
"""
WEEK_ITEMS = f"""
INSERT INTO week_plan_items (plan_id, payment_id, amount, due_on, probability)
SELECT week.id, payment.id, payment.amount, payment.first_due_on, payment.probability
FROM expected_payments AS payment
JOIN week_plans AS week
  ON week.person_id = payment.owner_id AND week.monday = {MONDAY.format(day="payment.first_due_on")}
ORDER BY week.monday, week.id
"""
DAY_PLANS = """
INSERT INTO {plans} (department_id, person_id, local_date, {moments})
SELECT DISTINCT department_id, owner_id, first_due_on, {values} FROM expected_payments WHERE first_due_on <= :{until}
ORDER BY first_due_on, owner_id
"""
DAY_ITEMS = """
INSERT INTO {items} (plan_id, payment_id, amount{more})
SELECT day.id, payment.id, payment.amount{values} FROM expected_payments AS payment
JOIN {plans} AS day ON day.person_id = payment.owner_id AND day.local_date = payment.first_due_on
ORDER BY day.local_date, day.id
"""
CREATED = """
INSERT INTO payment_events (payment_id, at, actor_id, kind, after)
SELECT id, created_at, created_by, 'created', json_object('amount', amount, 'due_on', first_due_on)
FROM expected_payments
"""
LINKED = """
INSERT INTO payment_events (payment_id, at, actor_id, kind, after)
SELECT payment_id, happened_at, entered_by, 'fact_linked', json_object('fact_id', id, 'amount', amount)
FROM facts WHERE payment_id IS NOT NULL
"""
REASONS = (
    "CASE id % 5 WHEN 0 THEN 'no_money' WHEN 1 THEN 'awaiting_documents' WHEN 2 THEN 'client_moved' ELSE 'other' END"
)
MOVED = f"""
INSERT INTO payment_events (payment_id, at, actor_id, kind, before, after, reason)
SELECT id, {NIGHT.format(day="first_due_on")}, owner_id, 'moved', json_object('due_on', first_due_on),
       json_object('due_on', due_on), {REASONS}
FROM expected_payments WHERE moves > 0
"""


def promise(path: Path, staff: Staff) -> None:
    """Add to a file that `million.fill` has filled."""
    connection = opened(path)
    with connection:
        insert(connection, "plans", _plans(staff))
        insert(connection, "bonus_rules", _bonus_rules(staff))
        insert(connection, "absences", _absences(staff))
        for statement in (WEEKS, WEEK_ITEMS, *_days(), *_tomorrows(), CREATED, LINKED, MOVED):
            connection.execute(statement, {"today": TODAY.isoformat(), "last": (TODAY + timedelta(days=3)).isoformat()})
    closed(connection)


def _days() -> Iterator[str]:
    """Frozen each morning with what was due."""
    moment = NIGHT.format(day="first_due_on")
    yield DAY_PLANS.format(plans="day_plans", moments="frozen_at", values=moment, until="today")
    yield DAY_ITEMS.format(plans="day_plans", items="day_plan_items", more="", values="")


def _tomorrows() -> Iterator[str]:
    """Asked, confirmed and frozen the evening before."""
    moments = "asked_at, confirmed_at, frozen_at"
    evening = NIGHT.format(day="date(first_due_on, '-1 days')")
    values = ", ".join([evening] * 3)
    yield DAY_PLANS.format(plans="tomorrow_plans", moments=moments, values=values, until="last")
    yield DAY_ITEMS.format(
        plans="tomorrow_plans", items="tomorrow_items", more=", probability", values=", payment.probability"
    )


def _months() -> Iterator[str]:
    """The first days of the months of those years and of the next one, the earliest first."""
    months = (BEGUN.year * 12 + BEGUN.month - 1 + number for number in range(MONTHS + 2))
    return (f"{month // 12}-{month % 12 + 1:02}-01" for month in months)


def _plans(staff: Staff) -> Iterator[dict[str, object]]:
    """Of everybody and of the department; every fifth one was raised in the middle of its month."""
    whose = [(staff.department(each), each) for each in range(1, staff.managers + 1)]
    for number, month in enumerate(_months()):
        for department, person in [*whose, *((each, None) for each in range(1, staff.departments + 1))]:
            for metric in PLANS if person else PLANS[:1]:
                for version in (1, 2) if ((person or 0) + number) % 5 == 0 else (1,):
                    yield {
                        "department_id": department,
                        "person_id": person,
                        "metric": metric,
                        "month": month,
                        "version": version,
                        "value": (60_000 if person else 600_000) * version * THOUSAND if metric == "money" else 40,
                        "set_by": staff.lead(department),
                        "set_at": at(TODAY.fromisoformat(month)),
                    }


def _bonus_rules(staff: Staff) -> Iterator[dict[str, object]]:
    for department in range(1, staff.departments + 1):
        yield {
            "department_id": department,
            "version": 1,
            "rules": '{"base": 3000000, "rates": {"regular": 150, "new_client": 300}, '
            '"steps": [[0, 0], [800, 80], [1000, 100]]}',
            "set_by": staff.lead(department),
            "set_at": at(BEGUN),
        }


def _absences(staff: Staff) -> Iterator[dict[str, object]]:
    """Two weeks a year of each, in turn."""
    for person in range(1, staff.managers + 1):
        for year in range(DAYS // 365):
            first = BEGUN + timedelta(days=365 * year + person * 7 % 350)
            yield {
                "person_id": person,
                "first_day": first.isoformat(),
                "last_day": (first + timedelta(days=13)).isoformat(),
                "kind": "vacation",
                "agreed_by": staff.lead(staff.department(person)),
                "agreed_at": at(first),
                "created_at": at(first),
            }
