"""Which e-mail address has each home, and who has none?

*E-postliste* is for the office alone. Who has no e-mail address is there with a blank, so that it can be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.contacts.listed import ListedGuardian, class_and_group_subjects
from app.contacts.reports.frame import FOR_THE_OFFICE
from app.contacts.reports.pupils import (
    CLASS,
    PUPIL,
    PUPILS_EMAIL,
    ListedPupil,
    PupilColumn,
    PupilLists,
    collect_pupils,
    emails_of,
    name_of,
    pupil_document,
    relation_of,
)
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportColumn
from app.documents.model import Document


def compose_email_list(facts: PupilLists, tr: Translator) -> Document:
    """Make the list: a line per guardian, with a blank where no e-mail address is known."""
    one, many = tr(N_("E-mail list {name}"), name=facts.frame.subject or ""), tr(N_("E-mail list"))
    columns = [_COLUMNS[key] for key in facts.columns]
    pupils_write = "pupil_email" in facts.columns and any(
        listed.pupil.emails for section in facts.sections for listed in section.rows
    )
    title = one if facts.frame.subject else many
    return pupil_document(facts, tr, title, columns, landscape=pupils_write, note=tr(FOR_THE_OFFICE))


def _email(listed: ListedPupil, one: ListedGuardian | None, tr: Translator) -> str:
    if (one.person if one is not None else listed.pupil).through_office:
        return tr(THROUGH_THE_OFFICE)  # a blank would say that there is no e-mail address
    return emails_of(listed, one, tr)


_COLUMNS: Mapping[str, PupilColumn] = {
    "pupil": PUPIL,
    "class": CLASS,
    "pupil_email": PUPILS_EMAIL,
    "guardian": PupilColumn(N_("Guardian"), 28, name_of),
    "relation": PupilColumn(N_("Relation"), 13, relation_of, optional=True),
    "email": PupilColumn(N_("E-mail"), 40, _email, "email"),
}

EMAIL_LIST = Report(
    id="email-list",
    title=N_("E-mail list"),
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_pupils,
    compose=compose_email_list,
    columns=tuple(ReportColumn(key, column.title, chosen=key != "relation") for key, column in _COLUMNS.items()),
    takes_people=True,
)
