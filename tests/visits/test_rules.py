"""Who may edit a visit or a step, what is overdue, which times exist."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.companies.models import Company
from app.visits import rules
from app.visits.models import NextStep, Visit, VisitParticipant, VisitState
from tests.factories import NOW

ME, OTHER, FIXED = 1, 2, 3


def a_visit(*participants: int, responsible: int = OTHER, **over: object) -> Visit:
    values = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "state": VisitState.PLANNED} | over
    visit = Visit(responsible_id=responsible, company=Company(name="X", fixed_contact_id=FIXED), **values)
    visit.participants = [VisitParticipant(user_id=user_id) for user_id in participants]
    return visit


@pytest.mark.parametrize(
    ("role", "user_id", "visit", "expected"),
    [
        (Role.CONSULTANT, ME, a_visit(), True),
        (Role.BROKER, ME, a_visit(), True),
        (Role.COUNSELLOR, ME, a_visit(), False),
        (Role.COUNSELLOR, ME, a_visit(ME), True),
        (Role.COUNSELLOR, ME, a_visit(responsible=ME), True),
        (Role.COUNSELLOR, FIXED, a_visit(), True),
        (Role.JOB_CONSULTANT, ME, a_visit(ME), False),
        (Role.MANAGER, ME, a_visit(responsible=ME), False),
        (Role.ADMIN, ME, a_visit(responsible=ME), False),
    ],
)
def test_who_may_edit_a_visit(role: Role, user_id: int, visit: Visit, expected: bool) -> None:
    assert rules.may_edit({role}, user_id, visit) is expected


@pytest.mark.parametrize(
    ("role", "user_id", "owner", "expected"),
    [
        (Role.CONSULTANT, ME, OTHER, True),
        (Role.COUNSELLOR, ME, OTHER, False),
        (Role.COUNSELLOR, FIXED, OTHER, True),
        (Role.JOB_CONSULTANT, ME, ME, True),
        (Role.JOB_CONSULTANT, FIXED, OTHER, False),
        (Role.MANAGER, ME, ME, True),
        (Role.ADMIN, ME, ME, False),
        (Role.STEERING, ME, ME, False),
    ],
)
def test_who_may_edit_a_step(role: Role, user_id: int, owner: int, expected: bool) -> None:
    step = NextStep(owner_id=owner, company=Company(name="X", fixed_contact_id=FIXED))
    assert rules.may_edit_step({role}, user_id, step) is expected


@pytest.mark.parametrize(
    ("local", "exists"),
    [
        ("2027-03-28 01:59", True),
        ("2027-03-28 02:00", False),
        ("2027-03-28 02:59", False),
        ("2027-03-28 03:00", True),
        ("2026-10-25 02:30", True),
    ],
)
def test_the_hour_that_the_clock_jumps_over_does_not_exist(local: str, exists: bool) -> None:
    assert rules.exists_on_the_clock(datetime.fromisoformat(local)) is exists


def test_a_step_is_overdue_the_day_after_its_day_until_it_is_done() -> None:
    step = NextStep(due_on=date(2026, 11, 23))
    assert not rules.is_overdue(step, date(2026, 11, 23))
    assert rules.is_overdue(step, date(2026, 11, 24))
    step.done_at = NOW
    assert not rules.is_overdue(step, date(2026, 11, 24))


def test_a_planned_visit_lacks_a_word_when_its_time_is_over() -> None:
    end = NOW + timedelta(hours=1)
    assert not rules.lacks_note(a_visit(), NOW)
    assert rules.lacks_note(a_visit(), end)
    assert not rules.lacks_note(a_visit(state=VisitState.HELD), end)
