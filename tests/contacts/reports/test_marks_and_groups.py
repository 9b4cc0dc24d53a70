"""Does the office see why somebody is not simply rung, and does a list of a group say which class each is from?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contacts.commands import leave_school, set_field, set_link, set_phone
from app.contacts.groups import add_group
from app.contacts.person_queries import contact_detail
from app.contacts.queries import called
from app.contacts.reports.changes_since import CHANGES_SINCE
from app.contacts.reports.class_lists import CLASS_LIST, OFFICE_LIST
from app.contacts.reports.email_list import EMAIL_LIST
from app.contacts.reports.name_list import NAME_LIST
from app.contacts.reports.phone_list import PHONE_LIST
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Table
from app.documents.sheets import sheets_of
from app.school.commands import set_school_field
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.factories import TODAY, YEAR, guardian, opened, pupil, teacher

WITH_PHONES = ("number", "name", "phone")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Tiril lives in a foster home, and her mother is told on request only; Emil's father may not meet him."""
    with opened(tmp_path / "school.db", "Åsen skole") as store:
        tiril, emil = pupil(store, "Tiril Fosse"), pupil(store, "Emil Nordby", "7B")
        guardian(store, "Berit Vollan", tiril, phone="97000001", email="berit@example.no")
        guardian(store, "Anita Fosse", tiril, phone="97000002", email="anita@example.no")
        guardian(store, "Rolf Nordby", emil, phone="93333333", email="rolf@example.no")
        _link(store, tiril, "Anita", "information_on_request", "yes")
        _link(store, emil, "Rolf", "contact_ban", "in_force")
        bo = teacher(store, "Bo Dahl")
        with store.change("Phones") as session:
            set_phone(session, tiril, None, "48000001")
            set_phone(session, bo, None, "95000011")
            add_group(session, YEAR, "Leirskole", [tiril, emil, bo])
        yield store


def _link(store: Store, child: int, given: str, field: str, value: str) -> None:
    detail = store.read(contact_detail, child, TODAY)
    assert detail is not None
    link = next(one.link_id for one in detail.guardians if given in one.name)
    with store.change("Changed") as session:
        set_link(session, link or 0, field, value)


@pytest.mark.parametrize("report", [OFFICE_LIST, EMAIL_LIST, PHONE_LIST, NAME_LIST], ids=lambda report: report.id)
def test_the_office_reads_beside_the_name_why_a_guardian_is_not_simply_reached(store: Store, report: Report) -> None:
    columns = WITH_PHONES if report is NAME_LIST else ()
    text = as_text(paper(store, report, None, audience="office", columns=columns))
    names = ("Anita Fosse", "Rolf Nordby", "Berit Vollan")
    anita, rolf, berit = names if report is NAME_LIST else ("Fosse, Anita", "Nordby, Rolf", "Vollan, Berit")
    assert f"{anita} (informeres bare på forespørsel)" in text
    assert f"{rolf} (kontaktforbud)" in text
    assert f"{berit} (" not in text


@pytest.mark.parametrize("report", [PHONE_LIST, NAME_LIST], ids=lambda report: report.id)
def test_the_staff_read_neither_mark_and_ring_neither_of_them(store: Store, report: Report) -> None:
    columns = WITH_PHONES if report is NAME_LIST else ()
    text = as_text(paper(store, report, None, audience="staff", columns=columns))
    assert "kontaktforbud" not in text
    assert "forespørsel" not in text
    assert "970 00 001" in text
    assert "970 00 002" not in text
    assert "933 33 333" not in text
    assert text.count("Kontakt via kontoret") == 2


def test_a_ban_that_is_decided_on_is_still_no_word_to_the_staff(store: Store) -> None:
    with store.change("School") as session:
        set_school_field(session, "class_list_fields", "phone,email,address")
    (emil,) = store.read(called, "Emil Nordby", YEAR)
    detail = store.read(contact_detail, emil.id, TODAY)
    assert detail is not None
    with store.change("Decided") as session:
        set_link(session, detail.guardians[0].link_id or 0, "contact_ban", "lists_allowed")
    text = as_text(paper(store, PHONE_LIST, "7B", audience="staff"))
    assert "933 33 333" in text
    assert "kontaktforbud" not in text
    assert "kontaktforbud" in as_text(paper(store, OFFICE_LIST, "7B"))


@pytest.mark.parametrize("report", [CLASS_LIST, NAME_LIST], ids=lambda report: report.id)
def test_other_parents_do_not_get_who_is_informed_on_request_only(store: Store, report: Report) -> None:
    columns = WITH_PHONES if report is NAME_LIST else ()
    document = paper(store, report, "5A", audience="class_parents", columns=columns)
    text = as_text(document)
    assert "Vollan" in text
    assert "Anita" not in text
    assert "970 00 002" not in text
    assert "Ikke del den videre" in text


@pytest.mark.parametrize("report", [OFFICE_LIST, EMAIL_LIST, PHONE_LIST], ids=lambda report: report.id)
def test_a_list_of_a_group_says_the_class_and_calls_nobody_a_pupil_who_is_none(store: Store, report: Report) -> None:
    (table,) = (block for block in paper(store, report, "Leirskole").blocks if isinstance(block, Table))
    heads = [column.title for column in table.columns]
    assert heads[:2] == ["Navn", "Klasse"]
    assert [row.cells[:2] for row in table.rows] == [
        ("Dahl, Bo", ""),
        ("Fosse, Tiril", "5A"),
        ("Nordby, Emil", "7B"),
    ]
    assert ("Egen telefon" in heads) == (report is not EMAIL_LIST)


@pytest.mark.parametrize("report", [OFFICE_LIST, PHONE_LIST], ids=lambda report: report.id)
def test_no_two_columns_of_a_class_have_the_same_head(store: Store, report: Report) -> None:
    (table,) = (block for block in paper(store, report, "5A").blocks if isinstance(block, Table))
    heads = [column.title for column in table.columns]
    assert "Elevens telefon" in heads
    assert "Klasse" not in heads, "it stands above the names"
    assert len(heads) == len(set(heads))


def test_a_list_of_some_who_were_chosen_says_so_and_so_does_its_file(store: Store) -> None:
    (emil,), (tiril,) = (store.read(called, name, YEAR) for name in ("Emil Nordby", "Tiril Fosse"))
    chosen = (emil.id, tiril.id)
    assert paper(store, OFFICE_LIST, None, people=chosen).title == "Kontorliste, utvalg"
    assert paper(store, OFFICE_LIST, None, "nn", people=chosen).title == "Kontorliste, utval"
    assert paper(store, OFFICE_LIST, None, people=chosen[:1]).title == "Kontorliste"
    request = ReportRequest(None, "office", YEAR, TODAY, people=chosen)
    assert OFFICE_LIST.file_name(request, translator("nb")) == "Kontorliste utvalg 2026-27"


@pytest.mark.parametrize(("subject", "title"), [("5A", "Klasse"), ("Leirskole", None)])
def test_in_excel_a_group_is_not_repeated_on_every_line(store: Store, subject: str, title: str | None) -> None:
    (sheet,) = sheets_of(paper(store, PHONE_LIST, subject))
    assert sheet.section_title == title


def test_all_the_changes_are_one_sheet(store: Store) -> None:
    with store.change("Left") as session:
        leave_school(session, store.read(called, "Emil Nordby", YEAR)[0].id, TODAY)
    with store.change("Changed") as session:
        set_field(session, store.read(called, "Berit Vollan", YEAR)[0].id, "family_name", "Voll")
    assert len(sheets_of(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-01"}))) == 1


def test_the_office_is_told_that_a_file_with_several_classes_is_for_nobody_as_it_is(store: Store) -> None:
    def remark(subject: str | None) -> str:
        request = CLASS_LIST.filled(ReportRequest(subject, "class_parents", YEAR, TODAY))
        return CLASS_LIST.remark(store.read(CLASS_LIST.collect, request), translator("nb"))

    assert remark(None).endswith("Gi hver klasse bare sin egen liste.")
    assert "hver klasse" not in remark("5A")
