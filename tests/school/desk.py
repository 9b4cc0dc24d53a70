"""What does somebody do at the school page, and what does the history say of it?"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt

from app.shell.form import ChoiceField, Form, LineField
from db.history import steps
from tests.office import Office


def said(office: Office) -> str:
    """The newest step, in the window's language."""
    step = office.store.read(lambda session: steps(session, limit=1))[0]
    return office.context.say_step(step)


def write(office: Office, form: Form, name: str, text: str) -> None:
    """Replace what stands in a field and leave it with Enter."""
    control = cast(LineField, form.fields[name].control)
    control.setFocus()
    control.selectAll()
    office.qtbot.keyClicks(control, text) if text else control.clear()
    office.qtbot.keyClick(control, Qt.Key.Key_Return)
    office.qtbot.wait(1)


def choose(office: Office, form: Form, name: str, words: str) -> None:
    """Choose among the words of a field, as with the mouse."""
    control = cast(ChoiceField, form.fields[name].control)
    at = control.findText(words)
    assert at >= 0, [control.itemText(place) for place in range(control.count())]
    control.setCurrentIndex(at)
    control.activated.emit(at)
    office.qtbot.wait(1)


def shown(form: Form, name: str) -> str:
    """What stands in a field."""
    control = form.fields[name].control
    return control.currentText() if isinstance(control, ChoiceField) else cast(LineField, control).text()


def error(form: Form, name: str) -> str:
    """What is wrong at a field."""
    return form.fields[name].error.text
