"""What is in the example school? The shipped roster, and a little of everything else the program can hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.core.paths import resource
from app.core.progress import NO_PROGRESS, Progress
from app.core.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

ROSTER = ("demo", "elevliste.xlsx")
NAME = N_("Example school")
FACTS = {
    "municipality": "Lia",
    "street": "Skolebakken 1",
    "postal_code": "9730",
    "city": "Karasjok",
    "phone": "22 12 34 56",
    "email": "post@example.no",
    "web": "www.example.no",
    "first_grade": 1,
    "last_grade": 7,
}
BREAKS = (40, 8)  # ISO weeks
OUTSIDERS = (
    ("Pia", "Vik", "politician", "", "Lia kommune"),
    ("Unni", "Haga", "school_nurse", "Helsesykepleier", "Lia helsestasjon"),
    ("Jonas", "Moe", "after_school", "", "Skolefritidsordningen"),
)


def open_example(path: Path, settings: Settings, tr: Translator, progress: Progress = NO_PROGRESS) -> Store:
    """Open the example school at ``path``, building it from the shipped roster by the same import as any other."""
    from app.contacts.imports.work import bring_in
    from app.handing_out import current_year
    from app.opening import ensure_school, open_store
    from app.school.queries import the_school

    store = open_store(path, settings)
    try:
        if store.read(the_school) is None:
            ensure_school(store, tr(NAME), "nn" if tr.language == "nn" else "nb", is_example=True)
            bring_in(store, resource(*ROSTER), progress=progress)
            with store.lasting_change(N_("Set up the school")) as session:
                _furnish(session, current_year(store))
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


def _furnish(session: Session, year: int) -> None:
    """Write down what no roster holds, by the same commands as the window."""
    from app.contacts import commands, groups
    from app.contacts.queries import ContactFilter, contact_ids
    from app.contacts.rules import GUARDIAN, PUPIL
    from app.core import clock
    from app.school.commands import set_school_field

    for field, value in FACTS.items():
        set_school_field(session, field, value)
    _write_calendar(session, year)
    for given, family, kind, function, organisation in OUTSIDERS:
        commands.add_external(session, commands.NewPerson(given, family), kind, function, organisation)
    oldest = contact_ids(session, ContactFilter(year, roles=PUPIL, grade=7))
    groups.add_group(session, year, "Leirskole 7. trinn", oldest)
    guardians = contact_ids(session, ContactFilter(year, roles=GUARDIAN))
    for person, language in zip(guardians[::60], ("arabisk", "polsk", "somali", "vietnamesisk"), strict=False):
        commands.set_field(session, person, "needs_interpreter", "yes")
        commands.set_field(session, person, "language", language)
    commands.confirm_people(session, oldest, clock.today())


def _write_calendar(session: Session, year: int) -> None:
    from app.school.calendar_commands import add_entry

    for week in BREAKS:
        monday = date.fromisocalendar(year if week > 30 else year + 1, week, 1)
        add_entry(session, year, monday, monday + timedelta(days=4), "break")
    add_entry(session, year, date(year, 12, 21), date(year + 1, 1, 2), "break")
    first = date.fromisocalendar(year, 33, 4)
    add_entry(session, year, first, first + timedelta(days=1), "planning_day")
