"""What is pasted becomes sections, columns and points, without a word lost, whatever it is made of."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import UserError
from app.plan.imports import pasted
from app.plan.imports.pasted import PastedSection, read
from tests.plan.halsa import halsa_source

HALSA = (Path(__file__).parents[1] / "data" / "halsa-plan.txt").read_text(encoding="utf-8")
DATA = Path(__file__).parent / "data"
OSLO = (DATA / "oslo-skole-hjem.txt").read_text(encoding="utf-8")
WORD_HTML = (DATA / "word.html").read_text(encoding="utf-8")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def all_said(sections: tuple[PastedSection, ...]) -> str:
    return "\n".join(
        "\n".join((one.title, one.text, one.left_title, one.right_title, *one.points, *one.left, *one.right))
        for one in sections
    )


def test_what_word_puts_on_the_clipboard() -> None:
    assert read(WORD_HTML) == (
        PastedSection("Mål for planen", 1, "Vi drar i **samme retning** for elevene & hverandre."),
        PastedSection("Grunnlaget", 1, points=("Opplæringslova, se [lovdata](https://lovdata.no/lov/2023-06-09-30)",
            "Lokale **tradisjoner**", "Tredje punkt")),
        PastedSection("Overordnede prinsipper", 2, "", "Foresatte", "Skolens ansatte",
            ("har oppdrageransvaret", "støtter skolen"), ("har det faglige ansvaret", "er tydelige")),
        PastedSection("Informasjon", 2, "", "Foresatte", "Skolens ansatte", ("leser meldinger",), ("gir beskjed",)),
        PastedSection("Etterpå", 1, "Planen gjennomgås\nhvert år."),
    )  # fmt: skip


@pytest.mark.parametrize("text", [HALSA, OSLO], ids=["halsa", "oslo"])
def test_no_word_of_a_real_source_is_lost_or_made_up(text: str) -> None:
    assert words(all_said(read(text))) == words(text)


def test_a_real_plan_copied_out_of_a_pdf_has_its_sections_and_points_in_their_columns() -> None:
    found = {one.title: one for one in read(HALSA)}
    right = total = 0
    for section in (one for one in halsa_source() if one.left):
        one = found[section.title]
        assert (one.left_title, one.right_title) == (section.left_title, section.right_title)
        assert sorted(one.left + one.right) == sorted((*section.left, *section.right))
        total += len(one.left) + len(one.right)
        right += sum((Counter(one.left) & Counter(section.left)).values())
        right += sum((Counter(one.right) & Counter(section.right)).values())
    assert total == 102
    assert right == total
    assert len(found["Grunnlaget for planen"].points) == 4
    assert len(found["Grunnlaget for samarbeidet"].points) == 5
    assert found["Mål for planen"].text.startswith("For at skolen skal lykkes i læringsarbeidet er vi avhengige av")


def test_the_city_s_slides_are_sections_with_their_points() -> None:
    found = read(OSLO)
    by_title = {one.title: one for one in found}
    assert by_title["Skolens planer"].points[0] == "Strategisk plan"
    assert by_title["Skolen råd og utvalg (hvor foreldrene er representert)"].points[-1] == "SkoleMiljøUtvalg (SMU)"
    asked = by_title["Skole-hjemsamarbeid"].text
    themes = ("Hva kan du forvente", "forventninger til deg", "Fag og læring", "Trygghet og trivsel", "Dialog og samar")
    assert [asked.index(theme) for theme in themes] == sorted(asked.index(theme) for theme in themes)


def test_plain_text_with_bullets_and_tabs() -> None:
    listed = "• ett\n• to som\ngår videre\n\n"
    text = f"Mål\n\nVi vil dette,\nog mer til.\n\n{listed}Roller\n\nForesatte\tSkolen\nleser\tskriver\n"
    assert read(text) == (
        PastedSection("Mål", 1, "Vi vil dette, og mer til.", points=("ett", "to som går videre")),
        PastedSection("Roller", 1, "", "Foresatte", "Skolen", ("leser",), ("skriver",)),
    )


def test_a_list_before_a_paragraph_stays_before_it() -> None:
    assert read("<p>Før</p><ul><li>a<li>b</ul><p>Etter</p>") == (PastedSection("", 1, "Før\n\n- a\n- b\n\nEtter"),)


def test_a_table_of_three_columns_keeps_its_rows() -> None:
    (one,) = read("<h1>Plan</h1><table><tr><td>a<td>b<td>c</tr><tr><td>d<td>e<td>f</tr></table>")
    assert one.points == ("a – b – c", "d – e – f")


@pytest.mark.parametrize("text", ["", "  \n \n", "<p></p>", "<script>alert(1)</script>", "<style>p {}</style><p> </p>"])
def test_nothing_to_take_in_is_said(text: str) -> None:
    with pytest.raises(UserError) as error:
        read(text)
    assert error.value.message == pasted.NOTHING


def test_far_too_much_is_refused() -> None:
    with pytest.raises(UserError) as error:
        read("a" * (pasted.LONGEST + 1))
    assert error.value.message == pasted.TOO_LONG
    with pytest.raises(UserError):
        read("<p>a</p>" * (pasted.MOST_BLOCKS + 1))


def test_what_could_do_something_is_text_or_nothing() -> None:
    html = (
        '<p onclick="x()">Hei <a href="javascript:alert(1)">trykk</a> <img src="file:///etc/passwd" onerror="x">her'
        '<script>document.write("<p>aldri</p>")</script><iframe src="https://x.test"></iframe></p>'
        '<a href="https://x.test/a b">mellomrom</a><![if !bad]>synlig<![endif]><![CDATA[rest]]>'
    )
    said = all_said(read(html))
    assert "aldri" not in said
    assert "javascript" not in said
    assert "file:" not in said
    assert "Hei trykk her" in said
    assert "synlig" in said


def test_many_tables_in_tables_are_read() -> None:
    (one,) = read("<table><tr><td>" * 400 + "innerst")
    assert "innerst" in all_said((one,))


TAGS = st.sampled_from(
    "p div b strong i em span a ul ol li table tr td th tbody h1 h2 h3 h7 br hr blockquote o:p font img input sup html "
    "body head caption pre form select option textarea".split()
)
ATTRIBUTES = st.sampled_from(
    (
        "",
        " style='mso-list:Ignore'",
        " style='mso-list:l0 level1 lfo1'",
        " style='font-weight:bold'",
        " class=MsoTitle",
        " href='https://x.test/a'",
        " href='javascript:x'",
        " colspan=99999999",
        ' style="',
    )
)
SAID = st.from_regex(r"\A[a-zæøå]{3,9}( [a-zæøå]{3,9}){0,3}\Z")
OPENS = st.builds(lambda tag, given: f"<{tag}{given}>", TAGS, ATTRIBUTES.filter(lambda given: not given.endswith('"')))
CLOSES = TAGS.map(lambda tag: f"</{tag}>")


@settings(max_examples=150)
@given(st.lists(st.one_of(OPENS, CLOSES, SAID.map(lambda said: f" {said} ")), max_size=40))
def test_no_visible_word_of_a_broken_page_is_lost(pieces: list[str]) -> None:
    page = "<p>begynner</p>" + "".join(pieces)
    visible = words("begynner " + " ".join(piece for piece in pieces if not piece.startswith("<")))
    said = all_said(read(page)).replace("https://x.test/a", "")
    assert visible <= words(said), visible - words(said)


ODD = (
    *("<![if !supportLists]>", "<![endif]>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE", "<?xml", "<script>", "</", "<"),
    *("&#x110000;", "&#0;", "&amp", "\0", "\ud800", "<![", "]]>", "<title>", "\u202e", "Version:0.9\r\nStartHTML:1"),
)
BROKEN = st.builds(lambda tag, given: f"<{tag}{given}", TAGS, ATTRIBUTES)
JUNK = st.lists(st.one_of(OPENS, CLOSES, BROKEN, st.sampled_from(ODD), st.text(max_size=6)), max_size=30).map("".join)


@settings(max_examples=150)
@given(JUNK)
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    for one in (text, f"<p>{text}", escape(text)):
        try:
            found = read(one)
        except UserError:
            continue
        assert all(1 <= section.level <= 3 for section in found)
        assert all(all(points) for section in found for points in (section.points, section.left, section.right))


TYPED = (
    "• punkt",
    "- nytt punkt",
    "Foresatte Skolens ansatte",
    "Overskrift",
    "og videre",
    "Slik er det.",
    "",
    " ",
    "\f",
)
ROWS = st.lists(SAID, min_size=2, max_size=3).map("\t".join)
LINES = st.lists(st.sampled_from(TYPED) | SAID | ROWS, max_size=30)


@settings(max_examples=150)
@given(LINES)
def test_no_word_of_a_plain_text_is_lost(lines: list[str]) -> None:
    text = "begynner\n" + "\n".join(lines)
    assert words(text) <= words(all_said(read(text)))
