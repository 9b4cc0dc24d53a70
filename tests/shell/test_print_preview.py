"""What is previewed is what is printed and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from app.core.errors import UserError
from app.core.i18n import Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Column, Document, Heading, Paragraph, Row, Table
from app.handing_out import write_paper
from app.shell.page_view import PageView
from app.shell.paper_desk import PaperDesk
from app.shell.print_preview import PrintPreview
from tests.shell.conftest import Desk


def _compose(facts: tuple[str | None, str], tr: Translator) -> Document:
    subject, audience = facts
    if subject == "6B":
        raise UserError("Nobody is in {name}.", name=subject)
    rows = tuple(Row((f"Name {number}", audience)) for number in range(120 if subject is None else 3))
    title = f"{tr('Contacts')} {subject or ''}".strip()
    blocks = (Heading(title), Paragraph("<b>as it stands</b>"), Table((Column("Name", 2), Column("For", 1)), rows))
    return Document(title, tr.language, blocks)


def _collect(_session: Any, request: ReportRequest) -> tuple[str | None, str]:
    return request.subject, request.audience


REPORTS = (
    Report("people", "Contacts", ("class_parents", "office"), lambda _s, _y: ("5A", "6B"), _collect, _compose),
    Report("only", "Other", ("office",), lambda _s, _y: ("5A",), _collect, _compose, formats=("pdf",)),
)


@pytest.fixture
def noted() -> list[tuple[str, str | None, str]]:
    return []


@pytest.fixture
def preview(desk: Desk, noted: list[tuple[str, str | None, str]]) -> Iterator[PrintPreview]:
    def note(report: Report, request: ReportRequest, _document: Document) -> None:
        noted.append((report.id, request.subject, request.audience))

    names = {"class_parents": "Guardians", "office": "Office"}
    desk.context.paper_desk = PaperDesk(names, lambda: "nn", note, write_paper)
    desk.context.preview(REPORTS, subject="5A", on_paper="people")
    panel = desk.window.panel
    assert isinstance(panel, PrintPreview)
    desk.qtbot.waitUntil(lambda: panel.paper is not None)
    yield panel
    desk.window.close_panel()


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


def _choose(desk: Desk, preview: PrintPreview, box: Any, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    preview.paper = None
    box.activated.emit(box.currentIndex())
    desk.qtbot.waitUntil(lambda: preview.paper is not None)


def test_the_paper_opens_for_what_was_asked_in_the_schools_own_language(preview: PrintPreview) -> None:
    assert preview.paper is not None
    assert preview.paper.request.subject == "5A"
    assert preview.paper.language == "nn"
    assert preview.side.audience.currentData() == "class_parents"
    assert "Kontaktar 5A" in _text(preview.paper.pdf)
    assert "<b>as it stands</b>" in _text(preview.paper.pdf)
    assert preview.page_number.text() == "Side 1 av 1"


def test_another_choice_makes_another_paper(preview: PrintPreview, desk: Desk) -> None:
    _choose(desk, preview, preview.side.subject, None)
    assert preview.view.pages > 1
    _choose(desk, preview, preview.side.audience, "office")
    assert preview.paper is not None
    assert "office" in _text(preview.paper.pdf)
    _choose(desk, preview, preview.side.language, "nb")
    assert "Kontakter" in _text(preview.paper.pdf)
    _choose(desk, preview, preview.side.report_box, "only")
    assert not preview.side.save_buttons["xlsx"].isVisible()


def test_what_is_shown_is_what_is_saved(preview: PrintPreview, desk: Desk, tmp_path: Path, noted: list[Any]) -> None:
    assert preview.paper is not None
    for ending in ("pdf", "xlsx"):
        path = tmp_path / f"liste.{ending}"
        preview.save_as(path)
        desk.qtbot.waitUntil(path.exists)
        desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert _text((tmp_path / "liste.pdf").read_bytes()) == _text(preview.paper.pdf)
    assert noted == [("people", "5A", "class_parents")] * 2
    assert desk.notices[-1].text == "Lagret: liste.xlsx"


def test_what_is_shown_is_what_is_printed(preview: PrintPreview, desk: Desk, tmp_path: Path, noted: list[Any]) -> None:
    _choose(desk, preview, preview.side.subject, None)
    preview.print_on(_pdf_printer(tmp_path / "printed.pdf"))
    desk.qtbot.waitUntil(lambda: bool(noted))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == preview.view.pages
    assert preview._pdf is not None
    for at in range(len(printed)):
        shown, paper = _blocks(preview._pdf[at]), _blocks(printed[at])
        assert len(shown & paper) / len(shown | paper) > 0.9


def _pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def test_every_page_is_printed_though_another_paper_is_chosen_meanwhile(
    preview: PrintPreview, desk: Desk, tmp_path: Path, noted: list[Any]
) -> None:
    _choose(desk, preview, preview.side.subject, None)
    pages = preview.view.pages
    assert pages > 2
    preview.print_on(_pdf_printer(tmp_path / "printed.pdf"))
    preview._show(preview.paper)  # type: ignore[arg-type]  # the paper that was shown is closed
    _choose(desk, preview, preview.side.subject, "5A")
    desk.qtbot.waitUntil(lambda: bool(noted))
    assert len(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) == pages
    assert noted == [("people", None, "class_parents")]
    assert preview.view.pages == 1
    assert preview.side.state.text() == "Sendt til skriveren."


def test_a_printer_that_stops_is_told_and_nothing_is_noted(
    preview: PrintPreview, desk: Desk, tmp_path: Path, noted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_arguments: object) -> None:
        raise ValueError("the driver is gone")

    monkeypatch.setattr("app.shell.print_run.picture", stops)
    preview.print_on(_pdf_printer(tmp_path / "printed.pdf"))
    desk.qtbot.waitUntil(lambda: preview.side.state.text().startswith("Skriveren svarte ikke"))
    assert noted == []
    assert preview.side.print_button.isEnabled()


def test_printing_can_be_cancelled(preview: PrintPreview, desk: Desk, tmp_path: Path, noted: list[Any]) -> None:
    _choose(desk, preview, preview.side.subject, None)
    preview.print_on(_pdf_printer(tmp_path / "printed.pdf"))
    assert not preview.may_leave()
    assert not preview.side.print_button.isEnabled()
    preview.side.cancel_button.click()
    assert preview.side.state.text() == "Utskriften er avbrutt."
    assert noted == []
    assert preview.may_leave()
    assert preview.side.print_button.isEnabled()
    assert not preview.side.cancel_button.isVisible()


def test_a_file_that_cannot_be_written_is_told_beside_the_buttons(
    preview: PrintPreview, desk: Desk, tmp_path: Path
) -> None:
    preview.save_as(tmp_path / "missing" / "liste.pdf")
    desk.qtbot.waitUntil(lambda: "missing" in preview.side.state.text())


def test_a_paper_that_cannot_be_made_says_why_and_offers_nothing(preview: PrintPreview, desk: Desk) -> None:
    preview.side.subject.setCurrentIndex(preview.side.subject.findData("6B"))
    preview.side.subject.activated.emit(preview.side.subject.currentIndex())
    desk.qtbot.waitUntil(lambda: preview.side.state.text() == "Nobody is in 6B.")
    assert not preview.side.print_button.isEnabled()
    assert preview.view.pages == 0


def test_pages_are_drawn_as_they_come_into_sight(preview: PrintPreview, desk: Desk) -> None:
    _choose(desk, preview, preview.side.subject, None)
    view = preview.view
    desk.qtbot.waitUntil(lambda: (0, view._scale()) in view._drawn)
    assert (view.pages - 1, view._scale()) not in view._drawn
    desk.qtbot.keyClick(view, Qt.Key.Key_End)
    desk.qtbot.waitUntil(lambda: (view.pages - 1, view._scale()) in view._drawn)
    assert preview.page_number.text() == f"Side {view.pages} av {view.pages}"
    view.set_zoom(-1)
    assert view._boxes[0].height() <= view.viewport().height()
    before = view._scale()
    view.zoom_by(1)
    assert view._scale() > before


def test_escape_goes_back_to_the_page(preview: PrintPreview, desk: Desk) -> None:
    desk.qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert desk.window.panel is None
    assert desk.window.stack.currentWidget() is desk.page


def test_a_view_without_a_paper_is_empty(desk: Desk) -> None:
    view = PageView()
    desk.qtbot.addWidget(view)
    view.show_document(None)
    view.zoom_by(1)
    assert view.pages == 0


def _blocks(page: Any) -> set[tuple[int, int]]:
    """Return the squares of 8 points that hold dark ink."""
    picture = page.render(scale=1.5).to_pil().convert("L")
    dots, width = picture.tobytes(), picture.width
    return {(at // width // 12, at % width // 12) for at, grey in enumerate(dots) if grey < 110}
