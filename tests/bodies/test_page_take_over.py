"""Groups that a file brought become bodies with those who are in them."""

from __future__ import annotations

from typing import cast

from app.bodies.showing.take_over_dialog import TakeOverDialog, preset_for
from db.models import GroupMember, PersonGroup, SchoolYear
from tests import factories
from tests.bodies.at_page import AtBodies


def a_group(at: AtBodies, name: str, kind: str, members: dict[int, str]) -> None:
    """Write down a group as a file brings it."""
    from sqlalchemy import select

    with at.store.change("Read a file") as session:
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == factories.YEAR)).one()
        group = PersonGroup(school_year_id=year, name=name, kind=kind)
        session.add(group)
        session.flush()
        for person, role in members.items():
            session.add(GroupMember(group_id=group.id, person_id=person, role=role))
    at.settle()


def test_a_group_of_a_file_is_offered_and_becomes_fau(at: AtBodies) -> None:
    assert not at.page.nothing.take_over_button.isVisible()
    ola, nora = factories.pupil(at.store, "Ola Berg", "5A"), factories.pupil(at.store, "Nora Lie", "5B")
    kari, liv = factories.guardian(at.store, "Kari Berg", ola), factories.guardian(at.store, "Liv Lie", nora)
    lise = factories.teacher(at.store, "Lise Hansen", "5A")
    a_group(at, "FAU 2026", "parent_committee", {kari: "leder", liv: "medlem", lise: "medlem"})
    at.qtbot.waitUntil(at.page.nothing.take_over_button.isVisible)
    at.page.nothing.take_over_button.click()
    dialog = cast(TakeOverDialog, at.dialog())
    assert dialog.ticks[0].text().startswith("FAU 2026: 3 personer inn i et nytt utvalg, FAU (1 + 1 vara per klasse")
    dialog.ticks[0].setChecked(False)
    dialog.submit()
    assert dialog.error.text == "Sett kryss ved minst én gruppe."
    dialog.ticks[0].setChecked(True)
    dialog.day.setText("nå")
    dialog.submit()
    assert dialog._fields["valid_from"][1].text == "Skriv datoen slik: 24.08.2026."
    dialog.day.setText("17.08.2026")
    dialog.submit()
    at.qtbot.waitUntil(lambda: bool(at.page.looks))
    at.qtbot.waitUntil(lambda: at.dialog().windowTitle() == "Ikke alle fikk en plass")
    assert "Lise Hansen: " in at.office.words(at.dialog())
    at.dialog().accept()
    assert at.said == "Tok over FAU 2026 fra filen"
    at.settle()
    assert {"Leder Kari Berg", "FAU-representant 5A Kari Berg", "FAU-representant 5B Liv Lie"} <= set(at.lines)
    at.page.context.undo()
    at.qtbot.waitUntil(lambda: not at.page.looks)


def test_members_go_into_the_body_the_school_has(at: AtBodies) -> None:
    ola = factories.pupil(at.store, "Ola Berg", "5A")
    row = at.add(preset_for("pupil_council").code)
    a_group(at, "Elevråd", "pupil_council", {ola: "medlem"})
    at.qtbot.waitUntil(at.page.take_over_action.isVisible)
    at.page.take_over_action.trigger()
    dialog = cast(TakeOverDialog, at.dialog())
    assert dialog.ticks[0].text() == "Elevråd: 1 person inn i Elevråd"
    dialog.submit()
    at.qtbot.waitUntil(lambda: any(look.filled == 1 for look in at.page.looks))
    assert [look.id for look in at.page.looks] == [row.id]
    at.qtbot.waitUntil(lambda: not at.page.take_over_action.isVisible())
