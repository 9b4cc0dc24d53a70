"""How would the next version of the program change the file? A migration that rebuilds the table of people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import migrate
from db.migrations import HEAD, REVISIONS

NEXT = "0008"
REBUILD = f'''"""Give every person a nickname, by building the table anew."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("person", recreate="always", table_kwargs={{"sqlite_autoincrement": True}}) as table:
        table.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
'''
FAILS = REBUILD + '    op.execute("UPDATE person SET no_such_column = 1")\n'
LOSES = REBUILD + '    op.execute("DELETE FROM person WHERE id = 1")\n'


@contextmanager
def next_version(folder: Path, script: str = REBUILD) -> Iterator[None]:
    """Be the next version of the program, whose only new migration is ``script``."""
    scripts = folder / "migrations"
    if not scripts.exists():
        shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / "v_next.py").write_text(script, encoding="utf-8")
    before = {name: getattr(migrate, name) for name in ("SCRIPTS", "HEAD", "REVISIONS")}
    after = {"SCRIPTS": scripts, "HEAD": NEXT, "REVISIONS": (*REVISIONS, NEXT)}
    try:
        for name, value in after.items():
            setattr(migrate, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(migrate, name, value)
