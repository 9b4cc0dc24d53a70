"""Which papers and backups still hold somebody whose address is protected now?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from app.contacts.queries import person_name
from app.contacts.reports.recall import RECALL, SaidPaper, papers_out, say_paper
from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.noted import noted
from app.shell.theme import GRID, ROW_HEIGHT
from app.shell.words import Label, wrapped

COPIED = N_("List of papers to call back copied (office), papers: {number}")
MOST_SEEN = 6  # papers that are seen at once


def is_anything_out(context: Context, person_id: int, day: date) -> bool:
    """Say whether there is a paper to call back or a backup that holds what was protected."""
    return bool(context.read(papers_out, person_id, day)) or _backups(context) > 0


class RecallDialog(Dialog):
    """The papers of the last year with the person or the household on them, to copy or print, and the backups."""

    def __init__(self, parent: QWidget, context: Context, person_id: int, day: date) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Papers to call back")))
        self.context = context
        self._person_id = person_id
        self._name = context.read(person_name, person_id)
        self.papers = [say_paper(row, tr) for row in context.read(papers_out, person_id, day)]
        self.setMinimumWidth(84 * GRID)
        self._add_papers()
        self._add_backups()
        self._add_close()

    def copy(self) -> None:
        """Copy the list as a table, if that can be noted. Nobody is named in it."""
        if not noted(self.context, COPIED, (), number=len(self.papers)):
            return
        lines = [self._heads(), *(_cells(one, self.context.tr) for one in self.papers)]
        text = "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)
        self.context.notify(self.context.tr(N_("Copied. Paste it into Excel or a message.")))

    def print_list(self) -> None:
        """Open the preview of the list, which names nobody."""
        self.accept()
        self.context.preview((RECALL,), people=(self._person_id,))

    def _heads(self) -> tuple[str, ...]:
        tr = self.context.tr
        return tr(N_("Date")), tr(N_("Paper")), tr(N_("For whom")), tr(N_("Made by"))

    def _add_papers(self) -> None:
        tr = self.context.tr
        if not self.papers:
            text = N_("Neither {name} nor the household stood on a paper that was handed out in the last year.")
            self.body.insertWidget(0, wrapped(tr(text, name=self._name)))
            return
        told = tr.n(
            "{n} paper of the last year holds {name} or somebody of the household. Call it back, or have it destroyed.",
            "{n} papers of the last year hold {name} or somebody of the household. Call them back, or have them "
            "destroyed.",
            len(self.papers),
            name=self._name,
        )
        self.body.insertWidget(0, wrapped(told))
        rows = [_cells(one, tr) for one in self.papers]
        self.table = _table(self._heads(), rows, tr(N_("Papers to call back")))
        self.body.addWidget(self.table)
        for words, icon, call in (
            (tr(N_("&Copy the list")), "copy", self.copy),
            (tr(N_("&Print the list …")), "printer", self.print_list),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            icons.put(button, icon)
            button.clicked.connect(lambda _checked=False, call=call: call())
            self.buttons.insertWidget(self.buttons.count() - 1, button)

    def _add_backups(self) -> None:
        number = _backups(self.context)
        store = self.context.store
        if not number or store is None:
            return
        from db.backup import folder_of

        tr = self.context.tr
        told = tr.n(
            "{n} backup made before still holds phone, e-mail and address. Delete it, or keep it safe.",
            "{n} backups made before still hold phone, e-mail and address. Delete them, or keep them safe.",
            number,
        )
        self.body.addSpacing(GRID)
        self.body.addWidget(wrapped(told))
        where = wrapped(str(folder_of(store.path)), "muted")
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        where.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body.addWidget(where)
        self.body.addWidget(Label(tr(N_("Copies you have saved elsewhere hold them too.")), "muted"))

    def _add_close(self) -> None:
        close = QPushButton(self.context.tr(N_("C&lose")))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus()


def _backups(context: Context) -> int:
    """Return how many backups the program itself has made; all of them are older than what is protected now."""
    from db.backup import own_backups

    return len(own_backups(context.store.path)) if context.store is not None else 0


def _cells(one: SaidPaper, tr: Translator) -> tuple[str, ...]:
    return tr.date(one.day), one.paper, one.audience, one.made_by


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> QTableWidget:
    table = QTableWidget(len(rows), len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = QTableWidgetItem(text)
            cell.setSizeHint(QSize(table.fontMetrics().horizontalAdvance(text) + 3 * GRID, ROW_HEIGHT))
            table.setItem(at, column, cell)
    for column in range(len(heads)):
        stretches = column == 1
        mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)
    seen = min(MOST_SEEN, len(rows))
    table.setMinimumHeight(seen * ROW_HEIGHT + header.sizeHint().height() + 2 * table.frameWidth())
    return table
