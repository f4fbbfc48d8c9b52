"""A clock, as the tests of storage have it."""

from tests.storage.conftest import clock

__all__ = ["clock"]
