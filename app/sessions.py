"""Sessions on the server: a random id in the cookie, its hash in the database, ended by deleting the row.

A visitor who has not signed in has no row: the id alone gives the key against forged forms.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import joinedload

from app import clock
from app.accounts.models import User, WebSession
from app.config import Config
from app.web import config_of, keep_aside

COOKIE = "jobloft_session"
SEEN_EVERY = timedelta(minutes=5)
# No session is read for these and no cookie set: files, calendar feeds, whose programs keep no cookies, a manager's
# briefing, whose link is its only key, and what browsers keep for notes without network, which is nobody's.
# By path: Flask opens the session before it knows the endpoint.
WITHOUT_SESSION = re.compile(r"/(static|assets|briefing)/|/calendar/[^/]+\.ics$|/(sw\.js|offline-notes)$")


class ServerSession(dict[str, Any], SessionMixin):
    """What a view may keep between two requests of one browser."""

    def __init__(
        self, sid: str, data: dict[str, Any], stored: WebSession | None, *, new: bool, user: User | None = None
    ) -> None:
        super().__init__(data)
        self.sid = sid
        self.stored = stored
        self.new = new
        # As loaded with the session, for the one who asks who is signed in; None when the account was closed.
        self.user = user
        self.loaded = dict(data)
        self.replaced: list[str] = []

    @property
    def user_id(self) -> int | None:
        """Whose session it is."""
        value = self.get("_user_id")
        return int(value) if value is not None else None

    @property
    def modified(self) -> bool:  # type: ignore[override]
        """Whether something in it changed since it was read."""
        return self.loaded != dict(self)

    def rotate(self, secret_key: str) -> None:
        """Take a new id, at login and logout, so that an id known before is worth nothing after."""
        self.replaced.append(self.sid)
        self.sid, self.stored, self.new = secrets.token_urlsafe(32), None, True
        self["csrf_token"] = form_key(secret_key, self.sid)


def id_hash(sid: str) -> str:
    """How an id is kept."""
    return hashlib.sha256(sid.encode()).hexdigest()


def form_key(secret_key: str, sid: str) -> str:
    """The key against forged forms, derived from the session's id, so that it needs no place of its own."""
    return hmac.new(secret_key.encode(), f"form:{sid}".encode(), "sha256").hexdigest()


class DatabaseSessions(SessionInterface):
    """Flask's session interface over the `web_session` table."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The browser's session if it is still good, else a fresh one without a row."""
        config = config_of(app)
        sid = request.cookies.get(COOKIE, "")
        wanted = WITHOUT_SESSION.match(request.path) is None
        stored, user = _stored(app, sid) if sid and wanted else (None, None)
        if stored is not None and _is_good(stored, config, clock.now()):
            data = stored.data | {"_user_id": str(stored.user_id), "csrf_token": form_key(config.secret_key, sid)}
            return ServerSession(sid, data, stored, new=False, user=user)
        fresh = not 40 <= len(sid) <= 50 or stored is not None
        sid = secrets.token_urlsafe(32) if fresh else sid
        return ServerSession(sid, {"csrf_token": form_key(config.secret_key, sid)}, None, new=fresh and wanted)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where the id is new, and keep the row's changes aside."""
        assert isinstance(session, ServerSession)
        for old in session.replaced:
            keep_aside(_deleting(old))
        if session.user_id is not None:
            _keep_row(session, clock.now())
        if session.new and (session.accessed or session.replaced):
            _set_cookie(response, session, config_of(app))


# Every request begins with this: one query, put together once.
SESSION_OF = (
    select(WebSession, User)
    .outerjoin(User, and_(User.id == WebSession.user_id, User.active))
    .where(WebSession.id_hash == bindparam("id_hash"))
    .options(joinedload(User.role_rows), joinedload(User.organisation))
)


def _stored(app: Flask, sid: str) -> tuple[WebSession | None, User | None]:
    with app.database.reading() as db:  # type: ignore[attr-defined]
        row = db.execute(SESSION_OF, {"id_hash": id_hash(sid)}).unique().one_or_none()
        return (row[0], row[1]) if row else (None, None)


def _is_good(stored: WebSession, config: Config, now: datetime) -> bool:
    idle = now - stored.seen_at < timedelta(hours=config.session_idle_hours)
    return idle and now - stored.created_at < timedelta(hours=config.session_absolute_hours)


def _keep_row(session: ServerSession, now: datetime) -> None:
    data = {key: value for key, value in session.items() if key not in ("_user_id", "csrf_token")}
    stored, hashed, user_id = session.stored, id_hash(session.sid), session.user_id
    if stored is None:
        keep_aside(lambda db: db.add(_row(hashed, user_id, data, now)))
    elif session.modified or now - stored.seen_at > SEEN_EVERY:
        change = update(WebSession).where(WebSession.id_hash == hashed).values(data=data, seen_at=now)
        keep_aside(lambda db: _run(db, change))


def _row(hashed: str, user_id: int | None, data: dict[str, Any], now: datetime) -> WebSession:
    return WebSession(id_hash=hashed, user_id=user_id, data=data, created_at=now, seen_at=now)


def _deleting(sid: str) -> Any:
    return lambda db: _run(db, delete(WebSession).where(WebSession.id_hash == id_hash(sid)))


def _run(db: DbSession, statement: Any) -> None:
    db.execute(statement)


def _set_cookie(response: Response, session: ServerSession, config: Config) -> None:
    response.set_cookie(COOKIE, session.sid, httponly=True, samesite="Lax", secure=config.secure_cookies, path="/")
