"""Why a row of a base is asked about instead of being written."""

from enum import StrEnum


class RowTrouble(StrEnum):
    """Why a row is asked about; its words are kept beside the row."""

    NO_NAME = "no_name"
    INN_CONTROL = "inn_control"
    INN_LENGTH = "inn_length"
    INN_ROUNDED = "inn_rounded"
    INN_REGION = "inn_region"
    FORMULA = "formula"
    BROKEN = "broken"
    """#REF!"""
    OWNER_UNKNOWN = "owner_unknown"
    OWNER_TWO = "owner_two"
    COLLEAGUE = "colleague"
    """A manager's row that is somebody else's client."""
    AMOUNT = "amount"
    NO_DAY = "no_day"
    DAY = "day"
    SEVERAL = "several"
    """The same as several clients, or several rows."""
    LIKELY = "likely"
