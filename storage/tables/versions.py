"""How often the house has changed, so that what a process remembers of it can be told from what is so."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base


class HouseVersionRow(Base):
    """Raised by the database itself with every write (storage.engine.version_triggers); no row: nothing was written."""

    __tablename__ = "house_versions"

    subject: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """0: the house itself. A person's id: the names of their clients, and of the contacts there."""
    version: Mapped[int] = mapped_column(BigInteger)
    """Another one after every write, and greater than all before."""
