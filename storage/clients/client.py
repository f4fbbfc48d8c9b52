"""A client as it is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from sales.clients.card_fields import ClientKind, Segment
from sales.core.money import Kopecks
from storage.engine.reading import check_types, columns_of
from storage.tables import ClientRow


@dataclass(frozen=True, slots=True)
class Client:
    id: int
    department_id: int
    owner_id: int | None
    """None: «без хозяина»."""
    name: str
    inn: str | None
    kpp: str
    kind: ClientKind | None
    line: str | None
    turnover: Kopecks | None
    segment: Segment | None
    city: str | None
    territory: str | None
    source: str | None
    referred_by_id: int | None
    terms_days: int | None
    credit_limit: Kopecks | None
    do_not_call: bool
    blanks_asked_at: datetime | None
    created_at: datetime
    touched_at: datetime
    archived_at: datetime | None
    comment: str | None = None
    merged_into_id: int | None = None
    """Of one that is the same as another, which is kept."""
    forgotten_at: datetime | None = None


CLIENTS = check_types(
    Client, select(*columns_of(Client, ClientRow)).order_by(ClientRow.touched_at.desc(), ClientRow.id.desc())
)
