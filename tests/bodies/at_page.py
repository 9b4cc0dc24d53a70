"""What does somebody do at the page of the bodies, and what stands there?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.bodies import commands, offices
from app.bodies.page import BodiesPage
from app.bodies.queries import BodyRow, SeatRow, bodies
from app.bodies.showing import said
from app.bodies.showing.lines import Line
from app.shell.dialog import Dialog
from app.shell.form import ChoiceField, Form, LineField
from db.history import steps
from tests import factories
from tests.office import Office

TODAY = date(2026, 8, 24)


class AtBodies:
    """The page, and what a person at the keyboard does there."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.store = office.store
        self.qtbot = office.qtbot
        self.page = cast(BodiesPage, office.window.show_page("bodies"))
        self.settle()

    def settle(self) -> None:
        """Wait until the page has read what changed and shows the body that is chosen."""
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not self.page._quiet.isActive())

    # -- what is there

    def usual(self) -> None:
        """Add the usual bodies, as with the button."""
        self.page.nothing.usual_button.click()
        self.qtbot.waitUntil(lambda: len(self.page.looks) == 5)
        self.settle()

    def add(self, code: str) -> BodyRow:
        """Add a ready-made body; returns it."""
        with self.store.change("Added a body") as session:
            id = commands.add_body(session, code)
        self.qtbot.waitUntil(lambda: any(look.id == id for look in self.page.looks))
        self.settle()
        return next(row for row in self.store.read(bodies) if row.id == id)

    def give(
        self,
        seat: SeatRow,
        people: Sequence[int],
        class_name: str = "",
        *,
        deputies: Sequence[int] = (),
        day: date = TODAY,
        ends: date | None = None,
    ) -> tuple[int, ...]:
        """Give a seat to people; returns the ids of their offices."""
        class_id = factories.class_called(self.store, class_name) if class_name else None
        chosen = [offices.Chosen(one) for one in people] + [offices.Chosen(one, "deputy") for one in deputies]
        with self.store.change("Gave a seat") as session:
            found = offices.install(
                session,
                seat.id,
                chosen,
                class_id=class_id,
                valid_from=day,
                member_ends=ends,
                deputy_ends=ends,
                how="election",
            )
        self.settle()
        return found

    def body(self, name: str) -> None:
        """Choose a body."""
        look = next(look for look in self.page.looks if look.body.name_nb == name)
        self.page.show_item(look.id)
        self.settle()
        self.page.pane.tabs.setCurrentIndex(0)

    @property
    def lines(self) -> list[str]:
        """The lines of the body that is chosen: office, class and name."""
        look, tr = self.page.look, self.page.context.tr
        assert look is not None
        return [
            " ".join(
                part
                for part in (said.say_office(line, look, tr), said.say_where(line, tr), said.say_name(line, tr))
                if part
            )
            for line in self.page.who.table.rows.rows
        ]

    def choose(self, words: str) -> Line:
        """Choose the line that reads so."""
        self.page.who.table.go_to_row(self.lines.index(words))
        assert self.page.line is not None
        return self.page.line

    def cell(self, key: str) -> str:
        """What stands in a column of the chosen line."""
        table = self.page.who.table
        at = [column.key for column in table.rows.columns].index(key)
        return table.rows.cell(table.current_row, at)

    @property
    def said(self) -> str:
        """The newest step, in the window's language."""
        step = self.store.read(lambda session: steps(session, limit=1))[0]
        return self.page.context.say_step(step)

    @property
    def told(self) -> str:
        """The newest notice."""
        return self.office.notices[-1].text

    def dialog(self) -> Dialog:
        """The dialog that is open."""
        return cast(Dialog, self.office.dialog())

    # -- what is written

    def write(self, form: Form, name: str, text: str) -> None:
        """Replace what stands in a field and leave it with Enter."""
        control = cast(LineField, form.fields[name].control)
        control.setFocus()
        control.selectAll()
        self.qtbot.keyClicks(control, text) if text else control.clear()
        self.qtbot.keyClick(control, Qt.Key.Key_Return)
        self.settle()

    def pick(self, form: Form, name: str, words: str) -> None:
        """Choose among the words of a field, as with the mouse."""
        control = cast(ChoiceField, form.fields[name].control)
        at = control.findText(words)
        assert at >= 0, [control.itemText(place) for place in range(control.count())]
        control.setCurrentIndex(at)
        control.activated.emit(at)
        self.settle()

    def press(self, control: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is put first."""
        self.office.window.activateWindow()
        self.qtbot.waitUntil(self.office.window.isActiveWindow)
        control.setFocus()
        self.qtbot.keyClick(control, key, keys)
        self.settle()
