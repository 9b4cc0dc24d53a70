"""Are rings found by what people call them, and do the school's own stay inside?"""

from __future__ import annotations

import pytest

from app.core.errors import UserError
from app.yearwheel.reports.chosen_rings import rings_called, rings_for
from app.yearwheel.rows import RingRow


def a_ring(number: int, kind: str, name: str) -> RingRow:
    return RingRow(number, kind, None, "", name, number, "solid", number)


RINGS = (
    a_ring(1, "body", "Skolemiljøutvalg (SMU)"),
    a_ring(2, "body", "FAU"),
    a_ring(3, "theme", "Lek, ute og inne"),
    a_ring(4, "staff", "Personalet"),
    a_ring(5, "office", "Kontoret"),
)


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("SMU,FAU", [1, 2]),
        ("fau, smu", [1, 2]),
        (" skolemiljøutvalg  (smu) ,, ", [1]),
        ("Lek, ute og inne", [3]),
        ("FAU,FAU", [2]),
    ],
)
def test_a_ring_is_found_by_its_name_or_its_short_name(names: str, ids: list[int]) -> None:
    assert [ring.id for ring in rings_called(RINGS, names, "rings")] == ids


def test_a_name_no_ring_has_is_refused_and_the_names_are_told() -> None:
    with pytest.raises(UserError) as refused:
        rings_called(RINGS, "FAU, KFU", "rings")
    assert refused.value.field == "rings"
    assert refused.value.values["name"] == "KFU"
    assert "Kontoret" in str(refused.value.values["names"])


def test_the_rings_of_staff_and_office_are_for_those_who_work_there() -> None:
    assert [ring.id for ring in rings_for(RINGS, "staff")] == [1, 2, 3, 4, 5]
    assert [ring.id for ring in rings_for(RINGS, "office")] == [1, 2, 3, 4, 5]
    assert [ring.id for ring in rings_for(RINGS, "members")] == [1, 2, 3]
    assert [ring.id for ring in rings_for(RINGS, "public")] == [1, 2, 3]
