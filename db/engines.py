"""How is the file opened? The only place with engines and pragmas.

*Ordinary* refuses the table of protected values (and ATTACH) through SQLite's authorizer, however it is asked; it never
lets the header of a step in the history be altered or removed, the schema be changed or a setting be turned off.
*Maintenance* is for backup, migration, and the functions of ``db.protected``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from db.errors import Damaged, from_driver

PROTECTED_TABLES = frozenset({"protected_contact"})
WRITTEN_ONCE = frozenset({"history_step"})
BUSY_MILLISECONDS = 5000
LARGE_FILE = 40_000_000

_DENY, _OK = 1, 0
_DELETE, _PRAGMA, _READ, _UPDATE, _ATTACH, _DETACH, _FUNCTION = 9, 19, 20, 23, 24, 25, 31
# Create, drop and alter of anything that stays in the file; what is temporary has codes of its own.
_SCHEMA_CHANGES = frozenset({1, 2, 7, 8, 10, 11, 16, 17, 26, 29, 30})

_HOT_JOURNAL = 8  # SQLITE_READONLY where nothing was written: the file is as a killed program left it

_WANTED: dict[str, object] = {
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,  # else INSERT OR REPLACE removes a row behind the back of the history
    "temp_store": 2,
    "synchronous": 3,
    "journal_mode": "delete",
}


class _Ordinary(driver.Connection):  # type: ignore[misc]  # the driver has no types
    """Refuses the ways into the file that SQLite's authorizer is not asked about."""

    def open_blob(self, *_: Any, **__: Any) -> Any:
        raise driver.DatabaseError("not authorized")

    def backup(self, *_: Any, **__: Any) -> Any:
        raise driver.DatabaseError("not authorized")


def connect(path: Path, key: bytes | None, *, foreign_keys: bool = True, ordinary: bool = True) -> Any:
    """Open a driver connection with every setting made and read back. Raises StoreError."""
    try:
        raw = driver.connect(
            str(path.absolute()),  # a relative "file:…" would be read as an address
            factory=_Ordinary if ordinary else driver.Connection,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
            cached_statements=512,
        )
        try:
            _prepare(raw, path, key, foreign_keys=foreign_keys)
        except BaseException:
            raw.close()
            raise
    except driver.Error as error:
        raise (from_driver(error) or Damaged()) from None
    if ordinary:
        raw.set_authorizer(_authorize)
    return raw


def plain_reader(path: Path, key: bytes | None) -> Any:
    """Open a connection that sets nothing, so that looking at a file cannot write to it. Raises StoreError.

    Only where a program was killed while it saved may the file be written: SQLite puts back what it was first.
    """
    try:
        try:
            return _look(path, key, "ro")
        except driver.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != _HOT_JOURNAL:
                raise
            return _look(path, key, "rw")
    except driver.Error as error:
        raise (from_driver(error) or Damaged()) from None


def _look(path: Path, key: bytes | None, mode: str) -> Any:
    raw = driver.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    try:
        _unlock(raw, key)
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw


def is_large(path: Path) -> bool:
    """Say whether the file holds so much that writing it anew takes seconds, and a small cache would cost."""
    return path.exists() and os.stat(path).st_size > LARGE_FILE


def ordinary_engine(path: Path, key: bytes | None) -> Engine:
    """Return the engine all reading and writing goes through."""
    return _engine(lambda: connect(path, key))


def maintenance_engine(path: Path, key: bytes | None, *, foreign_keys: bool = True) -> Engine:
    """Return an engine without the authorizer; ``foreign_keys=False`` is for migrations alone."""
    return _engine(lambda: connect(path, key, foreign_keys=foreign_keys, ordinary=False))


def _engine(creator: Any) -> Engine:
    engine = create_engine(
        "sqlite://", module=driver, creator=creator, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _prepare(raw: Any, path: Path, key: bytes | None, *, foreign_keys: bool) -> None:
    _unlock(raw, key)
    raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # a wrong key or a foreign file shows here
    wanted = {**_WANTED, "foreign_keys": int(foreign_keys)}
    for name, value in wanted.items():
        raw.execute(f"PRAGMA {name} = {value}")
    # A writer that spills its cache locks every reader out for the rest of its transaction.
    raw.execute("PRAGMA cache_spill = OFF")
    raw.execute(f"PRAGMA cache_size = {-65536 if is_large(path) else -8192}")
    raw.execute("PRAGMA case_sensitive_like = ON")  # the text is folded already; ASCII-only folding would only cost
    for name, value in wanted.items():
        if raw.execute(f"PRAGMA {name}").fetchone()[0] != value:
            raise Damaged


def _unlock(raw: Any, key: bytes | None) -> None:
    raw.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told in our own words
    if key is not None:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def _authorize(action: int, first: str | None, second: str | None, schema: str | None, trigger: str | None) -> int:
    if action in (_ATTACH, _DETACH) or action in _SCHEMA_CHANGES:
        return _DENY
    if action == _PRAGMA and second is not None and (first or "").lower() in (*_WANTED, "writable_schema"):
        return _DENY
    if first in PROTECTED_TABLES or (second in PROTECTED_TABLES and action not in (_READ, _FUNCTION, _PRAGMA)):
        return _DENY
    if action in (_UPDATE, _DELETE) and first in WRITTEN_ONCE:
        return _DENY
    return _OK
