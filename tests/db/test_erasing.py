"""Is what was deleted for good gone from everywhere, the bytes of the file included, and nothing else with it?"""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from db import blobs, drafts, engines
from db.errors import CannotUndo
from db.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Blob,
    ExportedPerson,
    Fact,
    GuardianLink,
    HistoryChange,
    Meeting,
    Person,
    Phone,
)
from db.protected import Contact
from db.retelling import lasting_since
from db.store import TRACES, Store
from tests.db.eraser import MANY
from tests.db.schools import SOURCE, all_rows, change, count, crowd, found, opened, person, reachable, steps
from tests.db.test_faults import Killer

GIVEN, FAMILY = "Thị Ngọc", "Nguyễn-Skjult"
NUMBER, OLD_NUMBER, MAIL, STREET = "+4791827364", "+4793939393", "ngoc.skjult@example.no", "Skjulestien 17"
OLD_FAMILY = "Tidlegarenamn"
SECRETS = (GIVEN, FAMILY, NUMBER[3:], OLD_NUMBER[3:], MAIL, STREET, OLD_FAMILY, "thi ngoc", "skjult")


@pytest.fixture
def gone(store: Store) -> int:
    """Return somebody with a history, in the middle of many others: renamed, a phone that was removed, a paper."""
    change(store, lambda session: crowd(session, 60))
    name = f"{GIVEN} {FAMILY}"
    with store.change("Added {name}", name=f"{GIVEN} {OLD_FAMILY}") as session:
        made = reachable(session, GIVEN, OLD_FAMILY, OLD_NUMBER, MAIL, STREET)
    with store.change("Changed the name to {name}", name=name) as session:
        session.get_one(Person, made).family_name = FAMILY
    with store.change("Removed phone {number} of {name}", number=OLD_NUMBER, name=name) as session:
        session.execute(delete(Phone).where(Phone.person_id == made))
    with store.change("Added phone {number}", number=NUMBER) as session:
        session.add(Phone(person_id=made, number=NUMBER))
    store.note("export", "Handed out {title} about {name}", people=[made], title={"msgid": "List"}, name=name)
    change(store, lambda session: crowd(session, 60))
    return made


def erase(store: Store, *people: int) -> int:
    """Delete people for good, as one step; return its id."""
    with store.erase("Deleted {number}", number=len(people)) as session:
        for one in people:
            session.execute(delete(Person).where(Person.id == one))
    step: int = session.info["step"]
    return step


def told_in(folder: Path, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """Return which of some texts stand in the bytes of any file of a folder."""
    data = b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())
    return [secret for secret in secrets if secret.encode() in data]


def test_no_byte_of_any_file_of_the_school_tells_who_it_was(path: Path, store: Store, gone: int) -> None:
    assert set(told_in(path.parent)) == set(SECRETS)
    erase(store, gone)
    store.close()
    assert told_in(path.parent) == []
    assert b"Nr7" in path.read_bytes()


def test_without_the_history_being_emptied_the_bytes_would_tell(
    path: Path, store: Store, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    monkeypatch.setattr("db.erasing.forget", lambda connection, step_id: None)
    erase(store, gone)
    store.close()
    assert FAMILY in told_in(path.parent)


def test_what_is_deleted_is_found_no_more_and_the_file_is_whole(store: Store, gone: int) -> None:
    assert found(store, "skjult") == [gone]
    others = (count(store, "person") - 1, count(store, "phone") - 1)
    erase(store, gone)
    assert found(store, "skjult") == []
    assert (count(store, "person"), count(store, "phone"), count(store, "email"), count(store, "address")) == (
        *others,
        0,
        0,
    )
    assert store.check() == []


def test_the_step_tells_how_many_rows_went_and_can_never_be_undone(store: Store, gone: int) -> None:
    step_id = erase(store, gone)
    step = steps(store)[0]
    assert (step.id, step.kind, step.arguments) == (step_id, "security", {"number": 1})
    assert step.counts == {"person": {"D": 1}, "phone": {"D": 1}, "email": {"D": 1}, "address": {"D": 1}}
    with pytest.raises(CannotUndo):
        store.undo(step_id)
    assert store.read(lastingly) == step_id


def lastingly(session: Session) -> int | None:
    return lasting_since(session, 1)


def test_a_step_that_made_the_person_cannot_be_undone_and_the_others_can(store: Store, gone: int) -> None:
    before = {step.id: step.label for step in steps(store)}
    erase(store, gone)
    newest_crowd = next(id_ for id_, label in before.items() if label == "Change")
    for step_id, label in before.items():
        if label not in ("Change", "Handed out {title} about {name}"):
            with pytest.raises(CannotUndo):
                store.undo(step_id)
    store.undo(newest_crowd)
    assert count(store, "person") == 60
    store.redo()
    assert count(store, "person") == 120
    assert store.check() == []


def test_the_labels_keep_their_numbers_and_lose_their_texts(store: Store, gone: int) -> None:
    with store.change("Put {number} people in {name}", number=2, name="5A") as session:
        session.execute(update(Person).where(Person.id.in_([gone, 1])).values(language="nn"))
    erase(store, gone)
    told = {step.label: step.arguments for step in steps(store)}
    assert told["Put {number} people in {name}"] == {"number": 2}
    assert told["Added {name}"] == {}
    assert told["Handed out {title} about {name}"] == {}


def test_a_longer_name_that_begins_alike_is_left_in_its_label(store: Store, gone: int) -> None:
    longer = f"{GIVEN} {FAMILY}sen"
    with store.change("Added {name}", name=longer) as session:
        person(session, GIVEN, f"{FAMILY}sen")
    erase(store, gone)
    assert [step.arguments for step in steps(store) if step.arguments.get("name") == longer] != []


def test_other_peoples_rows_and_their_history_are_as_they_were(store: Store, gone: int) -> None:
    before = all_rows(store, but=("email", "address"))
    history = store.read(of_others, gone)
    assert len(history) > 200
    erase(store, gone)
    after = all_rows(store, but=("email", "address"))
    assert after["person"] == [row for row in before["person"] if row[0] != gone]
    assert after["phone"] == [row for row in before["phone"] if row[1] != gone]
    assert store.read(of_others, gone) == history


def of_others(session: Session, person_id: int) -> list[tuple[object, ...]]:
    """Return the history of everybody else's rows."""
    query = text(
        "SELECT id, table_name, row_id, op, before, after, emptied FROM history_change"
        " WHERE CASE table_name WHEN 'person' THEN row_id"
        " WHEN 'phone' THEN json_extract(coalesce(after, before), '$[1]') END <> :gone ORDER BY id"
    )
    return [tuple(row) for row in session.execute(query, {"gone": person_id})]


def test_somebody_merged_into_them_is_forgotten_too(path: Path, store: Store, gone: int) -> None:
    with store.change("Added {name}", name="Dobbel Gjengangar") as session:
        double = reachable(session, "Dobbel", "Gjengangar", "+4748484848", "dobbel@example.no", "Dobbelgata 2")
    with store.change("Merged {name}", name="Dobbel Gjengangar") as session:
        session.get_one(Person, gone).language = "nn"
        session.flush()
        session.execute(delete(Person).where(Person.id == double))
    erase(store, gone)
    store.close()
    assert told_in(path.parent, ("Dobbel", "Gjengangar", "48484848", "dobbel@", "Dobbelgata")) == []


def test_protected_details_and_the_papers_they_stood_on_go_too(path: Path, store: Store, gone: int) -> None:
    store.set_grade(gone, "confidential", "Protected {name}", name=f"{GIVEN} {FAMILY}")
    store.write_protected(gone, Contact((NUMBER,), (MAIL,), (STREET, "0150", "Oslo")), "Wrote")
    store.reveal(gone, "Looked at {name}", name=f"{GIVEN} {FAMILY}")
    erase(store, gone)
    with store.maintenance() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM protected_contact").scalar() == 0
    assert store.read(lambda session: session.scalars(select(ExportedPerson.person_id)).all()) == []
    assert store.read(lambda session: session.scalar(select(Fact.value).where(Fact.name == TRACES))) is None
    store.close()
    assert told_in(path.parent) == []


def meeting_with_file(session: Session, data: bytes, title: str) -> tuple[int, int]:
    """Add a meeting with a case that has a file; return the ids of the meeting and of the case."""
    meeting = Meeting(held_on=date(2025, 10, 1), calendar_uid=title)
    session.add(meeting)
    session.flush()
    item = AgendaItem(meeting_id=meeting.id, title=title)
    session.add(item)
    session.flush()
    sha256 = blobs.put(session, data)
    session.add(
        Attachment(agenda_item_id=item.id, file_name=f"{title}.txt", media_type="text/plain", sha256=sha256, size=9)
    )
    return meeting.id, item.id


def test_a_meeting_goes_with_its_files_and_what_was_being_typed(path: Path, store: Store) -> None:
    with store.change("Add") as session:
        meeting, item = meeting_with_file(session, b"innhald-som-skal-bort" * 40, "Sakabort")
        _, other_item = meeting_with_file(session, b"innhald-som-blir" * 40, "Sakablir")
    with store.change("Shared") as session:
        for place, name in ((item, "felles1"), (other_item, "felles2")):
            sha256 = blobs.put(session, b"felles-fil" * 40)
            session.add(Attachment(agenda_item_id=place, file_name=name, media_type="", sha256=sha256, size=9))
    drafts.save(store, f"agenda_item:{item}:decision", "halvskrive-vedtak", "")
    drafts.save(store, f"agenda_item:{other_item}:decision", "anna-vedtak", "")
    with store.erase("Deleted") as session:
        session.execute(delete(Meeting).where(Meeting.id == meeting))
    assert [row.text for row in store.read(drafts.find)] == ["anna-vedtak"]
    kept = store.read(lambda session: [bytes(one)[:10] for one in session.scalars(select(Blob.data))])
    assert sorted(kept) == [b"felles-fil", b"innhald-so"]
    store.close()
    assert told_in(path.parent, ("innhald-som-skal-bort", "Sakabort", "halvskrive", "felles1")) == []
    assert told_in(path.parent, ("Sakablir", "innhald-som-blir", "felles2")) != []


def test_a_file_that_undo_could_bring_back_stays(store: Store) -> None:
    with store.change("Add") as session:
        meeting, _ = meeting_with_file(session, b"same", "Ein")
        _, other_item = meeting_with_file(session, b"same", "To")
    with store.change("Removed the file") as session:
        session.execute(delete(Attachment).where(Attachment.agenda_item_id == other_item))
    with store.erase("Deleted") as session:
        session.execute(delete(Meeting).where(Meeting.id == meeting))
    store.undo()
    query = select(Blob.data).join(Attachment, Attachment.sha256 == Blob.sha256)
    assert store.read(lambda session: session.scalar(query)) == b"same"


def test_a_row_that_only_points_at_them_stays_and_points_nowhere(store: Store, gone: int) -> None:
    with store.change("Add") as session:
        meeting, _ = meeting_with_file(session, b"x", "Sak")
        session.add(Attendance(meeting_id=meeting, person_id=gone, constituency="parents"))
    erase(store, gone)
    query = select(Attendance.person_id, Attendance.constituency)
    assert store.read(lambda session: [tuple(row) for row in session.execute(query)]) == [(None, "parents")]
    assert store.check() == []


def erase_and_fail(store: Store, person_id: int) -> None:
    with store.erase("Deleted") as session:
        session.execute(delete(Person).where(Person.id == person_id))
        session.flush()
        raise ZeroDivisionError


def test_an_error_in_the_middle_leaves_everything(store: Store, gone: int) -> None:
    before, told = all_rows(store), steps(store)
    with pytest.raises(ZeroDivisionError):
        erase_and_fail(store, gone)
    assert (all_rows(store), steps(store)) == (before, told)
    assert store.read(lambda session: session.scalar(select(HistoryChange.id).where(HistoryChange.emptied))) is None
    store.undo()
    assert found(store, "skjult") == [gone]


def test_an_error_while_the_history_forgets_leaves_everything(
    store: Store, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    before, told = all_rows(store), steps(store)
    monkeypatch.setattr("db.erasing._forget_files", fail)
    with pytest.raises(ZeroDivisionError):
        erase(store, gone)
    assert (all_rows(store), steps(store)) == (before, told)


def test_nothing_deleted_is_no_step(store: Store, gone: int) -> None:
    before = len(steps(store))
    with store.erase("Deleted") as session:
        session.execute(select(Person.id))
    assert session.info["step"] is None
    assert len(steps(store)) == before


def test_listeners_are_told_what_went(store: Store, gone: int) -> None:
    told: list[frozenset[str]] = []
    store.on_change(told.append)
    erase(store, gone)
    assert told == [frozenset({"person", "phone", "email", "address"})]


def test_a_large_file_is_rid_of_its_traces_when_it_is_closed(
    path: Path, store: Store, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "LARGE_FILE", 1000)
    erase(store, gone)
    assert store.read(lambda session: session.get(Fact, TRACES)) is not None
    store.close()
    assert told_in(path.parent) == []


def test_a_backup_made_before_still_tells(path: Path, store: Store, gone: int, tmp_path: Path) -> None:
    """A backup is a file of its own: the office is told so, and takes it away by itself."""
    from db import backup

    made = backup.make_backup(store, store.now())
    erase(store, gone)
    store.close()
    assert FAMILY.encode() in made.read_bytes()
    assert FAMILY.encode() not in path.read_bytes()


def test_a_family_is_deleted_at_once(path: Path, store: Store) -> None:
    with store.change("Add") as session:
        child, mother = person(session, "Barnet", "Bortført"), person(session, "Mora", "Bortført")
        other = person(session, "Blirverande", "Nabo")
        session.add_all(
            [
                GuardianLink(pupil_id=child, guardian_id=mother, relation="stemora"),
                GuardianLink(pupil_id=child, guardian_id=other, relation="naboen"),
            ]
        )
    erase(store, child, mother)
    assert count(store, "guardian_link") == 0
    store.close()
    assert told_in(path.parent, ("Barnet", "Mora", "stemora", "naboen")) == []
    assert told_in(path.parent, ("Blirverande",)) == ["Blirverande"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a victim is a fork of a process that has loaded everything")
def test_a_program_that_is_killed_has_deleted_all_of_them_or_none(tmp_path: Path, empty_school: Path) -> None:
    shutil.copy(empty_school, tmp_path / "school.db")
    store = opened(tmp_path / "school.db", search=(SOURCE,))
    change(store, lambda session: crowd(session, 10 * MANY))
    store.close()
    killer = Killer("tests.db.eraser")
    interrupted = 0
    chance = random.Random(7)
    try:
        whole = killer.whole("erase", fresh(tmp_path))
        for seed in range(20):
            folder = fresh(tmp_path)
            told = [
                int(line) for line in killer.kill("erase", folder, seed, chance.uniform(0, whole)) if line.isdecimal()
            ]
            interrupted += len(told) < 10
            assert_all_or_none(folder, told)
    finally:
        killer.close()
    assert interrupted > 5


def fresh(folder: Path) -> Path:
    """Return a folder with a copy of the file, without the one before."""
    scene = folder / "scene"
    shutil.rmtree(scene, ignore_errors=True)
    scene.mkdir()
    shutil.copy(folder / "school.db", scene / "school.db")
    return scene


def assert_all_or_none(folder: Path, told: list[int]) -> None:
    store = opened(folder / "school.db", search=(SOURCE,))
    assert store.check() == []
    left = store.read(lambda session: session.scalars(select(Person.id).order_by(Person.id)).all())
    phones, emptied = count(store, "phone"), store.read(number_emptied)
    store.close()
    done = (10 * MANY - len(left)) // MANY
    assert list(left) == list(range(done * MANY + 1, 10 * MANY + 1))
    assert len(told) <= done <= len(told) + 1
    assert (phones, emptied) == (len(left), done * MANY * 4)  # a person and a phone, made and deleted
    gone = [f"+479{at:07d}" for at in range(1, done * MANY + 1)]
    assert told_in(folder, tuple(gone)) == []


def number_emptied(session: Session) -> int:
    return len(session.scalars(select(HistoryChange.id).where(HistoryChange.emptied)).all())
