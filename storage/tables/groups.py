"""Groups into which a department's summary is posted."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from sales.groups.states import GroupState
from storage.tables.types import Base, BigKey, Word


class DepartmentGroupRow(Base):
    """One chat of several people, and what a department posts there (spec/7, 7.5)."""

    __tablename__ = "department_groups"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    chat_id: Mapped[int] = mapped_column(unique=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    """Empty until somebody has said whose summary it is."""
    thread_id: Mapped[int | None]
    """The topic; empty: the chat itself."""
    title: Mapped[str] = mapped_column(String(128))
    state: Mapped[GroupState] = mapped_column(Word(GroupState, 8))
    posts_slots: Mapped[bool] = mapped_column(server_default=true())
    posts_svod: Mapped[bool] = mapped_column(server_default=true())
    shows_names: Mapped[bool] = mapped_column(server_default=false())
    """Who brought how much stands under the total."""
    added_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
