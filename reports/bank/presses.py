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


class BankUnseenAddress(Address):
    """What was said and no statement shows."""

    name = "bank_unseen"

    statement_id: int


class UnseenReceiptAddress(Address):
    """One of them."""

    name = "unseen_receipt"

    statement_id: int
    receipt_id: int


class BankTakenAddress(Address):
    """Documents of a file behind which money stands, each to be taken back."""

    name = "bank_taken"

    statement_id: int


class BankDocumentAddress(Address):
    name = "bank_document"

    statement_id: int
    document_id: int


class BankListAddress(Address):
    """The statements that were loaded, the newest first."""

    name = "bank_list"


class BankAccountsAddress(Address):
    """Our accounts, and others that a file has named."""

    name = "bank_accounts"


class BankAccountAddress(Address):
    """Whose money comes to one of our accounts."""

    name = "bank_account"

    account_id: int


class UnseenAsksAddress(Address):
    """What somebody is asked about, because no statement shows it: one question after another."""

    name = "unseen_asks"

    page: int = 1


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
    RELEASE = "release"
    """A document, `value`, waits again: later than its ten minutes too."""


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
    NEW = "new"
    """A client is made of the payer."""
    LEARN = "learn"
    """The INN and the account are the client's: the next one is known by them."""


class BankQuestionPress(Press, prefix="bq"):
    """An answer to a question about a document, with all that belong to it."""

    deed: BankAnswer
    statement_id: Id
    document_id: Id
    candidate: Id = 0


class UnseenDeed(StrEnum):
    CASH = "cash"
    """The bank will never show it."""
    ASK = "ask"
    """Whoever said it is asked, in neutral words."""


class UnseenPress(Press, prefix="bu"):
    """A word about money that was said and no statement shows."""

    deed: UnseenDeed
    statement_id: Id
    receipt_id: Id


class AccountDeed(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"
    CLOSED = "closed"
    """Ours, and no statement of it is awaited any more."""


class AccountPress(Press, prefix="ba"):
    """Whose an account is, by who owns the settings."""

    deed: AccountDeed
    account_id: Id


class AccountPlacePress(Press, prefix="bap"):
    """Whose money comes to an account of ours; department 0: everybody's."""

    account_id: Id
    department_id: Id
