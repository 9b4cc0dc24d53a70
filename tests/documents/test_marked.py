"""What do the simple marks of a text become, on paper and for who hears it; and what is never a mark?"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.characters import clean
from app.documents.marked import marked, unmarked
from app.documents.model import BulletList, Paragraph, Run
from app.documents.runs import as_address
from app.documents.writer import pdf_bytes
from tests.documents.papers import paper
from tests.documents.structure import Node, read_paper

BOLD = Run("viktig", bold=True)
LINK = Run("planen", link="https://www.eksempel.no/plan")


def test_bold_and_links_are_runs_of_a_paragraph() -> None:
    (block,) = marked("Dette er **viktig**, se [planen](https://www.eksempel.no/plan).")
    assert block == Paragraph(
        "Dette er viktig, se planen.", runs=(Run("Dette er "), BOLD, Run(", se "), LINK, Run("."))
    )


def test_a_blank_line_begins_a_paragraph_and_lines_with_a_hyphen_are_a_list() -> None:
    assert marked("Først\ndette\n\nså\n- én\n- **viktig**\n  og mer\nslutt") == (
        Paragraph("Først\ndette"),
        Paragraph("så"),
        BulletList(("én", "viktig og mer"), ((Run("én"),), (BOLD, Run(" og mer")))),
        Paragraph("slutt"),
    )


def test_an_address_is_a_link_without_the_full_stop_after_it() -> None:
    (block,) = marked("Les https://www.eksempel.no/a_(b)?c=1.")
    assert isinstance(block, Paragraph)
    assert block.runs[1] == Run("https://www.eksempel.no/a_(b)?c=1", link="https://www.eksempel.no/a_(b)?c=1")
    assert block.runs[2] == Run(".")


def test_a_link_may_be_bold() -> None:
    (block,) = marked("**[planen](https://www.eksempel.no/plan)**")
    assert block == Paragraph("planen", runs=(Run("planen", True, "https://www.eksempel.no/plan"),))


@pytest.mark.parametrize(
    "text",
    [
        "**",
        "****",
        "*** alt ***",
        "** ikke fet **",
        "2 ** 3",
        "<b>Ola",
        "<img src=x> & &amp;",
        "[ord](javascript:alert)",
        "[ord](file:///etc)",
        "[](https://)",
        "https://",
        "-5 grader",
        "Nguyễn og Áilu",
    ],
)
def test_what_is_no_whole_mark_stands_as_it_was_typed(text: str) -> None:
    assert marked(text) == (Paragraph(text),)
    assert unmarked(text) == text


def test_a_text_without_marks_is_its_paragraphs() -> None:
    assert unmarked("**Fet** og\n- [x](https://a.no)\n\n\n\nslutt") == "Fet og\n\n- x\n\nslutt"
    assert marked("  \n\n ") == ()


@pytest.mark.parametrize(
    "text", ["**a ", "[", "[a", "https://", "https://a(b", "**", "- ", "[x](https://a", "*", "[x](https://a(a)", "a\n"]
)
def test_a_hundred_thousand_characters_are_read_at_once(text: str) -> None:
    started = time.perf_counter()
    marked((text * 100_000)[:100_000])
    assert time.perf_counter() - started < 2


@given(st.text(alphabet="ab*[]()-• \n<>&:/.hø", max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_letter_that_is_no_mark_is_lost(text: str) -> None:
    told = "".join(
        letter
        for block in marked(text)
        for letter in (block.text if isinstance(block, Paragraph) else "".join(block.items))
    )
    for letter in "abø<>&h":
        assert told.count(letter) == text.count(letter)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.eksempel.no/møte?år=1#å", "https://www.eksempel.no/m%C3%B8te?%C3%A5r=1#%C3%A5"),
        ("https://blåbærgrød.no/a%20b", "https://xn--blbrgrd-fxak7p.no/a%20b"),
        ("javascript:alert(1)", ""),
        ("https://[::1", ""),
    ],
)
def test_an_address_has_letters_that_any_reader_knows(typed: str, address: str) -> None:
    assert as_address(typed) == address


def test_a_link_is_heard_once_and_clicked_on_every_line_it_stands_on() -> None:
    words = " ".join(["planen for trafikken"] * 12)
    text = f"Se [{words}](https://www.eksempel.no/plan) og **svar**."
    read = read_paper(pdf_bytes(paper(*marked(text))))
    (node,) = read.root.find("P")
    assert _all_text(node).split() == clean(f"Se og svar . {words}").replace("svar .", "svar.").split()
    (link,) = node.find("Link")
    assert link.heard() == words
    assert len(link.clicks) == 3, "three lines at this width"
    assert set(link.clicks) == {("https://www.eksempel.no/plan", words)}
    assert read.stray == []


def test_a_link_in_a_list_belongs_to_its_item() -> None:
    read = read_paper(pdf_bytes(paper(*marked("- Se https://www.eksempel.no\n- Áilu **Nguyễn**"))))
    (first, second) = read.root.find("LBody")
    assert first.find("Link")[0].clicks == [("https://www.eksempel.no", "https://www.eksempel.no")]
    assert second.heard() == "Áilu Nguyễn"


def test_a_letter_the_font_lacks_is_still_heard() -> None:
    read = read_paper(pdf_bytes(paper(*marked("Hei **漢字** du"))))
    (span,) = read.root.find("Span")
    assert span.heard() == "漢字"


def test_a_list_with_boxes_has_a_box_to_tick_before_each_item() -> None:
    read = read_paper(pdf_bytes(paper(BulletList(("Vi kommer", "Vi kommer ikke"), boxes=True))))
    assert [node.text for node in read.root.find("Lbl")] == ["☐", "☐"]


def test_a_marked_text_breaks_where_a_plain_one_does() -> None:
    words = " ".join(f"ord{number}" for number in range(400))
    plain = read_paper(pdf_bytes(paper(Paragraph(words))))
    runs = tuple(Run(f"ord{number}" + (" " if number < 399 else "")) for number in range(400))
    assert read_paper(pdf_bytes(paper(Paragraph(words, runs=runs)))).root.heard() == plain.root.heard()
    from app.documents.runs import run_box
    from app.documents.texts import PARAGRAPHS, text_box

    for width in (40.0, 111.0, 380.0):
        assert run_box("P", PARAGRAPHS["body"], runs, width).lines == (
            text_box("P", PARAGRAPHS["body"], words, width).lines
        )


def test_runs_must_be_their_text() -> None:
    with pytest.raises(ValueError, match="not the text"):
        Paragraph("a", runs=(Run("b"),))


def _all_text(node: Node) -> str:
    return node.text + " " + " ".join(_all_text(kid) for kid in node.kids)
