"""What may the child that reads a file use and do? Little memory, little time, no network, no writing, no program."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from functools import cache
from typing import Any

MEMORY = 450_000_000
PREFLIGHT_SECONDS = 20
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "shutil.",
    "tempfile.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "winreg.",
    "ctypes.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(BaseException):
    """The child tried what no reading needs; no ``except Exception`` on the way may swallow it."""


def limit_memory() -> None:
    """Let this process have no more than 450 MB of addresses. macOS takes the limit and does not always keep it."""
    if sys.platform == "win32":
        _job().limit(memory=MEMORY)
        return
    import resource

    with contextlib.suppress(ValueError, OSError):  # a smaller limit is set already
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def limit_time(seconds: int) -> None:
    """Let this process use so many more seconds of a processor; the next call may shorten them."""
    limit = int(time.process_time()) + 1 + seconds
    if sys.platform == "win32":
        _job().limit(seconds=limit)
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


@cache
def _job() -> Any:
    import ctypes

    from app.contacts.imports.files.job_object import Job

    libraries: Any = ctypes
    return Job(libraries.WinDLL("kernel32"))


def refuse_everything_else() -> None:
    """Stop what Python code in this process could do besides reading. A belt: the Rust reader is not under it."""
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITING:
            raise Forbidden(event)
    elif event.startswith(_REFUSED):
        raise Forbidden(event)
