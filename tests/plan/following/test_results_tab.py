"""The tab *Resultater*: a file dropped on it, kept, saved again, put on agendas, followed by measures."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.meetings.actions import finish_action
from app.meetings.agenda import LARGEST_FILE
from app.plan.followed import ResultRow
from app.plan.result_commands import add_result
from app.plan.results import measures, results
from app.shell.print_preview import PrintPreview
from db import blobs
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, detail, did, known
from tests.plan.factories import PlanSchool
from tests.plan.facts.office import a_pdf, evening
from tests.plan.following.conftest import AtTabs

OCTOBER = date(2026, 10, 8)


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files onto a widget and let them go; False where it does not take them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), action, data, left, none)
    entering.ignore()
    widget.dragEnterEvent(entering)
    if entering.isAccepted():
        widget.dropEvent(QDropEvent(QPointF(5, 5), action, data, left, none))
    return entering.isAccepted()


def stored(store: Store) -> tuple[ResultRow, ...]:
    """Return the results of the year."""
    return known(store, results, YEAR)


def test_an_empty_year_says_what_belongs_there_and_offers_it(at: AtTabs) -> None:
    at.open("results")
    part = at.page.results
    empty = part.list._empty
    assert part.list._stack.currentWidget() is empty
    assert not part.side.isVisible()

    empty.button.click()  # type: ignore[union-attr]
    dialog = at.dialog()
    assert dialog.kind.currentData() == "pupil_survey"
    dialog.submit()
    at.settle()

    (row,) = stored(at.store)
    assert (row.kind, row.title, row.received_on, row.files) == ("pupil_survey", "Elevundersøkelsen", TODAY, ())
    assert part.side.isVisible()
    assert at.said == "La til resultatet Elevundersøkelsen"


def test_a_file_dropped_on_the_page_becomes_a_result_and_is_saved_again(at: AtTabs, tmp_path: Path) -> None:
    file = tmp_path / "Nasjonale prøver 2026.pdf"
    file.write_bytes(a_pdf("Lesing 5. trinn"))
    at.open("results")

    assert drop(at.page.results, file)
    at.settle()
    dialog = at.dialog()
    assert dialog.kind.currentData() == "national_tests"
    dialog.small.setChecked(True)
    dialog.submit()
    at.settle()

    (row,) = stored(at.store)
    assert (row.title, row.small_groups) == ("Nasjonale prøver", True)
    assert at.store.read(blobs.get, row.files[0].sha256) == file.read_bytes()
    files = at.page.results.pane.files
    assert [one.file_name for one in files.files] == ["Nasjonale prøver 2026.pdf"]
    copy = tmp_path / "kopi.pdf"
    assert files.file is not None
    files.save_as(files.file, copy)
    assert copy.read_bytes() == file.read_bytes()


def test_a_file_dropped_on_the_files_of_a_result_is_added_to_it(at: AtTabs, tmp_path: Path) -> None:
    did(at.store, add_result, YEAR, kind="exams")
    file = tmp_path / "mer.csv"
    file.write_text("karakter;antall\n4;12\n")
    at.open("results")
    at.reread()

    assert drop(at.page.results.pane.files, file)
    at.settle()

    assert [one.file_name for one in stored(at.store)[0].files] == ["mer.csv"]
    at.page.results.pane.files.remove_file()
    at.settle()
    assert stored(at.store)[0].files == ()


def test_a_file_that_cannot_be_kept_leaves_nothing_behind(at: AtTabs, tmp_path: Path) -> None:
    at.open("results")
    empty = tmp_path / "tom.pdf"
    empty.write_bytes(b"")
    large = tmp_path / "stor.pdf"
    with large.open("wb") as made:
        made.truncate(LARGEST_FILE + 1)
    for path, said in ((empty, "tom.pdf"), (large, "stor.pdf"), (tmp_path / "borte.pdf", "borte.pdf")):
        at.page.results.new_result([path])
        dialog = at.dialog()
        dialog.submit()
        assert dialog.isVisible()
        assert said in dialog.error.text
        dialog.reject()
        at.settle()

    assert stored(at.store) == ()


def test_the_facts_are_written_in_place(at: AtTabs) -> None:
    did(at.store, add_result, YEAR, kind="pupil_survey", received_on=TODAY.isoformat())
    at.open("results")
    at.reread()
    pane = at.page.results.pane
    day = pane.form.fields["received_on"].control
    day.setText("31.02.2027")  # type: ignore[attr-defined]
    assert not pane.form.save_now()
    assert pane.form.fields["received_on"].error.text
    day.setText("20.01.2027")  # type: ignore[attr-defined]
    assert pane.form.save_now()
    pane.summary.setText("Trivselen er god.")
    assert at.page.results.may_leave()

    (row,) = stored(at.store)
    assert (row.received_on, row.summary) == (date(2027, 1, 20), "Trivselen er god.")


def test_small_groups_close_the_case_and_keep_the_pupils_out(at: AtTabs, school: PlanSchool) -> None:
    did(at.store, add_result, YEAR, kind="pupil_survey", received_on=TODAY.isoformat())
    meeting = a_meeting(at.store, school.meetings.smu, held_on=OCTOBER)
    at.open("results")
    at.reread()
    assert at.page.results.lines[0].seen == "0 av 4"
    pane = at.page.results.pane
    pane.readers.choose("school_environment_committee")
    pane.readers.put_on_agenda()
    at.dialog().submit()
    at.settle()
    assert detail(at.store, meeting).items[0].openness == "open"

    pane.small.click()
    at.settle()

    assert detail(at.store, meeting).items[0].openness == "closed"
    assert pane.small_words.isVisible()
    assert [line.row.reader for line in pane.readers.lines] == [
        "staff", "parent_committee", "school_environment_committee",
    ]  # fmt: skip
    assert at.page.results.lines[0].seen == "0 av 3"  # nobody waits for the pupils, who cannot have it


def test_a_result_that_was_on_an_agenda_stays(at: AtTabs, school: PlanSchool) -> None:
    did(at.store, add_result, YEAR, kind="pupil_survey", received_on=TODAY.isoformat())
    at.open("results")
    at.reread()
    a_meeting(at.store, school.meetings.smu, held_on=OCTOBER)
    at.page.results.pane.readers.choose("school_environment_committee")
    at.page.results.pane.readers.put_on_agenda()
    at.dialog().submit()
    at.settle()

    at.page.results.remove()
    assert len(stored(at.store)) == 1
    assert "sakliste" in at.told

    at.context.undo()
    at.settle()
    at.page.results.pane.remove_button.click()
    at.settle()
    assert stored(at.store) == ()


def test_a_measure_is_agreed_shown_and_done(at: AtTabs, school: PlanSchool, clock: Clock) -> None:
    result = did(at.store, add_result, YEAR, kind="pupil_survey", received_on="20.08.2026")
    case = "Elevundersøkelsen"
    meeting = evening(at.store, school.meetings.smu, on=date(2026, 8, 21), cases=(case,))
    at.open("results")
    at.reread()
    box = at.page.results.pane.measures
    assert box.add_button.isVisible(), "the title of the case says that it treated the result"
    box.add()
    dialog = at.dialog()
    dialog.submit()
    assert dialog._fields["what"][1].text, "nothing is typed"
    dialog.what.setText("Flere voksne ute – rektor – 01.09.2026")
    dialog.submit()
    at.settle()

    (line,) = box.table.rows.rows
    assert (line.what, line.due, line.status) == ("Flere voksne ute", "01.09.2026", "Skal gjøres")
    (row,) = at.page.results.list.table.rows.rows
    assert (row.seen, row.measures) == ("1 av 4", "0 av 1 gjort")
    (measure,) = known(at.store, measures, result)
    assert measure.meeting_id == meeting
    clock.set(datetime(2026, 9, 5, 9))
    at.reread()
    assert box.table.rows.rows[0].status == "Over fristen"
    did(at.store, finish_action, measure.action_id, date(2026, 9, 4), "To til ute")
    at.reread()
    assert box.table.rows.rows[0].status == "Gjort 04.09.2026"
    assert not box.done_button.isVisible()
    box.open_measure()
    at.settle()
    assert at.window.page_id == "meetings"


def test_a_measure_needs_a_case(at: AtTabs) -> None:
    did(at.store, add_result, YEAR, kind="pupil_survey", received_on=TODAY.isoformat())
    at.open("results")
    at.reread()
    box = at.page.results.pane.measures

    assert not box.add_button.isVisible()
    assert box.nothing.text() == "Et tiltak avtales i en sak. Sett resultatet på saklisten til et møte først."


def test_what_is_due_leads_to_the_result(at: AtTabs) -> None:
    first = did(at.store, add_result, YEAR, kind="exams", received_on=TODAY.isoformat())
    did(at.store, add_result, YEAR, kind="pupil_survey", received_on=TODAY.isoformat())
    at.open("results")
    at.page.results.list.filter_box.setText("elevunder")
    at.settle()

    at.open(("result", first))

    assert at.page.results.row is not None
    assert at.page.results.row.id == first


def test_a_past_year_takes_no_files(at: AtTabs, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"%PDF-1.4")
    at.context.offer_years([YEAR - 1, YEAR], YEAR)
    at.context.set_year(YEAR - 1)
    at.open("results")

    assert not drop(at.page.results, file)
    assert not at.page.result_action.isEnabled()


def test_a_list_without_a_paper_says_so_and_prints_nothing_else(at: AtTabs) -> None:
    at.open("results")
    assert not at.page.print_button.isVisible()
    at.page.print_action.trigger()
    at.settle()
    assert at.told.startswith("Denne listen har ikke noe papir.")
    assert not isinstance(at.window.panel, PrintPreview)
    at.open("commitments")
    assert at.page.print_button.isVisible()
