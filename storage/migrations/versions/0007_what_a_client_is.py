"""What a client is: its papers, terms and place; its people; by what words it is found; territories; what is no double"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODED = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
ONE_OF_AN_INN = sa.text("inn IS NOT NULL AND archived_at IS NULL")
CLIENTS = sa.table(
    "clients",
    *(sa.column(name) for name in ("id", "department_id", "normal", "inn", "archived_at")),
)
AUDIT = sa.table(
    "audit",
    *(sa.column(name) for name in ("at", "action", "subject", "subject_id")),
    sa.column("before", sa.JSON()),
    sa.column("after", sa.JSON()),
)
WORDS = sa.table("client_words", sa.column("client_id"), sa.column("word"))
LONGEST = 40


def upgrade() -> None:
    with op.batch_alter_table("clients") as clients:
        clients.add_column(sa.Column("kpp", sa.String(9), server_default=sa.text("''"), nullable=False))
        clients.add_column(sa.Column("kind", sa.String(8), nullable=True))
        clients.add_column(sa.Column("city", sa.String(120), nullable=True))
        clients.add_column(sa.Column("referred_by_id", BIG_KEY, nullable=True))
        clients.add_column(sa.Column("terms_days", sa.SmallInteger(), nullable=True))
        clients.add_column(sa.Column("credit_limit", sa.BigInteger(), nullable=True))
        clients.add_column(sa.Column("usual_lat", sa.Double(), nullable=True))
        clients.add_column(sa.Column("usual_lon", sa.Double(), nullable=True))
        clients.add_column(sa.Column("do_not_call", sa.Boolean(), server_default=sa.false(), nullable=False))
        clients.add_column(sa.Column("blanks_asked_at", sa.DateTime(timezone=True), nullable=True))
        clients.create_foreign_key("fk_clients_referred_by_id_clients", "clients", ["referred_by_id"], ["id"])
    with op.batch_alter_table("contacts") as contacts:
        contacts.add_column(sa.Column("email", sa.String(120), nullable=True))
        contacts.add_column(sa.Column("birthday", sa.Date(), nullable=True))
        contacts.add_column(sa.Column("is_main", sa.Boolean(), server_default=sa.false(), nullable=False))
        contacts.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    _tables()
    _indexes()
    _fill_words()


def _tables() -> None:
    op.create_table(
        "client_words",
        sa.Column("client_id", BIG_KEY, nullable=False),
        sa.Column("word", CODED, nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_client_words_client_id_clients")),
        sa.PrimaryKeyConstraint("client_id", "word", name=op.f("pk_client_words")),
    )
    op.create_table(
        "territories",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("normal", sa.String(120), nullable=False),
        sa.Column("owner_id", BIG_KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_territories_department_id_departments")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_territories_owner_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territories")),
        sa.UniqueConstraint("department_id", "normal", name=op.f("uq_territories_department_id_normal")),
    )
    op.create_table(
        "duplicate_no",
        sa.Column("a_id", BIG_KEY, nullable=False),
        sa.Column("b_id", BIG_KEY, nullable=False),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["clients.id"], name=op.f("fk_duplicate_no_a_id_clients")),
        sa.ForeignKeyConstraint(["b_id"], ["clients.id"], name=op.f("fk_duplicate_no_b_id_clients")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_duplicate_no_by_id_people")),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_duplicate_no")),
    )


def _indexes() -> None:
    _leave_each_inn_to_one()
    op.create_index(
        "uq_clients_inn",
        "clients",
        ["department_id", "inn", "kpp"],
        unique=True,
        sqlite_where=ONE_OF_AN_INN,
        postgresql_where=ONE_OF_AN_INN,
    )
    op.create_index(op.f("ix_clients_owner_id_touched_at"), "clients", ["owner_id", "touched_at"])
    op.create_index(op.f("ix_clients_referred_by_id"), "clients", ["referred_by_id"])
    op.create_index(op.f("ix_client_words_word_client_id"), "client_words", ["word", "client_id"])


def _leave_each_inn_to_one() -> None:
    """An INN that two clients of a department bear stays with the first; the audit keeps what the other had."""
    connection = op.get_bind()
    query = sa.select(CLIENTS.c.id, CLIENTS.c.department_id, CLIENTS.c.inn).where(CLIENTS.c.inn.is_not(None))
    seen = set()
    for client_id, department_id, inn in connection.execute(
        query.where(CLIENTS.c.archived_at.is_(None)).order_by(CLIENTS.c.id)
    ).all():
        if (department_id, inn) in seen:
            connection.execute(sa.update(CLIENTS).where(CLIENTS.c.id == client_id).values(inn=None))
            said = {"action": "client.inn", "subject": "client", "subject_id": client_id}
            connection.execute(
                sa.insert(AUDIT).values(**said, at=sa.func.now(), before={"inn": inn}, after={"inn": None})
            )
        seen.add((department_id, inn))


def _fill_words() -> None:
    """The plain words of the names that there are; what is made or renamed later is found by its sound as well."""
    connection = op.get_bind()
    for client_id, normal in connection.execute(sa.select(CLIENTS.c.id, CLIENTS.c.normal)).all():
        words = {word[:LONGEST] for word in (*normal.split(), normal.replace(" ", "")) if word}
        if words:
            connection.execute(sa.insert(WORDS), [{"client_id": client_id, "word": word} for word in sorted(words)])


def downgrade() -> None:
    op.drop_table("duplicate_no")
    op.drop_table("territories")
    op.drop_table("client_words")
    op.drop_index("ix_clients_referred_by_id", "clients")
    op.drop_index("ix_clients_owner_id_touched_at", "clients")
    op.drop_index("uq_clients_inn", "clients")
    with op.batch_alter_table("contacts") as contacts:
        for name in ("email", "birthday", "is_main", "left_at"):
            contacts.drop_column(name)
    with op.batch_alter_table("clients") as clients:
        clients.drop_constraint("fk_clients_referred_by_id_clients", type_="foreignkey")
        for name in (
            "kpp",
            "kind",
            "city",
            "referred_by_id",
            "terms_days",
            "credit_limit",
            "usual_lat",
            "usual_lon",
            "do_not_call",
            "blanks_asked_at",
        ):
            clients.drop_column(name)
