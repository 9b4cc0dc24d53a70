"""Is everything that was not taken as it stands told, so that somebody can find it and put it right?"""

from __future__ import annotations

from pathlib import Path

from app.contacts.imports.work import prepare_import
from app.core.i18n import translator
from db.store import Store
from tests.imports.rosters import Rows, bring, bring_rows, guardian, nothing_changed, pupil, stored, write_csv


def problems(store: Store, folder: Path, rows: Rows) -> list[tuple[int | None, str, str, str]]:
    """Return (row, column, whose, words) of what the preview says of these rows."""
    prepared = prepare_import(store, write_csv(folder / "liste.csv", rows))
    tr = translator("en")
    return [(problem.row, problem.column, problem.about, problem.text(tr)) for problem in prepared.problems]


def test_a_row_that_only_repeats_another_is_told(store: Store, tmp_path: Path) -> None:
    kari = guardian(1, "Kari", "Berg", "90012345")
    rows = [pupil("Nora", "Berg", **kari), pupil("Ali", "Khan"), pupil("Nora", "Berg", **kari)]
    assert problems(store, tmp_path, rows) == [
        (
            4, "Etternavn", "Nora Berg",
            "Nora Berg stands also in row 2, the same. The row was taken once; take one of them out.",
        )
    ]  # fmt: skip
    assert bring_rows(store, tmp_path, rows).counts["new"]["pupils"] == 2


def test_a_row_for_each_guardian_is_no_repetition(store: Store, tmp_path: Path) -> None:
    rows = [
        pupil("Nora", "Berg", **guardian(1, "Kari", "Berg", "90012345")),
        pupil("Nora", "Berg", **guardian(1, "Per", "Dahl", "91234567")),
    ]
    assert problems(store, tmp_path, rows) == []


def test_half_a_name_comes_in_and_is_told(store: Store, tmp_path: Path) -> None:
    rows = [pupil("", "Uten"), pupil("Ola", "")]
    told = problems(store, tmp_path, rows)
    assert [row[:3] for row in told] == [(2, "Fornavn", "Uten"), (3, "Etternavn", "Ola")]
    assert told[0][3].startswith("There is no given name for Uten, who was imported without it.")
    assert told[1][3].startswith("There is no family name for Ola, who was imported without it.")
    assert bring_rows(store, tmp_path, rows).counts["new"]["pupils"] == 2


def test_what_became_of_a_value_or_a_row_is_told(store: Store, tmp_path: Path) -> None:
    rows = [
        pupil("=1+1", "Berg"),
        pupil("Ali", "Khan", born="01.02.2031"),
        pupil("Ine", "Lie", **guardian(1, "=1+1", "", "90012345")),
        pupil("Siv", "Moe", **guardian(1, "!!", "Vik", "91234567")),
    ]
    assert problems(store, tmp_path, rows) == [
        (2, "Fornavn", "Berg", "“=1+1” is not a name. Correct it in the file. The row was not imported."),
        (
            3, "Fødselsdato", "Ali Khan",
            "“01.02.2031” lies in the future. Write the date of birth like 24.08.2016. The value was left out.",
        ),
        (4, "Foresatt1Fornavn", "Ine Lie",
         "“=1+1” is not a name. Correct it in the file. The guardian was not imported."),
        (5, "Foresatt1Fornavn", "Siv Moe", "“!!” is not a name. Correct it in the file. The value was left out."),
    ]  # fmt: skip
    assert bring_rows(store, tmp_path, rows).counts["new"]["pupils"] == 3


def test_what_stands_in_a_protected_persons_row_is_never_repeated(store: Store, tmp_path: Path) -> None:
    rows = [pupil("Nora", "Berg", **guardian(1, "Kari", "Berg", "90012345")), pupil("Ali", "Khan")]
    bring_rows(store, tmp_path, rows)
    nora = next(key for key, row in stored(store).pupils.items() if row[0] == "Nora")
    store.set_grade(nora, "confidential", "Protected")
    rows[0]["Foresatt1Mobilnr"] = "Hemmestien 9"
    rows[1].update(Adresse="Sperret adresse", Postnr="Skjulestedet 4")
    told = problems(store, tmp_path, rows)
    assert {(2, "Nora Berg"), (3, "Ali Khan")} == {(row, whose) for row, _, whose, _ in told}
    assert "Hemmestien" not in str(told)
    assert "Skjulestedet" not in str(told)


def test_the_command_line_names_whose_row_it_is(store: Store, tmp_path: Path) -> None:
    result = bring_rows(store, tmp_path, [pupil("Ali", "Khan", born="x")])
    (told,) = result.as_json(translator("nb"))["problems"]
    assert told["message"].startswith("Ali Khan: «x»")


def test_a_list_with_a_row_for_each_guardian_lands_once_and_changes_nothing_again(store: Store, tmp_path: Path) -> None:
    headings = ("Elev", "Klasse", "Fødselsdato", "Foresatt", "Foresatt relasjon", "Foresatt mobil")
    lines = (
        ("Berg, Nora", "5A", "14.05.2015", "Berg, Kari", "mor", "90012345"),
        ("", "", "", "Dahl, Per", "far", "91234567"),
        ("Berg, Jens", "2B", "03.02.2018", "Berg, Kari", "mor", "90012345"),
        ("Khan, Ali", "5A", "31.02.2015", "Khan, Amir og Sana", "", "92345678"),
    )
    path = write_csv(
        tmp_path / "rader.csv", [dict(zip(headings, line, strict=True)) for line in lines], headings=headings
    )
    result = bring(store, path)
    assert result.counts["new"] == {"pupils": 3, "guardians": 4, "staff": 0, "classes": 2, "links": 5, "groups": 0}
    assert [guardian[:2] for guardian in stored(store).guardians_of("Nora", "Berg")] == [
        ("Kari", "Berg"), ("Per", "Dahl")
    ]  # fmt: skip
    assert [(problem.row, problem.column, problem.about) for problem in result.problems] == [
        (5, "Fødselsdato", "Ali Khan"), (5, "Foresatt mobil", "Ali Khan")
    ]  # fmt: skip
    assert nothing_changed(bring(store, path))
