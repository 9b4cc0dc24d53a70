"""Who has the school's file open? One program at a time may write to it."""

from __future__ import annotations

import contextlib
import getpass
import json
from datetime import datetime
from pathlib import Path
from typing import Self

from db.errors import HeldByOther, from_system


class OwnerLock:
    """A lock the system lets go of when the program ends, however it ends, with a note beside it of who holds it."""

    def __init__(self, path: Path) -> None:
        from filelock import FileLock

        self._note = path.with_name(path.name + ".owner")
        # A store may be opened on one thread and closed on another.
        self._lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)

    @classmethod
    def take(cls, path: Path, who: str, now: datetime) -> Self:
        """Take the lock for ``path``. Raises HeldByOther (who, since: what the holder wrote down), ReadOnly."""
        from filelock import Timeout

        lock = cls(path)
        try:
            lock._lock.acquire(timeout=0)
        except Timeout:
            raise HeldByOther(**lock._holder()) from None
        except OSError as error:
            raise from_system(error) from None
        written = json.dumps({"who": who or _system_user(), "since": now.strftime("%d.%m.%Y %H:%M")})
        with contextlib.suppress(OSError):
            lock._note.write_text(written, encoding="utf-8")
        return lock

    def release(self) -> None:
        """Let others in."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> dict[str, object]:
        try:
            found = json.loads(self._note.read_text(encoding="utf-8"))
            return {"who": str(found["who"]), "since": str(found["since"])}
        except (OSError, ValueError, KeyError, TypeError):
            return {"who": "?", "since": "?"}


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a system without a name for this user
        return "?"
