"""Does a file that has lost letters on its way (“?ukasz” for “Łukasz”) leave the people who are known alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.contacts.imports.work import prepare_import, run_import
from app.core.i18n import translator
from db.store import Store
from tests.imports.rosters import (
    DATA,
    Rows,
    bring,
    bring_rows,
    every_row,
    guardian,
    nothing_changed,
    pupil,
    stored,
    write_csv,
)

ANH = guardian(1, "Anh", "Nguyễn", "90012345", "anh@example.no")
LUKASZ = pupil("Łukasz", "Nguyễn", **ANH)


def lossy(rows: Rows, sign: str = "?") -> Rows:
    """Return the rows as a program that only knows Windows-1252 saves them."""
    return [
        {heading: cell.encode("cp1252", "replace").decode("cp1252").replace("?", sign) for heading, cell in row.items()}
        for row in rows
    ]


def told(store: Store, folder: Path, rows: Rows) -> list[tuple[int | None, str, str]]:
    """Return (row, column, words) of what the preview says."""
    prepared = prepare_import(store, write_csv(folder / "liste.csv", rows))
    return [(problem.row, problem.column, problem.text(translator("en"))) for problem in prepared.problems]


def leavers(store: Store, folder: Path, rows: Rows) -> dict[str, bool | None]:
    """Return {name: ticked beforehand} of those who are proposed as leavers."""
    prepared = prepare_import(store, write_csv(folder / "liste.csv", rows))
    return {item.name: item.ticked for item in prepared.plan.items if item.state == "gone"}


def test_a_whole_school_that_lost_letters_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = DATA / "elevliste.csv"
    bring(store, path)
    before = every_row(store)
    text = path.read_text(encoding="utf-8-sig")
    damaged = tmp_path / "elevliste.csv"
    damaged.write_bytes(text.encode("cp1252", "replace"))
    assert b"?ukasz" in damaged.read_bytes()
    assert b";??;" in damaged.read_bytes()
    prepared = prepare_import(store, damaged)
    assert [(item.kind, item.state, item.name) for item in prepared.plan.items] == []
    assert nothing_changed(run_import(store, prepared))
    assert every_row(store) == before


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
def test_each_lost_letter_is_one_letter_of_the_stored_name(store: Store, tmp_path: Path, sign: str) -> None:
    bring_rows(store, tmp_path, [LUKASZ])
    assert nothing_changed(bring_rows(store, tmp_path, lossy([LUKASZ], sign)))
    assert told(store, tmp_path, lossy([LUKASZ], sign)) == []
    other = pupil(f"{sign}{sign}ukasz", "Nguyễn")
    assert [row for row, *_ in told(store, tmp_path, [other]) if row] == [2]
    assert bring_rows(store, tmp_path, [other]).counts["new"]["pupils"] == 0


def test_what_else_the_row_says_still_comes_in(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [LUKASZ])
    (row,) = lossy([LUKASZ])
    bring_rows(store, tmp_path, [row | {"Klasse": "5B", "Foresatt1Mobilnr": "91234567"}])
    assert stored(store).named("Łukasz", "Nguyễn")[4] == "5B"
    assert stored(store).named("Anh", "Nguyễn")[2] == ("+4791234567",)


def test_a_pupil_who_fits_nobody_is_told_and_nobody_in_the_class_is_ticked_as_gone(
    store: Store, tmp_path: Path
) -> None:
    many = [pupil(name, "Berg", born=f"{day:02}.03.2015") for day, name in enumerate("ABCDEFGHIJKLMNOPQRSTUVW", 1)]
    bring_rows(store, tmp_path, [*many, pupil("Ola", "Dahl"), pupil("Siv", "Lie", "5B"), pupil("Kim", "Moe", "5B")])
    rows = [*many, pupil("?kon", "Krog", born="01.01.2015"), pupil("Kim", "Moe", "5B")]
    assert leavers(store, tmp_path, rows) == {"Ola Dahl": False, "Siv Lie": True}
    assert told(store, tmp_path, rows) == [
        (
            25, "Fornavn",
            "A letter was lost in “?kon Krog” before the file came here. Save the file again as UTF-8 or as an Excel "
            "workbook, and use the new file. The row was not imported.",
        )
    ]  # fmt: skip
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["new"] == {"pupils": 0, "guardians": 0, "staff": 0, "classes": 0, "links": 0, "groups": 0}
    assert not [row for row in stored(store).pupils.values() if "?" in row[0]]


def test_another_birth_date_is_another_pupil_and_the_known_one_is_not_proposed(store: Store, tmp_path: Path) -> None:
    ali = pupil("Ali", "Khan", "5B", "01.02.2015")
    bring_rows(store, tmp_path, [LUKASZ, ali])
    rows = [pupil("?ukasz", "Nguy?n", "5B", "15.05.2015"), ali, pupil("Ine", "Lie")]
    assert leavers(store, tmp_path, rows) == {}
    assert bring_rows(store, tmp_path, rows).counts["new"]["pupils"] == 1


def test_two_who_fit_are_nobody(store: Store, tmp_path: Path) -> None:
    both = [pupil("Łukasz", "Berg"), pupil("Žukasz", "Berg")]
    bring_rows(store, tmp_path, both)
    assert leavers(store, tmp_path, [pupil("?ukasz", "Berg")]) == {}
    assert bring_rows(store, tmp_path, [pupil("?ukasz", "Berg")]).counts["new"]["pupils"] == 0
    assert nothing_changed(bring_rows(store, tmp_path, [pupil("?ukasz", "Berg"), both[1]]))


def test_a_row_without_a_class_unticks_whom_it_can_mean(store: Store, tmp_path: Path) -> None:
    many = [pupil(name, "Berg", born=f"{day:02}.03.2015") for day, name in enumerate("ABCDEFGHIJKLMNOPQRSTUVW", 1)]
    bring_rows(store, tmp_path, [*many, LUKASZ])
    assert leavers(store, tmp_path, [*many, pupil("?ukasz", "Nguy?n", "")]) == {"Łukasz Nguyễn": False}


def test_a_guardian_is_found_by_the_phone_or_by_the_pupil(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [LUKASZ])
    before = stored(store)
    by_phone = pupil("Mai", "Berg", **guardian(1, "Anh", "Nguy?n", "90012345"))
    result = bring_rows(store, tmp_path, [by_phone | {"Klasse": "5B"}])
    assert (result.counts["new"]["guardians"], result.counts["new"]["links"]) == (0, 1)
    assert nothing_changed(bring_rows(store, tmp_path, [LUKASZ | guardian(1, "Anh", "Nguy?n")]))
    # Beside the whole name in one file nobody can say whether they are two, so nobody is made.
    assert nothing_changed(bring_rows(store, tmp_path, [LUKASZ, by_phone | {"Klasse": "5B"}]))
    assert stored(store).relatives == before.relatives


def test_a_guardian_who_fits_nobody_stays_out_and_the_pupil_comes_in(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [LUKASZ])
    # The phone is Anh's, but the other letters are not: a new family name is not taken from a damaged file.
    rows = [
        LUKASZ | guardian(1, "Anh", "Ng? Thu", "90012345"),
        pupil("Mai", "Berg", **guardian(1, "Anh", "Nguy?n", "99887766")),
    ]
    assert [row[:2] for row in told(store, tmp_path, rows)] == [(2, "Foresatt1Etternavn"), (3, "Foresatt1Etternavn")]
    assert told(store, tmp_path, rows)[1][2].endswith("The guardian was not imported.")
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["new"] == {"pupils": 1, "guardians": 0, "staff": 0, "classes": 0, "links": 0, "groups": 0}
    assert [row[:2] for row in stored(store).relatives.values()] == [("Anh", "Nguyễn")]


def test_a_contact_teacher_is_found_by_the_other_letters_or_stays_out(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [pupil("Nora", "Berg", Kontaktlærer="Łucja Đỗ")])
    assert nothing_changed(bring_rows(store, tmp_path, [pupil("Nora", "Berg", Kontaktlærer="?ucja ??")]))
    rows = [pupil("Nora", "Berg", Kontaktlærer="?ania ??")]
    assert told(store, tmp_path, rows)[0][:2] == (2, "Kontaktlærer")
    assert nothing_changed(bring_rows(store, tmp_path, rows))


def test_the_right_name_goes_before_a_damaged_one_that_is_stored(store: Store, tmp_path: Path) -> None:
    from sqlalchemy import update

    from db.models import Person

    bring_rows(store, tmp_path, [pupil("Xukasz", "Berg"), pupil("Łukasz", "Berg"), pupil("Ali", "Khan")])
    with store.change("Damage") as session:
        session.execute(update(Person).where(Person.given_name == "Xukasz").values(given_name="?ukasz"))
    prepared = prepare_import(store, write_csv(tmp_path / "liste.csv", [pupil("?ukasz", "Berg"), pupil("Ali", "Khan")]))
    assert [item.name for item in prepared.plan.items] == ["?ukasz Berg"]
    assert prepared.plan.items[0].state == "gone"
