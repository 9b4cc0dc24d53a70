"""How does the office write to those who were chosen, so that together everybody is reached and nobody twice?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.contacts.reaching import draft
from app.contacts.reaching import rules as reaching
from app.contacts.reaching.draft_part import DraftPart
from app.contacts.reaching.parts import HEADS, WAYS, CopyRow, PeopleTree, button, cells, labelled
from app.contacts.reaching.rules import EMAIL, GUARDIANS, SMS, THEMSELVES, Reach
from app.core import clock
from app.core.errors import explain
from app.core.i18n import N_
from app.shell.chips import OneOf
from app.shell.dialog import ask_reason, choose_target
from app.shell.fold import Fold
from app.shell.noted import noted
from app.shell.notices import Action
from app.shell.page import scrolled
from app.shell.panel import Panel
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.shell.context import Context

SEPARATOR, FOLDER = "reaching.separator", "reaching.folder"
Whom = Sequence[tuple[str, Sequence[int]]]
"""Who may be meant: words and ids; the first is meant unless another is chosen."""


class ReachingPanel(Panel):
    """E-mail addresses in batches, numbers for SMS, and the list of who must be reached otherwise."""

    def __init__(self, context: Context, whom: Whom, day: date) -> None:
        tr = context.tr
        super().__init__(context, tr(N_("E-mail, SMS and the rest")))
        self._day = day
        self._revealed: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.found = Reach((), (), (), ())
        self.whom = OneOf([(tuple(ids), words) for words, ids in whom])
        self.to = OneOf([(GUARDIANS, tr(N_("The guardians"))), (THEMSELVES, tr(N_("The pupils themselves")))])
        self.first = OneOf([(EMAIL, tr(N_("By e-mail"))), (SMS, tr(N_("By SMS")))])
        kept = context.settings.get(SEPARATOR, ";")
        self.separator = OneOf([(";", tr(N_("; (Outlook)"))), (",", tr(N_(", (Gmail and others)")))])
        self.separator.chips[kept if kept in reaching.SEPARATORS else ";"].setChecked(True)
        self._build()
        self.whom.changed.connect(lambda _ids: self.read())
        self.to.changed.connect(lambda _to: self.read())
        self.first.changed.connect(lambda _first: self.read())
        self.separator.changed.connect(self._keep_separator)
        self.read()

    @property
    def people(self) -> tuple[int, ...]:
        """The ids of those who are meant."""
        chosen = self.whom.code
        return chosen if isinstance(chosen, tuple) else ()

    def read(self) -> None:
        """Find out how everybody is reached."""
        to, first = str(self.to.code), str(self.first.code)
        found = self.context.read(reaching.reach, self.people, to, self.context.year, self._day, first)
        self.show_found(reaching.with_revealed(found, self._revealed))

    def show_found(self, found: Reach) -> None:
        """Show who is reached how."""
        tr = self.context.tr
        self.found = found
        self._to_row.setVisible(found.has_pupils)
        self.summary.setText(self._say_summary())
        self._show_email()
        self._show_sms()
        self.otherwise.fill(found.otherwise)
        self.otherwise_title.setText(f"{tr(N_('Must be reached otherwise'))}: {tr.number(len(found.otherwise))}")
        self._otherwise_part.setVisible(bool(found.otherwise))
        self.include_button.setVisible(bool(self._not_asked_for()))
        self.not_told.fill(found.not_told)
        self.not_told_title.setText(f"{tr(N_('Not told by themselves'))}: {tr.number(len(found.not_told))}")
        self._not_told_part.setVisible(bool(found.not_told))
        everybody = sorted(found.everybody, key=lambda one: one.person.key)
        self.everybody.fill(everybody)

    def focus_first(self) -> None:
        first = next((row.button for row in self.email_rows), self.close_button)
        first.setFocus()

    # -- what is done

    def copy_batch(self, batch: reaching.Batch) -> bool:
        """Put one batch of addresses on the clipboard."""
        label = N_("E-mail addresses copied (office), persons: {number}")
        return noted(self.context, label, batch.people) and self._put(batch.text)

    def copy_numbers(self) -> bool:
        """Put the numbers for SMS on the clipboard, one on each line."""
        label = N_("Phone numbers copied (office), persons: {number}")
        people = [one.id for one in self.found.by_sms]
        return noted(self.context, label, people) and self._put("\n".join(reaching.numbers(self.found.by_sms)))

    def copy_otherwise(self) -> bool:
        """Put the list of who must be reached otherwise on the clipboard, as a table for Excel."""
        from app.shell.clipboard import table_data

        label = N_("List of who must be reached otherwise copied (office), persons: {number}")
        if not noted(self.context, label, [one.id for one in self.found.otherwise]):
            return False
        tr = self.context.tr
        rows = [cells(one, tr) for one in self.found.otherwise]
        QGuiApplication.clipboard().setMimeData(table_data([tr(head) for head in HEADS], rows))
        return True

    def print_otherwise(self) -> None:
        """Show the same list as a paper."""
        from app.contacts.reports.reach_list import REACH_LIST

        options = tuple(replace(option, default=str(self.to.code)) for option in REACH_LIST.options)
        self.context.preview([replace(REACH_LIST, options=options)], people=self.people)

    def include_protected(self) -> None:
        """Take the protected people along, after one question; each is noted."""
        tr, number = self.context.tr, len(self._not_asked_for())
        ask_reason(
            self,
            tr,
            title=tr(N_("Include people with address protection?")),
            text=tr.n(
                "The e-mail address or phone of {n} protected person is fetched for this message. "
                "That you looked, and why, is in the history.",
                "The e-mail addresses and phones of {n} protected persons are fetched for this message. "
                "That you looked, and why, is in the history of each.",
                number,
            ),
            yes=tr(N_("&Include them")),
            then=self._reveal,
        )

    def save_draft(self) -> None:
        """Ask where, and write a draft for each batch."""
        tr = self.context.tr
        name = f"{tr(N_('E-mail'))} {clock.today():%Y-%m-%d}.eml"  # never to whom
        folder = self.context.settings.get(FOLDER, "")
        choose_target(
            self, tr, tr(N_("Save the draft")), tr(N_("E-mail draft (*.eml)")), name, self.save_draft_as, folder
        )

    def save_draft_as(self, path: Path) -> None:
        """Write the drafts at ``path``; several have numbers."""
        context, part = self.context, self.draft
        batches = reaching.batches(self.found.by_email)
        people = [one.id for one in self.found.by_email]
        context.settings.set(FOLDER, str(path.parent))
        try:
            attachment = draft.read_attachment(part.attachment) if part.attachment is not None else None
            paths = draft.save_drafts(
                path, batches, part.subject.text(), part.text.toPlainText(), attachment, context.tr
            )
        except Exception as error:
            words = explain(error, context.tr)
            if words is None:
                raise  # a bug
            part.refuse(words)
            return
        if not noted(self.context, N_("E-mail draft saved (office), persons: {number}"), people):
            draft.remove(paths)
            return
        self._tell_saved(paths)

    # -- private

    def _build(self) -> None:
        tr = self.context.tr
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.whom)
        self.whom.setVisible(len(self.whom.chips) > 1)
        self._to_row = labelled(tr(N_("What concerns a pupil goes to")), self.to)
        column.addWidget(self._to_row)
        column.addWidget(labelled(tr(N_("Who can be reached by both")), self.first))
        self.summary = wrapped("")
        column.addWidget(self.summary)
        self._build_email(column)
        self._build_sms(column)
        self._build_otherwise(column)
        self._build_not_told(column)
        self.each = Fold(tr, tr(N_("Everybody, one by one")))
        self.everybody = PeopleTree(tr, tr(N_("Everybody, one by one")), WAYS)
        self.each.body.addWidget(self.everybody)
        self.each.unfolded.connect(lambda is_open: self._bring_into_sight(self.everybody) if is_open else None)
        column.addSpacing(GRID)
        column.addWidget(self.each)
        column.addStretch(1)
        self._room = scrolled(content)
        self.body.addWidget(self._room, 1)

    def _build_email(self, column: QVBoxLayout) -> None:
        tr = self.context.tr
        self.email_title = heading("", 1.1)
        column.addSpacing(GRID)
        column.addWidget(self.email_title)
        self._email_part = QWidget()
        part = QVBoxLayout(self._email_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(GRID)
        part.addWidget(labelled(tr(N_("Between the addresses")), self.separator))
        part.addWidget(wrapped(tr(N_("Paste into the field Bcc, so that nobody sees the others.")), "muted"))
        self._batches = QVBoxLayout()
        self._batches.setSpacing(GRID // 2)
        part.addLayout(self._batches)
        self.email_rows: list[CopyRow] = []
        self.draft = DraftPart(tr, self.save_draft)
        self.draft.unfolded.connect(lambda is_open: self._bring_into_sight(self.draft) if is_open else None)
        part.addWidget(self.draft)
        column.addWidget(self._email_part)

    def _build_sms(self, column: QVBoxLayout) -> None:
        self._sms_part = QWidget()
        self._sms = QVBoxLayout(self._sms_part)
        self._sms.setContentsMargins(0, GRID, 0, 0)
        self._sms.setSpacing(GRID)
        self.sms_title = heading("", 1.1)
        self._sms.addWidget(self.sms_title)
        self.sms_row: CopyRow | None = None
        column.addWidget(self._sms_part)

    def _build_otherwise(self, column: QVBoxLayout) -> None:
        tr = self.context.tr
        self._otherwise_part = QWidget()
        part = QVBoxLayout(self._otherwise_part)
        part.setContentsMargins(0, GRID, 0, 0)
        part.setSpacing(GRID)
        self.otherwise_title = heading("", 1.1)
        part.addWidget(self.otherwise_title)
        self.otherwise = PeopleTree(tr, tr(N_("Must be reached otherwise")))
        part.addWidget(self.otherwise)
        words = tr(N_("Copy the l&ist"))
        self.otherwise_row = CopyRow(tr, "", words, words.replace("&", ""), self.copy_otherwise)
        self.print_button = button(tr(N_("P&rint the list …")), "printer", self.print_otherwise)
        self.include_button = button(tr(N_("Include the &protected …")), "shield", self.include_protected)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (self.print_button, self.include_button):
            row.addWidget(widget)
        row.addWidget(self.otherwise_row)
        row.addStretch(1)
        part.addLayout(row)
        column.addWidget(self._otherwise_part)

    def _build_not_told(self, column: QVBoxLayout) -> None:
        tr = self.context.tr
        self._not_told_part = QWidget()
        part = QVBoxLayout(self._not_told_part)
        part.setContentsMargins(0, GRID, 0, 0)
        part.setSpacing(GRID)
        self.not_told_title = heading("", 1.1)
        part.addWidget(self.not_told_title)
        why = N_("They get nothing of this message. Who asks is told; where there is a contact ban the office decides.")
        part.addWidget(wrapped(tr(why), "muted"))
        self.not_told = PeopleTree(tr, tr(N_("Not told by themselves")))
        part.addWidget(self.not_told)
        column.addWidget(self._not_told_part)

    def _show_email(self) -> None:
        tr, found = self.context.tr, self.found
        for row in self.email_rows:
            self._batches.removeWidget(row)
            row.hide()
            row.deleteLater()
        batches = reaching.batches(found.by_email, str(self.separator.code))
        self.email_rows = [self._batch_row(batch, at, len(batches)) for at, batch in enumerate(batches, 1)]
        for row in self.email_rows:
            self._batches.addWidget(row)
        addresses = sum(len(batch.addresses) for batch in batches)
        words = tr(
            N_("E-mail: {people}, {addresses}"),
            people=tr.n("{n} person", "{n} persons", len(found.by_email)),
            addresses=tr.n("{n} address", "{n} addresses", addresses),
        )
        nobody = tr(N_("E-mail: nobody here has an address that can be used"))
        self.email_title.setText(words if batches else nobody)
        self._email_part.setVisible(bool(batches))
        self._order_keys()

    def _batch_row(self, batch: reaching.Batch, at: int, parts: int) -> CopyRow:
        tr = self.context.tr
        addresses = tr.n("{n} address", "{n} addresses", len(batch.addresses))
        said = f"{addresses}, {tr.n('{n} person', '{n} persons', len(batch.people))}"
        spoken = tr(N_("Copy the e-mail addresses"))
        if parts > 1:
            part = tr(N_("Part {part} of {parts}"), part=at, parts=parts)
            said, spoken = f"{part}: {said}", f"{spoken}, {part}"
        words = tr(N_("Cop&y")) if at == 1 else tr(N_("Cop&y")).replace("&", "")
        return CopyRow(tr, said, words, spoken, lambda: self.copy_batch(batch))

    def _show_sms(self) -> None:
        tr, found = self.context.tr, self.found
        if self.sms_row is not None:
            self._sms.removeWidget(self.sms_row)
            self.sms_row.hide()  # else it is there below the new one until the events come
            self.sms_row.deleteLater()
            self.sms_row = None
        self._sms_part.setVisible(bool(found.by_sms))
        if not found.by_sms:
            return
        people = tr.n("{n} person", "{n} persons", len(found.by_sms))
        words = N_("SMS: {people}") if found.first == SMS else N_("SMS: {people} without e-mail")
        self.sms_title.setText(tr(words, people=people))
        number = len(reaching.numbers(found.by_sms))
        told = tr.n("{n} number, one on each line", "{n} numbers, one on each line", number)
        copy = tr(N_("Copy the &numbers"))
        self.sms_row = CopyRow(tr, told, copy, copy.replace("&", ""), self.copy_numbers)
        self._sms.addWidget(self.sms_row)
        self._order_keys()

    def _say_summary(self) -> str:
        tr, found = self.context.tr, self.found
        parts = [
            tr(words, n=tr.number(len(people)))
            for words, people in (
                (N_("{n} by e-mail"), found.by_email),
                (N_("{n} by SMS"), found.by_sms),
                (N_("{n} otherwise"), found.otherwise),
                (N_("{n} not told by themselves"), found.not_told),
            )
            if people
        ]
        chosen = tr.n("{n} chosen", "{n} chosen", found.number)
        together = tr.n("{n} person", "{n} persons", len(found.everybody))
        return tr(
            N_("{chosen}. Together {people}, each of them once: {parts}."),
            chosen=chosen,
            people=together,
            parts=", ".join(parts) or "–",
        )

    def _reveal(self, reason: str) -> None:
        from app.contacts.protection import reveal
        from db.errors import StoreError

        store = self.context.store
        if store is None:
            return
        try:
            for person in self._not_asked_for():
                contact = reveal(store, person, reason)
                self._revealed[person] = (contact.phones, contact.emails)
        except StoreError as error:
            self.context.notify(explain(error, self.context.tr) or "")
        self.context.steps_changed.emit()
        self.show_found(reaching.with_revealed(self.found, self._revealed))

    def _not_asked_for(self) -> list[int]:
        return [person for person in self.found.protected if person not in self._revealed]

    def _put(self, text: str) -> bool:
        QGuiApplication.clipboard().setText(text)
        return True

    def _tell_saved(self, paths: Sequence[Path]) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        tr = self.context.tr
        shown = paths[0] if len(paths) == 1 else paths[0].parent
        words = tr(N_("Saved: {file}"), file=paths[0].name)
        if len(paths) > 1:
            words = tr(N_("Saved {number} drafts, one for each part."), number=tr.number(len(paths)))
        self.context.notify(
            words, Action(tr(N_("&Open")), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown))))
        )

    def _keep_separator(self, separator: object) -> None:
        self.context.settings.set(SEPARATOR, str(separator))
        self._show_email()

    def _bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to what was folded out, once it has been laid out."""
        QTimer.singleShot(0, self, lambda: self._room.ensureWidgetVisible(widget, 0, GRID))

    def _order_keys(self) -> None:
        """What is made anew would come last."""
        order: list[QWidget] = [*self.separator.chips.values(), *(row.button for row in self.email_rows)]
        order += [self.draft.button, self.draft.subject, self.draft.text, self.draft.choose, self.draft.drop_file]
        order.append(self.draft.save_button)
        order += [self.sms_row.button] if self.sms_row is not None else []
        order += [self.otherwise, self.print_button, self.include_button, self.otherwise_row.button, self.not_told]
        order += [self.each.button, self.everybody]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)
