"""When a colleague's contact is too near, and when the company has asked for peace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.outreach.rules import Contact, Kind, Outreach, Peace, colleagues_outreach, too_early, too_many
from app.visits.models import Way

TODAY = date(2026, 11, 24)
ME, COLLEAGUE = 1, 2
MINE = Contact(TODAY, TODAY, frozenset({ME}))


def contact(days: int, *, who: int = COLLEAGUE, whole_week: bool = False, along: tuple[int, ...] = (), row: int = 1,
            kind: Kind = Kind.VISIT) -> Outreach:  # fmt: skip
    first = TODAY + timedelta(days=days)
    last = first + timedelta(days=6) if whole_week else first
    users = frozenset({who, *along})
    return Outreach(first, last, Way.CALL, days < 0, f"Person {who}", users, kind=kind, row_id=row, responsible_id=who)


@pytest.mark.parametrize(
    ("one", "warned"),
    [
        (contact(-14), True),
        (contact(-15), False),
        (contact(0), True),
        (contact(14), True),
        (contact(15), False),
        (contact(-20, whole_week=True), True),
        (contact(-21, whole_week=True), False),
        (contact(3, who=ME), False),
        (contact(3, along=(ME,)), False),
    ],
)
def test_a_colleagues_contact_within_a_fortnight_is_warned_of(one: Outreach, warned: bool) -> None:
    assert colleagues_outreach([one], MINE) == ([one] if warned else [])


def test_the_window_lies_around_the_new_contact_not_around_today() -> None:
    spring = Contact(date(2027, 3, 1), date(2027, 3, 7), frozenset({ME}))
    near, far = contact(83), contact(0)
    assert near.first_day == date(2027, 2, 15)
    assert colleagues_outreach([far, near], spring) == [near]


def test_a_contact_is_not_warned_of_itself_and_warnings_stand_in_order() -> None:
    late, early = contact(5, row=2), contact(-5, row=3)
    moved = Contact(TODAY, TODAY, frozenset({ME}), itself=(Kind.VISIT, 1))
    assert colleagues_outreach([contact(1, row=1), late, early], moved) == [early, late]


def test_one_contact_more_than_the_company_wants_a_month() -> None:
    visit, plan_of_it = contact(1), contact(0, kind=Kind.PLANNED, row=9)
    someone_elses = contact(3, who=3, kind=Kind.PLANNED, row=10)
    assert too_many(Peace(a_month=2), MINE, [visit, plan_of_it]) is None
    assert too_many(Peace(a_month=2), MINE, [visit, plan_of_it, someone_elses]) == 2
    assert too_many(Peace(a_month=0), MINE, []) == 0
    assert too_many(Peace(), MINE, [visit] * 9) is None


@pytest.mark.parametrize(("day", "early"), [(TODAY, None), (TODAY + timedelta(days=1), TODAY + timedelta(days=1))])
def test_not_before_the_day_that_the_company_named(day: date, early: date | None) -> None:
    assert too_early(Peace(not_before=day), MINE) == early
