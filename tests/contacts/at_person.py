"""What a person at the keyboard does with the one who is shown beside the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QToolButton, QWidget

from app.contacts.person.view import PersonView
from app.contacts.person.widgets import Band
from app.shell.form import ChoiceField, Field
from app.shell.words import without_mnemonic
from db.history import StepRow, steps
from tests.office import Office


def view(office: Office) -> PersonView:
    """The person that is shown."""
    found = office.contacts.detail.view
    assert found is not None
    return found


def unfold(office: Office) -> None:
    """Fold out what few need, with the mouse."""
    if not view(office).is_unfolded:
        office.qtbot.mouseClick(view(office).more.fold.button, Qt.MouseButton.LeftButton)
    assert view(office).is_unfolded


def field(office: Office, name: str) -> Field:
    """The field whose name begins with ``name``."""
    return next(one for key, one in view(office).form.fields.items() if key.startswith(name))


def tick(office: Office, name: str) -> None:
    """Press a box to tick."""
    control = field(office, name).control
    assert isinstance(control, QCheckBox)
    assert control.isVisibleTo(view(office))
    control.click()
    office.settle()


def pick(office: Office, name: str, code: object) -> None:
    """Choose one of the values of a choice, as with the mouse."""
    control = field(office, name).control
    assert isinstance(control, ChoiceField)
    assert control.isVisibleTo(view(office))
    control.setCurrentIndex(control.findData(code))
    control.activated.emit(control.currentIndex())
    office.settle()


def menu_of(office: Office, button: str, at: int = 0) -> QMenu:
    """The ⋯ menu with this name (the first one, unless there are several), opened."""
    found = [one for one in view(office).findChildren(QToolButton) if one.accessibleName() == button][at]
    menu = found.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def action(menu: QMenu, words: str) -> QAction:
    """What stands in a menu with these words, whatever its Alt key."""
    return next(one for one in menu.actions() if without_mnemonic(one.text()) == without_mnemonic(words))


def button(office: Office, words: str, within: QWidget | None = None) -> QPushButton:
    """The button with these words, whatever its Alt key."""
    buttons = (within or view(office)).findChildren(QPushButton)
    return next(one for one in buttons if without_mnemonic(one.text()) == without_mnemonic(words))


def bands(office: Office) -> Sequence[str]:
    """The titles of the bands, from the top."""
    found = [band for band in view(office).findChildren(Band) if band.isVisibleTo(view(office))]
    return [band.words for band in sorted(found, key=lambda band: band.mapTo(view(office), band.rect().topLeft()).y())]


def newest(office: Office) -> StepRow:
    """The newest step in the history."""
    return office.store.read(lambda session: steps(session, limit=1))[0]


def said(office: Office) -> str:
    """The newest step in words."""
    return office.context.say_step(newest(office))


def undo(office: Office) -> None:
    """Take the newest step back."""
    office.context.undo()
    office.qtbot.wait(20)
    office.settle()


def paste(office: Office, name: str, text: str) -> None:
    """Replace what stands in a field by letters no test keyboard has, and leave it with Enter."""
    control = office.field(name)
    control.setFocus()
    control.setText(text)
    office.qtbot.keyClick(control, Qt.Key.Key_Return)
    office.settle()
