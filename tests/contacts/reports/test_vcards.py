"""Can another program read the cards, whatever is in a name, and is nobody in them who must not be?

The cards are read back by a reader of its own, written from RFC 6350 and not from the writer.
"""

from __future__ import annotations

import re
from pathlib import Path

from app.contacts.listed import ListedPerson
from app.contacts.reports.vcards import VCARDS, Card, Cards, write_vcards
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.core.settings import Settings
from app.handing_out import hand_out
from app.opening import open_store
from db.history import steps
from db.store import Store
from tests.contacts.reports.papers import paper
from tests.factories import TODAY, YEAR

Properties = list[tuple[str, str, str]]
"""(name, parameters, value) of each line of a card."""


def read_cards(data: bytes) -> list[Properties]:
    """Read a file of cards; every rule of its lines is checked."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    assert not any(b"\n" in line or b"\r" in line for line in physical)
    for part in physical:
        part.decode("utf-8")  # no letter is cut in two
    logical = re.sub(rb"\r\n[ \t]", b"", data[:-2]).decode("utf-8").split("\r\n")
    cards: list[Properties] = []
    for line in logical:
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        if line == "BEGIN:VCARD":
            cards.append([])
        elif line != "END:VCARD":
            cards[-1].append((name, parameters, value))
    assert logical[-1] == "END:VCARD"
    assert logical.count("BEGIN:VCARD") == logical.count("END:VCARD") == len(cards)
    assert all(card[0] == ("VERSION", "", "4.0") for card in cards)
    return cards


def values(card: Properties, name: str) -> list[str]:
    return [value for key, _, value in card if key == name]


def plain(value: str) -> str:
    """Take the escapes out of a value."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def cards_of(store: Store, subject: str | None = "5A", **wished: object) -> list[Properties]:
    wanted = VCARDS.filled(ReportRequest(subject, "office", YEAR, TODAY, **wished))  # type: ignore[arg-type]
    facts = store.read(VCARDS.collect, wanted)
    return read_cards(VCARDS.writers["vcf"](facts, translator("nb")))


def named(cards: list[Properties]) -> dict[str, Properties]:
    return {plain(values(card, "FN")[0]): card for card in cards}


def test_a_guardian_has_a_card_with_everything_one_is_reached_by(school: Store) -> None:
    kari = named(cards_of(school))["Kari Aasen"]
    assert [line for line in kari if line[0] != "UID"] == [
        ("VERSION", "", "4.0"),
        ("FN", "", "Kari Aasen"),
        ("N", "", "Aasen;Kari;;;"),
        ("TEL", "TYPE=cell;PREF=1", "+4790012345"),
        ("EMAIL", "PREF=1", "kari@example.no"),
        ("ADR", "TYPE=home", ";;Storgata 1;Oslo;;0150;"),
        ("ORG", "", "Åsen skole"),
        ("CATEGORIES", "", "5A,Foresatt"),
    ]


def test_no_card_is_for_somebody_whose_contact_is_protected(school: Store) -> None:
    names = named(cards_of(school))
    assert "Gro Skjult" not in names
    assert "Synne Skjult" not in names
    assert "Tone Nordby" in names


def test_a_choice_decides_for_whom_there_are_cards(school: Store) -> None:
    everybody = named(cards_of(school))
    guardians = named(cards_of(school, options={"who": "guardians"}))
    pupils = named(cards_of(school, options={"who": "pupils"}))
    assert set(guardians) | set(pupils) == set(everybody)
    assert set(pupils) == {"Linh Nguyễn", "Emil Nordby", "Ola Aasen"}
    assert not set(guardians) & set(pupils)


def test_those_chosen_get_a_card_and_nobody_else(school: Store) -> None:
    kari = next(person for person in paper(school, VCARDS).people if named_id(school, person) == "Kari Aasen")
    (card,) = cards_of(school, None, people=(kari,))
    assert values(card, "FN") == ["Kari Aasen"]
    assert values(card, "CATEGORIES") == ["5A,Foresatt"]


def named_id(store: Store, person: int) -> str:
    from app.contacts.queries import person_name

    return store.read(person_name, person)


def test_birth_dates_are_in_it_only_if_they_are_asked_for(school: Store) -> None:
    assert values(named(cards_of(school))["Ola Aasen"], "BDAY") == []
    assert values(named(cards_of(school, options={"birth_date": "yes"}))["Ola Aasen"], "BDAY") == ["20160203"]


def test_a_card_made_again_replaces_the_first_one(school: Store) -> None:
    first = [values(card, "UID")[0] for card in cards_of(school)]
    again = [values(card, "UID")[0] for card in cards_of(school, options={"birth_date": "yes"})]
    assert first == again
    assert len(set(first)) == len(first)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", uid) for uid in first)


def test_what_would_end_a_value_or_a_line_stays_within_it(school: Store) -> None:
    facts = school.read(VCARDS.collect, VCARDS.filled(ReportRequest("5A", "office", YEAR, TODAY)))
    given, family = "Ola; Per, jr.\\", "Berg\r\nTEL:112\x00"
    long = "Đặng-Ngũsaŋgrœð " * 20
    people = (
        ListedPerson(1, given, family, phones=("+4790012345",)),
        ListedPerson(2, long.strip(), "Ås", emails=("a" * 60 + "@example.no",)),
        ListedPerson(3, "Bo", "Lie", address=("Gate 1; B, oppg. \\C", "0150", "Oslo")),
    )
    cards = Cards(facts.frame, tuple(Card(person, ("5,A",), is_guardian=False) for person in people))
    first, second, third = read_cards(write_vcards(cards, translator("nb")))
    assert plain(values(first, "FN")[0]) == "Ola; Per, jr.\\ Berg\nTEL:112"
    assert values(first, "N") == ["Berg\\nTEL:112;Ola\\; Per\\, jr.\\\\;;;"]
    assert values(first, "TEL") == ["+4790012345"]
    assert values(first, "CATEGORIES") == ["5\\,A,Elev"]
    assert plain(values(second, "FN")[0]) == f"{long.strip()} Ås"
    assert values(second, "EMAIL") == ["a" * 60 + "@example.no"]
    assert values(third, "ADR") == [";;Gate 1\\; B\\, oppg. \\\\C;Oslo;;0150;"]


def test_the_file_is_handed_out_and_noted_without_its_content(school_file: Path, tmp_path: Path, clock: object) -> None:
    copy, file = tmp_path / "school.db", tmp_path / "kort.vcf"
    copy.write_bytes(school_file.read_bytes())
    store = open_store(copy, Settings.load(None))
    try:
        hand_out(store, VCARDS, ReportRequest("5a", "office", YEAR, TODAY), translator("nb"), file)
        (newest,) = store.read(steps, limit=1)
    finally:
        store.close()
    cards = read_cards(file.read_bytes())
    assert newest.kind == "export"
    assert newest.arguments["number"] == len(cards) == 15
    assert "Aasen" not in str(newest.arguments)
