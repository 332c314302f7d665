"""Pure rules of attempts: which next tries to propose, and when."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

from app.attempts.models import Outcome

FREE_DAYS = holidays.country_holidays("DK")
# How long an attempt is told on the company's page: as long as an outreach counts as near.
TOLD_DAYS = 14


class Try(enum.StrEnum):
    """What the next try is."""

    CALL = "call"
    EMAIL = "email"
    FIND_NUMBER = "find_number"


@dataclass(frozen=True)
class Proposal:
    """A next try on a day."""

    what: Try
    on: date


def proposals(outcome: Outcome, today: date) -> list[Proposal]:
    """What to do next, the likeliest first; calls on working days only."""
    tomorrow, later = working_day(today, 1), working_day(today, 3)
    week = working_day(today + timedelta(days=6), 1)
    return {
        Outcome.NO_ANSWER: [Proposal(Try.CALL, tomorrow), Proposal(Try.CALL, later), Proposal(Try.EMAIL, today)],
        Outcome.CALL_LATER: [Proposal(Try.CALL, week), Proposal(Try.CALL, working_day(today + timedelta(days=13), 1))],
        Outcome.CLOSED: [Proposal(Try.CALL, tomorrow), Proposal(Try.CALL, week), Proposal(Try.EMAIL, today)],
        Outcome.WRONG_NUMBER: [Proposal(Try.FIND_NUMBER, today), Proposal(Try.EMAIL, today)],
    }[outcome]


def working_day(day: date, ahead: int) -> date:
    """The `ahead`-th working day after a day."""
    while ahead:
        day += timedelta(days=1)
        ahead -= day.weekday() < 5 and day not in FREE_DAYS
    return day
