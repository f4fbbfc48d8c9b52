"""How large a run is: the real one, and one of seconds that only shows that the bench still works."""

from dataclasses import dataclass

from tests.proof.bench.million import Staff


@dataclass(frozen=True, slots=True)
class Scale:
    staff: Staff
    """Who talks. Many: one person is answered once a second at most, whatever the bot could do."""
    rounds: int
    deeds: int
    """One by one, of a kind and a round."""
    seconds: float
    """At the offered rate, a round."""
    burst: int
    """Updates at saturation, a round."""
    slot: Staff
    """Who is asked by one slot."""
    rush: Staff
    """Who answers at noon, and in how many seconds."""
    rush_seconds: float
    activities: int
    payments: int
    """And deals; in one department half as many clients."""
    looks: int
    """At a view."""
    door_seconds: float
    """Of deliveries at the door."""
    rows: int
    """Of a file of clients, and documents of a bank's statement."""
    pace: float = 1.0
    """Of all that is offered beside each other at the door: below 1 on a machine that has other work."""


REAL = Scale(
    Staff(300, 30),
    3,
    30,
    5.0,
    300,
    Staff(500, 50),
    Staff(1000, 8),
    120.0,
    1_000_000,
    200_000,
    25,
    60.0,
    20_000,
)
SMALL = Scale(Staff(12, 2), 1, 2, 0.2, 6, Staff(20, 2), Staff(20, 2), 2.0, 2_000, 400, 1, 2.0, 60)

RATE = 50
"""Updates a second that are offered."""
