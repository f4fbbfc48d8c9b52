"""Bases of clients that came in files: what was read, what became of each row, and what an undo needs of it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.imports.judged import RowVerdict
from sales.imports.states import ImportState
from sales.imports.troubles import RowTrouble
from storage.tables.types import Base, BigKey, Json, Word

AT_WORK = text("state IN ('judging', 'applying', 'reverting')")


class ImportRow(Base):
    """One file that somebody brought."""

    __tablename__ = "imports"
    __table_args__ = (
        Index(None, "department_id", "sha256"),
        Index("ix_imports_at_work", "id", sqlite_where=AT_WORK, postgresql_where=AT_WORK),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """Empty while an owner of several departments has not said whose clients they are."""
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[ImportState] = mapped_column(Word(ImportState, 12))
    mapping: Mapped[Json] = mapped_column(JSON)
    """What its columns are, what is replaced, and how questions were answered (sales.imports.mapping)."""
    turn: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    """Grows with every change of the mapping: what is judged by an earlier one is thrown away."""
    counts: Mapped[Json] = mapped_column(JSON)
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The rows as texts, JSON in zlib; dropped when nothing of it is needed any more."""
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    reverted_at: Mapped[datetime | None]


class ImportedRow(Base):
    """One row of a file: its verdict, what it is to write, and what stood there before."""

    __tablename__ = "import_rows"
    __table_args__ = (
        Index(
            "ix_import_rows_question",
            "import_id",
            "n",
            sqlite_where=text("verdict = 'question'"),
            postgresql_where=text("verdict = 'question'"),
        ),
        Index(None, "client_id"),
    )

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    """As a table program counts the rows of the file, from one."""
    cells: Mapped[list[str] | None] = mapped_column(JSON)
    """As they stood in the file: of a question alone, and gone with its client."""
    verdict: Mapped[RowVerdict] = mapped_column(Word(RowVerdict, 8))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    of_n: Mapped[int | None]
    """The earlier row whose client this is."""
    reason: Mapped[RowTrouble | None] = mapped_column(Word(RowTrouble, 16))
    said: Mapped[str | None] = mapped_column(Text)
    plan: Mapped[Json | None] = mapped_column(JSON)
    """What it writes: fields, people, money, owner."""
    before: Mapped[Json | None] = mapped_column(JSON)
    """What stood there, and what was made: for the undo."""
    applied_at: Mapped[datetime | None]


class ClientMergeRow(Base):
    """Two records of one client, made one, and what it takes to part them again."""

    __tablename__ = "client_merges"
    __table_args__ = (Index(None, "kept_id"), Index(None, "gone_id"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    gone_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    moved: Mapped[Json] = mapped_column(JSON)
    """{table: [ids]}"""
    fields: Mapped[Json] = mapped_column(JSON)
    """What stood in the kept one, and what was filled in."""
    undone_at: Mapped[datetime | None]
