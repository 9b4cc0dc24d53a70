"""What school does a test of the plan begin with? That of the yearly wheel, with a small plan of 2026/27 in draft.

``plan_file(path)`` copies it to a path and returns what is what (``PlanSchool``); ``tests/plan/conftest.py`` has it
open as the fixtures ``store`` and ``school``. ``CONTENT`` is all that stands in the plan; some of its points
promise something. The autumn break begins on Monday 5 October, the winter break on Monday 22 February.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.plan.commands import add_point, add_section, adopt, start_empty
from app.plan.queries import plan_detail
from app.plan.rows import PlanDetail, SectionRow
from db.models import PlanCommitment, PlanPoint, PlanSection, Seat
from db.store import Store
from tests.factories import TODAY, YEAR, opened
from tests.meetings.factories import MeetingSchool, did, known
from tests.yearwheel.factories import WheelSchool, wheel_file

CONTENT: tuple[tuple[str, int, str, str, str, Mapping[str, tuple[str, ...]]], ...] = (
    ("Mål for planen", 1, "Hjem og skole drar i **samme retning**.", "", "", {"text": ("Vi støtter hverandre.",)}),
    ("Roller", 1, "", "", "", {}),
    (
        "Møter",
        2,
        "Vi møtes ofte.",
        "Foresatte",
        "Skolens ansatte",
        {
            "left": ("deltar på foreldremøter", "deltar på to utviklingssamtaler"),
            "right": ("holder valg på første foreldremøte", "inviterer til to samtaler", "kaller inn til SU og SMU"),
        },
    ),
    ("Informasjon", 2, "", "Foresatte", "Skolens ansatte", {"left": ("leser planen",), "right": ("legger den fram",)}),
)
"""(title, level, text, left title, right title, points by side)"""


@dataclass(frozen=True)
class PlanSchool:
    """The ids of the school: its ``plan``, sections and points by what they say."""

    wheel: WheelSchool
    plan: int
    sections: Mapping[str, int]
    points: Mapping[str, int]

    @property
    def meetings(self) -> MeetingSchool:
        """The bodies, classes and people."""
        return self.wheel.meetings


def plan_file(path: Path) -> PlanSchool:
    """Put the school at a path; returns what is what."""
    template, school = _template()
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, path)
    return school


def the_plan(store: Store, plan_id: int, today: date = TODAY) -> PlanDetail:
    """Return a plan as it stands on a day."""
    return known(store, plan_detail, plan_id, today)


def section(store: Store, plan_id: int, title: str) -> SectionRow:
    """Return the section of a plan with a title."""
    return next(one for one in the_plan(store, plan_id).sections if one.title == title)


def titles(store: Store, plan_id: int) -> list[tuple[str, int]]:
    """Return the titles and levels of the sections of a plan, in order."""
    return [(one.title, one.level) for one in the_plan(store, plan_id).sections]


def on_side(store: Store, plan_id: int, title: str, side: str) -> list[str]:
    """Return what the points of a side of a section say, in order."""
    return [point.text for point in section(store, plan_id, title).on(side)]


def adopted(store: Store, plan_id: int, on: date = TODAY, in_force_from: date | None = TODAY) -> int:
    """Adopt a plan; returns its id."""
    did(store, adopt, plan_id, on, "Samarbeidsutvalget", None, in_force_from)
    return plan_id


@cache
def _template() -> tuple[Path, PlanSchool]:
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-plan-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    wheel = wheel_file(folder / "school.db")
    with opened(folder / "school.db") as store:
        school = _made(store, wheel)
    return folder / "school.db", school


def _made(store: Store, wheel: WheelSchool) -> PlanSchool:
    with store.change("Wrote the plan") as session:
        plan_id = start_empty(session, YEAR)
        for title, level, text, left, right, points in CONTENT:
            section_id = add_section(
                session, plan_id, title, level=level, text=text, left_title=left, right_title=right
            )
            for side, said in points.items():
                for one in said:
                    add_point(session, section_id, side, one)
        sections = {one.title: one.id for one in session.query(PlanSection)}
        by_text = {one.text: one.id for one in session.query(PlanPoint)}
        meetings = wheel.meetings
        seats = session.query(Seat).filter(Seat.body_id == meetings.fau, Seat.chosen_by == "class_parents").all()
        election, talks = by_text["holder valg på første foreldremøte"], by_text["inviterer til to samtaler"]
        session.add(
            PlanCommitment(
                plan_point_id=election,
                kind="election",
                body_id=meetings.fau,
                seat_id=seats[0].id,
                by_rule="UKE(38)",
            )
        )
        for number, rule in ((1, "FØR(HØSTFERIE,1)"), (2, "FØR(VINTERFERIE,1)")):
            session.add(PlanCommitment(plan_point_id=talks, kind="talks", number_from=number, by_rule=rule))
        for body_id in (meetings.su, meetings.smu):
            session.add(
                PlanCommitment(
                    plan_point_id=by_text["kaller inn til SU og SMU"],
                    kind="meetings",
                    body_id=body_id,
                    number_from=4,
                    number_to=5,
                )
            )
        session.add(PlanCommitment(plan_point_id=by_text["legger den fram"], kind="entry", wheel_entry_id=wheel["A02"]))
        session.add(PlanCommitment(plan_point_id=by_text["leser planen"], kind="date", by=date(2026, 9, 15)))
    return PlanSchool(wheel, plan_id, sections, by_text)
