"""How does a case stand in a record: its title, what was said, what was decided and how, and what shall be done?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.bodies.reports.frame import capital
from app.core.i18n import N_, Translator
from app.documents.marked import marked
from app.documents.model import Block, BulletList, Column, Heading, Paragraph, Row, Run, Table
from app.meetings.reports.case_words import SEPARATOR, about_case, say_case
from app.meetings.reports.frame import MEMBERS, say_standing
from app.meetings.reports.record import Case, ToDo
from app.meetings.reports.vote_words import say_votes
from app.meetings.words import VOTE_WORDS

_OUTCOMES: Mapping[str, str] = {
    "postponed": N_("The case was postponed."),
    "withdrawn": N_("The case was withdrawn."),
}


def case_blocks(case: Case, audience: str, tr: Translator, *, is_over: bool = True) -> Iterator[Block]:
    """Yield a case under its number and title; ``is_over``: the meeting has been closed."""
    yield Heading(say_case(case.number, case.title, tr))
    if case.is_withheld:
        yield Paragraph(say_withheld(case.openness, case.provision, audience, tr))
        return
    about = SEPARATOR.join(about_case("" if case.code else case.kind, case.presenter, case.raised_by, tr))
    if about:
        yield Paragraph(about, "small")
    yield from _who_was_out(case, tr)
    yield from marked(case.discussion)
    if case.proposal and case.proposal.strip() != case.decision.strip():
        yield Heading(tr(N_("Proposed decision")), 2)
        yield from marked(case.proposal)
    yield from _decided(case, tr)
    if case.dissent:
        yield Heading(tr(N_("Dissent for the record")), 2)
        yield from marked(case.dissent)
    if case.outcome in _OUTCOMES:
        yield Paragraph(tr(_OUTCOMES[case.outcome]))
    elif is_over and case.is_untouched and case.kind != "referred":
        is_other = case.kind == "any_other_business"
        yield Paragraph(tr(N_("Nothing was raised.") if is_other else N_("The case was not treated.")))
    if case.actions:
        yield Heading(tr(N_("Follow-up")), 2)
        yield to_do_list(case.actions, tr)


def say_withheld(openness: str, provision: str, audience: str, tr: Translator) -> str:
    """Return what stands in place of a case that is kept from an audience."""
    if audience == MEMBERS:
        out = _with_provision(tr(N_("The pupils were out of this case")), provision)
        return f"{out} {tr(N_('What was said and decided does not stand on this copy.'))}"
    if not provision:
        return tr(N_("Exempt from public access."))
    return tr(N_("Exempt from public access, {provision}."), provision=provision.rstrip(". "))


def to_do_list(actions: Iterable[ToDo], tr: Translator) -> BulletList:
    """Return what shall be done, each with who does it and by when."""
    lines = [say_to_do(one, tr) for one in actions]
    return BulletList(
        tuple(f"{what}{rest}" for what, rest in lines),
        tuple((Run(what, bold=True), Run(rest)) if rest else (Run(what, bold=True),) for what, rest in lines),
    )


def say_to_do(one: ToDo, tr: Translator) -> tuple[str, str]:
    """Return what shall be done, and the rest: ". Ansvarlig: Kari Aasen. Frist: 12.11.2026."."""
    said = []
    if one.is_request:
        said.append(tr(N_("Request to the principal.")))
    if one.owner is not None and not (one.is_request and one.owner.guest):
        said.append(tr(N_("Responsible: {name}."), name=capital(say_standing(one.owner, tr))))
    if one.due is not None:
        said.append(tr(N_("Due: {date}."), date=tr.date(one.due)))
    what = one.what.rstrip(". ") if said else one.what
    return what, f". {' '.join(said)}" if said else ""


def _who_was_out(case: Case, tr: Translator) -> Iterator[Block]:
    if case.openness == "closed":
        yield Paragraph(_with_provision(tr(N_("The case was treated behind closed doors")), case.provision))
    if case.pupils_out:
        provision = case.provision if case.openness == "pupils_leave" else ""
        yield Paragraph(_with_provision(tr(N_("The pupils were out of this case")), provision))
    for one, provision in case.disqualified:
        name = capital(say_standing(one, tr))
        yield Paragraph(
            _with_provision(tr(N_("{name} was disqualified and took no part in the case"), name=name), provision)
        )
    for finding in case.not_quorate:
        yield Paragraph(tr.say(finding.msgid, finding.values))


def _decided(case: Case, tr: Translator) -> Iterator[Block]:
    votes = say_votes(case, case.votes, tr)
    if not case.decision and not votes:
        return
    if case.decision:
        title = N_("Result of the election") if case.kind == "election" else N_("Decision in the case")
        yield Heading(tr(title), 2)
        yield from marked(case.decision)
    if votes:
        yield Paragraph(votes)
    if case.by_name:
        columns = (Column(tr(N_("Name")), 60), Column(tr(N_("Vote")), 40))
        rows = tuple(Row((capital(say_standing(one, tr)), tr(VOTE_WORDS[how]))) for one, how in case.by_name)
        yield Table(columns, rows)


def _with_provision(said: str, provision: str) -> str:
    return f"{said}, {provision.rstrip('. ')}." if provision else f"{said}."
