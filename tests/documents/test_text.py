"""Is a text kept as it is, and broken into lines without losing a letter?"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.progress import NO_PROGRESS
from app.documents.characters import clean
from app.documents.columns import column_widths
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.lines import break_lines
from app.documents.model import Column, Row, Table
from app.documents.tables import Frames, table_box
from tests.documents.papers import paper


@pytest.mark.parametrize(
    "text",
    [
        "0150",
        "+47 400 00 000",
        "=1+1",
        "<b>Ola",
        "Ola <ola@example.no>",
        "&amp;",
        "Nguyễn",
        "Áilu",
        "O'Connor",
        "😀",
        "",
    ],
)
def test_a_text_is_kept_to_the_letter(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x0bc", "abc"),
        ("Kari\r\nBerg\rØst\u2028Vest", "Kari\nBerg\nØst\nVest"),
        ("to\tord", "to ord"),
        ("\ud800Ola", "Ola"),
        ("\ufeffOla\uffff", "Ola"),
        ("Kari\u202egreB", "KarigreB"),
    ],
)
def test_what_no_file_can_hold_is_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(alphabet=st.characters(), max_size=80))
def test_a_clean_text_can_stand_in_any_file(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert all(unicodedata.category(letter) != "Cc" for letter in cleaned.replace("\n", ""))
    assert clean(cleaned) == cleaned


def test_a_text_too_long_is_cut_and_says_so() -> None:
    assert clean("å" * 100_000, 10) == "å" * 9 + "…"
    assert len(clean("a" * 100_000)) == 32_767


@given(st.text(max_size=200), st.floats(500, 60_000))
def test_no_letter_is_lost_between_lines(text: str, limit: float) -> None:
    letters = face(REGULAR)
    printed = letters.printable(clean(text))
    lines = break_lines(printed, letters, limit)
    assert "".join(lines) == printed.replace("\n", " ")
    for line in lines:
        shown = line.rstrip(" ")
        assert letters.width(shown) <= limit + 1e-6 or len(shown) == 1


def test_a_text_is_broken_at_its_spaces() -> None:
    letters = face(REGULAR)
    limit = letters.width("Kari Anne")
    assert break_lines("Kari Anne Østby", letters, limit) == ["Kari Anne ", "Østby"]
    assert break_lines("Kari\nAnne", letters, limit) == ["Kari ", "Anne"]


def test_a_word_too_long_is_broken_at_its_natural_places() -> None:
    letters = face(REGULAR)
    limit = letters.width("ola.nordmann@example")
    assert break_lines("ola.nordmann@example.no", letters, limit) == ["ola.nordmann@", "example.no"]
    assert break_lines("mmmm", letters, letters.width("mm")) == ["mm", "mm"]
    assert break_lines("000000/00K", letters, letters.width("000")) == ["000", "000", "/00", "K"]
    assert break_lines("00/0000/K", letters, letters.width("0000")) == ["00/", "0000", "/K"]


def test_the_font_has_the_letters_of_the_schools_languages() -> None:
    letters = "æøåÆØÅäöáčđŋšŧžÁČĐŊŠŦŽąćęłńóśźżğışçİảạấầẩẫậắằẳẵặẻẽẹếềểễệỉĩịọốồổỗộớờởỡợủũụứừửữựỳỷỹỵđươ☐☑✓–…•"
    for name in (REGULAR, BOLD):
        assert face(name).printable(letters) == letters


def test_marks_that_are_not_seen_are_not_drawn() -> None:
    assert face(REGULAR).printable("Nord\u00admann\u200b \U0001f469\u200d\U0001f467\ufe0f") == "Nordmann □□"
    assert face(REGULAR).printable("A\u030aSE \u1e9e ½\u205fkg") == "ÅSE ẞ ½ kg"


COLUMNS = (Column("Elev", 3), Column("Telefon", 1, "phone"), Column("E-post", 6, "email"))


def test_a_column_gets_what_it_needs_and_the_rest_is_shared_by_weight() -> None:
    assert column_widths(COLUMNS, [60, 50, 150], [100, 50, 150], 400) == pytest.approx([130, 60, 210])


def test_names_share_what_is_left_when_no_word_is_broken() -> None:
    columns = (Column("Elev", 1), Column("Telefon", 1, "phone"), Column("Foresatt", 3))
    assert column_widths(columns, [40, 50, 60], [200, 50, 300], 250) == pytest.approx([65, 50, 135])
    assert column_widths(columns, [40, 50, 60], [50, 50, 300], 250) == pytest.approx([50, 50, 150])


def test_a_word_as_long_as_the_page_does_not_crowd_out_the_others() -> None:
    assert column_widths(COLUMNS, [60, 50, 900], [100, 50, 900], 400) == pytest.approx([100, 50, 250])
    crowded = column_widths(COLUMNS, [900, 50, 900], [900, 50, 900], 400)
    assert crowded == pytest.approx([170, 50, 180]), "the weights share the 30 that are left: 3 to 6"


@given(st.data(), st.integers(1, 10))
def test_columns_fill_the_page_exactly(data: st.DataObject, count: int) -> None:
    sizes = st.lists(st.floats(5, 2000), min_size=count, max_size=count)
    least, extra, weights = data.draw(sizes), data.draw(sizes), data.draw(sizes)
    columns = [Column("", weight) for weight in weights]
    natural = [one + other for one, other in zip(least, extra, strict=True)]
    widths = column_widths(columns, least, natural, 500)
    assert sum(widths) == pytest.approx(500)
    assert min(widths) > 0
    if sum(least) <= 500 and max(least) <= 200:
        assert all(width >= needed - 1e-6 for width, needed in zip(widths, least, strict=True))
    if sum(natural) <= 500 and max(least) <= 200:
        assert all(width >= needed - 1e-6 for width, needed in zip(widths, natural, strict=True))


def test_an_address_of_e_mail_is_cut_after_its_at_if_both_parts_have_room() -> None:
    letters = face(REGULAR)
    limit = letters.width("kari.aasen@kommune-arbeid.example.")
    assert break_lines("kari.aasen@kommune-arbeid.example.no", letters, limit) == [
        "kari.aasen@",
        "kommune-arbeid.example.no",
    ]
    assert "".join(break_lines("@" + "a" * 90, letters, limit)) == "@" + "a" * 90


def test_few_long_words_are_cut_before_many_short_texts_stand_one_below_the_other() -> None:
    columns = (
        Column("Elev", 25),
        Column("Adresse", 27),
        Column("Foresatt", 26),
        Column("Telefon", 14, "phone"),
        Column("E-post", 42, "email"),
    )
    usual = [
        Row((f"Andersen, Aksel {n}", f"Åsgårdveien {n}", "Andersen, Kari", "900 10 000", f"kari{n}@example.no"))
        for n in range(10, 38)
    ]
    long = Row(
        (
            "Skogstad-Bjørklund-Haugen, Oda Emilie",
            "Gamle Kongevei 112 B, leilighet H0304",
            "Bjørklund-Haugen, Hans-Christian",
            "Kontakt via kontoret",
            "hans-christian.bjorklund-haugen@bedriftsnavn-holding.example.no",
        )
    )
    table = Table(columns, (*usual, long))
    box = table_box(table, Frames(paper(table), 500.0)[columns], "nb", NO_PROGRESS)
    assert {row.height for row in box.rows[:-1]} == {1}
    (written,) = (cell.lines for cell in box.rows[-1].parts[0] if cell.column == 4)
    assert written == ["hans-christian.bjorklund-haugen@", "bedriftsnavn-holding.example.no"]
