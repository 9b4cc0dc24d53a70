"""What stands under a point: its commitments, repealed references with the new one, wording weaker than the rule."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.plan.commands import set_point, set_section
from app.plan.commitments import status_of
from app.plan.followed import CommitmentRow
from db.store import Store
from tests.factories import TODAY
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool
from tests.plan.writing.at_page import CONTROL, ENTER, AtPage
from tests.plan.writing.conftest import Open


def promises(store: Store, school: PlanSchool, point: str) -> list[CommitmentRow]:
    """What a point promises, as it is stored."""
    found = known(store, status_of, school.plan, TODAY)
    return [row for row in found if row.point_id == school.points[point]]


def test_a_commitment_stands_under_its_point_with_its_state(at: AtPage, school: PlanSchool) -> None:
    at.choose("Møter")
    row = at.pane.row(school.points["inviterer til to samtaler"])
    said = row.marks.words
    assert "Forpliktelse: Utviklingssamtaler i hver klasse: 1" in said
    assert "(0 av 3), innen 02.10.2026" in said
    assert "innen 19.02.2026" not in said
    assert row.field.accessibleDescription().startswith("Forpliktelse: ")


def test_a_repealed_reference_is_marked_and_one_button_puts_the_new_one_in(
    store: Store, school: PlanSchool, open_page: Open
) -> None:
    point = school.points["leser planen"]
    did(store, set_point, point, "leser planen, jf. forskrift til opplæringslova § 2-1")
    at = open_page()
    outline = at.part.outline
    assert [not outline.item(n).icon().isNull() for n in range(outline.count())] == [False, False, False, True]
    at.choose("Informasjon")
    row = at.pane.row(point)
    assert "ble opphevet 01.08.2024" in row.marks.words
    button = row.marks.buttons[0]  # before what the point promises
    assert button.text() == "Sett inn ny henvisning"
    before = at.steps
    button.setFocus()
    at.press(Qt.Key.Key_Space)
    assert at.points("Informasjon", "left") == ["leser planen, jf. opplæringsforskrifta § 11-1"]
    assert at.steps == before + 1
    assert "opphevet" not in row.marks.words
    at.context.undo()
    at.settle()
    assert "§ 2-1" in at.shown("left")[0]


def test_a_repealed_reference_in_the_text_of_a_section_too(store: Store, school: PlanSchool, open_page: Open) -> None:
    did(store, set_section, school.sections["Mål for planen"], "text", "Se opplæringslova § 13-3d.")
    at = open_page()
    at.choose("Mål for planen")
    at.pane.text_marks.buttons[0].click()
    at.settle()
    assert at.section("Mål for planen").text == "Se opplæringslova § 10-3."
    assert at.pane.form.text.text() == "Se opplæringslova § 10-3."


def test_wording_that_is_weaker_than_the_rule_is_marked(store: Store, school: PlanSchool, open_page: Open) -> None:
    point = school.points["inviterer til to samtaler"]
    did(store, set_point, point, "holder utviklingssamtaler inntil to ganger i året")
    at = open_page()
    at.choose("Møter")
    said = at.pane.row(point).marks.words
    assert "lover mindre enn regelen" in said
    assert "opplæringsforskrifta § 11-1" in said


def test_ctrl_t_ties_a_point_to_elections(at: AtPage, store: Store, school: PlanSchool) -> None:
    at.choose("Møter")
    at.go_to("deltar på foreldremøter")
    at.press(Qt.Key.Key_T, CONTROL)
    dialog = at.dialog()
    assert dialog.kind.currentData() == "meetings"  # as its words say
    dialog.kind.setCurrentIndex(dialog.kind.findData("election"))
    dialog.which.setCurrentIndex(dialog.which.findData(school.meetings.fau))
    dialog.day.setCurrentIndex(dialog.day.findData("UKE(38)"))
    at.press(ENTER)
    (row,) = promises(store, school, "deltar på foreldremøter")
    assert (row.kind, row.body_id, row.by_rule) == ("election", school.meetings.fau, "UKE(38)")
    assert at.pane.focused.field is at.focused
    assert at.pane.focused.marks.words.startswith("Forpliktelse: Valg til FAU")


def test_a_day_and_a_number_are_asked_only_where_they_are_needed(at: AtPage, store: Store, school: PlanSchool) -> None:
    at.choose("Informasjon")
    at.go_to("legger den fram")
    at.page.tie_action.trigger()
    dialog = at.dialog()
    dialog.kind.setCurrentIndex(dialog.kind.findData("date"))
    assert not dialog.number_from.isVisible()
    assert not dialog.by.isVisible()
    dialog.submit()
    assert dialog._fields["by"][1].text or dialog.error.text  # a day is needed
    dialog.day.setCurrentIndex(dialog.day.findData("day"))
    dialog.by.setText("1.9.26")
    dialog.submit()
    at.settle()
    days = [(row.kind, row.by, row.state) for row in promises(store, school, "legger den fram")]
    assert ("date", date(2026, 9, 1), "due") in days


def test_a_commitment_is_changed_and_taken_away(at: AtPage, store: Store, school: PlanSchool) -> None:
    at.choose("Møter")
    row = at.pane.row(school.points["kaller inn til SU og SMU"])
    row.marks.buttons[0].click()
    dialog = at.dialog()
    assert (dialog.number_from.value(), dialog.number_to.value()) == (4, 5)
    dialog.number_from.setValue(2)
    dialog.number_to.setValue(3)
    dialog.submit()
    at.settle()
    assert (2, 3) in [(one.wanted_from, one.wanted_to) for one in promises(store, school, "kaller inn til SU og SMU")]
    count = len(promises(store, school, "kaller inn til SU og SMU"))
    at.pane.row(school.points["kaller inn til SU og SMU"]).marks.buttons[0].click()
    taken = next(one for one in at.dialog().findChildren(QPushButton) if one.text() == "Det &lover ikke dette")
    taken.click()
    at.settle()
    assert len(promises(store, school, "kaller inn til SU og SMU")) == count - 1


def test_without_a_point_one_is_told_where_to_put_the_cursor(at: AtPage) -> None:
    at.page.tie_action.trigger()
    assert at.told == "Sett markøren i punktet som lover noe."


def test_words_of_the_other_written_standard_are_said(store: Store, school: PlanSchool, open_page: Open) -> None:
    point = school.points["legger den fram"]
    did(store, set_point, point, "legger fram den planen som skulen har laget, ikkje en annen")
    at = open_page()
    at.choose("Informasjon")
    said = at.pane.row(point).marks.words
    assert "Nynorsk her: " in said
    assert "ikkje" in said
    assert at.part.outline.item(3).icon().isNull()  # it is no mistake of law
