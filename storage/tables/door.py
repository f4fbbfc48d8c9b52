"""What opens the door to the world."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from sales.door.tokens import TokenKind
from storage.tables.types import Base, BigKey, Json, Word


class DoorTokenRow(Base):
    """A token that was shown once; only its SHA-256 is kept."""

    __tablename__ = "door_tokens"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[TokenKind] = mapped_column(Word(TokenKind, 8))
    label: Mapped[str] = mapped_column(String(60))
    """By which people know it: the program or the site that it was given to."""
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """Whose records it opens; empty for one of a person, which opens what that person may see."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    options: Mapped[Json] = mapped_column(JSON)
    """What a kind keeps of its own, such as the exchange by whose rules a call is read."""
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class UsedProofRow(Base):
    """A proof of Telegram's for who has opened the Mini App, which is taken once."""

    __tablename__ = "used_proofs"

    proof: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime]


class TokenPaceRow(Base):
    """What a token has used of its pace, as all processes on a PostgreSQL share it."""

    __tablename__ = "token_paces"

    token_id: Mapped[int] = mapped_column(BigKey, ForeignKey("door_tokens.id"), primary_key=True, autoincrement=False)
    used: Mapped[list[float]] = mapped_column(JSON)
