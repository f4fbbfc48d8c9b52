"""The plan cycle"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "department_schedule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_department_schedule_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_schedule")),
        sa.UniqueConstraint("department_id", "kind", name=op.f("uq_department_schedule_department_id_kind")),
    )
    op.create_table(
        "report_snapshots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_report_snapshots_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshots")),
        sa.UniqueConstraint(
            "department_id", "kind", "local_date", name=op.f("uq_report_snapshots_department_id_kind_local_date")
        ),
    )
    op.create_table(
        "bonus_rules",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_bonus_rules_department_id")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_bonus_rules_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bonus_rules")),
        sa.UniqueConstraint("department_id", "version", name=op.f("uq_bonus_rules_department_id_version")),
    )
    op.create_table(
        "norms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("profile", sa.String(length=16), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("calls_a_day", sa.BigInteger(), nullable=True),
        sa.Column("meetings_a_week", sa.BigInteger(), nullable=True),
        sa.Column("new_contacts_a_month", sa.BigInteger(), nullable=True),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_norms_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_norms_person_id")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_norms_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norms")),
    )
    with op.batch_alter_table("norms", schema=None) as batch_op:
        batch_op.create_index(
            "uq_norms_person",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_norms_profile",
            ["department_id", "profile"],
            unique=True,
            sqlite_where=sa.text("person_id IS NULL"),
            postgresql_where=sa.text("person_id IS NULL"),
        )

    op.create_table(
        "plans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("metric", sa.String(length=16), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_plans_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plans_person_id")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_plans_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plans_department_id_month"), ["department_id", "month"], unique=False)
        batch_op.create_index(
            "uq_plans_department",
            ["department_id", "metric", "month", "version"],
            unique=True,
            sqlite_where=sa.text("person_id IS NULL"),
            postgresql_where=sa.text("person_id IS NULL"),
        )
        batch_op.create_index(
            "uq_plans_person",
            ["person_id", "metric", "month", "version"],
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )

    op.create_table(
        "tomorrow_plans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_tomorrow_plans_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tomorrow_plans_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tomorrow_plans")),
        sa.UniqueConstraint("person_id", "local_date", name=op.f("uq_tomorrow_plans_person_id_local_date")),
    )
    with op.batch_alter_table("tomorrow_plans", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tomorrow_plans_department_id_local_date"), ["department_id", "local_date"], unique=False
        )

    op.create_table(
        "week_plans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("sunday", sa.Date(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_week_plans_confirmed_by")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_week_plans_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_week_plans_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_plans")),
        sa.UniqueConstraint("person_id", "monday", name=op.f("uq_week_plans_person_id_monday")),
    )
    with op.batch_alter_table("week_plans", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_week_plans_department_id_monday"), ["department_id", "monday"], unique=False
        )

    op.create_table(
        "tomorrow_edits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("said_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["expected_payments.id"], name=op.f("fk_tomorrow_edits_payment_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["tomorrow_plans.id"], name=op.f("fk_tomorrow_edits_plan_id")),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_tomorrow_edits_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tomorrow_edits")),
        sa.UniqueConstraint("plan_id", "payment_id", name=op.f("uq_tomorrow_edits_plan_id_payment_id")),
    )
    op.create_table(
        "tomorrow_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("probability", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["expected_payments.id"], name=op.f("fk_tomorrow_items_payment_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["tomorrow_plans.id"], name=op.f("fk_tomorrow_items_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tomorrow_items")),
        sa.UniqueConstraint("plan_id", "payment_id", name=op.f("uq_tomorrow_items_plan_id_payment_id")),
    )
    op.create_table(
        "week_plan_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("probability", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["expected_payments.id"], name=op.f("fk_week_plan_items_payment_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["week_plans.id"], name=op.f("fk_week_plan_items_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_plan_items")),
        sa.UniqueConstraint("plan_id", "payment_id", name=op.f("uq_week_plan_items_plan_id_payment_id")),
    )
    with op.batch_alter_table("week_plan_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_week_plan_items_payment_id"), ["payment_id"], unique=False)

    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("substitute_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("declined_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_absences_substitute_id"), ["substitute_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_absences_declined_by"), "people", ["declined_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_absences_substitute_id"), "people", ["substitute_id"], ["id"])

    with op.batch_alter_table("expected_payments", schema=None) as batch_op:
        batch_op.create_index(
            "ix_expected_payments_deal",
            ["deal_id"],
            unique=False,
            sqlite_where=sa.text("deal_id IS NOT NULL"),
            postgresql_where=sa.text("deal_id IS NOT NULL"),
        )

    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facts_payment_id"))
        batch_op.drop_index(batch_op.f("ix_facts_owner_day"))
        batch_op.create_index(
            "ix_facts_owner_day",
            ["owner_id", "local_date", "undone_at", "amount", "confirmed_by", "client_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_facts_payment_day", ["payment_id", "local_date", "undone_at", "owner_id", "amount"], unique=False
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joined_on", sa.Date(), nullable=True))

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(batch_op.f("ix_reminders_told_to_sent_at"), ["told_to", "sent_at"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_reminders_told_to"), "people", ["told_to"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_reminders_told_to"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_reminders_told_to_sent_at"))
        batch_op.drop_column("told_to")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("joined_on")

    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index("ix_facts_payment_day")
        batch_op.drop_index("ix_facts_owner_day")
        batch_op.create_index(
            batch_op.f("ix_facts_owner_day"),
            ["owner_id", "local_date", "undone_at", "amount", "confirmed_by"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_facts_payment_id"), ["payment_id"], unique=False)

    with op.batch_alter_table("expected_payments", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_expected_payments_deal",
            sqlite_where=sa.text("deal_id IS NOT NULL"),
            postgresql_where=sa.text("deal_id IS NOT NULL"),
        )

    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_absences_substitute_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_absences_declined_by"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_absences_substitute_id"))
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("declined_at")
        batch_op.drop_column("declined_by")
        batch_op.drop_column("agreed_at")
        batch_op.drop_column("substitute_id")

    with op.batch_alter_table("week_plan_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_week_plan_items_payment_id"))

    op.drop_table("week_plan_items")
    op.drop_table("tomorrow_items")
    op.drop_table("tomorrow_edits")
    with op.batch_alter_table("week_plans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_week_plans_department_id_monday"))

    op.drop_table("week_plans")
    with op.batch_alter_table("tomorrow_plans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tomorrow_plans_department_id_local_date"))

    op.drop_table("tomorrow_plans")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plans_person",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_plans_department",
            sqlite_where=sa.text("person_id IS NULL"),
            postgresql_where=sa.text("person_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_plans_department_id_month"))

    op.drop_table("plans")
    with op.batch_alter_table("norms", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_norms_profile", sqlite_where=sa.text("person_id IS NULL"), postgresql_where=sa.text("person_id IS NULL")
        )
        batch_op.drop_index(
            "uq_norms_person",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )

    op.drop_table("norms")
    op.drop_table("bonus_rules")
    op.drop_table("report_snapshots")
    op.drop_table("department_schedule")
