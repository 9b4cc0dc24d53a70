"""Where does a plan in one written standard (bokmål, nynorsk) fall into the other?

Only words that are in one standard alone are looked for: most are in both. What is quoted, and law in the words of
the law, is not an alarm: most acts are written in nynorsk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.plan.rows import PlanDetail

_FIELDS = ("title", "text", "left_title", "right_title")

_NB = """
    ikke jeg hva hvem hvor hvordan hvorfor hver hvert hvis hvilke hvilken noe noen fra mer flere være gjøre gjør
    gjøres hun sammen bare kommer selv mens foresatte foresattes elever elevene elevenes lærere lærerne kontaktlærer
    kontaktlærere kontaktlæreren kontaktlærerne faglærere klasser klassene skoler videregående utviklingssamtaler
    foreldremøter foreldrene foreldrenes hører tilhører sørger følger legger bygger fremmer hele helhet enkelte egen
    egne eget deres disse ble hjem hjemme hjemmet høst høsten høstferie ansatte ansatt leder lederen nestleder
    representanter forventninger regler reglene beskjeder samtaler samtalene jobber deltaker deltakere deltager
    deltagelse opplæringsloven forskriften hverandre trenger omhandler mye utenom ovenfor innenfor skriftlig åpen
    åpent inneholder bestemmer forutsetning oppgaver
"""
_NN = """
    ikkje eg kva kven korleis kvifor kvar kvart viss nokon noko nokre frå meir fleire vere gjere ho saman berre kjem
    sjølv medan føresette elevar elevane lærar lærarar læraren lærarane kontaktlærar kontaktlærarar kontaktlæraren
    kontaktlærarane faglærarar klassar klassane skular skulen skule skulens vidaregåande utviklingssamtalar høyrer
    sørgje sørgjer følgjer leggje byggje fremje heile heilskap einskild einskilde eigen eigne eige deira desse vart
    haust hausten haustferie leiar leiaren nestleiar representantar forventningar reglar reglane samtalar samtalane
    deltakarar deltakar kvarandre treng mykje oppgåver oppgåve eit ein dei hjå òg tek gjev dykk medverknad medverke
    medverkar korkje styrkje tenkje skulemiljø skulemiljøet rettleie forventar verksemd
"""
_ONLY = {language: frozenset(words.split()) for language, words in (("nb", _NB), ("nn", _NN))}
_ENDS = {
    "nb": re.compile(r"\w{2,}(?:lig|lige|lighet|ligheten)|\w{4,}(?:heter|hetene)|\w*utvalg(?:et|ene)?|\w*samtaler"),
    "nn": re.compile(r"\w{2,}leg|\w{3,}(?:leik|leiken)|\w{3,}heit(?:a|er|ene)?|\w+utval(?:et)?|\w*samtalar"),
}
_OTHER = {"nb": "nn", "nn": "nb"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_QUOTED = re.compile(r"«[^»]{1,2000}»|“[^”]{1,2000}”|„[^“”]{1,2000}[“”]|\"[^\"]{1,2000}\"|https?://\S+")
_OF_LAW = re.compile(r"§|\bopplæringslov|\bforskrift|lærer?plan|\blovdata|\blov\b", re.IGNORECASE)
_MOSTLY = 4
"""How many times as many words of the other standard make a paragraph that one quoted."""


def language_of(text: str) -> str:
    """Return "nb" or "nn", "" where nothing in the text tells."""
    found = {language: sum(1 for _ in _words_of(text, language)) for language in _ONLY}
    if found["nb"] == found["nn"]:
        return ""
    return max(found, key=lambda language: found[language])


def mixed(detail: PlanDetail, language: str) -> tuple[Strange, ...]:
    """Return the words of a plan in ``language`` (nb, nn) that are of the other standard, in the order they stand."""
    return tuple(_strange(detail, language))


@dataclass(frozen=True)
class Strange:
    """A word of the other standard: ``word`` is ``[start:end]`` of the point, or of ``field`` of the section."""

    section_id: int
    point_id: int | None
    field: str
    start: int
    end: int
    word: str


def _strange(detail: PlanDetail, language: str) -> Iterator[Strange]:
    for section in detail.sections:
        texts = [(None, field, getattr(section, field)) for field in _FIELDS]
        points = [(point.id, "text", point.text) for point in section.points]
        is_of_law = bool(_OF_LAW.search(f"{section.title}\n{section.text}"))
        for point_id, field, text in (*texts, *points):
            for start, end in _alarms(text, language, is_of_law):
                yield Strange(section.id, point_id, field, start, end, text[start:end])


def _alarms(text: str, language: str, is_of_law: bool) -> Iterator[tuple[int, int]]:
    unquoted = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    at = 0
    for paragraph in unquoted.split("\n"):
        strange = list(_words_of(paragraph, _OTHER[language]))
        own = sum(1 for _ in _words_of(paragraph, language))
        is_quoted = (is_of_law or _OF_LAW.search(paragraph)) and len(strange) >= max(2, _MOSTLY * own)
        if not is_quoted:
            yield from ((at + start, at + end) for start, end in strange)
        at += len(paragraph) + 1


def _words_of(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that are in ``language`` alone; the parts of one with hyphens count too."""
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if any(part in _ONLY[language] or _ENDS[language].fullmatch(part) for part in word.split("-")):
            yield match.span()
