"""Does one file hold all the papers of a class's election, each as if it were alone?"""

from __future__ import annotations

from io import BytesIO

import openpyxl

from app.documents.model import (
    Ballots,
    BulletList,
    Column,
    Document,
    Facts,
    Form,
    FormField,
    FormGroup,
    Heading,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.papers import paper
from tests.documents.structure import read_paper
from tests.documents.test_furniture import CONTACT, LOGO, NOTE
from tests.documents.test_pdf import opened, pages_of

NAMES = ("Nguyễn Thị Ánh Tuyết", "Guttorm, Áilu Ánne", "Berg, Kari")
ATTENDANCE = (Column("Elev", 2), Column("Underskrift", 3, "blank"))
TALLY = (Column("Kandidat", 2), Column("Streker", 4, "blank"), Column("Sum", 1, "blank"))


def package(pupils: int = 40) -> Document:
    everybody = tuple(f"Elevsen, Nr {number}" for number in range(pupils))
    group = FormGroup("Elev", (FormField("Navn", "Berg, Kari"), FormField("Klasse", "5A")))
    return paper(
        Heading("Saksliste", apart=True),
        Facts((FormField("Organ", "FAU"), FormField("Møtt"))),
        BulletList(("Velkommen", "Valg")),
        Heading("Frammøteliste", apart=True),
        Table(ATTENDANCE, tuple(Row((name, None)) for name in everybody), roomy=True),
        Ballots("Stemmeseddel FAU", "Sett ett kryss.", NAMES, 1, 30, 8),
        Heading("Opptelling", apart=True),
        Table(TALLY, tuple(Row((name, None, None)) for name in NAMES), roomy=True),
        Signatures(("Sted og dato", "Valgansvarlig")),
        Heading("Protokoll", apart=True),
        Facts((FormField("Organ", "FAU"), FormField("Valgt"), FormField("Merknad", lines=4))),
        Heading("Underskrifter"),
        Paragraph("Lest og godkjent."),
        Signatures(("Sted og dato", "Valgansvarlig", "Møteleder")),
        Form("Svarslipp", "Leveres skolen.", (group,), ("Jeg stiller.",), ("Underskrift",), bookmark="Svarslipp"),
        title="Valg",
        logo=LOGO,
        contact=CONTACT,
        note=NOTE,
    )


def test_every_paper_of_the_package_has_the_schools_head_and_its_own_page_numbers() -> None:
    pages = [" ".join(page.split()) for page in pages_of(pdf_bytes(package()))]
    expected = [
        ("Saksliste", "Side 1 av 1"),
        ("Frammøteliste", "Side 1 av 2"),
        ("Frammøteliste", "Side 2 av 2"),
        *[("Stemmeseddel FAU", "")] * 4,
        ("Opptelling", "Side 1 av 1"),
        ("Protokoll", "Side 1 av 1"),
        ("Svarslipp", "Side 1 av 1"),
    ]
    assert len(pages) == len(expected)
    for page, (title, count) in zip(pages, expected, strict=True):
        assert title in page
        assert (count in page) if count else ("Side" not in page and "Lia skole" not in page and NOTE not in page)
        assert ("Skoleveien 12" in page) == count.startswith("Side 1")
    assert pages[6].count("Stemmeseddel FAU") == 6


def test_every_paper_of_the_package_is_a_bookmark_to_its_first_page() -> None:
    with opened(pdf_bytes(package())) as pdf, pdf.open_outline() as outline:
        homes = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        found = [(item.title, homes[item.destination[0].objgen]) for item in outline.root]  # type: ignore[index]
        assert found == [
            ("Saksliste", 0),
            ("Frammøteliste", 1),
            ("Stemmeseddel FAU", 3),
            ("Opptelling", 7),
            ("Protokoll", 8),
            ("Svarslipp", 9),
        ]
        assert [kid.title for kid in outline.root[4].children] == ["Underskrifter"]
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/Simplex"


def test_the_package_is_heard_paper_by_paper() -> None:
    read = read_paper(pdf_bytes(package()))
    roles = [(node.role, node.heard()) for node in read.root.kids if node.role in ("H1", "H2", "Sect")]
    assert [text or role for role, text in roles] == [
        "Saksliste",
        "Frammøteliste",
        "Sect",
        "Opptelling",
        "Protokoll",
        "Underskrifter",
        "Sect",
    ]
    ballot, slip = read.root.find("Sect")
    assert (ballot.find("H1")[0].heard(), slip.find("H1")[0].heard()) == ("Stemmeseddel FAU", "Svarslipp")
    assert read.stray == []


def test_ballots_may_begin_and_end_a_file() -> None:
    ballots = Ballots("FAU", "", NAMES, 0, 9)
    pages = pages_of(pdf_bytes(paper(ballots, Heading("Opptelling", apart=True), Paragraph("Tell."), ballots)))
    assert [("FAU" in page, "Side 1 av 1" in page) for page in pages] == [
        (True, False),
        (True, False),
        (False, True),
        (True, False),
        (True, False),
    ]


def test_in_excel_every_paper_of_the_package_is_a_sheet() -> None:
    file = BytesIO()
    write_xlsx(package(), file)
    workbook = openpyxl.load_workbook(file)
    assert workbook.sheetnames == [
        "Saksliste",
        "Frammøteliste",
        "Stemmeseddel FAU",
        "Opptelling",
        "Protokoll",
        "Svarslipp",
    ]
    assert [cell.value for cell in workbook["Stemmeseddel FAU"]["B"]] == ["Kandidat", *NAMES]
