"""Names, ages, consents and the view that is shared: pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.accounts.models import Organisation, User
from app.residents import rules
from app.residents.consent_texts import CURRENT_VERSION, TEXTS
from app.residents.models import Consent, ConsentScope, Resident
from app.residents.names import folded
from app.residents.rules import ConsentState
from app.residents.sharing import OwnerHint, scope_of, shared_view

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Søren Åkjær", "soeren aakjaer"),
        ("SOEREN  AAKJAER", "soeren aakjaer"),
        ("José Núñez-Peña", "jose nunez pena"),
        ("A\u030akjær", "aakjaer"),
        ("Łukasz", "lukasz"),
        ("%_", ""),
    ],
)
def test_names_are_compared_without_accents(name, expected) -> None:
    assert folded(name) == expected


@pytest.mark.parametrize(
    ("birth", "age"),
    [(date(2009, 11, 25), 16), (date(2009, 11, 24), 17), (date(2008, 11, 25), 17), (date(2008, 11, 24), None)],
)
def test_the_age_is_told_only_below_eighteen(birth, age) -> None:
    assert rules.age_that_matters(birth, TODAY) == age


def test_an_unknown_birth_date_tells_no_age() -> None:
    assert rules.age_that_matters(None, TODAY) is None


def test_who_is_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    ages = [rules.age_on(date(2008, 2, 29), day) for day in (date(2026, 2, 28), date(2026, 3, 1))]
    assert ages == [17, 18]


def consent(**over) -> Consent:
    values = {
        "given_on": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
        "scope": ["wishes"],
        "purpose": "Finde job",
    } | over
    return Consent(**values)


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({}, ConsentState.RUNNING),
        ({"valid_until": TODAY}, ConsentState.RUNNING),
        ({"given_on": TODAY}, ConsentState.RUNNING),
        ({"valid_until": date(2026, 11, 23)}, ConsentState.EXPIRED),
        ({"withdrawn_at": datetime(2026, 11, 1, tzinfo=UTC)}, ConsentState.WITHDRAWN),
        ({"withdrawn_at": datetime(2026, 11, 1, tzinfo=UTC), "valid_until": date(2026, 11, 2)}, ConsentState.WITHDRAWN),
    ],
)
def test_a_consent_runs_from_its_first_through_its_last_day(over, expected) -> None:
    assert rules.consent_state(consent(**over), TODAY) == expected


def test_a_year_on_from_a_leap_day() -> None:
    assert [rules.one_year_on(day) for day in (TODAY, date(2028, 2, 29))] == [date(2027, 11, 24), date(2029, 2, 28)]


@pytest.mark.parametrize(("days", "long"), [(30, False), (31, True)])
def test_thirty_days_without_a_talk_are_long(days, long) -> None:
    assert rules.long_since(date.fromordinal(TODAY.toordinal() - days), TODAY) is long


def test_scopes_of_several_consents_add_up_and_unknown_names_open_nothing() -> None:
    given = [consent(), consent(scope=["hours", "notes", "considerations"])]
    assert scope_of(given) == {ConsentScope.WISHES, ConsentScope.HOURS}


def test_a_view_takes_only_what_the_scope_covers() -> None:
    resident = Resident(
        id=7,
        name="Fatima",
        transport=["bus"],
        every_other_week=False,
        not_in_school_holidays=True,
        distance_km=5,
        hours_note="hemmelig",
        goal_note="hemmelig",
    )
    resident.organisation = Organisation(name="Plan Vest", phone="+4586000000")
    resident.counsellor = User(name="Navn", phone="")
    view = shared_view(resident, [consent(scope=["hours"])])
    assert view.owner == OwnerHint("Plan Vest", "Navn", "+4586000000")
    assert (view.contact, view.goal, view.wishes, view.skills, view.languages, view.personal) == (None,) * 6
    assert view.hours is not None
    assert (view.hours.distance_km, view.hours.transport) == (5, ("bus",))
    assert "hemmelig" not in repr(view)


def test_every_version_of_the_text_explains_every_scope() -> None:
    assert CURRENT_VERSION in TEXTS
    assert [set(text.scopes) for text in TEXTS.values()] == [set(ConsentScope)] * len(TEXTS)
