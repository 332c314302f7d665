"""Ranks people for openings and openings for people, and says why: the door to this package."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.batch import top_of_openings, top_of_people
from matching.collector import collector_held
from matching.explain import matches
from matching.own_best import OwnBest
from matching.profiles import Candidate, Opening
from matching.ranking import (
    Pairs,
    evidence_of_person,
    hopeful,
    leading,
    one_pair,
    opened,
    pairs_of_opening,
    pairs_of_person,
    rank_keys,
)
from matching.results import Match, Top
from matching.state import State
from matching.top import best_of_one
from matching.vocabulary import Vocabulary
from matching.weights import CODE_VERSION, Weights


class Matcher:
    """A warm ranker over candidates and openings.

    `weights` are frozen numbers (default: fitted on what is given, and on the vocabulary); `vocabulary` defaults to
    the one that comes with the product; `today` turns on the rules about dates. ValueError for double ids.
    """

    def __init__(
        self,
        candidates: Iterable[Candidate] = (),
        openings: Iterable[Opening] = (),
        *,
        weights: Weights | None = None,
        today: date | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        people, jobs = list(candidates), list(openings)
        known = Vocabulary.load_default() if vocabulary is None else vocabulary
        with collector_held():
            fitted = Weights.fit(people, jobs, known) if weights is None else weights
            self._state = State(fitted, known, today)
            self._state.fill(people, jobs)
        self._best = OwnBest(self._state)
        self.weights = fitted
        self.vocabulary = known

    @property
    def version(self) -> str:
        """Version of code, weights and vocabulary."""
        return f"{CODE_VERSION}-{self.weights.version}-{self.vocabulary.digest}"

    def for_opening(self, opening_id: str, limit: int = 10, among: Collection[str] | None = None) -> list[Match]:
        """People for an opening, best rank_key first, ties by id; nobody that a hard rule keeps out."""
        chosen = None if among is None else np.flatnonzero(self._state.people.among(among))
        pairs = pairs_of_opening(self._state, self._state.openings.row(opening_id), chosen)
        pairs = pairs.chosen(self._state.people.alive()[pairs.person])
        _, pairs = opened(self._state, pairs)
        pairs, keys = leading(self._state, pairs, self._best.of(pairs.person), pairs.opening, limit)
        best = best_of_one(keys, lambda at: self._state.people.at(pairs.person[at]).id, limit)
        return self._matches(pairs.chosen(best), keys[best])

    def for_candidate(self, candidate_id: str, limit: int = 10, among: Collection[str] | None = None) -> list[Match]:
        """Openings for a person, best rank_key first, ties by id; none that a hard rule shuts."""
        row = self._state.people.row(candidate_id)
        evidence = evidence_of_person(self._state, row)
        pairs = pairs_of_person(self._state, row, evidence, self._state.openings.among(among))
        own = self._best.of_one(row, evidence)
        _, pairs = opened(self._state, hopeful(self._state, pairs, own, limit))
        pairs, keys = leading(self._state, pairs, own, pairs.person, limit)
        best = best_of_one(keys, lambda at: self._state.openings.at(pairs.opening[at]).id, limit)
        return self._matches(pairs.chosen(best), keys[best])

    def explain(self, opening_id: str, candidate_id: str) -> Match:
        """One pair in full, also when a hard rule shuts it."""
        opening, person = self._state.openings.row(opening_id), self._state.people.row(candidate_id)
        pair = one_pair(self._state, opening, person)
        return self._matches(pair, rank_keys(self._state, pair, self._best.of([person])))[0]

    def candidate(self, candidate_id: str) -> Candidate:
        """A person as they were put in."""
        return self._state.people.at(self._state.people.row(candidate_id))

    def opening(self, opening_id: str) -> Opening:
        """An opening as it was put in."""
        return self._state.openings.at(self._state.openings.row(opening_id))

    def openings(self, among: Collection[str] | None = None) -> list[Opening]:
        """The openings that the asker may see, in the current sequence."""
        seen = self._state.openings.among(among)
        return [self._state.openings.at(row) for row in self._state.openings.rows() if seen[row]]

    def put_candidate(self, candidate: Candidate) -> None:
        """Add or replace a person; nobody else's score moves."""
        self._best.person_changed(self._state.put_person(candidate))

    def remove_candidate(self, candidate_id: str) -> None:
        """Take a person out; KeyError when not there."""
        self._best.person_changed(self._state.remove_person(candidate_id))

    def put_opening(self, opening: Opening) -> None:
        """Add or replace an opening; no score of another opening moves."""
        if opening.id in self._state.openings:
            self._best.opening_leaves(self._state.openings.row(opening.id))
        self._best.opening_came(self._state.put_opening(opening)[0])

    def remove_opening(self, opening_id: str) -> None:
        """Take an opening out; KeyError when not there."""
        self._best.opening_leaves(self._state.openings.row(opening_id))
        self._state.remove_opening(opening_id)

    def top_for_openings(self, limit: int = 10) -> Top:
        """The best people of every opening, row by row as `for_opening`."""
        with collector_held():
            return top_of_openings(self._state, self._best, limit)

    def top_for_candidates(self, limit: int = 10) -> Top:
        """The best openings of every person, row by row as `for_candidate`."""
        with collector_held():
            return top_of_people(self._state, self._best, limit)

    def _matches(self, pairs: Pairs, keys: NDArray[np.float64]) -> list[Match]:
        if not len(pairs.person):
            return []
        return matches(self._state, pairs, keys.tolist())
