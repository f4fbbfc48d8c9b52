"""What a program may write. A field that is not named here is a mistake, and said."""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from handlers.door.endpoint import ProblemError, read_json
from sales.activities.activities import ActivityType, CallOutcome, ContactKind, MeetingOutcome
from sales.core.money import LARGEST
from sales.core.words import clean
from storage.tables.types import Json

LARGEST_ID = 2**63 - 1
LONGEST_COMMENT = 1000

Number = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True)]
Kopecks = Annotated[int, Field(ge=1, le=LARGEST, strict=True)]
"""Whole, positive, also of a refund."""
Currency = Literal["RUB"]


def _tidy(value: Any) -> Any:
    return clean(value, len(value)) if isinstance(value, str) else value


Comment = Annotated[str, BeforeValidator(_tidy), Field(max_length=LONGEST_COMMENT)]
Name = Annotated[str, BeforeValidator(_tidy), Field(max_length=120)]
Short = Annotated[str, BeforeValidator(_tidy), Field(max_length=40)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FactBody(Body):
    client_id: Number
    amount: Kopecks
    currency: Currency = "RUB"
    on: date | None = None
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
    due_on: date
    probability: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    deal_id: Number | None = None
    invoice: Short | None = None
    comment: Comment | None = None
    person_id: Number | None = None


class ActivityBody(Body):
    client_id: Number
    type: ActivityType
    happened_at: AwareDatetime | None = None
    planned_at: AwareDatetime | None = None
    """One of the two."""
    outcome: CallOutcome | MeetingOutcome | None = None
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
    phone: Short | None = None
    email: Name | None = None
    person_id: Number | None = None
    even_if_alike: bool = False
    """It is another one, though there is one much like it."""


B = TypeVar("B", bound=Body)


def read_body(kind: type[B], body: bytes) -> B:
    """Raises ProblemError with every field that does not fit, and nothing of what it held."""
    said: Json = read_json(body)
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        found = [
            {"pointer": "/" + "/".join(str(part) for part in each["loc"]), "detail": each["msg"]}
            for each in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise ProblemError(422, "These fields do not fit.", members={"errors": found}) from None
