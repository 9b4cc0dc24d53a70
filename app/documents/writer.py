"""How does a paper become a file, whole or not at all?"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress
from app.documents.model import Document

Writer = Callable[[Document, BinaryIO, Progress], None]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _write_pdf(document: Document, file: BinaryIO, progress: Progress) -> None:
    from app.documents.pdf import write_pdf

    write_pdf(document, file, progress)


def _write_xlsx(document: Document, file: BinaryIO, progress: Progress) -> None:
    from app.documents.xlsx import write_xlsx

    write_xlsx(document, file, progress)


def _write_docx(document: Document, file: BinaryIO, progress: Progress) -> None:
    from app.documents.word import write_docx

    write_docx(document, file, progress)


FORMATS: dict[str, Writer] = {".pdf": _write_pdf, ".xlsx": _write_xlsx, ".docx": _write_docx}
"""Each format by the ending of its files; a format's library is loaded when it is used."""


def write(document: Document, path: Path, progress: Progress = NO_PROGRESS) -> None:
    """Write ``document`` to ``path`` in the format of its ending; a file that was there is replaced by a whole one.

    Raises UserError where the user must choose another place or close a program, and Cancelled; the file that was
    there is untouched then, and nothing else is left in the folder.
    """
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise UserError(N_("{file} must end in {endings}."), file=path.name, endings=", ".join(FORMATS))
    _write_whole(path, lambda file: writer(document, file, progress))


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all. Raises UserError as ``write`` does."""
    _write_whole(path, lambda file: file.write(data))


def pdf_bytes(document: Document, progress: Progress = NO_PROGRESS) -> bytes:
    """Return ``document`` as a PDF in memory, for the preview and the printer."""
    file = BytesIO()
    _write_pdf(document, file, progress)
    return file.getvalue()


def _write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    _check_target(path)
    part = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        _take_place(part, path)
    except OSError as error:
        raise explained(error, path) from error
    finally:
        part.unlink(missing_ok=True)


def _check_target(path: Path) -> None:
    """Raise UserError for what would stop the file in the end, before the work is done."""
    try:
        if path.is_dir():
            raise UserError(N_("{file} is a folder. Choose another name."), file=path.name)
        if not path.parent.is_dir():
            raise UserError(N_("The folder {folder} does not exist. Choose another folder."), folder=path.parent.name)
        if path.exists():
            if not path.stat().st_mode & stat.S_IWUSR:
                raise UserError(N_("{file} is write-protected. Choose another name."), file=path.name)
            path.open("r+b").close()  # Windows refuses here what another program has open
    except OSError as error:
        raise explained(error, path) from error


def _take_place(part: Path, path: Path) -> None:
    if path.exists():
        part.chmod(stat.S_IMODE(path.stat().st_mode))
    part.replace(path)
    if os.name == "posix":  # the new name itself must survive a power cut, where the file system can promise it
        folder = os.open(path.parent, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(folder)
        os.close(folder)


def explained(error: OSError, path: Path) -> UserError:
    """Return what the user can do about a file or folder that could not be written."""
    if error.errno in _FULL:
        return UserError(N_("The disk is full. Make room, or choose another place."))
    if isinstance(error, PermissionError) and path.exists():
        return UserError(
            N_("{file} is open in another program, or you may not change it. Close it there, or choose another name."),
            file=path.name,
        )
    if isinstance(error, PermissionError):
        return UserError(N_("You may not save files in {folder}. Choose another folder."), folder=path.parent.name)
    return UserError(N_("{file} could not be written. Choose another folder or another name."), file=path.name)
