"""Rules that shut a door before anything is scored, each with its reason and source. Unknown never shuts one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from matching.codes import AgeRule, BlockerCode, Demand, Kind, UnknownCode
from matching.conditions import UNKNOWN, grid_bits
from matching.profiles import Opening
from matching.results import Blocker, Unknown
from matching.youth import AGES, EVENING, EVENING_WORK, LIGHT_WORK, NIGHT, RULES, SOURCE, YouthRule

_NIGHT_BITS = sum(1 << (day * 4 + NIGHT) for day in range(7))
_EVENING_BITS = sum(1 << (day * 4 + EVENING) for day in range(7))

_DEMANDS = {demand.value: demand for demand in Demand}


def age_blockers(rule: AgeRule | None, opening: Opening) -> tuple[Blocker, ...]:
    """What law and the opening's own minimum age say to a person of this band."""
    if rule is None:
        return ()
    found = list(_minimum_age(rule, opening))
    if rule is AgeRule.UNDER_13:
        found.append(Blocker(BlockerCode.TOO_YOUNG_TO_WORK, source=SOURCE, limit=13))
    if rule is AgeRule.ADULT and opening.kind is Kind.YOUTH_JOB:
        found.append(Blocker(BlockerCode.YOUTH_JOB_FOR_13_TO_17, limit=17))
    if rule in RULES:
        found += _youth(RULES[rule], opening)
    return tuple(found)


def age_questions(rule: AgeRule | None, opening: Opening) -> tuple[Unknown, ...]:
    """What must be asked because of age: the age itself, or how the work is arranged for a young person."""
    if rule is None:
        needs = opening.min_age is not None or opening.kind in (Kind.YOUTH_JOB, Kind.APPRENTICESHIP)
        return (Unknown(UnknownCode.AGE),) if needs else ()
    if rule not in RULES:
        return ()
    asked = [
        Unknown(UnknownCode.YOUTH_WORK, demand.value)
        for demand in _known(opening.demands, opening.core_demands)
        if demand in RULES[rule].ask or (demand in RULES[rule].forbidden and not _core(demand, opening))
    ]
    if RULES[rule].light_work_only and opening.kind is not Kind.YOUTH_JOB:
        asked.append(Unknown(UnknownCode.YOUTH_WORK, LIGHT_WORK))
    grid = _grid(opening)
    if grid != UNKNOWN and grid & _EVENING_BITS:
        asked.append(Unknown(UnknownCode.YOUTH_WORK, EVENING_WORK))
    if opening.min_age is not None and AGES[rule][0] < opening.min_age <= AGES[rule][1]:
        asked.append(Unknown(UnknownCode.AGE, str(opening.min_age)))
    return tuple(asked)


def date_blockers(opening: Opening, today: date | None) -> tuple[Blocker, ...]:
    """Deadline or start that has passed; nothing without a `today`.

    A start shuts no door while the deadline is still to come: a season that is on takes people in.
    """
    if today is None:
        return ()
    found = []
    if opening.deadline is not None and opening.deadline < today:
        found.append(Blocker(BlockerCode.DEADLINE_PASSED, need=opening.deadline.isoformat()))
    taking_in = opening.standing or (opening.deadline is not None and opening.deadline >= today)
    if opening.start is not None and opening.start < today and not taking_in:
        found.append(Blocker(BlockerCode.START_PASSED, need=opening.start.isoformat()))
    return tuple(found)


def _minimum_age(rule: AgeRule, opening: Opening) -> Iterable[Blocker]:
    if opening.min_age is not None and AGES[rule][1] < opening.min_age:
        yield Blocker(BlockerCode.BELOW_MINIMUM_AGE, amount=AGES[rule][1], limit=opening.min_age)


def _youth(rule: YouthRule, opening: Opening) -> Iterable[Blocker]:
    for demand in _known(opening.core_demands):
        if demand in rule.forbidden:
            yield Blocker(BlockerCode.YOUTH_WORK_NOT_ALLOWED, need=demand.value, source=SOURCE)
    least = opening.hours.low if opening.hours else None
    most = rule.hours_school_week if rule.hours_school_day is not None else rule.hours_free_week
    if least is not None and least > most:
        yield Blocker(BlockerCode.YOUTH_HOURS_TOO_MANY, source=SOURCE, amount=least, limit=most)
    grid = _grid(opening)
    if grid != UNKNOWN and not grid & ~_NIGHT_BITS:
        yield Blocker(BlockerCode.YOUTH_TIME_NOT_ALLOWED, source=SOURCE, limit=rule.to_clock)


def _known(*groups: tuple[str, ...]) -> list[Demand]:
    return [_DEMANDS[text] for text in dict.fromkeys(text for group in groups for text in group) if text in _DEMANDS]


def _core(demand: Demand, opening: Opening) -> bool:
    return demand.value in opening.core_demands


def _grid(opening: Opening) -> int:
    return grid_bits(opening.hours.grid if opening.hours else None)
