"""By which phones and e-mails is somebody reached, in the file and here?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

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


def reached_by(contacts: Collection[str], known: Known) -> dict[str, list[int]]:
    """Return {phone or e-mail of these: those who have it here and are no pupils}."""
    found: dict[str, list[int]] = defaultdict(list)
    if not contacts:
        return found
    for person, phones in known.phones.items():
        for number, _ in phones:
            if number in contacts and person not in known.pupils:
                found[number].append(person)
    for person, emails in known.emails.items():
        for email in map(str.lower, emails):
            if email in contacts and person not in known.pupils:
                found[email].append(person)
    return found
