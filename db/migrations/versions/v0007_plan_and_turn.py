"""Plans, commitments, results, the turn of the school year, and answers to what is due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEEP = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("school_year", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("released_on", sa.Date(), nullable=True))

    with op.batch_alter_table("school_class", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("continues_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_school_class_continues_id_school_class"),
            "school_class",
            ["continues_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(op.f("ix_school_class_continues_id"), ["continues_id"])

    op.create_table(
        "disposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("decision IN ('keep', 'archive', 'delete')", name=op.f("ck_disposal_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_disposal_kind_subject_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "due_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.CheckConstraint("(answer = 'put_off') = (until IS NOT NULL)", name=op.f("ck_due_answer_until")),
        sa.CheckConstraint("answer IN ('not_ours', 'put_off')", name=op.f("ck_due_answer_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_answer")),
        sa.UniqueConstraint("code", name=op.f("uq_due_answer_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "survey_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("small_groups", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pupil_survey', 'parent_survey', 'after_school_survey', 'national_tests', 'exams', 'other')",
            name=op.f("ck_survey_result_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_result")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "turn_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("nothing_to_do", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_step")),
        sa.UniqueConstraint("to_year", "code", name=op.f("uq_turn_step_to_year_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "result_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_result_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_result_id"],
            ["survey_result.id"],
            name=op.f("fk_result_file_survey_result_id_survey_result"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_result_file_survey_result_id"), "result_file", ["survey_result_id"], unique=False)
    op.create_table(
        "class_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_class_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "step IN ('parents_meeting', 'election', 'minutes', 'plan', 'talk_1', 'talk_2')",
            name=op.f("ck_class_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["school_class_id"],
            ["school_class.id"],
            name=op.f("fk_class_step_school_class_id_school_class"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_step")),
        sa.UniqueConstraint("school_class_id", "step", name=op.f("uq_class_step_school_class_id_step")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "other_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("wheel_entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('strategy', 'after_school', 'school_environment', 'reading', 'arithmetic', 'social', 'other')",
            name=op.f("ck_other_plan_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["wheel_entry_id"],
            ["wheel_entry.id"],
            name=op.f("fk_other_plan_wheel_entry_id_wheel_entry"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_plan")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_other_plan_wheel_entry_id"), "other_plan", ["wheel_entry_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("adopted_by", sa.String(), nullable=False),
        sa.Column("adopted_item_id", sa.Integer(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "in_force_from IS NULL OR adopted_on IS NOT NULL", name=op.f("ck_plan_adopted_before_in_force")
        ),
        sa.ForeignKeyConstraint(
            ["adopted_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_plan_adopted_item_id_agenda_item"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["plan.id"], name=op.f("fk_plan_continues_id_plan"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("start_year", "number", name=op.f("uq_plan_start_year_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_adopted_item_id"), "plan", ["adopted_item_id"], unique=False)
    op.create_index(op.f("ix_plan_continues_id"), "plan", ["continues_id"], unique=False)
    op.create_table(
        "plan_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("left_title", sa.String(), nullable=False),
        sa.Column("right_title", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("ck_plan_section_level")),
        sa.ForeignKeyConstraint(
            ["continues_id"],
            ["plan_section.id"],
            name=op.f("fk_plan_section_continues_id_plan_section"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_section_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_section")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_section_continues_id"), "plan_section", ["continues_id"], unique=False)
    op.create_index(op.f("ix_plan_section_plan_id"), "plan_section", ["plan_id"], unique=False)
    op.create_table(
        "presentation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("survey_result_id", sa.Integer(), nullable=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("is_dismissed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "reader IN ('staff', 'parent_committee', 'cooperation_committee', 'school_environment_committee', 'pupil_council', 'parents_meeting', 'other')",
            name=op.f("ck_presentation_reader"),
        ),
        sa.CheckConstraint("plan_id IS NULL OR survey_result_id IS NULL", name=op.f("ck_presentation_plan_or_result")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_presentation_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_presentation_body_id_body"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_presentation_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["survey_result_id"],
            ["survey_result.id"],
            name=op.f("fk_presentation_survey_result_id_survey_result"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presentation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_presentation_agenda_item_id"), "presentation", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_presentation_body_id"), "presentation", ["body_id"], unique=False)
    op.create_index(op.f("ix_presentation_plan_id"), "presentation", ["plan_id"], unique=False)
    op.create_index(op.f("ix_presentation_survey_result_id"), "presentation", ["survey_result_id"], unique=False)
    op.create_table(
        "plan_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_section_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("side IN ('text', 'left', 'right')", name=op.f("ck_plan_point_side")),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["plan_point.id"], name=op.f("fk_plan_point_continues_id_plan_point"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plan_section_id"],
            ["plan_section.id"],
            name=op.f("fk_plan_point_plan_section_id_plan_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_point")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_point_continues_id"), "plan_point", ["continues_id"], unique=False)
    op.create_index(op.f("ix_plan_point_plan_section_id"), "plan_point", ["plan_section_id"], unique=False)
    op.create_table(
        "plan_commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_point_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wheel_entry_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("meeting_kind", sa.String(), nullable=False),
        sa.Column("number_from", sa.Integer(), nullable=True),
        sa.Column("number_to", sa.Integer(), nullable=True),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("by_rule", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('entry', 'election', 'meetings', 'talks', 'date')", name=op.f("ck_plan_commitment_kind")
        ),
        sa.CheckConstraint(
            "number_from IS NULL OR number_to IS NULL OR number_from <= number_to",
            name=op.f("ck_plan_commitment_numbers"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_plan_commitment_body_id_body"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plan_point_id"],
            ["plan_point.id"],
            name=op.f("fk_plan_commitment_plan_point_id_plan_point"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_plan_commitment_seat_id_seat"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["wheel_entry_id"],
            ["wheel_entry.id"],
            name=op.f("fk_plan_commitment_wheel_entry_id_wheel_entry"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_commitment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_commitment_body_id"), "plan_commitment", ["body_id"], unique=False)
    op.create_index(op.f("ix_plan_commitment_plan_point_id"), "plan_commitment", ["plan_point_id"], unique=False)
    op.create_index(op.f("ix_plan_commitment_seat_id"), "plan_commitment", ["seat_id"], unique=False)
    op.create_index(op.f("ix_plan_commitment_wheel_entry_id"), "plan_commitment", ["wheel_entry_id"], unique=False)
