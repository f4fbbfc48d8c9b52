"""What of a file is carried on: nothing of money that is nobody's business, such as wages (spec/5, Security)."""

from dataclasses import replace

from sales.bank.purpose import is_refund
from sales.bank.statement import Document, Side, Statement

LONGEST_PURPOSE = 210


def strip_outgoing(statement: Statement) -> Statement:
    """What leaves an account of the file is counted and no more, unless it goes back to somebody."""
    named = frozenset(statement.accounts)
    return replace(statement, documents=tuple(_strip(each, named) for each in statement.documents))


def _strip(document: Document, named: frozenset[str]) -> Document:
    """Whether it is our own money is still told by its accounts and INNs."""
    payer, payee = document.payer, document.payee
    leaves = payer.accounts & named and not payee.accounts & named
    if not leaves or is_refund(document.purpose) or document.amount is None:
        return replace(document, purpose=document.purpose[:LONGEST_PURPOSE])
    is_own = payer.inn is not None and payer.inn == payee.inn
    nobody = Side(frozenset(), "", payee.inn if is_own else None, "", "")
    return replace(document, number="", amount=1, payee=nobody, purpose="")
