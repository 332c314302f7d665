"""Reads a visit's note for what it may have become: sentences about work, and promises of either side.

It only proposes; a person ticks what is true. Danish, as notes are written or dictated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.visits.said_days import SaidDay, said_day
from app.visits.said_work import said_work

MOST_OF_A_KIND = 4
LONGEST = 200

PROMISE = r"(sender|ringer|vender|skriver|finder|undersøger|spørger|kommer|tager|aftaler|melder|taler|laver|giver)"
OURS = re.compile(
    rf"^(vi|jeg)\s+(har\s+)?({PROMISE}|lovede|lover|lovet|skal)\b|^(lovede|aftalte)\s+at\b", re.IGNORECASE
)
THEIRS = re.compile(rf"^(de|han|hun|[A-ZÆØÅ][\wæøåé]+)\s+(har\s+)?({PROMISE}|lovede|lover|lovet)\b")
HOURS = re.compile(r"(\d{1,2}(?:[.,]\d)?)(?:\s*(?:-|–|til)\s*(\d{1,2}(?:[.,]\d)?))?\s*(?:timer|t\.)", re.IGNORECASE)
TIMES = re.compile(r"(\d)\s*[x×*]\s*(\d{1,2}(?:[.,]\d)?)\s*(?:timer|t\.)", re.IGNORECASE)
AGAIN = re.compile(
    r"\b(igen|næste (gang|besøg|møde|kontakt)|nyt (besøg|møde)|ses|tales ved|høres ved|følger? op|opfølgning)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Proposed:
    """A row out of the note: hours and how many for work with its sentence, a day for a promise with its words."""

    text: str
    low: float | None = None
    high: float | None = None
    due_on: date | None = None
    day_words: str = ""
    count: int = 1
    sentence: str = ""


@dataclass(frozen=True)
class Proposals:
    """What a note may have become."""

    work: tuple[Proposed, ...] = ()
    ours: tuple[Proposed, ...] = ()
    theirs: tuple[Proposed, ...] = ()


def proposals_in(texts: Iterable[str], today: date, said_on: date | None = None) -> Proposals:
    """What these texts say was needed and promised; a sentence belongs to one kind only. Days as in `said_day`."""
    work, ours, theirs = [], [], []
    for sentence in _sentences(texts):
        if OURS.search(sentence):
            ours.append(_promise(sentence, today, said_on))
        elif (said := said_work(sentence)) is not None:
            low, high = _hours(sentence)
            work.append(Proposed(said.title, low=low, high=high, count=said.count, sentence=sentence))
        elif THEIRS.search(sentence):
            theirs.append(_promise(sentence, today, said_on))
    return Proposals(*(tuple(found[:MOST_OF_A_KIND]) for found in (work, ours, theirs)))


def next_contact_in(texts: Iterable[str], today: date, said_on: date | None = None) -> SaidDay | None:
    """When the texts say that we are in touch again; None when they say no day, or one that has gone by."""
    for sentence in _sentences(texts):
        found = said_day(sentence, today, said_on) if AGAIN.search(sentence) else None
        if found:
            return found
    return None


def _promise(sentence: str, today: date, said_on: date | None) -> Proposed:
    found = said_day(sentence, today, said_on)
    return Proposed(sentence, due_on=found.day, day_words=found.words) if found else Proposed(sentence)


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
