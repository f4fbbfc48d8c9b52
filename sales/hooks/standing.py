"""
How an address stands that events are told to: it takes them, rests after a failure, is paused, or off (spec/8).

One that is in trouble is left in peace as a message is: after 5 s, 5 min, 30 min and then every two hours, whatever
waits for it. So a program that is started anew loses nothing, and one that is away for a day and a half is turned off.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

RETRIES: Final = tuple(
    timedelta(seconds=seconds) for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600)
)
"""After each failure the next try; after the last one the message is given up."""
RESTS: Final = RETRIES[:4]
"""Of an address, by its failures in a row."""
MOST_FAILURES: Final = 20
"""In a row, of whatever messages: then it is turned off, and the owners are told."""

SAID_WELL: Final = range(200, 300)
GONE: Final = 410
TOO_MANY: Final = 429
SERVER_ERRORS: Final = range(500, 600)
NO_ANSWER: Final = 0
PRIVATE: Final = -1
"""Not called: its address is one of the house's own network."""

PAUSED_FOR: Final = timedelta(hours=1)
"""After it is looked again whether what waits has waited for too long."""

OFF, PAUSED = "off", "paused"
FAILURES, STATUS, RESTS_UNTIL = "failures", "status", "rests_until"
_OF_FAILURES: Final = frozenset({FAILURES, STATUS, RESTS_UNTIL})

Options = Mapping[str, Any]


def note_success(options: Options) -> dict[str, Any]:
    """The options of an address that has taken something in."""
    return {name: said for name, said in options.items() if name not in _OF_FAILURES}


def note_failure(options: Options, status: int, now: datetime) -> dict[str, Any]:
    """Of one that has not: it rests where it is in trouble itself, and is off after 410 or the twentieth in a row."""
    failures = count_failures(options) + 1
    told = {**note_success(options), FAILURES: failures, STATUS: status}
    if status == GONE or failures >= MOST_FAILURES:
        return {**told, OFF: True}
    if is_in_trouble(status):
        told[RESTS_UNTIL] = (now + RESTS[min(failures, len(RESTS)) - 1]).isoformat()
    return told


def turn_on(options: Options) -> dict[str, Any]:
    """As one that was just connected."""
    return {name: said for name, said in note_success(options).items() if name not in {OFF, PAUSED}}


def pause(options: Options) -> dict[str, Any]:
    """What happens meanwhile waits."""
    return {**options, PAUSED: True}


def is_in_trouble(status: int) -> bool:
    """Whether it is the address that fails, and not what it was told."""
    return status <= NO_ANSWER or status == TOO_MANY or status in SERVER_ERRORS


def count_failures(options: Options) -> int:
    """In a row, up to now."""
    return int(options.get(FAILURES, 0))


def find_rest(options: Options, now: datetime) -> datetime | None:
    """Until when it is left in peace after a failure; None: it may be called."""
    until = datetime.fromisoformat(options[RESTS_UNTIL]) if options.get(RESTS_UNTIL) else now
    return until if until > now else None


def find_wait(options: Options, now: datetime) -> datetime | None:
    """Until when what happens waits, for a rest or a pause, which is looked at again; None: it is told."""
    return now + PAUSED_FOR if options.get(PAUSED) else find_rest(options, now)
