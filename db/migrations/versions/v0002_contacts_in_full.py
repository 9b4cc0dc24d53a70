"""Who is who and whom to reach: groups, people from outside, what the register must be told, the school calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEEP = {"sqlite_autoincrement": True}


def upgrade() -> None:
    op.create_table(
        "calendar_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('break', 'planning_day', 'day_off')", name=op.f("ck_calendar_entry_kind")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_calendar_entry_starts_before_it_ends")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_entry")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "exported_person",
        sa.Column("step_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("step_id", "person_id", name=op.f("pk_exported_person")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exported_person") as batch_op:
        batch_op.create_index("ix_exported_person_person_id", ["person_id"], unique=False)

    op.create_table(
        "list_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_assessment")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "external_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('politician', 'school_nurse', 'after_school', 'municipal_parent_committee', 'cooperating_school', 'other')",
            name=op.f("ck_external_role_kind"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name=op.f("ck_external_role_period")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_external_role_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("external_role") as batch_op:
        batch_op.create_index(batch_op.f("ix_external_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "not_the_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_not_the_same_first_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_not_the_same_second_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_the_same")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_not_the_same_first_id_second_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("not_the_same") as batch_op:
        batch_op.create_index(batch_op.f("ix_not_the_same_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_not_the_same_second_id"), ["second_id"], unique=False)

    op.create_table(
        "person_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_year_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_year_id"], ["school_year.id"], name=op.f("fk_person_group_school_year_id_school_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_group")),
        sa.UniqueConstraint("school_year_id", "name", name=op.f("uq_person_group_school_year_id_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_group") as batch_op:
        batch_op.create_index(batch_op.f("ix_person_group_school_year_id"), ["school_year_id"], unique=False)

    op.create_table(
        "register_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "field IN ('started', 'left', 'class', 'given_name', 'family_name', 'birth_date', 'gender', 'phone', 'email', 'address', 'postal_address', 'language', 'guardians', 'relation', 'parental_responsibility')",
            name=op.f("ck_register_change_field"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_register_change_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_change") as batch_op:
        batch_op.create_index(batch_op.f("ix_register_change_person_id"), ["person_id"], unique=False)

    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["person_group.id"], name=op.f("fk_group_member_group_id_person_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_member_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("group_id", "person_id", name=op.f("uq_group_member_group_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("group_member") as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_member_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("email", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="private", nullable=False))
        batch_op.create_check_constraint(op.f("ck_email_kind"), "kind IN ('private', 'work', 'other')")

    with op.batch_alter_table("guardian_link", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("contact_ban", sa.String(), server_default="none", nullable=False))
        batch_op.add_column(
            sa.Column("information_on_request", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_guardian_link_contact_ban"), "contact_ban IN ('none', 'in_force', 'lists_allowed')"
        )

    with op.batch_alter_table("person", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("language", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("needs_interpreter", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("unlisted_phone", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("unlisted_email", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("unlisted_address", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("election_alias", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("proposed_grade", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_person_proposed_grade"),
            "proposed_grade IN ('', 'none', 'client', 'confidential', 'strictly_confidential')",
        )

    with op.batch_alter_table("school", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("organisation_number", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("municipality", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("street", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("postal_code", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("city", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("phone", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("email", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("web", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("logo", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("first_grade", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("last_grade", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("parent_rep_word", sa.String(), server_default="foreldrekontakt", nullable=False))
        batch_op.add_column(
            sa.Column("committee_rep_word", sa.String(), server_default="fau_representant", nullable=False)
        )
        batch_op.add_column(sa.Column("after_school_word", sa.String(), server_default="sfo", nullable=False))
        batch_op.add_column(sa.Column("cooperation_word", sa.String(), server_default="skole_hjem", nullable=False))
        batch_op.add_column(sa.Column("class_list_fields", sa.String(), server_default="phone,email", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_school_parent_rep_word"), "parent_rep_word IN ('foreldrekontakt', 'klassekontakt')"
        )
        batch_op.create_check_constraint(
            op.f("ck_school_committee_rep_word"), "committee_rep_word IN ('fau_representant', 'fau_kontakt')"
        )
        batch_op.create_check_constraint(op.f("ck_school_after_school_word"), "after_school_word IN ('sfo', 'aks')")
        batch_op.create_check_constraint(
            op.f("ck_school_cooperation_word"), "cooperation_word IN ('skole_hjem', 'hjem_skole')"
        )

    with op.batch_alter_table("school_class", recreate="always", table_kwargs=KEEP) as batch_op:
        batch_op.add_column(sa.Column("last_grade", sa.Integer(), nullable=True))
