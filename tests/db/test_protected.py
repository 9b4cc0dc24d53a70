"""Are the contact details of a graded person gone from everywhere else, the bytes of the file included?"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from db import engines
from db.errors import CannotUndo
from db.models import Address, Email, Fact, HistoryChange, Person, Phone
from db.protected import Contact
from db.store import TRACES, Store
from tests.db.schools import SOURCE, all_rows, bare, change, count, crowd, found, opened, person, reachable, steps

NUMBER, MAIL, STREET = "+4791827364", "hemmelig.lie@example.no", "Skjulestien 17"
OLD_NUMBER = "+4793939393"
SECRETS = (NUMBER, MAIL, STREET, NUMBER[3:], "hemmelig.lie", "skjulestien", OLD_NUMBER)


@pytest.fixture
def kari(store: Store) -> int:
    """Return a person with a phone that was changed once, an e-mail and an address, in the middle of many others."""
    change(store, lambda session: crowd(session, 60))
    with store.change("Added {name}", name="Kari Lie") as session:
        made = reachable(session, "Kari", "Lie", OLD_NUMBER, MAIL, STREET)
    with store.change("Changed phone of {name} to {number}", name="Kari Lie", number="918 27 364") as session:
        session.execute(update(Phone).where(Phone.person_id == made).values(number=NUMBER))
    change(store, lambda session: crowd(session, 60))
    return made


def in_history(store: Store) -> str:
    query = text(
        "SELECT group_concat(coalesce(before, '') || coalesce(after, '')) FROM history_change"
        " UNION ALL SELECT group_concat(arguments) FROM history_arguments"
    )
    return " ".join(store.read(lambda session: [str(row) for row in session.scalars(query)]))


def in_search(store: Store) -> str:
    query = text("SELECT group_concat(text || title || phone || email) FROM search")
    return str(store.read(lambda session: session.scalar(query)))


def test_protecting_takes_the_details_out_of_rows_search_and_history(store: Store, kari: int) -> None:
    assert found(store, "91827364") == [kari]
    assert NUMBER in in_history(store)
    others = count(store, "phone") - 1
    store.set_grade(kari, "client", "Protect {name}", name="Kari Lie")
    assert found(store, "91827364") == []
    assert found(store, "kari lie") == [kari]
    assert (count(store, "phone"), count(store, "email"), count(store, "address")) == (others, 0, 0)
    for secret in SECRETS:
        assert secret not in in_history(store)
        assert secret not in in_search(store)
    assert store.reveal(kari, "Look") == Contact((NUMBER,), (MAIL,), (STREET, "0150", "Oslo"))
    assert store.check() == []


def test_a_label_that_repeats_a_number_loses_its_arguments_and_others_keep_theirs(store: Store, kari: int) -> None:
    store.set_grade(kari, "client", "Protect {name}", name="Kari Lie")
    told = {step.label: step.arguments for step in steps(store)}
    assert told["Changed phone of {name} to {number}"] == {}
    assert told["Added {name}"] == {"name": "Kari Lie"}


@pytest.mark.parametrize(
    ("grade", "kept"), [("client", True), ("confidential", True), ("strictly_confidential", False)]
)
def test_nothing_but_the_protected_table_holds_them_in_the_bytes_of_the_file(
    store: Store, kari: int, tmp_path: Path, grade: str, kept: bool
) -> None:
    """The protected values themselves are removed last, so that any that is left in the bytes was left behind."""
    store.set_grade(kari, grade, "Protect")
    assert (store.reveal(kari, "Look").address is not None) == kept
    store.close()
    if not kept:
        assert STREET.encode() not in raw_bytes(store.path, tmp_path)
    with bare(store.path) as raw:
        raw.execute("DELETE FROM protected_contact")
    left = raw_bytes(store.path, tmp_path)
    assert b"Kari" in left
    for secret in SECRETS:
        assert secret.encode() not in left, secret


def raw_bytes(closed: Path, folder: Path) -> bytes:
    return Path(shutil.copy(closed, folder / "copy.db")).read_bytes()


def test_the_bytes_would_tell_what_was_left_behind(store: Store, kari: int, tmp_path: Path) -> None:
    """The control of the test above: without secure_delete the same search finds what was deleted."""
    store.close()
    with bare(store.path) as raw:
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("DELETE FROM email")
    assert MAIL.encode() in raw_bytes(store.path, tmp_path)


def protect_some_of_a_growing_school(path: Path) -> list[str]:
    """Add, change, undo and protect, then remove the protected values; return what they were."""
    store = opened(path, search=(SOURCE,))
    chance = random.Random(104)
    graded: dict[int, str] = {}
    for _ in range(12):
        with store.change("Add") as session:
            for _ in range(chance.randrange(5, 60)):
                secret = f"xq{chance.randrange(10**9):09d}qx"
                made = reachable(
                    session, "A" * chance.randrange(1, 60), "Lie", f"+47{secret}", f"{secret}@x.no", secret
                )
                if chance.random() < 0.15:
                    graded[made] = secret
        with store.change("Change") as session:
            some = [at for at in graded if chance.random() < 0.5 and session.get(Person, at) is not None]
            session.execute(update(Person).where(Person.id.in_(some)).values(family_name="B" * chance.randrange(1, 80)))
            session.execute(delete(Phone).where(Phone.person_id.in_(some[::2])))
            for at in some[::2]:
                session.execute(insert(Phone).values(person_id=at, number=f"+47{graded[at]}"))
        if chance.random() < 0.5:
            store.undo()
    there = store.read(lambda session: set(session.scalars(select(Person.id))))
    for made in there.intersection(graded):
        store.set_grade(made, "strictly_confidential", "Protect")
    store.close()
    with bare(path) as raw:
        raw.execute("DELETE FROM protected_contact")
    return [graded[made] for made in there.intersection(graded)]


def test_no_trace_is_left_in_the_bytes_however_the_pages_were_split(path: Path, tmp_path: Path) -> None:
    secrets = protect_some_of_a_growing_school(path)
    left = raw_bytes(path, tmp_path)
    assert len(secrets) > 20
    assert [secret for secret in secrets if secret.encode() in left] == []


def test_secure_delete_alone_would_leave_traces(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a page that was split keeps bits of the rows that moved, and only writing all anew removes them."""
    monkeypatch.setattr(Store, "_remove_traces", lambda store: None)
    secrets = protect_some_of_a_growing_school(path)
    left = raw_bytes(path, tmp_path)
    assert [secret for secret in secrets if secret.encode() in left] != []


def test_a_large_file_is_rid_of_its_traces_when_it_is_closed(
    store: Store, kari: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "LARGE_FILE", 1000)
    store.set_grade(kari, "client", "Protect")
    assert store.read(lambda session: session.get(Fact, TRACES)) is not None
    store.close()
    reader = opened(store.path, exclusive=False)
    assert reader.read(lambda session: session.get(Fact, TRACES)) is None
    reader.close()


def test_traces_that_could_not_be_removed_at_once_are_removed_at_the_next_start(
    store: Store, kari: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 1)

    def read_on(tables: frozenset[str]) -> None:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()

    reader = engines.connect(store.path, None)
    store.on_change(read_on)  # somebody begins to read right after the commit
    store.set_grade(kari, "client", "Protect")
    assert store.read(lambda session: session.get(Fact, TRACES)) is not None
    store.close()
    reader.close()
    again = opened(store.path)
    assert again.read(lambda session: session.get(Fact, TRACES)) is None
    assert again.reveal(kari, "Look").phones == (NUMBER,)
    again.close()


def test_a_strictly_confidential_address_is_dropped_and_not_taken_in_again(store: Store, kari: int) -> None:
    store.set_grade(kari, "strictly_confidential", "Protect")
    assert store.reveal(kari, "Look") == Contact((NUMBER,), (MAIL,), None)
    store.write_protected(kari, Contact((NUMBER,), (), (STREET, "0150", "Oslo")), "Write")
    assert store.reveal(kari, "Look") == Contact((NUMBER,), (), None)


def test_a_stricter_grade_drops_an_address_that_was_kept(store: Store, kari: int) -> None:
    store.set_grade(kari, "confidential", "Protect")
    store.set_grade(kari, "strictly_confidential", "Protect")
    assert store.reveal(kari, "Look").address is None


def test_every_detail_comes_back_as_it_was_when_the_protection_ends(store: Store) -> None:
    with store.change("Add") as session:
        kari = person(session, "Kari", "Lie")
        session.execute(
            insert(Phone),
            [
                {"person_id": kari, "number": "+4722334455", "kind": "work", "position": 2},
                {"person_id": kari, "number": NUMBER, "kind": "mobile", "position": 1},
            ],
        )
        session.execute(insert(Email), [{"person_id": kari, "address": MAIL, "kind": "work"}])
        session.execute(
            insert(Address),
            [
                {"person_id": kari, "kind": "postal", "street": "Postboks 9", "postal_code": "0101", "city": "Oslo"},
                {"person_id": kari, "kind": "home", "street": STREET, "postal_code": "0150", "city": "Oslo"},
            ],
        )

    def details(session: Session) -> list[list[tuple[object, ...]]]:
        queries = (
            select(Phone.number, Phone.kind, Phone.position).order_by(Phone.position),
            select(Email.address, Email.kind, Email.position),
            select(Address.kind, Address.street, Address.postal_code, Address.city).order_by(Address.kind),
        )
        return [[tuple(row) for row in session.execute(query)] for query in queries]

    before = store.read(details)
    store.set_grade(kari, "client", "Protect")
    box = ("Postboks 9", "0101", "Oslo")
    assert store.reveal(kari, "Look") == Contact((NUMBER, "+4722334455"), (MAIL,), (STREET, "0150", "Oslo"), box)
    store.set_grade(kari, "none", "Open")
    assert store.read(details) == before
    assert found(store, "91827364") == [kari]
    assert store.reveal(kari, "Look") == Contact()

    store.set_grade(kari, "client", "Protect")
    new = Contact(("+4722334455", "+4790000000"), (MAIL, "ny@example.no"), ("Ny vei 1", "0160", "Oslo"), box)
    store.write_protected(kari, new, "Write")
    assert store.reveal(kari, "Look") == new
    store.set_grade(kari, "none", "Open")
    assert store.read(details) == [
        [("+4722334455", "work", 1), ("+4790000000", "mobile", 2)],
        [(MAIL, "work", 1), ("ny@example.no", "private", 2)],
        [("home", "Ny vei 1", "0160", "Oslo"), ("postal", "Postboks 9", "0101", "Oslo")],
    ]

    store.set_grade(kari, "client", "Protect")
    store.write_protected(kari, Contact(postal=box), "Write")
    assert store.reveal(kari, "Look") == Contact(postal=box)
    store.set_grade(kari, "strictly_confidential", "Protect")
    assert store.reveal(kari, "Look") == Contact()


def test_a_step_that_held_protected_details_cannot_be_undone_and_says_so(store: Store, kari: int) -> None:
    store.set_grade(kari, "client", "Protect")
    for step in (2, 3):
        with pytest.raises(CannotUndo):
            store.undo(step)
    assert count(store, "phone") == 120
    store.undo(4)


def test_redo_does_not_bring_protected_details_back(store: Store, kari: int) -> None:
    change(store, lambda session: session.execute(delete(Email)))
    store.undo()
    store.redo()
    store.undo()
    store.set_grade(kari, "client", "Protect")
    with pytest.raises(CannotUndo):
        store.redo()
    assert count(store, "email") == 0


def test_protecting_is_a_step_without_rows_that_undo_passes_by(store: Store, kari: int) -> None:
    store.set_grade(kari, "client", "Protect {name}", name="Kari Lie")
    newest = steps(store)[0]
    assert (newest.kind, newest.counts, newest.arguments) == ("security", {}, {"name": "Kari Lie"})
    query = select(HistoryChange.id).where(HistoryChange.step_id == newest.id)
    assert store.read(lambda session: session.scalars(query).all()) == []
    with pytest.raises(CannotUndo):
        store.undo(newest.id)
    assert store.undo().id == 4


def test_the_same_grade_again_is_no_step(store: Store, kari: int) -> None:
    store.set_grade(kari, "client", "Protect")
    before = len(steps(store))
    store.set_grade(kari, "client", "Protect")
    assert len(steps(store)) == before


def test_a_grade_that_does_not_exist_changes_nothing(store: Store, kari: int) -> None:
    before = all_rows(store)
    with pytest.raises(Exception, match="ck_person_address_grade"):
        store.set_grade(kari, "secret", "Protect")
    assert all_rows(store) == before
    assert store.reveal(kari, "Look") == Contact()


def test_details_of_an_unprotected_person_are_not_hidden_away(store: Store, kari: int) -> None:
    with pytest.raises(ValueError, match="not protected"):
        store.write_protected(kari, Contact(("1",)), "Write")
    assert found(store, "91827364") == [kari]


def test_someone_elses_details_are_left_alone(store: Store, kari: int) -> None:
    with store.change("Add") as session:
        ola = reachable(session, "Ola", "Vik", "+4748000001", "ola@example.no", "Åpen vei 1")
    store.set_grade(kari, "client", "Protect")
    assert found(store, "48000001") == [ola]
    store.undo()
    store.redo()
    assert found(store, "48000001") == [ola]
