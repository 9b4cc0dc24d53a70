"""Every repealed paragraph is found as often as it stands, with how much of the text the new one takes the place of."""

from __future__ import annotations

from datetime import date

import pytest

from app.bodies.rules.legal import every_repealed_in, repealed_in

TODAY = date(2026, 8, 24)


@pytest.mark.parametrize(
    ("text", "marked", "instead"),
    [
        ("jf. Opplæringslova § 13-3d.", "Opplæringslova § 13-3d", "Opplæringslova § 10-3"),
        ("jf. § 13-3d.", "§ 13-3d", "opplæringslova § 10-3"),
        ("opplæringslova § 10-2 og § 13-3d", "§ 13-3d", "§ 10-3"),
        ("Opplæringslova §§ 9 A-4, 9 A-5", "Opplæringslova §§ 9 A-4", "Opplæringslova §§ 12-4"),
        ("lov 17. juli 1998 nr. 61", "lov 17. juli 1998 nr. 61", "opplæringslova (LOV-2023-06-09-30)"),
        ("gammel opplæringslov § 8-2", "gammel opplæringslov § 8-2", "opplæringslova § 14-2"),
    ],
)
def test_what_is_marked_is_what_gives_way(text: str, marked: str, instead: str) -> None:
    first = every_repealed_in(text, TODAY)[0]
    assert (text[first.start : first.end], first.instead) == (marked, instead)


def test_twice_is_twice_here_and_once_in_a_warning() -> None:
    text = "§ 9A-4 og etterpå § 9A-4"
    assert len(every_repealed_in(text, TODAY)) == 2
    assert len(repealed_in(text, TODAY)) == 1


def test_a_list_that_has_become_the_same_is_one() -> None:
    (one,) = every_repealed_in("forskrift til opplæringslova §§ 20-1, 20-2 og 20-3", TODAY)
    assert one.instead == "opplæringsforskrifta § 11-1"
    assert one.end == len("forskrift til opplæringslova §§ 20-1, 20-2 og 20-3")
