"""Measures taking back an import of 20,000 rows: `python -m benchmarks.undo` writes a Markdown table.

A database of 5,000 companies gets an action as an import makes it: 15,000 companies come with a contact person, a
supplier relation and their first stage each, and the 5,000 get new values. Then it is planned, undone, and done again
by undoing the undo. On PostgreSQL too when JOBLOFT_TEST_POSTGRES_URL is set. Memory is what the process's greatest
rises by.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import clock, create_app
from app.accounts.models import Organisation
from app.accounts.passwords import Passwords
from app.companies.models import Company, ContactPerson, Stage, StageChange, SupplierRelation
from app.companies.rules import folded
from app.config import Config
from app.db import Database, new_uid
from app.demo.company_rows import made_up_cvrs
from app.demo.synthesis import Sizes, synthesize
from app.history import record
from app.history.actions import register
from app.history.ahead import prepare
from app.history.models import Action, ActionKind
from app.history.planning import plan_undo
from app.history.undo import undo
from app.operations import setup
from benchmarks.places import databases
from tests.operations.running import SECRET

CHUNK = 1_000


def main() -> None:
    """Measure on each database there is."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--known", type=int, default=5_000)
    arguments.add_argument("--new", type=int, default=15_000)
    sizes = arguments.parse_args()
    for name, opened in databases():
        print(f"\n### {name}\n\n| step | seconds | processor s | MB more |\n|---|--:|--:|--:|")
        with opened as url:
            _measure(url, sizes.known, sizes.new)


def _measure(url: str, known: int, new: int) -> None:
    with TemporaryDirectory() as folder:
        # The whole application, so that all listen that listen to changes: log, calendars, matcher, search.
        database = create_app(Config(url, SECRET, instance=Path(folder), secure_cookies=False)).database
        _measure_on(database, known, new)
        database.engine.dispose()


def _measure_on(database: Database, known: int, new: int) -> None:
    setup.prepare(database, now=clock.now())
    made_up = Sizes(companies=known, residents=0, orders=0)
    synthesize(database, Passwords((1, 8)), made_up, seed=1, now=clock.now())
    number = _timed("import (only to have one)", lambda: _in_action(database, lambda s: _import(s, new)))
    _timed("plan", lambda: _planned(database, number))
    undone = _timed("undo", lambda: _taken_back(database, number))
    again = _timed("undo of the undo", lambda: _taken_back(database, undone))
    _timed("undo once more", lambda: _taken_back(database, again))


def _timed(step: str, work: Callable[[], int]) -> int:
    before, begun, processor = _memory(), time.perf_counter(), time.process_time()
    result = work()
    waited, used = time.perf_counter() - begun, time.process_time() - processor
    print(f"| {step} | {waited:.1f} | {used:.1f} | {_memory() - before:.0f} |", flush=True)
    return result


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_action(database: Database, work: Callable[[Session], int]) -> int:
    with database.transaction() as session:
        record.begin_action(session, actor_id=None, now=clock.now())
        return work(session)


def _planned(database: Database, number: int) -> int:
    with database.reading() as session:
        plan = plan_undo(session, session.get_one(Action, number).action_id)
        assert not plan.left
        return len(plan.counts())


def _taken_back(database: Database, number: int) -> int:
    """As the page and the command do it; says also how long of it the lock was held."""
    with database.reading() as session:
        action_id = session.get_one(Action, number).action_id

    def work(session: Session) -> int:
        prepared = prepare(database, session, action_id)
        begun.append((time.perf_counter(), time.process_time()))
        return undo(session, session.get_one(Action, number), prepared).id

    begun: list[tuple[float, float]] = []
    undoing = _in_action(database, work)
    waited, used = time.perf_counter() - begun[0][0], time.process_time() - begun[0][1]
    print(f"| of the next, holding the lock | {waited:.1f} | {used:.1f} | |", flush=True)
    return undoing


def _import(session: Session, new: int) -> int:
    now = clock.now()
    for company in session.scalars(select(Company)):
        company.name, company.phone = f"{company.name} A/S", "+4599112233"
        company.folded_name = folded(company.name)
    session.flush()
    buyer = session.scalars(select(Organisation.id).limit(1)).one()
    cvrs = itertools.islice(made_up_cvrs(), 6_000, None)
    for begin in range(0, new, CHUNK):
        for kind, rows in _rows(cvrs, begin, min(CHUNK, new - begin), buyer, now):
            session.execute(insert(kind), rows)
            record.note_inserted(session, kind, rows)
    return register(session, ActionKind.IMPORT, "Leverandører.csv").id


def _rows(cvrs: Iterator[str], begin: int, count: int, buyer: int, now: Any) -> Iterator[tuple[type[Any], list[Any]]]:
    numbers = range(1_000_000 + begin, 1_000_000 + begin + count)
    yield Company, [_company(n, next(cvrs), now) for n in numbers]
    person = {"job_title": "", "phone": "", "email": "", "is_fixed": True, "left_on": None, "version": 1}
    yield (
        ContactPerson,
        [person | {"id": n, "company_id": n, "name": f"Kontakt {n}", "updated_at": now} for n in numbers],
    )
    relation = {"organisation_id": buyer, "social_clauses": False, "agreement_ends_on": None}
    yield SupplierRelation, [relation | {"id": n, "company_id": n} for n in numbers]
    stage = {"at": now, "user_id": None, "stage": Stage.CANDIDATE, "reason": ""}
    yield StageChange, [stage | {"id": n, "company_id": n} for n in numbers]


def _company(n: int, cvr: str, now: Any) -> dict[str, Any]:
    defaults = {
        column.name: column.default.arg if column.default is not None and column.default.is_scalar else None
        for column in Company.__table__.columns
    }
    name = f"Leverandør {n} ApS"
    return defaults | {
        "id": n, "uid": new_uid(), "name": name, "folded_name": folded(name), "cvr": cvr, "created_at": now,
        "updated_at": now, "version": 1,
    }  # fmt: skip


if __name__ == "__main__":
    main()
