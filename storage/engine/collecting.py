"""Python's look through all objects for rings: it stops every thread, the longer the more there are."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off_collecting() -> Iterator[None]:
    """While a large file stands in memory: a look through a million objects takes a second, and nobody is answered.

    What is in no ring goes as always, as soon as nothing holds it.
    """
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what has gathered is not looked through right now, and the next time is soon enough
        gc.enable()
