"""By which phones and e-mails is somebody reached, in the file and here?"""

from __future__ import annotations

from app.contacts.imports.known import Known
from app.contacts.imports.roster import GuardianFacts, StaffFacts


def told_contacts(facts: GuardianFacts | StaffFacts) -> set[str]:
    """Return what the file says."""
    return {number for number, _ in facts.phones} | {email.lower() for email in facts.emails}


def stored_contacts(known: Known, person: int) -> set[str]:
    """Return what stands here."""
    phones, emails = known.phones.get(person, ()), known.emails.get(person, ())
    return {number for number, _ in phones} | {email.lower() for email in emails}


def is_reached_alike(facts: GuardianFacts | StaffFacts, known: Known, person: int) -> bool:
    """Say whether a phone or e-mail in the file is this person's."""
    return not told_contacts(facts).isdisjoint(stored_contacts(known, person))
