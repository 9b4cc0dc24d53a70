"""How are people found and protected without a window?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.job import Job, opened
from app.core.errors import UserError
from app.core.i18n import N_

if TYPE_CHECKING:
    from app.contacts.queries import ContactRow


def search(job: Job) -> None:
    """Find people by name, class, phone or e-mail."""
    from app.contacts.queries import EVERYBODY, ContactFilter, list_contacts
    from app.handing_out import current_year

    with opened(job) as store:
        which = ContactFilter(current_year(store), job.options.text)
        rows = store.read(lambda session: list_contacts(session, which, limit=EVERYBODY))
    found = [_person(row) for row in rows]
    lines = [
        " · ".join(filter(None, (str(row.id), row.name, row.classes, job.tr.phone(row.phone), row.email)))
        for row in rows
    ]
    job.answer(found, lines or [job.tr(N_("Nobody found."))])


def _person(row: ContactRow) -> dict[str, object]:
    from app.contacts.rules import EXTERNAL, GUARDIAN, PROTECTED, PUPIL, STAFF

    roles = {"pupil": PUPIL, "guardian": GUARDIAN, "staff": STAFF, "external": EXTERNAL}
    return {
        "kind": "person",
        "id": row.id,
        "title": row.name,
        "classes": row.classes,
        "roles": [name for name, bit in roles.items() if row.roles & bit],
        "phone": row.phone,
        "email": row.email,
        "protected": bool(row.roles & PROTECTED),
    }


def protect(job: Job) -> None:
    """Give one person an address grade."""
    from app.contacts.protection import GRADE_NAMES, household, protect
    from app.contacts.queries import called, person_name
    from app.core import clock
    from app.handing_out import current_year

    with opened(job, writes=True) as store:
        rows = store.read(called, job.options.person, current_year(store))
        if not rows:
            raise UserError(
                N_("Nobody is called {name}. Write the whole name, or the number."), name=job.options.person
            )
        if len(rows) > 1:
            names = ", ".join(f"{row.id} {row.name} ({row.classes or '–'})" for row in rows)
            raise UserError(N_("Several people fit. Use the number of one of them: {names}."), names=names)
        near = store.read(household, rows[0].id, clock.today())  # before the address is out of sight
        protect(store, rows[0].id, job.options.grade)
        name = store.read(person_name, rows[0].id)
    job.say(f"{name}: {job.tr(GRADE_NAMES[job.options.grade])}")
    others = [f"{row.id} {row.name}" for row in near if row.same_door and row.address_grade != job.options.grade]
    if others and job.options.grade != "none":
        words = N_("The same address is still written for: {names}. Protect them too.")
        job.say(job.tr(words, names=", ".join(others)))
