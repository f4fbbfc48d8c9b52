"""A check that cannot fail is a defect: each book is falsified once, and the checker has to see it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.proof.chaos.book import Findings
from tests.proof.chaos.conftest import Books
from tests.proof.chaos.witness import Shown
from tests.proof.crash.yard import FLAG

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("chaos"), pytest.mark.samples]

TWIN = """
    CREATE TEMP TABLE twin AS SELECT * FROM {table} {which} LIMIT 1;
    UPDATE twin SET id = (SELECT max(id) + 1 FROM {table}), draft_id = NULL;
    INSERT INTO {table} SELECT * FROM twin;
"""
WITHOUT_GUARD = """
    CREATE TABLE twins AS SELECT * FROM {table};
    UPDATE twins SET id = id + 1000;
    INSERT INTO twins SELECT * FROM {table};
    DROP TABLE {table};
    ALTER TABLE twins RENAME TO {table};
    CREATE UNIQUE INDEX twins_id ON {table} (id);
"""
ANOTHER_INDEX = """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = replace(sql, '(received_at)', '(chat_id)') WHERE name = 'ix_inbox_received_at';
"""
STANDS = "WHERE undone_at IS NULL"
FALSIFIED = {
    "a call is gone": ("DELETE FROM activities WHERE id = (SELECT max(id) FROM activities)", "lost"),
    "a call is there twice": (TWIN.format(table="activities", which=STANDS), "doubled"),
    "a call is somebody else's": ("UPDATE activities SET author_id = author_id % 7 + 1", "lost"),
    "a payment is gone": ("DELETE FROM expected_payments WHERE id = (SELECT max(id) FROM expected_payments)", "lost"),
    "a payment is there twice": (TWIN.format(table="expected_payments", which=""), "doubled"),
    "a payment came back": ("UPDATE expected_payments SET undone_at = NULL", "lost"),
    "a payment was put off once more": ("UPDATE expected_payments SET moves = moves + 1", "doubled"),
    "money is gone": ("DELETE FROM facts WHERE id = (SELECT min(id) FROM facts WHERE undone_at IS NULL)", "lost"),
    "money came twice": (TWIN.format(table="facts", which=STANDS), "doubled"),
    "money on a payment came twice": (TWIN.format(table="facts", which="WHERE payment_id IS NOT NULL"), "doubled"),
    "a sum has grown": ("UPDATE facts SET amount = amount + 1", "doubled"),
    "a payment has more than came": ("UPDATE expected_payments SET received = received + 1", "doubled"),
    "an update is gone": ("DELETE FROM inbox WHERE id = (SELECT max(id) FROM inbox)", "lost"),
    "an update is left lying": ("UPDATE inbox SET state = 'pending' WHERE id = 3", "lost"),
    "an update is dead": ("UPDATE inbox SET state = 'dead' WHERE id = 3", "lost"),
    "an update was never sent": ("UPDATE inbox SET update_id = 7 WHERE id = 3", "doubled"),
    "an update is there twice": (WITHOUT_GUARD.format(table="inbox"), "doubled"),
    "a check-in is there twice": (WITHOUT_GUARD.format(table="checkins"), "doubled"),
    "a duty was done twice": (WITHOUT_GUARD.format(table="duties"), "doubled"),
    "a message was never sent": ("UPDATE outbox SET state = 'pending' WHERE id = 3", "lost"),
    "a message hangs in the air": ("UPDATE outbox SET claimed_at = updated_at WHERE id = 3", "lost"),
    "a message was refused": ("UPDATE outbox SET state = 'dead' WHERE id = 3", "lost"),
    "a message is another one": ("UPDATE outbox SET content = json_set(content, '$.text', 'другое')", "lost"),
    "a message's number is not known": (
        "DROP TRIGGER chaos_keep; UPDATE outbox SET message_id = NULL WHERE id = 3",
        "wrong",
    ),
    "a message has no row": ("DELETE FROM outbox WHERE id = 3", "wrong"),
    "a client of a call is gone": ("UPDATE activities SET client_id = 999", "wrong"),
    "an index is broken": (ANOTHER_INDEX, "wrong"),
}


@pytest.mark.parametrize(("script", "book"), FALSIFIED.values(), ids=FALSIFIED)
async def test_a_falsified_database_is_seen(copy: Books, script: str, book: str) -> None:
    with closing(sqlite3.connect(copy.file)) as connection:
        (settled,) = connection.execute("SELECT count(*) FROM facts WHERE payment_id IS NOT NULL").fetchone()
        if not settled and "payment_id IS NOT NULL" in script:
            pytest.skip("nobody pressed ✅ in this short storm: there is nothing to double")
        connection.executescript(script)
        connection.commit()

    assert named(await copy.checked(), book)


def first(copy: Books) -> Shown:
    return next(copy.witness.of_bot())


def is_deleted(copy: Books) -> None:
    first(copy).deleted = True


def was_never_posted(copy: Books) -> None:
    shown = first(copy)
    del copy.witness.chats[shown.chat][shown.message_id]


def is_repeated_without_a_word(copy: Books) -> None:
    """An older copy of the first message: nobody knows its number."""
    shown = first(copy)
    chat = copy.witness.chats[shown.chat]
    older = Shown(shown.chat, -1, by_bot=True, key=shown.key, texts=list(shown.texts), buttons=[])
    copy.witness.chats[shown.chat] = {-1: older, **chat}


def a_file(copy: Books) -> Shown:
    """One that the bot knows to have been sent: of a call that broke off it promises nothing."""
    with closing(sqlite3.connect(copy.file)) as connection:
        sent = set(connection.execute("SELECT chat_id, message_id FROM outbox WHERE state = 'sent'"))
    files = (shown for shown in copy.witness.of_bot() if shown.kind in {"document", "photo"})
    return next(shown for shown in files if (shown.chat, shown.message_id) in sent)


def a_file_is_there_twice(copy: Books) -> None:
    """Even with the mark: a workbook whose call broke off is not sent again."""
    shown = a_file(copy)
    texts = [f"{shown.text}\n\n{FLAG}: оборвалась связь"]
    copy.witness.chats[shown.chat][99_999] = Shown(
        shown.chat, 99_999, by_bot=True, key=shown.key, texts=texts, buttons=[]
    )


def a_file_is_but_a_text(copy: Books) -> None:
    a_file(copy).kind = "text"


def a_file_is_not_there(copy: Books) -> None:
    a_file(copy).deleted = True


def an_answer_was_missing(copy: Books) -> None:
    copy.ledger.missing.append("Анна waits for «Сколько?» in vain")


def a_tap_was_answered_for_nothing(copy: Books) -> None:
    next(each for each in copy.ledger.payments.values() if not copy.ledger.has_come(each)).is_settled = True


def no_change_was_answered_for_nothing(copy: Books) -> None:
    copy.ledger.unchanged.add(10_000)


SEEN: dict[Callable[[Books], None], str] = {
    is_deleted: "lost",
    was_never_posted: "lost",
    is_repeated_without_a_word: "wrong",
    a_file_is_there_twice: "doubled",
    a_file_is_but_a_text: "wrong",
    a_file_is_not_there: "lost",
    an_answer_was_missing: "lost",
    a_tap_was_answered_for_nothing: "lost",
    no_change_was_answered_for_nothing: "lost",
}


@pytest.mark.parametrize(("falsify", "book"), SEEN.items(), ids=[each.__name__ for each in SEEN])
async def test_what_people_saw_and_did_not_see_counts(copy: Books, falsify: Callable[[Books], None], book: str) -> None:
    falsify(copy)

    assert named(await copy.checked(), book)


async def test_a_repetition_that_says_so_is_counted_and_forgiven(copy: Books, books: Books) -> None:
    is_repeated_without_a_word(copy)
    first_known = list(copy.witness.chats[first(copy).chat].values())[1:]
    known = next(shown for shown in first_known if shown.key == first(copy).key)
    known.texts.append(f"{known.text}\n\n{FLAG}: оборвалась связь")

    found = await copy.checked()

    assert found.is_clean
    assert found.repeated == books.found.repeated + 1


def named(found: Findings, book: str) -> list[str]:
    kept: list[str] = getattr(found, book)
    return kept
