"""What is a person to do in the yearly wheel? For who asks what is held of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.provenance import sources_of
from app.core.about import AboutPart, AboutRow, Saying
from app.core.i18n import N_
from app.core.schoolyear import year_name
from db.models import WheelEntry, WheelTask

TO_DO = N_("Has something to do in the yearly wheel")
OF_YEAR = N_("{title} in {year}")
DONE_ON = N_("Done {day}")


def about_person(session: Session, person_id: int) -> tuple[AboutPart, ...]:
    """Return the lines of task lists that a person stands in, oldest first."""
    query = select(WheelTask, WheelEntry).join(WheelEntry, WheelEntry.id == WheelTask.wheel_entry_id)
    query = query.where(WheelTask.person_id == person_id).order_by(WheelEntry.start_year, WheelTask.id)
    found = session.execute(query).all()
    if not found:
        return ()
    sources = sources_of(session, person_id)

    def row(task: WheelTask, entry: WheelEntry) -> AboutRow:
        entry_words = Saying(OF_YEAR, {"title": entry.title, "year": year_name(entry.start_year)})
        done = () if task.done_on is None else (Saying(DONE_ON, {"day": task.done_on}),)
        return AboutRow(
            TO_DO, (entry_words, task.task, *filter(None, (task.at_time,)), *done), sources.get(("wheel_task", task.id))
        )

    return (AboutPart(N_("Yearly wheel"), tuple(row(task, entry) for task, entry in found)),)
