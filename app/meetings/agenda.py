"""What does the user do with the cases of an agenda? One function = one undo step."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.core.identity import holds_identity_number
from app.meetings.entered import entered_choice, entered_id, entered_number, entered_truth, entered_words
from app.meetings.kept_closed import refuse_open
from app.meetings.locked import refuse_if_locked, refuse_locked_item
from app.meetings.presets import pupils_leave_provision
from app.school.queries import own_language
from db import blobs, drafts
from db.models import AgendaItem, Attachment, Body, Meeting, MeetingBody, MeetingNotice
from db.models.meetings import ITEM_CODES, ITEM_KINDS, OPENNESS, OUTCOMES

LARGEST_FILE = 20_000_000
LARGEST_MEETING = 60_000_000
LONGEST_TEXT = 40_000
LONGEST_ITEM = 600
"""Minutes."""

_FORWARDED = ("kind", "title", "public_title", "raised_by", "paper", "proposal", "openness", "provision", "topic")
"""What a case takes along to another body; what the first body's own copy says and how it voted stays there."""
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "txt": "text/plain",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')


def add_item(
    session: Session,
    meeting_id: int | None,
    /,
    *,
    title: str,
    body_id: int | None = None,
    kind: str = "discussion",
    after_id: int | None = None,
    **fields: object,
) -> int:
    """Add a case to a meeting, last or after another one, or (None) one that waits for a body; returns its id.

    Without ``body_id`` it is the leading body's. ``fields`` are columns that ``set_item`` knows, and ``code``,
    ``continues_id``, ``continues_because`` and ``approves_meeting_id``. One that comes after the notice is late.
    Raises UserError.
    """
    refuse_if_locked(session, meeting_id)
    body_id = _whose(session, meeting_id, body_id)
    item = AgendaItem(meeting_id=meeting_id, body_id=body_id, title=_title(title, "title"))
    item.kind = entered_choice(*ITEM_KINDS)(kind, "kind")
    item.is_late = meeting_id is not None and was_called(session, meeting_id)
    for field, value in fields.items():
        reader = _FIELDS.get(field) or _MADE_WITH[field]
        setattr(item, field, reader(value, field) if isinstance(value, str) else value)
    _refuse_closed_without_provision(item)
    others = _beside(session, meeting_id, body_id)
    at = next((index for index, one in enumerate(others, 1) if one.id == after_id), len(others))
    session.add(item)
    _in_order([*others[:at], item, *others[at:]])
    session.flush()
    refuse_open(session, item)
    return item.id


def set_item(session: Session, item_id: int, field: str, value: str) -> None:
    """Change one fact of a case, named as its column, as it was typed or chosen. Raises UserError."""
    item = session.get_one(AgendaItem, item_id)
    if field != "own_note":  # the principal's own, and no part of what was approved
        refuse_if_locked(session, item.meeting_id, field)
    cleaned = _FIELDS[field](value, field)
    if field == "body_id" and cleaned != item.body_id:
        if item.number is not None:
            message = N_("This case has its number in the series of its body. Withdraw it, and add it anew instead.")
            raise UserError(message, field=field)
        cleaned = _whose(session, item.meeting_id, cleaned)
    setattr(item, field, cleaned)
    _refuse_closed_without_provision(item)
    if field == "openness":
        refuse_open(session, item)


def move_item(session: Session, item_id: int, to_index: int) -> None:
    """Move a case to a place on its agenda, counted from 0; a number it has been given stays. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    others = [one for one in _beside(session, item.meeting_id, item.body_id) if one.id != item_id]
    at = min(max(0, to_index), len(others))
    _in_order([*others[:at], item, *others[at:]])


def remove_item(session: Session, item_id: int) -> bool:
    """Take a case off its agenda; says whether it is gone.

    One that has a number is withdrawn instead, since the number was told; one that another body forwarded waits again.
    Raises UserError.
    """
    item = refuse_locked_item(session, item_id)
    if item.number is not None:
        item.outcome = "withdrawn"
        return False
    if item.meeting_id is not None and item.continues_because == "forwarded":
        item.meeting_id, item.outcome, item.is_late = None, "", False
        _in_order([*_beside(session, None, item.body_id), item])
        return True
    session.delete(item)
    session.flush()
    drafts.forget_all_of(session, f"agenda_item:{item_id}")
    return True


def postpone(session: Session, item_id: int) -> None:
    """Put a case off: it is proposed for the next meeting, where it gets a number of its own. Raises UserError."""
    _on_agenda(session, item_id).outcome = "postponed"


def withdraw(session: Session, item_id: int) -> None:
    """Take a case back; it stays on the agenda, with its number, as withdrawn. Raises UserError."""
    _on_agenda(session, item_id).outcome = "withdrawn"


def forward(session: Session, item_id: int, body_ids: Collection[int]) -> tuple[int, ...]:
    """Send a case on to other bodies, where it waits for their next meeting; returns the ids of the new items.

    Nothing of the case itself is changed, so that it can be sent on after its minutes were approved. A body that has
    got it already does not get it again. A closed case stays closed there. Raises UserError.
    """
    item = session.get_one(AgendaItem, item_id)
    if not body_ids:
        raise UserError(N_("Choose the bodies the case goes on to."), field="body_ids")
    there = select(AgendaItem.body_id).where(
        AgendaItem.continues_id == item_id, AgendaItem.continues_because == "forwarded"
    )
    known = set(session.scalars(there)) | {item.body_id}
    added = []
    for body_id in dict.fromkeys(body_ids):
        if body_id in known:
            continue
        copy = {field: getattr(item, field) for field in _FORWARDED}
        copy["paper"] = "\n\n".join(filter(None, (item.paper, _decided(session, item))))
        one = AgendaItem(body_id=body_id, continues_id=item_id, continues_because="forwarded", **copy)
        session.add(one)
        _in_order([*_beside(session, None, body_id), one])
        session.flush()
        for file in session.scalars(_files_of(item_id)):
            facts = {name: getattr(file, name) for name in ("position", "file_name", "media_type", "sha256", "size")}
            session.add(Attachment(agenda_item_id=one.id, **facts))
        added.append(one.id)
    session.flush()
    return tuple(added)


def close(session: Session, item_id: int, openness: str, provision: str) -> None:
    """Treat a case behind closed doors, or with the pupils out, and say by which provision. Raises UserError.

    Without a provision the pupils leave by what the act says of them; nobody else is shut out without one.
    """
    item = refuse_locked_item(session, item_id)
    item.openness = entered_choice(*OPENNESS[1:])(openness, "openness")
    item.provision = entered_words(provision, "provision")
    if item.openness == "pupils_leave" and not item.provision:
        item.provision = pupils_leave_provision(own_language(session))
    _refuse_closed_without_provision(item)


def reopen(session: Session, item_id: int) -> None:
    """Treat a case openly after all. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    item.openness, item.provision = "open", ""
    refuse_open(session, item)


def add_attachment(session: Session, item_id: int, file_name: str, data: bytes) -> int:
    """Keep a file with a case; returns its id. Raises UserError where it is empty or too large."""
    item = refuse_locked_item(session, item_id)
    name = entered_words(_UNFIT.sub(" ", re.split(r"[/\\]", file_name)[-1]), "file_name") or "vedlegg"
    if not data:
        raise UserError(N_("The file {name} is empty."), field="file_name", name=name)
    if len(data) > LARGEST_FILE:
        message = N_("The file {name} is larger than {most} MB. Make it smaller, or link to it in the case paper.")
        raise UserError(message, field="file_name", name=name, most=LARGEST_FILE // 1_000_000)
    if item.meeting_id is not None and _size_of(session, item.meeting_id) + len(data) > LARGEST_MEETING:
        message = N_("The files of this meeting would be more than {most} MB together. Take one away first.")
        raise UserError(message, field="file_name", most=LARGEST_MEETING // 1_000_000)
    last = session.scalar(select(func.max(Attachment.position)).where(Attachment.agenda_item_id == item_id)) or 0
    file = Attachment(
        agenda_item_id=item_id,
        position=last + 1,
        file_name=name,
        media_type=media_type(name, data),
        sha256=blobs.put(session, data),
        size=len(data),
    )
    session.add(file)
    session.flush()
    refuse_open(session, item)
    return file.id


def remove_attachment(session: Session, attachment_id: int) -> None:
    """Take a file away from its case. Raises UserError."""
    file = session.get_one(Attachment, attachment_id)
    refuse_locked_item(session, file.agenda_item_id)
    session.delete(file)


def media_type(file_name: str, data: bytes) -> str:
    """Return what kind of file it is, as a media type; a PDF is known by its bytes, others by their names."""
    if b"%PDF-" in data[:1024]:
        return _MEDIA_TYPES["pdf"]
    ending = file_name.rpartition(".")[2].casefold()
    return _MEDIA_TYPES.get(ending, "application/octet-stream") if ending != "pdf" else "application/octet-stream"


def was_called(session: Session, meeting_id: int) -> bool:
    """Say whether a notice of a meeting was sent or it has begun, so that what is added now comes late."""
    notice = select(MeetingNotice.id).where(MeetingNotice.meeting_id == meeting_id, MeetingNotice.kind == "notice")
    return session.get_one(Meeting, meeting_id).opened_at is not None or session.scalar(notice.limit(1)) is not None


def _whose(session: Session, meeting_id: int | None, body_id: int | None) -> int | None:
    """Return the body whose case it is: always said, since the series of its number hangs on it."""
    if meeting_id is None:
        if body_id is None:
            raise UserError(N_("Choose the body the case waits for."), field="body_id")
        return session.get_one(Body, body_id).id
    of = select(MeetingBody.body_id).where(MeetingBody.meeting_id == meeting_id)
    bodies = session.scalars(of.order_by(MeetingBody.position, MeetingBody.id)).all()
    session.get_one(Meeting, meeting_id)
    if body_id is not None and body_id not in bodies:
        raise UserError(N_("Choose one of the bodies that meet."), field="body_id")
    return body_id if body_id is not None else next(iter(bodies), None)


def _beside(session: Session, meeting_id: int | None, body_id: int | None) -> list[AgendaItem]:
    """Return the cases of the same agenda, or those that wait for the same body, in order."""
    session.flush()
    query = select(AgendaItem).where(AgendaItem.meeting_id.is_not_distinct_from(meeting_id))
    if meeting_id is None:
        query = query.where(AgendaItem.body_id == body_id)
    return list(session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def _in_order(items: Collection[AgendaItem]) -> None:
    for position, item in enumerate(items, 1):
        if item.position != position:
            item.position = position


def _on_agenda(session: Session, item_id: int) -> AgendaItem:
    item = refuse_locked_item(session, item_id)
    if item.meeting_id is None:
        raise UserError(N_("This case is on no agenda yet. Take it up in a meeting, or remove it."))
    return item


def _refuse_closed_without_provision(item: AgendaItem) -> None:
    if item.openness == "closed" and not item.provision:
        raise UserError(N_("Write by which provision the case is closed."), field="provision")


def _decided(session: Session, item: AgendaItem) -> str:
    """Return "**Elevrådet 12.11.2026:** …", so that the next body knows what was said of it."""
    if not item.decision or item.meeting_id is None:
        return ""
    tr = translator(own_language(session))
    body = session.get(Body, item.body_id) if item.body_id is not None else None
    name = "" if body is None else body.name_nn if tr.language == "nn" and body.name_nn else body.name_nb
    day = tr.date(session.get_one(Meeting, item.meeting_id).held_on)
    return f"**{' '.join(filter(None, (name, day)))}:**\n{item.decision}"


def _files_of(item_id: int) -> Any:
    return select(Attachment).where(Attachment.agenda_item_id == item_id).order_by(Attachment.position, Attachment.id)


def _size_of(session: Session, meeting_id: int) -> int:
    query = select(func.sum(Attachment.size)).join(AgendaItem, AgendaItem.id == Attachment.agenda_item_id)
    return session.scalar(query.where(AgendaItem.meeting_id == meeting_id)) or 0


def _title(value: str, field: str) -> str:
    title = entered_words(value, field)
    if not title:
        raise UserError(N_("Write what the case is called."), field=field)
    return title


def entered_text(value: str, field: str) -> str:
    """Return a text of several paragraphs with its marks, without blanks at the ends of lines."""
    if holds_identity_number(value):
        raise UserError(N_("A fødselsnummer is never kept here. Leave it out."), field=field)
    text = "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if len(text) > LONGEST_TEXT:
        raise UserError(N_("The text is too long. Use at most {most} characters."), field=field, most=LONGEST_TEXT)
    return text


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "title": _title,
    "body_id": entered_id,
    "kind": entered_choice(*ITEM_KINDS),
    "public_title": entered_words,
    "raised_by": entered_words,
    "presenter": entered_words,
    "presenter_id": entered_id,
    "minutes_planned": entered_number(1, LONGEST_ITEM),
    "paper": entered_text,
    "proposal": entered_text,
    "discussion": entered_text,
    "decision": entered_text,
    "dissent": entered_text,
    "own_note": entered_text,
    "is_recurring": entered_truth,
    "is_late": entered_truth,
    "outcome": entered_choice(*OUTCOMES),
    "openness": entered_choice(*OPENNESS),
    "provision": entered_words,
    "hearing_id": entered_id,
    "election_id": entered_id,
    "topic": entered_words,
}
_MADE_WITH: Mapping[str, Callable[[str, str], Any]] = {
    "code": entered_choice(*ITEM_CODES),
    "continues_id": entered_id,
    "continues_because": entered_words,
    "approves_meeting_id": entered_id,
}
