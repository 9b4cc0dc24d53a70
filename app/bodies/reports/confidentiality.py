"""What does each who holds an office sign about what they come to know? (*Taushetserklæring*)

A page for each person, without an address: the office hands it over, to those too whom it alone may reach.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.duty import DutyBasis, duty_on
from app.bodies.named import (
    Holder,
    NamedBody,
    NamedPlace,
    bodies_of,
    body_subjects,
    named_bodies,
    say_deputy_of,
    say_seat_of,
)
from app.bodies.reports.frame import body_frame, capital
from app.bodies.words import role_name
from app.contacts.listed import ListedPerson, allowed_for, people_for
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Facts,
    FormField,
    Heading,
    Paragraph,
    Row,
    Signatures,
    Table,
)

TITLE = N_("Declaration of confidentiality")


@dataclass(frozen=True)
class HeldOffice:
    """One office of somebody, in which body, for which class; ``place`` is None for one without a seat."""

    body: NamedBody
    place: NamedPlace | None
    role: str
    signed_on: date | None


@dataclass(frozen=True)
class Signer:
    """One who signs, and the offices it is for: none for somebody who was chosen without having one."""

    person: ListedPerson
    offices: tuple[HeldOffice, ...] = ()

    @property
    def signed_on(self) -> date | None:
        """The day they had signed for each body they are in, None while they have not; once for a body is enough."""
        days = {office.body.body.id: office.signed_on for office in sorted(self.offices, key=_unsigned_first)}
        return max(filter(None, days.values()), default=None) if all(days.values()) else None


@dataclass(frozen=True)
class Declarations:
    """Those who sign, in order of family name, and what the duty rests on."""

    frame: Frame
    basis: DutyBasis
    signers: tuple[Signer, ...] = field(default=())


def collect_declarations(session: Session, request: ReportRequest) -> Declarations:
    """Read who sits in one body or all of them and has not signed, or those chosen. Raises UserError."""
    chosen = bodies_of(session, request)
    held: dict[int, list[HeldOffice]] = {}
    people: dict[int, ListedPerson] = {}
    for body in named_bodies(session, chosen, request.audience, request.year, request.on):
        for holder, place in _holders(body):
            if holder.person is not None:
                people[holder.person.id] = holder.person
                held.setdefault(holder.person.id, []).append(HeldOffice(body, place, holder.role, holder.signed_on))
    if request.people is not None:
        people = people_for(session, request.people, allowed_for(session, request))
    signers = [Signer(person, tuple(held.get(one, ()))) for one, person in people.items()]
    if request.people is None and not request.is_ticked("everybody"):
        signers = [one for one in signers if one.signed_on is None]
    signers.sort(key=lambda one: one.person.key)
    return Declarations(body_frame(session, request, chosen), duty_on(request.on), tuple(signers))


def compose_declarations(facts: Declarations, tr: Translator) -> Document:
    """Make a page for each, with what the duty is and lines to sign on."""
    blocks: list[Block] = [block for signer in facts.signers for block in _declaration(facts, signer, tr)]
    if not blocks:
        blocks.append(Paragraph(tr(N_("Nobody who holds an office is left to sign."))))
    return _framed(facts, blocks, tr)


def remark_on_declarations(facts: Declarations, tr: Translator) -> str:
    """Say whom the office must hand theirs to itself."""
    hidden = [one.person.full_name for one in facts.signers if one.person.through_office]
    if not hidden:
        return ""
    return tr.n(
        "One of them is reached through the office alone. Hand it over yourselves: {names}.",
        "{n} of them are reached through the office alone. Hand them over yourselves: {names}.",
        len(hidden),
        names=", ".join(hidden),
    )


def _framed(facts: Declarations, blocks: list[Block], tr: Translator, note: str = "") -> Document:
    people = {one.person.id for one in facts.signers}
    return framed(facts.frame, tr, tr(TITLE), blocks, people, audience=tr(N_("Whoever signs")), note=note)


def _declaration(facts: Declarations, signer: Signer, tr: Translator) -> Iterator[Block]:
    language, basis = tr.language, facts.basis
    yield Heading(tr(TITLE), apart=True)
    offices = "\n".join(capital(_say(office, tr)) for office in signer.offices)
    yield Facts(
        (
            FormField(tr(N_("Name")), signer.person.full_name),
            FormField(tr(N_("Office held")), offices),
        )
    )
    duty = N_("Whoever holds an office at the school has a duty of confidentiality ({law}). This means:")
    yield Paragraph(tr(duty, law=basis.duty[language]), "lead")
    breach = tr(N_("A breach of the duty can be punished ({law})."), law=basis.breach[language])
    yield BulletList((*(tr(words) for words in _MEANING), breach))
    yield Paragraph(
        tr(N_("If I am in doubt whether something is confidential, I ask the principal before I pass it on."))
    )
    yield Paragraph(tr(N_("I have read this, know the rules and will keep to them.")), "lead")
    yield Signatures((tr(N_("Place and date")), tr(N_("Signature"))))
    back = tr(N_("Give the signed declaration to the school's office."))
    if basis.declaration:
        asked = N_("The school can ask for such a declaration in writing ({law}).")
        back = f"{tr(asked, law=basis.declaration[language])} {back}"
    yield Paragraph(back, "small")


_MEANING = (
    N_(
        "I keep others from learning what I come to know in my office about anybody's personal circumstances: "
        "health, family, finances, behaviour, school results, and that somebody gets help or support."
    ),
    N_("What everybody knows or can find out is not confidential, unless it tells something personal of somebody."),
    N_("The duty holds towards my own family, other parents and other pupils too."),
    N_("I keep papers and messages where others cannot read them, and shred or delete them when they are not needed."),
    N_("The duty goes on when I no longer hold the office."),
)


def _holders(body: NamedBody) -> Iterator[tuple[Holder, NamedPlace | None]]:
    yield from ((one, None) for one in body.officers)
    for place in body.places:
        yield from ((one, place) for one in (*place.holders, *place.deputies))


def _unsigned_first(office: HeldOffice) -> date:
    return office.signed_on or date.min


def _say(office: HeldOffice, tr: Translator) -> str:
    said = role_name(office.role, tr)
    if office.place is not None:
        said = say_deputy_of(office.place, tr) if office.role == "deputy" else say_seat_of(office.place, tr)
    return tr(N_("{office} in {body}"), office=said, body=office.body.body.name(tr.language))


def _workbook(facts: Declarations, tr: Translator) -> bytes:
    """Return a list of those who sign: there is nothing to sign in a workbook."""
    from app.documents.xlsx import write_xlsx

    columns = (
        Column(tr(N_("Name")), 30, group=True),
        Column(tr(N_("Office held")), 50),
        Column(tr(N_("Signed on")), 14, "date"),
    )
    rows = tuple(
        Row((one.person.name,), tuple((capital(_say(office, tr)), office.signed_on) for office in one.offices))
        for one in facts.signers
    )
    file = io.BytesIO()
    write_xlsx(_framed(facts, [Table(columns, rows)], tr, tr(FOR_THE_OFFICE)), file)
    return file.getvalue()


CONFIDENTIALITY = Report(
    id="confidentiality",
    title=TITLE,
    audiences=("office",),
    subjects=body_subjects,
    collect=collect_declarations,
    compose=compose_declarations,
    options=(ReportOption("everybody", N_("Those too who have signed"), "check"),),
    writers={"xlsx": _workbook},
    takes_people=True,
    remark=remark_on_declarations,
)
