"""Who does what, and when? The task list (*Oppgaveliste*) of an entry of the yearly wheel, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Facts, FormField, Heading, Paragraph, Row, Table
from app.meetings.reports.frame import MEMBERS, OFFICE
from app.yearwheel.queries import tasks, wheel
from app.yearwheel.reports.hushed import Hush, hush_for
from app.yearwheel.reports.listed import say_days
from app.yearwheel.rows import EntryRow, OccurrenceRow, TaskRow, Wheel

TITLE = N_("Task list")


@dataclass(frozen=True)
class TaskSheet:
    """An entry with its task list and the times it comes up."""

    entry: EntryRow
    times: tuple[OccurrenceRow, ...]
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True)
class TaskFacts:
    """The facts: one list, or all of the year's; ``subject`` is the entry's title ("" : all)."""

    frame: Frame
    sheets: tuple[TaskSheet, ...]
    subject: str


def task_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return what has a task list, by day: the titles of the entries, told apart where two are called the same."""
    return tuple(_listed(_wheel(session, year)))


def task_subject(session: Session, entry_id: int, year: int) -> str | None:
    """Return what an entry's task list is asked for by; None as long as it has none."""
    listed = _listed(_wheel(session, year))
    return next((subject for subject, entry in listed.items() if entry.id == entry_id), None)


def collect_tasks(session: Session, request: ReportRequest) -> TaskFacts:
    """Read the task list asked for, or all; people stand there by what the audience may know. Raises UserError."""
    found = wheel(session, request.year, request.on)
    listed = _listed(found)
    wanted = list(listed.values())
    subject = ""
    if request.subject is not None:
        subject = next((title for title in listed if title.casefold() == request.subject.strip().casefold()), "")
        if not subject:
            raise UserError(
                N_("{name} has no task list this year. These have one: {names}."),
                field="subject",
                name=request.subject,
                names=", ".join(listed) or "–",
            )
        wanted = [listed[subject]]
    hush = hush_for(session, request.audience, request.on)
    sheets = tuple(
        TaskSheet(
            replace(entry, title=hush(entry.title), responsible=hush(entry.responsible)),
            tuple(one for one in found.occurrences if one.entry is not None and one.entry.id == entry.id),
            tuple(_hushed(one, hush) for one in tasks(session, entry.id, request.audience)),
        )
        for entry in wanted
    )
    return TaskFacts(frame_of(session, request), sheets, hush(subject))


def compose_tasks(facts: TaskFacts, tr: Translator) -> Document:
    """Make the paper: each list on a sheet of its own, with boxes to tick."""
    blocks: list[Block] = []
    for sheet in facts.sheets:
        if not facts.subject:
            blocks.append(Heading(_title(sheet, tr), apart=True))
        blocks.extend(_sheet(sheet, tr))
    if not facts.sheets:
        blocks.append(Paragraph(tr(N_("Nothing in the yearly wheel of this year has a task list yet."))))
    people = {one.person_id for sheet in facts.sheets for one in sheet.tasks if one.person_id is not None}
    title = _title(facts.sheets[0], tr) if facts.subject else tr(TITLE)
    return framed(facts.frame, tr, title, blocks, people)


def _hushed(task: TaskRow, hush: Hush) -> TaskRow:
    """Return a line without the names its readers must not have; whoever is chosen stands there as they may."""
    is_typed = task.done_by == task.who
    return replace(
        task,
        task=hush(task.task),
        at_time=hush(task.at_time),
        who=hush(task.who),
        done_by=hush(task.done_by) if is_typed else task.done_by,
    )


def _title(sheet: TaskSheet, tr: Translator) -> str:
    return tr(N_("Task list: {title}"), title=sheet.entry.title)


def _sheet(sheet: TaskSheet, tr: Translator) -> Iterator[Block]:
    facts = [FormField(tr(N_("When")), ", ".join(say_days(one, tr) for one in sheet.times if one.status != "dropped"))]
    if sheet.entry.responsible:
        facts.append(FormField(tr(N_("Responsible")), sheet.entry.responsible))
    yield Facts(tuple(field for field in facts if field.value))
    columns = (
        Column(tr(N_("Done")), 10, "check"),
        Column(tr(N_("Task")), 60),
        Column(tr(N_("Time")), 18),
        Column(tr(N_("Who")), 26),
    )
    yield Table(columns, tuple(Row((_ticked(one), one.task, one.at_time, one.done_by)) for one in sheet.tasks))


def _ticked(task: TaskRow) -> str | None:
    """Return what stands in the box's place of what is done."""
    return None if task.done_on is None else f"✓ {task.done_on:%d.%m.}"


def _wheel(session: Session, year: int) -> Wheel:
    from app.core import clock

    return wheel(session, year, clock.today())


def _listed(found: Wheel) -> Mapping[str, EntryRow]:
    """Return the entries that have a task list by what they are asked for by, in the order of their days."""
    with_tasks = {one.id: one for one in found.entries if one.tasks}
    by_day = dict.fromkeys(one.entry.id for one in found.occurrences if one.entry is not None)
    listed: dict[str, EntryRow] = {}
    for entry_id in (*by_day, *with_tasks):
        entry = with_tasks.pop(entry_id, None)
        if entry is None:
            continue
        title, number = entry.title, 1
        while title.casefold() in {known.casefold() for known in listed}:
            number += 1
            title = f"{entry.title} ({number})"
        listed[title] = entry
    return listed


TASK_LIST = Report(
    id="task-list",
    title=TITLE,
    audiences=("staff", MEMBERS, "class_parents", OFFICE),
    subjects=task_subjects,
    collect=collect_tasks,
    compose=compose_tasks,
    whole=N_("All task lists"),
)
