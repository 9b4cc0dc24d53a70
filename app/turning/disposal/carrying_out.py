"""How is what the office decided carried out: handed over to the archive, or deleted for good?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from db.store import Store


@dataclass(frozen=True)
class Handed:
    """A package for the archive: the new folder, how many files it holds, and how many things they tell of."""

    folder: Path
    files: int
    entries: int


def hand_over(store: Store, folder: Path, tr: Translator, progress: Progress = NO_PROGRESS) -> Handed:
    """Write everything that is decided "archive" and not handed over yet to a new folder in ``folder``.

    Papers as PDF, and the sheet that tells of them (xlsx and PDF, with the SHA-256 of each file); whole or not at all.
    Then each is marked as handed over, and an export is noted. ``tr`` speaks the school's own language. Raises
    UserError (nothing to hand over, disk full, no permission …) and StoreError.
    """
    raise NotImplementedError


def delete_decided(store: Store, today: date) -> int:
    """Delete for good all that is decided "delete" and that nothing hinders; returns how many lines.

    One step of the history that cannot be undone, and the history forgets what they held. Raises UserError and
    StoreError.
    """
    raise NotImplementedError
