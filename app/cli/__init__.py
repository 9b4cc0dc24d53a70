"""What can be done without a window? The same work, by the same commands, for scripts and tests.

Exit codes: 0 done (row problems are listed and still 0); 2 wrong usage; 3 the user must put something right
(one sentence on stderr). Bad input never ends in a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.errors import explain
from app.core.i18n import N_, Translator, system_language, translator

if TYPE_CHECKING:
    from app.core.settings import Settings

DONE, USAGE, TO_PUT_RIGHT = 0, 2, 3
READ_TABLE, READ_DOCUMENT = "read-table", "read-document"


def run(argv: Sequence[str]) -> int:
    """Do what the command line says; returns the exit code."""
    if argv and argv[0] == READ_TABLE:  # the child process that reads workbooks; not for people
        from app.contacts.imports.files.waiting import main as read_table

        return read_table(list(argv[1:]))
    if argv and argv[0] == READ_DOCUMENT:  # the child process that reads minutes others wrote
        from app.meetings.document_child import main as read_document

        return read_document(list(argv[1:]))
    from app.cli.job import Job
    from app.cli.parser import make_parser

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = make_parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    settings = load_settings()
    tr = translator(options.language or settings.get("language", "") or system_language())
    try:
        options.work(Job(options, settings, tr))
    except BrokenPipeError:  # "| head" has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        words = explain(error, tr) or _about_file(error, tr)
        if words is None:
            raise
        print(words, file=sys.stderr)
        return TO_PUT_RIGHT
    return DONE


def load_settings() -> Settings:
    """Return this user's settings."""
    from app.core.settings import Settings
    from app.places import settings_file

    return Settings.load(settings_file())


def _about_file(error: BaseException, tr: Translator) -> str | None:
    """Return a sentence for what the system says of a file or folder; never its own words, which may hold a name."""
    if isinstance(error, OSError):
        return tr(N_("The file or folder cannot be used. Check that it exists and that you may write there."))
    return None
