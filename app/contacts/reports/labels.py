"""Which homes get an address label? One per household (*Adresseetiketter*)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE
from app.contacts.listed import allowed_for, class_and_group_subjects, lines_of, sections_for
from app.contacts.mailing import Household, households_for, in_class_order
from app.contacts.reports.addressing import addressees, banned_homes, who_are_named, whose_homes
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Block, Column, Document, Labels, Paragraph, Row, Table

TITLE = N_("Address labels")
ON_A_SHEET = 24


@dataclass(frozen=True)
class AddressLabels:
    """The homes that get a label, in order; ``without`` are those that get none, ``used`` how many labels are gone.

    ``banned`` are how many are of a guardian with a contact ban in force.
    """

    frame: Frame
    homes: tuple[Household, ...]
    without: tuple[Household, ...]
    used: int
    banned: int


def collect_labels(session: Session, request: ReportRequest) -> AddressLabels:
    """Read the homes of the pupils asked for, by class or by name. Raises UserError for an unknown class."""
    allowed = allowed_for(session, request)
    sections = sections_for(session, request)
    pupils = in_class_order(session, request, allowed)
    homes = households_for(session, pupils, allowed, request.on)
    if request.option("order") == "name":
        homes = tuple(sorted(homes, key=lambda home: [person.key for person in home.guardians or home.pupils]))
    labelled = tuple(home for home in homes if home.written_at != NOWHERE)
    return AddressLabels(
        frame_of(session, request, sections),
        labelled,
        tuple(home for home in homes if home.written_at == NOWHERE),
        int(request.option("first") or 0),
        banned_homes(session, labelled, allowed, request.on),
    )


def compose_labels(facts: AddressLabels, tr: Translator) -> Document:
    """Make the sheets: the names of the guardians, then where letters reach them."""
    title = f"{tr(TITLE)} {facts.frame.subject or ''}".strip()
    titles = (N_("Name"), N_("Street"), N_("Postal code"), N_("City"))
    columns = tuple(Column(tr(name), width) for name, width in zip(titles, (4, 4, 1.5, 2), strict=True))
    rows = tuple(Row((addressees(home, tr), *home.written_at)) for home in facts.homes)
    texts = tuple((addressees(home, tr), *lines_of(home.written_at)) for home in facts.homes)
    block: Block = Labels(texts, Table(columns, rows), facts.used)
    if not texts:
        block = Paragraph(tr(N_("There are no addresses to print.")))
    people = {person for home in facts.homes for person in who_are_named(home)}
    return framed(facts.frame, tr, title, [block], people)


def remark_on_labels(facts: AddressLabels, tr: Translator) -> str:
    """Say how many homes get no label and whose they are, and how many labels the office must look at first."""
    without = tr.n(
        "{n} home has no label, since its address is missing or protected.",
        "{n} homes have no label, since their addresses are missing or protected.",
        len(facts.without),
    )
    whose = whose_homes(facts.without, tr)
    banned = tr.n(
        "{n} label is for a guardian with a contact ban. Take it out if it is not to be used.",
        "{n} labels are for guardians with a contact ban. Take them out if they are not to be used.",
        facts.banned,
    )
    told = ((len(facts.without), without), (len(facts.without), whose), (facts.banned, banned))
    return " ".join(said for number, said in told if number)


ADDRESS_LABELS = Report(
    id="address-labels",
    title=TITLE,
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_labels,
    compose=compose_labels,
    options=(
        ReportOption(
            "order", N_("Order"), "choice", "class", choices=(("class", N_("By class")), ("name", N_("By name")))
        ),
        ReportOption("first", N_("Labels used on the first sheet"), "number", "0", most=ON_A_SHEET - 1),
    ),
    takes_people=True,
    remark=remark_on_labels,
)
