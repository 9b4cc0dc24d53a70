"""Which words of the plan promise less than the law does?

Only what contradicts a rule that was read is marked: what the school shall do cannot be something it may do, and what
it shall do at least twice cannot be something it does at most twice. How long a leave of absence may last is decided by
each municipality itself, so nothing is said of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.about import Saying
from app.core.i18n import N_

REGULATION = "opplæringsforskrifta § 11-1"
COOPERATION, BODIES, ACTING = "opplæringslova § 10-3", "opplæringslova § 10-5", "opplæringslova § 12-4"

TALKS = N_("The school shall invite the parents to a planned talk with the contact teacher at least twice a year.")
TALKS_OF_PUPIL = N_("A pupil who is 12 years old or more has a right to take part in the talk.")
PARENTS_MEETING = N_("The school shall hold a parents’ meeting at the start of every school year.")
ABSENCE = N_("The school shall tell the parents of a pupil who is not of age about absence.")
COOPERATE = N_("The school shall cooperate with the parents about the pupil’s education.")
MUST_HAVE = N_("Every primary and lower secondary school shall have a pupil council and a parents’ working committee.")
MUST_ACT = N_("Everybody who works at the school shall act where they suspect or know of bullying.")


def weaker(text: str) -> tuple[Weak, ...]:
    """Return what is said more weakly than a rule that was verified, in the order it stands; no two overlap."""
    found = sorted(_found(text, text.replace("**", "  ")), key=lambda one: (one.start, -one.end))
    kept: list[Weak] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


@dataclass(frozen=True)
class Weak:
    """``said`` is ``text[start:end]``; ``rule`` says what the rule is, ``source`` where it stands."""

    start: int
    end: int
    said: str
    rule: Saying
    source: str


@dataclass(frozen=True)
class _Wording:
    """Words that say less than ``rule``, unless the sentence also has ``unless``."""

    rule: str
    source: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None


_TALK = r"(?:utviklings|elev|foreldre|kontaktlærer)samtal(?:e|ar|er|en|ane|ene)(?:ne|ns)?\b"
_NEAR = r"[^.!?;\n]{0,60}?"
_AT_MOST = r"\b(?:inntil|opptil|opp\s+til|maks(?:imalt|\.)?|høyst|høgst|ikke\s+mer\s+enn|ikkje\s+meir\s+enn)"
_NUMBER = r"(?:en|én|ein|éin|ei|éi|to|tre|fire|[1-9])"
_ONCE = r"(?:en|én|ein|éin|ei|éi|1)"
_A_YEAR = r"(?:i|per|pr\.?|kvart|hvert)\s+(?:skole|skule)?året?\b|årlig\b|årleg\b"
_TIMES = r"(?:gang(?:er|ar)?|gonger|gong|ganger)\b"
_PARENTS = r"(?:dei\s+|de\s+)?(?:foresatte|føresette|foreldrene|foreldra|foreldre|hjemmet|heimen)"
_SCHOOL = (
    r"\b(?:skolen|skulen|kontaktlærere?n?|kontaktlæraren|lærere?n?|læraren|rektor|"
    r"(?:skolens|skulens|de|dei)?\s?(?:ansatte|tilsette))"
)
_MAY = r"(?:kan|bør|vil\s+(?:forsøke|prøve)\s+å|skal\s+(?:forsøke|prøve|forsøkje)\s+å|ønsker\s+å|ønskjer\s+å)"
_OFTEN_ENOUGH = re.compile(r"\b(?:minst|minimum)\s+(?:to|tre|2|3)\b|halvår|semester|termin", re.IGNORECASE)
_NOT_OURS = re.compile(r"videregående|vidaregåande|\bvg\s?[123]\b", re.IGNORECASE)
_EXTRA = r"(?:ekstra|flere|fleire|ytterligere|andre)\s+"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WORDINGS = (
    _Wording(
        TALKS,
        REGULATION,
        _words(rf"{_AT_MOST}\s+{_NUMBER}\s+(?:{_TIMES}{_NEAR})?(?:\w+\s+){{0,2}}{_TALK}"),
        _OFTEN_ENOUGH,
    ),
    _Wording(TALKS, REGULATION, _words(rf"{_TALK}{_NEAR}{_AT_MOST}\s+{_NUMBER}\s+{_TIMES}"), _OFTEN_ENOUGH),
    _Wording(
        TALKS,
        REGULATION,
        _words(rf"\b{_ONCE}\s+(?:\w+\s+){{0,2}}?{_TALK}\s+(?:\w+\s+){{0,3}}?(?:{_A_YEAR})"),
        _OFTEN_ENOUGH,
    ),
    _Wording(
        TALKS,
        REGULATION,
        _words(rf"{_TALK}{_NEAR}\b{_ONCE}\s+(?:gang|gong)\s+(?:{_A_YEAR})|{_TALK}\s+(?:årlig|årleg|annethvert\s+år)"),
        _OFTEN_ENOUGH,
    ),
    _Wording(
        TALKS, REGULATION, _words(rf"(?<!ekstra )(?<!flere )(?<!fleire ){_TALK}\s+(?:kun\s+|bare\s+)?ved\s+behov")
    ),
    _Wording(
        TALKS,
        REGULATION,
        _words(
            rf"{_MAY}\s+(?:holde|halde|ha|gjennomføre|tilby|invitere\s+(?:{_PARENTS}\s+)?til|kalle\s+inn\s+til)\s+"
            rf"(?!{_EXTRA})(?:\w+\s+){{0,2}}?{_TALK}"
        ),
        _words(
            r"\bekstra\b|\bfleire?\b|\bflere\b|\btredje\b|\butenom\b|\butanom\b|\bi\s+tillegg\b|\bmellom\b"
            r"|\bdigital|\bteams\b|\bvideo|\btelefon|\bnett|\bettermiddag|\bkveld|\bdagtid|\bkl\b|\bklokk"
        ),
    ),
    _Wording(
        TALKS_OF_PUPIL,
        REGULATION,
        _words(
            rf"{_TALK}{_NEAR}\b(?:fra|frå)\s+(?:og\s+med\s+)?(?:(?:8|9|10)\.\s*(?:trinn|klasse|årstrinn)|1[3-9]\s*år)"
            rf"|\b(?:fra|frå)\s+(?:og\s+med\s+)?(?:(?:8|9|10)\.\s*(?:trinn|klasse|årstrinn)|1[3-9]\s*år)"
            rf"(?:[^.!?;\n]|(?<=\d)\.){{0,60}}?(?:delta\w*|med)\b{_NEAR}{_TALK}"
        ),
    ),
    _Wording(
        PARENTS_MEETING,
        REGULATION,
        _words(
            rf"{_MAY}\s+(?:holde|halde|ha|gjennomføre|arrangere|invitere\s+(?:{_PARENTS}\s+)?til|kalle\s+inn\s+til)\s+"
            rf"(?!{_EXTRA})(?:\w+\s+){{0,2}}?foreldremøter?\b"
        ),
        _words(r"\bfau\b|foreldrekontakt|klassekontakt|\bekstra\b|\bfleire?\b|\bflere\b|arbeidsutv"),
    ),
    _Wording(
        PARENTS_MEETING,
        REGULATION,
        _words(
            r"(?<!ekstra )(?<!flere )(?<!fleire )foreldremøter?\s+(?:\w+\s+){0,2}?"
            r"(?:(?:kun\s+|bare\s+)?ved\s+behov|annethvert\s+år|hvert\s+andre\s+år|anna\s?kvart\s+år|kvart\s+andre\s+år)"
        ),
        _words(r"\bhvert\s+(?:skole)?år\b|(?<!anna )\bkvart\s+(?:skule|skole)?år\b|sk[ou]lestart|\bog\s+ved\s+behov"),
    ),
    _Wording(
        ABSENCE,
        REGULATION,
        _words(
            rf"{_SCHOOL}\s+{_MAY}\s+(?:melde|varsle|kontakte|gi|gje|si)\b{_NEAR}fravær"
            rf"|{_MAY}\s+(?:varsle|kontakte|melde\s+(?:fra|frå)\s+til)\s+{_PARENTS}{_NEAR}fravær"
        ),
    ),
    _Wording(
        COOPERATE,
        COOPERATION,
        _words(rf"{_SCHOOL}\s+{_MAY}\s+samarbeide?\s+med\s+{_PARENTS}"),
    ),
    _Wording(
        MUST_HAVE,
        BODIES,
        _words(
            rf"{_SCHOOL}\s+{_MAY}\s+(?:ha|opprette)\s+(?:et\s+|eit\s+)?(?:elevråd|fau\b|foreldr\w+\s+arbeidsutval\w*)"
        ),
    ),
    _Wording(
        MUST_ACT,
        ACTING,
        _words(rf"{_SCHOOL}\s+{_MAY}\s+(?:gripe\s+inn|undersøke|undersøkje|handle|ta\s+tak)\b{_NEAR}(?:mobb|krenk)"),
    ),
)
_SENTENCE = re.compile(r"[!?;\n]|\.(?=\s+[A-ZÆØÅ])")


def _found(marked: str, text: str) -> Iterator[Weak]:
    """Yield what is weak in a text without its marks, each letter where it stands with them."""
    for wording in _WORDINGS:
        for match in wording.words.finditer(text):
            sentence = _sentence(text, match.start(), match.end())
            if wording.unless is not None and wording.unless.search(sentence):
                continue
            if wording.rule == TALKS and _NOT_OURS.search(sentence):
                continue
            yield Weak(
                match.start(), match.end(), marked[match.start() : match.end()], Saying(wording.rule), wording.source
            )


def _sentence(text: str, start: int, end: int) -> str:
    before = [match.end() for match in _SENTENCE.finditer(text, 0, start)]
    after = _SENTENCE.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]
