"""Tells one pair apart: parts with contributions, reasons, gaps, blockers and questions, as data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.alike_pieces import AlikePieces
from matching.channel import FULL
from matching.codes import PartCode, ReasonCode
from matching.compile import Laid, Lane, Piece, Role
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
_IN_WORDS = frozenset((PartCode.SKILLS, PartCode.WISHES, PartCode.PERSONAL, PartCode.CERTIFICATES))
_GAP = {Role.REQUIRED: ReasonCode.GAP_REQUIREMENT, Role.DESIRABLE: ReasonCode.GAP_DESIRABLE}


def matches(state: State, pairs: Pairs, rank_keys: Sequence[float]) -> list[Match]:
    """The full story of each pair, in the given order."""
    people = {person: AlikePieces(state, person) for person in dict.fromkeys(pairs.person.tolist())}
    mine = [people[person] for person in pairs.person.tolist()]
    values = part_values(state, pairs, _covered(state, pairs, mine))
    adds = contributions(values, state.shares[pairs.opening])
    return [
        _match(state, pairs.chosen(np.array([at])), own, key, values[at].tolist(), adds[at].tolist())
        for at, (own, key) in enumerate(zip(mine, rank_keys, strict=True))
    ]


def _covered(state: State, pairs: Pairs, mine: Sequence[AlikePieces]) -> Ints:
    """As `ranking.covered_of_many`, of a few pairs: Σ slot weight · similarity."""
    enough = state.channels[Lane.SKILLS].enough
    found = []
    for own, opening in zip(mine, pairs.opening.tolist(), strict=True):
        slots = zip(*(part.tolist() for part in state.cover.texts(opening)), strict=True)
        found.append(sum(weight * enough(own.best(Lane.SKILLS, slot)[1]) for slot, weight in slots))
    return np.array(found, dtype=np.int64)


def _match(
    state: State, pair: Pairs, mine: AlikePieces, key: float, values: Sequence[int], adds: Sequence[int]
) -> Match:
    person, opening = int(pair.person[0]), int(pair.opening[0])
    share = state.shares[opening].tolist()
    parts = tuple(
        Part(
            part,
            None if values[at] == UNKNOWN else values[at] / FULL,
            share[at] / SCALE,
            adds[at] / SCALE,
            _reasons(state, part, pair, mine, values[at]),
        )
        for at, part in enumerate(PARTS)
        if share[at] > 0
    )
    return Match(
        opening_id=state.openings.at(opening).id,
        candidate_id=state.people.at(person).id,
        score=sum(adds) / SCALE,
        rank_key=key,
        parts=parts,
        blockers=blockers(state, pair, mine, values),
        unknowns=unknowns(state, pair, mine, values),
    )


def _reasons(state: State, part: PartCode, pair: Pairs, mine: AlikePieces, value: int) -> tuple[Reason, ...]:
    person, opening = int(pair.person[0]), int(pair.opening[0])
    if part not in _IN_WORDS:
        return condition_reasons(state, part, pair, value)
    offered = state.laid_opening(opening)
    if part is PartCode.SKILLS:
        return _skill_reasons(state, mine, offered)
    if part is PartCode.WISHES:
        return (
            *_wish_reasons(state, mine, offered),
            *_refused_tasks(mine, offered),
            *terms_gaps(state.people.at(person), state.openings.at(opening)),
        )
    if part is PartCode.PERSONAL:
        return _plain_reasons(state, Lane.PERSONAL, mine, offered, ReasonCode.PERSONAL_MEETS, ReasonCode.GAP_PERSONAL)
    return _plain_reasons(state, Lane.CERTIFICATES, mine, offered, ReasonCode.CERTIFICATE_HELD, None)


def _skill_reasons(state: State, mine: AlikePieces, offered: Laid) -> tuple[Reason, ...]:
    if not mine.laid.pieces(Lane.SKILLS):
        return ()
    told, gaps = [], []
    for slot in offered.pieces(Lane.SKILLS):
        best, similarity = mine.best(Lane.SKILLS, slot.string)
        role = slot.role or Role.REQUIRED
        if best is not None and similarity >= TOLD * UNIT:
            told.append(_tied(state, _MET[role], best, slot, similarity))
        elif role in _GAP and similarity < MISSED * UNIT:
            gaps.append(Reason(_GAP[role], need=slot.written))
    return (*sparing(told), *gaps)


def _wish_reasons(state: State, mine: AlikePieces, offered: Laid) -> tuple[Reason, ...]:
    """The best wish for the title and for each task that it meets."""
    told = []
    for slot in offered.pieces(Lane.WISHES):
        best, similarity = mine.best(Lane.WISHES, slot.string)
        if best is not None and similarity >= TOLD * UNIT:
            code = _WISHED.get(slot.role or Role.TASK, ReasonCode.WISH_MEETS_TASK)
            told.append(_tied(state, code, best, slot, similarity))
    return sparing(told)


def _refused_tasks(mine: AlikePieces, offered: Laid) -> tuple[Reason, ...]:
    found = []
    for lane, code in ((Lane.REFUSED_TASK, ReasonCode.GAP_TASK_REFUSED), (Lane.AVOID, ReasonCode.GAP_DEMAND_TO_AVOID)):
        for slot in offered.pieces(lane):
            best, similarity = mine.best(lane, slot.string)
            if best is not None and similarity >= 0.7 * UNIT:
                found.append(Reason(code, best.written, slot.written, similarity / UNIT))
    return tuple(found)


def _plain_reasons(
    state: State, lane: Lane, mine: AlikePieces, offered: Laid, held: ReasonCode, gap: ReasonCode | None
) -> tuple[Reason, ...]:
    told = []
    for slot in offered.pieces(lane):
        best, similarity = mine.best(lane, slot.string)
        if best is not None and similarity >= 0.6 * UNIT:
            told.append(_tied(state, held, best, slot, similarity))
        elif gap is not None and mine.laid.pieces(lane):
            told.append(Reason(gap, need=slot.written))
    return tuple(told)


def _tied(state: State, code: ReasonCode, piece: Piece, slot: Piece, similarity: int) -> Reason:
    via = state.concepts.via(piece.string, slot.string) if piece.string != slot.string else None
    return Reason(code, piece.written, slot.written, similarity / UNIT, via)
