"""How long an ended feed answers, who asks, what may be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.feeds import rules
from app.feeds.rules import Standing
from app.feeds.tokens import hash_of, secret_of

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (None, Standing.OPEN),
        (NOW, Standing.EMPTY),
        (NOW - timedelta(days=13, hours=23), Standing.EMPTY),
        (NOW - timedelta(days=14), Standing.GONE),
    ],
)
def test_standing(ended: datetime | None, expected: Standing) -> None:
    assert rules.standing(ended, NOW) == expected


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Google-Calendar-Importer", "Google Kalender"),
        ("iOS/18.1 (22B83) dataaccessd/1.0", "iPhone/iPad"),
        ("macOS/15.1 (24B83) CalendarAgent/1", "Apple Kalender"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4", "Thunderbird"),
        ("Microsoft Office/16.0 (Microsoft Outlook 16.0)", "Outlook"),
        ("Mozilla/5.0 (X11; Linux) Firefox/130", "Browser"),
        ("calcurse/4.8 <b>", "calcurse"),
        ("", ""),
    ],
)
def test_programs_are_called_what_people_call_them(agent: str, name: str) -> None:
    assert rules.client_name(agent) == name


@pytest.mark.parametrize(
    ("place", "tellable"),
    [
        ("Fabriksvej 3, 8800 Viborg", True),
        ("Vestergade 112A, 2. th., 8600 Silkeborg", True),
        ("Ring 86 12 34 56", False),
        ("+45 86123456", False),
        ("bente@firma.dk", False),
        ("hos 010203-1234", False),
        ("", True),
    ],
)
def test_a_place_with_somebodys_number_is_not_told(place: str, tellable: bool) -> None:
    assert rules.is_tellable(place) is tellable


def test_a_secret_needs_the_installations_key_the_person_and_the_form() -> None:
    secrets = {secret_of(key, user, once) for key in ("a", "b") for user in (1, 2) for once in ("x", "y")}
    assert len(secrets) == 8
    assert {len(secret) for secret in secrets} == {43}
    assert len(hash_of(secrets.pop())) == 64
