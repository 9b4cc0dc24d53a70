"""Writing to a class: addresses in batches, numbers, the list of the rest, drafts, and what the history says of it."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from app.contacts.commands import NewPerson, add_guardian, add_pupil, set_email, set_link
from app.contacts.people.filters import FilterState, Place
from app.contacts.protection import protect
from app.contacts.reaching.panel import SEPARATOR, ReachingPanel
from app.contacts.reaching.parts import PeopleTree
from app.contacts.reaching.rules import THEMSELVES
from app.contacts.rules import PUPIL
from app.school.commands import add_class
from db.history import StepRow, steps
from db.models import ExportedPerson, GuardianLink
from tests import factories
from tests.office import Office


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    """Three pupils of 7B: one guardian with e-mail, one with a mobile, one with neither, one who is told on request."""
    store = office.store
    found = {name: factories.pupil(store, f"{name} Berg", "7B") for name in ("Ada", "Bo", "Cato")}
    found["kari"] = factories.guardian(store, "Kari Berg", found["Ada"], phone="90011111", email="kari@example.no")
    found["per"] = factories.guardian(store, "Per Dal", found["Bo"], phone="90022222")
    found["liv"] = factories.guardian(store, "Liv Moe", found["Cato"])
    found["odd"] = factories.guardian(store, "Odd Vik", found["Ada"], email="odd@example.no")
    with store.change("Changed") as session:
        link = session.scalars(select(GuardianLink.id).where(GuardianLink.guardian_id == found["odd"])).one()
        set_link(session, link, "information_on_request", "yes")
    office.qtbot.waitUntil(lambda: len(office.names) == 7)
    return found


def newest(office: Office) -> StepRow:
    return office.store.read(lambda session: steps(session, limit=1))[0]


def on_it(office: Office) -> set[int]:
    step = newest(office).id
    return office.store.read(
        lambda session: set(session.scalars(select(ExportedPerson.person_id).where(ExportedPerson.step_id == step)))
    )


def panel_for(office: Office, state: FilterState) -> ReachingPanel:
    office.contacts.show_item(state)
    office.settle()
    office.contacts.contact_action.trigger()
    panel = office.window.panel
    assert isinstance(panel, ReachingPanel)
    return panel


def listed(tree: PeopleTree) -> list[list[str]]:
    rows = (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
    return [[row.text(column) for column in range(tree.columnCount())] for row in rows if row is not None]


SEVEN_B = FilterState(roles=PUPIL, place=Place("7B"))


def test_ctrl_e_opens_it_for_the_class_that_is_shown(office: Office, people: dict[str, int]) -> None:
    office.contacts.show_item(SEVEN_B)
    office.settle()
    box = office.contacts.list.filter_box
    box.setFocus()
    office.qtbot.keyClick(box, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    panel = office.window.panel
    assert isinstance(panel, ReachingPanel)
    shown = office.words(panel)
    assert "3 valgt. Til sammen 4 personer, hver av dem én gang" in shown
    for part in ("1 på e-post", "1 på SMS", "1 på annen måte", "1 får ikke beskjed automatisk"):
        assert part in shown
    assert panel.email_rows[0].button.hasFocus()
    office.qtbot.keyClick(panel.email_rows[0].button, Qt.Key.Key_Escape)
    assert office.window.panel is None
    assert box.hasFocus()


def test_addresses_are_copied_ticked_and_noted(office: Office, people: dict[str, int]) -> None:
    panel = panel_for(office, SEVEN_B)
    (row,) = panel.email_rows
    assert row.done.isHidden()
    office.qtbot.keyClick(row.button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "kari@example.no"
    assert not row.done.isHidden()
    assert newest(office).kind == "export"
    assert office.context.say_step(newest(office)) == "E-postadresser kopiert (kontoret), antall personer: 1"
    assert on_it(office) == {people["kari"]}
    assert "kari@" not in str(newest(office).arguments)


def test_numbers_and_the_list_of_the_rest_are_copied_and_noted(office: Office, people: dict[str, int]) -> None:
    panel = panel_for(office, SEVEN_B)
    assert panel.sms_row is not None
    panel.sms_row.button.click()
    assert QGuiApplication.clipboard().text() == "+4790022222"
    assert on_it(office) == {people["per"]}
    panel.otherwise_row.button.click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows == [
        ["Navn", "Gjelder", "Hvorfor", "Telefon"],
        ["Moe, Liv", "Cato Berg (7B)", "Verken e-post eller telefon", ""],
    ]
    assert on_it(office) == {people["liv"]}
    assert newest(office).kind == "export"


def test_nothing_is_copied_that_cannot_be_noted(
    office: Office, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.errors import Busy

    def busy(*_args: object, **_values: object) -> int:
        raise Busy

    panel = panel_for(office, SEVEN_B)
    QGuiApplication.clipboard().setText("before")
    monkeypatch.setattr(office.store, "note", busy)
    panel.email_rows[0].button.click()
    assert QGuiApplication.clipboard().text() == "before"
    assert panel.email_rows[0].done.isHidden()
    assert office.notices[-1].text == "Noe annet lagres akkurat nå. Vent litt og prøv igjen."


def test_the_separator_is_remembered_and_unticks(office: Office, people: dict[str, int]) -> None:
    with office.store.change("Added") as session:
        set_email(session, people["per"], None, "per@example.no")
    panel = panel_for(office, SEVEN_B)
    panel.email_rows[0].button.click()
    assert QGuiApplication.clipboard().text() == "kari@example.no; per@example.no"
    panel.separator.choose(",")
    assert panel.email_rows[0].done.isHidden()
    panel.email_rows[0].button.click()
    assert QGuiApplication.clipboard().text() == "kari@example.no, per@example.no"
    assert office.context.settings.get(SEPARATOR, "") == ","
    office.window.close_panel()
    assert panel_for(office, SEVEN_B).separator.code == ","


def test_to_the_pupils_themselves(office: Office, people: dict[str, int]) -> None:
    with office.store.change("Added") as session:
        set_email(session, people["Ada"], None, "ada@example.no")
    panel = panel_for(office, SEVEN_B)
    panel.to.choose(THEMSELVES)
    panel.email_rows[0].button.click()
    assert QGuiApplication.clipboard().text() == "ada@example.no"
    assert len(panel.found.otherwise) == 2


def test_one_of_those_in_the_list_can_be_meant_alone(office: Office, people: dict[str, int]) -> None:
    page = office.contacts
    page.show_item(SEVEN_B)
    office.settle()
    row = page.list.table.visualRect(page.list.table.currentIndex()).center()
    office.qtbot.mouseClick(page.list.table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    office.settle()
    page.contact_action.trigger()
    panel = office.window.panel
    assert isinstance(panel, ReachingPanel)
    assert [chip.text() for chip in panel.whom.chips.values()] == ["Alle 3 personer", "Bare Ada Berg"]
    panel.whom.choose((people["Ada"],))
    assert panel.found.number == 1
    assert {one.id for one in panel.found.everybody} == {people["kari"], people["odd"]}


def test_the_first_row_which_nobody_chose_is_not_meant_alone(office: Office, people: dict[str, int]) -> None:
    panel = panel_for(office, SEVEN_B)
    assert not panel.whom.isVisible()
    office.window.close_panel()
    table = office.contacts.list.table
    table.setFocus()
    office.qtbot.keyClick(table, Qt.Key.Key_Down)
    office.settle()
    office.contacts.contact_action.trigger()
    again = office.window.panel
    assert isinstance(again, ReachingPanel)
    assert [chip.text() for chip in again.whom.chips.values()] == ["Alle 3 personer", "Bare Bo Berg"]


def test_those_who_are_chosen_go_before_the_list(office: Office, people: dict[str, int]) -> None:
    page = office.contacts
    page.show_item(FilterState("berg", roles=PUPIL))
    page.list.table.selectAll()
    office.settle()
    page.contact_action.trigger()
    panel = office.window.panel
    assert isinstance(panel, ReachingPanel)
    assert set(panel.people) == {people[name] for name in ("Ada", "Bo", "Cato")}
    assert not panel.whom.isVisible()


def test_staff_are_asked_for_no_guardians(office: Office, people: dict[str, int]) -> None:
    factories.teacher(office.store, "Gro Aas")
    office.qtbot.waitUntil(lambda: "Aas, Gro" in office.names)
    panel = panel_for(office, FilterState("aas"))
    assert not panel.to.isVisible()
    assert not panel._email_part.isVisible()
    assert "ingen her har en adresse" in office.words(panel)
    assert panel.close_button.hasFocus()


def test_nobody_to_write_to_is_said(office: Office) -> None:
    office.settle()
    office.contacts.contact_action.trigger()
    assert office.window.panel is None
    assert "ingen å skrive til" in office.notices[-1].text


def test_a_large_selection_is_in_several_parts_and_together_everybody(office: Office) -> None:
    with office.store.change("Added many") as session:
        class_id = add_class(session, factories.YEAR, "5A")
        for number in range(230):
            child = add_pupil(session, NewPerson("Elev", f"Nr {number:03d}"), class_id, factories.START)
            address = f"foresatt{number:03d}@eksempel.example.no"
            add_guardian(session, child, NewPerson("Foresatt", f"Nr {number:03d}", email=address))
    office.qtbot.waitUntil(lambda: len(office.names) == 200)
    page = office.contacts
    page.show_item(FilterState(roles=PUPIL))
    page.list.table.selectAll()
    office.settle()
    page.contact_action.trigger()
    panel = office.window.panel
    assert isinstance(panel, ReachingPanel)
    copied: list[str] = []
    for row in panel.email_rows:
        row.button.click()
        copied.append(QGuiApplication.clipboard().text())
    assert len(copied) > 3
    assert all(len(text) <= 1800 and len(text.split("; ")) <= 60 for text in copied)
    addresses = [address for text in copied for address in text.split("; ")]
    assert sorted(addresses) == [f"foresatt{number:03d}@eksempel.example.no" for number in range(230)]
    names = [row.button.accessibleName() for row in panel.email_rows]
    assert len(set(names)) == len(names)
    assert not any(row.done.isHidden() for row in panel.email_rows)


def test_the_protected_come_along_after_one_question_and_each_is_noted(office: Office, people: dict[str, int]) -> None:
    for name in ("kari", "per"):
        protect(office.store, people[name], "confidential")
    office.qtbot.wait(1)
    panel = panel_for(office, SEVEN_B)
    assert panel.email_rows == []
    assert [row[2] for row in listed(panel.otherwise)].count("Adressebeskyttelse: kontakt via kontoret") == 2
    panel.otherwise_row.button.click()
    assert "beskyttelse" not in QGuiApplication.clipboard().text()  # what lies about says no more than this
    assert QGuiApplication.clipboard().text().count("Kontakt via kontoret") == 2
    panel.include_button.click()
    dialog: Any = office.dialog()
    dialog.reason.setText("kort")
    dialog.submit()
    assert dialog.isVisible()  # too short: the same rule as for Show
    before = newest(office).id
    dialog.reason.setText("Beskjed om leirskolen")
    dialog.submit()
    assert {one.id for one in panel.found.by_email} == {people["kari"]}
    assert {one.id for one in panel.found.by_sms} == {people["per"]}
    noted = [step for step in office.store.read(lambda session: steps(session, limit=5)) if step.id > before]
    assert [step.kind for step in noted] == ["reveal", "reveal"]
    assert {str(step.arguments["name"]) for step in noted} == {"Kari Berg", "Per Dal"}
    assert not panel.include_button.isVisible()
    panel.each.button.click()
    assert [row[2] for row in listed(panel.everybody)[:2]] == ["E-post, beskyttet", "SMS, beskyttet"]
    panel.email_rows[0].button.click()
    assert QGuiApplication.clipboard().text() == "kari@example.no"
    office.window.close_panel()
    assert panel_for(office, SEVEN_B).email_rows == []  # asked anew each time


def test_protected_people_leave_no_trace_before_they_are_asked_for(office: Office, people: dict[str, int]) -> None:
    protect(office.store, people["kari"], "confidential")
    panel = panel_for(office, SEVEN_B)
    assert panel.sms_row is not None
    texts = [office.words(panel)]
    for row in (*panel.email_rows, panel.sms_row, panel.otherwise_row):
        row.button.click()
        data = QGuiApplication.clipboard().mimeData()
        texts += [data.text(), data.html()]
    assert not any("kari@example.no" in text or "90011111" in text.replace(" ", "") for text in texts)


def test_numbers_of_everybody_who_has_one_are_there_for_what_cannot_wait(
    office: Office, people: dict[str, int]
) -> None:
    panel = panel_for(office, SEVEN_B)
    office.qtbot.mouseClick(panel.first.chips["sms"], Qt.MouseButton.LeftButton)
    assert panel.email_rows == []
    assert panel.sms_row is not None
    assert panel.sms_title.text() == "SMS: 2 personer"
    panel.sms_row.button.click()
    assert QGuiApplication.clipboard().text().split() == ["+4790011111", "+4790022222"]
    assert on_it(office) == {people["kari"], people["per"]}
    office.qtbot.mouseClick(panel.first.chips["email"], Qt.MouseButton.LeftButton)
    assert len(panel.email_rows) == 1


def test_a_draft_has_everybody_in_bcc_and_no_name_in_its_name(
    office: Office, people: dict[str, int], tmp_path: Path
) -> None:
    plan = tmp_path / "Plan for turen.pdf"
    plan.write_bytes(b"%PDF-1.7")
    panel = panel_for(office, SEVEN_B)
    panel.draft.button.click()
    assert panel.draft.subject.hasFocus()
    panel.draft.subject.setText("Tur på fredag")
    panel.draft.text.setPlainText("Husk matpakke.")
    panel.draft.take(plan)
    panel.draft.save_button.click()
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    (proposed,) = (Path(name).name for name in dialog.selectedFiles())
    assert proposed == "E-post 2026-08-24.eml"
    dialog.reject()
    path = tmp_path / proposed
    panel.save_draft_as(path)
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert [address.addr_spec for address in message["Bcc"].addresses] == ["kari@example.no"]
    assert (message["Subject"], message["X-Unsent"], message["To"]) == ("Tur på fredag", "1", None)
    assert [part.get_filename() for part in message.iter_attachments()] == ["Plan for turen.pdf"]
    assert office.context.say_step(newest(office)) == "E-postutkast lagret (kontoret), antall personer: 1"
    assert on_it(office) == {people["kari"]}
    assert office.notices[-1].text == "Lagret: E-post 2026-08-24.eml"


def test_a_draft_that_cannot_be_noted_is_not_left_on_the_desk(
    office: Office, people: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.errors import Busy

    def busy(*_args: object, **_values: object) -> int:
        raise Busy

    panel = panel_for(office, SEVEN_B)
    panel.draft.subject.setText("Tur")
    monkeypatch.setattr(office.store, "note", busy)
    panel.save_draft_as(tmp_path / "a.eml")
    assert list(tmp_path.glob("*.eml")) == []


def test_what_is_wrong_with_a_draft_is_said_beside_it(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    panel = panel_for(office, SEVEN_B)
    part = panel.draft
    part.set_open(True)
    part.save_button.click()
    assert "gjelder" in part.error.text
    part.subject.setText("Tur")
    part.text.setPlainText("Ola, 13097248022, blir med")
    part.save_button.click()
    assert "fødselsnummer" in part.error.text
    assert part.text.hasFocus()
    part.text.setPlainText("")
    panel.save_draft_as(tmp_path / "borte" / "a.eml")
    assert "borte" in part.error.text
    part.take(tmp_path / "finnes ikke.pdf")
    panel.save_draft_as(tmp_path / "a.eml")
    assert "finnes ikke.pdf" in part.error.text
    assert panel.findChild(QFileDialog) is None
    assert list(tmp_path.glob("*.eml")) == []


def test_the_rest_can_be_printed(office: Office, people: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(office.context, "preview", lambda reports, *, people: asked.append((reports[0], people)))
    panel = panel_for(office, SEVEN_B)
    panel.to.choose(THEMSELVES)
    panel.print_button.click()
    ((report, chosen),) = asked
    assert report.id == "reach-list"
    assert set(chosen) == {people[name] for name in ("Ada", "Bo", "Cato")}
    assert [option.default for option in report.options] == [THEMSELVES]


def test_everybody_can_be_looked_at_one_by_one(office: Office, people: dict[str, int]) -> None:
    panel = panel_for(office, SEVEN_B)
    assert not panel.everybody.isVisible()
    panel.each.button.click()
    assert listed(panel.everybody) == [
        ["Berg, Kari", "Ada Berg (7B)", "kari@example.no"],
        ["Dal, Per", "Bo Berg (7B)", "SMS 900 22 222"],
        ["Moe, Liv", "Cato Berg (7B)", "Verken e-post eller telefon"],
        ["Vik, Odd", "Ada Berg (7B)", "Får bare beskjed når de spør"],
    ]


def test_the_keyboard_goes_through_it_from_top_to_bottom(office: Office, people: dict[str, int]) -> None:
    panel = panel_for(office, SEVEN_B)
    assert panel.sms_row is not None
    panel.draft.set_open(True)
    panel.email_rows[0].button.setFocus()
    wanted = [
        panel.draft.button,
        panel.draft.subject,
        panel.draft.text,
        panel.draft.choose,
        panel.draft.save_button,
        panel.sms_row.button,
        panel.otherwise,
        panel.print_button,
        panel.otherwise_row.button,
        panel.not_told,
        panel.each.button,
    ]
    for control in wanted:
        focused = QApplication.focusWidget()
        assert focused is not None
        office.qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is control
