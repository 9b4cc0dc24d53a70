"""Are wheels as real schools keep them read whole? The files are invented after five of them, the truth is by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.yearwheel.imports.found import Found
from app.yearwheel.imports.landing import rings_for, take_in
from app.yearwheel.imports.table_file import read_table
from app.yearwheel.queries import entry_rows, rings
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened
from tests.meetings.factories import MeetingSchool, did, known, school_file


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> MeetingSchool:
    return school_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: MeetingSchool) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def book(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = (), title: str = "Ark1") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    made.save(path / "hjul.xlsx")
    return path / "hjul.xlsx"


def text(path: Path, lines: str, encoding: str = "cp1252") -> Path:
    (path / "hjul.csv").write_bytes(lines.replace("\n", "\r\n").encode(encoding))
    return path / "hjul.csv"


def told(found: Found) -> list[tuple[str, str, str, str]]:
    return [(row.rule, row.title, row.ring, row.responsible) for row in found.rows]


def problems(found: Found) -> list[str]:
    tr = translator("nb")
    return [tr(one.saying.msgid, **one.saying.values) for one in found.problems]


def test_a_table_of_all_bodies_with_merged_months_and_several_bodies_in_a_cell(tmp_path: Path) -> None:
    # As a school whose wheel is of cooperation between home and school: months merged, SU and SMU together.
    path = book(
        tmp_path,
        [
            ["Årshjul for hjem-skole-samarbeid"],
            [],
            ["Måned", "Hva", "Organ", "Ansvarlig"],
            ["Sept", "Foreldrekontaktmøte: informasjon", "Foreldrekontakter", "Rektor"],
            [None, "Årsmøte", "FAU", "Leder FAU"],
            [None, "Klasseforeldremøter", "Foreldremøter", "Foreldrekontakter og kontaktlærere"],
            ["Okt/nov", "Konstituering\nTrivselsundersøkelse 3., 5. og 7. klasse", "FAU", "Leder FAU"],
            [None, "Konstituering, utemiljø", "SMU", "Leder FAU og rektor"],
            ["Høst", "Sosial tilstelning i gruppene", "Klassekontakter", None],
            ["Mai/juni", "Evaluering", "SMU og SU", "Rektor"],
            ["17. mai", "Baking", "6. trinn", "6. trinn"],
        ],
        ["A4:A6", "A7:A8"],
    )
    found = read_table(path, YEAR)
    assert told(found) == [
        ("MÅNED(9)", "Foreldrekontaktmøte: informasjon", "Foreldrekontakter", "Rektor"),
        ("MÅNED(9)", "Årsmøte", "FAU", "Leder FAU"),
        ("MÅNED(9)", "Klasseforeldremøter", "Foreldremøter", "Foreldrekontakter og kontaktlærere"),
        ("MÅNED(10)..MÅNED(11)", "Konstituering", "FAU", "Leder FAU"),
        ("MÅNED(10)..MÅNED(11)", "Trivselsundersøkelse 3., 5. og 7. klasse", "FAU", "Leder FAU"),
        ("MÅNED(10)..MÅNED(11)", "Konstituering, utemiljø", "SMU", "Leder FAU og rektor"),
        ("MÅNED(9)..MÅNED(11)", "Sosial tilstelning i gruppene", "Klassekontakter", ""),
        ("MÅNED(5)..MÅNED(6)", "Evaluering", "SMU", "Rektor"),
        ("MÅNED(5)..MÅNED(6)", "Evaluering", "SU", "Rektor"),
        ("17MAI", "Baking", "6. trinn", "6. trinn"),
    ]
    assert found.problems == ()
    assert [row.place for row in found.rows] == [4, 5, 6, 7, 7, 8, 9, 10, 10, 11]


def test_a_parents_committee_s_own_plan_of_months_and_bullets_names_its_body_in_the_title(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [
            ["Årsplan for FAU 2026/27", None],
            ["Måned", "Aktiviteter"],
            ["August", "• Oppstartsmøte i styret\n• Møteplan (4–5 møter i året,\n  styret hver måned)"],
            ["September", "- Foreldremøter\n- Nyvalg: FAU og klassekontakter"],
            ["November", "Uke 45: Åpen skole"],
            ["Mai", "Årsmøte:\n- årsmelding\n- valg"],
            ["Juni", "1. Overlevering til nytt styre\n2. Dato for august"],
        ],
    )
    found = read_table(path, YEAR)
    assert told(found) == [
        ("MÅNED(8)", "Oppstartsmøte i styret", "FAU", ""),
        ("MÅNED(8)", "Møteplan (4–5 møter i året, styret hver måned)", "FAU", ""),
        ("MÅNED(9)", "Foreldremøter", "FAU", ""),
        ("MÅNED(9)", "Nyvalg: FAU og klassekontakter", "FAU", ""),
        ("UKE(45)", "Åpen skole", "FAU", ""),
        ("MÅNED(5)", "Årsmøte", "FAU", ""),
        ("MÅNED(6)", "Overlevering til nytt styre", "FAU", ""),
        ("MÅNED(6)", "Dato for august", "FAU", ""),
    ]
    assert found.rows[5].description == "årsmelding\nvalg"


def test_a_text_table_in_the_old_encoding_with_columns_in_another_order_and_in_nynorsk(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Ansvarleg;Organ;Tema;Månad;Veke;Merknad\n"
        "Rektor;SMU;Skulemiljøet no;september;38;saman med SU\n"
        "FAU-leiar;FAU;Opne skulen;november;45;\n"
        ";FAU;Møteplan;;;\n"
        "Kontoret;;Kontaktlister på nytt;januar;;\n"
        "Rektor;Elevrådet;Trivsel;snart;;\n"
        "Rektor;SU;;mars;;\n",
    )
    found = read_table(path, YEAR)
    assert told(found) == [
        ("UKE(38)", "Skulemiljøet no", "SMU", "Rektor"),
        ("UKE(45)", "Opne skulen", "FAU", "FAU-leiar"),
        ("MÅNED(11)", "Møteplan", "FAU", ""),
        ("MÅNED(1)", "Kontaktlister på nytt", "", "Kontoret"),
        ("", "Trivsel", "Elevrådet", "Rektor"),
    ]
    assert found.rows[0].description == "saman med SU"
    assert found.rows[4].description == "snart"
    assert [one.place for one in found.problems] == [6, 7]
    assert [said[:6] for said in problems(found)] == ["Rad 6:", "Rad 7:"]
    assert "«snart»" in problems(found)[0]


def test_a_column_for_each_month_and_a_row_for_each_body(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [
            ["", "August", "September", "Oktober", "Nov/des"],
            ["FAU", "Konstituering", "Valg til styret\nSøke tilskudd", None, "Budsjett"],
            ["SMU", None, "Møte 1", "Uke 42: trafikk", None],
            ["Elevråd", None, None, None, "Kontakt med FAU"],
        ],
    )
    assert told(read_table(path, YEAR)) == [
        ("MÅNED(8)", "Konstituering", "FAU", ""),
        ("MÅNED(9)", "Valg til styret", "FAU", ""),
        ("MÅNED(9)", "Søke tilskudd", "FAU", ""),
        ("MÅNED(11)..MÅNED(12)", "Budsjett", "FAU", ""),
        ("MÅNED(9)", "Møte 1", "SMU", ""),
        ("UKE(42)", "Trafikk", "SMU", ""),
        ("MÅNED(11)..MÅNED(12)", "Kontakt med FAU", "Elevråd", ""),
    ]


def test_a_column_for_each_body_and_a_row_for_each_month(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [
            ["Når", "FAU", "SU", "SMU"],
            ["Sept.", "Konstituering", None, "Konstituering"],
            ["uke 43–44", None, "Budsjett", "Elevundersøkelsen"],
        ],
    )
    assert told(read_table(path, YEAR)) == [
        ("MÅNED(9)", "Konstituering", "FAU", ""),
        ("MÅNED(9)", "Konstituering", "SMU", ""),
        ("UKE(43)..UKE(44)", "Budsjett", "SU", ""),
        ("UKE(43)..UKE(44)", "Elevundersøkelsen", "SMU", ""),
    ]


def test_dates_of_the_spreadsheet_and_english_headings(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [
            ["Date", "Topic", "Committee", "Responsible", "Place"],
            [date(2026, 10, 13), "Safe roads", "FAU", "The chair", "Library"],
            [None, "Budget", "SU", "Principal", None],
            ["14.01.2027", "Survey", "SMU", "Principal", "Room 2"],
        ],
    )
    found = read_table(path, YEAR)
    assert told(found) == [
        ("DATO(2026-10-13)", "Safe roads", "FAU", "The chair"),
        ("DATO(2026-10-13)", "Budget", "SU", "Principal"),
        ("DATO(2027-01-14)", "Survey", "SMU", "Principal"),
    ]
    assert found.rows[0].description == "Place: Library"


def test_without_headings_the_first_column_says_when(tmp_path: Path) -> None:
    path = text(tmp_path, "August;Klasselister;Kontoret\nSeptember;Valg;FAU\nOktober;Trafikk;FAU\n", "utf-8")
    assert told(read_table(path, YEAR)) == [
        ("MÅNED(8)", "Klasselister", "Kontoret", ""),
        ("MÅNED(9)", "Valg", "FAU", ""),
        ("MÅNED(10)", "Trafikk", "FAU", ""),
    ]


def test_from_and_until_are_a_period_and_a_grade_is_no_number_of_a_list(tmp_path: Path) -> None:
    path = text(
        tmp_path, "Fra;Til;Uke;Hva;Ring\n24.08.2026;28.08.2026;35;1. trinn: velkommen;Skolen\n15.09.2026;;38;Valg;FAU\n"
    )
    assert told(read_table(path, YEAR)) == [
        ("DATO(2026-08-24)..DATO(2026-08-28)", "1. trinn: velkommen", "Skolen", ""),
        ("DATO(2026-09-15)", "Valg", "FAU", ""),
    ]


def test_a_file_that_is_no_wheel_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No wheel was found"):
        read_table(text(tmp_path, "Fornavn;Etternavn\nAsk;Lunde\nDina;Myhre\n"), YEAR)


def test_a_row_with_an_identity_number_is_left_out_and_told(tmp_path: Path) -> None:
    found = read_table(text(tmp_path, "Måned;Tema\nmai;Møte om 01010750160\njuni;Fest\n"), YEAR)
    assert told(found) == [("MÅNED(6)", "Fest", "", "")]
    assert [one.place for one in found.problems] == [2]
    assert "0101" not in problems(found)[0]


def test_a_heading_with_an_identity_number_is_kept_nowhere(tmp_path: Path) -> None:
    number = "13097248022"
    for head in (["Måned", "Tema", number], ["Måned", "FAU", f"Ola {number}"]):
        found = read_table(book(tmp_path, [head, ["oktober", "Sak", "mer"]]), YEAR)
        assert number not in repr(found)
        assert "mer" in repr(found)


def test_a_file_of_more_topics_than_any_wheel_is_refused(tmp_path: Path) -> None:
    topics = "\n".join(f"- sak {number}" for number in range(100))
    with pytest.raises(UserError, match="too many rows"):
        read_table(book(tmp_path, [["Måned", "Tema"], *[["oktober", topics]] * 30]), YEAR)


def test_what_was_read_goes_into_the_rings_of_the_school_once(
    tmp_path: Path, store: Store, school: MeetingSchool
) -> None:
    path = text(
        tmp_path,
        "Måned;Tema;Organ\nmai;A-saken;Foreldrerådets arbeidsutvalg\nmai;B-saken;Skolemiljøutvalget (SMU)\n"
        "mai;C-saken;Natteravnene\nmai;D-saken;\nmai;E-saken;Elevrådet\nmai;F-saken;Foreldremøte\nmai;G-saken;FAU\n",
    )
    found = read_table(path, YEAR).rows
    assert [one.is_new for one in known(store, rings_for, found)] == [True] * 7
    taken = did(store, take_in, YEAR, found)
    assert len(taken.ids) == 7
    by_id = {ring.id: (ring.kind, ring.body_id, ring.name) for ring in known(store, rings)}
    assert len(by_id) == 6
    where = {one.title[0]: by_id[one.ring_id] for one in known(store, entry_rows, YEAR)}
    assert where["A"] == where["G"] == ("body", school.fau, "FAU")
    assert where["B"][:2] == ("body", school.smu)
    assert where["E"][:2] == ("body", school.council)
    assert where["C"] == ("theme", None, "Natteravnene")
    assert where["D"] == ("school", None, "Skolen")
    assert where["F"] == ("parents", None, "Foreldremøter")
    assert [one.is_new for one in known(store, rings_for, found)] == [False] * 7
    again = did(store, take_in, YEAR, found)
    assert again.ids == ()
    assert len(again.there) == 7
    store.undo()
    assert len(known(store, entry_rows, YEAR)) in (0, 7)
