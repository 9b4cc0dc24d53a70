"""When and where is a meeting, who chairs and writes, what must be done by when, and what does one note for oneself?"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.core.i18n import N_
from app.meetings.minuting.typed import Typing
from app.meetings.showing.case_form import CaseForm, LongText
from app.meetings.words import say_clock
from app.shell.fold import Fold
from app.shell.form import TYPED, LineField
from app.shell.page import scrolled
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.meetings.showing.doing import Doing
    from app.meetings.showing.look import MeetingLook
    from app.shell.context import Context, Refuse

PEOPLE = ("chair_id", "minute_taker_id")
DEADLINES = ("input_by", "notice_by", "papers_by")
HIGHEST = 40 * GRID  # so that the agenda stays in sight


class FactsBox(Fold):
    """Folded until it is wanted; a deadline that nobody has set is counted back, and its day stands in grey."""

    def __init__(self, context: Context, doing: Doing) -> None:
        super().__init__(context.tr, context.tr(N_("Facts, dead&lines and own notes")))
        self.context, self._doing = context, doing
        self.look: MeetingLook | None = None
        self._typing = Typing(context, self)
        tr = context.tr
        form = self.form = CaseForm(context)
        form.add_text("title", tr(N_("Name")), partial(self._save, "title"))
        form.add_text("held_on", tr(N_("Day")), partial(self._save, "held_on"), hint=tr(N_("dd.mm.yyyy")))
        form.add_text("starts_at", tr(N_("From")), partial(self._save, "starts_at"), hint="18.00")
        form.add_text("ends_at", tr(N_("Until")), partial(self._save, "ends_at"), hint="19.30")
        form.add_text("place", tr(N_("Place")), partial(self._save, "place"))
        form.add_tick("is_remote", tr(N_("Held remotely")), self._save_remote)
        hint = tr(N_("A name"))
        form.add_people_line(
            "chair_id", tr(N_("Chair of the meeting")), partial(self._save_person, "chair_id"), hint=hint
        )
        form.add_people_line(
            "minute_taker_id", tr(N_("Minute taker")), partial(self._save_person, "minute_taker_id"), hint=hint
        )
        for field, label in (
            ("input_by", N_("Cases handed in by")),
            ("notice_by", N_("Notice sent by")),
            ("papers_by", N_("Papers sent by")),
        ):
            form.add_text(field, tr(label), partial(self._save, field))
        self.remarks = form.add_fact(tr(N_("Remarks to the minutes by")))
        self.notes: LongText = form.add_note(
            "own_notes", tr(N_("Own notes")), partial(self._save, "own_notes"), self._typing
        )
        self.notes.place = self._place
        self.notes.stands = lambda: self.look.row.own_notes if self.look is not None else ""
        form.layout().setContentsMargins(0, 0, GRID, 0)  # type: ignore[union-attr]
        self._scroll = scrolled(form)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setContentsMargins(3 * GRID, 0, 0, GRID)
        self.body.addWidget(self._scroll)

    def show_look(self, look: MeetingLook | None, *, may_write: bool, may_note: bool) -> None:
        """Show a meeting; what is being typed stays while it is the same."""
        is_new = look is None or self.look is None or look.row.id != self.look.row.id
        if is_new:
            self._forget_typing()
        self.look = look
        if look is None:
            return
        tr, row = self.context.tr, look.row
        self.form.set_values(
            {
                "title": row.title,
                "held_on": tr.date(row.held_on),
                "starts_at": say_clock(row.starts_at) if row.starts_at is not None else "",
                "ends_at": say_clock(row.ends_at) if row.ends_at is not None else "",
                "place": row.place,
                "is_remote": row.is_remote,
                "chair_id": look.name(row.chair_id),
                "minute_taker_id": look.name(row.minute_taker_id),
                "own_notes": row.own_notes,
                **{field: self._day(getattr(row, field)) for field in DEADLINES},
            }
        )
        for field in DEADLINES:
            control = self.form.fields[field].control
            if isinstance(control, LineField):
                control.setPlaceholderText(self._counted(getattr(look.deadlines, field), row.held_on))
        self.remarks.setText(self._day(look.deadlines.remarks_by))
        self.form.set_read_only(not may_write)
        self.notes.field.setReadOnly(not may_note)
        self.form.show_row("title", row.kind != "body")
        self._say_more(look)
        self._scroll.setFixedHeight(min(HIGHEST, self.form.sizeHint().height() + GRID))
        if is_new:
            self.set_open(False)
            self.notes.offer(self._typing.offers())
            if not self.notes.bar.isHidden():
                self.set_open(True)

    def may_leave(self) -> bool:
        """Keep what is typed; False if it was refused."""
        if self.look is None or self.form.save_now(take_focus=False):
            return True
        self.set_open(True)
        return self.form.save_now()

    def go_to(self, field: str) -> None:
        """Fold out, with the cursor in a field."""
        self.set_open(True)
        self.form.fields[field].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_more(self, look: MeetingLook) -> None:
        """Say the next deadline while the rest is folded away."""
        tr, row, days = self.context.tr, look.row, look.deadlines
        said = ""
        if row.status == "planned" and days.notice_by is not None:
            said = tr(N_("notice by {day}"), day=tr.date(days.notice_by))
        elif row.status == "sent" and days.remarks_by is not None:
            said = tr(N_("remarks by {day}"), day=tr.date(days.remarks_by))
        self.say_more(said)

    def _counted(self, day: date | None, held_on: date) -> str:
        if day is None:
            return self.context.tr(N_("not asked for"))
        tr = self.context.tr
        ago = tr.n("{n} day before", "{n} days before", (held_on - day).days)
        return f"{tr.date(day)} ({ago})"

    def _day(self, day: date | None) -> str:
        return self.context.tr.date(day) if day is not None else ""

    def _save(self, field: str, value: Any, refuse: Refuse) -> object:
        return self._doing.set_meeting(field, str(value), refuse)

    def _save_remote(self, value: bool, refuse: Refuse) -> object:
        return self._doing.set_meeting("is_remote", "yes" if value else "no", refuse)

    def _save_person(self, field: str, value: str, refuse: Refuse) -> object:
        from app.meetings.showing.people_line import who

        person = self.context.read(who, value, self.context.year)
        if value and person is None:
            refuse(
                self.context.tr(
                    N_("Nobody (or more than one) is called “{name}”. Choose one that is proposed."), name=value
                ),
                field,
            )
            return None
        return self._doing.set_meeting(field, "" if person is None else str(person), refuse)

    def _place(self) -> str:
        return f"meeting:{self.look.row.id}:own_notes" if self.look is not None else ""

    def _forget_typing(self) -> None:
        for field in self.form.fields.values():
            if isinstance(field.control, TYPED) and field.control.unsaved:
                field.control.restore()
