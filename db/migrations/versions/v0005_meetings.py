"""Meetings with agendas, attendance, votes, minutes, hearings and what is to be done after them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_draft")),
    )
    op.create_table(
        "hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_whom", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_how", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('needs_plan', 'boundaries', 'budget', 'other')", name=op.f("ck_hearing_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "minutes_search",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "part", name=op.f("pk_minutes_search")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hearing_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_hearing_body_body_id_body"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_hearing_body_hearing_id_hearing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_body")),
        sa.UniqueConstraint("hearing_id", "body_id", name=op.f("uq_hearing_body_hearing_id_body_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_hearing_body_body_id"), "hearing_body", ["body_id"], unique=False)
    op.create_table(
        "meeting_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("number_pattern", sa.String(), nullable=False),
        sa.Column("number_reset", sa.String(), nullable=False),
        sa.Column("number_start", sa.Integer(), nullable=False),
        sa.Column("two_stage", sa.Boolean(), nullable=False),
        sa.Column("input_days", sa.Integer(), nullable=True),
        sa.Column("papers_days", sa.Integer(), nullable=True),
        sa.Column("remark_days", sa.Integer(), nullable=True),
        sa.Column("other_business_decides", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "number_reset IN ('calendar_year', 'school_year', 'meeting')", name=op.f("ck_meeting_rule_number_reset")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_meeting_rule_body_id_body"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_rule")),
        sa.UniqueConstraint("body_id", name=op.f("uq_meeting_rule_body_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "standing_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title_nb", sa.String(), nullable=False),
        sa.Column("title_nn", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes_planned", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "code IN ('', 'approve_notice', 'approve_agenda', 'approve_minutes', 'report_on_environment', 'any_other_business')",
            name=op.f("ck_standing_item_code"),
        ),
        sa.CheckConstraint(
            "kind IN ('information', 'discussion', 'decision', 'election', 'referred', 'hearing', 'any_other_business')",
            name=op.f("ck_standing_item_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_standing_item_body_id_body"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_standing_item_body_id"), "standing_item", ["body_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("is_remote", sa.Boolean(), nullable=False),
        sa.Column("school_class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("minute_taker_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.Time(), nullable=True),
        sa.Column("closed_at", sa.Time(), nullable=True),
        sa.Column("input_by", sa.Date(), nullable=True),
        sa.Column("notice_by", sa.Date(), nullable=True),
        sa.Column("papers_by", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_because", sa.String(), nullable=False),
        sa.Column("own_notes", sa.String(), nullable=False),
        sa.Column("calendar_uid", sa.String(), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('body', 'parents', 'staff', 'talk', 'other')", name=op.f("ck_meeting_kind")),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["person.id"], name=op.f("fk_meeting_chair_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["minute_taker_id"], ["person.id"], name=op.f("fk_meeting_minute_taker_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["school_class_id"], ["school_class.id"], name=op.f("fk_meeting_school_class_id_school_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_chair_id"), "meeting", ["chair_id"], unique=False)
    op.create_index(op.f("ix_meeting_held_on"), "meeting", ["held_on"], unique=False)
    op.create_index(op.f("ix_meeting_minute_taker_id"), "meeting", ["minute_taker_id"], unique=False)
    op.create_index(op.f("ix_meeting_school_class_id"), "meeting", ["school_class_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("number_period", sa.String(), nullable=True),
        sa.Column("number_text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("public_title", sa.String(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("presenter", sa.String(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column("minutes_planned", sa.Integer(), nullable=True),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("discussion", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("dissent", sa.String(), nullable=False),
        sa.Column("own_note", sa.String(), nullable=False),
        sa.Column("is_recurring", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("openness", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("balloting", sa.String(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_blank", sa.Integer(), nullable=True),
        sa.Column("casting_vote", sa.String(), nullable=False),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.Column("continues_because", sa.String(), nullable=False),
        sa.Column("approves_meeting_id", sa.Integer(), nullable=True),
        sa.Column("hearing_id", sa.Integer(), nullable=True),
        sa.Column("election_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.CheckConstraint(
            "balloting IN ('', 'unanimous', 'counted', 'acclamation')", name=op.f("ck_agenda_item_balloting")
        ),
        sa.CheckConstraint("casting_vote IN ('', 'for', 'against')", name=op.f("ck_agenda_item_casting_vote")),
        sa.CheckConstraint(
            "code IN ('', 'approve_notice', 'approve_agenda', 'approve_minutes', 'report_on_environment', 'any_other_business')",
            name=op.f("ck_agenda_item_code"),
        ),
        sa.CheckConstraint(
            "continues_because IN ('', 'postponed', 'recurring', 'open_action', 'forwarded')",
            name=op.f("ck_agenda_item_continues_because"),
        ),
        sa.CheckConstraint(
            "kind IN ('information', 'discussion', 'decision', 'election', 'referred', 'hearing', 'any_other_business')",
            name=op.f("ck_agenda_item_kind"),
        ),
        sa.CheckConstraint("openness IN ('open', 'pupils_leave', 'closed')", name=op.f("ck_agenda_item_openness")),
        sa.CheckConstraint("outcome IN ('', 'treated', 'postponed', 'withdrawn')", name=op.f("ck_agenda_item_outcome")),
        sa.ForeignKeyConstraint(
            ["approves_meeting_id"],
            ["meeting.id"],
            name=op.f("fk_agenda_item_approves_meeting_id_meeting"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_agenda_item_body_id_body")),
        sa.ForeignKeyConstraint(
            ["continues_id"],
            ["agenda_item.id"],
            name=op.f("fk_agenda_item_continues_id_agenda_item"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_agenda_item_election_id_election"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_agenda_item_hearing_id_hearing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["person.id"], name=op.f("fk_agenda_item_presenter_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agenda_item_approves_meeting_id"), "agenda_item", ["approves_meeting_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_continues_id"), "agenda_item", ["continues_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_election_id"), "agenda_item", ["election_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_hearing_id"), "agenda_item", ["hearing_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    op.create_index("ix_agenda_item_number", "agenda_item", ["body_id", "number_period", "number"], unique=True)
    op.create_index(op.f("ix_agenda_item_presenter_id"), "agenda_item", ["presenter_id"], unique=False)
    op.create_table(
        "meeting_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_body_body_id_body")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_body_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_body")),
        sa.UniqueConstraint("meeting_id", "body_id", name=op.f("uq_meeting_body_meeting_id_body_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_body_body_id"), "meeting_body", ["body_id"], unique=False)
    op.create_table(
        "meeting_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("days_required", sa.Integer(), nullable=True),
        sa.Column("told", sa.String(), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'paper', 'system', 'other')", name=op.f("ck_meeting_notice_channel")),
        sa.CheckConstraint("kind IN ('notice', 'change', 'cancellation')", name=op.f("ck_meeting_notice_kind")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_notice_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_notice")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_notice_meeting_id"), "meeting_notice", ["meeting_id"], unique=False)
    op.create_table(
        "received_minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_received_minutes_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_minutes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_received_minutes_meeting_id"), "received_minutes", ["meeting_id"], unique=False)
    op.create_table(
        "action_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_note", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('task', 'request')", name=op.f("ck_action_point_kind")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_action_point_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_action_point_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_action_point_owner_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_point")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_action_point_agenda_item_id"), "action_point", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_action_point_meeting_id"), "action_point", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_action_point_owner_id"), "action_point", ["owner_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_attachment_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attachment_agenda_item_id"), "attachment", ["agenda_item_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("school_class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("guest", sa.String(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("constituency", sa.String(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("has_vote", sa.Boolean(), nullable=False),
        sa.Column("stands_in_for_id", sa.Integer(), nullable=True),
        sa.Column("attended", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("attended IN ('present', 'excused', 'absent')", name=op.f("ck_attendance_attended")),
        sa.CheckConstraint(
            "capacity IN ('member', 'deputy', 'extra', 'right_to_attend', 'guest')", name=op.f("ck_attendance_capacity")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_attendance_body_id_body")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_attendance_office_id_office"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["school_class_id"], ["school_class.id"], name=op.f("fk_attendance_school_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_attendance_seat_id_seat"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["stands_in_for_id"],
            ["attendance.id"],
            name=op.f("fk_attendance_stands_in_for_id_attendance"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attendance_body_id"), "attendance", ["body_id"], unique=False)
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attendance_office_id"), "attendance", ["office_id"], unique=False)
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"], unique=False)
    op.create_index(op.f("ix_attendance_school_class_id"), "attendance", ["school_class_id"], unique=False)
    op.create_index(op.f("ix_attendance_seat_id"), "attendance", ["seat_id"], unique=False)
    op.create_index(op.f("ix_attendance_stands_in_for_id"), "attendance", ["stands_in_for_id"], unique=False)
    op.create_table(
        "minutes_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("with_changes", sa.Boolean(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('sent', 'remark', 'first_approval', 'approved', 'addition')", name=op.f("ck_minutes_step_kind")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_minutes_step_agenda_item_id_agenda_item"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_step_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_minutes_step_agenda_item_id"), "minutes_step", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_minutes_step_meeting_id"), "minutes_step", ["meeting_id"], unique=False)
    op.create_table(
        "notice_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.CheckConstraint(
            "capacity IN ('member', 'deputy', 'extra', 'right_to_attend', 'guest')",
            name=op.f("ck_notice_recipient_capacity"),
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["meeting_notice.id"],
            name=op.f("fk_notice_recipient_notice_id_meeting_notice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_recipient_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_recipient")),
        sa.UniqueConstraint("notice_id", "person_id", name=op.f("uq_notice_recipient_notice_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notice_recipient_person_id"), "notice_recipient", ["person_id"], unique=False)
    op.create_table(
        "item_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.CheckConstraint("because IN ('away', 'disqualified')", name=op.f("ck_item_absence_because")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_item_absence_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_item_absence_attendance_id_attendance"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_absence")),
        sa.UniqueConstraint(
            "agenda_item_id", "attendance_id", name=op.f("uq_item_absence_agenda_item_id_attendance_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_item_absence_attendance_id"), "item_absence", ["attendance_id"], unique=False)
    op.create_table(
        "item_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("vote", sa.String(), nullable=False),
        sa.CheckConstraint("vote IN ('for', 'against', 'blank')", name=op.f("ck_item_vote_vote")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_item_vote_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_item_vote_attendance_id_attendance"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_vote")),
        sa.UniqueConstraint("agenda_item_id", "attendance_id", name=op.f("uq_item_vote_agenda_item_id_attendance_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_item_vote_attendance_id"), "item_vote", ["attendance_id"], unique=False)
