"""Does the scanner find a plain plant in every place a trace could be? One control for each of them."""

from __future__ import annotations

import base64
import io
import json
import logging
import quopri
import traceback
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from app.documents.model import Column, Document, Heading, Paragraph, Row, Table
from app.documents.writer import write
from tests.privacy.plants import Plant, Planted
from tests.privacy.scanner import Scanner, Trace

KEY = "plain 5A mother"


@pytest.fixture
def plain(planted: Planted) -> Plant:
    return planted.people[KEY]


def _paper(text: str) -> Document:
    table = Table((Column("Navn", 1),), (Row(("A",)),))
    return Document(title="Navneliste", language="nb", blocks=(Heading("5A"), Paragraph(text), table))


def _pdf(folder: Path, text: str = "Ola") -> bytes:
    path = folder / "paper.pdf"
    write(_paper(text), path)
    return path.read_bytes()


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return out.getvalue()


def _in_xmp(pdf: pikepdf.Pdf, name: str) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = name


def _in_bookmarks(pdf: pikepdf.Pdf, name: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(name, 0))


def _in_structure(pdf: pikepdf.Pdf, key: str, name: str) -> None:
    element = next(
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/P", "/TD") and "/K" in one
    )
    element[key] = pikepdf.String(name)


def _in_content(pdf: pikepdf.Pdf, name: str) -> None:
    page = pdf.pages[0]
    hidden = f"/Span <</ActualText <FEFF{name.encode('utf-16-be').hex()}>>> BDC EMC\n".encode()
    page.contents_add(pikepdf.Stream(pdf, hidden))


def _attached(pdf: pikepdf.Pdf, data: bytes) -> None:
    more = {"description": "", "mime_type": "", "creation_date": "", "mod_date": ""}
    pdf.attachments["list.xlsx"] = pikepdf.AttachedFileSpec(pdf, data, filename="list.xlsx", **more)


def _annotated(pdf: pikepdf.Pdf, name: str) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 1, 1], Contents=pikepdf.String(name)
    )
    pdf.pages[0].obj["/Annots"] = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


IN_PDF: dict[str, Callable[[pikepdf.Pdf, str], object]] = {
    "title": lambda pdf, name: pdf.docinfo.__setitem__("/Title", pikepdf.String(name)),
    "keywords": lambda pdf, name: pdf.docinfo.__setitem__("/Keywords", pikepdf.String(name)),
    "metadata stream": _in_xmp,
    "bookmark": _in_bookmarks,
    "alternative text": lambda pdf, name: _in_structure(pdf, "/Alt", name),
    "text for the voice": lambda pdf, name: _in_structure(pdf, "/ActualText", name),
    "expansion": lambda pdf, name: _in_structure(pdf, "/E", name),
    "marked content": _in_content,
    "attachment": lambda pdf, name: _attached(pdf, _book(lambda book: book.worksheets[0].append([name]))),
    "note on the page": _annotated,
    "name in a dictionary": lambda pdf, name: pdf.Root.__setitem__("/" + name.replace(" ", ""), 1),
}


@pytest.mark.parametrize("place", IN_PDF)
def test_in_a_pdf(scanner: Scanner, plain: Plant, tmp_path: Path, place: str) -> None:
    without = _pdf(tmp_path)
    assert scanner.data(without) == set()
    assert (plain.id, "family") in scanner.data(_changed(without, lambda pdf: IN_PDF[place](pdf, plain.name)))


def test_on_the_page_of_a_pdf_in_every_value(scanner: Scanner, plain: Plant, tmp_path: Path) -> None:
    values = {
        **plain.words,
        "phone": f"{plain.words['phone'][:3]} {plain.words['phone'][3:5]} {plain.words['phone'][5:]}",
    }
    found = scanner.data(_pdf(tmp_path, " ".join(values.values())))
    assert found == {(plain.id, value) for value in plain.words}


def _book(fill: Callable[[Workbook], object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def _hidden_sheet(book: Workbook, name: str) -> None:
    sheet = book.create_sheet("Ark2")
    sheet.sheet_state = "veryHidden"
    sheet["A1"] = name


def _hidden_column(book: Workbook, name: str) -> None:
    sheet = book.worksheets[0]
    sheet["XFD1"] = name
    sheet.column_dimensions["XFD"].hidden = True


def _comment(book: Workbook, name: str) -> None:
    book.worksheets[0]["A1"].comment = Comment(name, "")


def _validated(book: Workbook, name: str) -> None:
    rule = DataValidation(type="list", formula1=f'"{name}"')
    book.worksheets[0].add_data_validation(rule)
    rule.add("A1")


def _in_head(book: Workbook, name: str) -> None:
    head = book.worksheets[0].oddHeader
    assert head is not None
    head.center.text = name


IN_BOOK: dict[str, Callable[[Workbook, str], object]] = {
    "cell": lambda book, name: book.worksheets[0].append([name]),
    "rich text": lambda book, name: book.worksheets[0].append([f"{name[:5]}{name[5:]}"]),
    "hidden sheet": _hidden_sheet,
    "hidden column": _hidden_column,
    "comment": _comment,
    "author of a comment": lambda book, name: book.worksheets[0]["A1"].__setattr__("comment", Comment("x", name)),
    "defined name": lambda book, name: book.defined_names.add(DefinedName("x", attr_text=f'"{name}"')),
    "choices of a cell": _validated,
    "printed head": _in_head,
    "title": lambda book, name: setattr(book.properties, "title", name),
    "last author": lambda book, name: setattr(book.properties, "lastModifiedBy", name),
    "name of a sheet": lambda book, name: setattr(book.worksheets[0], "title", name),
    "formula": lambda book, name: book.worksheets[0].append([f'="{name}"']),
}


@pytest.mark.parametrize("place", IN_BOOK)
def test_in_a_workbook(scanner: Scanner, plain: Plant, place: str) -> None:
    assert scanner.data(_book(lambda book: None)) == set()
    assert (plain.id, "family") in scanner.data(_book(lambda book: IN_BOOK[place](book, plain.name)))


def test_in_a_workbook_of_the_program(scanner: Scanner, plain: Plant, tmp_path: Path) -> None:
    path = tmp_path / "paper.xlsx"
    write(_paper("–"), path)
    assert scanner.file(path) == set()
    book = load_workbook(path)
    book.worksheets[0]["A2"] = plain.name
    book.save(path)
    assert (plain.id, "family") in scanner.file(path)


def test_in_the_comment_and_the_names_of_an_archive(scanner: Scanner, plain: Plant) -> None:
    for fill in (
        lambda archive: setattr(archive, "comment", plain.name.encode()),
        lambda archive: archive.writestr(f"{plain.name}.txt", ""),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "a")
            fill(archive)
        assert (plain.id, "family") in scanner.data(out.getvalue())


def test_in_a_contact_card_folded_in_the_middle_of_a_name(scanner: Scanner, plain: Plant, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(f"FN:{plain.name[:6]}\r\n {plain.name[6:]}\r\n", encoding="utf-8", newline="")
    assert {value for _, value in scanner.file(path)} == {"given", "family"}


IN_XML: dict[str, Callable[[str], str]] = {
    "text": lambda name: f"<name>{name}</name>",
    "behind an element": lambda name: f"<name/>{name}",
    "attribute": lambda name: f"<name of='{name}'/>",
    "comment": lambda name: f"<!-- {name} -->",
    "character data": lambda name: f"<![CDATA[{name}]]>",
    "numbers of letters": lambda name: "".join(f"&#x{ord(letter):X};" for letter in name),
    "over two elements": lambda name: f"<a>{name[:5]}</a><b>{name[5:]}</b>",
}


@pytest.mark.parametrize("place", IN_XML)
def test_in_a_file_for_other_systems(scanner: Scanner, plain: Plant, tmp_path: Path, place: str) -> None:
    path = tmp_path / "fil.xml"
    for name, found in (("–", set()), (plain.words["family"], {(plain.id, "family")})):
        path.write_text(f"<?xml version='1.0'?>\n<all>{IN_XML[place](name)}</all>", encoding="utf-8")
        assert scanner.file(path) == found


def _mail(plain: Plant, **more: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = more.get("subject", "Til 7B")
    message["Bcc"] = more.get("bcc", "a@example.no")
    message.set_content(more.get("text", "Hei"), cte=more.get("cte", "quoted-printable"))
    return message


@pytest.mark.parametrize("place", ["subject", "text", "base64", "attachment", "name of the attachment", "bcc"])
def test_in_a_draft(scanner: Scanner, plain: Plant, place: str) -> None:
    name = plain.words["family"]
    match place:
        case "subject":
            message = _mail(plain, subject=f"{name} møte på skolen med æ, ø og å som gjør linjen lang nok til å brytes")
        case "text":
            message = _mail(plain, text=f"{'å' * 60}{name}")
        case "base64":
            message = _mail(plain, text=f"Hei {name}", cte="base64")
        case "bcc":
            message = _mail(plain, bcc=f"{plain.words['email']}@example.no")
        case _:
            message = _mail(plain)
            content = _book(lambda book: book.worksheets[0].append([name])) if place == "attachment" else b"x"
            file_name = "liste.xlsx" if place == "attachment" else f"{name}.bin"
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=file_name)
    assert scanner.message(_mail(plain).as_bytes()) == set()
    assert {person for person, _ in scanner.message(message.as_bytes())} == {plain.id}


WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "latin": lambda text: text.encode("cp1252"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 little": lambda text: b"\x07" + text.encode("utf-16-le"),
    "utf-16 big": lambda text: b"\x07" + text.encode("utf-16-be"),
    "capitals": lambda text: text.upper().encode(),
    "apart": lambda text: text.replace("ø", "o").replace("å", "a\u030a").encode(),
    "in an address": lambda text: quote(text).encode(),
    "in json": lambda text: json.dumps(text).encode(),
    "in mail": lambda text: quopri.encodestring(text.encode()),
    "base64": lambda text: base64.b64encode(b"0123456789" + text.encode()),
    "hexadecimal": lambda text: b"<" + text.encode().hex().encode() + b">",
    "over two lines": lambda text: (text[:4] + "\n" + text[4:]).encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_written(scanner: Scanner, planted: Planted, way: str) -> None:
    for one in planted.living[:20]:
        assert (one.id, "family") in scanner.data(WAYS[way](f"a {one.words['family']} b")), one.words["family"]


@pytest.mark.parametrize(
    "shape",
    ["{0}", "+47{0}", "0047 {0}", "+47 {1} {2} {3}", "{1}\u00a0{2}\u00a0{3}", "{1}-{2}-{3}", "tel:+47{0}", "{4}"],
)
def test_a_number_however_it_is_spaced(scanner: Scanner, plain: Plant, shape: str) -> None:
    number = plain.words["phone"]
    said = shape.format(number, number[:3], number[3:5], number[5:], " ".join(number))
    assert scanner.text(f"Ring {said} i dag") == {(plain.id, "phone")}


def test_in_the_name_of_a_file_or_folder_and_in_a_part_that_was_left(
    scanner: Scanner, plain: Plant, tmp_path: Path
) -> None:
    (tmp_path / f"{plain.name}").mkdir()
    assert {person for person, _ in scanner.folder(tmp_path)} == {plain.id}
    (tmp_path / f"{plain.name}").rmdir()
    (tmp_path / ".1a2b3c.part").write_bytes(_pdf(tmp_path, plain.name))
    (tmp_path / "paper.pdf").unlink()
    assert {person for person, _ in scanner.folder(tmp_path)} == {plain.id}


def test_in_the_log_and_in_a_traceback(scanner: Scanner, plain: Plant, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("skolekontoret").warning("%s", plain.name)
    assert (plain.id, "family") in scanner.text(caplog.text)
    said = traceback.format_exception(KeyError(plain.name))
    assert (plain.id, "family") in scanner.texts(said)


def test_in_the_settings(scanner: Scanner, plain: Plant, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"palette.recent": [plain.name]}), encoding="utf-8")
    assert (plain.id, "family") in scanner.file(tmp_path / "settings.json")


def test_nothing_is_found_where_nothing_is(scanner: Scanner) -> None:
    from tests.privacy.plants import ROSTER

    assert scanner.file(ROSTER) == set()
    assert scanner.text("xqzw xqz w 486 600 xqaaaaazw 48669999 48 66 00") == set()


def test_everybody_has_words_of_their_own(planted: Planted) -> None:
    words = [word for one in planted.people.values() for word in one.words.values()]
    assert len(words) == len(set(words))
    assert len(planted.graded) + len(planted.proposed) == 30
    kinds: set[Trace] = {(one.id, value) for one in planted.people.values() for value in one.words}
    assert len(kinds) > 900
