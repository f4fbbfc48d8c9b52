"""The buttons of the bank's file: its accounts, what is sure of it, and its questions one by one."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press


class BankStatementAddress(Address):
    """A file that was read, or whose accounts are asked about."""

    name = "bank_statement"

    statement_id: int


class BankQuestionAddress(Address):
    """A document of the file that waits for a word; 0 is the first."""

    name = "bank_question"

    statement_id: int
    document_id: int = 0


class BankDeed(StrEnum):
    OURS = "ours"
    """«Счёт …0001 ваш?» Да; `value` is the account."""
    THEIRS = "theirs"
    ACCEPT = "accept"
    """Its totals differ, and it is taken all the same."""
    CONFIRM = "confirm"
    """All that is sure; `value` is how many documents were shown: what is sure only since is not meant."""
    UNDO = "undo"
    """`value` is the step."""


class BankPress(Press, prefix="bk"):
    """A button under the file's screen."""

    deed: BankDeed
    statement_id: Id
    value: Id = 0


class BankAnswer(StrEnum):
    YES = "yes"
    """What is proposed; of several the `candidate`, an expected payment or a receipt."""
    OFF_PLAN = "off"
    PICK = "pick"
    """Another client, whom a dialog asks for."""
    NOT_OURS = "no"


class BankQuestionPress(Press, prefix="bq"):
    """An answer to a question about a document, with all that belong to it."""

    deed: BankAnswer
    statement_id: Id
    document_id: Id
    candidate: Id = 0
