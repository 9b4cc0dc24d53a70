"""What is voted on with? Ballots to cut apart (*Stemmesedler*): lines to write names on, or the candidates to tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import allowed_for, class_subjects, sections_for
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Ballots, Document, Paragraph
from app.elections.reports.electing import WHO, ElectingClass, Post, ballots_of, electing_classes
from app.elections.reports.naming import deputy_name, in_class, seat_name
from app.elections.reports.remarks import said_left_out
from app.school.queries import SchoolRow

USUAL_PER_SHEET = 8
_SPARE = 2
"""Ballots more than there are votes, at least: somebody writes wrongly."""

PER_SHEET = ReportOption(
    "per_sheet", N_("Ballots on a sheet"), "number", default=str(USUAL_PER_SHEET), most=12, hint=N_("At most 12.")
)
COPIES = ReportOption(
    "copies", N_("How many ballots"), "number", default="0", most=500, hint=N_("0: one for each vote, and some more.")
)
NAMES = ReportOption("names", N_("With the candidates' names"), "check", hint=N_("Else there are lines to write on."))


@dataclass(frozen=True)
class BallotWish:
    """How the ballots shall be. ``copies`` and ``lines`` of 0 are as many as the voters and the rule need."""

    with_names: bool = False
    per_sheet: int = USUAL_PER_SHEET
    copies: int = 0
    lines: int = 0

    @classmethod
    def of(cls, request: ReportRequest) -> BallotWish:
        def number(key: str) -> int:
            return int(request.option(key) or 0)

        per_sheet = number("per_sheet") or USUAL_PER_SHEET
        return cls(request.is_ticked("names"), per_sheet, number("copies"), number("lines"))


@dataclass(frozen=True)
class ClassBallots:
    """The facts: the classes with what they elect, and how the ballots shall be."""

    frame: Frame
    classes: tuple[ElectingClass, ...]
    wish: BallotWish


def collect_ballots(session: Session, request: ReportRequest) -> ClassBallots:
    """Read what the class asked for, or every class, elects. Raises UserError for an unknown class."""
    classes = electing_classes(session, request, allowed_for(session, request), request.option("who"))
    frame = frame_of(session, request, sections_for(session, request))
    return ClassBallots(frame, classes, BallotWish.of(request))


def compose_ballots(facts: ClassBallots, tr: Translator) -> Document:
    """Make the ballots, class by class, each vote on its own sheets."""
    blocks = [
        ballots
        for one in facts.classes
        for post in one.posts
        for ballots in ballot_blocks(post, one.name, facts.wish, facts.frame.school, tr)
    ]
    people = named_on_ballots(facts.classes, facts.wish)
    title = f"{tr(N_('Ballots'))} {facts.frame.subject or ''}".strip()
    return framed(facts.frame, tr, title, blocks or [Paragraph(tr(N_("There is nobody to elect.")))], people)


def ballot_blocks(
    post: Post, class_name: str, wish: BallotWish, school: SchoolRow | None, tr: Translator
) -> Iterator[Ballots]:
    """Yield the ballots of one seat: one vote on all of it, or one on the seat and one on its deputies."""
    if not post.is_up:
        return
    seat = seat_name(post.seat, post.body, school, tr)
    for on_deputies, _seats, deputies in ballots_of(post):
        office = deputy_name(seat, tr) if on_deputies else seat
        names = tuple(one.full_name for one in post.candidates) if wish.with_names else ()
        lines = wish.lines or (1 if names else post.rule.max_names)
        yield Ballots(
            tr(N_("Ballot: {office}"), office=in_class(office, class_name)),
            _lead(post, bool(names), deputies > 0 and not on_deputies, tr),
            names,
            lines,
            wish.copies or copies_for(post.voters.votes, wish.per_sheet),
            wish.per_sheet,
        )


def named_on_ballots(classes: tuple[ElectingClass, ...], wish: BallotWish) -> set[int]:
    """Return the ids of those whose names stand on the ballots."""
    if not wish.with_names:
        return set()
    return {person.id for one in classes for post in one.posts if post.is_up for person in post.candidates}


def copies_for(votes: int, per_sheet: int) -> int:
    """Return how many ballots are printed for some votes: a few more, and whole sheets of them."""
    return -(-(votes + _SPARE) // per_sheet) * per_sheet


def _lead(post: Post, with_names: bool, then_deputies: bool, tr: Translator) -> str:
    most = post.rule.max_names
    if with_names:
        said = tr.n("Tick one name, or write another.", "Tick up to {n} names, or write others.", most)
    else:
        said = tr.n("Write one name.", "Write up to {n} names.", most)
    ranked = then_deputies and post.seat.deputy_kind == "ranked"
    return f"{said} {tr(N_('Those with the next most votes are deputies.'))}" if ranked else said


def remark_on_ballots(facts: ClassBallots, tr: Translator) -> str:
    """Say which candidates stand on no ballot, and how many have no ballot printed for them."""
    return said_left_out(facts.classes, tr, names_candidates=facts.wish.with_names)


BALLOTS = Report(
    id="ballots",
    title=N_("Ballots"),
    audiences=("election_officer",),
    subjects=class_subjects,
    collect=collect_ballots,
    compose=compose_ballots,
    options=(
        ReportOption("who", N_("Those who vote"), "choice", default="parents", choices=WHO),
        NAMES,
        ReportOption("lines", N_("Lines to write on"), "number", default="0", most=10, hint=N_("0: by the rule.")),
        PER_SHEET,
        COPIES,
    ),
    remark=remark_on_ballots,
)
