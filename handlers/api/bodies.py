"""What a program may write. A field that is not named here is a mistake, and said."""

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from handlers.door.endpoint import YEARS, ProblemError, read_json
from sales.activities.activities import ActivityType, ContactKind
from sales.clients.card_fields import read_email
from sales.core.money import LARGEST
from sales.core.words import clean
from sales.imports.people_cells import read_phone
from storage.tables.types import Json

LARGEST_ID = 2**63 - 1
LONGEST_COMMENT = 1000
_OF_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Number = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True)]
Kopecks = Annotated[int, Field(ge=1, le=LARGEST, strict=True)]
"""Whole, positive, also of a refund."""
Currency = Literal["RUB"]


def _tidy(value: Any) -> Any:
    return clean(value, len(value)) if isinstance(value, str) else value


def _refuse_number(value: Any) -> Any:
    """A count of seconds is no day; of other years nothing is kept."""
    if not (isinstance(value, str) and _OF_DAY.match(value) and int(value[:4]) in YEARS):
        raise ValueError("a day is written as 2026-11-20")
    return value


Day = Annotated[date, BeforeValidator(_refuse_number)]
Moment = Annotated[AwareDatetime, BeforeValidator(_refuse_number)]
Comment = Annotated[str, BeforeValidator(_tidy), Field(max_length=LONGEST_COMMENT)]
Name = Annotated[str, BeforeValidator(_tidy), Field(max_length=120)]
Short = Annotated[str, BeforeValidator(_tidy), Field(max_length=40)]


def _check_email(value: str) -> str:
    if value and read_email(value) is None:
        raise ValueError("no e-mail address")
    return value.lower()


def _check_phone(value: str) -> str:
    if value and read_phone(value) is None:
        raise ValueError("no phone: +7 916 123-45-67")
    return value


Email = Annotated[Name, AfterValidator(_check_email)]
Phone = Annotated[Short, AfterValidator(_check_phone)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FactBody(Body):
    client_id: Number
    amount: Kopecks
    currency: Currency = "RUB"
    on: Day | None = None
    """The department's today where it is not said."""
    kind: Literal["receipt", "refund"] = "receipt"
    payment_ids: Annotated[list[Number], Field(max_length=50)] = []
    """Empty: what the client owes, the oldest first."""
    comment: Comment | None = None
    person_id: Number | None = None


class PaymentBody(Body):
    client_id: Number
    amount: Kopecks
    currency: Currency = "RUB"
    due_on: Day
    probability: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    deal_id: Number | None = None
    invoice: Short | None = None
    comment: Comment | None = None
    person_id: Number | None = None


class ActivityBody(Body):
    client_id: Number
    type: ActivityType
    happened_at: Moment | None = None
    planned_at: Moment | None = None
    """One of the two."""
    outcome: Short | None = None
    """One of those of its type."""
    kind: ContactKind | None = None
    comment: Comment | None = None
    person_id: Number | None = None


class ClientBody(Body):
    name: Annotated[Name, Field(min_length=1)]
    inn: Short | None = None
    city: Name | None = None
    territory: Name | None = None
    source: Name | None = None
    contact_name: Name | None = None
    phone: Phone | None = None
    email: Email | None = None
    person_id: Number | None = None
    even_if_alike: bool = False
    """It is another one, though there is one much like it."""


B = TypeVar("B", bound=Body)


def read_body(kind: type[B], body: bytes) -> B:
    """Raises ProblemError with every field that does not fit, and nothing of what it held."""
    said: Json = read_json(body, once=True)
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise make_misfit(*(("/" + "/".join(map(str, each["loc"])), each["msg"]) for each in found)) from None


def make_misfit(*errors: tuple[str, str]) -> ProblemError:
    """Of each field that does not fit a pointer, and why."""
    told = [{"pointer": pointer, "detail": detail} for pointer, detail in errors]
    return ProblemError(422, "These fields do not fit.", members={"errors": told})
