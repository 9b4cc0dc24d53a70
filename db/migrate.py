"""How does a file become one this version can use?

A file of a newer version is refused untouched. Alembic is loaded only when there is something to do.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from db import engines
from db.errors import Damaged, TooNew
from db.migrations import HEAD, REVISIONS

SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(path: Path, key: bytes | None, now: datetime) -> None:
    """Make the file at ``path`` or migrate it to HEAD, a verified copy first. Raises StoreError."""
    known = revision(path, key) if path.exists() and path.stat().st_size > 0 else None
    if known == HEAD:
        return
    if known is not None:
        from db import backup

        backup.copy_before_migration(path, key, now)
    run(path, key, HEAD)


def revision(path: Path, key: bytes | None) -> str | None:
    """Return the revision the file says it has, None for an empty file. Only reads. Raises Damaged, TooNew."""
    raw = engines.plain_reader(path, key)
    try:
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if "alembic_version" not in tables:
            if tables:
                raise Damaged  # somebody else's database
            return None
        found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        raw.close()
    if found is None:
        return None
    if found[0] not in REVISIONS:
        raise TooNew
    return str(found[0])


def run(path: Path, key: bytes | None, target: str) -> None:
    """Migrate to ``target`` in one transaction.

    Foreign keys are off before BEGIN, since a batch rebuild inside a transaction with them on would delete the
    children; ``foreign_key_check`` must be empty before COMMIT.
    """
    engine = engines.maintenance_engine(path, key, foreign_keys=False)
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            _upgrade(connection, target)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Damaged
    finally:
        engine.dispose()


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
