"""Whose ring is meant by "FAU", "Skulemiljøutvalet" or "Foreldremøter"?"""

from __future__ import annotations

import re
from functools import lru_cache

from app.contacts.imports.tables.headers import normalise

WORDS = {
    "parent_committee": "fau foreldreradetsarbeidsutvalg foreldreradetsarbeidsutval foreldreradetsarbeidsutvalgfau "
    "foreldreradetsarbeidsutvalfau arbeidsutvalget arbeidsutvalet faustyret faumote arsmote fauarsmote parentcommittee",
    "school_environment_committee": "smu skolemiljoutvalg skolemiljoutvalget skolemiljoutval skulemiljoutval "
    "skulemiljoutvalet skolemiljoutvalgsmu skulemiljoutvalsmu skolemiljoutvalgetsmu schoolenvironmentcommittee",
    "cooperation_committee": "su samarbeidsutvalg samarbeidsutvalget samarbeidsutval samarbeidsutvalet "
    "samarbeidsutvalgsu samarbeidsutvalgetsu samarbeidsutvalsu cooperationcommittee",
    "pupil_council": "elevrad elevradet elevane elevene pupilcouncil studentcouncil elevradsmote",
    "governing_board": "driftsstyre driftsstyret ds governingboard",
    "municipal_parent_committee": "kfu kommunaltforeldreutvalg kommunaltforeldreutval",
    "parent_council": "foreldrerad foreldreradet parentcouncil",
    "class_contacts": "foreldrekontakt foreldrekontakter foreldrekontaktar foreldrekontaktene foreldrekontaktane "
    "klassekontakt klassekontakter klassekontaktar klassekontaktene klassekontaktane foreldrekontaktmote",
    "committee": "komite komiteen komitear komiteer 17maikomite 17maikomiteen 17maikomiteane 17maikomiteene",
    "parents": "foreldremote foreldremoter foreldremotet foreldremota foreldremotene klasseforeldremote "
    "klasseforeldremoter klasse klassen klassene klassane klassar klasser trinn trinnet trinna trinnene foreldre "
    "foreldra foreldrene parents parentsmeeting parentmeeting klassetrinn",
    "staff": "personale personalet ansatte tilsette laerere laerarar larere kontaktlaerer kontaktlaerere "
    "kontaktlaerar kontaktlaerarar pedagogisk staff teachers",
    "office": "kontor kontoret skolekontor skolekontoret skulekontor skulekontoret administrasjon administrasjonen "
    "merkantil office",
    "school": "skole skolen skule skulen ledelse ledelsen leiinga skoleledelsen skuleleiinga rektor school alle "
    "heleskolen heileskulen felles",
}
"""Bokmål, nynorsk and English, as ``headers.normalise`` leaves them."""
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words.split()}
_PREFIX = re.compile(r"(FAU|SU|SMU|KFU|DS|Elevråde?t?|Driftsstyret?|Foreldremøter?)\s*(?::|\s[-–])\s*(\S.*)", re.DOTALL)
_TITLED = re.compile(r"\b(FAU|SU|SMU|KFU|elevråde?t?|driftsstyret?)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def kind_named(text: str) -> str:
    """Return the kind of body (or parents, staff, office, school) that is named, "" where none is."""
    return KIND_OF.get(normalise(text), "")


def parts_named(text: str) -> tuple[str, ...]:
    """Return each body of "FAU/SMU og SU" where all are known, else the whole as one."""
    parts = [part.strip() for part in re.split(r"\s*(?:/|,|;|&|\+|\n|\bog\b|\band\b)\s*", text) if part.strip()]
    return tuple(dict.fromkeys(parts)) if len(parts) > 1 and all(map(kind_named, parts)) else (text,) if text else ()


def before_colon(text: str) -> tuple[str, str]:
    """Return the body a topic begins with ("FAU: vedtekter") and the rest; "" and all of it where there is none."""
    match = _PREFIX.fullmatch(text)
    return (match[1], match[2][:1].upper() + match[2][1:]) if match else ("", text)


def in_title(text: str) -> str:
    """Return the one body that a title names ("Årshjul for FAU"), "" where it names none or several."""
    found = {kind_named(word): word for word in _TITLED.findall(text)}
    return next(iter(found.values())) if len(found) == 1 else ""
