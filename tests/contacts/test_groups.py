"""The school's own groups, made from those who are chosen and shown like a class."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from sqlalchemy import select

from app.contacts.groups import add_group, groups_of_year
from app.contacts.people.filters import FilterState, Place
from app.contacts.rules import PUPIL
from db.history import StepRow, steps
from db.models import GroupMember
from tests import factories
from tests.office import Office


@pytest.fixture
def pupils(office: Office) -> dict[str, int]:
    """Three pupils of 5A and one of 5B."""
    found = {name: factories.pupil(office.store, f"{name} Berg", "5A") for name in ("Ada", "Bo", "Cato")}
    found["Dag"] = factories.pupil(office.store, "Dag Berg", "5B")
    office.qtbot.waitUntil(lambda: len(office.names) == 4)
    return found


def newest(office: Office) -> StepRow:
    return office.store.read(lambda session: steps(session, limit=1))[0]


def choose_all(office: Office, state: FilterState = FilterState()) -> None:  # noqa: B008 - immutable
    office.contacts.show_item(state)
    office.contacts.list.table.selectAll()
    office.settle()


def answer(office: Office, **fields: str) -> Any:
    dialog: Any = office.dialog()
    for name, value in fields.items():
        control = getattr(dialog, name)
        if hasattr(control, "setCurrentIndex"):
            assert control.findText(value) >= 0
            control.setCurrentIndex(control.findText(value))
        else:
            control.setText(value)
    dialog.submit()
    return dialog


def members(office: Office, name: str) -> set[int]:
    def read(session: Any) -> set[int]:
        group = next(row.id for row in groups_of_year(session, factories.YEAR) if row.name == name)
        return set(session.scalars(select(GroupMember.person_id).where(GroupMember.group_id == group)))

    return office.store.read(read)


def group_names(office: Office) -> list[str]:
    return [row.name for row in office.store.read(groups_of_year, factories.YEAR)]


def make(office: Office, name: str, *people: int) -> int:
    with office.store.change("Made") as session:
        group = add_group(session, factories.YEAR, name, people)
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText(name) > 0)
    return group


def test_a_group_is_made_of_those_who_are_chosen_and_shown_like_a_class(office: Office, pupils: dict[str, int]) -> None:
    choose_all(office, FilterState(place=Place("5A")))
    office.contacts.new_group_action.trigger()
    assert "3 personer" in office.words(office.dialog())
    answer(office, name="Leirskole")
    assert office.context.say_step(newest(office)) == "Laget gruppen Leirskole"
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText("Leirskole") > 0)
    assert members(office, "Leirskole") == {pupils[name] for name in ("Ada", "Bo", "Cato")}
    box = office.contacts.classes
    box.setCurrentIndex(box.findText("Leirskole"))
    box.activated.emit(box.currentIndex())
    assert office.names == ["Berg, Ada", "Berg, Bo", "Berg, Cato"]
    office.context.undo()
    office.qtbot.waitUntil(lambda: box.findText("Leirskole") < 0)
    assert len(office.names) == 4  # the group that is gone hides nobody


def test_a_fodselsnummer_or_a_name_that_is_taken_is_refused_at_the_field(
    office: Office, pupils: dict[str, int]
) -> None:
    make(office, "Leirskole")
    for name, said in (("leirskole", "Leirskole"), ("5a", "5A"), ("13097248022", "fødselsnummer"), ("", "Leirskole")):
        office.contacts.new_group_action.trigger()
        dialog = answer(office, name=name)
        assert dialog.isVisible()
        assert said.casefold() in dialog._fields["name"][1].text.casefold()
        dialog.reject()
    assert group_names(office) == ["Leirskole"]


def test_people_are_put_in_and_taken_out_each_as_one_step(office: Office, pupils: dict[str, int]) -> None:
    group = make(office, "Leirskole", pupils["Ada"])
    choose_all(office, FilterState(roles=PUPIL))
    office.contacts.put_action.trigger()
    answer(office, groups="Leirskole")
    assert office.context.say_step(newest(office)) == "La 4 personer i gruppen Leirskole"
    assert members(office, "Leirskole") == set(pupils.values())
    office.contacts.show_item(FilterState(place=Place(group=group)))
    office.open(pupils["Bo"])
    assert office.contacts.classes.group_name == "Leirskole"
    office.contacts.take_out_action.trigger()
    assert office.context.say_step(newest(office)) == "Tok Bo Berg ut av gruppen Leirskole"
    office.qtbot.waitUntil(lambda: office.names == ["Berg, Ada", "Berg, Cato", "Berg, Dag"])
    office.context.undo()
    office.qtbot.waitUntil(lambda: len(office.names) == 4)


def test_who_is_in_the_group_already_is_said(office: Office, pupils: dict[str, int]) -> None:
    make(office, "Leirskole", *pupils.values())
    before = newest(office).id
    choose_all(office)
    office.contacts.put_action.trigger()
    dialog = answer(office, groups="Leirskole")
    assert "allerede" in dialog._fields["group"][1].text
    dialog.reject()
    assert newest(office).id == before


def test_without_any_group_putting_in_makes_one(office: Office, pupils: dict[str, int]) -> None:
    office.open(pupils["Dag"])
    office.contacts.put_action.trigger()
    answer(office, name="17. mai")
    assert members(office, "17. mai") == {pupils["Dag"]}


def test_a_group_is_renamed_and_removed_and_its_people_stay(office: Office, pupils: dict[str, int]) -> None:
    group = make(office, "Leirskole", pupils["Ada"])
    make(office, "Kor", pupils["Bo"])
    office.contacts.show_item(FilterState(place=Place(group=group)))
    office.contacts.rename_group_action.trigger()
    dialog: Any = office.dialog()
    assert dialog.name.text() == "Leirskole"
    answer(office, name="Leirskolen 2027")
    assert office.context.say_step(newest(office)) == "Gruppen Leirskole heter nå Leirskolen 2027"
    office.qtbot.waitUntil(lambda: office.contacts.classes.group_name == "Leirskolen 2027")
    office.contacts.remove_group_action.trigger()
    office.dialog().accept()
    assert office.context.say_step(newest(office)) == "Fjernet gruppen Leirskolen 2027"
    office.qtbot.waitUntil(lambda: len(office.names) == 4)
    office.contacts.remove_group_action.trigger()  # no group is shown: which one is asked
    answer(office, groups="Kor")
    assert group_names(office) == []


def test_group_commands_are_offered_when_there_is_something_for_them(office: Office, pupils: dict[str, int]) -> None:
    page = office.contacts
    page.show_item(FilterState())
    office.settle()
    assert not page.rename_group_action.isEnabled()
    assert not page.take_out_action.isVisible()
    group = make(office, "R & D", pupils["Ada"])
    page.show_item(FilterState(place=Place(group=group)))
    office.settle()
    assert page.rename_group_action.isEnabled()
    assert page.take_out_action.isVisible()
    assert page.take_out_action.text().endswith("«R && D»")


def test_the_lists_of_a_group_have_it_as_their_subject(
    office: Office, pupils: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        office.context, "preview", lambda _reports, *, subject, on_paper, people: asked.append((subject, people))
    )
    group = make(office, "Leirskole", pupils["Ada"], pupils["Dag"])
    page = office.contacts
    page.show_item(FilterState(place=Place(group=group)))
    page.print_paper()
    page.show_item(FilterState("ada", place=Place(group=group)))
    page.print_paper()
    assert asked == [("Leirskole", []), (None, [pupils["Ada"]])]


def test_who_has_left_is_on_no_list_of_the_group(office: Office, pupils: dict[str, int]) -> None:
    """The paper holds whom the list shows."""
    from app.contacts.commands import leave_school
    from app.contacts.reports.name_list import NAME_LIST
    from app.core.i18n import translator
    from app.core.report import ReportRequest

    group = make(office, "Leirskole", *pupils.values())
    with office.store.change("Left") as session:
        leave_school(session, pupils["Bo"], factories.TODAY.replace(day=20))
    office.contacts.show_item(FilterState(place=Place(group=group)))
    assert office.names == ["Berg, Ada", "Berg, Cato", "Berg, Dag"]
    request = ReportRequest("Leirskole", "office", factories.YEAR, factories.TODAY)
    paper = NAME_LIST.make(office.store.read, request, translator("nb"))
    assert paper.people == {pupils[name] for name in ("Ada", "Cato", "Dag")}


def test_many_are_gathered_in_the_background(
    office: Office, pupils: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.contacts.person.changes.AT_ONCE", 2)
    choose_all(office)
    office.contacts.new_group_action.trigger()
    dialog = answer(office, name="Alle")
    assert isinstance(dialog, QDialog)
    office.qtbot.waitUntil(lambda: group_names(office) == ["Alle"] and not office.context.tasks.running)
    assert members(office, "Alle") == set(pupils.values())
    assert newest(office).label == "Made the group {group}"


def test_groups_of_a_past_year_cannot_be_changed(office: Office, pupils: dict[str, int]) -> None:
    from app.school.commands import add_year

    with office.store.change("Added a year") as session:
        add_year(session, 2025)
        add_group(session, 2025, "I fjor", [pupils["Ada"]])
    office.context.offer_years([2025, 2026], 2026)
    office.context.set_year(2025)
    page = office.contacts
    office.qtbot.waitUntil(lambda: page.classes.findText("I fjor") > 0)
    office.settle()
    actions = (page.new_group_action, page.put_action, page.rename_group_action, page.remove_group_action)
    assert not any(action.isEnabled() for action in actions)
    office.context.set_year(2026)
