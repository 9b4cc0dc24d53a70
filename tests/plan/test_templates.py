"""What can a plan begin with, and what does it promise?"""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.rules.legal import repealed_in
from app.core.i18n import translator
from app.documents.marked import marked
from app.meetings.presets import wheel_topics
from app.plan.commands import remove_section, start_from_template
from app.plan.rules.weaker import weaker
from app.plan.templates import TemplateSection, plant, proposed, taken, template
from app.school.commands import set_school_field
from app.yearwheel.rules.rule import parse
from db.models import Body, PlanCommitment, PlanPoint, PlanSection, Seat, WheelEntry
from db.models.bodies import BODY_KINDS, CHOSEN_BY
from db.models.plan import COMMITMENT_KINDS
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool, the_plan, titles

LANGUAGES = ("nb", "nn")
NEXT = YEAR + 1
"""A year without a plan in the school of the tests."""


def sections(store: Store, language: str) -> tuple[TemplateSection, ...]:
    return known(store, template, language)


def every_text(one: TemplateSection) -> list[str]:
    return [one.title, one.text, one.left_title, one.right_title, *(point.text for point in one.points)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_room_for_all_a_schools_plan_and_a_citys_standard_hold(
    store: Store, school: PlanSchool, language: str
) -> None:
    found = {one.code: one for one in sections(store, language)}
    for code in ("goals", "basis", "kinds", "principles"):
        assert found[code].points, code
    assert len(found["kinds"].points) == 3
    roles = {
        code: (found[code].left_title, found[code].right_title)
        for code in ("general", "support", "learning", "information", "meetings", "contacts", "committee")
    }
    nb = language == "nb"
    parents = ("Foresatte", "Skolens ansatte") if nb else ("Føresette", "Dei tilsette på skulen")
    assert [titles for code, titles in roles.items() if code not in ("contacts", "committee")] == [parents] * 5
    assert roles["contacts"] == (
        ("Foreldrekontaktene", "Kontaktlærerne") if nb else ("Foreldrekontaktane", "Kontaktlærarane")
    )
    assert roles["committee"] == (("FAU-representantene" if nb else "FAU-representantane"), "Rektor")
    themes = [one for one in found.values() if one.code.startswith("theme_")]
    assert [one.title for one in themes] == [
        "Fag og læring",
        "Trygghet og trivsel" if nb else "Tryggleik og trivsel",
        "Dialog og samarbeid",
    ]
    assert len({(one.left_title, one.right_title) for one in themes}) == 1
    for one in [*themes, *(found[code] for code in roles)]:
        assert [point for point in one.points if point.side == "left"], one.code
        assert [point for point in one.points if point.side == "right"], one.code


def test_both_languages_say_the_same_things(store: Store, school: PlanSchool) -> None:
    nb, nn = (sections(store, language) for language in LANGUAGES)
    assert [(one.code, one.level, one.usual) for one in nb] == [(one.code, one.level, one.usual) for one in nn]
    for ours, theirs in zip(nb, nn, strict=True):
        assert [(point.side, point.promises) for point in ours.points] == [
            (point.side, point.promises) for point in theirs.points
        ], ours.code
        assert [bool(text) for text in every_text(ours)] == [bool(text) for text in every_text(theirs)], ours.code
        sections_named = [sorted(re.findall(r"§§? [\d-]+(?: og [\d-]+)?", text)) for text in every_text(ours)]
        assert sections_named == [sorted(re.findall(r"§§? [\d-]+(?: og [\d-]+)?", text)) for text in every_text(theirs)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_law_is_in_force_and_it_promises_no_less_than_the_law(
    store: Store, school: PlanSchool, language: str
) -> None:
    texts = [text for one in sections(store, language) for text in every_text(one)]
    assert sum("§" in text for text in texts) >= 6
    for text in texts:
        assert repealed_in(text, date(2026, 11, 1), about="Plan for skole-hjem-samarbeid") == (), text
        assert weaker(text) == (), text


_BOKMAL = re.compile(
    r"\b(ikke|hva|hvem|hvordan|hvor|skolen|skolens|hjem|hjemmet|foresatte|noen|hverandre|gjør)\b", re.I
)
_NYNORSK = re.compile(
    r"\b(ikkje|kva|kven|korleis|kvar|skulen|heim|heimen|føresette|nokon|kvarandre|gjer|eit|dei)\b", re.I
)


def test_each_language_is_itself(store: Store, school: PlanSchool) -> None:
    for language, others in (("nb", _NYNORSK), ("nn", _BOKMAL)):
        for one in sections(store, language):
            for text in every_text(one):
                assert others.findall(text) == [], (language, text)


def test_its_marks_are_whole(store: Store, school: PlanSchool) -> None:
    for language in LANGUAGES:
        for one in sections(store, language):
            for text in every_text(one):
                shown = "".join(getattr(block, "text", "") for block in marked(text))
                assert "**" not in shown
                assert "](" not in shown


def test_what_is_promised_can_be_promised(store: Store, school: PlanSchool) -> None:
    topics = {topic.id for topic in wheel_topics()}
    promises = [promise for one in sections(store, "nb") for point in one.points for promise in point.promises]
    for one in promises:
        assert one.kind in COMMITMENT_KINDS
        assert not one.topic or one.topic in topics
        assert not one.body_kind or one.body_kind in BODY_KINDS
        assert one.chosen_by in CHOSEN_BY
        if one.by_rule:
            parse(one.by_rule)
    assert {"entry", "election", "meetings", "talks"} == {one.kind for one in promises}


def promised(session: Session, plan_id: int) -> list[tuple[str, PlanCommitment]]:
    query = select(PlanPoint.text, PlanCommitment).join(PlanCommitment, PlanCommitment.plan_point_id == PlanPoint.id)
    query = query.join(PlanSection, PlanSection.id == PlanPoint.plan_section_id).where(PlanSection.plan_id == plan_id)
    return [(text, one) for text, one in session.execute(query.order_by(PlanCommitment.id))]


def test_the_first_plan_promises_elections_talks_and_meetings(store: Store, school: PlanSchool) -> None:
    made = did(store, start_from_template, NEXT)
    assert [one.code for one in the_plan(store, made).sections] == [
        one.code for one in sections(store, "nb") if one.usual
    ]

    def told(session: Session) -> dict[str, list[tuple[object, ...]]]:
        found: dict[str, list[tuple[object, ...]]] = {}
        for text, one in promised(session, made):
            seat = None if one.seat_id is None else session.get_one(Seat, one.seat_id).chosen_by
            body = None if one.body_id is None else session.get_one(Body, one.body_id).kind
            row = (one.kind, body, seat, one.meeting_kind, one.number_from, one.number_to, one.by_rule)
            found.setdefault(text, []).append(row)
        return found

    found = known(store, told)
    election = found["gjennomfører valg av FAU-representant og foreldrekontakt med vara på det første foreldremøtet"]
    assert ("election", "parent_committee", "class_parents", "", None, None, "UKE(38)") in election
    talks = found["inviterer til minst to utviklingssamtaler i året: en før høstferien og en før vinterferien"]
    assert talks == [
        ("talks", None, None, "", 1, None, "FØR(HØSTFERIE,1)"),
        ("talks", None, None, "", 2, None, "FØR(VINTERFERIE,1)"),
    ]
    assert found["kaller inn til 4–5 møter i året i SU og SMU"] == [
        ("meetings", "cooperation_committee", None, "", 4, 5, ""),
        ("meetings", "school_environment_committee", None, "", 4, 5, ""),
    ]


def test_what_is_in_the_wheel_is_tied_to_it_and_else_left_out(store: Store, school: PlanSchool) -> None:
    with store.change("Took the plan away") as session:
        session.delete(session.get_one(PlanSection, school.sections["Roller"]))
    did(store, plant, school.plan, ("use", "information"))

    def entries(session: Session, plan_id: int) -> list[str]:
        ids = [one.wheel_entry_id for _, one in promised(session, plan_id) if one.kind == "entry"]
        return [session.get_one(WheelEntry, one or 0).topic for one in ids]

    assert known(store, entries, school.plan) == ["A02", "A02"]  # one was there, one is of "use"; the wheel has no A01
    next_year = did(store, start_from_template, NEXT)
    assert known(store, entries, next_year) == []


def test_sections_can_be_chosen_and_none_is_taken_twice(store: Store, school: PlanSchool) -> None:
    made = did(store, start_from_template, NEXT, ("theme_safety", "goals"))
    assert [one for one, _ in titles(store, made)] == ["Mål for planen", "Trygghet og trivsel"]
    assert known(store, taken, made) == {"goals", "theme_safety"}
    assert did(store, plant, made, ("goals",)) == ()
    (added,) = did(store, plant, made, ("goals", "basis"), 1)
    assert [one for one, _ in titles(store, made)][1] == "Grunnlaget for planen"
    did(store, remove_section, added)
    assert "basis" not in known(store, taken, made)


def test_the_themes_are_chosen_by_whoever_wants_them() -> None:
    assert "theme_learning" not in proposed()
    assert {"goals", "basis", "kinds", "principles", "general", "committee"} <= proposed()


def test_a_nynorsk_school_gets_it_in_nynorsk_and_in_its_own_words(store: Store, school: PlanSchool) -> None:
    for field, value in (
        ("written_standard", "nn"),
        ("parent_rep_word", "klassekontakt"),
        ("committee_rep_word", "fau_kontakt"),
        ("after_school_word", "aks"),
        ("cooperation_word", "hjem_skole"),
    ):
        did(store, set_school_field, field, value)
    made = did(store, start_from_template, NEXT, ("contacts", "committee", "together"))
    found = {one.code: one for one in the_plan(store, made).sections}
    assert the_plan(store, made).plan.title == "Plan for heim-skule-samarbeid"
    assert found["contacts"].left_title == "Klassekontaktane"
    assert found["committee"].left_title == "FAU-kontaktane"
    said = " ".join(point.text for one in found.values() for point in one.points)
    assert "klassekontaktane" in said
    assert "oreldrekontakt" not in said
    assert "AKS: innhald" in said
    assert translator("nn")("Draft") == "Utkast"
    assert the_plan(store, made, TODAY).plan.status == "draft"
