"""Is anybody on a paper who must not be, or a value that must not? Every report, audience, format and language."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.contacts.disclosure import AUDIENCES
from app.core.i18n import LANGUAGES, translator
from app.core.report import Report
from db.store import Store
from tests.privacy.papers import CLASS, LONG, Wish, every_report, make, wishes, words_of, write
from tests.privacy.plants import Planted
from tests.privacy.promised import PLAN_PAPERS
from tests.privacy.scanner import Scanner, Trace
from tests.privacy.seated import ALIASED, allowed_on

CASES = [(report, audience) for report in every_report() for audience in report.audiences]
IDS = [f"{report.id}-{audience}" for report, audience in CASES]
NEVER_SAID = re.compile(
    r"hem+el[ie]g|sperr|gradert|skjerm|fortrol|fortrul|kode.?[67]\b|adressevern|klientadr|protected|confidential|secret(?!ary)",
    re.IGNORECASE,
)
OUTSIDE = ("class_parents", "public", "home", "election_officer", "members")
PLAIN = {"plain 5A", "plain teacher", "plain unreached"}
NAMES_NOBODY = {
    "papers-to-call-back",
    "vacancies",
    "decision-list",
    "meeting-plan",
    "hearing-statement",
    "year-wheel",
    *PLAN_PAPERS,
}
FEW = {"plain 5A", "pupil client", "guardian strictly_confidential", "late mother", "aliased mother", "chain first"}
EVERYTHING = "SKOLEKONTORET_ALL_PAPERS" in os.environ


def misplaced(planted: Planted, found: Iterable[Trace], report: Report, audience: str) -> list[tuple[str, str]]:
    """Return (who, which value) of the traces that may not be there."""
    return sorted(
        (planted.plants[person].key, value)
        for person, value in found
        if value not in allowed_on(planted, report.id, person, audience)
    )


@pytest.mark.parametrize(("report", "audience"), CASES, ids=IDS)
def test_a_paper_holds_of_everybody_what_this_audience_may_see_in_every_language(
    school: Store, planted: Planted, scanner: Scanner, report: Report, audience: str
) -> None:
    plain: set[Trace] = set()
    for wish in wishes(planted, report, audience):
        for language in _languages(wish):
            document = make(school, wish, translator(language))
            texts = [*words_of(document), wish.report.file_name(wish.request, translator(language))]
            found = scanner.texts(texts)
            assert misplaced(planted, found, report, audience) == [], (wish.name, language)
            if audience in OUTSIDE:
                assert [text for text in texts if NEVER_SAID.search(text)] == [], (wish.name, language)
            plain |= found
    there = {planted.plants[person].key for person, value in plain if value == "family"}
    assert bool(there & PLAIN) == (report.id not in NAMES_NOBODY)


@pytest.mark.parametrize(("report", "audience"), CASES, ids=IDS)
def test_a_file_holds_nothing_more_than_its_paper(
    school: Store,
    planted: Planted,
    scanner: Scanner,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    report: Report,
    audience: str,
) -> None:
    """Pages, metadata, bookmarks, structure tree, hidden sheets, file name: whatever a format can hold."""
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    met: dict[str, set[Trace]] = {ending: set() for ending in report.formats}
    for number, wish in enumerate(_chosen(wishes(planted, report, audience))):
        for language in LANGUAGES if EVERYTHING else ("nn" if number % 2 else "nb",):
            for path in write(school, wish, translator(language), tmp_path):
                found = scanner.file(path)
                assert misplaced(planted, found, report, audience) == [], (wish.name, path.name)
                met[path.suffix[1:]] |= found
                path.unlink()
    assert [*tmp_path.iterdir(), *temporary.iterdir()] == []  # no part, no temporary file
    if report.id not in NAMES_NOBODY:
        for ending, found in met.items():
            if ending == "ics":  # a calendar says when and where, and names nobody
                continue
            assert {planted.plants[person].key for person, _ in found} & PLAIN, ending


def _languages(wish: Wish) -> Iterable[str]:
    """Return all three, but of the whole school and of most papers about one person, which are the same, nightly."""
    is_long = wish.about == "whole school" or (wish.report.per_person and wish.about not in FEW)
    return ("nb",) if is_long and not EVERYTHING else LANGUAGES


def _chosen(asked: Iterable[Wish]) -> Iterable[Wish]:
    """Of a paper about one person a few; of the long ones not that of the whole school, but nightly."""
    if EVERYTHING:
        return asked
    return [
        wish
        for wish in asked
        if (wish.about in FEW if wish.report.per_person else wish.about != "whole school" or wish.report.id not in LONG)
    ]


@pytest.mark.parametrize("audience", ["public", "class_parents"])
def test_an_alias_stands_in_its_seat_and_no_pupils_before_the_public(
    school: Store, planted: Planted, scanner: Scanner, audience: str
) -> None:
    """Whoever is left out sits there by role or alias; the plain ones beside them by name, pupils but to the public."""
    report = next(report for report in every_report() if report.id == "representatives")
    wish = next(wish for wish in wishes(planted, report, audience) if wish.about == "whole school")
    found = scanner.texts(words_of(make(school, wish, translator("nb"))))
    named = {planted.plants[person].key for person, value in found if value == "family"}
    aliased = {planted.plants[person].key for person, value in found if value == "alias"}
    adults = {"plain unreached", "plain 5A mother", "plain 5A father", "plain teacher", "plain external"}
    assert adults <= named
    assert named & {"plain 5A", "plain 2B"} == ({"plain 5A", "plain 2B"} if audience == "class_parents" else set())
    assert aliased == ({ALIASED["adult"], ALIASED["pupil"]} if audience == "class_parents" else {ALIASED["adult"]})


def test_a_change_of_the_address_is_told_of_those_alone_whose_address_may_be(
    school: Store, planted: Planted, scanner: Scanner
) -> None:
    report = next(report for report in every_report() if report.id == "changes-since")
    wish = next(one for one in wishes(planted, report, "office") if one.request.options["since"] == "2026-08-20")
    found = scanner.texts(words_of(make(school, wish, translator("nb"))))
    assert (planted.id("plain 5A mother"), "street") in found
    for key in ("late", "mother of pupil client"):
        assert {value for person, value in found if person == planted.id(key)} == {"given", "family"}


def test_nobody_is_left_off_who_should_be_there(school: Store, planted: Planted, scanner: Scanner) -> None:
    """The office's list with everything ticked holds of every pupil of 5A and their guardians exactly what it may."""
    report = next(report for report in every_report() if report.id == "office-list")
    wish = next(wish for wish in wishes(planted, report, "office") if wish.about == CLASS)
    found = scanner.texts(words_of(make(school, wish, translator("nb"))))
    people = planted.people
    for key in ("plain 5A", "pupil client", "child of guardian confidential", "wished off", "aliased too"):
        columns = {"given", "family", "phone", "email", "street", "city", "postal", "note", "language"}
        assert {value for person, value in found if person == people[key].id} == columns & planted.allowed(
            people[key].id, "office"
        ), key
    for key in ("plain 5A father", "mother of pupil client", "guardian client", "proposed 0 mother"):
        columns = {"given", "family", "phone", "email", "street", "city"}
        assert {value for person, value in found if person == people[key].id} == columns & planted.allowed(
            people[key].id, "office"
        ), key


def test_every_pupil_is_on_the_list_for_a_fire_drill(school: Store, planted: Planted, scanner: Scanner) -> None:
    report = next(report for report in every_report() if report.id == "name-list")
    wish = next(wish for wish in wishes(planted, report, "staff") if wish.about == CLASS)
    found = scanner.texts(words_of(make(school, wish, translator("nb"))))
    named = {planted.plants[person].key for person, value in found if value == "family"}
    pupils = {
        *("plain 5A", "wished off", "unlisted", "banned", "late", "aliased", "teacher's child", "chain third"),
        *(f"pupil {grade}" for grade in ("client", "confidential", "strictly_confidential")),
        *(f"proposed {number}" for number in range(3)),
    }
    assert pupils <= named


def test_staff_ring_nobody_with_a_contact_ban(school: Store, planted: Planted, scanner: Scanner) -> None:
    report = next(report for report in every_report() if report.id == "phone-list")
    wish = next(wish for wish in wishes(planted, report, "staff") if wish.about == CLASS)
    found = scanner.texts(words_of(make(school, wish, translator("nb"))))
    assert (planted.id("banned mother"), "phone") in found
    assert (planted.id("banned father"), "family") in found
    assert (planted.id("banned father"), "phone") not in found


def test_the_audiences_that_are_tried_are_all_there_are() -> None:
    assert {audience for _, audience in CASES} <= set(AUDIENCES)
    assert set(OUTSIDE) < set(AUDIENCES)
