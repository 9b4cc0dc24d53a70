"""What does every command work with, and how does it answer?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import UserError
from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from app.core.settings import Settings
    from db.store import Store


@contextmanager
def opened(job: Job, *, writes: bool = False, create: bool = False) -> Iterator[Store]:
    from app.core import clock
    from app.opening import open_store
    from db.backup import make_backup

    if not create and not job.database.exists():
        raise UserError(
            N_("There is no school in {path} yet. Import a roster first, or name its file with --database."),
            path=job.database,
        )
    store = open_store(job.database, job.settings, exclusive=writes, create=create)
    try:
        yield store
        if store.changed:
            make_backup(store, clock.now())
    finally:
        store.close()


def must_exist(path: Path) -> None:
    """Raise UserError for a file that is not there."""
    if not path.is_file():
        raise UserError(N_("There is no file called {path}."), path=path)


@dataclass(frozen=True)
class Job:
    """What a command works with."""

    options: argparse.Namespace
    settings: Settings
    tr: Translator

    @property
    def database(self) -> Path:
        """The school's file: the one named on the command line, else the one chosen at first start."""
        from app.places import database_file

        named: Path | None = self.options.database
        return named if named is not None else database_file(self.settings)

    def say(self, text: str) -> None:
        """Print one line."""
        print(text)

    def answer(self, found: object, lines: Sequence[str]) -> None:
        """Print ``found`` as JSON if that was asked for, else the lines."""
        if self.options.json:
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for line in lines:
                print(line)
