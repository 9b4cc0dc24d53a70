"""What must whoever hands out an election's papers know that stands on none of them?"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import Translator
from app.elections.reports.electing import ElectingClass, Post


def said_left_out(classes: Sequence[ElectingClass], tr: Translator, *, names_candidates: bool) -> str:
    """Say how many voters and candidates stand on no list, without a word of why that another could read."""
    voters = sum(max((post.voters.left_out for post in one.posts), default=0) for one in classes)
    posts = [post for one in classes for post in one.posts if post.is_up]
    unnamed = sum(post.unnamed for post in posts) if names_candidates else 0
    said = []
    if voters:
        said.append(
            tr.n(
                "{n} person who may vote stands on no list, since the address is protected. "
                "See to it yourselves that they can vote.",
                "{n} persons who may vote stand on no list, since their addresses are protected. "
                "See to it yourselves that they can vote.",
                voters,
            )
        )
    if unnamed:
        said.append(
            tr.n(
                "{n} candidate stands on no ballot, since the address is protected. "
                "The principal can choose a name for them on papers of elections.",
                "{n} candidates stand on no ballot, since their addresses are protected. "
                "The principal can choose names for them on papers of elections.",
                unnamed,
            )
        )
    return " ".join(said)


def said_banned(posts: Sequence[Post], tr: Translator) -> str:
    """Say that somebody with a contact ban is entitled to vote: the office decides whether they are called in."""
    banned = max((post.voters.banned for post in posts), default=0)
    if not banned:
        return ""
    return tr.n(
        "{n} person with a contact ban in force may vote. Decide whether they are called in.",
        "{n} persons with a contact ban in force may vote. Decide whether they are called in.",
        banned,
    )
