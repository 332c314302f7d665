"""Makes the demonstration ready: at once when its data is there, anew when it is not or when asked to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from app import create_app, migrating
from app.accounts.models import User
from app.accounts.passwords import Passwords
from app.config import Config
from app.db import Database
from app.demo import company_rows, contact_rows, match_rows, order_rows, people, repeatable, resident_rows, visit_rows
from app.merging import sweep
from app.operations import setup

SEED = 1


class NotADemonstration(setup.SetupError):
    """The database holds other people's data; a demonstration must not touch it."""


def make_ready(config: Config, *, reset: bool, now: datetime) -> None:
    """Migrate and fill the demonstration's database.

    Raises:
        NotADemonstration: there are users in it, but not the demonstration's.
    """
    app = create_app(config)
    try:
        # Asked first: nothing of a database in real use is touched, not even its tables.
        filled = _is_filled(app.database)
        if reset:
            _throw_away(app.database)
        setup.prepare(app.database, now=now)
        if reset or not filled:
            with app.database.transaction() as session:
                fill(session, app.extensions["passwords"], now)
    finally:
        app.database.engine.dispose()


def fill(session: Session, passwords: Passwords, now: datetime) -> None:
    """Lay all demonstration data in; the caller commits."""
    repeatable.begin(session, seed=SEED, now=now)
    who = people.load(session, passwords, now)
    companies = company_rows.load(session, who, now)
    sweep.keep(session, sweep.work_out(session), now=now)
    orders = order_rows.load(session, who, companies, now)
    residents = resident_rows.load(session, who, now)
    visit_rows.load_visits(session, who, companies, now)
    visit_rows.load_wheel(session, who, companies, now)
    contact_rows.load_briefing(session, who, companies, now)
    contact_rows.load_attempts(session, who, companies, now)
    visit_rows.load_inquiry(session, who, orders, now)
    match_rows.load(session, who, orders, residents, now)


def _is_filled(database: Database) -> bool:
    if not inspect(database.engine).has_table(User.__tablename__):
        return False
    with database.reading() as session:
        emails = set(session.scalars(select(User.email)))
    if emails and f"konsulent@{people.DOMAIN}" not in emails:
        raise NotADemonstration("this database is in real use; the demonstration needs one of its own")
    return bool(emails)


def _throw_away(database: Database) -> None:
    url = make_url(database.url)
    if url.get_backend_name() == "sqlite":
        database.engine.dispose()
        for ending in ("", "-wal", "-shm"):
            Path(f"{url.database}{ending}").unlink(missing_ok=True)
    elif migrating.revision_of(database.engine):
        setup.take_down(database)


def announce(address: str) -> str:
    """What the terminal says when the demonstration is served at `host:port`."""
    logins = "\n".join(f"  {login}@{people.DOMAIN}" for login, *_ in people.USERS[:7])
    return (
        f"\nJobløft: http://{address}/\n\n"
        f"Logins (all people and companies are made up), password {people.PASSWORD}:\n{logins}\n"
    )
