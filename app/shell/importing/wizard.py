"""How does a file come in: file → what it is → columns → preview → done, as one undo step?

The page opens it with ``context.show_panel(ImportWizard(context, importer))``; what comes in is the importer's affair
(``shape.py``). Reading and storing run in the background, Cancel leaves nothing behind, and Back loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget

from app.core.i18n import N_
from app.core.progress import Progress
from app.shell.context import Context
from app.shell.dialog import ask, choose_file, choose_folder
from app.shell.drops import dropped_file
from app.shell.error_line import ErrorLine
from app.shell.importing.about_face import AboutFace
from app.shell.importing.background import Background
from app.shell.importing.bar import StepBar, go_to_next
from app.shell.importing.done_face import DoneFace
from app.shell.importing.file_face import FileFace
from app.shell.importing.mapping_face import MappingFace
from app.shell.importing.preview_face import PreviewFace
from app.shell.importing.preview_table import PreviewTable
from app.shell.importing.shape import Decisions, Draft, Effect, Importer, Outcome, Preview
from app.shell.importing.steps import Steps
from app.shell.notices import Action
from app.shell.panel import Panel
from app.shell.theme import GRID

T = TypeVar("T")
FOLDER = "import.folder"
KEYS = N_("Space ticks or unticks the selected rows, Ctrl+Enter imports.")


class ImportWizard(Panel):
    """Five faces of one panel, of which the columns are passed by where every one of them is recognised."""

    def __init__(self, context: Context, importer: Importer, path: Path | None = None) -> None:
        super().__init__(context, importer.title)
        self._importer = importer
        self._path: Path | None = None
        self._draft: Draft | None = None
        self._made_with = Decisions()  # what the draft was made with
        self._answers: dict[Hashable, Hashable] = {}
        self._columns_looked_at = False
        self._background = Background(self, self._allow)
        self._outcome: Outcome | None = None
        self._leaving = False
        self._build()
        context.steps_changed.connect(self._look_whether_undone)
        self._go(self.file_face)
        if path is not None:
            self.take(path)

    @property
    def preview(self) -> Preview | None:
        """What would happen, once it is shown."""
        draft = self._draft if self.faces.currentWidget() is self.preview_face else None
        return draft.preview if draft is not None else None

    @property
    def outcome(self) -> Outcome | None:
        """What happened, once something has."""
        return self._outcome

    @property
    def busy(self) -> bool:
        """Whether a file is being read, compared or stored."""
        return self._background.busy

    @property
    def table(self) -> PreviewTable:
        return self.preview_face.table

    # -- the steps

    def choose(self) -> None:
        """Ask for the file."""
        folder = self.context.settings.get(FOLDER, "")
        choose_file(self, self.context.tr, self._importer.title, self._importer.kinds, self.take, folder)

    def choose_folder(self) -> None:
        """Ask for a folder of files that belong together."""
        folder = self.context.settings.get(FOLDER, "")
        choose_folder(self, self.context.tr, self._importer.title, self.take, folder)

    def take(self, path: Path) -> None:
        """Read a file and say what it is."""
        if self.busy or self._outcome is not None:
            return
        self.context.settings.set(FOLDER, str(path.parent))
        importer = self._importer
        decisions = self._made_with if path == self._path else Decisions()

        def read(draft: Draft) -> None:
            if path != self._path:
                self._path = path
                self.table.rows.turned.clear()
                self._answers.clear()
                self._columns_looked_at = False
                self.mapping_face.forget()
            self._keep(draft, decisions)
            self._go(self.about_face)

        self._work(
            N_("Reading the file"), lambda progress: importer.prepare(path, decisions, progress), read, path.name
        )

    def forward(self) -> None:
        """Go to the next step, making the preview once more if something was decided otherwise."""
        face, draft = self.faces.currentWidget(), self._draft
        if self.busy:
            return
        if face is self.preview_face:
            self.accept()
        elif face is self.done_face:
            self.leave()
        elif draft is None:
            self.choose()
        elif face is self.file_face:
            self._go(self.about_face)
        elif face is self.about_face:
            self._with_decisions(self._go_on_from_about)
        elif self.mapping_face.effect.missing:
            self.mapping_face.missing.say(self.mapping_face.effect.missing)
        else:
            self._columns_looked_at = True
            self._with_decisions(self._go_on_from_columns)

    def back(self) -> None:
        """Go to the step before; nothing is lost."""
        face, draft = self.faces.currentWidget(), self._draft
        if self.busy or draft is None:
            return
        self.error.clear()
        if face is self.mapping_face:
            self._columns_looked_at |= self.mapping_face.edited
        if face is self.preview_face and self._columns_looked_at and draft.columns is not None:
            self._go(self.mapping_face)
        elif face is self.preview_face or face is self.mapping_face:
            self._go(self.about_face)
        elif face is self.about_face:
            self._go(self.file_face)

    def look_at_columns(self) -> None:
        """Show what each column holds, though all of them were recognised."""
        if not self.busy and self.columns_button.isVisible():
            self._with_decisions(lambda _made: self._go(self.mapping_face))

    def accept(self) -> None:
        """Let what is ticked land."""
        draft = self._draft
        if draft is None or self.preview is None or self.busy or not self.accept_button.isEnabled():
            return
        importer, skipped = self._importer, self.table.rows.skipped()
        self._work(
            N_("Importing"), lambda progress: importer.commit(draft, skipped, progress), self._landed, writes=True
        )

    # -- the panel

    def may_leave(self) -> bool:
        """Stay while something is being read or stored; what is ticked is not thrown away without asking."""
        if self.busy:
            return False
        if self._leaving or self._outcome is not None or not self._holds_work():
            return True
        tr = self.context.tr
        ask(
            self,
            tr,
            title=tr(N_("Leave the import?")),
            text=tr(N_("Nothing of the file has been imported yet. What you have ticked and answered is forgotten.")),
            yes=tr(N_("&Leave the import")),
            no=tr(N_("&Go on with it")),
            then=self.give_up,
            danger=True,
        )
        return False

    def give_up(self) -> None:
        """Close without asking."""
        self._leaving = True
        self.closed.emit()

    def focus_first(self) -> None:
        face = self.faces.currentWidget()
        if self.busy:
            self.setFocus()
        elif face is self.file_face:
            self.file_face.focus_first()
        elif face is self.about_face:
            self.next_button.setFocus()
        elif face is self.mapping_face:
            self.mapping_face.focus_first()
        elif face is self.done_face:
            self.done_face.done_button.setFocus()
        elif self.preview_face.focus_first():
            pass
        elif self.accept_button.isEnabled():
            self.accept_button.setFocus()
        else:
            self.close_button.setFocus()  # nothing is left to do here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.busy:
            self._background.cancel()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_take() and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None and self._may_take():
            event.acceptProposedAction()
            self.take(path)

    # -- private

    def _may_take(self) -> bool:
        """A file that is dropped beside the field is taken too, but never in place of a preview."""
        return not self.busy and self.faces.currentWidget() in (self.file_face, self.about_face)

    def _build(self) -> None:
        tr = self.context.tr
        self.setAcceptDrops(True)
        self.error = ErrorLine()
        self.steps = Steps(
            [tr(name) for name in (N_("File"), N_("About the file"), N_("Columns"), N_("Preview"), N_("Done"))]
        )
        self.file_face = FileFace(self.context, self._importer)
        self.choose_button, self.drop_field = self.file_face.choose_button, self.file_face.drop_field
        self.about_face = AboutFace(self.context)
        self.mapping_face = MappingFace(self.context, self._effect)
        self.preview_face = PreviewFace(self.context)
        self.done_face = DoneFace(self.context)
        self.faces = QStackedWidget()
        for face in (self.file_face, self.about_face, self.mapping_face, self.preview_face, self.done_face):
            self.faces.addWidget(face)
        self.body.addWidget(self.steps)
        self.body.addSpacing(GRID // 2)
        self.body.addWidget(self.error)
        self.body.addWidget(self.faces, 1)
        self.bar = StepBar(tr)
        self.columns_button, self.back_button, self.next_button, self.accept_button = self.bar.buttons
        for button, call in zip(
            self.bar.buttons, (self.look_at_columns, self.back, self.forward, self.accept), strict=True
        ):
            button.clicked.connect(call)
        self.body.addWidget(self.bar)
        self.file_face.taken.connect(self.take)
        self.file_face.file_wanted.connect(self.choose)
        self.file_face.folder_wanted.connect(self.choose_folder)
        self.about_face.changed.connect(self._look_anew)
        self.mapping_face.header_changed.connect(self._look_anew)
        self.mapping_face.effect_shown.connect(self._allow)
        self.preview_face.ticks_changed.connect(self._say_summary)
        self.preview_face.answered.connect(self._answer)
        self.done_face.undo_wanted.connect(self._undo)
        self.done_face.show_wanted.connect(self._show_landed)
        self.done_face.close_wanted.connect(self.leave)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Return", self.forward),
            ("Ctrl+Enter", self.forward),
            ("Alt+Left", self.back),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
        )
        for key, call in keys:
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.close_button.setAutoDefault(True)  # outside a dialog Return presses no button by itself

    def _go(self, face: QWidget) -> None:
        """Show a face with what belongs to it."""
        draft = self._draft
        if draft is not None and face is self.about_face:
            self.about_face.show_about(draft.about)
        elif draft is not None and draft.columns is not None and face is self.mapping_face:
            self.mapping_face.show_columns(draft.columns)
        elif draft is not None and draft.preview is not None and face is self.preview_face:
            self.preview_face.show_preview(draft.preview)
        self.faces.setCurrentWidget(face)
        self._order_keys()
        self.steps.mark(self.faces.currentIndex())
        self._allow()
        self._say_summary()
        self.focus_first()

    def _order_keys(self) -> None:
        """What a face shows is made anew with each file, and would come last."""
        face = self.faces.currentWidget()
        shown = next((one for one in (self.about_face, self.mapping_face, self.preview_face) if one is face), None)
        if shown is not None:
            for one, other in pairwise((*shown.controls(), *self.bar.buttons, self.close_button)):
                QWidget.setTabOrder(one, other)

    def _allow(self) -> None:
        """Show the buttons that lead on from here; nothing can be pressed while something runs."""
        face, draft, free = self.faces.currentWidget(), self._draft, not self.busy
        bar = self.bar
        has_columns = draft is not None and draft.columns is not None
        ways: dict[QWidget | None, list[QPushButton]] = {
            self.file_face: [bar.next] if draft is not None else [],
            self.about_face: [*([bar.columns] if has_columns else []), bar.back, bar.next],
            self.mapping_face: [bar.back, bar.next],
            self.preview_face: [*([bar.columns] if has_columns else []), bar.back, bar.accept],
        }
        bar.offer(*ways.get(face, []), enabled=free)
        bar.hint.setText(self._hint())
        if face is self.mapping_face and self.mapping_face.effect.missing:
            self.next_button.setEnabled(False)
        self.close_button.setEnabled(free)
        self.close_button.setVisible(face is not self.done_face)
        for part in (self.file_face, self.about_face, self.mapping_face):
            part.setEnabled(free)
        self.preview_face.setEnabled(free or not self._background.stores)
        self.bar.setVisible(face is not self.done_face)

    def _hint(self) -> str:
        tr, face = self.context.tr, self.faces.currentWidget()
        if face is self.preview_face and self._draft is not None and self._draft.preview and self._draft.preview.rows:
            waiting = self.preview_face.unanswered()
            if waiting:
                return tr.n(
                    "{n} question is not answered. Who it is about does not come in.",
                    "{n} questions are not answered. Those they are about do not come in.",
                    waiting,
                )
            return tr(KEYS)
        if face is self.file_face and self._path is not None:
            return tr(N_("Next goes on with {file}."), file=self._path.name)
        return ""

    def _say_summary(self) -> None:
        draft = self._draft
        if draft is None or draft.preview is None:
            return
        skipped = self.table.rows.skipped()
        self.preview_face.say_summary(self._importer.say_counts(draft, skipped))
        tickable = {row.key for row in draft.preview.rows if row.ticked is not None}
        lands = draft.preview.settles or bool(tickable - skipped)
        self.accept_button.setEnabled(lands and not self.busy)
        self.bar.hint.setText(self._hint())

    # -- decisions

    def _go_on_from_about(self, draft: Draft) -> None:
        must_look = draft.preview is None or (draft.needs_columns and not self._columns_looked_at)
        self._go(self.mapping_face if must_look else self.preview_face)

    def _go_on_from_columns(self, draft: Draft) -> None:
        self._go(self.mapping_face if draft.preview is None else self.preview_face)

    def _wanted(self) -> Decisions | None:
        """Return what is decided on the faces now; None, and it is said where, if something cannot be read."""
        chosen = self._made_with.chosen
        fields = self._made_with.fields
        if self.faces.currentWidget() is self.about_face:
            said = self.about_face.said()
            if said is None:
                return None
            chosen = {**chosen, **said}
        if self._columns_looked_at and self.mapping_face.boxes:
            fields = self.mapping_face.fields()
        return Decisions(chosen, fields, dict(self._answers))

    def _with_decisions(self, then: Callable[[Draft], None]) -> None:
        """Make the draft once more if something was decided otherwise, and go on with it."""
        wanted, draft = self._wanted(), self._draft
        if wanted is None or draft is None:
            return
        if wanted == self._made_with:
            self.error.clear()
            then(draft)
            return

        def made(fresh: Draft) -> None:
            self._keep(fresh, wanted)
            then(fresh)

        importer = self._importer
        self._work(N_("Looking at the file again"), lambda progress: importer.again(draft, wanted, progress), made)

    def _look_anew(self) -> None:
        """Another sheet, year or row of headings was chosen: what was said of the columns holds no longer."""
        if self.busy:
            self._background.afterwards(self._look_anew)
            return
        draft, importer = self._draft, self._importer
        face = self.faces.currentWidget()
        said = self.about_face.said() if face is self.about_face else self.mapping_face.said()
        if draft is None or not said:
            return
        wanted = replace(self._made_with, chosen={**self._made_with.chosen, **said}, fields=None)

        def made(fresh: Draft) -> None:
            self._columns_looked_at = False
            self._keep(fresh, wanted)
            self._go(face or self.about_face)

        self._work(N_("Looking at the file again"), lambda progress: importer.again(draft, wanted, progress), made)

    def _effect(self, fields: Mapping[str, str | None]) -> Effect:
        return self._importer.effect(self._draft, fields) if self._draft is not None else Effect((), ())

    def _answer(self, question: Hashable, code: Hashable) -> None:
        """Take an answer, and show at once what follows from it."""
        self._answers[question] = code
        if self.busy:
            self._background.afterwards(self._show_answers)
        else:
            self._show_answers(question)

    def _show_answers(self, question: Hashable = None) -> None:
        def shown(draft: Draft) -> None:
            if draft.preview is not None and self.faces.currentWidget() is self.preview_face:
                self.preview_face.show_preview(draft.preview)
                self.preview_face.go_to_question(question)
                self._say_summary()

        self._with_decisions(shown)

    def _keep(self, draft: Draft, decisions: Decisions) -> None:
        self._draft = draft
        self._made_with = decisions

    def _holds_work(self) -> bool:
        """Say whether there is a preview with something that is ticked, or that somebody has worked on."""
        draft = self._draft
        if draft is None:
            return False
        if self._answers or self.table.rows.turned or self._columns_looked_at or self.mapping_face.edited:
            return True
        return self.preview is not None and self.accept_button.isEnabled()

    # -- work in the background

    def _work(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        file: str = "",
        *,
        writes: bool = False,
    ) -> None:
        """Run something; Cancel and what goes wrong leave the face that is open as it is."""
        self.error.clear()
        focused = QApplication.focusWidget()
        inside = focused if focused is not None and self.isAncestorOf(focused) else None

        def refused(words: str, cancelled: bool) -> None:
            self._answers = dict(self._made_with.answers)
            self.error.say(words if cancelled or not file or file in words else f"{file}: {words}")
            self._say_summary()
            if inside is not None and inside.isVisible() and inside.isEnabled():
                inside.setFocus()
            else:
                self.focus_first()

        self._background.run(title, work, done, refused, writes=writes)
        if self.busy:
            if self.faces.currentWidget() is not self.preview_face or writes:
                self.setFocus()  # a control that goes out of use would hand the focus on, even out of the panel
            self._allow()

    # -- what landed

    def _landed(self, outcome: Outcome) -> None:
        """Say what landed, here and at the bottom of the window."""
        context, tr = self.context, self.context.tr
        self._outcome = outcome
        actions = [Action(tr(N_("&Show")), self._show_landed)]
        if outcome.step is not None:
            context.steps_changed.emit()
            actions.insert(0, context.undo_action(outcome.step))
        self.done_face.show_outcome(outcome)
        self._go(self.done_face)
        context.notify(outcome.words, *actions)

    def _undo(self) -> None:
        if self._outcome is not None and self._outcome.step is not None:
            self.context.undo_step(self._outcome.step)

    def _show_landed(self) -> None:
        if self._outcome is not None:
            self._importer.show(self._outcome)

    def _look_whether_undone(self) -> None:
        from db.history import step

        outcome = self._outcome
        if outcome is None or outcome.step is None or self.context.store is None:
            return
        undone = self.context.read(step, outcome.step).undone
        if undone and self.done_face.undo_button.isEnabled():
            self.done_face.say_undone()
        elif not undone and not self.done_face.undo_button.isEnabled():
            self.done_face.show_outcome(outcome)

    def _next_pane(self, by: int) -> None:
        """Go to the next part of the face, and round to what leads on from it."""
        face = self.faces.currentWidget()
        faces = (self.file_face, self.about_face, self.mapping_face, self.preview_face, self.done_face)
        panes = next((one.panes() for one in faces if one is face), [])
        buttons = [button for button in (*self.bar.buttons, self.done_face.done_button) if button.isVisible()]
        go_to_next([*panes, *buttons[-1:]], by)
