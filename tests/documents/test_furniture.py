"""Does the head of a paper show whose it is, whatever picture the school has given?"""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from app.core.progress import NO_PROGRESS
from app.documents.model import Document, Heading
from app.documents.writer import FORMATS, pdf_bytes
from tests.documents.ink import MM, ink_of
from tests.documents.papers import class_table, paper
from tests.documents.structure import read_paper
from tests.documents.test_pdf import pages_of

CONTACT = "Skoleveien 12, 0150 Oslo  ·  22 12 34 56  ·  lia.skole@example.no"
NOTE = "Lista er til foresatte i klassen og skal ikke deles videre."


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **values: Image.Exif) -> bytes:
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, kind, **values)
    return file.getvalue()


LOGO = picture(300, 200)


def headed(logo: bytes = b"", contact: str = "", note: str = "") -> Document:
    return paper(Heading("5A"), class_table(60), logo=logo, contact=contact, note=note)


@pytest.mark.parametrize("contact", ["", CONTACT])
@pytest.mark.parametrize(("width", "height"), [(300, 200), (200, 300), (3000, 90), (40, 900), (1, 1), (2400, 2400)])
def test_the_logo_stands_left_of_the_name_on_the_first_page_and_is_never_distorted(
    width: int, height: int, contact: str
) -> None:
    first, *rest = ink_of(pdf_bytes(headed(logo=picture(width, height), contact=contact)))
    (logo,) = first.pictures
    name = first.find("Lia skole")
    assert logo.width / logo.height == pytest.approx(width / height, rel=0.05)
    assert logo.height <= 13.1
    assert logo.width <= 38.1
    assert logo.left == pytest.approx(16, abs=0.1)
    assert logo.right + 3 < name.left
    assert logo.top < name.top < name.bottom < logo.bottom or height < width / 10
    head_rule = first.flat_rules()[0]
    assert logo.bottom < head_rule.top < first.find("Klasseliste 5A").top
    assert all(page.pictures == [] for page in rest)


@pytest.mark.parametrize(
    "data",
    [
        picture(60, 40, "JPEG"),
        picture(60, 40, "JPEG", "CMYK"),
        picture(60, 40, "PNG", "RGBA"),
        picture(60, 40, "PNG", "P"),
        picture(60, 40, "PNG", "1"),
        picture(60, 40, "PNG", "LA"),
    ],
)
def test_every_common_kind_of_png_and_jpeg_is_shown(data: bytes) -> None:
    assert len(ink_of(pdf_bytes(headed(logo=data)))[0].pictures) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"x",
        b"\x89PNG\r\n\x1a\n",
        LOGO[:-30],
        LOGO[:60] + b"\x00" * 40,
        picture(60, 40, "GIF"),
        picture(60, 40, "BMP"),
        picture(6000, 5000, mode="1"),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_a_picture_that_is_none_never_breaks_a_paper(data: bytes) -> None:
    with_it, without = headed(logo=data), headed()
    assert ink_of(pdf_bytes(with_it))[0] == ink_of(pdf_bytes(without))[0]


def test_a_see_through_logo_stands_on_white() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(headed(logo=picture(60, 40, "PNG", "RGBA"))))) as pdf:
        (image,) = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
        assert set(pikepdf.PdfImage(image).as_pil_image().convert("L").tobytes()) == {255}


def test_what_a_camera_wrote_into_the_picture_stays_out_of_the_paper() -> None:
    exif = Image.Exif()
    exif[0x9C9D] = "Ola Nordmann"
    exif[0x013B] = "Ola Nordmann"
    exif[0x0112] = 6  # taken with the camera on its side: 60 × 40 is shown as 40 × 60
    data = picture(60, 40, "JPEG", exif=exif)
    assert b"Nordmann" in data
    written = pdf_bytes(headed(logo=data))
    assert b"Nordmann" not in written
    (logo,) = ink_of(written)[0].pictures
    assert logo.width / logo.height == pytest.approx(40 / 60, rel=0.05)


def test_one_picture_is_stored_once_however_many_pages_show_it() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(headed(logo=LOGO)))) as pdf:
        assert sum(item.get("/Subtype") == "/Image" for item in pdf.objects if isinstance(item, pikepdf.Stream)) == 1


def test_how_to_reach_the_school_stands_under_its_name_on_the_first_page() -> None:
    for logo in (b"", LOGO):
        first, *rest = ink_of(pdf_bytes(headed(contact=CONTACT, logo=logo)))
        name, contact = first.find("Lia skole"), first.find("Skoleveien 12, 0150 Oslo")
        assert name.bottom < contact.top < name.bottom + 3
        assert contact.left == pytest.approx(name.left, abs=0.4)
        assert contact.bottom < first.flat_rules()[0].top
        assert rest
        assert all("Skoleveien" not in "".join(letter for letter, _ in page.letters) for page in rest)


@pytest.mark.parametrize("logo", [b"", LOGO])
def test_how_to_reach_a_school_with_long_names_stands_uncut_on_two_lines(logo: bytes) -> None:
    street, web = "Øvre Sørsidevegen 103 B, 3179 Åsgårdstrand", "www.nordre-aasgaardstrand-skole.example.no"
    contact = f"{street}  ·  33 08 25 00  ·  post.nordre-aasgaardstrand@horten.example.no  ·  {web}"
    first, *_ = ink_of(pdf_bytes(headed(contact=contact, logo=logo)))
    name, upper, lower = first.find("Lia skole"), first.find(street), first.find(web)
    assert name.bottom < upper.top < upper.bottom < lower.top
    assert upper.left == pytest.approx(lower.left, abs=0.6)
    assert lower.right < 194.1
    head_rule = first.flat_rules()[0]
    assert lower.bottom < head_rule.top < first.find("Klasseliste 5A").top
    assert all(picture.top < name.top and lower.bottom < head_rule.top for picture in first.pictures)


def test_a_contact_line_too_long_or_of_two_lines_stays_in_the_head() -> None:
    (page, *_) = pages_of(pdf_bytes(headed(contact="Skoleveien 12\n0150 Oslo")))
    assert "Skoleveien 12 · 0150 Oslo" in " ".join(page.split())
    first, *_ = ink_of(pdf_bytes(headed(contact="Skoleveien " * 40, logo=LOGO)))
    assert max(area.right for letter, area in first.letters if letter.strip()) <= 194.1


def test_the_note_stands_at_the_foot_of_every_page_and_is_heard_once_at_the_end() -> None:
    data = pdf_bytes(headed(note=NOTE))
    pages = ink_of(data)
    assert len(pages) > 2
    for page in pages:
        note = page.find(NOTE)
        assert 275 < note.top < 285
        rows = [area for letter, area in page.letters if letter == "@"]
        assert rows[-1].bottom < note.top - 1, "no row runs into it"
    read = read_paper(data)
    assert [node.heard() for node in read.root.find("P")] == [NOTE]
    assert read.root.kids[-1].role == "P"
    assert read.root.kids[-1].pages == {len(pages) - 1}
    assert read.stray == []


def test_a_long_note_takes_the_lines_it_needs() -> None:
    note = "Lista skal ikke deles videre. " * 20
    for page in ink_of(pdf_bytes(headed(note=note))):
        written = "".join(letter for letter, _ in page.letters)
        assert " ".join(written.split()).count("Lista skal ikke deles videre.") == 20
        rows = [area for letter, area in page.letters if letter == "@"]
        lines = [area for letter, area in page.letters if letter == "L" and area.top > 250]
        assert max(row.bottom for row in rows) < min(line.top for line in lines)


def test_a_paper_without_logo_contact_and_note_looks_as_it_did() -> None:
    (page, *_) = ink_of(pdf_bytes(headed()))
    assert page.pictures == []
    assert page.flat_rules()[0].top == pytest.approx(15.5, abs=0.2)
    baseline, ascender = 22 + (23 / 2 + 18 * 0.33) / MM, 18 * 0.71 / MM  # 18 points in the middle of a line of 23
    assert page.find("Klasseliste 5A").top == pytest.approx(baseline - ascender, abs=0.2)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_writes_a_paper_with_a_logo(ending: str) -> None:
    file = BytesIO()
    FORMATS[ending](headed(logo=LOGO, contact=CONTACT, note=NOTE), file, NO_PROGRESS)
    assert len(file.getvalue()) > 1000


def test_what_is_handed_out_on_its_own_has_the_schools_head_its_title_and_its_own_page_numbers() -> None:
    parts = [(Heading(f"Klasseliste {name}", new_page=True, apart=True), class_table(60)) for name in ("5A", "5B")]
    blocks = [block for part in parts for block in part]
    data = pdf_bytes(paper(*blocks, title="Klasselister", logo=LOGO, contact=CONTACT, note=NOTE))
    pages = [" ".join(page.split()) for page in pages_of(data)]
    half = len(pages) // 2
    assert half > 1
    for number, page in enumerate(pages):
        name, first = ("5A", "5B")[number // half], number % half == 0
        assert f"Side {number % half + 1} av {half}" in page
        assert f"Klasseliste {name}" in page
        assert ("Skoleveien 12" in page) == first
        assert "Klasselister" not in page, "the title names the file"
    read = read_paper(data)
    assert [node.heard() for node in read.root.find("H1")] == ["Klasseliste 5A", "Klasseliste 5B"]
    assert read.stray == []
