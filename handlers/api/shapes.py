"""Records as JSON: money in whole kopecks beside its currency, dates and instants as ISO 8601 has them (spec/8)."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sales.payments.facts import trust
from sales.payments.payments import count_awaited, status
from sales.plans.plans import Metric
from storage.tables.types import Json

CURRENCY = "RUB"
OF_MONEY = frozenset({"deals", "payments", "facts"})


def shape_record(resource: str, record: Json, *, names: bool = True) -> Json:
    """What the columns say, and what follows from them. `names`: words that may hold one are told."""
    derive = _DERIVED.get(resource)
    found = record | (derive(record) if derive is not None else {})
    if "comment" in found and not names:
        found |= {"comment": None}
    money = {"currency": CURRENCY} if resource in OF_MONEY else {}
    return {name: _write(value) for name, value in found.items()} | money


def _write(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value


def _of_payment(record: Json) -> Json:
    cancelled = record["cancelled_at"] is not None
    rest = count_awaited(record["amount"], record["received"], cancelled=cancelled)
    state = "undone" if record["undone_at"] else status(record["amount"], record["received"], cancelled=cancelled).value
    return {"rest": 0 if record["undone_at"] else rest, "status": state}


def _of_fact(record: Json) -> Json:
    sure = trust(record["source"], confirmed=record["confirmed_at"] is not None)
    return {"trust": sure.value, "undone": record["undone_at"] is not None}


def _of_plan(record: Json) -> Json:
    """A count of deals or clients has no currency."""
    return {"currency": CURRENCY if record["metric"] == Metric.MONEY else None}


_DERIVED: Mapping[str, Callable[[Json], Json]] = {"payments": _of_payment, "facts": _of_fact, "plans": _of_plan}
