"""How are the yearly wheel's codes said?"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.i18n import N_

Words = Mapping[str, str]

STATUS_WORDS: Words = {
    "planned": N_("Planned"),
    "called": N_("Called"),
    "done": N_("Done"),
    "overdue": N_("Overdue"),
    "dropped": N_("Dropped"),
}
RING_KIND_WORDS: Words = {
    "body": N_("A body"),
    "parents": N_("Parents' meetings"),
    "staff": N_("The staff"),
    "office": N_("The office"),
    "school": N_("The school"),
    "theme": N_("A theme"),
}
PATTERN_WORDS: Words = {
    "solid": N_("Filled"),
    "lines": N_("Lines"),
    "dots": N_("Dots"),
    "cross": N_("Crossed lines"),
    "bars": N_("Bars"),
    "empty": N_("Outline only"),
}
NOT_NAMED: Words = {
    "pupil": N_("a pupil"),
    "parent": N_("a parent"),
    "other": N_("somebody at the school"),
}
"""What stands for somebody who must not be named to whoever reads."""
