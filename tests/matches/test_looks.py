"""Whoever is shown somebody, and whoever is told what comes from considerations, stands in the access log."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from app.history import record
from app.history.models import AccessLog
from app.matches.models import Inquiry
from app.orders.models import JobOrder
from app.web import Jobloft
from tests.factories import NOW, Personas
from tests.matches.factories import make_cleaner, make_considerations, make_inquiry

PAGES = {
    "order": "/job-orders/{order}",
    "question": "/questions/{answer}",
    "choice": "/job-orders/{order}/choose/{amina}",
    "choice of somebody else": "/job-orders/{order}/choose/{bodil}",
    "why not": "/job-orders/{order}/why-not?resident={amina}",
    "why not somebody else": "/job-orders/{order}/why-not?resident={bodil}",
    "resident": "/residents/{amina}",
    "talk": "/residents/{amina}/talk",
}
BOTH = [("considerations", "amina"), ("ranking", "amina"), ("ranking", "bodil")]
SEEN = {
    "order": BOTH,
    "question": BOTH,
    "choice": BOTH,
    "choice of somebody else": BOTH,
    "why not": [("considerations", "amina"), ("ranking", "amina")],
    "why not somebody else": [("ranking", "bodil")],
    "resident": [("considerations", "amina"), ("view", "amina")],
    "talk": [("considerations", "amina"), ("talk", "amina")],
}


@pytest.fixture
def ids(app: Jobloft, world, personas: Personas) -> dict[str, int]:
    """Ids of the rows by name: Amina has considerations that the job goes against, Bodil has none."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        bodil = make_cleaner(session, personas, name="Bodil Bak")
        inquiry: Inquiry = make_inquiry(session, personas, session.get_one(JobOrder, world.order), "counsellor")
        return {"order": world.order, "amina": world.amina, "bodil": bodil.id, "answer": inquiry.answers[0].id}


def looks(app: Jobloft, ids: dict[str, int]) -> list[tuple[str, str]]:
    """What was looked at, and whose it was, sorted."""
    names = {value: name for name, value in ids.items() if name in ("amina", "bodil")}
    with app.database.reading() as session:
        rows = session.execute(select(AccessLog.what, AccessLog.resident_id))
        return sorted((what, names[resident_id]) for what, resident_id in rows)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_that_tells_of_somebody_logs_it(app, as_user, ids, name: str) -> None:
    assert as_user("counsellor").get(PAGES[name].format(**ids)).status_code == 200
    assert looks(app, ids) == SEEN[name]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("order", [("ranking", "amina"), ("ranking", "bodil")]),
        ("why not", [("ranking", "amina")]),
        ("resident", [("view", "amina")]),
        ("talk", [("talk", "amina")]),
    ],
)
def test_a_colleague_is_told_of_no_considerations_and_logged_with_none(app, as_user, ids, name: str, seen) -> None:
    assert as_user("colleague").get(PAGES[name].format(**ids)).status_code == 200
    assert looks(app, ids) == seen


def test_the_consultant_sees_nobody_and_is_in_no_log(app, as_user, ids) -> None:
    assert as_user("consultant").get(PAGES["order"].format(**ids)).status_code == 200
    assert looks(app, ids) == []


def test_somebody_off_the_list_is_logged_when_chosen(app, as_user, ids, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.execute(delete(AccessLog))
        off = make_cleaner(session, personas, name="Carla", wishes=("ikke trappevask",), skills=("sy",))
        make_considerations(session, off, "alone")
        for at in range(10):
            make_cleaner(session, personas, name=f"Flere {at}")
        off_id = off.id
    assert as_user("counsellor").get(f"/job-orders/{ids['order']}/choose/{off_id}").status_code == 200
    with app.database.reading() as session:
        rows = session.scalars(select(AccessLog.what).where(AccessLog.resident_id == off_id))
        assert sorted(rows) == ["considerations", "ranking"]
