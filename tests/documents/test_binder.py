"""Does everything that belongs together come into one PDF, numbered through, and nothing run by itself?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from app.core.i18n import translator
from app.documents.binder import Enclosed, Part, bind, pages_in
from app.documents.model import Document, Heading, Paragraph
from app.documents.writer import pdf_bytes

TR = translator("nb")


def foreign(*texts: str, rotate: int = 0, size: tuple[float, float] = (595, 842)) -> bytes:
    """A PDF as another program writes it, with one page for each text, ``size`` as one sees it, ``rotate`` or not."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size)
    for text in texts:
        canvas.drawString(100, 400, text)
        canvas.setPageRotation(rotate)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def ours(followed_by: int = 0) -> bytes:
    blocks = (Heading("Sakliste"), Paragraph("Først"), Heading("Sak 1/26", new_page=True), Paragraph("Saken"))
    return pdf_bytes(Document("Innkalling", "nb", blocks, printed_on=date(2026, 10, 27), followed_by=followed_by))


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    document = pypdfium2.PdfDocument(pdf)
    return [(item.level, item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]


def test_pages_are_numbered_through_and_each_part_has_its_bookmark() -> None:
    parts = [
        Part("Sak 1/26: plan.pdf", "Sak 1/26: plan.pdf", foreign("Plan side en", "Plan side to"), 2),
        Part("Sak 2/26: kart.pdf", "Sak 2/26: kart.pdf", foreign("Kartet"), 1),
    ]
    whole = bind(ours(3), parts, [], TR, heading="Vedlegg")
    said = words(whole)
    assert len(said) == 5
    assert [f"Side {page} av 5" in text for page, text in enumerate(said, 1)] == [True] * 5
    assert "Plan side en" in said[2]
    assert "Sak 1/26: plan.pdf" in said[3]
    assert "Kartet" in said[4]
    assert bookmarks(whole)[-3:] == [
        (0, "Vedlegg", 2),
        (1, "Sak 1/26: plan.pdf", 2),
        (1, "Sak 2/26: kart.pdf", 4),
    ]
    assert bookmarks(whole)[:3] == [(0, "Innkalling", 0), (1, "Sakliste", 0), (1, "Sak 1/26", 1)]


def test_our_part_keeps_its_tags_and_the_whole_does_not_promise_what_others_did_not_do() -> None:
    whole = bind(ours(1), [Part("a", "a", foreign("x"), 1)], [], TR)
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert "pdfuaid:part" not in bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert str(pdf.Root.Lang) == "nb-NO"
    with pikepdf.open(BytesIO(ours())) as pdf:
        assert "<pdfuaid:part>1" in bytes(pdf.Root.Metadata.read_bytes()).decode()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (842, 595), (1684, 2384), (297, 420)])
def test_the_number_stands_at_the_foot_one_sees_however_the_page_is_turned(
    rotate: int, size: tuple[float, float]
) -> None:
    whole = bind(ours(1), [Part("a", "Kart", foreign("x", rotate=rotate, size=size), 1)], [], TR)
    page = pypdfium2.PdfDocument(whole)[2]
    picture = page.render(scale=1200 / size[0]).to_pil().convert("L")
    width, height = picture.size
    foot = picture.crop((0, height - round(height * 0.06), width, height))
    dark = [at for at, value in enumerate(foot.get_flattened_data()) if value < 140]
    assert dark, "nothing is drawn at the foot"
    columns = {at % width for at in dark}
    assert min(columns) < width * 0.15
    assert max(columns) > width * 0.85
    assert page.get_size() == size  # as turned, and as large, as it was


def test_files_that_are_no_pdf_ride_along_byte_for_byte_two_of_one_name_apart() -> None:
    whole = bind(ours(), [], [Enclosed("Budsjett.xlsx", b"PK\x03\x04 en"), Enclosed("budsjett.xlsx", b"to")], TR)
    reader = PdfReader(BytesIO(whole))
    assert {name: data[0] for name, data in reader.attachments.items()} == {
        "Budsjett.xlsx": b"PK\x03\x04 en",
        "budsjett (2).xlsx": b"to",
    }


def dictionary(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def note(subtype: str = "/Link", **more: Any) -> DictionaryObject:
    place = ArrayObject([FloatObject(0)] * 4)
    return dictionary(Type=NameObject("/Annot"), Subtype=NameObject(subtype), Rect=place, **more)


def after_an_address(_writer: PdfWriter) -> DictionaryObject:
    return note(A=dictionary(S=NameObject("/URI"), URI=TextStringObject("https://example.no"), Next=_script()))


def on_the_page_it_leads_to(writer: PdfWriter) -> DictionaryObject:
    writer.pages[1][NameObject("/AA")] = dictionary(O=_script())
    return note(Dest=ArrayObject([writer.pages[1].indirect_reference, NameObject("/Fit")]))


def of_what_it_answers(writer: PdfWriter) -> DictionaryObject:
    return note("/Text", IRT=writer._add_object(note(A=_script())))


def in_its_popup(writer: PdfWriter) -> DictionaryObject:
    return note("/Text", Popup=writer._add_object(note(A=_script())))


def before_an_address(_writer: PdfWriter) -> DictionaryObject:
    return note(PA=_script())


def with_what_is_played(_writer: PdfWriter) -> DictionaryObject:
    return note(A=dictionary(S=NameObject("/Rendition"), JS=TextStringObject("app.alert('hei')")))


def as_an_address(_writer: PdfWriter) -> DictionaryObject:
    return note(A=dictionary(S=NameObject("/URI"), URI=TextStringObject("javascript:app.alert('hei')")))


def among_what_others_keep(writer: PdfWriter) -> DictionaryObject:
    writer.pages[0][NameObject("/PieceInfo")] = dictionary(Other=_script())
    return note("/Text")


@pytest.mark.parametrize(
    "hidden",
    [
        after_an_address,
        on_the_page_it_leads_to,
        of_what_it_answers,
        in_its_popup,
        before_an_address,
        with_what_is_played,
        as_an_address,
        among_what_others_keep,
    ],
)
def test_a_script_is_left_out_wherever_it_hides(hidden: Callable[[PdfWriter], DictionaryObject]) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(foreign("En", "To"))))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(hidden(writer))])
    file = BytesIO()
    writer.write(file)
    assert b"alert" in file.getvalue()
    with pikepdf.open(BytesIO(bind(ours(2), [Part("Kart", "Kart", file.getvalue(), 2)], [], TR))) as pdf:
        said = b"".join(one.unparse(resolved=True) for one in pdf.objects if isinstance(one, pikepdf.Object))
    assert b"alert" not in said
    assert b"JavaScript" not in said


def test_nothing_in_a_pdf_of_others_runs_by_itself() -> None:
    writer = PdfWriter(clone_from=BytesIO(foreign("x", "y")))
    writer.root_object[NameObject("/OpenAction")] = _script()
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): _script()})
    for action in (_script(), DictionaryObject({NameObject("/S"): NameObject("/Launch")})):
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
        writer.add_annotation(1, note)
    writer.add_annotation(1, _link())
    file = BytesIO()
    writer.write(file)
    whole = bind(ours(2), [Part("a", "a", file.getvalue(), 2)], [], TR)
    assert b"JavaScript" not in whole
    assert b"alert" not in whole
    assert b"/Launch" not in whole
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert len(pdf.pages[3].Annots) == 1  # the ordinary link is still there


def _script() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hei')")}
    )


def _link() -> Any:
    from pypdf.annotations import Link

    return Link(rect=(10, 10, 50, 50), url="https://www.eksempel.no/")


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(foreign("x")))
    writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (foreign("x"), 1),
        (foreign("x", "y", "z"), 3),
        (b"", None),
        (b"PK\x03\x04", None),
        (b"%PDF-1.7\n%%EOF", None),
        (foreign("x")[:300], None),
        (locked("hemmelig"), None),
        (locked(""), None),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
         b"trailer<</Root 1 0 R>>", None),
    ],
)  # fmt: skip
def test_a_pdf_that_is_broken_locked_or_none_is_told(data: bytes, pages: int | None) -> None:
    assert pages_in(data) == pages
