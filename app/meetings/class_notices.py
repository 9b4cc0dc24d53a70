"""Whom do the notices of all the parents' meetings of a term go to, class by class, and how are they sent in one go?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.contacts.reaching import draft
from app.contacts.reaching.rules import Batch, Reach, batches
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.progress import NO_PROGRESS, Progress
from app.meetings.called import Called, Look, called_to, reach_of
from app.meetings.message import calendar_attachment, file_title, subject_of_message, text_of_message
from app.meetings.notices import recipients_of, send_notice
from app.meetings.planning import ParentMeetingRow, parent_meetings
from app.meetings.queries import meeting
from app.meetings.rows import MeetingRow
from app.meetings.told import changes

WRITING = N_("Writing the notices")


@dataclass(frozen=True)
class ClassNotice:
    """A class whose parents meet: who is called, how they are reached, and what is new since a notice was sent."""

    row: ParentMeetingRow
    meeting: MeetingRow
    called: tuple[Called, ...]
    reach: Reach
    changed: tuple[Saying, ...]

    @property
    def recipients(self) -> tuple[tuple[int, str], ...]:
        """(person id, capacity) of those who are called."""
        return tuple((one.person_id, one.capacity) for one in self.called if one.is_usual)

    @property
    def is_waiting(self) -> bool:
        """Whether a notice is to be sent: none was yet, or something is new since."""
        return self.meeting.sent_on is None or bool(self.changed)


@dataclass(frozen=True)
class ClassDraft:
    """What is written for a class: an e-mail for each batch of addresses, or the paper alone where nobody has one."""

    title: str
    batches: tuple[Batch, ...]
    subject: str
    text: str
    paper: bytes
    calendar: draft.Attachment


def parent_notices(session: Session, year: int, term: str, on: date | None = None) -> tuple[ClassNotice, ...]:
    """Return every class that has a parents' meeting in a term, with whom its notice goes to on a day."""
    look, found = Look(session, on), []
    for row in parent_meetings(session, year, term):
        if row.meeting is not None:
            called = called_to(session, row.meeting.id, look=look)
            ids = [one.person_id for one in called if one.is_usual]
            how = reach_of(session, row.meeting.id, ids, look=look)
            found.append(ClassNotice(row, row.meeting, called, how, changes(meeting(session, row.meeting.id))))
    return tuple(found)


def send_parent_notices(session: Session, meeting_ids: Sequence[int], on: date, channel: str) -> tuple[int, ...]:
    """Note that the notices of many meetings were sent, each to those who are called there. Raises UserError."""
    return tuple(
        send_notice(session, one, on, channel, recipients_of(session, one)) for one in dict.fromkeys(meeting_ids)
    )


def class_draft(one: ClassNotice, paper: bytes, tr: Translator, school: str, separator: str = ";") -> ClassDraft:
    """Return what is written for a class, in the language of ``tr``; ``paper`` is its notice as a PDF."""
    title = file_title(one.meeting, tr)
    return ClassDraft(
        title,
        batches(one.reach.by_email, separator),
        subject_of_message(one.meeting, one.changed, tr),
        text_of_message(one.meeting, one.changed, tr),
        paper,
        calendar_attachment(one.meeting, title, tr, school),
    )


def save_class_drafts(
    folder: Path, drafts: Sequence[ClassDraft], tr: Translator, progress: Progress = NO_PROGRESS
) -> tuple[Path, ...]:
    """Write everything into a folder, all or none; what is there is not overwritten. Raises UserError and Cancelled."""
    from app.documents.writer import write_whole

    wanted = [path for one in drafts for path in _paths(folder, one, tr)]
    there = next((path for path in wanted if path.exists()), None)
    if there is not None:
        raise UserError(
            N_("There already is a file called {file} in this folder. Choose another one."), file=there.name
        )
    written: list[Path] = []
    try:
        for number, one in enumerate(drafts):
            progress.step(WRITING, number, len(drafts))
            if not one.batches:
                path = folder / f"{one.title}.pdf"
                write_whole(path, one.paper)
                written.append(path)
                continue
            attachment = draft.Attachment(f"{one.title}.pdf", one.paper)
            path = folder / f"{one.title}.eml"
            written += draft.save_drafts(path, one.batches, one.subject, one.text, attachment, tr, [one.calendar])
    except BaseException:
        draft.remove(written)
        raise
    return tuple(written)


def _paths(folder: Path, one: ClassDraft, tr: Translator) -> tuple[Path, ...]:
    if not one.batches:
        return (folder / f"{one.title}.pdf",)
    return draft.file_paths(folder / f"{one.title}.eml", len(one.batches), tr)
