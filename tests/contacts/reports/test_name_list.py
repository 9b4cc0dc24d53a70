"""Is everybody on the name list who must be, and is there room to write?"""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.contacts.listed import ListedPerson
from app.contacts.reports.frame import ListSection
from app.contacts.reports.name_list import NAME_LIST, NamedPerson, NameList
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.progress import NO_PROGRESS
from app.core.report import ReportRequest
from app.documents.model import Column, Document, Table
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.factories import TODAY, YEAR

PUPILS_OF_5A = ["Ida", "Áilu", "Maja", "Linh", "Emil", "Synne", "Oda Emilie", "Vetle", "Ola"]


def columns_of(document: Document) -> tuple[Column, ...]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table.columns


def rows_of(document: Document) -> list[tuple[object, ...]]:
    return [row.cells for block in document.blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize("audience", ["staff", "office"])
def test_every_pupils_name_is_there_at_a_fire_drill(school: Store, audience: str) -> None:
    rows = rows_of(paper(school, NAME_LIST, audience=audience))
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert len(rows) == len(PUPILS_OF_5A)
    text = as_text(paper(school, NAME_LIST, audience=audience))
    assert all(name in text for name in PUPILS_OF_5A)


def test_it_is_for_the_staff_unless_somebody_says_otherwise() -> None:
    assert NAME_LIST.audiences[0] == "staff"


def test_parents_see_no_gap_where_somebody_is_left_out(school: Store) -> None:
    rows = rows_of(paper(school, NAME_LIST, audience="class_parents"))
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    text = as_text(paper(school, NAME_LIST, audience="class_parents"))
    assert "Skjult" not in text
    assert "Lunde" not in text


def test_parents_get_no_birth_dates_and_only_the_phones_the_school_hands_out(school: Store) -> None:
    asked = ("name", "born", "phone")
    titles = [column.title for column in columns_of(paper(school, NAME_LIST, audience="class_parents", columns=asked))]
    assert titles[:2] == ["Navn", "Foresattes telefon"]
    text = as_text(paper(school, NAME_LIST, audience="class_parents", columns=asked))
    assert "2016" not in text
    assert "900 12 345" in text
    assert "966 66 666" not in text  # wished to be off lists
    assert "922 22 222" not in text  # a contact ban


@pytest.mark.parametrize(
    ("number", "heads", "titles"),
    [
        ("0", "", []),
        ("2", "", ["", ""]),
        ("0", "Tur\nSamtykke\nLevert", ["Tur", "Samtykke", "Levert"]),
        ("4", "Tur", ["Tur"]),
        ("4", "\n Tur \n\nLevert\n\n", ["Tur", "", "Levert"]),
        ("10", "", [""] * 10),
    ],
)
def test_the_empty_columns_have_the_heads_that_were_typed(
    school: Store, number: str, heads: str, titles: list[str]
) -> None:
    document = paper(school, NAME_LIST, options={"blank_columns": number, "heads": heads})
    assert [column.title for column in columns_of(document)] == ["Nr.", "Navn", *titles]
    assert {column.kind for column in columns_of(document)[2:]} <= {"blank"}


def test_boxes_to_tick_stand_in_place_of_blanks(school: Store) -> None:
    document = paper(school, NAME_LIST, options={"heads": "Levert", "blank_columns": "0", "tick": "yes"})
    assert [(column.title, column.kind) for column in columns_of(document)[2:]] == [("Levert", "check")]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"blank_columns": "11"}, "blank_columns"),
        ({"blank_columns": "-1"}, "blank_columns"),
        ({"heads": "a\n" * 11}, "heads"),
    ],
)
def test_more_than_ten_empty_columns_are_refused(school: Store, options: dict[str, str], field: str) -> None:
    with pytest.raises(UserError) as refused:
        paper(school, NAME_LIST, options=options)
    assert refused.value.field == field


def test_the_class_is_told_only_where_the_list_is_no_class(school: Store) -> None:
    assert "Klasse" not in [column.title for column in columns_of(paper(school, NAME_LIST))]
    group = paper(school, NAME_LIST, "leirskole")
    assert "Klasse" in [column.title for column in columns_of(group)]
    assert group.title == "Navneliste Leirskole"


@pytest.mark.parametrize("heads", ["", "Tur\nSamtykke\nLevert", "\n".join(f"Uke {week}" for week in range(34, 44))])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_thirty_pupils_are_on_one_page(school: Store, heads: str, language: str) -> None:
    wanted = ReportRequest("5A", "staff", YEAR, TODAY, options={"heads": heads})
    facts = school.read(NAME_LIST.collect, NAME_LIST.filled(wanted))
    people = [ListedPerson(number, f"Anne-Kristine {number}", "Skogstad-Bjørklund-Haugen") for number in range(30)]
    rows = tuple(NamedPerson(person, person.id + 1, "", ()) for person in people)
    section = ListSection("5A", rows, facts.sections[0].teachers)
    thirty = NameList(facts.frame, (section,), facts.columns, facts.heads, tick=False)
    pdf = pypdfium2.PdfDocument(pdf_bytes(NAME_LIST.compose(thirty, translator(language))))
    assert len(pdf) == 1
    pdf.close()


def test_an_empty_class_says_so_and_has_no_table(school: Store) -> None:
    facts = school.read(NAME_LIST.collect, NAME_LIST.filled(ReportRequest("5A", "staff", YEAR, TODAY)))
    empty = NameList(facts.frame, (ListSection("5A", ()),), facts.columns, facts.heads, tick=False)
    document = NAME_LIST.compose(empty, translator("nn"))
    assert "Det er ingen elevar på denne lista." in as_text(document)
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_excel_has_the_heads_to_write_under(school: Store) -> None:
    file = BytesIO()
    write_xlsx(paper(school, NAME_LIST, options={"heads": "Tur\nLevert", "blank_columns": "0"}), file, NO_PROGRESS)
    sheet = load_workbook(file).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Klasse", "Nr.", "Navn", "Tur", "Levert"]
    assert [cell.value for cell in sheet[2]] == ["5A", 1, "Berg, <b>Ida", None, None]
