"""What do all tables have in common?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base: every constraint has a name, so that a migration can change it."""

    metadata = MetaData(naming_convention=NAMING)


class Row(Base):
    """A table the user writes: recorded in the history, its ids never used twice."""

    __abstract__ = True
    __table_args__: Any = {"sqlite_autoincrement": True, "info": {"history": True}}  # noqa: RUF012 - SQLAlchemy's own shape

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def row_args(*constraints: Any) -> tuple[Any, ...]:
    """Return the table arguments of a :class:`Row` that has constraints or indexes of its own."""
    return (*constraints, Row.__table_args__)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the SQL of a check that ``column`` holds one of ``values``."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
