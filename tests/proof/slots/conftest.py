"""A PostgreSQL for the replicas, as the tests of storage have it."""

from tests.storage.conftest import postgres

__all__ = ["postgres"]
