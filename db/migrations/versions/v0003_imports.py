"""What other systems call people, groups that came with a file, and what each import brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEEP = {"sqlite_autoincrement": True}


def upgrade() -> None:
    op.create_table(
        "external_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_external_id_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_id")),
        sa.UniqueConstraint("source", "value", name=op.f("uq_external_id_source_value")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("external_id") as batch_op:
        batch_op.create_index(batch_op.f("ix_external_id_person_id"), ["person_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("step_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("covers", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_import_run")),
    )

    with op.batch_alter_table("person_group", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="own", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_person_group_kind"),
            "kind IN ('own', 'parents', 'pupil_council', 'parent_committee', 'cooperation_committee', "
            "'school_environment_committee')",
        )

    with op.batch_alter_table("group_member", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(), server_default=sa.text("''"), nullable=False))
