"""What the ranker must not know, it is not told."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from app.history import record
from app.matches import feeding
from app.matches.profiles import candidate_of
from app.residents.models import Resident
from tests.factories import NOW
from tests.matches.factories import TODAY, born


def test_the_ranker_is_told_nothing_that_it_must_not_know(app, personas, world) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        query = select(Resident).where(Resident.id == world.amina).options(*feeding.PROFILE)
        amina = session.scalars(query).one()
        amina.birth_date, amina.goal_note, amina.support_kind = born(40), "Hemmelig note", "Kontanthjælp"
        amina.housing_area, amina.email = "Hemmelig Vang", "amina@hemmelig.dk"
        amina.considerations.note = "Hemmelig ryg"
        told = repr(asdict(candidate_of(amina, TODAY)))
    assert [secret for secret in ("Amina", "Hemmelig", "hemmelig", "Kontanthjælp", "1986") if secret in told] == []
