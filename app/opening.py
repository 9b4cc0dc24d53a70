"""How is a school's file opened, with everything the features hang on it? The one place that puts them together."""

from __future__ import annotations

import contextlib
import getpass
import stat
from pathlib import Path

from app.contacts.external_ids import database_id, name_database
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.core.settings import Settings
from app.features import HOOKS
from app.places import own_folder
from app.school.commands import found_school
from app.school.queries import the_school
from db.store import Store

WHO = "who"
DEFAULT_NAME = N_("Our school")
_CHECKED_OTHERWISE = frozenset({"number", "logo", "sha256", "text_hash", "calendar_uid"})
"""A foreign phone number, and what the program makes of bytes or by chance, can look like one."""


def who_is_it(settings: Settings) -> str:
    """Return the name that is written on each step: the one chosen at first start, else the system's user."""
    chosen = settings.get(WHO, "")
    if chosen:
        return chosen
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a system without a name for this user
        return "–"


def open_store(path: Path, settings: Settings, *, exclusive: bool = True, create: bool = True) -> Store:
    """Open the file with the features' hooks. Raises StoreError."""
    if own_folder() in path.parents:
        _keep_private(own_folder())
    store = Store.open(
        path,
        who=who_is_it(settings),
        search=tuple(HOOKS.of("search_rows")),
        hooks=HOOKS,
        now=clock.now,
        exclusive=exclusive,
        create=create,
        refuse=refused,
        undone=lambda session, step_id: HOOKS.run("undone", session, step_id),
    )
    if exclusive:
        try:
            _name_file(store)
        except BaseException:
            store.close()
            raise
    return store


def refused(column: str, text: str) -> UserError | None:
    """Return why a text is not written down, whatever its field: no fødselsnummer is ever kept."""
    from app.core.identity import holds_identity_number

    if column in _CHECKED_OTHERWISE or not holds_identity_number(text):
        return None
    return UserError(N_("A fødselsnummer is never kept here. Leave it out."), field=column)


def _keep_private(folder: Path) -> None:
    """Let nobody else on this PC into the folder that was chosen for one user alone."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(stat.S_IRWXU)


def ensure_school(
    store: Store, name: str, written_standard: str = "nb", year: int | None = None, *, is_example: bool = False
) -> None:
    """Write down a school in a file that has none yet. It is no step that can be undone."""
    if store.read(the_school) is None:
        start = year_of(clock.today()) if year is None else year
        with store.lasting_change(N_("Set up the school")) as session:
            found_school(session, name, written_standard, start, is_example=is_example)
        _name_file(store)


def _name_file(store: Store) -> None:
    """Give a school's file an id of its own, so that what it hands out can be known again. It is no step."""
    if store.read(the_school) is not None and not store.read(database_id):
        with store.lasting_change(N_("Set up the school")) as session:
            name_database(session)
