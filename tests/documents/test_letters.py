"""Can a letter be folded, put in a window envelope and read, each home its own?"""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.characters import clean
from app.documents.model import Document, Form, FormField, FormGroup, Heading, Letter, Paragraph
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.ink import Area, ink_of
from tests.documents.papers import paper
from tests.documents.structure import Node, read_paper
from tests.documents.test_furniture import LOGO
from tests.documents.test_pdf import opened, pages_of

SENDER = ("Lia skole", "Skoleveien 12", "0150 Oslo", "22 12 34 56", "lia.skole@example.no")
HOME = ("Kari og Per Aasen", "Storgata 1", "0150 OSLO")
CLOSING = ("Med vennlig hilsen", "", "Åse Berg", "rektor")
WINDOW = Area(20, 45, 110, 78)
"""What a C5 or E65 envelope with its window to the left shows of the page."""


def letter(*paragraphs: str, home: tuple[str, ...] = HOME, **values: str) -> Letter:
    heading = values.pop("heading", "Leirskole i uke 38")
    return Letter(SENDER, home, "Oslo, 24. august 2026", heading, paragraphs, CLOSING, **values)


def letters(*blocks: Letter, **values: object) -> Document:
    return paper(*blocks, **{"title": "Brev til hjemmene", "note": "Til internt bruk", **values})  # type: ignore[arg-type]


def roles(sections: list[Node]) -> list[list[tuple[str, object]]]:
    return [
        [
            (kid.role, [item.heard() for item in kid.find("LBody")] if kid.role == "L" else kid.heard())
            for kid in section.kids
        ]
        for section in sections
    ]


@pytest.mark.parametrize("logo", [b"", LOGO])
@pytest.mark.parametrize(
    "home",
    [
        HOME,
        ("Nguyễn Thị Ánh Tuyết",),
        (
            "Maximilian Alexander Kristoffersen-Østby og Johannes Kristoffer von Østby-Gundersen",
            "c/o O'Connor",
            "Øvre Slottsgate 117 B, H0302",
            "Inngang fra gården",
            "7010 TRONDHEIM",
        ),
        tuple("en svært lang linje i en adresse " * 4 for _ in range(6)),
    ],
)
def test_the_window_shows_the_recipient_and_nothing_else(home: tuple[str, ...], logo: bytes) -> None:
    data = pdf_bytes(letters(letter("Kort brev.", home=home), logo=logo))
    (page,) = ink_of(data)
    written = [(character, area) for character, area in page.letters if character.strip()]
    inside = "".join(character for character, area in written if WINDOW.holds(area))
    touching = [
        area
        for _, area in written
        if not WINDOW.holds(area)
        and area.left < WINDOW.right
        and area.right > WINDOW.left
        and area.top < WINDOW.bottom
        and area.bottom > WINDOW.top
    ]
    assert inside == "".join("".join(home).split())
    assert touching == []
    assert all(picture.bottom < WINDOW.top for picture in page.pictures)


def test_each_home_has_its_own_letter_counted_on_its_own() -> None:
    long = ("Et langt avsnitt om leirskolen og alt som hører til. " * 20,) * 6
    first, second, third, fourth = pages_of(pdf_bytes(letters(letter("Kort."), letter(*long), letter("Kort."))))
    assert "Side" not in first
    assert "Side" not in fourth
    assert "Side 1 av 2" in second
    assert "Side 2 av 2" in third
    assert "Leirskole i uke 38" in third, "the second page says what it goes on with"
    assert "Åse Berg" not in second
    assert "Åse Berg" in third
    for page in (first, second, third, fourth):
        assert "Skrevet ut" not in page
        assert "Foresatte i klassen" not in page
        assert "Til internt bruk" not in page


def test_a_letter_is_heard_in_order_and_each_is_a_section() -> None:
    text = "Kjære hjem\n\nVi reiser til fjells.\nTa med:\n- sovepose\n- sko 😀\n  \nVel møtt"
    read = read_paper(pdf_bytes(letters(letter(text, "Hilsen oss"), letter("Hei", home=(), heading=""))))
    assert [kid.role for kid in read.root.kids] == ["Sect", "Sect"]
    sender = [("P", line) for line in SENDER]
    closing = ("P", "Med vennlig hilsen Åse Berg rektor")
    assert roles(read.root.kids) == [
        [
            *sender,
            ("P", "Kari og Per Aasen Storgata 1 0150 OSLO"),
            ("P", "Oslo, 24. august 2026"),
            ("H1", "Leirskole i uke 38"),
            ("P", "Kjære hjem"),
            ("P", "Vi reiser til fjells. Ta med:"),
            ("L", ["sovepose", "sko 😀"]),
            ("P", "Vel møtt"),
            ("P", "Hilsen oss"),
            closing,
        ],
        [*sender, ("P", "Oslo, 24. august 2026"), ("P", "Hei"), closing],
    ]
    assert read.stray == []


def test_a_letter_over_pages_is_one_section() -> None:
    words = " ".join(f"ord{number}" for number in range(3000))
    read = read_paper(pdf_bytes(letters(letter(words))))
    (section,) = read.root.kids
    assert len(read.marks) > 2
    (long,) = [kid for kid in section.kids if len(kid.pages) > 1]
    assert long.heard() == words


def test_the_closing_is_not_parted_nor_alone_on_a_page() -> None:
    """However long the letter is, the greeting, the name and the role stand together, under some of the text."""
    pages_taken = set()
    for lines in range(15, 45):
        pages = pages_of(pdf_bytes(letters(letter("\n".join("linje" for _ in range(lines)), "Siste avsnitt."))))
        pages_taken.add(len(pages))
        for text in ("Siste avsnitt.", "Med vennlig hilsen", "Åse Berg", "rektor"):
            assert text in pages[-1]
    assert pages_taken == {1, 2}


def test_no_bookmark_holds_a_name_unless_it_was_given() -> None:
    blocks = letter("Hei", heading="Til foresatte for Áilu"), letter("Hei", heading="Til Ola", bookmark="5A nr. 2")
    with opened(pdf_bytes(letters(*blocks))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Brev til hjemmene 1", "5A nr. 2"]


@pytest.mark.parametrize("text", ["<b>Ola", "&amp; \\(", "=1+1", "O'Connor", "Nguyễn Thị Ánh Tuyết"])
def test_what_is_written_is_printed_as_it_is(text: str) -> None:
    (page,) = pages_of(pdf_bytes(letters(letter(text, home=(text, text), heading=text))))
    assert " ".join(page.split()).count(text) == 4


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=4, max_size=8))
def test_any_text_at_all_is_heard_as_it_was_written(texts: list[str]) -> None:
    written = Letter(tuple(texts[:2]), tuple(texts), texts[0], texts[1], tuple(texts), tuple(texts[2:]), texts[3])
    group = FormGroup(texts[0], tuple(FormField(text, text, 2) for text in texts))
    form = Form(texts[0], texts[1], (group,), tuple(texts), tuple(texts[:3]), texts[2], texts[3], texts[0])
    read = read_paper(pdf_bytes(paper(written, form)))
    assert read.stray == []
    letter_heard, form_heard = (" ".join(_texts(section)).split() for section in read.root.kids)
    words = " ".join(clean(text) for text in texts).split()
    bullets = {word.removeprefix("-") for word in words} | {"•", "☐", ""}
    assert {word.removeprefix("-") for word in letter_heard} - bullets == set()
    assert set(words) - {"-"} <= set(letter_heard) | {f"-{word}" for word in letter_heard}
    assert set(words) <= set(form_heard)


def _texts(node: Node) -> list[str]:
    return [node.heard(), *(text for kid in node.kids for text in _texts(kid))]


def test_a_letter_of_nothing_is_a_page_too() -> None:
    nothing = Letter((), (), "", "", ())
    read = read_paper(pdf_bytes(letters(nothing, letter("Hei"))))
    assert len(read.marks) == 2
    (page,) = pages_of(pdf_bytes(letters()))
    assert "Brev til hjemmene" in page


def test_a_list_before_the_letters_bears_the_title_and_is_counted_on_its_own() -> None:
    blocks = (Heading("Mottakere"), Paragraph("Ett brev."), letter("Hei"))
    first, second = pages_of(pdf_bytes(letters(*blocks)))  # type: ignore[arg-type]
    assert "Brev til hjemmene" in first
    assert "Side 1 av 1" in first
    assert "Brev til hjemmene" not in second


def test_in_excel_the_letters_are_a_table_of_whom_they_go_to() -> None:
    file = BytesIO()
    write_xlsx(letters(letter("Hei"), letter("Hei", home=("=Ola", "", "0150 OSLO")), letter("Hei", home=())), file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert sheet.title == "Brev til hjemmene"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Mottaker", "Adresse", "Brev"],
        ["Kari og Per Aasen", "Storgata 1, 0150 OSLO", "Leirskole i uke 38"],
        ["=Ola", "0150 OSLO", "Leirskole i uke 38"],
        [None, None, "Leirskole i uke 38"],
    ]


@pytest.mark.parametrize("line", ["- sekk", "– sekk", "•\tsekk", "* sekk", "  - sekk", "·   sekk"])
def test_an_item_of_a_list_is_one_however_it_was_written_or_pasted(line: str) -> None:
    (section,) = read_paper(pdf_bytes(letters(letter(f"Ta med:\n{line}\n{line}")))).root.kids
    assert [item.heard() for item in section.find("LBody")] == ["sekk", "sekk"]


@pytest.mark.parametrize("line", ["-5 grader", "-", "- ", "2 - 3", "*viktig*"])
def test_a_line_that_is_no_item_stays_a_line(line: str) -> None:
    (section,) = read_paper(pdf_bytes(letters(letter(f"Det er\n{line}")))).root.kids
    assert section.find("LBody") == []


def test_no_letter_stands_on_the_back_of_another_homes_letter() -> None:
    long = ("Et langt avsnitt om leirskolen og alt som hører til. " * 20,) * 6

    def duplex(*blocks: Letter) -> str | None:
        with opened(pdf_bytes(letters(*blocks))) as pdf:
            value = pdf.Root.ViewerPreferences.get("/Duplex")
            return None if value is None else str(value)

    assert duplex(letter("Kort."), letter("Kort.")) == "/Simplex"
    assert duplex(letter(*long), letter("Kort."), letter(*long)) == "/Simplex"
    assert duplex(letter(*long), letter(*long)) is None, "two pages each have a sheet of their own"
    assert duplex(letter("Kort.")) is None
