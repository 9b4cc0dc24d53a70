"""Whatever stands in a text: do marks lie inside it, in order, apart, and say the words they cover?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.meetings.guard import KINDS, find
from tests.meetings.guard.planted import keys, passages, register

PIECES = st.sampled_from(
    [word for passage in passages()[::5] for word in passage.text.split()]
    + [
        "Kari",
        "Haugen",
        "'",
        "’s",
        ",",
        ".",
        ":",
        "-",
        "\n",
        "/",
        "(",
        "900 12 345",
        "ADHD",
        "rolf.haugen@example.no",
        "é",
        "́",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.tuples(st.lists(PIECES, max_size=25), st.sampled_from([" ", "", "\n", ", ", "-"])).map(
        lambda it: it[1].join(it[0])
    ),
)


@given(TEXTS)
def test_marks_lie_inside_apart_and_in_order(text: str) -> None:
    reached = 0
    for mark in find(text, register()):
        assert reached <= mark.start < mark.end <= len(text)
        assert mark.text == text[mark.start : mark.end]
        assert mark.kind in KINDS
        assert "\n" not in mark.text
        assert bool(mark.people) is (mark.kind != "health")
        assert not set(mark.people) - set(keys().values())
        assert not set(mark.people) & register().known
        reached = mark.end


@given(st.lists(st.sampled_from(passages()), min_size=1, max_size=4))
def test_what_stands_in_a_passage_is_found_among_others_too(chosen: list[object]) -> None:
    texts = [passage.text for passage in chosen]  # type: ignore[attr-defined]
    alone = [
        (mark.kind, mark.text) for text in texts for mark in find(text, register()) if mark.kind in ("phone", "email")
    ]
    together = [
        (mark.kind, mark.text) for mark in find("\n\n".join(texts), register()) if mark.kind in ("phone", "email")
    ]
    assert together == alone
