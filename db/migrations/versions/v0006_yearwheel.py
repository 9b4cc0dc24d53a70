"""The yearly wheel: rings, entries by rule, what became of them, task lists and templates of the school's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wheel_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_template")),
        sa.UniqueConstraint("name", name=op.f("uq_wheel_template_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "wheel_ring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('body', 'parents', 'staff', 'office', 'school', 'theme')", name=op.f("ck_wheel_ring_kind")
        ),
        sa.CheckConstraint(
            "pattern IN ('solid', 'lines', 'dots', 'cross', 'bars', 'empty', 'falling', 'rows')",
            name=op.f("ck_wheel_ring_pattern"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_wheel_ring_body_id_body"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_ring")),
        sa.UniqueConstraint("body_id", name=op.f("uq_wheel_ring_body_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "wheel_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("ring_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("links", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["continues_id"],
            ["wheel_entry.id"],
            name=op.f("fk_wheel_entry_continues_id_wheel_entry"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["ring_id"], ["wheel_ring.id"], name=op.f("fk_wheel_entry_ring_id_wheel_ring")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_entry")),
        sa.UniqueConstraint("start_year", "code", name=op.f("uq_wheel_entry_start_year_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wheel_entry_continues_id"), "wheel_entry", ["continues_id"], unique=False)
    op.create_index(op.f("ix_wheel_entry_ring_id"), "wheel_entry", ["ring_id"], unique=False)
    op.create_table(
        "wheel_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wheel_entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("school_class_id", sa.Integer(), nullable=True),
        sa.Column("at_time", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_wheel_task_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["school_class_id"],
            ["school_class.id"],
            name=op.f("fk_wheel_task_school_class_id_school_class"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["wheel_entry_id"],
            ["wheel_entry.id"],
            name=op.f("fk_wheel_task_wheel_entry_id_wheel_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_task")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wheel_task_person_id"), "wheel_task", ["person_id"], unique=False)
    op.create_index(op.f("ix_wheel_task_school_class_id"), "wheel_task", ["school_class_id"], unique=False)
    op.create_index(op.f("ix_wheel_task_wheel_entry_id"), "wheel_task", ["wheel_entry_id"], unique=False)
    op.create_table(
        "wheel_occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wheel_entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_note", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name=op.f("ck_wheel_occurrence_both_days")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_wheel_occurrence_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_wheel_occurrence_agenda_item_id_agenda_item"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_wheel_occurrence_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["wheel_entry_id"],
            ["wheel_entry.id"],
            name=op.f("fk_wheel_occurrence_wheel_entry_id_wheel_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_occurrence")),
        sa.UniqueConstraint("wheel_entry_id", "number", name=op.f("uq_wheel_occurrence_wheel_entry_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wheel_occurrence_agenda_item_id"), "wheel_occurrence", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_wheel_occurrence_meeting_id"), "wheel_occurrence", ["meeting_id"], unique=False)
