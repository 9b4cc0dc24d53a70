"""What is seen of the body that is chosen: its name, its warnings, who sits in it, and its own rules?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.bodies.showing.room import is_large
from app.bodies.showing.warnings_box import WarningsBox
from app.bodies.showing.who_part import WhoPart
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.page import scrolled
from app.shell.tabbed_page import tab_bar
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.bodies.showing.lines import BodyLook
    from app.bodies.showing.rules_part import RulesPart
    from app.bodies.warnings import BodyWarning

WHO, RULES, WARNINGS = 0, 1, 2
FEW = 2  # warnings that are shown at once; one where the text is large


class BodyPane(QWidget):
    """Heading and warnings, and tabs: who sits, the body's own rules (made when first wanted), and all warnings.

    ``ending`` is what the page can do to end the body.
    """

    def __init__(self, context: Context, lead: Callable[[BodyWarning], Callable[[], object] | None]) -> None:
        super().__init__()
        self.context = context
        self.look: BodyLook | None = None
        tr = context.tr
        self.name = heading("", 1.3)
        self.name.setWordWrap(True)
        self.about = wrapped("", "muted")
        self._few = 1 if is_large() else FEW
        self.warnings = WarningsBox(context, lead, self._few)
        self.warnings.more_wanted.connect(self.show_warnings)
        self.all_warnings = WarningsBox(context, lead)
        self.tabs = tab_bar(tr(N_("Parts of the body")))
        self.tabs.addTab(tr(N_("&Who sits")))
        self.tabs.addTab(tr(N_("The body's own r&ules")))
        self.tabs.addTab(tr(N_("Warnin&gs")))
        self.who = WhoPart(context)
        self.rules: RulesPart | None = None
        self.ending: Sequence[QAction] = ()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.who)
        self._room = self._room_for(self.all_warnings)
        self._stack.addWidget(self._room)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.name, self.about, self.warnings, self.tabs):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(lambda _at: self._tab_changed())

    def show_look(self, look: BodyLook | None, warnings: Sequence[BodyWarning], text: str) -> None:
        """Show a body, or nothing."""
        self.look = look
        self.setEnabled(look is not None)
        if look is not None:
            self.name.setText(look.body.name(self.context.tr.language))
            self.about.setText(self._say_about(look))
        else:
            self.name.setText("")
            self.about.setText("")
        for box in (self.warnings, self.all_warnings):
            box.show_warnings(warnings, may_change=not self.context.read_only, body=self.name.text())
        self.tabs.setTabVisible(WARNINGS, len(warnings) > self._few + 1)
        self._show_top()
        self.who.show_look(look, text)
        if self.rules is not None and self.tabs.currentIndex() == RULES:
            self.rules.show_look(look)

    def show_who(self) -> None:
        """Show who sits, with the focus in the list."""
        self.tabs.setCurrentIndex(WHO)
        self.who.table.setFocus()

    def show_rules(self, place: str = "") -> None:
        """Show the body's own rules, with the focus in the field that is called ``place``."""
        self.tabs.setCurrentIndex(RULES)
        if self.rules is not None:
            self.rules.go_to(place)

    def show_warnings(self) -> None:
        """Show everything that is not as it should be."""
        self.tabs.setCurrentIndex(WARNINGS)

    def may_leave(self) -> bool:
        if not self.who.may_leave():
            self.tabs.setCurrentIndex(WHO)
            return False
        if self.rules is not None and not self.rules.may_leave():
            self.tabs.setCurrentIndex(RULES)
            return False
        return True

    def _say_about(self, look: BodyLook) -> str:
        from app.bodies import words

        tr, body = self.context.tr, look.body
        parts = [words.say_body(body, tr)]
        if body.organised_otherwise:
            parts.append(tr(N_("organised otherwise: {decision}"), decision=body.organised_otherwise))
        if body.valid_to is not None:
            parts.append(tr(N_("closed {day}"), day=tr.date(body.valid_to)))
        return " · ".join(part for part in parts if part)

    def _tab_changed(self) -> None:
        at = self.tabs.currentIndex()
        if at == RULES and self.context.store is not None:
            if self.rules is None:
                from app.bodies.showing.rules_part import RulesPart

                self.rules = RulesPart(self.context, self.ending)
                self._stack.addWidget(self.rules)
            self.rules.show_look(self.look)
            self._stack.setCurrentWidget(self.rules)
        else:
            self._stack.setCurrentWidget(self._room if at == WARNINGS else self.who)
        self._show_top()

    def _show_top(self) -> None:
        """Show the first warnings above, unless all of them stand below."""
        self.warnings.setVisible(bool(self.warnings.words) and self.tabs.currentIndex() != WARNINGS)

    def _room_for(self, box: WarningsBox) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID, 0)
        column.addWidget(box)
        column.addStretch(1)
        return scrolled(content)
