"""What may the wheel of a school hold? Titles of the shipped template, long ones, names, and what looks like markup."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

from hypothesis import strategies as st

from app.core.paths import resource
from app.yearwheel.geometry.parts import Mark, RingLook, Scene, Stretch
from app.yearwheel.looks import ring_role
from app.yearwheel.rows import STATUSES
from db.models.yearwheel import PATTERNS

MONTHS = tuple("januar februar mars april mai juni juli august september oktober november desember".split())
SHORT = tuple("jan feb mars apr mai juni juli aug sep okt nov des".split())
SAID = {status: status.title() for status in STATUSES}
NAMES = (
    "Skolemiljøutvalget (SMU)",
    "FAU",
    "Samarbeidsutvalget",
    "Elevrådet",
    "Foreldremøter",
    "Personalet",
    "Kontoret",
    "Skolen",
    "Uteområdet",
    "17. mai",
    "Lesing og bibliotek",
    "Trafikk og skolevei",
)
ODD = (
    "x",
    "Møte med Nguyễn Thị Ánh og Áilu Sárá Ánne-Biret om overgangen til ungdomsskolen",
    "<b>Ola</b> & «Kari» – 100 % <br/>",
    "Arbeidsmiljøutvalgets gjennomgang av skolemiljøundersøkelsens hovedresultater for mellomtrinnet",
    "Ungdomsskoleelevmedvirkningsforskriftshøringsinnspill",
    "Skoleåret åpnes",
)


def titles(language: str) -> tuple[str, ...]:
    """Return the titles of the shipped template, and odd ones."""
    topics = tomllib.loads(resource("presets", "wheel_topics.toml").read_text(encoding="utf-8"))["topic"]
    return (*(topic[f"title_{language}"] for topic in topics), *ODD)


def scene(
    marks: tuple[Mark, ...],
    *,
    first: date = date(2026, 8, 1),
    last: date = date(2027, 7, 31),
    rings: int = 8,
    today: date | None = None,
    top: date | None = None,
) -> Scene:
    """Return a scene with the breaks of a school year."""
    year = first.year if first.month >= 8 else first.year - 1
    return Scene(
        first,
        last,
        marks,
        tuple(RingLook(NAMES[number], ring_role(number), PATTERNS[number % len(PATTERNS)]) for number in range(rings)),
        (
            Stretch(date(year, 6, 20), date(year, 8, 16), "Sommerferie"),
            Stretch(date(year, 10, 5), date(year, 10, 9), "Høstferie"),
            Stretch(date(year, 12, 21), date(year + 1, 1, 1), "Juleferie"),
            Stretch(date(year + 1, 2, 22), date(year + 1, 2, 26), "Vinterferie"),
            Stretch(date(year + 1, 6, 19), date(year + 1, 8, 15), "Sommerferie"),
        ),
        (Stretch(date(year + 1, 5, 17), date(year + 1, 5, 17), "Grunnlovsdagen"),),
        today,
        f"{year}/{(year + 1) % 100:02d}",
        "Fjellheim skole",
        "Fjellheim skole · skrevet ut 24.08.2026",
        MONTHS,
        SHORT,
        SAID,
        "Årshjul",
        top,
    )


@st.composite
def scenes(draw: st.DrawFn, most: int, language: str) -> Scene:
    """Return any wheel of up to ``most`` marks: spread over the year or crowded into one week, in few rings or many."""
    known = titles(language)
    rings = draw(st.integers(1, len(NAMES)))
    year = draw(st.integers(2024, 2030))
    first, last = date(year, 8, 1), date(year + 1, 7, 31)
    begin = draw(st.integers(0, 360))
    crowd = draw(st.sampled_from((1, 7, 60, 365, 365, 365)))
    days = st.integers(0, crowd - 1).map(
        lambda day: first + timedelta(days=min(begin + day, 364)) if crowd < 365 else first + timedelta(days=day)
    )
    count = draw(st.integers(1, most))  # drawn first: lists of any length are mostly short
    lengths = st.sampled_from((0, 0, 0, 0, 4, 11, 32))
    found = draw(
        st.lists(
            st.tuples(st.integers(0, rings - 1), days, lengths, st.sampled_from(known), st.sampled_from(STATUSES)),
            min_size=count,
            max_size=count,
        )
    )
    marks = tuple(
        Mark(f"{number}.1", ring, day, day + timedelta(days=length), label, status)
        for number, (ring, day, length, label, status) in enumerate(found, 1)
    )
    top = draw(st.sampled_from((None, None, date(year + 1, 1, 1))))
    return scene(marks, first=first, last=last, rings=rings, today=draw(st.sampled_from((None, first))), top=top)
