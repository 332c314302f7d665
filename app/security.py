"""Headers of every answer, the gate in front of every view, and what a redirect may lead to."""

from __future__ import annotations

import re
import secrets
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.models import User
from app.permissions import PUBLIC_ENDPOINTS, allowed
from app.web import Jobloft, config_of

login_manager = LoginManager()
csrf = CSRFProtect()


def init_app(app: Jobloft) -> None:
    """Attach nonce, gate, headers and sign-in. The nonce comes first: a refused form needs it on its page too."""
    app.before_request(_make_nonce)
    csrf.init_app(app)
    login_manager.session_protection = None
    login_manager.init_app(app)
    login_manager.user_loader(_load_user)
    app.before_request(_gate)
    app.after_request(_set_headers)
    app.jinja_env.globals["csp_nonce"] = lambda: g.csp_nonce
    app.jinja_env.globals["can"] = can


def can(permission: str) -> bool:
    """Whether the one who is signed in has the permission, for templates that offer an action."""
    return bool(current_user.is_authenticated) and allowed(current_user.roles, permission)


def _load_user(user_id: str) -> User | None:
    # By the application that answers: the manager is one for all that a process makes.
    known = getattr(session, "user", None)
    if known is not None and str(known.id) == user_id:
        return cast(User, known)
    with cast(Jobloft, current_app).database.reading() as opened:
        query = select(User).where(User.id == int(user_id), User.active)
        return opened.scalar(query.options(selectinload(User.role_rows), joinedload(User.organisation)))


def _make_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _gate() -> BaseResponse | None:
    if request.endpoint is None or request.endpoint in PUBLIC_ENDPOINTS:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.login", next=_own_address()))
    view = request.routing_exception is None and current_view_permission()
    if view and not allowed(current_user.roles, view):
        abort(403)
    return None


def current_view_permission() -> str:
    """The permission that the present route declares; the start-up check made sure that it has one."""
    return str(getattr(current_app.view_functions[request.endpoint or ""], "permission"))  # noqa: B009


def _own_address() -> str | None:
    # A form that was sent without a session can't be sent again by following a link.
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None


def _set_headers(response: Response) -> Response:
    nonce = g.get("csp_nonce", "")
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.endpoint not in ("static", "assets.static"):
        headers.setdefault("Cache-Control", "no-store")
    if config_of(current_app).secure_cookies:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response


def own_path(target: str | None) -> str | None:
    """The target if it is a path of our own, else None: never `//host`, a backslash, a control character or a scheme.

    Browsers drop tabs and line breaks and read a backslash as a slash, so those are refused outright.
    """
    if not target or re.search(r"[\x00-\x20\x7f\\]", target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    own = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")
    return target if own else None


def refuse_debug(app: Flask, *, production: bool) -> None:
    """Production never runs with the debugger on: it executes whatever a visitor types."""
    if production and app.debug:
        raise RuntimeError("debug must be off")
