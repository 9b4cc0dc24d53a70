"""What does a heading mean? Bokmål, nynorsk and English, with or without spaces, hyphens, dots and underscores.

A field is written "subject.name": ``pupil.given``, ``guardian1.phone``, ``mother.email``, ``class.name``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from app.contacts.cell import Cell

GUARDIANS = ("guardian1", "guardian2", "guardian3", "guardian4", "mother", "father")
TEACHERS = ("teacher1", "teacher2")
MANY_VALUED = frozenset({"phone", "home_phone", "work_phone", "email"})
PERSON_FIELDS = (
    "given", "middle", "family", "name", "phone", "home_phone", "work_phone", "email",
    "street", "postal_code", "city",
)  # fmt: skip
FIELDS = frozenset(
    {"class.name", "class.grade"}
    | {f"pupil.{name}" for name in (*PERSON_FIELDS, "birth_date", "gender", "id")}
    | {f"{subject}.{name}" for subject in GUARDIANS for name in (*PERSON_FIELDS, "relation", "id")}
    | {f"{subject}.{name}" for subject in TEACHERS for name in ("given", "family", "name", "phone", "email")}
)
LOOKED_AT = 60
LONGEST_HEADING = 60

_PERSON_WORDS = {
    "given": "fornavn fornamn firstname givenname forename fornavnogmellomnavn fornavnmellomnavn fornamnogmellomnamn "
    "givennames firstnames",
    "middle": "mellomnavn mellomnamn middlename",
    "family": "etternavn etternamn slektsnavn slektsnamn lastname surname familyname familienavn familienamn",
    "name": "fulltnavn fulltnamn fullenavn navn namn name fullname heltnavn heltnamn fornavnogetternavn forogetternavn "
    "fornavnetternavn etternavnfornavn etternavnogfornavn fornamnogetternamn forogetternamn fornamnetternamn "
    "etternamnfornamn etternamnogfornamn lastnamefirstname firstnamelastname",
    "phone": "mobil mobilnr mobilnummer mobiltelefon mobiltelefonnummer mobiltlf mob tlf tlfnr tlfnummer telefon "
    "telefonnr telefonnummer phone phonenumber phoneno mobile mobilephone mobileno mobilenumber cell cellphone tel "
    "tlfmobil telefonmobil",
    "home_phone": "tlfhjem tlfheim hjemtlf hjemmetelefon heimetelefon telefonhjem telefonheim fasttelefon tlfprivat "
    "telefonprivat privattelefon privattlf homephone",
    "work_phone": "tlfarbeid tlfarb tlfjobb arbeidstelefon arbeidstlf jobbtelefon jobbtlf telefonarbeid telefonjobb "
    "workphone",
    "email": "epost epostadresse epostadr eposadresse eadresse mail mailadresse mailadr email emailaddress epostprivat "
    "privatepost",
    "street": "adresse gateadresse gate gatenavn bostedsadresse bustadadresse hjemmeadresse heimeadresse veiadresse "
    "folkeregistrertadresse adresselinje1 adresse1 address street streetaddress homeaddress postadresse",
    "postal_code": "postnr postnummer postkode postalcode zip zipcode postcode postnummersted postnrsted postnrogsted "
    "postnummerogsted postnrpoststed postnummerpoststed postnrogpoststed postnummerogpoststed "
    "postnrstad postnrogstad postnummerogstad postnummerstad postnrogpoststad postnummerogpoststad postkodested",
    "city": "poststed poststad sted stad by city place town postaltown",
}  # fmt: skip
_PUPIL_WORDS = {
    "name": "elev elevnavn elevnamn elevensnavn elevensnamn pupil pupilname student studentname barn barnetsnavn",
    "birth_date": "fodt fodd fodselsdato fodselsdag fdato fodtdato fodddato foddato fodedato dateofbirth birthdate "
    "birthday dob born",
    "gender": "kjonn kj sex gender",
    # Another system's id of the pupil, never a number within the class (WIS "Nummer") or of a person.
    "id": "elevid eksternid externalid sisid sisnumber studentid pupilid sourcedid elevnummer elevnr elevno "
    "studentnumber studentno pupilnumber elevensid studentsisid eksternelevid elevidentifikator",
}
_CLASS_WORDS = {
    "name": "klasse klassenavn klassenamn gruppe basisgruppe klassegruppe elevgruppe gruppenavn class classname "
    "homeroom kontaktgruppe gruppeklasse formclass tutorgroup registrationgroup klassegruppenavn",
    "grade": "trinn klassetrinn arstrinn skoletrinn arssteg klassesteg steg grade gradelevel yeargroup yearlevel",
}
_ID_WORDS = "id eksternid externalid sisid sourcedid foresattid guardianid parentid"
_RELATION_WORDS = "relasjon slektskap tilknytning tilknyting rolle forhold relation relationship"
_UNOWNED_RELATION = frozenset("relasjon slektskap relation relationship relasjontilelev relasjontileleven".split())
_TEACHER_WORDS = (
    "kontaktlaerer kontaktlaerar klassestyrer klassestyrar klasselaerer klasselaerar contactteacher homeroomteacher "
    "formteacher teacher laerer laerar"
)


def _table(words: dict[str, str]) -> dict[str, str]:
    return {word: field for field, listed in words.items() for word in listed.split()}


_PERSON = _table(_PERSON_WORDS)
_PUPIL = {**_PERSON, **_table(_PUPIL_WORDS)}
_CLASS = _table(_CLASS_WORDS)
_GUARDIAN = {**_PERSON, **_table({"relation": _RELATION_WORDS, "id": _ID_WORDS})}
_TEACHER = {word: field for word, field in _PERSON.items() if field in ("given", "family", "name", "phone", "email")}
_WHO = (
    r"parentguardian|foreldre?foresatte?|foresatteforeldre|omsorgsperson|foresatt(?:e(?!post|mail|tter))?|"
    r"foresett(?:e(?!post|mail|tter))?|foreldre?r?|forelder|guardian|parent|verge|parorende|kontaktperson|f(?=\d)"
)
_MOTHER, _FATHER = r"mor|mother|mamma", r"far|father|pappa"
_GUARDIAN_FIRST = re.compile(rf"(?:(\d)\.?)?(?:{_WHO})(?:nr)?(\d?)(s?)(?![a-z]*sprak)(.*)")
_GUARDIAN_LAST = re.compile(rf"(.+?)(?:til|pa|for)?(?:(\d)\.?)?(?:{_WHO})(?:nr)?(\d?)")
_PARENT_FIRST = re.compile(rf"(?:({_MOTHER})|({_FATHER}))(s?)(.*)")
_PARENT_LAST = re.compile(rf"(.+?)(?:til|pa|for)?(?:({_MOTHER})|({_FATHER}))")
_TEACHER_FIRST = re.compile(rf"(?:{'|'.join(_TEACHER_WORDS.split())})s?(\d?)(.*)")
_PUPIL_FIRST = re.compile(r"(?:elevene|eleven|elev|barnet|barn|pupil|student)(s?)(.+)")
_PUPIL_LAST = re.compile(r"(.+?)(?:til|pa|for)?(?:eleven|elev|barnet|barn|pupil|student)")
_CLASS_OF_YEAR = re.compile(r"klasse(?:20)?\d\d(?:20)?\d\d")
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
PUPIL_NAMES = frozenset({"pupil.name", "pupil.given", "pupil.family"})
CLASSES = frozenset({"class.name", "class.grade"})
# What can stand to the right of a guardian's columns without being a guardian's.
_NOBODYS = frozenset({"class.name", "class.grade", "teacher1.name", "teacher2.name"})
_IDENTITY_NUMBER = re.compile(
    r"(?:person|pers|fodsels|fods)(?:nr|nummer|no)\d?|(?:fnr|fnummer|dnr|dnummer)\d?|personid(?:entifikator)?"
    r"|fnrsno|fnrellersno|nin|ssn|nationalid(?:number)?|nationalidentitynumber|sno"
)
_IDENTITY_SUFFIX = re.compile(
    # "Tlfnr" and "Nødnummer" end so by chance.
    r"persnr\d?$|(?<!tl)(?<!tele)fnr\d?$|(?<!o)dnummer\d?$|personalnumber\d?$"
    r"|^(?:fnr|dnummer)|personnr|personnummer|fodselsnr|fodselsnummer"
)
_NO_USE = frozenset(
    "nr nummer lopenr lopenummer radnr linje rekkefolge id rad skolear skuleaar ar skole skolenavn skule skulenamn "
    "school skolenr skoleid orgnr organisasjonsnummer kommune kommunenr fylke land landkode country merknad merknader "
    "kommentar kommentarar kommentarer notat notater note notes comment comments anmerkning bilde bilete foto photo "
    "image morsmal sprak malform opplaeringsmal hovedmal hovudmal language nativelanguage statsborgerskap nasjonalitet "
    "nationality sfo aks sfoplass skyss skoleskyss buss status aktiv active startdato sluttdato start slutt "
    "inndato utdato innmeldt utmeldt fradato tildato gyldigfra gyldigtil startet sluttet sistendret endret registrert "
    "opprettet lastmodified datelastmodified created updated fag sidemal fremmedsprak framandsprak valgfag valfag "
    "alder age fravaer allergi allergier helse medisin brukernavn brukarnamn username feidenavn feideid feide passord "
    "password rolle role type farge color colour lokker skap bursdag skoleruteid timer antall sum".split()
)
_SAYS_NOTHING = re.compile(
    r"(?:kolonne|kol|column|col|felt|field|unnamed|ukjent|blank|tom|x|data|info|verdi|value|overskrift|heading|navnlos)?"
    r"\d*|[a-z]"
)


@lru_cache(maxsize=4096)
def normalise(heading: str) -> str:
    """Return the heading in small letters and digits alone: "Føresett 1 e-post" becomes "foresett1epost"."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = text.replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("ä", "ae").replace("ö", "o")
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFD", text))


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str | None:
    """Return the field a heading means, or None where it is not recognised (or is an identity number)."""
    text = normalise(heading)
    if not text or is_identity_number(heading):
        return None
    found = _field_of(text)
    if found is None and ("(" in heading or "[" in heading):
        # What stands in parentheses explains: "Navn (etternavn først)", "Foresatt 1 (mor)".
        found = _field_of(normalise(_PARENTHESES.sub("", heading)))
    return found


def _field_of(text: str) -> str | None:
    if text in _CLASS:
        return f"class.{_CLASS[text]}"
    if field := _lookup(_PUPIL, text):
        return f"pupil.{field}"
    if _CLASS_OF_YEAR.fullmatch(text):
        return "class.name"
    return _teacher(text) or _guardian(text) or _parent(text) or _of_pupil(text)


def _lookup(words: dict[str, str], text: str) -> str | None:
    """Return the field of a word, also of "mobil2" and "epost1" where a person can have several."""
    field = words.get(text)
    if field is None and text[-1:] in ("1", "2", "3") and words.get(text[:-1]) in MANY_VALUED:
        return words[text[:-1]]
    return field


def names_nobody(heading: str) -> bool:
    """Say whether a heading says what is held but not of whom: "Mobil", and not "Elevens mobil"."""
    return _lookup(_PERSON, normalise(heading)) is not None


def is_relation(heading: str) -> bool:
    """Say whether a heading is of a guardian's relation to the pupil, without saying whose: "Relasjon"."""
    return normalise(heading) in _UNOWNED_RELATION


def is_of_no_use(heading: str) -> bool:
    """Say whether a heading is known to be of nothing that is kept here, such as "Nr", "Skoleår" or "Merknad"."""
    return normalise(heading) in _NO_USE or heading.strip() in ("#", "№")


def says_nothing(heading: str) -> bool:
    """Say whether a heading is blank or one a program made up, such as "Kolonne1"."""
    return _SAYS_NOTHING.fullmatch(normalise(heading)) is not None


@lru_cache(maxsize=4096)
def is_identity_number(heading: str) -> bool:
    """Say whether the heading announces a fødselsnummer or a part of one, whoever it belongs to."""
    text = normalise(heading)
    return _IDENTITY_NUMBER.fullmatch(text) is not None or _IDENTITY_SUFFIX.search(text) is not None


def recognised(row: Sequence[Cell]) -> int:
    """Return how many different fields the cells of a row name, read as headings."""
    found = {field_of(cell) for cell in row if isinstance(cell, str) and 0 < len(cell) <= 60}
    return len(found - {None})


class Headings(NamedTuple):
    """A row of headings: its place (of two lines the lower), how many lines it is, and what each column is called."""

    place: int
    lines: int
    texts: tuple[str, ...]
    fields: frozenset[str]


def find_headings(rows: Sequence[Sequence[Cell]]) -> Headings | None:
    """Return the row of headings among the first rows: the one that names most fields, at least two.

    Titles, dates and blank lines may stand above it. Two lines are headings together where more is understood of them
    together ("Foresatt 1" spanning "Navn", "Mobil" and "E-post").
    """
    best: Headings | None = None
    for place in range(min(len(rows), LOOKED_AT)):
        found = headings_at(rows, place)
        if found is not None and (best is None or len(found.fields) > len(best.fields)):
            best = found
    return best


def headings_at(rows: Sequence[Sequence[Cell]], place: int, fewest: int = 2) -> Headings | None:
    """Read the row at ``place`` as headings, and the row above with it where they are two lines of headings."""
    own = tuple(map(heading_text, rows[place]))
    fields = _fields_of(own)
    if len(fields) == 1 and fewest == 2 and fields & PUPIL_NAMES and any(map(is_of_no_use, filter(None, own))):
        fewest = 1  # "Nr", "Navn": a list of one class, its title above
    if place > 0 and fields:
        above = tuple(map(heading_text, rows[place - 1]))
        together = _two_lines(above, own)
        both = _fields_of(together)
        if len(both) >= fewest and _is_better(both, fields) and _is_better(both, _fields_of(above)):
            return Headings(place, 2, together, both)
    return Headings(place, 1, own, fields) if len(fields) >= fewest else None


def heading_text(cell: Cell) -> str:
    """Return a cell as a heading; "" where it is too long or no text at all."""
    if type(cell) is not str:
        return "" if cell is None else str(cell)[:LONGEST_HEADING]
    text = cell if cell.isascii() and cell.isprintable() and "  " not in cell else " ".join(cell.split())
    return text.strip() if len(text) <= LONGEST_HEADING else ""


def _fields_of(headings: Sequence[str]) -> frozenset[str]:
    return frozenset(field for field in map(field_of, headings) if field is not None)


def _is_better(both: frozenset[str], alone: frozenset[str]) -> bool:
    """More is understood, or as much with whose it is: "Navn" below "Foresatt 1" is not the pupil's."""
    if len(both) == len(alone):
        return _others(both) > _others(alone)
    return len(both) > len(alone)


def _others(fields: frozenset[str]) -> int:
    return sum(not field.startswith(("pupil.", "class.")) for field in fields)


def _two_lines(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Put two lines together: a merged cell leaves blanks to its right, and a blank below takes the one above."""
    found = []
    spanning = ""
    for upper, lower in zip_longest(above, below, fillvalue=""):
        spanning = upper or spanning
        if not lower or lower == upper:
            found.append(upper)  # a cell merged over both lines
        elif upper or field_of(f"{spanning} {lower}") or field_of(lower) not in _NOBODYS:
            found.append(f"{spanning} {lower}".strip())
        else:
            found.append(lower)
    return tuple(found)


def _teacher(text: str) -> str | None:
    match = _TEACHER_FIRST.fullmatch(text)
    if match is None:
        return None
    number, rest = match[1] or "1", match[2]
    field = _TEACHER.get(rest) if rest else "name"
    return f"teacher{number}.{field}" if field and number in "12" else None


def _guardian(text: str) -> str | None:
    if match := _GUARDIAN_FIRST.fullmatch(text):
        number, rest, ending = match[1] or match[2] or "1", match[4], match[3]
    elif match := _GUARDIAN_LAST.fullmatch(text):
        number, rest, ending = match[2] or match[3] or "1", match[1], ""
    else:
        return None
    field = _after(_GUARDIAN, ending, rest) if rest else "name"
    return f"guardian{number}.{field}" if field and number in "1234" else None


def _parent(text: str) -> str | None:
    if match := _PARENT_FIRST.fullmatch(text):
        is_mother, rest, ending = bool(match[1]), match[4], match[3]
    elif match := _PARENT_LAST.fullmatch(text):
        is_mother, rest, ending = bool(match[2]), match[1], ""
    else:
        return None
    field = _after(_GUARDIAN, ending, rest) if rest else "name"
    return f"{'mother' if is_mother else 'father'}.{field}" if field else None


def _of_pupil(text: str) -> str | None:
    if match := _PUPIL_FIRST.fullmatch(text):
        ending, rest = match[1], match[2]
    elif match := _PUPIL_LAST.fullmatch(text):
        ending, rest = "", match[1]
    else:
        return None
    if rest in _CLASS:
        return f"class.{_CLASS[rest]}"
    field = _after(_PUPIL, ending, rest)
    return f"pupil.{field}" if field else None


def _after(words: dict[str, str], ending: str, text: str) -> str | None:
    """Return the field of what stands behind whose it is: "Mors mobil", and "Mor sted" whose s is its own."""
    return _lookup(words, text) or (_lookup(words, ending + text) if ending else None)
