"""
What can go wrong, as a person may meet it:

* ReperError
  + MistakeError         (told to the person, with an example; nothing was changed)
    - NotYoursError      (a foreign id and an absent one answer alike)
    - AlreadyDoneError   (somebody, or an earlier tap, was first)
    - TooLateError       (ten minutes to undo have passed)
    - ChangedSinceError  (a later change stands on what would be taken back)
"""


class ReperError(Exception):
    """The root of everything that Reper raises on purpose."""


class MistakeError(ReperError):
    """The person asked for something that cannot be; nothing was changed."""


class NotYoursError(MistakeError):
    """The record is absent or somebody else's: the two must look the same."""


class AlreadyDoneError(MistakeError):
    """The thing was done already, by an earlier tap or by somebody else."""


class TooLateError(MistakeError):
    """The time to take it back has passed; the record is edited instead."""


class ChangedSinceError(MistakeError):
    """What would be taken back was changed anew, and that change stands."""
