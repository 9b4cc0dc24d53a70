"""What is in the planted school's yearly wheel, and who of the planted people is to do something for it?"""

from __future__ import annotations

from sqlalchemy import select

from app.yearwheel.commands import add_entry, add_ring
from app.yearwheel.tasks import add_task, set_task
from db.models import Body, SchoolClass
from tests.factories import YEAR
from tests.privacy.plants import Gardener

ENTRY = "17. mai"
WHEEL_PAPERS: dict[str, str | None] = {"year-wheel": "Skolen", "task-list": ENTRY}
"""The papers of the yearly wheel, each with something else than all of it that it can be about."""
HELPERS = (
    "plain 5A mother",
    "plain teacher",
    "plain unreached",
    "guardian client",
    "guardian confidential",
    "pupil confidential",
    "parent strictly_confidential",
    "aliased mother",
    "the parent that wished off",
    "late mother",
    "plain 5A",
)
"""Who has a line of the task list."""


def turn(garden: Gardener) -> None:
    """Let protected people and plain ones have something to do for what comes up in the wheel."""
    with garden.store.change("Made the wheel") as session:
        fau = session.scalars(select(Body.id).where(Body.kind == "parent_committee")).first()
        rings = [add_ring(session, kind="school", name="Skolen"), add_ring(session, kind="office", name="Kontoret")]
        rings.append(add_ring(session, kind="body", body_id=fau))
        for number, ring in enumerate(rings):
            add_entry(session, YEAR, ring_id=ring, title=f"Noe {number}", rule=f"UKE({40 + number})")
        entry = add_entry(session, YEAR, ring_id=rings[2], title=ENTRY, rule="17MAI", responsible="FAU")
        for key in HELPERS:
            task = add_task(session, entry, "Steke vafler", at_time="kl. 9")
            set_task(session, task, "person_id", str(garden.planted.id(key)))
        task = add_task(session, entry, "Rydde")
        class_id = session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one()
        set_task(session, task, "school_class_id", str(class_id))
