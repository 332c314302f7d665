"""Made-up data of any size: the same for the same seed, other for another, never on top of people's own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app import migrating
from app.companies.models import Company
from app.db import Database
from app.demo.synthesis import Sizes, synthesize
from app.matches.matcher import WarmMatcher
from app.operations import setup
from app.operations.check import problems
from app.operations.setup import SetupError
from app.orders.models import JobOrder, OrderState
from app.residents.models import Resident
from app.web import Jobloft
from tests.demo.test_demonstration import contents
from tests.factories import NOW, make_company

SIZES = Sizes(companies=60, residents=50, orders=40)


def made(app: Jobloft, url: str, seed: int, sizes: Sizes = SIZES) -> Database:
    """A fresh database filled by a seed."""
    database = Database(url)
    if migrating.revision_of(database.engine):
        database.engine.dispose()
        setup.take_down(database)
    setup.prepare(database, now=NOW)
    synthesize(database, app.extensions["passwords"], sizes, seed=seed, now=NOW)
    return database


def test_the_seed_decides_everything(app: Jobloft, scratch_url: str) -> None:
    found = []
    for seed in (1, 1, 2):
        database = made(app, scratch_url, seed)
        found.append(contents(database))
        database.engine.dispose()
    assert found[0] == found[1]
    differing = {name for name, rows in found[2].items() if rows != found[0][name]}
    assert differing >= {"company", "contact_person", "job_order", "resident", "wish", "skill", "visit"}


def test_it_makes_what_was_asked_for_and_all_of_it_is_well(app: Jobloft, scratch_url: str) -> None:
    database = made(app, scratch_url, 1)
    rows = contents(database)
    sizes = {name: len(rows[name]) for name in ("company", "resident", "job_order", "planned_contact")}
    assert sizes == {"company": 60, "resident": 50, "job_order": 40, "planned_contact": 60}
    assert list(problems(database)) == []
    database.engine.dispose()


def test_residents_are_found_by_name_and_companies_by_their_number(app: Jobloft, scratch_url: str) -> None:
    database = made(app, scratch_url, 1)
    with database.reading() as session:
        assert len(set(session.scalars(select(Company.cvr)))) == 60
        assert len(set(session.scalars(select(Resident.folded_name)))) == 50
    database.engine.dispose()


def test_a_server_that_runs_already_ranks_what_was_made(app: Jobloft, scratch_url: str) -> None:
    setup.prepare(database := Database(scratch_url), now=NOW)
    warm = WarmMatcher(database)
    with database.reading() as session, warm.ready(session, NOW.date()) as ready:
        assert list(ready.order_ids()) == []
    synthesize(database, app.extensions["passwords"], SIZES, seed=1, now=NOW)
    with database.reading() as session, warm.ready(session, NOW.date()) as ready:
        is_open = JobOrder.state == OrderState.OPEN
        assert sorted(ready.order_ids()) == list(
            session.scalars(select(JobOrder.id).where(is_open).order_by(JobOrder.id))
        )
    database.engine.dispose()


def test_nothing_is_laid_on_top_of_other_data(app: Jobloft) -> None:
    with app.database.transaction() as session:
        make_company(session)
    before = contents(app.database)
    with pytest.raises(SetupError, match="there is data in this database already"):
        synthesize(app.database, app.extensions["passwords"], SIZES, seed=1, now=NOW)
    assert contents(app.database) == before


@pytest.mark.parametrize("sizes", [Sizes(0, 0, 0), Sizes(0, 3, 5), Sizes(1, 0, 0)])
def test_small_sizes_are_sizes_too(app: Jobloft, scratch_url: str, sizes: Sizes) -> None:
    database = made(app, scratch_url, 1, sizes)
    rows = contents(database)
    orders = sizes.orders if sizes.companies else 0
    assert (len(rows["company"]), len(rows["resident"]), len(rows["job_order"])) == (
        sizes.companies,
        sizes.residents,
        orders,
    )
    database.engine.dispose()
