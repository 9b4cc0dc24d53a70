"""What is pasted can be made to hurt, or hold what nobody meant to hand over: neither does anything."""

from __future__ import annotations

import time
from html import escape

import pytest

from app.core.errors import UserError
from app.plan.imports.pasted import LONGEST, PastedSection, read
from tests.plan.halsa import SourceSection, halsa_source
from tests.plan.test_pasted import HALSA, all_said

MANY = LONGEST - 200
LONG = 15.0
"""Seconds: what took the square of the length took minutes."""


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "<!--" * (MANY // 4),
        "<p>" + "<" * MANY,
        "<p>" + "<!DOCTYPE " * (MANY // 10),
        "<p " + 'a="' * (MANY // 3),
        "<p>" + "<a b='c " * (MANY // 8),
        "<p>" + "<b>" * 60_000 + "</i>" * 60_000 + "x",
        "<p style='" + "mso-list " * (MANY // 9) + "'>x",
        "Foresatte Skolens ansatte\n" + "".join(f"• punkt {at} om skolen {at * 7}\n" for at in range(4_900)),
    ],
    ids=["comments", "signs", "declarations", "quotes", "tags", "ends", "style", "points"],
)
def test_a_text_made_to_take_long_does_not(text: str) -> None:
    began = time.perf_counter()
    assert read(text)
    assert time.perf_counter() - began < LONG


def test_what_is_too_long_is_refused_before_it_is_read() -> None:
    began = time.perf_counter()
    with pytest.raises(UserError):
        read("<p>" * 1_700_000)
    assert time.perf_counter() - began < 1.0


def test_what_was_deleted_hidden_or_remarked_on_in_the_margin_stays_behind() -> None:
    html = (
        "<p>Vi <del cite='mailto:x' datetime='2026'>ska<b>l</b> alltid</del><ins>kan</ins> møtes"
        "<span style='mso-special-character:comment'><a href='#_msocom_1'>[KB1]</a></span></p>"
        "<p><img style='display:none'>Synlig<span style='display:none;mso-hide:all'>hem<span>me</span>lig</span>"
        " her</p>"
        "<del/><p>og <span style='display:none'/>her</p>"
        "<div style='mso-element:comment-list'><div><p>Spør mor til Ola om dette</p></div></div><p>Sist</p>"
    )
    assert read(html) == (PastedSection("", 1, "Vi kan møtes\n\nSynlig her\n\nog her\n\nSist"),)


def test_a_comment_that_is_never_ended_is_text_and_what_stands_after_it_too() -> None:
    assert read("<p>Før<!-- borte --> midt <!-- igjen</p><p>Etter</p>") == (
        PastedSection("", 1, "Før midt <!-- igjen\n\nEtter"),
    )


def test_a_sign_that_is_no_tag_stays() -> None:
    assert read('<p title="a > b">Flere enn 5 < 6 elever <3 og x<y</p>') == (
        PastedSection("", 1, "Flere enn 5 < 6 elever <3 og x<y"),
    )


def test_every_point_of_a_real_plan_comes_into_its_column_out_of_a_pdf() -> None:
    found = {one.title: one for one in read(HALSA)}
    for section in (one for one in halsa_source() if one.left):
        assert (found[section.title].left, found[section.title].right) == (section.left, section.right)


def in_word(section: SourceSection) -> str:
    """Return a section as Word writes it: its table with a heading row, one row, and signs before the points."""

    def points(texts: tuple[str, ...]) -> str:
        sign = "<span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times\"'>&nbsp;&nbsp; </span></span>"
        style = "class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'"
        return "".join(f"<p {style}><![if !supportLists]>{sign}<![endif]>{escape(text)}</p>" for text in texts)

    head = f"<h{section.level}>{escape(section.title)}<o:p></o:p></h{section.level}>"
    if not section.left:
        return f"{head}<p class=MsoNormal>{escape(section.text)}</p>{points(section.points)}"
    cells = "".join(
        f"<td><p class=MsoNormal><b>{one}</b></p></td>" for one in (section.left_title, section.right_title)
    )
    rows = f"<tr>{cells}</tr><tr><td valign=top>{points(section.left)}</td><td>{points(section.right)}</td></tr>"
    return f"{head}<table class=MsoTableGrid border=1>{rows}</table>"


def test_every_point_of_a_real_plan_comes_into_its_column_out_of_word() -> None:
    style = "<style><!-- p.MsoNormal {mso-style-parent:''; margin:0cm;} --></style>"
    body = "".join(in_word(one) for one in halsa_source())
    found = read(f"<html><head>{style}</head><body><!--StartFragment-->{body}<!--EndFragment--></body></html>")
    assert [one.title for one in found] == [one.title for one in halsa_source()]
    for one, section in zip(found, halsa_source(), strict=True):
        assert (one.points, one.left, one.right) == (section.points, section.left, section.right)
        assert (one.left_title, one.right_title) == (section.left_title, section.right_title)
    assert "mso-" not in all_said(found)
