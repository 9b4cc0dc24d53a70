"""Does a school stay in order over seven turns of the year, with elections and a wheel, whatever happens in it?"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import rollover
from tests.conftest import Clock
from tests.contacts.turning.school import all_rows
from tests.factories import opened
from tests.rollover.living import School, check_families, check_places, check_terms, check_wheel

YEARS = 7
PHASES = (Phase.explicit, Phase.generate)  # shrinking seven years takes longer than reading one example
EXAMPLES = max(2, int(os.environ.get("SKOLEKONTORET_ROSTERS", "20")) // 10)


@settings(max_examples=EXAMPLES, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(chance=st.integers(0, 10_000), grades=st.integers(2, 7), classes=st.integers(1, 2), pupils=st.integers(1, 3))
def test_a_school_stays_in_order_over_seven_years(
    tmp_path_factory: pytest.TempPathFactory, chance: int, grades: int, classes: int, pupils: int
) -> None:
    folder = tmp_path_factory.mktemp("seven")
    with pytest.MonkeyPatch.context() as monkeypatch:
        live(folder, Clock(monkeypatch), chance, grades, classes, pupils)
    shutil.rmtree(folder, ignore_errors=True)


def live(folder: Path, clock: Clock, chance: int, grades: int, classes: int, pupils: int) -> None:
    """Live through the years, and look each year whether all is well."""
    with opened(folder / "school.db") as store:
        school = School(store, clock, Random(chance), grades)
        school.found(classes, pupils)
        for _ in range(YEARS):
            school.autumn()
            year = school.year
            school.on(1, 20)
            before = all_rows(store)
            school.turn()
            turned = all_rows(store)
            assert turned != before
            store.undo()
            assert all_rows(store) == before
            store.redo()
            assert all_rows(store) == turned
            school.turn()
            assert all_rows(store) == turned  # nothing is missing, so nothing is added
            school.spring()
            school.on(6, 14)
            school.turn()
            check_wheel(school, year)
            check_families(school, date(year + 1, 6, 14))
            school.new_year()
            for one in (year, year + 1):
                assert store.read(rollover.invariants, one) == ()
            check_places(school, year + 1)
            check_families(school, date(year + 1, 8, 20))
            check_terms(school, year + 1)
