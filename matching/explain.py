"""Tells one pair apart: parts with contributions, reasons, gaps, blockers and questions, as data."""

from __future__ import annotations

from collections.abc import Sequence

from matching.alike_pieces import AlikePieces
from matching.channel import FULL
from matching.codes import PartCode, ReasonCode
from matching.compile import Laid, Lane, Piece, Role
from matching.conditions import UNKNOWN
from matching.explain_conditions import condition_reasons, terms_gaps
from matching.explain_rules import blockers, unknowns
from matching.ranking import Pairs
from matching.results import SCALE, Match, Part, Reason
from matching.scoring import PARTS
from matching.state import State
from matching.story import Story, stories
from matching.telling import sparing
from matching.word_space import UNIT

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
    return [_match(state, story, key) for story, key in zip(stories(state, pairs), rank_keys, strict=True)]


def _match(state: State, story: Story, key: float) -> Match:
    parts = tuple(
        Part(
            part,
            None if value == UNKNOWN else value / FULL,
            share / SCALE,
            adds / SCALE,
            _reasons(state, part, story),
        )
        for part, value, share, adds in zip(PARTS, story.values, story.shares, story.adds, strict=True)
        if share > 0
    )
    return Match(
        opening_id=story.opening.id,
        candidate_id=story.person.id,
        score=sum(story.adds) / SCALE,
        rank_key=key,
        parts=parts,
        blockers=blockers(state, story),
        unknowns=unknowns(story),
    )


def _reasons(state: State, part: PartCode, story: Story) -> tuple[Reason, ...]:
    mine, offered = story.mine, story.offered
    if part not in _IN_WORDS:
        return condition_reasons(part, story)
    if part is PartCode.SKILLS:
        return _skill_reasons(state, mine, offered)
    if part is PartCode.WISHES:
        wishes, refused = _wish_reasons(state, mine, offered), _refused_tasks(mine, offered)
        return (*wishes, *refused, *terms_gaps(story.person, story.opening))
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
