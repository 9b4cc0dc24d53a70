"""What stands beside the list of results: one of them with its files, its readers and its measures?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.rows import AttachmentRow
from app.meetings.showing.files_box import FilesBox
from app.plan.following.doing import Subject
from app.plan.following.readers_box import ReadersBox
from app.plan.following_words import RESULT_KIND_WORDS
from app.plan.outcomes.doing import keep_files
from app.plan.outcomes.measures_box import MeasuresBox
from app.plan.outcomes.new_dialog import SMALL
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

if TYPE_CHECKING:
    from app.plan.followed import ResultRow


class ResultPane(QWidget):
    """Written in place; ``remove`` asks whether the result is to be removed."""

    def __init__(self, context: Context, remove: Callable[[], object]) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self.row: ResultRow | None = None
        self.title = heading("", 1.15)
        self.title.setWordWrap(True)
        self.remove_button = icons.button(tr(N_("Remove …")), "trash-2", remove)
        self.remove_button.setAutoDefault(False)
        self.form = Form(context)
        self.form.add_text("title", tr(N_("Title")), partial(self._set, "title"))
        kinds = [(code, tr(words)) for code, words in RESULT_KIND_WORDS.items()]
        self.form.add_choice("kind", tr(N_("Kind")), kinds, partial(self._set, "kind"))
        self.form.add_date("received_on", tr(N_("Received")), self._set_day)
        small = tr(N_("Groups so small that people can be known"))
        self.small, small_cell = self.form.place_check("small_groups", small, self._set_small)
        self.small_words = wrapped(tr(SMALL), "muted")
        self.summary, summary_cell = self.form.place_note("summary", tr(N_("Summary")), partial(self._set, "summary"))
        summary_label = Label(tr(N_("Summary")), "muted")
        summary_label.setBuddy(self.summary)
        self.files = FilesBox(context, self.add_files, self._remove_file)
        self.readers = ReadersBox(context, "plan.result-readers", is_short=True)
        self.measures = MeasuresBox(context)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.form)
        column.addWidget(small_cell)
        column.addWidget(self.small_words)
        column.addWidget(summary_label)
        column.addWidget(summary_cell)
        for words, widget in (
            (N_("Files"), self.files),
            (N_("Who is to see it"), self.readers),
            (N_("Measures"), self.measures),
        ):
            column.addSpacing(GRID // 2)
            column.addWidget(heading(tr(words), 1.0))
            column.addWidget(widget)
        column.addStretch(1)
        self.setVisible(False)

    # -- what is shown

    def show_row(self, row: ResultRow | None) -> None:
        """Show a result, or nothing."""
        from app.plan.presentations import presentations
        from app.plan.results import measures

        if self.row is not None and (row is None or row.id != self.row.id):
            self.form.save_now(take_focus=False)
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        may_write = not self.context.read_only
        self.title.setText(row.title)
        names = ("title", "kind", "received_on", "small_groups", "summary")
        self.form.set_values({name: getattr(row, name) for name in names})
        self.form.set_read_only(not may_write)
        self.remove_button.setVisible(may_write)
        self.small_words.setVisible(row.small_groups)
        self.files.show_files(
            tuple(
                AttachmentRow(one.id, 0, one.position, one.file_name, one.media_type, one.sha256, one.size)
                for one in row.files
            ),
            may_write=may_write,
        )
        subject, today = Subject(row.title, result_id=row.id), clock.today()
        seen = self.context.read(lambda session: presentations(session, result_id=row.id, today=today))
        self.readers.show_readers(subject, seen, may_write=may_write)
        self.measures.show_measures(
            subject, self.context.read(measures, row.id), self.readers.lines, may_write=may_write
        )

    def focus_first(self) -> None:
        """Be at the title."""
        self.form.fields["title"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is done

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files with the result."""
        row = self.row
        if row is not None and self.context.may_write():
            values = {"title": row.title}
            self.context.do(N_("Added files to the result {title}"), keep_files, row.id, tuple(paths), arguments=values)

    def _remove_file(self, file: AttachmentRow) -> None:
        from app.plan.result_commands import remove_file

        if self.row is not None and self.context.may_write():
            label, values = N_("Removed a file from the result {title}"), {"title": self.row.title}
            self.context.do(label, remove_file, file.id, arguments=values)

    def _set(self, field: str, value: Any, refuse: Refuse) -> Done | None:
        from app.plan.result_commands import set_result

        if self.row is None:
            return None
        return self.context.do(
            N_("Changed the result {title}"),
            set_result,
            self.row.id,
            field,
            str(value or ""),
            arguments={"title": self.row.title},
            on_error=refuse,
        )

    def _set_day(self, value: Any, refuse: Refuse) -> Done | None:
        return self._set("received_on", "" if value is None else value.isoformat(), refuse)

    def _set_small(self, value: Any, refuse: Refuse) -> Done | None:
        return self._set("small_groups", "yes" if value else "no", refuse)
