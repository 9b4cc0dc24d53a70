"""A parent phones with a new number: changed here, told to the teacher, and ticked off when the register knows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.contacts.queries import phones_of
from tests.factories import opened
from tests.imports import rosters
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary

OLD, NEW = "90012345", "91122334"
CHANGED = "Endret telefonen til Kari Ødegård"


def roster(path: Path, phone: str, *more: dict[str, str]) -> Path:
    """Write the list as the school's register has it: Ola and his mother, and a family nothing happens to."""
    teacher = {"Kontaktlærer": "Liv Aas"}
    kari = rosters.guardian(1, "Kari", "Ødegård", phone, "kari@example.no")
    rows = [
        rosters.pupil("Ola", "Ødegård", "5A", "14.05.2016", **teacher, **kari),
        rosters.pupil("Ali", "Khan", "5A", "01.12.2016", **teacher, **rosters.guardian(1, "Sara", "Khan", "92222222")),
    ]
    return rosters.write_csv(path, [*rows, *more])


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, tmp_path: Path) -> Secretary:
    """The school as it came from the register."""
    with opened(school_file):
        pass
    desk = Secretary(qtbot, start)
    desk.let_in(desk.look_at_file(roster(tmp_path / "elevliste.csv", OLD)))
    assert desk.due == ""
    return desk


def number(desk: Secretary) -> str:
    kari = desk.contacts.detail.shown
    assert kari is not None
    return desk.store.read(phones_of, [kari.id])[kari.id][0].number


def phone_call(desk: Secretary) -> None:
    """Find her by half a name, write the number, and who said it."""
    desk.find("ri ødeg")
    assert desk.names == ["Ødegård, Kari"]
    assert "900 12 345" in desk.words()
    desk.write("phone:", NEW)
    desk.qtbot.waitUntil(lambda: "911 22 334" in desk.words())
    desk.write("told_by:", "mor, på telefon")


def waiting(desk: Secretary) -> list[tuple[str, ...]]:
    panel = desk.register()
    rows: list[tuple[str, ...]] = [
        (row.classes, row.pupils, row.who, row.now, row.told_by) for row in panel.pane.table.rows.rows
    ]
    desk.window.close_panel()
    return rows


LINE = ("5A", "Ola Ødegård", "Kari Ødegård (foresatt)", "911 22 334", "mor, på telefon")


def test_the_line_waits_with_a_badge_and_goes_to_the_contact_teacher(desk: Secretary) -> None:
    phone_call(desk)
    assert number(desk) == "+4791122334"
    assert desk.due == "1 ting å gjøre"
    assert waiting(desk) == [LINE]
    panel = desk.register()
    desk.qtbot.mouseClick(panel.teachers_button, Qt.MouseButton.LeftButton)
    assert desk.clipboard == (
        "Til Liv Aas, 5A:\n"
        "5A Ola Ødegård: mobil for Kari Ødegård er nå 911 22 334 (opplyst av mor, på telefon, 24.08.2026)"
    )
    assert (desk.newest.kind, desk.history(1)) == ("export", ["Kopiert til kontaktlærer, Liv Aas (5A): 1"])
    assert "911" not in str(desk.newest.arguments)


def test_it_is_undone_and_redone_also_after_a_restart(desk: Secretary) -> None:
    phone_call(desk)
    desk.begin_again()
    desk.qtbot.waitUntil(lambda: desk.due == "1 ting å gjøre")
    assert waiting(desk) == [LINE]
    desk.find("kari")
    desk.undo()  # who told us
    assert waiting(desk) == [(*LINE[:4], "")]
    assert desk.window.undo_action.text().endswith(f"«{CHANGED}»")
    desk.undo()
    assert number(desk) == "+4790012345"
    assert "900 12 345" in desk.words()
    assert (desk.due, waiting(desk)) == ("", [])
    desk.redo()
    desk.redo()
    assert number(desk) == "+4791122334"
    assert (desk.due, waiting(desk)) == ("1 ting å gjøre", [LINE])


def test_a_list_from_before_keeps_ours_and_says_so(desk: Secretary, tmp_path: Path) -> None:
    phone_call(desk)
    newcomer = rosters.pupil("Uma", "Vik", "5A", "05.05.2016")
    wizard = desk.look_at_file(roster(tmp_path / "gammel.csv", OLD, newcomer))
    assert wizard.preview is not None
    rows = {row.cells[1]: row for row in wizard.preview.rows if row.state in ("kept", "changed")}
    assert list(rows) == ["Kari Ødegård"]
    kept = rows["Kari Ødegård"]
    assert (kept.state, kept.ticked) == ("kept", False)
    assert kept.unticked.startswith("Telefon: 911 22 334 beholdes, filen sier 900 12 345. Endret her for hånd")
    assert kept.about == "Telefon: 911 22 334 → 900 12 345"
    assert kept.sides == (("Telefon", "911 22 334", "900 12 345"),), "both stand side by side"
    assert not [row for row in wizard.preview.rows if row.state == "problem"], "and nothing is said twice"
    desk.let_in(wizard)  # the rest of the file comes in
    desk.type("")
    assert "Vik, Uma" in desk.names
    desk.find("kari")
    assert number(desk) == "+4791122334"
    assert (desk.due, waiting(desk)) == ("1 ting å gjøre", [LINE])


def test_the_next_list_that_knows_it_ticks_it_off(desk: Secretary, tmp_path: Path) -> None:
    phone_call(desk)
    wizard = desk.look_at_file(roster(tmp_path / "ny.csv", NEW))
    assert wizard.preview is not None
    assert list(wizard.preview.rows) == [], "the file holds nothing new"
    assert wizard.preview_face.summary.text() == "Ingen opplysninger endres."
    assert "1 endring gjort her står i filen også, og krysses av." in wizard.preview_face.notes.text()
    desk.let_in(wizard)
    assert (desk.due, waiting(desk)) == ("", [])
    assert desk.notices[-1].text.startswith("Importerte ny.csv: personene er som før. 1 endring")
    desk.find("kari")
    assert number(desk) == "+4791122334"
    desk.undo()
    assert (desk.due, waiting(desk)) == ("1 ting å gjøre", [LINE])
    desk.redo()
    assert (desk.due, waiting(desk)) == ("", [])
