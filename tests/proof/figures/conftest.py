"""A house of the tests of storage, on SQLite."""

from tests.storage.conftest import clock, sqlite_house

__all__ = ["clock", "sqlite_house"]
