"""One small partnership: an order for stairs, a cleaner of the counsellor, one of the stranger."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.history import record
from app.residents.models import ConsentScope
from app.web import Jobloft
from tests.factories import NOW, Personas
from tests.matches.factories import make_cleaner, make_considerations, make_stairs


@dataclass(frozen=True)
class World:
    """Ids of the rows."""

    order: int
    amina: int
    fatma: int
    everything: tuple[ConsentScope, ...] = tuple(ConsentScope)


@pytest.fixture
def world(app: Jobloft, personas: Personas) -> World:
    """Amina is the counsellor's, Fatma the stranger's; both fit; Amina must avoid working alone, which the job has."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = make_stairs(session, personas, demands=["alone"])
        amina = make_cleaner(session, personas, name="Amina Alm")
        make_considerations(session, amina, "alone")
        fatma = make_cleaner(session, personas, of="stranger", name="Fatma Fjern", skills=("hotelrengøring",))
        return World(order.id, amina.id, fatma.id)
