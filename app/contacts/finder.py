"""Which persons, classes and papers does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.contacts.rules import PROTECTED
from app.contacts.words import ROLES
from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.shell.context import Context, Hit

MOST = 12


def find(context: Context, text: str) -> Sequence[Hit]:
    """Return the classes, papers and persons that match what is typed."""
    return [*_classes_and_papers(context, text), *_persons(context, text)]


def _classes_and_papers(context: Context, text: str) -> list[Hit]:
    """Return the classes and papers; “class list 5A” is the class list of 5A."""
    from app.contacts.reports import REPORTS
    from app.school.queries import school_classes

    tr = context.tr
    day = day_in_year(context.year, clock.today())
    names = {row.name.casefold(): row.name for row in context.read(school_classes, context.year, day)}
    words = text.casefold().split()
    subject = next((names[word] for word in words if word in names), None)
    asked = [word for word in words if word not in names]
    classes = [name for key, name in names.items() if key.replace(" ", "").startswith("".join(words))]
    papers = [report for report in REPORTS if asked and all(word in tr(report.title).casefold() for word in asked)]
    return [
        *(
            Hit(name, tr(N_("Class")), "users", partial(context.show_page, "contacts", name))  # the list of the class
            for name in classes[:MOST]
        ),
        *(
            Hit(
                f"{tr(report.title)} {subject or ''}".strip(),
                tr(N_("Print-out")),
                "printer",
                partial(context.preview, REPORTS, subject=subject, on_paper=report.id),
            )
            for report in papers
        ),
    ]


def _persons(context: Context, text: str) -> list[Hit]:
    from app.contacts.queries import ContactFilter, ContactRow, list_contacts

    tr = context.tr
    which = ContactFilter(context.year, text)
    rows = context.read(lambda session: list_contacts(session, which, limit=MOST))

    def say(row: ContactRow) -> str:
        roles = [tr(name) for bit, name in ROLES if row.roles & bit]
        if row.roles & PROTECTED:
            roles.append(tr(N_("Protected")))
        return " · ".join((*roles, row.classes) if row.classes else roles)

    return [
        Hit(
            row.name,
            say(row),
            "lock" if row.roles & PROTECTED else "user",
            lambda person_id=row.id: context.show_page("contacts", person_id),  # type: ignore[misc]
        )
        for row in rows
    ]
