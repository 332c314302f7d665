"""Rules of companies: names, who may edit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.accounts.models import Role
from app.companies.models import Company, ContactPerson, Stage
from app.companies.rules import folded, has_left, may_edit, needs_reason

TODAY = date(2026, 11, 24)
ME, COLLEAGUE = 1, 2


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Midtjysk Rengøring ApS", "midtjysk rengoering"),
        ("MIDTJYSK  RENGOERING", "midtjysk rengoering"),
        ("Aagaards Tømrer A/S", "aagaards toemrer"),
        ("Ågårds Tømrer", "aagaards toemrer"),
        ("Café Nørgård, I/S", "cafe noergaard"),
        ("A/S", "a/s"),
        ("50% _ Tilbud*", "50 tilbud"),
    ],
)
def test_names_are_compared_without_case_accents_and_legal_form(written: str, compared: str) -> None:
    assert folded(written) == compared


@pytest.mark.parametrize(
    ("roles", "fixed", "may"),
    [
        ({Role.CONSULTANT}, None, True),
        ({Role.BROKER}, None, True),
        ({Role.COUNSELLOR}, ME, True),
        ({Role.COUNSELLOR}, COLLEAGUE, False),
        ({Role.COUNSELLOR}, None, False),
        ({Role.JOB_CONSULTANT}, ME, False),
        ({Role.MANAGER}, ME, False),
        ({Role.STEERING, Role.ADMIN}, ME, False),
        ({Role.MANAGER, Role.CONSULTANT}, None, True),
    ],
)
def test_who_may_edit_a_company(roles: set[Role], fixed: int | None, may: bool) -> None:
    assert may_edit(roles, ME, Company(fixed_contact_id=fixed)) is may


def test_a_relation_that_stops_asks_for_a_reason() -> None:
    assert {stage for stage in Stage if needs_reason(stage)} == {Stage.PAUSED, Stage.DECLINED}


@pytest.mark.parametrize(
    ("left_on", "gone"), [(None, False), (TODAY, True), (TODAY + timedelta(days=1), False), (date(2020, 1, 1), True)]
)
def test_who_leaves_later_is_still_here(left_on: date | None, gone: bool) -> None:
    assert has_left(ContactPerson(left_on=left_on), TODAY) is gone


def test_a_ring_typed_by_itself_is_the_same_letter() -> None:
    assert folded("Ba\u030adsmanden ApS") == folded("Bådsmanden") == "baadsmanden"
