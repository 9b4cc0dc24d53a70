"""Is a fødselsnummer refused in every text of every command, and is none left anywhere afterwards?

The commands are found by looking for them, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import inspect
import logging
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import app.contacts
import app.school
from app.contacts import commands, disposal, external_ids, groups, protection
from app.contacts.commands import NewLink, NewPerson
from app.contacts.duplicates.merging import merge_people
from app.contacts.imports.work import bring_in
from app.contacts.people import bulk
from app.contacts.register import lines as register
from app.contacts.turning import classes as turn_of_classes
from app.contacts.turning import commands as turning
from app.core.errors import UserError, explain
from app.core.i18n import translator
from app.core.identity import holds_identity_number
from app.core.report import ReportRequest
from app.handing_out import hand_out
from app.school import calendar_commands, due_answers
from app.school import commands as school
from app.school.calendar import Entry
from app.school.calendar_file import Difference
from db.models import (
    CalendarEntry,
    Email,
    ExternalRole,
    GuardianLink,
    Person,
    PersonGroup,
    Phone,
    RegisterChange,
    SchoolClass,
    StaffRole,
)
from db.protected import Contact
from db.store import Store
from tests import factories
from tests.conftest import Clock
from tests.privacy.papers import every_report

WORDS = "fødselsnummer"
_FIRST, _SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def made_up(day: int, month: int, year: int = 99) -> str:
    """Return a number of nobody with both control digits right, worked out here."""
    for serial in range(500, 1000):
        digits = [int(sign) for sign in f"{day:02d}{month:02d}{year:02d}{serial}"]
        for weights in (_FIRST, _SECOND):
            digits.append((11 - sum(map(int.__mul__, digits, weights)) % 11) % 11)
        if max(digits) < 10:
            return "".join(map(str, digits))
    raise AssertionError("no such number")


ORDINARY, D_NUMBER = made_up(24, 8), made_up(24 + 40, 8)
MADE_FOR_TESTS = [made_up(24, 8 + added) for added in (40, 65, 80)]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WRITTEN = {
    "ordinary": ORDINARY,
    "d-number": D_NUMBER,
    "synthetic 40": MADE_FOR_TESTS[0],
    "synthetic 65": MADE_FOR_TESTS[1],
    "synthetic 80": MADE_FOR_TESTS[2],
    "space": f"{ORDINARY[:6]} {ORDINARY[6:]}",
    "two spaces": f"{ORDINARY[:6]}  {ORDINARY[6:]}",
    "no-break space": f"{ORDINARY[:6]}\u00a0{ORDINARY[6:]}",
    "narrow space": f"{ORDINARY[:6]}\u202f{ORDINARY[6:]}",
    "invisible": f"{ORDINARY[:6]}\u200b{ORDINARY[6:]}",
    "hyphen": f"{ORDINARY[:6]}-{ORDINARY[6:]}",
    "dash": f"{ORDINARY[:6]}–{ORDINARY[6:]}",
    "hyphen with spaces": f"{ORDINARY[:6]} - {ORDINARY[6:]}",
    "dots": f"{ORDINARY[:2]}.{ORDINARY[2:4]}.{ORDINARY[4:6]} {ORDINARY[6:]}",
    "digit by digit": " ".join(ORDINARY),
    "wide digits": ORDINARY.translate(WIDE),
    "in a sentence": f"Hei ({ORDINARY}), ring",
}
NUMBERS = {ORDINARY, D_NUMBER, *MADE_FOR_TESTS}


@pytest.mark.parametrize("way", WRITTEN)
def test_a_number_is_known_however_it_is_written(way: str) -> None:
    assert holds_identity_number(WRITTEN[way])
    assert holds_identity_number(f"Elev {WRITTEN[way]}\nog mer")


@pytest.mark.parametrize(
    "text",
    [
        *(ORDINARY[:10] + str((int(ORDINARY[10]) + 1) % 10), ORDINARY + "1", "1" + ORDINARY, ORDINARY[:10]),
        *("900 12 345 / 412 34 567", "01.01.2026", "974 557 746", "1234 56 78903", f"{ORDINARY[:6]}\n{ORDINARY[6:]}"),
    ],
)
def test_other_numbers_are_let_be(text: str) -> None:
    assert not holds_identity_number(text)


@dataclass
class Desk:
    """A school with one of each, for the commands to work on."""

    store: Store
    pupil: int
    guardian: int
    twin: int
    graded: int
    link: int
    staff_role: int
    external_role: int
    phone: int
    email: int
    group: int
    class_id: int
    register: int
    entry: int


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("numbers") / "school.db"
    with factories.opened(path) as store:
        pupil = factories.pupil(store, "Ola Berg", "5A")
        factories.guardian(store, "Kari Berg", pupil, phone="90012345", email="kari@example.no")
        factories.guardian(store, "Kari Berg", factories.pupil(store, "Ida Berg", "5A"), phone="90012345")
        graded = factories.pupil(store, "Siv Moe", "5A")
        factories.teacher(store, "Lise Lie", "5A")
        with store.change("Added") as session:
            commands.add_external(session, NewPerson("Per", "Vik"), "politician", "leiar", "kommunen")
            groups.add_group(session, factories.YEAR, "Leirskole", [pupil])
            calendar_commands.add_entry(session, factories.YEAR, date(2026, 10, 5), date(2026, 10, 9), "break", "Høst")
        protection.protect(store, graded, "client")
    return path


def _ids(session: Session) -> list[int]:
    def first(column: Any, **by: Any) -> int:
        return int(session.scalars(select(column).filter_by(**by).limit(1)).one())

    kari = session.scalars(select(Person.id).filter_by(given_name="Kari").order_by(Person.id)).all()
    return [
        first(Person.id, given_name="Ola"),
        *kari,
        first(Person.id, given_name="Siv"),
        *(first(kind.id) for kind in (GuardianLink, StaffRole, ExternalRole, Phone, Email, PersonGroup)),
        *(first(kind.id) for kind in (SchoolClass, RegisterChange, CalendarEntry)),
    ]


@pytest.fixture
def desk(founded: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A school of this test's own."""
    with factories.opened(Path(shutil.copy(founded, tmp_path / "school.db"))) as store:
        yield Desk(store, *store.read(_ids))


@pytest.fixture(scope="module")
def worn(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A school that everything is tried on; at the end there is nothing in it."""
    with factories.opened(Path(shutil.copy(founded, tmp_path_factory.mktemp("worn") / "school.db"))) as store:
        desk = Desk(store, *store.read(_ids))
        yield desk
        assert _left(desk) == []


Call = Callable[[Desk, Any, str], object]
PEOPLE = ("given_name", "family_name", "birth_date", "phone", "email", "street", "postal_code", "city")


def _new(field: str, text: str) -> NewPerson:
    return dataclasses.replace(NewPerson("Nils", "Dahl"), **{field: text})


def _field_of_contact(field: str, text: str) -> Contact:
    if field == "address":
        return Contact(address=(text, "0150", "Oslo"))
    if field == "postal":
        return Contact(postal=(text, "0101", "Oslo"))
    return Contact(phones=(text,)) if field == "phones" else Contact(emails=(text,))


def _adding(field: str) -> dict[str, Call]:
    first = date(2026, 8, 24)
    return {
        f"add_pupil.new.{field}": lambda d, s, t: commands.add_pupil(s, _new(field, t), d.class_id, first),
        f"add_guardian.new.{field}": lambda d, s, t: commands.add_guardian(s, d.pupil, _new(field, t)),
        f"add_staff.new.{field}": lambda d, s, t: commands.add_staff(s, _new(field, t), "lærer"),
        f"add_external.new.{field}": lambda d, s, t: commands.add_external(s, _new(field, t), "other"),
    }


def _linking(field: str) -> dict[str, Call]:
    return {
        f"add_guardian.link.{field}": lambda d, s, t: commands.add_guardian(
            s, d.pupil, NewPerson("Nils", "Dahl"), NewLink(**{field: t})
        ),
        f"link_guardian.new.{field}": lambda d, s, t: commands.link_guardian(s, d.pupil, d.twin, NewLink(**{field: t})),
    }


def _entry(text: str) -> list[Difference]:
    return [Difference("new", None, Entry(date(2026, 11, 2), date(2026, 11, 2), "day_off", text))]


def _next_years(session: Session) -> int:
    """A class of the year to come."""
    return school.add_class(session, factories.YEAR + 1, "6A")


TEXTS: dict[str, Call] = {
    **{name: call for field in PEOPLE for name, call in _adding(field).items()},
    "add_staff.function": lambda d, s, t: commands.add_staff(s, NewPerson("A", "B"), t),
    "add_external.function": lambda d, s, t: commands.add_external(s, NewPerson("A", "B"), "other", t),
    "add_external.organisation": lambda d, s, t: commands.add_external(s, NewPerson("A", "B"), "other", "", t),
    "add_external_role.function": lambda d, s, t: commands.add_external_role(s, d.guardian, "other", t),
    "add_external_role.organisation": lambda d, s, t: commands.add_external_role(s, d.guardian, "other", "", t),
    "add_staff_role.function": lambda d, s, t: commands.add_staff_role(s, d.guardian, t),
    **{
        f"set_field.value {field}": lambda d, s, t, field=field: commands.set_field(s, d.pupil, field, t)  # type: ignore[misc]
        for field in ("given_name", "family_name", "birth_date", "note", "language", "election_alias")
    },
    "set_phone.text": lambda d, s, t: commands.set_phone(s, d.guardian, None, t),
    "set_phone.text changed": lambda d, s, t: commands.set_phone(s, d.guardian, d.phone, t),
    "set_email.text": lambda d, s, t: commands.set_email(s, d.guardian, d.email, t),
    **{
        f"set_address.text {field} {kind}": lambda d, s, t, field=field, kind=kind: commands.set_address(  # type: ignore[misc]
            s, d.pupil, field, t, kind
        )
        for field in ("street", "postal_code", "city")
        for kind in ("home", "postal")
    },
    "set_function.text": lambda d, s, t: commands.set_function(s, d.staff_role, t),
    "set_external.text": lambda d, s, t: commands.set_external(s, d.external_role, "function", t),
    "set_external.text organisation": lambda d, s, t: commands.set_external(s, d.external_role, "organisation", t),
    "set_language.language": lambda d, s, t: bulk.set_language(s, [d.pupil], t, ""),
    "gather.name": lambda d, s, t: bulk.gather(s, [d.pupil], factories.YEAR, t),
    "add_group.name": lambda d, s, t: groups.add_group(s, factories.YEAR, t),
    "rename_group.name": lambda d, s, t: groups.rename_group(s, d.group, t),
    "set_told_by.text": lambda d, s, t: register.set_told_by(s, d.register, t),
    "reveal.reason": lambda d, s, t: protection.reveal(d.store, d.graded, t),
    "reveal_address.reason": lambda d, s, t: protection.reveal_address(d.store, d.pupil, t),
    **{
        f"change_protected.contact.{field}": lambda d, s, t, field=field: protection.change_protected(  # type: ignore[misc]
            d.store, d.graded, _field_of_contact(field, t)
        )
        for field in ("phones", "emails", "address", "postal")
    },
    "found_school.name": lambda d, s, t: school.found_school(s, t, "nb", 2030),
    **{
        f"set_school_field.value {field}": lambda d, s, t, field=field: school.set_school_field(s, field, t)  # type: ignore[misc]
        for field in ("name", "municipality", "street", "city", "web", "email", "phone", "postal_code")
    },
    "add_class.name": lambda d, s, t: school.add_class(s, factories.YEAR, t),
    "rename_class.name": lambda d, s, t: school.rename_class(s, d.class_id, t),
    "split_class.name": lambda d, s, t: turning.split_class(s, _next_years(s), [], t),
    "merge_classes.name": lambda d, s, t: turning.merge_classes(s, _next_years(s), [], t),
    "add_assessment.author": lambda d, s, t: school.add_assessment(s, factories.TODAY, t, "Vi har vurdert."),
    "add_assessment.text": lambda d, s, t: school.add_assessment(s, factories.TODAY, "Rektor", t),
    "add_entry.name": lambda d, s, t: calendar_commands.add_entry(
        s, factories.YEAR, date(2026, 11, 2), None, "day_off", t
    ),
    "set_entry_field.value": lambda d, s, t: calendar_commands.set_entry_field(s, factories.YEAR, d.entry, "name", t),
    "take_calendar.differences": lambda d, s, t: calendar_commands.take_calendar(s, _entry(t)),
}
"""What a person types: refused in so many words."""

CODES: dict[str, Call] = {
    **{name: call for field in ("address_grade", "gender") for name, call in _adding(field).items()},
    **{
        name: call
        for field in ("relation", "parental_responsibility", "lives_with")
        for name, call in _linking(field).items()
    },
    "add_external.kind": lambda d, s, t: commands.add_external(s, NewPerson("A", "B"), t),
    "add_external_role.kind": lambda d, s, t: commands.add_external_role(s, d.guardian, t),
    "set_field.field": lambda d, s, t: commands.set_field(s, d.pupil, t, "x"),
    **{
        f"set_field.value {field}": lambda d, s, t, field=field: commands.set_field(s, d.pupil, field, t)  # type: ignore[misc]
        for field in ("gender", "list_opt_out", "needs_interpreter", "unlisted_phone")
    },
    "set_phone_kind.kind": lambda d, s, t: commands.set_phone_kind(s, d.phone, t),
    "set_email_kind.kind": lambda d, s, t: commands.set_email_kind(s, d.email, t),
    "set_address.field": lambda d, s, t: commands.set_address(s, d.pupil, t, "x"),
    "set_address.kind": lambda d, s, t: commands.set_address(s, d.pupil, "street", "x", t),
    "set_link.field": lambda d, s, t: commands.set_link(s, d.link, t, "x"),
    "set_link.value": lambda d, s, t: commands.set_link(s, d.link, "relation", t),
    "set_external.field": lambda d, s, t: commands.set_external(s, d.external_role, t, "x"),
    "set_role_day.kind": lambda d, s, t: commands.set_role_day(s, t, d.external_role, "valid_from", "01.08.2026"),
    "set_role_day.field": lambda d, s, t: commands.set_role_day(s, "staff", d.staff_role, t, "01.08.2026"),
    "set_role_day.text": lambda d, s, t: commands.set_role_day(s, "staff", d.staff_role, "valid_from", t),
    "remove_role.kind": lambda d, s, t: commands.remove_role(s, t, d.external_role),
    "set_language.interpreter": lambda d, s, t: bulk.set_language(s, [d.pupil], "", t),
    "set_wish.wish": lambda d, s, t: bulk.set_wish(s, [d.pupil], t, "yes"),
    "set_wish.value": lambda d, s, t: bulk.set_wish(s, [d.pupil], "list_opt_out", t),
    "merge_people.choices": lambda d, s, t: merge_people(s, d.guardian, d.twin, {t: t}),
    "to_register.field": lambda d, s, t: register.to_register(s, d.pupil, t),
    "confirm.facts": lambda d, s, t: register.confirm(s, {d.pupil: [t]}),
    "protect.grade": lambda d, s, t: protection.protect(d.store, d.pupil, t),
    "found_school.written_standard": lambda d, s, t: school.found_school(s, "Ås", t, 2030),
    "set_school_field.field": lambda d, s, t: school.set_school_field(s, t, "x"),
    "set_school_field.value organisation_number": lambda d, s, t: school.set_school_field(s, "organisation_number", t),
    "take.keys": lambda d, s, t: turn_of_classes.take(s, factories.YEAR, factories.YEAR + 1, [t]),
    "take_back.code": lambda d, s, t: due_answers.take_back(s, t),
    "dispose.kind": lambda d, s, t: disposal.dispose(s, t, d.pupil),
    "ids_given.format_name": lambda d, s, t: external_ids.ids_given(s, [d.pupil], t),
    "add_entry.kind": lambda d, s, t: calendar_commands.add_entry(s, factories.YEAR, date(2026, 11, 2), None, t),
    "set_entry_field.field": lambda d, s, t: calendar_commands.set_entry_field(s, factories.YEAR, d.entry, t, "x"),
    "set_entry_field.value kind": lambda d, s, t: calendar_commands.set_entry_field(
        s, factories.YEAR, d.entry, "kind", t
    ),
}
"""What the program itself says: refused or without effect, and never kept."""

READ_ONLY = frozenset(
    {
        *(
            "list_contacts",
            "count_contacts",
            "contact_ids",
            "called",
            "disclosure",
            "reach",
            "is_stale",
            "register_facts",
        ),
        *("households_for", "rows_since", "duplicate_pairs", "side_by_side", "sections_for", "allowed_for"),
        "handed_over",
        *("in_class_order", "proposal", "repoint"),  # repoint writes, within a merge: whose addresses stay, by code
    }
)
_TYPED = re.compile(r"\bstr\b|\bAny\b|NewPerson|NewLink|Contact\b|Difference")


def commands_with_texts() -> dict[str, set[str]]:
    """Return the texts every command takes: each function whose first argument is a session or the store."""
    found: dict[str, set[str]] = {}
    for package in (app.contacts, app.school):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".reports" in module.name or ".imports" in module.name:
                continue  # papers read; files are cleaned cell by cell (below)
            for name, call in vars(import_module(module.name)).items():
                if not inspect.isfunction(call) or call.__module__ != module.name or name.startswith("_"):
                    continue
                parameters = list(inspect.signature(call).parameters.values())
                takes = str(parameters[0].annotation) if parameters else ""
                if takes in ("Session", "Store") and name not in READ_ONLY:
                    typed = [one for one in parameters[1:] if _TYPED.search(str(one.annotation))]
                    if typed:
                        found[name] = {text for one in typed for text in _texts(name, one)}
    return found


def _texts(command: str, parameter: inspect.Parameter) -> Iterator[str]:
    parts = {"NewPerson": NewPerson, "NewLink": NewLink, "Contact": Contact}
    kind = next((parts[name] for name in parts if re.search(rf"\b{name}\b", str(parameter.annotation))), None)
    names = [f".{field.name}" for field in dataclasses.fields(kind)] if kind is not None else [""]
    return (f"{command}.{parameter.name}{name}" for name in names)


def test_no_text_of_any_command_is_forgotten() -> None:
    tried = {name.partition(" ")[0] for name in (*TEXTS, *CODES)}
    found = commands_with_texts()
    assert {text for texts in found.values() for text in texts} == tried
    assert len(found) > 35


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_refused_where_a_person_types(worn: Desk, clock: Clock, name: str) -> None:
    for way, text in WRITTEN.items():
        with pytest.raises(UserError) as caught:
            _run(worn, name, text)
        if not name.endswith(("birth_date", "web", "email", "emails", "phone", "phones", "postal_code")):
            assert WORDS in caught.value.message, way
        for language in ("nb", "nn", "en"):
            said = explain(caught.value, translator(language)) or ""
            assert not holds_identity_number(said), way
            assert not any(number in _digits(said) for number in NUMBERS), way


@pytest.mark.parametrize("name", CODES)
def test_it_is_never_kept_where_the_program_speaks(desk: Desk, name: str) -> None:
    for text in WRITTEN.values():
        with contextlib.suppress(Exception):
            _run(desk, name, text)
    assert _left(desk) == []


def test_it_is_in_no_words_of_the_history(desk: Desk, tmp_path: Path) -> None:
    """A label's arguments are kept too: names, files, reasons."""
    store = desk.store
    for text in WRITTEN.values():
        with pytest.raises(UserError), store.change("Changed {name}", name=text) as session:
            commands.set_field(session, desk.pupil, "gender", "male")
        with pytest.raises(UserError):
            store.note("export", "Handed out {title}", title=text)
        with pytest.raises(UserError):
            store.set_grade(desk.pupil, "client", "Set the address protection of {name}", name=text)
        with pytest.raises(UserError):
            store.reveal(desk.graded, "Looked at {name}", name=text)
        with pytest.raises(UserError):
            store.write_protected(desk.graded, Contact(), "Changed {name}", name=text)
    store.who = ORDINARY
    store.note("export", "Handed out {title}", title="Navneliste")
    assert _left(desk) == []


def test_it_is_on_no_paper_by_what_is_typed_for_it(desk: Desk, tmp_path: Path) -> None:
    for report in every_report():
        for option in report.options:
            if option.kind in ("line", "lines"):
                for text in WRITTEN.values():
                    request = ReportRequest("5A", report.audiences[0], factories.YEAR, factories.TODAY)
                    asked = dataclasses.replace(request, options={option.key: f"Tur {text}"})
                    with pytest.raises(UserError) as caught:
                        hand_out(desk.store, report, asked, translator("nb"), tmp_path / f"x.{report.formats[0]}")
                    assert (caught.value.field, WORDS in caught.value.message) == (option.key, True)
    assert not list(tmp_path.glob("x.*"))


def test_it_is_left_out_of_a_file_that_comes_in(desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    heads = ["Fornavn", "Etternavn", "Klasse", "Fødselsdato", "Adresse", "Postnr", "Poststed", "Foresatt1Fornavn"]
    heads += ["Foresatt1Etternavn", "Foresatt1Mobilnr", "Foresatt1Epost", "Merknad"]
    usual = [
        "Nils",
        "Dahl",
        "5A",
        "03.02.2016",
        "Storgata 1",
        "0150",
        "Oslo",
        "Eva",
        "Dahl",
        "90099999",
        "eva@example.no",
    ]
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "elevliste.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(heads)
        for at in range(len(heads)):
            for number, text in enumerate(WRITTEN.values()):
                row = [*usual, "x"]
                row[0], row[at] = f"Nils {chr(65 + number)}{chr(65 + at)}", text
                writer.writerow(row)
    found = bring_in(desk.store, path, year=factories.YEAR)
    assert found.counts["new"]["pupils"] > 0
    assert not any(holds_identity_number(problem.named(translator("nb"))) for problem in found.problems)
    assert not holds_identity_number(caplog.text)
    assert _left(desk) == []


def test_a_file_that_is_called_by_one_does_not_come_in(desk: Desk, tmp_path: Path) -> None:
    """Its name would stand in the history."""
    path = tmp_path / f"elev {ORDINARY}.csv"
    path.write_text("Fornavn;Etternavn;Klasse\nNils;Dahl;5A\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        bring_in(desk.store, path, year=factories.YEAR)
    assert WORDS in caught.value.message
    assert desk.store.read(lambda session: session.scalar(select(Person.id).filter_by(given_name="Nils"))) is None
    assert _left(desk) == []


def test_the_file_would_show_one_that_was_kept(desk: Desk) -> None:
    """The control: a number with a wrong control digit is found where it was written."""
    wrong = ORDINARY[:10] + str((int(ORDINARY[10]) + 1) % 10)
    with desk.store.change("Changed a person") as session:
        commands.set_field(session, desk.pupil, "note", f"Sak {wrong}")
    assert _left(desk, {wrong}) == [wrong]


def _run(desk: Desk, name: str, text: str) -> None:
    call = (TEXTS | CODES)[name]
    if name.partition(".")[0] in ("reveal", "reveal_address", "change_protected", "protect"):  # a step of their own
        call(desk, None, text)
        return
    with desk.store.change("Changed") as session:
        call(desk, session, text)


def _left(desk: Desk, numbers: set[str] = NUMBERS) -> list[str]:
    """Return the numbers that are anywhere in the file, as they stand or between other signs."""
    desk.store.close()
    text = desk.store.path.read_bytes().decode("utf-8", "ignore")
    text = text.translate({ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")})
    plain = re.sub(r"(?<=\d)[ .\-–\u00a0\u202f\u200b]+(?=\d)", "", text)
    return sorted(number for number in numbers if number in plain)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
