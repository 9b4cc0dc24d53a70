"""By what does the holder of an office stand on a paper?"""

from __future__ import annotations

import pytest

from app.contacts.disclosure import Disclosure, Naming

FREE, NEAR, WISHES_OFF = 1, 2, 3


def seen_by(audience: str, alias: str = "") -> Disclosure:
    aliases = {NEAR: alias} if alias else {}
    return Disclosure(audience, {NEAR: NEAR}, frozenset({NEAR}), frozenset({WISHES_OFF}), aliases=aliases)


@pytest.mark.parametrize("audience", ["public", "class_parents", "staff", "office"])
def test_a_guardian_without_protection_is_named_to_everybody(audience: str) -> None:
    assert seen_by(audience).naming(FREE, is_pupil=False, printed_as="role") is Naming.NAME


def test_a_pupil_is_named_to_the_parents_and_the_office_and_never_to_the_public() -> None:
    assert seen_by("public").naming(FREE, is_pupil=True, printed_as="alias") is Naming.ROLE
    assert seen_by("class_parents").naming(FREE, is_pupil=True, printed_as="role") is Naming.NAME
    assert seen_by("office").naming(FREE, is_pupil=True, printed_as="role") is Naming.NAME


@pytest.mark.parametrize("audience", ["public", "class_parents"])
def test_who_must_not_be_on_the_paper_stands_there_as_the_principal_chose(audience: str) -> None:
    named = seen_by(audience, alias="Foresatt 2")
    assert named.naming(NEAR, is_pupil=False, printed_as="role") is Naming.ROLE
    assert named.naming(NEAR, is_pupil=False, printed_as="alias") is Naming.ALIAS
    assert named.naming(WISHES_OFF, is_pupil=False, printed_as="role") is Naming.ROLE


def test_without_a_chosen_name_the_role_stands_there() -> None:
    assert seen_by("public").naming(NEAR, is_pupil=False, printed_as="alias") is Naming.ROLE


def test_on_papers_of_an_election_the_chosen_name_stands_and_without_one_the_role() -> None:
    assert seen_by("election_officer", "Foresatt 2").naming(NEAR, is_pupil=False, printed_as="role") is Naming.ALIAS
    assert seen_by("election_officer").naming(NEAR, is_pupil=False, printed_as="role") is Naming.ROLE


def test_the_office_sees_the_name_of_whom_it_protects() -> None:
    assert seen_by("office").naming(NEAR, is_pupil=False, printed_as="alias") is Naming.NAME
