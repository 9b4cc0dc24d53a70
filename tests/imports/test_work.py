"""Do the window and the command line get the same import: prepare, look, run?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.imports.formats import IMPORTERS, importer_of
from app.contacts.imports.work import OTHER_DAY, Choices, bring_in, prepare_again, prepare_import, run_import
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.progress import Progress
from db.models import ClassMembership, SchoolClass
from db.store import Store
from tests.imports.rosters import DATA, KINDS, every_row, nothing_changed, pupil, write_csv


def test_a_dry_run_says_what_an_import_then_does(store: Store, tmp_path: Path) -> None:
    before = every_row(store)
    said = bring_in(store, DATA / "elevliste.xlsx", dry_run=True)
    assert every_row(store) == before
    done = bring_in(store, DATA / "elevliste.xlsx")
    assert said.step is None
    assert done.step == 1
    assert {**said.as_json(translator("nb")), "step": 1} == done.as_json(translator("nb"))
    assert done.backup is not None
    assert done.backup.exists()


def test_the_json_has_the_promised_shape(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [pupil("Kari", "Berg", "5A", "31.02.2015")])
    answer = json.loads(json.dumps(bring_in(store, path).as_json(translator("nb"))))
    assert list(answer) == ["format", "new", "changed", "same", "gone", "problems", "remarks", "step"]
    assert answer["format"] == "table"
    assert all(list(answer[state]) == list(KINDS) for state in ("new", "changed", "same", "gone"))
    assert answer["problems"] == [
        {
            "sheet": "",
            "row": 2,
            "column": "Fødselsdato",
            "message": "Kari Berg: «31.02.2015» er ikke en dato som finnes. Skriv den som 24.08.2016. "
            "Verdien ble utelatt.",
        }
    ]


def test_another_mapping_needs_no_second_reading(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Klasse;Fornavn;Etternavn;Kontakt\n5A;Kari;Berg;Anne Berg\n", encoding="utf-8")
    prepared = prepare_import(store, path)
    assert prepared.unknown == ("Kontakt",)
    assert prepared.plan.counts()["new"]["guardians"] == 0
    path.unlink()
    again = prepare_again(store, prepared, Choices(mapping={"Kontakt": "guardian1.name"}))
    assert again.unknown == ()
    assert run_import(store, again).counts["new"]["guardians"] == 1


def test_the_day_an_import_holds_from_can_be_chosen(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [pupil("Kari", "Berg")])
    run_import(store, prepare_import(store, path, Choices(valid_from=date(2026, 8, 17))))
    assert store.read(lambda session: session.scalars(select(ClassMembership.valid_from)).all()) == [date(2026, 8, 17)]
    assert nothing_changed(run_import(store, prepare_import(store, path)))


def test_the_formats_are_written_out_and_the_table_comes_last(tmp_path: Path) -> None:
    assert IMPORTERS[-1].id == "table"
    assert importer_of(DATA / "elevliste.csv").id == "table"
    assert importer_of(DATA / "elevliste.csv", "table").id == "table"
    with pytest.raises(UserError) as raised:
        importer_of(DATA / "elevliste.csv", "fax")
    assert raised.value.values == {"name": "fax", "names": ", ".join(importer.id for importer in IMPORTERS)}


def test_progress_says_what_is_being_done(store: Store) -> None:
    told: list[tuple[str, int, int]] = []
    progress = Progress(lambda text, done, total: told.append((text, done, total)))
    run_import(store, prepare_import(store, DATA / "elevliste.xlsx", progress=progress), progress=progress)
    assert [text for text in dict.fromkeys(text for text, _, _ in told) if text != "Reading the file"] == [
        "Comparing with what is known",
        "Saving the people",
    ]
    assert all(done <= total for text, done, total in told if text == "Saving the people")


def test_the_step_in_the_history_names_the_file(store: Store) -> None:
    bring_in(store, DATA / "elevliste.csv")
    step = store.undo()
    assert translator("nn")(step.label, **step.arguments) == "Importerte elevliste.csv"


def test_a_mixed_class_comes_in_with_both_its_grades(store: Store, tmp_path: Path) -> None:
    rows = [pupil("Kari", "Berg", "1-2A", "24.08.2020"), pupil("Ola", "Dahl", "5A", "24.08.2016")]
    bring_in(store, write_csv(tmp_path / "a.csv", rows))
    query = select(SchoolClass.name, SchoolClass.grade, SchoolClass.last_grade)
    found = store.read(lambda session: session.execute(query).all())
    assert sorted(tuple(row) for row in found) == [("1-2A", 1, 2), ("5A", 5, None)]


@pytest.mark.parametrize("day", [date(2026, 7, 31), date(2027, 8, 1)])
def test_a_day_outside_the_school_year_is_refused(store: Store, tmp_path: Path, day: date) -> None:
    path = write_csv(tmp_path / "liste.csv", [pupil("Nora", "Berg")])
    before = every_row(store)
    with pytest.raises(UserError) as refused:
        prepare_import(store, path, Choices(year=2026, valid_from=day))
    assert (refused.value.message, refused.value.values) == (OTHER_DAY, {"year": "2026/27"})
    prepared = prepare_import(store, path, Choices(year=2026))
    with pytest.raises(UserError):
        prepare_again(store, prepared, Choices(year=2026, valid_from=day))
    assert every_row(store) == before
