"""Can a home check what the school holds, correct it by hand and send it back?"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest

from app.documents.model import Document, Form, FormField, FormGroup
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.ink import Ink, ink_of
from tests.documents.papers import paper
from tests.documents.structure import Node, read_paper
from tests.documents.test_furniture import CONTACT, LOGO
from tests.documents.test_pdf import opened, pages_of

PUPIL = FormGroup(
    "Elev",
    (
        FormField("Navn", "Kristoffersen-Østby, Maximilian Alexander"),
        FormField("Fødselsdato", "03.02.2016"),
        FormField("Klasse", "5A"),
        FormField("Adresse", "Storgata 1\n0150 Oslo", 2),
        FormField("Mobil"),
    ),
)
CHECKS = ("Alt stemmer.", "Jeg har rettet det som ikke stemmer.")
SIGNATURES = ("Sted og dato", "Underskrift")
LEAD = "Dette er det skolen har registrert om eleven og om dette hjemmet. Skriv det rette på linja til høyre."
CLOSING = "Leveres kontaktlærer innen fredag 4. september."


def guardian_group(number: int, name: str = "Nguyễn Thị Ánh Tuyết") -> FormGroup:
    return FormGroup(
        f"Foresatt {number}",
        (
            FormField("Navn", name),
            FormField("Tilknytning", "mor"),
            FormField("Mobil", "900 12 345"),
            FormField("Annen telefon"),
            FormField("E-post", "en.ganske.lang.adresse@lia-skole.example"),
            FormField("Postadresse", "Øvre Slottsgate 117 B\n7010 Trondheim", 2),
        ),
    )


def slip(guardians: int, name: str = "", bookmark: str = "") -> Form:
    groups = (PUPIL, *(guardian_group(number) for number in range(1, guardians + 1)))
    return Form("Kontroller opplysningene", LEAD, groups, CHECKS, SIGNATURES, CLOSING, name, bookmark)


def slips(*forms: Form, **values: object) -> Document:
    known = {"title": "Kontroller opplysningene", "audience": "Hjemmet", "logo": LOGO, "contact": CONTACT}
    return paper(*forms, **{**known, **values})  # type: ignore[arg-type]


def writing_lines(page: Ink) -> list[float]:
    """Return how far down the lines stand that one writes a correction on."""
    return [rule.top for rule in page.flat_rules() if rule.left > 110 and rule.width > 60]


@pytest.mark.parametrize("guardians", [0, 1, 2])
def test_a_pupil_and_the_guardians_of_a_home_are_one_page(guardians: int) -> None:
    (page,) = ink_of(pdf_bytes(slips(slip(guardians))))
    lines = writing_lines(page)
    assert len(lines) == 6 + 7 * guardians, "one for each field, two for an address"
    for above, below in pairwise(lines):
        assert below - above > 6, "room for handwriting"
    (text,) = pages_of(pdf_bytes(slips(slip(guardians))))
    assert "Side 1 av 1" in text


def test_every_value_stands_above_the_line_that_corrects_it() -> None:
    (page,) = ink_of(pdf_bytes(slips(slip(0))))
    lines = writing_lines(page)
    for value, line in zip(("Maximilian", "03.02.2016", "5A", "Storgata 1"), lines, strict=False):
        assert 0 < line - page.find(value).bottom < 6
    assert lines[3] < lines[4] < page.find("Mobil").top


def test_a_longer_slip_is_parted_between_its_groups_and_signed_at_the_end() -> None:
    data = pdf_bytes(slips(slip(4), slip(1)))
    first, second, third = pages_of(data)
    for number in range(1, 5):
        pages = [f"Foresatt {number}" in page for page in (first, second)]
        assert sorted(pages) == [False, True]
    read = read_paper(data)
    tables = read.root.kids[0].find("Table")
    assert len(tables) == 5
    for table in tables:
        assert len({page for cell in table.find("TH") + table.find("TD") for page in cell.pages}) == 1
    assert "Underskrift" not in first
    for text in (*CHECKS, *SIGNATURES, CLOSING):
        assert text in second
        assert text in third
    assert "Side 2 av 2" in second
    assert "Side 1 av 1" in third, "each slip is counted on its own"


def test_the_signature_is_never_alone_on_a_page() -> None:
    pages_taken = set()
    for fields in range(16, 34):
        group = FormGroup("Elev", tuple(FormField(f"Felt {number}", "x") for number in range(fields)))
        form = Form("Skjema", "", (group,), CHECKS, SIGNATURES, CLOSING)
        pages = pages_of(pdf_bytes(slips(form)))
        pages_taken.add(len(pages))
        assert all(text in pages[-1] for text in (CHECKS[-1], *SIGNATURES, CLOSING))
    assert pages_taken == {1, 2}


def test_a_group_longer_than_a_page_goes_on_with_its_head() -> None:
    group = FormGroup("Elev", tuple(FormField(f"Felt {number}", f"verdi {number}") for number in range(90)))
    data = pdf_bytes(slips(Form("Skjema", LEAD, (group,))))
    pages = pages_of(data)
    assert len(pages) > 2
    assert all("Rettelse" in page for page in pages)
    (table,) = read_paper(data).root.find("Table")
    assert [row.kids[1].heard() for row in table.kids[1:]] == [f"verdi {number}" for number in range(90)]


def rows(table: Node) -> list[list[tuple[str, str, str]]]:
    return [
        [(cell.role, str(cell.attributes.get("/Scope", "/"))[1:], cell.heard()) for cell in row.kids]
        for row in table.kids
    ]


def test_a_slip_is_heard_in_order_and_each_is_a_section() -> None:
    group = FormGroup("Elev", (FormField("Navn", "Áilu 😀"), FormField("Mobil")))
    form = Form("Kontroller", LEAD, (group, FormGroup("Tom", ())), CHECKS, SIGNATURES, CLOSING)
    read = read_paper(pdf_bytes(slips(form, form, note="Til hjemmet")))
    assert [kid.role for kid in read.root.kids] == ["Sect", "Sect"]
    for section in read.root.kids:
        heading, lead, table, checks, place, signature, closing, note = section.kids
        assert (heading.role, heading.heard()) == ("H1", "Kontroller")
        assert lead.heard() == LEAD
        assert rows(table) == [
            [("TH", "Column", "Elev"), ("TH", "Column", "Registrert"), ("TH", "Column", "Rettelse")],
            [("TH", "Row", "Navn"), ("TD", "", "Áilu 😀"), ("TD", "", "")],
            [("TH", "Row", "Mobil"), ("TD", "", ""), ("TD", "", "")],
        ]
        assert [(item.kids[0].heard(), item.kids[1].heard()) for item in checks.kids] == [("☐", t) for t in CHECKS]
        assert [node.heard() for node in (place, signature, closing, note)] == [*SIGNATURES, CLOSING, "Til hjemmet"]
    assert read.stray == []


@pytest.mark.parametrize(("language", "head"), [("nb", "Rettelse"), ("nn", "Retting"), ("en", "Correction")])
def test_the_heads_speak_the_papers_language(language: str, head: str) -> None:
    (page,) = pages_of(pdf_bytes(slips(slip(0), language=language)))
    assert head in page


def test_no_bookmark_holds_a_name_unless_it_was_given() -> None:
    forms = slip(1, name="Aasen, Kari"), slip(1, name="Berg, Ola", bookmark="5A, slipp 2")
    with opened(pdf_bytes(slips(*forms))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Kontroller opplysningene 1", "5A, slipp 2"]


@pytest.mark.parametrize("text", ["<b>Ola", "O'Connor", "=1+1", "\\(", "Nguyễn Thị Ánh Tuyết", "x" * 200])
def test_what_is_recorded_is_printed_as_it_is(text: str) -> None:
    group = FormGroup(text, (FormField(text, text, 1),))
    form = Form(text, text, (group,), (text,), (text, text), text, text)
    (section,) = read_paper(pdf_bytes(slips(form))).root.kids
    heard = [node.heard() for role in ("H1", "P", "TH", "TD", "LBody") for node in section.find(role)]
    assert heard.count(text) == 9
    (page,) = ink_of(pdf_bytes(slips(form)))
    assert max(area.right for letter, area in page.letters if letter.strip()) <= 194.1


def test_an_empty_slip_is_a_page_too_and_none_is_the_title() -> None:
    (page,) = pages_of(pdf_bytes(slips(Form("Kontroller", "", ()))))
    assert "Kontroller" in page
    (none,) = pages_of(pdf_bytes(slips()))
    assert "Kontroller opplysningene" in none


def test_in_excel_the_slips_are_one_table_with_room_for_the_right_value() -> None:
    group = FormGroup("Elev", (FormField("Navn", "=Ola"), FormField("Mobil", "+47 900 12 345")))
    forms = (
        Form("Kontroller", LEAD, (group,), name="Aasen, Ola (hjem 1)"),
        Form("Kontroller", LEAD, (FormGroup("Elev", (FormField("Navn", "Åse"),)),)),
    )
    file = BytesIO()
    write_xlsx(slips(*forms), file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Skjema", "Del", "Opplysning", "Registrert", "Rettelse"],
        ["Aasen, Ola (hjem 1)", "Elev", "Navn", "=Ola", None],
        ["Aasen, Ola (hjem 1)", "Elev", "Mobil", "+47 900 12 345", None],
        ["Kontroller", "Elev", "Navn", "Åse", None],
    ]
    assert sheet["D2"].data_type == "s"
    assert sheet["E2"].border.bottom.style == "thin"
