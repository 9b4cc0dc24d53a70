"""The school page: the school's name, its years, classes and contact teachers."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt

from app.school.dialogs import ClassDialog
from app.school.queries import the_school
from tests import factories
from tests.office import Office, choose_teacher, teacher_choices
from tests.school.desk import said


def rows(office: Office) -> list[tuple[str, int | None, int]]:
    return [(row.name, row.grade, row.pupils) for row in office.school.list.table.rows.rows]


def test_classes_stand_in_order_of_grade_with_the_number_of_pupils(office: Office) -> None:
    for name, class_name in (("Ola Berg", "10A"), ("Nora Lie", "2B"), ("Ada Moe", "2B")):
        factories.pupil(office.store, name, class_name)
    page = office.school
    office.qtbot.waitUntil(lambda: rows(office) == [("2B", 2, 2), ("10A", 10, 1)])
    page.list.table.sort_by("pupils", False)
    assert [name for name, _, _ in rows(office)] == ["10A", "2B"]


def test_a_class_is_added_renamed_and_removed(office: Office) -> None:
    page = office.school
    page.new_class()
    dialog = cast(ClassDialog, office.dialog())
    dialog.submit()
    assert dialog._fields["name"][1].text
    dialog.name.setText("5A")
    office.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: rows(office) == [("5A", 5, 0)])
    page.rename_action.trigger()
    renaming = cast(ClassDialog, office.dialog())
    renaming.name.setText("6B")
    renaming.submit()
    office.qtbot.waitUntil(lambda: rows(office) == [("6B", 6, 0)])
    assert said(office) == "Klassen 5A heter nå 6B"
    page.remove_action.trigger()
    office.qtbot.waitUntil(lambda: rows(office) == [])


def test_a_class_with_pupils_is_not_removed_and_it_is_said_why(office: Office) -> None:
    factories.pupil(office.store, "Ola Berg", "5A")
    office.qtbot.waitUntil(lambda: len(rows(office)) == 1)
    office.school.remove_action.trigger()
    assert "elever i denne klassen" in office.notices[-1].text
    assert rows(office) == [("5A", 5, 1)]


def test_the_contact_teacher_is_chosen_among_the_staff(office: Office) -> None:
    factories.teacher(office.store, "Lise Hansen", "5A")
    factories.teacher(office.store, "Åse Aune")
    page = office.school
    office.qtbot.waitUntil(lambda: len(rows(office)) == 1 and teacher_choices(office)[0].count() == 3)
    assert teacher_choices(office)[0].currentText() == "Lise Hansen"
    choose_teacher(office, 0, "Åse Aune")
    office.qtbot.waitUntil(lambda: page.list.table.rows.rows[0].teachers[0][1] == "Åse Aune")
    assert said(office) == "Åse Aune er kontaktlærer for 5A"
    office.context.undo()
    office.qtbot.waitUntil(lambda: teacher_choices(office)[0].currentText() == "Lise Hansen")


def test_a_class_can_have_two_contact_teachers_and_lose_one(office: Office) -> None:
    factories.teacher(office.store, "Lise Hansen", "5A")
    factories.teacher(office.store, "Åse Aune")
    page = office.school
    office.qtbot.waitUntil(lambda: len(rows(office)) == 1 and len(teacher_choices(office)) == 2)
    choose_teacher(office, 1, "Åse Aune")
    office.qtbot.waitUntil(lambda: len(page.list.table.rows.rows[0].teachers) == 2)
    office.qtbot.waitUntil(lambda: len(teacher_choices(office)) == 3)
    choose_teacher(office, 0, "Ingen")
    assert said(office) == "Lise Hansen er ikke lenger kontaktlærer for 5A"
    office.qtbot.waitUntil(lambda: [name for _, name in page.list.table.rows.rows[0].teachers] == ["Åse Aune"])


def test_the_name_of_the_school_is_saved_when_left(office: Office) -> None:
    page = office.school
    page.show_part("facts")
    control = page.facts.school_form.fields["name"].control
    control.setText("Fjell skule")  # type: ignore[attr-defined]
    office.qtbot.keyClick(control, Qt.Key.Key_Return)
    assert said(office) == "Endret skolens navn"
    school = office.store.read(the_school)
    assert school is not None
    assert school.name == "Fjell skule"


def test_the_written_standard_is_chosen(office: Office) -> None:
    page = office.school
    page.show_part("facts")
    control = page.facts.paper_form.fields["written_standard"].control
    control.setCurrentIndex(1)  # type: ignore[attr-defined]
    control.activated.emit(1)  # type: ignore[attr-defined]
    school = office.store.read(the_school)
    assert school is not None
    assert school.written_standard == "nn"


def test_the_next_year_is_added_and_shown_and_a_year_before_can_only_be_read(office: Office) -> None:
    page = office.school
    page.show_part("facts")
    assert page.facts.after_button.text() == "Legg til 2027/28"
    page.facts.after_button.click()
    assert office.context.year == 2027
    assert page.new_action.isEnabled()
    page.facts.before_button.click()
    assert office.context.year == 2025
    assert not page.new_action.isEnabled()
    assert not page.rename_action.isEnabled()


def test_typing_finds_a_class_by_its_teacher(office: Office) -> None:
    factories.teacher(office.store, "Lise Hansen", "5A")
    factories.teacher(office.store, "Åse Aune", "5B")
    page = office.school
    office.qtbot.waitUntil(lambda: len(rows(office)) == 2)
    office.qtbot.keyClicks(page.list.filter_box, "aune")
    office.qtbot.waitUntil(lambda: [name for name, _, _ in rows(office)] == ["5B"])


def test_a_new_class_is_the_one_that_is_chosen_also_past_a_filter(office: Office) -> None:
    for name in ("1A", "2A", "3A"):
        factories.class_called(office.store, name)
    page = office.school
    office.qtbot.waitUntil(lambda: len(rows(office)) == 3)
    office.qtbot.keyClicks(page.list.filter_box, "1a")
    office.qtbot.waitUntil(lambda: len(rows(office)) == 1)
    page.new_class()
    dialog = cast(ClassDialog, office.dialog())
    dialog.name.setText("2B")
    dialog.submit()
    office.qtbot.waitUntil(lambda: page.list.current_row().name == "2B")
    assert page.list.selection().ids == {page.list.current_row().id}
    assert page.classes._name.text() == "2B"


def test_a_renamed_class_stays_chosen_and_in_sight(office: Office) -> None:
    for number in range(1, 11):
        for letter in "ABCDE":
            factories.class_called(office.store, f"{number}{letter}")
    page = office.school
    office.qtbot.waitUntil(lambda: len(rows(office)) == 50)
    page.list.table.show_id(page.list.table.rows.rows[0].id)
    renamed = page.list.current_row().id
    page.rename_class()
    dialog = cast(ClassDialog, office.dialog())
    dialog.name.setText("10F")
    dialog.submit()
    table = page.list.table
    office.qtbot.waitUntil(lambda: table.current_row.name == "10F")
    assert page.list.selection().ids == {renamed}
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
