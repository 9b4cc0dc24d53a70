"""How many pupils are there in each class and grade, and who is their contact teacher?

*Klasseoversikt*: numbers for the staff and the office. Everybody counts; only the contact teachers are named.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import allowed_for, no_subjects
from app.contacts.numbers import GradeNumbers, Numbers, numbers_by_grade
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Cell, Column, Document, Paragraph, Row, Table


@dataclass(frozen=True)
class ClassOverview:
    """The facts: grades with their classes, the whole school, and the contact teachers (person id, name) by class."""

    frame: Frame
    grades: tuple[GradeNumbers, ...]
    total: Numbers
    teachers: dict[int, tuple[tuple[int, str], ...]]


def collect_class_overview(session: Session, request: ReportRequest) -> ClassOverview:
    """Count the classes of the year as they stand on the day."""
    allowed = allowed_for(session, request)
    grades, total = numbers_by_grade(session, request.year, request.on)
    teachers = {
        one.row.id: tuple(teacher for teacher in one.row.teachers if not allowed.omits(teacher[0]))
        for grade in grades
        for one in grade.classes
    }
    return ClassOverview(frame_of(session, request), grades, total, teachers)


def compose_class_overview(facts: ClassOverview, tr: Translator) -> Document:
    """Make the table: a row for each grade with a line for each class, and a sum where it has several."""
    with_unknown = facts.total.unknown > 0
    heads = [
        Column(tr(N_("Grade")), 20, group=True),
        Column(tr(N_("Class")), 10),
        Column(tr(N_("Contact teacher")), 34),
    ]
    heads += [Column(tr(title), 8, "number") for title in _titles(with_unknown)]

    def line(name: str, numbers: Numbers, teachers: str = "") -> tuple[Cell, ...]:
        return (name, teachers, *_counted(numbers, with_unknown))

    rows = []
    for grade in facts.grades:
        lines = [line(one.row.name, one.numbers, _names(facts, one.row.id)) for one in grade.classes]
        if len(lines) > 1:
            lines.append(line(tr(N_("Sum")), grade.total))
        rows.append(Row((_grade_name(grade, tr),), tuple(lines)))
    blocks: list[Block] = [Paragraph(tr(N_("There are no classes this school year.")))]
    if rows:
        rows.append(Row((tr(N_("The whole school")),), (line("", facts.total),)))
        note = N_("A guardian with pupils in several classes is counted once in a sum.")
        blocks = [Table(tuple(heads), tuple(rows)), Paragraph(tr(note), "small")]
    people = {person for teachers in facts.teachers.values() for person, _ in teachers}
    return framed(facts.frame, tr, tr(N_("Class overview")), blocks, people)


def _titles(with_unknown: bool) -> tuple[str, ...]:
    unknown = (N_("Not stated"),) if with_unknown else ()
    return (N_("Pupils"), N_("Girls"), N_("Boys"), *unknown, N_("Guardians"), N_("Need interpreter"))


def _counted(numbers: Numbers, with_unknown: bool) -> tuple[int, ...]:
    unknown = (numbers.unknown,) if with_unknown else ()
    return (numbers.pupils, numbers.girls, numbers.boys, *unknown, numbers.guardians, numbers.interpreter)


def _grade_name(grade: GradeNumbers, tr: Translator) -> str:
    if grade.first is None:
        return tr(N_("Other classes"))
    name = str(grade.first) if grade.last is None else f"{grade.first}–{grade.last}"
    return tr(N_("Grade {grade}"), grade=name)


def _names(facts: ClassOverview, class_id: int) -> str:
    return ", ".join(name for _, name in facts.teachers[class_id])


CLASS_OVERVIEW = Report(
    id="class-overview",
    title=N_("Class overview"),
    audiences=("staff", "office"),
    subjects=no_subjects,
    collect=collect_class_overview,
    compose=compose_class_overview,
)
