"""Does the window keep what is protected: on the screen, on the clipboard, in drafts, settings, titles and the log?"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.contacts import commands, protection
from app.contacts.people.filters import FilterState, Place
from app.contacts.reaching.panel import ReachingPanel
from app.contacts.reaching.rules import EMAIL, GUARDIANS, SMS, THEMSELVES, reach, with_revealed
from app.demo import _write_papers
from app.handing_out import note_export, paper_language, write_paper
from app.shell.history_page import HistoryPage
from app.shell.paper_desk import PaperDesk
from app.shell.print_preview import PrintPreview
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.office import Office, office_at
from tests.privacy.papers import every_report
from tests.privacy.plants import GROUP, Planted
from tests.privacy.scanner import Scanner, Trace
from tests.privacy.window import copied, everything_said, titles

HIDDEN = {"phone", "email", "street", "city", "postal"}
"""What nobody sees of a graded person without a reason."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log file, with everything in it that is said on any level."""
    path = tmp_path / "skolekontoret.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield path
    root.setLevel(before)
    root.removeHandler(handler)
    handler.close()


@pytest.fixture
def office(qtbot: QtBot, own_file: Path, log: Path) -> Iterator[Office]:
    """The window on a copy of the planted school, with settings that are kept in a file and papers that are written."""
    with office_at(qtbot, own_file) as office:
        office.context.settings.path = own_file.with_name("settings.json")
        office.context.paper_desk = PaperDesk(
            {}, lambda: paper_language(office.store), lambda *paper: note_export(office.store, *paper), write_paper
        )
        yield office


def of_graded(planted: Planted, found: set[Trace]) -> list[tuple[str, str]]:
    """Return (who, which value) of the traces that are contact details of graded people."""
    graded = {*planted.graded, *planted.merged}
    plants = planted.plants
    return sorted((plants[person].key, value) for person, value in found if person in graded and value in HIDDEN)


def show_class(office: Office, name: str = "5A") -> None:
    office.contacts.list.set_filter(FilterState(place=Place(name)))
    office.qtbot.waitUntil(lambda: not office.contacts._quiet.isActive())


def panel_of(office: Office) -> ReachingPanel:
    everything_said()  # panels that were closed are gone
    (panel,) = office.window.findChildren(ReachingPanel)
    return panel


def test_the_screen_tells_no_contact_details_of_a_graded_person(
    office: Office, planted: Planted, scanner: Scanner
) -> None:
    """Neither to the eye nor to a screen reader, not in hints, titles or menus, whoever is open."""
    met: set[Trace] = set()
    for key in (
        "plain 5A mother",
        "pupil client",
        "mother of pupil client",
        "guardian strictly_confidential",
        "child of guardian strictly_confidential",
        "staff confidential",
        "external client",
        "late mother",
        "proposed 1 mother",
    ):
        office.open(planted.id(key))
        office.settle()
        found = scanner.texts(everything_said())
        assert of_graded(planted, found) == [], key
        assert (planted.id(key), "family") in found
        met |= found
        assert scanner.texts(titles()) == set()
    assert {(planted.id("plain 5A mother"), value) for value in (*HIDDEN, "family")} <= met
    for page in ("school", "history"):
        office.window.show_page(page)
        office.qtbot.wait(1)
        assert of_graded(planted, scanner.texts(everything_said())) == [], page


def test_the_address_of_the_household_is_asked_for_too(office: Office, planted: Planted, scanner: Scanner) -> None:
    keys = (
        "father of pupil client",
        "sibling of pupil client",
        "child of guardian confidential",
        "chain third",
        "late",
    )
    for key in keys:
        office.open(planted.id(key))
        office.settle()
        found = scanner.texts(everything_said())
        assert (planted.id(key), "family") in found
        places = [
            trace for trace in found if trace[0] in planted.protected() and trace[1] in ("street", "city", "postal")
        ]
        assert places == [], key


def test_the_history_asks_for_no_less_than_the_person_does(
    office: Office, planted: Planted, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a step changed is told beside the list of steps: nothing of a graded person, no address of the household."""
    monkeypatch.setattr("app.shell.history_page.FEW", 40)  # else those that added somebody are too large to be told
    office.window.show_page("history")
    page = cast(HistoryPage, office.window.page)
    met: set[Trace] = set()
    rows = [row for row in page.pane.table.rows.read_all() if 0 < row.rows <= 40]
    assert len(rows) > 50
    for row in rows:
        page._show(row)
        met |= scanner.texts((page.what.text(), page.details.text()))
    assert of_graded(planted, met) == []
    near = {(person, value) for person, value in met if person in planted.protected()}
    assert {value for _, value in near} & {"street", "city", "postal"} == set()
    assert (planted.id("plain 5A mother"), "street") in met
    assert (planted.id("mother of pupil client"), "family") in met


def test_the_list_and_the_search_find_a_graded_person_by_name_alone(
    office: Office, planted: Planted, scanner: Scanner
) -> None:
    for key, finds in (("plain 5A mother", True), ("guardian client", False), ("late mother", False)):
        one = planted.people[key]
        for value in ("phone", "email"):
            office.window.open_palette(one.words[value])
            palette = office.window._palette
            assert palette is not None
            listed = [palette.list.item(at).text() for at in range(palette.list.count())]
            assert any(one.words["family"] in said for said in listed) == finds, (key, value)
            palette.close()
        office.window.open_palette(one.words["family"])
        palette = office.window._palette
        assert palette is not None
        listed = [palette.list.item(at).text() for at in range(palette.list.count())]
        assert f"{one.words['family']}, {one.words['given']}" in listed  # "Undo «Merged …»" may be another
        assert of_graded(planted, scanner.texts(everything_said())) == []
        office.qtbot.keyClick(palette.box, Qt.Key.Key_Return)
        office.qtbot.waitUntil(lambda person=one.id: office.contacts.detail.person_id == person)  # type: ignore[misc]


def test_what_was_done_last_is_remembered_without_a_name(office: Office, planted: Planted, scanner: Scanner) -> None:
    """Also the command to undo a step, in whose words people are named."""
    path = office.context.settings.path
    assert path is not None
    plain = planted.people["plain 5A"]
    office.context.do("Changed {name}", commands.set_field, plain.id, "gender", "male", arguments={"name": plain.name})
    before = office.context.next_undo()
    assert before is not None
    for typed, done in (
        ("angre", lambda: office.context.next_redo() is not None),
        ("gjør om", lambda: office.context.next_redo() is None),
        ("historikk", lambda: office.window.page_id == "history"),
    ):
        office.window.open_palette(typed)
        palette = office.window._palette
        assert palette is not None
        said = palette.list.item(0).text()
        assert ("«" in said) == (typed != "historikk"), said
        office.qtbot.keyClick(palette.box, Qt.Key.Key_Return)
        office.qtbot.waitUntil(done)
        everything_said()
    assert scanner.text(office.context.say_step(before)) != set()
    assert len(json.loads(path.read_text(encoding="utf-8"))["palette.recent"]) == 1
    assert scanner.file(path) == set()


def test_no_search_row_holds_what_is_protected(school: Store, planted: Planted, scanner: Scanner) -> None:
    from sqlalchemy import text

    rows = school.read(lambda session: session.execute(text("SELECT * FROM search")).all())
    found = scanner.texts(str(cell) for row in rows for cell in row)
    assert of_graded(planted, found) == []
    assert {(planted.id("plain 5A mother"), value) for value in ("family", "phone", "email")} <= found
    assert {value for _, value in found} == {"given", "family", "phone", "email"}  # nor note, alias, address of anybody


def test_rows_that_are_copied_hold_what_the_office_may_see(office: Office, planted: Planted, scanner: Scanner) -> None:
    show_class(office)
    table = office.contacts.list.table
    for key in table.rows.columns:
        table.show_column(key.key, True)
    table.selectAll()
    office.contacts.copy_rows()
    found = scanner.text(copied())
    assert of_graded(planted, found) == []
    assert {(planted.id("plain 5A mother"), value) for value in ("given", "family", "phone", "email")} <= found
    assert {value for person, value in found if person in planted.protected()} <= {"given", "family", "phone", "email"}
    assert scanner.texts(notice.text for notice in office.notices) == set()


def test_addresses_drafts_and_numbers_hold_the_protected_only_after_the_question(
    office: Office, planted: Planted, scanner: Scanner, tmp_path: Path
) -> None:
    show_class(office)
    office.contacts.contact_chosen()
    panel = panel_of(office)
    folder = tmp_path / "drafts"
    folder.mkdir()

    def handed_out() -> set[Trace]:
        found = set[Trace]()
        panel.first.chips[SMS].click()
        assert panel.sms_row is not None
        panel.sms_row.button.click()
        found |= scanner.text(copied())
        panel.first.chips[EMAIL].click()
        panel.separator.chips[","].click()
        for row in panel.email_rows:
            row.button.click()
            found |= scanner.text(copied())
        if panel.sms_row is not None:
            panel.sms_row.button.click()
            found |= scanner.text(copied())
        if panel._otherwise_part.isVisible():
            panel.otherwise_row.button.click()
            found |= scanner.text(copied())
        panel.draft.subject.setText("Møte i 5A – påmelding og kjøring til leirskolen på Åsen den første uka")
        panel.draft.text.setPlainText("Hei!\nVelkommen.")
        panel.save_draft_as(folder / "E-post.eml")
        found |= scanner.folder(folder)
        assert scanner.texts(path.name for path in folder.iterdir()) == set()
        for path in folder.iterdir():
            path.unlink()
        return found | scanner.texts(everything_said())

    before = handed_out()
    assert of_graded(planted, before) == []
    assert {(planted.id("plain 5A mother"), value) for value in ("email", "phone")} <= before
    panel.include_button.click()
    dialog = office.dialog()
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText("Møte om leirskolen")
    dialog.submit()  # type: ignore[attr-defined]
    office.qtbot.waitUntil(lambda: not panel.include_button.isVisible())
    after = handed_out()
    assert ("guardian client", "email") in of_graded(planted, after)
    assert {value for _, value in of_graded(planted, after)} <= {"phone", "email"}
    panel.close()
    office.contacts.contact_chosen()
    again = panel_of(office)  # a new message asks anew
    assert again.found.protected
    again.close()


@pytest.mark.parametrize("first", [EMAIL, SMS])
@pytest.mark.parametrize("to", [GUARDIANS, THEMSELVES])
def test_everybody_is_reached_once_the_protected_through_the_office(
    school: Store, planted: Planted, scanner: Scanner, to: str, first: str
) -> None:
    chosen = [one.id for one in planted.living]
    found = school.read(reach, chosen, to, YEAR, TODAY, first)
    ids = [one.id for one in found.everybody]
    assert len(ids) == len(set(ids))
    shares = [found.by_email, found.by_sms, found.otherwise, found.not_told]
    assert sum(map(len, shares)) == len(ids)
    if to == THEMSELVES:
        assert {*ids} >= {*chosen}
    else:
        guardians = {guardian for pupil, guardian in planted.links if planted.id("begins") != pupil}
        missing = guardians - {*ids} - {planted.id("new family graded"), planted.id("begins mother")}
        assert missing == set()
    reached = {one.id for one in (*found.by_email, *found.by_sms)}
    assert reached & set(planted.graded) == set()
    assert planted.id("plain 5A mother") in reached
    assert set(found.protected) <= set(planted.graded)
    banned = {guardian for _, guardian in planted.banned}
    if to == GUARDIANS:
        assert reached & banned == set()
    shown = with_revealed(found, {one: (["+4748669990"], ["a@example.no"]) for one in found.protected})
    assert sorted(one.id for one in shown.everybody) == sorted(ids)
    assert shown.protected == ()
    said = scanner.texts([one.email + one.phone + "".join(one.phones) for one in found.everybody])
    assert of_graded(planted, said) == []


def test_a_day_at_the_office_leaves_nobody_in_settings_titles_or_log(
    office: Office, planted: Planted, scanner: Scanner, log: Path, tmp_path: Path
) -> None:
    """Changes, protection, a preview and a paper saved: no name in what the PC remembers, no value in what is said."""
    plain = planted.people["plain 2B mother"]
    office.open(plain.id)
    office.write("phone", "48669980")
    protection.protect(office.store, plain.id, "confidential")
    office.qtbot.waitUntil(lambda: getattr(office.contacts.detail.shown, "address_grade", "none") != "none")
    protection.reveal(office.store, plain.id, "Ny telefon meldt")
    with pytest.raises(Exception, match="protected"), office.store.change("Changed a phone") as session:
        commands.set_phone(session, plain.id, None, "48669981")
    office.context.preview(every_report(), subject=GROUP, on_paper="name-list")
    preview = office.window.findChild(PrintPreview)
    assert preview is not None
    office.qtbot.waitUntil(lambda: preview.paper is not None)
    office.qtbot.waitUntil(lambda: preview._ready)
    assert scanner.texts(titles()) == set()
    said = scanner.texts(everything_said())
    assert of_graded(planted, said) == []
    folder = tmp_path / "papers"
    folder.mkdir()
    for ending in ("pdf", "xlsx"):
        number = len(office.notices)
        preview.save_as(folder / f"Navneliste {GROUP}.{ending}")
        office.qtbot.waitUntil(lambda number=number: len(office.notices) > number)  # type: ignore[misc]
    preview.close()
    assert {path.suffix for path in folder.iterdir()} == {".pdf", ".xlsx"}
    assert of_graded(planted, scanner.folder(folder)) == []
    office.window.show_page("history")
    office.qtbot.wait(1)
    hidden = {(plain.id, value) for value in HIDDEN}
    assert scanner.texts(everything_said()) & hidden == set()
    assert scanner.texts(notice.text for notice in office.notices) & hidden == set()
    office.window.close()
    path = office.context.settings.path
    assert path is not None
    assert scanner.file(path) == set()
    logging.getLogger("skolekontoret").info("the end")
    assert "the end" in log.read_text(encoding="utf-8")
    assert scanner.file(log) == set()


def test_the_papers_of_the_demo_name_no_file_after_anybody(
    own_school: Store, planted: Planted, scanner: Scanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What *demo* writes of any school: nobody in the names, and on each paper what its audience may see."""
    folder = tmp_path / "demo"
    folder.mkdir()
    few = [
        report for report in every_report() if report.id in ("class-list", "class-overview", "access-report", "vcard")
    ]
    monkeypatch.setattr("app.features.all_reports", lambda: few)  # the others are tried one by one
    _write_papers(own_school, folder)
    audiences = {report.id: report.audiences[0] for report in every_report()}
    met: set[Trace] = set()
    for path in folder.iterdir():
        assert scanner.text(path.name) == set()
        audience = next(of for key, of in audiences.items() if path.name.startswith(key))
        found = scanner.file(path)
        for person, value in found:
            assert value in planted.allowed(person, audience), (path.name, planted.plants[person].key, value)
        met |= found
    assert (planted.id("plain 5A mother"), "email") in met


SAYING: dict[str, Callable[[QWidget, str], object]] = {
    "title": lambda widget, name: widget.setWindowTitle(name),
    "hint": lambda widget, name: widget.setToolTip(name),
    "status": lambda widget, name: widget.setStatusTip(name),
    "help": lambda widget, name: widget.setWhatsThis(name),
    "spoken name": lambda widget, name: widget.setAccessibleName(name),
    "spoken description": lambda widget, name: widget.setAccessibleDescription(name),
    "label": lambda widget, name: QLabel(name, widget),
    "button": lambda widget, name: QPushButton(name, widget),
    "line": lambda widget, name: QLineEdit(name, widget),
    "placeholder": lambda widget, name: QLineEdit(widget).setPlaceholderText(name),
    "text": lambda widget, name: QPlainTextEdit(name, widget),
    "choice": lambda widget, name: QComboBox(widget).addItems(["–", name]),
    "row of a list": lambda widget, name: QListWidget(widget).addItem(name),
    "row below a row": lambda widget, name: QTreeWidgetItem(QTreeWidgetItem(QTreeWidget(widget), ["–"]), [name]),
    "command": lambda widget, name: widget.addAction(QAction(name, widget)),
    "frame": lambda widget, name: QGroupBox(name, widget),
}


@pytest.mark.parametrize("place", SAYING)
def test_the_window_is_looked_through_everywhere(qtbot: QtBot, planted: Planted, scanner: Scanner, place: str) -> None:
    """The control of the screen: a plain plant is found wherever a window can name it, shown or not."""
    one = planted.people["plain 5A mother"]
    widget = QWidget()
    qtbot.addWidget(widget)
    assert scanner.texts(everything_said()) == set()
    SAYING[place](widget, one.name)
    assert (one.id, "family") in scanner.texts(everything_said())
    assert ((one.id, "family") in scanner.texts(titles())) == (place == "title")


def test_the_clipboard_is_looked_through_in_every_format(office: Office, planted: Planted, scanner: Scanner) -> None:
    """The control of the clipboard: text and HTML each."""
    from app.shell.clipboard import table_data

    one = planted.people["plain 5A mother"]
    QGuiApplication.clipboard().setMimeData(table_data(["Navn"], [[one.name]]))
    data = QGuiApplication.clipboard().mimeData()
    assert (one.id, "family") in scanner.text(data.text())
    assert (one.id, "family") in scanner.text(data.html())
    assert (one.id, "family") in scanner.text(copied())
