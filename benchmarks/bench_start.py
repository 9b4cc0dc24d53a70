"""How soon is there a window, what waits today, and the contacts to be used? Against a bare window of Qt."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT, Line, in_turn

if TYPE_CHECKING:
    from benchmarks.generate import Size

PAINTED_LIMIT = 1.3
TODAY_LIMIT = 3.5
FILLED_LIMIT = 3.5
_FLOOR = "a bare PySide6 QMainWindow shown"


def run(size: str | Size = "school", rounds: int = 15) -> list[Line]:
    """Return the comparisons, without a screen and, where there is Xvfb, on one."""
    from benchmarks.files import folder, school_file

    database = str(school_file(size))
    for part in ("app", "db", "benchmarks"):  # as installed, even where Python was told to keep no compiled code
        compileall.compile_dir(ROOT / part, quiet=1)
    home = {name: str(folder() / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    lines = _lines("offscreen", database, rounds, {**home, "QT_QPA_PLATFORM": "offscreen"})
    with _screen() as display:
        if display:
            lines += _lines("on X11", database, rounds, {**home, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
    return lines


def _lines(where: str, database: str, rounds: int, env: dict[str, str]) -> list[Line]:
    sides = in_turn(
        {
            "floor": ("benchmarks.bare_window",),
            "painted": ("benchmarks.program_window", database, "painted"),
            "today": ("benchmarks.program_window", database, "today"),
            "filled": ("benchmarks.program_window", database, "filled"),
        },
        rounds,
        env,
    )
    floor = sides["floor"]
    return [
        Line(f"{words} ({where})", _FLOOR, sides[name].median(), floor.median(), limit, sides[name].mb, floor.mb)
        for name, words, limit in (
            ("painted", "first painted window", PAINTED_LIMIT),
            ("today", "what waits today is shown", TODAY_LIMIT),
            ("filled", "contacts filled and usable", FILLED_LIMIT),
        )
    ]


@contextmanager
def _screen() -> Iterator[str]:
    """Lend a screen of Xvfb's own choice, empty where it is missing."""
    if shutil.which("Xvfb") is None:
        yield ""
        return
    with tempfile.TemporaryFile() as told:
        number = told.fileno()
        command = ["Xvfb", "-displayfd", str(number), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=(number,), stderr=subprocess.DEVNULL)
        try:
            yield _display(told.fileno(), server)
        finally:
            server.terminate()
            server.wait()


def _display(number: int, server: subprocess.Popen[bytes]) -> str:
    for _ in range(200):
        found = os.pread(number, 20, 0)
        if found.endswith(b"\n"):
            return f":{found.decode().strip()}"
        if server.poll() is not None:
            return ""
        time.sleep(0.05)
    return ""
