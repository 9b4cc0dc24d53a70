"""Which facts does an entry have, and how are they edited in place?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.form import ChoiceField, Form
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.shell.context import Context, Refuse
    from app.yearwheel.listing.doing import Doing
    from app.yearwheel.rows import OccurrenceRow, Wheel

MOST_SHOWN = 48
"""So many letters of a link are shown."""


def https_links(text: str) -> tuple[str, ...]:
    """Return the addresses that may be opened: those that begin with https, one a line."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line.startswith("https://") and QUrl(line).isValid())


class EntryForm(Form):
    """The facts of the entry that ``row`` is one time of, and the note on this one time."""

    def __init__(self, context: Context, doing: Doing, change_rule: Callable[[], object]) -> None:
        super().__init__(context)
        self._doing = doing
        self.row: OccurrenceRow | None = None
        tr = context.tr
        self.add_text("title", tr(N_("&Title")), partial(self._set, "title"))
        self.ring: ChoiceField = self.add_choice("ring_id", tr(N_("Ri&ng")), [], partial(self._set, "ring_id"))
        self.add_text("responsible", tr(N_("Respo&nsible")), partial(self._set, "responsible"))
        self.rule = wrapped("")
        self.rule.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = QPushButton(tr(N_("Chan&ge …")))
        self.change.setAutoDefault(False)
        self.change.setAccessibleName(tr(N_("Change when it is")))
        self.change.clicked.connect(lambda: change_rule())
        when = QWidget()
        beside = QHBoxLayout(when)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(self.rule, 1)
        beside.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self._add_row(tr(N_("When")), when, when)
        self._add_note("note", tr(N_("N&ote this time")), self._set_note)

    def show_row(self, row: OccurrenceRow, wheel: Wheel) -> None:
        """Show the facts; what is being typed stays while it is of the same entry."""
        from app.yearwheel.rules.say import say_rule

        entry = row.entry
        self.row = row
        if entry is None:
            return
        rings = [(ring.id, ring.name) for ring in wheel.rings]
        if [(self.ring.itemData(at), self.ring.itemText(at)) for at in range(self.ring.count())] != rings:
            self.ring.clear()
            for ring_id, name in rings:
                self.ring.addItem(name, ring_id)
        values = {"title": entry.title, "ring_id": entry.ring_id, "responsible": entry.responsible, "note": row.note}
        self.set_values(values)
        tr = self.context.tr
        said = say_rule(entry.rule, tr, {one.code: one.title for one in wheel.entries})
        self.rule.setText(f"{said[:1].upper()}{said[1:]}" if said else tr(N_("No day yet")))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.change.setEnabled(not read_only)

    # -- private

    def _add_note(self, name: str, label: str, save: Callable[[str, Refuse], object]) -> None:
        control, cell = self.place_note(name, label, save)
        self._add_row(label, control, cell)

    def _set(self, field: str, value: object, refuse: Refuse) -> object:
        return self._doing.set_entry(self.row, field, str(value), refuse) if self.row is not None else None

    def _set_note(self, text: str, refuse: Refuse) -> object:
        return self._doing.note(self.row, text, refuse) if self.row is not None else None


class MoreForm(Form):
    """What few look at: what it is about, its source or legal basis, and links."""

    def __init__(self, context: Context, doing: Doing) -> None:
        super().__init__(context)
        self._doing = doing
        self.row: OccurrenceRow | None = None
        tr = context.tr
        self._add_note("description", tr(N_("Descr&iption")))
        self.add_text("basis", tr(N_("&Legal basis")), partial(self._set, "basis"))
        self._add_note("links", tr(N_("Lin&ks")))
        self._open = QWidget()
        self._links = QVBoxLayout(self._open)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(GRID // 2)
        self._layout.addRow("", self._open)

    def show_row(self, row: OccurrenceRow) -> None:
        """Show the facts; what is being typed stays while it is of the same entry."""
        self.row = row
        if row.entry is not None:
            entry = row.entry
            self.set_values({"description": entry.description, "basis": entry.basis, "links": entry.links})
            self._show_links(https_links(entry.links))

    @property
    def is_empty(self) -> bool:
        """Whether none of it is written yet."""
        entry = self.row.entry if self.row is not None else None
        return entry is None or not (entry.description or entry.basis or entry.links)

    # -- private

    def _add_note(self, name: str, label: str) -> None:
        control, cell = self.place_note(name, label, partial(self._set, name))
        self._add_row(label, control, cell)

    def _set(self, field: str, value: object, refuse: Refuse) -> object:
        return self._doing.set_entry(self.row, field, str(value), refuse) if self.row is not None else None

    def _show_links(self, links: tuple[str, ...]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for link in links:
            shown = link.removeprefix("https://")
            words = shown if len(shown) <= MOST_SHOWN else f"{shown[: MOST_SHOWN - 1]}…"
            button = icons.button(
                words.replace("&", "&&"), "chevron-right", partial(QDesktopServices.openUrl, QUrl(link))
            )
            button.setAccessibleName(self.context.tr(N_("Open {link}"), link=shown))
            button.setFlat(True)
            self._links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._open.setVisible(bool(links))
