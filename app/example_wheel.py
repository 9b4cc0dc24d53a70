"""What stands in the yearly wheel of the example school, and what is done of it? (resources/demo/wheel.toml)"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING

from app.core import clock
from app.core.paths import resource
from app.school.queries import own_language, school_classes
from app.yearwheel.becoming import join_meeting, likely_meetings
from app.yearwheel.choosing import choose, suggested
from app.yearwheel.commands import drop, mark_done, note_occurrence
from app.yearwheel.queries import entry_rows
from app.yearwheel.tasks import add_task
from app.yearwheel.templates import shipped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def plan_wheel(session: Session, year: int) -> None:
    """Choose what nine of ten schools would of the template, and say what is done, by the same commands as the window.

    Nothing is done that lies in the future.
    """
    with resource("demo", "wheel.toml").open("rb") as file:
        told = tomllib.load(file)
    language = own_language(session)
    wished = suggested(session)
    choose(session, year, [row for row in shipped(language) if row.code in wished])
    ids = {row.code: row.id for row in entry_rows(session, year)}
    for one in told["done"]:
        day = date.fromisocalendar(year, *one["on"])
        if one["entry"] in ids and day <= clock.today():
            mark_done(session, ids[one["entry"]], 1, day, one[f"note_{language}"])
    for code in told["dropped"]:
        if code in ids:
            drop(session, ids[code], 1)
    for code in told["joined"]:
        for row in likely_meetings(session, ids[code], 1)[:1] if code in ids else ():
            join_meeting(session, ids[code], 1, row.id)
    for one in told["note"]:
        if one["entry"] in ids:
            note_occurrence(session, ids[one["entry"]], 1, one[f"text_{language}"])
    classes = [row.name for row in school_classes(session, year, date(year, 10, 1))]
    for some in told["tasks"]:
        for line in some["lines"]:
            who = classes[line["class"]] if "class" in line else line[f"who_{language}"]
            add_task(session, ids[some["entry"]], line[f"task_{language}"], who=who, at_time=line[f"at_{language}"])
