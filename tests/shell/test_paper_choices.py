"""What a paper asks for stands beside the preview, and what was chosen is on the paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox

from app.core.errors import UserError
from app.core.i18n import Translator
from app.core.report import Report, ReportColumn, ReportOption, ReportRequest
from app.documents.model import Column, Document, Paragraph, Row, Table
from app.handing_out import write_paper
from app.shell.column_choice import ColumnChoice
from app.shell.paper_choices import QUIET_DATE, PaperChoices
from app.shell.paper_desk import PaperDesk
from app.shell.paper_side import SELECTION
from app.shell.print_preview import PrintPreview
from tests.shell.conftest import Desk

COLUMNS = (
    ReportColumn("name", "Name"),
    ReportColumn("phone", "Phone"),
    ReportColumn("email", "E-mail"),
    ReportColumn("language", "Language", chosen=False),
    ReportColumn("note", "Note", chosen=False, remembered=False),
)
ASKED: list[ReportRequest] = []


def _collect(_session: Any, request: ReportRequest) -> ReportRequest:
    ASKED.append(request)
    if request.option("empty") == "7":
        raise UserError("Seven is too many for {name}.", field="empty", name=request.subject or "all")
    if request.options.get("plea") == "":
        raise UserError("Write a text.", field="plea")
    if request.people == (99,):
        raise UserError("Nobody has the number 99.", field="people")
    return request


def _table(request: ReportRequest, _tr: Translator) -> Document:
    titles = {column.key: column.title for column in COLUMNS}
    columns = tuple(Column(titles[key], 1) for key in request.columns)
    rows = tuple(Row(tuple(f"{key} {person}" for key in request.columns)) for person in request.people or (0,))
    return Document("List", "nb", (Table(columns, rows),), people=frozenset(request.people or ()))


def _letter(request: ReportRequest, _tr: Translator) -> Document:
    return Document("Letter", "nb", (Paragraph(request.option("text")), Paragraph(request.option("by"))))


def _card(request: ReportRequest, tr: Translator) -> bytes:
    return f"BEGIN:VCARD {tr.language} {request.people}".encode()


def _page(request: ReportRequest) -> str:
    return "people" if request.is_ticked("short") else ""


def _remark(request: ReportRequest, _tr: Translator) -> str:
    return "3 homes are not on it." if request.is_ticked("short") else ""


LIST = Report(
    "list",
    "List",
    ("office",),
    lambda _session, _year: ("5A", "6B"),
    _collect,
    _table,
    formats=("pdf", "xlsx", "vcf"),
    columns=COLUMNS,
    options=(
        ReportOption("empty", "Empty columns", "number", default="2", most=10),
        ReportOption("short", "Short names", "check"),
        ReportOption("heads", "Titles of the columns", "line", hint="With commas between them"),
        ReportOption("order", "Order", "choice", default="name", choices=(("name", "Name"), ("born", "Born"))),
    ),
    writers={"vcf": _card},
    takes_people=True,
    remark=_remark,
    remark_page=_page,
)
LETTER = Report(
    "letter",
    "Letter",
    ("home",),
    lambda _session, _year: (),
    _collect,
    _letter,
    options=(
        ReportOption("text", "Text", "lines", most=500),
        ReportOption("by", "Answer by", "date", default="2026-09-01"),
    ),
)
CARD = Report(
    "card", "Card", ("office",), lambda _s, _y: (), _collect, _table, ("vcf",), COLUMNS, writers={"vcf": _card}
)
PERSON = Report("person", "Person", ("office",), lambda _s, _y: (), _collect, _letter, per_person=True)
PLEA = Report(
    "plea",
    "Plea",
    ("home",),
    lambda _s, _y: (),
    _collect,
    _letter,
    options=(ReportOption("plea", "Plea", "lines", most=500),),
)
REPORTS = (LIST, LETTER, CARD, PERSON, PLEA)


class Noted(NamedTuple):
    report: str
    people: tuple[int, ...] | None
    document: Document


Open = Callable[..., PrintPreview]


@pytest.fixture
def noted() -> list[Noted]:
    return []


@pytest.fixture
def show(desk: Desk, noted: list[Noted]) -> Open:
    """Return what opens the preview and waits for its first paper."""
    ASKED.clear()

    def note(report: Report, request: ReportRequest, document: Document) -> None:
        noted.append(Noted(report.id, request.people, document))

    desk.context.paper_desk = PaperDesk({"office": "Office", "home": "Homes"}, lambda: "nb", note, write_paper)

    def open_preview(on_paper: str = "list", people: Sequence[int] = (), subject: str | None = None) -> PrintPreview:
        desk.context.preview(REPORTS, on_paper=on_paper, people=people, subject=subject)
        panel = desk.window.panel
        assert isinstance(panel, PrintPreview)
        _made(desk, panel)
        return panel

    return open_preview


def _made(desk: Desk, preview: PrintPreview) -> None:
    desk.qtbot.waitUntil(lambda: preview._ready)


def _asked(preview: PrintPreview) -> ReportRequest:
    """Return what the paper that is shown was made for."""
    assert preview.paper is not None
    return preview.paper.request


def _text(preview: PrintPreview) -> str:
    assert preview.paper is not None
    with pypdfium2.PdfDocument(preview.paper.pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _columns(preview: PrintPreview) -> ColumnChoice:
    columns = preview.side.choices.columns
    assert columns is not None
    return columns


def _control(preview: PrintPreview, key: str) -> Any:
    return preview.side.choices.controls[key]


def _told(preview: PrintPreview, key: str) -> str:
    return preview.side.choices._asked[key].error.text


def _choose(desk: Desk, preview: PrintPreview, box: Any, at: int) -> None:
    box.setCurrentIndex(at)
    box.activated.emit(at)
    _made(desk, preview)


def _shown(preview: PrintPreview, key: str) -> bool:
    return bool(_control(preview, key).isVisible())


# -- columns


def test_columns_are_folded_away_and_as_the_paper_has_them(desk: Desk, show: Open) -> None:
    columns = _columns(show())
    assert not columns.list.isVisible()
    assert columns.chosen == ("name", "phone", "email")
    assert ASKED[-1].columns == ("name", "phone", "email")
    columns.button.click()
    assert columns.list.isVisible()
    assert not columns.usual.isVisible()


def test_columns_are_moved_and_ticked_with_the_keyboard_and_remembered(desk: Desk, show: Open) -> None:
    preview = show()
    columns = _columns(preview)
    columns.button.click()
    columns.list.setFocus()
    desk.qtbot.keyClick(columns.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert columns.list.currentItem().text() == "Navn"
    desk.qtbot.keyClick(columns.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert columns.chosen == ("phone", "email", "name")
    desk.qtbot.keyClick(columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.keyClick(columns.list, Qt.Key.Key_Down)
    desk.qtbot.keyClick(columns.list, Qt.Key.Key_Space)
    _made(desk, preview)
    assert list(columns.chosen) == ["phone", "name"]
    assert _asked(preview).columns == ("phone", "name")
    assert "Phone Name" in " ".join(_text(preview).split())
    assert columns.button.text() == "K&olonner (eget valg)"
    desk.window.close_panel()
    again = show()
    assert _columns(again).chosen == ("phone", "name")
    assert _asked(again).columns == ("phone", "name")


def test_the_cursor_stays_on_the_list_at_its_ends_and_the_buttons_move_too(desk: Desk, show: Open) -> None:
    columns = _columns(show())
    columns.button.click()
    desk.qtbot.keyClick(columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert columns.chosen == ("name", "phone", "email")
    assert not columns.up.isEnabled()
    columns.down.click()
    assert columns.chosen == ("phone", "name", "email")
    assert columns.up.isEnabled()
    columns.up.click()
    assert columns.chosen == ("name", "phone", "email")
    columns.list.setCurrentRow(columns.list.count() - 1)
    assert not columns.down.isEnabled()


def test_as_usual_takes_the_papers_own_columns_again(desk: Desk, show: Open) -> None:
    desk.context.settings.set("paper.columns.list", ["email", "name"])
    preview = show()
    columns = _columns(preview)
    columns.button.click()
    columns.usual.click()
    _made(desk, preview)
    assert _asked(preview).columns == ("name", "phone", "email")
    assert columns.button.text() == "K&olonner"
    assert desk.context.settings.get("paper.columns.list", ["x"]) == []


def test_a_remembered_column_the_paper_no_longer_has_is_ignored(desk: Desk, show: Open) -> None:
    desk.context.settings.set("paper.columns.list", ["gone", "email", 7, "email", "name"])
    assert _columns(show()).chosen == ("email", "name")


def test_notes_must_be_ticked_for_each_print(desk: Desk, show: Open) -> None:
    preview = show()
    columns = _columns(preview)
    columns.list.item(4).setCheckState(Qt.CheckState.Checked)
    _made(desk, preview)
    assert _asked(preview).columns == ("name", "phone", "email", "note")
    desk.window.close_panel()
    assert _columns(show()).chosen == ("name", "phone", "email")


def test_a_list_without_columns_is_refused_at_the_columns(desk: Desk, show: Open) -> None:
    preview = show()
    columns = _columns(preview)
    for at in range(3):
        columns.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert columns.error.text == "Kryss av minst én kolonne."
    assert columns.list.isVisible()
    assert not preview.side.print_button.isEnabled()
    columns.list.item(1).setCheckState(Qt.CheckState.Checked)
    _made(desk, preview)
    assert not columns.error.isVisible()


# -- options


def test_what_is_seldom_wanted_is_folded_and_a_letters_text_is_not(desk: Desk, show: Open) -> None:
    preview = show()
    assert not any(_shown(preview, key) for key in ("empty", "short", "heads", "order"))
    desk.window.close_panel()
    preview = show("letter")
    assert _shown(preview, "text")
    assert _shown(preview, "by")
    assert preview.side.choices.more is None
    assert _control(preview, "text").hasFocus()
    bottom = _control(preview, "text").mapTo(desk.window, _control(preview, "text").rect().bottomLeft()).y()
    assert bottom < preview.side.print_button.mapTo(desk.window, preview.side.print_button.rect().topLeft()).y()
    assert _control(preview, "text").accessibleName() == "Tekst"


def test_each_kind_of_answer_reaches_the_paper(desk: Desk, show: Open) -> None:
    preview = show()
    assert dict(ASKED[-1].options) == {"empty": "2", "short": "", "heads": "", "order": "name"}
    more = preview.side.choices.more
    assert more is not None
    more.button.click()
    number, check, order = (_control(preview, key) for key in ("empty", "short", "order"))
    assert isinstance(number, QSpinBox)
    assert isinstance(check, QCheckBox)
    assert (number.minimum(), number.maximum()) == (0, 10)
    number.setValue(4)
    desk.qtbot.keyClick(check, Qt.Key.Key_Space)
    order.setCurrentIndex(1)
    order.activated.emit(1)
    desk.qtbot.keyClicks(_control(preview, "heads"), "tur, svar")
    desk.qtbot.keyClick(_control(preview, "heads"), Qt.Key.Key_Return)
    _made(desk, preview)
    assert dict(_asked(preview).options) == {"empty": "4", "short": "yes", "heads": "tur, svar", "order": "born"}


def test_a_paper_is_made_once_when_the_keys_are_quiet_and_cannot_be_printed_until_then(desk: Desk, show: Open) -> None:
    preview = show("letter")
    before = len(ASKED)
    text = _control(preview, "text")
    assert isinstance(text, QPlainTextEdit)
    text.setFocus()
    desk.qtbot.keyClicks(text, "Kjære {name}")
    assert not preview.side.print_button.isEnabled()
    preview.print_paper()
    assert len(ASKED) == before
    _made(desk, preview)
    assert len(ASKED) == before + 1
    assert "Kjære {name}" in _text(preview)
    assert text.hasFocus()


def test_a_wrong_date_is_told_at_its_field_and_a_right_one_is_kept_as_iso(desk: Desk, show: Open) -> None:
    preview = show("letter")
    by = _control(preview, "by")
    assert isinstance(by, QLineEdit)
    assert by.text() == "01.09.2026"
    by.selectAll()
    desk.qtbot.keyClicks(by, "31.02.2026")
    desk.qtbot.keyClick(by, Qt.Key.Key_Return)
    assert _told(preview, "by") == "Skriv datoen slik: 24.08.2026."
    assert preview.paper is None
    assert preview.view.pages == 0
    assert not preview.side.print_button.isEnabled()
    by.selectAll()
    desk.qtbot.keyClicks(by, "5.9.26")
    _made(desk, preview)
    assert _told(preview, "by") == ""
    assert _asked(preview).option("by") == "2026-09-05"
    assert date.fromisoformat(_asked(preview).option("by")) == date(2026, 9, 5)


def test_a_date_that_is_still_being_typed_is_not_told_at_once(desk: Desk, show: Open) -> None:
    preview = show("letter")
    by = _control(preview, "by")
    by.setFocus()
    by.selectAll()
    desk.qtbot.keyClicks(by, "5.9")
    quiet = preview.side.choices._quiet
    desk.qtbot.waitUntil(lambda: quiet.interval() == QUIET_DATE)  # the keys have been quiet, and it waits on
    assert _told(preview, "by") == ""
    assert not preview.side.print_button.isEnabled()
    desk.qtbot.waitUntil(lambda: bool(_told(preview, "by")))


def test_what_the_report_refuses_is_told_at_its_option_which_is_unfolded(desk: Desk, show: Open) -> None:
    preview = show()
    _control(preview, "empty").setValue(7)
    desk.qtbot.waitUntil(lambda: bool(_told(preview, "empty")))
    assert _told(preview, "empty") == "Seven is too many for all."
    assert _shown(preview, "empty")
    assert preview.side.state.text() == ""
    _control(preview, "empty").setValue(6)
    _made(desk, preview)
    assert _told(preview, "empty") == ""


def test_a_text_that_is_too_long_is_told_at_the_text(desk: Desk, show: Open) -> None:
    preview = show("letter")
    _control(preview, "text").setPlainText("x" * 501)
    desk.qtbot.waitUntil(lambda: "500" in _told(preview, "text"))


def test_what_was_written_is_there_again_but_never_in_the_settings(desk: Desk, show: Open) -> None:
    preview = show("letter")
    text = _control(preview, "text")
    desk.qtbot.keyClicks(text, "Til Kari Berg")
    desk.qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert desk.window.panel is None
    again = _control(show("letter"), "text")
    assert again.toPlainText() == "Til Kari Berg"
    again.moveCursor(QTextCursor.MoveOperation.End)
    assert "Kari" not in str(desk.context.settings._values)
    desk.context.detach()
    assert desk.context.paper_texts == {}
    desk.context.attach(desk.store)


def test_what_was_typed_for_one_paper_waits_while_another_is_looked_at(desk: Desk, show: Open) -> None:
    preview = show("letter")
    by = _control(preview, "by")
    by.selectAll()
    desk.qtbot.keyClicks(by, "7.9.2026")
    _made(desk, preview)
    _choose(desk, preview, preview.side.report_box, 0)
    assert not by.isVisible()
    _choose(desk, preview, preview.side.report_box, 1)
    assert by.isVisible()
    assert _asked(preview).option("by") == "2026-09-07"


# -- people


def test_the_selection_comes_first_and_can_be_left(desk: Desk, show: Open) -> None:
    preview = show("list", people=(4, 8, 15))
    about = preview.side.subject
    assert about.currentText() == "Utvalget (3 personer)"
    assert [about.itemText(at) for at in range(about.count())][1:] == ["Hele skolen", "5A", "6B"]
    assert (_asked(preview).people, _asked(preview).subject) == ((4, 8, 15), None)
    assert "name 15" in _text(preview)
    _choose(desk, preview, about, 2)
    assert (_asked(preview).people, _asked(preview).subject) == (None, "5A")


def test_a_paper_that_takes_no_selection_falls_back_to_its_subjects(desk: Desk, show: Open) -> None:
    takes_none = Report("classes", "Classes", ("office",), lambda _s, _y: ("5A", "6B"), _collect, _letter)
    show("list")
    desk.window.close_panel()
    desk.context.preview((LIST, takes_none), subject="6B", people=(4, 8))
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    _made(desk, preview)
    assert _asked(preview).people == (4, 8)
    _choose(desk, preview, preview.side.report_box, 1)
    assert preview.side.subject.findData(SELECTION) == -1
    assert (_asked(preview).people, _asked(preview).subject) == (None, "6B")
    _choose(desk, preview, preview.side.report_box, 0)
    assert _asked(preview).people == (4, 8)


def test_a_paper_about_one_person_is_offered_for_exactly_one(desk: Desk, show: Open) -> None:
    offered = {people: show("list", people=people).side.report_box.findData("person") for people in ((), (4,), (4, 8))}
    assert offered == {(): -1, (4,): 3, (4, 8): -1}
    desk.window.close_panel()
    preview = show("person", people=(4,))
    assert _asked(preview).people == (4,)
    assert not preview.side.subject.isVisible()
    desk.window.close_panel()
    desk.context.preview(REPORTS, on_paper="person")
    assert desk.window.panel is None
    assert desk.notices[-1].text == "Dette papiret gjelder én person. Velg hvem."


def test_a_selection_that_is_refused_is_told_at_the_box(desk: Desk, show: Open) -> None:
    preview = show("list", people=(4,))
    preview.side._people = (99,)
    preview.make()
    desk.qtbot.waitUntil(preview.side.about_error.isVisible)
    assert preview.side.about_error.text == "Nobody has the number 99."


def test_a_paper_about_the_whole_school_only_asks_for_no_subject(desk: Desk, show: Open) -> None:
    preview = show("letter")
    assert not preview.side.subject.isVisible()
    assert _asked(preview).subject is None


# -- formats, and what is said beside the paper


def test_a_format_of_the_papers_own_is_saved_from_the_same_facts_and_noted(
    desk: Desk, show: Open, noted: list[Noted], tmp_path: Path
) -> None:
    preview = show("list", people=(4, 8))
    assert preview.side.save_buttons["vcf"].text() == "Lagre som &vCard …"
    paper, before = preview.paper, len(ASKED)
    assert paper is not None
    for ending in ("vcf", "pdf"):
        preview.save_as(tmp_path / f"people.{ending}")
        desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert (tmp_path / "people.vcf").read_bytes() == b"BEGIN:VCARD nb (4, 8)"
    assert (tmp_path / "people.pdf").read_bytes().startswith(b"%PDF")
    assert len(ASKED) == before
    assert noted == [Noted("list", (4, 8), paper.document)] * 2
    assert noted[0].document.people == frozenset({4, 8})


def test_a_paper_that_is_no_pdf_is_shown_but_neither_printed_nor_saved_as_one(desk: Desk, show: Open) -> None:
    preview = show("card")
    assert preview.view.pages == 1
    assert not preview.side.print_button.isVisible()
    assert [ending for ending, button in preview.side.save_buttons.items() if button.isVisible()] == ["vcf"]
    preview.print_paper()
    assert preview._printing is None


def test_a_remark_stands_beside_the_paper_and_never_on_it(desk: Desk, show: Open) -> None:
    preview = show()
    assert not preview.side.note.isVisible()
    _control(preview, "short").setChecked(True)
    _made(desk, preview)
    assert preview.side.note.isVisible()
    assert preview.side.note.text == "3 homes are not on it."
    assert "homes" not in _text(preview)
    _control(preview, "short").setChecked(False)
    _made(desk, preview)
    assert not preview.side.note.isVisible()


def test_what_is_remarked_is_put_right_on_a_page_one_click_away(desk: Desk, show: Open) -> None:
    preview = show()
    pages: list[str] = []
    desk.context.page_wanted.connect(lambda page, _item: pages.append(page))
    assert not preview.side.page_button.isVisible()
    _control(preview, "short").setChecked(True)
    _made(desk, preview)
    assert preview.side.page_button.isVisible()
    preview.side.page_button.click()
    assert pages == ["people"]


def test_a_text_that_nobody_has_begun_is_asked_for_and_no_error(desk: Desk, show: Open) -> None:
    preview = show()
    side = preview.side
    side.report_box.setCurrentIndex(side.report_box.findData("plea"))
    side.report_box.activated.emit(side.report_box.currentIndex())
    text = _control(preview, "plea")
    assert isinstance(text, QPlainTextEdit)
    error = side.choices._asked["plea"].error
    desk.qtbot.waitUntil(lambda: side.state.text() == "Write a text.")
    assert not error.isVisible()
    assert not side.print_button.isEnabled()
    preview.print_paper()  # by its key
    assert (error.isVisible(), error.text, side.state.text()) == (True, "Write a text.", "")
    text.setPlainText("Hei")
    _made(desk, preview)
    assert not error.isVisible()
    text.setPlainText("")
    desk.qtbot.waitUntil(error.isVisible)
    assert error.text == "Write a text."


def test_opening_the_preview_shows_no_window_of_its_own(desk: Desk, show: Open) -> None:
    show()
    assert desk.window.isActiveWindow()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [desk.window]


def test_every_control_has_a_name_to_be_read_aloud(desk: Desk, show: Open) -> None:
    choices: PaperChoices = show().side.choices
    said = {key: control.accessibleName() for key, control in choices.controls.items()}
    assert said == {option.key: desk.context.tr(option.title) for option in LIST.options}
    assert said["order"] == "Rekkefølge"
    columns = choices.columns
    assert columns is not None
    assert columns.list.accessibleName() == "Kolonner"
    assert columns.up.accessibleName() == "Flytt kolonnen opp (Alt+Pil opp)"
    assert columns.button.accessibleDescription() == "Foldet sammen"
