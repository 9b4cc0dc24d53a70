"""People and their duplicates, made the way the public Febrl sets are made, in a Norwegian school.

Originals live in families; a duplicate is an original in which some fields were spoilt: letters put in, left out,
exchanged or mistyped, read wrongly by a scanner or written by ear, values missing, names swapped, the family moved.
Beside them stand those who look alike and are two: siblings and couples who share phone, e-mail and address, twins,
namesakes, and parent and child of one name. All names are invented; nobody real is meant.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from app.contacts.duplicates.rules import PersonFacts
from app.contacts.rules import GUARDIAN, PUPIL, STAFF

DEVELOPMENT_SEEDS = (2101, 2102, 2103, 2104, 2105)
HELD_OUT_SEEDS = (7301, 7302, 7303, 7304, 7305)
"""Chosen before the rules were written. Rules are fitted to the first; the test measures on the second."""

ORIGINALS = 2_000
DUPLICATED = 900
"""How many of the originals have duplicates: one, two or three of them, some 1,240 in all."""

COPIES = ((1, 70), (2, 22), (3, 8))
SPOILT = ((1, 40), (2, 30), (3, 20), (4, 10))
"""(How many errors a duplicate has, how often in a hundred); never more than two in one field."""

FIELDS = (
    ("given", 18), ("family", 18), ("birth_date", 12), ("street", 14), ("postal", 9), ("phone", 9), ("email", 9),
    ("moved", 7), ("swapped", 2), ("relatives", 2),
)  # fmt: skip
"""(What is spoilt, how often in a hundred)."""

GIRLS = (
    "Nora Emma Ella Sofie Olivia Maja Emilie Ingrid Frida Sara Leah Amalie Astrid Hedda Ada Selma Live Tuva Jenny Tiril"
    " Mathilde Sunniva Solveig Ågot Øydis Åse Åshild Ingjerd Ragnhild Bjørg Sigrid Ronja Iben Vilde Marte Hanna Ida"
    " Oda Anna Julie Thea Kari Kristine Silje Hilde Marit Berit Gunnhild Torunn Turid Liv Randi Synnøve Eline Pernille"
    " Charlotte Alexandra Elisabeth Katrine Christina Guro Ylva Runa Embla Eirin Maiken Dagny Herborg Lovise Alvilde"
).split()
BOYS = (
    "Jakob Emil Noah Oliver Filip Lucas Oskar Aksel Theodor Elias Isak Kasper Ulrik Håkon Øystein Åsmund Ludvig Sigurd"
    " Brage Even Olav Sivert Tobias Marius Torbjørn Bjørn Sverre Gard Iver Eirik Jørgen Kåre Aage Ola Per Jan Arne"
    " Kjetil Morten Geir Henrik Magnus Mathias Kristian Alexander Sebastian Benjamin Fredrik Andreas Christoffer"
    " Gunnar Halvor Ivar Joakim Knut Lars Mikkel Nikolai Odin Peder Rune Steinar Trygve Vegard Yngve Ørjan Tarjei"
).split()
FAMILIES = (
    "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Berg Haugen Hagen Johannessen"
    " Andreassen Jacobsen Dahl Halvorsen Henriksen Lund Sørensen Gundersen Moen Strand Solberg Bakken Eide Lie Ødegård"
    " Nygård Sæther Aas Aasen Bråthen Østby Bø Næss Ruud Tangen"
).split()
BEGINNINGS = "Elve Fjell Gran Lille Stor Sol Vest Øst Nord Sør Lang Bjørke Eike Furu Hasle Sand Stein Tveit Kvern Kirke"
ENDINGS = "vik stad rud heim dal moen eng mo haug bakken nes ås lund bø sletten hagen myr øy vold land"
MIDDLES = "Marie Sofie Louise Alexander Andreas Johan Elise Kristin Martin Erik Helene Olav Benedicte Emanuel".split()
OTHERS = (
    (
        "Máret Elle Inga Biret Sárá Ánne Risten Láilá Elen Ravdna Sunná Ristiinná".split(),
        "Áilu Niillas Mihkkal Ánte Jovnna Máhtte Issát Piera Nilas Ánde Ásllat Juhán".split(),
        "Hætta Gaup Sara Utsi Eira Bæhr Somby Valkeapää Čoska Guttorm Buljo Skum".split(),
    ),
    (
        "Linh Mai Phương Ngọc Thảo Trang Hương Lan Thủy Vân".split(),
        "Minh Dũng Đức Hiếu Tuấn Quốc Long Nam Phúc Khôi".split(),
        "Nguyễn Trần Lê Phạm Đỗ Võ Huỳnh Bùi Hoàng Đặng".split(),
    ),
    (
        "Zofia Małgorzata Agnieszka Żaneta Zuzanna Oliwia Katarzyna Aleksandra Hanna Julia".split(),
        "Łukasz Paweł Wojciech Michał Stanisław Błażej Jakub Szymon Antoni Krzysztof".split(),
        "Kowalski Wójcik Wiśniewska Zieliński Dąbrowska Łuczak Szymański Gołąb Nowak Mazur".split(),
    ),
    (
        "Hodan Ifrah Sahra Fatima Aisha Amina Ayaan Zeynep Elif Büşra".split(),
        "Abdi Ahmed Mohamed Farah Liban Yusuf Emre Çağlar Oğuz Barış".split(),
        "Warsame Ali Hassan Abdullahi Jama Nur Özdemir Yılmaz Şahin Çelik".split(),
    ),
)
TWINS = (
    ("Emma", "Emil"), ("Ola", "Oda"), ("Ida", "Oda"), ("Minh", "Linh"), ("Mina", "Maja"), ("Kristian", "Kristine"),
    ("Jon", "Jonas"), ("Marte", "Maren"), ("Hanna", "Hanne"), ("Lise", "Line"), ("Sara", "Tara"), ("Eline", "Elise"),
    ("Emil", "Emilie"), ("Maria", "Marie"), ("Ane", "Arne"), ("Anne Marie", "Anne Sofie"), ("Jakob", "Jonas"),
    ("Mikkel", "Mikael"), ("Thị Mai", "Thị Lan"), ("Ánte", "Ánde"), ("Nora", "Nova"), ("Ella", "Elle"),
    ("Zofia", "Zuzia"), ("Theo", "Thea"), ("Ahmed", "Ahmet"), ("Eva", "Eli"), ("Nils", "Nina"),
)  # fmt: skip
COUPLES = (
    ("Anne", "Arne"), ("Jan", "Jane"), ("Tore", "Tora"), ("Kim", "Tim"), ("Ole", "Olea"), ("Mari", "Mats"),
    ("Eva", "Evan"), ("Hans", "Hanne"), ("Kristin", "Kristian"), ("Tor", "Tone"),
)  # fmt: skip
STREETS = (
    "Storgata Kirkegata Skoleveien Solbakken Ringveien Tverrgata Elvebakken Bjørkeveien Fjordveien Åsveien Granlia"
    " Ærfuglveien Stasjonsveien Havnegata Parkveien Kvernhusveien Lyngveien Bekkefaret Tunveien Øvregata"
).split()
PLACES = (
    ("0150", "Oslo"), ("0357", "Oslo"), ("1472", "Fjellhamar"), ("4014", "Stavanger"), ("5003", "Bergen"),
    ("6600", "Sunndalsøra"), ("6680", "Halsanaustan"), ("6683", "Vågland"), ("7010", "Trondheim"), ("9730", "Karasjok"),
    ("2408", "Elverum"), ("3015", "Drammen"), ("8006", "Bodø"),
)  # fmt: skip
DOMAINS = ("example.no", "example.com", "post.example", "skole.example")
NEAR = {
    "a": "sqz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wr", "f": "dgr", "g": "fht", "h": "gjn", "i": "uok",
    "j": "hkn", "k": "jlm", "l": "køo", "m": "nk", "n": "bmh", "o": "ipl", "p": "oå", "r": "etf", "s": "adx",
    "t": "ryg", "u": "yij", "v": "cbf", "w": "qe", "x": "zc", "y": "tu", "z": "ax", "ø": "lpæ", "æ": "øa", "å": "pø",
}  # fmt: skip
MISREAD = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("l", "1"), ("i", "l"), ("o", "0"), ("s", "5"), ("b", "6"),
    ("g", "9"), ("u", "v"), ("v", "u"), ("h", "b"), ("e", "c"), ("nn", "m"), ("w", "vv"), ("t", "f"), ("ø", "o"),
)  # fmt: skip
BY_EAR = (
    ("kr", "chr"), ("chr", "kr"), ("k", "c"), ("c", "k"), ("th", "t"), ("t", "th"), ("ph", "f"), ("f", "ph"),
    ("w", "v"), ("v", "w"), ("sen", "son"), ("s", "z"), ("z", "s"), ("ks", "x"), ("x", "ks"), ("nd", "n"), ("ld", "l"),
    ("kj", "k"), ("gj", "g"), ("hv", "v"), ("y", "i"), ("i", "y"), ("ss", "s"), ("nn", "n"), ("ll", "l"), ("tt", "t"),
    ("ei", "ai"), ("øy", "øi"), ("d", "dt"), ("e", "æ"), ("k", "ck"),
)  # fmt: skip
ASCII = {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}


@dataclass(frozen=True)
class Made:
    """People, and the pairs of them (low id, high id) that are one person and that the birth dates allow to be."""

    people: tuple[PersonFacts, ...]
    same: frozenset[tuple[int, int]]
    forbidden: int
    """True pairs whose birth dates differ after an error; no rule may find them."""
    alike: frozenset[tuple[int, int]]
    """Pairs that were planted to be taken for one person, and are two."""


@dataclass
class _Human:
    given: str
    family: str
    born: date | None
    gender: str
    roles: int
    street: str = ""
    place: tuple[str, str] = ("", "")
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    classes: tuple[str, ...] = ()
    relatives: list[int] = field(default_factory=list)
    truth: int = 0


def make(seed: int, originals: int = ORIGINALS, duplicated: int = DUPLICATED) -> Made:
    """Return the people of a seed; the same for the same arguments."""
    return _Maker(random.Random(seed)).make(originals, duplicated)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.people: list[_Human] = []
        self.alike: list[tuple[int, int]] = []
        self.mailboxes: set[str] = set()

    def make(self, originals: int, duplicated: int) -> Made:
        while len(self.people) < originals - 120:
            self._family()
        for _ in range(20):
            self._namesake()
        while len(self.people) < originals:
            self._parent_and_child_of_one_name()
        count = len(self.people)
        for number, human in enumerate(self.people):
            human.truth = number
        for number in self.chance.sample(range(count), duplicated):
            for _ in range(self._weighted(COPIES)):
                self.people.append(self._spoilt(self.people[number]))
        return self._numbered()

    def _numbered(self) -> Made:
        """Give ids that say nothing about what was made from what."""
        ids = list(range(1, len(self.people) + 1))
        self.chance.shuffle(ids)
        facts = [
            PersonFacts(
                id=ids[at],
                given=human.given,
                family=human.family,
                birth_date=human.born,
                gender=human.gender,
                phones=tuple(human.phones),
                emails=tuple(human.emails),
                street=human.street,
                postal_code=human.place[0],
                city=human.place[1],
                roles=human.roles,
                classes=human.classes,
                relatives=frozenset(ids[number] for number in human.relatives),
            )
            for at, human in enumerate(self.people)
        ]
        clusters: dict[int, list[PersonFacts]] = defaultdict(list)
        for made, human in zip(facts, self.people, strict=True):
            clusters[human.truth].append(made)
        pairs = [pair for cluster in clusters.values() for pair in combinations(cluster, 2)]
        same = {_pair(a.id, b.id) for a, b in pairs if not (a.birth_date and b.birth_date) or a[3] == b[3]}
        alike = {_pair(ids[a], ids[b]) for a, b in self.alike}
        return Made(tuple(facts), frozenset(same), len(pairs) - len(same), frozenset(alike))

    # -- who is there -------------------------------------------------------------------------------------------

    def _family(self) -> None:
        chance = self.chance
        girls, boys, families = self._names()
        family = families()
        homes = [self._home()]
        if chance.random() < 0.2:
            homes.append(self._home())
        shared_email = f"familien.{_mail(family)}{chance.randrange(1000)}@example.no" if chance.random() < 0.25 else ""
        shared_phone = self._phone("2") if chance.random() < 0.12 else ""
        couple = chance.choice(COUPLES) if chance.random() < 0.04 else None
        grown: list[int] = []
        for number in range(self._weighted(((1, 15), (2, 80), (3, 5)))):
            woman = number % 2 == 0
            given = (girls if woman else boys)()
            while given in {self.people[at].given.replace("-", " ").split()[0] for at in grown}:
                given = (girls if woman else boys)()
            if couple is not None and number < 2:
                given = couple[number]
            name = family if chance.random() < 0.6 else families()
            human = _Human(self._with_middle(given), name, None, "female" if woman else "male", GUARDIAN)
            if chance.random() < 0.5:
                human.born = date(1965, 1, 1) + timedelta(days=chance.randrange(30 * 365))
            human.gender = human.gender if chance.random() < 0.5 else "unknown"
            human.street, human.place = homes[number % len(homes)]
            self._reached(human, shared_email, shared_phone)
            if chance.random() < 0.02:
                human.roles |= STAFF
            grown.append(self._add(human))
        if couple is not None and len(grown) > 1:
            self.alike.append((grown[0], grown[1]))
        self._children(grown, girls, boys, family, homes[0], shared_email)

    def _children(
        self,
        grown: Sequence[int],
        girls: Callable[[], str],
        boys: Callable[[], str],
        family: str,
        home: tuple[str, tuple[str, str]],
        email: str,
    ) -> None:
        chance = self.chance
        count = self._weighted(((1, 50), (2, 38), (3, 12)))
        twins = chance.choice(TWINS) if chance.random() < 0.05 else None
        count = max(count, 2) if twins else count
        first = len(self.people)
        taken: set[str] = set(twins or ())
        for number in range(count):
            girl = chance.random() < 0.5
            given = (girls if girl else boys)()
            while given in taken:
                given = (girls if girl else boys)()
            taken.add(given)
            given = twins[number] if twins and number < 2 else self._with_middle(given)
            born = date(2010, 1, 1) + timedelta(days=chance.randrange(10 * 365))
            if number == 1 and (twins or chance.random() < 0.04):
                born = self.people[first].born or born
            gender = ("female" if girl else "male") if chance.random() < 0.7 and not twins else "unknown"
            human = _Human(given, family, born, gender, PUPIL, *home)
            human.classes = (f"{2026 - born.year - 5}{chance.choice('ABC')}",)
            if chance.random() < 0.35:
                parent = self.people[chance.choice(grown)]
                human.phones = parent.phones[:1] if chance.random() < 0.5 else [self._phone()]
                human.emails = [email] if email else parent.emails[:1]
            human.relatives = list(grown)
            at = self._add(human)
            for parent_at in grown:
                self.people[parent_at].relatives.append(at)
        self.alike += combinations(range(first, len(self.people)), 2)

    def _namesake(self) -> None:
        """Somebody of the same name, and nothing else in common; the birth date may be missing."""
        chance = self.chance
        at = chance.randrange(len(self.people))
        other = self.people[at]
        human = _Human(other.given, other.family, other.born, other.gender, other.roles, *self._home())
        if other.born is not None:
            human.born = None if chance.random() < 0.4 else other.born + timedelta(days=chance.randrange(1, 2000))
        human.classes = other.classes
        self._reached(human, "", "")
        if other.roles & PUPIL:
            parent = _Human(chance.choice(BOYS), other.family, None, "unknown", GUARDIAN, human.street, human.place)
            self._reached(parent, "", "")
            human.relatives = [self._add(parent)]
            parent.relatives = [len(self.people)]
        self.alike.append((at, self._add(human)))

    def _parent_and_child_of_one_name(self) -> None:
        """A father and his son, or a mother and her daughter; some are not linked, some have no birth date."""
        chance = self.chance
        girls, boys, families = self._names()
        woman = chance.random() < 0.4
        given, family, home = (girls if woman else boys)(), families(), self._home()
        gender = "female" if woman else "male"
        parent = _Human(given, family, None, gender, GUARDIAN, *home)
        if chance.random() < 0.5:
            parent.born = date(1970, 1, 1) + timedelta(days=chance.randrange(9000))
        self._reached(parent, "", "")
        child = _Human(given, family, date(2010, 1, 1) + timedelta(days=chance.randrange(3650)), gender, PUPIL, *home)
        child.classes = ("5A",)
        if chance.random() < 0.3 and parent.born is not None:
            child.born = None
        child.phones, child.emails = parent.phones[:1], parent.emails[:1]
        parent_at, child_at = self._add(parent), self._add(child)
        if chance.random() < 0.6:
            parent.relatives, child.relatives = [child_at], [parent_at]
        self.alike.append((parent_at, child_at))

    def _add(self, human: _Human) -> int:
        self.people.append(human)
        return len(self.people) - 1

    def _names(self) -> tuple[Callable[[], str], Callable[[], str], Callable[[], str]]:
        chance = self.chance
        if chance.random() < 0.2:
            girls, boys, families = chance.choice(OTHERS)
            return (lambda: chance.choice(girls)), (lambda: chance.choice(boys)), (lambda: chance.choice(families))

        def common(names: Sequence[str]) -> str:
            """The first of the list are the most common, as in life."""
            return names[int(len(names) * chance.random() ** 1.6)]

        def family() -> str:
            if chance.random() < 0.55:
                return common(FAMILIES)
            made = chance.choice(BEGINNINGS.split()) + chance.choice(ENDINGS.split())
            return f"{made} {common(FAMILIES)}" if chance.random() < 0.1 else made

        return (lambda: common(GIRLS)), (lambda: common(BOYS)), family

    def _with_middle(self, given: str) -> str:
        if self.chance.random() < 0.25:
            return f"{given}{self.chance.choice((' ', ' ', ' ', '-'))}{self.chance.choice(MIDDLES)}"
        return given

    def _reached(self, human: _Human, email: str, phone: str) -> None:
        if self.chance.random() < 0.95:
            human.phones.append(self._phone())
        if phone:
            human.phones.append(phone)
        if email and self.chance.random() < 0.8:
            human.emails.append(email)
        elif self.chance.random() < 0.9:
            email = f"{_mail(human.given)}.{_mail(human.family)}@{self.chance.choice(DOMAINS)}"
            while email in self.mailboxes:  # no two people are given the same mailbox
                email = f"{_mail(human.given)}.{self.chance.randrange(1000)}@{self.chance.choice(DOMAINS)}"
            self.mailboxes.add(email)
            human.emails.append(email)

    def _phone(self, first: str = "49") -> str:
        return f"+47{self.chance.choice(first)}{self.chance.randrange(10**7):07d}"

    def _home(self) -> tuple[str, tuple[str, str]]:
        letter = self.chance.choice(("", "", "", "A", "B"))
        return f"{self.chance.choice(STREETS)} {self.chance.randrange(1, 120)}{letter}", self.chance.choice(PLACES)

    def _weighted(self, choices: Sequence[tuple[int, int]]) -> int:
        return self.chance.choices([value for value, _ in choices], [weight for _, weight in choices])[0]

    # -- what is spoilt -----------------------------------------------------------------------------------------

    def _spoilt(self, original: _Human) -> _Human:
        human = _Human(
            original.given, original.family, original.born, original.gender, original.roles, original.street,
            original.place, [*original.phones], [*original.emails], original.classes, [*original.relatives],
            original.truth,
        )  # fmt: skip
        chance = self.chance
        if chance.random() < 0.6:
            human.relatives = []  # it was typed in a second time, and belongs to nobody yet
        counts: dict[str, int] = defaultdict(int)
        for _ in range(self._weighted(SPOILT)):
            name = chance.choices([name for name, _ in FIELDS], [weight for _, weight in FIELDS])[0]
            if counts[name] < 2:
                counts[name] += 1
                getattr(self, f"_spoil_{name}")(human)
        if chance.random() < 0.08:
            for name in ("given", "family", "street"):
                setattr(human, name, _ascii(getattr(human, name)))
        if chance.random() < 0.03:
            human.given, human.family = human.given.upper(), human.family.upper()
        return human

    def _spoil_given(self, human: _Human) -> None:
        chance = self.chance
        words = human.given.replace("-", " ").split()
        if len(words) > 1 and chance.random() < 0.35:
            human.given = words[0]
        elif len(words) == 1 and chance.random() < 0.12:
            human.given = f"{human.given} {chance.choice(MIDDLES)}"
        elif len(words[0]) > 6 and chance.random() < 0.2:
            human.given = words[0][: chance.choice((4, 5))]
        else:
            human.given = self._mistyped(human.given)

    def _spoil_family(self, human: _Human) -> None:
        words = human.family.split()
        if len(words) > 1 and self.chance.random() < 0.5:
            human.family = self.chance.choice(words)
        elif self.chance.random() < 0.05:
            human.family = self.chance.choice(FAMILIES)
        else:
            human.family = self._mistyped(human.family)

    def _spoil_birth_date(self, human: _Human) -> None:
        born, chance = human.born, self.chance
        if born is None or chance.random() < 0.5:
            human.born = None
            return
        kind = chance.random()
        if kind < 0.3 and born.day <= 12:
            human.born = born.replace(month=born.day, day=born.month)
        elif kind < 0.6:
            human.born = born.replace(year=born.year + chance.choice((-1, 1, -10, 10)), day=min(born.day, 28))
        else:
            human.born = born + timedelta(days=chance.choice((-10, -1, 1, 10, 30)))

    def _spoil_street(self, human: _Human) -> None:
        if self.chance.random() < 0.15:
            human.street = ""
        elif human.street:
            human.street = self._mistyped(human.street)

    def _spoil_postal(self, human: _Human) -> None:
        code, city = human.place
        if self.chance.random() < 0.3:
            human.place = ("", "")
        elif code and self.chance.random() < 0.6:
            human.place = (self._wrong_digit(code), city)
        elif city:
            human.place = (code, self._mistyped(city))

    def _spoil_phone(self, human: _Human) -> None:
        if not human.phones:
            return
        kind = self.chance.random()
        if kind < 0.4:
            human.phones.pop()
        elif kind < 0.7:
            human.phones[0] = "+47" + self._wrong_digit(human.phones[0][3:])
        else:
            human.phones[0] = self._phone()

    def _spoil_email(self, human: _Human) -> None:
        if not human.emails:
            return
        if self.chance.random() < 0.5:
            human.emails.pop()
        else:
            name, _, domain = human.emails[0].partition("@")
            human.emails[0] = f"{_mail(self._mistyped(name))}@{domain}"

    def _spoil_moved(self, human: _Human) -> None:
        human.street, human.place = self._home()

    def _spoil_swapped(self, human: _Human) -> None:
        human.given, human.family = human.family, human.given

    def _spoil_relatives(self, human: _Human) -> None:
        human.relatives = human.relatives[:1]

    def _wrong_digit(self, digits: str) -> str:
        at = self.chance.randrange(len(digits))
        if self.chance.random() < 0.3 and at + 1 < len(digits):
            return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        return digits[:at] + str(self.chance.randrange(10)) + digits[at + 1 :]

    def _mistyped(self, text: str) -> str:
        """Put in, leave out, exchange or mistype one letter, or write what a scanner or an ear would."""
        chance = self.chance
        if len(text) < 2:
            return text
        kind = chance.random()
        at = chance.randrange(len(text))
        if kind < 0.18:
            return text[:at] + chance.choice("abdefghiklmnoprstuvyøå") + text[at:]
        if kind < 0.38:
            return text[:at] + text[at + 1 :]
        if kind < 0.60:
            near = NEAR.get(text[at].lower(), "aeinr")
            return text[:at] + chance.choice(near) + text[at + 1 :]
        if kind < 0.74:
            at = chance.randrange(len(text) - 1)
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        rules = MISREAD if kind < 0.86 else BY_EAR
        fitting = [rule for rule in rules if rule[0] in text.lower()]
        if not fitting:
            return text[:at] + text[at + 1 :]
        old, new = chance.choice(fitting)
        places = [place for place in range(len(text)) if text.lower().startswith(old, place)]
        at = chance.choice(places)
        return text[:at] + (new.capitalize() if text[at].isupper() else new) + text[at + len(old) :]


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def _ascii(text: str) -> str:
    return "".join(_plain(text))


def _plain(text: str) -> Iterator[str]:
    for char in text:
        if char in ASCII:
            yield ASCII[char]
        else:
            yield from (part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part))


def _mail(name: str) -> str:
    return "".join(char if char.isalnum() or char == "." else "." for char in _ascii(name).lower()).strip(".")
