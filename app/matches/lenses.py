"""What of a match may be told to whom: everything to those who work with the person, less to others, never more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.matches import law
from app.residents.models import ConsentScope
from matching import Blocker, BlockerCode, FitWord, Match, PartCode, Reason, ReasonCode, Unknown, UnknownCode, fit_word


@dataclass(frozen=True)
class Lens:
    """The parts of a match that someone may be told of; considerations, refusals and age are asked for one by one."""

    parts: frozenset[PartCode]
    considerations: bool = False
    refusals: bool = False
    age: bool = False


ALL_PARTS = frozenset(PartCode)
# Those who work with the person; colleagues of the same organisation; nobody's profile, only the fact.
OWN = Lens(ALL_PARTS, considerations=True, refusals=True, age=True)
TEAM = Lens(ALL_PARTS, refusals=True, age=True)

OPENED_BY: dict[ConsentScope, frozenset[PartCode]] = {
    ConsentScope.NAME_AND_CONTACT: frozenset({PartCode.PLACE}),
    ConsentScope.WISHES: frozenset({PartCode.WISHES}),
    ConsentScope.SKILLS: frozenset({PartCode.SKILLS, PartCode.CERTIFICATES}),
    ConsentScope.HOURS: frozenset({PartCode.HOURS, PartCode.TIMES}),
    ConsentScope.LANGUAGES: frozenset({PartCode.LANGUAGE}),
    ConsentScope.CV: frozenset({PartCode.SKILLS, PartCode.CERTIFICATES, PartCode.LANGUAGE, PartCode.PERSONAL}),
}
# A consent never opens these, whatever part they stand in.
CONSIDERATIONS = frozenset({ReasonCode.GAP_DEMAND_TO_AVOID})
CONSIDERATION_BLOCKERS = frozenset({BlockerCode.DEMAND_TO_AVOID})
REFUSALS = frozenset({ReasonCode.GAP_TASK_REFUSED})
WEIGHTY = CONSIDERATIONS | REFUSALS
# Shut by the order itself: says nothing of the person.
OF_THE_ORDER = frozenset({BlockerCode.DEADLINE_PASSED, BlockerCode.START_PASSED})
BLOCKED_PART: dict[BlockerCode, PartCode] = {
    BlockerCode.CERTIFICATE_MISSING: PartCode.CERTIFICATES,
    BlockerCode.HOURS_NO_OVERLAP: PartCode.HOURS,
    BlockerCode.TIMES_NO_OVERLAP: PartCode.TIMES,
}
ASKED_PART: dict[UnknownCode, PartCode] = {
    UnknownCode.WISHES: PartCode.WISHES,
    UnknownCode.SKILLS: PartCode.SKILLS,
    UnknownCode.REQUIREMENT: PartCode.SKILLS,
    UnknownCode.HOURS: PartCode.HOURS,
    UnknownCode.TIMES: PartCode.TIMES,
    UnknownCode.PLACE: PartCode.PLACE,
    UnknownCode.REACH: PartCode.PLACE,
    UnknownCode.LANGUAGE: PartCode.LANGUAGE,
    UnknownCode.PERSONAL: PartCode.PERSONAL,
    UnknownCode.CERTIFICATE: PartCode.CERTIFICATES,
    UnknownCode.SCHOOL_HOLIDAYS: PartCode.HOURS,
    UnknownCode.EVERY_OTHER_WEEK: PartCode.HOURS,
}
OF_THE_COMPANY = frozenset(
    {
        UnknownCode.OPENING_HOURS,
        UnknownCode.OPENING_TIMES,
        UnknownCode.OPENING_PLACE,
        UnknownCode.OPENING_TASKS,
    }
)


# A skill that meets a need, the title and three tasks is one thing to say, and so is a wish.
SAID_ONCE: dict[ReasonCode, PartCode] = {
    ReasonCode.SKILL_MEETS_REQUIREMENT: PartCode.SKILLS,
    ReasonCode.SKILL_MEETS_DESIRABLE: PartCode.SKILLS,
    ReasonCode.SKILL_MEETS_TITLE: PartCode.SKILLS,
    ReasonCode.SKILL_MEETS_TASK: PartCode.SKILLS,
    ReasonCode.WISH_MEETS_TITLE: PartCode.WISHES,
    ReasonCode.WISH_MEETS_TASK: PartCode.WISHES,
    ReasonCode.WISH_MEETS_FIELD: PartCode.WISHES,
}


@dataclass(frozen=True)
class Told:
    """A match as one person may be told of it; `also` says of each reason how many more things of the job
    the same skill or wish fits, `kept_back` that there is more, which only the staff may see."""

    fit: FitWord
    score: float
    reasons: tuple[Reason, ...]
    also: tuple[int, ...]
    gaps: tuple[Reason, ...]
    blockers: tuple[Blocker, ...]
    questions: tuple[Unknown, ...]
    company_questions: tuple[Unknown, ...]
    kept_back: bool

    @property
    def rests_on_considerations(self) -> bool:
        """Whether something told here comes from considerations, so that telling it must be logged as such."""
        told_of = any(one.code in CONSIDERATIONS for one in self.gaps)
        return told_of or any(one.code in CONSIDERATION_BLOCKERS for one in self.blockers)

    @property
    def forbidden(self) -> tuple[Blocker, ...]:
        """What the law says no to, of what is told: nobody may be chosen against it."""
        return law.forbidden(self.blockers)

    def without_considerations(self) -> Told:
        """The same without what comes from considerations; word and score, which they moved, stay."""
        return replace(
            self,
            gaps=tuple(one for one in self.gaps if one.code not in CONSIDERATIONS),
            blockers=tuple(one for one in self.blockers if one.code not in CONSIDERATION_BLOCKERS),
        )


def of_scope(scopes: Collection[ConsentScope]) -> Lens:
    """What a consent opens; never considerations, refusals or age."""
    return Lens(frozenset().union(*(OPENED_BY[scope] for scope in scopes)))


def told(match: Match, lens: Lens) -> Told:
    """A match through a lens."""
    parts = [(part.code, reason) for part in match.parts for reason in part.reasons]
    reasons = [reason for part, reason in parts if reason_open(part, reason, lens)]
    blockers = tuple(one for one in match.blockers if _blocker_open(one, lens))
    questions = tuple(one for one in match.unknowns if _question_open(one, lens))
    found = [reason for reason in reasons if not reason.is_gap]
    shown = without_repeats(found)
    return Told(
        fit=fit_word(match),
        score=match.score,
        reasons=shown,
        also=_also(shown, found),
        # What must not be overlooked stands first.
        gaps=tuple(sorted((one for one in reasons if one.is_gap), key=lambda one: one.code not in WEIGHTY)),
        blockers=blockers,
        questions=tuple(one for one in questions if one.code not in OF_THE_COMPANY),
        company_questions=tuple(one for one in questions if one.code in OF_THE_COMPANY),
        kept_back=len(reasons) < len(parts) or len(blockers) < len(match.blockers),
    )


def without_repeats(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons in their order, but of each skill, and of each wish, only what it fits best; a need wins a tie."""
    best: dict[tuple[PartCode, str | None], Reason] = {}
    for reason in sorted(reasons, key=lambda one: one.similarity or 0.0, reverse=True):
        if reason.code in SAID_ONCE:
            best.setdefault(_thing(reason), reason)
    return tuple(one for one in reasons if one.code not in SAID_ONCE or one in best.values())


def _thing(reason: Reason) -> tuple[PartCode, str | None]:
    """What the person has, that a reason speaks of."""
    return SAID_ONCE[reason.code], reason.have


def _also(shown: Sequence[Reason], found: Sequence[Reason]) -> tuple[int, ...]:
    """To how many more things of the job each of the reasons shown speaks of something that fits."""
    things = [_thing(one) for one in found if one.code in SAID_ONCE]
    return tuple(things.count(_thing(one)) - 1 if one.code in SAID_ONCE else 0 for one in shown)


def reason_open(part: PartCode, reason: Reason, lens: Lens) -> bool:
    """Whether a reason or gap of a part may be told through a lens."""
    if reason.code in CONSIDERATIONS:
        return lens.considerations
    if reason.code in REFUSALS:
        return lens.refusals
    return part in lens.parts


def _blocker_open(blocker: Blocker, lens: Lens) -> bool:
    if blocker.code in OF_THE_ORDER:
        return True
    if blocker.code in CONSIDERATION_BLOCKERS:
        return lens.considerations
    if blocker.code is BlockerCode.JOB_REFUSED:
        return lens.refusals
    part = BLOCKED_PART.get(blocker.code)
    return lens.age if part is None else part in lens.parts


def _question_open(question: Unknown, lens: Lens) -> bool:
    if question.code in OF_THE_COMPANY:
        return True
    part = ASKED_PART.get(question.code)
    return lens.age if part is None else part in lens.parts
