"""In which homes does a pupil live, and whom does one write to there? Pure rules on plain data.

Parents who live apart are two homes, and each gets its own letter (barnelova § 47: the right to information hangs on
parental responsibility, not on where the child lives).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.search import fold

if TYPE_CHECKING:
    from db.models import GuardianLink

Place = tuple[str, str, str]
"""Street, postal code and city."""

NOWHERE: Place = ("", "", "")


@dataclass(frozen=True, slots=True)
class Resident:
    """A guardian as the homes of one pupil are told apart by; ``place`` is NOWHERE where no address is known."""

    person_id: int
    place: Place
    lives_with: str = "unknown"
    parental_responsibility: str = "unknown"
    contact_ban: str = "none"
    information_on_request: bool = False

    @classmethod
    def of(cls, link: GuardianLink, place: Place) -> Resident:
        """Return the guardian of a link, who lives at a place."""
        return cls(
            link.guardian_id,
            place,
            link.lives_with,
            link.parental_responsibility,
            link.contact_ban,
            link.information_on_request,
        )


@dataclass(frozen=True, slots=True)
class Home:
    """One home of a pupil: where it is (NOWHERE: not known) and the guardians there, first the one to call first.

    ``is_childs``: the pupil's own address is here, or nobody says that the pupil lives elsewhere. ``is_apart``: of
    guardians who may not be in contact with the pupil.
    """

    place: Place
    guardians: tuple[int, ...]
    is_childs: bool
    is_apart: bool = False


def homes_of(own: Place, residents: Sequence[Resident]) -> tuple[Home, ...]:
    """Return the homes of a pupil whose own address is ``own``, in the order of the guardians.

    Guardians at the same address share a home. One without an address lives with the pupil, unless it says otherwise;
    where the pupil lives with several by turns, each whose address is not known has a home of their own. Who may not be
    in contact with the pupil never shares a home with the others, whatever address is written down. A pupil without
    guardians has the home they live in.
    """
    homes: list[Home] = []
    for resident in residents:
        place = resident.place
        unknown, apart = place == NOWHERE, resident.contact_ban != "none"
        if unknown and not apart and resident.lives_with in ("yes", "unknown"):
            place, unknown = own, False
        here = (at for at, home in enumerate(homes) if home.is_apart == apart and same_place(home.place, place))
        at = None if unknown else next(here, None)
        if at is None:
            is_childs = resident.lives_with in ("yes", "shared") or (not unknown and same_place(place, own))
            homes.append(Home(place, (resident.person_id,), is_childs and not apart, apart))
        else:
            homes[at] = replace(homes[at], guardians=(*homes[at].guardians, resident.person_id))
    return tuple(homes) or (Home(own, (), is_childs=True),)


def written_to(resident: Resident) -> bool:
    """Say whether a guardian gets letters by themselves.

    Not one who is only told on request, nor one without parental responsibility whom the pupil does not live with: such
    a parent has the right to information when they ask (barnelova § 47), and running information goes to the others.
    """
    if resident.information_on_request:
        return False
    return resident.parental_responsibility != "no" or resident.lives_with in ("yes", "shared")


def has_two_homes(own: Place, residents: Sequence[Resident]) -> bool:
    """Say whether a pupil has more than one home among the guardians who are written to."""
    told = [resident for resident in residents if written_to(resident)]
    return any(resident.lives_with == "shared" for resident in told) or len(homes_of(own, told)) > 1


def same_place(one: Place, other: Place) -> bool:
    """Say whether two addresses are the same, however they are spelled."""
    return one == other or tuple(map(_plain, one)) == tuple(map(_plain, other))


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
