"""Can a class be ticked and written off by hand, on one page, under titles that are whole?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.progress import NO_PROGRESS
from app.documents.boxes import TableBox
from app.documents.layout import lay_out
from app.documents.model import Column, ColumnKind, Document, Heading, Paragraph, Row, Table
from app.documents.sheet import MM
from app.documents.writer import pdf_bytes
from tests.documents.ink import Ink, ink_of
from tests.documents.papers import heard_of, paper
from tests.documents.structure import read_paper
from tests.documents.test_structure import heard

TITLES = (
    "Tur",
    "Samtykke til bilder",
    "Levert",
    "Matpakke",
    "Svømmeutstyr",
    "Lappen fra hjemmet er levert",
    "Betalt",
    "Buss",
    "Allergi sjekket",
    "Merknad",
)
LONG = "Kristoffersen-Østby, Maximilian Alexander"
NAMES = ("Nguyễn Thị Ánh Tuyết", "Guttorm, Áilu Ánne", "O'Connor, Seán", "Berg, <b>Ola", LONG)

WORDS = ("Tur", "Samtykke", "til", "bilder", "Foreldresamtaleavtale", "og", "ÅÆØ")


def name_list(
    pupils: int, *titles: str, kind: ColumnKind = "blank", language: str = "nb", **values: object
) -> Document:
    columns = (Column("Elev", 30), *(Column(title, 10, kind) for title in titles))
    empty = (None,) * len(titles)
    rows = tuple(Row((NAMES[number % 5] if number < 5 else f"Elev, Nr {number}", *empty)) for number in range(pupils))
    return paper(
        Table(columns, rows, "5A", "Klasse"), title="Navneliste 5A", audience="Ansatte", language=language, **values
    )


def table_of(document: Document, width: float = 178 * MM) -> TableBox:
    (table,) = [box for box in lay_out(document, width, NO_PROGRESS) if isinstance(box, TableBox)]
    return table


def titles_of(table: TableBox) -> list[str]:
    return ["".join(cell.lines) for cell in table.head.parts[0]]


def row_heights(page: Ink) -> list[float]:
    """The distances between the rules across the page, under the head and each row."""
    foot = max(rule.bottom for rule in page.rules if rule.height > 2)
    tops = [rule.top for rule in page.flat_rules() if rule.width > 170 and 25 < rule.top < foot]
    return [below - above for above, below in pairwise(tops)]


def test_thirty_pupils_with_ten_columns_are_one_page_that_can_be_written_on() -> None:
    document = name_list(30, *TITLES, note="Til ansatte ved skolen.", contact="Skoleveien 12, 0150 Oslo")
    (page,) = ink_of(pdf_bytes(document))
    heights = row_heights(page)
    assert len(heights) == 30
    assert min(heights[1:]) > 6
    edges = page.upright_rules()
    assert len(edges) == 11, "a rule on both sides of each of ten columns"
    assert min(right - left for left, right in pairwise(edges)) > 10


def test_a_smaller_class_has_more_room_to_write() -> None:
    for pupils in (1, 12, 25):
        (page,) = ink_of(pdf_bytes(name_list(pupils, "Tur", "Levert")))
        heights = row_heights(page)
        assert len(heights) == pupils
        assert min(heights) > 8


def test_where_one_page_cannot_be_had_the_rows_keep_their_eight_millimetres() -> None:
    pages = ink_of(pdf_bytes(name_list(30, *TITLES, orientation="landscape")))
    assert len(pages) == 2
    assert sum(len(row_heights(page)) for page in pages) == 30
    assert all(height > 8 for page in pages for height in row_heights(page))


def test_a_title_that_fits_lies_flat_and_one_that_does_not_stands_upright() -> None:
    few, many = table_of(name_list(5, "Tur", "Samtykke til bilder")), table_of(name_list(5, *TITLES))
    assert not any(cell.upright for cell in few.head.parts[0])
    assert [cell.upright for cell in many.head.parts[0]] == [False, *[True] * 10]
    (page,) = ink_of(pdf_bytes(name_list(5, *TITLES)))
    upright, flat = page.find("Matpakke"), page.find("Elev")
    assert upright.height > 3 * upright.width
    assert flat.width > flat.height
    assert abs(flat.bottom - upright.bottom) < 3, "both begin at the rule under the head"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(("Tur", "Samtykke", "til", "bilder", "Foreldresamtaleavtale", "og", "ÅÆØ")),
            min_size=1,
            max_size=8,
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(("portrait", "landscape")),
)
def test_no_title_is_ever_cut_and_stands_in_its_own_column(titles: list[list[str]], orientation: str) -> None:
    written = [" ".join(words) for words in titles]
    document = name_list(3, *written, orientation=orientation)
    table = table_of(document, (178 if orientation == "portrait" else 265) * MM)
    assert titles_of(table) == ["Elev", *written]
    for cell in table.head.parts[0][1:]:
        assert cell.upright or len(cell.lines) <= 3
        assert all(line.endswith(" ") for line in cell.lines[:-1]), "no word is broken"
        if cell.upright:
            assert len(cell.lines) * table.size * 1.15 <= table.widths[cell.column]
    read = read_paper(pdf_bytes(document))
    assert heard(read)[1] == heard_of(document)[1]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_title_longer_than_any_should_be_stays_in_the_head_and_is_heard_whole(orientation: str) -> None:
    titles = [f"{'Samtykke til bilder ' * 9}{number}" for number in range(10)]
    data = pdf_bytes(name_list(30, *titles, orientation=orientation))
    for page in ink_of(data):
        top = min(rule.top for rule in page.rules if rule.height > 2)
        assert all(area.top > top for letter, area in page.letters if letter == "S" and area.top > 40)
        assert len(row_heights(page)) > 3
    read = read_paper(data)
    assert [cell.heard() for cell in read.root.find("TH")] == ["Elev", *titles]


def test_columns_to_write_in_are_as_wide_as_each_other_and_names_stay_on_one_line() -> None:
    for titles in (TITLES, TITLES[:3], TITLES[:1]):
        table = table_of(name_list(30, *titles))
        assert max(table.widths[1:]) - min(table.widths[1:]) < 0.01
        assert min(table.widths[1:]) >= 10 * MM
        assert all(len(row.parts[0][0].lines) == 1 for row in table.rows)
        assert table.widths[0] < 75 * MM, "the room is for writing"


@pytest.mark.parametrize("count", [15, 25, 60])
def test_however_many_columns_there_are_they_stay_on_the_page(count: int) -> None:
    (page,) = ink_of(pdf_bytes(name_list(5, *(f"Kolonne {number}" for number in range(count)))))
    edges = page.upright_rules()
    assert len(edges) == count + 1
    assert edges[-1] == pytest.approx(194, abs=0.1)
    assert max(area.right for letter, area in page.letters if letter.strip()) <= 194.1
    assert page.find("Guttorm,").width > 5


def test_titles_stand_on_the_rule_under_them_beside_longer_ones() -> None:
    (page,) = ink_of(pdf_bytes(name_list(2, *TITLES[:6])))
    last_lines = [page.find(text) for text in ("Elev", "Tur", "Levert", "bilder")]
    assert max(area.bottom for area in last_lines) - min(area.bottom for area in last_lines) < 0.1
    assert page.find("Samtykke til").bottom < last_lines[0].top


def test_boxes_to_tick_stand_in_the_middle_of_their_columns() -> None:
    (page,) = ink_of(pdf_bytes(name_list(4, "Til stede", "Gymtøy", kind="check")))
    boxes = [area for letter, area in page.letters if letter == "☐"]
    left, middle, right = page.upright_rules()
    assert len(boxes) == 8
    for number, box in enumerate(boxes):
        edges = (middle, right) if number % 2 else (left, middle)
        assert (box.left + box.right) / 2 == pytest.approx(sum(edges) / 2, abs=0.6)
    read = read_paper(pdf_bytes(name_list(4, "Til stede", "Gymtøy", kind="check")))
    assert [cell.heard() for cell in read.root.find("TD")][:3] == [NAMES[0], "☐", "☐"]


def test_a_list_without_columns_to_write_in_has_no_upright_rules() -> None:
    (page,) = ink_of(pdf_bytes(name_list(5)))
    assert page.upright_rules() == []


def test_what_is_filled_in_already_is_printed() -> None:
    columns = (Column("Elev", 3), Column("Tur", 1, "check"), Column("Merknad", 2, "blank"))
    document = paper(Table(columns, (Row(("Kari", "ja", "Ring mor")), Row(("Ola", None, None)))))
    read = read_paper(pdf_bytes(document))
    assert [cell.heard() for cell in read.root.find("TD")] == ["Kari", "ja", "Ring mor", "Ola", "☐", ""]


def test_it_is_heard_as_any_table_and_its_heads_are_repeated() -> None:
    document = paper(
        Paragraph("Kontaktlærer: Åse Berg", "lead"),
        *(block for table in (name_list(70, *TITLES), name_list(0, "Tur")) for block in (Heading("5A"), *table.blocks)),
    )
    read = read_paper(pdf_bytes(document))
    assert heard(read) == heard_of(document)
    assert read.stray == []
    repeated = [text for _, kind, text in read.artifacts if kind == "Pagination" and "Elev" in text]
    assert len(repeated) == len(read.marks) - 1
    assert all("Samtykke til |bilder" in text for text in repeated)


def test_a_grid_may_be_all_blank_or_stand_left_of_text() -> None:
    blank = Table((Column("Tur", 1, "blank"), Column("Buss", 1, "check")), (Row((None, None)),) * 3)
    mixed = Table((Column("Her", 1, "check"), Column("Elev", 4)), (Row((None, "Kari")), Row((None, LONG))))
    for table in (blank, mixed, Table(mixed.columns, ())):
        (page,) = ink_of(pdf_bytes(paper(table)))
        assert page.upright_rules()[0] == pytest.approx(16, abs=0.1)
        assert all(16 <= edge <= 194.1 for edge in page.upright_rules())


def test_the_rows_of_a_roomy_table_are_a_centimetre_however_many_there_are() -> None:
    columns = (Column("Elev", 2), Column("Underskrift", 3, "blank"))
    for count in (1, 12, 23, 28, 70):
        names = [*NAMES, *(f"Elev, Nr {number}" for number in range(count))]
        rows = tuple(Row((name, None)) for name in names[:count])
        pages = ink_of(pdf_bytes(paper(Table(columns, rows, roomy=True))))
        heights = [height for page in pages for height in row_heights(page)]
        assert len(heights) == count
        assert min(heights) > 9
    name = pages[0].find("Guttorm,")
    rule = next(rule.top for rule in pages[0].flat_rules() if rule.width > 170 and rule.top > name.bottom)
    assert rule - name.bottom == pytest.approx(name.top - (rule - heights[1]), abs=1), "in the middle"
