"""How is a thing found and put in Norwegian order?

``fold`` makes what is typed and what is stored alike; ``sort_key`` is a text whose plain byte order is Norwegian.
The search rows are derived: features declare them with a :class:`SearchSource`, the store rebuilds what was touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVarTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    delete,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Session

from db.models import Base, MinutesEntry, SearchEntry

_FOLDED = {
    "æ": "ae", "ä": "a", "ø": "o", "ö": "o", "ő": "o", "å": "a", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t",
    "ı": "i", "þ": "th", "ß": "ss", "œ": "oe", "ħ": "h", "’": "'",
}  # fmt: skip
_ORDERED = {
    "æ": "{", "ä": "{", "ø": "|", "ö": "|", "ő": "|", "å": "}", "ü": "y", "ű": "y", "đ": "d", "ð": "d", "ł": "l",
    "ŋ": "n", "ŧ": "t", "ı": "i", "þ": "th", "ß": "ss", "œ": "oe", "ħ": "h",
    " ": " ", "-": "-", "'": "'", "’": "'",
    ",": "\x02",  # less than a space: Berg, Åse before Berg Hansen, Anne
}  # fmt: skip

Ts = TypeVarTuple("Ts")
SearchValues = tuple[str, int, str, int, int, str, str, str, str, str, str, str]
"""One row of ``search`` in the order of its columns."""
MinutesValues = tuple[str, int, str, str, str, str]
"""One row of ``minutes_search`` in the order of its columns."""


@dataclass(frozen=True)
class SearchSource:
    """What a feature puts in the search table: ``kind``, and which columns of which table name its subjects.

    ``rows(session, touched)`` yields the rows of the subjects in the one-column table ``touched`` (of all: None).
    ``rebuild_on`` names the tables whose inserts (I), updates (U) or deletes (D) make everything be rebuilt, and
    ``widen(session, touched)`` adds the subjects whose rows show something of the touched ones.
    ``stale(session, built, today)`` says whether rows built on one ISO date are wrong on another. ``target`` is the
    table the rows are for, in the order of its columns; it has a ``kind`` and a ``subject_id``. ``of_people``: the
    subjects are persons.
    """

    kind: str
    tables: Mapping[str, tuple[str, ...]]
    rebuild_on: Mapping[str, str]
    rows: Callable[[Session, Table | None], Iterable[SearchValues | MinutesValues]]
    widen: Callable[[Session, Table], None]
    stale: Callable[[Session, str, str], bool]
    target: type[SearchEntry | MinutesEntry] = SearchEntry
    of_people: bool = True


touched_table = Table("touched_subject", MetaData(), Column("id", Integer, primary_key=True), prefixes=["TEMPORARY"])
"""The subjects whose rows are being rebuilt: a temporary table, so that any number of ids costs one join."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return ``text`` casefolded and without accents: "odegaard" and "Ødegård" both hold "odegard".

    æ→ae ø→o å→a aa→a đ→d ł→l ŋ→n ŧ→t; other accents off; spaces single.
    """
    if text.isascii():
        return " ".join(text.lower().replace("aa", "a").split())
    out = [_FOLDED[char] if char in _FOLDED else _plain(char) for char in unicodedata.normalize("NFC", text).casefold()]
    return " ".join("".join(out).replace("aa", "a").split())


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """Return a key whose byte order is Norwegian: a–z æ ø å, aa as å, accents off; the raw text breaks ties."""
    out: list[str] = []
    lowered = unicodedata.normalize("NFC", text).lower().replace("i̇", "i").replace("aa", "å")
    for char in lowered:
        if char in _ORDERED:
            out.append(_ORDERED[char])
        elif char.isascii():
            out.append(char if char.isalnum() else "")
        else:
            base = _plain(char)
            out.append(_ORDERED.get(base, base) if base.isascii() else "~" + char)
    return "".join(out) + "\x01" + text


def words(typed: str) -> list[str]:
    """Split what was typed into folded words (“Berg, Kari” is two).

    Digits with spaces between them are one number (400 70 → 40070).
    """
    joined = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", typed) if re.fullmatch(r"[+\d\s]+", typed.strip()) else typed
    abroad = re.sub(r"^00(?=\d{8})", "+", joined.strip())  # 0047 … and +47 … are the same
    return fold(abroad.replace(",", " ")).split()


def matching(query: Select[*Ts], typed: str) -> Select[*Ts]:
    """Narrow a query of :class:`SearchEntry` to the rows that hold every typed word."""
    return query.where(*(holds(literal(holding(word))) for word in words(typed)))


def holding(word: str) -> str:
    """Return the pattern of the texts that hold ``word``, whatever signs are in it; for :func:`holds`."""
    return "%" + re.sub("[%_/]", r"/\g<0>", word) + "%"


def holds(pattern: ColumnElement[str], entry: type[SearchEntry | MinutesEntry] = SearchEntry) -> ColumnElement[bool]:
    """Return the condition that a search row's text fits a pattern of :func:`holding`."""
    return entry.text.like(pattern, escape="/")


_TOUCHED = {
    side: f"INSERT OR IGNORE INTO touched_subject SELECT json_extract({side}, ?) AS subject FROM history_change "
    f"WHERE step_id = ? AND table_name = ? AND {side} IS NOT NULL AND subject IS NOT NULL"
    for side in ("before", "after")
}
"""The statements that touch the subjects of a step's changes of one table, as they were and as they are."""


def rebuild(session: Session, source: SearchSource, touched: Table | None) -> None:
    """Write the rows of ``source`` anew for the touched subjects, or for all."""
    connection = session.connection()
    target = source.target
    query = delete(target).where(target.kind == source.kind)
    if touched is not None:
        query = query.where(target.subject_id.in_(select(touched.c.id)))
    connection.execute(query)
    _insert(connection, target.__tablename__, source.rows(session, touched))


def collect_touched(
    session: Session, source: SearchSource, step_id: int, counts: Mapping[str, Mapping[str, int]]
) -> bool | None:
    """Fill the table of touched subjects from the step's changes.

    Returns True if there are any, False if none, and None if everything of this kind must be rebuilt.
    """
    if any(set(ops) & set(counts.get(table, ())) for table, ops in source.rebuild_on.items()):
        return None
    connection = session.connection()
    forget_touched(connection)
    for name, subjects in source.tables.items():
        if name not in counts:
            continue
        names = [column.name for column in Base.metadata.tables[name].columns]
        for subject in subjects:
            for side in ("before", "after"):
                connection.exec_driver_sql(_TOUCHED[side], (f"$[{names.index(subject)}]", step_id, name))
    source.widen(session, touched_table)
    return connection.execute(select(touched_table.c.id).limit(1)).first() is not None


def narrowed(query: Select[*Ts], column: Any, touched: Table | None) -> Select[*Ts]:
    """Return a query of the touched subjects only, whose ids are in ``column``; of all for None."""
    return query if touched is None else query.where(column.in_(select(touched.c.id)))


def forget_touched(connection: Connection) -> None:
    """Empty the table of touched subjects, making it first where it is missing."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS touched_subject (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM touched_subject")


def touch(connection: Connection, ids: Select[*Ts]) -> None:
    """Add the ids of a query to the touched subjects; those already there stay."""
    connection.execute(insert(touched_table).prefix_with("OR IGNORE").from_select(["id"], ids))


def _plain(char: str) -> str:
    if unicodedata.combining(char):  # an accent that has no letter of its own to stand on
        return ""
    base = unicodedata.normalize("NFD", char)[0]
    return _FOLDED.get(base, base)


def _insert(connection: Connection, table: str, rows: Iterable[SearchValues | MinutesValues]) -> None:
    names = [item.name for item in Base.metadata.tables[table].columns]
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    batch: list[SearchValues | MinutesValues] = []
    for row in rows:
        batch.append(row)
        if len(batch) == 5000:
            connection.exec_driver_sql(statement, batch)
            batch = []
    if batch:
        connection.exec_driver_sql(statement, batch)
