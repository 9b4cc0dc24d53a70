"""Do the parents' class list and the office's list hold what they should, and nothing they must not?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contacts.commands import set_address, set_link
from app.contacts.person_queries import contact_detail
from app.contacts.protection import protect
from app.contacts.reports.class_lists import CLASS_LIST, OFFICE_LIST
from app.contacts.reports.name_list import NAME_LIST
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Heading
from app.school.commands import add_assessment, set_school_field
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.factories import TODAY, YEAR, guardian, opened, pupil, teacher


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A class of four families, one with two homes, one with two phones, one alone; and 5B."""
    with opened(tmp_path / "school.db", "Åsen skole") as store:
        teacher(store, "Ågot Jacobsen", "5A")
        aasen = pupil(store, "Ola Aasen", born="03.02.2016")
        berg = pupil(store, "<b>Ida Berg", born="29.02.2016")
        nguyen = pupil(store, "Linh Nguyễn", born="24.12.2016")
        pupil(store, "Áilu Hætta")
        pupil(store, "Bo Lie", "5B")
        guardian(store, "Kari Aasen", aasen, phone="90012345", email="kari@example.no")
        guardian(store, "Per O'Connor", aasen, phone="22123456")
        guardian(store, "Mona Berg", berg, email="mona@example.no")
        guardian(store, "Thi Nguyễn", nguyen, phone="+46701234567")
        detail = store.read(contact_detail, aasen, TODAY)
        assert detail is not None
        with store.change("Changed") as session:
            set_link(session, detail.guardians[0].link_id or 0, "relation", "mother")
            for field, value in (("street", "Storgata 1"), ("postal_code", "0150"), ("city", "Oslo")):
                set_address(session, aasen, field, value)
                set_address(session, detail.guardians[0].person_id, field, value)
        yield store


def test_the_whole_school_has_a_page_for_each_class(store: Store) -> None:
    document = paper(store, CLASS_LIST, None)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [heading.text for heading in headings] == ["Klasseliste 5A", "Klasseliste 5B"]
    assert all(heading.apart for heading in headings), "each is handed out on its own"
    assert [heading.new_page for heading in headings] == [False, True]


@pytest.mark.parametrize("subject", ["5a", "5 A", " 5A "])
def test_a_class_is_found_however_it_is_typed(store: Store, subject: str) -> None:
    assert paper(store, CLASS_LIST, subject).title == "Klasseliste 5A"


def test_an_unknown_class_is_said_with_the_ones_there_are(store: Store) -> None:
    with pytest.raises(UserError) as refused:
        paper(store, CLASS_LIST, "9Z")
    assert refused.value.values["names"] == "5A, 5B"


def test_parents_get_no_birth_date_and_no_address(store: Store) -> None:
    text = as_text(paper(store, CLASS_LIST))
    assert "2016" not in text
    assert "Storgata" not in text


def test_other_rows_are_the_same_with_and_without_a_protected_family(store: Store) -> None:
    before = as_text(paper(store, CLASS_LIST))
    hidden = pupil(store, "Synne Skjult")
    adult = guardian(store, "Gro Skjult", hidden, phone="91111111")
    protect(store, hidden, "strictly_confidential")
    assert as_text(paper(store, CLASS_LIST)) == before
    protect(store, hidden, "none")
    protect(store, adult, "client")
    assert as_text(paper(store, CLASS_LIST)) == before


def test_the_office_list_names_a_protected_pupil_without_contact_details(store: Store) -> None:
    hidden = pupil(store, "Synne Skjult")
    adult = guardian(store, "Gro Skjult", hidden, phone="91111111", email="gro@example.no")
    with store.change("Changed") as session:
        set_address(session, hidden, "street", "Kvistveien 7")
        set_address(session, adult, "street", "Kvistveien 7")
    protect(store, hidden, "confidential")
    text = as_text(paper(store, OFFICE_LIST))
    assert "Skjult, Synne" in text
    assert "Kvistveien" not in text
    assert "Kontakt via kontoret" in text
    assert "911 11 111" in text
    protect(store, adult, "confidential")
    text = as_text(paper(store, OFFICE_LIST))
    assert "911 11 111" not in text
    assert "gro@example.no" not in text
    assert "hemmelig" not in text.lower()


def test_a_class_without_anybody_to_show_says_so(store: Store) -> None:
    from tests.factories import class_called

    class_called(store, "6A")
    assert "Det er ingen elever på denne listen." in as_text(paper(store, CLASS_LIST, "6A"))


def test_the_school_chooses_what_stands_on_the_parents_list(store: Store) -> None:
    with store.change("Chose") as session:
        set_school_field(session, "class_list_fields", "phone,address")
    text = as_text(paper(store, CLASS_LIST))
    assert "Storgata 1" in text
    assert "900 12 345" in text
    assert "kari@example.no" not in text
    only_names = as_text(paper(store, CLASS_LIST, columns=("pupil", "email")))
    assert "Elev" in only_names
    with store.change("Chose") as session:
        set_school_field(session, "class_list_fields", "email")
    names = paper(store, NAME_LIST, audience="class_parents", columns=("name", "phone"), options={"blank_columns": "0"})
    assert "900 12 345" not in as_text(names)
    assert "example.no" not in only_names


def test_a_remark_says_that_the_assessment_is_missing_until_it_is_written(store: Store) -> None:
    tr = translator("nb")

    def remark() -> str:
        facts = store.read(CLASS_LIST.collect, CLASS_LIST.filled(ReportRequest("5A", "class_parents", YEAR, TODAY)))
        assert "vurdering" not in as_text(CLASS_LIST.compose(facts, tr))
        return CLASS_LIST.remark(facts, tr)

    def page() -> str:
        request = CLASS_LIST.filled(ReportRequest("5A", "class_parents", YEAR, TODAY))
        return CLASS_LIST.remark_page(store.read(CLASS_LIST.collect, request))

    assert page() == "school"
    assert remark() == (
        "Skolen har ikke skrevet ned hvorfor den kan dele ut klasselister. Skriv vurderingen på siden Skolen først."
    )
    with store.change("Wrote") as session:
        add_assessment(session, TODAY, "Nora Zahl", "Skolen mener at foresatte trenger å nå hverandre.")
    assert remark() == ""
    assert page() == ""


def test_a_note_about_a_person_stands_on_the_offices_list_only_where_it_is_asked_for(store: Store) -> None:
    from app.contacts.commands import set_field

    with store.change("Noted") as session:
        set_field(session, _id_of(store, "Ola Aasen"), "note", "Ringes etter klokka 15")
    assert "Ringes" not in as_text(paper(store, OFFICE_LIST))
    assert "Ringes etter klokka 15" in as_text(paper(store, OFFICE_LIST, columns=("pupil", "note")))
    note = next(column for column in OFFICE_LIST.columns if column.key == "note")
    assert (note.chosen, note.remembered) == (False, False)


def _id_of(store: Store, name: str) -> int:
    from app.contacts.queries import called

    (found,) = store.read(called, name, YEAR)
    return found.id
