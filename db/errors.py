"""What can go wrong with the database file, in words the user can act on?

Each error has ``message`` (an English msgid) and ``values`` for its placeholders, like the app's own UserError.
"""

from __future__ import annotations

import errno


def N_(msgid: str) -> str:
    """Mark ``msgid`` for the catalogues."""
    return msgid


class StoreError(Exception):
    """Base of everything the shell and the command line turn into one plain sentence."""

    message = N_("The database cannot be used.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.message)
        self.values: dict[str, object] = values


class Busy(StoreError):
    """Another writer has the file, or a long task is writing."""

    message = N_("Something else is being saved right now. Wait a moment and try again.")


class HeldByOther(StoreError):
    """Another running program has the file open; values: who, since."""

    message = N_("{who} already has this school open (since {since}). Close it there first.")


class DiskFull(StoreError):
    """SQLITE_FULL."""

    message = N_("The disk is full. Nothing was changed. Free some space and try again.")


class ReadOnly(StoreError):
    """SQLITE_READONLY or SQLITE_CANTOPEN."""

    message = N_("The file or its folder cannot be written to. Check that you may write there.")


class DiskFailed(StoreError):
    """SQLITE_IOERR: the disk is failing, was pulled out, or the network drive went away."""

    message = N_("The disk does not answer as it should. Nothing was changed. Check the disk or the network drive.")


class Damaged(StoreError):
    """SQLITE_CORRUPT, SQLITE_NOTADB, a failed check, or a wrong key."""

    message = N_("The file is damaged or is not a Skolekontoret database. Restore the newest backup.")


class TooNew(StoreError):
    """The file was written by a newer version; it has not been touched."""

    message = N_("This school was saved by a newer version of Skolekontoret. Install the newest version to open it.")


class NothingToUndo(StoreError):
    """Undo was asked for, but there is no step left."""

    message = N_("There is nothing to undo.")


class NothingToRedo(StoreError):
    """Redo was asked for, but nothing was undone since the last change."""

    message = N_("There is nothing to redo.")


class CannotUndo(StoreError):
    """The step held what was protected or deleted for good since, or is of a kind that cannot be undone."""

    message = N_(
        "This step cannot be undone, because something in it is protected or deleted for good by now. Put right by "
        "hand what is wrong."
    )


class KeepsItsPlace(CannotUndo):
    """A row would go, or go elsewhere, that keeps its place by now: a case that was given its number."""

    message = N_(
        "This step cannot be undone, because the case has its number by now. Withdraw the case on the agenda instead."
    )


class HandedOver(CannotUndo):
    """A decision would go that was carried out since: the thing lies in the archive."""

    message = N_(
        "This step cannot be undone, because what it decided on has been handed over to the archive. Decide anew "
        "instead."
    )


class MadeByOlder(CannotUndo):
    """The step wrote to a table that this version no longer has."""

    message = N_("This step cannot be undone, because an older version of Skolekontoret made it.")


class LaterSteps(StoreError):
    """Later steps touched the same rows; ``steps`` holds their ids, newest first."""

    message = N_("Later changes touched the same information. They must be undone together.")

    def __init__(self, steps: tuple[int, ...]) -> None:
        super().__init__()
        self.steps = steps


class ChangedElsewhere(StoreError):
    """Somebody else changed the row between reading and saving (version counter)."""

    message = N_("Someone else has just changed this. Look at it again before you save.")


class BackupFailed(StoreError):
    """A backup could not be made or does not pass its check."""

    message = N_("The backup could not be completed. The school itself is unchanged.")


_BY_CODE: dict[int, type[StoreError]] = {
    5: Busy,  # SQLITE_BUSY
    6: Busy,  # SQLITE_LOCKED
    8: ReadOnly,  # SQLITE_READONLY
    10: DiskFailed,  # SQLITE_IOERR
    11: Damaged,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: ReadOnly,  # SQLITE_CANTOPEN
    26: Damaged,  # SQLITE_NOTADB
}
_BY_TEXT: tuple[tuple[str, type[StoreError]], ...] = (
    ("locked", Busy),
    ("readonly", ReadOnly),
    ("unable to open", ReadOnly),
    ("malformed", Damaged),
    ("not a database", Damaged),
    ("disk is full", DiskFull),
    ("disk I/O error", DiskFailed),
)
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}


def from_driver(error: BaseException) -> StoreError | None:
    """Return the error in our words for one of the driver's, or None for a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in _BY_CODE:
        return _BY_CODE[code & 0xFF]()
    text = str(error)
    return next((kind() for part, kind in _BY_TEXT if part in text), None)


def from_system(error: OSError) -> StoreError:
    """Return the error in our words for one of the system's."""
    if error.errno in _FULL:
        return DiskFull()
    return ReadOnly() if error.errno in _NOT_WRITABLE else DiskFailed()
