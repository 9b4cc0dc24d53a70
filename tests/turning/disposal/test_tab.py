"""Does the tab let the office decide line by line, hand over what is decided, and delete it for good?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.shell.dialog import Dialog
from app.turning.disposal import part as tab
from app.turning.page import TurningPage
from tests.conftest import Clock
from tests.office import Office, office_at
from tests.turning.disposal.past import FOREIGN, MARKED_UP, Past, live_a_year, past_file

Key = Qt.Key
Held = Qt.KeyboardModifier


@dataclass
class Desk:
    """The tab, and what is over."""

    office: Office
    past: Past

    @property
    def page(self) -> TurningPage:
        return cast(TurningPage, self.office.window.pages["turning"])

    @property
    def part(self) -> tab.DisposalPart:
        return cast(tab.DisposalPart, self.page.part)

    @property
    def shown(self) -> list[tab.Row]:
        return list(self.part.list.table.rows.rows)

    def row(self, title: str) -> tab.Row:
        return next(row for row in self.part.rows if row.title == title)

    def go(self, title: str) -> None:
        self.part.list.table.show_id(self.row(title).id)
        self.part._say_current()

    def press(self, key: Qt.Key, title: str, decision: str) -> None:
        """Press Alt and a key, and wait until this is what is decided of a thing."""
        focused = self.office.window.focusWidget()
        assert focused is not None
        self.office.qtbot.keyClick(focused, key, Held.AltModifier)
        self.office.qtbot.waitUntil(lambda: self.row(title).decision == decision)  # a button is pressed for a moment
        self.settle()

    def settle(self) -> None:
        self.office.qtbot.waitUntil(lambda: not self.page._stale and not self.part._quiet.isActive())

    def dialog(self) -> Dialog:
        found: list[Dialog] = []

        def is_there() -> bool:
            found[:] = [one for one in self.office.window.findChildren(Dialog) if one.isVisible()]
            return bool(found)

        self.office.qtbot.waitUntil(is_there)
        return found[0]

    def said(self, part: str) -> None:
        """Wait until a notice says this."""
        self.office.qtbot.waitUntil(lambda: any(part in one.text for one in self.office.notices), timeout=20_000)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    path = tmp_path / "school" / "school.db"
    school = past_file(path)
    with office_at(qtbot, path) as office:
        past = live_a_year(office.store, school, clock)
        office.context.offer_years((2026, 2027), 2027)
        office.context.set_year(2027)
        desk = Desk(office, past)
        office.window.show_page("turning")
        desk.page.show_part("disposal")
        qtbot.waitUntil(lambda: bool(desk.part.rows))
        yield desk


def test_one_line_per_thing_by_kind_with_what_stands_in_the_way(desk: Desk) -> None:
    kinds = [row.kind for row in desk.shown]
    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)  # those of a kind stand together
    assert {"Person", "Klasseliste", "Møte", "Valg", "Plan", "Resultat"} <= set(kinds)
    assert desk.row(MARKED_UP).decision == "Ikke bestemt"
    desk.go(MARKED_UP)
    assert "Begrunnelse for forslaget: " in desk.part.why.text()
    assert desk.part.why.textFormat() == Qt.TextFormat.PlainText
    meeting = next(row for row in desk.part.rows if row.pair == ("meeting", desk.past.meeting))
    assert meeting.about  # an archival thing is not deleted before it is handed over
    desk.part.list.table.show_id(meeting.id)
    desk.part._say_current()
    assert f"Kan ikke slettes ennå: {meeting.about}" in desk.part.why.text()


def test_keys_decide_all_that_is_chosen_and_undo_takes_it_back(desk: Desk) -> None:
    box = desk.part.list.filter_box
    box.setFocus()
    box.setText("person")
    desk.settle()
    desk.office.qtbot.waitUntil(lambda: {row.kind for row in desk.shown} == {"Person"})
    people = len(desk.shown)
    assert people > 2
    desk.part.list.table.selectAll()
    desk.press(Key.Key_B, FOREIGN, "Behold")
    assert [row.decision for row in desk.shown] == ["Behold"] * people
    assert f"Bestemte å beholde: {people}" in desk.office.notices[-1].text
    desk.office.context.undo()
    desk.office.qtbot.waitUntil(lambda: [row.decision for row in desk.shown] == ["Ikke bestemt"] * people)
    desk.go(FOREIGN)
    desk.press(Key.Key_S, FOREIGN, "Slett")
    assert FOREIGN not in desk.office.notices[-1].text
    desk.press(Key.Key_E, FOREIGN, "Ikke bestemt")


def test_what_is_left_to_decide_is_decided_key_by_key(desk: Desk) -> None:
    part = desk.part
    part.which.choose("undecided")
    part.list.refilter()
    first, second, third, fourth, *_ = [row.title for row in desk.shown]
    desk.go(second)
    part.list.filter_box.setFocus()
    desk.press(Key.Key_B, second, "Behold")
    assert part.list.table.current_row.title == third  # the place stays when the row that was decided goes
    desk.press(Key.Key_S, third, "Slett")
    assert part.list.table.current_row.title == fourth
    assert [row.title for row in desk.shown][:2] == [first, fourth]
    part.list.table.selectAll()
    part.decide("keep")
    desk.settle()
    assert desk.shown == []
    assert not part.buttons["keep"].isEnabled()


def test_what_no_archive_takes_is_not_handed_over(desk: Desk) -> None:
    desk.go(FOREIGN)
    assert desk.row(FOREIGN).found.line.entry is None
    desk.part.buttons["archive"].click()
    desk.settle()
    assert desk.row(FOREIGN).decision == "Ikke bestemt"
    assert desk.office.notices[-1].text == "Dette skal ikke til noe arkiv. Behold det, eller slett det."


def test_the_filter_and_the_chips_narrow_the_list(desk: Desk) -> None:
    part = desk.part
    part.which.choose("hindered")
    part.list.refilter()
    assert desk.shown
    assert all(row.about for row in desk.shown)
    part.which.choose("done")
    part.list.refilter()
    assert desk.shown == []
    part.which.choose("undecided")
    part.list.refilter()
    assert len(desk.shown) == len(part.rows)


def test_as_proposed_then_to_the_archive_then_deleted_for_good(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, out = desk.part, tmp_path / "ut"
    out.mkdir()
    part.accept_button.click()
    desk.settle()
    assert all(row.found.decision == row.found.line.suggested for row in part.rows)
    assert "Ikke bestemt: 0" in part.numbers.text()
    waiting = sum(row.found.decision == "archive" for row in part.rows)
    part.hand_over()
    dialog = next(one for one in desk.office.window.findChildren(QFileDialog) if one.isVisible())
    dialog.fileSelected.emit(str(out))
    dialog.close()
    desk.said(f"{waiting} saker ligger i ")
    desk.settle()
    (package,) = out.iterdir()
    assert any(path.suffix == ".xlsx" for path in package.iterdir())
    handed = [row for row in part.rows if row.found.done_on is not None]
    assert len(handed) == waiting
    assert {row.decision for row in handed} == {"Avlevert 06.09.2027"}
    assert "Skal avleveres: 0" in part.numbers.text()
    part.hand_over()
    assert desk.office.notices[-1].text.startswith("Ingenting skal avleveres.")

    going = [row.pair for row in part.rows if row.found.decision == "delete" and not row.about]
    assert ("person", desk.past[FOREIGN]) in going
    part.delete()
    ask = desk.dialog()
    safe = next(one for one in ask.findChildren(QPushButton) if one.isDefault())
    assert safe.text().replace("&", "") != "Slett for godt"
    ask.reject()
    desk.settle()
    assert {row.pair for row in part.rows} >= set(going)  # nothing goes before yes
    part.delete()
    ask = desk.dialog()
    next(one for one in ask.findChildren(QPushButton) if one.text().replace("&", "") == "Slett for godt").click()
    desk.said("slettet for godt")
    desk.settle()
    assert not {row.pair for row in part.rows} & set(going)


def test_a_folder_that_is_gone_is_told_and_nothing_is_marked(desk: Desk, tmp_path: Path) -> None:
    from app.turning.disposal.doing import hand_over_in

    part = desk.part
    part.accept()
    desk.settle()
    hand_over_in(desk.office.context, tmp_path / "borte")
    desk.said("borte")
    desk.settle()
    assert [row for row in part.rows if row.found.done_on is not None] == []


def test_a_school_that_is_done_with_nothing_says_so(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    with office_at(qtbot, tmp_path / "school.db") as office:
        page = cast(TurningPage, office.window.show_page("turning"))
        page.show_part("disposal")
        part = cast(tab.DisposalPart, page.part)
        qtbot.waitUntil(lambda: part.list._empty is not None and part.list._empty.isVisible())
        part.hand_over()
        assert office.notices[-1].text.startswith("Ingenting skal avleveres.")
        part.delete()
        assert office.notices[-1].text.startswith("Ingenting kan slettes.")
