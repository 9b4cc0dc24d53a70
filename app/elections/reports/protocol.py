"""How was somebody elected? The protocol of an election (*Valgprotokoll*), or those of all elections of a class.

It prints the rule that was followed and where that stands, as it was on the day. Votes are left out where the rule says
so, and where they would show that somebody stood who may not be named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.bodies.named import VACANT
from app.contacts.listed import allowed_for
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Facts, FormField, Heading, Paragraph, Row, Signatures, Table
from app.elections.grounds import grounds_of
from app.elections.reports.minutes import Minutes, minutes_of
from app.elections.reports.naming import body_name, capital, deputy_name, in_class, seat_name
from app.elections.reports.rule_facts import HOW_VOTED, rule_facts
from app.elections.reports.which import chosen_elections, protocol_subjects
from app.elections.rows import CountRow, ElectionRow, LotRow, ResultRow
from app.elections.words import CONSENT_WORDS, COUNT_WORDS, ROUND_WORDS, join_names, say_unit_of
from app.school.queries import SchoolRow


@dataclass(frozen=True)
class Protocols:
    """The facts: the elections in order, each with those it names as this audience may see them."""

    frame: Frame
    minutes: tuple[Minutes, ...]


def collect_protocols(session: Session, request: ReportRequest) -> Protocols:
    """Read the election or the class asked for, or all that have been decided. Raises UserError for an unknown one."""
    allowed = allowed_for(session, request)
    frame, elections = frame_of(session, request), chosen_elections(session, request)
    return Protocols(frame, tuple(minutes_of(session, one, allowed) for one in elections))


def compose_protocols(facts: Protocols, tr: Translator) -> Document:
    """Make the protocols; of several, each is a paper of its own."""
    school, several = facts.frame.school, len(facts.minutes) != 1
    titles = [_title(one, school, tr) for one in facts.minutes]
    blocks: list[Block] = []
    for one, title in zip(facts.minutes, titles, strict=True):
        if several:
            blocks.append(Heading(title, apart=True))
        blocks.extend(_protocol(one, school, tr))
    if not blocks:
        blocks.append(Paragraph(tr(N_("No election has been decided yet."))))
    people = {person for one in facts.minutes for person in one.people}
    return framed(facts.frame, tr, tr(N_("Election protocols")) if several else titles[0], blocks, people)


def remark_on_protocols(facts: Protocols, tr: Translator) -> str:
    """Say where somebody is not named, or votes are left out, since they must not be."""
    unnamed = sum(one.hides for one in facts.minutes)
    if not unnamed:
        return ""
    return tr.n(
        "{n} protocol does not name everybody and has no votes, since the address of one of them is protected.",
        "{n} protocols do not name everybody and have no votes, since the address of one of them is protected.",
        unnamed,
    )


def _title(one: Minutes, school: SchoolRow | None, tr: Translator) -> str:
    return tr(N_("Election protocol: {office}"), office=_office(one, school, tr))


def _office(one: Minutes, school: SchoolRow | None, tr: Translator) -> str:
    return in_class(_seat(one, school, tr), say_unit_of(one.election, tr))


def _seat(one: Minutes, school: SchoolRow | None, tr: Translator) -> str:
    return seat_name(one.election.seat, one.body, school, tr)


def _protocol(one: Minutes, school: SchoolRow | None, tr: Translator) -> Iterator[Block]:
    election = one.election
    yield from _correction(one, tr)
    yield Facts(tuple(FormField(tr(title), value) for title, value in _head(one, school, tr)))
    if one.candidates:
        yield Heading(tr(N_("Candidates")))
        columns = (Column(tr(N_("Candidate")), 60), Column(tr(N_("Asked to stand")), 40))
        rows = (Row((name, capital(tr(CONSENT_WORDS[consent])))) for name, consent in one.candidates)
        yield Table(columns, tuple(rows), _office(one, school, tr), tr(N_("Office held")))
    yield from _votes(one, school, tr)
    yield from _lots(one, tr)
    yield from _result(one, school, tr)
    grounds = " ".join(tr(ground) for ground in grounds_of(election))
    if grounds or one.decision or one.reason:
        yield Heading(tr(N_("Decision and reason")))
        yield from (Paragraph(text) for text in (grounds, one.decision, one.reason) if text)
    yield Heading(tr(N_("The rule that was followed")))
    yield rule_facts(election.rule, tr)
    yield Signatures((tr(N_("Place and date")), tr(N_("Holds the election")), tr(N_("Witness")), tr(N_("Witness"))))


def _correction(one: Minutes, tr: Translator) -> Iterator[Block]:
    """Yield which protocol this one replaces and why, and that it has been replaced itself."""
    if one.replaces is not None:
        day = one.replaces.held_on
        said = N_("This protocol corrects the one of {date}.") if day else N_("This protocol corrects an earlier one.")
        why = one.election.correction_reason
        text = tr(said, date=tr.date(day)) if day else tr(said)
        yield Paragraph(f"{text} {tr(N_('Reason: {reason}'), reason=why)}" if why else text, "lead")
    if one.election.status == "corrected":
        yield Paragraph(tr(N_("This protocol has been corrected: another one replaces it.")), "lead")
    elif not one.election.is_decided:
        yield Paragraph(tr(N_("This election has not been decided yet.")), "lead")


def _head(one: Minutes, school: SchoolRow | None, tr: Translator) -> Iterator[tuple[str, str]]:
    election = one.election
    yield N_("Body"), body_name(one.body, tr)
    yield N_("Office held"), capital(_seat(one, school, tr))
    unit = say_unit_of(election, tr)
    yield (N_("Class"), unit) if election.class_name else (N_("Elected by"), unit or tr(N_("the whole school")))
    if election.kind == "by_election":
        yield N_("Kind"), tr(N_("By-election"))
    yield N_("Date"), tr.long_date(election.held_on) if election.held_on else ""
    if election.meeting:
        yield N_("Meeting"), election.meeting
    yield N_("To elect"), _number(election, tr)
    yield N_("Holds the election"), one.officer
    for title, number in ((N_("Those entitled to vote"), election.entitled), (N_("Present"), election.present)):
        # a line to write on wherever the number is not there, so that its absence tells nothing
        yield title, "" if number is None or one.hides else tr.number(number)
    yield N_("How it was voted"), _how_voted(election, tr)
    if one.outgoing:
        yield N_("Steps down"), join_names(one.outgoing, tr)
    if election.reported_on is not None:
        yield N_("Reported"), tr.long_date(election.reported_on)


def _how_voted(election: ElectionRow, tr: Translator) -> str:
    """Return how it was voted; "" to write in where votes were counted, and nobody said how they were given."""
    if election.counts and election.effective_method == "acclamation":
        return ""
    return capital(tr(HOW_VOTED[election.effective_method]))


def _number(election: ElectionRow, tr: Translator) -> str:
    if not election.open_deputies:
        return str(election.open_seats)
    return tr.n("{number} + {n} deputy", "{number} + {n} deputies", election.open_deputies, number=election.open_seats)


def _votes(one: Minutes, school: SchoolRow | None, tr: Translator) -> Iterator[Block]:
    """Yield what was counted, round by round, as far as it is told."""
    election = one.election
    rounds = [round for round in ROUND_WORDS if election.count(round) is not None]
    if not rounds or one.hides:
        return
    if not election.counts_published:
        yield Heading(tr(N_("Votes")))
        never = N_("The rule is that nobody is told how many votes each had.")
        objected = N_("Somebody asked that nobody be told how many votes each had.")
        yield Paragraph(tr(never if election.rule.publish_counts == "never" else objected))
        return
    for round in rounds:
        count = election.count(round)
        assert count is not None, "only the rounds that were counted"
        yield Heading(tr(ROUND_WORDS[round]) if len(rounds) > 1 else tr(N_("Votes")))
        columns = (Column(tr(N_("Candidate")), 75), Column(tr(N_("Votes")), 25, "number"))
        voted = [(one.names[candidate], votes) for candidate, votes in count.votes.items() if candidate in one.names]
        voted.sort(key=lambda row: -row[1])
        rows = tuple(Row((name, votes)) for name, votes in voted)
        yield Table(columns, rows, _office(one, school, tr), tr(N_("Office held")))
        yield from _numbers(count, election.count(round, 2), tr)


def _numbers(count: CountRow, second: CountRow | None, tr: Translator) -> Iterator[Block]:
    """Yield what was handed out and came in, and that a second count showed the same."""
    known = [(title, getattr(count, name)) for name, title in COUNT_WORDS.items()]
    fields = [FormField(tr(title), tr.number(value)) for title, value in known if value is not None]
    if fields:
        yield Facts(tuple(fields))
    if second is not None and _shows(second) == _shows(count):
        yield Paragraph(tr(N_("A second count, made independently, showed the same.")), "small")


def _shows(count: CountRow) -> tuple[object, ...]:
    return (*(getattr(count, name) for name in COUNT_WORDS), dict(count.votes))


def _lots(one: Minutes, tr: Translator) -> Iterator[Block]:
    lots = [lot for lot in one.election.lots if all(candidate in one.names for candidate in lot.order)]
    if not lots or one.hides:
        return
    yield Heading(tr(N_("Lots")))
    for lot in lots:
        yield Paragraph(_drawn(one, lot, tr))
        known = ((N_("How"), lot.how), (N_("Drawn by"), lot.drawn_by), (N_("Witnesses"), lot.witnesses))
        yield Facts(tuple(FormField(tr(title), value) for title, value in known))


def _drawn(one: Minutes, lot: LotRow, tr: Translator) -> str:
    """Return who was equal, and in which order they were drawn."""
    names = [one.names[candidate] for candidate in lot.order]
    return tr(
        N_("{names} had the same number of votes, and lots were drawn. Drawn in this order: {order}."),
        names=join_names(sorted(names), tr),
        order=", ".join(names),
    )


def _result(one: Minutes, school: SchoolRow | None, tr: Translator) -> Iterator[Block]:
    """Yield those elected with their terms, and what is vacant; nothing before it is decided."""
    election = one.election
    if not (election.is_decided or election.status == "corrected"):
        return
    yield Heading(tr(N_("Elected")))
    if not election.results:
        yield Paragraph(tr(N_("Nobody was elected. The place is vacant.")))
        return
    seat = _seat(one, school, tr)
    rows = [_elected(one, row, seat, tr) for row in election.results]
    seats, deputies = (
        tr(N_("not told yet")) if election.unsaid == unsaid else tr(VACANT) for unsaid in ("members", "deputies")
    )
    rows += [Row((capital(seat), seats, ""))] * (election.open_seats - len(election.holders))
    rows += [Row((capital(deputy_name(seat, tr)), deputies, ""))] * (election.open_deputies - len(election.deputies))
    columns = (Column(tr(N_("Office held")), 36), Column(tr(N_("Name")), 36), Column(tr(N_("Term")), 28))
    unit = tr(N_("Class")) if election.class_name else tr(N_("Elected by"))
    yield Table(columns, tuple(rows), say_unit_of(election, tr), unit)


def _elected(one: Minutes, row: ResultRow, seat: str, tr: Translator) -> Row:
    office = capital(_place(one, row, seat, tr))
    name = one.elected.get(row.person_id) or in_class(office, say_unit_of(one.election, tr))
    whose = one.elected.get(row.deputy_for_id) if row.deputy_for_id is not None else None
    if whose and len(one.election.holders) > 1:
        office = tr(N_("{office}, for {name}"), office=office, name=whose)
    return Row((office, name, _term(one.election, row, tr)))


def _place(one: Minutes, row: ResultRow, seat: str, tr: Translator) -> str:
    """Return what somebody was elected as; of several deputies in order, which one."""
    if row.role != "deputy":
        return seat
    is_ranked = row.rank is not None and len(one.election.deputies) > 1
    return deputy_name(seat, tr, row.rank if is_ranked else None)


def _term(election: ElectionRow, row: ResultRow, tr: Translator) -> str:
    if election.begins is None:
        return ""
    if row.term_ends is None:
        return tr(N_("from {first}"), first=tr.date(election.begins))
    return tr(N_("from {first} to {last}"), first=tr.date(election.begins), last=tr.date(row.term_ends))


ELECTION_PROTOCOL = Report(
    id="election-protocol",
    title=N_("Election protocol"),
    audiences=("office", "election_officer"),
    subjects=protocol_subjects,
    collect=collect_protocols,
    compose=compose_protocols,
    remark=remark_on_protocols,
)
