"""Everything in sight has a name, and no two things have the same Alt key, in any language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from app.meetings.agenda import add_item
from app.meetings.showing.send_panel import SendPanel
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting
from tests.meetings.showing.at_pane import AtPane
from tests.meetings.showing.conftest import Show


def faces(at: AtPane) -> Iterator[tuple[str, QWidget]]:
    """Show everything the pane can show, folded out."""
    yield "empty", at.pane
    for title in ("Skolegården", "Budsjett"):
        with at.store.change("Added a case") as session:
            add_item(session, at.pane.meeting_id, title=title)
    at.settle()
    yield "agenda", at.pane
    at.pane.facts.set_open(True)
    yield "facts", at.pane
    at.pane.facts.set_open(False)
    at.go_to("Budsjett")
    at.press(Qt.Key.Key_Return)
    at.pane.agenda.case.closing_fold.set_open(True)
    at.pane.agenda.case.more_fold.set_open(True)
    at.settle()
    yield "case", at.pane
    at.pane.propose()
    yield "propose", at.dialog()
    at.dialog().reject()
    at.pane.agenda.forward()
    yield "forward", at.dialog()
    at.dialog().reject()
    assert at.pane.meeting_id is not None
    panel = SendPanel(at.context, at.pane.meeting_id)
    at.qtbot.addWidget(panel)
    panel.message.set_open(True)
    panel.show()
    yield "send", panel


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice_and_everything_has_a_name(
    show: Show, store: Store, school: MeetingSchool, language: str
) -> None:
    at = show(a_meeting(store, school.su, school.smu), language)
    faults: dict[str, object] = {}
    for name, face in faces(at):
        keys: dict[str, list[str]] = defaultdict(list)
        labels = [label for label in face.findChildren(QLabel) if label.buddy() is not None]
        things: list[QAbstractButton | QLabel] = [*face.findChildren(QAbstractButton), *labels]
        for thing in things:
            key = QKeySequence.mnemonic(thing.text()).toString() if thing.isVisible() else ""
            if key:
                keys[key].append(thing.text())
        if twice := {key: words for key, words in keys.items() if len(words) > 1}:
            faults[name] = twice
        nameless = [
            type(control).__name__
            for kind in (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
            for control in face.findChildren(kind)
            if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus
            if not control.accessibleName() and not getattr(control, "text", lambda: "")()
            if not isinstance(control, QScrollBar)
        ]
        if nameless:
            faults[f"{name}: without a name"] = nameless
    assert faults == {}
