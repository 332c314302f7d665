"""Holds both sides laid out for ranking: texts in channels, conditions in columns, kept true under change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.book import Book
from matching.bulk import people_fillings
from matching.channel import Channel, ChannelRule
from matching.codes import AgeRule
from matching.compile import Laid, Lane, Layout
from matching.concepts import Concepts
from matching.conditions import Languages, opening_table, person_table
from matching.hard_rules import age_blockers, date_blockers
from matching.neighbours import Neighbours
from matching.profiles import Candidate, Opening
from matching.real_words import RealWords
from matching.scoring import asked_parts, shares
from matching.side import Filling, Side
from matching.sorted_sets import distinct
from matching.string_space import StringSpace
from matching.text import STOP_WORDS
from matching.vocabulary import Vocabulary
from matching.weights import LENGTH_SHARE, Weights, opening_texts
from matching.word_groups import word_groups
from matching.word_space import Ints, WordSpace

WORD_FLOOR = 0.35
"""Similarity below which two words are not the same in any sense that a profile should rest on."""

RULES = {
    Lane.SKILLS: ChannelRule(0.36, True, False),
    Lane.WISHES: ChannelRule(0.33, False, True),
    Lane.PERSONAL: ChannelRule(0.60, False, False),
    Lane.CERTIFICATES: ChannelRule(0.72, False, False),
    Lane.LACKING: ChannelRule(0.80, False, True),
    Lane.REFUSED_JOB: ChannelRule(0.50, False, True),
    Lane.REFUSED_TASK: ChannelRule(0.50, False, True),
    Lane.AVOID_CORE: ChannelRule(0.70, False, True),
    Lane.AVOID: ChannelRule(0.70, False, True),
}
"""From where each lane counts. A wish may rest on a weak tie of meaning; skills add up, and many loose ones would."""
_EMPTY = Laid({})
_PERSON, _OPENING = Candidate(id="-"), Opening(id="-")


class State:
    """Everything that rankings are read from. Rows are those of the two books."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary, today: date | None) -> None:
        real = RealWords(vocabulary)
        words = WordSpace(weights.gram_idf, word_groups(vocabulary.word_groups), real=real)
        self.strings = StringSpace(words, weights.word_weight, WORD_FLOOR, STOP_WORDS)
        self.concepts = Concepts(self.strings, vocabulary)
        self.near = Neighbours(self.strings, self.concepts)
        self.layout = Layout(self.strings, weights, real)
        self.channels = {lane: Channel(self.near, rule) for lane, rule in RULES.items()}
        self.cover = Side()
        self.people: Book[Candidate] = Book("candidate")
        self.openings: Book[Opening] = Book("opening")
        self._laid_people: dict[int, Laid] = {}
        self._laid_openings: dict[int, Laid] = {}
        self.weights = weights
        self.today = today
        self._languages = Languages()
        self.person_table = person_table((), self._languages)
        self.opening_table = opening_table((), self._languages)
        self.shares = np.zeros((0, 8), dtype=np.int64)
        self.cover_total = np.zeros(0, dtype=np.int64)
        self.length = np.zeros(0)
        self.shut = np.zeros((0, len(AgeRule) + 1), dtype=bool)

    def fill(self, people: Sequence[Candidate], openings: Sequence[Opening]) -> None:
        """Lay out everyone at once; the same result as one by one."""
        listed = self.people.add_all(people)
        self.strings.take_in([text for opening in openings for text in (*opening_texts(opening), *opening.field)])
        laid = [self.layout.opening(o) for o in self.openings.add_all(openings)]
        texts = people_fillings(self.layout, listed)
        slots = {lane: Filling.of([one.weighted(lane) for one in laid]) for lane in self.channels}
        said = distinct(np.concatenate([filling.string for filling in texts.values()]))
        asked = distinct(np.concatenate([filling.string for filling in slots.values()]))
        for lane, channel in self.channels.items():
            channel.people.fill(len(listed), texts.pop(lane))
            channel.openings.fill(len(laid), slots.pop(lane))
        self.near.add(said, asked)
        self.cover.fill(len(laid), Filling.of([_cover(one) for one in laid]))
        self.person_table = person_table(people, self._languages)
        self.opening_table = opening_table(openings, self._languages)
        facts = [self._facts(opening, laid) for opening, laid in zip(openings, laid, strict=True)]
        self._keep_facts(facts)

    def put_person(self, person: Candidate) -> int:
        """Add or replace a person; the row."""
        row, _ = self.people.put(person)
        self._lay_person(row, person, self.layout.person(person))
        return row

    def remove_person(self, person_id: str) -> int:
        """Take a person out; their texts leave with them."""
        row = self.people.remove(person_id)
        self._lay_person(row, _PERSON, _EMPTY)
        return row

    def put_opening(self, opening: Opening) -> tuple[int, bool]:
        """Add or replace an opening; the row and whether it was there before."""
        row, before = self.openings.put(opening)
        self._lay_opening(row, opening, self.layout.opening(opening))
        return row, before

    def remove_opening(self, opening_id: str) -> int:
        """Take an opening out."""
        row = self.openings.remove(opening_id)
        self._lay_opening(row, _OPENING, _EMPTY)
        return row

    def _lay_person(self, row: int, person: Candidate, laid: Laid) -> None:
        self.near.add(_strings(laid), _strings(_EMPTY))
        self._laid_people[row] = laid
        self._set_person(row, laid)
        self.person_table.put(row, person_table([person], self._languages))

    def _lay_opening(self, row: int, opening: Opening, laid: Laid) -> None:
        self.near.add(_strings(_EMPTY), _strings(laid))
        self._laid_openings[row] = laid
        self._set_opening(row, laid)
        self.opening_table.put(row, opening_table([opening], self._languages))
        share, total, length, shut = self._facts(opening, laid)
        self.shares = _with_row(self.shares, row, share)
        self.cover_total = _with_row(self.cover_total, row, total)
        self.length = _with_row(self.length, row, length)
        self.shut = _with_row(self.shut, row, shut)

    def _set_person(self, row: int, laid: Laid) -> None:
        for lane, channel in self.channels.items():
            channel.people.set(row, laid.weighted(lane))

    def _set_opening(self, row: int, laid: Laid) -> None:
        for lane, channel in self.channels.items():
            channel.openings.set(row, laid.weighted(lane))
        self.cover.set(row, _cover(laid))

    def _facts(self, opening: Opening, laid: Laid) -> tuple[list[int], int, float, list[bool]]:
        dated = bool(date_blockers(opening, self.today))
        shut = [dated or bool(age_blockers(rule, opening)) for rule in AgeRule]
        slots = len(laid.pieces(Lane.SKILLS))
        length = (1 - LENGTH_SHARE) + LENGTH_SHARE * slots / self.weights.mean_slots
        return shares(asked_parts(opening, laid), self.weights.parts), sum(laid.cover), length, [*shut, dated]

    def _keep_facts(self, facts: Sequence[tuple[list[int], int, float, list[bool]]]) -> None:
        self.shares = np.array([f[0] for f in facts], dtype=np.int64).reshape(-1, 8)
        self.cover_total = np.array([f[1] for f in facts], dtype=np.int64)
        self.length = np.array([f[2] for f in facts], dtype=np.float64)
        self.shut = np.array([f[3] for f in facts], dtype=bool).reshape(-1, len(AgeRule) + 1)

    def laid_person(self, row: int) -> Laid:
        """A person's texts as they were laid out, with the words that they were said in."""
        if row not in self._laid_people:
            self._laid_people[row] = self.layout.person(self.people.at(row))
        return self._laid_people[row]

    def laid_opening(self, row: int) -> Laid:
        """An opening's texts as they were laid out, with the words that they were written in."""
        if row not in self._laid_openings:
            self._laid_openings[row] = self.layout.opening(self.openings.at(row))
        return self._laid_openings[row]


def _cover(laid: Laid) -> list[tuple[int, int]]:
    return [(piece.string, weight) for piece, weight in zip(laid.pieces(Lane.SKILLS), laid.cover, strict=True)]


def _strings(laid: Laid) -> Ints:
    return np.array(laid.strings(), dtype=np.int64)


def _with_row(table: NDArray[Any], row: int, values: object) -> NDArray[Any]:
    new = np.array([values], dtype=table.dtype)
    if row == len(table):
        return np.concatenate([table, new])
    table[row] = new[0]
    return table
