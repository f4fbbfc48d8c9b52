"""The buttons of statistics, and of the rules of a bonus sheet."""

from enum import StrEnum

from reports.message.press import Id, Press


class StatsPeriod(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class BonusRule(StrEnum):
    """One of the rules, to be set."""

    BASE = "base"
    RATE = "rate"
    NEW = "new"
    """The rate of new clients' money."""
    STEPS = "steps"


class BonusDeed(StrEnum):
    RULES = "rules"


class BonusPress(Press, prefix="bn"):
    """The rules of a department's bonus sheet: shown, or one of them to be set."""

    deed: BonusDeed | BonusRule
    department_id: Id
