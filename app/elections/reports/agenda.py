"""What is on the agenda of the parents' meeting of a class, and how is the election held there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.core.i18n import N_, Translator
from app.documents.model import Block, BulletList, Column, Facts, FormField, Heading, Paragraph, Row, Table
from app.elections.reports.electing import ElectingClass, Post
from app.elections.reports.naming import capital, deputy_name, seat_name
from app.elections.rows import RuleRow
from app.elections.words import join_names
from app.school.queries import SchoolRow
from app.school.words import local_words


def agenda_blocks(
    one: ElectingClass, meeting: str, items: Sequence[str], school: SchoolRow | None, tr: Translator
) -> Iterator[Block]:
    """Yield when and where, the items with room for notes, and how the election is held.

    ``meeting`` is when and where as somebody has said it; ``items`` come in before what the parents bring up.
    """
    teachers = ", ".join(name for _, name in one.teachers)
    yield Facts(
        (
            FormField(tr(N_("Date, time and room")), meeting),
            FormField(tr(N_("Contact teacher")), teachers),
            FormField(tr(N_("Chairs the meeting"))),
            FormField(tr(N_("Writes the minutes"))),
        )
    )
    columns = (
        Column(tr(N_("No.")), 5, "number"),
        Column(tr(N_("Item")), 48),
        Column(tr(N_("Notes")), 47, "blank"),
    )
    said = [*_items(one.posts, items, school, tr)]
    rows = tuple(Row((number, item, None)) for number, item in enumerate(said, 1))
    yield Table(columns, rows, one.name, tr(N_("Class")), roomy=True)
    up = [post for post in one.posts if post.is_up]
    if up:
        yield Heading(tr(N_("How the election is held")))
        yield BulletList(tuple(_how(up, school, tr)))


def say_places(post: Post, school: SchoolRow | None, tr: Translator) -> str:
    """Return what is to be elected: "FAU-representant: 1 + 1 vara"."""
    seat = capital(seat_name(post.seat, post.body, school, tr))
    if not post.open_seats:
        return f"{capital(deputy_name(seat_name(post.seat, post.body, school, tr), tr))}: {post.open_deputies}"
    if not post.open_deputies:
        return f"{seat}: {post.open_seats}"
    number = tr.n("{number} + {n} deputy", "{number} + {n} deputies", post.open_deputies, number=post.open_seats)
    return f"{seat}: {number}"


def _items(posts: Sequence[Post], more: Sequence[str], school: SchoolRow | None, tr: Translator) -> Iterator[str]:
    yield tr(N_("Welcome, and a round of who we are"))
    yield tr(N_("We choose somebody who writes the minutes"))
    yield tr(N_("How the class is doing: learning, well-being and everyday school life"))
    if school is not None:
        cooperation = capital(local_words(school, tr.language).cooperation)
        yield tr(N_("{cooperation}: what we expect of each other"), cooperation=cooperation)
    if posts:
        yield "\n".join((tr(N_("Election")), *_election(posts, school, tr)))
    yield from more
    yield tr(N_("What the parents wish to bring up"))
    yield tr(N_("The way ahead: who follows up what, and when we meet next"))


def _election(posts: Sequence[Post], school: SchoolRow | None, tr: Translator) -> Iterator[str]:
    yield from (f"– {say_places(post, school, tr)}" for post in posts if post.is_up)
    others = [seat_name(post.seat, post.body, school, tr) for post in posts if not post.is_up]
    if others:
        yield f"– {tr(N_('Not up this year: {offices}'), offices=join_names(others, tr))}"


def _how(posts: Sequence[Post], school: SchoolRow | None, tr: Translator) -> Iterator[str]:
    """Yield the rule in sentences; what is the rule for some of the seats alone says which."""
    by_sentence: dict[str, list[str]] = {}
    for post in posts:
        for sentence in _sentences(post.rule, tr):
            by_sentence.setdefault(sentence, []).append(seat_name(post.seat, post.body, school, tr))
    yield from _with_seats(by_sentence, len(posts), tr)
    yield tr(N_("Nobody is willing? Then the place is vacant, and that is a result too. Write it down."))


def _with_seats(by_sentence: dict[str, list[str]], all_seats: int, tr: Translator) -> Iterable[str]:
    shared = [sentence for sentence, seats in by_sentence.items() if len(seats) == all_seats]
    yield from shared
    for sentence, seats in by_sentence.items():
        if sentence not in shared:
            yield f"{capital(join_names(seats, tr))}: {sentence}"


def _sentences(rule: RuleRow, tr: Translator) -> Iterator[str]:
    if rule.eligible == "any_guardian":
        yield tr(N_("Every guardian of a pupil in the class may vote and be elected."))
    else:
        yield tr(N_("Guardians with parental responsibility for a pupil in the class may vote and be elected."))
    if rule.exclude_staff:
        yield tr(N_("Those who work at the school are not elected."))
    if rule.excluded:
        yield tr(N_("Nor are elected: {who}."), who=rule.excluded.rstrip("."))
    if rule.vote_weight == "per_pupil":
        yield tr(N_("There is one vote for each pupil; the guardians of a pupil agree on it."))
    else:
        yield tr(N_("Each has one vote."))
    yield tr(_HOW_VOTED[rule.ballot])
    if rule.win == "absolute_then_runoff":
        yield tr(N_("More than half of the votes elects. If nobody has that, vote again: then most votes elect."))
    else:
        yield tr(N_("Most votes elect."))
    if rule.tie == "runoff_then_lot":
        yield tr(N_("At a tie, vote again between those who are equal; if it is still a tie, draw lots."))
    else:
        yield tr(N_("At a tie that decides who is elected, draw lots."))
    yield tr(N_("Whenever lots are drawn, write down how, who drew and who saw it."))
    if rule.publish_counts == "never":
        yield tr(N_("Nobody is told how many votes each had."))
    elif rule.publish_counts == "unless_objection":
        yield tr(N_("Ask before you tell how many votes each had: if anybody objects, nobody is told."))


_HOW_VOTED = {
    "acclamation": N_("If no more stand than there are places, they are elected without a vote. Else you vote."),
    "show_of_hands": N_("You vote by show of hands."),
    "secret_paper": N_("You vote on paper, and nobody sees what others write."),
    "digital_import": N_("You vote digitally."),
}


def no_election(tr: Translator) -> Paragraph:
    """Say that nothing is up."""
    return Paragraph(tr(N_("There is nobody to elect.")))
