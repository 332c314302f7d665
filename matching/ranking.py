"""Puts pairs in order: evidence and conditions of many pairs at once, the same numbers for one pair as for all."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.channel import FULL, WEIGHT_ONE, Channel, Whole
from matching.codes import PartCode
from matching.compile import Lane
from matching.conditions import UNKNOWN, hours_value, language_value, place_value, times_value
from matching.scoring import PARTS, contributions, cover_value
from matching.state import State
from matching.top import nth_largest, reaching
from matching.word_space import Ints

ORDER_SKILLS, ORDER_WISHES, ORDER_CONDITIONS = 0.45, 0.40, 0.15
"""What skills (against the person's own best), wishes and conditions weigh in the order."""
LEAST_BEST = 0.8 * FULL * 16 * 2.2
"""One well-met skill: whoever has less than this as their best is not lifted to a full fit."""
MEASURED = (Lane.PERSONAL, Lane.CERTIFICATES)
SHUTTING = (Lane.LACKING, Lane.REFUSED_JOB, Lane.AVOID_CORE)
NAMED = round(0.70 * FULL)
"""From here a no names the work itself. Below it is merely near, and shuts nothing that the person wishes more."""
LOOK = 4
"""Times the length of a list that are looked at first."""
RANKED = (Lane.SKILLS, Lane.WISHES, *MEASURED, *SHUTTING)
"""The lanes that the order rests on; what meets in the others is only told."""
_CONDITIONS = (
    PartCode.HOURS,
    PartCode.TIMES,
    PartCode.PLACE,
    PartCode.LANGUAGE,
    PartCode.PERSONAL,
    PartCode.CERTIFICATES,
)

Floats = NDArray[np.float64]
Evidence = dict[Lane, NDArray[np.int32]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs with their evidence: rows of people and openings, and one array a lane (absent: nothing anywhere).

    `values` are the conditions that were worked out already, by `opened`.
    """

    person: Ints
    opening: Ints
    lanes: dict[Lane, Ints]
    values: dict[PartCode, Ints] = field(default_factory=dict)

    def lane(self, lane: Lane) -> Ints:
        """Evidence in a lane, zeros when nobody has any."""
        found = self.lanes.get(lane)
        return np.zeros(len(self.person), dtype=np.int64) if found is None else found

    def chosen(self, kept: NDArray[np.bool_] | Ints) -> Pairs:
        """Some of the pairs."""
        lanes = {lane: value[kept] for lane, value in self.lanes.items()}
        return Pairs(
            self.person[kept], self.opening[kept], lanes, {part: value[kept] for part, value in self.values.items()}
        )


def ranked(state: State) -> dict[Lane, Channel]:
    """The channels that the order rests on, without those in which nothing can meet."""
    return {lane: state.channels[lane] for lane in RANKED if not state.channels[lane].empty}


def evidence_of_person(state: State, person: int) -> Evidence:
    """Evidence of one person for every opening, by lane."""
    return {lane: channel.person_evidence(person) for lane, channel in ranked(state).items()}


def pairs_of_person(state: State, person: int, found: Evidence, openings: NDArray[np.bool_]) -> Pairs:
    """All pairs of one person with some evidence of skill or wish, among the openings that are asked about."""
    some = np.zeros(len(state.openings.profiles), dtype=bool)
    for lane in (Lane.SKILLS, Lane.WISHES):
        if lane in found:
            some |= found[lane] > 0
    place = np.flatnonzero(some & openings)
    lanes = {lane: value[place].astype(np.int64) for lane, value in found.items()}
    return Pairs(np.full(len(place), person, dtype=np.int64), place, lanes)


def pairs_of_opening(state: State, opening: int, people: Ints | None = None) -> Pairs:
    """All pairs of one opening with some evidence of skill or wish; with `people` nobody else is looked at."""
    found = {lane: channel.opening_evidence(opening, people) for lane, channel in ranked(state).items()}
    some = np.zeros(len(state.people.profiles) if people is None else len(people), dtype=bool)
    for lane in (Lane.SKILLS, Lane.WISHES):
        if lane in found:
            some |= found[lane] > 0
    place = np.flatnonzero(some)
    lanes = {lane: value[place].astype(np.int64) for lane, value in found.items()}
    rows = place if people is None else people[place]
    return Pairs(rows, np.full(len(rows), opening, dtype=np.int64), lanes)


def one_pair(state: State, opening: int, person: int) -> Pairs:
    """One pair, whatever its evidence."""
    lanes = {
        lane: channel.opening_evidence(opening, np.array([person])).astype(np.int64)
        for lane, channel in ranked(state).items()
    }
    return Pairs(np.array([person]), np.array([opening]), lanes)


def opened(state: State, pairs: Pairs) -> tuple[Ints, Pairs]:
    """Places of the pairs that no hard rule shuts, and these pairs."""
    person, opening = pairs.person, pairs.opening
    shut = state.shut[opening, state.person_table.column("age")[person].astype(np.int64)]
    shut = shut | (state.person_table.column("refuses")[person] > 0)
    for lane in SHUTTING:
        if lane in pairs.lanes:
            shut |= shuts(lane, pairs.lanes[lane], pairs.lanes.get(Lane.WISHES))
    values = {}
    if not np.isnan(state.opening_table.column("low")).all():
        values[PartCode.HOURS] = hours_value(state.person_table, state.opening_table, person, opening)
    if (state.opening_table.column("grid") != UNKNOWN).any():
        values[PartCode.TIMES] = times_value(state.person_table, state.opening_table, person, opening)
    for value in values.values():
        shut |= value == 0
    kept = np.flatnonzero(~shut)
    return kept, Pairs(person, opening, pairs.lanes, values).chosen(kept)


def shuts(lane: Lane, evidence: NDArray[Whole], wished: NDArray[Whole] | None) -> NDArray[np.bool_]:
    """Where the evidence of a shutting lane shuts the door: "no truck, but a warehouse" leaves the warehouse open."""
    shut = evidence > 0
    if lane is not Lane.REFUSED_JOB or wished is None:
        return np.asarray(shut, dtype=bool)
    return np.asarray(shut & ((evidence >= NAMED) | (evidence >= wished)), dtype=bool)


def skills_fit(state: State, pairs: Pairs) -> Floats:
    """Evidence of skills against the length of the opening's list."""
    return np.asarray(pairs.lane(Lane.SKILLS) / state.length[pairs.opening], dtype=np.float64)


def text_keys(state: State, pairs: Pairs, best: Floats | float) -> Floats:
    """What skills and wishes give to the order: no less than all of it without ORDER_CONDITIONS."""
    skills = skills_fit(state, pairs) / np.maximum(best, LEAST_BEST)
    return ORDER_SKILLS * skills + ORDER_WISHES * (pairs.lane(Lane.WISHES) / FULL)


def rank_keys(state: State, pairs: Pairs, best: Floats) -> Floats:
    """Order of pairs: skills against the person's own best, wishes, conditions; `best` is by pair."""
    return text_keys(state, pairs, best) + ORDER_CONDITIONS * _conditions(state, pairs)


def leading(
    state: State, pairs: Pairs, best: Floats | float, group: Ints, limit: int, least: Floats | None = None
) -> tuple[Pairs, Floats]:
    """Pairs that can be among the `limit` first of their group (or reach `least`), with their keys.

    Conditions add between 0 and ORDER_CONDITIONS, so who is further behind in text than that is never weighed.
    """
    text = text_keys(state, pairs, best)
    kept = reaching(group, text, limit, ORDER_CONDITIONS)
    if least is not None:
        kept &= text + ORDER_CONDITIONS >= least
    pairs = pairs.chosen(kept)
    return pairs, text[kept] + ORDER_CONDITIONS * _conditions(state, pairs)


def hopeful(state: State, pairs: Pairs, best: float, limit: int) -> Pairs:
    """Pairs of one profile without those that open pairs keep from the `limit` first, whatever their conditions.

    A first look at the best by text tells what the last of the list has at least.
    """
    text = text_keys(state, pairs, best)
    first = np.flatnonzero(text >= nth_largest(text, LOOK * limit))
    still, _ = opened(state, pairs.chosen(first))
    least = nth_largest(text[first[still]], limit)
    return pairs.chosen(text + ORDER_CONDITIONS >= least)


def _conditions(state: State, pairs: Pairs) -> Floats:
    """Weighted mean of the conditions that the opening asks about; an unknown one counts as half."""
    total, held = np.zeros(len(pairs.person), dtype=np.int64), np.zeros(len(pairs.person), dtype=np.int64)
    for part in _CONDITIONS:
        column = state.shares[pairs.opening, PARTS.index(part)]
        if not column.any():
            continue
        value = part_value(state, pairs, part)
        held += np.where(value == UNKNOWN, FULL // 2, value) * column
        total += column
    return np.where(total > 0, held / (np.maximum(total, 1) * float(FULL)), 0.0)


def part_value(state: State, pairs: Pairs, part: PartCode) -> Ints:
    """Value of a condition 0..FULL, UNKNOWN where it is."""
    if part in pairs.values:
        return pairs.values[part]
    measured = {
        PartCode.HOURS: hours_value,
        PartCode.TIMES: times_value,
        PartCode.PLACE: place_value,
        PartCode.LANGUAGE: language_value,
    }
    if part in measured:
        return measured[part](state.person_table, state.opening_table, pairs.person, pairs.opening)
    lane = Lane.PERSONAL if part is PartCode.PERSONAL else Lane.CERTIFICATES
    asked = state.channels[lane].openings.counts()[pairs.opening]
    said = state.channels[lane].people.counts()[pairs.person]
    value = np.minimum(pairs.lane(lane) // (WEIGHT_ONE * np.maximum(asked, 1)), FULL)
    if part is PartCode.CERTIFICATES:
        return np.where((value > 0) | (pairs.lane(Lane.LACKING) > 0), value, UNKNOWN)
    return np.where(said > 0, value, UNKNOWN)


def part_values(state: State, pairs: Pairs, covered: Ints) -> Ints:
    """Values of all PARTS, shape (pairs, parts); UNKNOWN where nothing was said."""
    skills = cover_value(covered, state.cover_total[pairs.opening])
    has_skills = state.channels[Lane.SKILLS].people.counts()[pairs.person] > 0
    has_wishes = state.channels[Lane.WISHES].people.counts()[pairs.person] > 0
    values = [np.where(has_skills, skills, UNKNOWN), np.where(has_wishes, pairs.lane(Lane.WISHES), UNKNOWN)]
    share = state.shares[pairs.opening]
    for at, part in enumerate(PARTS[2:], 2):
        asked = share[:, at] > 0
        values.append(
            np.where(asked, part_value(state, pairs, part), UNKNOWN) if asked.any() else np.full(len(asked), UNKNOWN)
        )
    return np.stack(values, axis=1).astype(np.int64)


def scores(state: State, pairs: Pairs, covered: Ints) -> Ints:
    """Scores in fixed point (results.SCALE)."""
    adds = contributions(part_values(state, pairs, covered), state.shares[pairs.opening])
    return np.asarray(adds.sum(axis=1), dtype=np.int64)


def covered_of_many(state: State, people: Ints, pairs: Pairs) -> Ints:
    """How much of its opening each pair covers: Σ slot weight · similarity. `people` are ascending rows."""
    channel = state.channels[Lane.SKILLS]
    return channel.cover(people, np.searchsorted(people, pairs.person), pairs.opening, state.cover)
