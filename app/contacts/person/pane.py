"""What stands beside the list: nobody, one person, or how many are chosen?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.contacts.people.many_pane import ManyPane
from app.contacts.person.view import PersonView
from app.contacts.person_queries import ContactDetail, contact_detail
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.form import TYPED
from app.shell.theme import GRID
from app.shell.words import wrapped
from db.protected import Contact

SHOWN_FOR = 120_000  # milliseconds that revealed contact details stay on the screen


class DetailPane(QFrame):
    """Shows a person, or what can be done with several.

    ``actions`` are the page's own for a person's menu, ``many`` those for several, part by part.
    """

    person_wanted = Signal(int)
    left = Signal()  # Esc: back to the list

    def __init__(self, context: Context, actions: Sequence[QAction], many: Sequence[Sequence[QAction]] = ()) -> None:
        super().__init__()
        self.context = context
        self.shown: ContactDetail | None = None
        self.view: PersonView | None = None
        self._actions = tuple(actions)
        self._revealed: Contact | None = None
        self._address_shown = False  # of a person in a protected household
        self._hide_again = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._hide_again.timeout.connect(self.hide_revealed)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._nobody = self._message(context.tr(N_("Choose a person in the list to see everything about them.")))
        self._stack.addWidget(self._nobody)
        self._many = ManyPane(context, many)
        self._stack.addWidget(self._many)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(self._scroll)

    @property
    def person_id(self) -> int | None:
        """The person that is shown."""
        return self.shown.id if self.shown is not None else None

    def show_person(self, person_id: int | None, day: date) -> None:
        """Show a person as they are on a day; the same person again keeps the cursor and what is being typed."""
        if person_id != self.person_id:
            self._forget_revealed()
        found = self.context.read(contact_detail, person_id, day) if person_id is not None else None
        before, self.shown = self.shown, found
        if found is None:
            had_focus = self._focus_order()[1]
            self._drop_view()
            self._stack.setCurrentWidget(self._nobody)
            if had_focus:
                self.left.emit()
            return
        if found.address_grade == "none" and not (self._address_shown and found.protected_because):
            self._forget_revealed()
        same = before is not None and before.id == found.id
        if not same or self.view is None or self.view.day != day or not self._fits(self.view, found):
            self._build(found, day, keep_focus=same)
        if self.view is not None:
            self.view.fill(found)
        self._stack.setCurrentWidget(self._scroll)

    def show_many(self, number: int) -> None:
        """Say how many are chosen, and offer what can be done with all of them."""
        self.shown = None
        self._drop_view()
        self._many.say(number)
        self._stack.setCurrentWidget(self._many)

    def save_now(self) -> bool:
        """Save what is typed and not yet left; False if it was refused, and then it is said why one cannot go on."""
        if self.view is None or self.view.form.save_now():
            return True
        self.context.notify(self.context.tr(N_("Not saved yet. Correct what is marked in red, or press Esc there.")))
        return False

    def focus_first(self) -> None:
        """Put the cursor in the first field of the person."""
        if self.view is not None:
            self.view.focus_first()
            focused = self.window().focusWidget()
            if focused is not None and self.view.isAncestorOf(focused):
                self._scroll.ensureWidgetVisible(focused)

    def reveal(self, contact: Contact, day: date) -> None:
        """Show protected contact details until another person is chosen or two minutes have passed."""
        self._revealed = contact
        self._hide_again.start()
        self.show_person(self.person_id, day)
        QTimer.singleShot(0, self._bring_revealed_into_sight)

    def show_address(self) -> None:
        """Show the address of a person in a protected household, as long as protected details are shown."""
        if self.view is None or self.shown is None:
            return
        self._address_shown = True
        self._hide_again.start()
        self.show_person(self.person_id, self.view.day)
        QTimer.singleShot(0, self._bring_revealed_into_sight)

    def hide_revealed(self) -> None:
        """Take protected contact details off the screen; what is being typed there is saved first."""
        if self.view is not None and (self._revealed is not None or self._address_shown):
            self.view.form.save_now(take_focus=False)
            self._forget_revealed()
            self.show_person(self.person_id, self.view.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- private

    def _bring_revealed_into_sight(self) -> None:
        fields = self.view.form.fields if self.view is not None else {}
        shown = [field.control for name, field in fields.items() if ":protected" in name]
        if self._address_shown and "street" in fields:
            shown = [fields[name].control for name in ("street", "postal_code", "city")]
        if shown and not any(control.hasFocus() for control in shown):
            shown[0].setFocus()
            for control in (shown[-1], shown[0]):
                self._scroll.ensureWidgetVisible(control)

    def _bring_into_sight(self, grown: QWidget) -> None:
        """Scroll to what was folded out, as far as its first line stays in sight."""
        if self.view is None or not self.view.isAncestorOf(grown):
            return
        top = grown.mapTo(self.view, grown.rect().topLeft()).y()
        bar, room = self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        bar.setValue(max(bar.value(), min(top - GRID, top + grown.height() + GRID - room)))

    def _build(self, found: ContactDetail, day: date, *, keep_focus: bool) -> None:
        typed, focused, scrolled = self._unfinished() if keep_focus else ({}, "", 0)
        unfolded = keep_focus and self.view is not None and self.view.is_unfolded
        order, had_focus = self._focus_order()
        self._drop_view()
        view = PersonView(
            self.context,
            found,
            day,
            self._actions,
            self._revealed,
            address_shown=self._address_shown,
            unfolded=unfolded,
        )
        view.person_wanted.connect(self.person_wanted)
        view.revealed.connect(self.reveal)
        view.hidden.connect(self.hide_revealed)
        view.address_shown.connect(self.show_address)
        view.unfolded.connect(self._bring_into_sight)
        self.view = view
        self._scroll.setWidget(view)
        view.fill(found)
        self._scroll.setMinimumWidth(
            view.minimumSizeHint().width() + self._scroll.verticalScrollBar().sizeHint().width()
        )
        for name, text in typed.items():
            view.retype(name, text)
        if had_focus and keep_focus:
            self._focus_again(view, focused, order)
        elif had_focus:
            self.left.emit()
        self._scroll.verticalScrollBar().setValue(scrolled)
        if QApplication.instance() is not None and self.window().property("painted"):
            icons.draw_all()

    def _fits(self, view: PersonView, found: ContactDetail) -> bool:
        return view.fits(found, self._revealed, address_shown=self._address_shown)

    def _focus_order(self) -> tuple[list[str], bool]:
        """Return the fields from the one that was left last on, and whether the cursor is in the person."""
        focused = self.window().focusWidget()  # also while a dialog has the keyboard
        if self.view is None:
            return [], False
        names = list(self.view.form.fields)
        at = names.index(self.view.left_last) + 1 if self.view.left_last in names else 0
        return names[at:], focused is not None and self.isAncestorOf(focused)

    def _focus_again(self, view: PersonView, focused: str, order: Sequence[str]) -> None:
        """Put the cursor where it was, else in the next field: with no focus anywhere no key would work."""
        for name in (focused, *order):
            field = view.form.fields.get(name)
            if field is not None and field.control.isVisibleTo(view):
                field.control.setFocus()
                return
        view.focus_first()

    def _unfinished(self) -> tuple[dict[str, str], str, int]:
        if self.view is None:
            return {}, "", 0
        fields = self.view.form.fields
        typed = {
            name: field.control.text()
            for name, field in fields.items()
            if isinstance(field.control, TYPED) and field.control.unsaved and not field.saving
        }
        now = self.window().focusWidget()
        focused = next((name for name, field in fields.items() if field.control is now), "")
        return typed, focused, self._scroll.verticalScrollBar().value()

    def _drop_view(self) -> None:
        if self.view is not None:
            for field in self.view.form.fields.values():
                field.control.blockSignals(True)  # going away is not leaving the field
            self.view = None
            old = self._scroll.takeWidget()
            old.deleteLater()

    def _forget_revealed(self) -> None:
        self._revealed = None
        self._address_shown = False
        self._hide_again.stop()

    def _message(self, text: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(4 * GRID, 6 * GRID, 4 * GRID, 4 * GRID)
        words = wrapped(text, "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addWidget(words)
        column.addStretch(1)
        return box
