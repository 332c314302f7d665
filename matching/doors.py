"""What opens doors: the one change for a person, or for an opening, that would bring most new pairs."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from matching.codes import FitWord, PartCode, ReasonCode, UnknownCode
from matching.fit import fit_word
from matching.matcher import Matcher
from matching.profiles import Candidate, Hours, Opening
from matching.results import Match

TRIED = 6
"""Changes of each kind that are tried, the most asked-for first."""
_MORE_HOURS = (10.0, 15.0, 20.0, 30.0, 37.0)
_FARTHER_KM = (10.0, 20.0, 30.0, 40.0)


class Change(StrEnum):
    """The kind of one change."""

    SKILL = "skill"
    CERTIFICATE = "certificate"
    HOURS = "hours"
    PLACE = "place"
    ASK = "ask"
    LOOSEN_REQUIREMENT = "loosen_requirement"
    LOOSEN_CERTIFICATE = "loosen_certificate"
    LOOSEN_HOURS = "loosen_hours"


@dataclass(frozen=True, slots=True)
class Door:
    """One change: its kind, what it is about, and the ids that come within reach by it. Nothing is stored."""

    change: Change
    about: str
    opens: tuple[str, ...]


def doors_for_candidate(
    ranker: Matcher, candidate_id: str, among: Collection[str] | None = None, limit: int = 5
) -> list[Door]:
    """The changes that make most openings a better bid for a person, best first, ties by text; nothing is left changed.

    An opening counts when its word gets better (from out of the question, or "ask first", to "possible"; from
    "possible" to "good"), something else than the change itself speaks for it, and no question of the rules for young
    people is open.
    """
    person = ranker.candidate(candidate_id)
    near = ranker.for_candidate(candidate_id, NEAR, among)
    before = {match.opening_id: _step(match) for match in near}
    promising = {match.opening_id for match in near if _speaks(match)}
    found = []
    try:
        for change, about, other in _person_changes(ranker, person, near, among):
            ranker.put_candidate(other)
            now = [match for match in ranker.for_candidate(candidate_id, NEAR, among) if _opens(match)]
            better = {match.opening_id for match in now if _step(match) > before.get(match.opening_id, 0)}
            # A skill alone would open any job that asks for it: only where something else points that way is it a door.
            opens = better & promising & _asking(near, about) if change is Change.SKILL else better
            found.append(Door(change, about, tuple(sorted(opens))))
    finally:
        ranker.put_candidate(person)
    return _best(found, limit)


def doors_for_opening(
    ranker: Matcher, opening_id: str, among: Collection[str] | None = None, limit: int = 5
) -> list[Door]:
    """The demand to loosen, or the question to ask, that makes most people a better bid for an opening, best first."""
    opening = ranker.opening(opening_id)
    near = ranker.for_opening(opening_id, NEAR, among)
    before = {match.candidate_id: _step(match) for match in near}
    found = list(_questions(near))
    try:
        for change, about, other in _opening_changes(opening):
            ranker.put_opening(other)
            now = [match for match in ranker.for_opening(opening_id, NEAR, among) if _opens(match)]
            better = {match.candidate_id for match in now if _step(match) > before.get(match.candidate_id, 0)}
            found.append(Door(change, about, tuple(sorted(better))))
    finally:
        ranker.put_opening(opening)
    return _best(found, limit)


NEAR = 30
"""The nearest pairs that are looked at before and after each change."""
_STEPS = {FitWord.GOOD: 2, FitWord.POSSIBLE: 1, FitWord.ASK_FIRST: 0, FitWord.NOT_NOW: 0}
_ASKED = frozenset(
    {
        UnknownCode.CERTIFICATE,
        UnknownCode.AGE,
        UnknownCode.YOUTH_WORK,
        UnknownCode.HOURS,
        UnknownCode.TIMES,
        UnknownCode.LANGUAGE,
        UnknownCode.REQUIREMENT,
        UnknownCode.SKILLS,
        UnknownCode.WISHES,
    }
)
"""Questions whose answer can make somebody a better bid; the others only make it surer."""


def _step(match: Match) -> int:
    return _STEPS[fit_word(match)]


def _speaks(match: Match) -> bool:
    """Whether a skill or a wish of the person is told as a reason for the opening."""
    return any(
        not reason.is_gap
        for part in match.parts
        if part.code in (PartCode.SKILLS, PartCode.WISHES)
        for reason in part.reasons
    )


def _asking(near: Iterable[Match], text: str) -> set[str]:
    """Openings that lack this skill of a person, in these words: being a little like it opens nothing."""
    return {match.opening_id for match in near if any(gap.need == text for gap in match.gaps)}


def _opens(match: Match) -> bool:
    """Whether a change may be said to open the pair: what the young may do is asked first, and no change answers it."""
    return _speaks(match) and all(unknown.code is not UnknownCode.YOUTH_WORK for unknown in match.unknowns)


def _person_changes(
    ranker: Matcher, person: Candidate, near: Iterable[Match], among: Collection[str] | None
) -> Iterable[tuple[Change, str, Candidate]]:
    """Skills and papers that openings near the person ask for, more hours, a longer way."""
    wanted: Counter[str] = Counter()
    papers: Counter[str] = Counter()
    for match in near:
        wanted.update({gap.need for gap in match.gaps if gap.code is ReasonCode.GAP_REQUIREMENT and gap.need})
    for opening in ranker.openings(among):
        papers.update(set(opening.certificates) - set(person.certificates))
    for text in _most(wanted):
        yield Change.SKILL, text, dataclasses.replace(person, skills=(*person.skills, text))
    for text in _most(papers):
        without = tuple(paper for paper in person.without if paper != text)
        yield (
            Change.CERTIFICATE,
            text,
            dataclasses.replace(person, certificates=(*person.certificates, text), without=without),
        )
    hours = person.hours or Hours()
    for high in (more for more in _MORE_HOURS if hours.high is not None and more > hours.high):
        grown = max(hours.grow_to, high) if hours.grow_to is not None else None
        yield (
            Change.HOURS,
            f"{high:g}",
            dataclasses.replace(person, hours=dataclasses.replace(hours, high=high, grow_to=grown)),
        )
    for more in (km for km in _FARTHER_KM if person.reach_km is not None and km > person.reach_km):
        yield Change.PLACE, f"{more:g}", dataclasses.replace(person, reach_km=more)


def _opening_changes(opening: Opening) -> Iterable[tuple[Change, str, Opening]]:
    for text in opening.required:
        rest = tuple(other for other in opening.required if other != text)
        yield (
            Change.LOOSEN_REQUIREMENT,
            text,
            dataclasses.replace(opening, required=rest, desirable=(*opening.desirable, text)),
        )
    for text in opening.certificates:
        rest = tuple(other for other in opening.certificates if other != text)
        yield Change.LOOSEN_CERTIFICATE, text, dataclasses.replace(opening, certificates=rest)
    hours = opening.hours
    if hours is not None and hours.low:
        half = hours.low / 2
        yield Change.LOOSEN_HOURS, f"{half:g}", dataclasses.replace(opening, hours=dataclasses.replace(hours, low=half))


def _questions(near: Iterable[Match]) -> Iterable[Door]:
    """People for whom something speaks but who are not yet good bids, by the question that stands between."""
    waiting: dict[str, list[str]] = {}
    for match in near:
        if _speaks(match) and _step(match) < _STEPS[FitWord.GOOD]:
            for unknown in match.unknowns:
                if unknown.code in _ASKED:
                    about = ": ".join(filter(None, (unknown.code.value, unknown.about)))
                    waiting.setdefault(about, []).append(match.candidate_id)
    for about, people in sorted(waiting.items()):
        yield Door(Change.ASK, about, tuple(sorted(people)))


def _most(counted: Counter[str]) -> list[str]:
    return [text for text, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:TRIED]]


def _best(found: list[Door], limit: int) -> list[Door]:
    opened = [door for door in found if door.opens]
    return sorted(opened, key=lambda door: (-len(door.opens), door.change.value, door.about))[:limit]
