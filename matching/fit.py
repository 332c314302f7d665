"""The word about a pair, which people see before any number: from the absolute score, its gaps and its questions."""

from matching.codes import FitWord, PartCode, ReasonCode, UnknownCode
from matching.results import Match

GOOD_SCORE = 0.55
"""From here a pair is a good bid, unless something weighty is unknown or missing."""
POSSIBLE_SCORE = 0.25
GOOD_TEXT = 0.60
"""Skills or wishes must by themselves be met so well for a good bid: hours and place alone never make one."""
POSSIBLE_TEXT = 0.40
"""The same for a possible one."""
_WEIGHTY_UNKNOWN = frozenset({UnknownCode.CERTIFICATE, UnknownCode.YOUTH_WORK, UnknownCode.AGE})
_WEIGHTY_GAP = frozenset(
    {
        ReasonCode.GAP_TASK_REFUSED,
        ReasonCode.GAP_DEMAND_TO_AVOID,
        ReasonCode.GAP_HOURS_FEWER,
        ReasonCode.GAP_HOURS_MORE,
        ReasonCode.GAP_PLACE_FAR,
    }
)


def fit_word(match: Match) -> FitWord:
    """Good, possible, ask first, or not now when a hard rule shuts the door."""
    if match.blockers:
        return FitWord.NOT_NOW
    doubt = any(unknown.code in _WEIGHTY_UNKNOWN for unknown in match.unknowns)
    doubt = doubt or any(gap.code in _WEIGHTY_GAP for gap in match.gaps)
    if not _is_told_why(match):
        return FitWord.ASK_FIRST
    text = max(
        (part.value or 0.0 for part in match.parts if part.code in (PartCode.SKILLS, PartCode.WISHES)), default=0.0
    )
    if match.score >= GOOD_SCORE and text >= GOOD_TEXT and not doubt:
        return FitWord.GOOD
    return FitWord.POSSIBLE if match.score >= POSSIBLE_SCORE and text >= POSSIBLE_TEXT else FitWord.ASK_FIRST


def _is_told_why(match: Match) -> bool:
    """Whether a skill or wish is told as a reason: many loose likenesses add up to a score, but convince nobody."""
    texts = (part for part in match.parts if part.code in (PartCode.SKILLS, PartCode.WISHES))
    return any(not reason.is_gap for part in texts for reason in part.reasons)
