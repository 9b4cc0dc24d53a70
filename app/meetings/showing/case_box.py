"""What is written of one case before the meeting: who raises and presents it, its paper, proposal and files?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.minuting.typed import Typing
from app.meetings.showing.case_form import CaseForm, LongText
from app.meetings.showing.files_box import FilesBox
from app.meetings.words import OPENNESS_WORDS, short_name
from app.shell import icons
from app.shell.fold import Fold
from app.shell.form import TYPED, ChoiceField
from app.shell.page import scrolled
from app.shell.theme import GRID
from app.shell.words import heading, tooltip, wrapped

if TYPE_CHECKING:
    from app.meetings.rows import AttachmentRow, ItemRow
    from app.meetings.showing.doing import Doing
    from app.meetings.showing.look import MeetingLook
    from app.shell.context import Context, Refuse

_FIELDS = (
    "raised_by",
    "presenter",
    "paper",
    "proposal",
    "own_note",
    "public_title",
    "is_recurring",
)


class CaseBox(QWidget):
    """The case under the agenda; every field is a step of its own when it is left. Esc folds it away."""

    closed = Signal()

    def __init__(self, context: Context, doing: Doing) -> None:
        super().__init__()
        self.context, self._doing = context, doing
        self.item: ItemRow | None = None
        self._look: MeetingLook | None = None
        tr = context.tr
        self.setAccessibleName(tr(N_("The case")))
        self.heading = heading("", 1.1)
        self.heading.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        words = tr(N_("Fold the case away"))
        self.close_button.setAccessibleName(words)
        self.close_button.setToolTip(tooltip(f"{words} (Esc)"))
        icons.put(self.close_button, "x")
        self.close_button.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, GRID, GRID)
        self._column.setSpacing(GRID)
        self._build_forms()
        self._column.addStretch(1)
        self._room = scrolled(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addWidget(self._room, 1)

    @property
    def forms(self) -> tuple[CaseForm, ...]:
        return self.form, self.closing, self.more

    # -- what is shown

    def show_item(self, look: MeetingLook | None, item: ItemRow | None, *, may_write: bool) -> None:
        """Show a case; what is being typed stays while it is the same."""
        is_new = self.item is None or item is None or item.id != self.item.id
        if is_new and self.item is not None:
            self._forget_typing()
        self._look, self.item = look, item
        if item is None or look is None:
            return
        number = look.numbers.get(item.id, "")
        self.heading.setText(f"{number} {item.title}".strip())
        values: dict[str, Any] = {name: getattr(item, name) for name in _FIELDS}
        values["presenter"] = look.presenter(item)
        for form in self.forms:
            form.set_values({name: value for name, value in values.items() if name in form.fields})
            form.set_read_only(not may_write)
        self._show_bodies(look, item)
        self._show_openness(item, look)
        self.files.show_files(item.attachments, may_write=may_write)
        self._say_folds(item)
        if is_new:
            self._room.verticalScrollBar().setValue(0)
            self.closing_fold.set_open(item.openness != "open")
            self.more_fold.set_open(bool(item.own_note))
            offers = self._typing.offers()
            for text in self.texts:
                text.offer(offers)

    def focus_first(self) -> None:
        """Put the cursor where most is written: the case paper."""
        self.form.fields["paper"].control.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_into_sight)

    def may_leave(self) -> bool:
        """Keep what is typed; False if it was refused."""
        return self.item is None or all(form.save_now() for form in self.forms)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # -- making it

    def _build_forms(self) -> None:
        tr = self.context.tr
        self._typing = Typing(self.context, self)
        self.form = CaseForm(self.context)
        form = self.form
        hint = tr(N_("A name, or who it is"))
        form.add_people_line("presenter", tr(N_("Presenter")), partial(self._save, "presenter"), hint=hint)
        form.add_choice("body_id", tr(N_("Body")), [], partial(self._save, "body_id"))
        form.add_text("raised_by", tr(N_("Raised by")), partial(self._save, "raised_by"))
        self.texts: list[LongText] = [
            form.add_marked("paper", tr(N_("Case paper")), partial(self._save, "paper"), self._typing),
            form.add_marked("proposal", tr(N_("Proposed &decision")), partial(self._save, "proposal"), self._typing),
        ]
        self._column.addWidget(form)
        self.files = FilesBox(self.context, self._attach, self._detach)
        form.add_beside(tr(N_("Attachments")), self.files)
        self.closing_fold = Fold(tr, tr(N_("Closed, or pupils leave")))
        self.closing = CaseForm(self.context)
        self.closing.add_choice(
            "openness",
            tr(N_("Who may be there")),
            [(code, tr(words)) for code, words in OPENNESS_WORDS.items()],
            self._save_openness,
        )
        usual = self.closing.add_choice("usual", tr(N_("Provision")), [], self._save_usual)
        usual.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        usual.setMinimumContentsLength(20)
        self.closing.add_text("provision", tr(N_("As it is written")), self._save_provision)
        self.closing.add_text(
            "public_title", tr(N_("Name for the public")), partial(self._save, "public_title")
        ).setPlaceholderText(tr(N_("A neutral name that tells nothing of anybody")))
        self.closing_fold.body.setContentsMargins(3 * GRID, 0, 0, GRID)
        self.closing_fold.body.addWidget(
            wrapped(tr(N_("In the public minutes stand only the number, this name and the provision.")), "muted")
        )
        self.closing_fold.body.addWidget(self.closing)
        self.more_fold = Fold(tr, tr(N_("Own note, and whether it comes again")))
        self.more = CaseForm(self.context)
        self.more.add_tick("is_recurring", tr(N_("Comes at every meeting")), self._save_recurring)
        self.texts.append(
            self.more.add_note("own_note", tr(N_("Own note")), partial(self._save, "own_note"), self._typing)
        )
        for text in self.texts:
            text.place, text.stands = partial(self._place, text.name), partial(self._stands, text.name)
        self.more_fold.body.setContentsMargins(3 * GRID, 0, 0, GRID)
        self.more_fold.body.addWidget(
            wrapped(tr(N_("The own note stands on nobody else's copy.")), "muted"),
        )
        self.more_fold.body.addWidget(self.more)
        for fold in (self.closing_fold, self.more_fold):
            self._column.addWidget(fold)

    def _show_bodies(self, look: MeetingLook, item: ItemRow) -> None:
        """Ask whose case it is only where several bodies meet."""
        language = self.context.tr.language
        names = zip(look.row.bodies, look.row.body_names, strict=True)
        choices = [(str(body_id), short_name(nn if language == "nn" and nn else nb)) for body_id, (nb, nn) in names]
        self._fill("body_id", self.form, choices)
        self.form.set_values({"body_id": str(item.body_id or "")})
        self.form.show_row("body_id", len(choices) > 1)

    def _show_openness(self, item: ItemRow, look: MeetingLook) -> None:
        from app.meetings.presets import provisions

        language = self._paper_language
        found = provisions(item.openness, look.row.held_on) if item.openness != "open" else ()
        choices = [(one.text(language), f"{one.text(language)} – {one.about(language)}") for one in found]
        if item.provision not in [text for text, _ in choices]:
            choices.append((item.provision, item.provision))
        self._fill("usual", self.closing, choices)
        self.closing.set_values({"openness": item.openness, "usual": item.provision, "provision": item.provision})
        self.closing.show_row("usual", item.openness != "open")
        self.closing.show_row("provision", item.openness != "open")
        self.closing.show_row("public_title", item.openness == "closed")

    def _fill(self, name: str, form: CaseForm, choices: list[tuple[str, str]]) -> None:
        control = form.fields[name].control
        if isinstance(control, ChoiceField):
            there = [(control.itemData(at), control.itemText(at)) for at in range(control.count())]
            if there != choices:
                control.clear()
                for code, words in choices:
                    control.addItem(words, code)

    def _say_folds(self, item: ItemRow) -> None:
        tr = self.context.tr
        self.closing_fold.say_more(tr(OPENNESS_WORDS[item.openness]) if item.openness != "open" else "")
        said = [tr(N_("comes again")) if item.is_recurring else "", tr(N_("has a note")) if item.own_note else ""]
        self.more_fold.say_more(", ".join(filter(None, said)))

    # -- saving

    def _save(self, field: str, value: Any, refuse: Refuse) -> object:
        return self._doing.set_item(self.item, field, str(value), refuse) if self.item is not None else None

    def _save_recurring(self, value: bool, refuse: Refuse) -> object:
        return self._save("is_recurring", "yes" if value else "no", refuse)

    def _save_openness(self, value: Any, refuse: Refuse) -> object:
        """Close a case by the usual provision at once: another one is chosen after that."""
        from app.meetings.presets import provisions

        if self.item is None or self._look is None:
            return None
        usual = "" if value == "open" else provisions(str(value), self._look.row.held_on)[0].text(self._paper_language)
        return self._doing.close(self.item, str(value), usual, refuse)

    def _save_usual(self, value: Any, refuse: Refuse) -> object:
        return self._save_provision(str(value), refuse)

    def _save_provision(self, value: str, refuse: Refuse) -> object:
        return self._doing.close(self.item, self.item.openness, value, refuse) if self.item is not None else None

    @property
    def _paper_language(self) -> str:
        from app.school.queries import own_language

        return self.context.read(own_language)

    def _attach(self, paths: list[Path]) -> None:
        if self.item is not None:
            self._doing.attach(self.item, paths)

    def _detach(self, file: AttachmentRow) -> None:
        if self.item is not None:
            self._doing.detach(self.item, file)

    def _place(self, field: str) -> str:
        """Return what a draft of a field is called, "" while no case is shown."""
        return f"agenda_item:{self.item.id}:{field}" if self.item is not None else ""

    def _stands(self, field: str) -> str:
        return str(getattr(self.item, field)) if self.item is not None else ""

    def _forget_typing(self) -> None:
        """Drop what was refused for one case, so that it is not saved for another."""
        for form in self.forms:
            for field in form.fields.values():
                if isinstance(field.control, TYPED) and field.control.unsaved:
                    field.control.restore()

    def _bring_into_sight(self) -> None:
        control = self.window().focusWidget()
        if control is not None and self._room.isAncestorOf(control):
            self._room.ensureWidgetVisible(control, 0, 4 * GRID)
