"""Measures the import of a supplier list: `python -m benchmarks.imports` writes a Markdown table.

A made-up list (20,000 rows; every tenth holds a fault of 24 kinds) is taken through the same steps as by the browser:
read, kept, compared, written, taken in again, undone. Beside it, in the same run, the least that any import does: the
same rows read by csv.reader and inserted into the table of companies as they are, without a check, a log or an index
of words. While it is written and undone somebody in another process saves a company again and again. On PostgreSQL too
when JOBLOFT_TEST_POSTGRES_URL is set. Each database has a process of its own, so that the peak of memory is its own.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event

from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError

import app.assembly  # noqa: F401 (whoever listens to sessions: the change log, the words, the matcher)
from app import clock
from app.accounts.models import Organisation, OrganisationKind
from app.companies.models import Company
from app.companies.rules import folded
from app.db import Database, new_uid
from app.history import record
from app.history.models import Change
from app.imports import jobs, services
from app.imports.headings import layout_of
from app.imports.models import BatchState, ImportBatch
from app.imports.reading import read
from app.imports.staging import table_of
from app.imports.writing import BLANK
from app.operations import setup
from benchmarks.asking import yardstick
from benchmarks.places import databases
from benchmarks.supplier_list import CVR, NAME, SupplierList, as_csv, as_xlsx, supplier_list


@dataclass
class Taken:
    """Seconds, of the clock and of the processor, by step; what came of it; the peak of memory in MB."""

    steps: dict[str, tuple[float, float]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    peak: int = 0
    waits: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is inside."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = (time.perf_counter() - wall, time.process_time() - processor)
        print(name, *(f"{seconds:.1f}" for seconds in self.steps[name]), file=sys.stderr, flush=True)

    def total(self, *names: str) -> float:
        """Seconds of the clock of these steps together."""
        return sum(self.steps[name][0] for name in names)


ONCE = ("read", "keep", "compare", "write")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = supplier_list(asked.rows, seed=asked.seed)
    data, workbook = as_csv(made), as_xlsx(made)
    print(
        f"{asked.rows:,} rows, {sum(made.faults.values()):,} of them with a fault of {len(made.faults)} kinds; ", end=""
    )
    print(f"CSV {len(data) / 1e6:.1f} MB, XLSX {len(workbook) / 1e6:.1f} MB.")
    for name, url in databases():
        with url as address:
            _report(name, _apart(address, data, workbook, made))
    print(f"\nA million additions in Python took {yardstick():.0f} ms of processor at the end.")


def _apart(address: str, data: bytes, workbook: bytes, made: SupplierList) -> Taken:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, address, data, workbook, made).result()


def measure(address: str, data: bytes, workbook: bytes, made: SupplierList) -> Taken:
    """All steps on an empty database."""
    taken, database = Taken(), Database(address)
    setup.prepare(database, now=clock.now())
    with database.transaction() as session:
        place = Organisation(name="Møllevang", kind=OrganisationKind.HOUSING_ASSOCIATION, updated_at=clock.now())
        session.add(place)
        session.flush()
        association = place.id
        name = "Nabo ApS"
        session.add(Company(name=name, folded_name=folded(name), created_at=clock.now(), updated_at=clock.now()))
    with taken.step("read XLSX"):
        layout_of(read(workbook))
    first = _import(database, taken, data, association, "")
    with database.reading() as session:
        taken.counts = dict(session.get_one(ImportBatch, first).counts)
        taken.counts["log"] = session.scalar(select(func.count()).select_from(Change)) or 0
    _import(database, taken, data, association, " again")
    with _neighbour(address, taken, "undo"), taken.step("undo"):
        _work(database, first, BatchState.UNDOING)
    with database.reading() as session:
        taken.counts["after undo"] = session.scalar(select(func.count()).select_from(Company)) or 0
    with taken.step("bare"):
        _bare(database, data, made)
    taken.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    database.engine.dispose()
    return taken


@contextmanager
def _neighbour(address: str, taken: Taken, name: str) -> Iterator[None]:
    """Somebody in another process who saves a company again and again meanwhile; keeps the longest that they waited."""
    context = multiprocessing.get_context("spawn")
    ready, stop, longest = context.Event(), context.Event(), context.Value("d", 0.0)
    other = context.Process(target=_save_again_and_again, args=(address, ready, stop, longest))
    other.start()
    ready.wait()
    yield
    stop.set()
    other.join()
    taken.waits[name] = longest.value


def _save_again_and_again(address: str, ready: Event, stop: Event, longest: Synchronized[float]) -> None:
    database = Database(address)
    while not stop.is_set():
        began = time.perf_counter()
        # Whoever waits longer than SQLite lets them is told to try again: the wait shows it.
        with suppress(OperationalError), database.transaction() as session:
            session.get_one(Company, 1, with_for_update=True).about = str(began)
        longest.value = max(longest.value, time.perf_counter() - began)
        ready.set()
        stop.wait(0.1)
    database.engine.dispose()


def _import(database: Database, taken: Taken, data: bytes, association: int, again: str) -> int:
    with taken.step("read" + again):
        grid = read(data)
        layout = layout_of(grid)
    with taken.step("keep" + again), database.transaction() as session:
        batch = services.take_in(
            session, grid, layout, user_id=None, organisation_id=association, filename="x.csv", now=clock.now()
        )
    with taken.step("compare" + again):
        _work(database, batch.id, BatchState.COMPARING)
    with _neighbour(database.url, taken, "write" + again), taken.step("write" + again):
        _work(database, batch.id, BatchState.WRITING)
    return batch.id


def _work(database: Database, batch_id: int, state: BatchState) -> None:
    with database.transaction() as session:
        record.begin_action(session, actor_id=None, now=clock.now())
        mark = services.begin(session, session.get_one(ImportBatch, batch_id), state, now=clock.now())
    jobs.run(database, state, batch_id, mark, None)
    with database.reading() as session:
        assert session.get_one(ImportBatch, batch_id).fault == ""


def _bare(database: Database, data: bytes, made: SupplierList) -> None:
    """The rows as they are: only what the database itself refuses is left out."""
    rows = list(csv.reader(io.StringIO(data.decode("cp1252"), newline=""), delimiter=";"))[len(made.above) + 1 :]
    now, seen, companies = clock.now(), set(), []
    for row in rows:
        number = row[CVR].replace(" ", "") if len(row) > CVR else ""
        if len(number) != 8 or number in seen or not row[NAME] or len(row[NAME]) > 200:
            continue
        seen.add(number)
        values = {"name": row[NAME], "folded_name": folded(row[NAME]), "cvr": number, "uid": new_uid()}
        companies.append(BLANK[Company] | values | {"created_at": now, "updated_at": now, "version": 1})
    with database.transaction() as session:
        for start in range(0, len(companies), 1_000):
            session.connection().execute(insert(table_of(Company)), companies[start : start + 1_000])


def _report(name: str, taken: Taken) -> None:
    print(f"\n### {name}\n\n| step | seconds | processor |\n|---|--:|--:|")
    for step, (wall, processor) in taken.steps.items():
        print(f"| {step} | {wall:.1f} | {processor:.1f} |")
    whole = taken.total(*ONCE)
    for step, seconds in taken.waits.items():
        print(f"| {step}: the longest that another who saved a company waited | {seconds:.1f} | |")
    print(f"| **read to written** | **{whole:.1f}** | {sum(taken.steps[step][1] for step in ONCE):.1f} |")
    print(f"\nPeak {taken.peak} MB. {whole / taken.total('bare'):.1f} times the bare insert. {taken.counts}")


if __name__ == "__main__":
    main()
