"""What does the guard mark, and what does it leave? Passages of its own, beside the planted set."""

from __future__ import annotations

import pytest

from app.meetings.guard import find
from app.meetings.guard_register import Register, Somebody, is_one_off, national

PEOPLE = (
    Somebody(1, "Mathilde", "Grønvold"),
    Somebody(2, "Odin", "Bakken"),
    Somebody(3, "Stein", "Kroken"),
    Somebody(4, "Anne-Lise", "von der Lippe"),
    Somebody(5, "Tor", "Fagerheim"),
    Somebody(6, "Ingebjørg", "Tveitås"),
    Somebody(7, "Berit", "Fagerheim"),
    Somebody(8, "Odin", "Vestli"),
    Somebody(9, "D'Angelo", "Rossi"),
)
REGISTER = Register(
    PEOPLE,
    [(1, "+4798765432"), (2, "40 41 42 43"), (7, "93939393")],
    [(1, "Mathilde.G@example.no"), (7, "berit@example.no")],
    known=(7, 8),
)


def marks(text: str, kind: str = "name") -> list[tuple[str, tuple[int, ...]]]:
    return [(mark.text, mark.people) for mark in find(text, REGISTER) if mark.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi snakket med Mathilde Grønvold i går.", [("Mathilde Grønvold", (1,))]),
        ("Grønvold, Mathilde møtte ikke.", [("Grønvold, Mathilde", (1,))]),
        ("Mathilde Grønvolds far ringte.", [("Mathilde Grønvolds", (1,))]),
        ("Mathilde Grönvold kom.", [("Mathilde Grønvold".replace("ø", "ö"), (1,))]),
        ("Mathilde Gronvold kom.", [("Mathilde Gronvold", (1,))]),
        ("Mathilde Groenvold kom.", [("Mathilde Groenvold", (1,))]),
        ("MATHILDE GRØNVOLD KOM", [("MATHILDE GRØNVOLD", (1,))]),
        ("mathilde grønvold kom", [("mathilde grønvold", (1,))]),
        ("Matilde Grønvold kom.", [("Matilde Grønvold", (1,))]),
        ("Saken gjelder familien Tveitås.", [("Tveitås", (6,))]),
        ("Det var Ingebørg som sa det.", [("Ingebørg", (6,))]),
        ("Ingebjorg sa det.", [("Ingebjorg", (6,))]),
        ("Anne-Lise von der Lippe sa nei.", [("Anne-Lise von der Lippe", (4,))]),
        ("Anne von der Lippe sa nei.", [("Anne von der Lippe", (4,))]),
        ("Lise Lippe sa nei.", [("Lise Lippe", (4,))]),
        ("D’Angelo Rossi kom.", [("D’Angelo Rossi", (9,))]),
        ("M. Grønvold ringte.", [("M. Grønvold", (1,))]),
        ("Klagen fra Mathilde\nGrønvold er lest.", [("Mathilde", (1,)), ("Grønvold", (1,))]),
        ("**Mathilde Grønvold** kom.", [("Mathilde Grønvold", (1,))]),
    ],
)
def test_a_name_is_marked_however_it_is_written(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Stein ligger i veien, og bakken er glatt.",
        "Stein på banen må ryddes.",
        "Bakken bak skolen er bratt.",
        "Møtet er på Bakken skole.",
        "Fagerheim Transport AS kjører bussen.",
        "Vi møtes ved Tveitås gård.",
        "Mathilde Lindgren har skrevet boka.",
        "Kåre Grønvold var ordfører i 1950.",
        "Olav H. Bakken skrev diktet.",
        "Kong Odin er med i stykket.",
        "Hva med odin og tor i norrøn tid?",
    ],
)
def test_words_places_firms_and_others_are_not_marked(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize("text", ["Stein slo en medelev.", "Da slo Stein en medelev.", "Stein og Mathilde kom."])
def test_an_ordinary_word_is_a_name_where_somebody_does_something(text: str) -> None:
    assert ("Stein", (3,)) in marks(text)


def test_those_who_are_known_are_never_asked_about() -> None:
    assert marks("Berit Fagerheim la fram saken. Berits innstilling ble vedtatt.") == []
    assert marks("Odin Vestli var enig.") == []


def test_of_a_shared_name_only_those_who_are_not_known_are_proposed() -> None:
    assert marks("Læreren flyttet Odin.") == [("Odin", (2,))]
    assert marks("Da ringte Fagerheim.") == []  # it is she who sits there
    assert marks("Familien Fagerheim er varslet.") == [("Fagerheim", (5,))]


@pytest.mark.parametrize(
    "said", ["98765432", "987 65 432", "98 76 54 32", "+47 987 65 432", "0047 98765432", "987-65-432"]
)
def test_a_number_is_marked_in_any_grouping(said: str) -> None:
    assert marks(f"Ring {said} i dag.", "phone") == [(said, (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "Det koster 98 765 432 kroner.",
        "Faktura nr. 98765432 er betalt.",
        "Beløpet er kr 98 765 432,50.",
        "Sak 98765432/26 er arkivert.",
        "Kontonummer 98765432123 brukes.",
        "Ring 93 93 93 93.",
        "Ring 22 22 22 22.",
    ],
)
def test_sums_other_numbers_and_those_of_the_known_are_not_marked(text: str) -> None:
    assert marks(text, "phone") == []


def test_an_address_is_marked_in_capitals_too_and_its_parts_are_no_names() -> None:
    assert marks("Skriv til MATHILDE.G@EXAMPLE.NO.", "email") == [("MATHILDE.G@EXAMPLE.NO", (1,))]
    assert marks("Skriv til mathilde.g@example.no eller berit@example.no.", "name") == []
    assert marks("Skriv til berit@example.no og post@mathilde.no.", "email") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven har pollenallergi og astma.", ["pollenallergi", "astma"]),
        ("Jenta har Downs syndrom.", ["Downs syndrom"]),
        ("Guten har sjukmelding og BUP-time.", ["sjukmelding", "BUP-time"]),
        ("Barnevernet er kobla inn.", ["Barnevernet"]),
        ("Medisinballene er nye, og helsesykepleier kommer.", []),
        ("Det psykososiale miljøet er godt.", []),
        ("Rektor er allergisk mot å vente.", []),
    ],
)
def test_words_of_health(text: str, expected: list[str]) -> None:
    assert [words for words, _ in marks(text, "health")] == expected


def test_a_name_joined_to_a_word_of_health_is_two_marks() -> None:
    text = "Mathilde-diagnosen ble nevnt."
    assert [(mark.kind, mark.text) for mark in find(text, REGISTER)] == [("name", "Mathilde"), ("health", "diagnosen")]


@pytest.mark.parametrize(
    ("word", "name", "expected"),
    [
        ("hansen", "hansen", False),
        ("hanse", "hansen", True),
        ("hansenn", "hansen", True),
        ("hanzen", "hansen", True),
        ("hasnen", "hansen", True),
        ("hnasne", "hansen", False),
        ("hans", "hansen", False),
        ("ansenx", "hansen", False),
    ],
)
def test_one_letter_off(word: str, name: str, expected: bool) -> None:
    assert is_one_off(word, name) is is_one_off(name, word) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+47 98 76 54 32", "98765432"),
        ("004798765432", "98765432"),
        ("98765432", "98765432"),
        ("+46 8 123 456", "468123456"),
    ],
)
def test_a_number_is_the_same_with_and_without_its_country(written: str, expected: str) -> None:
    assert national(written) == expected
