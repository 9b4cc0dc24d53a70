"""A case is written under the agenda, field by field, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from app.meetings.agenda import add_item
from app.meetings.showing.marked_field import MarkedField
from db import drafts
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting
from tests.meetings.showing.at_pane import AtPane
from tests.meetings.showing.conftest import Show


def on_the_agenda(at: AtPane, *titles: str) -> None:
    """Put cases on the agenda, and be on the first."""
    for title in titles:
        with at.store.change("Added a case") as session:
            add_item(session, at.pane.meeting_id, title=title)
    at.settle()
    at.go_to(titles[0])


def paper(at: AtPane) -> MarkedField:
    control = at.pane.agenda.case.form.fields["paper"].control
    assert isinstance(control, MarkedField)
    return control


def test_f2_unfolds_the_case_and_esc_folds_it_away(at: AtPane) -> None:
    on_the_agenda(at, "Skolegården")
    case = at.pane.agenda.case
    assert case.isHidden()
    at.press(Qt.Key.Key_F2)
    assert case.isVisible()
    assert paper(at).hasFocus()
    at.press(Qt.Key.Key_Escape)
    assert case.isHidden()
    assert at.pane.agenda.table.hasFocus()


def test_the_paper_is_kept_when_it_is_left_and_the_next_case_is_another(at: AtPane) -> None:
    on_the_agenda(at, "Skolegården", "Budsjett")
    at.press(Qt.Key.Key_Return)
    at.type("Ny asfalt")
    at.go_to("Budsjett")
    assert at.item("Skolegården").paper == "Ny asfalt"
    assert paper(at).text() == ""
    assert at.said == "Endret saksframlegg for «Skolegården» i SMU 12.11.2026"
    at.go_to("Skolegården")
    assert paper(at).text() == "Ny asfalt"


def test_bold_list_and_link_are_marks_in_plain_text(at: AtPane) -> None:
    on_the_agenda(at, "Skolegården")
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    at.type("Bakgrunn")
    assert paper(at).text() == "**Bakgrunn**"
    paper(at).setText("gjerde\nasfalt")
    paper(at).selectAll()
    at.pane.agenda.case.texts[0].findChildren(type(at.pane.agenda.case.close_button))[1].click()  # List
    assert paper(at).text() == "- gjerde\n- asfalt"
    at.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    at.press(Qt.Key.Key_Return)
    at.type("lys")
    assert paper(at).text() == "- gjerde\n- asfalt\n- lys"
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Return)  # an empty item ends the list
    QGuiApplication.clipboard().setText("https://www.udir.no/tall")
    paper(at).link()
    at.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert at.item("Skolegården").paper == "- gjerde\n- asfalt\n- lys\n[](https://www.udir.no/tall)"


def test_what_is_pasted_comes_in_without_any_markup(at: AtPane) -> None:
    on_the_agenda(at, "Skolegården")
    at.press(Qt.Key.Key_Return)
    data = QMimeData()
    data.setHtml('<b>fet</b><img src="file:///etc/passwd">')
    data.setText("fet")
    paper(at).insertFromMimeData(data)
    assert paper(at).text() == "fet"


def test_closing_a_case_takes_the_usual_provision_and_shows_the_others(at: AtPane) -> None:
    on_the_agenda(at, "Elevsak")
    at.press(Qt.Key.Key_Return)
    case = at.pane.agenda.case
    case.closing_fold.set_open(True)
    at.pick(case.closing, "openness", "Lukket")
    closed = at.item("Elevsak")
    assert closed.openness == "closed"
    assert closed.provision.startswith("offl. § 13")
    assert case.closing.fields["public_title"].control.isVisibleTo(case)
    at.write(case.closing, "provision", "kommuneloven § 11-5")
    assert at.item("Elevsak").provision == "kommuneloven § 11-5"
    at.write(case.closing, "provision", "")
    assert case.closing.fields["provision"].error.text  # a closed case has a provision
    assert at.item("Elevsak").provision == "kommuneloven § 11-5"
    case.closing.fields["provision"].control.restore()  # type: ignore[attr-defined]
    at.pick(case.closing, "openness", "Åpen")
    assert (at.item("Elevsak").openness, at.item("Elevsak").provision) == ("open", "")


def test_files_are_dropped_on_a_case_and_removed_with_del(at: AtPane, tmp_path: Path) -> None:
    on_the_agenda(at, "Skolegården")
    at.press(Qt.Key.Key_Return)
    file = tmp_path / "Tegning.pdf"
    file.write_bytes(b"%PDF-1.4 tegning")
    box = at.pane.agenda.case.files
    assert QUrl.fromLocalFile(str(file)).isLocalFile()
    box._add([file])
    at.settle()
    assert [one.file_name for one in at.item("Skolegården").attachments] == ["Tegning.pdf"]
    assert box.list.count() == 1
    copy = tmp_path / "kopi.pdf"
    assert box.file is not None
    box.save_as(box.file, copy)
    assert copy.read_bytes() == b"%PDF-1.4 tegning"
    box.list.setFocus()
    at.press(Qt.Key.Key_Delete)
    assert at.item("Skolegården").attachments == ()


def test_what_is_typed_is_kept_before_it_is_a_step_and_forgotten_when_it_is(at: AtPane, store: Store) -> None:
    on_the_agenda(at, "Skolegården")
    at.press(Qt.Key.Key_Return)
    at.type("halvveis")
    place = f"agenda_item:{at.item('Skolegården').id}:paper"
    at.qtbot.waitUntil(lambda: [(one.place, one.text) for one in store.read(drafts.find)] == [(place, "halvveis")])
    assert at.item("Skolegården").paper == ""
    at.go_to("Skolegården")
    assert at.item("Skolegården").paper == "halvveis"
    assert store.read(drafts.find) == ()


def test_what_was_being_typed_when_the_power_went_is_offered_back(at: AtPane, store: Store) -> None:
    on_the_agenda(at, "Skolegården")
    drafts.save(store, f"agenda_item:{at.item('Skolegården').id}:paper", "halvveis", "")
    at.press(Qt.Key.Key_Return)
    bar = at.pane.agenda.case.texts[0].bar
    assert bar.isVisible()
    bar.take.click()
    at.settle()
    assert (paper(at).text(), paper(at).unsaved) == ("halvveis", True)
    at.go_to("Skolegården")
    assert at.item("Skolegården").paper == "halvveis"
    assert store.read(drafts.find) == ()


def test_a_recurring_case_and_an_own_note_stand_in_the_title_of_the_fold(at: AtPane) -> None:
    on_the_agenda(at, "Skolegården")
    at.press(Qt.Key.Key_Return)
    case = at.pane.agenda.case
    case.more_fold.set_open(True)
    case.more.fields["is_recurring"].control.click()  # type: ignore[attr-defined]
    at.settle()
    assert at.item("Skolegården").is_recurring
    assert "kommer igjen" in case.more_fold.button.text()


def test_two_bodies_ask_whose_case_it_is_and_one_does_not(at: AtPane, show: Show, school: MeetingSchool) -> None:
    on_the_agenda(at, "Skolegården")
    at.press(Qt.Key.Key_Return)
    assert not at.pane.agenda.case.form.fields["body_id"].control.isVisible()
    both = show(a_meeting(at.store, school.su, school.smu))
    on_the_agenda(both, "Budsjett")
    both.press(Qt.Key.Key_Return)
    both.pick(both.pane.agenda.case.form, "body_id", "SMU")
    assert both.item("Budsjett").body_id == school.smu
    model = both.pane.agenda.table.agenda
    assert model.signs(both.item("Budsjett")) == "SMU"
