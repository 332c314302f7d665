"""What shuts the door for a pair, and what must be asked, as data."""

from __future__ import annotations

from collections.abc import Iterable

from matching.alike_pieces import AlikePieces
from matching.codes import BlockerCode, PartCode, UnknownCode
from matching.compile import Laid, Lane, Piece
from matching.conditions import UNKNOWN
from matching.explain_conditions import hours_reasons
from matching.hard_rules import age_blockers, age_questions, date_blockers
from matching.profiles import Candidate, Hours, Opening
from matching.results import Blocker, Unknown
from matching.scoring import PARTS
from matching.state import RULES, State
from matching.story import Story
from matching.word_space import UNIT

_TEXT_BLOCKERS = {
    Lane.LACKING: (BlockerCode.CERTIFICATE_MISSING, "opening"),
    Lane.REFUSED_JOB: (BlockerCode.JOB_REFUSED, "person"),
    Lane.AVOID_CORE: (BlockerCode.DEMAND_TO_AVOID, "person"),
}
_ASK_PERSON = {
    PartCode.SKILLS: UnknownCode.SKILLS,
    PartCode.WISHES: UnknownCode.WISHES,
    PartCode.HOURS: UnknownCode.HOURS,
    PartCode.TIMES: UnknownCode.TIMES,
    PartCode.PLACE: UnknownCode.PLACE,
    PartCode.PERSONAL: UnknownCode.PERSONAL,
}


def blockers(state: State, story: Story) -> tuple[Blocker, ...]:
    """Every hard rule that shuts the pair, each with its source."""
    person, opening = story.person, story.opening
    found = [*age_blockers(person.age_rule, opening), *date_blockers(opening, state.today)]
    if person.consent is False:
        found.append(Blocker(BlockerCode.NO_CONSENT, source="person"))
    found += _text_blockers(story)
    found += _hour_blockers(story)
    return tuple(found)


def _text_blockers(story: Story) -> Iterable[Blocker]:
    for lane in story.shut:
        code, source = _TEXT_BLOCKERS[lane]
        for slot in story.offered.pieces(lane):
            best = _enough(story.mine, lane, slot)
            if best is not None:
                yield Blocker(code, need=slot.written, have=best.written, source=source)


def _hour_blockers(story: Story) -> Iterable[Blocker]:
    mine, theirs = story.person.hours or Hours(), story.opening.hours or Hours()
    if story.value(PartCode.HOURS) == 0:
        told = hours_reasons(mine, theirs)[0]
        yield Blocker(BlockerCode.HOURS_NO_OVERLAP, amount=told.amount, limit=told.limit)
    if story.value(PartCode.TIMES) == 0:
        yield Blocker(BlockerCode.TIMES_NO_OVERLAP, amount=0, limit=len(theirs.grid or ()))


def unknowns(story: Story) -> tuple[Unknown, ...]:
    """Questions to the person, then to the company."""
    person, opening = story.person, story.opening
    asked = [Unknown(_ASK_PERSON[part]) for part in _not_said(story)]
    if opening.place is not None and person.place is not None and person.reach_km is None:
        asked.append(Unknown(UnknownCode.REACH))
    asked += _languages(person, opening)
    asked += _certificates(story.mine, story.offered)
    asked += age_questions(person.age_rule, opening)
    asked += _hours(person.hours or Hours(), opening.hours or Hours())
    if person.consent is None:
        asked.append(Unknown(UnknownCode.CONSENT))
    return (*asked, *_company(opening))


def _not_said(story: Story) -> Iterable[PartCode]:
    """Parts that the opening asks about and of which the person has said nothing; whoever takes any work has wished."""
    for part, value, share in zip(PARTS, story.values, story.shares, strict=True):
        wished = part is PartCode.WISHES and story.mine.laid.anything
        if part in _ASK_PERSON and value == UNKNOWN and share > 0 and not wished:
            yield part


def _languages(person: Candidate, opening: Opening) -> Iterable[Unknown]:
    said = {name.casefold() for name, _ in person.languages}
    return (
        Unknown(UnknownCode.LANGUAGE, name)
        for name, level in opening.languages
        if level > 0 and name.casefold() not in said
    )


def _certificates(mine: AlikePieces, offered: Laid) -> Iterable[Unknown]:
    """Certificates that the person has neither said to hold nor to lack."""
    for slot in offered.pieces(Lane.CERTIFICATES):
        if _enough(mine, Lane.CERTIFICATES, slot) is None and _enough(mine, Lane.LACKING, slot) is None:
            yield Unknown(UnknownCode.CERTIFICATE, slot.written)


def _hours(mine: Hours, theirs: Hours) -> Iterable[Unknown]:
    if mine.every_other_week and not theirs.every_other_week:
        yield Unknown(UnknownCode.EVERY_OTHER_WEEK)
    if mine.not_in_school_holidays and not theirs.not_in_school_holidays:
        yield Unknown(UnknownCode.SCHOOL_HOLIDAYS)


def _company(opening: Opening) -> Iterable[Unknown]:
    hours = opening.hours or Hours()
    if hours.low is None and hours.high is None:
        yield Unknown(UnknownCode.OPENING_HOURS)
    if not hours.grid:
        yield Unknown(UnknownCode.OPENING_TIMES)
    if opening.place is None:
        yield Unknown(UnknownCode.OPENING_PLACE)
    if not (opening.tasks or opening.required or opening.desirable):
        yield Unknown(UnknownCode.OPENING_TASKS)


def _enough(mine: AlikePieces, lane: Lane, slot: Piece) -> Piece | None:
    """The person's piece that is most like a slot, when it reaches the floor of the lane."""
    best, similarity = mine.best(lane, slot.string)
    return best if similarity >= round(RULES[lane].floor * UNIT) else None
