"""Is what arrives for somebody with address protection a red line, and nowhere in the file afterwards?"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.imports.work import prepare_import, run_import
from app.core.i18n import translator
from db.models import Person
from db.store import Store
from tests.imports.rosters import Rows, bring_rows, guardian, open_store, pupil, write_csv

HIDDEN = ("Hemmestien", "98765432", "skjult@example.no", "2847")
"""What only the file says: a street, a phone, an e-mail and a postal code."""


def family(**more: str) -> Rows:
    return [
        pupil("Nora", "Berg", "5A", "14.05.2015", **{**guardian(1, "Kari", "Berg", "90012345"), **more}),
        pupil("Ali", "Khan", "5A", "01.12.2015", Adresse="Synligveien 3"),
    ]


def secret(number: int = 1) -> dict[str, str]:
    """Return the cells in which the family's address arrives, with the guardian's phone and e-mail."""
    cells = guardian(number, "Kari", "Berg", "98765432", "skjult@example.no")
    place = {"Adresse": "Hemmestien 99", "Postnr": "2847", "Poststed": "Kolbu"}
    return {**cells, **place, **{f"Foresatt{number}{name}": cell for name, cell in place.items()}}


def holds(folder: Path, text: str) -> bool:
    """Say whether a text stands anywhere in the school's file or beside it, in either of the usual encodings."""
    texts = (text.encode(), text.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".csv"]
    return any(one in path.read_bytes() for path in files for one in texts)


@pytest.mark.parametrize("grade", ["client", "confidential", "strictly_confidential"])
def test_an_address_arriving_for_a_protected_family_is_an_alarm_and_leaves_no_trace(
    tmp_path: Path, clock: object, grade: str
) -> None:
    folder, files = tmp_path / "school", tmp_path / "files"
    folder.mkdir()
    files.mkdir()
    store = open_store(folder)
    bring_rows(store, files, family())
    for given in ("Nora", "Kari"):
        query = select(Person.id).where(Person.given_name == given)
        store.set_grade(store.read(lambda session, query=query: session.scalars(query).one()), grade, "Protected")  # type: ignore[misc]
    rows = family(**secret())
    rows.append(pupil("Uma", "Vik", "5A", "05.05.2015", Adresse="Synligveien 4"))  # something that does land
    prepared = prepare_import(store, write_csv(files / "ny.csv", rows))
    alarms = [problem for problem in prepared.problems if problem.alarm]
    assert {(problem.row, problem.column) for problem in alarms} == {(2, "Adresse"), (2, "Foresatt1Adresse")}
    said = "".join(problem.named(translator(language)) for problem in prepared.problems for language in ("nb", "nn"))
    changes = "".join(str(item) for item in prepared.plan.items)
    assert run_import(store, prepared, skipped=()).counts["new"]["pupils"] == 1
    store.close()
    assert holds(folder, "Synligveien 4")  # the search finds what is there
    for text in HIDDEN:
        assert text not in said + changes
        assert not holds(folder, text)


def test_a_row_that_says_protected_is_an_alarm_and_an_ordinary_mistake_is_none(store: Store, tmp_path: Path) -> None:
    rows = family()
    rows[0]["Adresse"] = "Sperret adresse"
    rows[1]["Fødselsdato"] = "31.02.2015"
    prepared = prepare_import(store, write_csv(tmp_path / "liste.csv", rows))
    assert [(problem.row, problem.column, problem.alarm) for problem in prepared.problems] == [
        (2, "Adresse", True),
        (3, "Fødselsdato", False),
    ]


def test_an_address_of_somebody_near_a_protected_person_is_an_alarm(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    person = store.read(lambda session: session.scalars(select(Person.id).where(Person.given_name == "Nora")).one())
    store.set_grade(person, "confidential", "Protected")
    rows = family(**guardian(1, "Kari", "Berg", "90012345", "", "Nyveien 7"))
    prepared = prepare_import(store, write_csv(tmp_path / "ny.csv", rows))
    assert [(problem.row, problem.column, problem.alarm) for problem in prepared.problems] == [
        (2, "Foresatt1Adresse", True)
    ]
