"""Which meeting does one time become, or on which meeting's agenda is it a case?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.words import say_clock, say_time, say_where, say_whose
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.form import ChoiceField
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.rows import MeetingRow
    from app.yearwheel.rows import OccurrenceRow

NEAR = 14
"""A meeting that is planned within so many days of it is taken to be it."""
NEW = 0
"""What is chosen where the meeting is not planned yet, in place of its id."""
TIMES = ("held_on", "starts_at", "place")


@dataclass(frozen=True)
class NewMeeting:
    """When and where a meeting is to be held that is not planned yet."""

    held_on: date
    starts_at: time | None
    place: str


class BecomeDialog(Dialog):
    """What is most likely is chosen: Enter does it. ``then`` gets the id of the meeting, or (``as_item``) of the case.

    A meeting that is not planned yet has its day from the wheel, and its time and place from how the body meets.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        occurrence: OccurrenceRow,
        as_item: bool,
        then: Callable[[int], object] | None = None,
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("It becomes a case") if as_item else N_("It becomes a meeting")))
        self.context, self.occurrence, self.as_item, self._then = context, occurrence, as_item, then
        self._meetings = self._likely()
        self.body.insertWidget(0, wrapped(occurrence.title))
        self.meeting = ChoiceField([(row.id, self._say(row)) for row in self._meetings])
        self.meeting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meeting.setMinimumContentsLength(36)
        if not as_item or occurrence.ring.body_id is not None:
            self.meeting.insertItem(NEW, tr(N_("A new meeting")), NEW)
        self.held_on, self.starts_at, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.held_on.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.place.setMaxLength(200)
        words = N_("On the agenda of the &meeting") if as_item else N_("&Meeting")
        self.add_field("meeting_id", tr(words), self.meeting)
        self.add_field("held_on", tr(N_("&Date")), self.held_on)
        self.add_field("starts_at", tr(N_("&Time")), self.starts_at)
        self.add_field("place", tr(N_("P&lace")), self.place)
        self.accept_button = self.add_buttons(tr(N_("&Put it there") if as_item else N_("&Plan it")))
        self._fill()
        self.meeting.keep(self._most_likely())
        self.meeting.currentIndexChanged.connect(lambda _at: self._follow())
        self._follow()
        if not self.meeting.count():
            self.accept_button.setEnabled(False)
            self.error.say(tr(N_("No meeting is planned that it could stand on. Plan one under Meetings first.")))
        self.meeting.setFocus()

    def submit(self) -> None:
        """Let it become what is chosen."""
        self.clear_errors()
        if not self.meeting.count():
            return
        tr, meeting_id = self.context.tr, int(self.meeting.currentData())
        new = None
        if meeting_id == NEW:
            try:
                new = self._new()
            except UserError as error:
                self.refuse(tr(error.message, **error.values), error.field)
                return
        label = N_("“{title}” became a case") if self.as_item else N_("“{title}” became a meeting")
        done = self.context.do(
            label,
            _become,
            self.occurrence,
            self.as_item,
            new or meeting_id,
            arguments={"title": self.occurrence.title},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            if self._then is not None:
                self._then(int(done.result))

    # -- private

    def _likely(self) -> tuple[MeetingRow, ...]:
        from app.yearwheel.becoming import likely_meetings

        row = self.occurrence
        return () if row.entry is None else self.context.read(likely_meetings, row.entry.id, row.number)

    def _most_likely(self) -> int:
        """Return the meeting that is chosen at first: the nearest one, as a meeting of its own only if it is near."""
        nearest = next(iter(self._meetings), None)
        if nearest is None:
            return NEW
        first = self.occurrence.first
        is_near = first is None or abs((nearest.held_on - first).days) <= NEAR
        return nearest.id if self.as_item or is_near else NEW

    def _fill(self) -> None:
        """Write the day from the wheel, and the body's usual time and place."""
        from app.meetings.queries import rule_of

        tr, body_id = self.context.tr, self.occurrence.ring.body_id
        day = self._day()
        self.held_on.setText("" if day is None else tr.date(day))
        if body_id is not None:
            rule = self.context.read(rule_of, body_id)
            self.starts_at.setText("" if rule.starts_at is None else say_clock(rule.starts_at))
            self.place.setText(rule.place)

    def _day(self) -> date | None:
        """Return its day, or the next school day where that has gone by."""
        day, today = self.occurrence.first, clock.today()
        if day is None or day >= today:
            return day
        from app.core.schoolyear import year_of
        from app.school.queries import school_calendar

        return self.context.read(school_calendar, year_of(today)).next_school_day(today)

    def _new(self) -> NewMeeting:
        from app.meetings.entered import entered_day_or_none, entered_time

        day = entered_day_or_none(self.held_on.text(), "held_on")
        if day is None:
            raise UserError(N_("Write the date like 24.08.2026."), field="held_on")
        return NewMeeting(day, entered_time(self.starts_at.text(), "starts_at"), self.place.text())

    def _follow(self) -> None:
        """Ask for day, time and place only of a meeting that is not planned yet."""
        is_new = self.meeting.currentData() == NEW
        for name in TIMES:
            self.show_field(name, is_new)
        if not self.as_item:
            self.accept_button.setText(self.context.tr(N_("&Plan it") if is_new else N_("It is &this one")))

    def _say(self, row: MeetingRow) -> str:
        tr = self.context.tr
        parts = (say_whose(row, tr), tr.long_date(row.held_on), say_time(row), say_where(row, tr))
        return ", ".join(part for part in parts if part)


def _become(session: Session, row: OccurrenceRow, as_item: bool, meeting: NewMeeting | int) -> int:
    """Let one time become a meeting or a case; returns its id."""
    from app.yearwheel.becoming import become_item, become_meeting, join_meeting

    assert row.entry is not None
    times = (row.entry.id, row.number)
    if as_item:
        return become_item(session, *times, meeting if isinstance(meeting, int) else _planned(session, row, meeting))
    if isinstance(meeting, int):
        join_meeting(session, *times, meeting)
        return meeting
    return become_meeting(session, *times, held_on=meeting.held_on, starts_at=meeting.starts_at, place=meeting.place)


def _planned(session: Session, row: OccurrenceRow, new: NewMeeting) -> int:
    """Plan the meeting of the ring's body that the case will stand on; returns its id."""
    from app.meetings.collisions import after_minutes
    from app.meetings.commands import add_meeting
    from app.meetings.queries import rule_of

    assert row.ring.body_id is not None
    minutes = rule_of(session, row.ring.body_id).minutes
    ends_at = after_minutes(new.starts_at, minutes) if new.starts_at is not None and minutes is not None else None
    return add_meeting(
        session,
        body_ids=(row.ring.body_id,),
        held_on=new.held_on,
        starts_at=new.starts_at,
        ends_at=ends_at,
        place=new.place,
    )
