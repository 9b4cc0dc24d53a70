"""What are the facts about people called on the screen?"""

from __future__ import annotations

from app.contacts.rules import EXTERNAL, GUARDIAN, PUPIL, STAFF
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
LIVES_WITH = {"yes": N_("Yes"), "no": N_("No"), "shared": N_("Shared residence"), "unknown": N_("Unknown")}
PHONE_KINDS = {"mobile": N_("Mobile"), "home": N_("Home phone"), "work": N_("Work phone")}
EMAIL_KINDS = {"private": N_("Private e-mail"), "work": N_("Work e-mail"), "other": N_("Other e-mail")}
EMAIL_LABELS = {"private": N_("E-mail"), "work": N_("Work e-mail"), "other": N_("Other e-mail")}
BANS = {
    "none": N_("No"),
    "in_force": N_("Yes"),
    "lists_allowed": N_("Yes, but both homes may stand on lists"),
}
EXTERNAL_KINDS = {
    "politician": N_("Politician"),
    "school_nurse": N_("School nurse"),
    "after_school": N_("After-school programme"),
    "municipal_parent_committee": N_("Municipal parents' committee"),
    "cooperating_school": N_("Cooperating school"),
    "other": N_("Other function"),
}
REGISTER_FIELDS = {
    "started": N_("Started at the school"),
    "left": N_("Left the school"),
    "class": N_("Class"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_date": N_("Birth date"),
    "gender": N_("Gender"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "address": N_("Home address"),
    "postal_address": N_("Postal address"),
    "language": N_("Language"),
    "guardians": N_("Guardians"),
    "relation": N_("Relation"),
    "parental_responsibility": N_("Parental responsibility"),
}
"""What the school's register is told of, by the codes of ``db.models.contacts.REGISTER_FIELDS``."""

ROLES = (
    (PUPIL, N_("Pupil")),
    (GUARDIAN, N_("Guardian")),
    (STAFF, N_("Member of staff")),
    (EXTERNAL, N_("From outside")),
)
GRADES = {
    "none": N_("No address protection"),
    "client": N_("Client address"),
    "confidential": N_("Confidential address (code 7)"),
    "strictly_confidential": N_("Strictly confidential address (code 6)"),
}
INTERPRETER_NEEDED = N_("Needs an interpreter")
TELL_NOTHING = N_("Address protection: give no information")


def external_kinds(after_school: str) -> dict[str, str]:
    """Return what somebody from outside can be (code, msgid); ``after_school`` is the school's own word (SFO, AKS)."""
    return {**EXTERNAL_KINDS, "after_school": after_school}


def choices(names: dict[str, str], tr: Translator) -> list[tuple[object, str]]:
    """Return (code, words) in the window's language."""
    return [(code, tr(words)) for code, words in names.items()]


def say_language(language: str, tr: Translator, *, needs_interpreter: bool) -> str:
    """Say which language somebody speaks and whether an interpreter is needed; "" if nothing is known of it."""
    if needs_interpreter:
        return tr(N_("Needs an interpreter: {language}"), language=language) if language else tr(INTERPRETER_NEEDED)
    return tr(N_("Language: {language}"), language=language) if language else ""
