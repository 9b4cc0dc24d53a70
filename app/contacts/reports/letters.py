"""What does the school write to each home? One letter per household (*Brev til hjemmene*).

The office sends it, and each letter holds nothing of the pupil's other home.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE
from app.contacts.listed import allowed_for, class_and_group_subjects, lines_of, sections_for
from app.contacts.mailing import Household, households_for, in_class_order
from app.contacts.reports.addressing import addressees, banned_homes, names_together, together, whose_homes
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Block, Document, Letter, Paragraph
from app.school.queries import SchoolRow

TITLE = N_("Letter to the homes")
FIELDS = {
    "navn": "name",
    "namn": "name",
    "name": "name",
    "klasse": "class",
    "class": "class",
    "dato": "date",
    "date": "date",
    "foresatte": "guardians",
    "føresette": "guardians",
    "guardians": "guardians",
}
"""What may stand in curly brackets, in any of the three languages."""

_FIELD = re.compile(r"\{ *([^\W\d_]+) *\}")


@dataclass(frozen=True)
class HomeLetters:
    """The homes that are written to, and the text.

    ``without`` are the homes whose letter has no address, ``banned`` how many go to one with a contact ban in force.
    """

    frame: Frame
    homes: tuple[Household, ...]
    heading: str
    text: str
    name: str
    without: tuple[Household, ...]
    banned: int


def collect_letters(session: Session, request: ReportRequest) -> HomeLetters:
    """Read the homes of the pupils asked for. Raises UserError for an unknown class or field, and without a text."""
    for option in ("heading", "text"):
        check_fields(request.option(option), option)
    if not request.option("text").strip():
        raise UserError(N_("Write the text of the letter."), field="text")
    allowed = allowed_for(session, request)
    homes = households_for(session, in_class_order(session, request, allowed), allowed, request.on)
    return HomeLetters(
        frame_of(session, request, sections_for(session, request)),
        homes,
        request.option("heading"),
        request.option("text"),
        request.option("name"),
        tuple(home for home in homes if home.written_at == NOWHERE),
        banned_homes(session, homes, allowed, request.on),
    )


def compose_letters(facts: HomeLetters, tr: Translator) -> Document:
    """Make the letters, each with the fields filled in for its home."""
    letters: list[Block] = [_letter(facts, home, tr) for home in facts.homes]
    people = {person.id for home in facts.homes for person in (*home.pupils, *home.guardians)}
    title = f"{tr(TITLE)} {facts.frame.subject or ''}".strip()
    return framed(
        facts.frame,
        tr,
        title,
        letters or [Paragraph(tr(N_("There are no homes to write to.")))],
        people if letters else (),
    )


def remark_on_letters(facts: HomeLetters, tr: Translator) -> str:
    """Say how many letters the office must hand over itself and to whom, and how many it must look at first."""
    without = tr.n(
        "{n} letter has no address, since it is missing or protected. Hand it over yourselves.",
        "{n} letters have no address, since it is missing or protected. Hand them over yourselves.",
        len(facts.without),
    )
    whose = whose_homes(facts.without, tr)
    banned = tr.n(
        "{n} letter is to a guardian with a contact ban. Take it out if it is not to be sent.",
        "{n} letters are to guardians with a contact ban. Take them out if they are not to be sent.",
        facts.banned,
    )
    told = ((len(facts.without), without), (len(facts.without), whose), (facts.banned, banned))
    return " ".join(said for number, said in told if number)


def check_fields(text: str, option: str) -> None:
    """Raise UserError where a field stands in ``text`` that cannot be filled in."""
    for field in _FIELD.finditer(text):
        if field[1].casefold() not in FIELDS:
            raise UserError(
                N_("There is no field called {name}. In curly brackets there may stand: {names}."),
                field=option,
                name=field[0],
                names="{navn} {klasse} {dato} {foresatte}",
            )


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its fields filled in, once: what a name holds is never read as a field."""
    return _FIELD.sub(lambda field: values[FIELDS[field[1].casefold()]], text)


def _letter(facts: HomeLetters, home: Household, tr: Translator) -> Letter:
    written_on = _in_full(facts.frame.printed_on, tr)
    values = {
        "name": names_together(home.pupils, tr),
        "class": together(home.classes, tr),
        "date": written_on,
        "guardians": _guardians(home, tr),
    }
    school = facts.frame.school
    return Letter(
        sender=_sender(school, tr) if school else (),
        recipient=(addressees(home, tr), *lines_of(home.written_at)),
        date=written_on,
        heading=filled_in(facts.heading, values),
        paragraphs=(filled_in(facts.text, values),),
        closing=(tr(N_("Kind regards")), "", "", *filter(None, (facts.name, school.name if school else ""))),
    )


def _guardians(home: Household, tr: Translator) -> str:
    if home.guardians or home.is_their_own:
        return addressees(home, tr)
    return tr(N_("the guardians of {name}"), name=names_together(home.pupils, tr))


def _sender(school: SchoolRow, tr: Translator) -> tuple[str, ...]:
    place = lines_of((school.street, school.postal_code, school.city))
    reached = "  ·  ".join(filter(None, (tr.phone(school.phone), school.email)))
    return tuple(filter(None, (school.name, *place, reached)))


def _in_full(day: date, tr: Translator) -> str:
    """Return 24. august 2026."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y" if tr.language == "en" else "d. MMMM y", locale=tr.language)


LETTERS = Report(
    id="letters-home",
    title=TITLE,
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_letters,
    compose=compose_letters,
    options=(
        ReportOption("heading", N_("Heading"), "line", most=100),
        ReportOption(
            "text",
            N_("Text"),
            "lines",
            most=5000,
            hint=N_(
                "Write {navn}, {klasse}, {dato} or {foresatte} where each home's own is to stand. "
                "A blank line begins a paragraph, a hyphen an item of a list."
            ),
        ),
        ReportOption("name", N_("Name under the letter"), "line", most=100),
    ),
    takes_people=True,
    remark=remark_on_letters,
)
