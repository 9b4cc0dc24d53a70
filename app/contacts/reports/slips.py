"""Is what stands about this pupil and this home right? One slip per pupil and home (*Kontroller opplysningene*).

A slip shows the data of its own home alone; with a contact ban in force disclosure leaves out how anybody is reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure, disclosure
from app.contacts.households import NOWHERE, Place, same_place
from app.contacts.listed import (
    ListedGuardian,
    ListedHome,
    ListedPerson,
    allowed_for,
    class_and_group_subjects,
    guardians_for,
    homes_for,
    lines_of,
    people_for,
    sections_for,
)
from app.contacts.mailing import in_class_order
from app.contacts.reports.addressing import together
from app.contacts.reports.frame import Frame, frame_of, framed
from app.contacts.words import RELATIONS_IN_TEXT
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Document, Form, FormField, FormGroup, Paragraph

TITLE = N_("Check the details")
_ASKED = (
    N_("Everything is right."),
    N_("We have corrected something above."),
    N_("We do not wish to stand on the class list that the parents get."),
    N_("We do not wish our phone number to stand on the class list."),
    N_("We do not wish our e-mail address to stand on the class list."),
    N_("We do not wish our address to stand on the class list."),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A pupil and one of their homes, as this home may see them; ``address`` is the home's own.

    ``lives_here``: the pupil's address belongs on it. ``unlisted`` is what each wishes off the parents' class list.
    """

    pupil: ListedPerson
    class_name: str
    guardians: tuple[ListedGuardian, ...]
    lives_here: bool
    unlisted: Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Slips:
    """The slips, class by class; ``without`` are how many homes the office must ask itself.

    ``held_back`` are how many slips show no phone, e-mail or address because of a contact ban.
    """

    frame: Frame
    slips: tuple[Slip, ...]
    hand_in_by: date | None
    without: int
    held_back: int


def collect_slips(session: Session, request: ReportRequest) -> Slips:
    """Read the pupils asked for and their homes. Raises UserError for an unknown class."""
    allowed = allowed_for(session, request)
    everything = disclosure(session, "office", request.on)
    asked = in_class_order(session, request, everything)
    pupils = people_for(session, asked, allowed)
    homes = homes_for(session, pupils.keys(), allowed, request.on)
    guardians = guardians_for(session, pupils.keys(), allowed, request.on)
    slips = []
    for person, pupil in pupils.items():
        links = {one.person.id: one for one in guardians.get(person, ())}
        for home in homes[person]:
            if home.guardians or asked[person]:  # else who was chosen is no pupil
                there = tuple(links[one.id] for one in home.guardians)
                slips.append(_slip(pupil, asked[person], home, there, allowed))
    by = request.option("by")
    return Slips(
        frame_of(session, request, sections_for(session, request)),
        tuple(slips),
        date.fromisoformat(by) if by else None,
        sum(map(len, homes_for(session, asked.keys() - pupils.keys(), everything, request.on).values())),
        sum(slip.pupil.id in allowed.held_back for slip in slips),
    )


def _slip(
    pupil: ListedPerson, class_name: str, home: ListedHome, guardians: tuple[ListedGuardian, ...], allowed: Disclosure
) -> Slip:
    """Take off the slip what is not of this home: whoever lives in one whose address is not shown shows none."""
    lives_here = home.is_childs and (
        NOWHERE in (pupil.address, home.address) or same_place(pupil.address, home.address)
    )
    if home.address == NOWHERE or not lives_here:
        pupil = replace(pupil, address=NOWHERE, postal_address=NOWHERE)
    if not home.is_childs:
        pupil = replace(pupil, phones=(), emails=())
    if home.address == NOWHERE:
        guardians = tuple(
            replace(one, person=replace(one.person, address=NOWHERE, postal_address=NOWHERE)) for one in guardians
        )
    everybody = (pupil.id, *(one.person.id for one in guardians))
    return Slip(pupil, class_name, guardians, lives_here, {one: allowed.wished_off(one) for one in everybody})


def compose_slips(facts: Slips, tr: Translator) -> Document:
    """Make the slips: what is on record, room to correct it, boxes to tick and a line to sign on."""
    title = f"{tr(TITLE)} {facts.frame.subject or ''}".strip()
    people = {person.id for slip in facts.slips for person in (slip.pupil, *(one.person for one in slip.guardians))}
    blocks = [_form(slip, facts.hand_in_by, tr) for slip in facts.slips]
    return framed(facts.frame, tr, title, blocks or [Paragraph(tr(N_("There are no pupils on this list.")))], people)


def remark_on_slips(facts: Slips, tr: Translator) -> str:
    """Say how many homes get no slip, and how many slips hold less than the family has told the school."""
    without = tr.n(
        "{n} home has no slip, since its address is protected. Ask the family yourselves.",
        "{n} homes have no slip, since their addresses are protected. Ask the families yourselves.",
        facts.without,
    )
    held_back = tr.n(
        "{n} slip is without phone, e-mail and address because of a contact ban. Take it out if it is not to be sent.",
        "{n} slips are without phone, e-mail and address because of a contact ban. "
        "Take them out if they are not to be sent.",
        facts.held_back,
    )
    return " ".join(said for number, said in ((facts.without, without), (facts.held_back, held_back)) if number)


def _form(slip: Slip, hand_in_by: date | None, tr: Translator) -> Form:
    lead = tr(N_("This is what the school has on record. Correct what is wrong, and fill in what is missing."))
    closing = tr(N_("Hand the slip in to the school."))
    if hand_in_by is not None:
        closing = tr(N_("Hand the slip in to the school by {date}."), date=tr.date(hand_in_by))
    return Form(
        heading=tr(N_("Check the details: {name}"), name=slip.pupil.full_name),
        lead=f"{lead}\n{closing}",
        groups=(_pupil(slip, tr), *_guardians(slip, tr)),
        checks=tuple(map(tr, _ASKED)),
        signatures=(tr(N_("Date")), tr(N_("Signature of a guardian"))),
    )


def _pupil(slip: Slip, tr: Translator) -> FormGroup:
    pupil = slip.pupil
    fields = [
        FormField(tr(N_("Name")), pupil.full_name),
        FormField(tr(N_("Born")), tr.date(pupil.born) if pupil.born else ""),
        FormField(tr(N_("Class")), slip.class_name),
    ]
    if slip.lives_here:
        fields.append(_address(N_("Address"), pupil.address, tr))
    if pupil.postal_address not in (NOWHERE, pupil.address):
        fields.append(_address(N_("Postal address"), pupil.postal_address, tr))
    if pupil.phones:
        fields.append(_phones(pupil, tr))
    if pupil.emails:
        fields.append(_emails(pupil, tr))
    fields.append(_language(pupil, tr, N_("Language")))
    fields.extend(_reservation(slip.unlisted[pupil.id], tr))
    return FormGroup(tr(N_("Pupil")), tuple(fields))


def _guardians(slip: Slip, tr: Translator) -> Iterator[FormGroup]:
    for one in slip.guardians:
        person = one.person
        relation = RELATIONS_IN_TEXT.get(one.relation)
        fields = [
            FormField(tr(N_("Name")), person.full_name),
            FormField(tr(N_("Relation")), tr(relation) if relation else one.relation),
            _phones(person, tr),
            _emails(person, tr),
            _address(N_("Address"), person.address, tr),
        ]
        if person.postal_address not in (NOWHERE, person.address):
            fields.append(_address(N_("Postal address"), person.postal_address, tr))
        fields.append(_language(person, tr))
        fields.extend(_reservation(slip.unlisted[person.id], tr))
        yield FormGroup(tr(N_("Guardian")), tuple(fields))
    if not slip.guardians:
        titles = (N_("Name"), N_("Relation"), N_("Phone"), N_("E-mail"), N_("Address"))
        yield FormGroup(tr(N_("Guardian")), tuple(FormField(tr(title)) for title in titles))


def _phones(person: ListedPerson, tr: Translator) -> FormField:
    return FormField(tr(N_("Phone")), "\n".join(tr.phone(number) for number in person.phones))


def _emails(person: ListedPerson, tr: Translator) -> FormField:
    return FormField(tr(N_("E-mail")), "\n".join(person.emails))


def _address(title: str, place: Place, tr: Translator) -> FormField:
    return FormField(tr(title), "\n".join(lines_of(place)), lines=2)


def _language(person: ListedPerson, tr: Translator, title: str = N_("Language, interpreter")) -> FormField:
    if not person.needs_interpreter:
        return FormField(tr(title), person.language)
    needs = tr(N_("needs an interpreter"))
    return FormField(tr(title), f"{person.language}, {needs}" if person.language else needs)


def _reservation(wished_off: frozenset[str], tr: Translator) -> Iterator[FormField]:
    """Say what of a person is off the parents' class list by their own wish."""
    if "name" in wished_off:
        yield FormField(tr(N_("Class list")), tr(N_("Does not stand on the list")))
    elif wished_off:
        names = (("phone", N_("phone")), ("email", N_("e-mail")), ("address", N_("address")))
        left_out = together((tr(name) for code, name in names if code in wished_off), tr)
        yield FormField(tr(N_("Class list")), tr(N_("Without {what}"), what=left_out))


CHECK_DETAILS = Report(
    id="check-details",
    title=TITLE,
    audiences=("home",),
    subjects=class_and_group_subjects,
    collect=collect_slips,
    compose=compose_slips,
    formats=("pdf",),  # a sheet would set one home's data beside the other's
    options=(ReportOption("by", N_("Hand in by"), "date"),),
    takes_people=True,
    remark=remark_on_slips,
)
