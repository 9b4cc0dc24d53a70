"""Bodies with seats and offices, and elections with rules, counts and lots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_nb", sa.String(), nullable=False),
        sa.Column("name_nn", sa.String(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.String(), nullable=False),
        sa.Column("quorum_number", sa.Integer(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("meetings_from", sa.Integer(), nullable=True),
        sa.Column("meetings_to", sa.Integer(), nullable=True),
        sa.Column("casting_vote", sa.Boolean(), nullable=False),
        sa.Column("record_name", sa.String(), nullable=False),
        sa.Column("majority", sa.String(), nullable=False),
        sa.Column("min_parents", sa.Integer(), nullable=False),
        sa.Column("pupils_out", sa.String(), nullable=False),
        sa.Column("max_seats", sa.Integer(), nullable=True),
        sa.Column("term_years", sa.Integer(), nullable=True),
        sa.Column("term_starts", sa.String(), nullable=False),
        sa.Column("stagger", sa.String(), nullable=False),
        sa.Column("first_grade_years", sa.Integer(), nullable=True),
        sa.Column("last_grade_deputy_years", sa.Integer(), nullable=True),
        sa.Column("deputy_years", sa.Integer(), nullable=True),
        sa.Column("deputy_succeeds", sa.String(), nullable=False),
        sa.Column("stays_until_successor", sa.Boolean(), nullable=False),
        sa.Column("max_terms", sa.Integer(), nullable=True),
        sa.Column("organised_otherwise", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "deputy_succeeds IN ('none', 'next_year_auto', 'if_no_reelection')", name=op.f("ck_body_deputy_succeeds")
        ),
        sa.CheckConstraint(
            "kind IN ('parent_meeting', 'class_contacts', 'parent_council', 'parent_committee', 'committee', 'pupil_council', 'cooperation_committee', 'school_environment_committee', 'governing_board', 'municipal_parent_committee', 'other')",
            name=op.f("ck_body_kind"),
        ),
        sa.CheckConstraint(
            "majority IN ('none', 'parents_and_pupils', 'no_group_alone')", name=op.f("ck_body_majority")
        ),
        sa.CheckConstraint(
            "pupils_out IN ('nothing', 'double_votes', 'extra_members')", name=op.f("ck_body_pupils_out")
        ),
        sa.CheckConstraint("quorum IN ('none', 'half', 'two_thirds', 'number')", name=op.f("ck_body_quorum")),
        sa.CheckConstraint("record_name IN ('minutes', 'minute_book', 'protocol')", name=op.f("ck_body_record_name")),
        sa.CheckConstraint("stagger IN ('none', 'odd_even')", name=op.f("ck_body_stagger")),
        sa.CheckConstraint("term_starts IN ('election_day', '08-01', '01-01')", name=op.f("ck_body_term_starts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "election_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("eligible", sa.String(), nullable=False),
        sa.Column("exclude_staff", sa.Boolean(), nullable=False),
        sa.Column("excluded", sa.String(), nullable=False),
        sa.Column("max_units", sa.Integer(), nullable=True),
        sa.Column("vote_weight", sa.String(), nullable=False),
        sa.Column("ballot", sa.String(), nullable=False),
        sa.Column("max_names", sa.Integer(), nullable=False),
        sa.Column("self_vote", sa.Boolean(), nullable=False),
        sa.Column("deputies_apart", sa.Boolean(), nullable=False),
        sa.Column("win", sa.String(), nullable=False),
        sa.Column("blank_counts", sa.Boolean(), nullable=False),
        sa.Column("tie", sa.String(), nullable=False),
        sa.Column("publish_counts", sa.String(), nullable=False),
        sa.Column("gender_balance", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.Column("report_to", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "ballot IN ('acclamation', 'show_of_hands', 'secret_paper', 'digital_import')",
            name=op.f("ck_election_rule_ballot"),
        ),
        sa.CheckConstraint(
            "due IN ('autumn_meeting', 'school_start', 'spring', 'before_summer', 'annual_meeting', 'first_meeting')",
            name=op.f("ck_election_rule_due"),
        ),
        sa.CheckConstraint(
            "eligible IN ('guardian_with_parental_responsibility', 'any_guardian', 'pupil', 'staff', 'anyone')",
            name=op.f("ck_election_rule_eligible"),
        ),
        sa.CheckConstraint(
            "gender_balance IN ('none', 'advice', 'one_each')", name=op.f("ck_election_rule_gender_balance")
        ),
        sa.CheckConstraint(
            "publish_counts IN ('always', 'never', 'unless_objection')", name=op.f("ck_election_rule_publish_counts")
        ),
        sa.CheckConstraint("tie IN ('lot', 'runoff_then_lot')", name=op.f("ck_election_rule_tie")),
        sa.CheckConstraint("vote_weight IN ('per_person', 'per_pupil')", name=op.f("ck_election_rule_vote_weight")),
        sa.CheckConstraint("win IN ('plurality', 'absolute_then_runoff')", name=op.f("ck_election_rule_win")),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_election_rule_body_id_body"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_rule")),
        sa.UniqueConstraint("body_id", name=op.f("uq_election_rule_body_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "legal_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_legal_basis_body_id_body"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_basis")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("legal_basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_basis_body_id"), ["body_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("constituency", sa.String(), nullable=False),
        sa.Column("name_nb", sa.String(), nullable=False),
        sa.Column("name_nn", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filled_by", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deputies", sa.Integer(), nullable=False),
        sa.Column("deputy_kind", sa.String(), nullable=False),
        sa.Column("counts_as_member", sa.Boolean(), nullable=False),
        sa.Column("has_vote", sa.Boolean(), nullable=False),
        sa.Column("follows_body_id", sa.Integer(), nullable=True),
        sa.Column("follows_role", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("first_grade", sa.Integer(), nullable=True),
        sa.Column("last_grade", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "chosen_by IN ('', 'class_parents', 'grade_parents', 'annual_meeting', 'parent_committee', 'class_pupils', 'pupil_council', 'staff', 'principal', 'municipality', 'district_committee')",
            name=op.f("ck_seat_chosen_by"),
        ),
        sa.CheckConstraint(
            "constituency IN ('parents', 'pupils', 'teachers', 'other_staff', 'staff', 'management', 'municipality', 'external')",
            name=op.f("ck_seat_constituency"),
        ),
        sa.CheckConstraint("deputy_kind IN ('none', 'personal', 'ranked')", name=op.f("ck_seat_deputy_kind")),
        sa.CheckConstraint("filled_by IN ('election', 'appointment', 'ex_officio')", name=op.f("ck_seat_filled_by")),
        sa.CheckConstraint(
            "follows_role IN ('', 'chair', 'vice_chair', 'treasurer', 'secretary', 'member', 'deputy')",
            name=op.f("ck_seat_follows_role"),
        ),
        sa.CheckConstraint("unit IN ('school', 'grade', 'class')", name=op.f("ck_seat_unit")),
        sa.CheckConstraint("number >= 0 AND deputies >= 0", name=op.f("ck_seat_numbers")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_seat_body_id_body"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["follows_body_id"], ["body.id"], name=op.f("fk_seat_follows_body_id_body"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_follows_body_id"), ["follows_body_id"], unique=False)

    op.create_table(
        "election",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("school_year_id", sa.Integer(), nullable=False),
        sa.Column("school_class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("objection", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("unsaid", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('ordinary', 'by_election')", name=op.f("ck_election_kind")),
        sa.CheckConstraint(
            "method IN ('', 'acclamation', 'show_of_hands', 'secret_paper', 'digital_import')",
            name=op.f("ck_election_method"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'candidates', 'counted', 'decided', 'reported', 'in_force', 'corrected')",
            name=op.f("ck_election_status"),
        ),
        sa.CheckConstraint("unsaid IN ('', 'members', 'deputies')", name=op.f("ck_election_unsaid")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_election_body_id_body"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["election.id"], name=op.f("fk_election_corrects_id_election"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["person.id"], name=op.f("fk_election_officer_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["school_class_id"], ["school_class.id"], name=op.f("fk_election_school_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(
            ["school_year_id"], ["school_year.id"], name=op.f("fk_election_school_year_id_school_year")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_election_seat_id_seat"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("election", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_school_class_id"), ["school_class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_school_year_id"), ["school_year_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.CheckConstraint(
            "consent IN ('unasked', 'asked', 'accepted', 'declined')", name=op.f("ck_candidate_consent")
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_candidate_election_id_election"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_candidate_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("election_id", "person_id", name=op.f("uq_candidate_election_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_person_id"), ["person_id"], unique=False)

    op.create_table(
        "election_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("handed_out", sa.Integer(), nullable=True),
        sa.Column("in_box", sa.Integer(), nullable=True),
        sa.Column("blank", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "round IN ('seats', 'seats_runoff', 'deputies', 'deputies_runoff')", name=op.f("ck_election_count_round")
        ),
        sa.CheckConstraint("counter IN (1, 2)", name=op.f("ck_election_count_counter")),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_election_count_election_id_election"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_count")),
        sa.UniqueConstraint(
            "election_id", "round", "counter", name=op.f("uq_election_count_election_id_round_counter")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "election_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("deputy_for_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("role IN ('member', 'deputy')", name=op.f("ck_election_result_role")),
        sa.ForeignKeyConstraint(
            ["deputy_for_id"], ["person.id"], name=op.f("fk_election_result_deputy_for_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_election_result_election_id_election"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_election_result_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_result")),
        sa.UniqueConstraint("election_id", "person_id", name=op.f("uq_election_result_election_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("election_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_result_deputy_for_id"), ["deputy_for_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_result_person_id"), ["person_id"], unique=False)

    op.create_table(
        "lot_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("drawn_by", sa.String(), nullable=False),
        sa.Column("witnesses", sa.String(), nullable=False),
        sa.CheckConstraint(
            "round IN ('seats', 'seats_runoff', 'deputies', 'deputies_runoff')", name=op.f("ck_lot_draw_round")
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_lot_draw_election_id_election"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_draw")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lot_draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_draw_election_id"), ["election_id"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("deputy_for_id", sa.Integer(), nullable=True),
        sa.Column("school_class_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("term_ends", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("ended_because", sa.String(), nullable=False),
        sa.Column("declaration_signed_on", sa.Date(), nullable=True),
        sa.Column("printed_as", sa.String(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ended_because IN ('', 'term', 'resigned', 'moved_up', 'left_school', 'corrected')",
            name=op.f("ck_office_ended_because"),
        ),
        sa.CheckConstraint("how IN ('election', 'appointment', 'ex_officio')", name=op.f("ck_office_how")),
        sa.CheckConstraint("printed_as IN ('role', 'alias')", name=op.f("ck_office_printed_as")),
        sa.CheckConstraint(
            "role IN ('chair', 'vice_chair', 'treasurer', 'secretary', 'member', 'deputy')", name=op.f("ck_office_role")
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name=op.f("ck_office_period")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_office_body_id_body"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["deputy_for_id"], ["office.id"], name=op.f("fk_office_deputy_for_id_office"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_office_election_id_election"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["election.id"], name=op.f("fk_office_ended_by_id_election"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["person_group.id"], name=op.f("fk_office_group_id_person_group"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_office_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["school_class_id"], ["school_class.id"], name=op.f("fk_office_school_class_id_school_class")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_office_seat_id_seat"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.create_index("ix_office_body_id_valid_from", ["body_id", "valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_deputy_for_id"), ["deputy_for_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_election_id"), ["election_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_ended_by_id"), ["ended_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_school_class_id"), ["school_class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "candidate_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_candidate_votes_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["election_count.id"],
            name=op.f("fk_candidate_votes_count_id_election_count"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_votes")),
        sa.UniqueConstraint("count_id", "candidate_id", name=op.f("uq_candidate_votes_count_id_candidate_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("candidate_votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_votes_candidate_id"), ["candidate_id"], unique=False)

    op.create_table(
        "drawn_candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_draw_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_drawn_candidate_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lot_draw_id"], ["lot_draw.id"], name=op.f("fk_drawn_candidate_lot_draw_id_lot_draw"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_candidate")),
        sa.UniqueConstraint("lot_draw_id", "candidate_id", name=op.f("uq_drawn_candidate_lot_draw_id_candidate_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("drawn_candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drawn_candidate_candidate_id"), ["candidate_id"], unique=False)
