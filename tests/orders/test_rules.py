"""What follows what, what is still to ask, which demands need a reason."""

from __future__ import annotations

from datetime import date

import pytest

from app.accounts.models import Role
from app.companies.models import Company
from app.orders import labels, rules
from app.orders.models import EmploymentKind, JobOrder, OrderState
from tests.orders.factories import FULL

TODAY = date(2026, 11, 24)


def order(**values: object) -> JobOrder:
    """An order without a database; its company has no address."""
    company = Company(name="X", folded_name="x", city="", postal_code="")
    return JobOrder(**({"company": company, "title": "Trappevask", "tasks": []} | values))


def asked(**values: object) -> list[str]:
    return [point.field for point in rules.still_to_ask(order(**values))]


def test_of_an_order_with_a_task_alone_everything_is_to_ask_in_order() -> None:
    assert asked() == [
        "tasks",
        "hours_low",
        "kind",
        "starts_on",
        "grid",
        "required",
        "personal_skills",
        "contact_person_id",
        "city",
        "danish_level",
        "demands",
        "criminal_record_check",
        "priority_access",
        "how_to_apply",
        "apply_by",
        "pay",
    ]


def test_of_a_full_order_nothing_is_to_ask() -> None:
    full = FULL | {"hours_low": 6.0, "hours_high": 8.0, "contact_person_id": 1}
    assert asked(**full) == []
    assert rules.is_clarified(order(**full))


@pytest.mark.parametrize("kind", [EmploymentKind.YOUTH_JOB, EmploymentKind.APPRENTICESHIP])
def test_age_is_asked_of_work_for_the_young(kind: EmploymentKind) -> None:
    assert "minimum_age" in asked(kind=kind)
    assert "minimum_age" not in asked(kind=kind, minimum_age=15)


def test_a_placement_has_no_pay_to_ask_but_a_grant() -> None:
    points = asked(kind=EmploymentKind.WORK_PLACEMENT)
    assert ("pay" in points, "municipal_grant" in points) == (False, True)
    assert "municipal_grant" not in asked(kind=EmploymentKind.ORDINARY)


def test_a_standing_need_has_neither_start_nor_deadline_to_ask() -> None:
    assert {"starts_on", "apply_by"} & set(asked(standing_need=True)) == set()


@pytest.mark.parametrize(
    ("known", "answered"),
    [
        ({"demands": []}, "demands"),
        ({"grid": []}, "grid"),
        ({"danish_level": 0}, "danish_level"),
        ({"criminal_record_check": False}, "criminal_record_check"),
        ({"priority_access": False}, "priority_access"),
        ({"hours_high": 8.0}, "hours_low"),
        ({"certificates": ["Kørekort B"]}, "required"),
        ({"collective_agreement": "3F"}, "pay"),
        ({"postal_code": "8800"}, "city"),
    ],
)
def test_none_and_no_are_answers(known: dict[str, object], answered: str) -> None:
    assert set(asked()) - set(asked(**known)) == {answered}


def test_the_address_of_the_company_answers_the_place() -> None:
    company = Company(name="X", folded_name="x", city="Viborg", postal_code="")
    assert "city" not in asked(company=company)


def test_an_order_is_clear_when_the_needed_points_are_known() -> None:
    needed = {
        "tasks": ["x"],
        "hours_low": 5.0,
        "kind": EmploymentKind.ORDINARY,
        "starts_on": TODAY,
        "required": ["x"],
        "personal_skills": ["x"],
        "contact_person_id": 1,
    }
    assert rules.is_clarified(order(**needed))
    for missing in needed:
        assert not rules.is_clarified(order(**{name: value for name, value in needed.items() if name != missing}))


def test_every_point_has_a_question() -> None:
    assert {point.field for point in rules.CHECKLIST} == set(labels.QUESTIONS)


MOVES = {
    (before, after)
    for before, after in [
        ("draft", "open"),
        ("draft", "withdrawn"),
        ("open", "on_hold"),
        ("open", "filled"),
        ("open", "withdrawn"),
        ("open", "expired"),
        ("on_hold", "open"),
        ("on_hold", "filled"),
        ("on_hold", "withdrawn"),
        ("on_hold", "expired"),
        ("filled", "open"),
        ("withdrawn", "open"),
        ("expired", "open"),
    ]
}


@pytest.mark.parametrize("before", OrderState)
@pytest.mark.parametrize("after", OrderState)
def test_a_state_follows_another_or_not(before: OrderState, after: OrderState) -> None:
    assert rules.may_follow(before, after) == ((before.value, after.value) in MOVES)


@pytest.mark.parametrize(
    ("age", "kind", "demands", "needs_reason"),
    [
        (None, None, [], False),
        (15, EmploymentKind.ORDINARY, [], False),
        (18, EmploymentKind.ORDINARY, [], True),
        (18, EmploymentKind.ORDINARY, ["night"], False),
        (19, EmploymentKind.ORDINARY, ["night"], True),
        (13, EmploymentKind.YOUTH_JOB, [], False),
        (15, EmploymentKind.YOUTH_JOB, [], True),
        (18, EmploymentKind.ORDINARY, ["lifting"], True),
    ],
)
def test_an_age_above_the_law_needs_a_reason(
    age: int | None, kind: EmploymentKind | None, demands: list[str], needs_reason: bool
) -> None:
    assert rules.age_needs_reason(age, kind, demands) == needs_reason


@pytest.mark.parametrize(
    ("apply_by", "state", "passed"),
    [
        (None, OrderState.OPEN, False),
        (TODAY, OrderState.OPEN, False),
        (date(2026, 11, 23), OrderState.OPEN, True),
        (date(2026, 11, 23), OrderState.ON_HOLD, True),
        (date(2026, 11, 23), OrderState.FILLED, False),
    ],
)
def test_a_deadline_passes_while_the_order_waits(apply_by: date | None, state: OrderState, passed: bool) -> None:
    assert rules.deadline_passed(order(apply_by=apply_by, state=state), TODAY) == passed


@pytest.mark.parametrize(
    ("role", "fixed_contact", "may"),
    [
        (Role.CONSULTANT, False, True),
        (Role.BROKER, False, True),
        (Role.COUNSELLOR, False, False),
        (Role.COUNSELLOR, True, True),
        (Role.JOB_CONSULTANT, True, False),
        (Role.MANAGER, True, False),
        (Role.ADMIN, True, False),
    ],
)
def test_who_edits(role: Role, fixed_contact: bool, may: bool) -> None:
    company = Company(name="X", folded_name="x", fixed_contact_id=7 if fixed_contact else 8)
    assert rules.may_edit({role}, 7, company) == may
