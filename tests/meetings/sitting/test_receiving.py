"""Are minutes others wrote received whole, and does nothing hostile get in, or hurt?"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.core.errors import UserError
from app.meetings import receiving
from app.meetings.document_child import DOC, DOCX, ODT, PDF
from app.meetings.receiving import Examined, examine, receive, remove_received
from db import blobs
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known

LATER = date(2026, 11, 16)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_pdf(*lines: str, password: str | None = None, pages: int = 1) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, encrypt=password)
    for number in range(pages):
        for at, line in enumerate(lines):
            canvas.drawString(72, 700 - 20 * at, line)
        canvas.drawString(72, 50, f"side {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def a_drawing() -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.rect(100, 100, 200, 200)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def a_word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Foreldremøtet ble åpnet av Ødegård.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Sykkelparkering", "Vedtatt"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def an_archive(**parts: str | bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def an_odt(words: str, head: str = "") -> bytes:
    office, text = ("urn:oasis:names:tc:opendocument:xmlns:" + name for name in ("office:1.0", "text:1.0"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<o:document-content xmlns:o="{office}" xmlns:t="{text}">'
        f"<o:body><t:h>Referat</t:h><t:p>{words} <t:span>og mer</t:span></t:p></o:body></o:document-content>"
    )
    return an_archive(mimetype=ODT, content_xml=content)


def an_old_word(stream: str = "WordDocument") -> bytes:
    """Return the beginning of an OLE file whose directory names one stream."""
    head = bytearray(512)
    head[:8] = OLE
    head[24:32] = (0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0)
    head[44:48] = (1).to_bytes(4, "little")
    head[48:52] = (1).to_bytes(4, "little")
    head[68:72] = (0xFFFFFFFE).to_bytes(4, "little")
    head[76:512] = b"\xff" * 436
    head[76:80] = (0).to_bytes(4, "little")
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff" * 504
    entry = bytearray(128)
    name = stream.encode("utf-16-le") + b"\0\0"
    entry[: len(name)] = name
    entry[64:66] = len(name).to_bytes(2, "little")
    entry[66] = 2
    return bytes(head) + table + bytes(entry).ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "media_type", "words"),
    [
        (a_pdf("Vedtak om gangfelt", "Ødegård møtte", pages=2), PDF, ["Vedtak om gangfelt", "Ødegård møtte", "side 2"]),
        (b"%!PS\n" + a_pdf("Vedtak"), PDF, ["Vedtak"]),
        (a_word(), DOCX, ["Foreldremøtet ble åpnet av Ødegård.", "Sykkelparkering", "Vedtatt"]),
        (an_odt("Skolevei"), ODT, ["Referat", "Skolevei og mer"]),
    ],
)
def test_the_text_is_read(data: bytes, media_type: str, words: list[str]) -> None:
    found = examine(data)
    assert (found.media_type, found.unread) == (media_type, "")
    assert [word for word in words if word not in found.text.splitlines()] == []


@pytest.mark.parametrize(
    ("data", "media_type", "why"),
    [
        (a_pdf("Hemmelig", password="passord"), PDF, "The file is protected by a password."),
        (a_drawing(), PDF, "No text could be read in the file;"),
        (a_pdf("Vedtak")[:300], PDF, "The text of the file could not be read."),
        (b"%PDF-1.7\n" + b"\xff\x00" * 5000, PDF, "The text of the file could not be read."),
        (an_archive(word__document_xml="<w:document>"), DOCX, "The text of the file could not be read."),
        (an_old_word(), DOC, "The text of an old Word document (.doc) is not read."),
        (an_old_word("EncryptedPackage"), DOC, "The file is protected by a password."),
    ],
)
def test_what_cannot_be_read_is_kept_and_it_is_said(data: bytes, media_type: str, why: str) -> None:
    found = examine(data)
    assert (found.media_type, found.text) == (media_type, "")
    assert found.unread.startswith(why)


BOMB = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The file is empty."),
        (b"\0" * 5000, "The file is empty."),
        (b"Referat fra foreldremote", "This is neither a PDF nor a Word document."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 300, "This is neither a PDF nor a Word document."),
        (b"MZ" + b"\x90" * 300, "This is neither a PDF nor a Word document."),
        (an_archive(xl__workbook_xml="<workbook/>"), "This is neither a PDF nor a Word document."),
        (
            an_archive(mimetype="application/zip", content_xml="<o:document-content></o:document-content>"),
            "This is neither a PDF nor a Word document.",
        ),
        (an_old_word("Workbook"), "This is neither a PDF nor a Word document."),
        (OLE + b"\0" * 20, "The file is damaged or not complete."),
        (a_word()[:-200], "The file is damaged or not complete."),
        (an_archive(word__document_xml=BOMB + "<w:document/>"), "The file is not built as a document should be"),
        (an_odt("&b;", BOMB), "The file is not built as a document should be"),
        (an_archive(**{"..__word__document_xml": "<w:document/>"}), "The file is not built as a document should be"),
        (a_pdf("Eleven 01010750160 var til stede"), "The file holds a fødselsnummer"),
    ],
    ids=range(14),
)
def test_what_is_no_document_or_is_hostile_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UserError) as error:
        examine(data)
    assert error.value.message.startswith(why)
    assert error.value.field == "file"


def test_a_bomb_is_not_unpacked() -> None:
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(410):
            stream.write(b" " * 1_000_000)
    with pytest.raises(UserError, match="not built as a document"):
        examine(file.getvalue())


def test_a_large_file_is_not_even_looked_at() -> None:
    with pytest.raises(UserError) as error:
        examine(b"%PDF-" + b"x" * receiving.LARGEST)
    assert error.value.values == {"most": 20}


@pytest.mark.parametrize(
    "deed",
    [
        "import os; os.abort()",
        "import sys; sys.stdin.buffer.read(); sys.exit(3)",
        "import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\x7fno')",
        "import sys; sys.stdout.buffer.write(b'\\x04\\0\\0\\0oops')",
        "import time; time.sleep(60)",
    ],
)
def test_a_reader_that_dies_or_hangs_hurts_nobody(deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "child_command", lambda: [sys.executable, "-c", deed])
    monkeypatch.setattr(receiving, "PATIENCE", 3.0)
    found = examine(a_pdf("Vedtak"))
    assert (found.media_type, found.text) == (PDF, "")
    assert found.unread.startswith("The text of the file could not be read.")
    with pytest.raises(UserError, match="damaged"):
        examine(a_word())


def test_pieces_of_broken_files_never_get_out_of_hand() -> None:
    data = a_word()
    for start in range(40, len(data), len(data) // 6):
        broken = data[:start] + bytes(len(data[start : start + 40])) + data[start + 40 :]
        with contextlib.suppress(UserError):
            assert examine(broken).media_type == DOCX


def test_the_child_is_no_command_for_people() -> None:
    done = subprocess.run(receiving.child_command(), input=b"", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# -- kept with the meeting -------------------------------------------------------------------------------------------


def received(store: Store, meeting_id: int, name: str, data: bytes, on: date = LATER, **more: Any) -> int:
    return did(store, lambda session: receive(session, meeting_id, name, data, on, **more))


def test_they_are_kept_with_their_text(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, kind="parents", school_class_id=school.classes["5A"])
    data = a_pdf("Vedtak om sykkelparkering")
    one = received(store, meeting_id, r"C:\Users\kari\Referat 5A.pdf", data)
    found = detail(store, meeting_id)
    assert found.row.status == "received"
    assert [(row.id, row.file_name, row.media_type, row.size, row.received_on) for row in found.received] == [
        (one, "Referat 5A.pdf", PDF, len(data), LATER)
    ]
    assert "sykkelparkering" in found.received[0].text
    assert known(store, blobs.get, found.received[0].sha256) == data
    did(store, remove_received, one)
    assert detail(store, meeting_id).received == ()


def test_what_was_examined_before_is_not_examined_again(
    store: Store, school: MeetingSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id = a_meeting(store, school.fau)
    monkeypatch.setattr(receiving, "child_command", lambda: ["/no/such/program"])
    received(store, meeting_id, "a" * 200 + ".pdf", b"%PDF-1.7", examined=Examined(PDF, "Vedtak"))
    found = detail(store, meeting_id).received[0]
    assert (found.text, len(found.file_name), found.file_name[-4:]) == ("Vedtak", 120, ".pdf")


def test_they_do_not_come_before_the_meeting(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    with pytest.raises(UserError) as error:
        received(store, meeting_id, "a.pdf", a_pdf("Vedtak"), date(2026, 11, 11))
    assert error.value.field == "received_on"
