"""Is a thing found however it is typed, and does a list stand in Norwegian order?"""

from __future__ import annotations

import random
import unicodedata
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import text

from db.search import SearchSource, fold, sort_key, words
from db.store import Store
from tests.db.schools import SOURCE, bare, change, crowd, found, person, search_rows

NAMES = st.text(st.characters(categories=["L", "M", "Zs", "Pd"]) | st.sampled_from("aaåæøAÅØ- '"), max_size=20)

# Written by hand: families as they stand in a list at a Norwegian school.
NORWEGIAN = """
Abrahamsen
Ali
Amundsen
Andersen
Andersen Berg
Andersen-Berg
Bakke
Berg
Berg Hansen
Berge
Bergersen
Bø
Čáhcesuolu
Cappelen
D'Amico
Dahl
Đặng
Đào
Dyrdal
Eira
Ek
Haugen
Hætta
Høie
Høyland
Haagensen
Håkonsen
Haaland
Haarr
Łukaszewski
Lund
Myhre
Müller
Ŋálá
Nguyễn
Nilsen
Ó Briain
Olsen
Żeleński
Zhang
Ærlig
Østby
Øyen
Özdemir
Öztürk
Aamodt
Aas
Ås
Aase
Åsen
Aasland
Иванова
""".split("\n")[1:-1]


def test_names_stand_in_norwegian_order() -> None:
    shuffled = NORWEGIAN[:]
    random.shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == NORWEGIAN


def test_the_file_puts_them_in_the_same_order(store: Store) -> None:
    shuffled = NORWEGIAN[:]
    random.shuffle(shuffled)
    with store.change("Add") as session:
        for family in shuffled:
            person(session, "Eva", family)
    titles = [row[6].partition(",")[0] for row in search_rows(store)]
    assert titles == NORWEGIAN


def test_a_family_name_stands_before_the_longer_ones_whatever_the_given_names() -> None:
    listed = ["Berge, Anne", "Berg Hansen, Anne", "Berg, Åse", "Berg, Anne"]
    assert sorted(listed, key=sort_key) == ["Berg, Anne", "Berg, Åse", "Berg Hansen, Anne", "Berge, Anne"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("odegaard", "Ødegård"),
        ("odegard", "Ødegård"),
        ("ØDEGÅRD", "Ødegaard"),
        ("ødegaard", "ØDEGÅRD"),
        ("hakon", "Haakon"),
        ("haakon", "Håkon"),
        ("aes", "Æsop"),
        ("nguyen", "Nguyễn"),
        ("dang thi", "Đặng Thị"),
        ("cahce", "Čáhcesuolu"),
        ("nala", "Ŋálá"),
        ("lukasz", "Łukasz"),
        ("mueller", "Mueller"),
        ("muller", "Müller"),
        ("ozdemir", "Özdemir"),
        ("istanbul", "İstanbul"),
        ("strasse", "Straße"),
        ("d'amico", "D’Amico"),
        ("jose", unicodedata.normalize("NFD", "José")),
        ("åse", unicodedata.normalize("NFD", "Åse")),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, name: str) -> None:
    assert fold(typed) in fold(name)


@given(name=NAMES)
def test_folding_knows_no_case_and_no_accents_apart(name: str) -> None:
    folded = fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == folded
    assert not any(unicodedata.combining(char) for char in folded)
    assert folded == folded.strip()
    assert "  " not in folded


@given(name=st.text(st.sampled_from("abæøåÆØÅaaAáÁđŋéŁ"), max_size=12), data=st.data())
@example(name="baaab", data=None)
def test_every_part_of_a_name_finds_it(name: str, data: st.DataObject | None) -> None:
    start = data.draw(st.integers(0, len(name))) if data else 1
    end = data.draw(st.integers(start, len(name))) if data else 3
    assert fold(name[start:end]) in fold(name)


@given(names=st.lists(NAMES, max_size=8, unique=True))
def test_every_name_has_a_place_of_its_own_and_the_bytes_say_the_same(names: list[str]) -> None:
    keys = [sort_key(name) for name in names]
    assert len(set(keys)) == len(names)
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode("utf-8", "surrogatepass"))


@given(first=NAMES, more=NAMES)
def test_a_name_stands_before_one_that_goes_on(first: str, more: str) -> None:
    if more.strip() and not fold(first).endswith("a"):  # Ola + ane begins with Olå
        assert sort_key(first + " ") <= sort_key(first + " " + more)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  Kari   BERG ", ["kari", "berg"]),
        ("Berg, Kari", ["berg", "kari"]),
        ("400 70", ["40070"]),
        ("+47 900 12 345", ["+4790012345"]),
        ("900\u00a012\u202f345", ["90012345"]),
        ("5A kari", ["5a", "kari"]),
        ("kari 900", ["kari", "900"]),
        ("", []),
    ],
)
def test_what_is_typed_is_split_into_words(typed: str, wanted: list[str]) -> None:
    assert words(typed) == wanted


def test_half_a_phone_number_finds_a_person_and_signs_find_nothing_by_accident(store: Store) -> None:
    change(store, lambda session: crowd(session, 30), lambda session: person(session, "100%", "Berg_"))
    assert found(store, "479 0000 017") == [17]
    assert found(store, "0000017") == [17]
    assert found(store, "nr17 berg") == [17]
    assert found(store, "berg nr17") == [17]
    assert found(store, "100%") == [31]
    assert found(store, "g_") == [31]
    assert found(store, "%") == [31]
    assert found(store, "\\") == []
    assert found(store, "/") == []
    assert len(found(store, "")) == 31


def test_only_what_was_touched_is_written_anew(store: Store) -> None:
    change(store, lambda session: crowd(session, 20))
    store.close()
    with bare(store.path) as raw:
        raw.execute("UPDATE search SET title = 'left alone'")
    again = Store.open(store.path, search=(SOURCE,), now=lambda: datetime(2026, 8, 24, 10))
    with again.change("Rename") as session:
        session.execute(text("UPDATE person SET given_name = 'Eva' WHERE id = 7"))
    titles = [row[6] for row in search_rows(again)]
    assert titles.count("left alone") == 19
    assert "Berg, Eva" in titles
    again.close()


def test_rows_that_depend_on_the_day_are_built_anew_on_another_day(store: Store) -> None:
    asked: list[tuple[str, str]] = []

    def stale(built: str, today: str) -> bool:
        asked.append((built, today))
        return today == "2026-08-26"

    source = SearchSource(
        SOURCE.kind, SOURCE.tables, {}, SOURCE.rows, SOURCE.widen, lambda session, built, today: stale(built, today)
    )
    change(store, lambda session: crowd(session, 3))
    store.close()
    with bare(store.path) as raw:
        raw.execute("UPDATE search SET title = 'old'")
    for day, title in ((24, "old"), (25, "old"), (26, "Berg, Nr1")):
        again = Store.open(store.path, search=(source,), now=lambda day=day: datetime(2026, 8, day, 8))  # type: ignore[misc]
        assert search_rows(again)[0][6] == title
        assert not again.changed
        again.close()
    assert asked == [("2026-08-24", "2026-08-25"), ("2026-08-25", "2026-08-26")]


def test_a_table_can_make_everything_be_built_anew(store: Store) -> None:
    source = SearchSource(SOURCE.kind, {}, {"phone": "D"}, SOURCE.rows, SOURCE.widen, SOURCE.stale)
    change(store, lambda session: crowd(session, 3))
    store.close()
    again = Store.open(store.path, search=(source,), now=lambda: datetime(2026, 8, 24, 10))
    with again.change("Rename") as session:
        session.execute(text("UPDATE person SET given_name = 'Eva'"))
    assert found(again, "eva") == []
    with again.change("No phone") as session:
        session.execute(text("DELETE FROM phone WHERE id = 1"))
    assert found(again, "eva") == [1, 2, 3]
    again.close()
