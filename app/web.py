"""Our Flask: one transaction a request, committed in one place, with side records after it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import User
from app.config import Config
from app.db import Database, commit
from app.history import record
from app.requests import CleanRequest, RowId

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SideRecord = Callable[[Session], None]
log = logging.getLogger("jobloft")


class Jobloft(Flask):
    """The application object with its database and settings."""

    request_class = CleanRequest
    settings: Config
    database: Database

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.url_map.converters["int"] = RowId

    def dispatch_request(self) -> Response:
        """Run the view; a writing request that ends below 400 is committed here and nowhere else.

        Committing before Flask leaves the dispatch lets a failing commit reach the error handlers.
        """
        with self._request_session() as session:
            response = self.make_response(super().dispatch_request())
            if session.info.get("writing") and response.status_code < 400:
                commit(session)
                # What the transaction noted to be done when it is through.
                g.committed = session.info
            return response

    @contextmanager
    def _request_session(self) -> Iterator[Session]:
        writing = request.method not in SAFE_METHODS
        opened = self.database.writing_session() if writing else self.database.reading_session()
        with opened as session:
            if writing:
                actor = current_user.id if current_user.is_authenticated else None
                record.begin_action(session, actor_id=actor, now=clock.now())
            g.session = session
            try:
                yield session
            finally:
                g.pop("session", None)

    def process_response(self, response: Response) -> Response:
        """Finish the headers, then write what must be kept whatever the status, in one short transaction."""
        finished = super().process_response(response)
        write_side_records(self.database)
        return finished


def application() -> Jobloft:
    """The application that serves the present request."""
    return cast(Jobloft, current_app)


def db() -> Session:
    """The request's session."""
    return cast(Session, g.session)


def signed_in() -> User:
    """The user who is signed in; only for views that need one."""
    return cast(User, current_user._get_current_object())


def keep_aside(write: SideRecord) -> None:
    """Collect a record (access, session seen, throttle …) that is written after the response is made."""
    if has_request_context():
        g.setdefault("side_records", []).append(write)


def write_side_records(database: Database) -> None:
    """Write the collected records. A failure reaches the error page: what can't be logged is not shown."""
    collected: list[SideRecord] = g.pop("side_records", [])
    if not collected:
        return
    with database.transaction() as session:
        for write in collected:
            write(session)


def config_of(app: Any) -> Config:
    """The settings of an application."""
    return cast(Jobloft, app).settings
