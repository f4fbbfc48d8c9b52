"""What a process does, by ROLES."""

from enum import StrEnum

from storage.cluster.posts import Post

ALL = "all"


class ProcessRole(StrEnum):
    INTAKE = "intake"
    """Takes updates in: polls, where no other does, or is told by Telegram; opens the door."""
    WORKER = "worker"
    """Does the updates, and delivers."""
    CLOCK = "clock"
    """Keeps the time, where no other does."""


EVERY = frozenset(ProcessRole)


def read_roles(said: str) -> frozenset[ProcessRole]:
    """Of `all`, or of names with commas between them. Raises ValueError for another word, and for one that is missing:
    the variable that was to stand there was empty, and nobody would do that part.
    """
    words = [word.strip().lower() for word in said.split(",")]
    if words in ([ALL], [""]):
        return EVERY
    wrong = sorted({*words} - {each.value for each in EVERY})
    if wrong:
        why = {"": "and a name is missing", ALL: "and all stands alone"}.get(wrong[0], f"and not “{wrong[0]}”")
        raise ValueError(f"all, or some of intake, worker, clock with commas between them, {why}")
    return frozenset(ProcessRole(word) for word in words)


def list_posts(roles: frozenset[ProcessRole], *, polls: bool) -> tuple[Post, ...]:
    """What such a process does where no other one does it. `polls`: Telegram does not post."""
    wanted = {Post.POLL: polls and ProcessRole.INTAKE in roles, Post.CLOCK: ProcessRole.CLOCK in roles}
    return tuple(post for post, wants in wanted.items() if wants)
