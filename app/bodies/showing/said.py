"""How is a line of a body said: which office, for whom, since when, and how it came about?"""

from __future__ import annotations

import re

from app.bodies import words
from app.bodies.showing.lines import COMING, LEFT, NOW, VACANT, BodyLook, Line
from app.core.i18n import N_, Translator

ENDED = {
    "": N_("stepped down {day}"),
    "term": N_("sat until {day}, the term was over"),
    "resigned": N_("stepped down {day}"),
    "moved_up": N_("moved up {day}"),
    "left_school": N_("left the school {day}"),
    "corrected": N_("taken out {day}"),
}
GIVEN = {
    "chair": N_("{name} is chair of {body}"),
    "vice_chair": N_("{name} is vice chair of {body}"),
    "treasurer": N_("{name} is treasurer of {body}"),
    "secretary": N_("{name} is secretary of {body}"),
    "deputy": N_("{name} is deputy in {body}"),
    "member": N_("{name} sits in {body}"),
}
"""What the history says of somebody who was put in, by role."""
_CENTURY = re.compile(r"(\d\d\.\d\d\.)\d\d(?=\d\d)")


def say_office(line: Line, look: BodyLook, tr: Translator) -> str:
    """Return Chair, Teacher, Deputy 1, or Deputy for Kari Berg; the seat is named where the body has several."""
    if line.role not in ("member", "deputy"):
        return capital(words.role_name(line.role, tr))
    seat = capital(line.seat.name(tr.language)) if line.seat is not None else ""
    if line.role == "member":
        return seat or capital(words.role_name("member", tr))
    if line.deputy_for:
        deputy = tr(N_("Deputy for {name}"), name=line.deputy_for)
    elif line.office is not None and line.office.rank is not None and _is_ranked(line):
        deputy = tr(N_("Deputy {rank}"), rank=line.office.rank)
    else:
        deputy = tr(N_("Deputy"))
    return f"{deputy} · {line.seat.name(tr.language)}" if line.seat is not None and len(look.body.seats) > 1 else deputy


def say_where(line: Line, tr: Translator) -> str:
    """Return the class or grade that is represented, or nothing."""
    if line.class_name:
        return line.class_name
    if line.grade is not None and (line.seat is None or line.seat.unit == "grade"):
        return tr(N_("grade {grade}"), grade=line.grade)
    return ""


def say_name(line: Line, tr: Translator) -> str:
    """Return who holds it, or that nobody does."""
    return line.name if line.office is not None else tr(N_("vacant"))


def say_time(line: Line, look: BodyLook, tr: Translator) -> str:
    """Return from when to when; of somebody who left, on which day and why."""
    office = line.office
    if office is None:
        return ""
    if line.state == LEFT and office.valid_to is not None:
        return tr(ENDED[office.ended_because], day=tr.date(office.valid_to))
    if line.state == COMING:
        return tr(N_("from {day}"), day=tr.date(office.valid_from))
    last = office.valid_to or office.term_ends
    if last is None:
        return tr(N_("since {day}"), day=tr.date(office.valid_from))
    if last < look.on:
        return tr(N_("since {day}, until there is a successor"), day=tr.date(office.valid_from))
    return f"{tr.date(office.valid_from)}–{tr.date(last)}"


def say_time_shortly(line: Line, look: BodyLook, tr: Translator) -> str:
    """Return the same with years of two digits: large text has room for no more."""
    return _CENTURY.sub(r"\1", say_time(line, look, tr))


def say_how(line: Line, tr: Translator) -> str:
    """Return elected, appointed, or by another office."""
    return capital(tr(words.FILLED_BY_WORDS[line.office.how])) if line.office is not None else ""


def say_declaration(line: Line, tr: Translator) -> str:
    """Return when the declaration of confidentiality was signed; nothing for an office that is another body's."""
    office = line.office
    if office is None or office.derived:
        return ""
    if office.declaration_signed_on is not None:
        return tr.date(office.declaration_signed_on)
    return tr(N_("not signed")) if line.state == NOW else ""


def say_filled(look: BodyLook, tr: Translator) -> str:
    """Return 22 of 24."""
    if not look.seats:
        return str(len(look.people())) if look.people() else "–"
    return tr(N_("{filled} of {seats}"), filled=look.filled, seats=look.seats)


def letters(line: Line, look: BodyLook, tr: Translator) -> str:
    """Return what typing finds a line by."""
    return " ".join((say_office(line, look, tr), say_where(line, tr), say_name(line, tr)))


def capital(said: str) -> str:
    """Return words as they stand alone in a list."""
    return said[:1].upper() + said[1:]


def sign(line: Line) -> str:
    """Return the picture before the name of what nobody holds."""
    return "circle-alert" if line.state == VACANT else ""


def _is_ranked(line: Line) -> bool:
    return line.seat is None or line.seat.deputy_kind != "personal"
