"""What are the facts about people called on the screen?"""

from __future__ import annotations

from app.contacts.rules import GUARDIAN, PUPIL, STAFF
from app.core.i18n import N_, Translator

RELATIONS = {
    "": N_("Not stated"),
    "mother": N_("Mother"),
    "father": N_("Father"),
    "foster_parent": N_("Foster parent"),
    "step_parent": N_("Step-parent"),
    "appointed_guardian": N_("Appointed guardian"),
    "institution": N_("Institution"),
    "child_welfare": N_("Child welfare service"),
}
RELATIONS_IN_TEXT = {
    "mother": N_("mother"),
    "father": N_("father"),
    "foster_parent": N_("foster parent"),
    "step_parent": N_("step-parent"),
    "appointed_guardian": N_("appointed guardian"),
    "institution": N_("institution"),
    "child_welfare": N_("child welfare service"),
}
THROUGH_THE_OFFICE = N_("Contact through the office")
GENDERS = {"unknown": N_("Not stated"), "female": N_("Girl or woman"), "male": N_("Boy or man")}
RESPONSIBILITY = {"yes": N_("Yes"), "no": N_("No"), "unknown": N_("Unknown")}
LIVES_WITH = {"yes": N_("Yes"), "no": N_("No"), "shared": N_("Shared"), "unknown": N_("Unknown")}
PHONE_KINDS = {"mobile": N_("Mobile"), "home": N_("Home phone"), "work": N_("Work phone")}
ROLES = ((PUPIL, N_("Pupil")), (GUARDIAN, N_("Guardian")), (STAFF, N_("Member of staff")))
GRADES = {
    "none": N_("No address protection"),
    "client": N_("Client address"),
    "confidential": N_("Confidential address (code 7)"),
    "strictly_confidential": N_("Strictly confidential address (code 6)"),
}
TELL_NOTHING = N_("Address protection: give no information")


def choices(names: dict[str, str], tr: Translator) -> list[tuple[object, str]]:
    """Return (code, words) in the window's language."""
    return [(code, tr(words)) for code, words in names.items()]
