"""How does a file become one this version can use?

A file of a newer version is refused untouched. Alembic is loaded only when there is something to do.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db import engines
from db.errors import Damaged, TooNew, from_driver, from_system
from db.migrations import HEAD, REVISIONS

SCRIPTS = Path(__file__).parent / "migrations"
OURS = frozenset({"alembic_version", "history_step", "person"})


def is_up_to_date(path: Path, key: bytes | None) -> bool:
    """Say whether the file at ``path`` can be used as it is; False if it must be made or migrated.

    Only reads. Raises Damaged, TooNew.
    """
    return _revision_or_new(path, key) == HEAD


def bring_up_to_date(path: Path, key: bytes | None, now: datetime) -> None:
    """Make the file at ``path`` or migrate it to HEAD, a verified copy first. Raises StoreError."""
    known = _revision_or_new(path, key)
    if known == HEAD:
        return
    if known is not None:
        from db import backup

        backup.copy_before_migration(path, key, now)
    run(path, key, HEAD)


def revision(path: Path, key: bytes | None) -> str | None:
    """Return the revision the file says it has, None for an empty file. Only reads. Raises Damaged, TooNew."""
    if path.is_dir():
        raise Damaged
    raw = engines.plain_reader(path, key)
    try:
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not tables:
            return None
        if not tables.issuperset(OURS):
            raise Damaged  # somebody else's database
        found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        pages, size = (int(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    except driver.Error as error:
        raise (from_driver(error) or Damaged()) from None
    finally:
        raw.close()
    if found is None or path.stat().st_size < pages * size:
        raise Damaged
    if found[0] not in REVISIONS:
        raise TooNew
    return str(found[0])


def run(path: Path, key: bytes | None, target: str) -> None:
    """Migrate to ``target`` in one transaction. Raises StoreError.

    Foreign keys are off before BEGIN, since a batch rebuild inside a transaction with them on would delete the
    children; ``foreign_key_check`` must be empty before COMMIT.
    """
    engine = engines.maintenance_engine(path, key, foreign_keys=False)
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            numbers = _last_ids(connection)
            _upgrade(connection, target)
            _keep_last_ids(connection, numbers)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Damaged
    except DBAPIError as error:
        ours = from_driver(error.orig) if error.orig is not None else None
        if ours is None:
            raise
        raise ours from None
    finally:
        engine.dispose()


def _revision_or_new(path: Path, key: bytes | None) -> str | None:
    try:
        is_new = not path.exists() or (path.is_file() and path.stat().st_size == 0)
    except OSError as error:
        raise from_system(error) from None
    if is_new and path.exists() and _has_backups(path):
        raise Damaged  # not a new school, but one whose file was emptied
    return None if is_new else revision(path, key)


def _has_backups(path: Path) -> bool:
    from db import backup

    return bool(backup.own_backups(path))


def _last_ids(connection: Connection) -> list[tuple[str, int]]:
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").first() is None:
        return []
    return [(name, last) for name, last in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")]


def _keep_last_ids(connection: Connection, numbers: list[tuple[str, int]]) -> None:
    """A rebuilt table counts from its largest id; ids of removed rows would be given out again."""
    for name, last in numbers:
        if connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).first() is None:
            continue
        if connection.exec_driver_sql("SELECT 1 FROM sqlite_sequence WHERE name = ?", (name,)).first() is None:
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, 0)", (name,))
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, name))


def _upgrade(connection: Connection, target: str) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    from db.models import Base

    script = ScriptDirectory(str(SCRIPTS))
    with EnvironmentContext(
        Config(),
        script,
        fn=lambda rev, _: script._upgrade_revs(target, rev),
    ) as environment:
        environment.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        environment.run_migrations()
