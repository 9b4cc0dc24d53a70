"""How is what the office decided carried out: handed over to the archive, or deleted for good?"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import tuple_, update
from sqlalchemy.orm import Session

from app.contacts.disclosure import AUDIENCE_NAMES
from app.contacts.reports.frame import frame_of
from app.core import clock
from app.core.disposal import ArchiveFile, ArchivePaper
from app.core.errors import UserError
from app.core.i18n import N_, later
from app.core.progress import NO_PROGRESS, Progress
from app.core.report import OFFICE, Report, ReportRequest
from app.core.schoolyear import day_in_year, year_of
from app.documents.writer import explained, write, write_whole
from app.features import all_reports
from app.turning.disposal.lines import DecidedLine, disposal_list
from app.turning.disposal.sheet import TITLE, HandedFile, HandedThing, compose_sheet
from db import blobs
from db.models import Disposal

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.documents.model import Document
    from db.store import Store

NOTHING_TO_HAND_OVER = N_("Nothing is to be handed over. Decide first what goes to the archive.")
NOTHING_TO_DELETE = N_("Nothing can be deleted. Decide first what is to go, and look at what stands in its way.")
CHANGED = N_("Somebody has decided something else in the meantime. Look at the list, and try again.")
NOT_A_FOLDER = N_("The folder {folder} does not exist. Choose another folder.")
REFUSED = N_("{title} cannot be handed over: {why}")

WRITING = N_("Writing the papers")
MARKED = N_("Handed over to the archive: {number}")
EXPORTED = N_("Wrote a package for the archive: {number} files ({audience})")
DELETED = N_("Deleted for good: {number}")


@dataclass(frozen=True)
class Handed:
    """A package for the archive: the new folder, how many files it holds, and how many things they tell of."""

    folder: Path
    files: int
    entries: int


def hand_over(store: Store, folder: Path, tr: Translator, progress: Progress = NO_PROGRESS) -> Handed:
    """Write everything that is decided "archive" and not handed over yet to a new folder in ``folder``.

    Papers as PDF, and the sheet that tells of them (xlsx and PDF, with the SHA-256 of each file); whole or not at all.
    Then each is marked as handed over, and an export is noted. ``tr`` speaks the school's own language. Raises
    UserError (nothing to hand over, disk full, no permission …) and StoreError.
    """
    today = clock.today()
    lines = [one for one in store.read(disposal_list, today) if is_to_hand_over(one)]
    if not lines:
        raise UserError(NOTHING_TO_HAND_OVER)
    if not folder.is_dir():
        raise UserError(NOT_A_FOLDER, folder=folder.name)
    part = folder / f".{secrets.token_hex(8)}.part"
    package = _Package(store, part, tr, progress)
    whole = part
    try:
        part.mkdir()
        things = package.write(lines)
        package.write_sheet(things, today)
        with store.lasting_change(MARKED, number=len(lines)) as session:
            _mark(session, lines, today, decision="archive")
            session.flush()
            whole = _free(folder, f"{tr(TITLE)} {today.isoformat()}")
            os.rename(part, whole)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise explained(error, folder / tr(TITLE)) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if whole != part:
            shutil.rmtree(whole, ignore_errors=True)
        raise
    files = len(list(whole.iterdir()))
    store.note("export", EXPORTED, people=package.people, number=files, audience=later(AUDIENCE_NAMES[OFFICE]))
    return Handed(whole, files, len(lines))


def delete_decided(store: Store, today: date) -> int:
    """Delete for good all that is decided "delete" and that nothing hinders; returns how many lines.

    One step of the history that cannot be undone, and the history forgets what they held. Raises UserError and
    StoreError.
    """
    with store.erase(DELETED, number=0) as session:
        lines = [one for one in disposal_list(session, today) if is_to_delete(one)]
        if not lines:
            raise UserError(NOTHING_TO_DELETE)
        hooks = session.info["hooks"]
        for one in lines:
            hooks.run("dispose", session, one.line.kind, one.line.subject_id)
            session.flush()
        _mark(session, lines, today, decision="delete")
        session.info["arguments"]["number"] = len(lines)
    return len(lines)


def is_to_hand_over(one: DecidedLine) -> bool:
    """Say whether a line is decided "archive" and waits to be handed over."""
    return one.decision == "archive" and one.done_on is None and one.line.entry is not None


def is_to_delete(one: DecidedLine) -> bool:
    """Say whether a line is decided "delete" and nothing hinders it."""
    return one.decision == "delete" and one.line.hindered is None


def _mark(session: Session, lines: Sequence[DecidedLine], today: date, *, decision: str) -> None:
    """Note on which day the lines were carried out. Raises UserError where one of them was decided anew."""
    named = [(one.line.kind, one.line.subject_id) for one in lines]
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        of_them = tuple_(Disposal.kind, Disposal.subject_id).in_(some)
        marked = update(Disposal).where(of_them, Disposal.decision == decision).values(done_on=today)
        if session.execute(marked).rowcount != len(some):  # type: ignore[attr-defined]  # of a DML statement it has one
            raise UserError(CHANGED)


_AT_ONCE = 500
"""How many pairs stand in one statement."""


def _free(folder: Path, name: str) -> Path:
    """Return a new name in a folder."""
    found, number = folder / name, 1
    while found.exists():
        number += 1
        found = folder / f"{name} ({number})"
    return found


class _Package:
    """Writes the files of a package into a folder; ``people`` are the ids of those who stand on its papers."""

    def __init__(self, store: Store, folder: Path, tr: Translator, progress: Progress) -> None:
        self._store, self._folder, self._tr, self._progress = store, folder, tr, progress
        self._reports: dict[str, Report] = {one.id: one for one in all_reports()}
        self.people: set[int] = set()

    def write(self, lines: Sequence[DecidedLine]) -> tuple[HandedThing, ...]:
        """Write the papers and files of each line; returns what the sheet says of them."""
        things = []
        for number, one in enumerate(lines, 1):
            self._progress.step(WRITING, number, len(lines))
            entry = one.line.entry
            if entry is None:
                continue
            title = self._tr.say(one.line.title.msgid, one.line.title.values)
            try:
                papers = [self._paper(paper) for paper in entry.papers]
            except UserError as error:
                raise UserError(REFUSED, title=title, why=self._tr(error.message, **error.values)) from error
            name = f"{number:03} {_plain(entry.document_type)} {one.line.day}"
            files = tuple(self._files(papers, entry.files, name))
            things.append(HandedThing(title, one.line.day, entry, files))
        return tuple(things)

    def write_sheet(self, things: Sequence[HandedThing], today: date) -> None:
        """Write the sheet as a workbook and to be printed."""
        request = ReportRequest(None, OFFICE, year_of(today), today)
        document = compose_sheet(self._store.read(frame_of, request), things, self._tr)
        for ending in (".xlsx", ".pdf"):
            write(document, self._folder / f"000 {self._tr(TITLE)}{ending}")

    def _files(self, papers: Sequence[Document], others: Sequence[ArchiveFile], name: str) -> Iterator[HandedFile]:
        """Write papers, then the files of others as they came; several of a thing are numbered."""
        writing: list[tuple[str, Callable[[Path], None]]] = [(".pdf", partial(write, one)) for one in papers]
        writing += [(one.ending, partial(self._copy, one.sha256)) for one in others]
        for number, (ending, write_to) in enumerate(writing, 1):
            path = self._folder / f"{name}{f' {number}' if len(writing) > 1 else ''}{ending}"
            write_to(path)
            yield HandedFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest())

    def _copy(self, sha256: str, path: Path) -> None:
        write_whole(path, self._store.read(blobs.get, sha256))

    def _paper(self, paper: ArchivePaper) -> Document:
        report, on = self._reports[paper.report_id], day_in_year(paper.year, clock.today())
        wanted = ReportRequest(paper.subject, OFFICE, paper.year, on, columns=paper.columns, options=paper.options)
        wanted, facts = self._store.read(report.gathered, wanted)
        document = report.composed(wanted, facts, self._tr)
        self.people |= document.people
        return document


def _plain(text: str) -> str:
    """Return a text without what a file name may not have."""
    return " ".join("".join(char if char not in '<>:"/\\|?*' else " " for char in text).split())
