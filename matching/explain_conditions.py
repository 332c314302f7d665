"""Reasons and gaps of hours, times, place and language."""

from __future__ import annotations

from matching.channel import FULL
from matching.codes import PartCode, ReasonCode
from matching.conditions import UNKNOWN
from matching.profiles import Candidate, Hours, Opening
from matching.results import Reason
from matching.story import Story


def condition_reasons(part: PartCode, story: Story) -> tuple[Reason, ...]:
    """What is to be told of one condition; nothing when it is unknown."""
    value, person, opening = story.value(part), story.person, story.opening
    if value == UNKNOWN:
        return ()
    if part is PartCode.PLACE:
        code = ReasonCode.PLACE_NEAR if value == FULL else ReasonCode.GAP_PLACE_FAR
        return (Reason(code, amount=round(story.km, 1), limit=person.reach_km),)
    if part is PartCode.LANGUAGE:
        return language_reasons(person, opening)
    mine, theirs = person.hours or Hours(), opening.hours or Hours()
    return hours_reasons(mine, theirs) if part is PartCode.HOURS else times_reasons(mine, theirs)


def hours_reasons(mine: Hours, theirs: Hours) -> tuple[Reason, ...]:
    """Whether weekly hours meet now, after growth, or miss each other, with both numbers."""
    low, high = mine.low or 0.0, _most(mine)
    asked_low, asked_high = theirs.low or 0.0, _most(theirs)
    if high >= asked_low and low <= asked_high:
        return (Reason(ReasonCode.HOURS_FIT, amount=min(high, asked_high), limit=asked_high),)
    if low > asked_high:
        return (Reason(ReasonCode.GAP_HOURS_FEWER, amount=low, limit=asked_high),)
    if mine.grow_to is not None and mine.grow_to >= asked_low:
        by = mine.grow_by.isoformat() if mine.grow_by else None
        return (Reason(ReasonCode.HOURS_FIT_AFTER_GROWTH, have=by, amount=mine.grow_to, limit=asked_low),)
    return (Reason(ReasonCode.GAP_HOURS_MORE, amount=max(high, mine.grow_to or 0.0), limit=asked_low),)


def times_reasons(mine: Hours, theirs: Hours) -> tuple[Reason, ...]:
    """How many of the opening's parts of the week the person can work."""
    free, asked = mine.grid or frozenset(), theirs.grid or frozenset()
    both = len(free & asked)
    codes = (
        (ReasonCode.TIMES_FIT if both == len(asked) else ReasonCode.TIMES_FIT_PARTLY) if both else ReasonCode.GAP_TIMES
    )
    return (Reason(codes, amount=both, limit=len(asked)),)


def language_reasons(person: Candidate, opening: Opening) -> tuple[Reason, ...]:
    """Level against level of each asked language that the person has said something about."""
    levels = {" ".join(name.casefold().split()): level for name, level in person.languages}
    told = []
    for name, asked in opening.languages:
        level = levels.get(" ".join(name.casefold().split()))
        if level is not None and asked > 0:
            code = ReasonCode.LANGUAGE_MEETS if level >= asked else ReasonCode.GAP_LANGUAGE
            told.append(Reason(code, need=name, amount=level, limit=asked))
    return tuple(told)


def terms_gaps(person: Candidate, opening: Opening) -> tuple[Reason, ...]:
    """Another kind of employment than the person looks for, and a start before the person is free; unknown is none."""
    gaps = []
    if person.kinds and opening.kind is not None and opening.kind not in person.kinds:
        sought = ", ".join(kind.value for kind in person.kinds)
        gaps.append(Reason(ReasonCode.GAP_KIND, have=sought, need=opening.kind.value))
    free, start = person.available_from, opening.start
    if free is not None and start is not None and not opening.standing and start < free:
        gaps.append(Reason(ReasonCode.GAP_START_LATER, have=free.isoformat(), need=start.isoformat()))
    return tuple(gaps)


def _most(hours: Hours) -> float:
    if hours.high is not None:
        return hours.high
    return max(hours.low or 0.0, 37.0)
