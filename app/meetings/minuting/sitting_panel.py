"""How are minutes written while people talk, with the keyboard alone?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import N_
from app.meetings.minuting.apart import AWAY, DISQUALIFIED
from app.meetings.minuting.case import DECISION, DISSENT, SAID, TO_DO, VOTES, CaseEditor
from app.meetings.minuting.case_menu import CaseCommands
from app.meetings.minuting.ending import EndPage
from app.meetings.minuting.keyed_list import KeyedList, Row, pressed_by_enter
from app.meetings.minuting.keys import KeyLine
from app.meetings.minuting.live import LiveLine
from app.meetings.minuting.people import PeopleStrip
from app.meetings.minuting.view import SittingView, sitting
from app.meetings.minuting.written import entered_line
from app.meetings.rows import ItemRow
from app.meetings.words import OUTCOME_WORDS, say_meeting
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.page import EmptyState, scrolled
from app.shell.panel import Panel
from app.shell.theme import GRID
from app.shell.words import Label

WATCHES = frozenset(
    {
        "meeting", "meeting_body", "agenda_item", "attendance", "item_absence", "item_vote", "minutes_step",
        "action_point", "received_minutes", "meeting_notice", "body", "seat", "office", "person",
    }
)  # fmt: skip
END = "end"
AT_THE_END = ("F2", "Ctrl+N", "Ctrl+Up")
"""The keys that do something where no case is shown."""
ROOMY = 110
"""Letters beside each other; a narrower panel has who is there above the cases."""
ICONS = {"": "", "treated": "check", "postponed": "arrow-down", "withdrawn": "x"}


class SittingPanel(Panel):
    """Who is there, the cases, and the one the meeting is at; everything has a key, said at the foot."""

    def __init__(self, context: Context, meeting_id: int, item_id: int | None = None) -> None:
        self.meeting_id = meeting_id
        self.view: SittingView = context.read(sitting, meeting_id, context.tr.language)
        self.item_id: int | None = item_id
        super().__init__(context, say_meeting(self.view.detail.row, context.tr))
        tr = context.tr
        self._orders: dict[str, QAction] = {}
        self.live = LiveLine(context)
        self.body.addWidget(self.live)
        self.people = PeopleStrip(context)
        self.people.asked.connect(self._say_keys)
        self.cases = KeyedList(tr(N_("The cases")))
        self.cases.currentRowChanged.connect(lambda _row: self._case_chosen())
        self.new_case = entered_line(context, tr(N_("What the new case is called")), tr(N_("New case – Enter adds it")))
        self.new_case.entered.connect(self._add_case)
        self.new_case.left.connect(self._new_case_left)
        self.new_case.hide()
        self.new_case_error = ErrorLine()
        self.editor = CaseEditor(context)
        self.room = scrolled(self.editor)
        self.room.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._folded())
        self.ending = EndPage(context)
        self.begin_page = self._make_begin_page()
        self.editor.typing.watch(self.new_case, self._place_of_new_case, lambda: "")
        self.stack = QStackedWidget()
        for page in (self.begin_page, self.room, self.ending):
            self.stack.addWidget(page)
        self._lay_out()
        self.keys = KeyLine(tr)
        self.body.addWidget(self.keys)
        self._make_orders()
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self.reload)
        context.changed.connect(self._changed)
        self._show()
        self._offer_new_case()

    # -- what is shown

    @property
    def item(self) -> ItemRow | None:
        """The case one is at, None at the end."""
        return next((one for one in self.view.detail.items if one.id == self.item_id), None)

    @property
    def may_edit(self) -> bool:
        return not self.view.detail.is_locked and not self.context.read_only

    def reload(self) -> None:
        """Read the meeting again; what is being typed stays."""
        from sqlalchemy.exc import NoResultFound

        if self.context.store is None:
            return
        try:
            self.view = self.context.read(sitting, self.meeting_id, self.context.tr.language)
        except NoResultFound:  # the meeting was removed
            self.closed.emit()
            return
        self._show()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.begin_page and self.begin_page.button is not None:
            self.begin_page.button.setFocus()
        elif self.stack.currentWidget() is self.room:
            self.go_to(SAID)
        else:
            self.ending.focus_first()

    def may_leave(self) -> bool:
        """Save what is typed; what was refused keeps the panel open."""
        return self._save() and self.ending.may_leave()

    def go_to(self, name: str) -> None:
        """Put the cursor somewhere in the case."""
        if self.stack.currentWidget() is self.room:
            self.editor.go_to(name)
            focused = self.window().focusWidget()
            if focused is not None:
                # Once it has been laid out, too: what was folded has no height yet.
                QTimer.singleShot(0, self, self._reveal)

    def _folded(self) -> None:
        """Stay with what is folded out while it gets its room."""
        focused = self.window().focusWidget()
        if focused is not None and any(one.isAncestorOf(focused) for one in self.editor.folds.values()):
            self._reveal()

    def _reveal(self) -> None:
        """Bring what has the focus in sight: the whole of what was folded out, else the field."""
        focused = self.window().focusWidget()
        if focused is None or not self.editor.isAncestorOf(focused):
            return
        folds = self.editor.folds.values()
        fold = next((one for one in folds if one.isAncestorOf(focused)), None)
        if fold is None:
            self.room.ensureWidgetVisible(focused, 0, 3 * GRID)
            return
        self.room.ensureWidgetVisible(fold, 0, 0)
        self.room.ensureWidgetVisible(focused, 0, 0)

    def show_item(self, item_id: int | None) -> None:
        """Be at a case (None: at the end), once what is typed in the one before is saved."""
        if item_id == self.item_id or not self._save():
            self.cases.go_to(self.item_id or END)
            return
        before = self.editor.at
        self.item_id = item_id
        self._show()
        self.room.verticalScrollBar().setValue(0)
        if self.stack.currentWidget() is self.ending:
            self.ending.focus_first()
        elif not (self.cases.hasFocus() or self.people.list.hasFocus()):
            self.go_to(before or SAID)

    def step(self, by: int) -> None:
        """Go to the next case, or back to the one before; after the last comes the end."""
        if not self.view.has_begun:
            return
        order: list[int | None] = [*(one.id for one in self.view.detail.items), None]
        at = order.index(self.item_id) + by
        if 0 <= at < len(order):
            self.show_item(order[at])

    # -- what is done

    def begin(self) -> None:
        """Begin the meeting: everybody who has a seat is there."""
        from app.meetings.sitting import begin

        row = self.view.detail.row
        at = clock.now().time().replace(second=0, microsecond=0) if row.held_on == clock.today() else row.starts_at
        self.context.do(
            N_("Began {meeting}"), begin, self.meeting_id, at, arguments={"meeting": say_meeting(row, self.context.tr)}
        )
        self.reload()
        self.focus_first()

    def begin_new_case(self) -> None:
        """Ask for a new case, in a line under the cases."""
        if self.view.has_begun and self.may_edit:
            self.new_case.show()
            self.new_case.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_case_menu(self) -> None:
        """Open what else can become of the case."""
        item = self.item
        if item is not None and self.may_edit and self.view.has_begun and self._save():
            menu = CaseCommands(self, self.context, self.view, item).menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.room.mapToGlobal(QPoint(4 * GRID, 4 * GRID)))

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line_has_focus = self.new_case.hasFocus() or self.people.guest.hasFocus()
        if event.key() == Qt.Key.Key_Escape and line_has_focus:
            self.new_case.hide()
            self.people.guest.hide()
            self.go_to(SAID)
        elif not pressed_by_enter(event, self):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_due"):
            self._due.start()

    # -- private

    def _make_begin_page(self) -> EmptyState:
        tr = self.context.tr
        return EmptyState(
            tr(N_("The meeting has not begun")),
            tr(N_("Everybody who has a seat is written down as present. Who is not there is one key away.")),
            tr(N_("&Start the meeting")),
            self.begin,
            "list-checks",
        )

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._left)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(GRID)
        cases = QVBoxLayout()
        cases.setSpacing(GRID // 2)
        cases.addWidget(Label(self.context.tr(N_("The cases")), "muted"))
        cases.addWidget(self.cases, 1)
        cases.addWidget(self.new_case)
        cases.addWidget(self.new_case_error)
        self._columns.addWidget(self.people, 4)
        self._columns.addLayout(cases, 5)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(2 * GRID)
        row.addWidget(self._left)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)

    def _arrange(self) -> None:
        """Put who is there above the cases where both beside each other would leave too little to write in."""
        letter = self.fontMetrics().averageCharWidth()
        roomy = self.width() > ROOMY * letter
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if roomy else direction.TopToBottom)
        self._left.setFixedWidth(min(self.width() * 2 // 5, (60 if roomy else 30) * letter))

    def _make_orders(self) -> None:
        orders: list[tuple[str, str, Callable[[], object]]] = [
            ("F2", N_("who is there"), self._go_to_people),
            ("F3", N_("what was said"), partial(self.go_to, SAID)),
            ("F4", N_("decision"), partial(self.go_to, DECISION)),
            ("Ctrl+L", N_("the proposal in"), self._in_case(self.editor.fill_in_proposal)),
            ("Ctrl+E", N_("unanimous"), self._in_case(lambda: self.editor.say_balloting("unanimous"))),
            ("F5", N_("to be done"), partial(self.go_to, TO_DO)),
            ("F6", N_("came and left"), partial(self.go_to, AWAY)),
            ("F7", N_(DISQUALIFIED), partial(self.go_to, DISQUALIFIED)),
            ("F8", N_(VOTES), partial(self.go_to, VOTES)),
            ("F11", N_("dissent"), partial(self.go_to, DISSENT)),
            ("F10", N_("postpone, close …"), self.open_case_menu),
            ("Ctrl+N", N_("new case"), self.begin_new_case),
            ("Ctrl+Down", N_("next case"), partial(self.step, 1)),
            ("Ctrl+Up", N_("the one before"), partial(self.step, -1)),
        ]
        self._key_words = [(key, self.context.tr(words)) for key, words, _call in orders]
        for key, words, call in orders:
            action = self._orders[key] = QAction(self.context.tr(words), self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, call=call: call())
            self.addAction(action)

    def _in_case(self, call: Callable[[], object]) -> Callable[[], object]:
        return lambda: call() if self.stack.currentWidget() is self.room else None

    def _show(self) -> None:
        view = self.view
        if view.has_begun and self.item_id is not None and self.item is None:
            self.item_id = None
        if view.has_begun and self.item_id is None and self.stack.currentWidget() is self.begin_page:
            self.item_id = next((one.id for one in view.detail.items), None)
        item = self.item
        self.heading.setText(say_meeting(view.detail.row, self.context.tr))
        self._left.setVisible(view.has_begun)
        self.live.setVisible(view.has_begun)
        self.live.show_state(view, item)
        self.people.may_edit = self.may_edit
        self.people.show_view(view, item)
        self._show_cases()
        if not view.has_begun:
            self.stack.setCurrentWidget(self.begin_page)
        elif item is None:
            self.ending.show_view(view, may_edit=self.may_edit)
            self.stack.setCurrentWidget(self.ending)
        else:
            self.editor.show_case(view, item, may_edit=self.may_edit)
            self.stack.setCurrentWidget(self.room)
        self._say_keys()

    def _show_cases(self) -> None:
        tr = self.context.tr
        rows = []
        for one in self.view.detail.items:
            said = f" ({tr(OUTCOME_WORDS[one.outcome]).lower()})" if one.outcome in ("postponed", "withdrawn") else ""
            written = "treated" if not one.outcome and (one.decision or one.discussion) else one.outcome
            rows.append(Row(one.id, self.view.case_words(one) + said, ICONS[written], one.id == self.item_id))
        rows.append(Row(END, tr(N_("The end, and the minutes")), "", self.item_id is None))
        self.cases.show_rows(rows)
        self.cases.blockSignals(True)
        self.cases.go_to(self.item_id or END)
        self.cases.blockSignals(False)

    def _say_keys(self) -> None:
        if not self.view.has_begun:
            self.keys.show_keys(())
        elif self.people.list.hasFocus():
            letters = [(one.letter.upper(), one.words.replace("&", "").lower()) for one in self.people.list.commands]
            self.keys.show_keys([*letters, ("F3", self.context.tr(N_("what was said")))])
        else:
            here = self._key_words
            self.keys.show_keys(here if self.item is not None else [one for one in here if one[0] in AT_THE_END])

    def _case_chosen(self) -> None:
        key = self.cases.key
        self.show_item(key if isinstance(key, int) else None)

    def _go_to_people(self) -> None:
        if self.view.has_begun:
            self.people.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _save(self) -> bool:
        return self.stack.currentWidget() is not self.room or self.editor.save_now()

    def _changed(self, tables: object) -> None:
        if isinstance(tables, frozenset) and tables & WATCHES:
            self._due.start()

    def _add_case(self) -> None:
        """Add the case that was typed, right after the one the meeting is at, and go there."""
        from app.meetings.agenda import add_item
        from app.meetings.numbering import give_numbers
        from app.meetings.sitting import follow_on

        title = self.new_case.text().strip()
        if not title or not self._save():
            return
        after = self.item

        def add(session: Session) -> int:
            body_id = after.body_id if after is not None else None
            added = add_item(
                session, self.meeting_id, title=title, body_id=body_id, after_id=after.id if after is not None else None
            )
            follow_on(session, added)
            give_numbers(session, self.meeting_id)
            return added

        self.new_case_error.clear()
        done = self.context.do(
            N_("Added the case {title}"),
            add,
            arguments={"title": title},
            on_error=lambda words, _field: self.new_case_error.say(words),
        )
        if done:
            self.new_case.keep("")
            self.editor.typing.forget(self._place_of_new_case())
            self.reload()
            self.show_item(done.result)
            self.go_to(SAID)
            self.new_case.hide()

    def _place_of_new_case(self) -> str:
        from app.meetings.drafts import MEETING, NEW_CASE, place_of

        return place_of(MEETING, self.meeting_id, NEW_CASE)

    def _offer_new_case(self) -> None:
        """Put back the new case that was being typed when the program stopped: it is in nobody's way there."""
        offer = self.editor.typing.offers().get(self._place_of_new_case())
        if offer is not None and self.may_edit:
            self.new_case.setText(offer.text)
            self.new_case.show()

    def _new_case_left(self) -> None:
        if not self.new_case.hasFocus() and not self.new_case.text().strip():
            self.new_case.hide()
            self.new_case_error.clear()
