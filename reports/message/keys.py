"""Keys of messages that live on: handlers and the clock put content under the same ones."""

from datetime import date


def checkin_key(person_id: int, day: date, slot: str) -> str:
    return f"checkin:{person_id}:{day.isoformat()}:{slot}"


def remind_key(person_id: int, day: date, slot: str) -> str:
    return f"checkin-remind:{person_id}:{day.isoformat()}:{slot}"


def summary_key(department_id: int, day: date, slot: str, reader_id: int) -> str:
    return f"summary:{department_id}:{day.isoformat()}:{slot}:{reader_id}"


def details_key(department_id: int, day: date, slot: str, reader_id: int) -> str:
    return f"details:{department_id}:{day.isoformat()}:{slot}:{reader_id}"


def reminder_key(reminder_id: int, version: int) -> str:
    return f"reminder:{reminder_id}:{version}"


def morning_key(person_id: int, day: date) -> str:
    return f"morning:{person_id}:{day.isoformat()}"


def plans_key(department_id: int, reader_id: int) -> str:
    """The table of a department's plans in one reader's chat."""
    return f"plans:{department_id}:{reader_id}"


def plan_book_key(department_id: int, reader_id: int) -> str:
    return f"plan-book:{department_id}:{reader_id}"


def own_plan_key(person_id: int) -> str:
    return f"plan:{person_id}"


def proration_key(person_id: int, turn: str, reader_id: int) -> str:
    return f"proration:{person_id}:{turn}:{reader_id}"


def plan_nag_key(department_id: int, day: date, reader_id: int) -> str:
    return f"plan-nag:{department_id}:{day.isoformat()}:{reader_id}"


def svod_key(department_id: int, day: date, reader_id: int) -> str:
    """The summary report of an evening in one reader's chat."""
    return f"svod:{department_id}:{day.isoformat()}:{reader_id}"


def month_close_key(department_id: int, month: date, reader_id: int) -> str:
    """A closed month in one reader's chat."""
    return f"month-close:{department_id}:{month.isoformat()}:{reader_id}"


def absence_key(absence_id: int, reader_id: int, state: str) -> str:
    """One absence in one reader's chat, a message for each state: an answer must be noticed."""
    return f"absence:{absence_id}:{reader_id}:{state}"


def away_key(department_id: int, reader_id: int) -> str:
    return f"away:{department_id}:{reader_id}"


def week_key(person_id: int, monday: date) -> str:
    """A manager's own week plan, as it was asked for last."""
    return f"week:{person_id}:{monday.isoformat()}"


def week_table_key(department_id: int, monday: date, reader_id: int) -> str:
    return f"week-table:{department_id}:{monday.isoformat()}:{reader_id}"


def week_result_key(department_id: int, monday: date, reader_id: int) -> str:
    return f"week-result:{department_id}:{monday.isoformat()}:{reader_id}"


def tomorrow_key(person_id: int, day: date) -> str:
    """The plan of a day ahead in one manager's chat."""
    return f"tomorrow:{person_id}:{day.isoformat()}"


def unknown_year_key(year: int, monday: date, reader_id: int) -> str:
    return f"unknown-year:{year}:{monday.isoformat()}:{reader_id}"
