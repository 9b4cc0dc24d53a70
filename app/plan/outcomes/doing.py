"""What is done with a result in one step that takes several commands?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import UserError
from app.core.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

UNREADABLE = N_("{file} could not be read.")
_KINDS = (
    ("elevunders", "pupil_survey"),
    ("foreldreunders", "parent_survey"),
    ("nasjonal", "national_tests"),
    ("eksamen", "exams"),
    ("sfo", "after_school_survey"),
    ("aks", "after_school_survey"),
)
"""What the name of a file says that it is, in bokmål and nynorsk."""


def guessed_kind(paths: Sequence[Path]) -> str:
    """Return what kind of result some files seem to be, by their names."""
    from db.search import fold

    for path in paths:
        name = fold(path.stem)
        for sign, kind in _KINDS:
            if sign in name:
                return kind
    return "pupil_survey" if not paths else "other"


def new_result(
    session: Session, year: int, kind: str, title: str, fields: dict[str, str], paths: Sequence[Path]
) -> int:
    """Add a result with its files; returns its id. Raises UserError, and then nothing is added."""
    from app.plan.result_commands import add_result

    result_id = add_result(session, year, kind=kind, title=title, **fields)
    keep_files(session, result_id, paths)
    return result_id


def keep_files(session: Session, result_id: int, paths: Sequence[Path]) -> None:
    """Keep files with a result. Raises UserError for the first that cannot be kept, and then none is."""
    from app.meetings.agenda import LARGEST_FILE
    from app.plan.result_commands import add_file

    for path in paths:
        try:
            is_too_large = path.stat().st_size > LARGEST_FILE  # which the command says; it need not be read for that
            data = b" " * (LARGEST_FILE + 1) if is_too_large else path.read_bytes()
        except OSError:
            raise UserError(UNREADABLE, field="file_name", file=path.name) from None
        add_file(session, result_id, path.name, data)
