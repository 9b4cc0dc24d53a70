"""What may a page ask of the program: read, do, undo, run in the background, tell the user?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.core.clock import today
from app.core.errors import explain
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_of
from app.shell.notices import Action, Notice
from app.shell.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from app.core.progress import Progress
    from app.core.report import Report
    from app.core.settings import Settings
    from app.shell.due_desk import DueDesk
    from app.shell.paper_desk import PaperDesk
    from db.history import StepRow
    from db.store import Store

T = TypeVar("T")
PAST_YEAR = N_("Past years can only be read. Choose this year at the top first.")
AT_ONCE = 500  # rows that may be undone on the window's thread
Refuse = Callable[[str, str | None], None]
"""Shows why a command was refused: the sentence, and the name of the field it is about (or None)."""


class Done(NamedTuple):
    """A command that was carried out: what it returned, and its undo step (None when nothing changed)."""

    result: Any
    step: int | None


class Hit(NamedTuple):
    """One thing the palette can open: its words and what opening it does."""

    title: str
    detail: str
    icon: str
    open: Callable[[], None]


class Context(QObject):
    """The one object that pages, dialogs and the window share."""

    tr: Translator  # type: ignore[assignment]  # Qt's own tr is not used anywhere
    ready = Signal()
    changed = Signal(object)  # frozenset of table names, always on the window's thread
    steps_changed = Signal()  # what undo and redo would do may be another
    year_changed = Signal(int)
    years_changed = Signal()
    language_changed = Signal()
    noticed = Signal(object)  # Notice
    together_wanted = Signal(int, object)  # a step, and the later ones that must be undone with it
    older_wanted = Signal(object, object)  # the newest step, which cannot be undone, and the one that can
    page_wanted = Signal(str, object)  # page id, item to show (or None)
    panel_wanted = Signal(object)  # a Panel
    search_wanted = Signal(str)  # what was typed where there is nothing to type in
    _announced = Signal(object)

    def __init__(self, settings: Settings, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.tr = tr
        self.store: Store | None = None
        self.paper_desk: PaperDesk | None = None
        self.due_desk: DueDesk | None = None
        self.paper_texts: dict[tuple[str, str], str] = {}  # what was written for (report, option), until the end
        self.tasks = Tasks(self)
        self.this_year = year_of(today())
        self.year = self.this_year
        self.years: tuple[int, ...] = (self.this_year,)
        self.drafts: frozenset[int] = frozenset()
        self._stop_listening: Callable[[], None] | None = None
        self._announced.connect(self._tell_pages, Qt.ConnectionType.QueuedConnection)

    def attach(self, store: Store) -> None:
        """Take the open database; pages load from now on."""
        self.store = store
        self._stop_listening = store.on_change(self._announced.emit)
        self.ready.emit()
        self.steps_changed.emit()

    def detach(self) -> Store | None:
        """Let go of the database, which the caller closes."""
        store, self.store = self.store, None
        self.paper_texts.clear()
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        return store

    @property
    def read_only(self) -> bool:
        """Past years are shown as they stood."""
        return self.year < self.this_year

    def may_write(self) -> bool:
        """Say whether something can be changed; in a past year the user is told why not."""
        if self.store is None:
            return False
        if self.read_only:
            self.notify(self.tr(PAST_YEAR))
        return not self.read_only

    def read(self, query: Callable[..., T], *args: Any) -> T:
        """Run ``query(session, *args)`` in a short read and return its plain data."""
        return self._open_store().read(query, *args)

    def do(
        self,
        label: str,
        command: Callable[..., Any],
        *args: Any,
        arguments: Mapping[str, object] | None = None,
        on_error: Refuse | None = None,
    ) -> Done | None:
        """Run ``command(session, *args)`` as one undo step called ``label`` and offer to undo it.

        ``label`` is a msgid in the past tense, ``arguments`` its placeholders. What the user must put right is said by
        ``on_error`` (else as a notice) and None is returned; a bug is raised.
        """
        values = dict(arguments or {})
        if self._is_writing(on_error):
            return None
        try:
            with self._open_store().change(label, **values) as session:
                result = command(session, *args)
        except Exception as error:  # noqa: BLE001 - a bug is raised again
            self._explain_or_raise(error, on_error)
            return None
        step = session.info.get("step")
        if step is not None:
            self.steps_changed.emit()
            self.noticed.emit(Notice(self.tr.say(label, values), (self.undo_action(step),), passing=True))
        return Done(result, step)

    def undo(self) -> None:
        """Take back the newest step; if what was done last cannot be undone the user is asked first."""
        from db.history import step as read_step
        from db.retelling import lasting_since

        step = self.next_undo()
        if step is None:
            return
        lasting = self.read(lasting_since, step.id)
        if lasting is None:
            self.undo_step(step.id)
        else:
            self.older_wanted.emit(self.read(read_step, lasting), step)

    def redo(self) -> None:
        """Do the last undone step again."""
        step = self.next_redo()
        if step is not None:
            self._move(step, lambda store: store.redo(), N_("Done again: {what}"))

    def undo_step(self, step_id: int, *, together: bool = False) -> None:
        """Take back one step; if later steps hang on it the user is asked whether to take back all of them."""
        from db.history import step, together_with

        later = () if together else self.read(together_with, step_id)
        if later:
            self.together_wanted.emit(step_id, later)
            return

        def move(store: Store) -> object:
            return store.undo(step_id, together=together)

        self._move(self.read(step, step_id), move, N_("Undone: {what}"))

    def next_undo(self) -> StepRow | None:
        """Return the step that undo would take back, or None."""
        from db.history import newest_undoable

        return self._next_step(newest_undoable)

    def next_redo(self) -> StepRow | None:
        """Return the step that redo would do again, or None."""
        from db.history import newest_redoable

        return self._next_step(lambda session: newest_redoable(session)[0])

    def say_step(self, step: StepRow) -> str:
        """Return what a step did, in the window's language; what was erased since is an ellipsis."""
        return self.tr.say(step.label, step.arguments)

    def undo_action(self, step_id: int) -> Action:
        """Return the notice button that takes back exactly this step."""
        return Action(self.tr(N_("&Undo")), lambda: self.undo_step(step_id))

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Refuse | None = None,
        *,
        writes: bool = False,
    ) -> None:
        """Run ``work(progress)`` in the background and hand its result to ``done`` on the window's thread.

        ``title`` is a msgid. Cancel and errors are told to the user; ``failed`` takes the sentence instead.
        Only one task that ``writes`` runs at a time.
        """
        self.tasks.run(self, title, work, done, failed, writes=writes)

    def notify(self, text: str, *actions: Action) -> None:
        """Show one plain sentence at the bottom of the window, with buttons."""
        self.noticed.emit(Notice(text, actions))

    def show_page(self, page: str, item: object = None) -> None:
        """Ask the window to open the page with this id and show ``item`` there."""
        self.page_wanted.emit(page, item)

    def show_panel(self, panel: QWidget) -> None:
        """Put a Panel (a preview, an import) in the page's place until it is closed."""
        self.panel_wanted.emit(panel)

    def preview(
        self,
        reports: Sequence[Report],
        *,
        subject: str | None = None,
        on_paper: str = "",
        people: Sequence[int] = (),
    ) -> None:
        """Open the print preview with these papers; ``on_paper`` (a report's id) and ``subject`` are shown first.

        ``people`` are the ids of those who are chosen, and shown first on papers that can be about a selection. A paper
        about one person is offered only when exactly one is chosen.
        """
        from app.shell.paper_side import offered
        from app.shell.print_preview import PrintPreview

        if self.paper_desk is None:
            return
        possible = offered(reports, people)
        if not possible or (on_paper and on_paper not in [report.id for report in possible]):
            self.notify(self.tr(N_("This paper is about one person. Choose whom.")))
            return
        preview = PrintPreview(self, possible, self.paper_desk, subject=subject, on_paper=on_paper, people=people)
        self.show_panel(preview)

    def set_year(self, year: int) -> None:
        """Show the school year that starts in ``year``."""
        if year != self.year:
            self.year = year
            self.year_changed.emit(year)

    def offer_years(self, years: Sequence[int], this_year: int, drafts: Collection[int] | None = None) -> None:
        """Say which school years exist, which one is the running one, and which are drafts (None: those to come)."""
        self.drafts = frozenset(drafts if drafts is not None else (year for year in years if year > this_year))
        self.years = tuple(sorted(years)) or (this_year,)
        self.this_year = this_year
        if self.year not in self.years:
            self.set_year(this_year)
        self.years_changed.emit()

    def set_language(self, language: str) -> None:
        """Speak ``language`` from now on: the window builds its words anew."""
        if language != self.tr.language:
            self.tr = translator(language)
            self.build_anew()

    def build_anew(self) -> None:
        """Let the window make its pages once more, since every word or every size is another."""
        self.language_changed.emit()

    def _open_store(self) -> Store:
        if self.store is None:
            raise RuntimeError("the database is not open yet")
        return self.store

    def _next_step(self, newest: Callable[[Session], int]) -> StepRow | None:
        from db.errors import NothingToRedo, NothingToUndo
        from db.history import step

        if self.store is None:
            return None
        try:
            return self.store.read(lambda session: step(session, newest(session)))
        except (NothingToUndo, NothingToRedo):
            return None

    def _move(self, step: StepRow, move: Callable[[Store], Any], words: str) -> None:
        """Undo or redo: at once, or in the background if the step is large."""
        what = self.say_step(step)
        store = self._open_store()

        def finish(_result: object = None) -> None:
            self.steps_changed.emit()
            button = Action(self.tr(N_("&Redo")), self.redo) if words == "Undone: {what}" else self.undo_action(step.id)
            self.notify(self.tr(words, what=what), button)

        if sum(rows for by_kind in step.counts.values() for rows in by_kind.values()) > AT_ONCE:
            self.run(N_("Undo or redo"), lambda _progress: move(store), finish, writes=True)
            return
        if self._is_writing(None):
            return
        try:
            move(store)
        except Exception as error:  # noqa: BLE001 - a bug is raised again
            self._explain_or_raise(error, None)
        else:
            finish()

    def _is_writing(self, on_error: Refuse | None) -> bool:
        task = self.tasks.writing
        if task is not None:
            words = self.tr(N_("Wait until “{title}” is finished, or cancel it."), title=task.title)
            self._refuse(words, None, on_error)
        return task is not None

    def _explain_or_raise(self, error: Exception, on_error: Refuse | None) -> None:
        words = explain(error, self.tr)
        if words is None:
            raise error
        self._refuse(words, getattr(error, "field", None), on_error)

    def _refuse(self, words: str, field: str | None, on_error: Refuse | None) -> None:
        if on_error is not None:
            on_error(words, field)
        else:
            self.notify(words)

    def _tell_pages(self, tables: object) -> None:
        self.changed.emit(tables)
        self.steps_changed.emit()
