"""Does the package for the archive hold what was decided, whole, and does the sheet tell the truth of it?"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from sqlalchemy import select

from app.core.errors import Cancelled, UserError
from app.core.i18n import translator
from app.core.progress import Progress
from app.turning.disposal.carrying_out import NOTHING_TO_HAND_OVER, Handed, hand_over
from app.turning.disposal.commands import decide, decide_all
from app.turning.disposal.lines import DecidedLine, disposal_list
from db.errors import HandedOver
from db.models import ExportedPerson
from db.store import Store
from tests.db.schools import steps
from tests.meetings.factories import did
from tests.turning.disposal.past import ATTACHED, FOREIGN, MARKED_UP, RESULT, TODAY, Past, listed

NB = translator("nb")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder on the desk."""
    made = tmp_path / "desk"
    made.mkdir()
    return made


def lines(store: Store) -> list[DecidedLine]:
    return list(store.read(disposal_list, TODAY))


def decide_everything(store: Store) -> list[DecidedLine]:
    """Decide that all that can go to the archive does; returns it."""
    found = [one for one in lines(store) if one.line.entry is not None]
    did(store, decide_all, [(one.line.kind, one.line.subject_id) for one in found], "archive")
    return found


def sheet_rows(handed: Handed) -> list[dict[str, Any]]:
    """Return the rows of the workbook by its headings."""
    (path,) = handed.folder.glob("000*.xlsx")
    values = [list(row) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(values) if "SHA-256" in row)
    heads = [str(head) for head in values[at]]
    return [dict(zip(heads, row, strict=True)) for row in values[at + 1 :] if row[heads.index("SHA-256")]]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_sheet_has_a_line_for_each_file_with_the_hash_of_its_bytes(store: Store, past: Past, folder: Path) -> None:
    decided = decide_everything(store)
    handed = hand_over(store, folder, NB)
    rows = sheet_rows(handed)
    on_the_desk = {one.name: one for one in handed.folder.iterdir() if not one.name.startswith("000")}
    assert {row["Fil"]: row["SHA-256"] for row in rows} == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in on_the_desk.items()
    }
    assert len(rows) == len(on_the_desk) == 9  # three classes, an election, minutes with a file, wheel, plan, result
    assert (handed.entries, handed.files) == (len(decided), len(on_the_desk) + 2)
    assert list(folder.iterdir()) == [handed.folder]


def test_the_sheet_says_of_each_thing_what_an_archive_asks(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    rows = sheet_rows(hand_over(store, folder, NB))
    minutes = [row for row in rows if row["Dokumenttype"] == "Referat"]
    assert [row["Tittel"] for row in minutes] == ["FAU 12.11.2026"] * 2
    assert (minutes[0]["Organ"], minutes[0]["Saksnr."]) == ("FAU", "1/26, 2/26")
    assert minutes[0]["Tilgang"] == "Delvis unntatt offentlighet"
    assert minutes[0]["Hjemmel"] == "offl. § 13, jf. fvl. § 13 første ledd"
    assert f"{minutes[0]['Dato']:%d.%m.%Y}" == "12.11.2026"
    assert minutes[0]["Ansvarlig"] == "Lia skole"
    (result,) = [row for row in rows if row["Dokumenttype"] == "Resultat"]
    assert (result["Tittel"], result["Tilgang"]) == ("Elevundersøkelsen 2026/27", "Unntatt offentlighet")
    assert {row["Tittel"] for row in rows if row["Dokumenttype"] == "Klasseliste"} == {
        "Klasseliste 5A 2026/27",
        "Klasseliste 6A 2026/27",
        "Klasseliste 7A 2026/27",
    }


def test_the_sheet_is_there_to_be_printed_too(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    handed = hand_over(store, folder, NB)
    (path,) = handed.folder.glob("000*.pdf")
    said = "".join(text_of(path).split())
    for row in sheet_rows(handed):
        assert row["SHA-256"] in said
        assert "".join(row["Fil"].split()) in said


def test_the_papers_are_those_of_the_year_as_the_office_may_have_them(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    handed = hand_over(store, folder, NB)
    rows = sheet_rows(handed)
    by_title = {
        row["Tittel"]: text_of(handed.folder / row["Fil"]) for row in rows if row["Dokumenttype"] == "Klasseliste"
    }
    last_grade = by_title["Klasseliste 7A 2026/27"]
    for name in ("Nguyễn", "<b>Ola", "Aune, Per", "Grøn, Jorunn"):
        assert name in last_grade
    assert "2026/27" in last_grade
    assert "918" not in last_grade
    assert "Lunde, Ask" in by_title["Klasseliste 5A 2026/27"]
    (protocol,) = [handed.folder / row["Fil"] for row in rows if row["Dokumenttype"] == "Valgprotokoll"]
    assert "Hege Fjeld" in text_of(protocol)
    minutes = [handed.folder / row["Fil"] for row in rows if row["Dokumenttype"] == "Referat"]
    assert "Budsjettet er vedtatt." in text_of(minutes[0])
    assert minutes[1].read_bytes() == ATTACHED
    (result,) = [handed.folder / row["Fil"] for row in rows if row["Dokumenttype"] == "Resultat"]
    assert result.read_bytes() == RESULT


def test_no_file_name_names_anybody(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    handed = hand_over(store, folder, NB)
    names = " ".join(path.name for path in handed.folder.iterdir())
    for part in (*FOREIGN.split(), *MARKED_UP.split(), "Aune", "Per", "svar", "Fjeld"):
        assert part not in names
    assert handed.folder.name == "Avlevering til arkivet 2027-09-06"


def test_what_was_handed_over_is_so_and_is_not_handed_over_again(store: Store, past: Past, folder: Path) -> None:
    did(store, decide, "meeting", past.meeting, "archive")
    assert hand_over(store, folder, NB).entries == 1
    line = listed(store, "meeting")[past.meeting]
    assert (line.decision, line.done_on, line.line.hindered) == ("archive", TODAY, None)
    with pytest.raises(UserError) as refused:
        hand_over(store, folder, NB)
    assert refused.value.message == NOTHING_TO_HAND_OVER
    did(store, decide, "plan", past.plan, "archive")
    second = hand_over(store, folder, NB)
    assert second.folder.name == "Avlevering til arkivet 2027-09-06 (2)"
    assert [row["Dokumenttype"] for row in sheet_rows(second)] == ["Plan for samarbeid mellom hjem og skole"]


def test_undo_does_not_make_it_be_forgotten_that_something_was_handed_over(
    store: Store, past: Past, folder: Path
) -> None:
    did(store, decide, "meeting", past.meeting, "archive")
    step = steps(store)[0].id
    hand_over(store, folder, NB)
    with pytest.raises(HandedOver):
        store.undo(step)
    did(store, decide, "meeting", past.meeting, "keep")
    store.undo()
    assert listed(store, "meeting")[past.meeting].done_on == TODAY
    did(store, decide, "meeting", past.meeting, None)
    line = listed(store, "meeting")[past.meeting]
    assert (line.decision, line.done_on) == ("archive", TODAY)


def test_the_history_says_who_stood_on_what_was_handed_over(store: Store, past: Past, folder: Path) -> None:
    did(store, decide, "class_list", past.classes["7A"], "archive")
    hand_over(store, folder, NB)
    export, marked = steps(store)[:2]
    assert (export.kind, marked.kind) == ("export", "security")
    assert NB.say(export.label, export.arguments) == "Laget en pakke til arkivet: 3 filer (Kontoret)"
    assert NB.say(marked.label, marked.arguments) == "Avlevert til arkivet: 1"
    query = select(ExportedPerson.person_id).where(ExportedPerson.step_id == export.id)
    assert {past[FOREIGN], past[MARKED_UP]} <= set(store.read(lambda session: session.scalars(query).all()))


def fails_with(number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, "no")

    return fail


@pytest.mark.parametrize(
    ("place", "number", "said"),
    [
        ("app.turning.disposal.carrying_out.os.rename", errno.ENOSPC, "Disken er full."),
        ("app.documents.writer.os.fsync", errno.ENOSPC, "Disken er full."),
        ("pathlib.Path.mkdir", errno.EACCES, "Du har ikke lov til å lagre filer i desk."),
    ],
)
def test_a_full_disk_or_a_locked_folder_is_one_sentence_and_leaves_nothing(
    store: Store, past: Past, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, number: int, said: str
) -> None:
    decide_everything(store)
    monkeypatch.setattr(place, fails_with(number))
    with pytest.raises(UserError) as refused:
        hand_over(store, folder, NB)
    monkeypatch.undo()
    assert NB(refused.value.message, **refused.value.values).startswith(said)
    assert list(folder.iterdir()) == []
    assert [one for one in lines(store) if one.done_on is not None] == []


def test_giving_up_leaves_nothing(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    told: list[tuple[int, int]] = []
    progress = Progress(lambda text, done, total: told.append((done, total)), lambda: len(told) == 3)
    with pytest.raises(Cancelled):
        hand_over(store, folder, NB, progress)
    assert told == [(1, 8), (2, 8), (3, 8)]
    assert list(folder.iterdir()) == []


def test_a_paper_that_cannot_be_made_says_which_it_is(
    store: Store, past: Past, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_everything(store)
    monkeypatch.setattr("app.contacts.disposal.NAME_LIST", "email-list")  # it has no birth dates
    with pytest.raises(UserError) as refused:
        hand_over(store, folder, NB)
    assert NB(refused.value.message, **refused.value.values).startswith("Klasseliste 5A 2026/27 kan ikke avleveres: ")
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    with pytest.raises(UserError, match="does not exist"):
        hand_over(store, folder / "borte", NB)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who is root may write everywhere")
def test_a_folder_one_may_not_write_in_for_real(store: Store, past: Past, folder: Path) -> None:
    decide_everything(store)
    folder.chmod(0o500)
    with pytest.raises(UserError, match="may not save files"):
        hand_over(store, folder, NB)
    folder.chmod(0o700)
    assert list(folder.iterdir()) == []
