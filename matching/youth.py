"""The rules for young people's work as facts with their source and the day on which they were checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matching.codes import AgeRule, Demand

CHECKED = date(2026, 11, 22)
"""The day on which the facts below were last compared with the authority's public guidance."""
SOURCE = "Bekendtgørelse om unges arbejde (Arbejdstilsynet), lempet pr. 1. januar 2025"
LOOK_UP = "at.dk › Børn og unge under 18 år"

EVENING, NIGHT = 2, 3
"""Parts of the day: the evening begins before and ends after 20, so only a person can tell; the night is after 20."""

EVENING_WORK, LIGHT_WORK = "evening", "light_work"
"""What is asked about besides demands: work that may end after 20; whether it is on the list of light work."""


@dataclass(frozen=True, slots=True)
class YouthRule:
    """What holds for one age band. Hours are the most allowed; demands are `matching.codes.Demand`.

    `forbidden` shuts the door when it is part of the job; `ask` needs a look at how the work is arranged.
    """

    hours_school_day: float | None
    hours_free_day: float
    hours_school_week: float
    hours_free_week: float
    rest_hours: float
    from_clock: int
    to_clock: int
    light_work_only: bool
    forbidden: frozenset[Demand]
    ask: frozenset[Demand]


_DANGEROUS = frozenset({Demand.DANGEROUS_SUBSTANCES})
_LIGHT = _DANGEROUS | {Demand.HEAVY_LIFTING, Demand.ALCOHOL_SALE, Demand.NIGHT_WORK}
_LOOK = frozenset({Demand.MACHINES, Demand.HEIGHTS, Demand.WORKING_ALONE, Demand.HIGH_PACE, Demand.DRIVING})

RULES: dict[AgeRule, YouthRule] = {
    AgeRule.FROM_13_TO_14: YouthRule(
        2, 7, 12, 35, 14, 6, 20, True, _LIGHT, _LOOK | {Demand.SHIFTS, Demand.MONEY_HANDLING}
    ),
    AgeRule.FROM_15_TO_17_AT_SCHOOL: YouthRule(2, 8, 12, 40, 14, 6, 20, True, _LIGHT, _LOOK | {Demand.SHIFTS}),
    AgeRule.FROM_15_TO_17: YouthRule(
        None, 8, 40, 40, 12, 6, 20, False, _DANGEROUS, _LOOK | {Demand.HEAVY_LIFTING, Demand.NIGHT_WORK, Demand.SHIFTS}
    ),
}
"""2 hours a school day, 12 a school week; 7 or 8 and 35 or 40 when school is out; out of school 8 and 40 as adults.

Work lies between 6 and 20; those out of school may work later in shops (22) and restaurants (24), which is asked about.
Children under 13 do not work for an employer. Lifting: more than 12 kg calls for care at any age below 18.
"""

AGES: dict[AgeRule, tuple[int, int]] = {
    AgeRule.UNDER_13: (0, 12),
    AgeRule.FROM_13_TO_14: (13, 14),
    AgeRule.FROM_15_TO_17_AT_SCHOOL: (15, 17),
    AgeRule.FROM_15_TO_17: (15, 17),
    AgeRule.ADULT: (18, 130),
}
"""Youngest and oldest age in whole years of each band."""


def age_rule(age: int, at_school: bool | None = None) -> AgeRule:
    """The band of a person of `age` whole years; `at_school`: still in compulsory school (to the end of 9th grade).

    Not said counts as at school until 16, since that is the stricter rule.
    """
    if age < 0:
        raise ValueError(f"age must be 0 or more, not {age}")
    if age < 13:
        return AgeRule.UNDER_13
    if age < 15:
        return AgeRule.FROM_13_TO_14
    if age >= 18:
        return AgeRule.ADULT
    schooled = at_school if at_school is not None else age < 16
    return AgeRule.FROM_15_TO_17_AT_SCHOOL if schooled else AgeRule.FROM_15_TO_17
