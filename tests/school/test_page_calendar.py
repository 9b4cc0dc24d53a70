"""The school calendar on the page: typed in, read from a file, and with the public holidays among it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.school import calendar_commands
from app.school.calendar_dialogs import CalendarFileDialog, EntryDialog
from app.school.calendar_part import CalendarPart, say_days
from app.school.queries import calendar_entries
from app.shell.dialog import Dialog
from tests.factories import YEAR
from tests.office import Office
from tests.school.desk import choose, error, said, shown, write

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture
def part(office: Office) -> CalendarPart:
    office.school.show_part("calendar")
    return office.school.calendar


def lines(part: CalendarPart) -> list[tuple[str, str]]:
    """The list as it is read: days and name."""
    rows = part.list.table.rows
    return [(rows.cell(row, 0), rows.cell(row, 2)) for row in rows.rows]


def own(part: CalendarPart) -> list[tuple[str, str]]:
    """The list without the public holidays."""
    rows = part.list.table.rows
    return [(rows.cell(row, 0), row.name) for row in rows.rows if row.kind != "holiday"]


def entries(office: Office) -> list[tuple[date, date, str, str]]:
    found = office.store.read(calendar_entries, YEAR)
    return [(row.first_day, row.last_day, row.kind, row.name) for row in found]


def add(office: Office, first: date, last: date | None, kind: str, name: str = "") -> int:
    with office.store.change("Added") as session:
        return calendar_commands.add_entry(session, YEAR, first, last, kind, name)


def read(office: Office, part: CalendarPart, name: str) -> CalendarFileDialog:
    part.read_file(DATA / name)
    office.qtbot.waitUntil(lambda: bool([d for d in office.window.findChildren(CalendarFileDialog) if d.isVisible()]))
    return cast(CalendarFileDialog, office.dialog())


def test_the_public_holidays_of_the_year_stand_there_from_the_first(office: Office, part: CalendarPart) -> None:
    assert lines(part) == [
        ("fre. 25. des.", "1. juledag"),
        ("fre. 1. jan.", "1. nyttårsdag"),
        ("tor. 25. mars", "Skjærtorsdag"),
        ("fre. 26. mars", "Langfredag"),
        ("man. 29. mars", "2. påskedag"),
        ("tor. 6. mai", "Kristi himmelfartsdag"),
        ("man. 17. mai", "17. mai · 2. pinsedag"),
    ]
    assert all(
        part.list.table.is_muted is not None and part.list.table.is_muted(row) for row in part.list.table.rows.rows
    )


def test_a_public_holiday_cannot_be_changed_or_removed(office: Office, part: CalendarPart) -> None:
    part.list.table.go_to_row(0)
    assert part.entry_form.fields == {}
    assert not part.remove_button.isVisible()
    office.school.drop_action.trigger()
    assert "kan ikke fjernes" in office.notices[-1].text
    assert len(lines(part)) == 7


def test_a_break_is_typed_in_changed_in_place_and_removed(office: Office, part: CalendarPart) -> None:
    office.school.entry_action.trigger()
    dialog = cast(EntryDialog, office.dialog())
    office.qtbot.keyClicks(dialog.first_day, "051026")
    office.qtbot.keyClicks(dialog.last_day, "9.10.26")
    office.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: own(part) == [("man. 5. okt. – fre. 9. okt.", "Høstferie")])
    assert shown(part.entry_form, "name") == "Høstferie"  # the new one is chosen
    write(office, part.entry_form, "last_day", "12.10.2026")
    assert said(office) == "Endret siste dag for Høstferie i skoleruten"
    office.qtbot.waitUntil(lambda: own(part) == [("man. 5. okt. – man. 12. okt.", "Høstferie")])
    choose(office, part.entry_form, "kind", "Planleggingsdag")
    assert entries(office)[0][2] == "planning_day"
    part.remove_button.click()
    office.qtbot.waitUntil(lambda: own(part) == [])
    assert said(office) == "Fjernet Høstferie fra skoleruten"


def test_what_is_wrong_with_a_new_entry_is_said_at_its_field(office: Office, part: CalendarPart) -> None:
    office.school.entry_action.trigger()
    dialog = cast(EntryDialog, office.dialog())
    dialog.submit()
    assert dialog._fields["first_day"][1].text == "Skriv datoen slik: 24.08.2026."
    dialog.first_day.setText("05.10.2026")
    dialog.last_day.setText("i oktober")
    dialog.submit()
    assert dialog._fields["first_day"][1].text == ""
    assert dialog._fields["last_day"][1].text == "Skriv datoen slik: 24.08.2026."
    dialog.reject()


def test_what_was_refused_for_one_entry_is_not_saved_for_another(office: Office, part: CalendarPart) -> None:
    add(office, date(2026, 10, 5), date(2026, 10, 9), "break")
    add(office, date(2026, 11, 6), None, "planning_day")
    office.qtbot.waitUntil(lambda: len(own(part)) == 2)
    part.list.table.go_to_row(0)
    write(office, part.entry_form, "last_day", "01.10.2026")
    assert error(part.entry_form, "last_day") == "Den siste dagen kan ikke komme før den første."
    part.list.table.go_to_row(1)
    assert shown(part.entry_form, "last_day") == "06.11.2026"
    assert [entry[1] for entry in entries(office)] == [date(2026, 10, 9), date(2026, 11, 6)]


def test_the_first_and_last_school_day_make_the_summers_and_count_the_days(office: Office, part: CalendarPart) -> None:
    assert part._total.text() == "Skriv inn årets skolerute, eller les den fra kommunens fil."
    write(office, part.end_forms["starts_on"], "starts_on", "17.08.2026")
    assert said(office) == "Endret første skoledag i 2026/27"
    office.qtbot.waitUntil(lambda: "første og siste dag" in part._total.text())
    write(office, part.end_forms["ends_on"], "ends_on", "18.06.2027")
    # 44 weeks, less Christmas Day, 1 January, three days of Easter, Ascension Day and 17 May
    office.qtbot.waitUntil(lambda: part._total.text() == "213 skoledager")
    assert own(part) == [
        ("lør. 1. aug. – søn. 16. aug.", "Sommerferie"),
        ("lør. 19. juni – lør. 31. juli", "Sommerferie"),
    ]
    write(office, part.end_forms["ends_on"], "ends_on", "17.05.2027")
    assert "17. mai" in error(part.end_forms["ends_on"], "ends_on")
    write(office, part.end_forms["ends_on"], "ends_on", "18.06.2027")
    assert error(part.end_forms["ends_on"], "ends_on") == ""


def test_too_few_school_days_are_told(office: Office, part: CalendarPart) -> None:
    write(office, part.end_forms["starts_on"], "starts_on", "17.08.2026")
    write(office, part.end_forms["ends_on"], "ends_on", "14.05.2027")  # five weeks and their 17 May less: 213 − 25 + 1
    office.qtbot.waitUntil(lambda: part._total.text().startswith("189 skoledager · færre enn de 190 i 38 uker"))


def test_the_list_is_filtered_by_name_kind_and_date(office: Office, part: CalendarPart) -> None:
    add(office, date(2026, 11, 6), None, "planning_day", "Kursdag")
    office.qtbot.waitUntil(lambda: len(lines(part)) == 8)
    for text, names in (("planlegg", ["Kursdag"]), ("påsk", ["2. påskedag"]), ("6. nov", ["Kursdag"])):
        part.list.filter_box.setText(text)
        office.qtbot.waitUntil(lambda names=names: [name for _, name in lines(part)] == names)  # type: ignore[misc]


def test_a_file_with_our_school_is_shown_before_it_lands_and_the_same_again_changes_nothing(
    office: Office, part: CalendarPart
) -> None:
    dialog = read(office, part, "skolerute-stavanger.csv")
    assert dialog.school.currentText() == "Lia skole"
    assert dialog.school.isVisible()
    assert dialog.summary.text() == "9 blir lagt til."
    assert entries(office) == []
    dialog.submit()
    office.qtbot.waitUntil(lambda: len(own(part)) == 9)
    assert said(office) == "Leste inn skoleruten for 2026/27"
    assert shown(part.end_forms["starts_on"], "starts_on") == "17.08.2026"
    assert part._total.text().startswith("189 skoledager")
    again = read(office, part, "skolerute-stavanger.csv")
    assert "Ingenting" in again.summary.text()
    assert not again.take_button.isEnabled()
    again.submit()
    assert again.isVisible()
    again.reject()
    office.context.undo()
    office.qtbot.waitUntil(lambda: own(part) == [])


def test_a_file_without_our_school_asks_which_one(office: Office, part: CalendarPart) -> None:
    with office.store.change("Renamed") as session:
        from app.school.commands import set_school_field

        set_school_field(session, "name", "Berg skole")
    dialog = read(office, part, "skolerute-stavanger.csv")
    assert dialog.school.currentData() is None
    assert not dialog.take_button.isEnabled()
    assert "ingen av dem" in dialog.note.text()
    dialog.school.setCurrentIndex(dialog.school.findText("Fjell skole"))
    assert dialog.summary.text() == "9 blir lagt til."
    dialog.submit()
    office.qtbot.waitUntil(lambda: ("man. 28. sep. – fre. 2. okt.", "Høstferie, uke 40") in own(part))


def test_what_is_unticked_is_left_as_it_is(office: Office, part: CalendarPart) -> None:
    add(office, date(2026, 11, 2), None, "day_off", "Vår egen fridag")
    add(office, date(2026, 9, 28), date(2026, 10, 6), "break", "Høstferie")
    dialog = read(office, part, "skolerute-stavanger.csv")
    assert dialog.summary.text() == "8 blir lagt til, 1 blir endret, 1 blir fjernet."
    rows = dialog.table.rows
    gone = next(at for at in range(rows.rowCount()) if rows.index(at, 2).data() == "Vår egen fridag")
    dialog.table.rows.turn([gone])
    assert dialog.summary.text() == "8 blir lagt til, 1 blir endret."
    dialog.submit()
    office.qtbot.waitUntil(lambda: len(own(part)) == 10)
    assert ("man. 2. nov.", "Vår egen fridag") in own(part)
    assert ("man. 5. okt. – fre. 9. okt.", "Høstferie, uke 41") in own(part)


def test_a_file_that_cannot_be_read_is_told_with_row_and_column(
    office: Office, part: CalendarPart, tmp_path: Path
) -> None:
    path = tmp_path / "rute.csv"
    path.write_text("dato,elevdag\n2026-10-05,Nei\nfredag,Nei\n", encoding="utf-8")
    part.read_file(path)
    office.qtbot.waitUntil(lambda: bool([d for d in office.window.findChildren(Dialog) if d.isVisible()]))
    dialog = office.dialog()
    words = office.words(cast(QWidget, dialog))
    assert "Rad 3, kolonnen dato: «fredag» er ikke en dato." in words
    dialog.reject()
    assert entries(office) == []


def test_a_past_year_can_only_be_read(office: Office, part: CalendarPart) -> None:
    add(office, date(2026, 10, 5), date(2026, 10, 9), "break")
    office.context.offer_years((YEAR, YEAR + 1), YEAR + 1)
    office.context.set_year(YEAR + 1)
    office.context.set_year(YEAR)
    office.qtbot.waitUntil(lambda: len(own(part)) == 1)
    part.list.table.go_to_row(0)
    assert not part.remove_button.isEnabled()
    assert not office.school.entry_action.isEnabled()
    assert not office.school.read_action.isEnabled()
    part.remove_entry()
    part.new_entry()
    assert len(entries(office)) == 1


def test_days_are_said_without_the_year() -> None:
    from app.core.i18n import translator

    nb, en = translator("nb"), translator("en")
    assert say_days(date(2026, 12, 21), date(2027, 1, 1), nb) == "man. 21. des. – fre. 1. jan."
    assert say_days(date(2026, 12, 21), date(2026, 12, 21), en) == "Mon 21 Dec"
