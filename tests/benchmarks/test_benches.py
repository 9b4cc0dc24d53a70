"""Do the benchmarks run, compare what they say, and is nothing loaded at start that is used only later?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import (
    bench_filter,
    bench_import,
    bench_meetings,
    bench_preview,
    bench_start,
    bench_turn,
    bench_wheel_view,
)
from benchmarks.__main__ import machine, table
from benchmarks.files import school_file
from benchmarks.generate import Size
from benchmarks.measure import Line, run_child, tree_memory

ROOT = Path(__file__).parents[2]
TINY = Size(60, 3, 7)
LATER = (
    "openpyxl", "lxml", "reportlab", "pypdfium2", "alembic", "phonenumbers", "email_validator", "babel",
    "python_calamine", "app.contacts.imports.work", "app.documents.pdf", "app.documents.xlsx",
    "app.shell.importing.wizard", "app.shell.print_preview",
)  # fmt: skip
WHEN_SHOWN = (
    "app.contacts.values", "app.contacts.dates", "app.contacts.phones", "app.contacts.entered", "app.core.identity",
    "app.contacts.commands", "app.contacts.person.pane", "app.shell.fold",
)  # fmt: skip
"""What the person beside the list, and a change, are made of: the list is filled first."""
STARTED = f"""
import sys
from app.startup import Program, _options
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
program = Program(app, *_options(["--database", sys.argv[1]]))
if sys.argv[2] == "today":
    program.context.ready.connect(lambda: QTimer.singleShot(500, app.quit))
    program.show()
    app.exec()
    assert program.window.page_id == "today" and program.window.page.when.text()
    print([name for name in {LATER!r} if name in sys.modules])
    sys.exit()
table = program.window.show_page("contacts").list.table
at_rows = []
table.rows.filled.connect(lambda: at_rows or at_rows.append([name for name in {WHEN_SHOWN!r} if name in sys.modules]))
table.rows.filled.connect(lambda: QTimer.singleShot(500, app.quit))
program.show()
app.exec()
print(len(table.rows.rows))
print(at_rows[0])
print([name for name in {LATER!r} if name in sys.modules])
"""


def test_after_the_start_nothing_is_loaded_that_is_used_only_later() -> None:
    """The person beside the list is shown too: its 60 quiet milliseconds are long over."""
    command = [sys.executable, "-c", STARTED, str(school_file(TINY)), "contacts"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.stderr == ""
    rows, loaded_before, loaded = done.stdout.splitlines()
    assert int(rows) > TINY.pupils
    assert loaded_before == "[]"
    assert loaded == "[]"


def test_what_waits_today_needs_nothing_that_is_used_only_later() -> None:
    command = [sys.executable, "-c", STARTED, str(school_file(TINY)), "today"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("run", "lines"),
    [
        (lambda: bench_filter.run(TINY, rounds=1, times=1), 14),
        (lambda: bench_import.run(TINY, rounds=1), 2),
        (lambda: bench_preview.run(TINY, rounds=1, times=1), 2),
        (lambda: bench_start.run(TINY, rounds=1), 3),
        (lambda: bench_turn.run(TINY, rounds=1), 1),
        (lambda: bench_wheel_view.run(rounds=1, steps=8, sizes=(12,)), 1),
    ],
    ids=["filter", "import", "preview", "start", "turn", "wheel on screen"],
)
def test_a_benchmark_compares_both_sides(run: Callable[[], list[Line]], lines: int) -> None:
    found = run()
    assert len(found) >= lines
    for line in found:
        assert line.ratio > 0
        assert line.mb > 1
        assert line.floor_mb > 1


def test_a_line_says_whether_its_limit_is_met() -> None:
    met, missed = Line("a", "b", 1.2, 1.0, 1.2, 5, 4), Line("c", "d", 0.0026, 0.002, 1.2, 5, 4)
    text = table("Both", [met, missed])
    assert "| a | b | **1.20** | ≤ 1.2 | yes | 1.2 s | 1.0 s | 5 MB | 4 MB |" in text
    assert "| c | d | **1.30** | ≤ 1.2 | **no** | 2.60 ms | 2.00 ms | 5 MB | 4 MB |" in text


def test_the_machine_is_told_without_names() -> None:
    import platform

    assert platform.node() not in machine()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells it there")
def test_the_memory_of_children_counts() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(60_000_000); input()'])"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    try:
        assert any(tree_memory(process.pid) > 60 for _ in range(20_000))
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def test_a_side_that_fails_is_not_a_fast_one() -> None:
    with pytest.raises(RuntimeError, match=r"ended with"):
        run_child(("benchmarks.bench_import", "first", "/nowhere.xlsx", "/nowhere.db"))


def test_opening_a_body_is_measured_against_its_own_queries() -> None:
    opened, cases = bench_meetings.run(rounds=1, times=3, years=2)
    assert opened.what == "a body is opened: its meetings, and the last one whole, 2 years"
    assert min(opened.floor_seconds, cases.floor_seconds, opened.seconds, cases.seconds) > 0
