"""The calls about what came in files that take an id, for the table of test_scoping."""

from datetime import date
from typing import Any

from sqlalchemy import insert

from sales.bank.directions import Way
from sales.bank.matches import DocumentState
from sales.imports.mapping import ImportMapping
from sales.imports.packing import pack_base, read_packed
from storage.engine.actor import Actor
from storage.tables import BankDocumentRow, BankReceiptRow, BankStatementRow
from storage.transaction import Transaction

STATEMENT = 1
"""The whole firm's: what one reads of it is one's own."""

REFUSED: dict[str, Any] = {
    "imports.get": lambda tx, a, it, my: tx.as_(a).imports.get(it.base),
    "imports.apply": lambda tx, a, it, my: tx.as_(a).imports.apply(it.base),
    "imports.cancel": lambda tx, a, it, my: tx.as_(a).imports.cancel(it.base),
    "imports.change": lambda tx, a, it, my: tx.as_(a).imports.change(it.base, ImportMapping(1, 1)),
    "imports.go_again": lambda tx, a, it, my: tx.as_(a).imports.go_again(it.base),
    "imports.revert": lambda tx, a, it, my: tx.as_(a).imports.revert(it.base),
    "imports.set_department": lambda tx, a, it, my: tx.as_(a).imports.set_department(it.base, my.department),
    "imports.set_department to": lambda tx, a, it, my: tx.as_(a).imports.set_department(my.base, it.department),
    "client_merges.get": lambda tx, a, it, my: tx.as_(a).client_merges.get(it.merge),
    "client_merges.part": lambda tx, a, it, my: tx.as_(a).client_merges.part(it.merge),
    "bank_taking.release": lambda tx, a, it, my: tx.as_(a).bank_taking.release(it.document),
    "bank_unseen.get": lambda tx, a, it, my: tx.as_(a).bank_unseen.get(it.receipt),
    "bank_unseen.ask": lambda tx, a, it, my: tx.as_(a).bank_unseen.ask(it.receipt),
    "bank_unseen.mark_cash": lambda tx, a, it, my: tx.as_(a).bank_unseen.mark_cash(STATEMENT, it.receipt),
}

EMPTY: dict[str, Any] = {
    "bank_taking.list_taken": lambda tx, a, it, my: tx.as_(a).bank_taking.list_taken(it.statement),
    "bank_choices.do_next": lambda tx, a, it, my: tx.as_(a).bank_choices.do_next(it.step, 10),
    "bank_choices.turn_back": lambda tx, a, it, my: tx.as_(a).bank_choices.turn_back(it.step),
}


async def bring_files(tx: Transaction, actor: Actor, client_id: int, receipt_id: int) -> tuple[int, int, int, int]:
    """A base, a merge of two clients, a statement, and a document of it behind a receipt."""
    packed = pack_base([("", [["Название", "Телефон"], ["Лотос", "89161112233"]])])
    assert packed
    base = await tx.as_(actor).imports.begin("base.csv", "0" * 64, read_packed(packed))
    twin = await tx.as_(actor).clients.create(f"Двойник {actor.name}")
    merge = await tx.as_(actor).client_merges.merge(client_id, twin.id)
    statement = {
        "sha256": f"{actor.person_id:064}",
        "name": "kl_to_1c.txt",
        "loaded_by": actor.person_id,
        "accounts": [],
        "covers": {},
        "counts": {},
        "difference": 0,
    }
    statement_id = await tx.session.scalar(insert(BankStatementRow).values(**statement).returning(BankStatementRow.id))
    assert statement_id is not None
    document = {
        "key": f"{actor.person_id:064}",
        "statement_id": statement_id,
        "place": 1,
        "way": Way.IN,
        "account": "1",
        "day": date(2026, 11, 20),
        "number": "1",
        "amount": 1,
        "other_account": "",
        "other_kpp": "",
        "other_name": "",
        "purpose": "",
        "state": DocumentState.TAKEN,
    }
    document_id = await tx.session.scalar(insert(BankDocumentRow).values(**document).returning(BankDocumentRow.id))
    assert document_id is not None
    link = {"receipt_id": receipt_id, "document_id": document_id, "has_confirmed": True}
    await tx.session.execute(insert(BankReceiptRow).values(**link))
    return base.id, merge.id, statement_id, document_id
