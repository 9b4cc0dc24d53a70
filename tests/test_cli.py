"""Does the command line do what its help promises, with the right exit codes and never a traceback?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.arguments import wants_window
from app.cli import run
from app.contacts.commands import NewPerson, add_external
from tests import factories
from tests.conftest import Clock

ROOT = Path(__file__).parent.parent
ROSTER = Path(__file__).parent / "data" / "elevliste.xlsx"
EMPTY = {"pupils": 0, "guardians": 0, "staff": 0, "classes": 0, "links": 0, "groups": 0}
WHOLE = {"pupils": 480, "guardians": 650, "staff": 21, "classes": 21, "links": 888, "groups": 0}

Answer = tuple[int, str, str]
Line = Callable[..., Answer]


@pytest.fixture
def line(tmp_path: Path, capfd: pytest.CaptureFixture[str], clock: Clock) -> Line:
    """Return what runs one command on a school of its own and gives (exit code, stdout, stderr)."""

    def call(*words: object) -> Answer:
        code = run(["--database", str(tmp_path / "school.db"), "--language", "nb", *map(str, words)])
        out, error = capfd.readouterr()
        return code, out, error

    return call


def answer(result: Answer) -> Any:
    code, out, error = result
    assert (code, error) == (0, "")
    return json.loads(out)


def small(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("Fornavn;Etternavn;Klasse;Født;Foresatt 1 navn;Foresatt 1 mobil", *rows)), "utf-8")
    return path


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    import openpyxl

    book = openpyxl.load_workbook(path)
    try:
        return list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def of_class(name: str) -> int:
    """Return how many pupils, guardians and contact teachers the roster has in a class, counted from the file."""
    heads, *rows = rows_of(ROSTER)
    mine = [dict(zip(heads, row, strict=True)) for row in rows if row[heads.index("Klasse")] == name]
    guardians = {
        (row[f"Foresatt{at}Fornavn"], row[f"Foresatt{at}Etternavn"], row[f"Foresatt{at}Mobilnr"])
        for row in mine
        for at in (1, 2)
        if row[f"Foresatt{at}Fornavn"]
    }
    return len(mine) + len(guardians) + len({row["Kontaktlærer"] for row in mine})


def page_of(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_command_or_none_decides_between_line_and_window() -> None:
    assert wants_window([])
    assert wants_window(["--database", "undo"])
    assert wants_window(["--language=nn"])
    assert not wants_window(["undo"])
    assert not wants_window(["--help"])
    assert not wants_window(["nonsense"])
    assert not wants_window(["--language", "xx"])
    assert not wants_window(["--database"])


def test_a_roster_comes_in_and_the_same_file_changes_nothing(line: Line) -> None:
    dry = answer(line("import", ROSTER, "--dry-run", "--json"))
    assert (dry["new"], dry["step"]) == (WHOLE, None)
    first = answer(line("import", ROSTER, "--json"))
    assert set(first) == {"format", "new", "changed", "same", "gone", "problems", "remarks", "step"}
    assert (first["format"], first["new"], first["changed"], first["problems"]) == ("table", WHOLE, EMPTY, [])
    assert isinstance(first["step"], int)
    again = answer(line("import", ROSTER, "--json"))
    assert (again["new"], again["changed"], again["same"], again["gone"]) == (EMPTY, EMPTY, WHOLE, EMPTY)
    assert again["step"] is None


def test_an_import_is_undone_redone_and_undone_again(line: Line) -> None:
    line("import", ROSTER)
    assert line("undo")[0] == 0
    assert answer(line("search", "a", "--json")) == []
    assert line("redo")[0] == 0
    assert len(answer(line("search", "", "--json"))) == 480 + 650 + 21
    assert line("undo")[0] == 0
    code, _, error = line("undo")
    assert (code, error) == (3, "Det er ingenting å angre.\n")


def test_a_dry_run_makes_nothing_and_needs_nobody_to_close_the_school(line: Line, tmp_path: Path) -> None:
    from tests.factories import opened

    assert answer(line("import", ROSTER, "--dry-run", "--json"))["new"] == WHOLE
    assert [path.name for path in tmp_path.iterdir()] == []
    with opened(tmp_path / "school.db"):
        assert answer(line("import", ROSTER, "--dry-run", "--json"))["new"] == WHOLE


def test_a_file_that_cannot_come_in_makes_no_school(line: Line, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    code, _, error = line("import", tmp_path / "empty.csv")
    assert (code, error.count("\n")) == (3, 1)
    assert not (tmp_path / "school.db").exists()


def test_only_a_whole_name_or_a_number_names_the_person_to_protect(line: Line, tmp_path: Path) -> None:
    near = [f"Ola{number:02d};Aberg;5A;0{number % 9 + 1}.03.2016;;" for number in range(25)]
    same = ["Ola;Berg;5A;01.02.2016;Kari Berg;90012345", "Ola;Berg;5B;02.02.2016;Per Berg;90012346"]
    line("import", small(tmp_path / "a.csv", *near, *same))
    for text in ("Ola Berg", "Berg, Ola"):
        code, _, error = line("protect", text, "client")
        assert code == 3
        assert error.count("Berg, Ola") == 2
    for text in ("90012345", "5A kari", "Kari"):
        assert line("protect", text, "client")[0] == 3
    assert line("protect", "kari berg", "client")[0] == 0


def test_the_history_says_what_was_undone_and_in_the_readers_language(line: Line, tmp_path: Path) -> None:
    line("import", ROSTER)
    line("export", "class-list", "--for", "5a", "--paper", "nn", "--out", tmp_path / "a.pdf")
    line("undo")
    line("redo")
    rows = answer(line("history", "--json"))
    said = [row["text"] for row in rows]
    assert said[:4] == [
        "Gjort om igjen: Importerte elevliste.xlsx",
        "Angret: Importerte elevliste.xlsx",
        f"Leverte ut Klasseliste til foresatte, 5A (Foresatte i klassen): {of_class('5A')}",
        "Importerte elevliste.xlsx",
    ]
    assert rows[0]["target"] == rows[1]["target"] == rows[3]["id"]
    assert "Handed out" in line("--language", "en", "history")[1]


def test_a_command_that_changes_leaves_a_backup_and_one_that_only_hands_out_leaves_none(
    line: Line, tmp_path: Path
) -> None:
    line("import", ROSTER)
    before = len(list((tmp_path / "backups").glob("*.db")))
    line("export", "class-list", "--out", tmp_path / "a.pdf")
    line("search", "a")
    assert len(list((tmp_path / "backups").glob("*.db"))) == before
    line("undo")
    assert len(list((tmp_path / "backups").glob("*.db"))) == before + 1


def test_a_person_is_found_by_half_a_phone_number(line: Line, tmp_path: Path) -> None:
    line("import", small(tmp_path / "a.csv", "Ola;Ødegård;5A;24.12.2016;Kari Ødegård;900 12 345"))
    for text in ("0012", "900 12", "0047 900 12 345", "+4790012", "kari odeg", "Ødegård, Kari"):
        found = answer(line("search", text, "--json"))
        assert [row["title"] for row in found] == ["Ødegård, Kari"]
    assert found[0]["phone"] == "+4790012345"
    assert found[0]["roles"] == ["guardian"]


def test_problems_are_listed_and_the_exit_code_is_still_0(line: Line, tmp_path: Path) -> None:
    roster = small(tmp_path / "a.csv", "Ola;Lie;5A;31.02.2016;Kari Lie;90012345", "Per;Moe;5A;01.03.2016;Mo Moe;123")
    found = answer(line("import", roster, "--json"))
    assert [(row["row"], row["column"]) for row in found["problems"]] == [(2, "Født"), (3, "Foresatt 1 mobil")]
    assert all(row["message"].endswith(".") for row in found["problems"])
    assert found["new"]["pupils"] == 2


def test_an_export_that_is_a_folder_comes_in(line: Line, tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    folder.mkdir()
    (folder / "users.csv").write_text("sourcedId,role,givenName,familyName\np1,student,Ola,Lie\n", "utf-8")
    (folder / "classes.csv").write_text("sourcedId,title,classType\nc1,5A,homeroom\n", "utf-8")
    (folder / "enrollments.csv").write_text("classSourcedId,userSourcedId,role\nc1,p1,student\n", "utf-8")
    (folder / "bilde.jpg").write_bytes(b"x")
    found = answer(line("import", folder, "--json"))
    assert (found["new"]["pupils"], found["new"]["classes"]) == (1, 1)
    assert answer(line("import", folder, "--json"))["step"] is None
    (tmp_path / "tom").mkdir()
    assert line("import", tmp_path / "tom")[0] == 3


def test_what_is_said_of_the_whole_file_is_said_on_the_line_too(line: Line, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Fornavn;Etternavn;Født;Klasse\nOla;Lie;08/24/2016;5A\nPer;Moe;03/01/2016;5A\n", "utf-8"
    )
    said = "I Født står måneden foran dagen, som i 08/24/2016, og slik ble den lest."
    assert answer(line("import", tmp_path / "a.csv", "--dry-run", "--json"))["remarks"] == [said]
    code, out, _ = line("import", tmp_path / "a.csv")
    assert (code, said in out.splitlines()) == (0, True)


def test_papers_are_listed_and_written(line: Line, tmp_path: Path) -> None:
    line("import", ROSTER)
    papers = answer(line("reports", "--json"))
    by_id = {row["id"]: row for row in papers}
    assert len(by_id) == len(papers)
    assert by_id["class-list"]["subjects"][0] == "1A"
    assert by_id["class-list"]["audiences"] == ["class_parents"]
    assert by_id["class-list"]["columns"][0] == {"key": "pupil", "title": "Elev", "chosen": True}
    assert by_id["class-list"]["people"] == "none"
    assert by_id["office-list"]["people"] == "any"
    assert {"key": "note", "title": "Merknad", "chosen": False} in by_id["office-list"]["columns"]
    order = next(option for option in by_id["address-labels"]["options"] if option["key"] == "order")
    assert (order["kind"], order["default"]) == ("choice", "class")
    assert [choice["value"] for choice in order["choices"]] == ["class", "name"]
    for name, ending in (("class-list", "pdf"), ("Klasseliste til foresatte", "xlsx"), ("kontorliste", "pdf")):
        out = tmp_path / f"{name}.{ending}"
        assert line("export", name, "--for", "5a", "--out", out)[0] == 0
        assert out.stat().st_size > 1000
    kinds = [row["kind"] for row in answer(line("history", "--json"))]
    assert kinds[:3] == ["export"] * 3


def test_a_list_of_chosen_people_has_the_columns_that_were_asked_for_in_their_order(line: Line, tmp_path: Path) -> None:
    roster = small(
        tmp_path / "a.csv",
        "Ola;Lie;5A;24.12.2016;Kari Lie;90012345",
        "Per;Moe;5B;01.03.2016;Mo Moe;91234567",
        "Eli;Dahl;5A;02.03.2016;Bo Dahl;91234568",
    )
    line("import", roster)
    ids = {row["title"]: row["id"] for row in answer(line("search", "", "--json"))}
    out = tmp_path / "two.xlsx"
    people = f"{ids['Moe, Per']},{ids['Lie, Ola']}"
    assert line("export", "office-list", "--people", people, "--columns", "born,pupil", "--out", out)[0] == 0
    words = [[cell for cell in row if cell is not None] for row in rows_of(out)]
    at = words.index(["Født", "Elev"])
    assert [row[1] for row in words[at + 1 : at + 3]] == ["Lie, Ola", "Moe, Per"]
    assert not any("Dahl, Eli" in row for row in words)
    assert "et utvalg" in line("history")[1]


def test_what_a_paper_asks_for_is_set_one_by_one(line: Line, tmp_path: Path) -> None:
    line("import", small(tmp_path / "a.csv", "Ola;Lie;5A;24.12.2016;Kari Lie;90012345"))
    out = tmp_path / "a.pdf"
    settings = ("--set", "blank_columns=2", "--set", "heads=Tur\nSvar = ja", "--set", "tick=yes")
    assert line("export", "name-list", *settings, "--out", out)[0] == 0
    assert "Tur" in page_of(out)
    assert "Svar = ja" in page_of(out)
    assert line("export", "changes-since", "--set", "since=2026-08-01", "--out", out)[0] == 0
    assert "01.08.2026" in page_of(out)
    assert line("export", "changes-since", "--set", "since=02.08.2026", "--out", out)[0] == 0
    assert "02.08.2026" in page_of(out)


def test_a_paper_in_a_format_of_its_own_is_written_and_noted(line: Line, tmp_path: Path) -> None:
    line("import", small(tmp_path / "a.csv", "Ola;Lie;5A;24.12.2016;Kari Lie;90012345"))
    person = answer(line("search", "kari", "--json"))[0]["id"]
    out = tmp_path / "kari.vcf"
    report = next(row for row in answer(line("reports", "--json")) if "vcf" in row["formats"])
    assert line("export", report["id"], "--people", person, "--out", out)[0] == 0
    assert out.read_bytes().startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert "Lie;Kari" in out.read_text("utf-8")
    assert answer(line("history", "--json"))[0]["kind"] == "export"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "missing.xlsx"), "Det finnes ingen fil"),
        (("export", "nothing", "--out", "a.pdf"), "Det finnes ikke noe papir"),
        (("export", "class-list", "--for", "9Z", "--out", "a.pdf"), "Det er ingen klasse"),
        (("export", "class-list", "--audience", "office", "--out", "a.pdf"), "Dette papiret er ikke for"),
        (("export", "class-list", "--out", "a.doc"), "Velg et filnavn"),
        (
            ("export", "class-list", "--columns", "shoe", "--out", "a.pdf"),
            "Dette papiret har ingen kolonne som heter shoe",
        ),
        (
            ("export", "office-list", "--set", "shoe=1", "--out", "a.pdf"),
            "Dette papiret har ikke noe valg som heter shoe",
        ),
        (("export", "name-list", "--set", "blank_columns=11", "--out", "a.pdf"), "Skriv et tall fra 0 til 10."),
        (("export", "name-list", "--set", "tick=maybe", "--out", "a.pdf"), "Skriv tick=yes eller tick=no."),
        (("export", "changes-since", "--set", "since=31.02.2026", "--out", "a.pdf"), "Skriv datoen slik: 24.08.2026."),
        (("export", "changes-since", "--set", "since=2026-02-31", "--out", "a.pdf"), "Skriv datoen slik: 24.08.2026."),
        (
            ("export", "office-list", "--people", "1,99999,88888", "--out", "a.pdf"),
            "Ingen har disse numrene: 99999, 88888.",
        ),
        (("export", "class-list", "--people", "1", "--out", "a.pdf"), "Klasseliste til foresatte gjelder klasser"),
        (("protect", "Nobody", "client"), "Ingen heter"),
        (("protect", "Maja", "client"), "Ingen heter"),
        (("restore", "missing.db"), "Det finnes ingen fil"),
        (("redo",), "Det er ingenting å gjøre om igjen"),
        (("--database", "none.db", "undo"), "Det finnes ingen skole i"),
    ],
)
def test_what_the_user_must_put_right_is_one_sentence_and_exit_code_3(
    line: Line, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    line("import", ROSTER)
    code, out, error = line(*words)
    assert (code, out) == (3, "")
    assert error.startswith(sentence)
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("import",),
        ("protect", "Ola", "secret"),
        ("export", "class-list"),
        ("export", "office-list", "--people", "Ola", "--out", "a.pdf"),
        ("export", "office-list", "--people", "1,,2", "--out", "a.pdf"),
        ("export", "office-list", "--people", "1", "--for", "5A", "--out", "a.pdf"),
        ("export", "office-list", "--columns", "", "--out", "a.pdf"),
        ("export", "office-list", "--set", "shoe", "--out", "a.pdf"),
    ],
)
def test_wrong_usage_is_exit_code_2(line: Line, words: tuple[str, ...]) -> None:
    code, out, error = line(*words)
    assert (code, out) == (2, "")
    assert "usage:" in error


@pytest.mark.parametrize(
    "command", ["undo", "check", "search x", "history", "reports", "export class-list --out a.pdf"]
)
def test_a_school_that_is_not_there_is_not_made_by_looking(line: Line, tmp_path: Path, command: str) -> None:
    code, _, _ = line(*command.split())
    assert code == (0 if command == "reports" else 3)
    assert not (tmp_path / "school.db").exists()


def test_a_protected_family_is_on_no_list_for_parents(line: Line, tmp_path: Path) -> None:
    roster = small(
        tmp_path / "a.csv",
        "Ola;Lie;5A;24.12.2016;Kari Lie;90012345",
        "Synne;Skjult;5A;24.11.2016;Gro Skjult;91111111",
    )
    line("import", roster)
    code, out, _ = line("protect", "Synne Skjult", "strictly_confidential")
    assert (code, out) == (0, "Synne Skjult: Strengt fortrolig adresse\n")
    assert line("export", "class-list", "--out", tmp_path / "a.pdf")[0] == 0
    page = page_of(tmp_path / "a.pdf")
    assert "Lie, Ola" in page
    assert "Skjult" not in page
    found = answer(line("search", "skjult", "--json"))
    assert {row["title"]: row["protected"] for row in found} == {"Skjult, Gro": False, "Skjult, Synne": True}


def test_who_still_has_the_address_of_a_protected_person_is_named(line: Line, tmp_path: Path) -> None:
    heads = "Fornavn;Etternavn;Klasse;Født;Adresse;Foresatt 1 navn;Foresatt 1 adresse"
    rows = "Ola;Lie;5A;24.12.2016;Lia 1;Kari Lie;Lia 1\nIda;Ås;5A;03.04.2016;Lia 1;Per Ås;Lia 1\n"
    (tmp_path / "a.csv").write_text(f"{heads}\n{rows}", "utf-8")
    line("import", tmp_path / "a.csv")
    kari = next(row["id"] for row in answer(line("search", "lie kari", "--json")))
    said = line("protect", "Ola Lie", "strictly_confidential")[1].splitlines()
    assert said[1:] == [f"Den samme adressen er fortsatt registrert på: {kari} Kari Lie. Beskytt dem også."]
    assert line("protect", kari, "strictly_confidential")[1].count("\n") == 1


def test_a_backup_is_restored_and_the_school_as_it_was_is_kept(line: Line, tmp_path: Path) -> None:
    line("import", small(tmp_path / "a.csv", "Ola;Lie;5A;24.12.2016;Kari Lie;90012345"))
    assert line("backup", "--out", tmp_path / "copy.db")[0] == 0
    line("undo")
    assert answer(line("search", "lie", "--json")) == []
    code, out, _ = line("restore", tmp_path / "copy.db")
    assert (code, out.count("\n")) == (0, 2)
    assert len(answer(line("search", "lie", "--json"))) == 2
    assert line("check")[:2] == (0, "Alt er i orden med filen.\n")


def test_rubbish_instead_of_a_school_is_left_as_it_is(line: Line, tmp_path: Path) -> None:
    database = tmp_path / "school.db"
    database.write_text("this is no database " * 500, encoding="utf-8")
    before = (database.read_bytes(), database.stat().st_mtime_ns)
    for command in ("check", "undo", "search x", f"import {ROSTER}"):
        code, out, error = line(*command.split())
        assert (code, out, error.count("\n")) == (3, "", 1)
    assert (database.read_bytes(), database.stat().st_mtime_ns) == before


def test_somebody_else_who_has_the_school_open_is_named(line: Line, tmp_path: Path) -> None:
    from tests.factories import opened

    with opened(tmp_path / "school.db") as store:
        store.who = "Kari"
        code, _, error = line("undo")
        assert code == 3
        assert "har alt denne skolen åpen" in error
        assert line("search", "x", "--json")[0] == 0


@pytest.mark.parametrize("command", ["import", "export", "search", "history", "reports", "protect", "restore"])
def test_the_help_of_a_command_has_an_example(line: Line, command: str) -> None:
    code, out, _ = line(command, "--help")
    assert code == 0
    assert f"main.py {command}" in out.split("example", 1)[1]


def test_the_command_line_loads_no_qt(tmp_path: Path) -> None:
    script = (
        "import sys; from app.cli import run\n"
        f"school = ['--database', {str(tmp_path / 'a.db')!r}]\n"
        f"run([*school, 'import', {str(ROSTER)!r}])\n"
        f"run([*school, 'export', 'class-list', '--out', {str(tmp_path / 'a.pdf')!r}])\n"
        "bad = [name for name in sys.modules if name.startswith(('PySide6', 'sqlite3', '_sqlite3'))]\n"
        "sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_somebody_from_outside_is_found_as_one(line: Line, tmp_path: Path) -> None:
    with factories.opened(tmp_path / "school.db") as store, store.change("Added") as session:
        add_external(session, NewPerson("Rita", "Aas"), "politician", "leder")
    (found,) = answer(line("search", "aas", "--json"))
    assert found["roles"] == ["external"]


def test_what_one_must_know_of_a_paper_is_said_beside_it(line: Line, tmp_path: Path) -> None:
    line("import", small(tmp_path / "a.csv", "Ola;Lie;5A;24.12.2016;Kari Lie;90012345"))
    code, out, _ = line("export", "class-list", "--paper", "nn", "--out", tmp_path / "a.pdf")
    saved, remark = out.splitlines()
    assert (code, saved) == (0, f"Lagret: {tmp_path / 'a.pdf'}")
    assert remark.startswith("Skolen har ikke skrevet ned hvorfor")
    assert "skrevet ned" not in page_of(tmp_path / "a.pdf")
    assert line("export", "office-list", "--out", tmp_path / "b.pdf")[1].count("\n") == 1


def test_imports_are_listed_and_an_older_one_is_undone_with_what_hangs_on_it(line: Line, tmp_path: Path) -> None:
    first = answer(line("import", small(tmp_path / "en.csv", "Kari;Berg;5A;;Ola Berg;90012345"), "--json"))
    answer(line("import", small(tmp_path / "to.csv", "Kari;Berg;5B;;Ola Berg;90012345"), "--json"))
    runs = answer(line("imports", "--json"))
    assert [(run["file"], run["undone"]) for run in runs] == [("to.csv", False), ("en.csv", False)]
    assert runs[1]["standing"] < runs[1]["rows"]
    assert line("imports")[1].splitlines()[0].endswith("opplysninger står som de kom")
    code, out, error = line("undo", first["step"])
    assert code == 3
    assert "to.csv" in out  # what hangs on it is named
    assert "sammen" in error
    assert line("undo", first["step"], "--together")[0] == 0
    assert [run["undone"] for run in answer(line("imports", "--json"))] == [True, True]


def test_what_a_file_covers_and_the_day_it_holds_from_are_told(line: Line, tmp_path: Path) -> None:
    both = small(tmp_path / "alle.csv", *(f"Kari{n};Berg;{name};;;" for n in range(12) for name in ("5A", "5B")))
    answer(line("import", both, "--json"))
    kept = [f"Kari{n};Berg;{name};;;" for n in range(12) for name in ("5A", "5B") if (n, name) != (11, "5B")]
    less = small(tmp_path / "faerre.csv", *kept)
    found = answer(line("import", less, "--covers", "changes", "--dry-run", "--json"))
    assert found["gone"]["pupils"] == 0
    found = answer(line("import", less, "--covers", "classes", "--from", "2026-09-01", "--json"))
    assert found["gone"]["pupils"] == 1
    assert answer(line("imports", "--json"))[0]["valid_from"] == "2026-09-01"
    assert line("import", less, "--from", "i dag")[0] == 2
    assert line("import", less, "--covers", "alt")[0] == 2
