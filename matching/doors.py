"""What opens doors: the one change for a person, or for an opening, that would bring most new pairs."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from matching.codes import ReasonCode, UnknownCode
from matching.fit import fit_word
from matching.matcher import Matcher
from matching.profiles import Candidate, Hours, Opening

TRIED = 8
"""Changes of each kind that are tried, the most asked-for first."""
_MORE_HOURS = (10.0, 15.0, 20.0, 30.0, 37.0)
_FARTHER_KM = (10.0, 20.0, 30.0)


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
    """The changes that bring a person most openings, best first, ties by text; the ranker is left as it was."""
    person = ranker.candidate(candidate_id)
    before = ranker.openings_in_reach(candidate_id, among)
    found = []
    try:
        for change, about, other in _person_changes(ranker, person, among):
            ranker.put_candidate(other)
            now = ranker.openings_in_reach(candidate_id, among)
            found.append(Door(change, about, tuple(sorted(now - before))))
    finally:
        ranker.put_candidate(person)
    return _best(found, limit)


def doors_for_opening(
    ranker: Matcher, opening_id: str, among: Collection[str] | None = None, limit: int = 5
) -> list[Door]:
    """The demand to loosen, or the question to ask, that brings an opening most people, best first."""
    opening = ranker.opening(opening_id)
    before = ranker.people_in_reach(opening_id, among)
    found = list(_questions(ranker, opening_id, among))
    try:
        for change, about, other in _opening_changes(opening):
            ranker.put_opening(other)
            now = ranker.people_in_reach(opening_id, among)
            found.append(Door(change, about, tuple(sorted(now - before))))
    finally:
        ranker.put_opening(opening)
    return _best(found, limit)


NEAR = 40
"""The nearest pairs whose gaps and questions are read."""


def _person_changes(
    ranker: Matcher, person: Candidate, among: Collection[str] | None
) -> Iterable[tuple[Change, str, Candidate]]:
    """Skills and papers that openings near the person ask for, more hours, a longer way."""
    wanted: Counter[str] = Counter()
    papers: Counter[str] = Counter()
    for match in ranker.for_candidate(person.id, NEAR, among):
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


def _questions(ranker: Matcher, opening_id: str, among: Collection[str] | None) -> Iterable[Door]:
    """People who are listed but not yet good bids, by the question that stands between."""
    waiting: dict[str, list[str]] = {}
    for match in ranker.for_opening(opening_id, NEAR, among):
        if fit_word(match).value != "good":
            for unknown in match.unknowns:
                if not unknown.code.value.startswith("ask_company") and unknown.code is not UnknownCode.CONSENT:
                    waiting.setdefault(": ".join(filter(None, (unknown.code.value, unknown.about))), []).append(
                        match.candidate_id
                    )
    for about, people in sorted(waiting.items()):
        yield Door(Change.ASK, about, tuple(sorted(people)))


def _most(counted: Counter[str]) -> list[str]:
    return [text for text, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:TRIED]]


def _best(found: list[Door], limit: int) -> list[Door]:
    opened = [door for door in found if door.opens]
    return sorted(opened, key=lambda door: (-len(door.opens), door.change.value, door.about))[:limit]
