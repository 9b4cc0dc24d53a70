"""Is every ballot like the next one, whole inside its cut lines, and as many as were asked for?"""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.documents.model import Ballots, Block, Document
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.ink import Area, Ink, ink_of
from tests.documents.papers import paper
from tests.documents.structure import read_paper
from tests.documents.test_furniture import CONTACT, LOGO, NOTE
from tests.documents.test_pdf import opened, pages_of

LONG = "Kristoffersen-Østby, Maximilian Alexander Johannes Haraldson von Gundersen"
NAMES = ("Nguyễn Thị Ánh Tuyết", "Guttorm, Áilu Ánne", LONG, "O'Connor, <b>Seán")
LEAD = "Sett ett kryss, eller skriv et navn på linja."
SHEETS = {1: (1, 1), 2: (1, 2), 3: (1, 3), 4: (2, 2), 6: (2, 3), 8: (2, 4), 10: (2, 5), 12: (2, 6)}
"""How many stand across and down, by how many there are on a sheet."""


def votes(*ballots: Block) -> Document:
    return paper(*ballots, title="Stemmesedler", logo=LOGO, contact=CONTACT, note=NOTE)


def cell(place: int, per_sheet: int, margin: float = 6) -> Area:
    """The ballot number ``place`` of a sheet, without what is near the scissors."""
    across, down = SHEETS[per_sheet]
    width, height = 210 / across, 297 / down
    row, column = divmod(place, across)
    left, top = column * width, row * height
    return Area(left + margin, top + margin, left + width - margin, top + height - margin)


def text_in(page: Ink, area: Area) -> str:
    return " ".join("".join(letter for letter, box in page.letters if area.holds(box)).split())


def written(page: Ink) -> int:
    return sum(bool(letter.strip()) for letter, _ in page.letters)


def per_sheet_of(page: Ink) -> int:
    """Return how many ballots the cut lines make of a full sheet."""
    across = 1 + len({round(rule.left) for rule in page.rules if rule.height > 20})
    down = 1 + len({round(rule.top) for rule in page.flat_rules() if cuts_across(rule)})
    return across * down


def cuts_across(rule: Area) -> bool:
    return rule.height < 1 and (rule.left < 1 or rule.right > 209)


@pytest.mark.parametrize("per_sheet", SHEETS)
def test_equal_ballots_fill_the_sheets_and_none_is_left_over(per_sheet: int) -> None:
    names = ("Berg, Kari", "Guttorm, Áilu")[: 1 + (per_sheet < 12)]
    pages = ink_of(pdf_bytes(votes(Ballots("FAU 5A", "Sett kryss.", names, 0, 25, per_sheet))))
    assert len(pages) == -(-25 // per_sheet)
    said = " ".join(("FAU 5A Sett kryss.", *(f"☐ {name}" for name in names)))
    found = []
    for page in pages:
        texts = [text_in(page, cell(place, per_sheet)) for place in range(per_sheet)]
        assert set(texts) <= {said, ""}
        assert written(page) == sum(len(text.replace(" ", "")) for text in texts), "nothing stands outside"
        assert page.pictures == [], "nor a head or a foot"
        found += texts
    assert found.count(said) == 25
    assert found[:25] == [said] * 25


def test_a_number_of_ballots_no_sheet_has_becomes_the_next_smaller_one() -> None:
    for asked, had in ((5, 4), (7, 6), (9, 8), (40, 12), (0, 1), (-3, 1)):
        page, *_ = ink_of(pdf_bytes(votes(Ballots("FAU 5A", "", ("Berg, Kari",), copies=50, per_sheet=asked))))
        assert per_sheet_of(page) == had


def test_the_cut_lines_stand_between_the_ballots_and_around_the_last_ones() -> None:
    first, last = ink_of(pdf_bytes(votes(Ballots("FAU 5A", LEAD, NAMES, 0, 11, 8))))
    for page, rows in ((first, 4), (last, 2)):
        upright = [rule for rule in page.rules if rule.height > 20]
        assert {round((rule.left + rule.right) / 2) for rule in upright} == {105}
        assert sum(rule.height for rule in upright) == pytest.approx(297 / 4 * rows, abs=2)
        flat = [rule for rule in page.flat_rules() if cuts_across(rule)]
        tops = sorted({round(rule.top / (297 / 4), 1) for rule in flat})
        assert tops == [float(row) for row in range(1, rows + (rows < 4))]


def test_the_lines_to_write_on_have_room_for_a_hand() -> None:
    (page,) = ink_of(pdf_bytes(votes(Ballots("FAU 5A", LEAD, ("Berg, Kari",), 3, 2, 8))))
    lines = [rule for rule in page.flat_rules() if not cuts_across(rule)]
    assert len(lines) == 6
    for place in range(2):
        area = cell(place, 8)
        mine = [rule for rule in lines if area.holds(rule)]
        assert len(mine) == 3
        names = [box.bottom for letter, box in page.letters if area.holds(box) and letter == "K"]
        for above, line in zip([names[0], *(rule.bottom for rule in mine)], mine, strict=False):
            assert line.top - above > 8
        assert all(rule.width > 80 for rule in mine)


@pytest.mark.parametrize(("names", "had"), [(2, 8), (8, 8), (9, 6), (14, 4), (28, 3), (37, 2), (70, 1)])
def test_there_are_fewer_on_a_sheet_where_the_names_need_the_room(names: int, had: int) -> None:
    everybody = tuple(f"Etternavnsen, Elev {number}." for number in range(names))
    page, *_ = ink_of(pdf_bytes(votes(Ballots("Elevråd 5A", "Sett kryss ved to.", everybody, 0, 9, 8))))
    assert per_sheet_of(page) == had
    for place in range(had):
        text = text_in(page, cell(place, had))
        assert [name for name in everybody if f"☐ {name}" not in text] == []


def test_a_long_name_is_broken_between_words_and_indented_beside_its_box() -> None:
    (page,) = ink_of(pdf_bytes(votes(Ballots("FAU 5A", LEAD, NAMES, 1, 1, 8))))
    first, second = page.find("Kristoffersen-Østby,"), page.find("Gundersen")
    assert second.top > first.bottom
    assert page.find("O'Connor").top > second.bottom
    boxes = [area for letter, area in page.letters if letter == "☐"]
    assert len(boxes) == 4
    lines = sorted({round(area.left) for letter, area in page.letters if letter in "NGKO" and area.top > 20})
    assert lines[0] > boxes[0].right
    assert (boxes[2].top + boxes[2].bottom) / 2 == pytest.approx((first.top + first.bottom) / 2, abs=1)


def test_more_names_than_a_sheet_has_room_for_go_on_and_each_ballot_is_whole() -> None:
    names = tuple(f"Elev {number}." for number in range(200))
    pages = pages_of(pdf_bytes(votes(Ballots("Elevråd", LEAD, names, 40, 2, 8))))
    half = len(pages) // 2
    assert len(pages) == half * 2
    for ballot in (pages[:half], pages[half:]):
        text = " ".join(" ".join(ballot).split())
        assert [name for name in names if text.count(f"☐ {name}") != 1] == []
        assert all("Elevråd" in page for page in ballot)
    lines = [rule for page in ink_of(pdf_bytes(votes(Ballots("E", "", names, 40)))) for rule in page.flat_rules()]
    assert len(lines) == 40


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(min_size=1, max_size=120), max_size=30),
    st.text(max_size=120),
    st.text(max_size=300),
    st.integers(0, 4),
    st.sampled_from((1, 2, 4, 6, 8, 12)),
)
@example(["x" * 300], "x" * 200, "x" * 600, 3, 12)
def test_nothing_ever_reaches_the_cut_lines(
    names: list[str], heading: str, lead: str, blank_lines: int, per_sheet: int
) -> None:
    ballots = Ballots(heading, lead, tuple(names), blank_lines, 12, per_sheet)
    pages = ink_of(pdf_bytes(votes(ballots)))
    had = per_sheet_of(pages[0])
    assert had <= per_sheet
    areas = [cell(place, had, 5) for place in range(had)]
    for page in pages:
        assert [letter for letter, box in page.letters if letter.strip() and not any(a.holds(box) for a in areas)] == []
        lines = [rule for rule in page.flat_rules() if not cuts_across(rule)]
        assert [rule for rule in lines if not any(area.holds(rule) for area in areas)] == []


def test_equal_ballots_are_heard_once() -> None:
    read = read_paper(
        pdf_bytes(votes(Ballots("FAU 5A", LEAD, (*NAMES, "Ola 😀"), 2, 30, 8), Ballots("Elevråd", copies=3)))
    )
    first, second = read.root.kids
    heading, lead, names = first.kids
    assert (first.role, heading.role, heading.heard(), lead.heard()) == ("Sect", "H1", "FAU 5A", LEAD)
    assert [(item.kids[0].heard(), item.kids[1].heard()) for item in names.kids] == [
        ("☐", name) for name in (*NAMES, "Ola 😀")
    ]
    assert [kid.heard() for kid in second.kids] == ["Elevråd"]
    assert read.stray == []
    assert sum("FAU 5A" in text for _, _, text in read.artifacts) == 29


def test_each_vote_is_a_bookmark_and_nothing_is_printed_on_the_back() -> None:
    data = pdf_bytes(votes(Ballots("FAU 5A", LEAD, NAMES, 0, 30), Ballots("Elevråd 5A", LEAD, NAMES, 0, 60)))
    with opened(data) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["FAU 5A", "Elevråd 5A"]
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/Simplex"
    with opened(pdf_bytes(votes(Ballots("FAU 5A", copies=60, per_sheet=4)))) as pdf:
        assert len(pdf.pages) == 15
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/Simplex"


def test_without_copies_the_paper_is_its_title_and_an_empty_ballot_is_a_sheet_to_cut() -> None:
    (none,) = pages_of(pdf_bytes(votes(Ballots("FAU 5A", LEAD, NAMES, 1, 0))))
    assert "Stemmesedler" in none
    assert "FAU 5A" not in none
    (empty,) = ink_of(pdf_bytes(votes(Ballots("", copies=8))))
    assert written(empty) == 0
    assert per_sheet_of(empty) == 8


def test_a_thousand_ballots_are_all_there() -> None:
    pages = pages_of(pdf_bytes(votes(Ballots("Skolens samarbeidsutvalg", LEAD, NAMES, 1, 1000, 8))))
    assert len(pages) == 125
    assert sum(page.count("Skolens samarbeidsutvalg") for page in pages) == 1000


def test_in_excel_there_is_a_row_for_each_candidate() -> None:
    file = BytesIO()
    write_xlsx(votes(Ballots("FAU 5A", LEAD, ("Åse", "=Ola"), 1, 30), Ballots("FAU 5B", LEAD, ("Kari",), 1, 30)), file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Stemmeseddel", "Kandidat"],
        ["FAU 5A", "Åse"],
        ["FAU 5A", "=Ola"],
        ["FAU 5B", "Kari"],
    ]
    assert sheet["B3"].data_type == "s"
