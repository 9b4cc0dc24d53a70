"""The school's own groups, made from those who are chosen and shown like a class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.groups import add_group, groups_of_year, put_in_group, remove_group, rename_group, take_out_of_group
from app.contacts.people.filters import FilterState, Place
from app.contacts.rules import PUPIL
from app.core.errors import UserError
from db.history import StepRow, steps
from db.models import GroupMember, PersonGroup, SchoolYear
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


# -- groups that came with a file


def brought(office: Office, name: str, kind: str, roles: dict[int, str]) -> int:
    """Make a group as an import makes it."""
    with office.store.change("Imported {file}", file="fil.xml") as session:
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == factories.YEAR)).one()
        group = PersonGroup(school_year_id=year, name=name, kind=kind)
        session.add(group)
        session.flush()
        session.add_all(GroupMember(group_id=group.id, person_id=one, role=role) for one, role in roles.items())
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText(name) > 0)
    return group.id


def test_a_group_of_a_file_is_shown_like_one_of_the_schools_own_and_says_where_it_is_from(
    office: Office, pupils: dict[str, int]
) -> None:
    make(office, "Leirskole", pupils["Cato"])
    group = brought(office, "Elevrådet", "pupil_council", {pupils["Bo"]: "leder", pupils["Dag"]: ""})
    page = office.contacts
    box = page.classes
    rows = [box.itemText(at) for at in range(box.count())]
    assert rows[-4:] == ["Egne grupper", "Leirskole", "Grupper fra fil", "Elevrådet"]
    page.show_item(FilterState(place=Place(group=group)))
    office.settle()
    assert office.names == ["Berg, Bo", "Berg, Dag"]
    assert page.list.counted.text() == "2 av 4 personer  ·  Elevråd, fra fil"
    assert [page.list._say_roles(row) for row in page.list.table.rows.rows] == ["leder", "Elev"]
    page.show_item(FilterState())
    office.settle()
    assert {page.list._say_roles(row) for row in page.list.table.rows.rows} == {"Elev"}
    office.open(pupils["Bo"])
    assert "Grupper: Elevrådet (leder)" in office.words(page.detail)


BY_HAND: dict[str, Callable[[Session, int, int], object]] = {
    "put in": lambda session, group, person: put_in_group(session, group, [person]),
    "take out": lambda session, group, person: take_out_of_group(session, group, [person]),
    "rename": lambda session, group, _person: rename_group(session, group, "FAU i fjor"),
}


@pytest.mark.parametrize("way", BY_HAND)
def test_what_a_file_brought_is_not_put_together_by_hand(office: Office, pupils: dict[str, int], way: str) -> None:
    group = brought(office, "FAU", "parent_committee", {pupils["Ada"]: "leder"})
    before = newest(office).id
    person = pupils["Bo" if way == "put in" else "Ada"]
    with office.store.change("By hand") as session, pytest.raises(UserError, match="came with a file"):
        BY_HAND[way](session, group, person)
    assert newest(office).id == before
    assert members(office, "FAU") == {pupils["Ada"]}


def test_the_window_says_so_and_offers_a_group_of_the_same_people(office: Office, pupils: dict[str, int]) -> None:
    group = brought(office, "FAU", "parent_committee", {pupils["Ada"]: "", pupils["Bo"]: ""})
    page = office.contacts
    page.show_item(FilterState(place=Place(group=group)))
    office.open(pupils["Ada"])
    for action in (page.take_out_action, page.rename_group_action):
        assert action.isEnabled()
        action.trigger()
        dialog = office.dialog()
        assert "Neste fil avgjør hvem som er med" in office.words(dialog)
        dialog.reject()
        office.settle()
    page.take_out_action.trigger()
    office.dialog().accept()
    office.settle()
    answer(office, name="FAU og jeg")
    assert members(office, "FAU og jeg") == members(office, "FAU") == {pupils["Ada"], pupils["Bo"]}


def test_nobody_is_put_in_one_and_only_the_schools_own_are_offered(office: Office, pupils: dict[str, int]) -> None:
    brought(office, "FAU", "parent_committee", {pupils["Ada"]: ""})
    office.open(pupils["Dag"])
    office.contacts.put_action.trigger()  # there is no own group: one is made
    dialog: Any = office.dialog()
    assert not hasattr(dialog, "groups")
    dialog.reject()
    make(office, "Kor")
    office.contacts.put_action.trigger()
    dialog = office.dialog()
    assert [dialog.groups.itemText(at) for at in range(dialog.groups.count())] == ["Kor"]
    assert "Grupper som kom med en fil, kan ikke velges her" in office.words(dialog)
    dialog.reject()
    office.contacts.rename_group_action.trigger()
    dialog = office.dialog()
    assert [dialog.groups.itemText(at) for at in range(dialog.groups.count())] == ["Kor"]


def test_it_can_be_removed_and_taken_back_with_what_everybody_was_there(office: Office, pupils: dict[str, int]) -> None:
    group = brought(office, "FAU", "parent_committee", {pupils["Ada"]: "leder"})
    office.contacts.show_item(FilterState(place=Place(group=group)))
    office.settle()
    office.contacts.remove_group_action.trigger()
    assert "kommer tilbake med neste fil" in office.words(office.dialog())
    office.dialog().accept()
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText("FAU") < 0)
    assert group_names(office) == []
    office.context.undo()
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText("FAU") > 0)
    (row,) = office.store.read(groups_of_year, factories.YEAR)
    assert (row.kind, row.members) == ("parent_committee", 1)


def test_the_papers_of_the_group_say_what_everybody_is_there(office: Office, pupils: dict[str, int]) -> None:
    from app.contacts.reports.class_lists import OFFICE_LIST
    from app.contacts.reports.name_list import NAME_LIST
    from app.core.i18n import translator
    from app.core.report import ReportRequest
    from app.documents.model import Table

    brought(office, "Elevrådet", "pupil_council", {pupils["Bo"]: "leder", pupils["Dag"]: ""})
    make(office, "Kor", pupils["Bo"])

    def heads_and_cells(report: Any, subject: str, audience: str) -> tuple[list[str], list[str]]:
        request = ReportRequest(subject, audience, factories.YEAR, factories.TODAY)
        paper = report.make(office.store.read, request, translator("nb"))
        (table,) = [block for block in paper.blocks if isinstance(block, Table)]
        return [column.title for column in table.columns], [str(cell) for row in table.rows for cell in row.cells]

    heads, cells = heads_and_cells(NAME_LIST, "Elevrådet", "staff")
    assert "Rolle i gruppen" in heads
    assert "leder" in cells
    for subject, audience in (("Kor", "staff"), ("Elevrådet", "public"), ("5A", "staff")):
        heads, cells = heads_and_cells(NAME_LIST, subject, audience)
        assert "Rolle i gruppen" not in heads
        assert "leder" not in cells
    assert "leder" in heads_and_cells(OFFICE_LIST, "Elevrådet", "office")[1]


def test_an_own_group_cannot_take_the_name_of_one_a_file_brought(office: Office, pupils: dict[str, int]) -> None:
    brought(office, "FAU", "parent_committee", {pupils["Ada"]: ""})
    with pytest.raises(UserError), office.store.change("Made") as session:
        add_group(session, factories.YEAR, "fau")
    with office.store.change("Removed") as session:
        remove_group(session, office.store.read(groups_of_year, factories.YEAR)[0].id)
    make(office, "FAU")


def test_who_asks_is_told_of_it_and_what_other_systems_call_them(office: Office, pupils: dict[str, int]) -> None:
    from app.contacts.reports.access import ACCESS_REPORT
    from app.core.i18n import translator
    from app.core.report import ReportRequest
    from db.models import ExternalId
    from tests.contacts.reports.papers import as_text

    brought(office, "Elevrådet", "pupil_council", {pupils["Bo"]: "leder"})
    with office.store.change("Imported") as session:
        session.add(ExternalId(person_id=pupils["Bo"], source="sas@lia.no", value="90012345"))
    request = ReportRequest(None, "office", factories.YEAR, factories.TODAY, people=(pupils["Bo"],))
    told = as_text(ACCESS_REPORT.make(office.store.read, request, translator("nb")))
    assert "Gruppe | Elevrådet 2026/27 / Elevråd / fra fil / Rolle der: leder | Importerte fil.xml" in told
    assert "Kjent som | 90012345 (i sas@lia.no) | Imported" in told
