"""Reads out of a Danish sentence what work somebody is needed for, and how many: "mangler to til snerydning".

It proposes; the sentence stands beside it, and a person changes what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NEEDS = re.compile(
    r"\b(?:mangler|søger|har brug for|får brug for|skal bruge|kunne bruge|kan bruge|leder efter|"
    # A small task is the smallest way in: "har en lille opgave: vande blomster".
    r"har\s+(?:(?!ikke|ingen)\w+\s+){0,3}opgaver?(?=\s*:|\s(?:med|som|der)\s))(?:\b|:)"
    # "Mangler ingen lige nu" is a no.
    r"(?!\s+(?:(?:lige nu|i øjeblikket|for tiden|pt\.?)\s+)?(?:heller\s+)?(?:ikke(?!\s(?:kun|bare))|ingen|intet)\b)",
    re.IGNORECASE,
)
NUMBERS = {word: n for n, word in enumerate("to tre fire fem seks syv otte ni ti".split(), start=2)}
SHORTEST, LONGEST = 3, 60

_COUNT = re.compile(
    rf"^\s*(?:(en|et|én|ét|{'|'.join(NUMBERS)})|(\d{{1,2}})(?!\s*(?:-|–|x|timer|t\.)|[\d.,]))\b\s*", re.IGNORECASE
)
# Who is meant, before what they are to do.
_WHO = re.compile(
    r"^(?:(?:gode?|faste?|stabil[et]?|nye?|flere|nogle|nogen|mere|ekstra|måske|snart|altid|hele tiden|"
    r"folk|hjælp|hænder|mand|personer?|medarbejdere?|til at|til|der kan|der vil|som kan|som|der|på|i|med|at)\s+)+",
    re.IGNORECASE,
)
# Where the work ends and when, where or why begins.
_END = re.compile(
    r"[,;:(.!?]|\s(?:hver|hele|og vil|og skal|inden|senest|fra|fordi|når|men|så|i dag|nu|cirka|ca\.?|mellem|kl|"
    r"et par timer|(?:nogle\s|få\s)+timer|hverdage|"
    r"(?:om\s)?(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\w*)\b|"
    r"\s(?:i|om|til|op til|efter)\s(?:ugen|weekend\w*|morgen\w*|formiddag\w*|eftermiddag\w*|aften\w*|dag\w*|nat\w*|"
    r"jul\w*|påske\w*|sommer\w*|vinter\w*|forår\w*|efterår\w*|ferie\w*|nytår|sæson\w*|januar|februar|marts|april|maj|juni|"
    r"august|september|oktober|november|december)\b|\s(?:på|i)?\s?\d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SaidWork:
    """A title for the work, the sentence itself where none can be read, and how many are needed."""

    title: str
    count: int = 1


def said_work(sentence: str) -> SaidWork | None:
    """What a sentence says is needed; None when it speaks of no need."""
    need = NEEDS.search(sentence)
    if need is None:
        return None
    rest = sentence[need.end() :].lstrip(": ")
    counted = _COUNT.match(rest)
    count = _number(counted) if counted else 1
    rest = f" {rest[counted.end() :] if counted else rest} "
    end = _END.search(rest)
    title = _WHO.sub("", f"{(rest[: end.start()] if end else rest).strip()} ").strip()
    if not SHORTEST <= len(title) <= LONGEST:
        return SaidWork(sentence, count)
    return SaidWork(title[0].upper() + title[1:], count)


def _number(counted: re.Match[str]) -> int:
    word, digits = counted.groups()
    return max(1, int(digits)) if digits else NUMBERS.get(word.lower(), 1)
