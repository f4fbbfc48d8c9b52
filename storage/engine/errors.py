"""
What a repository refuses, beside NotYoursError and AlreadyDoneError of sales.core.errors:

* MistakeError
  + InvitationError          (the link does not open)
    - InvitationExpiredError (72 hours have passed)
    - InvitationGoneError    (used, revoked or never made: a stranger must not learn which)
    - AlreadyHereError       (somebody who works here pressed another person's link)
  + LastOwnerError           (the house always has an owner)
  + OneselfError             (nobody deactivates themselves)
  + HasFactsError            (money came on the payment: it is cancelled, not taken back)
  + OverlapError             (the days are noted as an absence already)
  + InnTakenError            (another client of the department has this INN)
  + OtherInnError            (two INNs are two clients: they do not become one)
  + ReferredInCircleError    (the one recommended the other already)
  + TooManyError             (a list that people read off buttons is full)
  + LeftError                (whom something is asked of works here no more, or not yet)
  + DismissedError           (of who works here no more, nothing is set)
  + OpenBusinessError        (money, a plan or a deal is open: the client is not put away)
"""

from collections.abc import Sequence
from typing import TypeVar

from sales.core.errors import MistakeError, NotYoursError

T = TypeVar("T")


def check_found(found: T | None) -> T:
    """What was asked for. Raises NotYoursError where there is none: a foreign id and an absent one answer alike."""
    if found is None:
        raise NotYoursError
    return found


def check_first(found: Sequence[T]) -> T:
    """As `check_found`, the first of them."""
    return check_found(next(iter(found), None))


class InvitationError(MistakeError):
    """The link does not open; nothing was changed."""


class InvitationExpiredError(InvitationError):
    """The link was right, and 72 hours have passed: ask for a new one."""


class InvitationGoneError(InvitationError):
    """Used, revoked or never made."""


class AlreadyHereError(InvitationError):
    """An active person pressed a link made for somebody else; the link stays good."""


class OneselfError(MistakeError):
    """Nobody deactivates themselves."""


class HasFactsError(MistakeError):
    """Money was recorded on the payment: take the money back first, or cancel the payment."""


class LeftError(MistakeError):
    """Whoever something is asked of has left, or has not come in yet: nothing would reach them."""


class DismissedError(MistakeError):
    """What was to be set is of somebody who works here no more."""


class LastOwnerError(MistakeError):
    """The house always has an owner."""


class OverlapError(MistakeError):
    """Some of these days are an absence of the same person already."""


class OtherInnError(MistakeError):
    """The two records have different INNs: they are two clients, whatever their names."""


class InnTakenError(MistakeError):
    """Another client of the department has this INN, with the same KPP or without one."""

    def __init__(self, client_id: int) -> None:
        super().__init__()
        self.client_id = client_id


class ReferredInCircleError(MistakeError):
    """Who is to have recommended the client was recommended by it, by whatever way."""


class TooManyError(MistakeError):
    """A list that people read off buttons is full; `most` of them fit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class OpenBusinessError(MistakeError):
    """Something is still awaited or planned with the client: close it first, then put the client away."""


class LeaseLostError(MistakeError):
    """A number of the cold queue that was held too long, and may be rung by a colleague now."""
