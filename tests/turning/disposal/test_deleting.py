"""Is what the office decided to delete gone for good, only that, and never what is hindered?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contacts.queries import ContactFilter, list_contacts
from app.core.errors import UserError
from app.core.feature import Feature, Hooks
from app.core.i18n import translator
from app.features import FEATURES
from app.meetings.minutes import is_unchanged
from app.turning.disposal.carrying_out import CHANGED, NOTHING_TO_DELETE, delete_decided, hand_over
from app.turning.disposal.commands import decide, decide_all
from app.turning.disposal.lines import disposal_list
from db.errors import CannotUndo
from db.models import AgendaItem, Disposal, Election, ElectionResult, Meeting, Office, Person, Plan, SurveyResult
from db.store import Store
from tests.db.schools import all_rows, steps
from tests.db.test_erasing import told_in
from tests.meetings.factories import detail, did
from tests.turning.disposal.past import FOREIGN, LEFT, MARKED_UP, TODAY, Past, listed

NB = translator("nb")
erased: list[int] = []


def handed(store: Store, folder: Path, pairs: Sequence[tuple[str, int]]) -> None:
    """Hand some things over to the archive, and decide that they are deleted then."""
    did(store, decide_all, pairs, "archive")
    folder.mkdir(exist_ok=True)
    hand_over(store, folder, NB)
    did(store, decide_all, pairs, "delete")


def names(store: Store) -> set[str]:
    full = Person.given_name + " " + Person.family_name
    return store.read(lambda session: set(session.scalars(select(full))))


def test_a_family_that_left_is_in_no_file_of_the_school_any_more(store: Store, past: Past, tmp_path: Path) -> None:
    folder = store.path.parent
    gone = [past[one] for one in (FOREIGN, "Mai Nguyễn", MARKED_UP, "Siri Lie")]
    handed(store, tmp_path / "desk", [("class_list", one) for one in past.classes.values()])
    did(store, decide_all, [("class_list", one) for one in past.classes.values()], "keep")
    did(store, decide_all, [("person", one) for one in gone], "delete")
    secrets = ("Nguyễn", "nguyen", "<b>Ola", "Siri", "91827364", "mai@example.no", "93300933")
    assert set(told_in(folder, secrets)) == set(secrets)
    assert delete_decided(store, TODAY) == 4
    assert store.check() == []
    assert not set(gone) & set(listed(store, "person"))
    assert [row.id for row in store.read(list_contacts, ContactFilter(2027, text="nguyen"))] == []
    store.close()
    assert told_in(folder, secrets) == []
    assert told_in(folder, ("Per", "Aune", "Budsjettet er vedtatt.")) != []


def test_only_what_was_decided_goes(store: Store, past: Past) -> None:
    before, people = all_rows(store), names(store)
    did(store, decide, "person", past["Mai Nguyễn"], "delete")
    did(store, decide, "person", past["Siri Lie"], "keep")
    assert delete_decided(store, TODAY) == 1
    assert people - names(store) == {"Mai Nguyễn"}
    after = all_rows(store)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"person", "phone", "email", "guardian_link", "disposal"} | (changed & {"register_change"})


def test_what_is_hindered_is_never_deleted(store: Store, past: Past) -> None:
    hindered = [one for one in store.read(disposal_list, TODAY) if one.line.hindered is not None]
    did(store, decide_all, [(one.line.kind, one.line.subject_id) for one in hindered], "delete")
    assert {one.line.kind for one in hindered} == {
        "person",
        "class_list",
        "election",
        "meeting",
        "plan",
        "result",
        "wheel",
    }
    before = all_rows(store)
    with pytest.raises(UserError) as refused:
        delete_decided(store, TODAY)
    assert refused.value.message == NOTHING_TO_DELETE
    assert all_rows(store) == before


def test_it_is_done_once_and_cannot_be_undone(store: Store, past: Past) -> None:
    did(store, decide, "person", past["Mai Nguyễn"], "delete")
    delete_decided(store, TODAY)
    newest = steps(store)[0]
    assert (newest.kind, NB.say(newest.label, newest.arguments)) == ("security", "Slettet for godt: 1")
    with pytest.raises(CannotUndo):
        store.undo(newest.id)
    with pytest.raises(UserError):
        delete_decided(store, TODAY)
    done = select(Disposal.done_on).where(Disposal.kind == "person")
    assert store.read(lambda session: session.scalars(done).all()) == [TODAY]


def test_everything_that_was_handed_over_can_go(store: Store, past: Past, tmp_path: Path) -> None:
    pairs = [(one.line.kind, one.line.subject_id) for one in store.read(disposal_list, TODAY) if one.line.entry]
    handed(store, tmp_path / "desk", pairs)
    with store.change("Nobody sits by it any more") as session:
        session.query(Office).update({"valid_to": func.coalesce(Office.valid_to, Office.valid_from)})
        session.query(Office).filter(Office.election_id == past.election).update({"election_id": None})
    left = {(one.line.kind, one.line.subject_id): one.line.hindered for one in store.read(disposal_list, TODAY)}
    free = [pair for pair in pairs if left[pair] is None]
    assert delete_decided(store, TODAY) == len(free)
    assert {kind for kind, _ in free} >= {"class_list", "election", "meeting", "plan", "result"}
    assert store.read(lambda session: session.get(Meeting, past.meeting)) is None
    assert store.read(lambda session: session.get(Election, past.election)) is None
    assert store.read(lambda session: session.get(Plan, past.plan)) is None
    assert store.read(lambda session: session.get(SurveyResult, past.result)) is None
    assert store.check() == []
    store.close()
    assert told_in(store.path.parent, ("Budsjettet er vedtatt.", "budsjett\n", "Per Aune sitt svar")) == []


def test_minutes_that_are_kept_are_unaltered_when_others_go(store: Store, past: Past) -> None:
    before, text = detail(store, past.meeting), store.read(texts)
    assert is_unchanged(before)
    did(store, decide_all, [("person", past["Mai Nguyễn"]), ("meeting", past.unwritten)], "delete")
    assert delete_decided(store, TODAY) == 2
    assert detail(store, past.meeting) == before
    assert store.read(texts) == text


def texts(session: Session) -> list[tuple[object, ...]]:
    query = select(AgendaItem.title, AgendaItem.decision, AgendaItem.number, AgendaItem.number_text)
    return [tuple(row) for row in session.execute(query.order_by(AgendaItem.id))]


def test_each_feature_may_take_away_what_hangs_on_a_person(
    store: Store, past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased.clear()
    hook = Feature("other", hooks={"erase_person": "tests.turning.disposal.test_deleting:note_erased"})
    monkeypatch.setattr(store, "_hooks", Hooks((*FEATURES, hook)))
    did(store, decide, "person", past["Mai Nguyễn"], "delete")
    delete_decided(store, TODAY)
    assert erased == [past["Mai Nguyễn"]]


def note_erased(session: Session, person_id: int) -> None:
    assert session.get(Person, person_id) is not None
    erased.append(person_id)


def test_an_error_in_the_middle_deletes_nothing(store: Store, past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    did(store, decide_all, [("person", past[one]) for one in ("Mai Nguyễn", "Siri Lie")], "delete")
    before = all_rows(store)
    monkeypatch.setattr("app.turning.disposal.carrying_out._mark", changed)
    with pytest.raises(UserError, match="in the meantime"):
        delete_decided(store, TODAY)
    assert all_rows(store) == before


def changed(*_: object, **__: object) -> None:
    raise UserError(CHANGED)


def test_a_result_of_an_election_that_is_kept_keeps_its_names(store: Store, past: Past) -> None:
    did(store, decide_all, [("person", past[one]) for one in (*LEFT, "Hege Fjeld", "Ivo Fjeld")], "delete")
    assert delete_decided(store, TODAY) == 1  # Ivo
    query = select(ElectionResult.person_id)
    assert store.read(lambda session: session.scalars(query).all()) == [past["Hege Fjeld"]]
