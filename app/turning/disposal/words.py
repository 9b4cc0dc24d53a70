"""What are the kinds of things the school is done with called, and what may become of them?"""

from __future__ import annotations

from app.core.disposal import Decision
from app.core.i18n import N_

KIND_WORDS = {
    "person": N_("Person"),
    "class_list": N_("Class list"),
    "meeting": N_("Meeting"),
    "election": N_("Election"),
    "plan": N_("Plan"),
    "result": N_("Result"),
    "wheel": N_("Yearly wheel"),
}
DECISION_WORDS: dict[Decision, str] = {"keep": N_("Keep"), "archive": N_("Hand over"), "delete": N_("Delete")}
UNDECIDED = N_("Nothing decided")
