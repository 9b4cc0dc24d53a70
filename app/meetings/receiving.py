"""How are minutes received that others wrote, as a PDF or a Word document? One function = one undo step.

``examine`` looks at the file in a limited child process and may run in the background; ``receive`` keeps it. What is
no document is refused; a document whose text cannot be read is kept all the same, and that is said.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.contacts.imports.files.frames import frames
from app.contacts.imports.files.waiting import start_child
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.meetings.document_child import BROKEN, COMMAND, DAMAGED, PDF, is_pdf
from app.meetings.entered import entered_words
from app.meetings.locked import refuse_if_locked
from db import blobs
from db.models import Meeting, ReceivedMinutes

LARGEST = 20_000_000
PATIENCE = 45.0
LONGEST_NAME = 120
"""Characters of a file's name that are kept."""

EMPTY = N_("The file is empty.")
TOO_LARGE = N_("The file is larger than {most} MB. Make it smaller, or save it anew without large pictures.")
TOO_EARLY = N_("The minutes cannot have been received before the meeting.")
IDENTITY_NUMBER = N_("The file holds a fødselsnummer, which is never kept. Have it taken out of the minutes.")
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')


@dataclass(frozen=True)
class Examined:
    """What a file is and what it says; ``unread`` is why nothing of it could be read (a msgid)."""

    media_type: str
    text: str
    unread: str = ""


def examine(data: bytes, *how: str) -> Examined:
    """Say what a file is, by its bytes, and read its text. Raises UserError for what is no document.

    ``how`` is told the child: with ``OUTLINE`` the text of a Word document is plain HTML.
    """
    if not data.strip(b"\0"):
        raise UserError(EMPTY, field="file")
    if len(data) > LARGEST:
        raise UserError(TOO_LARGE, field="file", most=LARGEST // 1_000_000)
    media_type, text, unread = "", "", BROKEN
    for frame in _asked(data, how):
        if frame[0] == "refused":
            raise UserError(str(frame[1]), field="file", **frame[2])
        if frame[0] == "kind":
            media_type = str(frame[1])
        elif frame[0] == "document":
            text, unread = str(frame[1]), str(frame[2])
    if not media_type and is_pdf(data):  # the child did not live to say so
        media_type = PDF
    if not media_type:
        raise UserError(DAMAGED, field="file")
    if holds_identity_number(text):
        raise UserError(IDENTITY_NUMBER, field="file")
    return Examined(media_type, text, unread)


def receive(
    session: Session,
    meeting_id: int,
    file_name: str,
    data: bytes,
    received_on: date,
    examined: Examined | None = None,
) -> int:
    """Keep minutes somebody else wrote; returns their id. Raises UserError.

    ``examined`` is what :func:`examine` said of the same bytes, if it was asked before.
    """
    refuse_if_locked(session, meeting_id)
    if received_on < session.get_one(Meeting, meeting_id).held_on:
        raise UserError(TOO_EARLY, field="received_on")
    found = examined or examine(data)
    row = ReceivedMinutes(
        meeting_id=meeting_id,
        received_on=received_on,
        file_name=_name(file_name),
        media_type=found.media_type,
        sha256=blobs.put(session, data),
        size=len(data),
        text=found.text,
    )
    session.add(row)
    session.flush()
    return row.id


def remove_received(session: Session, received_id: int) -> None:
    """Take received minutes away. Raises UserError once the minutes are approved."""
    row = session.get_one(ReceivedMinutes, received_id)
    refuse_if_locked(session, row.meeting_id)
    session.delete(row)
    session.flush()


def child_command() -> list[str]:
    """Return what starts the child, in the source tree and in a built program alike."""
    main = Path(__file__).resolve().parents[2] / "main.py"
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(main)]
    return [*program, COMMAND]


def _asked(data: bytes, how: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return what the child said before it ended, or was ended."""
    process = start_child([*child_command(), *how], stdin=subprocess.PIPE)
    try:
        said, _ = process.communicate(data, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    try:
        return [frame for frame in frames(BytesIO(said)) if isinstance(frame, tuple) and len(frame) > 1]
    except (ValueError, EOFError, TypeError):  # it says what no child of ours says
        return []


def _name(file_name: str) -> str:
    """Return a file's name without its folders, and not too long; the ending stays."""
    name = _UNFIT.sub(" ", re.split(r"[/\\]", file_name)[-1]).strip()
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME:
        name = f"{stem[: max(1, LONGEST_NAME - len(ending) - 1)]}{dot}{ending}"[:LONGEST_NAME]
    return entered_words(name, "file_name") or "referat"
