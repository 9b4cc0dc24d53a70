"""In which elections did a person stand, were elected, or hold the election? For who asks what is held of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.provenance import sources_of
from app.core.about import AboutPart, AboutRow, Saying, Source
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.elections.reading import elections_with
from app.elections.rows import CandidateRow, ElectionRow
from app.school.queries import own_language
from db.models import Body, Candidate, Election, ElectionResult

CONSENTS = {
    "unasked": N_("Was not asked"),
    "asked": N_("Was asked, and has not answered"),
    "accepted": N_("Said yes to stand for election"),
    "declined": N_("Said no to stand for election"),
}
HELD = N_("Held the election")
STOOD = N_("Stood for election")
ELECTED = N_("Was elected")
BALLOTS = {
    "seats": N_("Votes: {votes}"),
    "seats_runoff": N_("Votes in the second ballot: {votes}"),
    "deputies": N_("Votes as deputy: {votes}"),
    "deputies_runoff": N_("Votes as deputy in the second ballot: {votes}"),
}


def about_person(session: Session, person_id: int) -> tuple[AboutPart, ...]:
    """Return every election a person stood in, was elected in or held."""
    ids = set(session.scalars(select(Candidate.election_id).where(Candidate.person_id == person_id)))
    ids.update(session.scalars(select(ElectionResult.election_id).where(ElectionResult.person_id == person_id)))
    ids.update(session.scalars(select(Election.id).where(Election.officer_id == person_id)))
    if not ids:
        return ()
    language = own_language(session)
    found = sorted(elections_with(session, ids), key=lambda row: (row.year, str(row.held_on), row.id))
    bodies = {row.id: row for row in session.scalars(select(Body).where(Body.id.in_({row.body_id for row in found})))}
    sources = _Sources(session, person_id)
    rows = [
        part for row in found for part in _rows(row, person_id, _where(row, bodies[row.body_id], language), sources)
    ]
    return (AboutPart(N_("Elections"), tuple(rows)),)


def _where(row: ElectionRow, body: Body, language: str) -> str:
    name = body.name_nn if language == "nn" and body.name_nn else body.name_nb
    unit = row.class_name or (str(row.grade) if row.grade is not None else "")
    return " ".join(filter(None, (name, unit, year_name(row.year))))


class _Sources:
    """Where what an election says of a person comes from."""

    def __init__(self, session: Session, person_id: int) -> None:
        self._steps = sources_of(session, person_id)
        of_person = select(ElectionResult.election_id, ElectionResult.id).where(ElectionResult.person_id == person_id)
        self._results = {row.election_id: row.id for row in session.execute(of_person)}

    def stood(self, candidate: CandidateRow) -> Source | None:
        return self._steps.get((Candidate.__tablename__, candidate.id))

    def elected(self, row: ElectionRow) -> Source | None:
        return self._steps.get((ElectionResult.__tablename__, self._results[row.id]))

    def held(self, row: ElectionRow) -> Source | None:
        return self._steps.get((Election.__tablename__, row.id))


def _rows(row: ElectionRow, person_id: int, where: str, sources: _Sources) -> Iterator[AboutRow]:
    day = () if row.held_on is None else (row.held_on,)
    for one in row.candidates:
        if one.person_id == person_id:
            yield AboutRow(STOOD, (where, *day, Saying(CONSENTS[one.consent]), *_votes(row, one)), sources.stood(one))
    for result in row.results:
        if result.person_id == person_id:
            said: list[Saying] = [Saying(N_("As deputy") if result.role == "deputy" else N_("To the seat"))]
            if result.term_ends is not None:
                said.append(Saying(N_("Until {day}"), {"day": f"{result.term_ends:%d.%m.%Y}"}))
            if row.status == "corrected":
                said.append(Saying(N_("This election was corrected by another")))
            yield AboutRow(ELECTED, (where, *day, *said), sources.elected(row))
    if row.officer_id == person_id:
        yield AboutRow(HELD, (where, *day), sources.held(row))


def _votes(row: ElectionRow, one: CandidateRow) -> Iterator[Saying]:
    """Say the votes; they are the person's own, also where the rule keeps the numbers from everybody else."""
    for count in row.counts:
        if count.counter == 1 and one.id in count.votes:
            yield Saying(BALLOTS[count.round], {"votes": count.votes[one.id]})
