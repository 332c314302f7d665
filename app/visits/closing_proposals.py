"""Reads a visit's note for what it may have become: sentences about work, and promises of either side.

It only proposes; a person ticks what is true. Danish, as notes are written or dictated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MOST_OF_A_KIND = 4
LONGEST = 200
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

NEEDS = re.compile(
    r"\b(mangler|søger|har brug for|får brug for|skal bruge|kunne bruge|kan bruge|leder efter)\b", re.IGNORECASE
)
PROMISE = r"(sender|ringer|vender|skriver|finder|undersøger|spørger|kommer|tager|aftaler|melder|taler|laver|giver)"
OURS = re.compile(
    rf"^(vi|jeg)\s+(har\s+)?({PROMISE}|lovede|lover|lovet|skal)\b|^(lovede|aftalte)\s+at\b", re.IGNORECASE
)
THEIRS = re.compile(rf"^(de|han|hun|[A-ZÆØÅ][\wæøåé]+)\s+(har\s+)?({PROMISE}|lovede|lover|lovet)\b")
HOURS = re.compile(r"(\d{1,2}(?:[.,]\d)?)(?:\s*(?:-|–|til)\s*(\d{1,2}(?:[.,]\d)?))?\s*(?:timer|t\.)", re.IGNORECASE)
TIMES = re.compile(r"(\d)\s*[x×*]\s*(\d{1,2}(?:[.,]\d)?)\s*(?:timer|t\.)", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})\.?(?:[./-](\d{4}))?\b")


@dataclass(frozen=True)
class Proposed:
    """A sentence of the note as a row: hours for work, a day for a promise, where they are said."""

    text: str
    low: float | None = None
    high: float | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Proposals:
    """What a note may have become."""

    work: tuple[Proposed, ...] = ()
    ours: tuple[Proposed, ...] = ()
    theirs: tuple[Proposed, ...] = ()


def proposals_in(texts: Iterable[str], today: date) -> Proposals:
    """What these texts say was needed and promised; a sentence belongs to one kind only."""
    work, ours, theirs = [], [], []
    for sentence in _sentences(texts):
        if OURS.search(sentence):
            ours.append(Proposed(sentence, due_on=due_day(sentence, today)))
        elif NEEDS.search(sentence):
            low, high = _hours(sentence)
            work.append(Proposed(sentence, low=low, high=high))
        elif THEIRS.search(sentence):
            theirs.append(Proposed(sentence, due_on=due_day(sentence, today)))
    return Proposals(*(tuple(found[:MOST_OF_A_KIND]) for found in (work, ours, theirs)))


def due_day(sentence: str, today: date) -> date | None:
    """The day that a sentence names: a date, a weekday (the next one), tomorrow, next week; None when it names none."""
    lowered = sentence.casefold()
    written = DAY.search(lowered)
    if written:
        return _coming(int(written[1]), int(written[2]), int(written[3]) if written[3] else None, today)
    for number, name in enumerate(WEEKDAYS):
        if re.search(rf"\b{name}\b", lowered):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if "i morgen" in lowered:
        return today + timedelta(days=1)
    return today + timedelta(days=11 - today.weekday()) if "næste uge" in lowered else None


def _coming(day: int, month: int, year: int | None, today: date) -> date | None:
    try:
        found = date(year or today.year, month, day)
        found = found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None
    return found if found >= today else None


def _hours(sentence: str) -> tuple[float | None, float | None]:
    times = TIMES.search(sentence)
    if times:
        whole = int(times[1]) * float(times[2].replace(",", "."))
        return whole, whole
    said = HOURS.search(sentence)
    if not said:
        return None, None
    low, high = (float(part.replace(",", ".")) if part else None for part in said.groups())
    return (low, low if high is None else high) if low is None or high is None or low <= high else (high, low)


def _sentences(texts: Iterable[str]) -> list[str]:
    parts = (part for text in texts for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\n+", text))
    tidy = (re.sub(r"\s+", " ", part).strip(" -•*.") for part in parts)
    return list(dict.fromkeys(part[:LONGEST] for part in tidy if len(part) > 8))
