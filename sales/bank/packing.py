"""A statement on its way from the reading child to the database: a long one is packed, and opened by nobody there."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pydantic import TypeAdapter

from sales.bank.statement import Document, Statement

FEW: Final = 400
"""So many documents are put down at once; more of them a part at a time."""

PART: Final = 100
"""Documents that are read without a stop: a parser lets no other thread go on."""

_STATEMENT: Final[TypeAdapter[Statement]] = TypeAdapter(Statement)
_DOCUMENTS: Final[TypeAdapter[list[Document]]] = TypeAdapter(list[Document])


@dataclass(frozen=True, slots=True)
class CarriedStatement:
    """As it comes out of the inbox: whole, or without its documents and those packed."""

    statement: Statement
    packed: bytes | None = None


def pack_statement(statement: Statement, sha256: str) -> list[str]:
    """The cells that carry it: JSON, the file's SHA-256, and of a long one what is packed."""
    if len(statement.documents) <= FEW:
        return [_STATEMENT.dump_json(statement).decode(), sha256]
    head = _STATEMENT.dump_json(replace(statement, documents=()))
    documents = statement.documents
    parts = [list(documents[at : at + PART]) for at in range(0, len(documents), PART)]
    packed = zlib.compress(b"\n".join([head, *map(_DOCUMENTS.dump_json, parts)]), 1)
    return [head.decode(), sha256, b64encode(packed).decode()]


def read_carried(cells: Sequence[str]) -> CarriedStatement:
    """What `pack_statement` has made."""
    return CarriedStatement(_STATEMENT.validate_json(cells[0]), b64decode(cells[2]) if len(cells) > 2 else None)  # noqa: PLR2004


def unpack_statement(packed: bytes, rest: Callable[[], None] = lambda: None) -> Statement:
    """With its documents. Long: not in the loop. `rest` is called between two parts."""
    head, *parts = zlib.decompress(packed).split(b"\n")
    documents: list[Document] = []
    for part in parts:
        documents += _DOCUMENTS.validate_json(part)
        rest()
    return replace(_STATEMENT.validate_json(head), documents=tuple(documents))
