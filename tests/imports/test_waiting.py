"""Does a child that waited read as one that is started for the file, and is it gone when nobody needs it?"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contacts.imports.files import waiting
from app.contacts.imports.files.reading import child_command, get_ready, never_mind, read_table
from app.core.errors import UserError
from tests.imports.rosters import DATA

PATIENCE = 60


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    """Leave no child behind."""
    yield
    never_mind()


def who_waits() -> subprocess.Popen[bytes]:
    child = waiting._waiting
    assert child is not None
    return child


def test_a_child_that_waited_reads_the_same_cells() -> None:
    expected = read_table(DATA / "elevliste.xlsx")
    get_ready()
    child = who_waits()
    found = read_table(DATA / "elevliste.xlsx")
    assert found == expected
    assert child.wait(PATIENCE) == 0
    assert waiting._waiting is None  # it reads one file, and the next is read by a fresh one
    assert read_table(DATA / "elevliste.xlsx") == expected


def test_it_refuses_what_any_child_refuses(tmp_path: Path) -> None:
    path = tmp_path / "avkuttet.xlsx"
    path.write_bytes((DATA / "elevliste.xlsx").read_bytes()[:20_000])
    with pytest.raises(UserError) as cold:
        read_table(path)
    get_ready()
    with pytest.raises(UserError) as warm:
        read_table(path)
    assert warm.value.message == cold.value.message


def test_only_one_waits_and_it_ends_when_nobody_needs_it() -> None:
    get_ready()
    child = who_waits()
    get_ready()
    assert who_waits() is child
    never_mind()
    assert child.poll() is not None


def test_one_that_died_meanwhile_is_nothing_to_wait_for() -> None:
    get_ready()
    child = who_waits()
    child.kill()
    child.wait()
    assert read_table(DATA / "elevliste.xlsx").height == 481
    assert child.stdin is None or child.stdin.closed


def test_it_ends_when_we_do() -> None:
    """Its standard input is closed when the program ends, however it ends."""
    child = waiting.start_child([*child_command(), waiting.WAIT], stdin=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(PATIENCE) == 0
    assert child.stdout is not None
    assert child.stdout.read() == b""
    child.stdout.close()
