"""Do the two lists hold what they should, in both written standards, and nothing they must not?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contacts.commands import set_address, set_link
from app.contacts.protection import protect
from app.contacts.queries import contact_detail
from app.contacts.reports import REPORTS
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Document, Heading, Paragraph, Table
from db.store import Store
from tests.factories import TODAY, YEAR, guardian, opened, pupil, teacher

CLASS_LIST, OFFICE_LIST = REPORTS[:2]
GOLDEN = Path(__file__).parent.parent / "golden"


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


def paper(
    store: Store, report: Report, subject: str | None = "5A", language: str = "nb", audience: str = ""
) -> Document:
    request = ReportRequest(subject, audience or report.audiences[0], YEAR, TODAY)
    return report.make(store.read, request, translator(language))


def as_text(document: Document) -> str:
    """Write a paper as plain text: what a golden file holds."""
    lines = [document.title, " | ".join((document.school, document.school_year, document.audience))]
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(f"\n# {block.text}")
        elif isinstance(block, Paragraph):
            lines.append(f"\n{block.text}")
        elif isinstance(block, Table):
            lines.append("\n" + " | ".join(column.title for column in block.columns))
            for row in block.rows:
                for line in block.lines_of(row):
                    cells = (*block.group_cells(row), *line) if block.groups else row.cells
                    lines.append(" | ".join("" if cell is None else str(cell).replace("\n", " / ") for cell in cells))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_the_list_reads_as_the_golden_text(store: Store, report: Report, language: str) -> None:
    golden = GOLDEN / f"{report.id}-{language}.txt"
    assert as_text(paper(store, report, language=language)) == golden.read_text(encoding="utf-8")


def test_the_whole_school_has_a_page_for_each_class(store: Store) -> None:
    document = paper(store, CLASS_LIST, None)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [heading.text for heading in headings] == ["Klasse 5A", "Klasse 5B"]
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
