"""What was changed here that somebody must enter in the school's register, to tick with a pen?

*Å føre i fagsystemet* is for the office alone. What is protected is looked up in the program.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import class_subjects, sections_for
from app.contacts.register.words import RegisterFact, register_facts, said_field, said_value, said_who
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Block, Cell, Column, Document, Paragraph, Row, Table

NOT_ON_PAPER = N_("look it up in the program")


@dataclass(frozen=True)
class ToRegister:
    """The facts, by class and family name."""

    frame: Frame
    changes: tuple[RegisterFact, ...]


def collect_to_register(session: Session, request: ReportRequest) -> ToRegister:
    """Read what waits, of the whole school or of a class. Raises UserError for an unknown class."""
    named = sections_for(session, request) if request.subject else ()
    wanted = {section.name for section in named}
    facts = register_facts(session, request.on, request.audience, entered_too=request.is_ticked("entered"))
    changes = tuple(
        fact for fact in facts if not wanted or any(class_name in wanted for _, _, class_name in fact.line.pupils)
    )
    return ToRegister(frame_of(session, request, named), changes)


def compose_to_register(facts: ToRegister, tr: Translator) -> Document:
    """Make the table: a row for each change, with a box for a pen."""
    columns = (
        Column(tr(N_("Entered")), 8, "check"),
        Column(tr(N_("Class")), 9),
        Column(tr(N_("Pupil")), 22),
        Column(tr(N_("About")), 22),
        Column(tr(N_("What")), 22),
        Column(tr(N_("Stands here now")), 30),
        Column(tr(N_("Told by")), 15),
        Column(tr(N_("Changed")), 12, "date"),
    )
    rows = tuple(Row(_cells(fact, tr)) for fact in facts.changes)
    blocks: tuple[Block, ...] = (Paragraph(tr(N_("Nothing waits to be entered."))),)
    if rows:
        blocks = (Table(columns, rows),)
    people = {person for fact in facts.changes for person in _people(fact)}
    name = facts.frame.subject
    title = tr(N_("To enter in the register, {name}"), name=name) if name else tr(N_("To enter in the register"))
    return framed(facts.frame, tr, title, blocks, people, landscape=True)


def _cells(fact: RegisterFact, tr: Translator) -> tuple[Cell, ...]:
    line = fact.line
    return (
        tr.date(line.entered_on) if line.entered_on is not None else None,
        ", ".join(dict.fromkeys(class_name for _, _, class_name in line.pupils)),
        "\n".join(fact.listed),
        tr(N_("The pupil")) if fact.is_pupil and len(line.pupils) == 1 else said_who(fact, tr),
        said_field(fact, tr),
        tr(NOT_ON_PAPER) if fact.is_withheld else said_value(fact, tr),
        line.told_by,
        line.made_on,
    )


def _people(fact: RegisterFact) -> set[int]:
    return {fact.line.person_id, *fact.named, *(pupil for pupil, _, _ in fact.line.pupils)}


TO_REGISTER = Report(
    id="to-register",
    title=N_("To enter in the register"),
    audiences=("office",),
    subjects=class_subjects,
    collect=collect_to_register,
    compose=compose_to_register,
    options=(ReportOption("entered", N_("Also what is entered and not confirmed yet"), "check"),),
)
