"""A hundred thousand clients: people by the words of their names, and what lists of the live ones count"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODED = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
CONTACTS = sa.table("contacts", sa.column("id"), sa.column("name"))
WORDS = sa.table("contact_words", sa.column("contact_id"), sa.column("word"))
LONGEST = 40
AT_ONCE = 5000
LIVE = sa.text("archived_at IS NULL")
NAMES = ("owner_id", "department_id")
CALLED = (("ix_clients_owner_called", "owner_id"), ("ix_clients_called", "department_id"))


def upgrade() -> None:
    op.create_table(
        "contact_words",
        sa.Column("contact_id", BIG_KEY, nullable=False),
        sa.Column("word", CODED, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_words_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "word", name=op.f("pk_contact_words")),
    )
    connection = op.get_bind()
    people = connection.execute(sa.select(CONTACTS.c.id, CONTACTS.c.name)).all()
    for at in range(0, len(people), AT_ONCE):
        rows = [
            {"contact_id": contact_id, "word": word}
            for contact_id, name in people[at : at + AT_ONCE]
            for word in words_of(name)
        ]
        if rows:
            connection.execute(sa.insert(WORDS), rows)
    op.create_index(op.f("ix_contact_words_word_contact_id"), "contact_words", ["word", "contact_id"])
    for whose in NAMES:
        op.drop_index(f"ix_clients_{whose}_normal", table_name="clients")
        op.create_index(
            f"ix_clients_{whose}_normal", "clients", [whose, "normal"], sqlite_where=LIVE, postgresql_where=LIVE
        )
    for name, whose in CALLED:
        op.create_index(
            name,
            "clients",
            [whose, "created_at"],
            sqlite_where=sa.text("archived_at IS NULL AND do_not_call IS 0"),
            postgresql_where=sa.text("archived_at IS NULL AND do_not_call IS false"),
        )
    under_way = sa.text("closed_at IS NULL")
    op.create_index("ix_deals_under_way", "deals", ["client_id"], sqlite_where=under_way, postgresql_where=under_way)


def words_of(name: str) -> list[str]:
    """As they were folded then: a word more or less is nobody's loss, the name itself decides."""
    return sorted({word[:LONGEST] for word in re.findall(r"[^\W_]+", name.lower().replace("ё", "е"))})


def downgrade() -> None:
    op.drop_index("ix_deals_under_way", table_name="deals")
    for name, _whose in CALLED:
        op.drop_index(name, table_name="clients")
    for whose in NAMES:
        op.drop_index(f"ix_clients_{whose}_normal", table_name="clients")
        op.create_index(f"ix_clients_{whose}_normal", "clients", [whose, "normal"])
    op.drop_table("contact_words")
