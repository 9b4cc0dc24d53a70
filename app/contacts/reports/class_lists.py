"""Which lists show each pupil with their guardians?

*Kontorliste* is for the office alone; *Klasseliste til foresatte* is what parents hang on the fridge: no birth dates,
and of phone, e-mail and address what the school has chosen (Udir and Datatilsynet on sharing class lists).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import class_and_group_subjects, class_subjects, lines_of
from app.contacts.reports.frame import FOR_THE_OFFICE, FOR_THE_PARENTS
from app.contacts.reports.pupils import (
    CLASS,
    PUPIL,
    PUPILS_EMAIL,
    PUPILS_PHONE,
    ListedPupil,
    PupilColumn,
    PupilLists,
    address_of,
    collect_pupils,
    emails_of,
    name_of,
    phones_of,
    pupil_document,
    relation_of,
)
from app.contacts.roles import said_roles
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportColumn, ReportRequest
from app.documents.model import Document
from app.school.queries import list_assessment


@dataclass(frozen=True)
class ParentsList(PupilLists):
    """``is_assessed``: the school has written down why it may hand out class lists."""

    is_assessed: bool = False


def collect_class_list(session: Session, request: ReportRequest) -> ParentsList:
    """Read the parents' list: of what was asked for, only the fields the school has chosen. Raises UserError."""
    facts = collect_pupils(session, request)
    fields = facts.frame.school.class_list_fields if facts.frame.school else ()
    columns = tuple(key for key in facts.columns if key not in _CHOSEN_BY_SCHOOL or key in fields)
    return ParentsList(facts.frame, facts.sections, columns, list_assessment(session) is not None)


def compose_class_list(facts: ParentsList, tr: Translator) -> Document:
    """Make the parents' list: a line per guardian beside each pupil's name."""

    def own_title(name: str) -> str:
        return tr(N_("Class list {name}"), name=name)

    return pupil_document(
        facts,
        tr,
        own_title(facts.frame.subject) if facts.frame.subject else tr(N_("Class lists")),
        [_PARENTS[key] for key in facts.columns],
        landscape="address" in facts.columns,
        note=tr(FOR_THE_PARENTS),
        own_title=own_title,
    )


def remark_on_class_list(facts: ParentsList, tr: Translator) -> str:
    """Say that the assessment is missing that the school must write before parents get class lists (Udir).

    Say too that a file with several classes is for nobody as it is.
    """
    missing = N_(
        "The school has not yet written down why it may hand out class lists. "
        "Write the assessment on the page The school first."
    )
    several = N_("Here are all the classes. Give each class its own list alone.")
    said = (missing if not facts.is_assessed else "", several if len(facts.sections) > 1 else "")
    return " ".join(map(tr, filter(None, said)))


def page_of_remark(facts: ParentsList) -> str:
    """Return the page the missing assessment is written on."""
    return "" if facts.is_assessed else "school"


def compose_office_list(facts: PupilLists, tr: Translator) -> Document:
    """Make the office's list: birth date, address and relation too; some columns nobody fills are left out."""
    one, many = tr(N_("Office list {name}"), name=facts.frame.subject or ""), tr(N_("Office list"))
    columns = [_OFFICE[key] for key in facts.columns]
    title = one if facts.frame.subject else many
    return pupil_document(facts, tr, title, columns, landscape=True, note=tr(FOR_THE_OFFICE))


def _pupil_address(listed: ListedPupil, _one: object, tr: Translator) -> str:
    if listed.pupil.through_office:
        return tr(THROUGH_THE_OFFICE)
    return "\n".join(lines_of(listed.pupil.address))


_CHOSEN_BY_SCHOOL = ("phone", "email", "address")
_PARENTS: Mapping[str, PupilColumn] = {
    "pupil": PupilColumn(N_("Pupil"), 30, lambda listed, _one, _tr: listed.pupil.name, group=True),
    "address": PupilColumn(N_("Address"), 26, lambda listed, _one, _tr: "\n".join(lines_of(listed.home)), group=True),
    "guardian": PupilColumn(N_("Guardian"), 28, name_of),
    "phone": PupilColumn(N_("Phone"), 15, phones_of, "phone"),
    "email": PupilColumn(N_("E-mail"), 37, emails_of, "email"),
}
_OFFICE: Mapping[str, PupilColumn] = {
    "pupil": PUPIL,
    "class": CLASS,
    "born": PupilColumn(N_("Born"), 12, lambda listed, _one, _tr: listed.pupil.born, "date", group=True),
    "role": PupilColumn(
        N_("Role and function"), 20, lambda listed, _one, tr: said_roles(listed.roles, tr), group=True, optional=True
    ),
    "pupil_phone": PUPILS_PHONE,
    "pupil_email": PUPILS_EMAIL,
    "address": PupilColumn(N_("Address"), 27, _pupil_address, group=True),
    "postal_address": PupilColumn(
        N_("Postal address"), 24, lambda listed, _one, _tr: "\n".join(lines_of(listed.pupil.postal_address)), group=True
    ),
    "language": PupilColumn(N_("Language"), 13, lambda listed, _one, _tr: listed.pupil.language, group=True),
    "note": PupilColumn(N_("Note"), 26, lambda listed, _one, _tr: listed.pupil.note, group=True),
    "guardian": PupilColumn(N_("Guardian"), 26, name_of),
    "relation": PupilColumn(N_("Relation"), 13, relation_of, optional=True),
    "phone": PupilColumn(N_("Phone"), 14, phones_of, "phone"),
    "email": PupilColumn(N_("E-mail"), 42, emails_of, "email"),
    "guardian_address": PupilColumn(N_("Guardian's address"), 27, address_of, optional=True),
}
_ONLY_WHEN_ASKED = ("pupil_email", "postal_address", "language", "note")

CLASS_LIST = Report(
    id="class-list",
    title=N_("Class list for parents"),
    audiences=("class_parents",),
    subjects=class_subjects,
    collect=collect_class_list,
    compose=compose_class_list,
    columns=tuple(ReportColumn(key, column.title) for key, column in _PARENTS.items()),
    remark=remark_on_class_list,
    remark_page=page_of_remark,
)
OFFICE_LIST = Report(
    id="office-list",
    title=N_("Office list"),
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_pupils,
    compose=compose_office_list,
    columns=tuple(
        ReportColumn(key, column.title, chosen=key not in _ONLY_WHEN_ASKED, remembered=key != "note")
        for key, column in _OFFICE.items()
    ),
    takes_people=True,
)
