"""Tells one pair apart: parts with contributions, reasons, gaps, blockers and questions, as data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.channel import FULL
from matching.codes import PartCode, ReasonCode
from matching.compile import Lane, Piece, Role
from matching.conditions import UNKNOWN
from matching.explain_conditions import condition_reasons, terms_gaps
from matching.explain_rules import blockers, unknowns
from matching.ranking import Pairs, part_values
from matching.results import SCALE, Match, Part, Reason
from matching.scoring import PARTS, contributions
from matching.state import State
from matching.telling import sparing
from matching.word_space import UNIT, Ints

TOLD = 0.59
"""Similarity from which a met demand is told as a reason: a near term read by its head, and better."""
MISSED = 0.5
"""Similarity below which a demand is told as a gap; between the two nothing is said."""

_MET = {
    Role.TITLE: ReasonCode.SKILL_MEETS_TITLE,
    Role.TASK: ReasonCode.SKILL_MEETS_TASK,
    Role.REQUIRED: ReasonCode.SKILL_MEETS_REQUIREMENT,
    Role.DESIRABLE: ReasonCode.SKILL_MEETS_DESIRABLE,
}
_WISHED = {
    Role.TITLE: ReasonCode.WISH_MEETS_TITLE,
    Role.FIELD: ReasonCode.WISH_MEETS_FIELD,
}
_GAP = {Role.REQUIRED: ReasonCode.GAP_REQUIREMENT, Role.DESIRABLE: ReasonCode.GAP_DESIRABLE}


def matches(state: State, pairs: Pairs, rank_keys: Sequence[float], covered: Ints) -> list[Match]:
    """The full story of each pair, in the given order."""
    values = part_values(state, pairs, covered)
    adds = contributions(values, state.shares[pairs.opening])
    return [
        _match(state, pairs.chosen(np.array([at])), float(key), values[at], adds[at])
        for at, key in enumerate(rank_keys)
    ]


def _match(state: State, pair: Pairs, key: float, values: Ints, adds: Ints) -> Match:
    person, opening = int(pair.person[0]), int(pair.opening[0])
    share = state.shares[opening]
    parts = tuple(
        Part(
            part,
            None if values[at] == UNKNOWN else int(values[at]) / FULL,
            int(share[at]) / SCALE,
            int(adds[at]) / SCALE,
            _reasons(state, part, pair, int(values[at])),
        )
        for at, part in enumerate(PARTS)
        if share[at] > 0
    )
    return Match(
        opening_id=state.openings.at(opening).id,
        candidate_id=state.people.at(person).id,
        score=int(adds.sum()) / SCALE,
        rank_key=key,
        parts=parts,
        blockers=blockers(state, pair, values),
        unknowns=unknowns(state, pair, values),
    )


def _reasons(state: State, part: PartCode, pair: Pairs, value: int) -> tuple[Reason, ...]:
    person, opening = int(pair.person[0]), int(pair.opening[0])
    if part is PartCode.SKILLS:
        return _skill_reasons(state, person, opening)
    if part is PartCode.WISHES:
        return (
            *_wish_reasons(state, person, opening),
            *_refused_tasks(state, person, opening),
            *terms_gaps(state.people.at(person), state.openings.at(opening)),
        )
    if part is PartCode.PERSONAL:
        return _plain_reasons(state, Lane.PERSONAL, person, opening, ReasonCode.PERSONAL_MEETS, ReasonCode.GAP_PERSONAL)
    if part is PartCode.CERTIFICATES:
        return _plain_reasons(state, Lane.CERTIFICATES, person, opening, ReasonCode.CERTIFICATE_HELD, None)
    return condition_reasons(state, part, pair, value)


def _skill_reasons(state: State, person: int, opening: int) -> tuple[Reason, ...]:
    mine = state.laid_person(person).pieces(Lane.SKILLS)
    if not mine:
        return ()
    told, gaps = [], []
    for slot in state.laid_opening(opening).pieces(Lane.SKILLS):
        best, similarity = best_piece(state, mine, slot)
        role = slot.role or Role.REQUIRED
        if best is not None and similarity >= TOLD * UNIT:
            told.append(_tied(state, _MET[role], best, slot, similarity))
        elif role in _GAP and similarity < MISSED * UNIT:
            gaps.append(Reason(_GAP[role], need=slot.written))
    return (*sparing(told), *gaps)


def _wish_reasons(state: State, person: int, opening: int) -> tuple[Reason, ...]:
    """The best wish for the title and for each task that it meets."""
    wishes, told = state.laid_person(person).pieces(Lane.WISHES), []
    for slot in state.laid_opening(opening).pieces(Lane.WISHES):
        best, similarity = best_piece(state, wishes, slot)
        if best is not None and similarity >= TOLD * UNIT:
            code = _WISHED.get(slot.role or Role.TASK, ReasonCode.WISH_MEETS_TASK)
            told.append(_tied(state, code, best, slot, similarity))
    return sparing(told)


def _refused_tasks(state: State, person: int, opening: int) -> tuple[Reason, ...]:
    laid, offered = state.laid_person(person), state.laid_opening(opening)
    found = []
    for lane, code in ((Lane.REFUSED_TASK, ReasonCode.GAP_TASK_REFUSED), (Lane.AVOID, ReasonCode.GAP_DEMAND_TO_AVOID)):
        for slot in offered.pieces(lane):
            best, similarity = best_piece(state, laid.pieces(lane), slot)
            if best is not None and similarity >= 0.7 * UNIT:
                found.append(Reason(code, best.written, slot.written, similarity / UNIT))
    return tuple(found)


def _plain_reasons(
    state: State, lane: Lane, person: int, opening: int, held: ReasonCode, gap: ReasonCode | None
) -> tuple[Reason, ...]:
    mine, told = state.laid_person(person).pieces(lane), []
    for slot in state.laid_opening(opening).pieces(lane):
        best, similarity = best_piece(state, mine, slot)
        if best is not None and similarity >= 0.6 * UNIT:
            told.append(_tied(state, held, best, slot, similarity))
        elif gap is not None and mine:
            told.append(Reason(gap, need=slot.written))
    return tuple(told)


def best_piece(state: State, mine: Sequence[Piece], slot: Piece) -> tuple[Piece | None, int]:
    """The person's piece that is most like a slot, and the similarity in fixed point; the first of equals."""
    best: tuple[Piece | None, int] = (None, 0)
    for piece in mine:
        alike = state.near.alike(piece.string).get(slot.string, 0)
        if alike > best[1]:
            best = piece, alike
    return best


def _tied(state: State, code: ReasonCode, piece: Piece, slot: Piece, similarity: int) -> Reason:
    via = state.concepts.via(piece.string, slot.string) if piece.string != slot.string else None
    return Reason(code, piece.written, slot.written, similarity / UNIT, via)
