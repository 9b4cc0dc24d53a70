"""What is written by hand while the class elects: strokes, the protocol, and what is told the office?"""

from __future__ import annotations

from collections.abc import Iterator

from app.core.i18n import N_, Translator
from app.documents.model import Block, Column, Facts, FormField, Heading, Paragraph, Row, Signatures, Table
from app.elections.reports.electing import ElectingClass, Post, ballots_of
from app.elections.reports.naming import capital, deputy_name, in_class, seat_name
from app.elections.reports.rule_facts import rule_facts
from app.elections.rows import RuleRow
from app.elections.words import COUNT_WORDS, join_names
from app.school.queries import SchoolRow

_LEAST_CANDIDATES, _MORE_CANDIDATES = 5, 2
"""Rows of a tally: so many, and so many more than there are names."""


def tally_blocks(
    post: Post, class_name: str, names: tuple[str, ...], school: SchoolRow | None, tr: Translator
) -> Iterator[Block]:
    """Yield a form for each ballot of a seat: what was handed out and came in, and strokes for each candidate."""
    seat = seat_name(post.seat, post.body, school, tr)
    for on_deputies, _seats, _deputies in ballots_of(post):
        office = capital(deputy_name(seat, tr) if on_deputies else seat)
        yield Heading(office)
        columns = (
            Column(tr(N_("No.")), 6, "number"),
            Column(tr(N_("Candidate")), 28, "text" if names else "blank"),
            Column(tr(N_("Strokes")), 52, "blank"),
            Column(tr(N_("Sum")), 14, "blank"),
        )
        empty = max(_LEAST_CANDIDATES - len(names), _MORE_CANDIDATES)
        rows = [Row((number, name, None, None)) for number, name in enumerate((*names, *[None] * empty), 1)]
        yield Table(columns, tuple(rows), in_class(office, class_name), section_title=tr(N_("Office held")), roomy=True)
        yield Facts(tuple(FormField(tr(title)) for title in COUNT_WORDS.values()))


def protocol_blocks(one: ElectingClass, meeting: str, school: SchoolRow | None, tr: Translator) -> Iterator[Block]:
    """Yield the protocol to fill in: the meeting, who was elected, lots, the rule, and lines to sign on."""
    yield Facts(
        (
            FormField(tr(N_("Date, time and room")), meeting),
            FormField(tr(N_("Those entitled to vote"))),
            FormField(tr(N_("Guardians present"))),
            FormField(tr(N_("How it was voted"))),
        )
    )
    columns = (
        Column(tr(N_("Office held")), 36),
        Column(tr(N_("Name")), 40, "blank"),
        Column(tr(N_("Said yes")), 10, "check"),
        Column(tr(N_("Votes")), 14, "blank"),
    )
    rows = [Row((office, None, None, None)) for office in offices_of(one, school, tr)]
    yield Table(columns, tuple(rows), one.name, tr(N_("Class")), roomy=True)
    yield Facts(
        (
            FormField(tr(N_("Others who stood")), lines=2),
            FormField(tr(N_("Lots: between whom, for what"))),
            FormField(tr(N_("How, and drawn by"))),
            FormField(tr(N_("Witnesses"))),
            FormField(tr(N_("Objections and remarks")), lines=2),
        )
    )
    yield Signatures((tr(N_("Holds the election")), tr(N_("Writes the minutes"))))
    rules = _rules(one, school, tr)
    for at, (rule, seats) in enumerate(rules):
        said = tr(N_("The rule, {offices}"), offices=join_names(seats, tr))
        yield Heading(said, new_page=not at and len(rules) > 1)  # of one there is room below
        yield rule_facts(rule, tr)


def report_blocks(one: ElectingClass, deadline: str, school: SchoolRow | None, tr: Translator) -> Iterator[Block]:
    """Yield what goes back to the office: who was elected, and how they are reached. ``deadline`` is a day as said."""
    by = N_("Hand this sheet in to the office by {date}.")
    yield Paragraph(tr(by, date=deadline) if deadline else tr(N_("Hand this sheet in to the office.")), "lead")
    yield Paragraph(tr(N_("Write «vacant» where nobody was elected.")))
    columns = (
        Column(tr(N_("Office held")), 30),
        Column(tr(N_("Name")), 30, "blank"),
        Column(tr(N_("Phone")), 16, "blank"),
        Column(tr(N_("E-mail")), 24, "blank"),
    )
    rows = [Row((office, None, None, None)) for office in offices_of(one, school, tr)]
    yield Table(columns, tuple(rows), section=one.name, section_title=tr(N_("Class")), roomy=True)
    yield Facts((FormField(tr(N_("Date of the election"))), FormField(tr(N_("Remarks")), lines=2)))
    yield Signatures((tr(N_("Date")), tr(N_("Contact teacher"))))


def offices_of(one: ElectingClass, school: SchoolRow | None, tr: Translator) -> Iterator[str]:
    """Yield each place that is to be filled: "FAU-representant", "vara for FAU-representant"."""
    for post in one.posts:
        seat = seat_name(post.seat, post.body, school, tr)
        yield from [capital(seat)] * post.open_seats
        ranked = post.seat.deputy_kind == "ranked" and post.open_deputies > 1
        for rank in range(1, post.open_deputies + 1):
            yield capital(deputy_name(seat, tr, rank if ranked else None))


def _rules(one: ElectingClass, school: SchoolRow | None, tr: Translator) -> list[tuple[RuleRow, list[str]]]:
    """Return each rule with the seats that are elected by it."""
    found: dict[int, tuple[RuleRow, list[str]]] = {}
    for post in one.posts:
        if post.is_up:
            seat = seat_name(post.seat, post.body, school, tr)
            found.setdefault(post.body.id, (post.rule, []))[1].append(seat)
    return list(found.values())
