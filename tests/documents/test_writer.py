"""Does a whole file replace a good one, and nothing else ever?"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from app.core.errors import Cancelled, UserError, explain
from app.core.i18n import translator
from app.core.progress import NO_PROGRESS, Progress
from app.documents import writer
from app.documents.model import Document
from app.documents.writer import pdf_bytes, write
from tests.documents.papers import class_table, paper

GOOD = b"a good file from before"
ENDINGS = ("pdf", "xlsx")


def sentence(error: UserError, language: str = "nb") -> str | None:
    return explain(error, translator(language))


def refused(path: Path, document: Document | None = None) -> str | None:
    with pytest.raises(UserError) as caught:
        write(document or paper(class_table(1)), path)
    return sentence(caught.value)


def half_written(error: BaseException) -> Callable[[Document, BinaryIO, Progress], None]:
    def broken(document: Document, file: BinaryIO, progress: Progress) -> None:
        file.write(b"half a file")
        raise error

    return broken


@pytest.mark.parametrize("name", ["liste.pdf", "LISTE.PDF", "liste.xlsx", "Liste.XlsX"])
def test_the_ending_says_the_format(tmp_path: Path, name: str) -> None:
    write(paper(class_table(1)), tmp_path / name)
    start = (tmp_path / name).read_bytes()[:5]
    assert start == (b"%PDF-" if name.lower().endswith("pdf") else b"PK\x03\x04\x14")
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_paper_in_memory_is_a_whole_pdf() -> None:
    data = pdf_bytes(paper(class_table(1)))
    assert data.startswith(b"%PDF-1.7")
    assert data.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_new_file_replaces_an_old_one(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"liste.{ending}"
    path.write_bytes(GOOD)
    path.chmod(0o640)
    write(paper(class_table(1)), path)
    assert path.read_bytes() != GOOD
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("when", range(1, 5))
def test_cancel_leaves_the_old_file_and_nothing_else(tmp_path: Path, ending: str, when: int) -> None:
    path = tmp_path / f"liste.{ending}"
    path.write_bytes(GOOD)
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) >= when

    with pytest.raises(Cancelled):
        write(paper(class_table(2000, 1)), path, Progress(cancelled=cancelled))
    assert len(asked) == when
    assert path.read_bytes() == GOOD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt()])
def test_a_bug_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "liste.pdf"
    path.write_bytes(GOOD)
    monkeypatch.setitem(writer.FORMATS, ".pdf", half_written(error))
    with pytest.raises(type(error)):
        write(paper(), path)
    assert path.read_bytes() == GOOD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left"), "Disken er full. Rydd plass, eller velg et annet sted."),
        (OSError(errno.EIO, "I/O"), "liste.pdf kunne ikke skrives. Velg en annen mappe eller et annet navn."),
    ],
)
def test_a_full_or_failing_disk_leaves_the_old_file_and_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    path = tmp_path / "liste.pdf"
    path.write_bytes(GOOD)
    monkeypatch.setitem(writer.FORMATS, ".pdf", half_written(error))
    assert refused(path) == said
    assert path.read_bytes() == GOOD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_disk_that_is_full_for_real_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(GOOD)
    whole = writer.FORMATS[".xlsx"]

    def to_full_disk(document: Document, file: BinaryIO, progress: Progress) -> None:
        with open("/dev/full", "wb") as full:
            whole(document, full, progress)

    monkeypatch.setitem(writer.FORMATS, ".xlsx", to_full_disk)
    assert refused(path, paper(class_table(2000, 1))) == "Disken er full. Rydd plass, eller velg et annet sted."
    assert path.read_bytes() == GOOD
    assert list(tmp_path.iterdir()) == [path]


OPEN_ELSEWHERE = " ".join(
    (
        "liste.xlsx er åpen i et annet program, eller du har ikke lov til å endre den.",
        "Lukk den der, eller velg et annet navn.",
    )
)


def test_a_file_open_in_excel_is_explained_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(GOOD)
    plain_open = Path.open

    def as_windows_opens(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if self == path and "+" in mode:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return plain_open(self, mode, *rest, **named)  # type: ignore[call-overload]

    def must_not_run(document: Document, file: BinaryIO, progress: Progress) -> None:
        pytest.fail("the work was done for nothing")

    monkeypatch.setattr(Path, "open", as_windows_opens)
    monkeypatch.setitem(writer.FORMATS, ".xlsx", must_not_run)
    assert refused(path) == OPEN_ELSEWHERE
    assert path.read_bytes() == GOOD


def test_a_file_opened_in_excel_meanwhile_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(GOOD)

    def as_windows_replaces(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", as_windows_replaces)
    assert refused(path) == OPEN_ELSEWHERE
    assert path.read_bytes() == GOOD
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_protected_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "liste.pdf"
    path.write_bytes(GOOD)
    path.chmod(0o444)
    assert refused(path) == "liste.pdf er skrivebeskyttet. Velg et annet navn."
    assert path.read_bytes() == GOOD


def test_a_missing_folder_a_folder_and_a_wrong_ending_are_explained(tmp_path: Path) -> None:
    assert refused(tmp_path / "borte" / "liste.pdf") == "Mappa borte finnes ikke. Velg en annen mappe."
    (tmp_path / "mappe.pdf").mkdir()
    assert refused(tmp_path / "mappe.pdf") == "mappe.pdf er en mappe. Velg et annet navn."
    assert refused(tmp_path / "liste.odt") == "liste.odt må slutte på .pdf, .xlsx, .docx."
    assert refused(tmp_path / "liste") == "liste må slutte på .pdf, .xlsx, .docx."
    (tmp_path / "fil").write_bytes(b"")
    assert refused(tmp_path / "fil" / "liste.pdf") == "Mappa fil finnes ikke. Velg en annen mappe."


def test_a_folder_one_may_not_write_in_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain_open = Path.open

    def refuses_new_files(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if "x" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return plain_open(self, mode, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuses_new_files)
    assert (
        refused(tmp_path / "liste.pdf") == f"Du har ikke lov til å lagre filer i {tmp_path.name}. Velg en annen mappe."
    )


def test_an_error_is_said_in_nynorsk_too(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write(paper(), tmp_path / "borte" / "liste.pdf", NO_PROGRESS)
    assert sentence(caught.value, "nn") == "Mappa borte finst ikkje. Vel ei anna mappe."
