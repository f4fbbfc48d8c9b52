"""Database trouble against a mistake of ours: the first is waited out, the second counts as a try."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


def is_database_trouble(error: BaseException) -> bool:
    """Locked, full, gone, unreachable. A broken constraint or a wrong statement is not among it."""
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)):
        return True
    return (isinstance(error, DBAPIError) and error.connection_invalidated) or isinstance(error, ConnectionError)
