"""How are the codes of commitments, readers, results, other plans and class steps said?"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.i18n import N_

Words = Mapping[str, str]

COMMITMENT_KIND_WORDS: Words = {
    "entry": N_("Something in the yearly wheel"),
    "election": N_("Elections"),
    "meetings": N_("A number of meetings"),
    "talks": N_("Development talks"),
    "date": N_("A day"),
}
STATE_WORDS: Words = {
    "kept": N_("Kept"),
    "on_the_way": N_("On the way"),
    "due": N_("Still to be planned"),
    "late": N_("Past its day"),
    "unknown": N_("Cannot be read"),
}
READER_WORDS: Words = {
    "staff": N_("The staff"),
    "parent_committee": N_("FAU"),
    "cooperation_committee": N_("SU"),
    "school_environment_committee": N_("SMU"),
    "pupil_council": N_("The pupil council"),
    "parents_meeting": N_("Parents' meetings"),
    "other": N_("Others"),
}
RESULT_KIND_WORDS: Words = {
    "pupil_survey": N_("Elevundersøkelsen"),
    "parent_survey": N_("Foreldreundersøkelsen"),
    "after_school_survey": N_("Survey of the after-school programme"),
    "national_tests": N_("National tests"),
    "exams": N_("Exams"),
    "other": N_("Another result"),
}
PLAN_KIND_WORDS: Words = {
    "strategy": N_("Strategic plan"),
    "after_school": N_("Plan for the after-school programme"),
    "school_environment": N_("Action plan for a safe and good school environment"),
    "reading": N_("Reading plan"),
    "arithmetic": N_("Arithmetic plan"),
    "social": N_("Social plan"),
    "other": N_("Another plan"),
}
PLAN_STATE_WORDS: Words = {
    "valid": N_("Valid"),
    "coming": N_("Not valid yet"),
    "review": N_("Review due"),
    "over": N_("No longer valid"),
}
STEP_WORDS: Words = {
    "parents_meeting": N_("First parents' meeting"),
    "election": N_("Election"),
    "minutes": N_("Minutes received"),
    "plan": N_("Plan gone through"),
    "talk_1": N_("Development talk 1"),
    "talk_2": N_("Development talk 2"),
}
NEUTRAL_TITLES: Words = {
    "pupil_survey": N_("Results of Elevundersøkelsen"),
    "parent_survey": N_("Results of Foreldreundersøkelsen"),
    "after_school_survey": N_("Results of the survey of the after-school programme"),
    "national_tests": N_("Results of national tests"),
    "exams": N_("Results of exams"),
    "other": N_("Results"),
}
"""What a case about a result is called to those it is kept from."""
