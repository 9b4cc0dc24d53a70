"""Protection is turned on for somebody who has been here for a while: is all of theirs gone from everywhere else?"""

from __future__ import annotations

import contextlib
import csv
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.contacts import protection
from app.contacts.commands import NewPerson, add_external
from app.contacts.duplicates.side_by_side import duplicate_pairs
from app.contacts.imports.work import bring_in
from app.contacts.person_queries import contact_detail
from app.contacts.provenance import papers_with
from app.contacts.register.lines import register_lines
from app.contacts.register.words import for_teachers, register_facts, teachers_text
from app.contacts.reports.recall import papers_out, say_paper
from app.core.i18n import LANGUAGES, translator
from db import history
from db.backup import own_backups
from db.errors import StoreError
from db.store import Store
from tests.conftest import Clock
from tests.db.schools import bare
from tests.factories import TODAY, YEAR
from tests.privacy.papers import words_of
from tests.privacy.plants import Planted
from tests.privacy.scanner import Scanner, Trace

HIDDEN = {"phone", "email", "street", "city", "postal"}
PLAIN = "plain 5A mother"


def kept(planted: Planted, found: set[Trace]) -> list[tuple[str, str]]:
    """Return (who, which value) of the traces that are contact details of graded people."""
    plants = planted.plants
    graded = {*planted.graded, *planted.merged}
    return sorted((plants[person].key, value) for person, value in found if person in graded and value in HIDDEN)


def rows_of(store: Store, scanner: Scanner, *but: str) -> dict[str, set[Trace]]:
    """Return whose values are in the rows of each table."""
    with store.maintenance() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars().all()
        return {
            name: scanner.texts(
                str(cell) for row in connection.execute(text(f'SELECT * FROM "{name}"')) for cell in row if cell
            )
            for name in names
            if name not in but
        }


def test_no_row_of_any_other_table_holds_them(own_school: Store, planted: Planted, scanner: Scanner) -> None:
    found = rows_of(own_school, scanner)
    protected = found.pop("protected_contact")
    assert {name: kept(planted, traces) for name, traces in found.items() if kept(planted, traces)} == {}
    plain = planted.id(PLAIN)
    for name, value in (("phone", "phone"), ("email", "email"), ("address", "street"), ("history_change", "phone")):
        assert (plain, value) in found[name]
    assert (plain, "phone") in found["search"]
    late = planted.id("late mother")
    assert {value for person, value in protected if person == late} == HIDDEN
    for key in ("pupil", "guardian", "staff", "external"):
        strict = planted.id(f"{key} strictly_confidential")
        assert {value for person, value in protected if person == strict} == {"phone", "email"}


def test_no_value_of_before_is_left_either(own_school: Store, planted: Planted) -> None:
    """Numbers she had before, the twin entry's, those that were undone: in rows, in the history and in labels."""
    assert len(planted.late_values) > 8
    with own_school.maintenance() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars().all()
        for name in set(names) - {"protected_contact"}:
            said = "\n".join(str(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')))
            assert [value for value in planted.late_values if value in said] == [], name


def test_the_bytes_of_the_file_hold_them_nowhere_else(own_file: Path, planted: Planted, scanner: Scanner) -> None:
    strict = {planted.id(f"{key} strictly_confidential") for key in ("pupil", "guardian", "staff", "external")}
    before = own_file.read_bytes()
    assert {(person, value) for person, value in scanner.data(before) if person in strict and value in HIDDEN} == {
        (person, value) for person in strict for value in ("phone", "email")
    }
    with bare(own_file) as raw:
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute("DELETE FROM protected_contact")
    data = own_file.read_bytes()
    found = scanner.data(data)
    assert kept(planted, found) == []
    assert [value for value in planted.late_values if value.encode() in data] == []
    assert {(planted.id(PLAIN), value) for value in HIDDEN} <= found


def test_the_file_is_whole_with_all_of_them_protected(school: Store) -> None:
    assert school.check() == []


def test_a_backup_of_before_would_tell(planted: Planted, scanner: Scanner) -> None:
    """The control, and why one is told of backups: the one that was made before holds all of it."""
    backup = own_backups(planted.path)[-1]
    found = scanner.file(backup)
    assert {(planted.id("late mother"), value) for value in HIDDEN} <= found
    assert [value for value in planted.late_values if value.encode() in backup.read_bytes()] != []
    beside = [path for path in planted.path.parent.iterdir() if path.suffix not in (".pdf", ".vcf")]
    assert {path.name for path in beside} == {"school.db", "school.db.lock", backup.parent.name}  # no journal, no copy
    assert scanner.file(planted.path.with_name("school.db.lock")) == set()


def test_the_history_says_no_value_in_any_language(school: Store, planted: Planted, scanner: Scanner) -> None:
    steps = school.read(history.steps, limit=10_000)
    for language in LANGUAGES:
        found = scanner.texts(translator(language).say(step.label, step.arguments) for step in steps)
        assert kept(planted, found) == []
        assert (planted.id(PLAIN), "family") in found
    said = " ".join(str(step.arguments) for step in steps)
    assert [value for value in planted.late_values if value in said] == []


def test_nothing_comes_back_by_undoing_and_doing_again(own_school: Store, planted: Planted, scanner: Scanner) -> None:
    for step in [step.id for step in own_school.read(history.steps, limit=120) if step.kind == "change"]:
        with contextlib.suppress(StoreError):
            own_school.undo(step)
    for _ in range(20):
        with contextlib.suppress(StoreError):
            own_school.redo()
    found = rows_of(own_school, scanner, "protected_contact")
    assert {name: kept(planted, traces) for name, traces in found.items() if kept(planted, traces)} == {}


def test_nothing_comes_back_with_the_next_file(
    own_school: Store, planted: Planted, scanner: Scanner, tmp_path: Path
) -> None:
    """The register still sends what the school must not keep beside the protected table."""
    path = tmp_path / "elevliste.csv"
    heads = ["Fornavn", "Etternavn", "Klasse", "Fødselsdato", "Adresse", "Postnr", "Poststed", "Mobilnr", "Epost"]
    guardian = ["Fornavn", "Etternavn", "Adresse", "Postnr", "Poststed", "Mobilnr", "Epost"]
    heads += [f"Foresatt{number}{name}" for number in (1, 2) for name in guardian]

    def person(key: str) -> list[str]:
        words = planted.people[key].words
        contact = [words["phone"], f"{words['email']}@example.no"]
        return [words["given"], words["family"], f"{words['street']} 17", "0150", words["city"], *contact]

    def row(pupil: str, *guardians: str) -> list[str]:
        given, family, *rest = person(pupil)
        return [given, family, "5A", "03.02.2016", *rest, *(cell for one in guardians for cell in person(one))]

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [
                heads,
                row("plain 5A", "plain 5A mother", "plain 5A father"),
                row("pupil client", "mother of pupil client", "father of pupil client"),
                row("child of guardian confidential", "guardian confidential", "other home of guardian confidential"),
                row("banned and graded", "banned and graded mother", "banned and graded father"),
                row("late", "late mother"),
            ]
        )
    bring_in(own_school, path, year=YEAR)
    found = rows_of(own_school, scanner, "protected_contact")
    assert {name: kept(planted, traces) for name, traces in found.items() if kept(planted, traces)} == {}
    assert (planted.id(PLAIN), "phone") in found["phone"]


def test_the_papers_of_the_last_year_are_those_the_family_stood_on(
    own_school: Store, planted: Planted, clock: Clock
) -> None:
    late, steps = planted.id("late mother"), planted.papers
    found = own_school.read(papers_out, late, TODAY)
    expected = {steps[name] for name in steps} - {steps["office-list 7A"]}
    assert {paper.step_id for paper in found} == expected
    assert len(expected) == 4
    alone = own_school.read(papers_with, [late])
    assert steps["vcard alone"] in {
        paper.step_id for paper in alone
    }  # by the id of the entry that was merged into hers
    assert steps["name-list 5A"] not in {paper.step_id for paper in alone}  # her son's name stood there, not hers
    said = [say_paper(paper, translator("nb")) for paper in found]
    assert {(one.paper, one.audience, one.made_by) for one in said} >= {
        ("Klasseliste til foresatte, 5A", "Foresatte i klassen", "Sekretær Hauge")
    }
    others = own_school.read(papers_out, planted.id("staff client"), TODAY)
    assert steps["class-list 5A"] not in {paper.step_id for paper in others}
    clock.set(datetime(2027, 8, 25, 8, 0))
    assert own_school.read(papers_out, late, TODAY) == ()


def test_the_lines_for_the_register_hold_no_value_of_theirs(school: Store, planted: Planted, scanner: Scanner) -> None:
    lines = school.read(register_lines, TODAY, entered_too=True)
    assert {value for _, value in scanner.texts(words_of(lines))} == {"given", "family", "told_by"}
    plain = planted.id("plain 5A mother")
    for audience in ("office", "staff"):
        facts = school.read(register_facts, TODAY, audience, entered_too=True)
        found = scanner.texts(words_of(facts))
        if audience == "office":
            assert kept(planted, found) == []
        for person, value in found - {(one, "told_by") for one, _ in found}:
            assert value in planted.allowed(person, audience), (planted.plants[person].key, value)
        for language in LANGUAGES:
            told = scanner.text(teachers_text(for_teachers(facts, translator(language)), translator(language)))
            assert {value for _, value in told} <= {"given", "family", "told_by", *HIDDEN, "language"}
            if audience == "staff":
                near = {(person, value) for person, value in told if person in planted.protected() and value in HIDDEN}
                assert near == set()
        assert (plain, "family") in found


def test_what_is_read_of_a_person_beside_the_list_holds_none_of_it(
    school: Store, planted: Planted, scanner: Scanner
) -> None:
    for one in planted.living:
        detail = school.read(contact_detail, one.id, TODAY)
        found = scanner.texts(words_of(detail))
        assert kept(planted, found) == [], one.key
        assert (one.id, "family") in found


def test_two_entries_side_by_side_show_no_address_of_the_household(
    own_school: Store, planted: Planted, scanner: Scanner
) -> None:
    keys = ("plain 5A mother", "mother of pupil client")
    for key in keys:
        one = planted.people[key]
        again = NewPerson(one.words["given"], one.words["family"], phone=one.words["phone"], street="Storgata 1")
        with own_school.change("Added somebody again") as session:
            add_external(session, again, "other")
    pairs = own_school.read(duplicate_pairs, TODAY)
    met = {one.first_id: scanner.texts(words_of(one)) for one in pairs}
    assert {planted.id(key) for key in keys} <= set(met)
    plain, near = (met[planted.id(key)] for key in keys)
    assert {value for _, value in plain} >= {"family", "phone", "street", "postal"}
    assert {value for person, value in near if person == planted.id(keys[1])} & HIDDEN == {"phone", "email"}
    assert kept(planted, set().union(*met.values())) == []


@pytest.mark.parametrize("grade", ["client", "confidential", "strictly_confidential"])
def test_a_family_that_is_protected_in_march_is_off_every_list_at_once(
    own_school: Store, planted: Planted, scanner: Scanner, grade: str
) -> None:
    from app.contacts.disclosure import disclosure
    from app.contacts.listed import people_for

    family = [planted.id(key) for key in ("plain 2B", "plain 2B mother", "plain 2B father")]

    def shown(audience: str) -> set[Trace]:
        people = own_school.read(lambda session: people_for(session, family, disclosure(session, audience, TODAY)))
        return scanner.texts(words_of(people))

    assert {person for person, _ in shown("class_parents")} == set(family)
    protection.protect(own_school, family[1], grade)
    for audience in ("class_parents", "public", "home", "election_officer"):
        assert shown(audience) == set()
    assert {value for person, value in shown("staff")} == {"given", "family", "language"}
    assert {value for person, value in shown("office") if person == family[1]} == {"given", "family", "language"}
    assert (family[0], "street") not in shown("office")
    found = rows_of(own_school, scanner, "protected_contact")
    for traces in found.values():
        assert {value for person, value in traces if person == family[1]} & HIDDEN == set()
