"""The long work of an import, outside any request: one thread a web process, one transaction a piece of work.

Whatever stops it, at whatever moment, leaves either all of it or nothing. A piece of work carries the mark that it
began with; when somebody has begun it anew meanwhile, the mark is another one and nothing of the old work is kept.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.db import Database
from app.history import record
from app.history.ahead import prepare
from app.history.models import Action
from app.history.undo import undo
from app.imports import queries, services
from app.imports.comparing import compare
from app.imports.models import BatchState, ImportBatch
from app.imports.staging import Staged, ids_for

log = logging.getLogger("jobloft")
FAILED = "failed"


class Worker:
    """One thread that does one piece of work after the other; started with the first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._latest: Future[None] | None = None

    def start(self, work: Callable[[], None]) -> None:
        """Do it as soon as what was started before is done."""
        with self._lock:
            # In the worker process itself, after its fork: threads do not survive one.
            self._pool = self._pool or ThreadPoolExecutor(1, thread_name_prefix="import")
            self._latest = self._pool.submit(work)

    def wait(self) -> None:
        """Until all that was started is done."""
        if self._latest is not None:
            self._latest.result()


def run(database: Database, state: BatchState, batch_id: int, mark: str, actor_id: int | None) -> None:
    """Carry out the work that this state stands for; what goes wrong is kept with the import, and logged."""
    try:
        WORK[state](database, batch_id, mark, actor_id)
    except Exception as fault:  # noqa: BLE001 (nobody above this thread would hear of it)
        where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)[-6:]]
        log.error("fault", extra={"fields": {"import": batch_id, "kind": type(fault).__name__, "where": where}})
        with database.transaction() as session:
            batch = _mine(session, batch_id, mark)
            if batch is not None:
                services.break_off(batch, FAILED)


def _compare(database: Database, batch_id: int, mark: str, _actor_id: int | None) -> None:
    began = clock.now()
    with database.reading() as session:
        batch = queries.get_batch(session, batch_id)
        lines, decisions = services.lines_of(session, batch)
        rules = services.rules_of(batch)
        findings = compare(
            session, lines, rules, decisions=decisions, progress=lambda done: _say(database, batch_id, mark, done)
        )
    with database.transaction() as session:
        mine = _mine(session, batch_id, mark)
        if mine is not None:
            services.keep_findings(session, mine, findings)
            mine.state, mine.run, mine.done, mine.compared_at = BatchState.READY, "", len(lines), began


def _write(database: Database, batch_id: int, mark: str, actor_id: int | None) -> None:
    now = clock.now()
    with database.reading() as session:
        batch = queries.get_batch(session, batch_id)
        wanted = services.confirmed(session, batch)
    plan = services.plan_of(batch, wanted, actor_id=actor_id, now=now)
    made = plan.made()
    with database.transaction() as session:
        ids = ids_for(session, made)
    with database.transaction() as session:
        record.begin_action(session, actor_id=actor_id, now=now)
        staged = Staged.of(session, made, ids)
        # Here the lock is taken, not before.
        mine = _mine(session, batch_id, mark)
        if mine is not None:
            services.write(session, mine, wanted, now=now, prepared=(plan, staged))


def _undo(database: Database, batch_id: int, mark: str, actor_id: int | None) -> None:
    with database.reading() as reading:
        action_id = queries.get_batch(reading, batch_id).action_id
    with database.transaction() as session:
        record.begin_action(session, actor_id=actor_id, now=clock.now())
        prepared = prepare(database, session, action_id)
        batch = _mine(session, batch_id, mark)
        if batch is not None:
            action = session.scalars(select(Action).where(Action.action_id == batch.action_id)).one()
            undo(session, action, prepared)
            batch.state, batch.run = BatchState.UNDONE, ""


WORK: dict[BatchState, Callable[[Database, int, str, int | None], None]] = {
    BatchState.COMPARING: _compare,
    BatchState.WRITING: _write,
    BatchState.UNDOING: _undo,
}


def _mine(session: Session, batch_id: int, mark: str) -> ImportBatch | None:
    """The import, locked, if this work is still the one that goes on."""
    query = select(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.run == mark).with_for_update()
    return session.scalar(query)


def _say(database: Database, batch_id: int, mark: str, done: int) -> None:
    table = ImportBatch.__table__
    mine = (ImportBatch.id == batch_id) & (ImportBatch.run == mark)
    with database.transaction() as session:
        session.execute(update(table).where(mine).values(done=done, seen_at=clock.now()))  # type: ignore[arg-type]
