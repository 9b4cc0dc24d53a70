"""How is the child that reads a file ready before there is a file? It is started while somebody chooses one.

Starting Python and what reads workbooks takes longer than reading a school's list. The child that waits has no file,
holds nothing, and ends with us, when nobody wants it any more, or when it is told which file to read.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import marshal
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

WAIT = "wait"
_HEAVY = ("app.contacts.imports.files.child", "python_calamine")

_lock = threading.Lock()
_waiting: subprocess.Popen[bytes] | None = None


def main(arguments: list[str]) -> int:
    """Read a file in this process, which is the child; ``wait`` first waits to be told which. Returns the exit code."""
    if arguments == [WAIT]:
        for name in _HEAVY:
            importlib.import_module(name)
        stream = sys.stdin.buffer
        told = stream.read(int.from_bytes(stream.read(4), "little"))
        if not told:  # whoever started us does not need us any more, or is gone
            return 0
        arguments = marshal.loads(told)
    from app.contacts.imports.files.child import main as read

    return read(arguments)


def start_child(command: Sequence[str], **more: Any) -> subprocess.Popen[bytes]:
    """Start a child that answers on its standard output; nothing it says elsewhere is kept."""
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a panic prints there, and could print cells
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        **more,
    )


def begin(command: Sequence[str]) -> None:
    """Let a child wait, unless one does."""
    global _waiting
    with _lock:
        if _waiting is None or _waiting.poll() is not None:
            atexit.unregister(end)
            atexit.register(end)
            _waiting = start_child([*command, WAIT], stdin=subprocess.PIPE)


def take(arguments: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Tell the child that waits what to read, and return it; None where none waits, or it did not hear."""
    global _waiting
    with _lock:
        child, _waiting = _waiting, None
    if child is None or child.stdin is None:
        return None
    told = marshal.dumps(list(arguments))
    try:
        child.stdin.write(len(told).to_bytes(4, "little") + told)
        child.stdin.close()
    except OSError:
        _end(child)
        return None
    return child


def end() -> None:
    """End the child that waits, if one does."""
    global _waiting
    with _lock:
        child, _waiting = _waiting, None
    if child is not None:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
