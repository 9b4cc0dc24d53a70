"""Does a paper as data need nothing but itself?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.documents.model import Column, Row, Table

GROUPED = (Column("Elev", 1, group=True), Column("Foresatt", 1), Column("Telefon", 1))


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("app.documents.model", ("reportlab", "openpyxl", "babel", "lxml", "PySide6", "sqlalchemy")),
        ("app.documents.writer", ("reportlab", "openpyxl", "babel", "lxml", "PySide6", "sqlalchemy")),
        ("app.documents.pdf", ("openpyxl", "lxml", "PySide6", "sqlalchemy")),
        ("app.documents.xlsx", ("reportlab", "PySide6", "sqlalchemy")),
    ],
)
def test_a_format_is_loaded_only_when_it_is_used(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([name for name in {absent!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "row",
    [
        Row(("Kari", "Ola", "900")),
        Row(("Kari",), (("Ola",),)),
        Row((), (("Ola", "900"),)),
    ],
)
def test_a_row_that_does_not_fill_its_table_is_a_bug(row: Row) -> None:
    with pytest.raises(ValueError, match="fill"):
        Table(GROUPED, (row,))


def test_lines_in_a_table_without_groups_are_a_bug() -> None:
    with pytest.raises(ValueError, match="fill"):
        Table((Column("Navn", 1),), (Row(("Kari",), (("Ola",),)),))


def test_group_columns_stand_first() -> None:
    with pytest.raises(ValueError, match="first"):
        Table((Column("Foresatt", 1), Column("Elev", 1, group=True)), ())


def test_a_row_without_lines_has_one_of_empty_cells() -> None:
    table = Table(GROUPED, (Row(("Kari",)),))
    assert table.lines_of(table.rows[0]) == ((None, None),)
    assert table.group_cells(table.rows[0]) == ("Kari",)
