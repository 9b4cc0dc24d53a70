"""Which rings does the wheel have, in which order and looks?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context, Refuse
from app.shell.dialog import Dialog
from app.shell.form import ChoiceField, Form
from app.shell.theme import GRID
from app.shell.words import Label, wrapped
from app.yearwheel.asking.roomy import make_roomy
from app.yearwheel.listing.signs import ring_icon
from app.yearwheel.looks import COLOURS
from app.yearwheel.words import COLOUR_WORDS, PATTERN_WORDS, RING_KIND_WORDS

if TYPE_CHECKING:
    from app.yearwheel.rows import RingRow

SIGN = 20
LETTERS = 100
_ID = Qt.ItemDataRole.UserRole
OWN_KINDS = ("parents", "staff", "office", "school")
"""Kinds of ring of which a school needs one at most."""


class RingsDialog(Dialog):
    """The rings from the outermost; beside them the name and looks of the chosen one, each saved when it is left."""

    def __init__(self, context: Context, parent: QWidget, then: Callable[[], object] | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("The rings of the wheel")))
        self.context, self._then = context, then
        self.rings: tuple[RingRow, ...] = ()
        self._filling = False
        make_roomy(self, parent, LETTERS)
        self.list = QListWidget()
        self.list.setIconSize(QSize(SIGN, SIGN))
        self.list.setMinimumHeight(34 * GRID)
        self.list.setAccessibleName(tr(N_("The rings, the outermost first")))
        self.list.setSpacing(2)
        label = Label(tr(N_("&Rings, the outermost first")))
        label.setBuddy(self.list)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(label)
        left.addWidget(self.list, 1)
        left.addLayout(self._make_order())
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        row.addLayout(left, 1)
        row.addLayout(self._make_facts(), 1)
        self.body.addLayout(row, 1)
        self._make_adding()
        self.close_button = self._add_close()
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(key), self, lambda by=by: self.move_by(by))
        QShortcut(QKeySequence("Del"), self.list, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        self.list.currentRowChanged.connect(lambda _at: self._show_ring())
        self.finished.connect(lambda _how: self._finish())
        self.show_rings()
        self.list.setFocus()

    @property
    def ring(self) -> RingRow | None:
        """The ring that is chosen."""
        at = self.list.currentRow()
        return self.rings[at] if 0 <= at < len(self.rings) else None

    def show_rings(self, ring_id: int | None = None) -> None:
        """Read the rings anew, and choose one (the same as before)."""
        from app.yearwheel.queries import rings

        before = self.ring
        wanted = ring_id or (before.id if before is not None else None)
        self._filling = True
        self.rings = self.context.read(rings)
        self.list.clear()
        for ring in self.rings:
            item = QListWidgetItem(ring_icon(ring, self, SIGN), ring.name)
            item.setData(_ID, ring.id)
            self.list.addItem(item)
        self._filling = False
        at = next((at for at, ring in enumerate(self.rings) if ring.id == wanted), 0)
        self.list.setCurrentRow(at if self.rings else -1)
        self._show_ring()
        self._offer_new()

    def move_by(self, by: int) -> None:
        """Move the chosen ring outwards (-1) or inwards (1)."""
        from app.yearwheel.commands import move_ring

        ring, to = self.ring, self.list.currentRow() + by
        if ring is None or not 0 <= to < len(self.rings):
            return
        label = N_("Moved the ring {name}")
        if self.context.do(label, move_ring, ring.id, to, arguments={"name": ring.name}, on_error=self.refuse):
            self.show_rings(ring.id)

    def add(self) -> None:
        """Add the ring that is chosen below, and let it be named."""
        from app.yearwheel.commands import add_ring

        self.clear_errors()
        kind, body_id = self.new.currentData()
        name = self.new.currentText() if kind != "theme" else self.context.tr(N_("New theme"))
        done = self.context.do(
            N_("Added the ring {name}"),
            lambda session: add_ring(session, kind=kind, name="" if body_id else name, body_id=body_id),
            arguments={"name": name},
            on_error=self.refuse,
        )
        if done is not None:
            self.show_rings(int(done.result))
            name_field = self.form_part.fields["name"].control
            name_field.setFocus()
            getattr(name_field, "selectAll", lambda: None)()

    def remove(self) -> None:
        """Remove the chosen ring; one with entries is refused."""
        from app.yearwheel.commands import remove_ring

        self.clear_errors()
        ring = self.ring
        if ring is None:
            return
        label = N_("Removed the ring {name}")
        if self.context.do(label, remove_ring, ring.id, arguments={"name": ring.name}, on_error=self.refuse):
            at = self.list.currentRow()
            self.show_rings()
            self.list.setCurrentRow(min(at, len(self.rings) - 1))

    def submit(self) -> None:
        """There is nothing left to save: it is closed."""
        if self.form_part.save_now():
            self.accept()

    # -- private

    def _make_order(self) -> QHBoxLayout:
        tr = self.context.tr
        self.up, self.down = QPushButton(tr(N_("&Outwards"))), QPushButton(tr(N_("&Inwards")))
        self.remove_button = QPushButton(tr(N_("Re&move")))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button, picture, call in (
            (self.up, "arrow-up", lambda: self.move_by(-1)),
            (self.down, "arrow-down", lambda: self.move_by(1)),
            (self.remove_button, "trash-2", self.remove),
        ):
            icons.put(button, picture)
            button.setAutoDefault(False)
            button.clicked.connect(call)
            row.addWidget(button)
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        row.addStretch(1)
        return row

    def _make_facts(self) -> QVBoxLayout:
        tr = self.context.tr
        self.form_part = Form(self.context)
        self.form_part.add_text("name", tr(N_("&Name")), self._saver("name"), limit=80)
        colours = [(str(at), tr(words)) for at, words in enumerate(COLOUR_WORDS)]
        patterns = [(code, tr(words)) for code, words in PATTERN_WORDS.items()]
        self.form_part.add_choice("colour", tr(N_("Co&lour")), colours, self._saver("colour"))
        self.form_part.add_choice("pattern", tr(N_("&Pattern")), patterns, self._saver("pattern"))
        self.kind = self.form_part.add_fact(tr(N_("What it is for")))
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        column.addWidget(self.form_part)
        words = N_("The pattern tells the rings apart on a print without colours.")
        column.addWidget(wrapped(tr(words), "muted"))
        column.addStretch(1)
        return column

    def _make_adding(self) -> None:
        tr = self.context.tr
        self.new = ChoiceField([])
        self.new.setAccessibleName(tr(N_("A new ring for")))
        label = Label(tr(N_("A new ring &for")))
        label.setBuddy(self.new)
        self.add_button = QPushButton(tr(N_("&Add the ring")))
        icons.put(self.add_button, "plus")
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(self.new, 1)
        row.addWidget(self.add_button)
        self.body.addLayout(row)

    def _add_close(self) -> QPushButton:
        close = QPushButton(self.context.tr(N_("&Close")))
        close.setDefault(True)
        close.clicked.connect(self.submit)
        self.buttons.addWidget(close)
        return close

    def _offer_new(self) -> None:
        """Offer a theme, the bodies without a ring, and what only one ring is needed for."""
        from app.core import clock
        from app.meetings.listing.picking import meeting_bodies

        tr = self.context.tr
        self.new.clear()
        self.new.addItem(tr(RING_KIND_WORDS["theme"]), ("theme", None))
        taken = {ring.body_id for ring in self.rings}
        for body in meeting_bodies(self.context, clock.today()):
            if body.id not in taken:
                self.new.addItem(body.name(tr.language), ("body", body.id))
        kinds = {ring.kind for ring in self.rings}
        for kind in OWN_KINDS:
            if kind not in kinds:
                self.new.addItem(tr(RING_KIND_WORDS[kind]), (kind, None))

    def _show_ring(self) -> None:
        if self._filling:
            return
        ring, at = self.ring, self.list.currentRow()
        self.form_part.setEnabled(ring is not None)
        self.remove_button.setEnabled(ring is not None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self.rings) - 1)
        if ring is None:
            return
        tr = self.context.tr
        for name, values in (("colour", range(COLOURS)), ("pattern", PATTERN_WORDS)):
            box = self.form_part.fields[name].control
            assert isinstance(box, ChoiceField)
            box.setIconSize(QSize(SIGN, SIGN))
            for number, value in enumerate(values):
                box.setItemIcon(number, ring_icon(replace(ring, **{name: value}), self, SIGN))  # type: ignore[arg-type]
        self.form_part.set_values({"name": ring.name, "colour": str(ring.colour % COLOURS), "pattern": ring.pattern})
        self.kind.setText(tr(RING_KIND_WORDS[ring.kind]))

    def _saver(self, field: str) -> Callable[[object, Refuse], object]:
        def save(value: object, refuse: Refuse) -> object:
            from app.yearwheel.commands import set_ring

            ring = self.ring
            if ring is None:
                return None
            done = self.context.do(
                N_("Changed the ring {name}"),
                set_ring,
                ring.id,
                field,
                str(value),
                arguments={"name": ring.name},
                on_error=refuse,
            )
            if done is not None:
                self.show_rings(ring.id)
            return done

        return save

    def _finish(self) -> None:
        if self._then is not None:
            self._then()
