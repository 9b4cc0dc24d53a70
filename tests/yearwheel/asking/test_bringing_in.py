"""Do the rows of a file come into the wheel through the import, looked at first, as one step?"""

from __future__ import annotations

from pathlib import Path

from app.shell.importing.wizard import ImportWizard
from app.yearwheel.asking.bringing_in import bring_in
from app.yearwheel.queries import entry_rows
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import known
from tests.yearwheel.asking.at_desk import AtDesk
from tests.yearwheel.factories import WheelSchool

TABLE = """Måned;Tema;Organ;Ansvarlig
Oktober;Trafikkaksjon ved skolen;FAU;FAU-leder
November;Lesekveld for foreldre;FAU;Bibliotekar
Januar;Skolens åpne dag;Åpen skole;Rektor
"""
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Lia skole//NONSGML//NO\r
BEGIN:VEVENT\r
UID:1@lia.example\r
DTSTAMP:20260801T080000Z\r
DTSTART;VALUE=DATE:20261022\r
DTEND;VALUE=DATE:20261023\r
SUMMARY:Natteravnene begynner\r
END:VEVENT\r
END:VCALENDAR\r
"""


def wizard(desk: AtDesk, path: Path | None) -> ImportWizard:
    bring_in(desk.context, YEAR, path)
    (panel,) = desk.panels
    assert isinstance(panel, ImportWizard)
    desk.qtbot.addWidget(panel)
    panel.show()
    desk.qtbot.waitUntil(lambda: not panel.busy)
    return panel


def titles(store: Store) -> set[str]:
    return {one.title for one in known(store, entry_rows, YEAR)}


def test_a_table_is_looked_at_ticked_and_comes_in(
    desk: AtDesk, store: Store, school: WheelSchool, tmp_path: Path
) -> None:
    path = tmp_path / "årshjul.csv"
    path.write_text(TABLE, encoding="utf-8")
    panel = wizard(desk, path)
    before = titles(store)
    panel.forward()  # what the file is
    desk.settle()
    assert panel.preview is not None
    rows = {row.cells[1]: row for row in panel.preview.rows}
    assert set(rows) == {"Trafikkaksjon ved skolen", "Lesekveld for foreldre", "Skolens åpne dag"}
    assert (rows["Trafikkaksjon ved skolen"].cells[0], rows["Trafikkaksjon ved skolen"].cells[3]) == ("2", "FAU")
    assert "Ringen Åpen skole blir laget." in rows["Skolens åpne dag"].about
    panel.table.rows.turn([1])
    panel.accept()
    desk.qtbot.waitUntil(lambda: panel.outcome is not None)
    assert titles(store) - before == {"Trafikkaksjon ved skolen", "Skolens åpne dag"}
    assert desk.said == "Importerte årshjul.csv til årshjulet"
    desk.context.undo()
    assert titles(store) == before
    panel.close()


def test_what_is_in_the_wheel_already_is_shown_as_the_same(
    desk: AtDesk, store: Store, school: WheelSchool, tmp_path: Path
) -> None:
    path = tmp_path / "årshjul.csv"
    path.write_text(TABLE, encoding="utf-8")
    panel = wizard(desk, path)
    panel.forward()
    desk.settle()
    panel.table.rows.turn([1])
    panel.accept()
    desk.qtbot.waitUntil(lambda: panel.outcome is not None)
    panel.close()
    desk.panels.clear()
    twice = TABLE.splitlines(keepends=True)[2]
    path.write_text(TABLE + twice, encoding="utf-8")
    before = titles(store)

    panel = wizard(desk, path)
    panel.forward()
    desk.settle()
    assert panel.preview is not None
    assert [(row.cells[1], row.state, row.ticked) for row in panel.preview.rows] == [
        ("Trafikkaksjon ved skolen", "same", None),
        ("Lesekveld for foreldre", "new", True),
        ("Skolens åpne dag", "same", None),
        ("Lesekveld for foreldre", "same", None),
    ]
    about = [row.about for row in panel.preview.rows]
    assert about[0].startswith("Dette er allerede i hjulet.")
    assert about[3].startswith("Dette står lenger oppe i fila.")
    said = panel.preview_face.summary.text()
    assert said == "1 innslag kommer inn i hjulet. 3 rader er der allerede."
    panel.accept()
    desk.qtbot.waitUntil(lambda: panel.outcome is not None)
    assert titles(store) - before == {"Lesekveld for foreldre"}
    panel.close()
    desk.panels.clear()

    panel = wizard(desk, path)
    panel.forward()
    desk.settle()
    assert panel.preview is not None
    assert {row.state for row in panel.preview.rows} == {"same"}
    assert not panel.accept_button.isEnabled()
    panel.close()


def test_what_is_left_out_does_not_come_in_by_its_second_line(
    desk: AtDesk, store: Store, school: WheelSchool, tmp_path: Path
) -> None:
    path = tmp_path / "årshjul.csv"
    path.write_text(TABLE + TABLE.splitlines(keepends=True)[2], encoding="utf-8")
    before = titles(store)
    panel = wizard(desk, path)
    panel.forward()
    desk.settle()
    panel.table.rows.turn([1])
    panel.accept()
    desk.qtbot.waitUntil(lambda: panel.outcome is not None)
    assert titles(store) - before == {"Trafikkaksjon ved skolen", "Skolens åpne dag"}
    panel.close()


def test_a_calendar_says_on_which_day(desk: AtDesk, store: Store, school: WheelSchool, tmp_path: Path) -> None:
    path = tmp_path / "skole.ics"
    path.write_text(CALENDAR, encoding="utf-8", newline="")
    panel = wizard(desk, path)
    panel.forward()
    desk.settle()
    assert panel.preview is not None
    (row,) = panel.preview.rows
    assert row.cells[1:3] == ("Natteravnene begynner", "tor. 22. okt.")
    panel.accept()
    desk.qtbot.waitUntil(lambda: panel.outcome is not None)
    assert "Natteravnene begynner" in titles(store)
    panel.close()


def test_a_file_that_is_neither_is_refused_in_a_sentence(
    desk: AtDesk, store: Store, school: WheelSchool, tmp_path: Path
) -> None:
    path = tmp_path / "tom.ics"
    path.write_text("Dette er ingen kalender.", encoding="utf-8")
    panel = wizard(desk, path)
    assert panel.preview is None
    assert panel.error.text
    panel.close()
