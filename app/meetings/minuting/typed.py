"""How is what is being typed kept before it is a step, and offered back when the program stopped in the middle?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.form import LineField
from app.shell.note_field import NoteField
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.meetings.drafts import DraftKeeper, Offer

AGAIN_AFTER = 250
"""Milliseconds until it is tried again, where somebody else was writing."""
SHOWN = 600
"""Characters of what is offered that are shown, the last ones."""


class Typing(QObject):
    """Keeps what is typed in some fields on the disk; which place a field belongs to may change while it is saved."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._keeper: DraftKeeper | None = None
        self._own: set[str] = set()  # typed here and now: nothing to offer back
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.keep_now)

    def watch(self, field: LineField | NoteField, place: Callable[[], str], stands: Callable[[], str]) -> None:
        """Keep what is typed in a field at ``place()``, where ``stands()`` is saved, as long as it is unsaved."""
        field.textChanged.connect(lambda *_: self._changed(field, place(), stands))

    def keep_now(self) -> None:
        """Put what is typed on the disk."""
        self._due.stop()
        keeper = self._made()
        if keeper is not None and keeper.is_waiting and not keeper.keep():
            self._due.start(AGAIN_AFTER)

    def forget(self, place: str) -> None:
        """Forget what was typed at a place: it is a step now, or nobody wants it."""
        keeper = self._made()
        self._own.discard(place)
        if keeper is not None:
            keeper.became_step(place)

    def offers(self) -> dict[str, Offer]:
        """Return what can be offered back, by place; not what is being typed now."""
        from app.meetings.drafts import offered

        if self.context.store is None:
            return {}
        return {offer.place: offer for offer in self.context.read(offered) if offer.place not in self._own}

    def throw_away(self, place: str) -> None:
        """Forget what was offered."""
        from db import drafts
        from db.errors import StoreError

        self.forget(place)
        if self.context.store is not None:
            try:
                drafts.forget(self.context.store, place)
            except StoreError as error:
                from app.core.errors import explain

                self.context.notify(explain(error, self.context.tr) or "")

    def _changed(self, field: LineField | NoteField, place: str, stands: Callable[[], str]) -> None:
        keeper = self._made()
        if not place or field.isReadOnly() or keeper is None:
            return
        if not field.unsaved:
            if place in self._own:  # else what stands there is only shown
                self.forget(place)
            return
        self._own.add(place)
        keeper.typed(place, field.text(), stands())
        if not self._due.isActive():
            from app.meetings.drafts import EVERY

            self._due.start(round(1000 * EVERY))

    def _made(self) -> DraftKeeper | None:
        if self._keeper is None and self.context.store is not None:
            from app.meetings.drafts import DraftKeeper

            self._keeper = DraftKeeper(self.context.store)
        return self._keeper if self.context.store is not None else None


class OfferBar(QFrame):
    """A quiet bar over a field: what was typed there and not saved, to be put back or thrown away."""

    taken = Signal(str)
    dropped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._offer: Offer | None = None
        tr = context.tr
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.words = wrapped("", "muted")
        self.text = wrapped("")
        self.take = QPushButton(tr(N_("Put it &back")))
        icons.put(self.take, "undo-2")
        self.drop = QPushButton(tr(N_("&Throw it away")))
        for button in (self.take, self.drop):
            button.setAutoDefault(False)
        self.take.clicked.connect(self._take)
        self.drop.clicked.connect(self._drop)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.take)
        row.addWidget(self.drop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(self.words)
        column.addWidget(self.text)
        column.addLayout(row)
        self.hide()

    def offer(self, offer: Offer | None) -> None:
        """Offer this; None hides the bar."""
        self._offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        tr = self.context.tr
        said = tr(N_("This was being typed here {when} when the program stopped:"), when=tr.time_stamp(offer.saved_at))
        if offer.changed_since:
            said += " " + tr(N_("What stands here has been changed since."))
        self.words.setText(said)
        self.text.setText(offer.text if len(offer.text) <= SHOWN else f"… {offer.text[-SHOWN:]}")

    def _take(self) -> None:
        offer = self._offer
        self.offer(None)
        if offer is not None:
            self.taken.emit(offer.text)

    def _drop(self) -> None:
        self.offer(None)
        self.dropped.emit()
