"""Where asks are shown, and what is done with one."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.asks.ask import AskFilter


class AsksAddress(Address):
    """/tasks. Department 0: one's own, or the first that is read; person 0: everybody's."""

    name = "asks"

    department_id: int = 0
    which: AskFilter = AskFilter.OPEN
    person_id: int = 0


class AskPeopleAddress(Address):
    """Who has tasks, and how many."""

    name = "ask_people"

    department_id: int = 0


class AskAddress(Address):
    """One of them."""

    name = "ask"

    ask_id: int


class TaskDeed(StrEnum):
    ACCEPT = "accept"
    DONE = "done"
    DECLINE = "decline"
    """Why is asked."""
    DUE = "due"
    """Another day: proposed by who does it, set by who gave it."""
    AGREE = "agree"
    KEEP = "keep"
    WITHDRAW = "withdraw"
    HAND = "hand"
    """To somebody else: to whom is asked."""
    HOUR = "hour"
    """A reminder to oneself again in an hour."""
    TOMORROW = "tomorrow"
    TAKE = "take"
    """Help: the client becomes the lead's."""
    JOIN = "join"
    ADVISE = "advise"
    SOLVED = "solved"
    HELPED = "helped"
    NOT_HELPED = "nothelped"
    YES = "yes"
    UP_TO = "upto"
    """`value`: tenths of a percent; 0: how much is asked."""
    NO = "no"


class AskedPress(Press, prefix="task"):
    """A button of an ask's card."""

    deed: TaskDeed
    ask_id: Id
    value: Id = 0


class AskAbout(StrEnum):
    """What a new one is begun from."""

    NOTHING = "new"
    PERSON = "person"
    CLIENT = "client"
    DEAL = "deal"
    PAYMENT = "payment"


class GiveTaskPress(Press, prefix="give_task"):
    """«📌 Поручить»: to that person, or about that record; whom and what is asked."""

    about: AskAbout
    record_id: Id = 0


class AskHelpPress(Press, prefix="sos"):
    """«🆘 РОПу»."""

    about: AskAbout
    record_id: Id
